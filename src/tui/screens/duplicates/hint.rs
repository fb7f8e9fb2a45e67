//! What the keys at the foot do now.

use crate::tui::kit::{Action, Ctx, Does, Hint};

use super::DuplicatesScreen;

impl DuplicatesScreen {
    #[expect(clippy::unused_self, reason = "asked like the hints of the other screens")]
    pub(super) fn hint_now(&self, action: Action, _ctx: &Ctx) -> Option<Hint> {
        Some(match action {
            Action::NavOpen => Hint::new("merge", Does::Opens),
            _ => return Hint::of(action),
        })
    }
}
