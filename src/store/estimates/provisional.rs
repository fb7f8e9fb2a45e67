//! Verdicts that wait for something: that hang on one large order, or on a code that two creators own.

use crate::analysis::decision::Advice;
use crate::analysis::estimate::CampaignEstimate;
use crate::analysis::large_order::Limit;
use crate::domain::CreatorId;
use crate::proto::outlook::ConflictRow;
use crate::proto::results::{Estimate, Unsettled};
use crate::store::evidence::Held;

/// What was computed a second time, with large orders held to their limit.
pub(super) struct Again {
    pub(super) held: Held,
    pub(super) estimated: CampaignEstimate,
}

/// Makes a verdict provisional that is another one by the limit of large orders.
pub(super) fn hold(said: &mut Estimate, again: Option<(Limit, Advice)>) {
    if let Some((limit, instead)) = again.filter(|(_, instead)| *instead != said.head.advice) {
        said.make_provisional(Unsettled::LargeOrder { limit, instead });
    }
}

/// Makes the verdict of a creator provisional whose code or link someone else owns as well.
pub(super) fn doubted(mut said: Estimate, creator: CreatorId, conflicts: &[ConflictRow]) -> Estimate {
    let is_owner = |row: &&ConflictRow| row.owners.0.0 == creator || row.owners.1.0 == creator;
    for row in conflicts.iter().filter(|row| row.is_shared()).filter(is_owner) {
        said.make_provisional(Unsettled::SharedCode(row.clone()));
    }
    said
}
