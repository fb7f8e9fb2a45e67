//! Every change as a sentence, newest first: where it was made, what depends on it, and a key that undoes it.

mod info;
#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::OpId;
use crate::proto::command::WriteKind;
use crate::proto::history::{Origin, StepDetail, StepRow};
use crate::proto::query::Answer;
use crate::proto::{Query, WriteCmd};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Latest, Msg, Screen, Verb};
use crate::tui::look::{Role, Theme, day, figure, text};
use crate::tui::screens::listed::{self, Around, Item, Listed};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::Edge;
use crate::words::history as words;

/// The screen.
#[derive(Debug, Default)]
pub struct HistoryScreen {
    steps: Listed<StepRow>,
    /// What there is to know about a step, mostly the one under the cursor.
    detail: Latest<(OpId, Option<Box<StepDetail>>)>,
    /// Which step that was asked for last.
    looked_at: Option<OpId>,
    hides_info: bool,
}

/// How a step stands in the line of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Undo undoes it.
    Newest,
    /// Later steps stand on top of it.
    Below,
    /// It is undone, and the next one that redo brings back.
    Redo,
    /// It is undone, and redo brings back others first.
    RedoLater,
    /// A newer step undid it.
    UndoneBy(OpId),
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

    fn standing(&self, row: &StepRow) -> Standing {
        let rows = self.steps.rows();
        if let Some(by) = row.undone_by {
            return Standing::UndoneBy(by);
        }
        if row.can_redo() {
            let next = rows.iter().rev().find(|row| row.can_redo()).map(Item::key);
            return if next == Some(row.op) { Standing::Redo } else { Standing::RedoLater };
        }
        let newest = rows.iter().find(|row| !row.can_redo()).map(Item::key);
        if newest == Some(row.op) { Standing::Newest } else { Standing::Below }
    }

    /// What there is to know about a row, where it has come.
    fn detail_of(&self, row: &StepRow) -> Option<&StepDetail> {
        self.detail.get().filter(|(op, _)| *op == row.op)?.1.as_deref()
    }

    fn ask_detail(&mut self, ctx: &mut Ctx) {
        self.looked_at = self.steps.here().map(Item::key);
        if let Some(op) = self.looked_at {
            self.detail.ask(Query::HistoryStep(op), ctx);
        }
    }

    /// Undoes the step under the cursor, or says why not.
    fn undo_step(&self, ctx: &Ctx) -> Verb<Self> {
        self.steps.verb("There is nothing to undo.", |row| match self.standing(row) {
            Standing::Newest | Standing::Below => {
                let later = self.detail_of(row).map(|detail| detail.dependents.steps.as_slice()).unwrap_or_default();
                if later.is_empty() {
                    Verb::write(WriteCmd::UndoStep(row.op))
                } else {
                    Verb::no(format!("{} {}", words::depended_on(&row.label, later), words::WAYS_AROUND))
                }
            }
            Standing::Redo | Standing::RedoLater => {
                Verb::no(format!("{} {} redoes it.", words::already_undone(&row.label), ctx.key(Action::Redo)))
            }
            Standing::UndoneBy(by) => {
                Verb::no(format!("{} {}", words::already_undone(&row.label), words::brings_back(by)))
            }
        })
    }

    /// Where the list and the info pane go.
    fn parts(&self, area: Rect) -> [Rect; 2] {
        let has_info = !self.hides_info && !self.steps.rows().is_empty();
        if has_info { listed::with_info(area, area) } else { [area, Rect::ZERO] }
    }
}

impl ByVerb for HistoryScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        match action {
            Action::StepUndo => self.undo_step(ctx).unhinted(),
            Action::NavOpen => self.undo_step(ctx).hint("undo this step", Does::Writes(WriteKind::UndoStep)),
            Action::PaneInfo => Verb::new(|screen: &mut Self, _, _| screen.hides_info = !screen.hides_info),
            _ if action.walks() => Verb::new(move |screen: &mut Self, count, ctx: &mut Ctx| {
                screen.steps.walk(action, count, ctx.list_lines);
                screen.ask_detail(ctx);
            }),
            _ => Verb::elsewhere(),
        }
    }
}

impl Screen for HistoryScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        // Start at the newest step.
        self.steps.go_to_top();
        self.refresh(ctx);
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        listed::lines(self.parts(area)[0], Edge::of(area))
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.steps.ask(Query::History, ctx);
        // What depends on a step changes with every change.
        self.ask_detail(ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        match msg.answer() {
            Some((generation, Answer::History(steps))) if self.steps.expects(generation) => {
                // At the top, new steps scroll in; elsewhere the cursor stays with its step.
                let was_at_top = self.steps.at() == 0;
                self.steps.replace(steps.clone());
                if was_at_top {
                    self.steps.go_to_top();
                }
                if self.steps.here().map(Item::key) != self.looked_at {
                    self.ask_detail(ctx);
                }
            }
            Some((generation, Answer::HistoryStep(op, detail))) if self.detail.expects(generation) => {
                self.detail.replace((*op, detail.clone()));
            }
            _ => {}
        }
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        self.steps.here().map(|row| format!("step {}", row.op.0)).unwrap_or_default()
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
        let [list, info] = self.parts(area);
        let around = Around {
            edge: Edge::of(area),
            title: "History",
            note: if place.is_empty() { place } else { format!("newest first, {place}") },
            reading: "Reading the history …",
            empty: "No changes yet. Every change shows up here, and you can undo it.".to_owned(),
        };
        let Some(inner) = self.steps.draw_panel(frame, list, &around, theme) else { return };
        self.draw_rows(frame, inner, ctx, theme);
        if let Some(row) = self.steps.here().filter(|_| info.height > 2) {
            let hides = format!("{} hides", ctx.key(Action::PaneInfo));
            let facts = info::of(row, self.standing(row), self.detail_of(row), ctx);
            let title = format!("Step {}", row.op.0);
            listed::draw_info(frame, info, Edge::of(area), (&title, &hides), &facts, theme);
        }
    }
}

impl HistoryScreen {
    fn draw_rows(&self, frame: &mut Frame<'_>, inner: Rect, ctx: &Ctx, theme: Theme) {
        let steps = self.steps.rows();
        let moment = |step: &StepRow| day::moment((ctx.local_time)(step.made_at), ctx.today);
        let made_by = |step: &StepRow| words::short_origin(&step.origin, ctx.opened_ms);
        let body = Rect { height: inner.height.saturating_sub(1), ..inner };
        let seen = &steps[self.steps.seen(body)];
        let widest = |cell: &dyn Fn(&StepRow) -> String| {
            let widest = seen.iter().map(|step| text::width(&text::shown(&cell(step)))).max().unwrap_or(0);
            u16::try_from(widest).unwrap_or(u16::MAX)
        };
        let (when, by) = (widest(&moment), widest(&made_by));
        let mut columns = vec![Column::words("WHEN", when, when, 1), Column::words("WHAT", 20, 100, 0)];
        if by > 0 {
            columns.push(Column::words("MADE BY", by.max(7), by.max(7), 2));
        }
        self.steps.draw(frame, inner, &columns, theme, |step| {
            let label = text::shown(&step.label);
            let what =
                if step.undone { Cell::with(format!("(undone) {label}"), Role::Quiet) } else { Cell::new(label) };
            let is_here = matches!(step.origin, Origin::Window(at) if ctx.opened_ms == Some(at));
            let role = if is_here { Role::Quiet } else { Role::Text };
            vec![Cell::with(moment(step), Role::Quiet), what, Cell::with(text::shown(&made_by(step)), role)]
        });
    }
}
