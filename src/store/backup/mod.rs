//! Copies of the file that the program makes by itself: once a day, before an import and before a step that changes many rows.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::connection::connect;
use super::copy::copy;
use super::file_summary::{self, FileSummary};
use super::{backup_names, undo};
use crate::clock::Clock;
use crate::error::{Error, Result};

pub use super::backup_names::{Backup, Kind, list, sweep};

/// How many daily backups are kept.
pub const KEEP: usize = 14;
/// How many backups before imports and large steps are kept.
pub const KEEP_BEFORE: usize = 6;
/// How many of those that hold data are kept whatever else holds: a file that was emptied must not push them out.
const KEEP_WITH_DATA: usize = 3;

/// Copies of one day tried before giving up.
const MOST_COPIES: u32 = 1_000;

/// A step that changes more rows than this is one to have a copy from before.
pub const LARGE: i64 = 1_000;

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

/// Makes the backup of the day next to the file unless it exists, and returns its path if it was made now. A file in which
/// nothing was ever done needs none.
pub fn daily(conn: &Connection, path: &Path, clock: &Clock) -> Result<Option<PathBuf>> {
    let today = clock.today();
    let is_there = |backup: &Backup| backup.kind == Kind::Daily && backup.number > 0 && backup.day == today;
    if list(path).iter().any(is_there) || file_summary::read(conn)?.is_fresh() {
        return Ok(None);
    }
    put(conn, path, clock, Kind::Daily).map(Some)
}

/// Makes a backup before something large, unless the newest one holds the same or there is nothing to lose.
pub fn before(conn: &Connection, path: &Path, clock: &Clock, kind: Kind) -> Result<Option<PathBuf>> {
    let now = file_summary::read(conn)?;
    let newest = list(path).into_iter().rfind(|backup| backup.number > 0 && backup.kind != Kind::SetAside);
    if now.is_fresh() || newest.is_some_and(|newest| file_summary::look(&newest.path).is_ok_and(|kept| kept == now)) {
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
    let folder = backup_names::make_folder(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Under another name until it is whole: a file with the name of a backup is always a usable one.
    let part = folder.join(format!("{name}.{}.part", std::process::id()));
    let _ = std::fs::remove_file(&part);
    let written = copy(conn, &part)?;
    let to = backup_names::next(path, clock.today(), kind);
    std::fs::rename(&part, &to).map_err(|error| Error::io(&format!("name the backup {}", to.display()), error))?;
    drop(written);
    prune(path);
    Ok(to)
}

/// Drops the copies beyond what is kept. Never the last three that hold data, nor the fullest one, nor the newest.
fn prune(database: &Path) {
    let shelf: Vec<Backup> = list(database)
        .into_iter()
        .filter(|backup| matches!(backup.kind, Kind::Daily | Kind::BeforeImport | Kind::BeforeStep))
        .collect();
    let is_daily = |backup: &&Backup| backup.kind == Kind::Daily;
    let shared = backup_names::by_day_of_two(database);
    let too_many = |of: Vec<&Backup>, keep: usize| {
        let beyond = of.len().saturating_sub(keep);
        of.into_iter().take(beyond).filter(|backup| backup.number > 0 || !shared).cloned().collect::<Vec<_>>()
    };
    let mut extra = too_many(shelf.iter().filter(is_daily).collect(), KEEP);
    extra.extend(too_many(shelf.iter().filter(|backup| !is_daily(backup)).collect(), KEEP_BEFORE));
    if extra.is_empty() {
        return;
    }
    let full: Vec<(&Backup, FileSummary)> = shelf
        .iter()
        .filter_map(|backup| Some((backup, file_summary::look(&backup.path).ok()?)))
        .filter(|(_, contents)| contents.has_data())
        .collect();
    let last = full.iter().rev().take(KEEP_WITH_DATA).map(|(backup, _)| *backup);
    let fullest = full.iter().max_by_key(|(_, contents)| contents.rows()).map(|(backup, _)| *backup);
    let kept: Vec<&Backup> = last.chain(fullest).collect();
    for backup in extra.iter().filter(|backup| !kept.contains(backup)) {
        // One backup too many harms nobody.
        let _ = std::fs::remove_file(&backup.path);
    }
}

#[cfg(test)]
mod tests;
