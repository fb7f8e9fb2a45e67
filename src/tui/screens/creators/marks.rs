//! Marked creators: single rows, ranges, everything shown. Counts are maintained, not recomputed at every key.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::domain::CreatorId;
use crate::tui::kit::selection::Marks;

/// Marks, the open range, and the marks before.
#[derive(Debug, Default)]
pub(super) struct MarkedRows {
    marks: Marks,
    /// The row where the range starts.
    anchor: Option<usize>,
    /// The marks cleared last, with the list they belonged to.
    before: Option<(Marks, Arc<[CreatorId]>)>,
    visible: usize,
    hidden: usize,
}

impl MarkedRows {
    /// Number of marked creators shown, and of marked creators the filter hides.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.visible, self.hidden)
    }

    /// Whether any creator is marked, shown or hidden.
    pub(super) fn any(&self) -> bool {
        self.visible + self.hidden > 0
    }

    /// Whether everything shown is marked, apart from exceptions.
    pub(super) fn is_all_but(&self) -> bool {
        matches!(self.marks, Marks::AllBut(_))
    }

    /// The exceptions to "everything shown", sorted.
    pub(super) fn exceptions(&self) -> Arc<[CreatorId]> {
        let Marks::AllBut(ids) = &self.marks else { return Arc::default() };
        let mut ids: Vec<_> = ids.iter().copied().collect();
        ids.sort_unstable();
        ids.into()
    }

    /// The rows of the open range.
    pub(super) fn range(&self, at: usize) -> Option<RangeInclusive<usize>> {
        self.anchor.map(|anchor| anchor.min(at)..=anchor.max(at))
    }

    /// How many rows are marked, including the range.
    pub(super) fn visible_with_range(&self, shown: &[CreatorId], at: usize) -> usize {
        let Some(range) = self.range(at) else { return self.visible };
        let (start, end) = (*range.start(), (range.end() + 1).min(shown.len()));
        let rows = shown.get(start..end).unwrap_or_default();
        if self.visible == 0 {
            return rows.len();
        }
        self.visible + rows.iter().filter(|id| !self.marks.contains(**id)).count()
    }

    /// Whether a shown row is marked or in the range.
    pub(super) fn contains(&self, row: usize, id: CreatorId, at: usize) -> bool {
        self.marks.contains(id) || self.range(at).is_some_and(|range| range.contains(&row))
    }

    /// Marks or unmarks a shown row.
    pub(super) fn set(&mut self, id: CreatorId, marked: bool) {
        let was = self.marks.contains(id);
        self.marks.set(id, marked);
        match (was, marked) {
            (false, true) => self.visible += 1,
            (true, false) => self.visible -= 1,
            _ => {}
        }
    }

    /// Whether a shown row is marked, ignoring the range.
    pub(super) fn has(&self, id: CreatorId) -> bool {
        self.marks.contains(id)
    }

    /// Starts a range, or turns the open range into marks.
    pub(super) fn range_key(&mut self, shown: &[CreatorId], at: usize) {
        if self.anchor.is_some() {
            self.keep_range(shown, at);
        } else if !shown.is_empty() {
            self.anchor = Some(at);
        }
    }

    /// Turns the open range into marks.
    pub(super) fn keep_range(&mut self, shown: &[CreatorId], at: usize) {
        let Some(range) = self.range(at) else { return };
        self.anchor = None;
        for id in shown.iter().skip(*range.start()).take(range.end() - range.start() + 1) {
            self.set(*id, true);
        }
    }

    /// Drops the open range. Returns false if there is none.
    pub(super) fn drop_range(&mut self) -> bool {
        self.anchor.take().is_some()
    }

    /// Adds marks. Creators that aren't shown count as hidden.
    pub(super) fn add(&mut self, ids: &[CreatorId], shown: &Arc<[CreatorId]>) {
        for id in ids {
            self.marks.set(*id, true);
        }
        self.recount(shown);
    }

    /// All marked creators as single ids, shown or hidden, sorted. "Everything shown" is expanded into its ids.
    pub(super) fn named(&mut self, shown: &Arc<[CreatorId]>) -> Arc<[CreatorId]> {
        if let Marks::AllBut(_) = self.marks {
            self.marks = Marks::Only(self.marks.among(shown).0.into_iter().collect());
        }
        self.one_by_one().into()
    }

    /// Makes these the marks that can be restored.
    pub(super) fn keep_for_later(&mut self, ids: &[CreatorId]) {
        let marks = Marks::Only(ids.iter().copied().collect());
        self.before = (!ids.is_empty()).then(|| (marks, Arc::default()));
    }

    /// The marks to store for the next start: single marks, or else the marks cleared last.
    pub(super) fn kept(&self) -> Vec<CreatorId> {
        let ids = self.one_by_one();
        match &self.before {
            Some((Marks::Only(before), _)) if ids.is_empty() => before.iter().copied().collect(),
            _ => ids,
        }
    }

    /// All single marks, sorted. Empty while everything shown is marked.
    pub(super) fn one_by_one(&self) -> Vec<CreatorId> {
        let Marks::Only(ids) = &self.marks else { return Vec::new() };
        let mut ids: Vec<CreatorId> = ids.iter().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// Marks everything shown.
    pub(super) fn all(&mut self, shown: usize) {
        self.anchor = None;
        self.marks = Marks::AllBut(std::collections::HashSet::new());
        (self.visible, self.hidden) = (shown, 0);
    }

    /// Inverts the marks of what is shown.
    pub(super) fn invert(&mut self, shown: &Arc<[CreatorId]>) {
        self.marks = std::mem::take(&mut self.marks).invert();
        self.recount(shown);
    }

    /// Clears the marks and remembers them. Returns how many there were.
    pub(super) fn clear(&mut self, shown: &Arc<[CreatorId]>) -> usize {
        self.anchor = None;
        let count = self.visible + self.hidden;
        if count > 0 {
            self.before = Some((std::mem::take(&mut self.marks), Arc::clone(shown)));
        }
        self.marks = Marks::default();
        (self.visible, self.hidden) = (0, 0);
        count
    }

    /// Restores the marks cleared last. Returns false if there are none.
    ///
    /// "Everything but these" refers to one list. Under another list it comes back as the ids it stood for.
    pub(super) fn restore(&mut self, shown: &Arc<[CreatorId]>) -> bool {
        let Some((marks, list)) = self.before.take() else { return false };
        let now = (std::mem::take(&mut self.marks), Arc::clone(shown));
        self.marks = match marks {
            Marks::AllBut(_) if *list != **shown => Marks::Only(marks.among(&list).0.into_iter().collect()),
            marks => marks,
        };
        if self.visible + self.hidden > 0 {
            self.before = Some(now);
        }
        self.recount(shown);
        true
    }

    /// Recounts after the list changed.
    pub(super) fn recount(&mut self, shown: &Arc<[CreatorId]>) {
        (self.visible, self.hidden) = match &self.marks {
            Marks::Only(ids) if ids.is_empty() => (0, 0),
            Marks::AllBut(ids) if ids.is_empty() => (shown.len(), 0),
            Marks::Only(ids) => {
                let visible = shown.iter().filter(|id| ids.contains(id)).count();
                (visible, ids.len() - visible)
            }
            Marks::AllBut(ids) => (shown.iter().filter(|id| !ids.contains(id)).count(), 0),
        };
    }

    /// The marked creators that are shown, in order.
    pub(super) fn ids(&self, shown: &Arc<[CreatorId]>) -> Vec<CreatorId> {
        self.marks.among(shown).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(ids: impl IntoIterator<Item = i64>) -> Arc<[CreatorId]> {
        ids.into_iter().map(CreatorId).collect()
    }

    proptest! {
        #[test]
        fn counts_match_the_marks(steps in prop::collection::vec((0_u8..7, 0_usize..30), 1..60)) {
            let mut shown = list(0..30);
            let mut rows = MarkedRows::default();
            let mut at = 0;
            for (step, row) in steps {
                match step {
                    0 | 1 => if let Some(id) = shown.get(row) { rows.set(*id, step == 0) },
                    2 => rows.range_key(&shown, at),
                    3 => rows.all(shown.len()),
                    4 => rows.invert(&shown),
                    5 => _ = rows.restore(&shown),
                    _ => {
                        rows.keep_range(&shown, at);
                        if rows.is_all_but() { rows.clear(&shown); }
                        shown = list((0..30).filter(|id| id % 3 != i64::try_from(row).unwrap() % 3));
                        rows.recount(&shown);
                    }
                }
                at = row.min(shown.len() - 1);
                let expected = rows.visible_with_range(&shown, at);
                let marked = shown.iter().enumerate().filter(|(row, id)| rows.contains(*row, **id, at)).count();
                prop_assert_eq!(marked, expected);
                prop_assert_eq!(rows.ids(&shown).len(), rows.counts().0);
            }
        }
    }

    #[test]
    fn marking_everything_does_not_carry_over_to_another_filter() {
        let (wide, narrow) = (list(0..10), list(5..20));
        let mut rows = MarkedRows::default();
        rows.all(wide.len());
        rows.set(CreatorId(7), false);
        assert_eq!(rows.clear(&wide), 9);
        rows.restore(&narrow);
        assert_eq!(rows.ids(&narrow), [5, 6, 8, 9].map(CreatorId));
        assert_eq!(rows.counts(), (4, 5));
    }
}
