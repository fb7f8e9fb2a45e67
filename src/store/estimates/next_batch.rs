//! The next batch of a campaign: where a budget goes.

use std::collections::HashSet;

use super::Said;
use crate::analysis::next_batch::{BatchRequest, Bookables, NextBatch, Pin};
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
        let chosen = |wanted: Choice| -> Vec<usize> {
            let places = self.asked.creators.iter().enumerate();
            places
                .filter(|(_, id)| {
                    let stays_out = || self.evidence.is_blocked(**id) || provisional.contains(id);
                    campaign.wish(**id) == wanted || wanted == Choice::Excluded && stays_out()
                })
                .map(|(index, _)| index)
                .collect()
        };
        let pinned: Vec<Pin> = chosen(Choice::Pinned).into_iter().map(Pin::of).collect();
        let request = BatchRequest {
            budget_minor,
            most_creators: Some(*SIZE.end()),
            excluded: &chosen(Choice::Excluded),
            pinned: &pinned,
            takes_any: false,
        };
        NextBatch::plan(bookables, request, self.constants)
    }
}
