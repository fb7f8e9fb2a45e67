//! What doing a task does: it records the fact that the task waits for, and asks only for what that needs.

use crate::domain::check_list::CheckItem;
use crate::domain::{TaskId, post};
use crate::proto::WriteCmd;
use crate::proto::agenda::{AgendaCmd, DueKey, DueKind, DueRow};
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, Which};
use crate::proto::command::WriteKind;
use crate::tui::kit::overlay::{
    Carried, Choice, FieldKind, Form, Letters, NOTHING, Overlay, Pick, PickItem, Prompt, Switching,
};
use crate::tui::kit::{Ctx, Does, Place, Request, Verb};
use crate::tui::look::text;
use crate::tui::screens::form::reading;

use super::{AgendaScreen, Question};

/// The answers to a draft.
const DRAFT: [(char, &str); 2] = [('a', "approve it"), ('c', "ask for changes")];

/// Does the marked rows, else the row under the cursor.
pub(super) fn verb(rows: &[&DueRow]) -> Verb<AgendaScreen> {
    match rows {
        [] => Verb::no("Nothing is due."),
        [row] => one(row),
        _ => many(rows),
    }
}

/// Whether one key says all there is to say.
fn needs_nothing(kind: DueKind) -> bool {
    kind.is_ticked() || kind.milestone().is_some()
}

/// Does all that ask for nothing, as one step; the others stay marked.
fn many(rows: &[&DueRow]) -> Verb<AgendaScreen> {
    let keys: Vec<DueKey> = rows.iter().map(|row| row.key).filter(|key| needs_nothing(key.kind)).collect();
    let (count, all) = (keys.len(), rows.len());
    if keys.is_empty() {
        return Verb::no("Each of these asks for something of its own. Clear the marks and do them one at a time.");
    }
    let label = if count == all { format!("do {count}") } else { format!("do {count} of {all}") };
    Verb::write(WriteCmd::Agenda(AgendaCmd::Done(keys)))
        .hint(label, Does::Writes(WriteKind::Agenda))
        .changing(count, "does what is due for")
}

fn one(row: &DueRow) -> Verb<AgendaScreen> {
    let lead = |label: &'static str, place: Place, to: Option<Request>| {
        Verb::new(|_: &mut AgendaScreen, _, ctx: &mut Ctx| to.into_iter().for_each(|to| ctx.lead(to)))
            .hint(label, Does::Goes(place))
    };
    let page = |label| lead(label, Place::Collaboration, row.collaboration.map(Request::ShowCollaboration));
    let writes = |label: String| {
        Verb::write(WriteCmd::Agenda(AgendaCmd::Done(vec![row.key]))).hint(label, Does::Writes(WriteKind::Agenda))
    };
    match row.key.kind {
        DueKind::Goal => Verb::no("The goal is met once you pick enough creators."),
        DueKind::Snoozed => Verb::no("These creators need a verdict. Decide on them in triage."),
        DueKind::Undecided => lead("decide", Place::Results, row.campaign.map(Request::ShowResults)),
        DueKind::Agree => page("answer"),
        DueKind::Post | DueKind::Review | DueKind::Read if row.numbers.len() != 1 => page("open it"),
        DueKind::Read => asks(row, |key, number, who| (reading::build(who), Question::Reading(key, number)))
            .hint("enter counts", Does::Opens),
        DueKind::Post => asks(row, |key, number, who| {
            let prompt = Prompt {
                title: format!("Link of the post of {who}"),
                kind: FieldKind::Text,
                hint: "https://...; - where you have none".to_owned(),
                may_clear: true,
                ..Prompt::default()
            };
            (Overlay::Prompt(prompt), Question::Post(key, number))
        })
        .hint("posted: link", Does::Opens),
        DueKind::Review => asks(row, |key, number, who| {
            let entries = DRAFT.map(|(letter, label)| (letter, label.to_owned())).to_vec();
            (Overlay::Letters(Letters { title: format!("Draft of {who}"), entries }), Question::Review(key, number))
        })
        .hint("approve / changes", Does::Opens),
        DueKind::Payment => writes("paid".to_owned()),
        DueKind::Task if !row.items().is_empty() => tick(row),
        kind => match kind.milestone() {
            Some(milestone) => writes(format!("log {}", milestone.word())),
            None => writes("done".to_owned()),
        },
    }
}

/// Opens the check list of a task.
fn tick(row: &DueRow) -> Verb<AgendaScreen> {
    let (id, title, items) = (TaskId(row.key.subject), text::shown(&row.name), row.items());
    Verb::new(move |_: &mut AgendaScreen, _, ctx: &mut Ctx| {
        let entry = |item: &CheckItem| PickItem {
            label: item.text.clone(),
            carried: if item.is_done { Carried::All } else { Carried::None },
            ..PickItem::default()
        };
        let pick = Pick {
            title,
            items: items.iter().map(entry).collect(),
            several: true,
            switching: Switching::Ticks,
            // The first that is open is the next to be ticked.
            at: items.iter().position(|item| !item.is_done).unwrap_or(0),
            ..Pick::default()
        };
        let names = items.into_iter().map(|item| item.text).collect();
        ctx.open(Overlay::Pick(pick), Question::Items(id, names));
    })
    .hint("tick items", Does::Opens)
}

fn asks(row: &DueRow, make: fn(DueKey, usize, &str) -> (Overlay, Question)) -> Verb<AgendaScreen> {
    let (key, number) = (row.key, row.numbers.first().copied().unwrap_or(1));
    let who = text::shown(&row.affected());
    Verb::new(move |_, _, ctx: &mut Ctx| {
        let (overlay, question) = make(key, number, &who);
        ctx.open(overlay, question);
    })
}

fn change(key: DueKey, cmd: DeliverableCmd, ctx: &mut Ctx) {
    let collaboration = crate::domain::CollaborationId(key.subject);
    ctx.write(WriteCmd::Deliverable(DeliverableChange { collaboration, cmd }));
}

/// Notes the post whose link was typed.
pub(super) fn posted(key: DueKey, number: usize, typed: &str, ctx: &mut Ctx) {
    let url = if typed == NOTHING { String::new() } else { typed.to_owned() };
    let on = post::day(&url).map_or(ctx.today, |day| day.min(ctx.today));
    change(key, DeliverableCmd::Post { which: Which::Number(number), url, on: Some(on) }, ctx);
}

/// Keeps the counts of a post, or asks again where they can't be read.
pub(super) fn read(key: DueKey, number: usize, form: Form, ctx: &mut Ctx) {
    match reading::read(form, ctx.calendar()) {
        Err(form) => ctx.open(Overlay::Form(*form), Question::Reading(key, number)),
        Ok((on, reading)) => {
            let on = on.unwrap_or(ctx.today);
            change(key, DeliverableCmd::Read(Which::Number(number), on, reading), ctx);
        }
    }
}

/// Keeps what was answered to a draft.
pub(super) fn reviewed(key: DueKey, number: usize, choice: &Choice, ctx: &mut Ctx) {
    let which = Which::Number(number);
    match choice.of(&DRAFT).map(|(letter, _)| *letter) {
        Some('a') => change(key, DeliverableCmd::Approve(which, Some(ctx.today)), ctx),
        Some(_) => change(key, DeliverableCmd::AskChanges(which, ctx.today), ctx),
        None => {}
    }
}
