//! The history: you can undo and redo every change, also after a restart.
//!
//! While an operation is open, TEMP triggers on the writer connection append the inverse of each row change to `undo_row`
//! (see [`triggers`]). Undo runs these inverses backwards; the triggers record that run too, which gives the redo (see [`replay`]).
//! TEMP triggers exist only on our own connections, so other programs that open the file never run them.

mod below;
pub mod bulk;
mod change;
mod dependents;
mod footprint;
mod inverse;
mod literal;
pub mod lock;
pub mod origin;
pub mod replay;
mod schema;
pub mod triggers;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::domain::{BatchId, CampaignId, CreatorId, OpId};
use crate::error::Result;

pub use below::{UndoneStep, undo_step};
pub use dependents::{dependents, newest, undone_below};
pub use inverse::for_each_row;
pub use lock::{ImportLock, recover};
pub use replay::{Undone, redo, revert, undo};

/// The number of operations kept.
const MOST_OPS: i64 = 500;
/// The number of row changes kept over all operations.
const MOST_STEPS: i64 = 2_000_000;
/// Row changes deleted at a time; the rest of a large operation follows in later portions.
const SWEEP: i64 = 5_000;

/// What to show after an undo or redo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Nothing in particular.
    #[default]
    Nowhere,
    /// A creator.
    Creator(CreatorId),
    /// A campaign.
    Campaign(CampaignId),
    /// A batch.
    Batch(BatchId),
}

impl Place {
    fn to_text(self) -> String {
        match self {
            Self::Nowhere => String::new(),
            Self::Creator(id) => format!("creator {}", id.0),
            Self::Campaign(id) => format!("campaign {}", id.0),
            Self::Batch(id) => format!("batch {}", id.0),
        }
    }

    fn from_text(text: &str) -> Self {
        let id = |number: &str| number.parse::<i64>().ok();
        match text.split_once(' ') {
            Some(("creator", number)) => id(number).map_or(Self::Nowhere, |id| Self::Creator(CreatorId(id))),
            Some(("campaign", number)) => id(number).map_or(Self::Nowhere, |id| Self::Campaign(CampaignId(id))),
            Some(("batch", number)) => id(number).map_or(Self::Nowhere, |id| Self::Batch(BatchId(id))),
            _ => Self::Nowhere,
        }
    }
}

/// Opens an operation and lets the triggers record into it.
///
/// `compact` stores only the id as the inverse of an insert, for imports of a million rows. The operation stays open until
/// [`close_op`] or [`revert`]. Between the transactions of a long import, [`pause`] and [`resume`] keep your own edits out of it.
pub fn open_op(conn: &Connection, label: &str, now_ms: i64, compact: bool) -> Result<OpId> {
    let op = conn
        .prepare_cached(
            "INSERT INTO undo_op (label, made_at, state, compact) VALUES (?1, ?2, 'open', ?3) RETURNING id",
        )?
        .query_row(params![label, now_ms, compact], |row| row.get(0))
        .map(OpId)?;
    origin::keep(conn, op)?;
    resume(conn, op, compact)?;
    Ok(op)
}

/// Lets the triggers record into an open operation again.
pub fn resume(conn: &Connection, op: OpId, compact: bool) -> Result<()> {
    conn.prepare_cached("UPDATE undo_ctx SET op = ?1, compact = ?2")?.execute(params![op.0, compact])?;
    Ok(())
}

/// Stops the recording.
pub fn pause(conn: &Connection) -> Result<()> {
    conn.prepare_cached("UPDATE undo_ctx SET op = NULL, compact = 0")?.execute([])?;
    Ok(())
}

/// Closes an operation under its final label. Deletes it and returns `false` if it changed nothing.
///
/// Undone operations can no longer be redone afterwards: the history is a line, not a tree.
pub fn close_op(conn: &Connection, op: OpId, label: &str, place: Place) -> Result<bool> {
    pause(conn)?;
    let steps: i64 =
        conn.prepare_cached("SELECT count(*) FROM undo_row WHERE op_id = ?1")?.query_row([op.0], |row| row.get(0))?;
    if steps == 0 {
        conn.prepare_cached("DELETE FROM undo_op WHERE id = ?1")?.execute([op.0])?;
        return Ok(false);
    }
    conn.prepare_cached("UPDATE undo_op SET state = 'dropped' WHERE state = 'undone'")?.execute([])?;
    conn.prepare_cached("UPDATE undo_op SET state = 'done', label = ?2, place = ?3, steps = ?4 WHERE id = ?1")?
        .execute(params![op.0, label, place.to_text(), steps])?;
    prune(conn)?;
    sweep(conn)?;
    Ok(true)
}

/// Runs a one-transaction command as one operation.
///
/// The work returns its result, the label of the operation and what to show after an undo. Nothing is kept if it fails or
/// changes no row.
pub fn in_op<T>(
    conn: &mut Connection,
    now_ms: i64,
    work: impl FnOnce(&Connection) -> Result<(T, String, Place)>,
) -> Result<(Option<OpId>, T)> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let op = open_op(&tx, "", now_ms, false)?;
    let (value, label, place) = work(&tx)?;
    if close_op(&tx, op, &label, place)? {
        tx.commit()?;
        return Ok((Some(op), value));
    }
    // No row changed: rolling back spares a write to the disk.
    tx.rollback()?;
    Ok((None, value))
}

/// Returns how many operations can be undone, and how many redone.
pub fn steps(conn: &Connection) -> Result<(i64, i64)> {
    let counts = conn
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'undone') FROM undo_op",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts)
}

/// Whether the open operation has changed more rows than this.
pub fn is_larger(conn: &Connection, rows: i64) -> Result<bool> {
    let counted: i64 = conn
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM undo_row WHERE op_id = (SELECT op FROM undo_ctx) LIMIT ?1 + 1)",
        )?
        .query_row([rows], |row| row.get(0))?;
    Ok(counted > rows)
}

/// Returns the label of an operation that is still open: an import under way, here or in another window.
pub fn open_label(conn: &Connection) -> Result<Option<String>> {
    let label = conn
        .prepare_cached("SELECT label FROM undo_op WHERE state = 'open' LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(label)
}

/// Drops the oldest operations beyond the limits, never the newest one.
///
/// Age is the order of operations, not their date: a clock that was years off expires nothing.
fn prune(conn: &Connection) -> Result<()> {
    conn.prepare_cached(
        "UPDATE undo_op SET state = 'dropped' WHERE id IN (
           SELECT id FROM (
             SELECT id, row_number() OVER newest AS place, sum(steps) OVER newest AS total
             FROM undo_op WHERE state IN ('done', 'undone') WINDOW newest AS (ORDER BY id DESC))
           WHERE place > 1 AND (place > ?1 OR total > ?2))",
    )?
    .execute([MOST_OPS, MOST_STEPS])?;
    Ok(())
}

/// Deletes a portion of the dropped operations and returns whether more is left.
///
/// Deleting a million recorded rows takes seconds, so each command and each idle moment deletes only a portion.
pub fn sweep(conn: &Connection) -> Result<bool> {
    let dropped: Option<i64> = conn
        .prepare_cached("SELECT id FROM undo_op WHERE state = 'dropped' ORDER BY steps LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let Some(op) = dropped else { return Ok(false) };
    let gone = conn
        .prepare_cached(
            "DELETE FROM undo_row WHERE id IN (SELECT id FROM undo_row WHERE op_id = ?1 ORDER BY id LIMIT ?2)",
        )?
        .execute([op, SWEEP])?;
    if i64::try_from(gone).unwrap_or(i64::MAX) < SWEEP {
        let dropped = conn.prepare_cached("DELETE FROM undo_op WHERE id = ?1")?.execute([op])?;
        if dropped == 0 {
            return Err(super::failure::damaged());
        }
    }
    Ok(true)
}

/// Forgets every step so far, done or undone.
pub fn forget(conn: &Connection) -> Result<()> {
    let tx = conn.unchecked_transaction()?;
    tx.execute("DELETE FROM undo_row", [])?;
    tx.execute("DELETE FROM undo_op", [])?;
    Ok(tx.commit()?)
}

#[cfg(test)]
mod tests;
