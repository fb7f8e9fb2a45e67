//! The facts of a campaign: what was spent and what came back, tracked so far. No estimate stands here.

use crate::analysis::money::Metrics;
use crate::domain::{BatchId, BatchStatus, CampaignId, CollaborationId, CreatorId, Currency};

/// What the sums of one scope are, before any division.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Loaded cost, committed and spent, with commission, minor units.
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
    }
}

impl Sums {
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

/// One creator's facts in one batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatorResult {
    /// The collaboration.
    pub collaboration: CollaborationId,
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// Their sums.
    pub sums: Sums,
}

/// One batch's facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchResult {
    /// Which.
    pub id: BatchId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: BatchStatus,
    /// Its creators, in the order they were put in.
    pub creators: Vec<CreatorResult>,
    /// All of them together.
    pub sums: Sums,
}

/// A campaign's facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignResult {
    /// Which.
    pub id: CampaignId,
    /// Its name.
    pub name: String,
    /// Currency of every amount.
    pub currency: Currency,
    /// Gross margin, basis points.
    pub margin_bp: Option<i64>,
    /// Target ROAS x 10,000: the person's own, else break-even.
    pub target_roas_e4: Option<i64>,
    /// Its batches, oldest first.
    pub batches: Vec<BatchResult>,
    /// All of them together.
    pub sums: Sums,
    /// Sales in this currency that no code or link belongs to.
    pub unattributed_orders: i64,
    /// Their net revenue, minor units.
    pub unattributed_minor: i64,
    /// Attributed sales in another currency, left out of every sum.
    pub other_currency_orders: i64,
}
