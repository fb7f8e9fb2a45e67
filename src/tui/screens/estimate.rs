//! Draws estimates; their wording lives in `words`.

use crate::analysis::head::HeadTarget;
use crate::domain::{Currency, Ruling};
use crate::proto::results::{CampaignResult, Estimate};
use crate::tui::look::Role;
use crate::tui::widgets::bar;
use crate::words::result_view::Meaning;

pub use crate::words::result_view::estimate::{
    RANGE, beside_verdict_cell, chance, e4, guess, percent, range, range_e4, three,
};
pub use crate::words::result_view::{GoalView, Written};

/// A scale reaches at least this many targets, so that short ranges stay apart, and at most so many, so that one lucky post does
/// not squeeze all others.
const TARGETS: (i64, i64) = (2, 5);

/// Whether anything is estimated in a campaign.
pub fn is_there(result: &CampaignResult) -> bool {
    result.batches.iter().flat_map(|batch| &batch.creators).any(|creator| creator.estimate.is_some())
}

/// Returns the head figure x 10,000 at which the bars of some estimates end.
pub fn scale<'a>(estimates: impl Iterator<Item = &'a Estimate>, target: Option<i64>) -> i64 {
    within(common(estimates.filter_map(range_e4).map(|[_, _, high]| high)), target)
}

/// The greatest of some ends that is not far beyond the others: at most two and a half times the middle one. One lucky post would
/// flatten all other bars, so its own is clipped.
pub fn common(ends: impl Iterator<Item = i64>) -> i64 {
    let mut ends: Vec<i64> = ends.collect();
    ends.sort_unstable();
    let Some(middle) = ends.get(ends.len().saturating_sub(1) / 2).copied() else { return 0 };
    let most = middle.saturating_mul(5) / 2;
    ends.into_iter().rev().find(|end| *end <= most).unwrap_or(middle)
}

/// Returns where a scale ends on which ranges reach up to `end`.
pub fn within(end: i64, target: Option<i64>) -> i64 {
    let target = target.unwrap_or(10_000).max(1);
    end.clamp(target.saturating_mul(TARGETS.0), target.saturating_mul(TARGETS.1))
}

/// Draws the 80 % range of the head figure, against the target of the estimate itself where it has one.
pub fn bar(estimate: &Estimate, target: Option<i64>, scale: i64, cells: usize) -> Option<String> {
    let own = estimate.head.target.map(|target| Written::new(estimate.head.goal, Currency::USD).level_e4(target.value));
    Some(bar::range(range_e4(estimate)?, own.or(target), scale, cells))
}

/// The target of a campaign or a batch x 10,000.
pub fn target_e4(target: Option<HeadTarget>, result: &CampaignResult) -> Option<i64> {
    Some(Written::new(result.goal, result.currency).level_e4(target?.value))
}

/// Returns where a scale of costs ends that has no target: at the dearest.
pub fn cost_scale<'a>(estimates: impl Iterator<Item = &'a Estimate>, target: Option<i64>) -> i64 {
    let ends = common(estimates.filter_map(range_e4).map(|[_, _, high]| high));
    if target.is_some() { within(ends, target) } else { ends.max(1) }
}

/// The role of a rule's standing.
pub fn ruling_role(ruling: Ruling) -> Role {
    match ruling {
        Ruling::Met | Ruling::MetSoFar => Role::Good,
        Ruling::Missed | Ruling::OutOfReach => Role::Bad,
        Ruling::Open | Ruling::NoTarget => Role::Text,
    }
}

/// The verdict as a word with a role. The word carries the meaning, color only helps.
pub fn verdict(estimate: Option<&Estimate>) -> (&'static str, Role) {
    let role = match Meaning::of(estimate) {
        Meaning::Good => Role::Good,
        Meaning::Open => Role::Warn,
        Meaning::Bad => Role::Bad,
        Meaning::Quiet => Role::Quiet,
    };
    (estimate.map_or("", Estimate::word), role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlier_flattens_no_chart() {
        assert_eq!(common([13, 4, 4, 3, 2, 2, 1].into_iter()), 4);
        assert_eq!(common([13, 1].into_iter()), 1);
        assert_eq!(common([13].into_iter()), 13);
        assert_eq!(common([5, 4, 3].into_iter()), 5, "none is far beyond the others");
        assert_eq!(common(std::iter::empty()), 0);
    }
}
