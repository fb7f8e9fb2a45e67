//! What to do with a creator: a verdict from one probability, and the share of the next unit of money.

use super::commission::Commission;
use super::constants::Constants;
use super::grid::STEP;
use super::posterior::Mixture;
use super::real::count;

/// The verdict on a creator or a batch (statistics, section 8.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Advice {
    /// The chance to beat the target is at least `p_scale`: book again, up to twice.
    Scale,
    /// Too close to call: book once more.
    Retest,
    /// The chance to beat the target is below `p_drop`.
    Drop,
    /// Too many orders are still to come.
    Wait,
    /// Nothing was paid, so there is no ROAS.
    Free,
    /// Not booked yet.
    #[default]
    Untested,
}

impl Advice {
    /// The word shown on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scale => "SCALE",
            Self::Retest => "RETEST",
            Self::Drop => "DROP",
            Self::Wait => "WAIT",
            Self::Free => "FREE",
            Self::Untested => "UNTESTED",
        }
    }

    /// The word for a provisional verdict.
    pub fn provisional_word(self) -> &'static str {
        match self {
            Self::Scale => "SCALE?",
            Self::Retest => "RETEST?",
            Self::Drop => "DROP?",
            Self::Wait => "WAIT?",
            Self::Free => "FREE?",
            Self::Untested => "UNTESTED?",
        }
    }

    /// Returns the verdict for a probability to beat the target.
    pub fn from_probability(p: f64, constants: &Constants) -> Self {
        if p >= constants.p_scale {
            Self::Scale
        } else if p < constants.p_drop {
            Self::Drop
        } else {
            Self::Retest
        }
    }
}

/// Steps above the target over which the next unit of money is shared.
const STEPS_ABOVE: usize = 37;

/// Steps over which groups are compared.
const STEPS_OF_GROUPS: usize = 73;

/// The shares of the next unit of money (statistics, section 8.4). They sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// The share of each arm, in order.
    pub arms: Vec<f64>,
    /// The share to keep: the probability that no creator beats the target.
    pub hold: f64,
}

/// Something that the next unit of money can go to.
#[derive(Clone, Copy, Debug)]
pub struct Arm<'a> {
    /// Its revenue per unit of fixed cost.
    pub per_fixed: Mixture<'a>,
    /// Its commission, which makes ROAS of that.
    pub commission: Commission,
}

impl Arm<'_> {
    /// P(log ROAS < `from + k STEP`) for k = 0 to N - 1.
    fn along<const N: usize>(&self, from: f64) -> [f64; N] {
        if self.commission == Commission::default() {
            return self.per_fixed.along(from);
        }
        std::array::from_fn(|k| {
            let needed = self.commission.per_fixed((from + count(k) * STEP).exp());
            needed.map_or(1.0, |needed| self.per_fixed.cdf(needed.ln()))
        })
    }
}

/// Returns the probability that each arm is the best and beats the target. It is shown but not used: the horizon is too
/// short for it.
pub fn best_use(arms: &[Arm<'_>], target_log: f64) -> Shares {
    let curves: Vec<[f64; STEPS_ABOVE]> = arms.iter().map(|arm| arm.along(target_log)).collect();
    let hold: f64 = curves.iter().map(|curve| curve[0]).product();
    Shares { arms: rescaled(best(&curves), 1.0 - hold), hold }
}

/// Returns the probability that each arm is the best of all.
pub fn best_of(arms: &[Mixture<'_>]) -> Vec<f64> {
    let middle = |arm: &Mixture| arm.log_moments().0;
    let greatest = arms.iter().map(middle).fold(f64::NEG_INFINITY, f64::max);
    let curves: Vec<[f64; STEPS_OF_GROUPS]> = arms.iter().map(|arm| arm.along(greatest - 36.0 * STEP)).collect();
    rescaled(best(&curves), 1.0)
}

/// Sums, over the steps, each arm's rise times the product of the others, by the trapezoid rule.
fn best<const N: usize>(curves: &[[f64; N]]) -> Vec<f64> {
    // Products of the curves before and after each arm, so that none is divided out.
    let mut after = vec![[1.0; N]; curves.len() + 1];
    for (index, curve) in curves.iter().enumerate().rev() {
        after[index] = std::array::from_fn(|k| after[index + 1][k] * curve[k]);
    }
    let mut before = [1.0; N];
    let mut shares = Vec::with_capacity(curves.len());
    for (curve, after) in curves.iter().zip(&after[1..]) {
        let others: [f64; N] = std::array::from_fn(|k| before[k] * after[k]);
        shares.push((1..N).map(|k| (curve[k] - curve[k - 1]) * f64::midpoint(others[k], others[k - 1])).sum());
        before = std::array::from_fn(|k| before[k] * curve[k]);
    }
    shares
}

fn rescaled(mut shares: Vec<f64>, total: f64) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    if sum > 0.0 {
        for share in &mut shares {
            *share = *share / sum * total;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::grid::{POINTS, normalised, xs};

    #[test]
    fn thresholds_belong_to_the_better_verdict() {
        let constants = Constants::default();
        assert_eq!(Advice::from_probability(0.70, &constants), Advice::Scale);
        assert_eq!(Advice::from_probability(0.30, &constants), Advice::Retest);
        assert_eq!(Advice::from_probability(0.299, &constants), Advice::Drop);
    }

    #[test]
    fn shares_of_equal_arms_are_equal_and_sum_to_one() {
        let weights = normalised(xs().map(|x| (-x * x / 2.0).exp()));
        let arm = Mixture { weights: &weights, offset: 0.2, spread: 0.4 };
        let shares = best_use(&[Arm { per_fixed: arm, commission: Commission::default() }; 4], 0.0);
        assert!((shares.arms.iter().sum::<f64>() + shares.hold - 1.0).abs() < 1e-12);
        assert!(shares.arms.iter().all(|share| (share - shares.arms[0]).abs() < 1e-12));
        assert!((best_of(&[arm; 4])[3] - 0.25).abs() < 1e-12);
    }

    #[test]
    fn without_arms_everything_is_kept() {
        assert_eq!(best_use(&[], 0.0), Shares { arms: Vec::new(), hold: 1.0 });
        assert_eq!(best_of(&[]), Vec::<f64>::new());
    }

    #[test]
    fn an_arm_out_of_sight_makes_no_nan() {
        let mut weights = [0.0; POINTS];
        weights[84] = 1.0;
        let arm = Mixture { weights: &weights, offset: 50.0, spread: 0.2 };
        for bp in [0, 2_000] {
            let shares = best_use(&[Arm { per_fixed: arm, commission: Commission::from_bp(bp) }], 0.0);
            assert!(shares.arms[0].is_finite() && shares.hold.abs() < 1e-12);
        }
    }

    #[test]
    fn a_commission_lowers_the_share_and_rules_out_when_it_takes_all() {
        let weights = normalised(xs().map(|x| (-x * x / 2.0).exp()));
        let per_fixed = Mixture { weights: &weights, offset: 0.2, spread: 0.4 };
        let arm = |bp| Arm { per_fixed, commission: Commission::from_bp(bp) };
        let shares = best_use(&[arm(0), arm(2_000), arm(10_000)], 0.0);
        assert!(shares.arms[0] > shares.arms[1] && shares.arms[1] > 0.0 && shares.arms[2].abs() < 1e-12);
        assert!((shares.arms.iter().sum::<f64>() + shares.hold - 1.0).abs() < 1e-12);
    }
}
