//! A sheet of lines: labeled facts, sentences and tables, laid out for a width. Used on screen and for printed text.

use crate::tui::look::{Role, text};
use crate::tui::widgets::grid::{self, Align, Cell, Column};

/// A piece of a line with its color role.
pub type Run = (String, Role);

/// Width of the labels, unless a page wants another.
const LABELS: usize = 12;
/// Lines of prose are never wider than this, however wide the sheet is.
const PROSE: usize = 118;
/// Narrower sheets omit the source of each fact.
const ORIGINS: usize = 50;

/// Lines laid out for a width.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Width of a line.
    pub cells: usize,
    /// Width of the labels.
    pub labels: usize,
    /// The lines.
    pub lines: Vec<Vec<Run>>,
    /// The lines the cursor can stop at.
    pub rows: Vec<usize>,
}

impl Sheet {
    /// An empty sheet of this width.
    pub fn new(cells: usize) -> Self {
        Self { cells: cells.max(1), labels: LABELS, ..Self::default() }
    }

    /// Width of facts and prose, which nobody likes to read across a whole wide window.
    fn prose(&self) -> usize {
        self.cells.min(PROSE)
    }

    /// Lets the cursor stop at the line that is added next.
    pub fn stop(&mut self) {
        self.rows.push(self.lines.len());
    }

    /// A labeled fact, wrapped with its line breaks kept. An empty value is unknown and shows as `-`.
    pub fn fact(&mut self, label: &str, said: &str, role: Role) {
        let labels = self.labels.min(self.cells / 3);
        let said = if said.is_empty() { "-" } else { said };
        for (index, line) in text::wrapped_parts(said, self.prose().saturating_sub(labels)).into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            self.lines.push(vec![(text::left(label, labels), Role::Quiet), (line, role)]);
        }
    }

    /// A short fact, with its source at the right if there is room.
    pub fn sourced(&mut self, label: &str, said: &str, role: Role, origin: &str) {
        let said = if said.is_empty() { "-" } else { said };
        let room = self.prose().saturating_sub(self.labels + text::width(said) + 3);
        if self.cells < ORIGINS || origin.is_empty() || said == "-" || room < 8 {
            return self.fact(label, said, role);
        }
        let origin = text::right(&text::fit(origin, room), room + 3);
        self.lines.push(vec![
            (text::left(label, self.labels), Role::Quiet),
            (said.to_owned(), role),
            (origin, Role::Quiet),
        ]);
    }

    /// A wrapped sentence.
    pub fn sentence(&mut self, said: &str, role: Role) {
        self.marked("", said, role);
    }

    /// Text wrapped with its line breaks kept, with a prefix on the first line only.
    pub fn marked(&mut self, word: &str, said: &str, role: Role) {
        let indent = if word.is_empty() { 0 } else { text::width(word) + 2 };
        for (index, line) in text::wrapped_parts(said, self.prose().saturating_sub(indent)).into_iter().enumerate() {
            let word = if index == 0 { word } else { "" };
            let mut runs = vec![(line, if indent == 0 { role } else { Role::Text })];
            if indent > 0 {
                runs.insert(0, (text::left(word, indent), role));
            }
            self.lines.push(runs);
        }
    }

    /// A line as it is, cut at the end of the sheet.
    pub fn put(&mut self, said: &str, role: Role) {
        self.lines.push(vec![(text::fit(said, self.cells), role)]);
    }

    /// The heading of a table.
    pub fn header(&mut self, columns: &[Column]) {
        let cells: Vec<Cell> = columns.iter().map(|column| Cell::with(column.title.clone(), Role::Quiet)).collect();
        self.push_cells(columns, &cells);
    }

    /// A table row that the cursor can stop at.
    pub fn row(&mut self, columns: &[Column], cells: &[Cell]) {
        self.stop();
        self.push_cells(columns, cells);
    }

    fn push_cells(&mut self, columns: &[Column], cells: &[Cell]) {
        let widths = grid::widths(columns, u16::try_from(self.cells).unwrap_or(u16::MAX));
        let mut runs: Vec<Run> = Vec::new();
        for ((column, width), cell) in columns.iter().zip(widths).zip(cells).filter(|((_, width), _)| *width > 0) {
            if !runs.is_empty() {
                runs.push(("  ".to_owned(), Role::Text));
            }
            let fitted = match column.align {
                Align::Left => text::left(&cell.text, usize::from(width)),
                Align::Right => text::right(&cell.text, usize::from(width)),
            };
            runs.push((fitted, cell.role));
        }
        self.lines.push(runs);
    }

    /// The lines as plain text.
    pub fn text(&self) -> impl Iterator<Item = String> {
        let plain =
            |runs: &Vec<Run>| runs.iter().map(|(said, _)| said.as_str()).collect::<String>().trim_end().to_owned();
        self.lines.iter().map(plain)
    }
}
