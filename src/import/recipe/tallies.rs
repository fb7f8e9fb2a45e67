//! A row of a list of clicks, or of conversions, becomes the count of a link or a code on a day.

use super::{Fault, Recipe, counted, is_total, number, quoted};
use crate::import::layout::{Layout, Row};
use crate::proto::column::Target;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{Record, TallyRecord};

/// What is counted, and how many rows carry nothing.
#[derive(Debug)]
pub(super) struct Tallies {
    /// The columns that may count, the first one that the file has: each with whether it counts all up to a day.
    targets: &'static [(Target, bool)],
    what: &'static str,
    make: fn(Box<TallyRecord>) -> Record,
    empty: u64,
}

impl Tallies {
    /// Counts clicks.
    pub(super) fn clicks() -> Self {
        Self {
            targets: &[(Target::Clicks, false), (Target::TotalClicks, true)],
            what: "clicks",
            make: Record::Clicks,
            empty: 0,
        }
    }

    /// Counts conversions.
    pub(super) fn conversions() -> Self {
        Self { targets: &[(Target::Conversions, false)], what: "conversions", make: Record::Conversions, empty: 0 }
    }
}

impl Recipe for Tallies {
    fn read(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        let counting = self.targets.iter().copied().find(|(target, _)| row.layout.has(*target));
        let Some((target, runs_on)) = counting else { return Ok(None) };
        let Some(count) = number(row, target, self.what)? else {
            self.empty += 1;
            return Ok(None);
        };
        if is_total(row) {
            self.empty += 1;
            return Ok(None);
        }
        let of =
            [Target::Link, Target::Code].into_iter().map(|target| row.get(target).trim()).find(|text| !text.is_empty());
        let Some(of) = of else {
            let target = if row.layout.has(Target::Link) { Target::Link } else { Target::Code };
            return Err(Fault::at(target, "there is no link or code, so there is no telling whose this is"));
        };
        let Some(moment) = row.date(Target::CountedOn) else {
            let text = quoted(row.get(Target::CountedOn));
            let reason = if text.is_empty() {
                "the day is empty, so there is no telling when this was counted".to_owned()
            } else {
                format!("\"{text}\" isn't a valid date")
            };
            return Err(Fault::at(Target::CountedOn, reason));
        };
        Ok(Some((self.make)(Box::new(TallyRecord { of: of.to_owned(), day: moment.day, count, is_total: runs_on }))))
    }

    fn notes(&self, _layout: &Layout) -> Vec<ImportNote> {
        counted(self.empty, ImportNote::NoCount).into_iter().collect()
    }
}
