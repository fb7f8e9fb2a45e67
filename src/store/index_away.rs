//! Indexes put away while a large import runs, and made again at its end.
//!
//! Each new row has a random place in each of these indexes: at a million rows keeping them up costs twice as much as everything
//! else (26.7 s against 8.5 s), while making them anew from sorted rows takes under 4 s. The statements that make them stand in
//! the table `index_away` from the transaction on that drops them, so that the program that opens the file after a kill finds what is
//! missing.

use rusqlite::Connection;

use crate::error::Result;

/// The secondary indexes of creators and their tags. What an import itself looks things up by stays.
const INDEXES: [&str; 4] = ["creator_facts", "creator_email", "creator_verdict", "creator_tag_tag"];

/// Fewest new rows for which the indexes are put away.
const FEWEST: u64 = 50_000;

/// Whether an import that is to add so many creators is worth it: the new ones are more than half of those that are there.
pub fn is_worth_it(conn: &Connection, to_come: u64) -> Result<bool> {
    if to_come < FEWEST {
        return Ok(false);
    }
    // The largest id, since counting reads the whole table; rows that were deleted count as present, which errs on the safe side.
    let present: i64 =
        conn.prepare_cached("SELECT ifnull(max(id), 0) FROM creator")?.query_row([], |row| row.get(0))?;
    Ok(to_come > u64::try_from(present).unwrap_or(0) / 2)
}

/// Puts the indexes away, inside the transaction of a batch. Those that are away already stay so.
pub fn put_away(conn: &Connection) -> Result<()> {
    for name in INDEXES {
        let noted = conn
            .prepare_cached(
                "INSERT INTO index_away SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name = ?1",
            )?
            .execute([name])?;
        if noted > 0 {
            conn.execute_batch(&format!("DROP INDEX {name}"))?;
        }
    }
    Ok(())
}

/// Whether indexes are away.
pub fn is_away(conn: &Connection) -> Result<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM index_away")?.exists([])?)
}

/// Makes the indexes that are away again, and returns how many, inside a transaction. Takes up to 4 s at a million creators.
pub fn bring_back(conn: &Connection) -> Result<usize> {
    let away = conn
        .prepare_cached("SELECT sql FROM index_away ORDER BY name")?
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    for sql in &away {
        conn.execute_batch(sql)?;
    }
    conn.prepare_cached("DELETE FROM index_away")?.execute([])?;
    Ok(away.len())
}

/// Brings back what a killed process left away. A file of a version without the table has nothing away.
pub fn recover(conn: &mut Connection) -> Result<usize> {
    if !conn.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'index_away'")?.exists([])?
        || !is_away(conn)?
    {
        return Ok(0);
    }
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let made = bring_back(&tx)?;
    tx.commit()?;
    Ok(made)
}
