//! Success rules and budgets for programs.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::success_rule::{Judgement, Tracked};
use crate::domain::{Budget, SuccessRule};
use crate::proto::results::BatchResult;
use crate::words::result_view::ResultView;

/// The parts of a success rule.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuleJson {
    /// How many creators must reach it.
    pub creators: i64,
    /// `roas`, `views`, `cpm` or `asset cost`.
    pub measure: &'static str,
    /// The level x 10,000 (amounts in whole units of the currency); null stands for the campaign's target.
    pub level_e4: Option<i64>,
    /// The fewest orders a creator's result may rest on.
    pub orders: Option<i64>,
    /// The last day that counts.
    pub ends_on: Option<String>,
    /// The same in words.
    pub sentence: Option<String>,
}

/// How a success rule stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RulingJson<'a> {
    /// `met`, `met so far`, `open`, `missed` or `can no longer be met`.
    pub state: &'static str,
    /// How many creators must reach it.
    pub needed: i64,
    /// Account names of those who have, without @.
    pub reached: Vec<&'a str>,
    /// How many others still can.
    pub can_still: i64,
    /// Tracked ROAS of the batch x 10,000: at the end date, before it until now; null for other goals.
    pub roas_e4: Option<i64>,
    /// Awareness only: tracked CPM of the batch, minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpm_minor: Option<i64>,
    /// UGC only: tracked cost per usable asset of the batch, minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset_cost_minor: Option<i64>,
    /// Orders of the batch.
    pub orders: i64,
    /// The day up to which orders are known, if newer ones decide.
    pub waits_for_orders_after: Option<String>,
    /// The same in words, with the estimate beside it.
    pub sentence: String,
}

/// A budget and what stands against it, minor units.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BudgetJson {
    /// What the campaign may cost.
    pub limit_minor: Option<i64>,
    /// Offered in planned and running batches.
    pub offered_minor: i64,
    /// Agreed, and not to be paid yet.
    pub agreed_minor: i64,
    /// To be paid.
    pub owed_minor: i64,
    /// Paid, with part payments, and goods once sent.
    pub paid_minor: i64,
    /// Commission on tracked sales that was not paid yet.
    pub commission_minor: i64,
    /// What is left of the limit after all that is agreed, owed or paid; below 0 when it is exceeded.
    pub left_minor: Option<i64>,
    /// Everything agreed, owed, paid and offered.
    pub forecast_minor: i64,
}

impl From<Budget> for BudgetJson {
    fn from(budget: Budget) -> Self {
        let (left_minor, forecast_minor) = (budget.left_minor(), budget.forecast_minor());
        let Budget { limit_minor, offered_minor, agreed_minor, owed_minor, paid_minor, commission_minor } = budget;
        Self {
            limit_minor,
            offered_minor,
            agreed_minor,
            owed_minor,
            paid_minor,
            commission_minor,
            left_minor,
            forecast_minor,
        }
    }
}

impl<'a> ResultView<'a> {
    /// The parts of the rule of a batch.
    pub fn rule_json(self, batch: &BatchResult) -> Option<RuleJson> {
        let SuccessRule { creators, measure, level_e4, orders } = batch.rule?;
        let ends_on = batch.ends_on.map(text);
        Some(RuleJson { creators, measure: measure.word(), level_e4, orders, ends_on, sentence: self.rule(batch) })
    }

    /// How the rule of a batch stands.
    pub fn ruling_json(self, batch: &'a BatchResult) -> Option<RulingJson<'a>> {
        let judged: &Judgement = batch.judged.as_ref()?;
        Some(RulingJson {
            state: judged.ruling.word(),
            needed: judged.needed,
            reached: judged.reached.iter().map(String::as_str).collect(),
            can_still: judged.can_still,
            roas_e4: match judged.tracked {
                Some(Tracked::Roas { e4, .. }) => Some(e4),
                _ => None,
            },
            cpm_minor: match judged.tracked {
                Some(Tracked::Cpm { cost, .. }) => Some(cost.minor),
                _ => None,
            },
            asset_cost_minor: match judged.tracked {
                Some(Tracked::AssetCost { cost, .. }) => Some(cost.minor),
                _ => None,
            },
            orders: judged.orders,
            waits_for_orders_after: judged.waits_for_orders_after.map(text),
            sentence: self.ruling(batch)?,
        })
    }
}

fn text(day: NaiveDate) -> String {
    day.to_string()
}
