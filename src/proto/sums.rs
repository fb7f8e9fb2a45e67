//! What was spent, sold, seen and made, before any division.

use crate::analysis::head::assets::Made;
use crate::analysis::money::Metrics;

/// What the sums of one scope are, before any division.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Loaded cost: what is agreed, owed or paid, goods once sent, and commission, minor units.
    pub spend_minor: i64,
    /// Net revenue of its sales, minor units.
    pub revenue_minor: i64,
    /// Sales.
    pub orders: i64,
    /// Orders not paid yet.
    pub pending: i64,
    /// Views of its posts, newest readings; nothing where none is known.
    pub views: Option<i64>,
    /// Clicks of its links; nothing where none is known.
    pub clicks: Option<i64>,
    /// What belongs to these clicks: of several, only those whose clicks are known.
    pub clicked: Clicked,
    /// What belongs to the views: of several, the loaded cost of those whose views are known, minor units.
    pub seen_spend_minor: i64,
    /// What was made that can be used; counted only where that is what the campaign is for.
    pub made: Made,
}

/// What was spent, sold and seen where clicks are known. Rates of clicks are of these alone: the spend of a creator whose clicks
/// nobody counted is no part of what a click cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clicked {
    /// Loaded cost, minor units.
    pub spend_minor: i64,
    /// Sales.
    pub orders: i64,
    /// Views of the posts; nothing where none is known.
    pub views: Option<i64>,
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        let both = |a: Option<i64>, b: Option<i64>| match (a, b) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0).saturating_add(b.unwrap_or(0))),
        };
        self.spend_minor = self.spend_minor.saturating_add(other.spend_minor);
        self.revenue_minor = self.revenue_minor.saturating_add(other.revenue_minor);
        self.orders = self.orders.saturating_add(other.orders);
        self.pending = self.pending.saturating_add(other.pending);
        self.views = both(self.views, other.views);
        self.clicks = both(self.clicks, other.clicks);
        let (own, others) = (&mut self.clicked, other.clicked);
        own.spend_minor = own.spend_minor.saturating_add(others.spend_minor);
        own.orders = own.orders.saturating_add(others.orders);
        own.views = both(own.views, others.views);
        self.seen_spend_minor = self.seen_spend_minor.saturating_add(other.seen_spend_minor);
        self.made.merge(other.made);
    }
}

impl Sums {
    /// The same with these views, of one creator.
    pub fn with_views(self, views: Option<i64>) -> Self {
        Self { views, seen_spend_minor: views.map_or(0, |_| self.spend_minor), ..self }
    }

    /// The same with these clicks, of one creator.
    pub fn with_clicks(self, clicks: Option<i64>) -> Self {
        let Self { spend_minor, orders, views, .. } = self;
        let clicked = clicks.map_or_else(Clicked::default, |_| Clicked { spend_minor, orders, views });
        Self { clicks, clicked, ..self }
    }

    /// Returns the figures of these sums at a gross margin in basis points (unknown margin: no figure that needs one).
    pub fn metrics(self, margin_bp: Option<i64>) -> Metrics {
        crate::analysis::money::Facts {
            cost_minor: self.spend_minor,
            revenue_minor: self.revenue_minor,
            orders: self.orders,
            views: self.views,
            clicks: self.clicks,
            kappa_ppm: crate::analysis::money::KAPPA_ONE,
            margin_bp,
        }
        .metrics()
    }
}
