//! The input of the estimate: plain data about a campaign, summed so that order lists are read only once.

use super::attribution::Attribution;
use super::real::{real, real_sum};
use crate::domain::{Tier, TierBorders};

/// The sums over a list of orders that the estimate needs (statistics, section 3.1).
///
/// Keep one per collaboration and add each order as you read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderSums {
    /// Number of orders, refunded ones included.
    pub count: i64,
    /// Net revenue, minor units; may be negative.
    pub revenue_minor: i64,
    /// Sum of the squared net revenues.
    pub squares: i128,
    /// The largest net revenue, minor units; at least 0.
    pub largest_minor: i64,
}

impl OrderSums {
    /// Sums net order amounts, minor units.
    pub fn of(net_minor: &[i64]) -> Self {
        let mut sums = Self::default();
        for net in net_minor {
            sums.add(*net);
        }
        sums
    }

    /// Adds one order. Sums saturate.
    pub fn add(&mut self, net_minor: i64) {
        self.count = self.count.saturating_add(1);
        self.revenue_minor = self.revenue_minor.saturating_add(net_minor);
        self.squares = self.squares.saturating_add(i128::from(net_minor) * i128::from(net_minor));
        self.largest_minor = self.largest_minor.max(net_minor);
    }

    /// Adds the sums of another list.
    pub fn merge(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        self.revenue_minor = self.revenue_minor.saturating_add(other.revenue_minor);
        self.squares = self.squares.saturating_add(other.squares);
        self.largest_minor = self.largest_minor.max(other.largest_minor);
    }

    /// Number of orders, never below 0.
    pub(super) fn orders(self) -> f64 {
        real(self.count.max(0))
    }

    /// Net revenue, minor units.
    pub(super) fn revenue(self) -> f64 {
        real(self.revenue_minor)
    }

    /// Sum of the squared net revenues.
    pub(super) fn square_sum(self) -> f64 {
        real_sum(self.squares.max(0))
    }
}

/// One post of a booking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PostInput {
    /// Latest views; `None` or 0 means unknown.
    pub views: Option<i64>,
    /// Age of the post when its views were read, days.
    pub views_age_days: f64,
    /// Age of the post at the last import of orders, days.
    pub orders_age_days: f64,
}

impl PostInput {
    /// Views, if known: 0 recorded views count as unread (statistics, section 3.2).
    pub fn known_views(self) -> Option<f64> {
        self.views.filter(|views| *views >= 1).map(real)
    }
}

/// One paid or gifted collaboration whose posts are up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BookingInput {
    /// Its posts. Without posts the collaboration is left out, unless it has orders: then it counts as one complete post with
    /// unknown views.
    pub posts: Vec<PostInput>,
    /// Orders inside the attribution window of the last post.
    pub orders: OrderSums,
    /// The same orders with none above the most that one order counts; `None` where none is (addendum, B2).
    pub capped: Option<OrderSums>,
    /// Orders after it: facts only (statistics, section 4.1).
    pub late: OrderSums,
    /// The fee alone, minor units; 0 for a gifted product.
    pub fee_minor: i64,
    /// Fixed cost, minor units: fee, product, shipping and everything else but commission.
    pub cost_minor: i64,
    /// Commission on net sales, basis points, 0 to 10,000.
    pub commission_bp: i64,
    /// What that came to so far, minor units: a fact, no part of the estimate (addendum, B3).
    pub commission_minor: i64,
}

impl BookingInput {
    /// The orders as the estimate counts them.
    pub(super) fn counted(&self) -> OrderSums {
        self.capped.unwrap_or(self.orders)
    }

    /// All that was spent so far, minor units, never below 0.
    pub(super) fn spent_minor(&self) -> i64 {
        self.cost_minor.saturating_add(self.commission_minor).max(0)
    }
}

/// Planned terms: of a creator without a collaboration, or of the next one of somebody who has some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Posts planned, at least 1.
    pub posts: u32,
    /// Planned fixed cost, minor units, if known: all but commission.
    pub cost_minor: Option<i64>,
    /// Planned commission on net sales, basis points, 0 to 10,000.
    pub commission_bp: i64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { posts: 1, cost_minor: None, commission_bp: 0 }
    }
}

/// One creator of the campaign, tested or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreatorInput {
    /// The handle without `@`: names the creator in sentences and decides ties.
    pub handle: String,
    /// The niche by which creators are grouped. A creator without one forms a separate group that is never shown.
    pub niche: Option<String>,
    /// The style of what they made, where it is one: `organic` or `polished`.
    pub style: Option<String>,
    /// Followers, if known.
    pub followers: Option<i64>,
    /// Number of own posts behind `reference_views`.
    pub reference_posts: u32,
    /// Median views of the creator's own recent posts, if known.
    pub reference_views: Option<f64>,
    /// Bookings, oldest first; the last one defines "the same terms".
    pub bookings: Vec<BookingInput>,
    /// Terms of a creator without bookings.
    pub plan: Plan,
    /// Terms of the next booking of a creator with bookings, where they are planned; those of the last booking without them.
    pub next: Option<Plan>,
    /// Leak and halo of this creator, if they differ from the campaign's.
    pub attribution: Option<Attribution>,
}

/// By what creators are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// By niche.
    #[default]
    Niche,
    /// By tier, from the followers.
    Tier,
    /// By style of what they made.
    Style,
}

impl GroupBy {
    /// The word for one group.
    pub fn singular(self) -> &'static str {
        match self {
            Self::Niche => "niche",
            Self::Tier => "tier",
            Self::Style => "style",
        }
    }

    /// The word for several groups.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Niche => "niches",
            Self::Tier => "tiers",
            Self::Style => "styles",
        }
    }
}

/// The ROAS that a creator should beat: a number above 0.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Target(f64);

impl Target {
    /// Returns the user's own target, or else break-even `1 / margin` (statistics, section 1).
    ///
    /// `None` for a target at or below 0, and without both target and margin.
    pub fn new(own: Option<f64>, margin_bp: Option<i64>) -> Option<Self> {
        let target = own.or_else(|| margin_bp.map(|margin| 10_000.0 / real(margin)))?;
        (target.is_finite() && (1e-6..=1e6).contains(&target)).then_some(Self(target))
    }

    /// The target ROAS.
    pub fn roas(self) -> f64 {
        self.0
    }

    pub(super) fn log(self) -> f64 {
        self.0.ln()
    }
}

/// A campaign as the estimate sees it: all tested creators of one product, and candidates for a test.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignInput {
    /// Gross margin, basis points, if known; 0 or below counts as unknown.
    pub margin_bp: Option<i64>,
    /// The ROAS to beat.
    pub target: Target,
    /// Typical net order value before the first order, minor units, at least 1.
    pub order_value_minor: i64,
    /// Leak and halo of the codes.
    pub attribution: Attribution,
    /// How creators are grouped.
    pub group_by: GroupBy,
    /// Borders of the tiers.
    pub borders: TierBorders,
    /// The creators.
    pub creators: Vec<CreatorInput>,
}

impl CampaignInput {
    /// Starts a campaign without creators, as tracked and grouped by niche.
    pub fn new(target: Target, margin_bp: Option<i64>, order_value_minor: i64) -> Self {
        Self {
            margin_bp,
            target,
            order_value_minor,
            attribution: Attribution::default(),
            group_by: GroupBy::default(),
            borders: TierBorders::default(),
            creators: Vec::new(),
        }
    }

    /// The same campaign without creators.
    pub fn without_creators(&self) -> Self {
        Self { creators: Vec::new(), ..*self }
    }

    /// Gross margin as a share.
    pub(super) fn margin(&self) -> Option<f64> {
        self.margin_bp.filter(|margin| *margin > 0).map(|margin| real(margin) / 10_000.0)
    }

    /// Returns the tier whose averages apply: unknown counts as micro, below nano as nano (statistics, section 1.1).
    pub(super) fn tier(&self, creator: &CreatorInput) -> Tier {
        creator.followers.map_or(Tier::Micro, |followers| self.borders.tier(followers).unwrap_or(Tier::Nano))
    }

    /// The name of a creator's group.
    pub(super) fn group<'a>(&self, creator: &'a CreatorInput) -> Option<&'a str> {
        self.group_of(creator, self.group_by)
    }

    /// The name of a creator's group by this grouping; `None` for a creator in no group.
    pub fn group_of<'a>(&self, creator: &'a CreatorInput, by: GroupBy) -> Option<&'a str> {
        match by {
            GroupBy::Niche => creator.niche.as_deref(),
            GroupBy::Tier => Some(self.tier(creator).word()),
            GroupBy::Style => creator.style.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_at_or_below_zero_is_rejected() {
        assert_eq!(Target::new(Some(0.0), Some(6_000)), None);
        assert_eq!(Target::new(Some(-1.0), None), None);
        assert_eq!(Target::new(Some(f64::NAN), None), None);
    }

    #[test]
    fn without_a_margin_the_target_must_be_given() {
        assert_eq!(Target::new(None, None), None);
        assert_eq!(Target::new(None, Some(0)), None);
        assert_eq!(Target::new(Some(1.5), None).map(Target::roas), Some(1.5));
        assert_eq!(Target::new(None, Some(5_000)).map(Target::roas), Some(2.0));
        assert_eq!(Target::new(Some(3.0), Some(5_000)).map(Target::roas), Some(3.0));
    }

    #[test]
    fn sums_add_up_and_never_overflow() {
        let mut sums = OrderSums::of(&[4_100, 0, -300]);
        assert_eq!(sums, OrderSums { count: 3, revenue_minor: 3_800, squares: 16_900_000, largest_minor: 4_100 });
        sums.merge(OrderSums::of(&[5_000]));
        assert_eq!(sums, OrderSums::of(&[4_100, 0, -300, 5_000]));
        let huge = OrderSums::of(&[i64::MAX; 4]);
        assert_eq!((huge.revenue_minor, huge.squares), (i64::MAX, i128::MAX));
    }
}
