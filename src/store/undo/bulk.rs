//! Recording the inserts of a batch as one range of ids for each table.
//!
//! A trigger a row doubles the time of an import, so the insert triggers of the large tables are put away while a batch runs.
//! Its new rows have the ids above the largest before it, without gaps: nobody else writes during the transaction. Taking
//! back deletes the range, and what that records is how to insert each row again.

use rusqlite::{Connection, params};

use crate::domain::OpId;
use crate::error::Result;
use crate::store::{scores, search};

/// The tables that imports fill and never delete from: a deleted row could not come back while its successor is there.
/// What hangs on others stands after them, so that it is gone before they go.
const TABLES: [&str; 4] = ["tag", CREATORS, TAGS, "sale_order"];

/// Whose inserts also decide what the index of words does not know yet.
const CREATORS: &str = "creator";

/// Whose inserts also decide which scores are due.
const TAGS: &str = "creator_tag";

/// A table whose insert trigger is put away.
#[derive(Debug)]
struct Away {
    table: &'static str,
    /// The trigger, to be made again.
    trigger: String,
    /// The largest id before the batch.
    before: i64,
    /// The row of the history that will hold the range: older than all else of the batch, so that it is taken back last.
    step: i64,
}

/// A batch whose inserts are recorded as ranges. Begins and ends inside one transaction of an open operation.
#[derive(Debug)]
pub struct Bulk(Vec<Away>);

impl Bulk {
    /// Puts the triggers away. After an error, roll back.
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

    /// Writes down what came in and brings the triggers back. After an error, roll back.
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
