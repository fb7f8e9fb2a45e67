//! Keys and actions, for this screen first. It is searchable, and Enter runs what the cursor is on.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::{KeyCode, KeyCombination, canonical, parse, single};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::input::{TextInput, Typed};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::more;

use super::boxed;
use super::catalogue::{Entry, no_match, search};
use super::palette::{draw_entry, draw_query};

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Heading(&'static str),
    Entry(usize),
}

/// The help.
#[derive(Debug)]
pub struct Help {
    entries: Vec<Entry>,
    query: TextInput,
    rows: Vec<Row>,
    closest: Vec<usize>,
    cursor: ListCursor,
}

/// The size it takes where there is room.
const SIZE: (u16, u16) = (100, 32);

impl Help {
    /// Builds the help window for these actions.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut help = Self {
            entries,
            query: TextInput::default(),
            rows: Vec::new(),
            closest: Vec::new(),
            cursor: ListCursor::default(),
        };
        help.changed();
        help
    }

    /// Lists the matches under their headings: this screen's actions first, then those of other screens.
    fn changed(&mut self) {
        let found = search(&self.entries, self.query.value());
        self.closest = found.closest;
        self.rows.clear();
        if self.query.value().trim().is_empty() {
            self.list_by_heading();
        } else {
            self.rows.extend(found.at.into_iter().map(Row::Entry));
        }
        self.cursor = ListCursor::default();
        self.step(0);
    }

    fn list_by_heading(&mut self) {
        for is_here in [true, false] {
            let mut heading = None;
            for index in (0..self.entries.len()).filter(|index| self.entries[*index].is_here == is_here) {
                let group = self.entries[index].action.group().title();
                let group = if is_here { group } else { "ON OTHER SCREENS" };
                if heading != Some(group) {
                    self.rows.push(Row::Heading(group));
                    heading = Some(group);
                }
                self.rows.push(Row::Entry(index));
            }
        }
    }

    /// Moves the cursor by `by` entries and skips headings.
    fn step(&mut self, rows: isize) {
        let length = self.rows.len();
        self.cursor.step(rows, length, length);
        let is_entry = |at: &usize| matches!(self.rows.get(*at), Some(Row::Entry(_)));
        let at = self.cursor.at;
        let below = (at..length).find(is_entry);
        let above = (0..at).rev().find(is_entry);
        let at = if rows < 0 { above.filter(|_| !is_entry(&at)).or(below) } else { below.or(above) };
        self.cursor.go(at.unwrap_or(0), length, length);
    }

    fn chosen(&self) -> Option<&Entry> {
        match self.rows.get(self.cursor.at)? {
            Row::Entry(index) => self.entries.get(*index),
            Row::Heading(_) => None,
        }
    }
}

impl Popup for Help {
    fn key(&mut self, key: KeyCombination, _ctx: &Ctx) -> Step {
        let page = isize::try_from(SIZE.1 / 2).unwrap_or(1);
        // `?` closes the help that `?` opened, unless it is part of a search.
        if Some(canonical(key)) == parse("?") && self.query.value().is_empty() {
            return Step::Close;
        }
        match single(canonical(key)) {
            Some(KeyCode::Esc) => return Step::Close,
            Some(KeyCode::Tab) => return Step::Run(Action::HelpTopics),
            Some(KeyCode::Down) => self.step(1),
            Some(KeyCode::Up) => self.step(-1),
            Some(KeyCode::PageDown) => self.step(page),
            Some(KeyCode::PageUp) => self.step(-page),
            Some(KeyCode::Enter) => {
                return self.chosen().filter(|entry| entry.can_run()).map_or(Step::Stay, Entry::run);
            }
            _ => {
                if self.query.key(key) == Typed::Changed {
                    self.changed();
                }
            }
        }
        Step::Stay
    }

    fn point(&mut self, spot: usize, is_double: bool, _ctx: &Ctx) -> Step {
        if !is_double {
            self.cursor.go(spot, self.rows.len(), self.rows.len());
            return Step::Stay;
        }
        self.chosen().filter(|entry| entry.can_run()).map_or(Step::Stay, Entry::run)
    }

    fn paste(&mut self, text: &str, _ctx: &Ctx) {
        self.query.insert(text);
        self.changed();
    }

    fn hints(&self) -> &'static str {
        "type to search   ↑↓ choose   Enter run   Tab topics   ? or Esc close"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let inner = boxed::draw(frame, area, SIZE, "Keys and actions: type to search, Enter to run", theme);
        let [list, foot] = draw_query(frame, inner, "/", &self.query, theme);
        let height = usize::from(list.height);
        let mut cursor = self.cursor;
        // Scrolling to the first entry also shows its heading.
        cursor.top = cursor.at.saturating_sub(height / 2);
        cursor.go(cursor.at, self.rows.len(), height);
        let shown = cursor.window(self.rows.len(), height);
        let below = self.rows.len().saturating_sub(shown.end);
        more::on_frame(frame, Rect { height: list.height + 1, ..list }, shown.start, below, theme);
        for (y, position) in (list.y..list.bottom()).zip(shown) {
            let line = Rect { y, height: 1, ..list };
            match self.rows.get(position) {
                Some(Row::Heading(heading)) => {
                    frame.render_widget(Line::styled(*heading, theme.style(Role::Strong)), line);
                }
                Some(Row::Entry(index)) => {
                    hit::put(line, || Target::Spot(position));
                    draw_entry(frame, line, &self.entries[*index], position == self.cursor.at, theme);
                }
                None => {}
            }
        }
        let said = match self.chosen() {
            None => no_match(self.query.value(), &self.entries, &self.closest, usize::from(foot.width)),
            Some(entry) => entry.reason(),
        };
        frame.render_widget(Line::styled(text::fit(&said, usize::from(foot.width)), theme.style(Role::Warn)), foot);
    }
}
