//! What a plan of bookings would earn (addendum, B7 and B10). Creators without a name are not in it.

use super::constants::Constants;
use super::input::CampaignInput;
use super::model::Model;
use super::next_booking::Luck;
use super::posterior::Range;
use super::shared_luck::{Member, SharedLuck};
use super::views::sig2;

/// Largest log-variance of luck that one creator brings into a plan.
const MOST_NOISE: f64 = 4.0;

/// What a plan of bookings would earn, their luck included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanForecast {
    /// Fixed cost of all bookings, minor units, above 0.
    pub cost_minor: i64,
    /// Profit to expect, minor units; without a margin, what is earned beyond the target.
    pub expected_profit_minor: f64,
    /// Probability that the plan makes money, 0 to 1.
    pub p_profit: f64,
    /// Profit, minor units, at least the cost lost.
    pub profit_minor: Range,
    /// Probability that none of its creators beats the target, 0 to 1.
    pub p_no_winner: f64,
    /// Share of the cost that goes to the creator who costs most, 0 to 1.
    pub largest_share: f64,
}

/// A creator of the plan, with numbers of all their bookings.
struct Place {
    index: usize,
    cost: f64,
    cost_minor: i64,
    /// Mean revenue per unit of fixed cost, the doubt about attribution left out: all share it.
    per_fixed: f64,
    /// What their bookings are worth, each after the first less, in fixed costs of one.
    bookings: f64,
    noise: f64,
}

/// Forecasts so many bookings of creators by their positions; those without a cost or a booking are left out. Nothing if nobody is left.
pub fn forecast(input: &CampaignInput, bookings: &[(usize, u32)], constants: &Constants) -> Option<PlanForecast> {
    let model = Model::fit(input, constants);
    let places: Vec<Place> = bookings.iter().filter_map(|booked| Place::of(&model, *booked, constants)).collect();
    let cost_minor = places.iter().fold(0_i64, |sum, place| sum.saturating_add(place.cost_minor));
    let cost: f64 = places.iter().map(|place| place.cost).sum();
    let largest = places.iter().map(|place| place.cost).reduce(f64::max)?;
    let worth = model.margin.unwrap_or(1.0 / model.target.roas());
    let mut expected = -cost;
    let mut members = Vec::new();
    for place in &places {
        let subject = &model.subjects[place.index];
        let per_fixed = place.per_fixed;
        expected += (worth - subject.terms.commission.share()) * per_fixed * place.bookings;
        members.push(Member { index: place.index, weight: place.bookings / cost, noise: place.noise });
    }
    let shared = SharedLuck::of(&model, constants);
    let together = shared.together(&members)?;
    let keep = worth - together.commission.share();
    let profit = |log: f64| cost * (keep * log.exp() - 1.0);
    let mut quantiles = together.log_quantiles(Range::LEVELS).map(profit);
    // Where every sale loses money, more sales lose more.
    quantiles.sort_by(f64::total_cmp);
    Some(PlanForecast {
        cost_minor,
        expected_profit_minor: expected,
        p_profit: if keep > 0.0 { together.beats(-keep.ln()) } else { 0.0 },
        profit_minor: Range::from(quantiles),
        p_no_winner: shared.no_winner(&members),
        largest_share: largest / cost,
    })
}

impl Place {
    fn of(model: &Model, (index, number): (usize, u32), constants: &Constants) -> Option<Self> {
        let subject = model.subjects.get(index).filter(|_| number > 0)?;
        let (fixed, count) = (subject.terms.cost()?, f64::from(number));
        let posts = count * subject.terms.posts;
        let own = model.per_fixed(subject, constants)?.around(Model::own_spread(subject, constants));
        let per_fixed = own.mean();
        let orders = Luck::of(model, subject, per_fixed * fixed, constants).expected_orders;
        let noise = sig2(posts, constants.gamma * constants.s_view)
            + constants.s_conv * constants.s_conv / posts
            + (1.0 + model.shop.cv2) / (count * orders).max(1.0);
        // The sum of dim^b over b below the number of bookings.
        let worth = (0..number.min(1_000)).rev().fold(0.0, |sum, _| 1.0 + constants.dim * sum);
        Some(Self {
            index,
            cost: fixed * count,
            per_fixed,
            cost_minor: subject.terms.cost_minor?.saturating_mul(number.into()),
            bookings: fixed * worth,
            noise: noise.min(MOST_NOISE),
        })
    }
}
