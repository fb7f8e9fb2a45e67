//! The agenda: overdue, today, tomorrow, this week, later. Its entries come from dates in the file, or were typed.

mod does;
mod info;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::TaskId;
use crate::proto::Query;
use crate::proto::agenda::{DueKey, DueKind, DueRow};
use crate::proto::query::Answer;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Msg, Screen};
use crate::tui::look::{Theme, text};
use crate::tui::screens::listed::{Item, Listed};

/// What the screen asks a person.
#[derive(Debug)]
enum Question {
    /// What a task is, or a new one.
    Task(Option<TaskId>),
    /// What the weekly goal is.
    Goal,
    /// Until when something is put off: the keys, how many creators that snoozes, and what they are called.
    Until(Vec<DueKey>, usize, String),
    /// The link of a post: which step, and the number of the deliverable.
    Post(DueKey, usize),
    /// What is answered to a draft: which step, and the number of the deliverable.
    Review(DueKey, usize),
}

/// The screen.
#[derive(Debug, Default)]
pub struct AgendaScreen {
    due: Listed<DueRow>,
    done_today: i64,
    hides_info: bool,
}

impl Item for DueRow {
    type Key = DueKey;

    fn key(&self) -> DueKey {
        self.key
    }
}

impl AgendaScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Screen for AgendaScreen {
    fn list_lines(&self, area: Rect, ctx: &Ctx) -> usize {
        view::list_lines(self, area, ctx)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.due.ask(Query::Agenda, ctx);
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        if let Some((generation, Answer::Agenda(agenda))) = msg.answer()
            && self.due.expects(generation)
        {
            self.done_today = agenda.done_today;
            self.due.replace(agenda.rows.clone());
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let Some(question) = asked.question() {
            verbs::answered(question, value, ctx);
        }
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        self.due.step_back()
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        let name = |row: &DueRow| match row.key.kind {
            DueKind::Task => format!("\"{}\"", text::shown(&row.name)),
            kind => format!("{} {}", kind.word(), text::shown(&row.affected())),
        };
        self.due.scope(name, ctx)
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        (!self.due.rows().is_empty()).then(|| view::as_text(&self.due, ctx.today))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
