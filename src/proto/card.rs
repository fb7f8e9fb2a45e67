//! One collaboration in a line: who, in which batch, at which stage, and what is open.

use chrono::NaiveDate;

use crate::domain::collaboration::{Stage, Tracks};
use crate::domain::next_step::{self, Open};
use crate::domain::{
    BatchId, BatchStatus, CampaignId, CollaborationId, CreatorId, Currency, DeliverableKind, Platform,
};

/// A collaboration as the board and the agenda see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which.
    pub id: CollaborationId,
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// The platform of that account.
    pub platform: Platform,
    /// Their followers.
    pub followers: Option<i64>,
    /// The batch.
    pub batch: BatchId,
    /// Its name.
    pub batch_name: String,
    /// Where the batch stands.
    pub batch_status: BatchStatus,
    /// The campaign.
    pub campaign: CampaignId,
    /// Its name.
    pub campaign_name: String,
    /// Its currency.
    pub currency: Currency,
    /// Headline stage.
    pub stage: Stage,
    /// The six tracks.
    pub tracks: Tracks,
    /// What was promised, and what was posted beyond that.
    pub deliverables: Vec<DeliverableKind>,
    /// What is open, in the usual order of the work.
    pub open: Vec<Open>,
}

impl Card {
    /// What is to be done next, and by when.
    pub fn next(&self, today: NaiveDate) -> Open {
        next_step::next(&self.open, today)
    }
}
