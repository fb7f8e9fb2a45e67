//! Whether the path of an open file still leads to it.
//!
//! A file can be deleted or replaced while it is open. SQLite continues writing into what nobody can open again, and says that
//! all is well. A file can also be written over where it is (`cp backup.db shop.db`): then SQLite mixes its journal and the pages
//! it remembers with those of the copy, which spoils both. That shows by the word of the opening in the table `incarnation` (see
//! [`super::interrupted_restore`]): no copy has it. It is read anew only when the time or the size of the file has changed.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _};

use super::connection::connect;
use crate::error::{Error, ErrorKind, Result};
use crate::proto::event::FilePlace;

/// The place of a file that was opened.
#[derive(Clone, Debug)]
pub struct Place {
    path: PathBuf,
    /// Device and inode; none where the system has no such thing and keeps open files from being moved.
    identity: Option<(u64, u64)>,
    /// The word of the opening; none where the file got no word.
    word: Option<String>,
    /// Time and size of the file when it last had that word.
    stamp: RefCell<Option<(SystemTime, u64)>>,
    /// Whether it was written over; that stays until it is opened again.
    is_overwritten: Cell<bool>,
}

impl Place {
    /// The place of a file that was just opened by this connection.
    pub fn of(path: &Path, conn: &Connection) -> Self {
        let meta = fs::metadata(path).ok();
        Self {
            path: path.to_owned(),
            identity: meta.as_ref().and_then(identity),
            word: word(conn).unwrap_or_default(),
            stamp: RefCell::new(meta.as_ref().and_then(stamp)),
            is_overwritten: Cell::new(false),
        }
    }

    /// Where the path leads now.
    pub fn look(&self) -> FilePlace {
        let Some(opened) = self.identity else { return FilePlace::Same };
        match fs::metadata(&self.path) {
            Ok(meta) if identity(&meta) == Some(opened) && self.is_overwritten(&meta) => FilePlace::Replaced,
            Ok(meta) if identity(&meta) == Some(opened) => FilePlace::Same,
            Ok(_) => FilePlace::Replaced,
            Err(error) => match error.kind() {
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => FilePlace::Gone,
                // A folder that may not be entered anymore says nothing about the file in it.
                _ => FilePlace::Same,
            },
        }
    }

    /// Whether another file was written over this one where it is, as last looked at: nothing may be taken into it from the journal.
    pub fn is_spoiled(&self) -> bool {
        self.is_overwritten.get()
    }

    fn is_overwritten(&self, meta: &fs::Metadata) -> bool {
        let now = stamp(meta);
        if self.is_overwritten.get() || self.word.is_none() || *self.stamp.borrow() == now {
            return self.is_overwritten.get();
        }
        // Pages that this connection remembers would still have the word, so another one reads it.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        match connect(&self.path, flags).map(|conn| word(&conn)) {
            Ok(Ok(found)) if found == self.word => _ = self.stamp.replace(now),
            Ok(Err(error)) if is_passing(&error) => {}
            Ok(_) => self.is_overwritten.set(true),
            // What cannot be opened now says nothing.
            Err(_) => {}
        }
        self.is_overwritten.get()
    }

    /// Refuses to write where nobody would find it.
    pub fn check(&self) -> Result<()> {
        let why = match self.look() {
            FilePlace::Same => return Ok(()),
            FilePlace::Gone => "was deleted or moved",
            FilePlace::Replaced => "was replaced by another file",
        };
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        Err(Error::new(ErrorKind::Misplaced, format!("{name} {why} while it was open. This change wasn't saved."))
            .with_hint("Save a copy of what you have open, or open the file again."))
    }
}

/// The word of the opening, as it is in the file.
fn word(conn: &Connection) -> rusqlite::Result<Option<String>> {
    conn.query_row("SELECT word FROM incarnation", [], |row| row.get(0)).optional()
}

/// Whether an error says that the file can't be read now, and not what it is.
fn is_passing(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    let passing = [
        ErrorCode::DatabaseBusy,
        ErrorCode::DatabaseLocked,
        ErrorCode::CannotOpen,
        ErrorCode::SystemIoFailure,
        ErrorCode::OutOfMemory,
        ErrorCode::PermissionDenied,
    ];
    code.is_some_and(|code| passing.contains(&code))
}

fn stamp(meta: &fs::Metadata) -> Option<(SystemTime, u64)> {
    Some((meta.modified().ok()?, meta.len()))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
fn identity(meta: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
fn identity(_meta: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::Clock;
    use crate::domain::{CreatorId, Verdict};
    use crate::proto::{Target, WriteCmd};
    use crate::store::Writer;

    fn note(writer: &mut Writer, name: &str) -> Result<()> {
        writer.remember(name, "kept")
    }

    #[test]
    fn a_copy_written_over_an_open_file_stops_the_writing_and_stays_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        let mut open = Writer::open(&path, Clock::Real, Arc::default()).expect("opens");
        note(&mut open, "before").expect("writes");
        let copy = open.save_copy(folder.path()).expect("copies");
        note(&mut open, "after").expect("writes");
        assert_eq!(open.file_place(), FilePlace::Same);
        let bytes = fs::read(&copy).expect("reads");
        fs::write(&path, &bytes).expect("writes over it");
        assert_eq!(open.file_place(), FilePlace::Replaced);
        assert!(note(&mut open, "later").is_err_and(|error| error.kind() == ErrorKind::Misplaced));
        let pick = WriteCmd::SetVerdict {
            target: Target::one(CreatorId(1)),
            verdict: Verdict::Picked,
            reason: None,
            until: None,
        };
        assert!(open.run(&pick).is_err_and(|error| error.kind() == ErrorKind::Misplaced));
        open.close().expect("closes");
        assert_eq!(fs::read(&path).expect("reads"), bytes, "nothing was taken into it");
        let again = Writer::open(&path, Clock::Real, Arc::default()).expect("opens");
        assert_eq!(again.remembered("before").expect("reads").as_deref(), Some("kept"));
        assert_eq!(again.remembered("after").expect("reads"), None);
        assert_eq!(again.file_place(), FilePlace::Same);
    }

    #[test]
    fn what_two_windows_write_and_take_into_the_file_is_no_copy_over_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        let (mut one, mut other) = (
            Writer::open(&path, Clock::Real, Arc::default()).expect("opens"),
            Writer::open(&path, Clock::Real, Arc::default()).expect("opens"),
        );
        for turn in ["first", "second", "third"] {
            note(&mut one, turn).expect("writes");
            note(&mut other, turn).expect("writes");
            let folded = one.connection().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            folded.expect("folds");
            assert_eq!([one.file_place(), other.file_place()], [FilePlace::Same; 2]);
        }
        one.close().expect("closes");
        note(&mut other, "last").expect("writes");
        assert_eq!(other.file_place(), FilePlace::Same);
    }
}
