//! What happens to the agenda: actions, answers and filled-in forms.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Snooze, TaskId, Verdict};
use crate::proto::agenda::{AgendaCmd, DueKey, DueKind, DueRow, TaskFields};
use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, Query, Target, WriteCmd};
use crate::tui::kit::overlay::{Overlay, Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Msg, Request, SnoozeFor};
use crate::tui::look::text;
use crate::tui::screens::form;
use crate::tui::screens::profile::ask;

use super::{AgendaScreen, Subject, expr, snoozed, view};

const UNTIL: Purpose = "agenda.until";

impl AgendaScreen {
    pub(super) fn ask(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let (generation, request) = ctx.ask_request(Query::Agenda);
        self.asked = generation;
        vec![request]
    }

    pub(super) fn can(&self, action: Action, ctx: &Ctx) -> Availability {
        let no = |sentence: &str| Availability::No(sentence.to_owned());
        let Some(row) = self.here() else {
            return match action {
                Action::ItemAdd | Action::GoalEdit => Availability::Yes,
                action if action.walks() => Availability::Yes,
                Action::TaskDone
                | Action::ItemEdit
                | Action::ItemDelete
                | Action::NavOpen
                | Action::CopySummary
                | Action::Snooze(_) => no("Nothing is due."),
                _ => Availability::Elsewhere,
            };
        };
        let kind = row.key.kind;
        match action {
            Action::ItemAdd | Action::GoalEdit | Action::NavOpen | Action::CopySummary | Action::PaneInfo => {
                Availability::Yes
            }
            Action::TaskDone => match kind {
                DueKind::Goal => no("The goal is done when enough creators are picked."),
                DueKind::Snoozed => no("They wait for a verdict: decide on them in triage."),
                _ => Availability::Yes,
            },
            Action::ItemEdit | Action::ItemDelete => Availability::when(
                kind == DueKind::Task,
                format!("Only typed tasks change here; {} opens what this is about.", ctx.key(Action::NavOpen)),
            ),
            Action::Snooze(SnoozeFor::Again) => match Self::can_put_off(row, ctx) {
                Availability::Yes => ask::can_snooze_again(ctx),
                no => no,
            },
            Action::Snooze(_) => Self::can_put_off(row, ctx),
            action if action.walks() => Availability::Yes,
            _ => Availability::Elsewhere,
        }
    }

    fn can_put_off(row: &DueRow, ctx: &Ctx) -> Availability {
        match row.key.kind {
            DueKind::Goal => {
                let key = ctx.key(Action::GoalEdit);
                Availability::No(format!("A goal is not put off; {key} gives it another day."))
            }
            DueKind::Snoozed if row.day > ctx.today => {
                Availability::No("They are snoozed already, and come back by themselves.".to_owned())
            }
            _ => Availability::Yes,
        }
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let len = self.rows().len();
        if self.cursor.walk(action, count, len, ctx.list_lines) {
            return Vec::new();
        }
        match action {
            Action::ItemAdd => {
                self.subject = Subject::NewTask;
                return vec![Request::Open(form::task::build(None, ctx.calendar()))];
            }
            Action::GoalEdit => {
                return vec![Request::Open(form::goal::build(ctx.goal.as_ref().map(|stand| &stand.goal)))];
            }
            Action::PaneInfo => self.hides_info = !self.hides_info,
            Action::CopySummary => {
                return vec![Request::Effect(Effect::Copy(view::as_text(self.rows(), ctx.today)))];
            }
            _ => {}
        }
        let Some(row) = self.here().cloned() else { return Vec::new() };
        match action {
            Action::NavOpen => self.open(&row, ctx),
            Action::TaskDone => vec![ctx.write_request(WriteCmd::Agenda(AgendaCmd::Done(row.key))).1],
            Action::ItemEdit => self.edit(&row, ctx),
            Action::ItemDelete => {
                vec![ctx.write_request(WriteCmd::Agenda(AgendaCmd::DeleteTask(TaskId(row.key.subject)))).1]
            }
            Action::Snooze(SnoozeFor::Typed) => {
                self.subject = Subject::PutOff(row.key);
                vec![Request::Open(ask::snooze(UNTIL, &text::shown(&row.whom()), ctx))]
            }
            action => match ask::snooze_of(action, &ctx.again) {
                Some(snooze) if Self::may_put_off(&row, ctx) => Self::put_off(row.key, snooze, ctx),
                _ => Vec::new(),
            },
        }
    }

    /// Creators that are back are snoozed all at once.
    fn may_put_off(row: &DueRow, ctx: &mut Ctx) -> bool {
        let creators = if row.key.kind == DueKind::Snoozed { row.count } else { 0 };
        ctx.may_change(usize::try_from(creators).unwrap_or(0), "snoozes")
    }

    /// Leads to what a row is about.
    fn open(&mut self, row: &DueRow, ctx: &Ctx) -> Vec<Request> {
        match row.key.kind {
            DueKind::Snoozed => vec![Request::ShowFilter(snoozed(row, ctx).to_owned())],
            DueKind::Goal => {
                let filter = ctx.goal.as_ref().map(|stand| stand.filter());
                filter.map(Request::ShowFilter).into_iter().collect()
            }
            DueKind::Batch => row.batch.map(Request::ShowBatch).into_iter().collect(),
            DueKind::Start | DueKind::End => row.campaign.map(Request::ShowCampaign).into_iter().collect(),
            DueKind::Task if row.creator.is_none() => self.edit(row, ctx),
            DueKind::Task | DueKind::Payment | DueKind::Rights => {
                row.creator.map(Request::ShowCreator).into_iter().collect()
            }
        }
    }

    fn edit(&mut self, row: &DueRow, ctx: &Ctx) -> Vec<Request> {
        self.subject = Subject::Task(TaskId(row.key.subject));
        let fields = TaskFields { title: row.name.clone(), due_on: row.key.due_on, creator: row.detail.clone() };
        vec![Request::Open(form::task::build(Some(&fields), ctx.calendar()))]
    }

    /// Puts a row off: creators that are back are snoozed again, all else is told again on that day.
    fn put_off(key: DueKey, snooze: Snooze, ctx: &mut Ctx) -> Vec<Request> {
        ctx.again.snooze = Some(snooze);
        let Some(day) = snooze.day(ctx.today) else { return Vec::new() };
        let command = if key.kind == DueKind::Snoozed { snooze_again(day, ctx) } else { Some(put_off(key, day)) };
        command.map(|command| ctx.write_request(command).1).into_iter().collect()
    }

    pub(super) fn answered(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        match (purpose, value, self.subject) {
            (UNTIL, Value::Text(typed), Subject::PutOff(key)) => {
                let row = self.rows().iter().find(|row| row.key == key).cloned();
                match ask::snoozed(&typed, ctx.calendar()) {
                    Some(snooze) if row.is_none_or(|row| Self::may_put_off(&row, ctx)) => {
                        Self::put_off(key, snooze, ctx)
                    }
                    _ => Vec::new(),
                }
            }
            (form::task::PURPOSE, Value::Form(filled), Subject::NewTask | Subject::Task(_)) => {
                let id = match self.subject {
                    Subject::Task(id) => Some(id),
                    _ => None,
                };
                match form::task::read(filled, ctx.calendar()) {
                    Ok(fields) => send(AgendaCmd::SaveTask { id, fields }, ctx),
                    Err(form) => vec![Request::Open(Overlay::Form(*form))],
                }
            }
            (form::goal::PURPOSE, Value::Form(filled), _) => match form::goal::read(filled, ctx.calendar()) {
                Ok(goal) => send(AgendaCmd::SetGoal(goal), ctx),
                Err(form) => vec![Request::Open(Overlay::Form(*form))],
            },
            _ => Vec::new(),
        }
    }

    pub(super) fn take(&mut self, msg: &Msg) -> Vec<Request> {
        match msg {
            Msg::Event(Event::QueryDone(Slot::Agenda, generation, Answer::Agenda(agenda)))
                if *generation >= self.asked =>
            {
                let here = self.here().map(|row| row.key);
                let at = agenda.rows.iter().position(|row| Some(row.key) == here).unwrap_or(self.cursor.at);
                self.cursor.at = at.min(agenda.rows.len().saturating_sub(1));
                self.agenda = Some(agenda.clone());
            }
            _ => {}
        }
        Vec::new()
    }
}

fn send(cmd: AgendaCmd, ctx: &mut Ctx) -> Vec<Request> {
    vec![ctx.write_request(WriteCmd::Agenda(cmd)).1]
}

fn put_off(key: DueKey, until: NaiveDate) -> WriteCmd {
    WriteCmd::Agenda(AgendaCmd::PutOff(key, until))
}

fn snooze_again(until: NaiveDate, ctx: &Ctx) -> Option<WriteCmd> {
    let filter = Some(Arc::new(expr(super::BACK, ctx)?));
    let target = Target::Shown { filter, except: Arc::new([]) };
    Some(WriteCmd::SetVerdict { target, verdict: Verdict::Snoozed, reason: None, until: Some(until) })
}
