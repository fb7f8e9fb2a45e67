//! The best next booking, and when no test is left that pays for itself (addendum, B10).

use super::estimate::CampaignEstimate;

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
