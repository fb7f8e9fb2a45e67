//! What was spent, sold, seen and made by a creator, a batch or a campaign, before any division.

use std::ops::AddAssign;

use crate::analysis::head::assets::Made;
use crate::analysis::money::{Facts, KAPPA_ONE, Metrics};

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
    /// Collaborations that cost something.
    pub with_cost: i64,
    /// Views of its posts, newest readings; nothing where none is known.
    pub views: Option<i64>,
    /// Clicks of its links; nothing where none is known.
    pub clicks: Option<i64>,
    /// What belongs to these views: of several collaborations, only those whose views are known.
    pub viewed: Counted,
    /// What belongs to these clicks.
    pub clicked: Counted,
    /// Views and clicks where both are known.
    pub seen: Seen,
    /// What was made that can be used; counted only where that is what the campaign is for.
    pub made: Made,
}

/// What was spent and sold where views, or clicks, are known. Rates of them are of these alone: the spend of a creator whose
/// clicks nobody counted is no part of what a click cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Loaded cost, minor units.
    pub spend_minor: i64,
    /// Sales.
    pub orders: i64,
    /// Collaborations that cost something.
    pub with_cost: i64,
}

/// Views and clicks of the collaborations where both are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Views of the posts.
    pub views: i64,
    /// Clicks of the links.
    pub clicks: i64,
}

impl AddAssign for Counted {
    fn add_assign(&mut self, other: Self) {
        self.spend_minor = self.spend_minor.saturating_add(other.spend_minor);
        self.orders = self.orders.saturating_add(other.orders);
        self.with_cost = self.with_cost.saturating_add(other.with_cost);
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        let both = |a: Option<i64>, b: Option<i64>| match (a, b) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0).saturating_add(b.unwrap_or(0))),
        };
        self.spend_minor = self.spend_minor.saturating_add(other.spend_minor);
        self.revenue_minor = self.revenue_minor.saturating_add(other.revenue_minor);
        self.orders = self.orders.saturating_add(other.orders);
        self.pending = self.pending.saturating_add(other.pending);
        self.with_cost = self.with_cost.saturating_add(other.with_cost);
        self.views = both(self.views, other.views);
        self.clicks = both(self.clicks, other.clicks);
        self.viewed += other.viewed;
        self.clicked += other.clicked;
        self.seen.views = self.seen.views.saturating_add(other.seen.views);
        self.seen.clicks = self.seen.clicks.saturating_add(other.seen.clicks);
        self.made.merge(other.made);
    }
}

impl Sums {
    /// The sums of one collaboration with these views and clicks.
    pub fn counted(self, views: Option<i64>, clicks: Option<i64>) -> Self {
        let with_cost = i64::from(self.spend_minor > 0);
        let own = Counted { spend_minor: self.spend_minor, orders: self.orders, with_cost };
        let known = |count: Option<i64>| count.map_or_else(Counted::default, |_| own);
        let seen = views.zip(clicks).map(|(views, clicks)| Seen { views, clicks }).unwrap_or_default();
        Self { with_cost, views, clicks, viewed: known(views), clicked: known(clicks), seen, ..self }
    }

    /// Returns the figures of these sums at a gross margin in basis points (unknown margin: no figure that needs one). What 1,000
    /// views and a click cost is none of them: that is of [`Sums::viewed`] and [`Sums::clicked`] alone.
    pub fn metrics(self, margin_bp: Option<i64>) -> Metrics {
        Facts {
            cost_minor: self.spend_minor,
            revenue_minor: self.revenue_minor,
            orders: self.orders,
            views: None,
            clicks: None,
            kappa_ppm: KAPPA_ONE,
            margin_bp,
        }
        .metrics()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_counted_is_in_no_rate() {
        let one = |spend_minor, orders| Sums { spend_minor, orders, ..Sums::default() };
        let mut sums = one(6_000, 3).counted(Some(12_000), Some(120));
        sums += one(90_000, 70).counted(None, Some(30));
        sums += one(0, 1).counted(Some(500), None);
        let counted = |spend_minor, orders, with_cost| Counted { spend_minor, orders, with_cost };
        assert_eq!((sums.spend_minor, sums.orders, sums.with_cost), (96_000, 74, 2));
        assert_eq!((sums.views, sums.viewed), (Some(12_500), counted(6_000, 4, 1)));
        assert_eq!((sums.clicks, sums.clicked), (Some(150), counted(96_000, 73, 2)));
        assert_eq!(sums.seen, Seen { views: 12_000, clicks: 120 });
    }
}
