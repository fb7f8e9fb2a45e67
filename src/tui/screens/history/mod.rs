//! Every change as a sentence, newest first, so you can see what undo would undo.

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::OpId;
use crate::proto::Query;
use crate::proto::query::Answer;
use crate::proto::row::StepRow;
use crate::tui::kit::{Action, ByVerb, Ctx, Msg, Screen, Verb};
use crate::tui::look::{Role, Theme, day, figure, text};
use crate::tui::screens::listed::{self, Around, Item, Listed};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::Edge;

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

impl ByVerb for HistoryScreen {
    fn verb(&self, action: Action, _ctx: &Ctx) -> Verb<Self> {
        Listed::walking(action, |screen: &mut Self| &mut screen.steps)
    }
}

impl Screen for HistoryScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        // Start at the newest step.
        self.steps.go_to_top();
        self.refresh(ctx);
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        listed::lines(area, Edge::of(area))
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.steps.ask(Query::History, ctx);
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        if let Some((generation, Answer::History(steps))) = msg.answer()
            && self.steps.expects(generation)
        {
            // At the top, new steps scroll in; elsewhere the cursor stays with its step.
            let was_at_top = self.steps.at() == 0;
            self.steps.replace(steps.clone());
            if was_at_top {
                self.steps.go_to_top();
            }
        }
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        String::new()
    }

    fn status(&self, ctx: &Ctx) -> String {
        match ctx.counts.undo_steps {
            0 => "nothing to undo".to_owned(),
            steps => {
                format!("{}, {} undoes the newest", figure::counted(steps, "step", "steps"), ctx.key(Action::Undo))
            }
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        let area = area.intersection(frame.area());
        let place = self.steps.place();
        let around = Around {
            edge: Edge::of(area),
            title: "History",
            note: if place.is_empty() { place } else { format!("newest first, {place}") },
            reading: "Reading the history …",
            empty: "No changes yet. Every change shows up here, and you can undo it.".to_owned(),
        };
        let Some(inner) = self.steps.draw_panel(frame, area, &around, theme) else { return };
        let steps = self.steps.rows();
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
