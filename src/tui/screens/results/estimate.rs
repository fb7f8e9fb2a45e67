//! What the numbers say beside the facts: ranges, verdicts and their reasons. Never a figure without its range.

use crate::domain::money::div_round;
use crate::proto::results::{CampaignResult, Estimate};
use crate::tui::look::Role;
use crate::tui::widgets::bar;

use super::Row;

/// A scale reaches at least this many targets, so that short ranges stay apart, and at most so many, so that one lucky post does
/// not squeeze all others.
const TARGETS: (i64, i64) = (2, 5);

/// Whether anything is estimated in a campaign.
pub(super) fn is_there(result: &CampaignResult) -> bool {
    result.batches.iter().flat_map(|batch| &batch.creators).any(|creator| creator.estimate.is_some())
}

/// Returns the ROAS x 10,000 at which the bars end.
pub(super) fn scale(rows: &[Row<'_>], target: Option<i64>) -> i64 {
    let ends = rows.iter().filter_map(|row| match row {
        Row::Creator(creator) => creator.estimate.as_ref().and_then(|estimate| estimate.roas),
        Row::Batch(_) => None,
    });
    let end = ends.map(|[_, _, _, high, _]| e4(high)).max().unwrap_or(0);
    let target = target.unwrap_or(10_000);
    end.clamp(target.saturating_mul(TARGETS.0), target.saturating_mul(TARGETS.1))
}

/// Draws the 8-in-10 range of the repeatable ROAS.
pub(super) fn range(estimate: &Estimate, target: Option<i64>, scale: i64, cells: usize) -> Option<String> {
    let [_, low, middle, high, _] = estimate.roas?;
    Some(bar::range([e4(low), e4(middle), e4(high)], target, scale, cells))
}

/// The verdict as a word, with a meaning; letters say it, colour only helps.
pub(super) fn hint(estimate: Option<&Estimate>) -> (&'static str, Role) {
    use crate::analysis::decision::Advice;
    let Some(estimate) = estimate else { return ("", Role::Quiet) };
    let role = match estimate.verdict {
        Advice::Scale => Role::Good,
        Advice::Retest => Role::Warn,
        Advice::Drop => Role::Bad,
        Advice::Wait | Advice::Free | Advice::Untested => Role::Quiet,
    };
    (estimate.verdict.word(), role)
}

/// A ROAS x 10,000, cut off where no screen reaches.
#[expect(clippy::cast_possible_truncation, reason = "clamped right here")]
fn e4(roas: f64) -> i64 {
    div_round((roas.clamp(0.0, 1e6) * 10_000.0) as i128, 1).unwrap_or(0)
}
