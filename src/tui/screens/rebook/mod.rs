//! Creators you worked with and may book again, over all campaigns: by expected profit, with how reliable they were.

mod info;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::CreatorId;
use crate::proto::Query;
use crate::proto::query::Answer;
use crate::proto::rebook::{RebookList, RebookRow};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Msg, Screen};
use crate::tui::look::{Theme, text};
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::screens::verbs::{self as shared, Verbs};

/// The screen.
#[derive(Debug, Default)]
pub struct RebookScreen {
    list: Listed<RebookRow>,
    /// All that was read, for those who are not listed.
    all: Arc<RebookList>,
    hides_info: bool,
    /// The state of the shared verbs on creators.
    verbs: Verbs,
}

impl Item for RebookRow {
    type Key = CreatorId;

    fn key(&self) -> CreatorId {
        self.creator
    }
}

impl RebookScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Screen for RebookScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        self.refresh(ctx);
        self.verbs.ask_tags(ctx);
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(self, area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.list.ask(Query::Rebook, ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if shared::msg(self, msg, ctx) {
            return;
        }
        if let Some((generation, Answer::Rebook(list))) = msg.answer()
            && self.list.expects(generation)
        {
            self.all = Arc::clone(list);
            self.list.replace(list.rows.clone());
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let Some(question) = asked.question::<shared::Question>() {
            shared::answered(self, question, value, ctx);
        }
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        self.list.step_back()
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.list.scope(|row| format!("@{}", text::shown(&row.handle)), ctx)
    }

    fn summary(&self, _ctx: &Ctx) -> Option<String> {
        (!self.list.rows().is_empty()).then(|| view::as_text(&self.list))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
