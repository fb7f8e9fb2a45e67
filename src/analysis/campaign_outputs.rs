//! What the model says about groups of creators, and about a creator never seen.

use super::constants::Constants;
use super::decision::best_of;
use super::model::Model;
use super::posterior::{Mixture, Quantiles, spread};
use super::real::count;
use super::subject::Subject;

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
