//! A batch as the builder hands it over to be planned.

use chrono::NaiveDate;

use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, SuccessRule};

/// A batch as it is to be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedBatch {
    /// The campaign.
    pub campaign: CampaignId,
    /// The planned batch to fill; a new one without it.
    pub batch: Option<BatchId>,
    /// Its name: a new one is only planned under the name that was shown.
    pub name: String,
    /// The success rule, for a batch that has none.
    pub rule: Option<SuccessRule>,
    /// The day the test ends, for a batch that has none.
    pub ends_on: Option<NaiveDate>,
    /// Who is in it; those already in the batch stay as they are.
    pub bookings: Vec<PlannedBooking>,
}

/// A creator of a batch that is to be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedBooking {
    /// Who.
    pub creator: CreatorId,
    /// How often they are booked, at least 1.
    pub bookings: u32,
    /// The collaboration whose other costs, commission and codes it has; nothing for somebody new to the campaign.
    pub like: Option<CollaborationId>,
    /// The fee of one booking, minor units; nothing where it is unknown.
    pub fee_minor: Option<i64>,
    /// Posts of one booking.
    pub posts: u32,
    /// The day their first post is due.
    pub post_on: Option<NaiveDate>,
}
