//! The list of all creators that a filter shows, in order: eight bytes each, and nothing else of them.
//!
//! Filter and keys are SQL. The order itself is made here: SQLite would sort through temporary files, while ids with one
//! number each fit in a few megabytes. Texts become numbers by their place in the alphabet. Without an order the newest come
//! first; ties stand by handle, and what is unknown stands last in both directions.

mod keys;
mod places;

use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, params_from_iter};

use crate::domain::filter::{Expr, Field, SortTerm};
use crate::domain::{CreatorId, TierBorders};
use crate::error::{Error, Result};

use super::sql::{self, SqlFilter};
use super::views;
use keys::Keys;
use places::Places;

/// The most fields one order can have.
pub const MOST_TERMS: usize = 4;

/// Returns the ids that a filter shows, in order.
pub fn list(
    conn: &Connection,
    filter: Option<&Expr>,
    sort: &[SortTerm],
    today: NaiveDate,
    borders: TierBorders,
) -> Result<Arc<[CreatorId]>> {
    let filter = filter.map(|expr| views::clause(conn, expr, today, borders)).transpose()?.unwrap_or_default();
    list_where(conn, &filter, sort, borders)
}

/// Returns the ids of the creators for whom a condition holds, in order.
pub(super) fn list_where(
    conn: &Connection,
    filter: &SqlFilter,
    sort: &[SortTerm],
    borders: TierBorders,
) -> Result<Arc<[CreatorId]>> {
    match sort {
        [] => newest_first(conn, filter),
        [SortTerm { field: Field::Handle, descending }] => by_handle(conn, filter, *descending),
        [_] => by_keys::<1>(conn, filter, sort, borders),
        [_, _] => by_keys::<2>(conn, filter, sort, borders),
        _ if sort.len() <= MOST_TERMS => by_keys::<MOST_TERMS>(conn, filter, sort, borders),
        _ => Err(Error::refused(format!("A list can be sorted by {MOST_TERMS} fields at most."))),
    }
}

fn condition(filter: &SqlFilter) -> String {
    if filter.sql.is_empty() { String::new() } else { format!(" WHERE {}", filter.sql) }
}

fn newest_first(conn: &Connection, filter: &SqlFilter) -> Result<Arc<[CreatorId]>> {
    // In whatever order SQLite finds them soonest: sorting a million ids here takes less than reading them in order there.
    let mut statement = conn.prepare_cached(&format!("SELECT creator.id FROM creator{}", condition(filter)))?;
    let mut rows = statement.query(params_from_iter(&filter.params))?;
    let mut ids: Vec<CreatorId> = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push(row.get(0)?);
    }
    ids.sort_unstable_by(|a, b| b.cmp(a));
    Ok(ids.into())
}

/// The order of the index of handles itself.
fn by_handle(conn: &Connection, filter: &SqlFilter, descending: bool) -> Result<Arc<[CreatorId]>> {
    let direction = if descending { "DESC" } else { "ASC" };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT creator.id FROM creator{} ORDER BY creator.handle {direction}, creator.platform {direction}",
        condition(filter)
    ))?;
    let ids = statement.query_map(params_from_iter(&filter.params), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<Vec<CreatorId>>>()?.into())
}

/// A creator with the numbers to sort by, the smallest first.
type Entry<const N: usize> = ([u64; N], CreatorId);

fn by_keys<const N: usize>(
    conn: &Connection,
    filter: &SqlFilter,
    sort: &[SortTerm],
    borders: TierBorders,
) -> Result<Arc<[CreatorId]>> {
    let mut columns = vec!["creator.id".to_owned()];
    let mut keys = Vec::with_capacity(N);
    for term in sort {
        keys.push(Keys::new(conn, sql::sort_key(*term, borders)?, &mut columns)?);
    }
    let sql = format!("SELECT {} FROM creator{}", columns.join(", "), condition(filter));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(&filter.params))?;
    let mut entries: Vec<Entry<N>> = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let mut entry = [0; N];
        for (slot, keys) in entry.iter_mut().zip(&mut keys) {
            *slot = keys.read(id, row)?;
        }
        entries.push((entry, id));
    }
    for (column, keys) in keys.into_iter().enumerate() {
        let settled = keys.settled();
        for (entry, _) in &mut entries {
            entry[column] = settled(entry[column]);
        }
    }
    entries.sort_unstable();
    put_ties_in_order(conn, &mut entries)?;
    Ok(entries.into_iter().map(|(_, id)| id).collect())
}

/// Puts creators with equal keys in the order of their handles.
fn put_ties_in_order<const N: usize>(conn: &Connection, entries: &mut [Entry<N>]) -> Result<()> {
    let runs = || |a: &Entry<N>, b: &Entry<N>| a.0 == b.0;
    let tied: Vec<CreatorId> =
        entries.chunk_by(runs()).filter(|run| run.len() > 1).flat_map(|run| run.iter().map(|(_, id)| *id)).collect();
    if tied.is_empty() {
        return Ok(());
    }
    let places = Places::by_handle(conn, tied)?;
    for run in entries.chunk_by_mut(runs()).filter(|run| run.len() > 1) {
        // Each place is looked up once: a run can be the whole list.
        let mut placed: Vec<(u32, Entry<N>)> = run.iter().map(|entry| (places.of(entry.1), *entry)).collect();
        placed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.1.cmp(&b.1.1)));
        for (slot, (_, entry)) in run.iter_mut().zip(placed) {
            *slot = entry;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
