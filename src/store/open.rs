//! Opening the file: what every connection needs before it is used, and the refusal of files that are not ours.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use super::connection::{connect, private};
use super::header::{APPLICATION_ID, inspect};
use super::in_use::InUse;
use super::real_path::real_path;
use super::{index_away, interrupted_restore, migrate, scores, search, target, undo};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};

/// How long a command waits for other programs that use the file before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long one try to open waits: short, so that the user who waits is heard in between.
const TRY: Duration = Duration::from_millis(500);

/// Opens the file for writing: made if it is missing, migrated, with recording triggers; half imports of killed processes
/// are undone.
pub fn open_writer(path: &Path, clock: &Clock) -> Result<Connection> {
    let until = Instant::now() + PATIENCE;
    open_writer_while(path, clock, &mut || Instant::now() < until)
}

/// Does the same, and asks before each further try whether to continue while other programs use the file. Where two windows switch
/// the journal at once, SQLite lets neither wait for the other but turns one away, so one try is never enough.
pub fn open_writer_while(path: &Path, clock: &Clock, go_on: &mut dyn FnMut() -> bool) -> Result<Connection> {
    let path = &real_path(path);
    interrupted_restore::settle(path, clock)?;
    make_file(path)?;
    loop {
        match try_writer(path, clock) {
            Err(error) if error.kind() == ErrorKind::Busy && go_on() => take_turn(path),
            opened => return opened,
        }
    }
}

/// Waits until nobody writes. Whether that lasts shows at the next try, so it does not matter how this ends.
fn take_turn(path: &Path) {
    let Ok(conn) = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX) else { return };
    let _ = conn.busy_timeout(TRY);
    let _ = conn.execute_batch("BEGIN IMMEDIATE; COMMIT;");
}

/// One try of [`open_writer`] on a file that is there.
fn try_writer(path: &Path, clock: &Clock) -> Result<Connection> {
    let mut in_use = InUse::share(path, || inspect(path))?;
    let mut conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(TRY)?;
    // Before WAL, so that the mark is in the file itself and `inspect` need not open anything.
    if application_id(&conn)? == 0 {
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    // The version is looked at before anything is written into a file of a newer Tenfold.
    migrate::refuse_newer(&conn, migrate::ALL)?;
    conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    // Each statement that fires triggers keeps what it may have to undo in a temporary file; on disk that is half of the
    // time of an import.
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;",
    )?;
    if migrate::is_pending(&conn)? {
        // A migration may change an index that is away.
        index_away::recover(&mut conn)?;
    }
    migrate::run(&mut conn, path, migrate::ALL, clock)?;
    target::make_table(&conn)?;
    undo::triggers::install(&conn)?;
    scores::watch(&conn)?;
    search::watch(&conn)?;
    undo::recover(&mut conn, path)?;
    // What is open still belongs to an import of another window, which brings them back itself.
    if undo::open_label(&conn)?.is_none() {
        index_away::recover(&mut conn)?;
    }
    interrupted_restore::name_opening(&conn, &mut in_use)?;
    in_use.keep_with(&conn)?;
    conn.busy_timeout(Duration::from_secs(5))?;
    Ok(conn)
}

/// Opens the file for short reads by key: it gives up after 250 ms rather than make the user wait.
pub fn open_reader(path: &Path) -> Result<Connection> {
    read_only(path, "PRAGMA cache_size = -8192;")
}

/// Opens the file for long reads: sorts, counts and sums.
pub fn open_query(path: &Path) -> Result<Connection> {
    read_only(path, "PRAGMA cache_size = -16384;")
}

/// Opens the file for trying out an import that is rolled back: with room for the many pages it changes, and without the
/// triggers that record changes.
pub fn open_trial(path: &Path) -> Result<Connection> {
    let conn = read_only(path, "PRAGMA query_only = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")?;
    conn.execute_batch("PRAGMA cache_size = -98304;")?;
    conn.busy_timeout(Duration::from_secs(5))?;
    Ok(conn)
}

/// Whether a writer must open the file before it can be read: it is of an older version, or an import may have been left
/// half done by a killed process.
pub fn needs_writer(path: &Path) -> Result<bool> {
    let conn = open_reader(path)?;
    if migrate::is_pending(&conn)? {
        return Ok(true);
    }
    Ok(undo::open_label(&conn)?.is_some() || index_away::is_away(&conn)?)
}

fn read_only(path: &Path, pragmas: &str) -> Result<Connection> {
    let path = &real_path(path);
    interrupted_restore::settle(path, &Clock::Real)?;
    let in_use = InUse::share(path, || inspect(path))?;
    // Not read-only to SQLite, or the last to close could not remove the journal and would leave it next to the file; where the
    // file may not be written, SQLite opens it read-only by itself.
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    in_use.keep_with(&conn)?;
    conn.busy_timeout(Duration::from_millis(250))?;
    conn.execute_batch("PRAGMA query_only = ON;")?;
    conn.execute_batch(pragmas)?;
    migrate::refuse_newer(&conn, migrate::ALL)?;
    Ok(conn)
}

fn application_id(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "application_id", |row| row.get(0))?)
}

/// Makes an empty file that only its owner reads, in a folder that only its owner enters. What exists stays as it is.
fn make_file(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(|error| Error::io(&format!("make the folder {}", folder.display()), error))?;
    }
    match private(OpenOptions::new().write(true).create_new(true)).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::io(&format!("make {}", path.display()), error)),
    }
}

#[cfg(test)]
mod tests;
