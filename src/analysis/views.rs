//! Views to expect from one more post: the creator's history, the followers and the booked posts, each by its precision.
//!
//! One viral post is mostly luck: with ten posts of history about three quarters of a surprise are treated as such.

use std::f64::consts::FRAC_PI_2;

use super::constants::Constants;
use super::input::{BookingInput, CreatorInput};
use super::real::{count, real};
use crate::domain::Tier;

/// Expected views of one sponsored post, mature; the log is normal (statistics, section 3.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewForecast {
    /// `mhat`, mean of the log.
    pub log_mean: f64,
    /// `u2`, variance of the log.
    pub log_var: f64,
    /// `m0`, what the mean of the log was before any booking.
    pub expected_log: f64,
    /// By how much the latest booking with known views beat what was expected before any booking, on the log scale.
    pub surprise: Option<f64>,
}

/// Returns `sig2`, the log-variance of the mean of `n` log-normal draws with log-sd `s` (statistics, section 3.2).
pub fn sig2(n: f64, s: f64) -> f64 {
    ((s * s).exp_m1() / n).ln_1p()
}

/// Pieces of evidence on one log number, combined by precision.
#[derive(Default)]
struct Evidence {
    precision: f64,
    weighted: f64,
}

impl Evidence {
    fn add(&mut self, value: f64, var: f64) {
        self.precision += 1.0 / var;
        self.weighted += value / var;
    }

    fn mean(&self) -> f64 {
        self.weighted / self.precision
    }
}

impl ViewForecast {
    /// Forecasts from history and followers, then from the bookings (statistics, section 3.2).
    pub(super) fn of(creator: &CreatorInput, bookings: &[&BookingInput], tier: Tier, constants: &Constants) -> Self {
        let mut evidence = Self::before_bookings(creator, tier, constants);
        // Fixed before the bookings: the cap on a surprise always refers to it.
        let expected = evidence.mean();
        let mut surprise = None;
        for booking in bookings {
            let Some(Seen { log_mean: value, posts, share }) = Seen::of(booking, constants) else { continue };
            surprise = Some(value - expected);
            let value = value.clamp(expected - constants.z_cap, expected + constants.z_cap);
            evidence.add(value, sig2(posts, constants.s_view) + (constants.ramp_u * (1.0 - share)).powi(2));
        }
        Self { log_mean: evidence.mean(), log_var: 1.0 / evidence.precision, expected_log: expected, surprise }
    }

    /// By how much the views of a booking beat what was expected before any, on the log scale; 0 where none are known (addendum, B1).
    pub(super) fn surprise_of(&self, booking: &BookingInput, constants: &Constants) -> f64 {
        Seen::of(booking, constants).map_or(0.0, |seen| seen.log_mean - self.expected_log)
    }

    fn before_bookings(creator: &CreatorInput, tier: Tier, constants: &Constants) -> Evidence {
        let mut evidence = Evidence::default();
        let s2 = constants.s_view * constants.s_view;
        let reference = creator.reference_views.filter(|views| creator.reference_posts >= 1 && *views >= 1.0);
        if let Some(median) = reference {
            // The median of log-normal draws lies below their mean, and its log-variance is pi/2 of the mean's.
            let value = median.min(1e15).ln() + s2 / 2.0 + constants.ln_sponsored;
            let var = FRAC_PI_2 * s2 / f64::from(creator.reference_posts) + constants.d_ref * constants.d_ref;
            evidence.add(value, var);
        }
        if let Some(followers) = creator.followers.filter(|followers| *followers >= 1) {
            let value = (real(followers) * constants.view_rate.of(tier)).ln();
            evidence.add(value, constants.sd_followers * constants.sd_followers);
        }
        if evidence.precision == 0.0 {
            evidence.add(constants.views_none.ln(), constants.sd_none * constants.sd_none);
        }
        evidence
    }
}

/// The posts of a booking whose views are known.
struct Seen {
    /// Log of their mean mature views, as the mean of the log of what such posts bring.
    log_mean: f64,
    /// How many they are, at least 1.
    posts: f64,
    /// Mean share of their views that had arrived.
    share: f64,
}

impl Seen {
    fn of(booking: &BookingInput, constants: &Constants) -> Option<Self> {
        let (mut n, mut shares, mut views) = (0, 0.0, 0.0);
        for post in &booking.posts {
            let Some(known) = post.known_views() else { continue };
            let share = constants.view_ramp.share(post.views_age_days, constants);
            n += 1;
            shares += share;
            views += known / share;
        }
        let posts = count(n);
        let log_mean = (views / posts).ln() + sig2(posts, constants.s_view) / 2.0;
        (n > 0).then_some(Self { log_mean, posts, share: shares / posts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::input::PostInput;

    fn creator(posts: u32, median: f64) -> CreatorInput {
        CreatorInput { reference_posts: posts, reference_views: Some(median), ..CreatorInput::default() }
    }

    fn booking(views: Option<i64>) -> BookingInput {
        let post = PostInput { views, views_age_days: 40.0, orders_age_days: 40.0 };
        BookingInput { posts: vec![post], ..BookingInput::default() }
    }

    #[test]
    fn three_quarters_of_a_surprise_are_luck() {
        let constants = Constants::default();
        let creator = creator(10, 6_000.0);
        let before = ViewForecast::of(&creator, &[], Tier::Micro, &constants);
        let viral = booking(Some(60_000));
        let after = ViewForecast::of(&creator, &[&viral], Tier::Micro, &constants);
        let kept = (after.log_mean - before.log_mean) / after.surprise.expect("views were seen");
        assert!((0.22..0.26).contains(&kept), "{kept}");
    }

    #[test]
    fn zero_and_missing_views_change_nothing() {
        let constants = Constants::default();
        let creator = creator(10, 6_000.0);
        let before = ViewForecast::of(&creator, &[], Tier::Micro, &constants);
        for unknown in [None, Some(0), Some(-3)] {
            let unknown = booking(unknown);
            assert_eq!(ViewForecast::of(&creator, &[&unknown], Tier::Micro, &constants), before);
        }
    }

    #[test]
    fn without_any_reference_the_forecast_is_wide() {
        let constants = Constants::default();
        let forecast = ViewForecast::of(&CreatorInput::default(), &[], Tier::Micro, &constants);
        assert!((forecast.log_mean - 10_000_f64.ln()).abs() < 1e-12);
        assert!((forecast.log_var - 1.69).abs() < 1e-12);
        let nobody = CreatorInput { followers: Some(0), reference_views: Some(0.0), ..CreatorInput::default() };
        assert_eq!(ViewForecast::of(&nobody, &[], Tier::Nano, &constants), forecast);
    }
}
