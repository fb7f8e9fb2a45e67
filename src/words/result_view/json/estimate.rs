//! Estimates for programs.

use schemars::JsonSchema;
use serde::Serialize;

use super::HeadJson;
use crate::analysis::one_more::OneMore;

/// An estimate with its range; figures that need a cost are null without one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EstimateJson {
    /// Chance to beat the target, 0 to 1.
    pub p_target: Option<f64>,
    /// Quantiles of the repeatable ROAS.
    pub roas_q: Option<QuantilesJson>,
    /// The same before any order of the campaign, from prices and views alone; null for a batch.
    pub before_q: Option<QuantilesJson>,
    /// The head figure of awareness and UGC, which the verdict is about; absent for conversions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<HeadJson>,
    /// `SCALE`, `RETEST`, `DROP`, `WAIT`, `FREE` or `UNTESTED`.
    pub verdict: &'static str,
    /// Whether the verdict is provisional.
    pub provisional: bool,
    /// Why it is provisional, one sentence each.
    pub provisional_because: Vec<String>,
    /// The verdict and its reason.
    pub sentence: String,
    /// What else to know, one sentence each: what one more collaboration is worth, what an error costs, large orders, a suspected leak,
    /// orders too late or too early, no orders.
    pub notes: Vec<String>,
    /// What one more collaboration would tell; null for a batch, and for awareness and UGC.
    pub one_more: Option<OneMoreJson>,
    /// What following the verdict loses on average against knowing, minor units a collaboration; null where `one_more` is.
    pub regret_minor: Option<i64>,
    /// Whether too many orders are still to come.
    pub early: bool,
}

/// What one more collaboration on the same terms would tell.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OneMoreJson {
    /// Chance that the verdict is `SCALE` after it, 0 to 1.
    pub scale: f64,
    /// Chance that the verdict is `DROP` after it, 0 to 1.
    pub drop: f64,
    /// What knowing is worth over the collaborations that would follow, minor units.
    pub worth_minor: f64,
}

impl OneMoreJson {
    pub(super) fn new(more: OneMore) -> Self {
        let OneMore { scale, drop, worth_minor } = more;
        Self { scale, drop, worth_minor }
    }
}

/// Quantiles of a ROAS; 0.1 and 0.9 are the ends of the 80% range.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct QuantilesJson {
    /// 5% of outcomes are lower.
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
    /// 5% of outcomes are higher.
    #[serde(rename = "0.95")]
    pub q95: f64,
}

impl QuantilesJson {
    pub(super) fn new([q05, q10, q50, q90, q95]: [f64; 5]) -> Self {
        Self { q05, q10, q50, q90, q95 }
    }
}

/// When a verdict would change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlipJson {
    /// Real orders per tracked order at which the verdict changes.
    pub kappa: f64,
    /// The same in words.
    pub sentence: Option<String>,
}
