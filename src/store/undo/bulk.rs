//! Records the inserts of an import batch as one range of ids per table, instead of one history row per insert.
//!
//! A trigger per row doubles the time of an import, so the insert triggers of the large tables are dropped while a batch runs. No
//! other connection can write during the transaction, so the new rows are exactly the ids above the largest one before it.
//!
//! Worked example: `creator` has ids up to 1,000 and the batch adds 20,000.
//!
//! 1. [`Bulk::begin`] inserts an empty history row, say 77, drops the trigger, and remembers 1,000.
//! 2. The batch inserts ids 1,001 to 21,000. Changes of older rows are recorded as usual, as rows 78 and up.
//! 3. [`Bulk::end`] writes `DELETE FROM creator WHERE id BETWEEN 1001 AND 21000` into row 77 and creates the trigger again.
//! 4. Undo replays newest first: the other changes, then row 77. It checks that exactly 20,000 rows went (see [`super::replay`]). The
//!    delete trigger records an INSERT for each of them, which is the redo.

use rusqlite::{Connection, params};

use crate::domain::OpId;
use crate::error::Result;
use crate::store::{scores, search};

/// The tables that imports insert many rows into and never delete from: undo could not restore a deleted row whose id range is
/// still in place. Tables that refer to others come after them, so that undo, which runs backwards, deletes them first.
const TABLES: [&str; 4] = ["tag", CREATORS, TAGS, "sale_order"];

/// New creators also have to be noted for the search index.
const CREATORS: &str = "creator";

/// New tags also make scores due.
const TAGS: &str = "creator_tag";

/// A table whose insert trigger is dropped for now.
#[derive(Debug)]
struct Away {
    table: &'static str,
    /// The SQL of the trigger, to create it again.
    trigger: String,
    /// The largest id before the batch.
    before: i64,
    /// The history row that will hold the range. It is older than the rest of the batch, so undo runs it last.
    step: i64,
}

/// A batch whose inserts are recorded as ranges. Begins and ends inside one transaction of an open operation.
#[derive(Debug)]
pub struct Bulk(Vec<Away>);

impl Bulk {
    /// Drops the triggers. The caller rolls back after an error.
    pub fn begin(conn: &Connection, op: OpId) -> Result<Self> {
        let mut away = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            let name = format!("undo_insert_{table}");
            let trigger: String = conn
                .prepare_cached("SELECT sql FROM temp.sqlite_schema WHERE type = 'trigger' AND name = ?1")?
                .query_row([&name], |row| row.get(0))?;
            let before = largest(conn, table)?;
            conn.prepare_cached("INSERT INTO undo_row (op_id, tbl, row_id, sql) VALUES (?1, ?2, ?3, '')")?
                .execute(params![op.0, table, before])?;
            away.push(Away { table, trigger, before, step: conn.last_insert_rowid() });
            conn.execute_batch(&format!("DROP TRIGGER temp.{name}"))?;
        }
        scores::ignore(conn)?;
        search::ignore(conn)?;
        Ok(Self(away))
    }

    /// Records the ranges and creates the triggers again. The caller rolls back after an error.
    pub fn end(self, conn: &Connection) -> Result<()> {
        for Away { table, trigger, before, step } in self.0 {
            match table {
                TAGS => scores::catch_up(conn, before)?,
                CREATORS => search::catch_up(conn, before)?,
                _ => {}
            }
            let last = largest(conn, table)?;
            if last > before {
                let range = format!("DELETE FROM {table} WHERE id BETWEEN {} AND {last}", before + 1);
                conn.prepare_cached("UPDATE undo_row SET sql = ?2 WHERE id = ?1")?.execute(params![step, range])?;
            } else {
                conn.prepare_cached("DELETE FROM undo_row WHERE id = ?1")?.execute([step])?;
            }
            conn.execute_batch(&trigger.replacen("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1))?;
        }
        Ok(())
    }
}

fn largest(conn: &Connection, table: &str) -> Result<i64> {
    let sql = format!("SELECT ifnull(max(id), 0) FROM {table}");
    Ok(conn.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
}
