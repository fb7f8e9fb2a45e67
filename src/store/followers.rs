//! Follower counts on days: the newest one is the creator's own, those before it are kept beside.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::row::Day;
use super::sources::{self, Source};
use crate::domain::CreatorId;
use crate::domain::creator::Figure;
use crate::error::Result;

const KEEP_NEWEST: &str = "INSERT INTO creator_reading (creator_id, day, followers, import_id)
  SELECT creator_id, day, followers, import_id FROM newest_followers WHERE creator_id = ?1
  ON CONFLICT (creator_id, day) DO UPDATE SET followers = excluded.followers, import_id = excluded.import_id
    WHERE followers IS NOT excluded.followers";

const KEEP: &str = "INSERT INTO creator_reading (creator_id, day, followers, import_id) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (creator_id, day) DO UPDATE SET followers = excluded.followers, import_id = excluded.import_id
    WHERE followers IS NOT excluded.followers";

/// Keeps how many followers a creator had on a day, and returns whether that is new. `source` is asked before anything changes.
pub(super) fn keep(
    conn: &Connection,
    creator: CreatorId,
    (day, followers): (NaiveDate, i64),
    now: i64,
    source: impl FnOnce() -> Result<Source>,
) -> Result<bool> {
    let newest = conn
        .prepare_cached("SELECT day, followers FROM newest_followers WHERE creator_id = ?1")?
        .query_row([creator], |row| Ok((row.get::<_, Day>(0)?.0, row.get::<_, i64>(1)?)))
        .optional()?;
    let becomes_own = newest.is_none_or(|newest| day > newest.0 || (day == newest.0 && followers != newest.1));
    let is_newest_day = newest.is_some_and(|newest| day == newest.0);
    if !becomes_own && (is_newest_day || on(conn, creator, day)? == Some(followers)) {
        return Ok(false);
    }
    let source = source()?;
    if becomes_own {
        if !is_newest_day {
            keep_newest(conn, creator)?;
        }
        conn.prepare_cached("UPDATE creator SET followers = ?2, updated_at = max(updated_at + 1, ?3) WHERE id = ?1")?
            .execute(params![creator, followers, now])?;
        sources::put(conn, creator, Figure::Followers, (day, source))?;
    }
    conn.prepare_cached(KEEP)?.execute(params![creator, Day(day), followers, source.import])?;
    Ok(true)
}

/// Keeps the creator's own count under its day, before a newer one replaces it.
pub(super) fn keep_newest(conn: &Connection, creator: CreatorId) -> Result<()> {
    conn.prepare_cached(KEEP_NEWEST)?.execute([creator])?;
    Ok(())
}

fn on(conn: &Connection, creator: CreatorId, day: NaiveDate) -> Result<Option<i64>> {
    let known = conn
        .prepare_cached("SELECT followers FROM creator_reading WHERE creator_id = ?1 AND day = ?2")?
        .query_row(params![creator, Day(day)], |row| row.get::<_, Option<i64>>(0))
        .optional()?;
    Ok(known.flatten())
}
