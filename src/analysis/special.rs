//! Special functions: thin wrappers over `statrs` and `libm`, with quantiles polished to the last digits.

use statrs::function::{beta, erf, gamma};

use std::f64::consts::SQRT_2;

/// Shape beyond which a gamma quantile is taken from its cube root, which is normal to ten digits there.
const LARGE_SHAPE: f64 = 1e7;

/// Smaller shape beyond which a beta quantile is taken as normal: the continued fraction no longer converges.
const LARGE_SHAPES: f64 = 1e4;

/// Steps of a root search; halving alone would need about 60.
const STEPS: usize = 400;

/// Returns the standard normal distribution function.
pub fn normal_cdf(z: f64) -> f64 {
    // The one of `statrs` is right to ten digits only.
    0.5 * libm::erfc(-z / SQRT_2)
}

/// Returns the standard normal quantile of `p` in 0..1.
pub fn normal_quantile(p: f64) -> f64 {
    -SQRT_2 * erf::erfc_inv(2.0 * p)
}

/// Returns the distribution function of a gamma variable.
pub fn gamma_cdf(x: f64, shape: f64, rate: f64) -> f64 {
    let x = x * rate;
    if x <= 0.0 {
        return 0.0;
    }
    gamma::checked_gamma_lr(shape, x).unwrap_or(1.0)
}

/// Returns the quantile of a gamma variable, `p` in 0..1.
pub fn gamma_quantile(p: f64, shape: f64, rate: f64) -> f64 {
    // Wilson and Hilferty: the cube root of a gamma variable is nearly normal.
    let ninth = 1.0 / (9.0 * shape);
    let cube = (1.0 - ninth + normal_quantile(p) * ninth.sqrt()).powi(3) * shape;
    if shape > LARGE_SHAPE {
        return cube / rate;
    }
    let ln_gamma = gamma::ln_gamma(shape);
    // Far down the distribution function is x^shape / gamma(shape + 1).
    let start = if cube > 0.01 * shape { cube } else { ((p.ln() + gamma::ln_gamma(shape + 1.0)) / shape).exp() };
    let mut above = start.max(shape) * 2.0 + 1.0;
    while gamma_cdf(above, shape, 1.0) < p && above.is_finite() {
        above *= 2.0;
    }
    let density = |x: f64| ((shape - 1.0) * x.ln() - x - ln_gamma).exp();
    root(p, (0.0, above), start, |x| gamma_cdf(x, shape, 1.0), density) / rate
}

/// Returns the distribution function of a beta variable.
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    beta::checked_beta_reg(a, b, x.clamp(0.0, 1.0)).unwrap_or(f64::from(x >= 1.0))
}

/// Returns the quantile of a beta variable, `p` in 0..1.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let mean = a / (a + b);
    if a.min(b) > LARGE_SHAPES {
        let sd = (mean * (1.0 - mean) / (a + b + 1.0)).sqrt();
        return (mean + normal_quantile(p) * sd).clamp(0.0, 1.0);
    }
    let ln_beta = ln_beta(a, b);
    let density = |x: f64| ((a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p() - ln_beta).exp();
    root(p, (0.0, 1.0), mean, |x| beta_cdf(x, a, b), density)
}

/// Returns the log of the beta function.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    gamma::ln_gamma(a) + gamma::ln_gamma(b) - gamma::ln_gamma(a + b)
}

/// Finds where a rising distribution function reaches `p`: Newton's steps, halving where one leaves the bracket.
fn root(
    p: f64,
    bracket: (f64, f64),
    start: f64,
    distribution: impl Fn(f64) -> f64,
    density: impl Fn(f64) -> f64,
) -> f64 {
    let (mut below, mut above) = bracket;
    let mut x = start;
    for _ in 0..STEPS {
        let miss = distribution(x) - p;
        if miss == 0.0 {
            return x;
        }
        if miss < 0.0 {
            below = x;
        } else {
            above = x;
        }
        let newton = x - miss / density(x);
        // Roots near 0 are found by their size: halve the exponent once both ends have one.
        let halved =
            if below > 0.0 && above > 4.0 * below { (below * above).sqrt() } else { f64::midpoint(below, above) };
        let next = if newton > below && newton < above { newton } else { halved };
        if (next - x).abs() <= 4.0 * f64::EPSILON * x.abs() {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poisson_limits_of_garwood() {
        // Appendix A, 1: exact limits of a count from gamma quantiles.
        let lower = |count: f64, level: f64| gamma_quantile(f64::midpoint(0.0, 1.0 - level), count, 1.0);
        let upper = |count: f64, level: f64| gamma_quantile(f64::midpoint(1.0, level), count + 1.0, 1.0);
        assert!((upper(0.0, 0.95) - 3.689).abs() < 5e-4);
        assert!((lower(10.0, 0.95) - 4.795).abs() < 5e-4 && (upper(10.0, 0.95) - 18.390).abs() < 1e-3);
        assert!((lower(25.0, 0.95) - 16.18).abs() < 5e-3 && (upper(25.0, 0.95) - 36.90).abs() < 6e-3);
        assert!((lower(25.0, 0.90) - 17.38).abs() < 5e-3 && (upper(25.0, 0.90) - 34.92).abs() < 6e-3);
    }

    #[test]
    fn gamma_posteriors_of_hoff() {
        // Appendix A, 2: births by education.
        let near = |ours: f64, book: f64| assert!((ours - book).abs() < 1e-3, "{ours} is not {book}");
        near(gamma_quantile(0.025, 219.0, 112.0), 1.705);
        near(gamma_quantile(0.975, 219.0, 112.0), 2.223);
        near(gamma_quantile(0.025, 68.0, 45.0), 1.173);
        near(gamma_quantile(0.975, 68.0, 45.0), 1.891);
    }

    #[test]
    fn large_shapes_stay_finite_and_join_smoothly() {
        let (small, large) = (gamma_quantile(0.9, 9.9e6, 1.0), gamma_quantile(0.9, 1.01e7, 1.0));
        assert!((small / 9.9e6 - large / 1.01e7).abs() < 1e-5);
        assert!(gamma_quantile(0.1, 1e18, 1e18).is_finite());
        let (small, large) = (beta_quantile(0.9, 9.9e3, 9.9e4), beta_quantile(0.9, 1.01e4, 1.01e5));
        assert!((small - large).abs() < 5e-5, "{small} {large}");
    }
}
