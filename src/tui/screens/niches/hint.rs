//! What the keys at the foot do now.

use crate::proto::command::WriteKind;
use crate::tui::kit::{Action, Ctx, Does, Hint, Place};

use super::NichesScreen;

impl NichesScreen {
    pub(super) fn hint_now(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        let named: Vec<String> = self.acting().iter().map(|row| row.name.clone()).collect();
        let is_niche = self.acting().iter().find(|row| row.id.is_some()).is_some_and(|row| row.is_niche);
        Some(match action {
            Action::NavOpen => Hint::new("its creators", Does::Goes(Place::Creators)),
            Action::ItemEdit => Hint::new("rename", Does::Opens),
            Action::NicheKind => {
                Hint::new(if is_niche { "make a tag" } else { "make a niche" }, Does::Writes(WriteKind::Niche))
            }
            Action::ItemDelete if ctx.asks_for(self.creators_of(&named)) => Hint::new("delete", Does::Here),
            Action::ItemDelete => Hint::new("delete", Does::Writes(WriteKind::Niche)),
            _ => return Hint::of(action),
        })
    }
}
