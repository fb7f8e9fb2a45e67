//! What the keys at the foot do now.

use crate::proto::command::WriteKind;
use crate::proto::outlook::Choice;
use crate::tui::kit::{Action, Ctx, Does, Hint, Place};

use super::ResultsScreen;
use super::doubts::Doubt;
use super::list::{Reach, Row};
use super::pane::Pane;

impl ResultsScreen {
    pub(super) fn hint_now(&self, action: Action, _ctx: &Ctx) -> Option<Hint> {
        let outlook = Does::Writes(WriteKind::Outlook);
        Some(match (action, self.pane()) {
            (Action::Go(Place::Results), _) => return None,
            (Action::PaneInfo, _) => Hint::new("how", Does::Opens),
            (Action::MarkToggle, Pane::Next) => match self.here()?.choice {
                Choice::Open => Hint::new("pin", outlook),
                Choice::Pinned => Hint::new("exclude", outlook),
                Choice::Excluded => Hint::new("leave open", outlook),
            },
            (Action::ItemEdit, Pane::Next) => Hint::new("budget", Does::Opens),
            (Action::ItemEdit, Pane::Doubts) => Hint::new("how orders count", Does::Opens),
            (Action::ItemEdit, _) => Hint::new("edit campaign", Does::Opens),
            (Action::BatchNew, pane) if pane != Pane::Next && self.proposes() => Hint::new("next batch", Does::Here),
            (Action::NavOpen, Pane::Next) => Hint::new("plan this batch", outlook),
            (Action::NavOpen, Pane::Groups) => Hint::new("show them", Does::Goes(Place::Creators)),
            (Action::NavOpen, Pane::Batches) => Hint::new("open batch", Does::Here),
            (Action::NavOpen, Pane::Doubts) => match self.doubt()? {
                Doubt::Sign(..) => Hint::new("take it over", outlook),
                _ => Hint::new("settle", Does::Opens),
            },
            (Action::NavOpen, _) => match self.row()? {
                Row::Creator(..) => Hint::new("open", Does::Goes(Place::Page)),
                _ => Hint::new("open campaign", Does::Here),
            },
            _ => return Hint::of(action),
        })
    }

    /// Whether there is a proposal for the next batch that the pane can show.
    pub(super) fn proposes(&self) -> bool {
        let outlook = self.result().and_then(|result| result.outlook.as_ref());
        self.reach != Reach::All && outlook.is_some_and(|outlook| outlook.next.is_some())
    }
}
