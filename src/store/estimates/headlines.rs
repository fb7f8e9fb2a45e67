//! What each campaign would return if it were repeated as a whole, for the list of campaigns.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::own_costs::OwnCosts;
use super::{goals, of_repeated, roas};
use crate::analysis::constants::Constants;
use crate::analysis::estimate::estimate_batch;
use crate::analysis::input::CampaignInput;
use crate::analysis::repeated::Repeated;
use crate::analysis::rules::Rules;
use crate::domain::{CampaignId, Goal};
use crate::error::Result;
use crate::proto::results::{CampaignResult, Estimate};
use crate::store::batch_rule;
use crate::store::evidence::{Asked, Evidence, HeldOrders};

/// Returns what each of the campaigns would return if it were repeated as a whole, without all that a list does not show; the
/// rules of their batches are judged.
pub fn headlines(
    conn: &Connection,
    campaigns: &mut [CampaignResult],
    today: NaiveDate,
    rules: &Rules,
    kept: &Headlines,
) -> Result<HashMap<CampaignId, Estimate>> {
    let evidence = Evidence::read(conn, None, today)?;
    let costs = OwnCosts::read(conn, campaigns, &evidence, rules)?;
    let mut found = HashMap::new();
    for campaign in campaigns {
        batch_rule::judge(conn, campaign, &evidence, today)?;
        let Some(asked) = evidence.question(conn, campaign, rules, &kept.orders)?.filter(Asked::has_booked) else {
            continue;
        };
        if campaign.goal != Goal::Conversions {
            let whole = goals::whole(campaign, &asked, &costs.yardsticks(campaign, rules), &rules.constants);
            found.extend(whole.map(|said| (campaign.id, said)));
            continue;
        }
        let constants =
            Constants { order_ramp: evidence.order_ramp(campaign, &rules.constants), ..rules.constants.clone() };
        let members: Vec<usize> = (0..asked.creators.len()).collect();
        if let Some(batch) = kept.batch(campaign.id, asked.input, &members, constants) {
            let tracked = roas(campaign.sums.revenue_minor, campaign.sums.spend_minor);
            found.insert(campaign.id, of_repeated(&batch, tracked));
        }
    }
    Ok(found)
}

/// What each campaign rested on when it was last estimated, and what came out: of forty campaigns most stand as they stood.
#[derive(Debug, Default)]
pub struct Headlines {
    campaigns: RefCell<HashMap<CampaignId, Kept>>,
    orders: HeldOrders,
}

#[derive(Debug)]
struct Kept {
    input: CampaignInput,
    constants: Constants,
    batch: Option<Repeated>,
}

impl Headlines {
    /// What was read of single orders.
    pub fn orders(&self) -> &HeldOrders {
        &self.orders
    }

    /// Estimates a campaign, unless it rests on the same as last time.
    fn batch(&self, id: CampaignId, input: CampaignInput, members: &[usize], constants: Constants) -> Option<Repeated> {
        let mut all = self.campaigns.borrow_mut();
        if let Some(kept) = all.get(&id).filter(|kept| kept.input == input && kept.constants == constants) {
            return kept.batch;
        }
        let batch = estimate_batch(&input, members, &constants);
        all.insert(id, Kept { input, constants, batch });
        batch
    }
}
