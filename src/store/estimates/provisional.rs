//! Verdicts that wait for something: a code or a link that two creators own, or the first orders of all.

use crate::analysis::decision::Advice;
use crate::analysis::head::Lacks;
use crate::domain::CreatorId;
use crate::proto::outlook::ConflictRow;
use crate::proto::results::{CampaignResult, Estimate, Unsettled};

/// Makes the verdict of a creator provisional whose code or link someone else owns as well.
pub(super) fn doubted(mut said: Estimate, creator: CreatorId, conflicts: &[ConflictRow]) -> Estimate {
    let is_owner = |row: &&ConflictRow| row.owners.0.0 == creator || row.owners.1.0 == creator;
    for row in conflicts.iter().filter(|row| row.is_shared()).filter(is_owner) {
        said.make_provisional(Unsettled::SharedCode(row.clone()));
    }
    said
}

/// Leaves everybody without a verdict before any order is known: that nobody has one says nothing then.
pub(super) fn wait_for_orders(campaign: &mut CampaignResult) {
    let wait = |said: &mut Estimate| {
        if matches!(said.head.advice, Advice::Free | Advice::Untested) {
            return;
        }
        (said.head.advice, said.head.lacks) = (Advice::Wait, Some(Lacks::Orders));
        (said.flip_kappa, said.basis.check_again) = (None, None);
        said.notes.clear();
    };
    campaign.estimate.iter_mut().for_each(wait);
    for batch in &mut campaign.batches {
        batch.estimate.iter_mut().for_each(wait);
        batch.creators.iter_mut().flat_map(|creator| &mut creator.estimate).for_each(wait);
    }
}
