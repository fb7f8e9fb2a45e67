//! Fees that were agreed: with one creator, and with all of a tier.

use std::collections::HashMap;

use rusqlite::Connection;

use super::row::Day;
use crate::analysis::rules::Rules;
use crate::domain::{CreatorId, Money, Tier};
use crate::error::Result;
use crate::proto::page::{AgreedFee, BatchName};

/// Fees that stand: agreed, owed or paid.
const AGREED: &str = "cost_item JOIN collaboration ON collaboration.id = cost_item.collaboration_id \
    JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id \
    WHERE cost_item.kind = 'fee' AND cost_item.state IN ('agreed', 'owed', 'paid') AND amount_minor > 0";

/// The fees agreed with a creator, newest first.
pub fn of(conn: &Connection, id: CreatorId) -> Result<Vec<AgreedFee>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT amount_minor, campaign.currency, ifnull(agreed_on, cost_item.day) AS since, campaign.name, batch.name FROM {AGREED}
         AND creator_id = ?1 ORDER BY since DESC, cost_item.id DESC"
    ))?;
    let rows = statement.query_map([id], |row| {
        Ok(AgreedFee {
            fee: Money::new(row.get(0)?, row.get(1)?),
            on: row.get::<_, Day>(2)?.0,
            made_for: BatchName { campaign: row.get(3)?, batch: row.get(4)? },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The fees agreed with all creators, by their tier.
pub fn by_tier(conn: &Connection, rules: &Rules) -> Result<HashMap<Tier, Vec<Money>>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT amount_minor, campaign.currency, (SELECT followers FROM creator WHERE creator.id = creator_id) FROM {AGREED}"
    ))?;
    let mut rows = statement.query([])?;
    let mut all: HashMap<Tier, Vec<Money>> = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Some(tier) = rules.standards.tier(row.get(2)?) {
            all.entry(tier).or_default().push(Money::new(row.get(0)?, row.get(1)?));
        }
    }
    Ok(all)
}
