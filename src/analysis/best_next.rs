//! The best next booking, and when no test is left that pays for itself (addendum, B10).

use std::collections::HashMap;

use super::constants::Constants;
use super::decision::Advice;
use super::estimate::CampaignEstimate;
use super::input::CampaignInput;
use super::model::Model;
use super::next_booking::Luck;
use super::odds::PORTION;
use super::one_more::{OneMore, Stakes};
use super::subject::Subject;

/// The booking that is worth most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestNext {
    /// Position of the creator in the estimate.
    pub index: usize,
    /// What it earns at the target on average, with what knowing is worth, minor units, above 0.
    pub value_minor: f64,
}

impl BestNext {
    /// Finds it among the tested and the candidates with a fixed cost. `None` means that none pays for itself: stop.
    pub fn of(estimate: &CampaignEstimate) -> Option<Self> {
        let values = estimate.creators.iter().enumerate().filter_map(|(index, creator)| {
            let value_minor = creator.returns.as_ref()?.value_minor?;
            (value_minor > 0.0).then_some(Self { index, value_minor })
        });
        // The first of equals, so that the answer does not depend on the order of comparing.
        values.reduce(|best, next| if next.value_minor > best.value_minor { next } else { best })
    }
}

/// What one more booking of a creator is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BookingWorth {
    /// Its fixed cost, minor units, above 0.
    pub cost_minor: i64,
    /// What to do with the creator; `Wait` while too many orders are still to come.
    pub advice: Advice,
    /// What it earns at the target on average, minor units; below 0 where it loses.
    pub profit_minor: f64,
    /// What knowing is worth over the bookings that would follow, minor units, from 0.
    pub knowing_minor: f64,
}

impl BookingWorth {
    /// What it is worth in all, minor units: a booking above 0 pays for itself.
    pub fn value_minor(&self) -> f64 {
        self.profit_minor + self.knowing_minor
    }
}

/// Works out what one more booking is worth for every creator with a fixed cost whose commission does not rule the target out, in the
/// order of the creators.
///
/// Like the odds it is made for many candidates: one fit, and the moments of the pool once for each group and uncertainty.
pub fn booking_worths(campaign: &CampaignInput, constants: &Constants) -> Vec<Option<BookingWorth>> {
    booking_worths_while(campaign, constants, &|| true).unwrap_or_default()
}

/// Does the same, and asks before each [`PORTION`] of creators whether to go on; nothing where not.
pub fn booking_worths_while(
    campaign: &CampaignInput,
    constants: &Constants,
    go_on: &dyn Fn() -> bool,
) -> Option<Vec<Option<BookingWorth>>> {
    let model = Model::fit(campaign, constants);
    let mut kept = Kept { model: &model, constants, moments: HashMap::new() };
    let mut found = Vec::with_capacity(model.subjects.len());
    for portion in model.subjects.chunks(PORTION) {
        if !go_on() {
            return None;
        }
        found.extend(portion.iter().map(|subject| kept.worth(subject)));
    }
    Some(found)
}

/// Moments of revenue per unit of fixed cost at an offset of 0.
#[derive(Clone, Copy)]
struct Moments {
    log_mean: f64,
    log_var: f64,
    mean: f64,
}

/// Moments that several candidates share, by the group and the bits of the log-sd.
struct Kept<'a> {
    model: &'a Model<'a>,
    constants: &'a Constants,
    moments: HashMap<(Option<usize>, u64), Moments>,
}

impl Kept<'_> {
    fn worth(&mut self, subject: &Subject) -> Option<BookingWorth> {
        let (model, constants) = (self.model, self.constants);
        let (cost_minor, cost) = (subject.terms.cost_minor?, subject.terms.cost()?);
        let per_fixed = model.per_fixed(subject, constants)?;
        let read = || {
            let (log_mean, log_var) = per_fixed.at(0.0).log_moments();
            Moments { log_mean, log_var, mean: per_fixed.at(0.0).mean() }
        };
        let Moments { log_mean, log_var, mean } = match subject.tested_at {
            Some(_) => read(),
            None => *self.moments.entry((subject.group, per_fixed.spread.to_bits())).or_insert_with(read),
        };
        let mean = (per_fixed.offset.exp() * mean).min(f64::MAX);
        let stakes = Stakes { target: model.target.roas(), commission: subject.terms.commission, cost };
        let luck = Luck::of(model, subject, mean * cost, constants);
        let more = OneMore::of_moments((per_fixed.offset + log_mean, log_var), mean, stakes, &luck, constants)?;
        let early = subject.maturity.is_some_and(|maturity| maturity < constants.early);
        let chance = || {
            let needed = stakes.commission.per_fixed(stakes.target);
            needed.map_or(0.0, |needed| per_fixed.beats(needed.ln()))
        };
        Some(BookingWorth {
            cost_minor,
            advice: match subject.tested_at {
                None => Advice::Untested,
                Some(_) if early => Advice::Wait,
                Some(_) => Advice::from_probability(chance(), constants),
            },
            profit_minor: cost * (stakes.commission.room(stakes.target) * mean - 1.0),
            knowing_minor: more.worth_minor,
        })
    }
}
