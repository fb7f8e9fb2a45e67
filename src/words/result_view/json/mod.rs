//! The results of a campaign for programs: what `tenfold results --format json` writes.
//!
//! Money is in minor units, ratios and shares carry their scale in the name (`_e4`, `_bp`), and what is unknown is null. The page
//! `json` of the manual is made from these types and their comments.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::HashMap;

use super::Figures;
use crate::domain::CollaborationId;

mod make;

/// One campaign.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CampaignJson<'a> {
    /// Name of the campaign.
    pub campaign: &'a str,
    /// Currency of every amount, ISO 4217.
    pub currency: &'a str,
    /// Gross margin, basis points.
    pub margin_bp: Option<i64>,
    /// ROAS to beat, x 10,000: your own target, else break-even.
    pub target_roas_e4: Option<i64>,
    /// What was tracked so far.
    #[serde(flatten)]
    pub figures: Figures,
    /// The answer in a few words.
    pub headline: &'static str,
    /// Its batches, oldest first.
    pub batches: Vec<BatchJson<'a>>,
    /// What the whole campaign would return if it were booked again.
    pub estimate: Option<EstimateJson>,
    /// When the verdict would change.
    pub flip: Option<FlipJson>,
    /// What a new creator of each niche would return.
    pub niches: Option<Vec<GroupJson<'a>>>,
    /// What a new creator of each tier would return.
    pub tiers: Option<Vec<GroupJson<'a>>>,
    /// How niches and tiers compare.
    pub comparison: Option<ComparisonsJson>,
    /// Chances at which verdicts change, by the rules in force.
    pub borders: Option<BordersJson>,
    /// Where the next budget goes.
    pub allocation: Option<AllocationJson<'a>>,
    /// Signs that promo codes are shared outside.
    pub leak_hints: Vec<LeakHintJson<'a>>,
    /// How many codes or links of two creators need review.
    pub conflicts: usize,
    /// These codes or links.
    pub open_conflicts: Vec<ConflictJson<'a>>,
    /// Orders in another currency, in no total.
    pub other_currency_orders: i64,
    /// Orders without a creator's code or link, in no total.
    pub unattributed: UnattributedJson,
    /// Earned media value, only where a table is switched on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emv: Option<EmvJson<'a>>,
}

/// One batch.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BatchJson<'a> {
    /// Name of the batch.
    pub batch: &'a str,
    /// `planned`, `running` or `finished`.
    pub status: &'static str,
    /// Whether it came with a tracker, while running.
    pub imported: bool,
    /// What counts as a win.
    pub success_rule: &'a str,
    /// The day the rule was set, where that was after the first post.
    pub rule_set_on: Option<String>,
    /// Its creators.
    pub creators: Vec<CreatorJson<'a>>,
    /// What this batch would return if it were booked again.
    pub estimate: Option<EstimateJson>,
    /// How it stood so many days after its posts.
    pub at_ages: Vec<AtAgeJson>,
}

/// What is known of each collaboration, under the names of a tracker's columns.
pub type Facts = HashMap<CollaborationId, Map<String, Value>>;

/// One creator in one batch: first what is known of the collaboration under the names of a tracker's columns, amounts in minor
/// units with `_minor` and shares in basis points with `_bp` at the end of the name; then what came of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CreatorJson<'a> {
    #[serde(flatten)]
    #[schemars(skip)]
    facts: Map<String, Value>,
    /// Account name, without @.
    pub handle: &'a str,
    /// `tiktok`, `instagram` or `youtube`.
    pub platform: &'static str,
    /// What was tracked so far in this batch.
    #[serde(flatten)]
    pub figures: Figures,
    /// Orders after the window, which no estimate counts.
    pub late_orders: i64,
    /// Orders before the first post.
    pub early_orders: i64,
    /// What you decided: `undecided`, `scale`, `retest`, `wait` or `drop`.
    pub decision: &'static str,
    /// Whether you want them in the next batch: `open`, `pinned` or `excluded`.
    pub choice: &'static str,
    /// What one more booking would return, over all batches.
    pub estimate: Option<EstimateJson>,
    /// When the verdict would change.
    pub flip: Option<FlipJson>,
}

/// An estimate with its range; a figure that needs a cost is null without one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EstimateJson {
    /// Chance to beat the target, 0 to 1.
    pub p_target: Option<f64>,
    /// Quantiles of the repeatable ROAS.
    pub roas_q: Option<QuantilesJson>,
    /// `SCALE`, `RETEST`, `DROP`, `WAIT`, `FREE` or `UNTESTED`.
    pub verdict: &'static str,
    /// Whether something has to be settled before the verdict stands.
    pub provisional: bool,
    /// Why, a sentence each.
    pub provisional_because: Vec<String>,
    /// The verdict and its reason.
    pub sentence: String,
    /// Whether too many orders are still to come.
    pub early: bool,
}

/// Quantiles of a ROAS; 0.1 and 0.9 are the ends of the 80% range.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct QuantilesJson {
    /// 5% of outcomes lie below.
    #[serde(rename = "0.05")]
    pub q05: f64,
    /// Low end of the 80% range.
    #[serde(rename = "0.1")]
    pub q10: f64,
    /// Best guess.
    #[serde(rename = "0.5")]
    pub q50: f64,
    /// High end of the 80% range.
    #[serde(rename = "0.9")]
    pub q90: f64,
    /// 5% of outcomes lie above.
    #[serde(rename = "0.95")]
    pub q95: f64,
}

impl QuantilesJson {
    fn new([q05, q10, q50, q90, q95]: [f64; 5]) -> Self {
        Self { q05, q10, q50, q90, q95 }
    }
}

/// When a verdict would change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlipJson {
    /// Real orders that a tracked one must stand for.
    pub kappa: f64,
    /// The same in words.
    pub sentence: Option<String>,
}

/// A batch so many days after its posts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AtAgeJson {
    /// Days since the post of each creator.
    pub days: i64,
    /// Creators whose post is that old.
    pub creators: usize,
    /// Their loaded cost, minor units.
    pub spend_minor: i64,
    /// Their revenue up to that day, minor units.
    pub revenue_minor: i64,
    /// Their orders up to that day.
    pub orders: i64,
}

/// A niche or tier.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupJson<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its creators that were booked and paid.
    pub creators: usize,
    /// Their loaded cost, minor units.
    pub spend_minor: i64,
    /// Their revenue, minor units.
    pub revenue_minor: i64,
    /// Their orders.
    pub orders: i64,
    /// Chance to be the best of all groups, 0 to 1; null where they can't be compared.
    pub best: Option<f64>,
    /// What a typical new creator from it would return.
    pub estimate: GroupEstimateJson,
}

/// What a typical new creator of a group would return.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupEstimateJson {
    /// Chance to beat the target, 0 to 1.
    pub p_target: f64,
    /// Quantiles of the ROAS.
    pub roas_q: QuantilesJson,
    /// `SCALE`, `RETEST` or `DROP`.
    pub verdict: &'static str,
    /// Whether the verdict changes when a large order counts less.
    pub provisional: bool,
    /// The estimate in words.
    pub sentence: String,
    /// Whether too many orders of one of its creators are still to come.
    pub early: bool,
}

/// How niches and tiers compare.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparisonsJson {
    /// The niches.
    pub niches: ComparisonJson,
    /// The tiers.
    pub tiers: ComparisonJson,
}

/// How the groups of one kind compare.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparisonJson {
    /// Whether the numbers suffice to compare them.
    pub comparable: bool,
    /// The answer in words; empty without groups.
    pub sentence: String,
}

/// Chances at which verdicts change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BordersJson {
    /// From here on the verdict is `SCALE`.
    pub scale_from: f64,
    /// Below it is `DROP`.
    pub drop_below: f64,
}

/// Where the next budget goes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AllocationJson<'a> {
    /// The budget, minor units.
    pub budget_minor: i64,
    /// Creators to book again.
    pub places: Vec<PlaceJson<'a>>,
    /// New creators to try.
    pub new_creators: usize,
    /// Cost of one of them, minor units.
    pub new_creator_cost_minor: Option<i64>,
    /// What is kept, minor units.
    pub hold_minor: i64,
    /// Share of the next unit of money that is better kept, 0 to 1.
    pub hold_share: f64,
    /// The same in words.
    pub sentence: Option<String>,
}

/// One creator's place in the next batch.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaceJson<'a> {
    /// Account name, without @.
    pub handle: &'a str,
    /// Bookings.
    pub bookings: u32,
    /// Cost of all of them, minor units.
    pub cost_minor: i64,
}

/// A sign that a promo code is shared outside.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeakHintJson<'a> {
    /// Account name, without @.
    pub handle: &'a str,
    /// `more than clicks`, `late` or `spike`.
    pub hint: &'static str,
    /// The sign in words.
    pub sentence: String,
    /// Share of the orders that it suggests to set as leak, from and to, 0 to 1.
    pub suggested_leak: [f64; 2],
}

/// A code or link of two creators, or two codes in the same orders.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ConflictJson<'a> {
    /// The link, where it is one.
    pub link: Option<&'a str>,
    /// The code that both own, or the two codes.
    pub codes: Vec<&'a str>,
    /// The two creators.
    pub handles: [&'a str; 2],
    /// How many orders.
    pub orders: i64,
    /// Their revenue, minor units.
    pub revenue_minor: i64,
}

/// Orders without a creator's code or link.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnattributedJson {
    /// How many.
    pub orders: i64,
    /// Their revenue, minor units.
    pub revenue_minor: i64,
}

/// Earned media value: an appraisal, part of no other figure.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EmvJson<'a> {
    /// Always false.
    pub part_of_roi: bool,
    /// Name of the table.
    pub table: &'a str,
    /// Its year.
    pub year: Option<i32>,
    /// Where it comes from.
    pub source: &'a str,
    /// Its currency, which may not be that of the campaign.
    pub currency: &'a str,
    /// Value of all posts, minor units.
    pub value_minor: Option<i64>,
    /// By creator.
    pub creators: Vec<EmvCreatorJson<'a>>,
}

/// Earned media value of one creator in one batch.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EmvCreatorJson<'a> {
    /// Account name, without @.
    pub handle: &'a str,
    /// Value of their posts, minor units.
    pub value_minor: Option<i64>,
}
