//! What is in the file about candidates, a question a table.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::analysis::input::CreatorInput;
use crate::domain::{CampaignId, CollaborationId, CostKind, CreatorId, Money};
use crate::error::Result;
use crate::store::evidence::{Whose, niches, own_posts, usual_views};

/// What is known of a candidate.
pub(super) struct Known {
    /// Followers, views and niche.
    pub input: CreatorInput,
    /// What they ask for one post.
    pub price: Option<Money>,
}

/// The terms of a creator in a planned batch.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::store) struct Planned {
    /// The fee, minor units, if it was typed.
    pub fee_minor: Option<i64>,
    /// Whether the fee is agreed, not only offered.
    pub is_agreed: bool,
    /// Everything else but commission, minor units, if any of it was typed.
    pub other_minor: Option<i64>,
    /// Commission on net sales, basis points.
    pub commission_bp: i64,
    /// Posts promised.
    pub posts: u32,
}

/// Collaborations of a campaign with the status of their batch, for all that is asked about them.
const OF_CAMPAIGN: &str = "collaboration JOIN batch ON batch.id = collaboration.batch_id AND batch.campaign_id = ?1";

/// Every creator who is not rejected, blocked, or booked by the campaign, by id. A planned batch books nobody.
pub(super) fn candidates(conn: &Connection, campaign: CampaignId) -> Result<Vec<(CreatorId, Known)>> {
    let (mut niches, read) = (niches(conn, Whose::Everybody)?, own_posts(conn, Whose::Everybody)?);
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id, followers, views, price_minor, price_currency FROM creator WHERE verdict <> 'rejected' AND do_not_contact = 0 \
         AND id NOT IN (SELECT creator_id FROM {OF_CAMPAIGN} WHERE batch.status <> 'planned') ORDER BY id"
    ))?;
    let mut rows = statement.query([campaign])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id: CreatorId = row.get(0)?;
        let usual = usual_views(row.get(2)?, read.get(&id).copied());
        let price = row.get::<_, Option<i64>>(3)?;
        let input = CreatorInput {
            niche: niches.remove(&id),
            followers: row.get(1)?,
            reference_posts: usual.map_or(0, |(posts, _)| posts),
            reference_views: usual.map(|(_, views)| views),
            ..CreatorInput::default()
        };
        let price = price.map(|minor| row.get(4).map(|currency| Money::new(minor, currency))).transpose()?;
        found.push((id, Known { input, price }));
    }
    Ok(found)
}

/// What each collaboration of the campaign that is not only planned costs to repeat, minor units: its fee, and everything else but
/// commission. What was released costs nothing.
pub(super) fn costs(conn: &Connection, campaign: CampaignId) -> Result<HashMap<CollaborationId, (i64, i64)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, SUM(iif(kind = ?2, amount_minor, 0)), SUM(iif(kind = ?2, 0, amount_minor)) \
         FROM {OF_CAMPAIGN} JOIN cost_item ON cost_item.collaboration_id = collaboration.id \
         WHERE batch.status <> 'planned' AND cost_item.state <> 'released' GROUP BY collaboration.id"
    ))?;
    let rows = statement.query_map((campaign, CostKind::Fee), |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The terms of everybody in a planned batch of the campaign, of the newest where there are several.
pub(super) fn planned(conn: &Connection, campaign: CampaignId) -> Result<HashMap<CreatorId, Planned>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT creator_id, commission_bp, \
           (SELECT SUM(amount_minor) FROM cost_item WHERE collaboration_id = collaboration.id AND state <> 'released' AND kind = ?2), \
           (SELECT SUM(amount_minor) FROM cost_item WHERE collaboration_id = collaboration.id AND state <> 'released' AND kind <> ?2), \
           (SELECT count(*) FROM deliverable WHERE collaboration_id = collaboration.id AND missed_on IS NULL), \
           EXISTS (SELECT 1 FROM cost_item WHERE collaboration_id = collaboration.id AND kind = ?2 \
             AND state NOT IN ('offered', 'released')) \
         FROM {OF_CAMPAIGN} WHERE batch.status = 'planned' ORDER BY collaboration.id"
    ))?;
    let rows = statement.query_map((campaign, CostKind::Fee), |row| {
        let planned = Planned {
            commission_bp: row.get(1)?,
            fee_minor: row.get(2)?,
            other_minor: row.get(3)?,
            posts: row.get(4)?,
            is_agreed: row.get(5)?,
        };
        Ok((row.get(0)?, planned))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Product and shipping of the last collaboration of a campaign that had any, minor units.
pub(super) fn goods(conn: &Connection, campaign: CampaignId) -> Result<i64> {
    Ok(last_goods(conn, campaign)?.map_or(0, |(_, minor)| minor))
}

/// The last collaboration of a campaign that had product or shipping, and what that cost, minor units; one that has only been planned
/// where there is no other.
pub(super) fn last_goods(conn: &Connection, campaign: CampaignId) -> Result<Option<(CollaborationId, i64)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, SUM(amount_minor) FROM {OF_CAMPAIGN} JOIN cost_item ON cost_item.collaboration_id = collaboration.id \
         WHERE cost_item.state <> 'released' AND cost_item.kind IN (?2, ?3) AND amount_minor > 0 \
         GROUP BY collaboration.id ORDER BY batch.status = 'planned', collaboration.id DESC LIMIT 1"
    ))?;
    let mut rows = statement.query((campaign, CostKind::Product, CostKind::Shipping))?;
    Ok(rows.next()?.map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?))).transpose()?)
}
