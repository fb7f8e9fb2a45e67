//! What stands beside the agenda: the thing under the cursor, and what to press.

use crate::proto::agenda::{DueKind, DueRow};
use crate::tui::kit::{Action, Ctx, Place, SnoozeFor};
use crate::tui::look::{Role, day, figure, text};
use crate::tui::screens::goal_line;
use crate::tui::widgets::fact::Fact;

/// The facts about a row.
pub(super) fn of(row: &DueRow, ctx: &Ctx) -> Vec<Fact> {
    let mut facts = vec![Fact::new("Next", next(row, ctx), 0)];
    let what = text::shown(&row.what(ctx.today));
    if !what.is_empty() {
        let label = if row.key.kind == DueKind::Task { "About" } else { "What" };
        facts.push(Fact::new(label, what, 2));
    }
    let due = day::relative(row.key.due_on, ctx.today);
    let role = if row.day < ctx.today { Role::Bad } else { Role::Text };
    let sign = if row.day < ctx.today { "! " } else { "" };
    facts.push(Fact::new("Due", format!("{sign}{due}"), 1).role(role));
    if row.day != row.key.due_on {
        facts.push(Fact::new("", format!("put off until {}", day::relative(row.day, ctx.today)), 3));
    }
    if let Some((minor, currency)) = row.amount {
        facts.push(Fact::new("Amount", crate::domain::Money::new(minor, currency).exact(), 4));
    }
    if !row.campaign_name.is_empty() {
        facts.push(Fact::new("Campaign", text::shown(&row.campaign_name), 5));
    }
    if row.key.kind == DueKind::Batch {
        facts.push(Fact::new("In it", figure::plural(row.count, "creator"), 6));
    }
    if row.key.kind == DueKind::Goal
        && let Some(stand) = ctx.goal.as_ref().filter(|stand| !stand.weeks.is_empty())
    {
        facts.push(Fact::new("Before", stand.history(), 4));
    }
    facts
}

/// What to press for a row.
fn next(row: &DueRow, ctx: &Ctx) -> String {
    let key = |action| ctx.key(action);
    let (open, done, later) = (key(Action::NavOpen), key(Action::TaskDone), key(Action::Snooze(SnoozeFor::Day)));
    match row.key.kind {
        DueKind::Task => {
            let about = if row.creator.is_some() { format!("{open} shows the creator, ") } else { String::new() };
            format!(
                "{about}{done} ticks it off, {later} moves it to tomorrow, {} changes it, {} deletes it.",
                key(Action::ItemEdit),
                key(Action::ItemDelete)
            )
        }
        DueKind::Batch => format!(
            "{open} shows its creators, {} there finishes it, {} shows what came back.",
            key(Action::StageNext),
            key(Action::Go(Place::Results))
        ),
        DueKind::Payment => {
            format!(
                "{done} once it is paid: today is kept as the day. {later} tells again tomorrow, the due day stays."
            )
        }
        DueKind::Rights => {
            format!(
                "Stop using the post after this day, or ask for more time. {open} shows the creator, {done} ticks it off."
            )
        }
        DueKind::Start => {
            let (plan, stage) = (key(Action::BatchNew), key(Action::StageNext));
            format!("{open} shows the campaign: {plan} plans a batch there, {stage} starts one. {done} ticks this off.")
        }
        DueKind::End => format!("{open} shows the campaign, {done} ticks this off."),
        DueKind::Snoozed if row.day > ctx.today => format!("{open} shows all who are snoozed."),
        DueKind::Snoozed => {
            format!(
                "{open} shows them, then {} goes through them one by one. {} puts all of them off for a week.",
                key(Action::Go(Place::Triage)),
                key(Action::Snooze(SnoozeFor::Week))
            )
        }
        DueKind::Goal => match ctx.goal.as_ref() {
            Some(stand) if stand.to_triage == 0 => {
                format!(
                    "Nobody who would count is left to decide on: {}. {} changes the goal.",
                    goal_line::next(stand, ctx),
                    key(Action::GoalEdit)
                )
            }
            _ => format!(
                "{open} shows who waits for a decision, then {} goes through them. {} changes the goal.",
                key(Action::Go(Place::Triage)),
                key(Action::GoalEdit)
            ),
        },
    }
}
