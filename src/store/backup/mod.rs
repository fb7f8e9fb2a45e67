//! Copies of the file that the program makes by itself: once a day, before an import and before a step that changes many rows.

mod shelf;

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::open::{connect, private};
use super::{contents, undo};
use crate::clock::Clock;
use crate::error::{Error, Result};

pub use shelf::{Backup, KEEP, KEEP_BEFORE, Kind, list, sweep};

/// Copies of one day tried before giving up.
const MOST_COPIES: u32 = 1_000;

/// A step that changes more rows than this is one to have a copy from before.
pub const LARGE: i64 = 1_000;

/// Copies the file as it is now, readable by its owner only. The copy must not exist yet. Outside a transaction.
///
/// As long as the handle lives that is returned, nobody takes the copy for one that a killed process left.
pub fn copy(conn: &Connection, to: &Path) -> Result<File> {
    let doing = || format!("write the backup {}", to.display());
    let text = to.to_str().ok_or_else(|| Error::refused(format!("Cannot {}: its name is no text.", doing())))?;
    // SQLite writes into an empty file that exists, so nobody else can read the copy for a moment.
    let file = private(OpenOptions::new().write(true).create_new(true))
        .open(to)
        .map_err(|error| Error::io(&doing(), error))?;
    // Says that somebody still writes it; on Windows an open file cannot be swept anyway.
    #[cfg(unix)]
    let _ = file.try_lock();
    let copied = conn.execute("VACUUM INTO ?1", [text]).map_err(Error::from).and_then(|_| forget_opening(to));
    if let Err(error) = copied.and_then(|()| file.sync_all().map_err(|error| Error::io(&doing(), error))) {
        // Half a copy is worse than none.
        let _ = std::fs::remove_file(to);
        return Err(error);
    }
    Ok(file)
}

/// Takes the word of the opening out of a copy: a journal of the original does not belong to it (see [`super::accident`]).
fn forget_opening(copy: &Path) -> Result<()> {
    let conn = connect(copy, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    if conn.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'incarnation'")?.exists([])? {
        conn.execute("DELETE FROM incarnation", [])?;
    }
    Ok(())
}

/// Copies the file as it is now under a free name in a folder, `shop.saved-2026-03-11.db`, and returns where.
pub fn beside(conn: &Connection, path: &Path, folder: &Path, clock: &Clock) -> Result<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = |number: u32| match number {
        1 => format!("{stem}.saved-{}.db", clock.today()),
        more => format!("{stem}.saved-{}-{more}.db", clock.today()),
    };
    let free = (1..MOST_COPIES).map(|number| folder.join(name(number))).find(|path| path.symlink_metadata().is_err());
    let to = free.ok_or_else(|| Error::refused("There is no free name for the copy."))?;
    copy(conn, &to)?;
    Ok(to)
}

/// Makes the backup of the day beside the file unless it exists, and returns its path if it was made now. A file in which
/// nothing was ever done needs none.
pub fn daily(conn: &Connection, path: &Path, clock: &Clock) -> Result<Option<PathBuf>> {
    let today = clock.today();
    let is_there = |backup: &Backup| backup.kind == Kind::Daily && backup.number > 0 && backup.day == today;
    if list(path).iter().any(is_there) || contents::read(conn)?.is_fresh() {
        return Ok(None);
    }
    put(conn, path, clock, Kind::Daily).map(Some)
}

/// Makes a backup before something large, unless the newest one holds the same or there is nothing to lose.
pub fn before(conn: &Connection, path: &Path, clock: &Clock, kind: Kind) -> Result<Option<PathBuf>> {
    let now = contents::read(conn)?;
    let newest = list(path).into_iter().rfind(|backup| backup.number > 0 && backup.kind != Kind::SetAside);
    if now.is_fresh() || newest.is_some_and(|newest| contents::look(&newest.path).is_ok_and(|kept| kept == now)) {
        return Ok(None);
    }
    put(conn, path, clock, kind).map(Some)
}

/// Makes a backup of the state before the transaction of a large step that is under way on this connection.
///
/// A second connection sees the file as it was committed, so the step need not be known to be large before it is carried out:
/// what counts is the rows it changed, whichever command it is.
pub fn before_step(conn: &Connection, clock: &Clock) -> Result<()> {
    if !undo::is_larger(conn, LARGE)? {
        return Ok(());
    }
    let Some(path) = conn.path().filter(|path| !path.is_empty()).map(PathBuf::from) else { return Ok(()) };
    let committed = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    before(&committed, &path, clock, Kind::BeforeStep).map(|_| ())
}

/// Puts a copy on the shelf, and drops what is too many there.
fn put(conn: &Connection, path: &Path, clock: &Clock, kind: Kind) -> Result<PathBuf> {
    let folder = shelf::make_folder(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Under another name until it is whole: a file with the name of a backup is always a usable one.
    let part = folder.join(format!("{name}.{}.part", std::process::id()));
    let _ = std::fs::remove_file(&part);
    let written = copy(conn, &part)?;
    let to = shelf::next(path, clock.today(), kind);
    std::fs::rename(&part, &to).map_err(|error| Error::io(&format!("name the backup {}", to.display()), error))?;
    drop(written);
    shelf::prune(path);
    Ok(to)
}

#[cfg(test)]
mod tests;
