//! What a screen asks of the app: the entries of its outbox.

use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, OrderId, PayableId};

use super::overlay::Overlay;
use super::{Asked, Effect, Notice, Place};

/// What a screen asks of the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Do something outside.
    Effect(Effect),
    /// Go to a place.
    Go(Place),
    /// Begin the tour, in the demo.
    Tour,
    /// Go back to the previous screen on the trail.
    Back,
    /// Show this campaign in the list.
    ShowCampaign(CampaignId),
    /// Show the builder of the next batch of this campaign.
    ShowBuilder(CampaignId),
    /// Show the builder of the next batch with these creators in it.
    BuildWith(Vec<CreatorId>),
    /// Show the results of this campaign.
    ShowResults(CampaignId),
    /// Show the creators of this batch.
    ShowBatch(BatchId),
    /// Show this creator in this batch.
    ShowBooking(BatchId, CreatorId),
    /// Show everything about this collaboration.
    ShowCollaboration(CollaborationId),
    /// Show everything about this creator.
    ShowPage(CreatorId),
    /// Show this creator in the table.
    ShowCreator(CreatorId),
    /// Show the creators that this filter finds.
    ShowFilter(String),
    /// Open the box that adds creators, over their table.
    AddCreators,
    /// Open the form of a new campaign, over the list of campaigns.
    AddCampaign,
    /// Show this unattributed order among those of a campaign to review.
    ShowOrder(CampaignId, OrderId),
    /// Show this payment in the list.
    ShowPayment(PayableId),
    /// Open an overlay; its value comes back to the screen together with the question.
    Open(Overlay, Asked),
    /// Say something on the status line.
    Say(Notice),
}

impl Request {
    /// Whether it leads to another screen, or to another place on this one.
    pub fn leads(&self) -> bool {
        match self {
            Self::Go(_)
            | Self::Tour
            | Self::Back
            | Self::ShowCampaign(_)
            | Self::ShowBuilder(_)
            | Self::BuildWith(_)
            | Self::ShowResults(_)
            | Self::ShowBatch(_)
            | Self::ShowBooking(..)
            | Self::ShowCollaboration(_)
            | Self::ShowPage(_)
            | Self::ShowCreator(_)
            | Self::ShowFilter(_)
            | Self::AddCreators
            | Self::AddCampaign
            | Self::ShowOrder(..)
            | Self::ShowPayment(_) => true,
            Self::Effect(_) | Self::Open(..) | Self::Say(_) => false,
        }
    }
}

/// What to bring into view on the target screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Show {
    /// This campaign.
    Campaign(CampaignId),
    /// This batch.
    Batch(BatchId),
    /// This creator in this batch.
    Booking(BatchId, CreatorId),
    /// This collaboration.
    Collaboration(CollaborationId),
    /// This creator.
    Creator(CreatorId),
    /// These creators.
    Creators(Vec<CreatorId>),
    /// What this filter finds.
    Filter(String),
    /// The box that adds creators.
    Adding,
    /// This unattributed order in this campaign.
    Order(CampaignId, OrderId),
    /// This payment.
    Payment(PayableId),
}
