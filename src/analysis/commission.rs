//! Commission: a share of net sales on top of the fixed cost of a booking (addendum, B3).
//!
//! The model estimates `y`, revenue per unit of the fixed cost alone, so that a lucky creator does not look dear. ROAS follows from it:
//! `g(y) = y / (1 + rho y)` rises with `y`, so quantiles of `y` become quantiles of ROAS.

use super::constants::Constants;
use super::grid::x;
use super::posterior::Mixture;
use super::real::real;

/// Lowest share of a cost that is left when the usual commission is taken off its whole.
const LEAST_LEFT: f64 = 0.1;

/// The share of net sales that goes to a creator, 0 to 1: `rho`.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Commission(f64);

impl Commission {
    /// Reads a share in basis points; below 0 counts as none, above 10,000 as all.
    pub fn from_bp(bp: i64) -> Self {
        Self(real(bp.clamp(0, 10_000)) / 10_000.0)
    }

    /// Makes one of a share; anything outside 0 to 1 becomes the nearer end, and what is no number becomes 0.
    pub(super) fn of(share: f64) -> Self {
        Self(1.0_f64.min(share.max(0.0)))
    }

    /// The share of net sales, 0 to 1.
    pub fn share(self) -> f64 {
        self.0
    }

    /// ROAS for a revenue per unit of fixed cost, both from 0; it never exceeds 1 / share.
    pub fn roas(self, per_fixed: f64) -> f64 {
        // Written so that an infinite revenue still has a ROAS.
        if self.0 == 0.0 { per_fixed } else { 1.0 / (1.0 / per_fixed + self.0) }
    }

    /// The revenue per unit of fixed cost that makes a ROAS; `None` where the commission alone rules that ROAS out.
    pub fn per_fixed(self, roas: f64) -> Option<f64> {
        let left = 1.0 - self.0 * roas;
        (left > 0.0).then(|| roas / left)
    }

    /// `1 / T - rho`: what a unit of revenue may cost beside its commission if a target ROAS is to be met; below 0 where it cannot be.
    pub fn room(self, target_roas: f64) -> f64 {
        1.0 / target_roas - self.0
    }

    /// The whole cost that a fixed cost comes to at the usual return, minor units: what prices are compared by.
    pub(super) fn anchored(self, fixed_minor: f64, constants: &Constants) -> f64 {
        fixed_minor / (1.0 - self.0 * constants.roas_prior).max(LEAST_LEFT)
    }

    /// Mean ROAS where the log of revenue per unit of fixed cost is this mixture. Without a commission it has a closed form; with one,
    /// each normal is summed at 13 points, 3 standard deviations either way (statistics, section 6.3).
    pub(super) fn mean_roas(self, per_fixed: Mixture) -> f64 {
        if self.0 == 0.0 {
            return per_fixed.mean();
        }
        let (mut sum, mut total) = (0.0, 0.0);
        for (z, share) in luck_points() {
            let shift = per_fixed.offset + z * per_fixed.spread;
            let roas = per_fixed.weights.iter().enumerate().map(|(g, weight)| weight * self.roas((shift + x(g)).exp()));
            sum += share * roas.sum::<f64>();
            total += share;
        }
        sum / total
    }
}

/// Standard deviations of a normal at which it is summed, each with its weight, not rescaled (statistics, section 6.3).
pub(super) fn luck_points() -> impl Iterator<Item = (f64, f64)> {
    (-6..=6).map(|half| {
        let z = f64::from(half) / 2.0;
        (z, (-z * z / 2.0).exp())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_commission_changes_nothing() {
        let none = Commission::default();
        assert_eq!((none.roas(1.7), none.per_fixed(1.7)), (1.7, Some(1.7)));
        assert!((none.anchored(9_000.0, &Constants::default()) - 9_000.0).abs() < 1e-12);
    }

    #[test]
    fn a_commission_at_the_margin_rules_break_even_out() {
        let fifth = Commission::from_bp(2_000);
        assert!((fifth.roas(f64::INFINITY) - 5.0).abs() < 1e-12 && fifth.roas(0.0) == 0.0);
        assert_eq!((fifth.per_fixed(5.0), fifth.per_fixed(9.0)), (None, None));
        assert!((fifth.room(4.0) - 0.05).abs() < 1e-12 && fifth.room(5.0).abs() < 1e-12);
    }

    #[test]
    fn all_of_the_sales_is_the_most() {
        for bp in [10_000, 20_000, i64::MAX] {
            assert!((Commission::from_bp(bp).share() - 1.0).abs() < 1e-15);
        }
        for share in [f64::NAN, -1.0, 0.0] {
            assert_eq!(Commission::of(share), Commission::default());
        }
        // A tenth of the cost is always left.
        let generous = Constants { roas_prior: 40.0, ..Constants::default() };
        assert!((Commission::from_bp(10_000).anchored(900.0, &generous) - 9_000.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn what_is_needed_for_a_roas_makes_that_roas(bp in 0..10_000_i64, roas in 0.01..20.0_f64) {
            let commission = Commission::from_bp(bp);
            if let Some(needed) = commission.per_fixed(roas) {
                prop_assert!((commission.roas(needed) / roas - 1.0).abs() < 1e-6, "{needed}");
                prop_assert!(commission.room(roas) > 0.0);
            } else {
                prop_assert!(commission.room(roas) <= 1e-12);
            }
        }

        #[test]
        fn more_revenue_is_never_less_roas(bp in 0..=10_000_i64, low in 0.0..1e6_f64, more in 0.0..1e6_f64) {
            let commission = Commission::from_bp(bp);
            prop_assert!(commission.roas(low) <= commission.roas(low + more));
        }
    }
}
