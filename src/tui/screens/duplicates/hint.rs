//! What the keys at the foot do now.

use crate::tui::kit::{Action, Does, Hint};

pub(super) fn now(action: Action) -> Option<Hint> {
    Some(match action {
        Action::NavOpen => Hint::new("merge", Does::Opens),
        _ => return Hint::of(action),
    })
}
