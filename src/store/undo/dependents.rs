//! Which steps are in effect, and which of them depend on an older one.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::footprint::Footprint;
use super::schema::Schema;
use crate::domain::OpId;
use crate::error::Result;
use crate::proto::history::{Dependents, StepRef};

/// A step that is done, and the older one it undid.
struct Done {
    step: StepRef,
    undoes: Option<OpId>,
}

/// The steps that are done, newest first, down to one.
fn done(conn: &Connection, above: OpId) -> Result<Vec<Done>> {
    let mut statement =
        conn.prepare_cached("SELECT id, label, undoes FROM undo_op WHERE state = 'done' AND id > ?1 ORDER BY id DESC")?;
    let rows = statement.query_map([above.0], |row| {
        let undoes = row.get::<_, Option<i64>>(2)?.map(OpId);
        Ok(Done { step: StepRef { op: OpId(row.get(0)?), label: row.get(1)? }, undoes })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Which steps were undone while later ones stayed, each with the step that did it.
///
/// A step that was undone itself undoes nothing: where 5 undid 2 and 7 undid 5, step 2 stands again.
pub fn undone_below(conn: &Connection) -> Result<HashMap<OpId, OpId>> {
    let mut undone = HashMap::new();
    for Done { step, undoes } in done(conn, OpId(0))? {
        if let Some(older) = undoes.filter(|_| !undone.contains_key(&step.op)) {
            undone.insert(older, step.op);
        }
    }
    Ok(undone)
}

/// The newest step, which undo undoes.
pub fn newest(conn: &Connection) -> Result<Option<OpId>> {
    let mut find = conn.prepare_cached("SELECT max(id) FROM undo_op WHERE state = 'done'")?;
    Ok(find.query_row([], |row| row.get::<_, Option<i64>>(0)).optional()?.flatten().map(OpId))
}

/// Returns what depends on a step that is done.
///
/// Steps that cancel each other out don't count: one that was undone later, and the one that did so.
pub fn dependents(conn: &Connection, op: OpId) -> Result<Dependents> {
    let (mut kept, mut undone) = (Vec::new(), HashSet::new());
    for Done { step, undoes } in done(conn, op)? {
        match undoes {
            _ if undone.contains(&step.op) => {}
            Some(older) if older > op => _ = undone.insert(older),
            _ => kept.push(step),
        }
    }
    let schema = Schema::read(conn)?;
    let print = Footprint::of(conn, &schema, op)?;
    let mut steps = Vec::new();
    for later in kept {
        if print.is_met_by(conn, &schema, later.op)? {
            steps.push(later);
        }
    }
    // Rows in the way that no later step made come from another program.
    let is_foreign = steps.is_empty() && print.has_suspects();
    Ok(Dependents { steps, is_foreign })
}
