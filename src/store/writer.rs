//! The one connection that writes, with what its thread needs to know about it.

use crate::analysis::rules::Rules;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::connection::pay_by;
use super::place::Place;
use super::real_path::real_path;
use super::scores::{Portion, Scorer};
use super::{backup, memory, open, search, undo, write};
use crate::clock::Clock;
use crate::error::Result;
use crate::proto::WriteCmd;
use crate::proto::event::{Done, FilePlace};
use crate::proto::history::Origin;

/// How long a writer in a hurry waits for other programs.
const LAST_WAIT: Duration = Duration::from_millis(500);

/// The read-write connection. Threads hold this and need not know what is inside.
#[derive(Debug)]
pub struct Writer {
    conn: Connection,
    path: PathBuf,
    place: Place,
    clock: Clock,
    rules: Arc<Rules>,
    origin: Origin,
    scorer: Scorer,
    /// `PRAGMA data_version` when it was last looked at.
    version: i64,
}

impl Writer {
    /// Opens the file for writing; see [`open::open_writer`].
    pub fn open(path: &Path, clock: Clock, rules: Arc<Rules>) -> Result<Self> {
        Self::made(open::open_writer(path, &clock)?, path, clock, rules)
    }

    /// Does the same, and asks before each further try whether to continue waiting for another program.
    pub fn open_while(path: &Path, clock: Clock, rules: Arc<Rules>, go_on: &mut dyn FnMut() -> bool) -> Result<Self> {
        Self::made(open::open_writer_while(path, &clock, go_on)?, path, clock, rules)
    }

    fn made(conn: Connection, path: &Path, clock: Clock, rules: Arc<Rules>) -> Result<Self> {
        // What is next to the file is named after where it really is.
        let path = &real_path(path);
        pay_by(&conn, rules.pay_terms)?;
        let version = data_version(&conn)?;
        let scorer = Scorer::new(&rules);
        let place = Place::of(path, &conn);
        Ok(Self { conn, path: path.to_owned(), place, clock, rules, origin: Origin::Unknown, scorer, version })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The clock that commands go by.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Notes with each step from now on where it was made.
    pub fn with_origin(mut self, origin: Origin) -> Result<Self> {
        undo::origin::set_origin(&self.conn, &origin)?;
        self.origin = origin;
        Ok(self)
    }

    /// Goes by other rules from here on.
    pub fn go_by(&mut self, rules: Arc<Rules>) -> Result<()> {
        pay_by(&self.conn, rules.pay_terms)?;
        self.scorer = Scorer::new(&rules);
        self.rules = rules;
        Ok(())
    }

    /// Moves the calendar, for a story told in one go.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Works fast, or carefully again. Fast is for a file that is thrown away unless it gets whole: no change waits for the disk, and
    /// a statement keeps its plan whatever is bound to it.
    pub fn set_draft(&self, is_draft: bool) -> Result<()> {
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, is_draft)?;
        let synchronous = if is_draft { "PRAGMA synchronous = OFF" } else { "PRAGMA synchronous = FULL" };
        Ok(self.conn.execute_batch(synchronous)?)
    }

    /// Forgets the history so far: undo begins with the next step.
    pub fn forget_history(&self) -> Result<()> {
        undo::forget(&self.conn)
    }

    /// Gives back the room of what was deleted.
    pub fn compact(&self) -> Result<()> {
        Ok(self.conn.execute_batch("VACUUM")?)
    }

    /// Returns how to open the same file once more, for when this connection cannot be trusted anymore.
    pub fn reopen(&self) -> Reopen {
        Reopen {
            path: self.path.clone(),
            place: self.place.clone(),
            clock: self.clock,
            rules: Arc::clone(&self.rules),
            origin: self.origin.clone(),
        }
    }

    /// Where the path leads now.
    pub fn file_place(&self) -> FilePlace {
        self.place.look()
    }

    /// Refuses to continue where the path leads elsewhere by now: what would be written could never be found again.
    pub fn in_place(&self) -> Result<()> {
        self.place.check()
    }

    /// Saves a copy of the open file under a free name in a folder, also where the file itself was deleted, and returns where.
    pub fn save_copy(&self, folder: &Path) -> Result<PathBuf> {
        backup::beside(&self.conn, &self.path, folder, &self.clock)
    }

    /// The connection, for imports.
    pub fn connection(&mut self) -> &mut Connection {
        self.scorer.unsettle();
        &mut self.conn
    }

    /// Carries out a command.
    pub fn run(&mut self, cmd: &WriteCmd) -> Result<Done> {
        self.in_place()?;
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
        self.in_place()?;
        memory::set(&self.conn, name, value)
    }

    /// Returns what was remembered under a name; nothing where it was emptied.
    pub fn remembered(&self, name: &str) -> Result<Option<String>> {
        Ok(memory::get(&self.conn, name)?.filter(|value| !value.is_empty()))
    }

    /// What bringing the file up to date changed that the user must know, said once.
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
        self.in_place()?;
        Ok(undo::sweep(&self.conn)? || search::fill(&mut self.conn)?)
    }

    /// Whether scores may have to be computed.
    pub fn may_score(&self) -> bool {
        self.scorer.may_be_due(self.clock.today())
    }

    /// Computes scores that are due until `go_on` says no. For idle moments.
    pub fn score(&mut self, go_on: impl FnMut() -> bool) -> Result<Portion> {
        self.in_place()?;
        self.scorer.work(&mut self.conn, self.clock.today(), go_on)
    }

    /// Makes the backup of the day unless it exists.
    pub fn backup(&self) -> Result<Option<PathBuf>> {
        self.in_place()?;
        backup::daily(&self.conn, &self.path, &self.clock)
    }

    /// Makes a backup before an import, unless the newest one holds the same.
    pub fn backup_before_import(&self) -> Result<Option<PathBuf>> {
        backup::before(&self.conn, &self.path, &self.clock, backup::Kind::BeforeImport)
    }

    /// Waits no longer for other programs than the user does who is leaving: what is then left next to the file is taken in when it
    /// is opened next.
    pub fn hurry(&self) -> Result<()> {
        Ok(self.conn.busy_timeout(LAST_WAIT)?)
    }

    /// Closes the file and leaves nothing next to it, provided that no reader is open anymore. Where another file was written over
    /// it, the journal stays beside it: the next opening sets it aside.
    pub fn close(self) -> Result<()> {
        self.place.look();
        if self.place.is_spoiled() {
            self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            return self.conn.close().map_err(|(_, error)| error.into());
        }
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
    place: Place,
    clock: Clock,
    rules: Arc<Rules>,
    origin: Origin,
}

impl Reopen {
    /// The same with other rules.
    pub fn with_rules(self, rules: Arc<Rules>) -> Self {
        Self { rules, ..self }
    }

    /// Opens it, unless the path leads elsewhere by now.
    pub fn open(&self) -> Result<Writer> {
        self.place.check()?;
        Writer::open(&self.path, self.clock, Arc::clone(&self.rules))?.with_origin(self.origin.clone())
    }
}

fn data_version(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
}
