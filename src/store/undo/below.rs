//! Undoing a step while later ones stay.
//!
//! The history stays a line: the inverses of the old step run inside a new step on top, which undo undoes like any other. Worked
//! example: 5 picks @mia, 6 tags @leo, and then 5 is undone.
//!
//! | step | `undo_row` | `undoes` |
//! |---|---|---|
//! | 5 Picked @mia | `SET verdict = 'new' WHERE id = 7 AND verdict IS 'picked'` | |
//! | 6 Tagged @leo | … | |
//! | 7 Undid "Picked @mia" | `SET verdict = 'picked' WHERE id = 7 AND verdict IS 'new'` | 5 |
//!
//! Undoing 7 brings back exactly the rows from before it, and with it step 5 is in effect again. Steps that depend on 5 refuse it
//! (see [`super::footprint`]). What is made of the changed rows follows: the owners of orders by [`recredit`], tags that nobody
//! carries, the text that is searched; scores, sums and the index of words follow by the triggers of the file.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params, params_from_iter};

use super::change::{Change, Values, is_bookkeeping};
use super::dependents::{dependents, newest, undone_below};
use super::footprint::is_soft;
use super::inverse::{changed_outside, for_each_inverse, newest_row, run_inverse, unreadable};
use super::replay::{Undone, refusal, refuse_while_open, undo_newest};
use super::{Place, close_op, open_op};
use crate::domain::{OpId, TagId};
use crate::error::{Error, ErrorKind, Result};
use crate::store::attribute::recredit;
use crate::store::row::{creator_cols, creator_row, search_text};
use crate::store::unused_tags;
use crate::words::history as words;

/// The tables that note when a row changed.
const DATED: [&str; 4] = ["batch", "campaign", "collaboration", "creator"];

/// What became of undoing a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoneStep {
    /// It was the newest one, and undone like any.
    Newest(Undone),
    /// It was undone by a new step on top.
    Below(Undone),
}

/// Undoes any step that no later one depends on. `before` is asked before the change is kept and may add to its sentence.
///
/// # Errors
/// Says what stands in the way; nothing was changed then.
pub fn undo_step(conn: &mut Connection, op: OpId, now_ms: i64, before: impl FnOnce(&Connection)) -> Result<UndoneStep> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    refuse_while_open(&tx, "undo")?;
    let found = tx
        .query_row("SELECT label, place, compact, state FROM undo_op WHERE id = ?1", [op.0], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get::<_, String>(3)?))
        })
        .optional()?;
    let Some((label, place, compact, state)) = found.filter(|(.., state)| state != "dropped") else {
        return Err(Error::refused(words::no_such_step(op)).with_hint(words::STEPS_ARE_LISTED));
    };
    if state == "undone" {
        return Err(Error::refused(words::already_undone(&label)));
    }
    if let Some(by) = undone_below(&tx)?.get(&op) {
        return Err(Error::refused(words::already_undone(&label)).with_hint(words::brings_back(*by)));
    }
    if newest(&tx)? == Some(op) {
        return undo_newest(tx, op).map(UndoneStep::Newest);
    }
    let in_the_way = dependents(&tx, op)?;
    if !in_the_way.steps.is_empty() {
        return Err(Error::new(ErrorKind::Conflict, words::depended_on(&label, &in_the_way.steps))
            .with_hint(words::WAYS_AROUND));
    }
    if in_the_way.is_foreign {
        return Err(refusal("undo", &label, changed_outside()));
    }
    let made = open_op(&tx, "", now_ms, compact)?;
    let mut follow = Follow::default();
    run(&tx, op, now_ms, &mut follow).map_err(|error| refusal("undo", &label, error))?;
    follow.up(&tx)?;
    before(&tx);
    let said = words::undid(&label);
    if !close_op(&tx, made, &said, Place::from_text(&place))? {
        return Err(refusal("undo", &label, changed_outside()));
    }
    tx.prepare_cached("UPDATE undo_op SET undoes = ?2 WHERE id = ?1")?.execute(params![made.0, op.0])?;
    // Foreign keys are checked here.
    tx.commit().map_err(|error| refusal("undo", &label, error.into()))?;
    Ok(UndoneStep::Below(Undone { op: made, label, place: Place::from_text(&place) }))
}

/// Runs the inverses of a step, newest first, but for what only keeps books.
fn run(conn: &Connection, op: OpId, now_ms: i64, follow: &mut Follow) -> Result<()> {
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    for_each_inverse(conn, op, newest_row(conn, op)?, &mut |table, row, sql| {
        let change = Change::read(sql).ok_or_else(unreadable)?;
        follow.note(conn, table, row, &change)?;
        match &change {
            Change::Added(_) if table == "tag" => unused_tags::forget(conn, TagId(row)),
            Change::AddedRange(first, last) if table == "tag" => {
                (*first..=*last).try_for_each(|id| unused_tags::forget(conn, TagId(id)))
            }
            _ if is_soft(conn, table, row, &change)? => match run_inverse(conn, table, row, sql) {
                // A later choice stands.
                Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
                done => done,
            },
            Change::Added(guard) if DATED.contains(&table) && !guard.is_empty() => {
                let (same, values) = conditions(guard);
                let sql = format!("DELETE FROM {table} WHERE id = ?{same}");
                one(conn, &sql, std::iter::once(Value::Integer(row)).chain(values))
            }
            Change::Changed { old, new } if DATED.contains(&table) => {
                let is_back = |column: &str| column == "search" && !follow.searched.contains(&row);
                let set: Vec<&(String, Value)> =
                    old.iter().filter(|(column, _)| !is_bookkeeping(column) || is_back(column)).collect();
                if set.is_empty() {
                    // It only kept books, and so does its undoing. The row may be gone by now.
                    let sql = format!("UPDATE {table} SET updated_at = max(updated_at + 1, ?1) WHERE id = ?2");
                    conn.prepare_cached(&sql)?.execute([now_ms, row])?;
                    return Ok(());
                }
                let columns = set.iter().map(|(column, _)| format!("{column} = ?,")).collect::<Vec<_>>().join(" ");
                let (same, guard) = conditions(new);
                let sql =
                    format!("UPDATE {table} SET {columns} updated_at = max(updated_at + 1, ?) WHERE id = ?{same}");
                let values = set.into_iter().map(|(_, value)| value.clone());
                one(conn, &sql, values.chain([Value::Integer(now_ms), Value::Integer(row)]).chain(guard))
            }
            _ => run_inverse(conn, table, row, sql),
        }
    })
}

/// The condition that a row is as the step left it.
fn conditions(values: &Values) -> (String, Vec<Value>) {
    let guards = values.iter().filter(|(column, _)| !is_bookkeeping(column));
    let (parts, bound): (Vec<String>, Vec<Value>) =
        guards.map(|(column, value)| (format!(" AND {column} IS ?"), value.clone())).unzip();
    (parts.concat(), bound)
}

fn one(conn: &Connection, sql: &str, values: impl Iterator<Item = Value>) -> Result<()> {
    match conn.prepare_cached(sql)?.execute(params_from_iter(values))? {
        1 => Ok(()),
        _ => Err(changed_outside()),
    }
}

/// What is made of other rows and has to follow them.
#[derive(Debug, Default)]
struct Follow {
    /// Creators whose searched text changed.
    searched: BTreeSet<i64>,
    /// Tags that fewer carry.
    tags: BTreeSet<i64>,
    /// Codes and marks of links whose owner may have changed.
    codes: BTreeSet<String>,
    marks: BTreeSet<String>,
}

impl Follow {
    fn note(&mut self, conn: &Connection, table: &str, row: i64, change: &Change) -> Result<()> {
        let folded = |column| change.texts(column).filter(|text| !text.is_empty()).map(str::to_owned);
        match table {
            "creator" if change.sets(&["search"]) => {
                // Where a later step changed another part of it, the text is neither what it was nor what the step made of it.
                let now: Option<String> = conn
                    .prepare_cached("SELECT search FROM creator WHERE id = ?1")?
                    .query_row([row], |row| row.get(0))
                    .optional()?;
                if !change.texts("search").any(|text| now.as_deref() == Some(text)) {
                    self.searched.insert(row);
                }
            }
            "creator_tag" | "campaign_niche" | "weekly_goal" => self.tags.extend(change.ids("tag_id")),
            "code" => self.codes.extend(folded("folded")),
            "link" => self.marks.extend(folded("mark")),
            "settled_codes" => self.codes.extend(folded("first").chain(folded("second"))),
            "post" => {
                for id in change.ids("collaboration_id").chain(own(conn, "post", row)?) {
                    self.note_owner(conn, "id", id)?;
                }
            }
            "collaboration" if change.sets(&["creator_id"]) => self.note_owner(conn, "id", row)?,
            "batch" if change.sets(&["starts_on"]) => self.note_owner(conn, "batch_id", row)?,
            _ => {}
        }
        Ok(())
    }

    /// Notes the codes and links of collaborations.
    fn note_owner(&mut self, conn: &Connection, column: &str, id: i64) -> Result<()> {
        for (table, word, into) in [("code", "folded", &mut self.codes), ("link", "mark", &mut self.marks)] {
            let sql = format!(
                "SELECT {word} FROM {table} WHERE {word} <> '' AND collaboration_id IN
                   (SELECT id FROM collaboration WHERE {column} = ?1)"
            );
            let mut find = conn.prepare_cached(&sql)?;
            let words = find.query_map([id], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
            into.extend(words);
        }
        Ok(())
    }

    /// Brings all of it up to date.
    fn up(self, conn: &Connection) -> Result<()> {
        let mut find = conn.prepare_cached(&format!("SELECT {} FROM creator WHERE creator.id = ?1", creator_cols()))?;
        let mut set = conn.prepare_cached("UPDATE creator SET search = ?2 WHERE id = ?1 AND search <> ?2")?;
        for id in self.searched {
            let row = find.query_row([id], creator_row).optional()?;
            if let Some(row) = row {
                set.execute(params![id, search_text(&row.fields)])?;
            }
        }
        for tag in self.tags {
            unused_tags::forget(conn, TagId(tag))?;
        }
        if !(self.codes.is_empty() && self.marks.is_empty()) {
            let (codes, marks): (Vec<_>, Vec<_>) = (self.codes.into_iter().collect(), self.marks.into_iter().collect());
            recredit(conn, &codes, &marks)?;
        }
        Ok(())
    }
}

fn own(conn: &Connection, table: &str, row: i64) -> Result<Option<i64>> {
    let mut find = conn.prepare_cached(&format!("SELECT collaboration_id FROM {table} WHERE id = ?1"))?;
    Ok(find.query_row([row], |row| row.get(0)).optional()?.flatten())
}
