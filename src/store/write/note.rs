//! Notes about creators.

use rusqlite::params;

use super::{Outcome, Step, fits, nobody, rows};
use crate::domain::Longest;
use crate::domain::text::fold;
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::words::creators as words;

const ADD: &str = "INSERT INTO note (creator_id, kind, text, folded, written_at)
  SELECT id, 'note', ?1, ?2, ?3 FROM temp.target ORDER BY id";

impl Step<'_> {
    /// Adds a note.
    pub(super) fn add_note(&self, target: &Target, text: &str) -> Result<Outcome> {
        let text = lines(text);
        if text.is_empty() {
            return Err(Error::refused("The note is empty. Nothing was added."));
        }
        fits("note", &text, Longest::Lines)?;
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let changed = rows(self.conn.execute(ADD, params![text, fold(&text), self.now])?);
        Ok(aim.outcome(changed, words::noted(&aim.affected)))
    }
}

pub(super) use crate::domain::text::lines;
