//! The one connection that writes, with what its thread needs to know about it.

use crate::analysis::rules::Rules;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rusqlite::Connection;

use super::scores::{Portion, Scorer};
use super::{backup, memory, open, search, undo, write};
use crate::clock::Clock;
use crate::error::Result;
use crate::proto::WriteCmd;
use crate::proto::event::Done;

/// The read-write connection. Threads hold this and need not know what is inside.
#[derive(Debug)]
pub struct Writer {
    conn: Connection,
    path: PathBuf,
    clock: Clock,
    rules: Arc<Rules>,
    scorer: Scorer,
    /// `PRAGMA data_version` when it was last looked at.
    version: i64,
}

impl Writer {
    /// Opens the file for writing; see [`open::open_writer`].
    pub fn open(path: &Path, clock: Clock, rules: Arc<Rules>) -> Result<Self> {
        let conn = open::open_writer(path, &clock)?;
        let version = data_version(&conn)?;
        let scorer = Scorer::new(&rules);
        Ok(Self { conn, path: path.to_owned(), clock, rules, scorer, version })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The clock that commands go by.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Moves the calendar, for a story told in one go.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Returns how to open the same file once more, for when this connection cannot be trusted any more.
    pub fn reopen(&self) -> Reopen {
        Reopen { path: self.path.clone(), clock: self.clock, rules: Arc::clone(&self.rules) }
    }

    /// The connection, for imports.
    pub fn connection(&mut self) -> &mut Connection {
        self.scorer.unsettle();
        &mut self.conn
    }

    /// Carries out a command.
    pub fn run(&mut self, cmd: &WriteCmd) -> Result<Done> {
        self.scorer.unsettle();
        let (begun, name): (_, &'static str) = (Instant::now(), cmd.into());
        let done = write::run(&mut self.conn, cmd, &self.clock, &self.rules);
        let ms = begun.elapsed().as_millis();
        match &done {
            Ok(done) => tracing::info!(name, changed = done.changed, ms, "wrote"),
            Err(error) => tracing::warn!(name, kind = ?error.kind(), causes = error.causes(), ms, "not written"),
        }
        done
    }

    /// Remembers where a screen was left.
    pub fn remember(&self, name: &str, value: &str) -> Result<()> {
        memory::set(&self.conn, name, value)
    }

    /// Returns what was remembered under a name; nothing where it was emptied.
    pub fn remembered(&self, name: &str) -> Result<Option<String>> {
        Ok(memory::get(&self.conn, name)?.filter(|value| !value.is_empty()))
    }

    /// What bringing the file up to date changed that a person must know, said once.
    pub fn take_news(&self) -> Result<Option<String>> {
        memory::take_news(&self.conn)
    }

    /// Returns whether another program changed the file since this was last asked. Own changes do not count: on the
    /// connection that made them the version stays.
    pub fn changed_outside(&mut self) -> Result<bool> {
        let version = data_version(&self.conn)?;
        let changed = version != self.version;
        self.version = version;
        if changed {
            self.scorer.unsettle();
        }
        Ok(changed)
    }

    /// Deletes a portion of the history that was given up, else takes a portion of texts into the index of words, and returns
    /// whether more may be left. For idle moments.
    pub fn sweep(&mut self) -> Result<bool> {
        Ok(undo::sweep(&self.conn)? || search::fill(&mut self.conn)?)
    }

    /// Whether scores may have to be worked out.
    pub fn may_score(&self) -> bool {
        self.scorer.may_be_due(self.clock.today())
    }

    /// Works out scores that are due until `go_on` says no. For idle moments.
    pub fn score(&mut self, go_on: impl FnMut() -> bool) -> Result<Portion> {
        self.scorer.work(&mut self.conn, self.clock.today(), go_on)
    }

    /// Makes the backup of the day unless it exists.
    pub fn backup(&self) -> Result<Option<PathBuf>> {
        backup::daily(&self.conn, &self.path, &self.clock)
    }

    /// Closes the file and leaves nothing beside it, provided that no reader is open any more.
    pub fn close(self) -> Result<()> {
        self.conn.execute_batch("PRAGMA optimize")?;
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.conn.close().map_err(|(_, error)| error)?;
        Ok(())
    }
}

/// What it takes to open a writer once more.
#[derive(Clone, Debug)]
pub struct Reopen {
    path: PathBuf,
    clock: Clock,
    rules: Arc<Rules>,
}

impl Reopen {
    /// Opens it.
    pub fn open(&self) -> Result<Writer> {
        Writer::open(&self.path, self.clock, Arc::clone(&self.rules))
    }
}

fn data_version(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
}
