//! What the keys at the foot do now.

use crate::tui::kit::{Action, Ctx, Does, Hint, Place};
use crate::tui::look::SizeClass;

use super::TriageScreen;

impl TriageScreen {
    pub(super) fn hint_now(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        let is_over = self.queue.as_ref().is_some_and(|queue| queue.here().is_none());
        Some(match action {
            Action::BatchAdd => ctx.to_batch(),
            Action::NavOpen if self.held.is_some() => Hint::new("keep", Does::Here),
            Action::NavOpen if is_over => Hint::new("see the picks", Does::Goes(Place::Creators)),
            Action::PaneFull if ctx.size != SizeClass::Wide => Hint::new("full card", Does::Opens),
            _ => return Hint::of(action),
        })
    }
}
