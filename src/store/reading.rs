//! Readings of posts.

use rusqlite::Connection;

use crate::error::Result;
use crate::proto::ingest::ReadingRecord;

/// Returns the newest known value of each count of a post.
pub(super) fn newest_counts(conn: &Connection, post: i64) -> Result<ReadingRecord> {
    let mut newest = ReadingRecord::default();
    let mut statement = conn.prepare_cached(
        "SELECT views, likes, comments, shares, saves FROM reading WHERE post_id = ?1 ORDER BY day DESC",
    )?;
    let mut rows = statement.query([post])?;
    while let Some(row) = rows.next()? {
        newest.views = newest.views.or(row.get(0)?);
        newest.likes = newest.likes.or(row.get(1)?);
        newest.comments = newest.comments.or(row.get(2)?);
        newest.shares = newest.shares.or(row.get(3)?);
        newest.saves = newest.saves.or(row.get(4)?);
    }
    Ok(newest)
}
