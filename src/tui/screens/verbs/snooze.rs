//! Snoozing: until when an action means, and which days can be meant.

use crate::domain::Snooze;
use crate::tui::kit::overlay::{FieldKind, Overlay, Prompt};
use crate::tui::kit::{Action, Ctx, SnoozeFor};

/// The snooze that an action means; nothing for those that mean none, or the last one again.
pub fn meant(action: Action) -> Option<Snooze> {
    match action {
        Action::Snooze(SnoozeFor::Day) => Some(Snooze::Tomorrow),
        Action::Snooze(SnoozeFor::Week) => Some(Snooze::Week),
        Action::Snooze(SnoozeFor::Friday) => Some(Snooze::Friday),
        Action::Snooze(SnoozeFor::Month) => Some(Snooze::Month),
        _ => None,
    }
}

/// The last snooze, to be done again.
///
/// # Errors
/// Says why there is none.
pub fn last(ctx: &Ctx) -> Result<Snooze, String> {
    let Some(snooze) = ctx.again.snooze else {
        return Err(format!(
            "Nothing was snoozed yet: {} does until tomorrow.",
            ctx.key(Action::Snooze(SnoozeFor::Day))
        ));
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
pub fn prompt(about: &str, value: String, hint: String) -> Overlay {
    let title = format!("Snooze {about} until");
    Overlay::Prompt(Prompt { title, kind: FieldKind::Day, value, hint, ..Prompt::default() })
}
