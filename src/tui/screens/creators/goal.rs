//! The weekly goal where one picks: the form behind its line.

use crate::proto::WriteCmd;
use crate::proto::agenda::AgendaCmd;
use crate::tui::kit::overlay::{Form, Overlay};
use crate::tui::kit::{Ctx, Request};
use crate::tui::screens::form::goal;

pub(super) use crate::tui::screens::form::goal::PURPOSE;

/// Opens the form of the goal.
pub(super) fn open(ctx: &Ctx) -> Vec<Request> {
    vec![Request::Open(goal::build(ctx.goal.as_ref().map(|stand| &stand.goal)))]
}

/// Sends the form, or opens it again with what is wrong in it.
pub(super) fn save(filled: Form, ctx: &mut Ctx) -> Vec<Request> {
    match goal::read(filled, ctx.calendar()) {
        Ok(goal) => vec![ctx.write_request(WriteCmd::Agenda(AgendaCmd::SetGoal(goal))).1],
        Err(form) => vec![Request::Open(Overlay::Form(*form))],
    }
}
