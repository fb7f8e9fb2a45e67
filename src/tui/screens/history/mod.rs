//! Every step as a sentence, newest first. Taking back is everywhere the same key; here one sees what it takes back.

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::OpId;
use crate::proto::event::Generation;
use crate::proto::query::{Answer, Slot};
use crate::proto::row::StepRow;
use crate::proto::{Event, Query};
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Msg, Request, Screen};
use crate::tui::look::{Role, Theme, day, figure, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;

/// The screen.
#[derive(Debug, Default)]
pub struct HistoryScreen {
    /// Nothing until the first answer.
    steps: Option<Vec<StepRow>>,
    cursor: ListCursor,
    asked: Generation,
}

impl HistoryScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn steps(&self) -> &[StepRow] {
        self.steps.as_deref().unwrap_or_default()
    }

    fn here(&self) -> Option<OpId> {
        self.steps().get(self.cursor.at).map(|step| step.op)
    }
}

impl Screen for HistoryScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        // One comes here to see what happened last.
        self.cursor = ListCursor::default();
        self.refresh(ctx)
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        usize::from(area.height.saturating_sub(if Edge::of(area) == Edge::Frame { 3 } else { 2 }))
    }

    fn refresh(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let (generation, request) = ctx.ask(Query::History);
        self.asked = generation;
        vec![request]
    }

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let len = self.steps().len();
        self.cursor.walk(action, count, len, ctx.list_lines);
        Vec::new()
    }

    fn availability(&self, action: Action, _ctx: &Ctx) -> Availability {
        // A copy tries the movement: what is none means nothing here.
        if self.cursor.clone().walk(action, 1, 1, 1) { Availability::Yes } else { Availability::Elsewhere }
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) -> Vec<Request> {
        if let Msg::Event(Event::QueryDone(Slot::History, generation, Answer::History(steps))) = msg
            && *generation >= self.asked
        {
            // At the top one wants to see new steps come in; elsewhere the cursor stays with its step.
            let here = self.here().filter(|_| self.cursor.at > 0);
            let at = steps.iter().position(|step| Some(step.op) == here).unwrap_or(self.cursor.at);
            self.cursor.at = at.min(steps.len().saturating_sub(1));
            self.steps = Some(steps.clone());
        }
        Vec::new()
    }

    fn answer(&mut self, _purpose: Purpose, _value: Value, _ctx: &mut Ctx) -> Vec<Request> {
        Vec::new()
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> Option<Vec<Request>> {
        None
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        match ctx.counts.undo_steps {
            0 => "nothing to take back".to_owned(),
            steps => {
                format!("{}: {} takes back the newest", figure::plural(steps, "step"), ctx.key(Action::Undo))
            }
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        let area = area.intersection(frame.area());
        let steps = self.steps();
        let note = match steps.len() {
            0 => String::new(),
            len => format!("newest first, row {} of {len}", self.cursor.at + 1),
        };
        let inner = panel::draw(frame, area, Edge::of(area), "History", &note, theme);
        if steps.is_empty() {
            let sentence = match self.steps {
                Some(_) => "Nothing was changed yet. Every change will stand here, and can be taken back.".to_owned(),
                None => "Reading the history …".to_owned(),
            };
            let below =
                Rect { y: inner.y + u16::from(inner.height > 2), height: inner.height.saturating_sub(1), ..inner };
            fact::draw(frame, below, &[Fact::new("", sentence, 0)], theme);
            return;
        }
        let moments: Vec<String> =
            steps.iter().map(|step| day::moment((ctx.local_time)(step.made_at), ctx.today)).collect();
        let seen = self.cursor.seen(steps.len(), usize::from(inner.height.saturating_sub(1)));
        let widest = moments[seen.clone()].iter().map(|moment| text::width(moment)).max().unwrap_or(0);
        let cells = u16::try_from(widest).unwrap_or(u16::MAX);
        let columns = [Column::words("WHEN", cells, cells, 1), Column::words("WHAT", 20, 100, 0)];
        rows::header(frame, inner, &columns, theme);
        let body = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
        for (line, index) in seen.enumerate() {
            let step = &steps[index];
            let label = text::shown(&step.label);
            let what =
                if step.undone { Cell::with(format!("(taken back) {label}"), Role::Quiet) } else { Cell::new(label) };
            let cells = [Cell::with(moments[index].clone(), Role::Quiet), what];
            rows::row(frame, rows::line(body, line), &columns, &cells, index == self.cursor.at, theme);
        }
    }
}
