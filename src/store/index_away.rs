//! Drops secondary indexes while a large import runs, and builds them again at its end.
//!
//! Each new row lands at a random place in each of these indexes. At a million rows, maintaining them costs twice as much as
//! everything else (26.7 s against 8.5 s), while building them from sorted rows takes under 4 s.
//!
//! A kill at any moment must not lose an index. The transaction that drops one also writes its SQL into the table `index_away`; the
//! transaction that builds it also deletes that row. So a file never misses an index without `index_away` knowing it:
//!
//! | killed | the file has | the next writer |
//! |---|---|---|
//! | in the first batch | rolled back: all indexes, no rows in `index_away` | does nothing |
//! | between two batches | no indexes, four rows in `index_away` | [`recover`] builds them, after the import is undone |
//! | while building | rolled back: as between two batches | the same |

use rusqlite::Connection;

use crate::error::Result;

/// Secondary indexes of creators and their tags. Indexes that the import itself uses for lookups stay.
const INDEXES: [&str; 4] = ["creator_facts", "creator_email", "creator_verdict", "creator_tag_tag"];

/// Imports of fewer new rows keep the indexes.
const FEWEST: u64 = 50_000;

/// Whether dropping the indexes pays for this many new creators: they must exceed half of the present ones.
pub fn is_worth_it(conn: &Connection, to_come: u64) -> Result<bool> {
    if to_come < FEWEST {
        return Ok(false);
    }
    // The largest id instead of a count, which would read the whole table. Deleted rows count as present, which is the safe side.
    let present: i64 =
        conn.prepare_cached("SELECT ifnull(max(id), 0) FROM creator")?.query_row([], |row| row.get(0))?;
    Ok(to_come > u64::try_from(present).unwrap_or(0) / 2)
}

/// Drops the indexes, inside the transaction of a batch. Skips those that are already dropped.
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

/// Whether any index is dropped.
pub fn is_away(conn: &Connection) -> Result<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM index_away")?.exists([])?)
}

/// Builds the dropped indexes inside a transaction, and returns how many. Takes up to 4 s at a million creators.
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

/// Builds the indexes that a killed process left dropped. Files of versions without the table have none.
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
