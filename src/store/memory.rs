//! The program's own memory: where the screens were left. Not part of the history.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// Returns what was remembered under a name.
pub fn get(conn: &Connection, name: &str) -> Result<Option<String>> {
    let mut find = conn.prepare_cached("SELECT value FROM memory WHERE name = ?1")?;
    Ok(find.query_row([name], |row| row.get(0)).optional()?)
}

/// Remembers a value under a name.
pub fn set(conn: &Connection, name: &str, value: &str) -> Result<()> {
    // Writing what stands there already would wake every reader for nothing.
    conn.prepare_cached(
        "INSERT INTO memory (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
    )?
    .execute(params![name, value])?;
    Ok(())
}
