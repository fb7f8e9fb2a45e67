//! A whole copy of a file that is open.

use std::fs::{File, OpenOptions};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::connection::{connect, private};
use crate::error::{Error, Result};

/// Copies the file as it is now, readable by its owner only. The copy must not exist yet. Outside a transaction.
///
/// As long as the handle lives that is returned, nobody takes the copy for one that a killed process left.
pub fn copy(conn: &Connection, to: &Path) -> Result<File> {
    let doing = || format!("write the backup {}", to.display());
    let text = to.to_str().ok_or_else(|| Error::refused(format!("Cannot {}: its name isn't valid text.", doing())))?;
    // SQLite writes into an empty file that exists, so nobody else can read the copy for a moment.
    let file = private(OpenOptions::new().write(true).create_new(true))
        .open(to)
        .map_err(|error| Error::io(&doing(), error))?;
    // Says that someone still writes it; on Windows an open file cannot be swept anyway.
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

/// Takes the word of the opening out of a copy: a journal of the original does not belong to it (see [`super::interrupted_restore`]).
fn forget_opening(copy: &Path) -> Result<()> {
    let conn = connect(copy, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    if conn.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'incarnation'")?.exists([])? {
        conn.execute("DELETE FROM incarnation", [])?;
    }
    Ok(())
}
