//! The list of all creators that a filter shows, in order: eight bytes each, and nothing else of them.
//!
//! Filter and keys are SQL. The order itself is made here: SQLite would sort through temporary files, while ids with one
//! number each fit in a few megabytes. Texts become numbers by their place in the alphabet. Without an order the newest come
//! first; ties stand by handle, and what is unknown stands last in both directions.

mod first;
mod ids;
mod kept;
mod keys;
mod listed;
mod places;
mod sieve;

use std::sync::Arc;

use rusqlite::{Connection, params_from_iter};

use crate::domain::day::Calendar;
use crate::domain::filter::{Expr, Field, Flag, SortTerm, Term};
use crate::domain::{CreatorId, TierBorders};
use crate::error::{Error, Result};

use super::search::Words;
use super::sql::{self, SqlFilter};
use super::views;
use ids::Ids;
use keys::Keys;
use sieve::{Sieve, Sieved};

pub use kept::Kept;

/// The most fields one order can have.
pub const MOST_TERMS: usize = 4;

/// Who hears of the first page of a list, before the list is whole.
pub type Early<'a> = &'a mut dyn FnMut(Arc<[CreatorId]>);

/// Returns the ids that a filter shows, in order.
pub fn list(
    conn: &Connection,
    filter: Option<&Expr>,
    sort: &[SortTerm],
    calendar: Calendar,
    borders: TierBorders,
) -> Result<Arc<[CreatorId]>> {
    list_early(conn, filter, sort, calendar, borders, &Kept::default(), &mut |_| ())
}

/// Does the same, and tells of the first page of a long list as soon as it is known.
pub fn list_early(
    conn: &Connection,
    filter: Option<&Expr>,
    sort: &[SortTerm],
    calendar: Calendar,
    borders: TierBorders,
    kept: &Kept,
    early: Early<'_>,
) -> Result<Arc<[CreatorId]>> {
    let opened = filter.map(|expr| views::expanded(conn, expr, calendar)).transpose()?;
    let filter = opened.as_ref();
    // Who is a duplicate is not known before everybody is compared.
    let is_soon = filter.is_none_or(|expr| !expr.has_term(&|term| *term == Term::Is(Flag::Duplicate)));
    if sort.is_empty()
        && is_soon
        && let Some(page) = first::newest(conn, filter, calendar.today, borders, kept)?
    {
        early(page.into());
    }
    let sieve = Sieve { conn, today: calendar.today, borders, words: Words::of(conn, filter)?, above: None, kept };
    let Sieved { sql, mut ids } = filter.map(|expr| sieve.sieved(expr)).transpose()?.unwrap_or_default();
    if sql.sql.is_empty() {
        // Whom a list leaves out tells who is on it once everybody is known.
        ids = ids.map(|ids| sieve.of_all(ids)).transpose()?;
    }
    Lister { conn, filter: &sql, ids: ids.as_ref(), borders, kept, early }.list(sort)
}

/// Returns the ids of the creators for whom a condition holds, in order.
pub(super) fn list_where(
    conn: &Connection,
    filter: &SqlFilter,
    sort: &[SortTerm],
    borders: TierBorders,
) -> Result<Arc<[CreatorId]>> {
    Lister { conn, filter, ids: None, borders, kept: &Kept::default(), early: &mut |_| () }.list(sort)
}

/// What a list is made from.
struct Lister<'a> {
    conn: &'a Connection,
    filter: &'a SqlFilter,
    /// Who passes what the filter does not ask in SQL.
    ids: Option<&'a Ids>,
    borders: TierBorders,
    kept: &'a Kept,
    early: Early<'a>,
}

fn condition(filter: &SqlFilter) -> String {
    if filter.sql.is_empty() { String::new() } else { format!(" WHERE {}", filter.sql) }
}

/// A creator with the numbers to sort by, the smallest first.
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
        // In whatever order SQLite finds them soonest: sorting a million ids here takes less than reading them in order there.
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

    /// The order of the index of handles itself.
    fn by_handle(self, descending: bool) -> Result<Arc<[CreatorId]>> {
        let direction = if descending { "DESC" } else { "ASC" };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT creator.id FROM creator{} ORDER BY creator.handle {direction}, creator.platform {direction}",
            condition(self.filter)
        ))?;
        let mut rows = statement.query(params_from_iter(&self.filter.params))?;
        let mut ids: Vec<CreatorId> = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if !self.passes(id) {
                continue;
            }
            ids.push(id);
            if ids.len() == first::PAGE {
                (self.early)(ids.as_slice().into());
            }
        }
        Ok(ids.into())
    }

    fn by_keys<const N: usize>(self, sort: &[SortTerm]) -> Result<Arc<[CreatorId]>> {
        let mut columns = vec!["creator.id".to_owned()];
        let mut keys = Vec::with_capacity(N);
        for term in sort {
            keys.push(Keys::new(self.conn, self.kept, sql::sort_key(*term, self.borders)?, &mut columns)?);
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
        if entries.len() > first::LONG
            && let Some(page) = first::by_keys(self.conn, self.kept, &mut entries)?
        {
            (self.early)(page.into());
        }
        entries.sort_unstable();
        self.put_ties_in_order(&mut entries)?;
        Ok(entries.into_iter().map(|(_, id)| id).collect())
    }

    /// Puts creators with equal keys in the order of their handles.
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
        let places = self.kept.places(self.conn, &tied)?;
        let mut placed: Vec<(u32, CreatorId)> = Vec::new();
        for run in entries.chunk_by_mut(runs()).filter(|run| run.len() > 1) {
            // Each place is looked up once: a run can be the whole list.
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
