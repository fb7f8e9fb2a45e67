//! Rows that name creators by a handle they had earlier: they mean the same creator, unless someone else has that handle now.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::{CreatorId, Handle, Platform};
use crate::error::Result;
use crate::words::ingest as words;

use super::super::handle_history::Former;

/// What is remembered of such rows.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    rows: u64,
    /// The first of them: the handle in the file, and the one of now.
    first: Option<(Handle, Handle)>,
}

impl Renamed {
    /// Finds the creator who has an account, otherwise the one who had it.
    pub(super) fn find(&mut self, conn: &Connection, platform: Platform, handle: &Handle) -> Result<Option<CreatorId>> {
        let living = conn
            .prepare_cached("SELECT id FROM creator WHERE platform = ?1 AND handle = ?2")?
            .query_row(params![platform, handle], |row| row.get(0))
            .optional()?;
        if living.is_some() {
            return Ok(living);
        }
        let former = Former::prepare(conn)?.holder(platform, handle)?;
        if let Some(id) = former {
            self.note(conn, handle, id)?;
        }
        Ok(former)
    }

    /// Notes that a row named someone by an earlier handle.
    pub(super) fn note(&mut self, conn: &Connection, stated: &Handle, id: CreatorId) -> Result<()> {
        self.rows += 1;
        if self.first.is_none() {
            let now = conn.query_row("SELECT handle FROM creator WHERE id = ?1", [id], |row| row.get(0))?;
            self.first = Some((stated.clone(), now));
        }
        Ok(())
    }

    /// The note on these rows.
    pub(super) fn sentence(&self) -> Option<String> {
        let (was, now) = self.first.as_ref()?;
        Some(words::earlier_handles(self.rows, was, now))
    }
}
