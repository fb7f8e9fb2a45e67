//! How the success rules of batches stand by the numbers of the file.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::collaboration::{Content, Outreach};
use crate::domain::success_rule::{Entrant, Trial, judge as judge_rule};
use crate::domain::{BatchStatus, CampaignId, CollaborationId};
use crate::error::Result;
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult};

use super::assets::usable_until;
use super::evidence::{Costs, Evidence};
use super::report::commission;

/// What a rule takes from posts and tracks, beside the orders.
#[derive(Default)]
struct Made {
    views: Option<i64>,
    assets: i64,
    is_out: bool,
}

/// Views, posts and approved drafts of the collaborations of a campaign up to the end dates of their batches, and who is out.
fn made(conn: &Connection, campaign: CampaignId) -> Result<HashMap<CollaborationId, Made>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, outreach, content, \
           (SELECT SUM((SELECT views FROM reading WHERE post_id = post.id AND views IS NOT NULL \
              AND day <= ifnull(batch.ends_on, '9999-12-31') ORDER BY day DESC LIMIT 1)) \
            FROM post WHERE post.collaboration_id = collaboration.id), \
           {} FROM collaboration JOIN batch ON batch.id = batch_id \
         WHERE campaign_id = ?1 AND batch.rule_measure <> '' AND status <> ?2",
        usable_until("ifnull(batch.ends_on, '9999-12-31')")
    ))?;
    let rows = statement.query_map((campaign, BatchStatus::Planned), |row| {
        let (outreach, content): (Outreach, Content) = (row.get(1)?, row.get(2)?);
        let has_posted = matches!(content, Content::Posted | Content::Verified);
        let has_ended = matches!(outreach, Outreach::Declined | Outreach::NoResponse) && !has_posted;
        let is_out = has_ended || content == Content::Missed;
        Ok((row.get(0)?, Made { views: row.get(3)?, assets: row.get(4)?, is_out }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Judges the rules of the batches of a campaign that have started.
pub fn judge(conn: &Connection, campaign: &mut CampaignResult, evidence: &Evidence, today: NaiveDate) -> Result<()> {
    if campaign.batches.iter().all(|batch| batch.rule.is_none() || !batch.is_under_way()) {
        return Ok(());
    }
    let mut made = made(conn, campaign.id)?;
    let scope = campaign.rule_scope();
    for batch in campaign.batches.iter_mut().filter(|batch| batch.is_under_way()) {
        let Some(rule) = batch.rule else { continue };
        let entrants = entrants(batch, &mut made, evidence);
        // Before any order is known, a rule that needs them has not ended.
        let is_open = rule.needs_orders() && evidence.lacks_orders();
        let trial = Trial {
            entrants: &entrants,
            scope,
            ends_on: batch.ends_on,
            is_finished: batch.status == BatchStatus::Finished && !is_open,
            known_until: evidence.known_until(),
            today: batch.ends_on.filter(|_| is_open).map_or(today, |end| today.min(end)),
            goal: campaign.goal,
        };
        batch.judged = Some(judge_rule(rule, trial));
    }
    Ok(())
}

/// What the creators of a batch had reached at its end, or have until now.
fn entrants(batch: &BatchResult, made: &mut HashMap<CollaborationId, Made>, evidence: &Evidence) -> Vec<Entrant> {
    let counts = |day: NaiveDate| batch.ends_on.is_none_or(|end| day <= end);
    let entrant = |creator: &CreatorResult| {
        let id = creator.collaboration;
        let Made { views, assets, is_out } = made.remove(&id).unwrap_or_default();
        let mut entrant = Entrant { handle: creator.handle.clone(), views, assets, is_out, ..Entrant::default() };
        for (_, sums) in evidence.sales(id).iter().filter(|(day, _)| counts(*day)) {
            entrant.revenue_minor = entrant.revenue_minor.saturating_add(sums.revenue_minor);
            entrant.orders = entrant.orders.saturating_add(sums.count);
        }
        let fixed = evidence.costs(id).map_or(0, Costs::total_minor);
        entrant.cost_minor = fixed.saturating_add(commission(entrant.revenue_minor, evidence.commission_bp(id)));
        entrant
    };
    batch.creators.iter().map(entrant).collect()
}

#[cfg(test)]
mod tests;
