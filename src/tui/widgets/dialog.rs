//! The frame of a popup.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear};

use crate::tui::look::{Role, Theme, text};

/// Cells and lines that a frame takes away from what it holds.
const FRAME: u16 = 2;

/// Clears a window in the middle of the area, at most this large, and draws its frame. Returns what lies inside.
pub fn window(frame: &mut Frame<'_>, area: Rect, inner: (u16, u16), title: &str, theme: Theme) -> Rect {
    let area = area.intersection(frame.area());
    let width = inner.0.saturating_add(FRAME).min(area.width);
    let height = inner.1.saturating_add(FRAME).min(area.height);
    let at = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    frame.render_widget(Clear, at);
    frame.buffer_mut().set_style(at, theme.style(Role::Text));
    let room = usize::from(width).saturating_sub(4);
    let title = format!(" {} ", text::fit(&text::shown(title), room));
    let block =
        Block::bordered().border_style(theme.style(Role::Focus)).title(Line::styled(title, theme.style(Role::Strong)));
    let inside = block.inner(at);
    frame.render_widget(block, at);
    inside
}

/// The first of `len` lines to draw so that line `at` is among the `room` on screen, near their middle.
///
/// Computed for each frame, because drawing keeps no state about the window size.
pub fn top(at: usize, len: usize, room: usize) -> usize {
    at.saturating_sub(room / 2).min(len.saturating_sub(room))
}
