//! The next stage of a batch, on any screen.

use chrono::NaiveDate;

use crate::domain::BatchStatus;
use crate::proto::WriteCmd;
use crate::proto::command::WriteKind;
use crate::proto::row::{BatchRow, CampaignRow};
use crate::tui::kit::{Action, Ctx, Does, Notice, Verb};
use crate::tui::look::day;

/// Why finishing a running batch now may be a mistake, if so.
fn too_early(batch: &BatchRow, today: NaiveDate) -> Option<String> {
    let until = batch.fields.ends_on.filter(|end| *end > today).map(|end| day::relative(end, today));
    match (batch.starts_on == Some(today), until) {
        (true, Some(until)) => Some(format!("which started today and runs until {until}")),
        (true, None) => Some("which started today".to_owned()),
        (false, until) => until.map(|until| format!("which runs until {until}")),
    }
}

/// Finishes a running batch or starts a planned one. If there is a warning, starting needs the key twice; so does finishing
/// a batch before its end date, as the same key has just started it. Where a creator lacks something, the warning ends with `adds`,
/// how to add it, and the screen goes there by `to_lacking`.
pub fn verb<S: 'static>(
    campaign: &CampaignRow,
    batch: &BatchRow,
    ctx: &Ctx,
    adds: &str,
    to_lacking: impl FnOnce(&mut S) + 'static,
) -> Verb<S> {
    let id = batch.id;
    match batch.status {
        BatchStatus::Finished => Verb::no("This batch is finished. Plan a new one to test again."),
        BatchStatus::Running => match too_early(batch, ctx.today) {
            Some(why) => {
                let undo = ctx.key(Action::Undo);
                let does = format!("finishes {}, {why}. {undo} would undo it.", batch.fields.name);
                Verb::new(move |_, _, ctx| {
                    if ctx.confirmation.agrees(does) {
                        ctx.write(WriteCmd::FinishBatch(id));
                    }
                })
                .hint("finish", Does::Here)
            }
            None => Verb::write(WriteCmd::FinishBatch(id)).hint("finish", Does::Writes(WriteKind::FinishBatch)),
        },
        BatchStatus::Planned => {
            if let Some(sentence) = batch.refusal(ctx.today) {
                return Verb::new(move |_, _, ctx| ctx.say(Notice::error(sentence))).hint("start", Does::Here);
            }
            let adds = if batch.plan.first_lacking().is_some() { format!(" {adds}") } else { String::new() };
            let review =
                campaign.start_doubts(batch).map(|review| format!("starts {}: {review}.{adds}", batch.fields.name));
            // With doubts, the first press only asks.
            let does = if review.is_some() { Does::Here } else { Does::Writes(WriteKind::StartBatch) };
            Verb::new(move |screen, _, ctx| {
                if review.is_none_or(|review| ctx.confirmation.agrees(review)) {
                    ctx.write(WriteCmd::StartBatch(id));
                } else {
                    to_lacking(screen);
                }
            })
            .hint("start", does)
        }
    }
}
