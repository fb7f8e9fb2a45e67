//! What the keys at the foot do now.

use crate::domain::BatchStatus;
use crate::proto::command::WriteKind;
use crate::tui::kit::{Action, Ctx, Does, Hint, Place};

use super::BatchScreen;

impl BatchScreen {
    pub(super) fn hint_now(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        Some(match action {
            Action::BatchAdd => Hint::new("take out", Does::Writes(WriteKind::RemoveFromBatch)),
            Action::ItemAdd => Hint::new("add creators", Does::Goes(Place::Creators)),
            Action::Go(Place::Results) => Hint::new("results", Does::Goes(Place::Results)),
            Action::StageNext => match self.batch()?.1 {
                batch if batch.status == BatchStatus::Running => {
                    Hint::new("finish", Does::Writes(WriteKind::FinishBatch))
                }
                batch if batch.refusal(ctx.today).is_some() => Hint::new("start", Does::Here),
                _ => Hint::new("start", Does::Writes(WriteKind::StartBatch)),
            },
            _ => return Hint::of(action),
        })
    }
}
