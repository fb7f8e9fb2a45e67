//! A row of a list of follower counts becomes the followers of a creator on a day.

use super::{Fault, Recipe, counted, is_total, number, platform, quoted};
use crate::domain::Handle;
use crate::domain::creator::CreatorField;
use crate::import::layout::{Layout, Row};
use crate::proto::column::Target;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{CountRecord, Record};

/// Counts the rows that carry nothing.
#[derive(Debug, Default)]
pub(super) struct Followers {
    empty: u64,
}

impl Recipe for Followers {
    fn read(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        let Some(followers) = number(row, Target::Of(CreatorField::Followers), "followers")? else {
            self.empty += 1;
            return Ok(None);
        };
        if is_total(row) {
            self.empty += 1;
            return Ok(None);
        }
        let found =
            Handle::find(row.get(Target::Handle)).map_err(|fault| Fault::at(Target::Handle, fault.to_string()))?;
        let platform = match found.platform {
            Some(platform) => platform,
            None => platform(row.get(Target::Platform))?.unwrap_or(row.layout.platform),
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
        let record = CountRecord { platform, handle: found.handle, day: moment.day, followers };
        Ok(Some(Record::Count(Box::new(record))))
    }

    fn notes(&self, _layout: &Layout) -> Vec<ImportNote> {
        counted(self.empty, ImportNote::NoCount).into_iter().collect()
    }
}
