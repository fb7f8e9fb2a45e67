//! Undo and redo: runs the recorded inverses of an operation, newest first.
//!
//! Undo and redo are the same run. While the inverses run, the triggers record *their* inverses under the same operation; the rows
//! that were just run are deleted, and what is left is the way back. Worked example, "pick @mia" as operation 5:
//!
//! | | `undo_row` of operation 5 | state |
//! |---|---|---|
//! | after the pick | 90: `SET verdict = 'new' WHERE id = 7 AND verdict IS 'picked'` | done |
//! | after undo | 91: `SET verdict = 'picked' WHERE id = 7 AND verdict IS 'new'` | undone |
//! | after redo | 92: same as 90 | done |
//!
//! Each inverse must change exactly one row, or the whole range for a [bulk insert](super::bulk). Anything else means that the data
//! changed outside the history: the transaction is rolled back and the undo is refused. Foreign keys are checked at the commit,
//! because inverses of one operation may pass through states that break them.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::inverse::{for_each_inverse, newest_row, run_inverse};
use super::{Place, open_label, pause, resume};
use crate::domain::OpId;
use crate::error::{Error, ErrorKind, Result};

/// An operation that was undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Its id.
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

/// Undoes the newest operation; nothing if there isn't one.
pub fn undo(conn: &mut Connection) -> Result<Option<Undone>> {
    turn(
        conn,
        "undo",
        "SELECT id, label, place, compact FROM undo_op WHERE state = 'done' ORDER BY id DESC LIMIT 1",
        "undone",
    )
}

/// Redoes the operation that was undone last; nothing if there isn't one.
pub fn redo(conn: &mut Connection) -> Result<Option<Undone>> {
    turn(
        conn,
        "redo",
        "SELECT id, label, place, compact FROM undo_op WHERE state = 'undone' ORDER BY id LIMIT 1",
        "done",
    )
}

/// Undoes an operation and deletes it from the history, for imports that were canceled or whose process died.
///
/// If later changes depend on it (one of its creators is in a batch by now), it stays as a finished step of the history, and the
/// error says so.
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
    // A reverted operation is never redone, so nothing is recorded.
    pause(&tx)?;
    replay(&tx, op, newest_row(&tx, op)?)?;
    tx.execute("DELETE FROM undo_row WHERE op_id = ?1", [op.0])?;
    tx.execute("DELETE FROM undo_op WHERE id = ?1", [op.0])?;
    Ok(tx.commit()?)
}

fn turn(conn: &mut Connection, verb: &str, choose: &str, state: &str) -> Result<Option<Undone>> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    refuse_while_open(&tx, verb)?;
    let Some(found) = tx.query_row(choose, [], step).optional()? else { return Ok(None) };
    turn_step(tx, verb, found, state).map(Some)
}

/// Refuses while an import is under way, here or in another window.
pub(super) fn refuse_while_open(conn: &Connection, verb: &str) -> Result<()> {
    let Some(label) = open_label(conn)? else { return Ok(()) };
    let what = if label.is_empty() { "an import".to_owned() } else { format!("\"{label}\"") };
    Err(Error::refused(format!("You can't {verb} anything while {what} is running."))
        .with_hint("Wait until it is done, or cancel it."))
}

/// Undoes the newest operation, which the caller has found in this transaction.
pub(super) fn undo_newest(tx: Transaction<'_>, op: OpId) -> Result<Undone> {
    let found = tx.query_row("SELECT id, label, place, compact FROM undo_op WHERE id = ?1", [op.0], step)?;
    turn_step(tx, "undo", found, "undone")
}

fn turn_step(tx: Transaction<'_>, verb: &str, found: Step, state: &str) -> Result<Undone> {
    let last = newest_row(&tx, found.op)?;
    // Running the inverses records their own inverses under the same operation.
    resume(&tx, found.op, found.compact)?;
    replay(&tx, found.op, last).map_err(|error| refusal(verb, &found.label, error))?;
    pause(&tx)?;
    tx.execute("DELETE FROM undo_row WHERE op_id = ?1 AND id <= ?2", [found.op.0, last])?;
    tx.execute(
        "UPDATE undo_op SET state = ?2, steps = (SELECT count(*) FROM undo_row WHERE op_id = ?1) WHERE id = ?1",
        params![found.op.0, state],
    )?;
    // Foreign keys are checked here: a row that others depend on by now fails the commit.
    tx.commit().map_err(|error| refusal(verb, &found.label, error.into()))?;
    Ok(Undone { op: found.op, place: Place::from_text(&found.place), label: found.label })
}

/// Runs the inverses of an operation up to a recorded row, newest first. Each must change exactly the rows it names.
fn replay(conn: &Connection, op: OpId, last: i64) -> Result<()> {
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    for_each_inverse(conn, op, last, &mut |table, row_id, sql| run_inverse(conn, table, row_id, sql))
}

/// Turns a conflict into the sentence for the user. Disk errors keep their own sentence.
pub(super) fn refusal(verb: &str, label: &str, error: Error) -> Error {
    if !matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Fault) {
        return error;
    }
    Error::new(
        ErrorKind::Conflict,
        format!("You can't {verb} \"{label}\": another program changed the same value since. Nothing was changed."),
    )
    .because(error)
}
