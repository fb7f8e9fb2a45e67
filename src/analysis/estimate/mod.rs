//! The estimate of a campaign: from plain data to everything that the results screen says, in one pure call.
//!
//! No simulation, no seed, no clock: one fixed grid and sums, the same to the last digit for the same input.

use crate::analysis::campaign_outputs::{ExploreEstimate, GroupEstimate};
use crate::analysis::commission::Commission;
use crate::analysis::constants::{Constants, TAUS};
use crate::analysis::creator_outputs::{CreatorEstimate, Tracked};
use crate::analysis::decision::{Arm, best_use};
use crate::analysis::input::{CampaignInput, GroupBy};
use crate::analysis::model::Model;
use crate::analysis::order_value::ShopOrderValue;
use crate::analysis::repeated::Repeated;
use crate::analysis::shared_luck::SharedLuck;
use crate::analysis::subject::Subject;

/// Everything the model says about a campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignEstimate {
    /// The ROAS to beat.
    pub target_roas: f64,
    /// Real orders per tracked one.
    pub kappa: f64,
    /// Log-sd of kappa.
    pub kappa_log_sd: f64,
    /// The shop's order value.
    pub order_value: ShopOrderValue,
    /// Log orders per view at x = 0.
    pub centre: f64,
    /// By what creators were grouped.
    pub group_by: GroupBy,
    /// Whether groups can be compared.
    pub grouped: bool,
    /// Posterior of the between-creator spread.
    pub taus: [f64; TAUS],
    /// The creators, in the order given.
    pub creators: Vec<CreatorEstimate>,
    /// A creator never tried.
    pub explore: ExploreEstimate,
    /// Share of the next unit of money that is better kept (statistics, section 8.4).
    pub hold_share: f64,
    /// The tested creators booked once more on their last terms; nothing without one with a cost.
    pub repeated: Option<Repeated>,
    /// Mean log views per unit of cost that a new creator is taken to have.
    pub efficiency: f64,
    /// Facts of the whole batch.
    pub tracked: Tracked,
    /// Groups with tested, paid creators, by name.
    pub groups: Vec<GroupEstimate>,
    /// Cost of a new creator, minor units: the upper median of what the paid ones cost.
    pub new_creator_cost_minor: Option<i64>,
}

impl CampaignEstimate {
    /// Number of creators with a booking.
    pub fn tested(&self) -> usize {
        self.creators.iter().filter(|creator| creator.tested()).count()
    }

    /// The median of the tested creators' orders per view; not a number without one.
    pub fn usual_rate(&self) -> f64 {
        let tested = self.creators.iter().filter(|creator| creator.tested());
        let mut rates: Vec<f64> = tested.map(|creator| creator.orders_per_view).collect();
        rates.sort_by(f64::total_cmp);
        match (rates.len() / 2, rates.len() % 2) {
            (_, _) if rates.is_empty() => f64::NAN,
            (middle, 1) => rates[middle],
            (middle, _) => f64::midpoint(rates[middle - 1], rates[middle]),
        }
    }
}

/// Estimates a campaign.
pub fn estimate(input: &CampaignInput, constants: &Constants) -> CampaignEstimate {
    let model = Model::fit(input, constants);
    let mut creators: Vec<CreatorEstimate> =
        (0..model.subjects.len()).map(|index| CreatorEstimate::of(&model, index, constants)).collect();

    // The arms of the next unit of money: tested creators with a cost, then somebody new.
    let compared = creators.iter_mut().enumerate().filter(|(_, creator)| creator.tested());
    let mut arms: Vec<Arm> = Vec::new();
    let mut places = Vec::new();
    for (index, creator) in compared {
        let mixture = model.per_fixed(&model.subjects[index], constants);
        if let (Some(mixture), Some(returns)) = (mixture, &mut creator.returns) {
            arms.push(Arm { per_fixed: mixture, commission: creator.commission });
            places.push(&mut returns.best_share);
        }
    }
    let new_creator = ExploreEstimate::mixture(&model, constants);
    arms.push(Arm { per_fixed: new_creator, commission: Commission::default() });
    let shares = best_use(&arms, model.target.log());
    for (place, share) in places.into_iter().zip(&shares.arms) {
        *place = Some(*share);
    }
    let new_share = shares.arms.last().copied().unwrap_or(0.0);

    let mut tracked = Tracked::default();
    for creator in &creators {
        tracked.merge(creator.tracked);
    }
    CampaignEstimate {
        target_roas: input.target.roas(),
        kappa: model.multiplier.kappa,
        kappa_log_sd: model.multiplier.log_sd,
        order_value: model.shop,
        centre: model.centre,
        group_by: input.group_by,
        grouped: model.pooled.grouped,
        taus: model.pooled.taus,
        creators,
        explore: ExploreEstimate::of(new_creator, model.target.log(), new_share, constants),
        hold_share: shares.hold,
        repeated: repeated(&model, 0..model.subjects.len(), constants),
        efficiency: new_creator.offset - model.log_return(),
        tracked,
        groups: GroupEstimate::all(&model, constants),
        new_creator_cost_minor: new_creator_cost(&model),
    }
}

/// Estimates what some of the creators, by their positions, would return together if all were booked again on their last terms.
///
/// The others still teach how creators differ. Nothing without a tested creator with a cost among them.
pub fn estimate_batch(input: &CampaignInput, members: &[usize], constants: &Constants) -> Option<Repeated> {
    let model = Model::fit(input, constants);
    repeated(&model, members.iter().copied(), constants)
}

/// Estimates some of the creators, by their positions, tested or not, booked on their terms: a planned batch (addendum, B5).
///
/// Nothing without one with a cost among them.
pub fn estimate_planned(input: &CampaignInput, members: &[usize], constants: &Constants) -> Option<Repeated> {
    let model = Model::fit(input, constants);
    Repeated::of(&model, members.iter().copied(), &SharedLuck::of(&model, constants), constants)
}

/// The tested among some creators booked once more.
fn repeated(model: &Model, members: impl IntoIterator<Item = usize>, constants: &Constants) -> Option<Repeated> {
    let tested = |index: &usize| model.subjects.get(*index).is_some_and(Subject::tested);
    Repeated::of(model, members.into_iter().filter(tested), &SharedLuck::of(model, constants), constants)
}

/// Estimates the groups of a campaign by another grouping than its own, without the rest; with whether they can be compared.
pub fn estimate_groups(input: &CampaignInput, group_by: GroupBy, constants: &Constants) -> (Vec<GroupEstimate>, bool) {
    let input = CampaignInput { group_by, ..input.clone() };
    let model = Model::fit(&input, constants);
    (GroupEstimate::all(&model, constants), model.pooled.grouped)
}

/// The upper median of the costs of the last bookings with a fee (statistics, section 8.3).
fn new_creator_cost(model: &Model) -> Option<i64> {
    let priced = model.subjects.iter().filter(|subject| subject.priced());
    let mut costs: Vec<i64> = priced.filter_map(|subject| subject.last.cost_minor).collect();
    costs.sort_unstable();
    costs.get(costs.len() / 2).copied()
}

#[cfg(test)]
mod tests;
