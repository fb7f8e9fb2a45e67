//! One more booking of a creator: how likely it settles the verdict, and what knowing is worth (addendum, B6).

use super::commission::Commission;
use super::constants::Constants;
use super::next_booking::Luck;
use super::posterior::Mixture;
use super::regret::excess;
use super::special::{normal_cdf, normal_quantile};

/// What one more booking on the same terms would tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneMore {
    /// Probability that the verdict is SCALE after it, 0 to 1.
    pub scale: f64,
    /// Probability that the verdict is DROP after it, 0 to 1.
    pub drop: f64,
    /// What knowing is worth over the bookings that would follow, minor units, from 0.
    pub worth_minor: f64,
}

/// What a verdict is measured against.
#[derive(Clone, Copy)]
pub(super) struct Stakes {
    /// The target ROAS.
    pub target: f64,
    /// The commission.
    pub commission: Commission,
    /// The fixed cost of a booking, minor units.
    pub cost: f64,
}

impl OneMore {
    /// Probability that the verdict is settled after it, 0 to 1.
    pub fn settle(&self) -> f64 {
        (self.scale + self.drop).min(1.0)
    }

    /// Works it out for a creator's revenue per unit of fixed cost; nothing where the commission alone rules the target out.
    ///
    /// The log of that revenue is taken as normal; a booking shows it with `told_var`, which splits its variance into what will be
    /// known (`st`) and what stays open (`sp`).
    pub(super) fn of(per_fixed: Mixture, stakes: Stakes, luck: &Luck, constants: &Constants) -> Option<Self> {
        Self::of_moments(per_fixed.log_moments(), per_fixed.mean(), stakes, luck, constants)
    }

    /// Does the same from the mean and the variance of the log of that revenue, and from its mean.
    pub(super) fn of_moments(
        (mean, var): (f64, f64),
        per_fixed: f64,
        stakes: Stakes,
        luck: &Luck,
        constants: &Constants,
    ) -> Option<Self> {
        let needed_log = stakes.commission.per_fixed(stakes.target)?.ln();
        let known = (var * var / (var + luck.told_var)).sqrt();
        let open = (var - known * known).max(1e-12).sqrt();
        let beyond = |margin: f64, z: f64| normal_cdf((margin - z * open) / known);
        let now = stakes.commission.room(stakes.target) * per_fixed;
        Some(Self {
            scale: beyond(mean - needed_log, normal_quantile(constants.p_scale)),
            drop: beyond(needed_log - mean, -normal_quantile(constants.p_drop)),
            worth_minor: constants.later_bookings * stakes.cost * (excess(now, known) - (now - 1.0).max(0.0)).max(0.0),
        })
    }
}
