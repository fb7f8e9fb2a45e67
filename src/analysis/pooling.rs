//! Partial pooling: each creator's conversion learns from the others, as much as the creators turn out to be alike.
//!
//! Exact sums over the grid, for each value of the between-creator spread tau. Products over creators are formed as sums of
//! logs, so that neither hundreds of creators nor contradicting ones can overflow or underflow.

use super::constants::{Constants, TAUS};
use super::grid::{Cells, Kernel, POINTS, normalised, xs};

/// The pooled posteriors (statistics, section 3.5). The cells of each sum to 1.
pub struct Pooled {
    /// Posterior of each creator, in the order of the likelihoods.
    pub creators: Vec<Cells>,
    /// Posterior of each group's mean; the shop's median for every group if the group level is off.
    pub group_means: Vec<Cells>,
    /// Prediction for a creator without evidence from each group; empty if the group level is off (addendum, B5).
    predictions: Vec<Cells>,
    /// Prediction for a new creator from a new group.
    pub new_creator: Cells,
    /// Posterior of tau.
    pub taus: [f64; TAUS],
    /// Whether the group level is on.
    pub grouped: bool,
}

impl Pooled {
    /// The prediction for a creator without evidence from one of the groups, or from none of them.
    pub fn prediction(&self, group: Option<usize>) -> &Cells {
        group.and_then(|group| self.predictions.get(group)).unwrap_or(&self.new_creator)
    }
}

/// The members of every group, as positions among the likelihoods.
pub type Members = [Vec<usize>];

/// The prior of the shop's median, with a sum of 1.
pub(super) fn prior(constants: &Constants) -> Cells {
    normalised(xs().map(|x| (-x * x / (2.0 * constants.mu_sd * constants.mu_sd)).exp()))
}

/// Pools the likelihoods of the tested creators; every one is a member of exactly one group.
pub fn pool(likelihoods: &[Cells], groups: &Members, constants: &Constants) -> Pooled {
    let grouped = compares(groups);
    let mut sums = Sums::new(likelihoods.len(), groups.len());
    let mut evidence = [f64::NEG_INFINITY; TAUS];
    let prior = prior(constants);
    for ((tau, weight), evidence) in constants.taus.iter().zip(constants.tau_weights).zip(&mut evidence) {
        let spread = Spread::new(*tau, likelihoods);
        *evidence = if grouped {
            let between = Kernel::normal(constants.rho * tau);
            spread.add_grouped(&mut sums, &prior, &between, groups, likelihoods, weight.ln())
        } else {
            spread.add_flat(&mut sums, &prior, likelihoods, weight.ln())
        };
    }
    let best = evidence.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let scaled = evidence.map(|log| (log - best).exp());
    let total: f64 = scaled.iter().sum();
    let taus = scaled.map(|share| share / total);
    let shop = normalised(sums.shop.cells);
    let group_means = if grouped {
        sums.groups.into_iter().map(|sum| normalised(sum.cells)).collect()
    } else {
        vec![shop; groups.len()]
    };
    let all = |sums: Vec<Scaled>| -> Vec<Cells> { sums.into_iter().map(|sum| normalised(sum.cells)).collect() };
    let predictions = if grouped { all(sums.predictions) } else { Vec::new() };
    let new_creator = normalised(sums.new_creator.cells);
    Pooled { creators: all(sums.creators), group_means, predictions, new_creator, taus, grouped }
}

/// Whether groups can be told apart: at least two of them have two tested creators or more.
fn compares(groups: &Members) -> bool {
    groups.iter().filter(|members| members.len() >= 2).count() >= 2
}

/// Cells that carry a common factor as its log.
#[derive(Clone, Copy)]
struct Scaled {
    cells: Cells,
    log: f64,
}

impl Scaled {
    const NOTHING: Self = Self { cells: [0.0; POINTS], log: f64::NEG_INFINITY };

    /// Adds cells with another factor.
    fn add(&mut self, cells: &Cells, log: f64) {
        if log > self.log {
            let shrink = (self.log - log).exp();
            self.cells.iter_mut().for_each(|cell| *cell *= shrink);
            self.log = log;
        }
        let scale = (log - self.log).exp();
        for (sum, cell) in self.cells.iter_mut().zip(cells) {
            *sum += scale * cell;
        }
    }
}

/// The sums over tau.
struct Sums {
    creators: Vec<Scaled>,
    groups: Vec<Scaled>,
    predictions: Vec<Scaled>,
    shop: Scaled,
    new_creator: Scaled,
}

impl Sums {
    fn new(creators: usize, groups: usize) -> Self {
        let nothing = Scaled::NOTHING;
        let of_groups = vec![nothing; groups];
        Self {
            creators: vec![nothing; creators],
            groups: of_groups.clone(),
            predictions: of_groups,
            shop: nothing,
            new_creator: nothing,
        }
    }
}

/// Everything about one value of tau.
struct Spread {
    kernel: Kernel,
    /// Log of each creator's smeared likelihood.
    logs: Vec<Cells>,
}

impl Spread {
    fn new(tau: f64, likelihoods: &[Cells]) -> Self {
        let kernel = Kernel::normal(tau);
        let logs = likelihoods.iter().map(|likelihood| logs(&kernel.apply(likelihood))).collect();
        Self { kernel, logs }
    }

    /// Adds this tau with the group level off; returns the log of its evidence.
    fn add_flat(&self, sums: &mut Sums, prior: &Cells, likelihoods: &[Cells], log_weight: f64) -> f64 {
        let all = total(self.logs.iter());
        let (everybody, log) = product(prior, &all, None);
        sums.shop.add(&everybody, log + log_weight);
        sums.new_creator.add(&self.kernel.apply(&everybody), log + log_weight);
        for ((sum, own), likelihood) in sums.creators.iter_mut().zip(&self.logs).zip(likelihoods) {
            let (others, log) = product(prior, &all, Some(own));
            sum.add(&times(&self.kernel.apply(&others), likelihood), log + log_weight);
        }
        everybody.iter().sum::<f64>().ln() + log + log_weight
    }

    /// Adds this tau with the group level on; returns the log of its evidence.
    fn add_grouped(
        &self,
        sums: &mut Sums,
        prior: &Cells,
        between: &Kernel,
        groups: &Members,
        likelihoods: &[Cells],
        log_weight: f64,
    ) -> f64 {
        let totals: Vec<Cells> =
            groups.iter().map(|members| total(members.iter().map(|member| &self.logs[*member]))).collect();
        let smeared: Vec<Cells> = totals
            .iter()
            .map(|sum| {
                let (together, log) = product(&[1.0; POINTS], sum, None);
                logs(&between.apply(&together)).map(|cell| cell + log)
            })
            .collect();
        let all = total(smeared.iter());
        let (everybody, log) = product(prior, &all, None);
        sums.shop.add(&everybody, log + log_weight);
        sums.new_creator.add(&self.kernel.apply(&between.apply(&everybody)), log + log_weight);
        for (q, members) in groups.iter().enumerate() {
            let (other_groups, others_log) = product(prior, &all, Some(&smeared[q]));
            let mean_prior = between.apply(&other_groups);
            let (mean, log) = product(&mean_prior, &totals[q], None);
            sums.groups[q].add(&mean, others_log + log + log_weight);
            sums.predictions[q].add(&self.kernel.apply(&mean), others_log + log + log_weight);
            for member in members {
                let (others, log) = product(&mean_prior, &totals[q], Some(&self.logs[*member]));
                let posterior = times(&self.kernel.apply(&others), &likelihoods[*member]);
                sums.creators[*member].add(&posterior, others_log + log + log_weight);
            }
        }
        everybody.iter().sum::<f64>().ln() + log + log_weight
    }
}

/// The logs of cells. 0 becomes the smallest positive number, so that every log is finite and can be subtracted again.
pub(super) fn logs(cells: &Cells) -> Cells {
    cells.map(|cell| cell.max(f64::MIN_POSITIVE).ln())
}

fn total<'a>(logs: impl Iterator<Item = &'a Cells>) -> Cells {
    let mut sum = [0.0; POINTS];
    for cells in logs {
        for (sum, cell) in sum.iter_mut().zip(cells) {
            *sum += cell;
        }
    }
    sum
}

/// Multiplies cells by a product given as logs, with one factor left out. The largest factor is returned as a log, so that
/// nothing overflows.
fn product(cells: &Cells, logs: &Cells, without: Option<&Cells>) -> (Cells, f64) {
    let left: Cells = without.map_or(*logs, |own| std::array::from_fn(|g| logs[g] - own[g]));
    let peak = left.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (std::array::from_fn(|g| cells[g] * (left[g] - peak).exp()), peak)
}

fn times(a: &Cells, b: &Cells) -> Cells {
    std::array::from_fn(|g| a[g] * b[g])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::posterior::Mixture;

    fn bump(centre: f64, sd: f64) -> Cells {
        xs().map(|x| (-(x - centre).powi(2) / (2.0 * sd * sd)).exp())
    }

    fn mean(cells: &Cells) -> f64 {
        cells.iter().zip(xs()).map(|(cell, x)| cell * x).sum()
    }

    #[test]
    fn creators_are_drawn_towards_each_other() {
        let constants = Constants::default();
        let pooled = pool(&[bump(1.0, 0.6), bump(-1.0, 0.6), bump(0.9, 0.6)], &[vec![0, 1, 2]], &constants);
        assert!(!pooled.grouped);
        let means: Vec<f64> = pooled.creators.iter().map(mean).collect();
        assert!(means[0] < 1.0 && means[0] > 0.3 && means[1] > -1.0 && means[1] < 0.0, "{means:?}");
        assert!((pooled.taus.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn one_creator_leaves_the_spread_as_the_prior() {
        let constants = Constants::default();
        // The prior is the evidence of a flat likelihood, up to what falls off the edges.
        let pooled = pool(&[bump(0.0, 50.0)], &[vec![0]], &constants);
        for (posterior, prior) in pooled.taus.iter().zip(constants.tau_weights) {
            assert!((posterior - prior).abs() < 2e-3, "{:?}", pooled.taus);
        }
    }

    #[test]
    fn nobody_leaves_the_prior() {
        let constants = Constants::default();
        let pooled = pool(&[], &[], &constants);
        assert!(mean(&pooled.new_creator).abs() < 1e-9);
        assert!(pooled.taus.iter().zip(constants.tau_weights).all(|(ours, prior)| (ours - prior).abs() < 1e-9));
    }

    #[test]
    fn groups_differ_only_if_two_of_them_have_two() {
        let constants = Constants::default();
        let likelihoods = [bump(2.0, 0.3), bump(1.8, 0.3), bump(-2.0, 0.3), bump(-1.8, 0.3)];
        let pooled = pool(&likelihoods, &[vec![0, 1], vec![2, 3]], &constants);
        assert!(pooled.grouped && mean(&pooled.group_means[0]) > 0.5 && mean(&pooled.group_means[1]) < -0.5);
        assert!(!pool(&likelihoods, &[vec![0, 1, 2], vec![3]], &constants).grouped);
        assert!(mean(pooled.prediction(Some(0))) > 0.5 && mean(pooled.prediction(Some(1))) < -0.5);
        assert!(mean(pooled.prediction(None)).abs() < 0.1, "between the two");
    }

    #[test]
    fn eight_schools_of_rubin() {
        // Appendix A, 6: medians 10 8 7 8 5-6 6 10 8 under a flat prior, here in tens of points and with six values of tau.
        let effects = [2.8, 0.8, -0.3, 0.7, -0.1, 0.1, 1.8, 1.2];
        let errors = [1.5, 1.0, 1.6, 1.1, 0.9, 1.1, 1.0, 1.8];
        let flat = Constants {
            mu_sd: 5.0,
            taus: [0.20, 0.45, 0.70, 1.00, 1.50, 2.20],
            tau_weights: [0.33, 0.25, 0.275, 0.40, 0.60, 0.70],
            ..Constants::default()
        };
        let likelihoods: Vec<Cells> = effects.iter().zip(errors).map(|(effect, error)| bump(*effect, error)).collect();
        let pooled = pool(&likelihoods, &[(0..8).collect()], &flat);
        let medians = pooled.creators.iter().map(|cells| {
            let mixture = Mixture { weights: cells, offset: 0.0, spread: 0.05 };
            let [median] = mixture.quantiles([0.5]);
            10.0 * median.ln()
        });
        for (ours, published) in medians.zip([10.2, 7.9, 6.6, 7.7, 5.6, 6.5, 10.0, 8.2]) {
            assert!((ours - published).abs() < 0.8, "{ours} is not {published}");
        }
    }

    #[test]
    fn hundreds_of_contradicting_creators_do_not_run_out_of_exponent() {
        let constants = Constants::default();
        let likelihoods: Vec<Cells> =
            (0..400).map(|index| bump(if index % 2 == 0 { 6.9 } else { -6.9 }, 0.05)).collect();
        let even: Vec<usize> = (0..400).filter(|index| index % 2 == 0).collect();
        let odd: Vec<usize> = (0..400).filter(|index| index % 2 == 1).collect();
        for groups in [vec![(0..400).collect()], vec![even, odd]] {
            let pooled = pool(&likelihoods, &groups, &constants);
            let all = pooled.creators.iter().chain(&pooled.group_means).chain([&pooled.new_creator]);
            for cells in all {
                assert!((cells.iter().sum::<f64>() - 1.0).abs() < 1e-9 && cells.iter().all(|cell| cell.is_finite()));
            }
        }
    }
}
