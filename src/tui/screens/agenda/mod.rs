//! The agenda: overdue, today, tomorrow, this week, later. Its entries come from dates in the file, or were typed.

mod does;
mod info;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::TaskId;
use crate::proto::agenda::{DueKey, DueKind, DueLine, DueLineKey, DueRow, lines};
use crate::proto::query::Answer;
use crate::proto::{Event, Query};
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
    /// The counts of a post: which step, and the number of the deliverable.
    Reading(DueKey, usize),
    /// Which items of the check list of a task are done: the task, and the texts of the items.
    Items(TaskId, Vec<String>),
}

/// The screen.
#[derive(Debug, Default)]
pub struct AgendaScreen {
    due: Listed<DueLine>,
    /// Everything that is due.
    rows: Vec<DueRow>,
    /// The kinds whose very late things are listed one by one.
    open: BTreeSet<DueKind>,
    done_today: i64,
    hides_info: bool,
}

impl Item for DueLine {
    type Key = DueLineKey;

    fn key(&self) -> DueLineKey {
        self.key()
    }
}

impl AgendaScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The things that the marked lines stand for, else the line under the cursor: each once, also where its pile is marked as well.
    fn acting(&self) -> Vec<&DueRow> {
        let mut seen = BTreeSet::new();
        let lines = self.due.acting().into_iter();
        lines.flat_map(DueLine::rows).filter(|row| seen.insert(row.key)).collect()
    }

    /// Lists the things of a pile below it, or puts them back into it.
    fn toggle(&mut self, kind: DueKind, ctx: &Ctx) {
        if !self.open.remove(&kind) {
            self.open.insert(kind);
        }
        self.due.show(lines(&self.rows, &self.open, ctx.today));
    }
}

impl Screen for AgendaScreen {
    fn list_lines(&self, area: Rect, ctx: &Ctx) -> usize {
        view::list_lines(self, area, ctx)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.due.ask(Query::Agenda, ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if matches!(msg, Msg::Event(Event::WriteFailed(..))) {
            self.due.follow_nothing();
        }
        if let Some((generation, Answer::Agenda(agenda))) = msg.answer()
            && self.due.expects(generation)
        {
            self.done_today = agenda.done_today;
            self.rows.clone_from(&agenda.rows);
            self.due.replace(lines(&self.rows, &self.open, ctx.today));
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let Some(question) = asked.question() {
            verbs::answered(self, question, value, ctx);
        }
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        self.due.step_back()
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        let name = |line: &DueLine| match line.kind() {
            DueKind::Task if line.rows().len() == 1 => format!("\"{}\"", text::shown(&line.affected())),
            kind => format!("{} {}", kind.word(), text::shown(&line.affected())),
        };
        self.due.scope(name, ctx)
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        (!self.rows.is_empty()).then(|| view::as_text(&self.rows, ctx.today))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
