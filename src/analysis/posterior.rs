//! The posterior of a return such as ROAS: a mixture of 85 normal distributions of its log, one per grid point, with a common spread.
//!
//! `y` is the return itself (1.67 means 1.67 dollars per dollar) and `log y` its natural log. Weights come from the grid and sum to
//! 1, `offset` is `log y` at x = 0, and `spread` is the standard deviation around each point in log units (about 0.3 to 1.5).
//! Distribution functions take `log y`; means and quantiles are returned as `y`. Formulas: statistics, section 3.6.

use super::constants::Constants;
use super::grid::{Cells, Kernel, POINTS, STEP, x, xs};
use super::real::count;
use super::special::{normal_cdf, normal_quantile};

/// Points with less weight are left out of exact sums.
const NEGLIGIBLE: f64 = 1e-12;

/// The search takes its last step once the probability is this close.
const CLOSE: f64 = 1e-6;

/// Largest log of a quantile: `exp` overflows a little beyond, at 709.
pub(super) const LARGEST_LOG: f64 = 700.0;

/// Limit for the steps of the search; it usually takes two.
const STEPS: usize = 100;

/// Beyond this many standard deviations the normal distribution function is 0 or 1 in `f64`.
pub(super) const FAR: f64 = 8.3;

/// `log y ~ sum over the grid of post(g) Normal(offset + x_g, spread^2)` (statistics, section 3.6).
#[derive(Clone, Copy, Debug)]
pub struct Mixture<'a> {
    /// Weights of the grid points, with a sum of 1.
    pub weights: &'a Cells,
    /// Log of y at x = 0.
    pub offset: f64,
    /// Standard deviation around each point, log units, above 0.
    pub spread: f64,
}

/// Median and ranges of an estimate on its own scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantiles {
    /// 5%.
    pub q05: f64,
    /// 10%: lower end of the 80% range.
    pub q10: f64,
    /// The median: the best guess.
    pub q50: f64,
    /// 90%: upper end of the 80% range.
    pub q90: f64,
    /// 95%.
    pub q95: f64,
}

impl Quantiles {
    /// The probabilities, in the order of the fields.
    pub const LEVELS: [f64; 5] = [0.05, 0.10, 0.50, 0.90, 0.95];

    /// Quantiles of a log-normal.
    pub fn log_normal(log_mean: f64, log_sd: f64) -> Self {
        Self::from(Self::LEVELS.map(|level| (log_mean + log_sd * normal_quantile(level)).exp()))
    }

    /// Each quantile passed through a rising function.
    pub fn map(self, rising: impl Fn(f64) -> f64) -> Self {
        let Self { q05, q10, q50, q90, q95 } = self;
        Self::from([q05, q10, q50, q90, q95].map(rising))
    }

    /// The 80% range alone.
    pub fn range(self) -> Range {
        Range { q10: self.q10, q50: self.q50, q90: self.q90 }
    }
}

impl From<[f64; 5]> for Quantiles {
    fn from([q05, q10, q50, q90, q95]: [f64; 5]) -> Self {
        Self { q05, q10, q50, q90, q95 }
    }
}

/// Median and 80% range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Lower end.
    pub q10: f64,
    /// The median.
    pub q50: f64,
    /// Upper end.
    pub q90: f64,
}

impl Range {
    /// The probabilities, in the order of the fields.
    pub const LEVELS: [f64; 3] = [0.10, 0.50, 0.90];

    /// The range of a number whose log is normal with this mean and variance.
    pub fn log_normal(log_mean: f64, log_var: f64) -> Self {
        /// Standard normal quantile of 0.9.
        const Z90: f64 = 1.281_551_565_544_6;
        let reach = Z90 * log_var.max(0.0).sqrt();
        Self { q10: (log_mean - reach).exp(), q50: log_mean.exp(), q90: (log_mean + reach).exp() }
    }
}

impl From<[f64; 3]> for Range {
    fn from([q10, q50, q90]: [f64; 3]) -> Self {
        Self { q10, q50, q90 }
    }
}

impl Mixture<'_> {
    /// The same with another log of y at x = 0.
    pub fn at(self, offset: f64) -> Self {
        Self { offset, ..self }
    }

    /// The same with another standard deviation around each point.
    pub fn around(self, spread: f64) -> Self {
        Self { spread, ..self }
    }

    /// P(log y < `log_y`).
    pub fn cdf(&self, log_y: f64) -> f64 {
        self.exact(log_y - self.offset).0
    }

    /// P(log y > `log_y`).
    pub fn beats(&self, log_y: f64) -> f64 {
        (1.0 - self.cdf(log_y)).clamp(0.0, 1.0)
    }

    /// Mean of y: the sum of `w exp(x)`, times `exp(offset + spread^2 / 2)`.
    pub fn mean(&self) -> f64 {
        let inner: f64 = self.weights.iter().enumerate().map(|(g, weight)| weight * x(g).exp()).sum();
        inner * (self.offset + self.spread * self.spread / 2.0).exp()
    }

    /// Mean of y squared.
    pub fn mean_square(&self) -> f64 {
        let inner: f64 = self.weights.iter().enumerate().map(|(g, weight)| weight * (2.0 * x(g)).exp()).sum();
        inner * (2.0 * self.offset + 2.0 * self.spread * self.spread).exp()
    }

    /// Mean and variance of log y.
    pub fn log_moments(&self) -> (f64, f64) {
        let mean: f64 = self.weights.iter().zip(xs()).map(|(weight, x)| weight * x).sum();
        let var: f64 = self.weights.iter().zip(xs()).map(|(weight, x)| weight * (x - mean) * (x - mean)).sum();
        (self.offset + mean, var + self.spread * self.spread)
    }

    /// Quantiles of y, in the order of their probabilities.
    pub fn quantiles<const N: usize>(&self, levels: [f64; N]) -> [f64; N] {
        let table = Table::of(self);
        // One absurd order can make the spread of luck larger than any exponent.
        levels.map(|level| (self.offset + self.quantile(level, &table)).clamp(-LARGEST_LOG, LARGEST_LOG).exp())
    }

    /// Returns `P(log y < from + k STEP)` for k = 0 to N - 1. Places and points share one step, so one table of N + 84 normal values
    /// is enough.
    pub fn along<const N: usize>(&self, from: f64) -> [f64; N] {
        let start = from - self.offset;
        let distances = N + POINTS - 1;
        let table: Vec<f64> = (0..distances)
            .map(|k| capped_cdf((start - x(0) + (count(k) - count(POINTS - 1)) * STEP) / self.spread))
            .collect();
        // Entry k of the table belongs to distance k - (POINTS - 1) between a place and a point.
        let mut sums = [0.0; N];
        for (g, weight) in self.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            for (sum, value) in sums.iter_mut().zip(&table[POINTS - 1 - g..]) {
                *sum += weight * value;
            }
        }
        sums
    }

    /// Solves `exact(y) = level` without the offset: a start from the table, then Newton steps on the exact mixture, with bisection
    /// whenever a step would leave the bracket.
    fn quantile(&self, level: f64, table: &Table) -> f64 {
        let (mut below, mut above) = table.bracket(level, 9.0 * self.spread);
        let mut y = table.start(level, below, above);
        for _ in 0..STEPS {
            let (value, density) = self.exact(y);
            let miss = value - level;
            if miss < 0.0 {
                below = y;
            } else {
                above = y;
            }
            let newton = y - miss / density;
            let fine = newton > below && newton < above;
            if miss.abs() < CLOSE {
                // Newton squares the error: from 1e-6 the last step reaches 1e-12, so it needs no check.
                return if density > 0.0 { newton.clamp(below, above) } else { y };
            }
            y = if fine { newton } else { f64::midpoint(below, above) };
        }
        y
    }

    /// Distribution function and density, without the offset.
    fn exact(&self, y: f64) -> (f64, f64) {
        let (mut value, mut density) = (0.0, 0.0);
        for (g, weight) in self.weights.iter().enumerate() {
            if *weight < NEGLIGIBLE {
                continue;
            }
            let z = (y - x(g)) / self.spread;
            if z > FAR {
                value += weight;
            } else if z > -FAR {
                value += weight * normal_cdf(z);
                density += weight * (-z * z / 2.0).exp();
            }
        }
        (value, density / (self.spread * (2.0 * std::f64::consts::PI).sqrt()))
    }
}

/// Distribution function and density at the grid points, without the offset: the start of the search for a quantile.
struct Table {
    values: Cells,
    densities: Cells,
}

impl Table {
    fn of(mixture: &Mixture) -> Self {
        // The normal distribution function at every distance. Negative distances mirror positive ones.
        let mut by_distance = [0.0; 2 * POINTS - 1];
        for distance in 0..POINTS {
            let value = capped_cdf(count(distance) * STEP / mixture.spread);
            by_distance[POINTS - 1 + distance] = value;
            by_distance[POINTS - 1 - distance] = 1.0 - value;
        }
        let mut values = [0.0; POINTS];
        for (g, weight) in mixture.weights.iter().enumerate().filter(|(_, weight)| **weight > NEGLIGIBLE) {
            for (sum, value) in values.iter_mut().zip(&by_distance[POINTS - 1 - g..]) {
                *sum += weight * value;
            }
        }
        let densities = Kernel::normal(mixture.spread).apply(mixture.weights).map(|mass| mass / STEP);
        Self { values, densities }
    }

    /// Returns the two grid points around the level, or an end of the grid and `beyond` past it.
    fn bracket(&self, level: f64, beyond: f64) -> (f64, f64) {
        match self.values.partition_point(|value| *value < level) {
            0 => (x(0) - beyond, x(0)),
            POINTS => (x(POINTS - 1), x(POINTS - 1) + beyond),
            index => (x(index - 1), x(index)),
        }
    }

    /// Solves the cubic (Hermite) through the values and densities of the two points; right to about six digits.
    fn start(&self, level: f64, below: f64, above: f64) -> f64 {
        let index = self.values.partition_point(|value| *value < level);
        if index == 0 || index == POINTS {
            return f64::midpoint(below, above);
        }
        let (low, high) = (self.values[index - 1], self.values[index]);
        let (rise, slope, end) = (high - low, self.densities[index - 1] * STEP, self.densities[index] * STEP);
        let mut part = (level - low) / rise;
        for _ in 0..4 {
            let (b, c) = (3.0 * rise - 2.0 * slope - end, slope + end - 2.0 * rise);
            let miss = low + part * (slope + part * (b + part * c)) - level;
            let steepness = slope + part * (2.0 * b + part * 3.0 * c);
            part = (part - miss / steepness.max(rise / 10.0)).clamp(0.0, 1.0);
        }
        (below + STEP * part).min(above)
    }
}

/// Log-sd of a forecast, never below the floor (statistics, section 3.6).
pub fn spread(var: f64, constants: &Constants) -> f64 {
    var.max(constants.v_min * constants.v_min).sqrt()
}

fn capped_cdf(z: f64) -> f64 {
    if z > FAR {
        1.0
    } else if z < -FAR {
        0.0
    } else {
        normal_cdf(z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::grid::normalised;

    fn weights(centre: f64, sd: f64) -> Cells {
        normalised(xs().map(|x| (-(x - centre).powi(2) / (2.0 * sd * sd)).exp()))
    }

    #[test]
    fn a_normal_mixed_with_a_normal_is_normal() {
        let weights = weights(0.5, 0.6);
        let mixture = Mixture { weights: &weights, offset: 1.0, spread: 0.8 };
        let [q10, q50, q90] = mixture.quantiles(Range::LEVELS).map(f64::ln);
        assert!((q50 - 1.5).abs() < 1e-7 && (q90 - 1.5 - normal_quantile(0.9)).abs() < 1e-6, "{q50} {q90}");
        assert!((q10 - 1.5 + normal_quantile(0.9)).abs() < 1e-6);
        assert!((mixture.mean() - 2.0_f64.exp()).abs() < 1e-5);
        let (mean, var) = mixture.log_moments();
        assert!((mean - 1.5).abs() < 1e-9 && (var - 1.0).abs() < 1e-6);
        assert!((mixture.mean_square() - 5.0_f64.exp()).abs() < 1e-3);
    }

    #[test]
    fn mass_at_an_edge_still_has_quantiles() {
        let mut weights = [0.0; POINTS];
        for edge in [0, POINTS - 1] {
            weights = [0.0; POINTS];
            weights[edge] = 1.0;
            let mixture = Mixture { weights: &weights, offset: 0.0, spread: 0.15 };
            let [low, median, high] = mixture.quantiles([1e-6, 0.5, 1.0 - 1e-6]).map(f64::ln);
            assert!(low < median && median < high && (median - x(edge)).abs() < 1e-9);
        }
        assert!((weights[POINTS - 1] - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_table_agrees_with_the_exact_sum() {
        let weights = weights(-0.4, 0.5);
        let mixture = Mixture { weights: &weights, offset: 0.37, spread: 0.3 };
        let along: [f64; 37] = mixture.along(-2.0);
        for (k, value) in along.iter().enumerate() {
            assert!((value - mixture.cdf(-2.0 + count(k) * STEP)).abs() < 1e-11);
        }
        let quantiles: [f64; 3] = mixture.quantiles([0.1, 0.5, 0.9]);
        for (quantile, level) in quantiles.iter().zip([0.1, 0.5, 0.9]) {
            assert!((mixture.cdf(quantile.ln()) - level).abs() < 1e-10);
        }
    }
}
