//! Lists of posts and of follower counts: what the page of a creator holds, for many creators at once.
//!
//! Creators that are not in the list yet are added without a verdict. Where a file counts followers twice on a day, its first row stands.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::domain::creator::CreatorFields;
use crate::domain::{CreatorId, Handle, Platform};
use crate::error::Result;
use crate::proto::ingest::{CountRecord, PostRecord};
use crate::words::ingest::{self as words, Note};

use super::super::post::{Change, Shelf};
use super::super::row::{Day, search_text};
use super::super::sources::Source;
use super::super::{followers, handle_history};
use super::renamed::Renamed;
use super::{Outcome, Run};

/// Up to so many creators' posts are kept at hand from row to row.
const SHELVES: usize = 2_000;

/// What is remembered from row to row.
#[derive(Debug, Default)]
pub(super) struct Pages {
    shelves: HashMap<CreatorId, Shelf>,
    counted: HashSet<(CreatorId, NaiveDate)>,
    added: u64,
    /// Posts of a day to come.
    to_come: u64,
    renamed: Renamed,
}

impl Pages {
    /// Takes in a post.
    pub(super) fn post(&mut self, conn: &Connection, run: &mut Run, row: u64, record: &PostRecord) -> Result<Outcome> {
        // Where the row states facts of its creator, an earlier handle was told with them.
        let id = match &record.creator {
            Some(_) => handle_history::holder(conn, record.platform, &record.handle)?,
            None => self.renamed.find(conn, record.platform, &record.handle)?,
        };
        let id = self.known_or_added(conn, run, row, id, record.platform, &record.handle)?;
        if self.shelves.len() >= SHELVES && !self.shelves.contains_key(&id) {
            self.shelves.clear();
        }
        let shelf = match self.shelves.entry(id) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(empty) => empty.insert(Shelf::read(conn, id)?),
        };
        self.to_come += u64::from(record.entry.posted_on.is_some_and(|day| run.options.is_to_come(day)));
        let today = run.options.today;
        let counted_on = record.counted_on.map_or(today, |day| day.by(today));
        let change = shelf.take(conn, &record.entry, counted_on, &mut || Ok(Some(run.id(conn)?)))?;
        Ok(match change {
            Change::Added => Outcome::New,
            Change::Updated => Outcome::Updated,
            Change::Nothing => Outcome::Unchanged,
        })
    }

    /// The row of a post brought its creator along.
    pub(super) fn note_added(&mut self) {
        self.added += 1;
    }

    /// Takes in a follower count.
    pub(super) fn count(
        &mut self,
        conn: &Connection,
        run: &mut Run,
        row: u64,
        record: &CountRecord,
    ) -> Result<Outcome> {
        let id = self.renamed.find(conn, record.platform, &record.handle)?;
        let id = self.known_or_added(conn, run, row, id, record.platform, &record.handle)?;
        if !self.counted.insert((id, record.day)) {
            return Ok(Outcome::Unchanged);
        }
        let now = run.options.now_ms;
        let is_new = followers::keep(conn, id, (record.day, record.followers), now, || {
            Ok(Source { import: Some(run.id(conn)?), row: i64::try_from(row).ok() })
        })?;
        Ok(if is_new { Outcome::New } else { Outcome::Unchanged })
    }

    /// Forgets what was read, because another program changed the file.
    pub(super) fn reread(&mut self, conn: &Connection) -> Result<()> {
        for shelf in self.shelves.values_mut() {
            shelf.reread(conn)?;
        }
        Ok(())
    }

    /// What the user should know.
    pub(super) fn notes(&self) -> Vec<String> {
        let notes = words::notes(&[(Note::NewCreators, self.added), (Note::PostsToCome, self.to_come)]);
        notes.into_iter().chain(self.renamed.sentence()).collect()
    }

    /// The creator who has or had the account, else one that is added for it.
    fn known_or_added(
        &mut self,
        conn: &Connection,
        run: &mut Run,
        row: u64,
        known: Option<CreatorId>,
        platform: Platform,
        handle: &Handle,
    ) -> Result<CreatorId> {
        if let Some(id) = known {
            return Ok(id);
        }
        let import = run.id(conn)?;
        let fields = CreatorFields::new(platform, handle.clone());
        conn.prepare_cached(
            "INSERT INTO creator (platform, handle, search, import_id, import_row, added_on, updated_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            platform,
            handle,
            search_text(&fields),
            import,
            i64::try_from(row).ok(),
            Day(run.options.today),
            run.options.now_ms
        ])?;
        self.added += 1;
        Ok(CreatorId(conn.last_insert_rowid()))
    }
}
