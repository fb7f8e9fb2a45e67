//! The actions of the agenda.

use std::sync::Arc;

use crate::domain::figure;
use crate::domain::filter::parse;
use crate::domain::{Snooze, TaskId, Verdict};
use crate::proto::agenda::{AgendaCmd, DueKey, DueKind, DueLine, DueRow, Pile, TaskFields};
use crate::proto::command::WriteKind;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::overlay::{Choice, Value};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Group, Place, Request, SnoozeFor, Verb};
use crate::tui::look::text;
use crate::tui::screens::form;
use crate::tui::screens::listed::Listed;
use crate::tui::screens::verbs::snooze;

use super::{AgendaScreen, Question, does, view};

/// Snoozed creators whose day has come.
const BACK: &str = "status:snoozed -is:snoozed";
/// Snoozed creators whose day is still to come.
const AWAY: &str = "is:snoozed";

impl ByVerb for AgendaScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        let on_row = |make: fn(&DueRow, Action, &Ctx) -> Verb<Self>| {
            self.due.verb("Nothing is due.", |line| match line {
                DueLine::One(row) => make(row, action, ctx),
                DueLine::Pile(pile) => on_pile(pile, action, ctx),
            })
        };
        match action {
            Action::ItemAdd => Verb::new(|_, _, ctx| {
                ctx.open(form::task::build(None, ctx.calendar()), Question::Task(None));
            })
            .hint("new task", Does::Opens),
            Action::GoalEdit => Verb::new(|_, _, ctx| {
                ctx.open(form::goal::build(ctx.goal.as_ref().map(|stand| &stand.goal)), Question::Goal);
            }),
            Action::PaneInfo if self.due.here().is_some() => {
                Verb::new(|screen: &mut Self, _, _| screen.hides_info = !screen.hides_info)
            }
            Action::CopySummary => self.due.verb("Nothing is due.", |_| {
                Verb::new(|screen: &mut Self, _, ctx| {
                    ctx.effect(Effect::Copy(view::as_text(&screen.rows, ctx.today)));
                })
            }),
            Action::NavOpen => on_row(open),
            Action::TaskDone => match self.due.acting()[..] {
                [DueLine::Pile(pile)] if !self.due.is_marked(&DueLine::Pile(pile.clone())) => {
                    on_pile(pile, action, ctx)
                }
                _ => does::verb(&self.acting()),
            },
            Action::ItemEdit => on_row(|row, _, ctx| if_task(row, edit(row), ctx)),
            Action::ItemDelete => on_row(|row, _, ctx| {
                let delete = AgendaCmd::DeleteTask(TaskId(row.key.subject));
                if_task(row, Verb::write(WriteCmd::Agenda(delete)), ctx)
            }),
            Action::Snooze(SnoozeFor::Typed) => match self.acting()[..] {
                [] => Verb::no("Nothing is due."),
                [row] => {
                    let (keys, creators, affected) = (vec![row.key], back(row), text::shown(&row.affected()));
                    let ask = move |_: &mut Self, _, ctx: &mut Ctx| {
                        ctx.open(snooze::prompt(&affected, ctx), Question::Until(keys, creators, affected));
                    };
                    if_later(row, Verb::new(ask), ctx)
                }
                ref rows => if_any_waits(rows, |keys| {
                    Verb::new(move |_: &mut Self, _, ctx: &mut Ctx| {
                        let affected = figure::plural(i64::try_from(keys.len()).unwrap_or(i64::MAX), "task");
                        ctx.open(snooze::prompt(&affected, ctx), Question::Until(keys, 0, affected));
                    })
                }),
            },
            Action::Snooze(until) => match self.acting()[..] {
                [] => Verb::no("Nothing is due."),
                [row] => snooze(row, action, ctx),
                ref rows => if_any_waits(rows, |keys| match snooze::resolve(until, ctx) {
                    Ok(until) => {
                        let verb = Verb::new(move |_: &mut Self, _, ctx: &mut Ctx| put_off(keys, until, ctx));
                        // One of these keys stands for all of them at the foot.
                        match action {
                            Action::Snooze(SnoozeFor::Day) => verb.hint("tomorrow", Does::Writes(WriteKind::Agenda)),
                            _ => verb,
                        }
                    }
                    Err(why) => Verb::no(why),
                }),
            },
            _ if action.group() == Group::Mark => {
                self.due.marking(action, "Nothing is due.", |screen: &mut Self| &mut screen.due)
            }
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.due),
        }
    }
}

/// What a key does to a pile as a whole.
fn on_pile(pile: &Pile, action: Action, ctx: &Ctx) -> Verb<AgendaScreen> {
    let (kind, label) = (pile.kind, if pile.is_open { "fold them" } else { "list them" });
    match action {
        Action::NavOpen => {
            Verb::new(move |screen: &mut AgendaScreen, _, ctx| screen.toggle(kind, ctx)).hint(label, Does::Here)
        }
        Action::TaskDone => Verb::no(format!(
            "These are several: {} lists them, {} marks them to be done together.",
            ctx.key(Action::NavOpen),
            ctx.key(Action::MarkToggle)
        )),
        _ => Verb::no(format!("These are several: {} lists them.", ctx.key(Action::NavOpen))),
    }
}

/// How many creators snoozing this row would snooze: those back from a snooze.
fn back(row: &DueRow) -> usize {
    if row.key.kind == DueKind::Snoozed { usize::try_from(row.count).unwrap_or(0) } else { 0 }
}

/// A verb on those of several rows that can be put off; the others stay where they are.
fn if_any_waits(rows: &[&DueRow], make: impl FnOnce(Vec<DueKey>) -> Verb<AgendaScreen>) -> Verb<AgendaScreen> {
    let keys: Vec<DueKey> = rows.iter().map(|row| row.key).filter(|key| key.kind.can_wait()).collect();
    if keys.is_empty() { Verb::no("None of these can be snoozed together.") } else { make(keys) }
}

fn send(cmd: AgendaCmd, ctx: &mut Ctx) {
    ctx.write(WriteCmd::Agenda(cmd));
}

fn if_task(row: &DueRow, verb: Verb<AgendaScreen>, ctx: &Ctx) -> Verb<AgendaScreen> {
    let why =
        || format!("You can only change tasks you added. {} opens what this one is about.", ctx.key(Action::NavOpen));
    verb.when(row.key.kind == DueKind::Task, why)
}

fn if_later(row: &DueRow, verb: Verb<AgendaScreen>, ctx: &Ctx) -> Verb<AgendaScreen> {
    match row.key.kind {
        DueKind::Goal => Verb::no(format!("You can't snooze a goal. {} sets another day.", ctx.key(Action::GoalEdit))),
        DueKind::Snoozed if row.day > ctx.today => {
            Verb::no("These creators are already snoozed and come back on their own.")
        }
        _ => verb,
    }
}

/// Opens the subject of a row.
fn open(row: &DueRow, _: Action, ctx: &Ctx) -> Verb<AgendaScreen> {
    let lead = |label: &'static str, place: Place, to: Option<Request>| {
        Verb::new(|_, _, ctx: &mut Ctx| to.into_iter().for_each(|to| ctx.lead(to))).hint(label, Does::Goes(place))
    };
    let show = |filter: String| Some(Request::ShowFilter(filter));
    match row.key.kind {
        DueKind::Snoozed => {
            let filter = if row.day <= ctx.today { BACK } else { AWAY };
            lead("show them", Place::Creators, show(filter.to_owned()))
        }
        DueKind::Goal => lead("show them", Place::Creators, ctx.goal.as_ref().and_then(|stand| show(stand.filter()))),
        DueKind::Batch | DueKind::Undecided => lead("open batch", Place::Batch, row.batch.map(Request::ShowBatch)),
        DueKind::Start | DueKind::End => {
            lead("open campaign", Place::Campaigns, row.campaign.map(Request::ShowCampaign))
        }
        DueKind::Task if row.creator.is_none() => edit(row).hint("edit", Does::Opens),
        kind if kind.is_step() => lead("open", Place::Collaboration, row.collaboration.map(Request::ShowCollaboration)),
        _ => lead("show creator", Place::Creators, row.creator.map(Request::ShowCreator)),
    }
}

fn edit(row: &DueRow) -> Verb<AgendaScreen> {
    let id = TaskId(row.key.subject);
    let fields = TaskFields {
        title: row.name.clone(),
        due_on: row.key.due_on,
        creator: row.detail.clone(),
        note: row.note.clone(),
    };
    Verb::new(move |_, _, ctx| ctx.open(form::task::build(Some(&fields), ctx.calendar()), Question::Task(Some(id))))
}

/// Snoozes a row for the time of its key.
fn snooze(row: &DueRow, action: Action, ctx: &Ctx) -> Verb<AgendaScreen> {
    let key = row.key;
    let Action::Snooze(until) = action else { return Verb::elsewhere() };
    let verb = match snooze::resolve(until, ctx) {
        Ok(until) => Verb::new(move |_, _, ctx| put_off(vec![key], until, ctx)),
        Err(why) => return Verb::no(why),
    };
    let verb = match (action, key.kind) {
        (Action::Snooze(SnoozeFor::Day), DueKind::Snoozed) => {
            verb.hint("tomorrow", Does::Writes(WriteKind::SetVerdict))
        }
        (Action::Snooze(SnoozeFor::Day), _) => verb.hint("tomorrow", Does::Writes(WriteKind::Agenda)),
        _ => verb,
    };
    if_later(row, verb.changing(back(row), "snoozes"), ctx)
}

/// Snoozes a row: creators back from a snooze are snoozed again, anything else is due again on that day.
fn put_off(keys: Vec<DueKey>, snooze: Snooze, ctx: &mut Ctx) {
    ctx.again.snooze = Some(snooze);
    let Some(day) = snooze.day(ctx.today) else { return };
    if keys.iter().all(|key| key.kind != DueKind::Snoozed) {
        return send(AgendaCmd::PutOff(keys, day), ctx);
    }
    let Some(expr) = parse(BACK, ctx.calendar()).ok().and_then(|filter| filter.expr) else { return };
    let target = Target::Shown { filter: Some(Arc::new(expr)), except: Arc::new([]) };
    ctx.write(WriteCmd::SetVerdict { target, verdict: Verdict::Snoozed, reason: None, until: Some(day) });
}

/// Takes the answer to a question; a form with faults opens again.
pub(super) fn answered(screen: &mut AgendaScreen, question: &Question, value: Value, ctx: &mut Ctx) {
    match (question, value) {
        (Question::Until(keys, creators, affected), Value::Text(typed)) => {
            let Some(snooze) = snooze::read(&typed, ctx) else { return };
            if let Some(fault) = snooze::fault(snooze, ctx) {
                ctx.open(
                    snooze::prompt_again(affected, typed, fault, ctx),
                    Question::Until(keys.clone(), *creators, affected.clone()),
                );
            } else if ctx.may_change(*creators, "snoozes") {
                put_off(keys.clone(), snooze, ctx);
            }
        }
        (Question::Task(id), Value::Form(filled)) => {
            let read = form::task::read(filled, ctx.calendar());
            if id.is_none() && read.is_ok() {
                screen.due.follow_new();
            }
            let save = |fields| WriteCmd::Agenda(AgendaCmd::SaveTask { id: *id, fields });
            ctx.submit(read.map(save), Question::Task(*id));
        }
        (Question::Items(id, items), Value::Switched { add, remove }) => {
            let named = |choices: &[Choice], is_done| -> Vec<(String, bool)> {
                choices.iter().filter_map(|choice| choice.name(items)).map(|name| (name.to_owned(), is_done)).collect()
            };
            let ticks = [named(&add, true), named(&remove, false)].concat();
            send(AgendaCmd::TickItems { id: *id, ticks }, ctx);
        }
        (Question::Reading(key, number), Value::Form(form)) => does::read(*key, *number, form, ctx),
        (Question::Post(key, number), Value::Text(typed)) => does::posted(*key, *number, &typed, ctx),
        (Question::Review(key, number), Value::Chosen(choice)) => does::reviewed(*key, *number, &choice, ctx),
        (Question::Goal, Value::Form(filled)) => {
            let read = form::goal::read(filled, ctx.calendar());
            ctx.submit(read.map(|goal| WriteCmd::Agenda(AgendaCmd::SetGoal(goal))), Question::Goal);
        }
        _ => {}
    }
}
