//! Several creators together: they share the level of the shop and the spread between creators, so their luck is shared too
//! (addendum, B4 and B10).
//!
//! Given the level `mu` (a grid point) and the spread `tau` (one of six), creators are independent. So a sum over creators is one
//! log-normal for each of the 6 x 85 pairs, weighted by how well the pair explains the bookings of everybody tested. Groups are left out.
//!
//! `W` below is revenue per unit of fixed cost over all members, each weighted by their share of the money.

use super::commission::Commission;
use super::constants::{Constants, TAUS};
use super::grid::{Cells, Kernel, POINTS, xs};
use super::model::Model;
use super::pooling::{logs, prior};
use super::posterior::{FAR, LARGEST_LOG, Mixture};
use super::special::normal_cdf;
use super::subject::Subject;

/// Pairs with less weight are left out.
const NEGLIGIBLE: f64 = 1e-12;

/// The least that a smeared likelihood is divided by.
const LEAST: f64 = 1e-300;

/// The likelihood of a creator without evidence.
const BLANK: Cells = [1.0; POINTS];

/// What the tested creators say about what all creators share: the weight of each pair of `tau` and `mu`, with a sum of 1.
pub(super) struct SharedLuck<'a> {
    model: &'a Model<'a>,
    constants: &'a Constants,
    spreads: Vec<Spread>,
}

/// One value of `tau`, with what is asked of it again for every batch and plan.
struct Spread {
    kernel: Kernel,
    /// The likelihood of each tested creator, smeared.
    smeared: Vec<Cells>,
    /// The same for a creator without evidence.
    blank: Cells,
    /// The share of each `mu` together with this `tau`.
    weights: Cells,
}

/// One of several creators.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    /// Position among the creators; one with a fixed cost.
    pub index: usize,
    /// Share of the money, above 0.
    pub weight: f64,
    /// Log-variance of luck in what is asked about; 0 for the long run.
    pub noise: f64,
}

impl Spread {
    /// The smeared likelihood of a creator.
    fn own(&self, subject: &Subject) -> &Cells {
        subject.tested_at.map_or(&self.blank, |place| &self.smeared[place])
    }
}

/// What a member returns per unit and the square of it, up to the offset: at each `x`, or smeared as functions of `mu`.
struct Moments {
    mean: Cells,
    square: Cells,
}

impl Moments {
    /// The expected values for one value of `tau`, given `mu`.
    fn smeared(&self, spread: &Spread, subject: &Subject) -> Self {
        let ratio = |cells: &Cells| {
            let mut ratio = spread.kernel.apply(cells);
            ratio.iter_mut().zip(spread.own(subject)).for_each(|(cell, own)| *cell /= own.max(LEAST));
            ratio
        };
        Self { mean: ratio(&self.mean), square: ratio(&self.square) }
    }
}

impl<'a> SharedLuck<'a> {
    /// Reads it from a fitted model: `weight(tau, mu) = w_tau pmu(mu) prod Y_j(mu)` over the tested, those who cost nothing included.
    pub fn of(model: &'a Model<'a>, constants: &'a Constants) -> Self {
        let log_prior = logs(&prior(constants));
        // Until the last lines, `weights` holds logs.
        let mut spreads: Vec<Spread> = Vec::with_capacity(TAUS);
        for (tau, weight) in constants.taus.iter().zip(constants.tau_weights) {
            let kernel = Kernel::normal(*tau);
            let smeared: Vec<Cells> = model.likelihoods.iter().map(|likelihood| kernel.apply(likelihood)).collect();
            let mut weights = log_prior.map(|cell| cell + weight.ln());
            for own in &smeared {
                weights.iter_mut().zip(&logs(own)).for_each(|(sum, cell)| *sum += cell);
            }
            spreads.push(Spread { blank: kernel.apply(&BLANK), kernel, smeared, weights });
        }
        let cells = || spreads.iter().flat_map(|spread| spread.weights);
        let peak = cells().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = cells().map(|cell| (cell - peak).exp()).sum();
        for spread in &mut spreads {
            spread.weights = spread.weights.map(|cell| (cell - peak).exp() / total);
        }
        Self { model, constants, spreads }
    }

    /// The distribution of `W` over the members. Nothing for a member without a cost.
    pub fn together(&self, members: &[Member]) -> Option<Together> {
        let mixtures: Vec<(Mixture, &Member)> = members
            .iter()
            .map(|member| {
                let subject = &self.model.subjects[member.index];
                let spread = Model::own_spread(subject, self.constants);
                Some((self.model.per_fixed(subject, self.constants)?.around(spread), member))
            })
            .collect::<Option<_>>()?;
        let tilted: Vec<Moments> = members.iter().map(|member| self.tilted(member)).collect();
        // Everything is taken relative to the largest member, so that no amount overflows.
        let shift = mixtures.iter().map(|(mixture, _)| mixture.offset).reduce(f64::max)?;
        let doubt = self.model.multiplier.log_sd;
        let common = doubt * doubt + self.constants.sd_common * self.constants.sd_common;
        let mut parts = Vec::new();
        for spread in &self.spreads {
            let (mut mean, mut var) = ([0.0; POINTS], [0.0; POINTS]);
            for ((mixture, member), tilted) in mixtures.iter().zip(&tilted) {
                let (offset, v2) = (mixture.offset - shift, mixture.spread * mixture.spread);
                let a = member.weight * (offset + v2 / 2.0).exp();
                let b = member.weight * member.weight * (2.0 * offset + 2.0 * v2 + member.noise).exp();
                let moments = tilted.smeared(spread, &self.model.subjects[member.index]);
                for g in 0..POINTS {
                    let expected = a * moments.mean[g];
                    mean[g] += expected;
                    var[g] += (b * moments.square[g] - expected * expected).max(0.0);
                }
            }
            for g in (0..POINTS).filter(|g| spread.weights[*g] >= NEGLIGIBLE) {
                let s2 = (var[g] / (mean[g] * mean[g])).ln_1p();
                let log_mean = shift + mean[g].ln() - s2 / 2.0;
                parts.push(Part { weight: spread.weights[g], mean: log_mean, sd: (s2 + common).sqrt() });
            }
        }
        let total: f64 = parts.iter().map(|part| part.weight).sum();
        for part in &mut parts {
            part.weight /= total;
        }
        Some(Together { parts, commission: self.commission(&mixtures) })
    }

    /// The chance that none of the members beats the target, each counted once (addendum, B10).
    pub fn no_winner(&self, members: &[Member]) -> f64 {
        let mut sum = 0.0;
        for spread in &self.spreads {
            let mut none = spread.weights;
            for subject in members.iter().map(|member| &self.model.subjects[member.index]) {
                let beats = self.beats(subject);
                let likelihood = self.likelihood(subject);
                let among: Cells = std::array::from_fn(|g| likelihood[g] * beats[g]);
                let among = spread.kernel.apply(&among);
                for ((none, own), among) in none.iter_mut().zip(spread.own(subject)).zip(&among) {
                    *none *= 1.0 - among / own.max(LEAST);
                }
            }
            sum += none.iter().sum::<f64>();
        }
        sum.clamp(0.0, 1.0)
    }

    /// At each point of the grid, the chance that a creator beats the target there.
    fn beats(&self, subject: &Subject) -> Cells {
        let needed = subject.terms.commission.per_fixed(self.model.target.roas());
        let mixture = self.model.per_fixed(subject, self.constants);
        let Some((needed, mixture)) = needed.zip(mixture) else { return [0.0; POINTS] };
        let spread = Model::own_spread(subject, self.constants);
        xs().map(|x| normal_cdf((mixture.offset + x - needed.ln()) / spread))
    }

    fn likelihood(&self, subject: &Subject) -> &Cells {
        subject.tested_at.map_or(&BLANK, |place| &self.model.likelihoods[place])
    }

    /// The likelihood of a member times `e^x` and `e^2x`.
    fn tilted(&self, member: &Member) -> Moments {
        let likelihood = self.likelihood(&self.model.subjects[member.index]);
        let rates = xs().map(f64::exp);
        let mean: Cells = std::array::from_fn(|g| likelihood[g] * rates[g]);
        Moments { mean, square: std::array::from_fn(|g| mean[g] * rates[g]) }
    }

    /// The commission of all members together, weighted by what each returns.
    fn commission(&self, members: &[(Mixture, &Member)]) -> Commission {
        let (mut paid, mut all) = (0.0, 0.0);
        let shift = members.iter().map(|(mixture, _)| mixture.offset).fold(f64::NEG_INFINITY, f64::max);
        for (mixture, member) in members {
            let subject = &self.model.subjects[member.index];
            let whole = mixture.at(mixture.offset - shift).around(Model::revenue_spread(subject, self.constants));
            let returned = member.weight * whole.mean();
            paid += subject.terms.commission.share() * returned;
            all += returned;
        }
        Commission::of(paid / all)
    }
}

/// A normal distribution of log `W`, with its share of the whole.
#[derive(Clone, Copy, Debug)]
struct Part {
    weight: f64,
    mean: f64,
    sd: f64,
}

/// The distribution of log `W`: a mixture of at most 510 normals.
#[derive(Clone, Debug)]
pub(super) struct Together {
    parts: Vec<Part>,
    /// The commission of all members together.
    pub commission: Commission,
}

impl Together {
    /// P(log W > `log`), 0 to 1.
    pub fn beats(&self, log: f64) -> f64 {
        (1.0 - self.cdf(log).0).clamp(0.0, 1.0)
    }

    /// The log of W at each level of probability.
    pub fn log_quantiles<const N: usize>(&self, levels: [f64; N]) -> [f64; N] {
        let (low, high) = self.parts.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), part| {
            (low.min(part.mean - 9.0 * part.sd), high.max(part.mean + 9.0 * part.sd))
        });
        let mean: f64 = self.parts.iter().map(|part| part.weight * part.mean).sum();
        let mut start = mean;
        levels.map(|level| {
            start = self.quantile(level, (low, high), start);
            start.clamp(-LARGEST_LOG, LARGEST_LOG)
        })
    }

    /// Newton's steps from the last quantile, halving the bracket whenever a step would leave it.
    fn quantile(&self, level: f64, (mut below, mut above): (f64, f64), start: f64) -> f64 {
        let mut y = start.clamp(below, above);
        for _ in 0..200 {
            let (value, density) = self.cdf(y);
            let miss = value - level;
            if miss.abs() < 1e-13 {
                return y;
            }
            if miss < 0.0 {
                below = y;
            } else {
                above = y;
            }
            let newton = y - miss / density;
            let next = if newton > below && newton < above { newton } else { f64::midpoint(below, above) };
            if (next - y).abs() < 1e-13 * (1.0 + y.abs()) {
                return next;
            }
            y = next;
        }
        y
    }

    /// Distribution function and density.
    fn cdf(&self, y: f64) -> (f64, f64) {
        let (mut value, mut density) = (0.0, 0.0);
        for Part { weight, mean, sd } in &self.parts {
            let z = (y - mean) / sd;
            if z > FAR {
                value += weight;
            } else if z > -FAR {
                value += weight * normal_cdf(z);
                density += weight * (-z * z / 2.0).exp() / sd;
            }
        }
        (value, density / (2.0 * std::f64::consts::PI).sqrt())
    }
}
