//! What a screen sends when a key or the answer to a question comes.

use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Action, Ctx, Request, Screen};

/// Carries out an action once and returns what is asked for.
pub(crate) fn act(screen: &mut dyn Screen, action: Action, ctx: &mut Ctx) -> Vec<Request> {
    screen.act(action, 1, ctx);
    ctx.sent()
}

/// Carries out an action with a count.
pub(crate) fn act_times(screen: &mut dyn Screen, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
    screen.act(action, count, ctx);
    ctx.sent()
}

/// Answers the last question among what was asked for.
pub(crate) fn answer(screen: &mut dyn Screen, sent: &[Request], value: Value, ctx: &mut Ctx) -> Vec<Request> {
    let put = sent.iter().rev().find_map(|request| match request {
        Request::Open(_, asked) => Some(asked),
        _ => None,
    });
    screen.answered(put.expect("a question"), value, ctx);
    ctx.sent()
}
