//! Snoozing: the day an action stands for, and which days are valid.

use crate::domain::Snooze;
use crate::tui::kit::overlay::{FieldKind, Overlay, Prompt};
use crate::tui::kit::{Action, Ctx, SnoozeFor};

/// The snooze an action stands for: a period, or the same as last time.
///
/// # Errors
/// Says why there is no last snooze, or why it can't be repeated.
pub fn resolve(until: SnoozeFor, ctx: &Ctx) -> Result<Snooze, String> {
    let snooze = match until {
        SnoozeFor::Day => Snooze::Tomorrow,
        SnoozeFor::Week => Snooze::Week,
        SnoozeFor::Friday => Snooze::Friday,
        SnoozeFor::Month => Snooze::Month,
        SnoozeFor::Again | SnoozeFor::Typed => ctx.again.snooze.ok_or_else(|| {
            let day = ctx.key(Action::Snooze(SnoozeFor::Day));
            format!("Nothing snoozed yet. {day} snoozes until tomorrow.")
        })?,
    };
    match fault(snooze, ctx) {
        Some(_) => Err("The day of the last snooze has passed.".to_owned()),
        None => Ok(snooze),
    }
}

/// Why a snooze isn't valid.
pub fn fault(snooze: Snooze, ctx: &Ctx) -> Option<String> {
    let is_gone = snooze.day(ctx.today).is_none_or(|day| day <= ctx.today);
    let example = ctx.day_order.example();
    is_gone.then(|| format!("Choose a day after today: tomorrow, fri, 3d, {example}."))
}

/// Parses a typed day.
pub fn read(typed: &str, ctx: &Ctx) -> Option<Snooze> {
    ctx.calendar().read(typed).ok().map(Snooze::Until)
}

/// The input for the day.
pub fn prompt(about: &str, ctx: &Ctx) -> Overlay {
    line(about, String::new(), None, ctx)
}

/// Reopens the input with an invalid day and the reason.
pub fn prompt_again(about: &str, typed: String, fault: String, ctx: &Ctx) -> Overlay {
    line(about, typed, Some(fault), ctx)
}

fn line(about: &str, value: String, fault: Option<String>, ctx: &Ctx) -> Overlay {
    let title = format!("Snooze {about} until");
    let hint = format!("fri, 3d, {}, 2026-05-01", ctx.day_order.example());
    Overlay::Prompt(Prompt { title, kind: FieldKind::Day, value, hint, fault, ..Prompt::default() })
}
