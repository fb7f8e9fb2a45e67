//! Budgets of campaigns: what stands against them, by the state of each amount.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use crate::domain::{AmountState, BatchId, BatchStatus, Budget, CampaignId};
use crate::error::Result;

/// What campaigns may cost, and what stands against it in their batches.
#[derive(Debug, Default)]
pub struct Budgets {
    /// The limit of each campaign that has one.
    pub limits: HashMap<CampaignId, i64>,
    /// The amounts of each batch, without commission but what was paid of it. A batch has no limit of its own.
    pub batches: HashMap<BatchId, Budget>,
}

/// Reads the amounts of each batch. The parts of an amount that were paid already are paid, and goods once sent count as they do
/// in `spend_item`.
pub fn budgets(conn: &Connection, only: Option<CampaignId>) -> Result<Budgets> {
    let mut budgets = Budgets::default();
    let mut limits = conn.prepare_cached(
        "SELECT id, budget_minor FROM campaign WHERE budget_minor IS NOT NULL AND (?1 IS NULL OR id = ?1)",
    )?;
    let mut rows = limits.query([only])?;
    while let Some(row) = rows.next()? {
        budgets.limits.insert(row.get(0)?, row.get(1)?);
    }
    let mut amounts = conn.prepare_cached(
        "SELECT batch.id, cost_item.state, batch.status, cost_item.amount_minor, \
           cost_item.id IN (SELECT id FROM spend_item), \
           (SELECT TOTAL(ifnull(settles_minor, CASE WHEN payment.currency = campaign.currency THEN amount_minor END)) \
            FROM payment WHERE payment.cost_item_id = cost_item.id AND paid_on IS NOT NULL) \
         FROM cost_item JOIN collaboration ON collaboration.id = cost_item.collaboration_id \
         JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id \
         WHERE cost_item.state <> ?2 AND (?1 IS NULL OR campaign.id = ?1)",
    )?;
    let mut rows = amounts.query((only, AmountState::Released))?;
    while let Some(row) = rows.next()? {
        add(budgets.batches.entry(row.get(0)?).or_default(), row)?;
    }
    let mut commissions = conn.prepare_cached(
        "SELECT batch.id, SUM(ifnull(settles_minor, CASE WHEN payment.currency = campaign.currency THEN amount_minor END)) \
         FROM payment JOIN collaboration ON collaboration.id = payment.collaboration_id \
         JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id \
         WHERE commission_month IS NOT NULL AND paid_on IS NOT NULL AND (?1 IS NULL OR campaign.id = ?1) GROUP BY batch.id",
    )?;
    let mut rows = commissions.query([only])?;
    while let Some(row) = rows.next()? {
        let paid: i64 = row.get::<_, Option<i64>>(1)?.unwrap_or(0);
        let budget = budgets.batches.entry(row.get(0)?).or_default();
        budget.paid_minor = budget.paid_minor.saturating_add(paid);
        budget.commission_minor = budget.commission_minor.saturating_sub(paid);
    }
    Ok(budgets)
}

#[expect(clippy::cast_possible_truncation, reason = "a sum of payments in minor units is a whole number")]
fn add(budget: &mut Budget, row: &Row<'_>) -> Result<()> {
    let (state, status): (AmountState, BatchStatus) = (row.get(1)?, row.get(2)?);
    let (minor, is_spent): (i64, bool) = (row.get(3)?, row.get(4)?);
    let paid = (row.get::<_, f64>(5)? as i64).clamp(0, minor.max(0));
    let mut put = |to: fn(&mut Budget) -> &mut i64, minor: i64| {
        let sum = to(budget);
        *sum = sum.saturating_add(minor);
    };
    match state {
        AmountState::Paid => put(|budget| &mut budget.paid_minor, minor),
        AmountState::Offered if !is_spent => {
            if status != BatchStatus::Finished {
                put(|budget| &mut budget.offered_minor, minor);
            }
        }
        AmountState::Owed => {
            put(|budget| &mut budget.paid_minor, paid);
            put(|budget| &mut budget.owed_minor, minor - paid);
        }
        AmountState::Agreed | AmountState::Offered => {
            put(|budget| &mut budget.paid_minor, paid);
            put(|budget| &mut budget.agreed_minor, minor - paid);
        }
        AmountState::Released => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests;
