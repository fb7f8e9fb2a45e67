//! What a wrong verdict costs (addendum, B7).
//!
//! Everything is per unit of fixed cost: a booking that returns `y` per unit earns `a y - 1`, where `a` is what is left of a unit of
//! revenue at the target once its commission is paid.

use super::decision::Advice;
use super::grid::x;
use super::posterior::Mixture;
use super::special::normal_cdf;

/// Smallest log-sd of a return that is summed as one.
const LEAST_SPREAD: f64 = 1e-9;

/// Returns the mean of what a return exceeds 1 by, 0 where it does not: its log is normal, its mean `mean`, its log-sd `spread`.
///
/// The formula of Black and Scholes with a strike of 1. From 0; 0 for a mean at or below 0.
pub(super) fn excess(mean: f64, spread: f64) -> f64 {
    if mean <= 0.0 {
        return 0.0;
    }
    let spread = spread.max(LEAST_SPREAD);
    let d = mean.ln() / spread + spread / 2.0;
    // Both terms are large where the return is sure: what is left is never below the plain difference, nor below 0.
    (mean * normal_cdf(d) - normal_cdf(d - spread)).max(mean - 1.0).max(0.0)
}

/// Returns what following a verdict loses on average against knowing, minor units a booking, from 0.
///
/// `per_fixed` is the revenue per unit of fixed cost, `room` is `a`, and `cost` is the fixed cost, minor units.
pub(super) fn regret(per_fixed: Mixture, room: f64, cost: f64, advice: Advice) -> f64 {
    let Mixture { weights, offset, spread } = per_fixed;
    let each =
        |(g, weight): (usize, &f64)| weight * excess(room * (offset + x(g) + spread * spread / 2.0).exp(), spread);
    let up: f64 = weights.iter().enumerate().map(each).sum();
    let down = (up - (room * per_fixed.mean() - 1.0)).max(0.0);
    cost * match advice {
        Advice::Scale => down,
        Advice::Drop => up,
        Advice::Retest | Advice::Wait | Advice::Free | Advice::Untested => up.min(down),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sure_return_exceeds_by_the_difference() {
        assert!((excess(1.7, 0.0) - 0.7).abs() < 1e-12);
        assert!(excess(0.7, 0.0).abs() < 1e-12 && excess(0.0, 1.0).abs() < 1e-12 && excess(-2.0, 1.0).abs() < 1e-12);
        // At the money: 2 Phi(s / 2) - 1.
        assert!((excess(1.0, 0.4) - (2.0 * normal_cdf(0.2) - 1.0)).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn more_luck_is_never_worth_less(mean in 0.0..50.0_f64, spread in 0.0..4.0_f64, more in 0.0..2.0_f64) {
            let (little, much) = (excess(mean, spread), excess(mean, spread + more));
            prop_assert!(little >= 0.0 && much >= little - 1e-12 && much <= mean + 1e-12, "{little} {much}");
        }
    }
}
