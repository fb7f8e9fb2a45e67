//! Finds the first page of a long list before the whole list is built.

use chrono::NaiveDate;
use rusqlite::{Connection, params_from_iter};

use crate::domain::filter::Expr;
use crate::domain::{CreatorId, TierBorders};
use crate::error::Result;

use crate::store::search::Words;

use super::Entry;
use super::cache::ListCache;
use super::handle_order::FEW;
use super::ids::{Ids, MOST_BITS};
use super::sieve::{Sieve, Sieved};

/// Creators on a first page: more rows than any screen shows.
pub const PAGE: usize = 256;

/// Shorter lists are ready at once and need no early page.
pub(super) const LONG: usize = 20_000;

/// A first page is searched among the newest tenth of all creators, and at most this many: searching more would take as long as
/// the list itself.
const NEWEST: i64 = 30_000;

/// Files with fewer creators need no early page.
const LARGE: i64 = 20_000;

/// How many handles are read in order to find the first of many ties.
const HANDLES: usize = 100_000;

/// Returns the newest creators that match a filter, if a whole page of them turns up quickly.
pub(super) fn newest(
    conn: &Connection,
    filter: Option<&Expr>,
    today: NaiveDate,
    borders: TierBorders,
    cache: &ListCache,
) -> Result<Option<Vec<CreatorId>>> {
    let newest: i64 =
        conn.prepare_cached("SELECT COALESCE(MAX(id), 0) FROM creator")?.query_row([], |row| row.get(0))?;
    if newest < LARGE {
        return Ok(None);
    }
    // Read texts directly: asking the word index for all candidates would take longer than these few rows.
    let above = newest - NEWEST.min(newest / 10);
    let sieve = Sieve { conn, today, borders, words: Words::Read, above: Some(above), cache };
    let Sieved { sql, ids } = filter.map(|expr| sieve.sieved(expr)).transpose()?.unwrap_or_default();
    let all = if sql.sql.is_empty() { "1" } else { &sql.sql };
    let asked = format!("SELECT creator.id FROM creator WHERE creator.id > ? AND ({all}) ORDER BY creator.id DESC");
    let mut statement = conn.prepare_cached(&asked)?;
    let mut rows = statement.query(params_from_iter(std::iter::once(above.into()).chain(sql.params)))?;
    let mut page = Vec::with_capacity(PAGE);
    while let Some(row) = rows.next()?.filter(|_| page.len() < PAGE) {
        let id = row.get(0)?;
        if ids.as_ref().is_none_or(|ids| ids.holds(id)) {
            page.push(id);
        }
    }
    Ok((page.len() == PAGE).then_some(page))
}

/// Returns the first creators by their keys, if they can be found quickly. Reorders the entries.
pub(super) fn by_keys<const N: usize>(
    conn: &Connection,
    cache: &ListCache,
    entries: &mut [Entry<N>],
) -> Result<Option<Vec<CreatorId>>> {
    let (before, (last, _), _) = entries.select_nth_unstable(PAGE - 1);
    let last = *last;
    let mut inside: Vec<Entry<N>> = before.iter().filter(|(keys, _)| *keys < last).copied().collect();
    let tied: Vec<CreatorId> = entries.iter().filter(|(keys, _)| *keys == last).map(|(_, id)| *id).collect();
    let Some(tied) = first_by_handle(conn, cache, tied, PAGE - inside.len())? else { return Ok(None) };
    let ids: Vec<CreatorId> = inside.iter().map(|(_, id)| *id).collect();
    let places = cache.places(conn, &ids)?;
    inside.sort_unstable_by_key(|(keys, id)| (*keys, places.place(*id)));
    Ok(Some(inside.into_iter().map(|(_, id)| id).chain(tied).collect()))
}

/// Returns the first `count` of these creators by handle; nothing if that would take too long.
fn first_by_handle(
    conn: &Connection,
    cache: &ListCache,
    mut of: Vec<CreatorId>,
    count: usize,
) -> Result<Option<Vec<CreatorId>>> {
    if of.len() <= FEW || cache.all_places(conn)?.is_some() {
        let places = cache.places(conn, &of)?;
        if count < of.len() {
            of.select_nth_unstable_by_key(count, |id| places.place(*id));
            of.truncate(count);
        }
        of.sort_unstable_by_key(|id| places.place(*id));
        return Ok(Some(of));
    }
    if of.iter().any(|id| !(0..MOST_BITS).contains(&id.0)) {
        return Ok(None);
    }
    let mut wanted = Ids::default();
    for id in of {
        wanted.insert(id);
    }
    let mut statement = conn.prepare_cached("SELECT id FROM creator ORDER BY handle, platform")?;
    let mut found = Vec::with_capacity(count);
    for id in statement.query_map([], |row| row.get::<_, CreatorId>(0))?.take(HANDLES) {
        let id = id?;
        if wanted.holds(id) {
            found.push(id);
            if found.len() == count {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}
