//! A table: aligned columns, and the rule for which ones shrink or disappear when the terminal is narrow.
//!
//! Every column has a least and an ideal width and a priority. [`widths`] works in three steps:
//!
//! 1. Sum up the least widths, with a gap of 2 cells between columns.
//! 2. While the sum exceeds the width, hide the column with the highest priority number; on a tie, the rightmost. Priority 0 stays.
//! 3. Give the remaining cells to columns below their ideal width, from left to right.
//!
//! Worked example: `HANDLE` 12 to 20 (priority 0), `FOLLOW.` 7 (1), `ER%` 5 (2), `NICHE` 8 to 30 (3). All four need
//! 12 + 7 + 5 + 8 + 3 gaps of 2 = 38 cells.
//!
//! | cells | widths |
//! |---|---|
//! | 80 | 20, 7, 5, 30: everything at its ideal |
//! | 40 | 14, 7, 5, 8: the 2 spare cells go to `HANDLE` |
//! | 30 | 14, 7, 5, hidden: `NICHE` goes, which leaves 28 needed and 2 spare |
//! | 12 | 12, hidden, hidden, hidden |

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::kit::hit;
use crate::tui::look::{Role, Theme, text};

/// The side a column aligns to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// For words.
    Left,
    /// For numbers and money.
    Right,
}

/// A column: its heading and widths, in terminal cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// The narrowest width in which it is readable.
    pub least: u16,
    /// The width at which nothing is cut.
    pub ideal: u16,
    /// Columns with higher numbers are hidden first. 0 is never hidden.
    pub priority: u8,
    /// The side it aligns to.
    pub align: Align,
    /// Whether a text that is too long for it takes what the next column leaves free in the same row.
    pub spills: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>, least: u16, ideal: u16, priority: u8) -> Self {
        Self { title: title.into(), least, ideal, priority, align: Align::Left, spills: false }
    }

    /// A column of numbers of a fixed width.
    pub fn number(title: impl Into<String>, cells: u16, priority: u8) -> Self {
        Self { title: title.into(), least: cells, ideal: cells, priority, align: Align::Right, spills: false }
    }

    /// The same column, whose long texts take what the next one leaves free.
    pub fn spilling(self) -> Self {
        Self { spills: true, ..self }
    }
}

/// A cell: its text and its role, which sets the style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Text, already safe to show.
    pub text: String,
    /// Meaning.
    pub role: Role,
}

impl Cell {
    /// An ordinary cell.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), role: Role::Text }
    }

    /// A cell with a meaning.
    pub fn with(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role }
    }
}

/// Blank cells between columns.
pub const GAP: u16 = 2;

/// Returns the width of each column within `cells`; 0 for hidden ones.
pub fn widths(columns: &[Column], cells: u16) -> Vec<u16> {
    let mut shown: Vec<bool> = vec![true; columns.len()];
    let needed = |shown: &[bool]| {
        let used = columns.iter().zip(shown).filter(|(_, shown)| **shown);
        used.fold(0_u16, |sum, (column, _)| sum.saturating_add(column.least + GAP)).saturating_sub(GAP)
    };
    while needed(&shown) > cells {
        let last = (0..columns.len()).filter(|index| shown[*index] && columns[*index].priority > 0);
        let Some(victim) = last.max_by_key(|index| (columns[*index].priority, *index)) else { break };
        shown[victim] = false;
    }
    let mut spare = cells.saturating_sub(needed(&shown));
    columns
        .iter()
        .zip(&shown)
        .map(|(column, shown)| {
            if !shown {
                return 0;
            }
            let more = spare.min(column.ideal.saturating_sub(column.least));
            spare -= more;
            (column.least + more).min(cells)
        })
        .collect()
}

/// Returns the cells that columns of these widths occupy, each with the gap after it.
fn occupied(widths: &[u16]) -> u16 {
    widths.iter().filter(|width| **width > 0).fold(0_u16, |sum, width| sum.saturating_add(width + GAP))
}

/// Returns the area of a column in a row; empty if it is hidden.
pub fn place(columns: &[Column], at: usize, area: Rect) -> Rect {
    let widths = widths(columns, area.width);
    let Some(width) = widths.get(at) else { return Rect::ZERO };
    Rect { x: area.x.saturating_add(occupied(&widths[..at])), width: *width, ..area }.intersection(area)
}

/// Lets clicks on the headings do what these steps do; nothing where there are none.
pub fn clickable(area: Rect, columns: &[Column], steps: impl Fn(usize) -> Option<hit::Steps>) {
    for at in 0..columns.len() {
        let place = place(columns, at, Rect { height: area.height.min(1), ..area });
        // A sign may stand before a heading, and the gap behind it belongs to it.
        let place =
            Rect { width: place.width.saturating_add(GAP).min(area.right() - place.x.min(area.right())), ..place };
        if let (false, Some(steps)) = (place.width <= GAP || place.height == 0, steps(at)) {
            hit::put(place, || hit::Target::Run(steps));
        }
    }
}

/// Draws the header. `>` marks the column of the cursor.
pub fn draw_header(frame: &mut Frame<'_>, area: Rect, columns: &[Column], current: Option<usize>, theme: Theme) {
    let widths = widths(columns, area.width);
    let role = |at| if current == Some(at) { Role::Here } else { Role::Quiet };
    let cell = |(at, column): (usize, &Column)| Cell::with(column.title.clone(), role(at));
    let cells = columns.iter().enumerate().map(cell).collect::<Vec<_>>();
    let line = line(columns, &widths, &cells, None, theme);
    frame.render_widget(line, area.intersection(frame.area()));
    let Some(at) = current.filter(|at| widths.get(*at).is_some_and(|width| *width > 0)) else { return };
    let before = occupied(&widths[..at]);
    let title = u16::try_from(text::width(&columns[at].title)).unwrap_or(0);
    let indent = match columns[at].align {
        Align::Left => 0,
        Align::Right => widths[at].saturating_sub(title),
    };
    // The gap before a column, or the padding before a right-aligned heading, always leaves a cell for the `>`.
    let x = area.x.saturating_add(before + indent).saturating_sub(1);
    let sign = Rect { x, width: 1, ..area }.intersection(frame.area());
    frame.render_widget(Span::styled(">", theme.style(Role::Here)), sign);
}

/// Draws one row into the first line of the area. The style of `over` (cursor, marks) goes on top of the cells' own.
pub fn draw_row(
    frame: &mut Frame<'_>,
    area: Rect,
    columns: &[Column],
    cells: &[Cell],
    over: Option<Role>,
    theme: Theme,
) {
    let widths = spilled(columns, widths(columns, area.width), cells);
    let area = Rect { height: area.height.min(1), ..area }.intersection(frame.area());
    let line = line(columns, &widths, cells, over, theme);
    frame.render_widget(line, area);
    if let Some(role) = over {
        frame.buffer_mut().set_style(area, theme.style(role));
    }
}

/// The widths in one row, where long texts of columns that spill have taken what the next shown column leaves free.
fn spilled(columns: &[Column], mut widths: Vec<u16>, cells: &[Cell]) -> Vec<u16> {
    let needs = |at: usize| cells.get(at).map_or(0, |cell| u16::try_from(text::width(&cell.text)).unwrap_or(u16::MAX));
    for at in (0..columns.len()).filter(|at| columns[*at].spills) {
        let next = (at + 1..columns.len()).find(|next| widths[*next] > 0);
        let Some(next) = next.filter(|_| widths[at] > 0) else { continue };
        let lent = needs(at).saturating_sub(widths[at]).min(widths[next].saturating_sub(needs(next)));
        widths[at] += lent;
        widths[next] -= lent;
    }
    widths
}

fn line<'a>(columns: &[Column], widths: &[u16], cells: &[Cell], over: Option<Role>, theme: Theme) -> Line<'a> {
    let mut spans: Vec<Span<'a>> = Vec::with_capacity(columns.len() * 2);
    for ((column, width), cell) in columns.iter().zip(widths).zip(cells) {
        if *width == 0 {
            continue;
        }
        if !spans.is_empty() {
            spans.push(Span::raw(" ".repeat(usize::from(GAP))));
        }
        let fitted = match column.align {
            Align::Left => text::left(&cell.text, usize::from(*width)),
            Align::Right => text::right(&cell.text, usize::from(*width)),
        };
        // The cursor row is reversed; a second color in it would be hard to read.
        let style = if over == Some(Role::Cursor) { Style::new() } else { theme.style(cell.role) };
        spans.push(Span::styled(fitted, style));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        vec![
            Column::words("HANDLE", 12, 20, 0),
            Column::number("FOLLOW.", 7, 1),
            Column::number("ER%", 5, 2),
            Column::words("NICHE", 8, 30, 3),
        ]
    }

    #[test]
    fn a_long_text_takes_what_the_next_column_leaves_free() {
        let columns = [Column::words("", 8, 8, 0).spilling(), Column::words("", 10, 10, 1)];
        let row = |first: &str, second: &str| spilled(&columns, vec![8, 10], &[Cell::new(first), Cell::new(second)]);
        assert_eq!(row("a long title", "today"), [12, 6]);
        assert_eq!(row("a very long title", "today"), [13, 5]);
        assert_eq!(row("short", "today"), [8, 10]);
        assert_eq!(row("a long title", "ten cells."), [8, 10]);
        assert_eq!(spilled(&columns, vec![8, 0], &[Cell::new("a long title"), Cell::new("")]), [8, 0]);
    }

    #[test]
    fn hides_columns_by_priority_and_widens_from_the_left() {
        assert_eq!(widths(&columns(), 80), [20, 7, 5, 30]);
        assert_eq!(widths(&columns(), 40), [14, 7, 5, 8]);
        assert_eq!(widths(&columns(), 30), [14, 7, 5, 0]);
        assert_eq!(widths(&columns(), 12), [12, 0, 0, 0]);
        assert_eq!(widths(&columns(), 5), [5, 0, 0, 0]);
    }
}
