//! Maturity: which share of a post's orders or views has arrived at an age.

use super::constants::{Constants, Ramp};
use super::real::{count, real};

/// Fewest orders with a known delay for a learned ramp.
pub const FEWEST_DELAYS: i64 = 30;

/// Weight of the default scale in a learned ramp, in orders.
const PRIOR_DELAYS: f64 = 60.0;

/// Maturity from which a WAIT verdict is worth checking again.
const WORTH_A_LOOK: f64 = 0.75;

impl Ramp {
    /// Returns the share that has arrived `age_days` after the post, 1 from the end of the window on (statistics, section 4.1).
    pub fn share(self, age_days: f64, constants: &Constants) -> f64 {
        let age = age_days.max(constants.age_floor);
        if age >= constants.window {
            return 1.0;
        }
        let arrived = |days: f64| -(-(days / self.days).powf(self.shape)).exp_m1();
        arrived(age) / arrived(constants.window)
    }

    /// Returns the mean share that has arrived some days from now over posts of these ages; 1 without a post.
    pub(super) fn matured(self, ages_days: &[f64], later: f64, constants: &Constants) -> f64 {
        if ages_days.is_empty() {
            return 1.0;
        }
        let sum: f64 = ages_days.iter().map(|age| self.share(age.max(0.0) + later, constants)).sum();
        sum / count(ages_days.len())
    }

    /// Returns the whole days until three quarters have arrived; 0 if they have.
    pub(super) fn days_until_worth_a_look(self, ages_days: &[f64], constants: &Constants) -> u32 {
        let mut days = 0_u32;
        while f64::from(days) < constants.window && self.matured(ages_days, f64::from(days), constants) < WORTH_A_LOOK {
            days += 1;
        }
        days
    }

    /// Learns the scale of the order ramp from the delays of orders, days since the latest preceding post, each with how many
    /// orders had it (statistics, section 4.3).
    ///
    /// Pass only orders of bookings older than the window. With fewer than 30 orders the ramp stays unchanged.
    pub fn learned(self, delays: &[(f64, i64)]) -> Self {
        let mut sorted: Vec<(f64, i64)> = delays.iter().copied().filter(|(_, orders)| *orders > 0).collect();
        let all: i64 = sorted.iter().fold(0, |sum, (_, orders)| sum.saturating_add(*orders));
        if all < FEWEST_DELAYS {
            return self;
        }
        sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let at = |place: i64| {
            let mut before = 0_i64;
            let found = sorted.iter().find(|(_, orders)| {
                before = before.saturating_add(*orders);
                before > place
            });
            found.map_or(0.0, |(delay, _)| *delay)
        };
        // The mean of the two middle ones where their number is even.
        let median = f64::midpoint(at((all - 1) / 2), at(all / 2));
        // Orders within minutes have a delay of 0, but a ramp needs a scale above 0.
        let scale = median.clamp(0.01, 365.0) / std::f64::consts::LN_2.powf(1.0 / self.shape);
        let n = real(all);
        let days = ((PRIOR_DELAYS * self.days.ln() + n * scale.ln()) / (PRIOR_DELAYS + n)).exp();
        Self { days, ..self }
    }
}

/// Returns the mean share of orders that has arrived over the posts of a booking, by their ages in days (statistics, section 4.2).
pub fn maturity(ages_days: &[f64], constants: &Constants) -> f64 {
    constants.order_ramp.matured(ages_days, 0.0, constants)
}

/// Returns the whole days until the maturity reaches three quarters; 0 if it already has.
pub fn days_until_worth_a_look(ages_days: &[f64], constants: &Constants) -> u32 {
    constants.order_ramp.days_until_worth_a_look(ages_days, constants)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ramps_of_the_text() {
        let constants = Constants::default();
        let percent = |ramp: Ramp| [1.0, 3.0, 7.0, 14.0].map(|age| (100.0 * ramp.share(age, &constants)).round());
        assert_eq!(percent(constants.order_ramp).map(|share| format!("{share}")), ["29", "52", "74", "90"]);
        assert_eq!(percent(constants.view_ramp).map(|share| format!("{share}")), ["51", "69", "84", "93"]);
    }

    #[test]
    fn the_ramp_never_falls_and_ends_at_one() {
        let constants = Constants::default();
        let shares: Vec<f64> =
            (0..400).map(|tenth| constants.order_ramp.share(f64::from(tenth) / 10.0, &constants)).collect();
        assert!(shares.windows(2).all(|pair| pair[0] <= pair[1]), "{shares:?}");
        assert!(shares.iter().all(|share| *share > 0.0 && *share <= 1.0));
        assert!((constants.order_ramp.share(f64::INFINITY, &constants) - 1.0).abs() < 1e-15);
        assert!(constants.order_ramp.share(f64::NAN, &constants) > 0.0);
    }

    #[test]
    fn a_wait_knows_its_end() {
        let constants = Constants::default();
        let days = days_until_worth_a_look(&[1.0], &constants);
        assert!(maturity(&[1.0 + f64::from(days)], &constants) >= 0.75);
        assert!(maturity(&[f64::from(days)], &constants) < 0.75);
        assert_eq!(days_until_worth_a_look(&[30.0, 30.0], &constants), 0);
        assert_eq!(days_until_worth_a_look(&[], &constants), 0);
    }

    #[test]
    fn a_ramp_is_learned_slowly() {
        let default = Constants::default().order_ramp;
        assert_eq!(default.learned(&[(9.0, 29)]), default);
        let median = default.days * std::f64::consts::LN_2.powf(1.0 / default.shape);
        assert!((default.learned(&[(median, 90)]).days - default.days).abs() < 1e-9, "what it knew stays");
        // 60 orders weigh as much as the default: the scale is half way on the log scale.
        let twice = default.learned(&[(2.0 * median, 30), (2.0 * median, 30)]).days;
        assert!((twice - default.days * std::f64::consts::SQRT_2).abs() < 1e-9, "{twice}");
        let even = default.learned(&[(1.0, 30), (3.0, 30)]);
        assert_eq!(even, default.learned(&[(2.0, 60)]), "between the two middle ones");
        assert!(default.learned(&[(0.0, 60)]).days > 0.0);
    }
}
