//! The list of all creators that a filter shows, in order: eight bytes each, and nothing else of them.
//!
//! Filter and keys are SQL. The order itself is made here: SQLite would sort through temporary files, while ids with one
//! number each fit in a few megabytes. Texts become numbers by their place in the alphabet. Without an order the newest come
//! first; ties stand by handle, and what is unknown stands last in both directions.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};

use crate::domain::filter::{Expr, Field, SortTerm};
use crate::domain::{CreatorId, TierBorders};
use crate::error::{Error, Result};

use super::sql::{self, Key, SqlFilter};
use super::views;

/// The most fields one order can have.
pub const MOST_TERMS: usize = 4;

/// Up to so many ties are put in order by looking up their handles; beyond it all handles are read in their order.
const FEW: usize = 2_000;

/// The key of what is unknown: behind everything else.
const UNKNOWN: u64 = u64::MAX;

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
    let keys = sort.iter().map(|term| sql::sort_key(*term, borders)).collect::<Result<Vec<_>>>()?;
    let columns: Vec<&str> = std::iter::once("creator.id").chain(keys.iter().map(|(sql, _)| sql.as_str())).collect();
    let sql = format!("SELECT {} FROM creator{}", columns.join(", "), condition(filter));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(&filter.params))?;
    let mut texts: [Texts; N] = std::array::from_fn(|_| Texts::default());
    let mut entries: Vec<Entry<N>> = Vec::new();
    while let Some(row) = rows.next()? {
        let mut entry = [0; N];
        for (column, (_, kind)) in keys.iter().enumerate() {
            entry[column] = match (kind, row.get_ref(column + 1)?) {
                (Key::Number, ValueRef::Integer(number)) => ordered(number),
                (Key::Number, ValueRef::Real(number)) => ordered_real(number),
                (Key::Text | Key::Day, ValueRef::Text(text)) if !text.is_empty() => texts[column].number(text),
                _ => UNKNOWN,
            };
        }
        entries.push((entry, row.get(0)?));
    }
    for (column, term) in sort.iter().enumerate() {
        let places = texts[column].places();
        for (keys, _) in &mut entries {
            let key = &mut keys[column];
            if *key == UNKNOWN {
                continue;
            }
            if let Some(place) = places.get(usize::try_from(*key).unwrap_or(usize::MAX)) {
                *key = *place;
            }
            if term.descending {
                *key = UNKNOWN - 1 - *key;
            }
        }
    }
    entries.sort_unstable();
    put_ties_in_order(conn, &mut entries)?;
    Ok(entries.into_iter().map(|(_, id)| id).collect())
}

/// Maps whole numbers to keys in the same order.
fn ordered(number: i64) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "counts and amounts stay far below 2^53")]
    ordered_real(number as f64)
}

/// Maps numbers to keys in the same order: the bits of positive ones rise with them, those of negative ones fall.
fn ordered_real(number: f64) -> u64 {
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The different texts of one column, numbered as they come.
#[derive(Default)]
struct Texts {
    numbers: HashMap<Box<[u8]>, u64>,
}

impl Texts {
    fn number(&mut self, text: &[u8]) -> u64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.numbers.len() as u64;
        self.numbers.insert(text.into(), number);
        number
    }

    /// Returns, for each number, the place of its text in the alphabet.
    fn places(&mut self) -> Vec<u64> {
        let mut by_text: Vec<_> = std::mem::take(&mut self.numbers).into_iter().collect();
        by_text.sort_unstable();
        let mut places = vec![0; by_text.len()];
        for (place, (_, number)) in (0..).zip(by_text) {
            if let Some(slot) = usize::try_from(number).ok().and_then(|number| places.get_mut(number)) {
                *slot = place;
            }
        }
        places
    }
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

/// The places of creators in the order of handles.
enum Places {
    /// By id, where the ids have few gaps.
    Dense(Vec<u32>),
    /// Sorted by id.
    Sparse(Vec<(CreatorId, u32)>),
}

impl Places {
    /// Finds the places of these creators at least.
    fn by_handle(conn: &Connection, tied: Vec<CreatorId>) -> Result<Self> {
        let mut in_order: Vec<CreatorId> = Vec::new();
        if tied.len() <= FEW {
            let mut statement = conn.prepare_cached("SELECT handle, platform FROM creator WHERE id = ?1")?;
            let mut named = Vec::with_capacity(tied.len());
            for id in tied {
                let mut rows = statement.query([id])?;
                if let Some(row) = rows.next()? {
                    named.push((row.get::<_, String>(0)?, row.get::<_, String>(1)?, id));
                }
            }
            named.sort_unstable();
            in_order.extend(named.into_iter().map(|(_, _, id)| id));
        } else {
            let mut statement = conn.prepare_cached("SELECT id FROM creator ORDER BY handle, platform")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                in_order.push(row.get(0)?);
            }
        }
        let largest = in_order.iter().max().map_or(0, |id| usize::try_from(id.0).unwrap_or(usize::MAX));
        if largest > in_order.len().saturating_mul(4) {
            let mut places: Vec<(CreatorId, u32)> = in_order.into_iter().zip(0..).collect();
            places.sort_unstable();
            return Ok(Self::Sparse(places));
        }
        let mut places = vec![u32::MAX; largest + 1];
        for (id, place) in in_order.into_iter().zip(0..) {
            if let Some(slot) = usize::try_from(id.0).ok().and_then(|id| places.get_mut(id)) {
                *slot = place;
            }
        }
        Ok(Self::Dense(places))
    }

    /// The place of a creator; one that is gone since comes last.
    fn of(&self, id: CreatorId) -> u32 {
        match self {
            Self::Dense(places) => {
                usize::try_from(id.0).ok().and_then(|id| places.get(id)).copied().unwrap_or(u32::MAX)
            }
            Self::Sparse(places) => places.binary_search_by_key(&id, |(id, _)| *id).map_or(u32::MAX, |at| places[at].1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::parse;
    use crate::store::fixture::fixture;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
    }

    fn handles(conn: &Connection, filter: &str) -> Vec<String> {
        let read = parse(filter, today()).expect("a filter");
        let ids = list(conn, read.expr.as_ref(), &read.sort, today(), TierBorders::default()).expect("a list");
        let mut handle = conn.prepare("SELECT handle FROM creator WHERE id = ?1").expect("selects");
        ids.iter().map(|id| handle.query_row([id], |row| row.get(0)).expect("a handle")).collect()
    }

    /// Ids 3 to 7; whoever is known has the figures of the fixture.
    fn file() -> crate::store::fixture::Fixture {
        let fixture = fixture();
        fixture
            .conn
            .execute_batch(
                "DELETE FROM creator_tag;
                 INSERT INTO creator (id, handle, name, followers, er, views, verdict, added_on, updated_at) VALUES
                   (3, 'zoe', 'Zoe', 9000, 0.5, 10, 'new', '2026-03-03', 1), (4, 'bob', '', 9000, NULL, 20, 'picked', '2026-03-02', 1),
                   (5, 'amy', 'adele', 9000, 6.5, NULL, 'new', '2026-03-02', 1), (6, 'kim', 'Zoe', NULL, 6.5, 30, 'new', '2026-03-09', 1),
                   (7, 'ann', 'Ádám', NULL, -2.0, 10, 'rejected', '2026-03-01', 1);
                 DELETE FROM note; DELETE FROM sale_order; DELETE FROM collaboration; DELETE FROM creator WHERE id < 3;",
            )
            .expect("rows");
        fixture
    }

    #[test]
    fn the_newest_come_first_unless_said_otherwise() {
        let file = file();
        assert_eq!(handles(&file.conn, ""), ["ann", "kim", "amy", "bob", "zoe"]);
        assert_eq!(handles(&file.conn, "followers:9k"), ["amy", "bob", "zoe"]);
    }

    #[test]
    fn ties_stand_by_handle_and_the_unknown_last_in_both_directions() {
        let file = file();
        assert_eq!(handles(&file.conn, "sort:followers"), ["amy", "bob", "zoe", "ann", "kim"]);
        assert_eq!(handles(&file.conn, "sort:-followers"), ["amy", "bob", "zoe", "ann", "kim"]);
        assert_eq!(handles(&file.conn, "sort:er"), ["ann", "zoe", "amy", "kim", "bob"]);
        assert_eq!(handles(&file.conn, "sort:-er"), ["amy", "kim", "zoe", "ann", "bob"]);
        assert_eq!(handles(&file.conn, "sort:name"), ["ann", "amy", "kim", "zoe", "bob"]);
        assert_eq!(handles(&file.conn, "sort:-name"), ["kim", "zoe", "amy", "ann", "bob"]);
        assert_eq!(handles(&file.conn, "sort:-added"), ["kim", "zoe", "amy", "bob", "ann"]);
        assert_eq!(handles(&file.conn, "sort:status"), ["amy", "kim", "zoe", "bob", "ann"]);
        assert_eq!(handles(&file.conn, "sort:-handle"), ["zoe", "kim", "bob", "ann", "amy"]);
    }

    #[test]
    fn later_fields_decide_between_equals() {
        let file = file();
        assert_eq!(handles(&file.conn, "sort:-er sort:-views"), ["kim", "amy", "zoe", "ann", "bob"]);
        assert_eq!(handles(&file.conn, "sort:followers sort:-added sort:name"), ["zoe", "amy", "bob", "kim", "ann"]);
        let many = [SortTerm { field: Field::Er, descending: false }; 5];
        let error = list(&file.conn, None, &many, today(), TierBorders::default()).expect_err("refused");
        assert_eq!(error.to_string(), "A list can be sorted by 4 fields at most.");
    }

    #[test]
    fn every_sortable_field_sorts_or_says_that_it_cannot_yet() {
        let file = file();
        for field in Field::ALL.iter().copied().filter(|field| field.sortable()) {
            let sort = [SortTerm { field, descending: true }];
            match list(&file.conn, None, &sort, today(), TierBorders::default()) {
                Ok(ids) => assert_eq!(ids.len(), 5, "{field:?}"),
                Err(error) => assert_eq!(error.to_string(), format!("Cannot sort by {} yet.", field.name())),
            }
        }
    }

    #[test]
    fn many_ties_stand_by_handle_too() {
        let file = file();
        let rows = i64::try_from(FEW).expect("few") + 500;
        file.conn
            .execute(
                "WITH n AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM n WHERE n < ?1) INSERT INTO creator (handle, followers, \
                 added_on, updated_at) SELECT 'h' || (n * 7919 % 100003), 50, '2026-03-01', 1 FROM n",
                [rows],
            )
            .expect("rows");
        let listed = handles(&file.conn, "followers:50 sort:-followers");
        assert_eq!(listed.len(), usize::try_from(rows).expect("few"));
        assert!(listed.is_sorted());
    }
}
