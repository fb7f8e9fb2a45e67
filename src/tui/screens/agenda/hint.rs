//! What the keys at the foot do now.

use crate::proto::agenda::DueKind;
use crate::proto::command::WriteKind;
use crate::tui::kit::{Action, Ctx, Does, Hint, Place, SnoozeFor};

use super::AgendaScreen;

impl AgendaScreen {
    pub(super) fn hint_now(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        let row = self.here();
        let kind = row.map(|row| row.key.kind);
        Some(match action {
            Action::ItemAdd => Hint::new("new task", Does::Opens),
            Action::Snooze(SnoozeFor::Day)
                if kind == Some(DueKind::Snoozed)
                    && row.is_some_and(|row| ctx.asks_for(usize::try_from(row.count).unwrap_or(0))) =>
            {
                Hint::new("tomorrow", Does::Here)
            }
            Action::Snooze(SnoozeFor::Day) if kind != Some(DueKind::Snoozed) => {
                Hint::new("tomorrow", Does::Writes(WriteKind::Agenda))
            }
            Action::NavOpen => match kind? {
                DueKind::Snoozed | DueKind::Goal => Hint::new("show them", Does::Goes(Place::Creators)),
                DueKind::Batch => Hint::new("open batch", Does::Goes(Place::Batch)),
                DueKind::Start | DueKind::End => Hint::new("open campaign", Does::Goes(Place::Campaigns)),
                DueKind::Task if row.is_some_and(|row| row.creator.is_none()) => Hint::new("edit", Does::Opens),
                DueKind::Task | DueKind::Payment | DueKind::Rights => {
                    Hint::new("show creator", Does::Goes(Place::Creators))
                }
            },
            _ => return Hint::of(action),
        })
    }
}
