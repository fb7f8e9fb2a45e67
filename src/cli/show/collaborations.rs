//! The collaborations of a creator for programs.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::cli::facts;
use crate::proto::page::BookingRow;
use crate::words::page as words;

/// A collaboration: its fields under the names of tracker columns, where amounts end in `_minor` (minor units) and shares in
/// `_bp` (basis points), and then the values below.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CollaborationJson<'a> {
    #[serde(flatten)]
    #[schemars(skip)]
    facts: Map<String, Value>,
    /// Name of the campaign.
    campaign: &'a str,
    /// Name of the batch.
    batch: &'a str,
    /// Its stage.
    stage: &'a str,
    /// Your decision.
    decision: &'a str,
    /// Currency of its amounts, ISO 4217.
    currency: &'a str,
    /// Loaded cost, minor units.
    spend_minor: i64,
    /// Attributed orders.
    orders: i64,
    /// Their revenue, minor units.
    revenue_minor: i64,
    /// What its campaign is for: `awareness`, `conversions` or `ugc`.
    goal: &'static str,
    /// Head figure of that goal x 10,000: ROAS, CPM or cost per usable asset in whole units; null where it is not known.
    head_e4: Option<i64>,
    /// Usable assets: posts, and approved drafts without a post.
    assets: i64,
}

impl<'a> From<&'a BookingRow> for CollaborationJson<'a> {
    fn from(row: &'a BookingRow) -> Self {
        Self {
            facts: facts::record(&row.fields),
            campaign: &row.name.campaign,
            batch: &row.name.batch,
            stage: &row.stage,
            decision: &row.decision,
            currency: row.currency.code(),
            spend_minor: row.cost_minor,
            orders: row.orders,
            revenue_minor: row.revenue_minor,
            goal: row.goal.word(),
            head_e4: words::figures(row).head_e4(row.goal),
            assets: row.made.assets,
        }
    }
}
