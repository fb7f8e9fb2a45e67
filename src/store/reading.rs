//! Readings of posts.

use chrono::NaiveDate;
use rusqlite::{Connection, Rows, params};

use super::row::Day;
use crate::error::Result;
use crate::proto::post::ReadingRecord;

/// Returns the newest known value of each count of a post.
pub(super) fn newest_counts(conn: &Connection, post: i64) -> Result<ReadingRecord> {
    let mut statement = conn.prepare_cached(
        "SELECT views, likes, comments, shares, saves FROM reading WHERE post_id = ?1 ORDER BY day DESC",
    )?;
    newest_of(statement.query([post])?)
}

/// Returns the same as it was known on a day.
pub(super) fn counts_on(conn: &Connection, post: i64, day: NaiveDate) -> Result<ReadingRecord> {
    let mut statement = conn.prepare_cached(
        "SELECT views, likes, comments, shares, saves FROM reading WHERE post_id = ?1 AND day <= ?2 ORDER BY day DESC",
    )?;
    newest_of(statement.query(params![post, Day(day)])?)
}

/// Takes the first known value of each count from readings that come newest first.
fn newest_of(mut rows: Rows<'_>) -> Result<ReadingRecord> {
    let mut newest = ReadingRecord::default();
    while let Some(row) = rows.next()? {
        newest.views = newest.views.or(row.get(0)?);
        newest.likes = newest.likes.or(row.get(1)?);
        newest.comments = newest.comments.or(row.get(2)?);
        newest.shares = newest.shares.or(row.get(3)?);
        newest.saves = newest.saves.or(row.get(4)?);
    }
    Ok(newest)
}
