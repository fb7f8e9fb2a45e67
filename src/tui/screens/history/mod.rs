//! Every step as a sentence, newest first. Undo is the same key everywhere; here you see what it undoes.

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::OpId;
use crate::proto::query::{Answer, Slot};
use crate::proto::row::StepRow;
use crate::proto::{Event, Query};
use crate::tui::kit::{Action, Availability, Ctx, Msg, Request, Screen};
use crate::tui::look::{Role, Theme, day, figure, text};
use crate::tui::screens::listed::{self, Item, Listed};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};

/// The screen.
#[derive(Debug, Default)]
pub struct HistoryScreen {
    steps: Listed<StepRow>,
}

impl Item for StepRow {
    type Key = OpId;

    fn key(&self) -> OpId {
        self.op
    }
}

impl HistoryScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Screen for HistoryScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        // You come here to see what happened last.
        self.steps.go_to_top();
        self.refresh(ctx)
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        usize::from(area.height.saturating_sub(if Edge::of(area) == Edge::Frame { 3 } else { 2 }))
    }

    fn refresh(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.steps.ask(Query::History, ctx);
        Vec::new()
    }

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        self.steps.walk(action, count, ctx.list_lines);
        Vec::new()
    }

    fn availability(&self, action: Action, _ctx: &Ctx) -> Availability {
        if action.walks() { Availability::Yes } else { Availability::Elsewhere }
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) -> Vec<Request> {
        if let Msg::Event(Event::QueryDone(Slot::History, generation, Answer::History(steps))) = msg
            && self.steps.expects(*generation)
        {
            // At the top you want to see new steps come in; elsewhere the cursor stays with its step.
            let was_at_top = self.steps.at() == 0;
            self.steps.replace(steps.clone());
            if was_at_top {
                self.steps.go_to_top();
            }
        }
        Vec::new()
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> Option<Vec<Request>> {
        None
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        match ctx.counts.undo_steps {
            0 => "nothing to undo".to_owned(),
            steps => {
                format!("{}: {} undoes the newest", figure::counted(steps, "step", "steps"), ctx.key(Action::Undo))
            }
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        let area = area.intersection(frame.area());
        let steps = self.steps.rows();
        let note = match steps.len() {
            0 => String::new(),
            len => format!("newest first, row {} of {len}", self.steps.at() + 1),
        };
        let inner = panel::draw(frame, area, Edge::of(area), "History", &note, theme);
        if steps.is_empty() {
            let sentence = if self.steps.is_known() {
                "No changes yet. Every change shows up here, and you can undo it."
            } else {
                "Reading the history …"
            };
            return listed::draw_sentence(frame, inner, sentence, theme);
        }
        let moment = |step: &StepRow| day::moment((ctx.local_time)(step.made_at), ctx.today);
        let body = Rect { height: inner.height.saturating_sub(1), ..inner };
        let widest = steps[self.steps.seen(body)].iter().map(|step| text::width(&moment(step))).max().unwrap_or(0);
        let cells = u16::try_from(widest).unwrap_or(u16::MAX);
        let columns = [Column::words("WHEN", cells, cells, 1), Column::words("WHAT", 20, 100, 0)];
        self.steps.draw(frame, inner, &columns, theme, |step| {
            let label = text::shown(&step.label);
            let what =
                if step.undone { Cell::with(format!("(undone) {label}"), Role::Quiet) } else { Cell::new(label) };
            vec![Cell::with(moment(step), Role::Quiet), what]
        });
    }
}
