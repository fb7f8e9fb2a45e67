//! The first page of a long list, before the list is whole.

use chrono::NaiveDate;
use rusqlite::{Connection, params_from_iter};

use crate::domain::filter::Expr;
use crate::domain::{CreatorId, TierBorders};
use crate::error::Result;

use crate::store::search::Words;
use crate::store::views;

use super::Entry;
use super::places::{FEW, Handles};

/// Creators on a first page: more than any screen shows.
pub const PAGE: usize = 256;

/// Shorter lists are there at once.
pub(super) const LONG: usize = 20_000;

/// The newest creators are looked through for a first page; beyond it, it would take as long as the list.
const NEWEST: i64 = 50_000;

/// So many handles are read in their order for the first of many ties.
const HANDLES: usize = 100_000;

/// Numbers of creators up to which a bit for each is cheap.
const MOST_BITS: i64 = 1 << 26;

/// Returns the newest creators that a filter shows, if enough of them are found soon.
pub(super) fn newest(
    conn: &Connection,
    filter: Option<&Expr>,
    today: NaiveDate,
    borders: TierBorders,
) -> Result<Option<Vec<CreatorId>>> {
    let newest: i64 =
        conn.prepare_cached("SELECT COALESCE(MAX(id), 0) FROM creator")?.query_row([], |row| row.get(0))?;
    if newest < NEWEST * 2 {
        return Ok(None);
    }
    // Read as they come: a list of all candidates would take longer than these few.
    let filter =
        filter.map(|expr| views::clause_by(conn, expr, today, borders, Words::Read)).transpose()?.unwrap_or_default();
    let all = if filter.sql.is_empty() { "1" } else { &filter.sql };
    let sql = format!(
        "SELECT creator.id FROM creator WHERE creator.id > ? AND ({all}) ORDER BY creator.id DESC LIMIT {PAGE}"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let bound = std::iter::once((newest - NEWEST).into()).chain(filter.params);
    let ids = statement.query_map(params_from_iter(bound), |row| row.get(0))?;
    let page = ids.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok((page.len() == PAGE).then_some(page))
}

/// Returns the first creators by their keys, if they can be told soon. Leaves the entries in another order.
pub(super) fn by_keys<const N: usize>(
    conn: &Connection,
    handles: &Handles,
    entries: &mut [Entry<N>],
) -> Result<Option<Vec<CreatorId>>> {
    let (before, (last, _), _) = entries.select_nth_unstable(PAGE - 1);
    let last = *last;
    let mut inside: Vec<Entry<N>> = before.iter().filter(|(keys, _)| *keys < last).copied().collect();
    let tied: Vec<CreatorId> = entries.iter().filter(|(keys, _)| *keys == last).map(|(_, id)| *id).collect();
    let Some(tied) = first_by_handle(conn, handles, tied, PAGE - inside.len())? else { return Ok(None) };
    let ids: Vec<CreatorId> = inside.iter().map(|(_, id)| *id).collect();
    let places = handles.places(conn, &ids)?;
    inside.sort_unstable_by_key(|(keys, id)| (*keys, places.place(*id)));
    Ok(Some(inside.into_iter().map(|(_, id)| id).chain(tied).collect()))
}

/// Returns so many of the creators, the first ones in the order of handles.
fn first_by_handle(
    conn: &Connection,
    handles: &Handles,
    mut of: Vec<CreatorId>,
    count: usize,
) -> Result<Option<Vec<CreatorId>>> {
    if of.len() <= FEW || handles.known(conn)?.is_some() {
        let places = handles.places(conn, &of)?;
        if count < of.len() {
            of.select_nth_unstable_by_key(count, |id| places.place(*id));
            of.truncate(count);
        }
        of.sort_unstable_by_key(|id| places.place(*id));
        return Ok(Some(of));
    }
    let most = of.iter().map(|id| id.0).max().unwrap_or(0);
    if most >= MOST_BITS {
        return Ok(None);
    }
    let at = |id: CreatorId| usize::try_from(id.0).unwrap_or(0);
    let mut wanted = vec![0_u64; at(CreatorId(most)) / 64 + 1];
    for id in of {
        wanted[at(id) / 64] |= 1 << (at(id) % 64);
    }
    let mut statement = conn.prepare_cached("SELECT id FROM creator ORDER BY handle, platform")?;
    let mut found = Vec::with_capacity(count);
    for id in statement.query_map([], |row| row.get::<_, CreatorId>(0))?.take(HANDLES) {
        let id = id?;
        if wanted.get(at(id) / 64).is_some_and(|bits| bits >> (at(id) % 64) & 1 == 1) {
            found.push(id);
            if found.len() == count {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}
