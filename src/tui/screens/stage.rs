//! The next stage of a batch, on any screen.

use crate::domain::BatchStatus;
use crate::proto::WriteCmd;
use crate::proto::command::WriteKind;
use crate::proto::row::{BatchRow, CampaignRow};
use crate::tui::kit::{Ctx, Does, Notice, Verb};

/// Finishes a running batch or starts a planned one. If there is a warning, starting needs the key twice.
pub fn verb<S: 'static>(campaign: &CampaignRow, batch: &BatchRow, ctx: &Ctx) -> Verb<S> {
    let id = batch.id;
    match batch.status {
        BatchStatus::Finished => Verb::no("This batch is finished. Plan a new one to test again."),
        BatchStatus::Running => {
            Verb::write(WriteCmd::FinishBatch(id)).hint("finish", Does::Writes(WriteKind::FinishBatch))
        }
        BatchStatus::Planned => {
            if let Some(sentence) = batch.refusal(ctx.today) {
                return Verb::new(move |_, _, ctx| ctx.say(Notice::error(sentence))).hint("start", Does::Here);
            }
            let doubts = campaign.start_doubts(batch).map(|doubts| format!("starts {}: {doubts}.", batch.fields.name));
            Verb::new(move |_, _, ctx| {
                if doubts.is_none_or(|doubts| ctx.twice.agrees(doubts)) {
                    ctx.write(WriteCmd::StartBatch(id));
                }
            })
            .hint("start", Does::Writes(WriteKind::StartBatch))
        }
    }
}
