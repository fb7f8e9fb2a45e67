//! Taking operations back and doing them again.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params, params_from_iter};

use super::literal::split;
use super::{Place, open_label, pause, resume};
use crate::domain::OpId;
use crate::error::{Error, ErrorKind, Result};
use crate::store::failure::damaged;

/// How many recorded rows are read at a time.
const CHUNK: i64 = 1_000;

/// An operation that was taken back or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Which.
    pub op: OpId,
    /// What it did.
    pub label: String,
    /// What to show.
    pub place: Place,
}

struct Step {
    op: OpId,
    label: String,
    place: String,
    compact: bool,
}

fn step(row: &Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step { op: OpId(row.get(0)?), label: row.get(1)?, place: row.get(2)?, compact: row.get(3)? })
}

/// Takes back the newest operation; nothing if there is none.
pub fn undo(conn: &mut Connection) -> Result<Option<Undone>> {
    turn(
        conn,
        "undo",
        "SELECT id, label, place, compact FROM undo_op WHERE state = 'done' ORDER BY id DESC LIMIT 1",
        "undone",
    )
}

/// Does the operation again that was taken back last; nothing if there is none.
pub fn redo(conn: &mut Connection) -> Result<Option<Undone>> {
    turn(
        conn,
        "redo",
        "SELECT id, label, place, compact FROM undo_op WHERE state = 'undone' ORDER BY id LIMIT 1",
        "done",
    )
}

/// Takes back an operation and forgets it, for imports that were cancelled or whose process died.
///
/// Where others came to depend on it (a creator of it is in a batch by now), it stays, as a closed step of the history, and
/// the error says so.
pub fn revert(conn: &mut Connection, op: OpId) -> Result<()> {
    let Some(label) = label(conn, op)? else { return Ok(()) };
    match forget(conn, op) {
        Err(error) if matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Fault) => {
            pause(conn)?;
            conn.execute(
                "UPDATE undo_op SET state = 'done', steps = (SELECT count(*) FROM undo_row WHERE op_id = ?1) WHERE id = ?1",
                [op.0],
            )?;
            let sentence =
                format!("\"{label}\" can no longer be undone: later changes depend on it. What was done so far stays.");
            Err(Error::new(ErrorKind::Conflict, sentence).because(error))
        }
        other => other,
    }
}

fn label(conn: &Connection, op: OpId) -> Result<Option<String>> {
    Ok(conn.query_row("SELECT label FROM undo_op WHERE id = ?1", [op.0], |row| row.get(0)).optional()?)
}

fn forget(conn: &mut Connection, op: OpId) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Nobody does a reverted operation again, so nothing is recorded.
    pause(&tx)?;
    replay(&tx, op, newest_row(&tx, op)?)?;
    tx.execute("DELETE FROM undo_row WHERE op_id = ?1", [op.0])?;
    tx.execute("DELETE FROM undo_op WHERE id = ?1", [op.0])?;
    Ok(tx.commit()?)
}

fn turn(conn: &mut Connection, verb: &str, choose: &str, state: &str) -> Result<Option<Undone>> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(label) = open_label(&tx)? {
        let what = if label.is_empty() { "an import".to_owned() } else { format!("\"{label}\"") };
        return Err(Error::refused(format!("You can't {verb} anything while {what} is running."))
            .with_hint("Wait until it is done, or cancel it."));
    }
    let Some(found) = tx.query_row(choose, [], step).optional()? else { return Ok(None) };
    let last = newest_row(&tx, found.op)?;
    // Replaying records its own inverse under the same operation: the way there replaces the way back.
    resume(&tx, found.op, found.compact)?;
    replay(&tx, found.op, last).map_err(|error| refusal(verb, &found.label, error))?;
    pause(&tx)?;
    tx.execute("DELETE FROM undo_row WHERE op_id = ?1 AND id <= ?2", [found.op.0, last])?;
    tx.execute(
        "UPDATE undo_op SET state = ?2, steps = (SELECT count(*) FROM undo_row WHERE op_id = ?1) WHERE id = ?1",
        params![found.op.0, state],
    )?;
    // Keys are checked at the end: a row that others came to depend on shows only here.
    tx.commit().map_err(|error| refusal(verb, &found.label, error.into()))?;
    Ok(Some(Undone { op: found.op, place: Place::from_text(&found.place), label: found.label }))
}

fn newest_row(conn: &Connection, op: OpId) -> Result<i64> {
    Ok(conn.query_row("SELECT ifnull(max(id), 0) FROM undo_row WHERE op_id = ?1", [op.0], |row| row.get(0))?)
}

/// Runs the inverses of an operation up to a recorded row, newest first; each must change exactly the rows it is about.
fn replay(conn: &Connection, op: OpId, last: i64) -> Result<()> {
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
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
            let (changed, expected) = match sql {
                Some(sql) => {
                    let (template, values) =
                        split(&sql).ok_or_else(|| Error::fault("The history has a step that can't be read."))?;
                    let expected = if template.ends_with(RANGE) { range_length(&values) } else { 1 };
                    (conn.prepare_cached(&template)?.execute(params_from_iter(values))?, expected)
                }
                None => (conn.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([row_id])?, 1),
            };
            if i64::try_from(changed) != Ok(expected) {
                return Err(Error::new(ErrorKind::Conflict, ""));
            }
        }
    }
}

/// How the statement ends that deletes what a batch of an import inserted (see [`super::bulk`]).
const RANGE: &str = "WHERE id BETWEEN ? AND ?";

/// The number of ids of a range.
fn range_length(values: &[Value]) -> i64 {
    match values {
        [Value::Integer(first), Value::Integer(last)] => last - first + 1,
        _ => 1,
    }
}

/// Says why an operation cannot be taken back; faults of the disk keep their own sentence.
fn refusal(verb: &str, label: &str, error: Error) -> Error {
    if !matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Fault) {
        return error;
    }
    Error::new(
        ErrorKind::Conflict,
        format!("You can't {verb} \"{label}\": another program changed the same value since. Nothing was changed."),
    )
    .because(error)
}
