//! The posterior of a log return: a mixture of normals, one at each point of the grid, all with one spread.

use super::constants::Constants;
use super::grid::{Cells, POINTS, STEP, x, xs};
use super::real::count;
use super::special::{normal_cdf, normal_quantile};

/// Weight below which a point of the grid is left out of exact sums.
const NEGLIGIBLE: f64 = 1e-12;

/// How close a quantile's probability must come.
const CLOSE: f64 = 1e-11;

/// Beyond this the normal distribution function is 0 or 1 to the last digit.
const FAR: f64 = 8.3;

/// `log y ~ sum over the grid of post(g) Normal(offset + x_g, spread^2)` (statistics, section 3.6).
#[derive(Clone, Copy, Debug)]
pub struct Mixture<'a> {
    /// Weights of the points, sum 1.
    pub weights: &'a Cells,
    /// Log of y at x = 0.
    pub offset: f64,
    /// Log-sd around each point, above 0.
    pub spread: f64,
}

/// Median and ranges of an estimate on its own scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantiles {
    /// 5 %.
    pub q05: f64,
    /// 10 %: lower end of the 80 % range.
    pub q10: f64,
    /// The median: the best guess.
    pub q50: f64,
    /// 90 %: upper end of the 80 % range.
    pub q90: f64,
    /// 95 %.
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

    /// The 80 % range alone.
    pub fn range(self) -> Range {
        Range { q10: self.q10, q50: self.q50, q90: self.q90 }
    }
}

impl From<[f64; 5]> for Quantiles {
    fn from([q05, q10, q50, q90, q95]: [f64; 5]) -> Self {
        Self { q05, q10, q50, q90, q95 }
    }
}

/// Median and 80 % range.
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
}

impl From<[f64; 3]> for Range {
    fn from([q10, q50, q90]: [f64; 3]) -> Self {
        Self { q10, q50, q90 }
    }
}

impl Mixture<'_> {
    /// P(log y < `log_y`).
    pub fn cdf(&self, log_y: f64) -> f64 {
        self.exact(log_y - self.offset).0
    }

    /// P(log y > `log_y`).
    pub fn beats(&self, log_y: f64) -> f64 {
        (1.0 - self.cdf(log_y)).clamp(0.0, 1.0)
    }

    /// Mean of y.
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
        let table = self.at_points();
        levels.map(|level| (self.offset + self.quantile(level, &table)).exp())
    }

    /// Distribution function at `from + k STEP`, k = 0, 1, ..., on the log scale: one table of normal values serves all.
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

    /// Distribution function at the points of the grid, without the offset.
    fn at_points(&self) -> Cells {
        Mixture { offset: 0.0, ..*self }.along::<POINTS>(x(0))
    }

    /// The root of the distribution function, without the offset: a bracket from the table, then Newton on the exact mixture.
    fn quantile(&self, level: f64, table: &Cells) -> f64 {
        let beyond = 9.0 * self.spread;
        let index = table.partition_point(|value| *value < level);
        let (mut below, mut above) = match index {
            0 => (x(0) - beyond, x(0)),
            POINTS => (x(POINTS - 1), x(POINTS - 1) + beyond),
            index => (x(index - 1), x(index)),
        };
        let mut y = match index {
            0 | POINTS => f64::midpoint(below, above),
            index => {
                let (low, high) = (table[index - 1], table[index]);
                let part = (level - low) / (high - low);
                below + STEP * part
            }
        };
        for _ in 0..100 {
            let (value, density) = self.exact(y);
            let miss = value - level;
            if miss.abs() < CLOSE {
                break;
            }
            if miss < 0.0 {
                below = y;
            } else {
                above = y;
            }
            let newton = y - miss / density;
            y = if newton > below && newton < above { newton } else { f64::midpoint(below, above) };
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
