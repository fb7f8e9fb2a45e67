//! How a list looks: the panel around it, headings, rows, marks, and the box that says more about a row.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::domain::figure::counted;
use crate::tui::kit::hit::{self, Target};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{more, rows};

use super::{Item, Listed};

/// Lines of the box below a list that says more about a row.
const INFO_LINES: u16 = 6;
/// From this height of the screen on there is room for it.
const INFO_FROM: u16 = 16;

/// What stands around a list, and in its place while it has no rows.
pub struct Around<'a> {
    /// The edge that suits the whole screen.
    pub edge: Edge,
    /// The heading.
    pub title: &'a str,
    /// What stands at the right of the heading.
    pub note: String,
    /// What to say before the first answer.
    pub reading: &'a str,
    /// What to say when there is nothing.
    pub empty: String,
}

impl<T: Item> Listed<T> {
    /// Draws the panel around the list and returns the room in it. While there are no rows, a sentence stands there instead.
    pub fn draw_panel(&self, frame: &mut Frame<'_>, area: Rect, around: &Around<'_>, theme: Theme) -> Option<Rect> {
        let inner = panel::draw_focused(frame, area, around.edge, around.title, &around.note, theme);
        if !self.rows().is_empty() {
            return Some(inner);
        }
        draw_sentence(frame, inner, if self.is_known() { &around.empty } else { around.reading }, theme);
        None
    }

    /// Draws heading and rows. `cells` says what stands in the columns of a row.
    pub fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        columns: &[Column],
        theme: Theme,
        mut cells: impl FnMut(&T) -> Vec<Cell>,
    ) {
        rows::header(frame, area, columns, theme);
        let body = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
        let seen = self.seen(body);
        for (line, index) in seen.enumerate() {
            let (row, place, is_here) = (&self.rows()[index], rows::line(body, line), index == self.cursor.at);
            rows::row(frame, place, columns, &cells(row), is_here, theme);
            self.draw_mark(frame, place, index, theme);
        }
        self.draw_more(frame, body, theme);
    }

    /// Draws the rows under headings, each with the number of rows below it.
    pub fn draw_under(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        headings: &[(String, Role, usize)],
        columns: &[Column],
        theme: Theme,
        mut cells: impl FnMut(&T) -> Vec<Cell>,
    ) {
        // Every line in order: a heading by its number, or a row.
        let mut lines = Vec::new();
        for (heading, (.., rows)) in headings.iter().enumerate() {
            lines.push((Some(heading), 0));
            let first = lines.len() - heading - 1;
            lines.extend((first..first + rows).map(|row| (None, row)));
        }
        let line_of = |row| lines.iter().position(|line| *line == (None, row)).unwrap_or(0);
        // A list that begins with its first row begins with the heading above that.
        let top = if self.cursor.top == 0 { 0 } else { line_of(self.cursor.top) };
        let cursor = ListCursor { at: line_of(self.cursor.at), top };
        let seen = more::seen(cursor, area, lines.len(), 1);
        more::draw(frame, area, &seen, lines.len(), theme);
        for (down, (heading, at)) in lines.get(seen).unwrap_or_default().iter().enumerate() {
            let place = rows::line(area, down);
            match (heading.and_then(|heading| headings.get(heading)), self.rows().get(*at)) {
                (Some((said, role, _)), _) => draw_line(frame, place, said, *role, theme),
                (None, Some(row)) => {
                    let is_here = *at == self.cursor.at;
                    rows::row(frame, place, columns, &cells(row), is_here, theme);
                    self.draw_mark(frame, place, *at, theme);
                }
                (None, None) => {}
            }
        }
    }

    /// Draws the sign and the color of a row where it is marked, over the row in this place, and lets a click lead the cursor there.
    pub fn draw_mark(&self, frame: &mut Frame<'_>, place: Rect, index: usize, theme: Theme) {
        let place = place.intersection(frame.area());
        self.clickable(place, index);
        let is_marked = self.rows().get(index).is_some_and(|row| self.is_marked(row));
        if !is_marked || place.width < 2 || place.height == 0 {
            return;
        }
        if index != self.cursor.at {
            frame.buffer_mut().set_style(place, theme.style(Role::Marked));
        }
        frame.render_widget(Line::raw("*"), Rect { x: place.x + 1, width: 1, ..place });
    }

    /// Lets a click on this place lead the cursor to a row.
    pub fn clickable(&self, place: Rect, index: usize) {
        if self.rows().get(index).is_some_and(|row| !row.is_heading()) {
            hit::put(place, || Target::Select(hit::steps(self.cursor.at, index)));
        }
    }

    /// The rows on screen where they are drawn into this area, without a heading.
    pub fn seen(&self, area: Rect) -> std::ops::Range<usize> {
        self.seen_tall(area, 1)
    }

    /// The rows on screen where each takes so many lines.
    pub fn seen_tall(&self, area: Rect, tall: usize) -> std::ops::Range<usize> {
        more::seen(self.cursor, area, self.rows().len(), tall)
    }

    /// Says in the last line of the area how many rows it hides.
    pub fn draw_more(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        more::draw(frame, area, &self.seen(area), self.rows().len(), theme);
    }
}

/// Draws one line of text, cut where it does not fit.
pub fn draw_line(frame: &mut Frame<'_>, area: Rect, said: &str, role: Role, theme: Theme) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        frame.render_widget(Line::styled(text::fit(said, usize::from(area.width)), theme.style(role)), area);
    }
}

/// The room of a list, and of the box that says more about the row under the cursor: beside it in a large window, below it where
/// there are lines for it, else nowhere. `whole` is the screen's area, `room` the part of it that both share.
pub fn with_info(room: Rect, whole: Rect) -> [Rect; 2] {
    match Edge::of(whole) {
        Edge::Frame => {
            let width = (whole.width / 3).clamp(38, 60);
            room.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Length(width)]))
        }
        Edge::Rule => {
            let below = if whole.height >= INFO_FROM { INFO_LINES } else { 0 };
            room.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]))
        }
    }
}

/// How many rows of a list with a heading over its columns fit into a panel with this edge.
pub fn lines(area: Rect, edge: Edge) -> usize {
    usize::from(area.height.saturating_sub(if edge == Edge::Frame { 3 } else { 2 }))
}

/// Draws what there is to know about the row under the cursor, and says on the edge what has no room.
pub fn draw_info(frame: &mut Frame<'_>, area: Rect, edge: Edge, heading: (&str, &str), facts: &[Fact], theme: Theme) {
    let lost = fact::lost(panel::inside(area.intersection(frame.area()), edge), facts);
    let (title, note) = heading;
    let said = match counted(lost, "more line", "more lines") {
        _ if lost == 0 => note.to_owned(),
        lost if note.is_empty() => lost,
        lost => format!("{lost}; {note}"),
    };
    let inner = panel::draw(frame, area, edge, title, &said, theme);
    fact::draw(frame, inner, facts, theme);
}

/// Draws a sentence in the place of a list that is empty or still being read.
pub fn draw_sentence(frame: &mut Frame<'_>, area: Rect, sentence: &str, theme: Theme) {
    let below = Rect { y: area.y + u16::from(area.height > 2), height: area.height.saturating_sub(1), ..area };
    fact::draw(frame, below, &[Fact::new("", sentence, 0)], theme);
}
