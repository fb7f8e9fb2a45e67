//! Where somebody is booked who gets a code and is in no batch, and who that can be.
//!
//! Orders came with the code, so the batch is under way: it is one that was brought along running, as a tracker brings it, and never
//! one that was planned with a rule of its own.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::{BatchId, CampaignId};
use crate::error::Result;
use crate::proto::code_holder::{CodeHome, CodeSeekers, PersonRow};

use super::deletion::IS_DELETED;
use super::next_name;

/// The most creators that are listed.
const LISTED: i64 = 1_000;

/// Reads who is in no batch of a campaign, and where they would be booked; without a campaign everybody.
pub(super) fn seekers(conn: &Connection, campaign: Option<CampaignId>) -> Result<CodeSeekers> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id, handle, platform FROM creator WHERE do_not_contact = 0 AND NOT {IS_DELETED} AND NOT EXISTS (
           SELECT 1 FROM collaboration JOIN batch ON batch.id = batch_id
           WHERE creator_id = creator.id AND batch.campaign_id = ?1)
         ORDER BY handle, platform LIMIT ?2"
    ))?;
    let rows = statement.query_map(params![campaign, LISTED + 1], |row| {
        Ok(PersonRow { id: row.get(0)?, handle: row.get(1)?, platform: row.get(2)? })
    })?;
    let mut people = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let listed = usize::try_from(LISTED).unwrap_or(usize::MAX);
    let has_more = people.len() > listed;
    people.truncate(listed);
    Ok(CodeSeekers { people, has_more, home: home(conn, campaign)? })
}

/// Reads where somebody would be booked.
fn home(conn: &Connection, campaign: Option<CampaignId>) -> Result<CodeHome> {
    let Some(id) = campaign else {
        let (campaign, batch) = (next_name::campaign(conn)?, "Batch 1".to_owned());
        return Ok(CodeHome { campaign, is_new_campaign: true, batch, is_new_batch: true });
    };
    let campaign =
        conn.prepare_cached("SELECT name FROM campaign WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?;
    let known = open_batch(conn, id)?;
    let is_new_batch = known.is_none();
    let batch = known.map_or_else(|| next_name::batch(conn, id), |(_, name)| Ok(name))?;
    Ok(CodeHome { campaign: campaign.unwrap_or_default(), is_new_campaign: false, batch, is_new_batch })
}

/// The newest batch of a campaign that was brought along and is under way.
pub(super) fn open_batch(conn: &Connection, campaign: CampaignId) -> Result<Option<(BatchId, String)>> {
    Ok(conn
        .prepare_cached(
            "SELECT id, name FROM batch WHERE campaign_id = ?1 AND imported AND status = 'running' ORDER BY id DESC LIMIT 1",
        )?
        .query_row([campaign], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
