//! What you owe creators: overdue, today, in the next 14 days, later; and what was paid.

mod info;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{Payable, PayableId};
use crate::proto::Query;
use crate::proto::payment::Payments;
use crate::proto::query::Answer;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Msg, Screen, Show};
use crate::tui::look::{Theme, figure, text};
use crate::tui::screens::listed::{Item, Listed};

/// What the screen asks a person.
#[derive(Clone, Debug)]
enum Question {
    /// How these were paid.
    Payment(Vec<PayableId>),
    /// The invoice of these.
    Invoice(Vec<PayableId>),
    /// When these are due.
    Due(Vec<PayableId>),
}

/// The screen.
#[derive(Debug, Default)]
pub struct PaymentsScreen {
    list: Listed<Payable>,
    all: Arc<Payments>,
    hides_info: bool,
}

impl Item for Payable {
    type Key = PayableId;

    fn key(&self) -> PayableId {
        self.id
    }
}

impl PaymentsScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The creators of rows in words: `@mia`, or `3 payments`.
    fn affected(rows: &[&Payable]) -> String {
        match rows {
            [row] => format!("@{}", text::shown(&row.payee.handle)),
            rows => figure::plural(rows.len(), "payment"),
        }
    }
}

impl Screen for PaymentsScreen {
    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        if let Show::Payment(id) = what {
            self.list.go_to(*id);
        }
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(self, area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.list.ask(Query::Payments, ctx);
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        if let Some((generation, Answer::Payments(payments))) = msg.answer()
            && self.list.expects(generation)
        {
            self.all = payments.clone();
            self.list.replace(payments.rows.clone());
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let (Some(question), Value::Form(filled)) = (asked.question(), value) {
            self.take_answer(question, filled, ctx);
        }
    }

    fn step_back(&mut self, ctx: &mut Ctx) -> bool {
        self.list.clear_all_marks(ctx)
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        let acting = self.list.acting();
        match acting.first() {
            None => String::new(),
            Some(row) if self.list.is_marked(row) => format!("{} marked", acting.len()),
            Some(row) => format!("@{}, {}", text::shown(&row.payee.handle), row.purpose),
        }
    }

    fn summary(&self, ctx: &Ctx) -> Option<String> {
        (!self.list.rows().is_empty()).then(|| view::as_text(&self.list, ctx.today))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
