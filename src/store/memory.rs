//! The program's own memory: where the screens were left. Not part of the history.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::words::history::unpaid_again;

/// How many collaborations a migration found marked as paid without a payment; there until it was said.
const PAID_RESET: &str = "paid_reset";

/// Returns what was remembered under a name.
pub fn get(conn: &Connection, name: &str) -> Result<Option<String>> {
    let mut find = conn.prepare_cached("SELECT value FROM memory WHERE name = ?1")?;
    Ok(find.query_row([name], |row| row.get(0)).optional()?)
}

/// Remembers a value under a name.
pub fn set(conn: &Connection, name: &str, value: &str) -> Result<()> {
    // Writing what is there already would wake every reader for nothing.
    conn.prepare_cached(
        "INSERT INTO memory (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
    )?
    .execute(params![name, value])?;
    Ok(())
}

/// What a migration changed that the user must know. It is said once: asking forgets it.
pub fn take_news(conn: &Connection) -> Result<Option<String>> {
    let Some(reset) = get(conn, PAID_RESET)?.and_then(|count| count.parse::<u64>().ok()) else { return Ok(None) };
    conn.execute("DELETE FROM memory WHERE name = ?1", [PAID_RESET])?;
    Ok(Some(unpaid_again(reset)))
}
