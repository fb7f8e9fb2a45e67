//! Looking at a file that may be anything: older, damaged, in use. Nothing is changed, and nothing is left next to it.

use std::path::Path;

use super::file_summary::{self, COUNTED};
use super::migrate;
use super::real_path::{beside, real_path};
use crate::error::Result;
use crate::handles;

/// What a file is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// Its size.
    pub bytes: u64,
    /// Bytes in the journal next to it, which are not in the file yet.
    pub waiting: u64,
    /// The version of its tables.
    pub version: usize,
    /// Whether all of its pages fit together.
    pub is_sound: bool,
    /// How many there are of each of [`COUNTED`]; none in a file whose version lacks some of them.
    pub counts: Option<[i64; COUNTED.len()]>,
}

/// The version of the tables that this program makes.
pub const NEWEST: usize = migrate::ALL.len();

/// The version of SQLite.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// Looks at all of a file.
///
/// # Errors
/// It can't be read, is damaged, not ours or newer than this program.
pub fn examine(path: &Path) -> Result<Checkup> {
    let path = &real_path(path);
    let conn = file_summary::quietly(path)?;
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(Checkup {
        bytes: size(path),
        waiting: size(&beside(path, "-wal")),
        version: migrate::refuse_newer(&conn, migrate::ALL)?,
        is_sound: verdict == "ok",
        counts: file_summary::read(&conn).ok().map(|held| held.counts),
    })
}

/// What other programs do with a file right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherUse {
    /// Nobody has it open.
    Nothing,
    /// It is open elsewhere.
    Open,
    /// Somebody writes to it: who wants to write must wait.
    Writing,
    /// Somebody keeps it for themselves: who wants to read must wait too.
    Keeping,
    /// The system does not say.
    Unknown,
}

/// Asks the system for the locks of other programs on a file, and takes none.
pub fn other_use(path: &Path) -> OtherUse {
    let path = &real_path(path);
    // Closing a file here would give back the locks of our own connections.
    if handles::is_held(path) { OtherUse::Unknown } else { asked(path) }
}

#[cfg(unix)]
fn asked(path: &Path) -> OtherUse {
    use std::fs::File;

    use rustix::process::{Flock, FlockOffsetType, FlockType, fcntl_getlk};

    /// Where SQLite locks a database: one byte for who waits to write, one for who will, and the rest for readers.
    const OF_DATABASE: (u64, u64) = (0x4000_0000, 512);
    /// Where it locks the index of the journal for the one who writes.
    const OF_WRITER: (u64, u64) = (120, 1);
    let is_locked = |path: &Path, (start, length), typ| {
        let file = File::options().read(true).write(true).open(path).ok()?;
        let wanted = Flock { start, length, pid: None, typ, offset_type: FlockOffsetType::Set };
        Some(fcntl_getlk(&file, &wanted).ok()?.is_some())
    };
    let index = beside(path, "-shm");
    match is_locked(path, OF_DATABASE, FlockType::WriteLock) {
        None => OtherUse::Unknown,
        Some(false) => OtherUse::Nothing,
        Some(true) if is_locked(path, OF_DATABASE, FlockType::ReadLock) == Some(true) => OtherUse::Keeping,
        Some(true) if is_locked(&index, OF_WRITER, FlockType::WriteLock) == Some(true) => OtherUse::Writing,
        Some(true) => OtherUse::Open,
    }
}

#[cfg(not(unix))]
fn asked(_path: &Path) -> OtherUse {
    OtherUse::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::error::ErrorKind;
    use crate::store::open::open_writer;
    use chrono::NaiveDate;

    fn shop(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("shop.db");
        drop(open_writer(&path, &Clock::fixed(NaiveDate::default())).expect("opens"));
        path
    }

    #[test]
    fn a_file_is_looked_at_and_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = shop(folder.path());
        let before = std::fs::read(&path).expect("reads");
        let found = examine(&path).expect("looks");
        assert_eq!((found.version, found.is_sound, found.waiting), (NEWEST, true, 0));
        assert_eq!(found.counts, Some([0; COUNTED.len()]));
        assert!(std::fs::read(&path).expect("reads") == before);
        assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 1, "nothing is left next to it");
    }

    #[test]
    fn what_is_wrong_with_a_file_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = shop(folder.path());
        let mut bytes = std::fs::read(&path).expect("reads");
        let kind = |path: &Path| examine(path).map_err(|error| error.kind());
        for byte in &mut bytes[4_096..] {
            *byte = 0xA5;
        }
        let broken = folder.path().join("broken.db");
        std::fs::write(&broken, &bytes).expect("writes");
        assert!(!matches!(kind(&broken), Ok(Checkup { is_sound: true, .. })));
        let list = folder.path().join("list.csv");
        std::fs::write(&list, "handle\n@mia\n").expect("writes");
        assert_eq!(kind(&list), Err(ErrorKind::NotOurs));
        assert_eq!(kind(&folder.path().join("missing.db")), Err(ErrorKind::Access));
        let empty = folder.path().join("empty.db");
        std::fs::write(&empty, "").expect("writes");
        assert_eq!(kind(&empty).map(|found| (found.version, found.counts)), Ok((0, None)));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_open_here_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = shop(folder.path());
        assert_eq!(other_use(&path), OtherUse::Nothing);
        let held = open_writer(&path, &Clock::fixed(NaiveDate::default())).expect("opens");
        assert_eq!(other_use(&path), OtherUse::Unknown);
        drop(held);
        assert_eq!(other_use(&folder.path().join("missing.db")), OtherUse::Unknown);
    }
}
