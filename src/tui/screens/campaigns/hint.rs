//! What the keys at the foot do now.

use crate::domain::BatchStatus;
use crate::proto::command::WriteKind;
use crate::tui::kit::{Action, Ctx, Does, Hint, Place};

use super::{CampaignsScreen, Row};

impl CampaignsScreen {
    pub(super) fn hint_now(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        Some(match (action, self.here()) {
            (Action::ItemAdd, _) => Hint::new("new campaign", Does::Opens),
            (Action::NavOpen, Some(Row::Batch(..))) => Hint::new("open batch", Does::Goes(Place::Batch)),
            (Action::NavOpen, _) | (Action::Go(Place::Results), Some(Row::Batch(..))) => {
                Hint::new("results", Does::Goes(Place::Results))
            }
            (Action::StageNext, Some(Row::Batch(_, batch))) => match batch.status {
                BatchStatus::Running => Hint::new("finish", Does::Writes(WriteKind::FinishBatch)),
                _ if batch.refusal(ctx.today).is_some() => Hint::new("start", Does::Here),
                _ => Hint::new("start", Does::Writes(WriteKind::StartBatch)),
            },
            _ => return Hint::of(action),
        })
    }
}
