//! What the keys at the foot do now.

use crate::tui::kit::{Action, Ctx, Does, Hint};
use crate::tui::look::SizeClass;

pub(super) fn now(action: Action, ctx: &Ctx) -> Option<Hint> {
    Some(match action {
        Action::BatchAdd => ctx.to_batch(),
        Action::PaneInfo if ctx.size != SizeClass::Wide => Hint::new("info", Does::Opens),
        _ => return Hint::of(action),
    })
}
