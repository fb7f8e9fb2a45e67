//! The next batch of a campaign: where a budget goes.

use std::collections::HashSet;

use super::Said;
use crate::analysis::next_batch::{BatchRequest, Bookables, NextBatch};
use crate::domain::CreatorId;
use crate::domain::batch::SIZE;
use crate::proto::outlook::Choice;
use crate::proto::results::{CampaignResult, Estimate};

impl Said<'_> {
    /// Proposes where a budget goes. Creators marked do not contact are left out, and so are those with a provisional verdict,
    /// unless the user pinned them.
    pub(super) fn next_batch(&self, campaign: &CampaignResult, budget_minor: i64, bookables: &Bookables) -> NextBatch {
        let creators = campaign.batches.iter().flat_map(|batch| &batch.creators);
        let provisional: HashSet<CreatorId> = creators
            .filter(|creator| creator.estimate.as_ref().is_some_and(Estimate::is_provisional))
            .map(|creator| creator.creator)
            .filter(|id| campaign.wish(*id) != Choice::Pinned)
            .collect();
        let chosen = |wanted: Choice| -> Vec<&str> {
            let places = self.asked.creators.iter().zip(&self.asked.input.creators);
            places
                .filter(|(id, _)| {
                    let stays_out = || self.evidence.is_blocked(**id) || provisional.contains(id);
                    campaign.wish(**id) == wanted || wanted == Choice::Excluded && stays_out()
                })
                .map(|(_, creator)| creator.handle.as_str())
                .collect()
        };
        let request = BatchRequest {
            budget_minor,
            most_creators: Some(*SIZE.end()),
            excluded: &chosen(Choice::Excluded),
            pinned: &chosen(Choice::Pinned),
        };
        NextBatch::plan(bookables, request, self.constants)
    }
}
