//! The post of a tracker's row and its counts.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::domain::{CollaborationFields, CollaborationId, CreatorId};
use crate::error::Result;
use crate::proto::post::ReadingRecord;

use super::super::reading::newest_counts;
use super::super::row::{Day, day};
use super::Run;

/// Posts that earlier rows of the file stated.
#[derive(Debug, Default)]
pub(super) struct Posts {
    seen: HashSet<i64>,
}

/// What a row did to its post.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PostOutcome {
    pub(super) changed: bool,
    /// Whether a post day changed, which may change the owner of orders.
    pub(super) moved: bool,
}

/// A post of the collaboration.
struct Post {
    id: i64,
    url: String,
    posted_on: Option<NaiveDate>,
}

impl Posts {
    /// Adds or completes the post of a row, and its reading.
    pub(super) fn take(
        &mut self,
        conn: &Connection,
        run: &mut Run,
        creator: CreatorId,
        collaboration: CollaborationId,
        stated: &CollaborationFields,
    ) -> Result<PostOutcome> {
        if !stated.is_posted() {
            return Ok(PostOutcome::default());
        }
        let mut outcome = PostOutcome::default();
        let known = find(conn, collaboration, stated)?;
        let id = match &known {
            None => {
                run.id(conn)?;
                conn.prepare_cached(
                    "INSERT INTO post (creator_id, collaboration_id, url, posted_on) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![
                    creator,
                    collaboration,
                    stated.post_url.trim(),
                    stated.posted_on.map(Day)
                ])?;
                outcome = PostOutcome { changed: true, moved: stated.posted_on.is_some() };
                conn.last_insert_rowid()
            }
            Some(post) => post.id,
        };
        let first = self.seen.insert(id);
        if let Some(post) = known {
            // A repeated row completes the post; only the first one corrects its day.
            let posted_on =
                if first { stated.posted_on.or(post.posted_on) } else { post.posted_on.or(stated.posted_on) };
            let url = if post.url.is_empty() { stated.post_url.trim() } else { &post.url };
            if url != post.url || posted_on != post.posted_on {
                run.id(conn)?;
                conn.prepare_cached("UPDATE post SET url = ?2, posted_on = ?3 WHERE id = ?1")?.execute(params![
                    id,
                    url,
                    posted_on.map(Day)
                ])?;
                outcome = PostOutcome { changed: true, moved: posted_on != post.posted_on };
            }
        }
        if first {
            outcome.changed |= reading(conn, run, id, stated.into())?;
        }
        Ok(outcome)
    }
}

/// Finds the post of a row: by its address, otherwise by its day, otherwise the first one whose address and day don't contradict
/// the row.
fn find(conn: &Connection, collaboration: CollaborationId, stated: &CollaborationFields) -> Result<Option<Post>> {
    let mut statement =
        conn.prepare_cached("SELECT id, url, posted_on FROM post WHERE collaboration_id = ?1 ORDER BY id")?;
    let posts = statement
        .query_map([collaboration], |row| Ok(Post { id: row.get(0)?, url: row.get(1)?, posted_on: day(row, 2)? }))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let url = Some(stated.post_url.trim()).filter(|url| !url.is_empty());
    let by_url = |post: &Post| url.is_some_and(|url| url == post.url);
    let by_day = |post: &Post| {
        (url.is_none() || post.url.is_empty()) && stated.posted_on.is_some() && stated.posted_on == post.posted_on
    };
    let by_lack = |post: &Post| {
        (url.is_none() || post.url.is_empty()) && (stated.posted_on.is_none() || post.posted_on.is_none())
    };
    let place = posts
        .iter()
        .position(by_url)
        .or_else(|| posts.iter().position(by_day))
        .or_else(|| posts.iter().position(by_lack));
    Ok(place.and_then(|place| posts.into_iter().nth(place)))
}

/// Adds a reading of today if a count differs from the newest known one; returns whether it did.
fn reading(conn: &Connection, run: &mut Run, post: i64, stated: ReadingRecord) -> Result<bool> {
    let newest = newest_counts(conn, post)?;
    let differs = |stated: Option<i64>, known: Option<i64>| stated.is_some() && stated != known;
    let is_new = differs(stated.views, newest.views)
        || differs(stated.likes, newest.likes)
        || differs(stated.comments, newest.comments)
        || differs(stated.shares, newest.shares)
        || differs(stated.saves, newest.saves);
    if !is_new {
        return Ok(false);
    }
    let import = run.id(conn)?;
    conn.prepare_cached(
        "INSERT INTO reading (post_id, day, views, likes, comments, shares, saves, import_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (post_id, day) DO UPDATE SET \
         views = COALESCE(excluded.views, views), likes = COALESCE(excluded.likes, likes), \
         comments = COALESCE(excluded.comments, comments), shares = COALESCE(excluded.shares, shares), \
         saves = COALESCE(excluded.saves, saves), import_id = excluded.import_id",
    )?
    .execute(params![
        post,
        Day(run.options.today),
        stated.views,
        stated.likes,
        stated.comments,
        stated.shares,
        stated.saves,
        import
    ])?;
    Ok(true)
}
