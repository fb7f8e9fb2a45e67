//! The databases that this process has open, so that nothing else opens them meanwhile.
//!
//! POSIX takes all locks of a process on a file back as soon as the process closes any handle of that file, under whichever
//! name it was opened. SQLite minds that for its own handles. Opening an open database as a plain file, to see what it is,
//! would unlock it for other programs, which would then write into it or delete its journal under us. So everything that reads a file
//! that the user may have named opens it here.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// What tells a file from all others, by whichever name: device, number and the moment it was made, as the number of a file that
/// is gone is given to the next one. None where the system has no such thing, and no such locks.
type Identity = Option<(u64, u64, Option<SystemTime>)>;

/// The open databases, one entry a connection.
static HELD: Mutex<Vec<(PathBuf, Identity)>> = Mutex::new(Vec::new());

/// Files beside a database that SQLite locks or writes as long as it is open.
const BESIDE: [&str; 3] = ["-shm", "-wal", "-journal"];

/// A database that is open, as long as this lives.
#[derive(Debug)]
pub struct Held(PathBuf, Identity);

impl Held {
    /// Says that a database is being opened.
    pub fn new(path: &Path) -> Self {
        let held = (path.to_owned(), identity(path));
        lock().push(held.clone());
        Self(held.0, held.1)
    }

    /// Whether the file that was opened is open here once more, by any name.
    pub fn is_shared(&self) -> bool {
        lock().iter().filter(|(path, identity)| same((path, *identity), (&self.0, self.1))).count() > 1
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = lock();
        if let Some(at) = held.iter().position(|(path, identity)| *path == self.0 && *identity == self.1) {
            held.swap_remove(at);
        }
    }
}

/// Whether a file is an open database, or is next to one and belongs to it.
pub fn is_held(path: &Path) -> bool {
    let named = identity(path);
    lock().iter().any(|(held, identity_then)| {
        same((held, *identity_then), (path, named))
            || named.is_some() && BESIDE.iter().any(|end| identity(&beside(held, end)) == named)
    })
}

/// Opens a file for reading; an error where it is an open database.
pub fn open(path: &Path) -> io::Result<File> {
    if is_held(path) {
        return Err(io::Error::new(io::ErrorKind::ResourceBusy, "it is a database that is open here"));
    }
    File::open(path)
}

fn same(one: (&Path, Identity), other: (&Path, Identity)) -> bool {
    match (one.1, other.1) {
        (Some(one), Some(other)) => one == other,
        _ => one.0 == other.0,
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn lock() -> std::sync::MutexGuard<'static, Vec<(PathBuf, Identity)>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
fn identity(path: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino(), meta.created().ok()))
}

#[cfg(not(unix))]
fn identity(_path: &Path) -> Identity {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_with_the_number_of_one_that_is_gone_is_not_held() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        fs::write(&path, "x").expect("writes");
        let held = Held::new(&path);
        fs::remove_file(&path).expect("removes");
        // The number of the first is free now, and most systems give it to one of these.
        let later: Vec<PathBuf> = (0..20).map(|n| folder.path().join(format!("list {n}.csv"))).collect();
        for list in &later {
            fs::write(list, "handle").expect("writes");
        }
        assert!(later.iter().all(|list| open(list).is_ok()));
        drop(held);
    }

    #[test]
    fn an_open_database_is_known_by_every_name_and_its_successor_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for name in ["shop.db", "shop.db-shm", "new.db"] {
            fs::write(path(name), "x").expect("writes");
        }
        std::os::unix::fs::symlink(path("shop.db"), path("soft")).expect("links");
        fs::hard_link(path("shop.db"), path("hard")).expect("links");
        fs::hard_link(path("shop.db-shm"), path("index")).expect("links");
        let held = Held::new(&path("shop.db"));
        for name in ["shop.db", "shop.db-shm", "soft", "hard", "index"] {
            assert!(open(&path(name)).is_err(), "{name}");
        }
        assert!(open(&path("new.db")).is_ok() && !held.is_shared());
        let again = Held::new(&path("hard"));
        assert!(held.is_shared());
        drop(again);
        assert!(!held.is_shared());
        fs::rename(path("new.db"), path("shop.db")).expect("replaces");
        let successor = Held::new(&path("shop.db"));
        assert!(!successor.is_shared(), "another file under the name of the first");
        drop((held, successor));
        assert!(open(&path("shop.db")).is_ok() && open(&path("hard")).is_ok());
    }
}
