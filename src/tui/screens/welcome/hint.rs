//! What the keys at the foot do now.

use crate::tui::kit::{Action, Ctx, Does, Hint, Place};

use super::{WAYS, WelcomeScreen};

impl WelcomeScreen {
    pub(super) fn hint_now(&self, action: Action, _ctx: &Ctx) -> Option<Hint> {
        let leads_to = if WAYS.get(self.at).is_some_and(|(way, ..)| *way == Action::ChooseImport) {
            Place::Import
        } else {
            Place::Creators
        };
        Some(match action {
            Action::NavOpen => Hint::new("choose", Does::Goes(leads_to)),
            _ => return Hint::of(action),
        })
    }
}
