//! Putting a copy in the place of the file, and back.
//!
//! Nothing is overwritten: the file that was there stays beside the new one under a name with the time, with its journal, so
//! that a restore can be undone as a whole, however damaged the file was.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::backup::{self, Backup, Kind};
use super::copy::copy;
use super::file_summary::{self, FileSummary};
use super::in_use::InUse;
use super::real_path::real_path;
use super::swap::{self, Swap};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};

/// What a file holds, or why that cannot be read; nothing where there isn't a file.
pub type Found = Option<Result<FileSummary, String>>;

/// A restore that was carried out.
#[derive(Debug)]
pub struct Restored {
    /// The file that was replaced.
    pub database: PathBuf,
    /// What was put in its place.
    pub source: PathBuf,
    /// Where the file is now that was there before; nothing if there was none.
    pub aside: Option<PathBuf>,
    /// What the file held before.
    pub before: Found,
    /// What it holds now.
    pub after: FileSummary,
}

/// Says what is in the place of a file.
pub fn present(database: &Path) -> Found {
    let database = real_path(database);
    database.exists().then(|| file_summary::look(&database).map_err(|error| error.to_string()))
}

/// Returns the copies of a file, the oldest first: those beside where it really is, and beside the link that names it.
pub fn list(database: &Path) -> Vec<Backup> {
    let real = real_path(database);
    let mut found = backup::list(&real);
    if std::fs::symlink_metadata(database).is_ok_and(|named| named.is_symlink()) {
        found.splice(0..0, backup::list(&std::path::absolute(database).unwrap_or_else(|_| database.to_owned())));
    }
    found
}

/// Returns the newest copy of a day.
pub fn of_day(backups: &[Backup], day: NaiveDate) -> Option<&Backup> {
    backups.iter().rfind(|backup| backup.day == day && backup.kind != Kind::SetAside)
}

/// Puts a copy of a file in the place of the database.
pub fn restore(database: &Path, source: &Path, clock: &Clock) -> Result<Restored> {
    let (database, source) = (real_path(database), real_path(source));
    if source == database {
        return Err(Error::refused(format!("{} is the file itself, not a backup of it.", source.display())));
    }
    let alone = alone(&database)?;
    let name = file_name(&database)?;
    let part = format!("{name}.{}.part", std::process::id());
    let copied = database.with_file_name(&part);
    let _ = std::fs::remove_file(&copied);
    let written = copy(&whole(&source)?, &copied)?;
    let done = file_summary::look(&copied).and_then(|after| {
        let swapped = swap_in(&database, &part, clock)?;
        Ok(Restored { before: swapped.before, aside: swapped.aside, database, source, after })
    });
    if done.is_err() {
        let _ = std::fs::remove_file(&copied);
    }
    drop((written, alone));
    done
}

/// Swaps the file with the one that the last restore set aside.
pub fn undo(database: &Path, clock: &Clock) -> Result<Restored> {
    let database = real_path(database);
    let alone = alone(&database)?;
    let Some(last) = backup::list(&database).into_iter().rfind(|backup| backup.kind == Kind::SetAside) else {
        return Err(Error::refused(format!(
            "There is no restore of {} to undo: no file was set aside.",
            database.display()
        )));
    };
    // What was set aside may be damaged; it comes back as it was.
    let after = file_summary::look(&last.path).unwrap_or_default();
    let swapped = swap_in(&database, &file_name(&last.path)?, clock)?;
    drop(alone);
    Ok(Restored { before: swapped.before, aside: swapped.aside, database, source: last.path, after })
}

/// What a swap did to the file that was there.
struct Swapped {
    before: Found,
    aside: Option<PathBuf>,
}

/// Sets the file aside and renames another one of its folder into its place.
fn swap_in(database: &Path, new: &str, clock: &Clock) -> Result<Swapped> {
    let before = present(database);
    // After looking: closing a connection would end this lock.
    let lock = swap::lock_out(database)?;
    let (name, aside) = (file_name(database)?, aside_name(database, clock));
    let folder = database.parent().unwrap_or(Path::new(""));
    let mut moves = swap::moves(folder, &name, &aside);
    let had_file = !moves.is_empty();
    moves.extend(swap::moves(folder, new, &name));
    Swap::run(database, moves)?;
    drop(lock);
    Ok(Swapped { before, aside: had_file.then(|| database.with_file_name(aside)) })
}

/// A name for the file that is set aside now: numbered, with the time.
pub(super) fn aside_name(database: &Path, clock: &Clock) -> String {
    let name = database.file_name().unwrap_or_default().to_string_lossy();
    let before = backup::list(database).into_iter().filter(|backup| backup.kind == Kind::SetAside);
    let first = before.map(|backup| backup.number).max().unwrap_or(0).saturating_add(1);
    let time = clock.time_of(clock.now_ms()).format("%Y-%m-%d-%H%M%S");
    // What was set aside without its file has no entry in the list, but its name is taken.
    let named = |number: u32| format!("{name}.set-aside-{number}.{time}");
    let is_free = |number: &u32| {
        swap::PARTS.iter().all(|part| !database.with_file_name(format!("{}{part}", named(*number))).exists())
    };
    named((first..).take(1_000).find(is_free).unwrap_or(first))
}

/// Being alone with the file, among all programs.
fn alone(database: &Path) -> Result<super::in_use::Alone> {
    let alone = InUse::alone(database)?.ok_or_else(|| swap::is_open(database))?;
    swap::lock_out(database)?;
    Ok(alone)
}

/// Opens a copy, if all of it can be read.
fn whole(source: &Path) -> Result<rusqlite::Connection> {
    let damaged = |error: Option<Error>| {
        let made = Error::new(ErrorKind::Damaged, format!("{} is damaged. Nothing was changed.", source.display()))
            .with_hint("Choose another backup: `tenfold restore` lists them.");
        match error {
            Some(error) => made.because(error),
            None => made,
        }
    };
    if std::fs::metadata(source).is_ok_and(|file| file.len() == 0) {
        return Err(Error::refused(format!("{} is empty. Nothing was changed.", source.display()))
            .with_hint("Choose another backup: `tenfold restore` lists them."));
    }
    let conn = file_summary::quietly(source).map_err(|error| match error.kind() {
        ErrorKind::Damaged => damaged(Some(error)),
        _ => error,
    })?;
    let verdict: Result<String, _> = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match verdict {
        Ok(verdict) if verdict == "ok" => Ok(conn),
        Ok(_) => Err(damaged(None)),
        Err(error) => Err(damaged(Some(error.into()))),
    }
}

fn file_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    name.ok_or_else(|| Error::refused(format!("The name of {} isn't valid text.", path.display())))
}
