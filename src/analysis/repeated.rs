//! Several creators booked once more on their last terms, or for the first time as planned (addendum, B4).

use super::attribution::flip_point;
use super::constants::Constants;
use super::decision::Advice;
use super::model::Model;
use super::posterior::Quantiles;
use super::shared_luck::{Member, SharedLuck};

/// What several creators would return together, in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repeated {
    /// Probability of beating the target, 0 to 1; 0 where their commission rules it out.
    pub p_target: f64,
    /// ROAS.
    pub roas: Quantiles,
    /// Real orders per tracked one at which the verdict changes (statistics, section 5.2); nothing where none would do.
    pub flip_kappa: Option<f64>,
    /// What to do with all of them.
    pub advice: Advice,
    /// Whether too many orders of one of them are still to come (statistics, section 4.2).
    pub early: bool,
}

impl Repeated {
    /// Estimates some creators together, given by their positions. Creators without a cost are left out; `None` if no other is left.
    pub(super) fn of(
        model: &Model,
        members: impl IntoIterator<Item = usize>,
        shared: &SharedLuck,
        constants: &Constants,
    ) -> Option<Self> {
        let costs: Vec<(usize, f64)> =
            members.into_iter().filter_map(|index| Some((index, model.subjects.get(index)?.terms.cost()?))).collect();
        let total: f64 = costs.iter().map(|(_, cost)| cost).sum();
        let early = costs
            .iter()
            .any(|(index, _)| model.subjects[*index].maturity.is_some_and(|maturity| maturity < constants.early));
        let members: Vec<Member> =
            costs.into_iter().map(|(index, cost)| Member { index, weight: cost / total, noise: 0.0 }).collect();
        let together = shared.together(&members)?;
        let needed = together.commission.per_fixed(model.target.roas());
        let p_target = needed.map_or(0.0, |needed| together.beats(needed.ln()));
        let per_fixed = Quantiles::from(together.log_quantiles(Quantiles::LEVELS).map(f64::exp));
        let kappa = model.multiplier.kappa;
        Some(Self {
            p_target,
            roas: per_fixed.map(|per_fixed| together.commission.roas(per_fixed)),
            flip_kappa: needed.map(|needed| flip_point(kappa, needed, per_fixed.q50)),
            advice: Advice::from_probability(p_target, constants),
            early,
        })
    }
}
