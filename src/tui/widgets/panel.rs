//! A part of a screen with its heading: a frame where there is room, a ruled line where there is not.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

use crate::tui::look::{Role, Theme, text};

/// What stands around a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A frame on all sides.
    Frame,
    /// One ruled line with the heading.
    Rule,
}

impl Edge {
    /// The edge that suits a screen's area: frames cost two lines and four columns, so small windows go without.
    pub fn of(area: Rect) -> Self {
        if area.width >= 110 && area.height >= 26 { Self::Frame } else { Self::Rule }
    }
}

/// Draws the edge with a heading to the left and a note to the right, and returns the room inside.
pub fn draw(frame: &mut Frame<'_>, area: Rect, edge: Edge, title: &str, note: &str, theme: Theme) -> Rect {
    draw_as(frame, area, (edge, Role::Frame), (title, note), theme)
}

/// The room inside an edge.
pub fn inside(area: Rect, edge: Edge) -> Rect {
    match edge {
        _ if area.is_empty() => Rect::ZERO,
        Edge::Frame => {
            let inner = Block::bordered().inner(area);
            // One blank cell between frame and text.
            Rect { x: inner.x.saturating_add(1).min(area.right()), width: inner.width.saturating_sub(2), ..inner }
        }
        Edge::Rule => Rect { y: area.y + 1, height: area.height - 1, ..area },
    }
}

/// The same around the part of the screen that has the keys.
pub fn draw_focused(frame: &mut Frame<'_>, area: Rect, edge: Edge, title: &str, note: &str, theme: Theme) -> Rect {
    draw_as(frame, area, (edge, Role::Focus), (title, note), theme)
}

/// Makes the current one of a row of tabs bright and the others dim: it stands between `»` and `«`.
pub fn accent_tabs(frame: &mut Frame<'_>, line: Rect, theme: Theme) {
    let buffer = frame.buffer_mut();
    let line = Rect { height: line.height.min(1), ..line }.intersection(buffer.area);
    let places = |sign: &str| line.positions().find(|at| buffer[*at].symbol() == sign).map(|at| at.x);
    let (Some(from), Some(to)) = (places("»"), places("«")) else { return };
    for at in line.positions() {
        let cell = &mut buffer[at];
        if (from..=to).contains(&at.x) {
            cell.set_style(Style::reset().patch(theme.style(Role::Text)).patch(theme.style(Role::Here)));
        } else if cell.symbol().chars().all(char::is_alphanumeric) {
            cell.set_style(Style::reset().patch(theme.style(Role::Text)).patch(theme.style(Role::Quiet)));
        }
    }
}

fn draw_as(
    frame: &mut Frame<'_>,
    area: Rect,
    (edge, role): (Edge, Role),
    (title, note): (&str, &str),
    theme: Theme,
) -> Rect {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return Rect::ZERO;
    }
    let cells = usize::from(area.width);
    // The note gives way before the heading does.
    let title = text::fit(title, cells.saturating_sub(6));
    let room = cells.saturating_sub(text::width(&title) + 9);
    let note = if text::width(note) <= room { note } else { "" };
    let dash = |count: usize| Span::styled("─".repeat(count), theme.style(role));
    let (first, last) = match edge {
        Edge::Frame if area.width > 1 => ("┌─", "─┐"),
        _ => ("──", "──"),
    };
    let named = |text: &str, role| {
        let text = if text.is_empty() { String::new() } else { format!(" {text} ") };
        Span::styled(text, theme.style(role))
    };
    let (title, note) = (named(&title, Role::Strong), named(note, Role::Quiet));
    let between = cells.saturating_sub(title.width() + note.width() + 4);
    let edge_of = |text: &'static str| Span::styled(text, theme.style(role));
    let line = Line::from(vec![edge_of(first), title, dash(between), note, edge_of(last)]);
    if edge == Edge::Frame {
        frame.render_widget(Block::bordered().border_style(theme.style(role)), area);
    }
    frame.render_widget(line, Rect { height: 1, ..area });
    inside(area, edge)
}
