//! Everything the info pane shows of one creator.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::analysis::rules::Rules;
use crate::domain::CreatorId;
use crate::error::Result;
use crate::proto::row::{CreatorDetail, LAST_POSTS, LastPost};

use super::price_guess;
use super::row::{CREATOR_WIDTH, creator_cols, creator_row, day};
use super::sources::{self, day_of};
use super::stage::{stage, stage_cols};

/// The most notes one pane shows.
const NOTES: i64 = 50;

/// Returns what is known of a creator, or nothing when they are gone.
pub fn creator(conn: &Connection, id: CreatorId, rules: &Rules) -> Result<Option<CreatorDetail>> {
    let cols = creator_cols();
    let sql = format!(
        "SELECT {cols}, creator.stats_on, import_run.file, creator.import_row, import_run.ran_at \
         FROM creator LEFT JOIN import_run ON import_run.id = creator.import_id WHERE creator.id = ?1"
    );
    let found = conn.prepare_cached(&sql)?.query_row([id], |row| {
        let stats_on = day(row, CREATOR_WIDTH)?;
        let [file, at_row, ran_at] = [1, 2, 3].map(|after| CREATOR_WIDTH + after);
        let source = sources::told(row.get(file)?, row.get(at_row)?, row.get(ran_at)?);
        Ok((creator_row(row)?, source, stats_on))
    });
    let Some((row, source, stats_on)) = found.optional()? else {
        return Ok(None);
    };
    let is_asked = row.fields.price_minor.is_some();
    let price_guess = if is_asked { None } else { price_guess::of(conn, id, rules)? };
    Ok(Some(CreatorDetail {
        row,
        source,
        stats_on,
        elsewhere: sources::elsewhere(conn, id)?,
        notes: notes(conn, id)?,
        collaborations: collaborations(conn, id)?,
        last_posts: last_posts(conn, id)?,
        price_guess,
    }))
}

fn notes(conn: &Connection, id: CreatorId) -> Result<Vec<(NaiveDate, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT written_at, text FROM note WHERE creator_id = ?1 ORDER BY written_at DESC, id DESC LIMIT ?2",
    )?;
    let rows = statement
        .query_map((id, NOTES), |row| Ok((day_of(row.get(0)?).unwrap_or_default(), row.get::<_, String>(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn collaborations(conn: &Connection, id: CreatorId) -> Result<Vec<(String, String, String)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT campaign.name, batch.name, {} FROM collaboration \
         JOIN batch ON batch.id = collaboration.batch_id JOIN campaign ON campaign.id = batch.campaign_id \
         WHERE collaboration.creator_id = ?1 ORDER BY collaboration.id DESC",
        stage_cols()
    ))?;
    let rows = statement.query_map([id], |row| {
        let (stage, _) = stage(row, 2)?;
        Ok((row.get(0)?, row.get(1)?, stage.word().to_owned()))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn last_posts(conn: &Connection, id: CreatorId) -> Result<Vec<LastPost>> {
    let mut statement = conn.prepare_cached(
        "SELECT posted_on, caption,
           (SELECT views FROM reading WHERE post_id = post.id AND views IS NOT NULL ORDER BY day DESC LIMIT 1)
         FROM post WHERE creator_id = ?1 ORDER BY posted_on DESC NULLS LAST, id DESC LIMIT ?2",
    )?;
    let most = i64::try_from(LAST_POSTS).unwrap_or(i64::MAX);
    let rows = statement.query_map((id, most), |row| {
        Ok(LastPost { posted_on: day(row, 0)?, caption: row.get(1)?, views: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
