//! Who a code that no creator has is given to: also somebody who is in no batch, who is booked by it.

use crate::domain::{CampaignId, CollaborationId, CreatorId, Platform};

/// Who gets a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeHolder {
    /// A collaboration.
    Collaboration(CollaborationId),
    /// A creator in a campaign: without a batch of it, the creator is added to one. Without a campaign, one is made.
    Creator(CreatorId, Option<CampaignId>),
    /// The same by handle or profile link, as typed.
    Named(String, Option<CampaignId>),
}

/// Where somebody is booked who is in no batch of a campaign and gets a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeHome {
    /// The name of the campaign.
    pub campaign: String,
    /// Whether it is made for that.
    pub is_new_campaign: bool,
    /// The name of the batch.
    pub batch: String,
    /// Whether it is made for that.
    pub is_new_batch: bool,
}

/// A creator who is in no batch of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub id: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// The platform of that account.
    pub platform: Platform,
}

/// Everybody else who could have a code, and where they would be booked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeSeekers {
    /// Who is in no batch of the campaign, by handle; at most 1,000.
    pub people: Vec<PersonRow>,
    /// Whether there are more.
    pub has_more: bool,
    /// Where they would be booked.
    pub home: CodeHome,
}
