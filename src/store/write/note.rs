//! Notes about creators.

use rusqlite::params;

use super::{Outcome, Step, nobody, rows};
use crate::domain::text::fold;
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::words::creators as words;

/// Longest note, in characters.
pub(super) const LONGEST: usize = 10_000;

const ADD: &str = "INSERT INTO note (creator_id, kind, text, folded, written_at)
  SELECT id, 'note', ?1, ?2, ?3 FROM temp.target ORDER BY id";

impl Step<'_> {
    /// Adds a note.
    pub(super) fn add_note(&self, target: &Target, text: &str) -> Result<Outcome> {
        let text = lines(text);
        if text.is_empty() {
            return Err(Error::refused("The note is empty. Nothing was added."));
        }
        let length = text.chars().count();
        if length > LONGEST {
            return Err(Error::refused(format!("The note has {length} characters. The limit is {LONGEST}.")));
        }
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let changed = rows(self.conn.execute(ADD, params![text, fold(&text), self.now])?);
        Ok(aim.outcome(changed, words::noted(&aim.affected)))
    }
}

pub(super) use crate::domain::text::lines;
