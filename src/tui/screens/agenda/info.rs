//! The info pane of the agenda: the row under the cursor, and the keys for it.

use crate::domain::check_list;
use crate::proto::agenda::{DueKind, DueLine, DueRow, Pile};
use crate::tui::kit::{Action, Ctx, Place, SnoozeFor};
use crate::tui::look::{Role, day, figure, text};
use crate::tui::screens::goal_line;
use crate::tui::widgets::fact::Fact;

/// Cells from which a title may be cut in the list and in the heading of the pane.
const LONG: usize = 18;

/// The facts about a line.
pub(super) fn of(line: &DueLine, ctx: &Ctx) -> Vec<Fact> {
    match line {
        DueLine::One(row) => of_row(row, ctx),
        DueLine::Pile(pile) => of_pile(pile, ctx),
    }
}

/// The facts about many very late things of a kind, with the first of them by name.
fn of_pile(pile: &Pile, ctx: &Ctx) -> Vec<Fact> {
    let (open, later) = (ctx.key(Action::NavOpen), ctx.key(Action::Snooze(SnoozeFor::Week)));
    let lists = if pile.is_open { "puts them back into one line" } else { "lists them one by one" };
    let waits = if pile.kind.can_wait() { format!(" {later} snoozes all of them for a week.") } else { String::new() };
    let each = |row: &DueRow| {
        let day = day::dayed(row.key.due_on, ctx.today);
        format!("{} ({day})", text::shown(&row.affected()))
    };
    let named = pile.rows.iter().map(each).collect::<Vec<_>>().join(", ");
    vec![
        Fact::new("Next", format!("{open} {lists}.{waits}"), 0),
        Fact::new("Late", pile.what(ctx.today), 1).role(Role::Bad),
        Fact::new("Who", named, 0),
    ]
}

fn of_row(row: &DueRow, ctx: &Ctx) -> Vec<Fact> {
    let mut facts = vec![Fact::new("Next", next(row, ctx), 0)];
    let title = text::shown(&row.affected());
    if text::width(&title) > LONG {
        facts.push(Fact::new(if row.key.kind == DueKind::Task { "Task" } else { "Who" }, title, 0));
    }
    let items = row.items();
    let named = |is_done: bool| -> Vec<String> {
        items.iter().filter(|item| item.is_done == is_done).map(|item| text::shown(&item.text)).collect()
    };
    for (label, names, priority) in [("To do", named(false), 0), ("Ticked", named(true), 5)] {
        if !names.is_empty() {
            facts.push(Fact::new(label, names.join(" · "), priority));
        }
    }
    let note = check_list::prose(&row.note);
    if !note.is_empty() {
        facts.push(Fact::new("Notes", text::shown(&note), 2));
    }
    let what = if row.key.kind == DueKind::Task { &row.detail } else { &row.what(ctx.today) };
    if !what.is_empty() {
        let label = if row.key.kind == DueKind::Task { "About" } else { "What" };
        facts.push(Fact::new(label, text::shown(what), if items.is_empty() { 2 } else { 4 }));
    }
    let due = day::relative(row.key.due_on, ctx.today);
    let (role, sign) = if row.is_late(ctx.today) { (Role::Bad, "! ") } else { (Role::Text, "") };
    facts.push(Fact::new("Due", format!("{sign}{due}"), 3).role(role));
    if row.day != row.key.due_on {
        let day = day::relative(row.day, ctx.today);
        let moved = if row.is_snoozed {
            format!("snoozed until {day}")
        } else {
            format!("moved to {day}: the days before have all the follow-ups they may have")
        };
        facts.push(Fact::new("", moved, 3));
    }
    if !row.campaign_name.is_empty() {
        facts.push(Fact::new("Campaign", text::shown(&row.campaign_name), 4));
    }
    if let Some((minor, currency)) = row.amount {
        facts.push(Fact::new("Amount", crate::domain::Money::new(minor, currency).exact(), 6));
    }
    if row.key.kind == DueKind::Batch {
        facts.push(Fact::new("Count", figure::plural(row.count, "creator"), 6));
    }
    if row.key.kind == DueKind::Goal
        && let Some(stand) = ctx.goal.as_ref().filter(|stand| !stand.weeks.is_empty())
    {
        facts.push(Fact::new("Before", stand.history(), 5));
    }
    facts
}

/// The keys for a row.
fn next(row: &DueRow, ctx: &Ctx) -> String {
    let key = |action| ctx.key(action);
    let (open, done, later) = (key(Action::NavOpen), key(Action::TaskDone), key(Action::Snooze(SnoozeFor::Day)));
    match row.key.kind {
        DueKind::Task => {
            let about = if row.creator.is_some() { format!("{open} shows the creator, ") } else { String::new() };
            let does = if row.items().is_empty() { "marks it done" } else { "lists its items, to tick them" };
            format!(
                "{about}{done} {does}, {later} moves it to tomorrow, {} edits it, {} deletes it.",
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
                "{done} once it is paid; today becomes the payment date. {later} reminds you tomorrow; the due date stays."
            )
        }
        DueKind::Rights => {
            format!(
                "Stop using the post after this day, or ask for more time. {open} shows the creator, {done} marks it done."
            )
        }
        DueKind::Start => {
            let (plan, stage) = (key(Action::BatchNew), key(Action::StageNext));
            format!(
                "{open} shows the campaign: {plan} plans a batch there, {stage} starts one. {done} marks this done."
            )
        }
        DueKind::End => format!("{open} shows the campaign, {done} marks this done."),
        DueKind::Snoozed if row.day > ctx.today => format!("{open} shows all snoozed creators."),
        DueKind::Snoozed => {
            format!(
                "{open} shows them, then {} takes you through them one by one. {} snoozes all of them for a week.",
                key(Action::Go(Place::Triage)),
                key(Action::Snooze(SnoozeFor::Week))
            )
        }
        DueKind::Undecided => format!("{done} shows the results: decide there. {open} shows the batch."),
        DueKind::Contact | DueKind::FollowUp => {
            format!("Write to them, then {done}: it logs the message, today. {open} shows the collaboration.")
        }
        DueKind::GiveUp => {
            format!("{done} logs \"no response\", and nothing more is due. {open} shows the collaboration.")
        }
        DueKind::Agree => {
            format!("{done} and {open} show the collaboration, for the terms and what comes of the talk.")
        }
        DueKind::Ship | DueKind::Replace => {
            format!(
                "{done} once it left: it logs shipped, today. {open} shows the address. {later} reminds you tomorrow."
            )
        }
        DueKind::Arrived => format!("Ask whether it is there, then {done} logs it. {open} shows the collaboration."),
        DueKind::Brief => format!("{done} once it is sent. {open} shows the collaboration."),
        DueKind::Draft => format!("{done} once the draft is in. {open} shows the collaboration."),
        DueKind::Review => format!("{done} approves the draft or asks for changes. {open} shows the collaboration."),
        DueKind::Post => format!("{done} once it is out: it asks for the link. {open} shows the collaboration."),
        DueKind::Read => format!("{done} asks for the counts. {open} shows the collaboration."),
        DueKind::Goal => match ctx.goal.as_ref() {
            Some(stand) if stand.to_triage == 0 => {
                format!(
                    "No matching creators are left to decide on: {}. {} changes the goal.",
                    goal_line::next(stand, ctx),
                    key(Action::GoalEdit)
                )
            }
            _ => format!(
                "{open} shows the undecided creators, then {} takes you through them. {} changes the goal.",
                key(Action::Go(Place::Triage)),
                key(Action::GoalEdit)
            ),
        },
    }
}
