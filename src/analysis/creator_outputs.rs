//! The estimate for one creator.

use super::attribution::flip_point;
use super::commission::Commission;
use super::constants::Constants;
use super::decision::Advice;
use super::grid::{Cells, x};
use super::model::Model;
use super::next_booking::Luck;
use super::one_more::{OneMore, Stakes};
use super::order_value::{CreatorOrderValue, whale_share};
use super::posterior::{Mixture, Quantiles, Range, spread};
use super::ramp::days_until_worth_a_look;
use super::real::real;
use super::regret::regret;
use super::subject::Subject;
use super::views::ViewForecast;

pub use super::next_booking::NextBooking;

/// Tracked figures of a creator or a whole batch, without any model (statistics, section 2.3).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tracked {
    /// Orders, late ones included.
    pub orders: i64,
    /// Net revenue, minor units, late orders included.
    pub revenue_minor: i64,
    /// Loaded cost, minor units.
    pub cost_minor: i64,
    /// Views read.
    pub views: i64,
}

impl Tracked {
    /// Tracked revenue over cost, before any attribution multiplier; `None` without a cost.
    pub fn roas(self) -> Option<f64> {
        (self.cost_minor > 0).then(|| real(self.revenue_minor) / real(self.cost_minor))
    }

    /// Adds the facts of another creator.
    pub fn merge(&mut self, other: Self) {
        self.orders = self.orders.saturating_add(other.orders);
        self.revenue_minor = self.revenue_minor.saturating_add(other.revenue_minor);
        self.cost_minor = self.cost_minor.saturating_add(other.cost_minor);
        self.views = self.views.saturating_add(other.views);
    }
}

/// The estimate for one creator (statistics, section 6).
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorEstimate {
    /// The handle without `@`.
    pub handle: String,
    /// What to do; `Wait` while too many orders are still to come.
    pub advice: Advice,
    /// The verdict so far, even while it is too early.
    pub provisional: Advice,
    /// Whether less than 60% of the orders of the last booking have arrived (statistics, section 4.2).
    pub early: bool,
    /// Mean share of the orders of the last booking that has arrived.
    pub maturity: Option<f64>,
    /// Whole days until three quarters have arrived; 0 if they have.
    pub days_until_worth_a_look: u32,
    /// Facts.
    pub tracked: Tracked,
    /// Views to expect per post.
    pub views: ViewForecast,
    /// Order value to expect.
    pub order_value: CreatorOrderValue,
    /// Share of the creator's revenue from one very large order, if there is one.
    pub whale_share: Option<f64>,
    /// Orders per view, geometric mean of the posterior.
    pub orders_per_view: f64,
    /// Log of the revenue of "the same terms" at x = 0, minor units.
    pub log_revenue_offset: f64,
    /// Log-sd of revenue around each point of the grid.
    pub spread: f64,
    /// Expected revenue of booking again, minor units.
    pub revenue: Quantiles,
    /// Expected attributed orders of booking again.
    pub orders: Range,
    /// Fixed price at which the creator has a 50% chance to beat the target, minor units, from 0.
    pub highest_price_minor: f64,
    /// Commission on net sales, of the last booking or of the plan.
    pub commission: Commission,
    /// Whether the creator can be booked for the first time: a candidate.
    pub candidate: bool,
    /// Everything that needs a cost.
    pub returns: Option<Returns>,
}

/// What a creator returns on the cost of the same terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Returns {
    /// That cost without commission, minor units.
    pub cost_minor: i64,
    /// Log of revenue per unit of that cost at x = 0.
    pub offset: f64,
    /// Mean revenue per unit of that cost.
    pub per_fixed: f64,
    /// Probability that the repeatable ROAS beats the target; 0 where the commission alone rules it out.
    pub p_target: f64,
    /// Repeatable ROAS.
    pub roas: Quantiles,
    /// Mean of it.
    pub mean: f64,
    /// What it returns with moderate luck: the `q_index` percentile (statistics, section 8.2).
    pub index: f64,
    /// Return on investment, `m theta - 1`, if the margin is known.
    pub roi: Option<Quantiles>,
    /// Profit to expect of one more booking, minor units: from the mean and from the median.
    pub profit_minor: Option<(f64, f64)>,
    /// Cost per order, minor units.
    pub cpa_minor: Range,
    /// Real orders per tracked one at which the verdict changes (statistics, section 5.2); nothing where none would do.
    pub flip_kappa: Option<f64>,
    /// The next booking itself, luck included.
    pub next: NextBooking,
    /// Share of the next unit of money (statistics, section 8.4); only for tested creators.
    pub best_share: Option<f64>,
    /// What one more booking would tell; nothing where the commission alone rules the target out (addendum, B6).
    pub one_more: Option<OneMore>,
    /// What the verdict loses on average against knowing, minor units a booking, from 0 (addendum, B7).
    pub regret_minor: Option<f64>,
    /// What one more booking earns at the target on average, with what knowing is worth, minor units (addendum, B10).
    pub value_minor: Option<f64>,
}

impl CreatorEstimate {
    /// Estimates the creator at a position of the model.
    pub(super) fn of(model: &Model, index: usize, constants: &Constants) -> Self {
        let subject = &model.subjects[index];
        let mixture = model.revenue(subject, constants);
        let Mixture { weights, offset, spread } = mixture;
        let [q05, q10, q50, q90, q95, at_index] = mixture.quantiles([0.05, 0.10, 0.50, 0.90, 0.95, constants.q_index]);
        let revenue = Quantiles { q05, q10, q50, q90, q95 };
        let orders = orders(model, subject, weights, constants);
        let returns = subject.terms.cost_minor.map(|cost_minor| {
            let mixture = mixture.at(offset - real(cost_minor).ln());
            returns(model, subject, mixture, cost_minor, (revenue, at_index), orders, constants)
        });
        let early = subject.maturity.is_some_and(|maturity| maturity < constants.early);
        let provisional = verdict(subject, returns.as_ref().map(|returns| returns.p_target), constants);
        let waits = early && !matches!(provisional, Advice::Untested | Advice::Free);
        let ages: Vec<f64> = subject
            .bookings
            .last()
            .map_or_else(Vec::new, |last| last.posts.iter().map(|post| post.orders_age_days).collect());
        let log_rate: f64 = weights.iter().enumerate().map(|(g, weight)| weight * x(g)).sum();
        Self {
            handle: subject.input.handle.clone(),
            advice: if waits { Advice::Wait } else { provisional },
            provisional,
            early,
            maturity: subject.maturity,
            days_until_worth_a_look: days_until_worth_a_look(&ages, constants),
            tracked: tracked(subject),
            views: subject.views,
            order_value: subject.order_value,
            whale_share: whale_share(subject.orders, model.shop),
            orders_per_view: (model.centre + log_rate).exp(),
            log_revenue_offset: offset,
            spread,
            revenue,
            orders,
            highest_price_minor: highest_price(q50, subject.terms.commission, model.target.roas()),
            commission: subject.terms.commission,
            candidate: subject.input.bookings.is_empty(),
            returns,
        }
    }

    /// Whether the creator was booked.
    pub fn tested(&self) -> bool {
        self.provisional != Advice::Untested
    }
}

/// The fixed price at which half of the chances beat the target, minor units, from 0 (addendum, B3).
pub(super) fn highest_price(median_revenue: f64, commission: Commission, target: f64) -> f64 {
    (median_revenue * commission.room(target)).max(0.0)
}

/// The verdict so far, from the chance to beat the target where there is a cost.
fn verdict(subject: &Subject, chance: Option<f64>, constants: &Constants) -> Advice {
    match chance {
        _ if !subject.tested() => Advice::Untested,
        None => Advice::Free,
        Some(chance) => Advice::from_probability(chance, constants),
    }
}

fn tracked(subject: &Subject) -> Tracked {
    let mut all = Tracked::default();
    for booking in &subject.input.bookings {
        let views = booking
            .posts
            .iter()
            .filter_map(|post| post.views)
            .fold(0_i64, |sum, views| sum.saturating_add(views.max(0)));
        for orders in [booking.orders, booking.late] {
            let (orders, revenue_minor) = (orders.count, orders.revenue_minor);
            all.merge(Tracked { orders, revenue_minor, ..Tracked::default() });
        }
        all.merge(Tracked { cost_minor: booking.spent_minor(), views, ..Tracked::default() });
    }
    all
}

/// Orders of one more booking (statistics, section 6.2): the revenue without the order value.
fn orders(model: &Model, subject: &Subject, weights: &Cells, constants: &Constants) -> Range {
    let doubt = subject.multiplier.log_sd;
    let mixture = Mixture {
        weights,
        offset: model.centre + subject.log_views() + subject.multiplier.kappa.ln(),
        spread: spread(subject.views.log_var + doubt * doubt, constants),
    };
    Range::from(mixture.quantiles(Range::LEVELS))
}

fn returns(
    model: &Model,
    subject: &Subject,
    mixture: Mixture,
    cost_minor: i64,
    (revenue, at_index): (Quantiles, f64),
    orders: Range,
    constants: &Constants,
) -> Returns {
    let cost = real(cost_minor);
    let (commission, target) = (subject.terms.commission, model.target.roas());
    let needed = commission.per_fixed(target);
    let roas = revenue.map(|minor| commission.roas(minor / cost));
    let per_fixed = mixture.mean();
    let mean = commission.mean_roas(mixture);
    let luck = Luck::of(model, subject, per_fixed * cost, constants);
    let p_target = needed.map_or(0.0, |needed| mixture.beats(needed.ln()));
    let advice = Advice::from_probability(p_target, constants);
    let room = commission.room(target);
    let one_more = OneMore::of(mixture, Stakes { target, commission, cost }, &luck, constants);
    // What an order costs: its share of the fixed cost, and its commission.
    let per_order = |orders: f64| cost / orders + commission.share() * subject.order_value.mean;
    let profit = |per_fixed: f64| Some(cost * ((model.margin? - commission.share()) * per_fixed - 1.0));
    Returns {
        cost_minor,
        offset: mixture.offset,
        per_fixed,
        p_target,
        roas,
        mean,
        index: commission.roas(at_index / cost),
        roi: model.margin.map(|margin| roas.map(|roas| margin * roas - 1.0)),
        profit_minor: profit(per_fixed).zip(profit(revenue.q50 / cost)),
        cpa_minor: Range { q10: per_order(orders.q90), q50: per_order(orders.q50), q90: per_order(orders.q10) },
        flip_kappa: needed.map(|needed| flip_point(subject.multiplier.kappa, needed, revenue.q50 / cost)),
        next: luck.next_booking(model, subject, mixture, cost),
        best_share: None,
        one_more,
        regret_minor: needed.map(|_| regret(mixture, room, cost, advice)),
        value_minor: one_more.map(|one_more| cost * (room * per_fixed - 1.0) + one_more.worth_minor),
    }
}
