//! Saying to other windows that a file is open here.
//!
//! Each connection shares a lock on a small file beside the database and gives it back when it closes. Who must be alone with
//! the file, to put another one in its place, takes that lock for itself. After a crash the small file stays, with the word of
//! the opening it belonged to (see [`super::interrupted_restore`]).
//!
//! The systems give a process' locks on a file back as soon as the process closes *any* handle of it. SQLite knows that of its
//! own handles, but not of ours: reading the first bytes of a database that is open here would unlock it for other programs,
//! which would then delete the journal under us. So a file is looked at only while no connection of this process has it open.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use super::connection::private;
use super::real_path::beside;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{self, Held};

/// The files that are open in this process, with the number of connections.
static HERE: Mutex<BTreeMap<PathBuf, usize>> = Mutex::new(BTreeMap::new());

/// How often the lock is asked for, and how long is waited in between: someone who closes the file holds it for a moment.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(5);

/// A file that is open here; as long as this lives.
#[derive(Debug)]
pub struct InUse {
    database: PathBuf,
    /// Nothing where nobody may write next to the file: there it cannot be replaced either.
    lock: Option<File>,
    held: Held,
}

impl InUse {
    /// Shares the file with other windows; waits while someone is alone with it for a moment. `first` runs if no connection of
    /// this process has what is there now open, and may look at it.
    pub fn share(database: &Path, first: impl FnOnce() -> Result<()>) -> Result<Self> {
        let lock = shared(database)?;
        let mut here = HERE.lock().unwrap_or_else(PoisonError::into_inner);
        let count = here.entry(database.to_owned()).or_default();
        *count += 1;
        // Counted from here on, so that an error below counts it down again.
        let made = Self { database: database.to_owned(), lock, held: Held::new(database) };
        let looked = if made.held.is_shared() { Ok(()) } else { first() };
        drop(here);
        looked.map(|()| made)
    }

    /// Takes the file for oneself; nothing while another window, or this process, has it open.
    pub fn alone(database: &Path) -> Result<Option<Alone>> {
        if is_here(database) {
            return Ok(None);
        }
        for _ in 0..TRIES {
            let Some(file) = open(database)? else {
                return Ok(Some(Alone { database: database.to_owned(), lock: None }));
            };
            match file.try_lock() {
                Ok(()) if is_current(&file, database) => {
                    return Ok(Some(Alone { database: database.to_owned(), lock: Some(file) }));
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(failed(database, error)),
            }
        }
        Ok(None)
    }

    /// Runs work while no other window has the file open, beside this connection; does nothing otherwise.
    pub(super) fn while_only(&mut self, work: impl FnOnce(&mut Word<'_>)) -> Result<()> {
        let Some(file) = &mut self.lock else { return Ok(()) };
        if file.try_lock().is_ok() && is_current(file, &self.database) {
            work(&mut Word(file));
        }
        // Whether that went well or not, the lock may have been lost on the way; ours alone must be gone before it is shared.
        self.lock = None;
        self.lock = shared(&self.database)?;
        Ok(())
    }

    /// Lets this live exactly as long as a connection: SQLite drops what a function holds after it has closed the file.
    pub(super) fn keep_with(self, conn: &Connection) -> Result<()> {
        let kept = move |_: &rusqlite::functions::Context<'_>| {
            let here = &self;
            Ok(here.lock.is_some())
        };
        Ok(conn.create_scalar_function("in_use", 0, FunctionFlags::SQLITE_UTF8, kept)?)
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        let mut here = HERE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = here.get_mut(&self.database) {
            *count -= 1;
            if *count == 0 {
                here.remove(&self.database);
            }
        }
        drop(here);
        if let Some(file) = self.lock.take()
            && file.try_lock().is_ok()
        {
            clear(&self.database, &file);
        }
    }
}

/// Being alone with a file among all windows.
#[derive(Debug)]
pub struct Alone {
    database: PathBuf,
    lock: Option<File>,
}

impl Alone {
    /// The word of the opening that ended without closing the file.
    pub(super) fn word(&mut self) -> Option<String> {
        let mut text = String::new();
        let file = self.lock.as_mut()?;
        file.rewind().and_then(|()| file.read_to_string(&mut text)).ok()?;
        Some(text).filter(|text| !text.is_empty())
    }

    /// Forgets the word, where it does not fit what is in the place of the file anymore.
    pub(super) fn forget_word(&mut self) {
        if let Some(file) = &mut self.lock {
            Word(file).set("");
        }
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        if let Some(file) = &self.lock {
            clear(&self.database, file);
        }
    }
}

/// The word of an opening, in the small file beside the database.
pub(super) struct Word<'a>(&'a mut File);

impl Word<'_> {
    /// Writes the word down so that it outlives a crash. One that cannot be written is one that is not known.
    pub(super) fn set(&mut self, word: &str) {
        let written = self.0.set_len(0).and_then(|()| self.0.rewind()).and_then(|()| self.0.write_all(word.as_bytes()));
        let _ = written.and_then(|()| self.0.sync_all());
    }
}

/// Whether a connection of this process has the file open.
pub fn is_here(database: &Path) -> bool {
    HERE.lock().unwrap_or_else(PoisonError::into_inner).contains_key(database) || handles::is_held(database)
}

fn shared(database: &Path) -> Result<Option<File>> {
    for _ in 0..TRIES {
        let Some(file) = open(database)? else { return Ok(None) };
        match file.try_lock_shared() {
            Ok(()) if is_current(&file, database) => return Ok(Some(file)),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let _ = crossbeam_channel::after(PAUSE).recv();
            }
            Err(TryLockError::Error(error)) => return Err(failed(database, error)),
        }
    }
    Err(Error::new(ErrorKind::Busy, format!("Another program is replacing {}.", database.display()))
        .with_hint("Try again in a few seconds."))
}

/// Opens the lock file; nothing where the folder may not be written.
fn open(database: &Path) -> Result<Option<File>> {
    let path = lock_path(database);
    if std::fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
        // Never ours, and what it points to would be emptied.
        let _ = std::fs::remove_file(&path);
    }
    let mut options = OpenOptions::new();
    match private(options.read(true).write(true).create(true).truncate(false)).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Ok(None)
        }
        // A folder that is not there has no file to share; opening that says so better.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(database, error)),
    }
}

fn failed(database: &Path, error: std::io::Error) -> Error {
    Error::io(&format!("make the lock file {}", lock_path(database).display()), error)
}

/// Whether the lock file still has its name: a lock on one that was removed in between says nothing to anybody.
fn is_current(file: &File, database: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let named = std::fs::metadata(lock_path(database)).ok().map(|found| (found.dev(), found.ino()));
        named.is_some() && named == file.metadata().ok().map(|found| (found.dev(), found.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        lock_path(database).exists()
    }
}

/// Removes the lock file, held alone, so that the user is left with one file; not where a journal stays that its word is about.
fn clear(database: &Path, file: &File) {
    let has_journal = std::fs::metadata(beside(database, "-wal")).is_ok_and(|journal| journal.len() > 0);
    if !has_journal && is_current(file, database) {
        let _ = std::fs::remove_file(lock_path(database));
    }
}

fn lock_path(database: &Path) -> PathBuf {
    beside(database, ".open")
}
