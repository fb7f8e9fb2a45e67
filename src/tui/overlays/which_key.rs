//! The list of keys that may follow those typed so far. It takes no keys itself.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear};

use crate::domain::figure::capitalized;
use crate::tui::kit::Action;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::shown;
use crate::tui::kit::keymap::Next;
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::more;

/// Cells of one entry where there is room for several beside each other.
const COLUMN: u16 = 38;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// What it does.
    pub does: String,
    /// Whether it cannot be done now.
    pub is_dim: bool,
}

/// Draws the keys that may follow; the flag marks those not available now.
pub fn draw(frame: &mut Frame<'_>, area: Rect, title: &str, next: &[(Next, bool)], theme: Theme) {
    let entry = |(next, is_dim): &(Next, bool)| Entry {
        key: shown(next.key),
        does: next.action.map_or_else(|| "…".to_owned(), named),
        is_dim: *is_dim,
    };
    let press = |index: usize| next.get(index).map_or(Target::Cover, |(next, _)| Target::Next(next.key));
    draw_entries(frame, area, title, &next.iter().map(entry).collect::<Vec<_>>(), None, press, theme);
}

/// What an action does; a place by its name alone, because all of them are gone to: `Board (cards by stage)`.
fn named(action: Action) -> String {
    let title = action.title();
    let Some(place) = title.strip_prefix("Go to ").filter(|_| matches!(action, Action::Go(_))) else {
        return title.to_owned();
    };
    capitalized(place)
}

/// Draws a list of keys at the foot of the area, one of them with the cursor.
pub fn draw_entries(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    entries: &[Entry],
    cursor: Option<usize>,
    target: impl Fn(usize) -> Target,
    theme: Theme,
) {
    let area = area.intersection(frame.area());
    if area.is_empty() || entries.is_empty() {
        return;
    }
    let columns = (area.width / COLUMN).max(1);
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    let rows = count.div_ceil(columns).min(area.height.saturating_sub(1));
    let foot = Rect { y: area.bottom().saturating_sub(rows + 1), height: rows + 1, ..area };
    hit::cover(foot);
    frame.render_widget(Clear, foot);
    frame.buffer_mut().set_style(foot, theme.style(Role::Text));
    let block = Block::new()
        .borders(Borders::TOP)
        .border_style(theme.style(Role::Frame))
        .title(format!(" {title} … "))
        .title_style(theme.style(Role::Strong));
    let inner = block.inner(foot);
    frame.render_widget(block, foot);
    let hidden = entries.len().saturating_sub(usize::from(rows * columns));
    more::at_end(frame, Rect { height: 1, ..foot }, hidden, theme);
    let width = inner.width / columns;
    for (index, entry) in (0_u16..).zip(entries) {
        // Fill column by column, the way people read a list.
        let (column, row) = (index / rows.max(1), index % rows.max(1));
        if column >= columns {
            break;
        }
        let cell = Rect { x: inner.x + column * width, y: inner.y + row, width, height: 1 };
        let key = text::left(&entry.key, 6);
        let role = |role| theme.style(if entry.is_dim { Role::Quiet } else { role });
        let cells = usize::from(width).saturating_sub(9);
        let line = Line::from(vec![
            Span::raw(if cursor == Some(usize::from(index)) { ">" } else { " " }),
            Span::styled(key, role(Role::Key)),
            Span::styled(text::fit(&entry.does, cells), role(Role::Text)),
        ]);
        let cell = cell.intersection(inner);
        frame.render_widget(line, cell);
        hit::put(cell, || target(usize::from(index)));
        if cursor == Some(usize::from(index)) {
            frame.buffer_mut().set_style(cell, theme.style(Role::Cursor));
        }
    }
}
