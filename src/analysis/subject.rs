//! One creator as the model sees them, before pooling: terms, views to expect, orders that count.

use super::attribution::{Attribution, Multiplier};
use super::commission::Commission;
use super::constants::Constants;
use super::input::{BookingInput, CampaignInput, CreatorInput, OrderSums, Plan};
use super::order_value::{CreatorOrderValue, ShopOrderValue};
use super::ramp::maturity;
use super::real::{count, real};
use super::views::ViewForecast;

/// Terms of a booking: those of the last one, or planned ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// Number of posts, at least 1.
    pub posts: f64,
    /// Fixed cost, minor units, where there is any: above 0.
    pub cost_minor: Option<i64>,
    /// Commission on net sales.
    pub commission: Commission,
    /// Whether a fee was paid: a gifted product says nothing about prices.
    pub paid: bool,
}

impl Terms {
    /// The terms of the last booking, or the planned ones without one.
    pub fn of(input: &CreatorInput, last: Option<&BookingInput>) -> Self {
        let terms = match last {
            Some(last) => Self {
                posts: count(last.posts.len().max(1)),
                cost_minor: Some(last.cost_minor),
                commission: Commission::from_bp(last.commission_bp),
                paid: last.fee_minor > 0,
            },
            None => return Self::planned(input.plan),
        };
        Self { cost_minor: terms.cost_minor.filter(|cost| *cost > 0), ..terms }
    }

    /// Planned terms.
    pub fn planned(plan: Plan) -> Self {
        Self {
            posts: f64::from(plan.posts.max(1)),
            cost_minor: plan.cost_minor.filter(|cost| *cost > 0),
            commission: Commission::from_bp(plan.commission_bp),
            paid: false,
        }
    }

    /// The fixed cost, minor units.
    pub fn cost(self) -> Option<f64> {
        self.cost_minor.map(real)
    }

    /// The cost that prices are compared by (addendum, B3).
    pub fn anchored(self, constants: &Constants) -> Option<f64> {
        Some(self.commission.anchored(self.cost()?, constants))
    }
}

/// One creator, before pooling.
pub(super) struct Subject<'a> {
    pub input: &'a CreatorInput,
    /// The bookings that count.
    pub bookings: Vec<&'a BookingInput>,
    /// The terms of the next booking.
    pub terms: Terms,
    /// The terms that are evidence of what views cost: those of the last booking, or of a candidate's first.
    pub last: Terms,
    pub views: ViewForecast,
    /// The orders as they were.
    pub orders: OrderSums,
    pub order_value: CreatorOrderValue,
    pub multiplier: Multiplier,
    /// Mean share of orders that has arrived over the posts of the last booking.
    pub maturity: Option<f64>,
    /// Position among the tested creators; `None` for a candidate.
    pub tested_at: Option<usize>,
    /// Position of the group among those with a tested creator; `None` for a candidate of another group.
    pub group: Option<usize>,
}

impl<'a> Subject<'a> {
    /// Reads a creator, whose place among the tested and the groups is not known yet.
    pub fn of(
        input: &'a CreatorInput,
        campaign: &CampaignInput,
        shop: ShopOrderValue,
        multiplier: Multiplier,
        constants: &Constants,
    ) -> Self {
        let bookings: Vec<&BookingInput> = counted(input).collect();
        let views = ViewForecast::of(input, &bookings, campaign.tier(input), constants);
        let last = bookings.last();
        let of_last = Terms::of(input, last.copied());
        let terms = input.next.map_or(of_last, Terms::planned);
        let ages =
            |booking: &BookingInput| -> Vec<f64> { booking.posts.iter().map(|post| post.orders_age_days).collect() };
        Self {
            input,
            terms,
            last: if last.is_some() { of_last } else { terms },
            views,
            order_value: shop.creator(summed(bookings.iter().map(|booking| booking.counted())), constants),
            orders: summed(bookings.iter().map(|booking| booking.orders)),
            multiplier: input.attribution.map_or(multiplier, Attribution::multiplier),
            maturity: last.map(|last| maturity(&ages(last), constants)),
            bookings,
            tested_at: None,
            group: None,
        }
    }

    pub fn tested(&self) -> bool {
        !self.bookings.is_empty()
    }

    /// Whether this creator's price counts for the cost of views: tested and paid.
    pub fn priced(&self) -> bool {
        self.tested() && self.last.paid && self.last.cost_minor.is_some()
    }

    /// Whether this is a candidate with a price.
    pub fn offered(&self) -> bool {
        !self.tested() && self.terms.cost_minor.is_some()
    }

    /// Log of the views expected of the next booking.
    pub fn log_views(&self) -> f64 {
        self.terms.posts.ln() + self.views.log_mean
    }

    /// Log of the views that the last terms buy.
    pub fn log_views_bought(&self) -> f64 {
        self.last.posts.ln() + self.views.log_mean
    }

    /// Log views per unit of the cost that prices are compared by; nothing without a cost.
    pub fn efficiency(&self, constants: &Constants) -> Option<f64> {
        Some(self.log_views_bought() - self.last.anchored(constants)?.ln())
    }
}

/// The bookings that count: those with posts, or with orders although no post is recorded.
pub(super) fn counted(creator: &CreatorInput) -> impl Iterator<Item = &BookingInput> {
    creator.bookings.iter().filter(|booking| !booking.posts.is_empty() || booking.orders.count > 0)
}

/// The sums of several lists of orders together.
pub(super) fn summed(all: impl Iterator<Item = OrderSums>) -> OrderSums {
    all.fold(OrderSums::default(), |mut sums, more| {
        sums.merge(more);
        sums
    })
}
