//! The agenda as lines: what is very late stands together by its kind, so that a person who was away can still read it.
//!
//! Worked example: nobody looked for 45 days, and twenty creators wait for a follow-up. Under "overdue" stands one line, "follow up, 20
//! creators, 31 to 42 days late", where the oldest of them would stand. It opens into its twenty rows.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{DueGroup, DueKey, DueKind, DueRow};
use crate::domain::figure::{counted, plural};

/// From so many days on a thing is very late.
const VERY_LATE: i64 = 15;
/// So many very late things of a kind stand together, at least.
const FEWEST: usize = 4;

/// Very late things of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pile {
    /// Their kind.
    pub kind: DueKind,
    /// The things, the oldest first.
    pub rows: Vec<DueRow>,
    /// Whether the things are listed below it.
    pub is_open: bool,
}

impl Pile {
    /// Who or what, as a column says it.
    pub fn affected(&self) -> String {
        let names: BTreeSet<&str> = self.rows.iter().filter_map(DueRow::handle).collect();
        match names.len() {
            0 => plural(self.rows.len(), "task"),
            creators => counted(creators, "creator", "creators"),
        }
    }

    /// How late they are: `31 to 42 days late`, with their number where one creator has several.
    pub fn what(&self, today: NaiveDate) -> String {
        let late = |row: Option<&DueRow>| row.map_or(0, |row| (today - row.day).num_days());
        let (least, most) = (late(self.rows.last()), late(self.rows.first()));
        let late = if least == most { format!("{most} days late") } else { format!("{least} to {most} days late") };
        let names: BTreeSet<&str> = self.rows.iter().filter_map(DueRow::handle).collect();
        if names.is_empty() || names.len() == self.rows.len() {
            return late;
        }
        format!("{}, {late}", plural(self.rows.len(), "task"))
    }
}

/// A line of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueLine {
    /// A thing that is due.
    One(Box<DueRow>),
    /// Several that are very late.
    Pile(Pile),
}

/// What stays the same of a line when it is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueLineKey {
    /// Of a thing.
    One(DueKey),
    /// Of a pile.
    Pile(DueKind),
}

impl DueLine {
    /// What it is called.
    pub fn key(&self) -> DueLineKey {
        match self {
            Self::One(row) => DueLineKey::One(row.key),
            Self::Pile(pile) => DueLineKey::Pile(pile.kind),
        }
    }

    /// The things it stands for.
    pub fn rows(&self) -> &[DueRow] {
        match self {
            Self::One(row) => std::slice::from_ref(row.as_ref()),
            Self::Pile(pile) => &pile.rows,
        }
    }

    /// The kind of what it stands for.
    pub fn kind(&self) -> DueKind {
        match self {
            Self::One(row) => row.key.kind,
            Self::Pile(pile) => pile.kind,
        }
    }

    /// Who or what, as a column says it.
    pub fn affected(&self) -> String {
        match self {
            Self::One(row) => row.affected(),
            Self::Pile(pile) => pile.affected(),
        }
    }

    /// Who or what, with the campaign of a batch.
    pub fn named(&self) -> String {
        match self {
            Self::One(row) => row.named(),
            Self::Pile(pile) => pile.affected(),
        }
    }

    /// What there is to do, in a few words.
    pub fn what(&self, today: NaiveDate) -> String {
        match self {
            Self::One(row) => row.what(today),
            Self::Pile(pile) => pile.what(today),
        }
    }

    /// The day it is under; the oldest of several.
    pub fn day(&self) -> NaiveDate {
        self.rows().first().map_or(NaiveDate::MIN, |row| row.day)
    }

    /// Whether any of it is late.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.rows().iter().any(|row| row.is_late(today))
    }

    /// The campaign of a thing, empty for none.
    pub fn campaign_name(&self) -> &str {
        match self {
            Self::One(row) => &row.campaign_name,
            Self::Pile(_) => "",
        }
    }

    /// Under which heading it stands.
    pub fn group(&self, today: NaiveDate) -> DueGroup {
        self.rows().first().map_or(DueGroup::Overdue, |row| row.group(today))
    }

    /// How many things it adds to the count of its heading: those of an open pile have lines of their own.
    pub fn counts(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Pile(pile) if pile.is_open => 0,
            Self::Pile(pile) => pile.rows.len(),
        }
    }
}

/// The lines for rows in the order of their days. A pile stands where its oldest thing does; those of the kinds in `open` are followed
/// by their rows.
pub fn lines(rows: &[DueRow], open: &BTreeSet<DueKind>, today: NaiveDate) -> Vec<DueLine> {
    let is_very_late = |row: &&DueRow| (today - row.day).num_days() >= VERY_LATE;
    let very_late = |kind| rows.iter().filter(move |row| row.key.kind == kind).filter(is_very_late);
    let kinds: BTreeSet<DueKind> = rows.iter().map(|row| row.key.kind).collect();
    let mut waiting: BTreeSet<DueKind> = kinds.into_iter().filter(|kind| very_late(*kind).count() >= FEWEST).collect();
    let piled = waiting.clone();
    let one = |row: &DueRow| DueLine::One(Box::new(row.clone()));
    let mut lines = Vec::new();
    for row in rows {
        let kind = row.key.kind;
        if !(piled.contains(&kind) && is_very_late(&row)) {
            lines.push(one(row));
        } else if waiting.remove(&kind) {
            let pile = Pile { kind, rows: very_late(kind).cloned().collect(), is_open: open.contains(&kind) };
            let below: Vec<DueLine> = pile.rows.iter().filter(|_| pile.is_open).map(one).collect();
            lines.push(DueLine::Pile(pile));
            lines.extend(below);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    fn row(kind: DueKind, subject: i64, due_on: NaiveDate) -> DueRow {
        DueRow { count: 1, ..DueRow::new(DueKey { kind, subject, due_on }, format!("c{subject}")) }
    }

    #[test]
    fn many_very_late_things_of_a_kind_are_one_line_and_few_stay_as_they_are() {
        let today = day(3, 31);
        let mut rows: Vec<DueRow> = (1..=20).map(|id| row(DueKind::FollowUp, id, day(2, 10))).collect();
        rows.extend((21..=23).map(|id| row(DueKind::Ship, id, day(2, 11))));
        rows.push(row(DueKind::FollowUp, 1, day(3, 1)));
        rows.push(row(DueKind::FollowUp, 30, day(3, 17)));
        rows.push(row(DueKind::Task, 1, today));
        let folded = lines(&rows, &BTreeSet::new(), today);
        assert_eq!(folded.len(), 1 + 3 + 1 + 1, "{folded:?}");
        assert_eq!(folded[0].affected(), "20 creators");
        assert_eq!(folded[0].what(today), "21 tasks, 30 to 49 days late");
        assert_eq!(folded.iter().map(DueLine::counts).sum::<usize>(), rows.len());
        assert_eq!(folded[1].kind(), DueKind::Ship, "three are read at a glance");
        let open = lines(&rows, &BTreeSet::from([DueKind::FollowUp]), today);
        assert_eq!(open.len(), folded.len() + 21);
        assert_eq!(open.iter().map(DueLine::counts).sum::<usize>(), rows.len());
        assert!(open.iter().all(|line| line.group(today) != DueGroup::Later));
    }

    #[test]
    fn what_is_older_than_a_pile_stands_above_it() {
        let today = day(3, 31);
        let mut rows = vec![row(DueKind::Ship, 90, day(2, 3)), row(DueKind::Payment, 91, day(2, 12))];
        rows.extend((1..=4).map(|id| row(DueKind::FollowUp, id, day(2, 10))));
        rows.sort_by_key(|row| (row.day, row.key));
        let kinds = |lines: Vec<DueLine>| lines.iter().map(DueLine::kind).collect::<Vec<_>>();
        let folded = lines(&rows, &BTreeSet::new(), today);
        assert_eq!(kinds(folded), [DueKind::Ship, DueKind::FollowUp, DueKind::Payment]);
        let open = lines(&rows, &BTreeSet::from([DueKind::FollowUp]), today);
        assert_eq!(open.len(), 7);
        assert_eq!(open.last().map(DueLine::kind), Some(DueKind::Payment));
    }
}
