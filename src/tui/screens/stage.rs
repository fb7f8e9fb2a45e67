//! The next stage of a batch, from wherever one looks at it.

use crate::domain::BatchStatus;
use crate::proto::WriteCmd;
use crate::proto::row::{BatchRow, CampaignRow};
use crate::tui::kit::{Ctx, Notice, Request};

/// Finishes a running batch, or starts a planned one: where something speaks against that, once the same key was pressed again.
pub fn next(campaign: &CampaignRow, batch: &BatchRow, ctx: &mut Ctx) -> Vec<Request> {
    let id = batch.id;
    if batch.status == BatchStatus::Running {
        return vec![ctx.write_request(WriteCmd::FinishBatch(id)).1];
    }
    if let Some(sentence) = batch.refusal(ctx.today) {
        return vec![Request::Say(Notice::error(sentence))];
    }
    let doubts = campaign.start_doubts(batch);
    if doubts.is_some_and(|doubts| !ctx.twice.agrees(format!("starts {}: {doubts}.", batch.fields.name))) {
        return Vec::new();
    }
    vec![ctx.write_request(WriteCmd::StartBatch(id)).1]
}
