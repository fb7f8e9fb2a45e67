//! Copies of the file that the program makes by itself.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::open::private;
use crate::clock::Clock;
use crate::error::{Error, Result};

/// Copies of one day tried before giving up.
const MOST_COPIES: u32 = 1_000;

/// How many daily backups are kept.
pub const KEEP: usize = 14;

/// Copies the file as it is now, readable by its owner only. The copy must not exist yet. Outside a transaction.
pub fn copy(conn: &Connection, to: &Path) -> Result<()> {
    let doing = || format!("write the backup {}", to.display());
    let text = to.to_str().ok_or_else(|| Error::refused(format!("Cannot {}: its name is no text.", doing())))?;
    // SQLite writes into an empty file that exists, so nobody else can read the copy for a moment.
    private(OpenOptions::new().write(true).create_new(true)).open(to).map_err(|error| Error::io(&doing(), error))?;
    if let Err(error) = conn.execute("VACUUM INTO ?1", [text]) {
        // Half a copy is worse than none.
        let _ = std::fs::remove_file(to);
        return Err(error.into());
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

/// Makes the backup of the day beside the file unless it exists, drops the oldest beyond [`KEEP`], and returns its path
/// if it was made now.
pub fn daily(conn: &Connection, path: &Path, clock: &Clock) -> Result<Option<PathBuf>> {
    let folder = path.with_file_name("backups");
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let to = folder.join(format!("{name}.{}.db", clock.today()));
    if to.exists() {
        return Ok(None);
    }
    if !folder.exists() {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|error| Error::io(&format!("make the folder {}", folder.display()), error))?;
    }
    // Under another name until it is whole: a file with the day's name is always a usable one.
    let part = folder.join(format!("{name}.{}.part", std::process::id()));
    let _ = std::fs::remove_file(&part);
    copy(conn, &part)?;
    std::fs::rename(&part, &to).map_err(|error| Error::io(&format!("name the backup {}", to.display()), error))?;
    for old in dailies(&folder, &name)?.into_iter().rev().skip(KEEP) {
        // One backup too many harms nobody.
        let _ = std::fs::remove_file(old);
    }
    Ok(Some(to))
}

/// Returns the daily backups of a file, oldest first. Other files in the folder are not ours to count or delete.
fn dailies(folder: &Path, name: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| Error::io(&format!("read the folder {}", folder.display()), error))?;
    let is_daily = |path: &Path| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        file.strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('.'))
            .and_then(|rest| rest.strip_suffix(".db"))
            .is_some_and(|day| chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok())
    };
    let mut found: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_daily(path)).collect();
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::open::open_writer;
    use chrono::{Days, NaiveDate};

    #[test]
    fn one_backup_a_day_and_fourteen_in_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        let first = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
        let conn = open_writer(&path, &Clock::fixed(first)).expect("opens");
        let backups = folder.path().join("backups");
        std::fs::create_dir(&backups).expect("a folder");
        std::fs::write(backups.join("shop.mine.db"), "kept").expect("writes");
        for day in 0..16 {
            let clock = Clock::fixed(first + Days::new(day));
            assert!(daily(&conn, &path, &clock).expect("backs up").is_some());
            assert_eq!(daily(&conn, &path, &clock).expect("backs up"), None);
        }
        let left = dailies(&backups, "shop").expect("lists");
        assert_eq!(left.len(), KEEP);
        assert!(left.first().is_some_and(|path| path.ends_with("shop.2026-03-03.db")), "{left:?}");
        assert!(backups.join("shop.mine.db").exists());
        open_writer(left.last().expect("a backup"), &Clock::fixed(first)).expect("a backup is a Tenfold file");
    }
}
