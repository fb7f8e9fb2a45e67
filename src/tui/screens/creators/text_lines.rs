//! Draws lines of text in an area.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::look::{Role, Theme, text};

/// One line of an area; empty if the area isn't that high.
pub(super) fn line(area: Rect, down: u16) -> Rect {
    Rect { y: area.y.saturating_add(down).min(area.bottom()), height: u16::from(down < area.height), ..area }
}

/// Draws text, cut at the end of the area.
pub(super) fn put(frame: &mut Frame<'_>, area: Rect, said: &str, role: Role, theme: Theme) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        let said = text::fit(said, usize::from(area.width));
        frame.render_widget(Line::styled(said, theme.style(role)), area);
    }
}

/// Draws text with more text at the right end of the same line; the left one is cut first.
pub(super) fn both_sides(frame: &mut Frame<'_>, area: Rect, left: (&str, Role), right: (&str, Role), theme: Theme) {
    let cells = usize::from(area.width);
    let right_cells = text::width(right.0).min(cells);
    let room = cells.saturating_sub(right_cells + 2);
    put(frame, Rect { width: u16::try_from(room).unwrap_or(area.width), ..area }, left.0, left.1, theme);
    let start = u16::try_from(cells - right_cells).unwrap_or(0);
    put(frame, Rect { x: area.x + start, width: area.width - start, ..area }, right.0, right.1, theme);
}
