//! The estimate for one creator.

use super::attribution::flip_point;
use super::constants::Constants;
use super::decision::Advice;
use super::grid::{Cells, x};
use super::model::{Model, Subject};
use super::order_value::{CreatorOrderValue, whale_share};
use super::posterior::{Mixture, Quantiles, Range, spread};
use super::ramp::days_until_worth_a_look;
use super::real::real;
use super::views::{ViewForecast, sig2};

/// The highest number of further collaborations that is reported.
const MOST_BOOKINGS: u32 = 9;

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
    /// Price at which the creator has a 50% chance to beat the target, minor units.
    pub highest_price_minor: f64,
    /// Everything that needs a cost.
    pub returns: Option<Returns>,
}

/// What a creator returns on the cost of the same terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Returns {
    /// That cost, minor units.
    pub cost_minor: i64,
    /// Log ROAS at x = 0.
    pub offset: f64,
    /// Probability that the repeatable ROAS beats the target.
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
    /// Real orders per tracked one at which the verdict changes (statistics, section 5.2).
    pub flip_kappa: f64,
    /// The next booking itself, luck included.
    pub next: NextBooking,
    /// Further collaborations like this one that would settle the verdict; `None` means more than 9.
    pub more_bookings: Option<u32>,
    /// Share of the next unit of money (statistics, section 8.4); only for tested creators.
    pub best_share: Option<f64>,
}

/// A forecast of the next collaboration alone, luck included, not of the average (statistics, section 6.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NextBooking {
    /// Orders to expect.
    pub expected_orders: f64,
    /// Chance of no order at all.
    pub zero_probability: f64,
    /// ROAS.
    pub roas: Range,
    /// Probability that it beats the target.
    pub p_target: f64,
}

impl CreatorEstimate {
    /// Estimates the creator at a position of the model.
    pub(super) fn of(model: &Model, index: usize, constants: &Constants) -> Self {
        let subject = &model.subjects[index];
        let weights = &model.pooled.creators[index];
        let offset = model.log_revenue(subject);
        let spread = Model::revenue_spread(subject, constants);
        let revenue = Mixture { weights, offset, spread };
        let [q05, q10, q50, q90, q95, at_index] = revenue.quantiles([0.05, 0.10, 0.50, 0.90, 0.95, constants.q_index]);
        let revenue = Quantiles { q05, q10, q50, q90, q95 };
        let orders = orders(model, subject, weights, constants);
        let returns = subject.terms.cost_minor.map(|cost_minor| {
            let mixture = Mixture { weights, offset: offset - real(cost_minor).ln(), spread };
            returns(model, subject, mixture, cost_minor, (revenue, at_index), orders, constants)
        });
        let early = subject.maturity.is_some_and(|maturity| maturity < constants.early);
        let provisional = match &returns {
            _ if !subject.tested() => Advice::Untested,
            None => Advice::Free,
            Some(returns) => Advice::from_probability(returns.p_target, constants),
        };
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
            highest_price_minor: q50 / model.target_log.exp(),
            returns,
        }
    }

    /// Whether the creator was booked.
    pub fn tested(&self) -> bool {
        self.provisional != Advice::Untested
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
        all.merge(Tracked { cost_minor: booking.cost_minor.max(0), views, ..Tracked::default() });
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
    let roas = revenue.map(|minor| minor / cost);
    let mean = mixture.mean();
    let luck = Luck::of(model, subject, mean * cost, constants);
    Returns {
        cost_minor,
        offset: mixture.offset,
        p_target: mixture.beats(model.target_log),
        roas,
        mean,
        index: at_index / cost,
        roi: model.margin.map(|margin| roas.map(|roas| margin * roas - 1.0)),
        profit_minor: model.margin.map(|margin| (cost * (margin * mean - 1.0), cost * (margin * roas.q50 - 1.0))),
        cpa_minor: Range { q10: cost / orders.q90, q50: cost / orders.q50, q90: cost / orders.q10 },
        flip_kappa: flip_point(subject.multiplier.kappa, model.target_log.exp(), roas.q50),
        next: luck.next_booking(mixture, cost, model.target_log),
        more_bookings: luck.more_bookings(mixture, model.target_log),
        best_share: None,
    }
}

/// What one booking's result owes to luck.
struct Luck {
    /// `l2`: log-variance of the views and the conversion of its posts.
    posts_var: f64,
    /// Log-variance of the number and the size of its orders.
    orders_var: f64,
    /// `en`: tracked orders to expect.
    expected_orders: f64,
    /// Minor units of attributed revenue per tracked order.
    per_order: f64,
}

impl Luck {
    fn of(model: &Model, subject: &Subject, mean_revenue: f64, constants: &Constants) -> Self {
        let posts = subject.terms.posts;
        let per_order = subject.order_value.mean * subject.multiplier.kappa;
        let expected_orders = mean_revenue / per_order;
        Self {
            posts_var: sig2(posts, constants.s_view) + constants.s_conv * constants.s_conv / posts,
            orders_var: (1.0 + model.shop.cv2) / expected_orders.max(1.0),
            expected_orders,
            per_order,
        }
    }

    /// Statistics, section 6.3.
    fn next_booking(&self, long_run: Mixture, cost: f64, target_log: f64) -> NextBooking {
        let v2 = long_run.spread * long_run.spread;
        let realised = Mixture {
            weights: long_run.weights,
            offset: long_run.offset - self.posts_var / 2.0,
            spread: (v2 + self.posts_var + self.orders_var).sqrt(),
        };
        let log_orders = realised.offset + (cost / self.per_order).ln();
        let zero = zero_probability(long_run.weights, log_orders, (v2 + self.posts_var).sqrt());
        let quantiles = realised.quantiles(Range::LEVELS);
        let above_zero = |index: usize| if Range::LEVELS[index] <= zero { 0.0 } else { quantiles[index] };
        NextBooking {
            expected_orders: self.expected_orders,
            zero_probability: zero,
            roas: Range { q10: above_zero(0), q50: above_zero(1), q90: above_zero(2) },
            p_target: realised.beats(target_log).min(1.0 - zero),
        }
    }

    /// Bookings that would put the target outside the 80% range if nothing else changed (statistics, section 6.4).
    fn more_bookings(&self, long_run: Mixture, target_log: f64) -> Option<u32> {
        let (mean, var) = long_run.log_moments();
        let distance = (mean - target_log).abs();
        let needed = (self.posts_var + self.orders_var) * (1.2816 * 1.2816 / (distance * distance) - 1.0 / var);
        (0..=MOST_BOOKINGS).find(|bookings| f64::from(*bookings) >= needed)
    }
}

/// Chance of no order: Poisson zeros over the posterior and over luck, the luck by 13 points of a normal.
fn zero_probability(weights: &Cells, log_orders: f64, sd: f64) -> f64 {
    let points = (-6..=6).map(|half| {
        let z = f64::from(half) / 2.0;
        ((log_orders + z * sd).exp(), (-z * z / 2.0).exp())
    });
    let points: Vec<(f64, f64)> = points.collect();
    let total: f64 = points.iter().map(|(_, share)| share).sum();
    let mut sum = 0.0;
    for (g, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 1e-15) {
        let rate = x(g).exp();
        let zeros: f64 = points.iter().map(|(orders, share)| share * (-orders * rate).exp()).sum();
        sum += weight * zeros;
    }
    (sum / total).clamp(0.0, 1.0)
}
