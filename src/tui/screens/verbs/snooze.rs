//! Snoozing: until when an action means, and which days can be meant.

use crate::domain::Snooze;
use crate::tui::kit::overlay::{FieldKind, Overlay, Prompt};
use crate::tui::kit::{Action, Ctx, SnoozeFor};

/// The snooze that an action means: for so long, or the same as last time.
///
/// # Errors
/// Says why there is no last one, or why it cannot be done again.
pub fn meant(until: SnoozeFor, ctx: &Ctx) -> Result<Snooze, String> {
    let snooze = match until {
        SnoozeFor::Day => Snooze::Tomorrow,
        SnoozeFor::Week => Snooze::Week,
        SnoozeFor::Friday => Snooze::Friday,
        SnoozeFor::Month => Snooze::Month,
        SnoozeFor::Again | SnoozeFor::Typed => ctx.again.snooze.ok_or_else(|| {
            let day = ctx.key(Action::Snooze(SnoozeFor::Day));
            format!("Nothing was snoozed yet: {day} does until tomorrow.")
        })?,
    };
    match fault(snooze, ctx) {
        Some(_) => Err("The day of the last snooze has passed.".to_owned()),
        None => Ok(snooze),
    }
}

/// Why nothing can be snoozed so long.
pub fn fault(snooze: Snooze, ctx: &Ctx) -> Option<String> {
    let is_gone = snooze.day(ctx.today).is_none_or(|day| day <= ctx.today);
    let example = ctx.day_order.example();
    is_gone.then(|| format!("Snooze until a day still to come: tomorrow, fri, 3d, {example}."))
}

/// Reads a typed day.
pub fn read(typed: &str, ctx: &Ctx) -> Option<Snooze> {
    ctx.calendar().read(typed).ok().map(Snooze::Until)
}

/// The line for the day until which something is snoozed.
pub fn prompt(about: &str, ctx: &Ctx) -> Overlay {
    line(about, String::new(), None, ctx)
}

/// The same line once more, with a day that cannot be meant and why.
pub fn prompt_again(about: &str, typed: String, fault: String, ctx: &Ctx) -> Overlay {
    line(about, typed, Some(fault), ctx)
}

fn line(about: &str, value: String, fault: Option<String>, ctx: &Ctx) -> Overlay {
    let title = format!("Snooze {about} until");
    let hint = format!("fri, 3d, {}, 2026-05-01", ctx.day_order.example());
    Overlay::Prompt(Prompt { title, kind: FieldKind::Day, value, hint, fault, ..Prompt::default() })
}
