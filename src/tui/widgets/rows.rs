//! Rows of a list with `>` before the row under the cursor, so it is visible without color.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::look::{Role, Theme};

use super::grid::{self, Cell, Column};

/// Cells before each row, for the cursor's sign.
pub const GUTTER: u16 = 2;

/// Returns the room of a row's columns.
pub fn cells(area: Rect) -> Rect {
    let gutter = GUTTER.min(area.width);
    Rect { x: area.x + gutter, width: area.width - gutter, ..area }
}

/// Draws the heading line.
pub fn header(frame: &mut Frame<'_>, area: Rect, columns: &[Column], theme: Theme) {
    if !area.is_empty() {
        grid::draw_header(frame, cells(Rect { height: 1, ..area }), columns, None, theme);
    }
}

/// Draws one row into the first line of the area.
pub fn row(frame: &mut Frame<'_>, area: Rect, columns: &[Column], row: &[Cell], cursor: bool, theme: Theme) {
    let area = Rect { height: area.height.min(1), ..area }.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    grid::draw_row(frame, cells(area), columns, row, cursor.then_some(Role::Cursor), theme);
    if cursor {
        frame.render_widget(Line::raw(">"), Rect { width: 1, ..area });
        frame.buffer_mut().set_style(area, theme.style(Role::Cursor));
    }
}

/// Returns the line of an area, counted from its top; empty beyond its end.
pub fn line(area: Rect, index: usize) -> Rect {
    match u16::try_from(index) {
        Ok(index) if index < area.height => Rect { y: area.y + index, height: 1, ..area },
        _ => Rect { height: 0, ..area },
    }
}

/// Gives signs in a line the style of a meaning.
pub fn accent(frame: &mut Frame<'_>, line: Rect, is_meant: impl Fn(char) -> bool, role: Role, theme: Theme) {
    let buffer = frame.buffer_mut();
    let line = Rect { height: line.height.min(1), ..line }.intersection(buffer.area);
    for at in line.positions() {
        if buffer[at].symbol().chars().all(&is_meant) {
            buffer[at].set_style(theme.style(role));
        }
    }
}
