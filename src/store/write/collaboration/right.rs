//! Rights of a collaboration: usage, Spark codes, exclusivity.

use rusqlite::{OptionalExtension, params};

use super::super::{Outcome, Step, fits};
use crate::domain::collaboration::Rights;
use crate::domain::rights::Right;
use crate::domain::text::clean;
use crate::domain::{CollaborationId, Longest, RightId};
use crate::error::{Error, Result};
use crate::proto::collaboration_change::RightChange;
use crate::store::collaboration::rights;
use crate::store::row::Day;
use crate::words::rights as words;

impl Step<'_> {
    /// Adds, changes or removes a right.
    pub(in crate::store::write) fn change_right(&self, change: &RightChange) -> Result<Outcome> {
        let saved = self.saved(change.collaboration)?;
        let right = change.right.as_ref().map(|right| Right { detail: clean(&right.detail), ..right.clone() });
        if let Some(right) = &right {
            fits("detail", &right.detail, Longest::Line)?;
            check(right)?;
        }
        let known = change.id.map(|id| self.right(saved.id, id)).transpose()?;
        if known == right {
            return Ok(Outcome::nothing(crate::words::creators::unchanged(&format!("@{}", saved.handle))));
        }
        match (change.id, &right) {
            (Some(id), None) => {
                self.conn.prepare_cached("DELETE FROM rights WHERE id = ?1")?.execute([id])?;
            }
            (id, Some(right)) => self.keep_right(saved.id, id, right)?,
            (None, None) => {}
        }
        self.follow_rights(saved.id)?;
        let sentence = words::changed(&saved.handle, known.as_ref(), right.as_ref(), self.today);
        Ok(Outcome::at(saved.batch.place(), 1, sentence))
    }

    fn right(&self, id: CollaborationId, right: RightId) -> Result<Right> {
        let found = rights(self.conn, id)?.into_iter().find(|(known, _)| *known == right);
        found.map(|(_, right)| right).ok_or_else(|| Error::refused("This right no longer exists."))
    }

    fn keep_right(&self, of: CollaborationId, id: Option<RightId>, right: &Right) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO rights (id, collaboration_id, kind, starts_on, ends_on, price_minor, detail)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
                   price_minor = excluded.price_minor, detail = excluded.detail",
            )?
            .execute(params![
                id,
                of,
                right.kind,
                right.starts_on.map(Day),
                right.ends_on.map(Day),
                right.price_minor,
                right.detail
            ])?;
        Ok(())
    }

    /// The first right is granted with its dates, and with the last one gone nothing is granted.
    fn follow_rights(&self, id: CollaborationId) -> Result<()> {
        let known: Option<Rights> = self
            .conn
            .prepare_cached("SELECT rights FROM collaboration WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let now = if rights(self.conn, id)?.is_empty() { Rights::None } else { Rights::Granted };
        if known != Some(now) {
            self.conn
                .prepare_cached("UPDATE collaboration SET rights = ?2 WHERE id = ?1")?
                .execute(params![id, now])?;
        }
        self.conn
            .prepare_cached("UPDATE collaboration SET updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
            .execute(params![id, self.now])?;
        Ok(())
    }
}

fn check(right: &Right) -> Result<()> {
    if right.starts_on.zip(right.ends_on).is_some_and(|(start, end)| end < start) {
        return Err(Error::refused("The right ends before it starts. Check the two days."));
    }
    if right.price_minor.is_some_and(|price| price < 0) {
        return Err(Error::refused("A price cannot be below 0."));
    }
    Ok(())
}
