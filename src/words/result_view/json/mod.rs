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

mod estimate;
mod head;
mod make;
mod rule;
mod worth;

pub use estimate::{EstimateJson, FlipJson, OneMoreJson, QuantilesJson};
pub use head::{HeadJson, TargetJson};
pub use rule::{BudgetJson, RuleJson, RulingJson};
pub use worth::{CurrencyJson, NextBookingJson, ProgramJson, WorthJson};

/// One campaign.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CampaignJson<'a> {
    /// Name of the campaign.
    pub campaign: &'a str,
    /// Currency of every amount, ISO 4217.
    pub currency: &'a str,
    /// Gross margin, basis points.
    pub margin_bp: Option<i64>,
    /// ROAS to beat, x 10,000: your own target, or break-even.
    pub target_roas_e4: Option<i64>,
    /// What its orders are: `orders`, or `sign-ups`, `leads` or `installs` of a typed value.
    pub counts: &'static str,
    /// Tracked so far.
    #[serde(flatten)]
    pub figures: Figures,
    /// The answer in a few words.
    pub headline: &'static str,
    /// `awareness` or `ugc`; absent for conversions, whose head figure is the ROAS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<&'static str>,
    /// The head figure of awareness (CPM) and UGC (cost per asset), with its target; absent for conversions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<HeadJson>,
    /// The budget, and what stands against it.
    pub budget: BudgetJson,
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
    /// What a new creator would return with organic and with polished content, by those whose style is noted.
    pub styles: Option<Vec<GroupJson<'a>>>,
    /// How niches, tiers and styles compare.
    pub comparison: Option<ComparisonsJson>,
    /// Chances at which verdicts change, by the rules in force.
    pub borders: Option<BordersJson>,
    /// What the money did so far, and what the next booking is worth; null unless the goal is conversions.
    pub worth: Option<WorthJson<'a>>,
    /// Where the next budget goes.
    pub allocation: Option<AllocationJson<'a>>,
    /// Signs that promo codes are shared outside.
    pub leak_hints: Vec<LeakHintJson<'a>>,
    /// Number of codes and links shared by two creators that need review.
    pub conflicts: usize,
    /// These codes and links.
    pub open_conflicts: Vec<ConflictJson<'a>>,
    /// Orders in another currency, in no total.
    pub other_currency_orders: i64,
    /// Orders without a creator's code or link, in no total.
    pub unattributed: UnattributedJson,
    /// Earned media value; null unless you choose a table.
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
    /// Whether it was imported while running.
    pub imported: bool,
    /// What counts as a win, in parts.
    pub rule: Option<RuleJson>,
    /// How the rule stands; null before the start.
    pub ruling: Option<RulingJson<'a>>,
    /// A note on the rule; without parts it is the rule, which nothing judges.
    pub success_rule: &'a str,
    /// The day the rule was set, if that was after the first post.
    pub rule_set_on: Option<String>,
    /// The head figure of awareness and UGC, with the target of this batch; absent for conversions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<HeadJson>,
    /// Its creators.
    pub creators: Vec<CreatorJson<'a>>,
    /// What this batch would return if it were booked again.
    pub estimate: Option<EstimateJson>,
    /// Results at equal age of the posts.
    pub at_ages: Vec<AtAgeJson>,
}

/// The fields of each collaboration, under the names of tracker columns.
pub type Facts = HashMap<CollaborationId, Map<String, Value>>;

/// One creator in one batch: the fields of the collaboration under the names of tracker columns, where amounts end in `_minor`
/// (minor units) and shares in `_bp` (basis points), and then the values below.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CreatorJson<'a> {
    #[serde(flatten)]
    #[schemars(skip)]
    facts: Map<String, Value>,
    /// Account name, without @.
    pub handle: &'a str,
    /// `tiktok`, `instagram` or `youtube`.
    pub platform: &'static str,
    /// Tracked so far in this batch.
    #[serde(flatten)]
    pub figures: Figures,
    /// Orders after the window; no estimate counts them.
    pub late_orders: i64,
    /// Orders before the first post.
    pub early_orders: i64,
    /// Your decision: `undecided`, `scale`, `retest`, `wait` or `drop`.
    pub decision: &'static str,
    /// What you want in the next batch, as you said or as your last decision implies: `open`, `pinned` or `excluded`.
    pub choice: &'static str,
    /// What another booking would return, estimated from all batches.
    pub estimate: Option<EstimateJson>,
    /// When the verdict would change.
    pub flip: Option<FlipJson>,
}

/// A batch at one age of its posts.
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
    /// Awareness only: views up to that day, of those whose readings reach that far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<SeenAtJson>,
}

/// Views at one age.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SeenAtJson {
    /// Creators whose views on that day are known.
    pub creators: usize,
    /// Their loaded cost, minor units.
    pub spend_minor: i64,
    /// Their views.
    pub views: i64,
}

/// A niche or tier.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupJson<'a> {
    /// Its name.
    pub name: &'a str,
    /// Tested creators in it.
    pub creators: usize,
    /// Their loaded cost, minor units.
    pub spend_minor: i64,
    /// Their revenue, minor units.
    pub revenue_minor: i64,
    /// Their orders.
    pub orders: i64,
    /// UGC only: their usable assets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assets: Option<i64>,
    /// UGC only: those of them whose usage right was granted and runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assets_with_rights: Option<i64>,
    /// UGC only: cost / usable assets, minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset_cost_minor: Option<i64>,
    /// Chance to be the best of all groups, 0 to 1; null where they can't be compared.
    pub best: Option<f64>,
    /// What a typical new creator from it would return.
    pub estimate: GroupEstimateJson,
}

/// What a typical new creator of a group would return.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupEstimateJson {
    /// Chance to beat the target, 0 to 1.
    pub p_target: Option<f64>,
    /// Quantiles of the ROAS; null for other goals.
    pub roas_q: Option<QuantilesJson>,
    /// The CPM for awareness; absent for conversions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<HeadJson>,
    /// `SCALE`, `RETEST`, `DROP`, or `WAIT` where too little is known.
    pub verdict: &'static str,
    /// The estimate in words.
    pub sentence: String,
    /// Whether too many orders of one of its creators are still to come.
    pub early: bool,
}

/// How niches, tiers and styles compare.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparisonsJson {
    /// The niches.
    pub niches: ComparisonJson,
    /// The tiers.
    pub tiers: ComparisonJson,
    /// The styles.
    pub styles: ComparisonJson,
}

/// How the groups of one kind compare.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparisonJson {
    /// Whether there is enough data to compare them.
    pub comparable: bool,
    /// The answer in words; empty without groups.
    pub sentence: String,
}

/// Chances at which verdicts change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BordersJson {
    /// At or above it, the verdict is `SCALE`.
    pub scale_from: f64,
    /// Below it, the verdict is `DROP`.
    pub drop_below: f64,
}

/// Where the next budget goes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AllocationJson<'a> {
    /// The budget, minor units.
    pub budget_minor: i64,
    /// Creators to book, again or for the first time.
    pub places: Vec<PlaceJson<'a>>,
    /// New creators to try without a name: only where no candidate has a price.
    pub new_creators: usize,
    /// Expected cost of a new creator, minor units.
    pub new_creator_cost_minor: Option<i64>,
    /// Budget to keep, minor units.
    pub hold_minor: i64,
    /// Share of the next unit of money that is better kept, 0 to 1; null unless the goal is conversions.
    pub hold_share: Option<f64>,
    /// The same in words.
    pub sentence: Option<String>,
}

/// One creator's place in the next batch.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaceJson<'a> {
    /// Account name, without @.
    pub handle: &'a str,
    /// Whether the creator is booked for the first time.
    pub is_new: bool,
    /// How often to book the creator.
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
    /// Suggested leak, low and high share of the orders, 0 to 1.
    pub suggested_leak: [f64; 2],
}

/// A code or link of two creators, or two codes in the same orders.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ConflictJson<'a> {
    /// The link; null for codes.
    pub link: Option<&'a str>,
    /// The code that both creators have, or the two codes.
    pub codes: Vec<&'a str>,
    /// The two creators.
    pub handles: [&'a str; 2],
    /// Number of orders.
    pub orders: i64,
    /// Their revenue, minor units.
    pub revenue_minor: i64,
}

/// Orders without a creator's code or link.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnattributedJson {
    /// Number of orders.
    pub orders: i64,
    /// Their revenue, minor units.
    pub revenue_minor: i64,
}

/// Earned media value: an appraisal that is not part of any other figure.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EmvJson<'a> {
    /// Always false.
    pub part_of_roi: bool,
    /// Name of the table.
    pub table: &'a str,
    /// Its year.
    pub year: Option<i32>,
    /// Its source.
    pub source: &'a str,
    /// Its currency, which can differ from the campaign's.
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
