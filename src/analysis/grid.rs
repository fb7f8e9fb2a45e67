//! The grid of log conversion rates, the likelihood of a creator's bookings on it, and the kernels that blur it.
//!
//! A point `x` is the natural log of a creator's conversion rate relative to the campaign's center: 0 is typical, 0.69 is twice as
//! good. 85 points from -7 to 7 in steps of 1/6, so index 42 is 0 and a factor of 2 is about four points. A finer grid would not be
//! more right: results are defined on this one, and the test vectors use it.
//!
//! All arrays have the shape `[f64; 85]`, one number per point: likelihoods scaled to a peak of 1, probabilities with a sum of 1.
//! Formulas: statistics, sections 3.4 (likelihood) and 3.5 (kernel).

use super::constants::Constants;
use super::input::BookingInput;
use super::real::count;
use super::views::{ViewForecast, sig2};

/// Points of the grid.
pub const POINTS: usize = 85;

/// Step of the grid, log units.
pub const STEP: f64 = 1.0 / 6.0;

/// First point of the grid.
const FIRST: f64 = -7.0;

/// Index of distance 0 in a table of all 169 distances, -84 to 84 steps.
const CENTRE: usize = POINTS - 1;

/// One number for each point of the grid.
pub type Cells = [f64; POINTS];

/// Returns the x of a point, -7 to 7 log units.
pub fn x(index: usize) -> f64 {
    FIRST + count(index) / 6.0
}

/// The x of every point.
pub fn xs() -> Cells {
    std::array::from_fn(x)
}

/// Scales cells to a sum of 1. Cells that are all 0 stay 0.
pub fn normalised(mut cells: Cells) -> Cells {
    let sum: f64 = cells.iter().sum();
    if sum > 0.0 {
        for cell in &mut cells {
            *cell /= sum;
        }
    }
    cells
}

/// An 85 x 85 matrix whose entries depend only on the distance between two points (Toeplitz), stored as 169 numbers.
pub struct Kernel {
    by_distance: [f64; 2 * POINTS - 1],
    /// Distance in steps beyond which it is 0.
    reach: usize,
}

impl Kernel {
    /// The normal density with standard deviation `s` (log units, about 0.2 to 0.9), times the step, so that a row away from the
    /// edges sums to 1. Rows near the edges sum to less and are not rescaled (statistics, section 3.5).
    pub fn normal(s: f64) -> Self {
        // Seven standard deviations: the rest is below 1e-11.
        let reach = (1..POINTS).find(|distance| count(*distance) * STEP > 7.0 * s).unwrap_or(POINTS) - 1;
        let peak = STEP / (s * (2.0 * std::f64::consts::PI).sqrt());
        let mut by_distance = [0.0; 2 * POINTS - 1];
        for distance in 0..=reach {
            let z = count(distance) * STEP / s;
            let value = peak * (-z * z / 2.0).exp();
            by_distance[CENTRE + distance] = value;
            by_distance[CENTRE - distance] = value;
        }
        Self { by_distance, reach }
    }

    /// Multiplies the matrix with a vector.
    pub fn apply(&self, cells: &Cells) -> Cells {
        let mut out = [0.0; POINTS];
        for (b, cell) in cells.iter().enumerate() {
            if *cell == 0.0 {
                continue;
            }
            let (first, last) = (b.saturating_sub(self.reach), (b + self.reach).min(POINTS - 1));
            let row = &self.by_distance[CENTRE + first - b..=CENTRE + last - b];
            for (sum, value) in out[first..=last].iter_mut().zip(row) {
                *sum += cell * value;
            }
        }
        out
    }
}

/// Returns the likelihood of a creator's bookings at each point, scaled to a peak of 1; 1 everywhere without bookings.
///
/// Orders are Poisson with the mean `exp(center + x) * views`, times a Gamma factor for the luck of the post, which gives a
/// negative binomial (statistics, section 3.4). For a booking with `n` orders, the expected number `m` and the shape
/// `k = 1 / (exp(luck_var) - 1)`: `log L = n ln m - (n + k) ln(k + m)`, constants left out. A luck of log-sd 0.5 gives `k = 3.5`.
///
/// `centre` is the log of orders per view at x = 0. The forecast of views stands in where views are unknown, and says what is usual:
/// views beyond it sell less well (addendum, B1).
pub fn likelihood(bookings: &[&BookingInput], centre: f64, forecast: &ViewForecast, constants: &Constants) -> Cells {
    let mut log = [0.0; POINTS];
    for booking in bookings {
        let exposure = Exposure::of(booking, forecast, constants);
        let orders = booking.orders.orders();
        let log_exposure = centre + exposure.views.ln();
        let k = 1.0 / exposure.luck_var.exp_m1();
        for (g, cell) in log.iter_mut().enumerate() {
            let log_expected = log_exposure + x(g);
            *cell += orders * log_expected - (orders + k) * (k + log_expected.exp()).ln();
        }
    }
    let peak = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    log.map(|cell| (cell - peak).exp())
}

/// The exposure that a booking's orders are measured against.
struct Exposure {
    /// Views, weighted by how well they sell and by the share of orders that has come in at this age.
    views: f64,
    /// Variance of the log of the luck factor.
    luck_var: f64,
}

impl Exposure {
    fn of(booking: &BookingInput, forecast: &ViewForecast, constants: &Constants) -> Self {
        let typical = forecast.log_mean.exp();
        let Constants { gamma, s_view, .. } = *constants;
        // Makes the mean over the luck of views the same as with a power of 1.
        let evened = (s_view * s_view * (gamma - gamma * gamma) / 2.0).exp();
        if booking.posts.is_empty() {
            let luck_var = constants.s_conv * constants.s_conv + constants.s_view * constants.s_view;
            return Self { views: typical, luck_var: luck_var.max(constants.luck_floor) };
        }
        let (mut views, mut shares, mut missing) = (0.0, 0.0, 0);
        for post in &booking.posts {
            let share = constants.order_ramp.share(post.orders_age_days, constants);
            shares += share;
            views += share
                * post.known_views().map_or_else(
                    || {
                        missing += 1;
                        typical
                    },
                    |known| {
                        let mature = known / constants.view_ramp.share(post.views_age_days, constants);
                        typical * (mature / typical).powf(gamma) * evened
                    },
                );
        }
        let posts = count(booking.posts.len());
        let mut luck_var = constants.s_conv * constants.s_conv / posts;
        luck_var += (constants.ramp_u * (1.0 - shares / posts)).powi(2);
        luck_var += (constants.s_gamma * forecast.surprise_of(booking, constants)).powi(2);
        if missing > 0 {
            let missing = count(missing);
            luck_var += (missing / posts).powi(2) * sig2(missing, constants.s_view);
        }
        Self { views, luck_var: luck_var.max(constants.luck_floor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::input::{OrderSums, PostInput};

    const FORECAST: ViewForecast = ViewForecast { log_mean: 9.0, log_var: 0.2, expected_log: 9.0, surprise: None };

    fn booking(views: i64, orders: i64) -> BookingInput {
        let post = PostInput { views: Some(views), views_age_days: 30.0, orders_age_days: 30.0 };
        let orders = OrderSums { count: orders, ..OrderSums::default() };
        BookingInput { posts: vec![post], orders, ..BookingInput::default() }
    }

    #[test]
    fn matches_the_grid_of_the_test_vectors() {
        assert!((x(0) + 7.0).abs() < 1e-15 && x(42).abs() < 1e-15 && (x(84) - 7.0).abs() < 1e-15);
    }

    #[test]
    fn a_kernel_keeps_mass_away_from_the_edges() {
        let mut cells = [0.0; POINTS];
        cells[42] = 1.0;
        for s in [0.2, 0.55, 0.9] {
            let smeared = Kernel::normal(s).apply(&cells);
            assert!((smeared.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{s}");
            assert!(smeared.iter().zip(smeared.iter().rev()).all(|(a, b)| (a - b).abs() < 1e-15));
        }
    }

    #[test]
    fn zero_orders_favor_low_rates_without_excluding_any() {
        let constants = Constants::default();
        let none = booking(10_000, 0);
        let likelihood = likelihood(&[&none], -7.0, &FORECAST, &constants);
        assert!((likelihood[0] - 1.0).abs() < 1e-15, "the peak is at the lower end");
        assert!(likelihood.windows(2).all(|pair| pair[0] >= pair[1] && pair[1] > 0.0));
    }

    #[test]
    fn many_orders_do_not_remove_the_luck_of_one_post() {
        let constants = Constants::default();
        let many = booking(1_000_000, 1_000_000);
        let likelihood = likelihood(&[&many], 0.0, &FORECAST, &constants);
        // A log unit away is well within reach for one post: log-sd 0.42.
        assert!(likelihood[42 + 3] > 0.3 && likelihood[42 - 3] > 0.3, "{likelihood:?}");
    }
}
