//! The names of backups, and which of them are kept.
//!
//! `backups/shop.db.0042.2026-03-11.db` is the 42nd copy of `shop.db`. What is newer is reported by the number, never by the day: a
//! clock that ran wrong for a week, decades ahead or behind, makes no good copy look old.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::in_use::{Alone, InUse};
use super::real_path::beside;
use crate::error::{Error, Result};

/// Why a copy was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Before a newer version of the program changed the tables.
    BeforeUpdate,
    /// Once a day.
    Daily,
    /// Before a file was imported.
    BeforeImport,
    /// Before a step that changes many rows.
    BeforeStep,
    /// The file that a restore replaced.
    SetAside,
}

impl Kind {
    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::BeforeUpdate => "before an update",
            Self::Daily => "daily",
            Self::BeforeImport => "before an import",
            Self::BeforeStep => "before a large step",
            Self::SetAside => "set aside by a restore",
        }
    }

    /// What is in the name of the copy, for those that are numbered.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::BeforeImport => ".before-import",
            Self::BeforeStep => ".before-step",
            _ => "",
        }
    }
}

/// A copy of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// Its place in the order of making; 0 for those named by their day only. What restores set aside has an order of its own.
    pub number: u32,
    /// The day it was made, as the clock said.
    pub day: NaiveDate,
    /// Why it was made.
    pub kind: Kind,
}

/// Where the copies of a file are put.
pub(super) fn folder(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// Returns all copies of a file, the oldest first: numbered ones last, in their order.
pub fn list(database: &Path) -> Vec<Backup> {
    let name = database.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = database.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let shelf = files(&folder(database)).filter_map(|path| numbered(&path, &name).or_else(|| by_day(&path, &stem)));
    let here = database.parent().map(Path::to_owned).unwrap_or_default();
    let around = files(&here).filter_map(|path| before_update(&path, &name).or_else(|| set_aside(&path, &name)));
    let mut found: Vec<Backup> = shelf.chain(around).collect();
    found.sort_by(|one, other| {
        (one.number, one.day, one.kind, &one.path).cmp(&(other.number, other.day, other.kind, &other.path))
    });
    // What a restore replaced stands apart: it counts for itself.
    found.sort_by_key(|backup| backup.kind == Kind::SetAside);
    found
}

/// The file names of a folder; none where it cannot be read.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn parsed_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// `shop.db.0042.2026-03-11.db`, `shop.db.0043.2026-03-11.before-import.db`.
fn numbered(path: &Path, name: &str) -> Option<Backup> {
    let file = file_name(path);
    let (number, rest) = file.strip_prefix(name)?.strip_prefix('.')?.strip_suffix(".db")?.split_once('.')?;
    let kinds = [Kind::BeforeImport, Kind::BeforeStep];
    let before = kinds.into_iter().find_map(|kind| Some((kind, rest.strip_suffix(kind.suffix())?)));
    let (kind, day) = before.unwrap_or((Kind::Daily, rest));
    let number = (number.len() >= 4).then(|| number.parse().ok()).flatten()?;
    Some(Backup { number, day: parsed_day(day)?, kind, path: path.to_owned() })
}

/// `shop.2026-03-11.db`, as backups were named once: of `shop.db` or of another `shop`.
fn by_day(path: &Path, stem: &str) -> Option<Backup> {
    let file = file_name(path);
    let day = parsed_day(file.strip_prefix(stem)?.strip_prefix('.')?.strip_suffix(".db")?)?;
    Some(Backup { number: 0, day, kind: Kind::Daily, path: path.to_owned() })
}

/// `shop.db.before-v2.2026-03-11.backup.db`, `shop.db.before-v2.2026-03-11-2.backup.db`.
fn before_update(path: &Path, name: &str) -> Option<Backup> {
    let file = file_name(path);
    let rest = file.strip_prefix(name)?.strip_prefix(".before-v")?.strip_suffix(".backup.db")?;
    let (_, day) = rest.split_once('.')?;
    Some(Backup { number: 0, day: parsed_day(day.get(..10)?)?, kind: Kind::BeforeUpdate, path: path.to_owned() })
}

/// `shop.db.set-aside-3.2026-03-11-181502`.
fn set_aside(path: &Path, name: &str) -> Option<Backup> {
    let file = file_name(path);
    let (number, time) = file.strip_prefix(name)?.strip_prefix(".set-aside-")?.split_once('.')?;
    if time.len() != 17 {
        return None;
    }
    Some(Backup {
        number: number.parse().ok()?,
        day: parsed_day(time.get(..10)?)?,
        kind: Kind::SetAside,
        path: path.to_owned(),
    })
}

/// Whether another file beside this one may own the copies that are named by the stem and the day alone.
pub(super) fn by_day_of_two(database: &Path) -> bool {
    let own = file_name(database);
    let here = database.parent().map(Path::to_owned).unwrap_or_default();
    files(&here).any(|other| {
        let is_sheet = other.extension().is_some_and(|kind| kind == "csv" || kind == "tsv");
        other.file_stem() == database.file_stem() && !file_name(&other).starts_with(&own) && !is_sheet
    })
}

/// Where the next copy goes.
pub(super) fn next(database: &Path, day: NaiveDate, kind: Kind) -> PathBuf {
    let name = file_name(database);
    let shelf = list(database).into_iter().filter(|backup| backup.kind != Kind::SetAside);
    let number = shelf.map(|backup| backup.number).max().unwrap_or(0).saturating_add(1);
    folder(database).join(format!("{name}.{number:04}.{day}{}.db", kind.suffix()))
}

/// Deletes what a killed process left: half copies under a number of a process that nobody writes anymore.
pub fn sweep(database: &Path) {
    let (name, stem) = (file_name(database), database.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    let here = database.parent().map(Path::to_owned).unwrap_or_default();
    for (folder, name) in [(here, &name), (folder(database), &name), (folder(database), &stem)] {
        for part in files(&folder).filter(|path| is_part(path, name)) {
            let Some(alone) = forsaken(&part) else { continue };
            for end in ["-wal", "-shm", "-journal", ""] {
                let _ = std::fs::remove_file(beside(&part, end));
            }
            drop(alone);
        }
    }
}

/// `shop.db.4711.part`: the name of a file that is being made, with the number of the process.
fn is_part(path: &Path, name: &str) -> bool {
    let file = file_name(path);
    let number = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".part"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Being alone with a half copy, if nobody writes it: who makes one holds a lock on it, or has it open as a database.
fn forsaken(part: &Path) -> Option<Alone> {
    let alone = InUse::alone(part).ok()??;
    std::fs::File::open(part).is_ok_and(|file| file.try_lock().is_ok()).then_some(alone)
}

/// Makes the folder for copies unless it exists; only its owner enters it.
pub(super) fn make_folder(database: &Path) -> Result<PathBuf> {
    let folder = folder(database);
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(Error::io(&format!("make the folder {}", folder.display()), error))
        }
        _ => Ok(folder),
    }
}
