//! What the keys at the foot do now.

use crate::tui::kit::{Action, Ctx, Does, Hint, Place};

use super::PageScreen;
use super::section::Section;

impl PageScreen {
    pub(super) fn hint_now(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        Some(match action {
            Action::BatchAdd => ctx.to_batch(),
            Action::PaneInfo => Hint::new("how", Does::Opens),
            Action::Go(Place::Results) => Hint::new("results", Does::Goes(Place::Results)),
            Action::NavOpen if self.booking_here().is_some() => Hint::new("open batch", Does::Goes(Place::Batch)),
            Action::NavOpen if self.post_here().is_some() => Hint::new("open post", Does::Opens),
            Action::NavOpen => match self.focus {
                Section::Facts | Section::Audience => Hint::new("edit a field", Does::Opens),
                Section::Posts => Hint::new("add", Does::Opens),
                Section::Charts | Section::Collaborations | Section::Notes => Hint::new("full", Does::Here),
                Section::Fit | Section::Flags | Section::Vetting | Section::Kit => Hint::new("how", Does::Opens),
            },
            _ => return Hint::of(action),
        })
    }
}
