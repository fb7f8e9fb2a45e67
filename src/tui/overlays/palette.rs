//! The command palette: type a few letters of an action, Enter runs it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::kit::Ctx;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::{KeyCode, KeyCombination, canonical, parse, single};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::input::{TextInput, Typed};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::more;

use super::boxed;
use super::catalogue::{Entry, no_match, search};

/// The palette.
#[derive(Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    query: TextInput,
    found: Vec<usize>,
    closest: Vec<usize>,
    cursor: ListCursor,
}

/// Preferred size, and the lines not used by entries: frame, query, rule, reason.
const SIZE: (u16, u16) = (84, 26);
const OTHER_LINES: u16 = 5;

impl Palette {
    /// A palette of these actions.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        // Without a query, actions available on this screen come first.
        entries.sort_by_key(|entry| !entry.can_run());
        let found = search(&entries, "").at;
        Self { entries, query: TextInput::default(), found, closest: Vec::new(), cursor: ListCursor::default() }
    }

    fn chosen(&self) -> Option<&Entry> {
        self.entries.get(*self.found.get(self.cursor.at)?)
    }

    fn changed(&mut self) {
        let found = search(&self.entries, self.query.value());
        (self.found, self.closest) = (found.at, found.closest);
        self.cursor = ListCursor::default();
    }

    fn step(&mut self, rows: isize) -> Step {
        // The scroll offset is set in `draw`, where the height is known.
        self.cursor.step(rows, self.found.len(), self.found.len());
        Step::Stay
    }
}

impl Popup for Palette {
    fn key(&mut self, key: KeyCombination, _ctx: &Ctx) -> Step {
        let page = isize::try_from(SIZE.1 - OTHER_LINES).unwrap_or(1);
        match single(canonical(key)) {
            Some(KeyCode::Esc) => return Step::Close,
            Some(KeyCode::Down) => return self.step(1),
            Some(KeyCode::Up) => return self.step(-1),
            Some(KeyCode::PageDown) => return self.step(page),
            Some(KeyCode::PageUp) => return self.step(-page),
            Some(KeyCode::Enter) => {
                return self.chosen().filter(|entry| entry.can_run()).map_or(Step::Stay, Entry::run);
            }
            _ => {}
        }
        match Some(canonical(key)) {
            key if key == parse("ctrl-n") => self.step(1),
            key if key == parse("ctrl-p") => self.step(-1),
            _ => {
                if self.query.key(key) == Typed::Changed {
                    self.changed();
                }
                Step::Stay
            }
        }
    }

    fn point(&mut self, spot: usize, _is_double: bool, _ctx: &Ctx) -> Step {
        self.cursor.go(spot, self.found.len(), self.found.len());
        self.chosen().filter(|entry| entry.can_run()).map_or(Step::Stay, Entry::run)
    }

    fn paste(&mut self, text: &str, _ctx: &Ctx) {
        self.query.insert(text);
        self.changed();
    }

    fn hints(&self) -> &'static str {
        "↑↓ choose   Enter run   Ctrl-U clear   Esc close"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let inner = boxed::draw(frame, area, SIZE, "What do you want to do?", theme);
        let [list, foot] = draw_query(frame, inner, ":", &self.query, theme);
        draw_entries(frame, list, &self.entries, &self.found, self.cursor, theme);
        let said = match self.chosen() {
            None => no_match(self.query.value(), &self.entries, &self.closest, usize::from(foot.width)),
            Some(entry) => entry.reason(),
        };
        frame.render_widget(Line::styled(text::fit(&said, usize::from(foot.width)), theme.style(Role::Warn)), foot);
    }
}

/// Draws the line that is typed into, with its sign and a rule below, and returns the room for the list and its foot.
pub(super) fn draw_query(frame: &mut Frame<'_>, area: Rect, sign: &str, query: &TextInput, theme: Theme) -> [Rect; 2] {
    let [line, rule, list, foot] = lines(area);
    frame.render_widget(Line::styled(sign, theme.style(Role::Key)), line);
    let typed = Rect { x: line.x.saturating_add(2), width: line.width.saturating_sub(2), ..line };
    query.draw(frame, typed, true, theme);
    frame.render_widget(Line::styled("─".repeat(usize::from(rule.width)), theme.style(Role::Frame)), rule);
    [list, foot]
}

/// Splits the room of a searchable list: query, rule, list, foot. What does not fit is empty.
fn lines(inner: Rect) -> [Rect; 4] {
    let line = |from_top: u16| Rect {
        y: inner.y.saturating_add(from_top),
        height: inner.height.saturating_sub(from_top).min(1),
        ..inner
    };
    let list = Rect { y: inner.y.saturating_add(2), height: inner.height.saturating_sub(3), ..inner };
    let foot = if inner.height > 3 { line(inner.height - 1) } else { Rect::ZERO };
    [line(0), line(1), list, foot]
}

/// Draws entries with their keys at the right; unavailable ones are dim.
fn draw_entries(
    frame: &mut Frame<'_>,
    area: Rect,
    entries: &[Entry],
    found: &[usize],
    mut cursor: ListCursor,
    theme: Theme,
) {
    let height = usize::from(area.height);
    cursor.go(cursor.at, found.len(), height);
    let shown = cursor.window(found.len(), height);
    let (above, below) = (shown.start, found.len().saturating_sub(shown.end));
    more::on_frame(frame, Rect { height: area.height + 1, ..area }, above, below, theme);
    for (y, position) in (area.y..area.bottom()).zip(shown) {
        let Some(entry) = found.get(position).and_then(|index| entries.get(*index)) else { continue };
        let line = Rect { y, height: 1, ..area };
        hit::put(line, || Target::Spot(position));
        draw_entry(frame, line, entry, position == cursor.at, theme);
    }
}

/// Draws one entry into a line: cursor sign, title, keys.
pub fn draw_entry(frame: &mut Frame<'_>, line: Rect, entry: &Entry, is_chosen: bool, theme: Theme) {
    let keys = entry.keys.join("  ");
    let cells = usize::from(line.width);
    let keys = text::fit(&keys, cells / 2);
    let title = text::left(entry.title, cells.saturating_sub(text::width(&keys) + 3));
    let role = if entry.can_run() { Role::Text } else { Role::Quiet };
    let spans = vec![
        Span::raw(if is_chosen { "> " } else { "  " }),
        Span::styled(title, theme.style(role)),
        Span::raw(" "),
        Span::styled(keys, theme.style(if entry.can_run() { Role::Key } else { Role::Quiet })),
    ];
    frame.render_widget(Line::from(spans), line);
    if is_chosen {
        let line = line.intersection(frame.area());
        frame.buffer_mut().set_style(line, theme.style(Role::Cursor));
    }
}
