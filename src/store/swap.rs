//! Putting one file in the place of another so that a kill in between leaves the one or the other, never half of each.
//!
//! A database is up to four files, and no system renames several at once. So the renames are written down first, in a small
//! file beside the database; while that is there, the swap is not over, and anyone who opens the database next takes the renames
//! back that were made. Example, of a swap that was killed after its second rename:
//!
//! ```text
//! shop.db.restoring   [["shop.db-wal","shop.db.set-aside-1…-wal"],["shop.db","shop.db.set-aside-1…"],["shop.db.77.part","shop.db"]]
//! shop.db             is missing: its rename is undone, then that of the journal
//! ```

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::connection::private;
use super::in_use::InUse;
use super::real_path::beside;
use crate::error::{Error, ErrorKind, Result};

/// The endings of the files that make up a database: its journals before itself.
pub(super) const PARTS: [&str; 4] = ["-wal", "-journal", "-shm", ""];

/// A rename inside the folder of the database: from which name to which.
pub(super) type Move = (String, String);

/// A swap under way.
#[derive(Debug)]
pub(super) struct Swap {
    database: PathBuf,
    moves: Vec<Move>,
}

impl Swap {
    /// Renames all of it, or, where one rename fails, nothing.
    pub(super) fn run(database: &Path, moves: Vec<Move>) -> Result<()> {
        let swap = Self::begin(database, moves)?;
        for index in 0..swap.moves.len() {
            if let Err(error) = swap.step(index) {
                roll_back(database)?;
                return Err(error);
            }
        }
        swap.end()
    }

    /// Writes down what will be renamed.
    fn begin(database: &Path, moves: Vec<Move>) -> Result<Self> {
        let marker = marker(database);
        let doing = || format!("write {}", marker.display());
        let text = serde_json::to_string(&moves).map_err(|error| Error::fault(error.to_string()))?;
        let half = half(database);
        let _ = std::fs::remove_file(&half);
        let written =
            private(std::fs::OpenOptions::new().write(true).create_new(true)).open(&half).and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
                std::fs::rename(&half, &marker)
            });
        written.map_err(|error| Error::io(&doing(), error))?;
        sync_folder(database);
        Ok(Self { database: database.to_owned(), moves })
    }

    fn step(&self, index: usize) -> Result<()> {
        let Some((from, to)) = self.moves.get(index) else { return Ok(()) };
        let (from, to) = (self.database.with_file_name(from), self.database.with_file_name(to));
        std::fs::rename(&from, &to).map_err(|error| Error::io(&format!("rename {}", from.display()), error))
    }

    fn end(self) -> Result<()> {
        // First the renames, then that they are over.
        sync_folder(&self.database);
        let marker = marker(&self.database);
        std::fs::remove_file(&marker).map_err(|error| Error::io(&format!("remove {}", marker.display()), error))?;
        sync_folder(&self.database);
        Ok(())
    }
}

/// Whether a swap was begun and is not over.
pub(super) fn is_pending(database: &Path) -> bool {
    marker(database).exists()
}

/// Undoes the renames of a swap that was killed; tells whether there was one. The caller is alone with the file.
pub(super) fn roll_back(database: &Path) -> Result<bool> {
    let marker = marker(database);
    let text = match std::fs::read(&marker) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Error::io(&format!("read {}", marker.display()), error)),
    };
    let moves: Vec<Move> = serde_json::from_slice(&text).map_err(|error| {
        Error::new(ErrorKind::Damaged, format!("A restore was interrupted, and {} cannot be read.", marker.display()))
            .with_hint("Copy the folder, then rename the files with `set-aside` in their names back by hand.")
            .because(error)
    })?;
    for (from, to) in moves.iter().rev() {
        let (from, to) = (database.with_file_name(from), database.with_file_name(to));
        if to.exists() && !from.exists() {
            std::fs::rename(&to, &from).map_err(|error| Error::io(&format!("rename {}", to.display()), error))?;
        }
    }
    Swap { database: database.to_owned(), moves: Vec::new() }.end()?;
    Ok(true)
}

/// The renames that put a database under another name, with all of its files that are there.
pub(super) fn moves(folder: &Path, from: &str, to: &str) -> Vec<Move> {
    let there = PARTS.into_iter().filter(|part| folder.join(format!("{from}{part}")).exists());
    there.map(|part| (format!("{from}{part}"), format!("{to}{part}"))).collect()
}

/// Keeps every SQLite program away from a file as long as what is returned lives; an error if one has it open.
///
/// SQLite holds a shared lock on some bytes of a file that is in use; a lock on all of them cannot be had then. No connection of
/// this process may have the file open, and none may be closed while the lock is needed.
pub(super) fn lock_out(database: &Path) -> Result<Option<File>> {
    #[cfg(unix)]
    {
        let Ok(file) = File::options().read(true).write(true).open(database) else { return Ok(None) };
        match rustix::fs::fcntl_lock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(file)),
            Err(rustix::io::Errno::ACCESS | rustix::io::Errno::AGAIN) => Err(is_open(database)),
            // A disk without locks has no other program that holds one.
            Err(_) => Ok(None),
        }
    }
    #[cfg(not(unix))]
    {
        // There an open file cannot be renamed.
        let _ = database;
        Ok(None)
    }
}

/// Says that someone has the file open.
pub(super) fn is_open(database: &Path) -> Error {
    Error::new(
        ErrorKind::Busy,
        format!("{} is open in another window or program. Nothing was changed.", database.display()),
    )
    .with_hint("Close it there, then run this again.")
}

fn marker(database: &Path) -> PathBuf {
    beside(database, ".restoring")
}

/// The list of renames until it is whole.
fn half(database: &Path) -> PathBuf {
    beside(database, ".restoring.half")
}

/// Deletes half a list of renames that a killed swap left: none of them was made yet.
pub(super) fn sweep(database: &Path) {
    let half = half(database);
    if half.exists()
        && let Ok(Some(_alone)) = InUse::alone(database)
    {
        let _ = std::fs::remove_file(half);
    }
}

/// Makes renames outlive a power cut, on systems where a folder can be synced.
fn sync_folder(database: &Path) {
    if let Some(folder) = database.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of a folder with what is in them.
    fn listed(folder: &Path) -> Vec<(String, String)> {
        let mut found: Vec<_> = std::fs::read_dir(folder)
            .expect("lists")
            .map(|entry| entry.expect("an entry").path())
            .map(|path| {
                (
                    path.file_name().expect("a name").to_string_lossy().into_owned(),
                    std::fs::read_to_string(path).expect("text"),
                )
            })
            .collect();
        found.sort();
        found
    }

    #[test]
    fn a_swap_killed_anywhere_leaves_the_old_files_or_the_new_ones() {
        for killed_after in 0..=5 {
            let folder = tempfile::tempdir().expect("a folder");
            let database = folder.path().join("shop.db");
            for (name, text) in [
                ("shop.db", "old"),
                ("shop.db-wal", "old journal"),
                ("shop.db-shm", "old index"),
                ("shop.db.7.part", "new"),
            ] {
                std::fs::write(folder.path().join(name), text).expect("writes");
            }
            let before = listed(folder.path());
            let mut all = moves(folder.path(), "shop.db", "shop.db.aside");
            all.push(("shop.db.7.part".to_owned(), "shop.db".to_owned()));
            assert_eq!(all.len(), 4);
            let swap = Swap::begin(&database, all).expect("begins");
            for index in 0..killed_after.min(4) {
                swap.step(index).expect("renames");
            }
            if killed_after == 5 {
                swap.end().expect("ends");
                assert!(!roll_back(&database).expect("nothing to do"));
                let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("text");
                assert_eq!((text("shop.db"), text("shop.db.aside-wal")), ("new".to_owned(), "old journal".to_owned()));
            } else {
                assert!(is_pending(&database));
                assert!(roll_back(&database).expect("rolls back"));
                assert_eq!(listed(folder.path()), before, "killed after {killed_after} renames");
            }
            assert!(!is_pending(&database));
        }
    }

    #[test]
    fn a_rename_that_fails_takes_the_others_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("shop.db");
        std::fs::write(&database, "old").expect("writes");
        let mut all = moves(folder.path(), "shop.db", "shop.db.aside");
        all.push(("none.part".to_owned(), "shop.db".to_owned()));
        Swap::run(&database, all).expect_err("there is no such file");
        assert_eq!(listed(folder.path()), [("shop.db".to_owned(), "old".to_owned())]);
    }
}
