//! What the model says about the batch as a whole, about groups of creators, and about a creator never seen.

use super::constants::Constants;
use super::decision::{Advice, best_of};
use super::model::Model;
use super::posterior::{Mixture, Quantiles, spread};
use super::real::count;
use super::special::normal_cdf;
use super::subject::Subject;

/// This batch, repeated as a whole (statistics, section 7.1). The log of its ROAS is normal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatchEstimate {
    /// Mean of log ROAS.
    pub log_mean: f64,
    /// Its log-sd.
    pub log_sd: f64,
    /// Probability of beating the target.
    pub p_target: f64,
    /// ROAS.
    pub roas: Quantiles,
    /// What to do with the whole batch.
    pub advice: Advice,
    /// Whether too many orders of one of its creators are still to come (statistics, section 4.2).
    pub early: bool,
}

/// A typical new creator of a niche or tier (statistics, section 7.2).
#[derive(Clone, Debug, PartialEq)]
pub struct GroupEstimate {
    /// Name of the niche or word of the tier.
    pub name: String,
    /// Tested, paid creators in it.
    pub creators: usize,
    /// Log ROAS at x = 0.
    pub offset: f64,
    /// Log-sd around each point of the grid.
    pub spread: f64,
    /// Probability of beating the target.
    pub p_target: f64,
    /// ROAS.
    pub roas: Quantiles,
    /// Probability that it is the best group; nothing where groups cannot be compared.
    pub best_probability: Option<f64>,
}

/// A creator never tried: one more arm beside the tested ones (statistics, section 8.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExploreEstimate {
    /// Log ROAS at x = 0.
    pub offset: f64,
    /// Log-sd around each point of the grid.
    pub spread: f64,
    /// Probability of beating the target.
    pub p_target: f64,
    /// 70th percentile of ROAS.
    pub index: f64,
    /// Mean ROAS.
    pub mean: f64,
    /// Share of the next unit of money (statistics, section 8.4).
    pub best_share: f64,
}

impl BatchEstimate {
    /// Estimates the batch from its tested creators with a cost; nothing if there is none.
    pub(super) fn of(model: &Model, constants: &Constants) -> Option<Self> {
        Self::of_members(model, 0..model.subjects.len(), constants)
    }

    /// Estimates a batch of some of the creators, by their positions.
    pub(super) fn of_members(
        model: &Model,
        members: impl IntoIterator<Item = usize>,
        constants: &Constants,
    ) -> Option<Self> {
        let costs: Vec<(usize, f64)> = members
            .into_iter()
            .filter_map(|index| Some((index, model.subjects.get(index)?)))
            .filter(|(_, subject)| subject.tested())
            .filter_map(|(index, subject)| Some((index, subject.terms.cost()?)))
            .collect();
        let total: f64 = costs.iter().map(|(_, cost)| cost).sum();
        if costs.is_empty() {
            return None;
        }
        let (mut mean, mut var, mut early) = (0.0, 0.0, false);
        for (index, cost) in costs {
            early |= model.subjects[index].maturity.is_some_and(|maturity| maturity < constants.early);
            let subject = &model.subjects[index];
            // Doubt about attribution is common to all: it is added once, below.
            let spread = Model::own_spread(subject, constants);
            let mixture = model.per_fixed(subject, constants)?.around(spread);
            let weight = cost / total;
            let expected = mixture.mean();
            mean += weight * expected;
            var += weight * weight * (mixture.mean_square() - expected * expected).max(0.0);
        }
        let s2 = (var / (mean * mean)).ln_1p();
        let doubt = model.multiplier.log_sd;
        let log_mean = mean.ln() - s2 / 2.0;
        let log_sd = (s2 + doubt * doubt + constants.sd_common * constants.sd_common).sqrt();
        let p_target = normal_cdf((log_mean - model.target.log()) / log_sd);
        let advice = Advice::from_probability(p_target, constants);
        Some(Self { log_mean, log_sd, p_target, roas: Quantiles::log_normal(log_mean, log_sd), advice, early })
    }
}

impl GroupEstimate {
    /// Estimates every named group with tested, paid creators, in the order of names.
    pub(super) fn all(model: &Model, constants: &Constants) -> Vec<Self> {
        let Some(average) = model.efficiency else { return Vec::new() };
        let mut found = Vec::new();
        for (group, weights) in model.groups.iter().zip(&model.pooled.group_means) {
            let Some(name) = group.name else { continue };
            let own: Vec<f64> =
                paid(model, &group.members).filter_map(|subject| subject.efficiency(constants)).collect();
            if !own.is_empty() {
                let mean = own.iter().sum::<f64>() / count(own.len());
                found.push((
                    name,
                    own.len(),
                    mixture(model, weights, count(own.len()), mean - average, average, constants),
                ));
            }
        }
        let arms: Vec<Mixture> = found.iter().map(|(_, _, mixture)| *mixture).collect();
        let best = if model.pooled.grouped && arms.len() >= 2 { best_of(&arms) } else { Vec::new() };
        let estimate = |(index, (name, creators, mixture)): (usize, (&str, usize, Mixture))| Self {
            name: name.to_owned(),
            creators,
            offset: mixture.offset,
            spread: mixture.spread,
            p_target: mixture.beats(model.target.log()),
            roas: Quantiles::from(mixture.quantiles(Quantiles::LEVELS)),
            best_probability: best.get(index).copied(),
        };
        found.into_iter().enumerate().map(estimate).collect()
    }
}

/// Those of a group whose price counts.
fn paid<'a>(model: &'a Model, members: &'a [usize]) -> impl Iterator<Item = &'a Subject<'a>> {
    members.iter().map(|member| &model.subjects[*member]).filter(|subject| subject.priced())
}

/// A group's ROAS: its views per unit of cost are drawn towards everybody's.
fn mixture<'a>(
    model: &Model,
    weights: &'a super::grid::Cells,
    n: f64,
    ahead: f64,
    average: f64,
    constants: &Constants,
) -> Mixture<'a> {
    let between = constants.s_eff_b * constants.s_eff_b;
    let within = constants.s_eff_w * constants.s_eff_w;
    let trust = n * between / (n * between + within);
    let doubt = model.multiplier.log_sd;
    Mixture {
        weights,
        offset: model.log_return() + average + trust * ahead,
        spread: spread(1.0 / (1.0 / between + n / within) + doubt * doubt, constants),
    }
}

impl ExploreEstimate {
    /// The return of a creator never tried, at the views per unit of cost of those paid so far.
    pub(super) fn mixture<'a>(model: &'a Model, constants: &Constants) -> Mixture<'a> {
        let usual = || (1_000.0 / constants.cpm_default_minor.micro).ln();
        let doubt = model.multiplier.log_sd;
        Mixture {
            weights: &model.pooled.new_creator,
            offset: model.log_return() + model.efficiency.unwrap_or_else(usual),
            spread: (constants.v_new * constants.v_new + doubt * doubt).sqrt(),
        }
    }

    /// Estimates a creator never tried.
    pub(super) fn of(mixture: Mixture, target_log: f64, best_share: f64, constants: &Constants) -> Self {
        let [index] = mixture.quantiles([constants.q_index]);
        Self {
            offset: mixture.offset,
            spread: mixture.spread,
            p_target: mixture.beats(target_log),
            index,
            mean: mixture.mean(),
            best_share,
        }
    }
}
