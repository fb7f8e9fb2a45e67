//! The frame that all overlays share: centered, never larger than the screen, on a cleared background.

use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::widgets::{Block, Clear};

use crate::tui::look::{Role, Theme, text};

/// Draws an empty box of at most this size in the middle of the area and returns the room inside it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, size: (u16, u16), title: &str, theme: Theme) -> Rect {
    let area = area.intersection(frame.area());
    let outer = area.centered(Constraint::Length(size.0.min(area.width)), Constraint::Length(size.1.min(area.height)));
    frame.render_widget(Clear, outer);
    frame.buffer_mut().set_style(outer, theme.style(Role::Text));
    let cells = usize::from(outer.width.saturating_sub(4));
    let block = Block::bordered()
        .border_style(theme.style(Role::Focus))
        .title(format!(" {} ", text::fit(title, cells)))
        .title_style(theme.style(Role::Strong));
    let inner = block.inner(outer);
    frame.render_widget(block, outer);
    // A blank column on each side, where there is room for it.
    if inner.width > 4 { Rect { x: inner.x + 1, width: inner.width - 2, ..inner } } else { inner }
}
