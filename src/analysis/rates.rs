//! Raw rates for the drill-down, with counting noise only: the narrow intervals that the estimate is shown against.

use super::real::real;
use super::special::{beta_cdf, beta_quantile, gamma_quantile, ln_beta};

/// Returns the Jeffreys interval of orders per 1,000 views, the lower end 0 without orders (statistics, section 2.4).
///
/// `level` is the coverage, 0.8 for an 80% interval. Nothing without views.
pub fn orders_per_mille(orders: i64, views: i64, level: f64) -> Option<(f64, f64)> {
    if orders < 0 || views <= 0 {
        return None;
    }
    let (shape, rate) = (real(orders) + 0.5, real(views));
    let bound = |p: f64| 1_000.0 * gamma_quantile(p, shape, rate);
    let low = if orders == 0 { 0.0 } else { bound(tail(level)) };
    Some((low, bound(1.0 - tail(level))))
}

/// Returns the Jeffreys interval of orders per click, 0 and 1 at the ends (statistics, section 2.4).
///
/// Nothing without clicks, and nothing where there are more orders than clicks: that is a leak, not a rate.
pub fn orders_per_click(orders: i64, clicks: i64, level: f64) -> Option<(f64, f64)> {
    if orders < 0 || clicks <= 0 || orders > clicks {
        return None;
    }
    let (a, b) = (real(orders) + 0.5, real(clicks - orders) + 0.5);
    let low = if orders == 0 { 0.0 } else { beta_quantile(tail(level), a, b) };
    let high = if orders == clicks { 1.0 } else { beta_quantile(1.0 - tail(level), a, b) };
    Some((low, high))
}

/// Returns the probability that the first of two rates is larger, each with a gamma posterior of shape and rate.
///
/// The closed form for counts by Evan Miller, as a regularised beta function.
pub fn rate_is_larger(first: (f64, f64), second: (f64, f64)) -> f64 {
    let ((a1, b1), (a2, b2)) = (first, second);
    beta_cdf(b2 / (b1 + b2), a2, a1)
}

/// Returns the probability that the second of two shares is larger, each with a beta posterior; its first parameter is a whole number.
///
/// The closed form for conversions by Evan Miller.
pub fn share_is_larger(first: (f64, f64), second: (u32, f64)) -> f64 {
    let ((a1, b1), (a2, b2)) = (first, second);
    let term = |i: f64| (ln_beta(a1 + i, b1 + b2) - (b2 + i).ln() - ln_beta(1.0 + i, b2) - ln_beta(a1, b1)).exp();
    (0..a2).map(|i| term(f64::from(i))).sum()
}

fn tail(level: f64) -> f64 {
    f64::midpoint(0.0, 1.0 - level.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_without_a_base_are_not_shown() {
        assert_eq!(orders_per_mille(3, 0, 0.8), None);
        assert_eq!(orders_per_click(3, 0, 0.8), None);
        assert_eq!(orders_per_click(18, 17, 0.8), None);
        assert_eq!(orders_per_click(7, 7, 0.8).map(|(_, high)| high), Some(1.0));
        assert_eq!(orders_per_mille(0, 1_200, 0.8).map(|(low, _)| low), Some(0.0));
    }

    #[test]
    fn births_of_hoff() {
        // Appendix A, 2: P(theta1 > theta2) = 0.973.
        let larger = rate_is_larger((219.0, 112.0), (68.0, 45.0));
        assert!((larger - 0.973).abs() < 5e-4, "{larger}");
    }
}
