//! The weekly goal where one picks: its line, and the form behind it.

use crate::proto::WriteCmd;
use crate::proto::agenda::AgendaCmd;
use crate::tui::kit::overlay::{Form, Overlay};
use crate::tui::kit::{Ctx, Request};
use crate::tui::screens::form;

use super::CreatorsScreen;

impl CreatorsScreen {
    /// Opens the form of the goal.
    pub(super) fn open_goal(&self, ctx: &Ctx) -> Vec<Request> {
        vec![Request::Open(form::goal::build(ctx.goal.as_ref().map(|stand| &stand.goal)))]
    }

    /// Sends the form, or opens it again with what is wrong in it.
    pub(super) fn set_goal(&self, filled: Form, ctx: &mut Ctx) -> Vec<Request> {
        match form::goal::read(filled, ctx.today) {
            Ok(goal) => vec![ctx.write(WriteCmd::Agenda(AgendaCmd::SetGoal(goal))).1],
            Err(form) => vec![Request::Open(Overlay::Form(*form))],
        }
    }
}
