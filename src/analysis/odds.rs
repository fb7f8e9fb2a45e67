//! The odds of candidates: creators who were never booked for a campaign, by name, in bulk (addendum, B5).
//!
//! One fit serves all. What the pool predicts depends on the group alone, and the quantiles around it on the group and the uncertainty
//! alone, so of a thousand candidates only a few dozen need a search; each needs one distribution function.

use std::collections::HashMap;

use super::constants::Constants;
use super::creator_outputs::highest_price;
use super::input::CampaignInput;
use super::model::Model;
use super::subject::Subject;

/// What can be said about a candidate before any order: a forecast from prices, views and what others returned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Odds {
    /// The highest fixed cost of a booking that still has an even chance to beat the target, minor units, from 0.
    pub worth_minor: f64,
    /// What the candidate promises at the planned cost; nothing without one.
    pub promise: Option<Promise>,
}

/// What a candidate promises at the planned cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promise {
    /// Chance that the repeatable ROAS beats the target, 0 to 1; 0 where the commission alone rules it out.
    pub chance: f64,
    /// ROAS with moderate luck, the `q_index` percentile: what candidates are ranked by, from 0.
    pub index: f64,
}

/// Works out the odds of everybody in a campaign who was never booked; nothing for the others, in the order of the creators.
pub fn odds(campaign: &CampaignInput, constants: &Constants) -> Vec<Option<Odds>> {
    odds_while(campaign, constants, &|| true).unwrap_or_default()
}

/// Does the same, and asks before each [`PORTION`] of creators whether to go on; nothing where not.
pub fn odds_while(
    campaign: &CampaignInput,
    constants: &Constants,
    go_on: &dyn Fn() -> bool,
) -> Option<Vec<Option<Odds>>> {
    let model = Model::fit(campaign, constants);
    let mut kept = Kept { model: &model, constants, quantiles: HashMap::new() };
    let mut found = Vec::with_capacity(model.subjects.len());
    for portion in model.subjects.chunks(PORTION) {
        if !go_on() {
            return None;
        }
        found.extend(portion.iter().map(|subject| subject.input.bookings.is_empty().then(|| kept.odds(subject))));
    }
    Some(found)
}

/// Creators whose odds are worked out at a stretch: a few milliseconds.
pub(super) const PORTION: usize = 256;

/// Quantiles that several candidates share: the median and that of the index, logs of the revenue less its offset, by the group and
/// the bits of the log-sd.
struct Kept<'a> {
    model: &'a Model<'a>,
    constants: &'a Constants,
    quantiles: HashMap<(Option<usize>, u64), [f64; 2]>,
}

impl Kept<'_> {
    fn odds(&mut self, subject: &Subject) -> Odds {
        let revenue = self.model.revenue(subject, self.constants);
        let (target, commission) = (self.model.target.roas(), subject.terms.commission);
        let levels = [0.5, self.constants.q_index];
        let [median, at_index] = *self
            .quantiles
            .entry((subject.group, revenue.spread.to_bits()))
            .or_insert_with(|| revenue.at(0.0).quantiles(levels).map(f64::ln));
        let minor = |log: f64| (revenue.offset + log).exp().min(f64::MAX);
        Odds {
            worth_minor: highest_price(minor(median), commission, target),
            promise: subject.terms.cost().map(|cost| Promise {
                chance: commission.per_fixed(target).map_or(0.0, |needed| revenue.beats((needed * cost).ln())),
                index: commission.roas(minor(at_index) / cost),
            }),
        }
    }
}
