//! Telling an import under way from one whose process died.
//!
//! An importer holds a lock on a file beside the database while its operation is open. Where the lock is free and an
//! operation is open nevertheless, the importer died, and its half import is undone.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::replay::revert;
use crate::domain::OpId;
use crate::error::{Error, ErrorKind, Result};
use crate::store::real_path::{beside, real_path};

/// Held while an import's operation is open. Ends with the process, however that ends.
#[derive(Debug)]
pub struct ImportLock {
    path: PathBuf,
    // Kept for its lock, which closing it gives back.
    _file: File,
}

impl ImportLock {
    /// Takes the lock of a database; nothing if someone imports into it already.
    pub fn take(database: &Path) -> Result<Option<Self>> {
        let path = beside(&real_path(database), ".importing");
        let doing = || format!("make the lock file {}", path.display());
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| Error::io(&doing(), error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(Error::io(&doing(), error)),
        }
        // The holder before may have removed the file between our opening and locking it: such a lock guards nothing.
        if !path.exists() {
            return Ok(None);
        }
        Ok(Some(Self { path, _file: file }))
    }
}

impl Drop for ImportLock {
    fn drop(&mut self) {
        // The person is left with one file. Failing to remove an empty file harms nobody.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Undoes imports that a killed process left half done, and returns how many.
///
/// One that others came to depend on stays, as [`revert`] says.
pub fn recover(conn: &mut Connection, database: &Path) -> Result<u64> {
    let open = conn
        .prepare("SELECT id FROM undo_op WHERE state = 'open' ORDER BY id DESC")?
        .query_map([], |row| row.get(0).map(OpId))?
        .collect::<Result<Vec<_>, _>>()?;
    if open.is_empty() {
        return Ok(0);
    }
    let Some(_lock) = ImportLock::take(database)? else { return Ok(0) };
    let mut reverted = 0;
    for op in open {
        match revert(conn, op) {
            Ok(()) => reverted += 1,
            // It stays as a step of the history.
            Err(error) if error.kind() == ErrorKind::Conflict => {}
            Err(error) => return Err(error),
        }
    }
    Ok(reverted)
}
