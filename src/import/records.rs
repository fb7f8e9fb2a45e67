//! The records of a file, read one after the other.

use super::layout::{Layout, Row};
use super::recipe::{Fault, Recipe, recipe, too_long};
use super::rows::Rows;
use crate::proto::column::Target;
use crate::proto::import_note::{ImportNote, Refused};
use crate::proto::ingest::{ImportKind, Record, Reject, Sourced};

/// Reads a file record by record. Rows that carry no entity of their own (line items, blank rows, totals) are passed over, so
/// that what comes out, good or rejected, is the number of rows of an import.
pub struct Records {
    rows: Rows,
    recipe: Box<dyn Recipe>,
    layout: Layout,
    headers_again: u64,
    ended: bool,
}

impl Records {
    pub(super) fn new(kind: ImportKind, rows: Rows, layout: Layout, newest: Option<i64>) -> Self {
        Self { rows, recipe: recipe(kind, newest), layout, headers_again: 0, ended: false }
    }

    /// Bytes taken from the file so far, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }

    /// What the user should know about the rows read so far; complete after the last one.
    pub fn notes(&self) -> Vec<ImportNote> {
        let mut notes = self.recipe.notes(&self.layout);
        notes.extend((self.headers_again > 0).then_some(ImportNote::HeaderAgain(self.headers_again)));
        notes
    }

    /// The cells of the row that was read last.
    pub fn cells(&self) -> Vec<String> {
        self.rows.owned_cells()
    }

    /// A row that the store refused, with its cells, as one that could not be read. Whose something is, a link says or a code.
    pub fn refused(&self, Refused { row, at, reason }: Refused, cells: Vec<String>) -> Reject {
        let at = if at == Target::Link && !self.layout.has(at) { Target::Code } else { at };
        Reject { row, column: self.column(at), reason, cells }
    }

    fn reject(&self, fault: &Fault) -> Reject {
        let column = fault.target.map(|target| self.column(target)).unwrap_or_default();
        Reject { row: self.rows.row(), column, reason: fault.reason.clone(), cells: self.cells() }
    }

    /// The name of the column of a field, empty where it has none.
    fn column(&self, target: Target) -> String {
        let column = self.layout.column(target);
        column.and_then(|column| self.layout.names.get(column)).cloned().unwrap_or_default()
    }

    /// A row with more cells than columns: an unquoted delimiter shifted all later cells, so no figure can be trusted.
    fn overlong(&self) -> Option<Fault> {
        let cells = self.rows.cells();
        let width = self.layout.width;
        if cells.len() <= width || cells.iter().skip(width).all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let reason = format!(
            "the row has {} cells and the header {width}. An unquoted delimiter inside a cell shifts the rest",
            cells.len()
        );
        Some(Fault { target: None, reason })
    }
}

impl Iterator for Records {
    type Item = Result<Sourced<Record>, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.rows.advance() {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let reason = format!("the file can't be read past this row: {error}");
                    return Some(Err(Reject {
                        row: self.rows.row() + 1,
                        column: String::new(),
                        reason,
                        cells: Vec::new(),
                    }));
                }
            }
            if let Some(line) = self.rows.damaged().filter(|_| !self.ended) {
                let reason = format!("a stray quote mark in line {line} hides where its cells end");
                return Some(Err(self.reject(&Fault { target: None, reason })));
            }
            let cells = self.rows.cells();
            if self.ended || cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if self.layout.is_header(cells) {
                self.headers_again += 1;
                continue;
            }
            if let Some(fault) = self.overlong() {
                return Some(Err(self.reject(&fault)));
            }
            let row = Row { cells, layout: &self.layout };
            if let Some((target, text, fault)) = row.too_long() {
                return Some(Err(self.reject(&too_long(target, text, fault))));
            }
            match self.recipe.read(row) {
                Ok(Some(record)) => return Some(Ok(Sourced { row: self.rows.row(), record })),
                Ok(None) => {}
                Err(fault) => return Some(Err(self.reject(&fault))),
            }
        }
        None
    }
}
