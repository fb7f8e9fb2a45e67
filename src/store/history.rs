//! The history as it is shown: its steps, and what there is to know about one.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::undo;
use crate::domain::OpId;
use crate::error::Result;
use crate::proto::history::{Dependents, StepDetail, StepRow};

/// The most steps of the history that are listed.
const STEPS: i64 = 500;

/// Returns the newest steps.
pub fn list(conn: &Connection) -> Result<Vec<StepRow>> {
    let undone_by = undo::undone_below(conn)?;
    let mut statement = conn.prepare_cached(
        "SELECT id, label, made_at, state = 'undone', origin, undoes FROM undo_op WHERE state IN ('done', 'undone') \
         ORDER BY id DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([STEPS], |row| {
        let op = row.get(0)?;
        let undone_by = undone_by.get(&op).copied();
        Ok(StepRow {
            op,
            label: row.get(1)?,
            made_at: row.get(2)?,
            origin: undo::origin::from_text(&row.get::<_, String>(4)?),
            undone: row.get::<_, bool>(3)? || undone_by.is_some(),
            undone_by,
            undoes: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns what there is to know about a step; nothing where it is no longer kept.
pub fn detail(conn: &Connection, op: OpId) -> Result<Option<StepDetail>> {
    let state: Option<String> = conn
        .prepare_cached("SELECT state FROM undo_op WHERE id = ?1 AND state IN ('done', 'undone')")?
        .query_row([op.0], |row| row.get(0))
        .optional()?;
    let Some(state) = state else { return Ok(None) };
    let can_be_asked = state == "done" && !undo::undone_below(conn)?.contains_key(&op);
    let is_newest = undo::newest(conn)? == Some(op);
    let dependents = if can_be_asked && !is_newest { undo::dependents(conn, op)? } else { Dependents::default() };
    Ok(Some(StepDetail { op, changed: changed(conn, op)?, dependents }))
}

/// The tables that a step changed with the number of rows, the largest first.
fn changed(conn: &Connection, op: OpId) -> Result<Vec<(String, u64)>> {
    let mut rows: BTreeMap<String, (BTreeSet<i64>, u64)> = BTreeMap::new();
    undo::for_each_row(conn, op, &mut |table, row, added| {
        let (ids, in_ranges) = rows.entry(table.to_owned()).or_default();
        match added {
            Some(count) => *in_ranges += count,
            None => _ = ids.insert(row),
        }
    })?;
    let count = |(table, (ids, in_ranges)): (String, (BTreeSet<i64>, u64))| (table, ids.len() as u64 + in_ranges);
    let mut counts: Vec<(String, u64)> = rows.into_iter().map(count).collect();
    counts.sort_by(|(a, one), (b, other)| other.cmp(one).then_with(|| a.cmp(b)));
    Ok(counts)
}
