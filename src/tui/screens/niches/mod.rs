//! Niches and tags as a tree: what each holds, who uses it, and how it is called.

mod hint;
mod tree;
mod update;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::figure::plural;
use crate::domain::text::fold;
use crate::proto::event::Generation;
use crate::proto::niche::NicheRow;
use crate::tui::kit::key::KeyCombination;
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Hint, Msg, Notice, Request, Screen};
use crate::tui::look::{Theme, text};
use crate::tui::widgets::input::TextInput;
use crate::tui::widgets::list::ListCursor;

use tree::Order;

/// What an open overlay is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Subject {
    #[default]
    Nothing,
    /// These niches.
    Names(Vec<String>),
    /// One niche that was to get the name of another.
    Clash { from: String, to: String },
}

/// The screen.
#[derive(Debug, Default)]
pub struct NichesScreen {
    /// Nothing until the first answer.
    rows: Option<Vec<NicheRow>>,
    /// Which of them are shown, in the order of the screen.
    shown: Vec<usize>,
    cursor: ListCursor,
    order: Order,
    /// Only names that contain this.
    narrow: TextInput,
    is_typing: bool,
    /// Folded names that are marked.
    marks: BTreeSet<String>,
    asked: Generation,
    subject: Subject,
    /// A niche to go to with the next answer.
    wanted: Option<String>,
    /// Whether something was written, or taken back, since the last answer: the next one leads to what came of it.
    has_written: bool,
    /// The form of the goal on its way to the file: it comes back when it is refused.
    hides_info: bool,
}

impl NichesScreen {
    /// A screen that has asked for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn rows(&self) -> &[NicheRow] {
        self.rows.as_deref().unwrap_or_default()
    }

    fn here(&self) -> Option<&NicheRow> {
        self.rows().get(*self.shown.get(self.cursor.at)?)
    }

    /// The marked niches that are shown, else the one under the cursor.
    fn acting(&self) -> Vec<&NicheRow> {
        let shown = self.shown.iter().filter_map(|at| self.rows().get(*at));
        let marked: Vec<&NicheRow> = shown.filter(|row| self.marks.contains(&fold(&row.name))).collect();
        if marked.is_empty() { self.here().into_iter().collect() } else { marked }
    }

    /// How many marked ones the box hides.
    fn hidden_marks(&self) -> usize {
        let is_shown =
            |name: &String| self.shown.iter().filter_map(|at| self.rows().get(*at)).any(|row| fold(&row.name) == *name);
        self.marks.iter().filter(|name| !is_shown(name)).count()
    }

    /// Puts the rows in order again and keeps the cursor on its niche.
    fn arrange(&mut self) {
        let here = self.wanted.clone().or_else(|| self.here().map(|row| row.name.clone())).map(|name| fold(&name));
        self.shown = tree::arranged(self.rows(), self.order, self.narrow.value());
        let position = self.shown.iter().position(|at| self.rows().get(*at).map(|row| fold(&row.name)) == here);
        if position.is_some() {
            self.wanted = None;
        }
        self.cursor.at = position.unwrap_or(self.cursor.at).min(self.shown.len().saturating_sub(1));
    }
}

impl Screen for NichesScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.refresh(ctx)
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(self, area)
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

    fn is_typing(&self) -> bool {
        self.is_typing
    }

    fn typing_hints(&self) -> &'static str {
        "type a part of a name   Enter keep   Esc all of them"
    }

    fn type_key(&mut self, key: KeyCombination, _ctx: &mut Ctx) -> Vec<Request> {
        self.typed(key);
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, _ctx: &mut Ctx) -> Vec<Request> {
        if self.is_typing {
            self.narrow.insert(pasted);
            self.arrange();
        }
        Vec::new()
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> Option<Vec<Request>> {
        if !self.marks.is_empty() {
            let marks = plural(self.marks.len(), "mark");
            self.marks.clear();
            return Some(vec![Request::Say(Notice::info(format!("{marks} cleared.")))]);
        }
        if !self.narrow.value().is_empty() {
            self.narrow.set("");
            self.arrange();
            return Some(vec![Request::Say(Notice::info("All niches are shown again."))]);
        }
        None
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        let acting = self.acting();
        let hidden = match self.hidden_marks() {
            0 => String::new(),
            hidden => format!(", {hidden} more hidden by the box: not touched"),
        };
        match (acting.as_slice(), self.marks.is_empty()) {
            ([], _) => String::new(),
            ([one], true) => text::shown(&one.name),
            (marked, _) if marked.iter().any(|row| self.marks.contains(&fold(&row.name))) => {
                format!("{} marked{hidden}", marked.len())
            }
            (rows, _) => format!("{}{hidden}", rows.first().map_or(String::new(), |row| text::shown(&row.name))),
        }
    }

    fn summary(&self, _ctx: &Ctx) -> Option<String> {
        (!self.rows().is_empty()).then(|| view::as_text(self.rows(), &self.shown))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
