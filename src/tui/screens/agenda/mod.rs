//! What is due: overdue, today, tomorrow, this week, later. What stands here comes from days in the file, or was typed.

mod hint;
mod info;
mod update;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::TaskId;
use crate::domain::filter::{Expr, parse};
use crate::proto::agenda::{Agenda, DueKey, DueKind, DueRow};
use crate::proto::event::Generation;
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Hint, Msg, Request, Screen};
use crate::tui::look::{Theme, text};
use crate::tui::widgets::list::ListCursor;

/// Snoozed creators whose day has come.
const BACK: &str = "status:snoozed -is:snoozed";
/// Snoozed creators whose day is still to come.
const AWAY: &str = "is:snoozed";

/// What an open overlay is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Subject {
    #[default]
    NewTask,
    Task(TaskId),
    /// Until when something is put off.
    PutOff(DueKey),
}

/// The screen.
#[derive(Debug, Default)]
pub struct AgendaScreen {
    /// Nothing until the first answer.
    agenda: Option<Agenda>,
    cursor: ListCursor,
    asked: Generation,
    subject: Subject,
    /// A form on its way to the file: it comes back when it is refused.
    hides_info: bool,
}

impl AgendaScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn rows(&self) -> &[DueRow] {
        self.agenda.as_ref().map_or(&[], |agenda| &agenda.rows)
    }

    fn here(&self) -> Option<&DueRow> {
        self.rows().get(self.cursor.at)
    }
}

/// The filter that shows the creators of a row of snoozed ones.
fn snoozed(row: &DueRow, ctx: &Ctx) -> &'static str {
    if row.day <= ctx.today { BACK } else { AWAY }
}

/// What such a filter means.
fn expr(filter: &str, ctx: &Ctx) -> Option<Expr> {
    parse(filter, ctx.calendar()).ok()?.expr
}

impl Screen for AgendaScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.refresh(ctx)
    }

    fn list_lines(&self, area: Rect, ctx: &Ctx) -> usize {
        view::list_lines(self, area, ctx)
    }

    fn refresh(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.ask(ctx)
    }

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        self.carry_out(action, count, ctx)
    }

    fn availability(&self, action: Action, ctx: &Ctx) -> Availability {
        self.can(action, ctx)
    }

    fn hint(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        self.hint_now(action, ctx)
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) -> Vec<Request> {
        self.take(msg)
    }

    fn answer(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        self.answered(purpose, value, ctx)
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> Option<Vec<Request>> {
        None
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        self.here().map_or(String::new(), |row| match row.key.kind {
            DueKind::Task => format!("\"{}\"", text::shown(&row.name)),
            kind => format!("{} {}", kind.word(), text::shown(&row.whom())),
        })
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        (!self.rows().is_empty()).then(|| view::as_text(self.rows(), ctx.today))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
