//! The line that says how many rows a list hides: `5 more below`. A list that hides rows gives its last line to it.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::number::grouped;
use crate::tui::look::{Role, Theme, text};

use super::list::ListCursor;
use super::rows;

/// Fewest lines of a list that gives one away.
const LEAST: u16 = 3;

/// How many of so many rows fit into an area, of which each takes `tall` lines; where they do not, the last line is not for rows.
pub fn room(area: Rect, rows: usize, tall: usize) -> usize {
    let all = usize::from(area.height) / tall.max(1);
    if rows <= all || area.height < LEAST { all } else { (usize::from(area.height) - 1) / tall.max(1) }
}

/// The rows on screen where a cursor stands in a list of so many.
pub fn seen(cursor: ListCursor, area: Rect, rows: usize, tall: usize) -> Range<usize> {
    cursor.seen(rows, room(area, rows, tall))
}

/// How many rows stand above and below those on screen, in words; nothing where none do.
pub fn words(above: usize, below: usize) -> Option<String> {
    let [before, after] = [above, below].map(|count| grouped(u64::try_from(count).unwrap_or(u64::MAX)));
    match (above, below) {
        (0, 0) => None,
        (0, _) => Some(format!("{after} more below")),
        (_, 0) => Some(format!("{before} more above")),
        (_, _) => Some(format!("{before} more above, {after} below")),
    }
}

/// Says in the last line of a list what it hides.
pub fn draw(frame: &mut Frame<'_>, area: Rect, seen: &Range<usize>, rows: usize, theme: Theme) {
    let Some(said) = words(seen.start, rows.saturating_sub(seen.end)).filter(|_| area.height >= LEAST) else { return };
    let last = rows::line(area, usize::from(area.height - 1)).intersection(frame.area());
    let said = text::fit(&format!("  {said}"), usize::from(last.width));
    frame.render_widget(Line::styled(said, theme.style(Role::Key)), last);
}

/// Says in the frame below the room of a popup what it hides.
pub fn on_frame(frame: &mut Frame<'_>, inner: Rect, above: usize, below: usize, theme: Theme) {
    on_line(frame, Rect { y: inner.bottom(), height: 1, ..inner }, (above, below), theme);
}

/// Says on a rule what the list above it hides.
pub fn on_line(frame: &mut Frame<'_>, line: Rect, (above, below): (usize, usize), theme: Theme) {
    let Some(said) = words(above, below) else { return };
    let foot =
        Rect { x: line.x.saturating_add(1), width: line.width.saturating_sub(2), ..line }.intersection(frame.area());
    let said = format!(" {} ", text::fit(&said, usize::from(foot.width).saturating_sub(2)));
    if !foot.is_empty() && text::width(&said) <= usize::from(foot.width) {
        frame.render_widget(Line::styled(said, theme.style(Role::Key)), foot);
    }
}

/// Says at the end of a rule how many entries a list below it hides that can't be scrolled.
pub fn at_end(frame: &mut Frame<'_>, line: Rect, hidden: usize, theme: Theme) {
    let Some(said) = words(0, hidden) else { return };
    let cells = u16::try_from(text::width(&said) + 2).unwrap_or(u16::MAX).min(line.width);
    on_line(frame, Rect { x: line.right() - cells, width: cells, ..line }, (0, hidden), theme);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn says_what_is_hidden() {
        assert_eq!(words(0, 0), None);
        assert_eq!(words(0, 5).as_deref(), Some("5 more below"));
        assert_eq!(words(1_200, 0).as_deref(), Some("1,200 more above"));
        assert_eq!(words(2, 5).as_deref(), Some("2 more above, 5 below"));
    }

    proptest! {
        #[test]
        fn the_cursor_is_never_hidden(at in 0_usize..60, rows in 1_usize..60, height in 1_u16..40, tall in 1_usize..3) {
            let (area, at) = (Rect::new(0, 0, 10, height), at.min(rows - 1));
            let seen = seen(ListCursor { at, top: 0 }, area, rows, tall);
            let lines = seen.len() * tall + usize::from(seen.len() < rows && height >= LEAST);
            prop_assert!(lines <= usize::from(height).max(tall), "{seen:?}");
            prop_assert!(usize::from(height) < tall || seen.contains(&at), "{seen:?}");
        }
    }
}
