//! What a step touched, so that the later steps that depend on it can be found.
//!
//! Four things make a later step depend on an older one:
//!
//! * It changed the same row. For creators and orders the same column of it: a rating doesn't depend on a verdict.
//! * Its row refers to a row that would go, needs one that went, or stands where one would come back (a handle, a code).
//! * It deleted a creator while the ledger stays. Nothing of the person may come back by another way: every older step that
//!   would change the creator again, or bring back a note, a tag, an address or a link of theirs, depends on the deletion.
//! * It belongs to the same [`Unit`]: tracks, amounts, payments and posts of a collaboration follow each other, so its steps can
//!   only be undone newest first.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::change::{Change, Values, is_bookkeeping};
use super::inverse::{for_each_inverse, unreadable};
use super::schema::{Schema, Table, place};
use crate::domain::OpId;
use crate::error::Result;
use crate::store::deletion;

/// Rows whose columns can be undone each by itself.
const BY_COLUMN: [&str; 2] = ["creator", "sale_order"];

/// How much of a row was touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Touch {
    Whole,
    /// These columns, a bit for each.
    Columns(u128),
}

/// Rows that stand and fall together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// A collaboration with its tracks, amounts, payments, deliverables and posts.
    Collaboration(i64),
    /// Who is in a batch and whether it has started.
    Status(i64),
}

/// What a step touched.
#[derive(Debug, Default)]
pub(super) struct Footprint {
    rows: BTreeMap<(usize, i64), Touch>,
    /// Rows that an import added.
    ranges: Vec<(usize, i64, i64)>,
    /// Rows of others that refer to what would go, or are in the way of what would come back.
    suspects: BTreeSet<(usize, i64)>,
    units: BTreeSet<Unit>,
    /// Creators whose own data would come back.
    persons: BTreeSet<i64>,
}

/// A row that would come back, or point elsewhere again.
struct Revived {
    table: usize,
    row: i64,
    values: Values,
    /// Whether the row was deleted, and none with its id was added by the same step: then nothing may stand in its place.
    is_whole: bool,
}

impl Footprint {
    /// Reads what a step touched.
    pub fn of(conn: &Connection, schema: &Schema, op: OpId) -> Result<Self> {
        let mut print = Self::default();
        let (mut added, mut revived) = (Vec::new(), Vec::new());
        let mut soft = Vec::new();
        for_each_inverse(conn, op, i64::MAX, &mut |name, row, sql| {
            let Some((at, table)) = place(name).and_then(|at| Some((at, schema.table(at)?))) else { return Ok(()) };
            let change = Change::read(sql).ok_or_else(unreadable)?;
            if is_soft(conn, name, row, &change)? {
                soft.push((at, row));
                return Ok(());
            }
            print.units.extend(units(conn, table, row, &change)?);
            print.persons.extend(persons(conn, table, row, &change)?);
            match change {
                Change::Added(_) => {
                    print.rows.insert((at, row), Touch::Whole);
                    added.push((at, row, row));
                }
                Change::AddedRange(first, last) => {
                    print.ranges.push((at, first, last));
                    added.push((at, first, last));
                }
                Change::Changed { old, .. } => {
                    let mask = mask(table, &old);
                    if mask == 0 {
                        return Ok(());
                    }
                    print.touch(table, (at, row), mask);
                    if old.iter().any(|(column, _)| table.points_or_is_unique(column)) {
                        revived.push(Revived { table: at, row, values: old, is_whole: false });
                    }
                }
                Change::Removed(values) => {
                    print.rows.insert((at, row), Touch::Whole);
                    revived.push(Revived { table: at, row, values, is_whole: true });
                }
            }
            Ok(())
        })?;
        if print.rows.is_empty() && print.ranges.is_empty() {
            // All it did was to choose another batch: then that is what later steps changed.
            print.rows.extend(soft.into_iter().map(|key| (key, Touch::Whole)));
        }
        let readded: BTreeSet<_> = added.iter().map(|(table, first, _)| (*table, *first)).collect();
        for (table, first, last) in added {
            print.suspect_children(conn, schema, table, (first, last))?;
        }
        for mut row in revived {
            row.is_whole &= !readded.contains(&(row.table, row.row));
            print.suspect_places(conn, schema, &row)?;
        }
        Ok(print)
    }

    /// Whether rows of others stand in the way.
    pub fn has_suspects(&self) -> bool {
        !self.suspects.is_empty()
    }

    fn touch(&mut self, table: &Table, key: (usize, i64), columns: u128) {
        let touch = if BY_COLUMN.contains(&table.name) { Touch::Columns(columns) } else { Touch::Whole };
        let all = match (self.rows.get(&key), touch) {
            (None, touch) => touch,
            (Some(Touch::Columns(known)), Touch::Columns(more)) => Touch::Columns(known | more),
            _ => Touch::Whole,
        };
        self.rows.insert(key, all);
    }

    fn is_own(&self, table: usize, row: i64) -> bool {
        self.rows.contains_key(&(table, row)) || self.is_in_range(table, row)
    }

    fn is_in_range(&self, table: usize, row: i64) -> bool {
        self.ranges.iter().any(|(of, first, last)| *of == table && (*first..=*last).contains(&row))
    }

    /// Finds rows that refer to what would go. A tag that others carry by now stays instead.
    fn suspect_children(
        &mut self,
        conn: &Connection,
        schema: &Schema,
        parent: usize,
        (first, last): (i64, i64),
    ) -> Result<()> {
        if schema.table(parent).is_some_and(|table| table.name == "tag") {
            return Ok(());
        }
        for (child, column) in schema.children(parent) {
            let Some(table) = schema.table(child) else { continue };
            let sql = format!("SELECT id FROM {} WHERE {column} BETWEEN ?1 AND ?2", table.name);
            let mut find = conn.prepare_cached(&sql)?;
            let mut rows = find.query([first, last])?;
            while let Some(row) = rows.next()? {
                let id = row.get(0)?;
                if !self.is_own(child, id) {
                    self.suspects.insert((child, id));
                }
            }
        }
        Ok(())
    }

    /// Finds rows that went although this one needs them, and rows in its place.
    fn suspect_places(&mut self, conn: &Connection, schema: &Schema, revived: &Revived) -> Result<()> {
        let Some(table) = schema.table(revived.table) else { return Ok(()) };
        let value = |column: &str| revived.values.iter().find(|(name, _)| name == column).map(|(_, value)| value);
        for (column, parent) in &table.parents {
            let (Some(Value::Integer(id)), Some(of)) = (value(column), schema.table(*parent)) else { continue };
            if !self.is_own(*parent, *id) && !exists(conn, of.name, *id)? {
                self.suspects.insert((*parent, *id));
            }
        }
        if revived.is_whole && exists(conn, table.name, revived.row)? {
            self.suspects.insert((revived.table, revived.row));
        }
        for unique in &table.uniques {
            if !unique.iter().any(|column| value(column).is_some()) {
                continue;
            }
            // What the step did not change is as in the row itself.
            let same = unique.iter().enumerate().map(|(at, column)| match value(column) {
                Some(_) => format!("{column} = ?{}", at + 2),
                None => format!("{column} = (SELECT {column} FROM {} WHERE id = ?1)", table.name),
            });
            let same = same.collect::<Vec<_>>().join(" AND ");
            let sql = format!("SELECT id FROM {} WHERE id <> ?1 AND {same}", table.name);
            let mut find = conn.prepare_cached(&sql)?;
            let asked = std::iter::once(Value::Integer(revived.row));
            let asked = asked.chain(unique.iter().map(|column| value(column).cloned().unwrap_or(Value::Null)));
            let asked: Vec<Value> = asked.take(find.parameter_count()).collect();
            let found = find.query_map(params_from_iter(asked), |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            for id in found {
                if !self.is_own(revived.table, id) {
                    self.suspects.insert((revived.table, id));
                }
            }
        }
        // What is in a currency keeps it: amounts that came since were typed in the new one.
        if table.name == "campaign" && value("currency").is_some() {
            let sql = "SELECT cost_item.id FROM cost_item JOIN collaboration ON collaboration.id = collaboration_id
                       JOIN batch ON batch.id = batch_id WHERE campaign_id = ?1";
            let mut find = conn.prepare_cached(sql)?;
            let found = find.query_map([revived.row], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            let of = place("cost_item").unwrap_or_default();
            self.suspects.extend(found.into_iter().map(|id| (of, id)));
        }
        Ok(())
    }

    /// Whether a later step depends on this one.
    pub fn is_met_by(&self, conn: &Connection, schema: &Schema, later: OpId) -> Result<bool> {
        let mut met = false;
        let units_too = !self.units.is_empty();
        for_each_inverse(conn, later, i64::MAX, &mut |name, row, sql| {
            let Some((at, table)) = place(name).and_then(|at| Some((at, schema.table(at)?))) else { return Ok(()) };
            let is_range = sql.is_some_and(|sql| sql.starts_with("DELETE FROM ") && sql.contains(" WHERE id BETWEEN "));
            let key = (at, row);
            let touch = self.rows.get(&key).copied();
            let is_whole = touch == Some(Touch::Whole) || self.suspects.contains(&key) || self.is_in_range(at, row);
            let may_be_one = units_too && is_in_units(table.name);
            let may_be_deleted = table.name == "creator" && (touch.is_some() || self.persons.contains(&row));
            if met || !(is_range || is_whole || touch.is_some() || may_be_one || may_be_deleted) {
                return Ok(());
            }
            let change = Change::read(sql).ok_or_else(unreadable)?;
            if change.is_bookkeeping() {
                return Ok(());
            }
            met = match (&change, touch) {
                _ if may_be_deleted && deletes(row, &change) => true,
                (Change::AddedRange(first, last), _) => {
                    let span = (at, *first)..=(at, *last);
                    self.suspects.range(span.clone()).next().is_some() || self.rows.range(span).next().is_some()
                }
                _ if is_whole => true,
                (Change::Changed { new, .. }, Some(Touch::Columns(own))) => own & mask(table, new) != 0,
                (_, Some(_)) => true,
                (_, None) => false,
            };
            if !met && may_be_one {
                met = units(conn, table, row, &change)?.iter().any(|unit| self.units.contains(unit));
            }
            Ok(())
        })?;
        Ok(met)
    }
}

impl Table {
    fn points_or_is_unique(&self, column: &str) -> bool {
        let points = self.parents.iter().any(|(parent, _)| parent == column);
        let is_unique = self.uniques.iter().flatten().any(|part| part == column);
        points || is_unique || (self.name == "campaign" && column == "currency")
    }
}

fn exists(conn: &Connection, table: &str, id: i64) -> Result<bool> {
    Ok(conn.prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?.exists([id])?)
}

/// The columns that were changed, a bit for each; those that only keep books have none.
fn mask(table: &Table, values: &Values) -> u128 {
    let changed = values.iter().filter(|(column, _)| !is_bookkeeping(column));
    let bits = changed.filter_map(|(column, _)| table.columns.iter().position(|own| own == column));
    bits.fold(0, |mask, bit| mask | 1 << (bit % 128))
}

/// Whether a row may change by itself: which batch is the current one. A later choice stands, whatever happens to an older one.
pub(super) fn is_soft(conn: &Connection, table: &str, row: i64, change: &Change) -> Result<bool> {
    use crate::store::setting::CURRENT_BATCH;

    if table != "setting" {
        return Ok(false);
    }
    if let Some(name) = change.texts("name").next() {
        return Ok(name == CURRENT_BATCH);
    }
    let name: Option<String> =
        conn.prepare_cached("SELECT name FROM setting WHERE id = ?1")?.query_row([row], |row| row.get(0)).optional()?;
    Ok(name.as_deref() == Some(CURRENT_BATCH))
}

/// Whether a step deleted a creator and kept the ledger: it gave the row the name that [`deletion`] makes of its number.
fn deletes(row: i64, change: &Change) -> bool {
    let Change::Changed { new, .. } = change else { return false };
    new.iter().any(|(column, value)| {
        column == "handle" && matches!(value, Value::Text(handle) if deletion::is_name_of_deleted(row, handle))
    })
}

/// The creators of whom undoing a change brings something back: a row that refers to them, or what somebody wrote in one.
fn persons(conn: &Connection, table: &Table, row: i64, change: &Change) -> Result<Vec<i64>> {
    let columns = table.parents.iter().filter(|(_, of)| Some(*of) == place("creator")).map(|(column, _)| column);
    let personal = deletion::PERSONAL.iter().find(|(name, _)| *name == table.name).map(|(_, columns)| *columns);
    let comes_back = match change {
        Change::Removed(_) => true,
        Change::Changed { .. } => personal.is_some_and(|personal| change.sets(personal)),
        Change::Added(_) | Change::AddedRange(..) => false,
    };
    let mut persons = Vec::new();
    for column in columns.filter(|_| comes_back) {
        persons.extend(ids(conn, table.name, column, row, change)?);
    }
    Ok(persons)
}

/// Whether rows of a table belong to units.
fn is_in_units(table: &str) -> bool {
    let of_collaboration = ["collaboration", "click_reading", "reading", "batch"].contains(&table);
    of_collaboration || OF_COLLABORATION.contains(&table)
}

/// Tables with the collaboration in a column.
const OF_COLLABORATION: [&str; 8] = ["code", "cost_item", "deliverable", "link", "payment", "post", "rights", "step"];

/// The units that a row belongs to.
fn units(conn: &Connection, table: &Table, row: i64, change: &Change) -> Result<Vec<Unit>> {
    let name = table.name;
    if change.is_bookkeeping() {
        return Ok(Vec::new());
    }
    let is_moved = matches!(change, Change::Added(_) | Change::Removed(_));
    Ok(match name {
        "batch" if change.sets(&["status"]) => vec![Unit::Status(row)],
        "collaboration" => {
            let batch = if is_moved { ids(conn, name, "batch_id", row, change)? } else { Vec::new() };
            std::iter::once(Unit::Collaboration(row)).chain(batch.into_iter().map(Unit::Status)).collect()
        }
        "reading" | "click_reading" => {
            let (of, column) = if name == "reading" { ("post", "post_id") } else { ("link", "link_id") };
            let mut units = Vec::new();
            for parent in ids(conn, name, column, row, change)? {
                let own = own(conn, of, "collaboration_id", parent)?;
                units.extend(own.map(Unit::Collaboration));
            }
            units
        }
        _ if OF_COLLABORATION.contains(&name) => {
            ids(conn, name, "collaboration_id", row, change)?.into_iter().map(Unit::Collaboration).collect()
        }
        _ => Vec::new(),
    })
}

/// The ids in a column of a row: as recorded, else as they are now.
fn ids(conn: &Connection, table: &str, column: &str, row: i64, change: &Change) -> Result<Vec<i64>> {
    let recorded: Vec<i64> = change.ids(column).collect();
    if recorded.is_empty() { Ok(own(conn, table, column, row)?.into_iter().collect()) } else { Ok(recorded) }
}

fn own(conn: &Connection, table: &str, column: &str, row: i64) -> Result<Option<i64>> {
    let mut find = conn.prepare_cached(&format!("SELECT {column} FROM {table} WHERE id = ?1"))?;
    Ok(find.query_row([row], |row| row.get(0)).optional()?.flatten())
}
