//! A table of the visible rows: aligned columns that shrink or drop out when space runs out.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::look::{Role, Theme, text};

/// On which side a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers and money.
    Right,
}

/// A column: its heading and how much room it wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Fewest cells in which it makes sense.
    pub least: u16,
    /// Cells it would like.
    pub ideal: u16,
    /// Priority when space runs out: the largest number is dropped first, 0 never.
    pub priority: u8,
    /// Side.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>, least: u16, ideal: u16, priority: u8) -> Self {
        Self { title: title.into(), least, ideal, priority, align: Align::Left }
    }

    /// A column of numbers of a fixed width.
    pub fn number(title: impl Into<String>, cells: u16, priority: u8) -> Self {
        Self { title: title.into(), least: cells, ideal: cells, priority, align: Align::Right }
    }
}

/// A cell: its text and what it means.
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
const GAP: u16 = 2;

/// Returns the width of each column in `cells`; 0 for those that do not fit. The rest of the room goes to word columns that
/// would like more, from left to right.
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

/// Returns the cells that columns of these widths take, with the gaps behind them.
fn taken(widths: &[u16]) -> u16 {
    widths.iter().filter(|width| **width > 0).fold(0_u16, |sum, width| sum.saturating_add(width + GAP))
}

/// Returns where a column stands in a row's area; empty where it does not fit.
pub fn place(columns: &[Column], at: usize, area: Rect) -> Rect {
    let widths = widths(columns, area.width);
    let Some(width) = widths.get(at) else { return Rect::ZERO };
    Rect { x: area.x.saturating_add(taken(&widths[..at])), width: *width, ..area }.intersection(area)
}

/// Draws the heading line; the cursor's column has a sign before its heading.
pub fn draw_header(frame: &mut Frame<'_>, area: Rect, columns: &[Column], current: Option<usize>, theme: Theme) {
    let widths = widths(columns, area.width);
    let role = |at| if current == Some(at) { Role::Here } else { Role::Quiet };
    let cell = |(at, column): (usize, &Column)| Cell::with(column.title.clone(), role(at));
    let cells = columns.iter().enumerate().map(cell).collect::<Vec<_>>();
    let line = line(columns, &widths, &cells, None, theme);
    frame.render_widget(line, area.intersection(frame.area()));
    let Some(at) = current.filter(|at| widths.get(*at).is_some_and(|width| *width > 0)) else { return };
    let before = taken(&widths[..at]);
    let title = u16::try_from(text::width(&columns[at].title)).unwrap_or(0);
    let indent = match columns[at].align {
        Align::Left => 0,
        Align::Right => widths[at].saturating_sub(title),
    };
    // The gap before a column, or the blanks before a heading at the right, always leave a cell for the sign.
    let x = area.x.saturating_add(before + indent).saturating_sub(1);
    let sign = Rect { x, width: 1, ..area }.intersection(frame.area());
    frame.render_widget(Span::styled(">", theme.style(Role::Here)), sign);
}

/// Draws one row into the first line of the area; `over` (cursor, marks) is laid over the cells' own meaning.
pub fn draw_row(
    frame: &mut Frame<'_>,
    area: Rect,
    columns: &[Column],
    cells: &[Cell],
    over: Option<Role>,
    theme: Theme,
) {
    let widths = widths(columns, area.width);
    let area = Rect { height: area.height.min(1), ..area }.intersection(frame.area());
    let line = line(columns, &widths, cells, over, theme);
    frame.render_widget(line, area);
    if let Some(role) = over {
        frame.buffer_mut().set_style(area, theme.style(role));
    }
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
        // The cursor row is reversed; a second color on it would be hard to read.
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
    fn columns_vanish_by_priority_and_words_take_the_rest() {
        assert_eq!(widths(&columns(), 80), [20, 7, 5, 30]);
        assert_eq!(widths(&columns(), 40), [14, 7, 5, 8]);
        assert_eq!(widths(&columns(), 30), [16, 7, 5, 0].map(|w: u16| if w == 16 { 14 } else { w }));
        assert_eq!(widths(&columns(), 12), [12, 0, 0, 0]);
        assert_eq!(widths(&columns(), 5), [5, 0, 0, 0]);
    }
}
