//! The cost of a usable asset. It is a count without a chance: plain thresholds decide.

use super::{Head, HeadTarget, Lacks};
use crate::analysis::decision::Advice;
use crate::analysis::real::real;
use crate::domain::Goal;

/// Usable assets from which on a creator is judged: what was delivered and paid is no luck.
pub const ENOUGH_OF_ONE: i64 = 1;

/// Usable assets from which on a batch or a campaign is judged.
pub const ENOUGH_OF_ALL: i64 = 3;

/// Up to this many times the target an asset is worth another test; beyond it is DROP.
pub const TOO_DEAR: f64 = 1.5;

/// What was made for which cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Usable assets: posts, and approved drafts without a post.
    pub assets: i64,
    /// Those among them whose usage right was granted and runs.
    pub cleared: i64,
    /// Promised assets that are neither usable nor missed yet.
    pub promised: i64,
    /// Loaded cost of the collaborations that made them, or can make no more, minor units.
    pub spend_minor: i64,
}

impl Made {
    /// Cost of one asset, minor units; nothing without a cost or an asset.
    pub fn cost_minor(self) -> Option<i64> {
        let cost = crate::domain::money::div_round(i128::from(self.spend_minor), i128::from(self.assets));
        cost.filter(|_| self.spend_minor > 0 && self.assets > 0)
    }

    /// Whether there is enough of it to hold a batch, a campaign or a group against others.
    pub fn is_enough_of_all(self) -> bool {
        self.assets >= ENOUGH_OF_ALL && self.spend_minor > 0
    }

    /// Adds what another collaboration made.
    pub fn merge(&mut self, other: Self) {
        self.assets = self.assets.saturating_add(other.assets);
        self.cleared = self.cleared.saturating_add(other.cleared);
        self.promised = self.promised.saturating_add(other.promised);
        self.spend_minor = self.spend_minor.saturating_add(other.spend_minor);
    }

    /// The cost of an asset against its target: SCALE up to the target, RETEST up to one and a half times, DROP beyond. Below so many
    /// assets there is no verdict, and none against someone who still owes a promised asset.
    ///
    /// `per_unit` is the number of minor units in a unit of the currency, `is_booked` whether anything is under way.
    pub fn head(self, target: Option<HeadTarget>, needed: i64, per_unit: f64, is_booked: bool) -> Head {
        let cost = (self.assets > 0 && self.spend_minor > 0)
            .then(|| real(self.spend_minor) / per_unit / real(self.assets))
            .filter(|cost| cost.is_finite());
        let head = Head { goal: Goal::Ugc, tracked: cost, target, ..Head::default() };
        let of = |advice| Head { advice, lacks: None, ..head };
        match (cost, target) {
            _ if !is_booked => of(Advice::Untested),
            _ if self.assets < needed => head.without_verdict(Lacks::Assets { have: self.assets, needed }),
            (None, _) => of(Advice::Free),
            (_, None) => head.without_verdict(Lacks::Target(None)),
            (Some(cost), Some(target)) if cost <= target.value => of(Advice::Scale),
            _ if self.promised > 0 => head.without_verdict(Lacks::Promised(self.promised)),
            (Some(cost), Some(target)) if cost <= target.value * TOO_DEAR => of(Advice::Retest),
            _ => of(Advice::Drop),
        }
    }
}

/// How good an asset's cost is as a return, for an order of candidates: the target over the cost.
pub fn index(head: &Head) -> Option<f64> {
    Some(head.target?.value / head.tracked?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::head::TargetSource;
    use proptest::prelude::*;

    const TARGET: HeadTarget = HeadTarget { value: 80.0, source: TargetSource::Rule };

    fn made(assets: i64, dollars: i64) -> Made {
        Made { assets, spend_minor: dollars * 100, ..Made::default() }
    }

    fn advice(made: Made, needed: i64) -> Advice {
        made.head(Some(TARGET), needed, 100.0, true).advice
    }

    #[test]
    fn the_thresholds_belong_to_the_better_verdict() {
        assert_eq!(advice(made(1, 80), ENOUGH_OF_ONE), Advice::Scale);
        assert_eq!(advice(made(1, 81), ENOUGH_OF_ONE), Advice::Retest);
        assert_eq!(advice(made(1, 120), ENOUGH_OF_ONE), Advice::Retest);
        assert_eq!(advice(made(1, 121), ENOUGH_OF_ONE), Advice::Drop);
        assert_eq!(advice(made(1, 0), ENOUGH_OF_ONE), Advice::Free);
    }

    #[test]
    fn too_few_assets_no_target_and_open_promises_leave_no_verdict() {
        let lacks = |made: Made, target, needed| made.head(target, needed, 100.0, true).lacks;
        assert_eq!(lacks(made(2, 80), Some(TARGET), ENOUGH_OF_ALL), Some(Lacks::Assets { have: 2, needed: 3 }));
        assert_eq!(lacks(made(0, 80), Some(TARGET), ENOUGH_OF_ONE), Some(Lacks::Assets { have: 0, needed: 1 }));
        assert_eq!(lacks(made(3, 80), None, ENOUGH_OF_ALL), Some(Lacks::Target(None)));
        let owed = Made { promised: 2, ..made(1, 200) };
        assert_eq!(lacks(owed, Some(TARGET), ENOUGH_OF_ONE), Some(Lacks::Promised(2)));
        assert_eq!(lacks(Made { promised: 2, ..made(1, 60) }, Some(TARGET), ENOUGH_OF_ONE), None);
        assert_eq!(made(0, 0).head(None, ENOUGH_OF_ONE, 100.0, false).advice, Advice::Untested);
    }

    fn rank(advice: Advice) -> u8 {
        match advice {
            Advice::Scale => 3,
            Advice::Retest => 2,
            Advice::Drop => 1,
            _ => 0,
        }
    }

    proptest! {
        #[test]
        fn another_asset_for_the_same_cost_never_makes_it_worse(assets in 1_i64..1_000, spend in any::<i64>(), value in 1e-3..1e6) {
            let target = Some(HeadTarget { value, ..TARGET });
            let of = |assets| Made { assets, spend_minor: spend, ..Made::default() }.head(target, 1, 100.0, true);
            let (one, more) = (of(assets), of(assets + 1));
            prop_assert!(rank(more.advice) >= rank(one.advice), "{one:?} {more:?}");
            prop_assert!(one.tracked.is_none_or(|cost| cost.is_finite() && cost > 0.0));
        }
    }
}
