//! Marks on the rows of a list: single ones, ranges, all of them. A range is open until a verb acts on it or its key closes it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::domain::figure;
use crate::tui::kit::{Action, Ctx, Notice, Verb};

use super::{Item, Listed};

/// The marks of a list.
#[derive(Clone, Debug)]
pub(super) struct Marks<K> {
    keys: BTreeSet<K>,
    /// The item where the open range starts.
    anchor: Option<K>,
    /// The marks cleared last.
    before: BTreeSet<K>,
}

impl<K> Default for Marks<K> {
    fn default() -> Self {
        Self { keys: BTreeSet::new(), anchor: None, before: BTreeSet::new() }
    }
}

impl<K: Clone + Ord> Marks<K> {
    /// Forgets marks of items that are gone.
    pub(super) fn retain(&mut self, is_there: impl Fn(&K) -> bool) {
        self.keys.retain(|key| is_there(key));
        self.before.retain(|key| is_there(key));
        self.anchor.take_if(|key| !is_there(key));
    }
}

impl<T: Item> Listed<T> {
    /// The verb of an action that marks rows; nothing on this screen where it does not. `none` says why there is nothing to mark,
    /// and `list` finds the list on the screen.
    pub fn marking<S: 'static>(&self, action: Action, none: &str, list: fn(&mut S) -> &mut Self) -> Verb<S>
    where
        T: 'static,
    {
        let run: fn(&mut Self, usize, &mut Ctx) = match action {
            Action::MarkToggle => |list, count, ctx| list.toggle_marks(count, ctx.list_lines),
            Action::MarkRange => |list, _, _| list.toggle_range(),
            Action::MarkExtendDown => |list, count, ctx| list.extend(Action::NavDown, count, ctx.list_lines),
            Action::MarkExtendUp => |list, count, ctx| list.extend(Action::NavUp, count, ctx.list_lines),
            Action::MarkAll => |list, _, _| list.mark_all(),
            Action::MarkInvert => |list, _, _| list.invert_marks(),
            Action::MarkClear => |list, _, ctx| {
                if !list.clear_all_marks(ctx) {
                    ctx.say(Notice::info("Nothing is marked."));
                }
            },
            Action::MarkRestore => |list, _, ctx| {
                if !list.restore_marks() {
                    ctx.say(Notice::info("There are no marks to restore."));
                }
            },
            _ => return Verb::elsewhere(),
        };
        let verb = Verb::new(move |screen, count, ctx| run(list(screen), count, ctx));
        verb.when(self.here().is_some(), || none.to_owned())
    }

    /// The rows of the open range.
    fn range(&self) -> Option<RangeInclusive<usize>> {
        let anchor = self.marks.anchor.as_ref()?;
        let from = self.rows().iter().position(|row| row.key() == *anchor)?;
        Some(from.min(self.cursor.at)..=from.max(self.cursor.at))
    }

    /// The keys of the rows in the open range, without headings.
    fn in_range(&self) -> Vec<T::Key> {
        let rows = self.range().and_then(|range| self.rows().get(range)).unwrap_or_default();
        rows.iter().filter(|row| !row.is_heading()).map(Item::key).collect()
    }

    /// Turns the open range into marks.
    pub fn keep_range(&mut self) {
        let keys = self.in_range();
        self.marks.keys.extend(keys);
        self.marks.anchor = None;
    }

    /// Toggles the mark and moves down. With a count above 1, marks that many rows.
    pub fn toggle_marks(&mut self, count: usize, lines: usize) {
        self.keep_range();
        let rows = self.rows().iter().skip(self.cursor.at).filter(|row| !row.is_heading());
        let keys: Vec<T::Key> = rows.take(count.max(1)).map(Item::key).collect();
        for key in keys {
            if !self.marks.keys.insert(key.clone()) && count < 2 {
                self.marks.keys.remove(&key);
            }
        }
        self.walk(Action::NavDown, count.max(1), lines);
    }

    /// Starts a range, or turns the open one into marks.
    fn toggle_range(&mut self) {
        if self.range().is_some() {
            self.keep_range();
        } else {
            self.marks.anchor = self.here().map(Item::key);
        }
    }

    /// Extends the open range, or starts one here.
    fn extend(&mut self, by: Action, count: usize, lines: usize) {
        if self.range().is_none() {
            self.marks.anchor = self.here().map(Item::key);
        }
        self.walk(by, count, lines);
    }

    fn mark_all(&mut self) {
        self.marks.anchor = None;
        self.marks.keys = self.rows().iter().filter(|row| !row.is_heading()).map(Item::key).collect();
    }

    fn invert_marks(&mut self) {
        self.keep_range();
        let shown: BTreeSet<T::Key> = self.rows().iter().filter(|row| !row.is_heading()).map(Item::key).collect();
        self.marks.keys = self.marks.keys.symmetric_difference(&shown).cloned().collect();
    }

    /// Brings back the marks cleared last. Returns false if there are none.
    fn restore_marks(&mut self) -> bool {
        std::mem::swap(&mut self.marks.keys, &mut self.marks.before);
        !self.marks.keys.is_empty()
    }

    /// How many marked items are hidden.
    pub fn hidden_marks(&self) -> usize {
        self.marks.keys.iter().filter(|mark| !self.rows().iter().any(|row| row.key() == **mark)).count()
    }

    /// Whether anything is marked, or a range is open.
    pub fn has_marks(&self) -> bool {
        !self.marks.keys.is_empty() || self.range().is_some()
    }

    /// Clears all marks and returns how many there were. They can be restored.
    pub fn clear_marks(&mut self) -> usize {
        self.keep_range();
        let count = self.marks.keys.len();
        if count > 0 {
            self.marks.before = std::mem::take(&mut self.marks.keys);
        }
        count
    }

    /// Clears all marks and says how many there were. Returns false if there are none.
    pub fn clear_all_marks(&mut self, ctx: &mut Ctx) -> bool {
        let count = self.clear_marks();
        if count > 0 {
            ctx.say(Notice::info(format!("{} cleared.", figure::plural(count, "mark"))));
        }
        count > 0
    }

    /// One step back: the open range, else the marks. Returns false where there is neither.
    pub fn step_back(&mut self) -> bool {
        self.marks.anchor.take().is_some() || self.clear_marks() > 0
    }

    /// Whether a row is marked or in the open range.
    pub fn is_marked(&self, row: &T) -> bool {
        let key = row.key();
        self.marks.keys.contains(&key)
            || self.range().is_some_and(|range| {
                !row.is_heading() && self.rows().get(range).unwrap_or_default().iter().any(|other| other.key() == key)
            })
    }

    /// The target of actions: the marked rows in order, else the row under the cursor.
    pub fn acting(&self) -> Vec<&T> {
        let range: BTreeSet<T::Key> = self.in_range().into_iter().collect();
        let is_marked = |key: &T::Key| self.marks.keys.contains(key) || range.contains(key);
        let marked: Vec<&T> = self.rows().iter().filter(|row| is_marked(&row.key())).collect();
        if marked.is_empty() { self.here().into_iter().collect() } else { marked }
    }

    /// What actions apply to: `3 marked`, `a range of 4 (v ends it)`, or the name of the row under the cursor.
    pub fn scope(&self, name: impl Fn(&T) -> String, ctx: &Ctx) -> String {
        let acting = self.acting().len();
        let in_range = self.in_range().len();
        if in_range > 0 {
            let more = if acting > in_range {
                format!("{acting} with the marks")
            } else {
                format!("{} ends it", ctx.key(Action::MarkRange))
            };
            return format!("a range of {in_range} ({more})");
        }
        if self.has_marks() && self.hidden_marks() < self.marks.keys.len() {
            return format!("{acting} marked");
        }
        self.here().map_or(String::new(), name)
    }
}
