//! What the next booking of each campaign is worth, and whether any is left that pays for itself.

use crate::analysis::decision::Advice;
use crate::analysis::next_batch::NextBatch;
use crate::domain::{CampaignId, CreatorId};

/// What comes next in a campaign, from the one list of everybody who could be booked.
#[derive(Clone, Debug, PartialEq)]
pub struct Next {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its best next booking; nothing for one that is not about conversions, or without a target.
    pub test: Option<NextTest>,
    /// Where the budget of its next batch goes; nothing without a budget.
    pub batch: Option<NextBatch>,
}

/// The best next booking of a campaign, among the tested creators and the candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct NextTest {
    /// The booking that is worth most of those that the budget can pay, whether it pays for itself or not; nothing without one.
    pub best: Option<TestWorth>,
    /// The budget for the next batch, minor units; nothing without a limit.
    pub budget_minor: Option<i64>,
    /// How many creators have a price above it.
    pub unaffordable: usize,
    /// How many creators of the campaign are left out because their orders are still coming in.
    pub waiting: usize,
    /// How many more bookings knowing is taken to serve.
    pub later_bookings: f64,
    /// Whether the target is the user's own and not break-even: what is earned is then what is earned beyond it.
    pub has_own_target: bool,
}

/// What one more booking of a creator is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct TestWorth {
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// The verdict on them; `Untested` for somebody new.
    pub advice: Advice,
    /// Fixed cost of the booking, minor units, above 0.
    pub cost_minor: i64,
    /// What it earns at the target on average, minor units; below 0 where it loses.
    pub profit_minor: i64,
    /// What knowing is worth over the bookings that would follow, minor units, from 0.
    pub knowing_minor: i64,
}

impl TestWorth {
    /// What it is worth in all, minor units.
    pub fn value_minor(&self) -> i64 {
        self.profit_minor.saturating_add(self.knowing_minor)
    }

    /// Whether it pays for itself.
    pub fn pays(&self) -> bool {
        self.value_minor() > 0
    }
}

impl NextTest {
    /// The best booking, where it pays for itself. Nothing means that no test is left that does.
    pub fn paying(&self) -> Option<&TestWorth> {
        self.best.as_ref().filter(|best| best.pays())
    }
}
