//! Follower counts on days: the newest one is the creator's own, those before it are kept beside.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::row::Day;
use crate::domain::{CreatorId, ImportId};
use crate::error::Result;

/// The count that a newer one replaces stays under its day.
const KEEP_FORMER: &str = "INSERT INTO creator_reading (creator_id, day, followers, import_id)
  SELECT id, ifnull(stats_on, added_on), followers, import_id FROM creator
  WHERE id = ?1 AND followers IS NOT NULL AND ifnull(stats_on, added_on) < ?2
  ON CONFLICT (creator_id, day) DO UPDATE SET followers = excluded.followers, import_id = excluded.import_id
    WHERE followers IS NOT excluded.followers";

const SET_OWN: &str = "UPDATE creator SET followers = ?2, stats_on = ?3, import_id = ?4, import_row = ?5,
    updated_at = max(updated_at + 1, ?6) WHERE id = ?1";

const KEEP: &str = "INSERT INTO creator_reading (creator_id, day, followers, import_id) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (creator_id, day) DO UPDATE SET followers = excluded.followers, import_id = excluded.import_id
    WHERE followers IS NOT excluded.followers";

/// Where a count comes from; both unknown for a typed one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Source {
    /// The run of the import.
    pub(super) import: Option<ImportId>,
    /// The row of its file.
    pub(super) row: Option<i64>,
}

/// Keeps how many followers a creator had on a day, and returns whether that is new. `source` is asked before anything changes.
pub(super) fn keep(
    conn: &Connection,
    creator: CreatorId,
    (day, followers): (NaiveDate, i64),
    now: i64,
    source: impl FnOnce() -> Result<Source>,
) -> Result<bool> {
    let (own, own_day) = conn
        .prepare_cached("SELECT followers, ifnull(stats_on, added_on) FROM creator WHERE id = ?1")?
        .query_row([creator], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Day>(1)?.0)))?;
    let becomes_own = own.is_none() || day > own_day || (day == own_day && own != Some(followers));
    if !becomes_own && (day == own_day || on(conn, creator, day)? == Some(followers)) {
        return Ok(false);
    }
    let Source { import, row } = source()?;
    if becomes_own {
        conn.prepare_cached(KEEP_FORMER)?.execute(params![creator, Day(day)])?;
        conn.prepare_cached(SET_OWN)?.execute(params![creator, followers, Day(day), import, row, now])?;
    }
    conn.prepare_cached(KEEP)?.execute(params![creator, Day(day), followers, import])?;
    Ok(true)
}

fn on(conn: &Connection, creator: CreatorId, day: NaiveDate) -> Result<Option<i64>> {
    let known = conn
        .prepare_cached("SELECT followers FROM creator_reading WHERE creator_id = ?1 AND day = ?2")?
        .query_row(params![creator, Day(day)], |row| row.get::<_, Option<i64>>(0))
        .optional()?;
    Ok(known.flatten())
}
