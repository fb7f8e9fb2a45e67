//! How screens word and draw an estimate: never a figure without its range.

use crate::analysis::decision::Advice;
use crate::analysis::sentences::odds;
use crate::domain::money::div_round;
use crate::proto::results::{CampaignResult, Estimate};
use crate::tui::look::{Role, figure};
use crate::tui::widgets::bar;

/// A scale reaches at least this many targets, so that short ranges stay apart, and at most so many, so that one lucky post does
/// not squeeze all others.
const TARGETS: (i64, i64) = (2, 5);

/// Whether anything is estimated in a campaign.
pub fn is_there(result: &CampaignResult) -> bool {
    result.batches.iter().flat_map(|batch| &batch.creators).any(|creator| creator.estimate.is_some())
}

/// Writes a best guess with its range, 8 in 10: `1.4 (0.7 to 2.9)`. Without a range there is no best guess either.
pub fn in_words(estimate: &Estimate) -> Option<String> {
    let [_, low, middle, high, _] = estimate.roas?.map(|roas| figure::ratio(e4(roas)));
    Some(format!("{middle} ({low} to {high})"))
}

/// Writes the range alone, 8 in 10: `0.7 to 2.9`.
pub fn range_in_words(estimate: &Estimate) -> Option<String> {
    let [_, low, _, high, _] = estimate.roas?.map(|roas| figure::ratio(e4(roas)));
    Some(format!("{low} to {high}"))
}

/// Says the chance to beat the target: `about 4 in 10 to beat 1.7`.
pub fn chance(estimate: &Estimate, target: Option<i64>) -> Option<String> {
    Some(format!("{} to beat {}", odds(estimate.p_target?), figure::ratio(target?)))
}

/// Returns the ROAS x 10,000 at which the bars of some estimates end.
pub fn scale<'a>(estimates: impl Iterator<Item = &'a Estimate>, target: Option<i64>) -> i64 {
    let ends = estimates.filter_map(|estimate| estimate.roas).map(|[_, _, _, high, _]| e4(high));
    within(ends.max().unwrap_or(0), target)
}

/// Returns where a scale ends on which ranges reach up to `end`.
pub fn within(end: i64, target: Option<i64>) -> i64 {
    let target = target.unwrap_or(10_000).max(1);
    end.clamp(target.saturating_mul(TARGETS.0), target.saturating_mul(TARGETS.1))
}

/// Draws the 8-in-10 range of the repeatable ROAS.
pub fn range(estimate: &Estimate, target: Option<i64>, scale: i64, cells: usize) -> Option<String> {
    let [_, low, middle, high, _] = estimate.roas?;
    Some(bar::range([e4(low), e4(middle), e4(high)], target, scale, cells))
}

/// The verdict as a word, with a meaning; letters say it, colour only helps.
pub fn hint(estimate: Option<&Estimate>) -> (&'static str, Role) {
    let Some(estimate) = estimate else { return ("", Role::Quiet) };
    let role = match estimate.verdict {
        Advice::Scale => Role::Good,
        Advice::Retest => Role::Warn,
        Advice::Drop => Role::Bad,
        Advice::Wait | Advice::Free | Advice::Untested => Role::Quiet,
    };
    (estimate.word(), role)
}

/// A ROAS x 10,000, cut off where no screen reaches.
#[expect(clippy::cast_possible_truncation, reason = "clamped right here")]
pub fn e4(roas: f64) -> i64 {
    div_round((roas.clamp(0.0, 1e6) * 10_000.0) as i128, 1).unwrap_or(0)
}
