//! Niches and tags as a tree, with their creators and the campaigns that use them.

mod renaming;
mod tree;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::text::fold;
use crate::proto::niche::NicheRow;
use crate::proto::query::Answer;
use crate::proto::{Event, Query};
use crate::tui::kit::key::{KeyCode, KeyCombination, single};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Action, Asked, Ctx, Latest, Msg, Notice, Screen};
use crate::tui::look::{Theme, text};
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::widgets::input::TextInput;

use renaming::Question;
use tree::Order;

/// The screen.
#[derive(Debug, Default)]
pub struct NichesScreen {
    /// All niches and tags.
    all: Latest<Vec<NicheRow>>,
    /// Those shown, in the order of the tree.
    list: Listed<NicheRow>,
    order: Order,
    /// Only names that contain this.
    narrow: TextInput,
    is_typing: bool,
    /// Whether something was written or undone since the last answer. If so, the cursor follows the change in the next one.
    has_written: bool,
    hides_info: bool,
}

/// A niche is identified by its name, ignoring case.
impl Item for NicheRow {
    type Key = String;

    fn key(&self) -> String {
        fold(&self.name)
    }
}

impl NichesScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn rows(&self) -> &[NicheRow] {
        self.all.rows()
    }

    /// Sorts the rows again and keeps the cursor on its niche.
    fn arrange(&mut self) {
        self.list.show(tree::arranged(self.all.rows(), self.order, self.narrow.value()));
    }

    /// Takes new rows. After a change the cursor goes to a niche that is new, such as one that undo restored.
    fn replace(&mut self, rows: &[NicheRow]) {
        let is_known = |row: &NicheRow| self.rows().iter().any(|old| old.id == row.id && old.name == row.name);
        let came = rows.iter().find(|row| row.id.is_some() && !is_known(row)).map(Item::key);
        let has_written = std::mem::take(&mut self.has_written) && self.all.get().is_some();
        if let Some(came) = came.filter(|_| has_written && !self.list.is_wanting()) {
            self.list.go_to(came);
        }
        self.all.replace(rows.to_vec());
        self.list.replace_part(tree::arranged(rows, self.order, self.narrow.value()), rows);
    }
}

impl Screen for NichesScreen {
    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(self, area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.all.ask(Query::Niches, ctx);
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        match msg {
            Msg::Event(Event::WriteDone(..)) => self.has_written = true,
            Msg::Event(Event::WriteFailed(..)) => self.list.follow_nothing(),
            _ => {
                if let Some((generation, Answer::Niches(rows))) = msg.answer()
                    && self.all.expects(generation)
                {
                    self.replace(rows);
                }
            }
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let Some(question) = asked.question() {
            self.take_answer(question, value, ctx);
        }
    }

    fn is_typing(&self) -> bool {
        self.is_typing
    }

    fn typing_hints(&self) -> &'static str {
        "type part of a name   Enter keep   Esc show all"
    }

    fn type_key(&mut self, key: KeyCombination, _ctx: &mut Ctx) {
        match single(key) {
            Some(KeyCode::Enter) => self.is_typing = false,
            Some(KeyCode::Esc) => {
                self.is_typing = false;
                self.narrow.set("");
            }
            Some(KeyCode::Down) => _ = self.list.walk(Action::NavDown, 1, 1),
            Some(KeyCode::Up) => _ = self.list.walk(Action::NavUp, 1, 1),
            _ => _ = self.narrow.key(key),
        }
        self.arrange();
    }

    fn keep_typed(&mut self, _ctx: &mut Ctx) -> bool {
        self.is_typing = false;
        self.arrange();
        true
    }

    fn paste(&mut self, pasted: &str, _ctx: &mut Ctx) {
        if self.is_typing {
            self.narrow.insert(pasted);
            self.arrange();
        }
    }

    fn step_back(&mut self, ctx: &mut Ctx) -> bool {
        if self.list.clear_all_marks(ctx) {
            return true;
        }
        if !self.narrow.value().is_empty() {
            self.narrow.set("");
            self.arrange();
            ctx.say(Notice::info("Showing all niches."));
            return true;
        }
        false
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        let acting = self.list.acting();
        let hidden = match self.list.hidden_marks() {
            0 => String::new(),
            hidden => format!(", {hidden} marked but hidden by the filter, not changed"),
        };
        match acting.first() {
            None => String::new(),
            Some(row) if self.list.is_marked(row) => format!("{} marked{hidden}", acting.len()),
            Some(row) => format!("{}{hidden}", text::shown(&row.name)),
        }
    }

    fn summary(&self, _ctx: &Ctx) -> Option<String> {
        (!self.rows().is_empty()).then(|| view::as_text(&self.list))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
