//! What the screen asks a person, with what the answer needs.

use crate::domain::{BatchId, CampaignId, CreatorId, Currency};
use crate::proto::command::BatchFields;
use crate::proto::outlook::Terms;
use crate::tui::screens::form;

/// What the screen asks a person.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// What the batch may cost, how many creators it should have, its days and its rule.
    Batch(Box<Asks>),
    /// What somebody is paid.
    Fee(Whose),
}

/// The batch that is edited.
#[derive(Clone, Debug)]
pub(super) struct Asks {
    pub(super) campaign: CampaignId,
    pub(super) terms: Terms,
    pub(super) known: form::next_batch::Known,
    /// The planned batch with its fields.
    pub(super) batch: Option<(BatchId, BatchFields)>,
}

/// Whose fee is typed, and for what.
#[derive(Clone, Debug)]
pub(super) struct Whose {
    pub(super) creator: CreatorId,
    pub(super) handle: String,
    /// The planned batch, for somebody who is in it.
    pub(super) batch: Option<BatchId>,
    pub(super) batch_name: String,
    pub(super) bookings: u32,
    pub(super) posts: u32,
    /// Whether what they ask is their price here: they were never booked, and nothing is planned.
    pub(super) costs_what_they_ask: bool,
    pub(super) currency: Currency,
}
