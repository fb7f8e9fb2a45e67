//! What the keys at the foot do now.

use crate::tui::kit::{Action, Ctx, Does, Hint};
use crate::tui::look::figure;

use super::{ImportScreen, Step};

impl ImportScreen {
    pub(super) fn hint_now(&self, action: Action, _ctx: &Ctx) -> Option<Hint> {
        Some(match (action, &self.step) {
            (Action::NavOpen, Step::Choose) => Hint::new("choose", Does::Here),
            (Action::NavOpen, Step::Columns) => Hint::new("check", Does::Here),
            (Action::NavOpen, Step::Check(preview)) => {
                let rows = i64::try_from(preview.counts.new + preview.counts.updated).unwrap_or(i64::MAX);
                let what = if preview.is_whole { figure::plural(rows, "row") } else { "all of it".to_owned() };
                Hint::new(format!("import {what}"), Does::Imports)
            }
            (Action::NavOpen, Step::Done(_)) => Hint::new("another file", Does::Here),
            _ => return Hint::of(action),
        })
    }
}
