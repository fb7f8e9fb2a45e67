//! Builds the list of creator ids that match a filter, in order: eight bytes per creator and nothing else.
//!
//! SQL evaluates the filter and reads the sort keys; the sorting happens here. SQLite would sort a million rows through temporary
//! files, while a million ids with one `u64` key each take 16 MB. Every sort value becomes such a key (see [`keys`]).
//!
//! Worked example, `sort:-followers` over four creators:
//!
//! | id | handle | followers | key, descending |
//! |---|---|---|---|
//! | 1 | mia | 12,000 | `UNKNOWN - 1 - ordered(12000)` |
//! | 2 | tom | unknown | `UNKNOWN` |
//! | 3 | ana | 12,000 | same as 1 |
//! | 4 | zoe | 90,000 | smaller than 1, so it comes first |
//!
//! The entries sort to 4, {1, 3}, 2. The tie is broken by handle (ana before mia), which gives 4, 3, 1, 2. Unknown values come last
//! in both directions, because inverting a key never reaches `UNKNOWN`. Without a sort the newest creators come first.

mod cache;
mod first_page;
mod handle_order;
mod ids;
mod key_map;
mod keys;
mod sieve;

use std::sync::Arc;

use rusqlite::{Connection, Row, params_from_iter};

use crate::domain::CreatorId;
use crate::domain::filter::{Expr, Field, Flag, SortTerm, Term};
use crate::error::{Error, Result};

use super::likeness::Scores;
use super::list_context::ListContext;
use super::odds;
use super::search::Words;
use super::sql::{self, SqlFilter};
use super::views;
use ids::Ids;
use keys::Keys;
use sieve::{Sieve, Sieved};

pub use cache::ListCache;

/// The largest number of fields a list can be sorted by.
pub const MOST_TERMS: usize = 4;

/// Receives the first page of a long list before the whole list is ready.
pub type Early<'a> = &'a mut dyn FnMut(Arc<[CreatorId]>);

/// Returns the ids that match a filter, in order.
pub fn list(
    conn: &Connection,
    filter: Option<&Expr>,
    sort: &[SortTerm],
    context: ListContext<'_>,
) -> Result<Arc<[CreatorId]>> {
    list_early(conn, filter, sort, context, &ListCache::default(), &mut |_| ())
}

/// Like [`list`], and passes the first page of a long list to `early` as soon as it is known.
pub fn list_early(
    conn: &Connection,
    filter: Option<&Expr>,
    sort: &[SortTerm],
    context: ListContext<'_>,
    cache: &ListCache,
    early: Early<'_>,
) -> Result<Arc<[CreatorId]>> {
    let opened = filter.map(|expr| views::expanded_with_likeness(conn, expr, context)).transpose()?;
    let (filter, likeness) = (opened.as_ref().map(|opened| &opened.0), opened.as_ref().map(|opened| &*opened.1));
    // Duplicates are known only after comparing all creators, so such a filter has no early page.
    let is_soon = filter.is_none_or(|expr| !expr.has_term(&|term| *term == Term::Is(Flag::Duplicate)));
    if sort.is_empty()
        && is_soon
        && let Some(page) = first_page::newest(conn, filter, context.today, context.borders(), cache)?
    {
        early(page.into());
    }
    let Sieved { sql, ids } = sieved(conn, filter, context, cache)?;
    Lister { conn, filter: &sql, ids: ids.as_ref(), likeness, context, cache, early }.list(sort)
}

/// What a filter with its views opened asks: of SQL, and of sets of ids.
fn sieved(conn: &Connection, filter: Option<&Expr>, context: ListContext<'_>, cache: &ListCache) -> Result<Sieved> {
    let (today, borders) = (context.today, context.borders());
    let sieve = Sieve { conn, today, borders, words: Words::of(conn, filter)?, above: None, cache };
    let Sieved { sql, mut ids } = filter.map(|expr| sieve.sieved(expr)).transpose()?.unwrap_or_default();
    if sql.sql.is_empty() {
        // Nothing is left for SQL to check, so ids stored by the ids they leave out are turned into the ids they contain.
        ids = ids.map(|ids| sieve.of_all(ids)).transpose()?;
    }
    Ok(Sieved { sql, ids })
}

/// Passes the rows of a list to `take` as one SELECT finds them, until it wants no more. Only newest first and by handle are
/// orders that SQL has at hand; a list in another order is known once all its keys are sorted, and false is returned.
/// The first of `columns` is the id.
pub fn rows(
    conn: &Connection,
    filter: Option<&Expr>,
    sort: &[SortTerm],
    context: ListContext<'_>,
    columns: &str,
    take: &mut dyn FnMut(&Row<'_>) -> Result<bool>,
) -> Result<bool> {
    let order = match sort {
        [] => "creator.id DESC".to_owned(),
        [SortTerm { field: Field::Handle, descending }] => by_handle(*descending),
        _ => return Ok(false),
    };
    let opened = filter.map(|expr| views::expanded(conn, expr, context)).transpose()?;
    let Sieved { sql, ids } = sieved(conn, opened.as_ref(), context, &ListCache::default())?;
    let mut statement = conn.prepare(&format!("SELECT {columns} FROM creator{} ORDER BY {order}", condition(&sql)))?;
    let mut rows = statement.query(params_from_iter(&sql.params))?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if ids.as_ref().is_none_or(|ids| ids.holds(id)) && !take(row)? {
            break;
        }
    }
    Ok(true)
}

/// The order of the index of handles.
fn by_handle(descending: bool) -> String {
    let direction = if descending { "DESC" } else { "ASC" };
    format!("creator.handle {direction}, creator.platform {direction}")
}

/// Returns the ids of the creators that match an SQL condition, in order.
pub(super) fn list_where(
    conn: &Connection,
    (filter, likeness): (&SqlFilter, Option<&Scores>),
    sort: &[SortTerm],
    context: ListContext<'_>,
) -> Result<Arc<[CreatorId]>> {
    Lister { conn, filter, ids: None, likeness, context, cache: &ListCache::default(), early: &mut |_| () }.list(sort)
}

/// The inputs of one list.
struct Lister<'a> {
    conn: &'a Connection,
    filter: &'a SqlFilter,
    /// The creators that pass the part of the filter that isn't SQL.
    ids: Option<&'a Ids>,
    /// How alike everybody is to those whom the filter names.
    likeness: Option<&'a Scores>,
    context: ListContext<'a>,
    cache: &'a ListCache,
    early: Early<'a>,
}

fn condition(filter: &SqlFilter) -> String {
    if filter.sql.is_empty() { String::new() } else { format!(" WHERE {}", filter.sql) }
}

/// A creator id with its sort keys, smallest key first.
type Entry<const N: usize> = ([u64; N], CreatorId);

impl Lister<'_> {
    fn list(self, sort: &[SortTerm]) -> Result<Arc<[CreatorId]>> {
        match sort {
            [] => self.newest_first(),
            [SortTerm { field: Field::Handle, descending }] => self.by_handle(*descending),
            [_] => self.by_keys::<1>(sort),
            [_, _] => self.by_keys::<2>(sort),
            _ if sort.len() <= MOST_TERMS => self.by_keys::<MOST_TERMS>(sort),
            _ => Err(Error::refused(format!("A list can be sorted by at most {MOST_TERMS} fields."))),
        }
    }

    fn passes(&self, id: CreatorId) -> bool {
        self.ids.is_none_or(|ids| ids.holds(id))
    }

    fn newest_first(self) -> Result<Arc<[CreatorId]>> {
        if self.filter.sql.is_empty()
            && let Some(ids) = self.ids.and_then(Ids::newest_first)
        {
            return Ok(ids.into());
        }
        // No ORDER BY: sorting a million ids here is faster than having SQLite read them in order.
        let sql = format!("SELECT creator.id FROM creator{}", condition(self.filter));
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&self.filter.params))?;
        let mut ids: Vec<CreatorId> = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if self.passes(id) {
                ids.push(id);
            }
        }
        ids.sort_unstable_by(|a, b| b.cmp(a));
        Ok(ids.into())
    }

    /// Sorts by handle, which is the order of an existing SQL index.
    fn by_handle(self, descending: bool) -> Result<Arc<[CreatorId]>> {
        let sql =
            format!("SELECT creator.id FROM creator{} ORDER BY {}", condition(self.filter), by_handle(descending));
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&self.filter.params))?;
        let mut ids: Vec<CreatorId> = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if !self.passes(id) {
                continue;
            }
            ids.push(id);
            if ids.len() == first_page::PAGE {
                (self.early)(ids.as_slice().into());
            }
        }
        Ok(ids.into())
    }

    fn by_keys<const N: usize>(self, sort: &[SortTerm]) -> Result<Arc<[CreatorId]>> {
        let mut columns = vec!["creator.id".to_owned()];
        let mut keys = Vec::with_capacity(N);
        odds::lend_to_order(self.conn, sort, self.context)?;
        let (today, borders) = (self.context.today, self.context.borders());
        for term in sort {
            if term.field == Field::Likeness {
                keys.push(Keys::of_likeness(self.likeness, term.descending));
                continue;
            }
            keys.push(Keys::new(self.conn, self.cache, sql::sort_key(*term, today, borders)?, &mut columns)?);
        }
        let sql = format!("SELECT {} FROM creator{}", columns.join(", "), condition(self.filter));
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&self.filter.params))?;
        let mut entries: Vec<Entry<N>> = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if !self.passes(id) {
                continue;
            }
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
        if entries.len() > first_page::LONG
            && let Some(page) = first_page::by_keys(self.conn, self.cache, &mut entries)?
        {
            (self.early)(page.into());
        }
        entries.sort_unstable();
        self.put_ties_in_order(&mut entries)?;
        Ok(entries.into_iter().map(|(_, id)| id).collect())
    }

    /// Sorts each run of creators with equal keys by handle.
    fn put_ties_in_order<const N: usize>(&self, entries: &mut [Entry<N>]) -> Result<()> {
        let runs = || |a: &Entry<N>, b: &Entry<N>| a.0 == b.0;
        let tied: Vec<CreatorId> = entries
            .chunk_by(runs())
            .filter(|run| run.len() > 1)
            .flat_map(|run| run.iter().map(|(_, id)| *id))
            .collect();
        if tied.is_empty() {
            return Ok(());
        }
        let places = self.cache.places(self.conn, &tied)?;
        let mut placed: Vec<(u32, CreatorId)> = Vec::new();
        for run in entries.chunk_by_mut(runs()).filter(|run| run.len() > 1) {
            // Look up each place only once: a run can be the whole list.
            placed.clear();
            placed.extend(run.iter().map(|(_, id)| (places.place(*id), *id)));
            placed.sort_unstable();
            for (slot, (_, id)) in run.iter_mut().zip(&placed) {
                slot.1 = *id;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
