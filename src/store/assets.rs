//! Usable assets: what was made, and what of it may be used.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::head::assets::Made;
use crate::domain::collaboration::{Content, Outreach, Rights, Tracks};
use crate::domain::rights::RightKind;
use crate::domain::{BatchStatus, CollaborationId, CreatorId};
use crate::error::Result;
use crate::proto::results::CampaignResult;

use super::row::Day;

/// The number of usable assets of a collaboration up to a day, as SQL: its posts, and its approved drafts without a post.
pub fn usable_until(day: &str) -> String {
    format!(
        "((SELECT COUNT(*) FROM post WHERE post.collaboration_id = collaboration.id AND ifnull(posted_on, '') <= {day}) \
         + (SELECT COUNT(*) FROM deliverable WHERE deliverable.collaboration_id = collaboration.id AND post_id IS NULL \
            AND approved_on <= {day}))"
    )
}

/// What one collaboration made.
#[derive(Clone, Copy, Debug)]
pub struct Assets {
    made: Made,
    /// Whether no more assets will come: they declined, never answered, missed their post, or the batch is finished.
    is_over: bool,
}

impl Assets {
    /// The same at its loaded cost. What still can make its first asset is in no cost per asset.
    pub fn at_cost(self, spend_minor: i64) -> Made {
        let counts = self.made.assets > 0 || self.is_over;
        Made { spend_minor: if counts { spend_minor } else { 0 }, ..self.made }
    }
}

/// Reads what every collaboration made, and what of it may be used on a day: its usage right was granted and runs.
pub fn read(conn: &Connection, today: NaiveDate) -> Result<HashMap<CollaborationId, Assets>> {
    read_of(conn, None, today)
}

/// Does the same for the collaborations of a creator.
pub fn of_creator(conn: &Connection, creator: CreatorId, today: NaiveDate) -> Result<HashMap<CollaborationId, Assets>> {
    read_of(conn, Some(creator), today)
}

fn read_of(
    conn: &Connection,
    creator: Option<CreatorId>,
    today: NaiveDate,
) -> Result<HashMap<CollaborationId, Assets>> {
    let only = if creator.is_some() { "collaboration.creator_id = ?4" } else { "?4 IS NULL" };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, {}, collaboration.rights = ?2 AND (NOT EXISTS (SELECT 1 FROM rights \
             WHERE rights.collaboration_id = collaboration.id) \
           OR EXISTS (SELECT 1 FROM rights WHERE rights.collaboration_id = collaboration.id AND rights.kind = ?3 \
             AND ifnull(rights.starts_on, '') <= ?1 AND ifnull(rights.ends_on, '9999-12-31') >= ?1)), \
           (SELECT COUNT(*) FROM deliverable WHERE deliverable.collaboration_id = collaboration.id AND post_id IS NULL \
             AND approved_on IS NULL AND missed_on IS NULL), \
           outreach, content, batch.status \
         FROM collaboration JOIN batch ON batch.id = batch_id WHERE {only}",
        usable_until("?1")
    ))?;
    let rows = statement.query_map((Day(today), Rights::Granted, RightKind::Usage, creator), |row| {
        let assets = row.get(1)?;
        let tracks =
            Tracks { outreach: row.get::<_, Outreach>(4)?, content: row.get::<_, Content>(5)?, ..Tracks::default() };
        let is_finished = row.get::<_, BatchStatus>(6)? == BatchStatus::Finished;
        let is_over = is_finished || tracks.has_ended() || tracks.content == Content::Missed;
        let made = Made {
            assets,
            cleared: if row.get(2)? { assets } else { 0 },
            promised: if is_over { 0 } else { row.get(3)? },
            spend_minor: 0,
        };
        Ok((row.get(0)?, Assets { made, is_over }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Adds what was made to the sums of a campaign.
pub fn fill(campaign: &mut CampaignResult, assets: &HashMap<CollaborationId, Assets>) {
    for batch in &mut campaign.batches {
        for creator in &mut batch.creators {
            if let Some(assets) = assets.get(&creator.collaboration) {
                creator.sums.made = assets.at_cost(creator.sums.spend_minor);
            }
            batch.sums.made.merge(creator.sums.made);
        }
        campaign.sums.made.merge(batch.sums.made);
    }
}
