//! The recorded inverses of an operation: going through them, and running one.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::literal::split;
use crate::domain::OpId;
use crate::error::{Error, ErrorKind, Result};
use crate::store::failure::damaged;

/// Recorded rows read at a time.
const CHUNK: i64 = 1_000;

/// The recorded row of an operation that was written last.
pub(super) fn newest_row(conn: &Connection, op: OpId) -> Result<i64> {
    Ok(conn.query_row("SELECT ifnull(max(id), 0) FROM undo_row WHERE op_id = ?1", [op.0], |row| row.get(0))?)
}

/// What is done with a recorded row: its table, the id, and the statement.
type Each<'a> = &'a mut dyn FnMut(&str, i64, Option<&str>) -> Result<()>;

/// Goes through the inverses of an operation up to a recorded row, newest first.
pub(super) fn for_each_inverse(conn: &Connection, op: OpId, last: i64, each: Each<'_>) -> Result<()> {
    let mut before = last.saturating_add(1);
    loop {
        let chunk = conn
            .prepare_cached(
                "SELECT id, tbl, row_id, sql FROM undo_row WHERE op_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
            )?
            .query_map([op.0, before, CHUNK], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get(3)?))
            })?
            .collect::<Result<Vec<(i64, String, i64, Option<String>)>, _>>()?;
        let Some((oldest, ..)) = chunk.last() else { return Ok(()) };
        if *oldest >= before {
            return Err(damaged());
        }
        before = *oldest;
        for (_, table, row_id, sql) in chunk {
            each(&table, row_id, sql.as_deref())?;
        }
    }
}

/// Runs one inverse as it was recorded.
pub(super) fn run_inverse(conn: &Connection, table: &str, row_id: i64, sql: Option<&str>) -> Result<()> {
    let (changed, expected) = match sql {
        Some(sql) => {
            let (template, values) = split(sql).ok_or_else(unreadable)?;
            let expected = if template.ends_with(RANGE) { range_length(&values) } else { 1 };
            (conn.prepare_cached(&template)?.execute(params_from_iter(values))?, expected)
        }
        None => (conn.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([row_id])?, 1),
    };
    if i64::try_from(changed) == Ok(expected) { Ok(()) } else { Err(changed_outside()) }
}

/// The data changed outside the history.
pub(super) fn changed_outside() -> Error {
    Error::new(ErrorKind::Conflict, "")
}

/// A recorded statement is not one that the triggers write.
pub(super) fn unreadable() -> Error {
    Error::fault("The history has a step that can't be read.")
}

/// The end of a statement that deletes what an import batch inserted (see [`super::bulk`]).
const RANGE: &str = "WHERE id BETWEEN ? AND ?";

/// The number of ids of a range.
fn range_length(values: &[Value]) -> i64 {
    match values {
        [Value::Integer(first), Value::Integer(last)] => last - first + 1,
        _ => 1,
    }
}

/// Goes through the rows that an operation changed: the table, the id, and for a whole range that was added how many rows it has.
pub fn for_each_row(conn: &Connection, op: OpId, each: &mut dyn FnMut(&str, i64, Option<u64>)) -> Result<()> {
    for_each_inverse(conn, op, newest_row(conn, op)?, &mut |table, row, sql| {
        let range = sql.filter(|sql| sql.starts_with("DELETE FROM ") && sql.contains(" WHERE id BETWEEN "));
        let count = range.and_then(split).and_then(|(_, values)| u64::try_from(range_length(&values)).ok());
        each(table, row, count);
        Ok(())
    })
}
