//! Row numbers as types, so that a creator is never looked up with the number of a batch.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )+};
}

ids! {
    /// One account on one platform.
    CreatorId,
    /// One niche or tag.
    TagId,
    /// One campaign.
    CampaignId,
    /// One batch of a campaign.
    BatchId,
    /// One creator in one batch.
    CollaborationId,
    /// One amount of a collaboration.
    AmountId,
    /// One deliverable of a collaboration.
    DeliverableId,
    /// One right on the work of a collaboration.
    RightId,
    /// One run of an import.
    ImportId,
    /// One undoable step of the history.
    OpId,
    /// One saved view.
    ViewId,
    /// One post.
    PostId,
    /// One order of a shop.
    OrderId,
    /// One typed task.
    TaskId,
}
