//! The next booking alone, luck included (statistics, section 6.3), and how much luck there is in it.

use super::commission::luck_points;
use super::constants::Constants;
use super::grid::{Cells, x};
use super::model::Model;
use super::posterior::{Mixture, Range};
use super::subject::Subject;
use super::views::sig2;

/// A forecast of the next collaboration alone, luck included, not of the average (statistics, section 6.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NextBooking {
    /// Orders to expect.
    pub expected_orders: f64,
    /// Chance of no order at all, 0 to 1.
    pub zero_probability: f64,
    /// Tracked orders, from 0.
    pub orders: Range,
    /// ROAS, from 0.
    pub roas: Range,
    /// Probability that it beats the target, 0 to 1.
    pub p_target: f64,
}

/// What one booking's result owes to luck.
pub(super) struct Luck {
    /// `l2`: log-variance of the orders that its views bring, views beyond the usual selling less well.
    posts_var: f64,
    /// Log-variance of what one more booking tells: its views and conversion, and its orders (addendum, B6).
    pub told_var: f64,
    /// Log-variance of the number and the size of its orders.
    orders_var: f64,
    /// `en`: tracked orders to expect.
    pub expected_orders: f64,
    /// Minor units of attributed revenue per tracked order.
    per_order: f64,
}

impl Luck {
    /// `mean_revenue` is what a booking returns on average, minor units.
    pub fn of(model: &Model, subject: &Subject, mean_revenue: f64, constants: &Constants) -> Self {
        let posts = subject.terms.posts;
        let per_order = subject.order_value.mean * subject.multiplier.kappa;
        let expected_orders = mean_revenue / per_order;
        let orders_var = (1.0 + model.shop.cv2) / expected_orders.max(1.0);
        let conversion = constants.s_conv * constants.s_conv / posts;
        Self {
            posts_var: sig2(posts, constants.gamma * constants.s_view) + conversion,
            told_var: sig2(posts, constants.s_view) + conversion + orders_var,
            orders_var,
            expected_orders,
            per_order,
        }
    }

    /// Statistics, section 6.3, for a creator's revenue per unit of fixed cost in the long run.
    pub fn next_booking(&self, model: &Model, subject: &Subject, long_run: Mixture, cost: f64) -> NextBooking {
        let commission = subject.terms.commission;
        let v2 = long_run.spread * long_run.spread;
        let realised = Mixture {
            weights: long_run.weights,
            offset: long_run.offset - self.posts_var / 2.0,
            spread: (v2 + self.posts_var + self.orders_var).sqrt(),
        };
        let log_orders = realised.offset + (cost / self.per_order).ln();
        let zero = zero_probability(long_run.weights, log_orders, (v2 + self.posts_var).sqrt());
        let quantiles = realised.quantiles(Range::LEVELS);
        let above_zero = |index: usize| if Range::LEVELS[index] <= zero { 0.0 } else { quantiles[index] };
        let range =
            |of: &dyn Fn(f64) -> f64| Range { q10: of(above_zero(0)), q50: of(above_zero(1)), q90: of(above_zero(2)) };
        let beats = commission.per_fixed(model.target.roas()).map_or(0.0, |needed| realised.beats(needed.ln()));
        NextBooking {
            expected_orders: self.expected_orders,
            zero_probability: zero,
            orders: range(&|per_fixed| per_fixed * cost / self.per_order),
            roas: range(&|per_fixed| commission.roas(per_fixed)),
            p_target: beats.min(1.0 - zero),
        }
    }
}

/// Chance of no order: Poisson zeros over the posterior and over luck, the luck by 13 points of a normal.
fn zero_probability(weights: &Cells, log_orders: f64, sd: f64) -> f64 {
    let points: Vec<(f64, f64)> = luck_points().map(|(z, share)| ((log_orders + z * sd).exp(), share)).collect();
    let total: f64 = points.iter().map(|(_, share)| share).sum();
    let mut sum = 0.0;
    for (g, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 1e-15) {
        let rate = x(g).exp();
        let zeros: f64 = points.iter().map(|(orders, share)| share * (-orders * rate).exp()).sum();
        sum += weight * zeros;
    }
    (sum / total).clamp(0.0, 1.0)
}
