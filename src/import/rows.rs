//! The records of a file one after the other, with the row number a spreadsheet shows.
//!
//! A quoted cell may hold line breaks, so a stray quote mark can make a cell of everything up to the next one. The reader
//! therefore looks ahead: a record of several lines is one only where its quotes are clean and the lines inside do not look
//! like rows themselves. Otherwise its first line is damaged, alone, and reading continues with the next row.
//!
//! Worked example: in `mia,"Mia,10 / zoe,"Zoë",20` the mark before `Mia` closes in the next line, before `Zoë`, where
//! neither a delimiter nor a line end follows. So line 1 is damaged and line 2 is read on its own.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use csv::{ByteRecord, StringRecord};
use encoding_rs::WINDOWS_1252;

use super::decode::Text;
use super::pattern::Pattern;
use super::sniff::Shape;
use super::split::{bare, split};

/// Lines read before the first record, to learn what a row looks like.
const LEARNED: usize = 100;

/// A cell with more line breaks than this began with a stray quote mark.
const LONGEST_CELL_LINES: usize = 400;

/// Most bytes of one record that are searched for the end of a cell.
const LONGEST_RECORD: usize = 1024 * 1024;

/// Most bytes of lines to read ahead.
const MOST_AHEAD: usize = 4 * LONGEST_RECORD;

/// Reads records into one reused buffer.
pub(super) struct Rows {
    source: BufReader<Text>,
    delimiter: u8,
    row_end: u8,
    pattern: Pattern,
    /// Lines read and not yet passed, without their line feed.
    ahead: VecDeque<Vec<u8>>,
    /// Bytes of those lines.
    waiting: usize,
    ended: bool,
    record: StringRecord,
    row: u64,
    lines: u64,
    bytes: u64,
    damaged: Option<u64>,
    /// Cells of the damaged line.
    record_width: usize,
}

/// What the next lines hold.
enum Next {
    /// A record of so many lines.
    Record(usize),
    /// A first line with a stray quote mark.
    Damaged,
}

impl Rows {
    /// Opens the file at its first record.
    pub(super) fn open(path: &Path, shape: Shape) -> io::Result<Self> {
        let mut rows = Self {
            source: BufReader::with_capacity(64 * 1024, Text::open(path, shape)?),
            delimiter: shape.delimiter,
            row_end: shape.row_end,
            pattern: Pattern::default(),
            ahead: VecDeque::new(),
            waiting: 0,
            ended: false,
            record: StringRecord::new(),
            row: 0,
            lines: 0,
            bytes: 0,
            damaged: None,
            record_width: 0,
        };
        rows.look_ahead(LEARNED)?;
        let lines: Vec<&[u8]> = rows.ahead.iter().map(Vec::as_slice).collect();
        rows.pattern = Pattern::learned(&lines, rows.delimiter);
        Ok(rows)
    }

    /// Goes to the next record; false at the end. Blank lines are rows to a spreadsheet, and no records.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        self.damaged = None;
        let mut bytes = std::mem::take(&mut self.record).into_byte_record();
        loop {
            if self.look_ahead(1)? == 0 {
                self.record = StringRecord::new();
                return Ok(false);
            }
            self.row += 1;
            if !self.ahead.front().is_some_and(Vec::is_empty) {
                break;
            }
            self.pass(1);
        }
        match self.next(0, &mut bytes)? {
            Next::Record(lines) => self.pass(lines),
            Next::Damaged => {
                self.damaged = Some(self.lines + 1);
                if let Some(line) = self.ahead.front() {
                    bare(line, self.delimiter, &mut bytes);
                }
                self.record_width = bytes.len();
                self.pass(1);
                self.pass_fragments()?;
            }
        }
        self.record = StringRecord::from_byte_record(bytes).unwrap_or_else(|error| repaired(&error.into_byte_record()));
        Ok(true)
    }

    /// The line of the file with a stray quote mark, where the current record is such a line: its cells stand as they are
    /// between delimiters, and cannot be trusted.
    pub(super) fn damaged(&self) -> Option<u64> {
        self.damaged
    }

    /// The cells of the current record.
    pub(super) fn cells(&self) -> &StringRecord {
        &self.record
    }

    /// The cells of the current record in a list of their own.
    pub(super) fn owned_cells(&self) -> Vec<String> {
        self.record.iter().map(str::to_owned).collect()
    }

    /// The row of the current record; the first line is row 1.
    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// Bytes of text gone through so far.
    pub(super) fn text_bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes taken from the file so far.
    pub(super) fn bytes_read(&self) -> u64 {
        self.source.get_ref().bytes_read()
    }

    /// Reads the record that begins so many lines ahead.
    fn next(&mut self, start: usize, cells: &mut ByteRecord) -> io::Result<Next> {
        let Some(first) = self.ahead.get(start) else { return Ok(Next::Damaged) };
        let mut found = split(first, self.delimiter, cells);
        if found.is_closed {
            let fits = !self.pattern.is_known() || self.pattern.has_width(cells.len());
            let is_sound = fits || (found.is_clean && !self.lost_its_mark(start + 1)?);
            return Ok(if is_sound { Next::Record(1) } else { Next::Damaged });
        }
        let (mut text, mut lines) = (first.clone(), 1);
        while !found.is_closed {
            let is_too_long = lines > LONGEST_CELL_LINES || text.len() > LONGEST_RECORD;
            if is_too_long || self.look_ahead(start + lines + 1)? <= start + lines {
                return Ok(Next::Damaged);
            }
            let Some(line) = self.ahead.get(start + lines) else { return Ok(Next::Damaged) };
            text.push(b'\n');
            text.extend_from_slice(line);
            lines += 1;
            // Without a mark the line cannot end the cell.
            if line.contains(&b'"') {
                found = split(&text, self.delimiter, cells);
            }
        }
        let inside = self.ahead.iter().skip(start + 1).take(lines - 1).map(Vec::as_slice);
        let is_one = found.is_clean
            && (!self.pattern.is_known() || cells.len() >= self.pattern.width())
            && !self.pattern.are_rows(inside, self.delimiter);
        Ok(if is_one { Next::Record(lines) } else { Next::Damaged })
    }

    /// Whether a line that is too short for a row began a cell whose opening mark is gone: then its closing mark stands
    /// alone, before the next row.
    fn lost_its_mark(&mut self, from: usize) -> io::Result<bool> {
        let mut cells = ByteRecord::new();
        for lines in from..from + LONGEST_CELL_LINES {
            if self.look_ahead(lines + 1)? <= lines {
                break;
            }
            let Some(line) = self.ahead.get(lines) else { break };
            let found = split(line, self.delimiter, &mut cells);
            if !found.is_plain {
                return Ok(true);
            }
            if !found.is_closed || self.pattern.has_width(cells.len()) {
                break;
            }
        }
        Ok(false)
    }

    /// Passes the lines that belong to a damaged record: those before the next one that begins a row.
    fn pass_fragments(&mut self) -> io::Result<()> {
        let mut lines = 0;
        let mut joined = self.record_width;
        let mut cells = ByteRecord::new();
        while lines <= LONGEST_CELL_LINES && self.look_ahead(lines + 1)? > lines {
            let Some(line) = self.ahead.get(lines) else { break };
            let found = split(line, self.delimiter, &mut cells);
            // A stray mark never removes a cell, so a damaged line with too few cells continues on the next line.
            let width = if found.is_whole() { cells.len() } else { line.split(|byte| *byte == self.delimiter).count() };
            let with_line = joined + width.saturating_sub(1);
            let is_short = !self.pattern.has_width(joined) && joined < self.pattern.width();
            let goes_on = is_short && (self.pattern.is_uniform() || with_line <= self.pattern.width());
            joined = with_line;
            let begins = if goes_on {
                false
            } else if found.is_closed {
                found.is_whole() && self.pattern.has_width(cells.len()) && !line.is_empty()
            } else {
                let is_shaped = self.pattern.is_row(line, self.delimiter);
                found.is_plain && (is_shaped || matches!(self.next(lines, &mut cells)?, Next::Record(_)))
            };
            if begins {
                self.pass(lines);
                return Ok(());
            }
            lines += 1;
        }
        // No row follows, so nothing shows that the lines belong to the damaged one. Each is read on its own.
        if self.look_ahead(lines + 1)? <= lines && self.ended && lines <= LONGEST_CELL_LINES && self.pattern.is_known()
        {
            self.pass(lines);
        }
        Ok(())
    }

    /// Leaves lines behind.
    fn pass(&mut self, lines: usize) {
        for line in self.ahead.drain(..lines.min(self.ahead.len())) {
            self.lines += 1;
            self.waiting -= line.len();
            self.bytes += line.len() as u64 + 1;
        }
    }

    /// Reads on until so many lines wait, or as many as memory is given for; returns how many do.
    fn look_ahead(&mut self, lines: usize) -> io::Result<usize> {
        while self.ahead.len() < lines && !self.ended && (self.waiting < MOST_AHEAD || self.ahead.is_empty()) {
            let mut line = Vec::new();
            if self.source.read_until(self.row_end, &mut line)? == 0 {
                self.ended = true;
                break;
            }
            if line.last() == Some(&self.row_end) {
                line.pop();
            }
            // A carriage return before the line feed; inside a cell it is blank space like the line break itself.
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            self.waiting += line.len();
            self.ahead.push_back(line);
        }
        Ok(self.ahead.len())
    }
}

/// A record with a byte that is no UTF-8 was written on Windows: its cells are read as such, the row is kept.
fn repaired(bytes: &ByteRecord) -> StringRecord {
    bytes
        .iter()
        .map(|cell| match std::str::from_utf8(cell) {
            Ok(text) => text.to_owned(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::lengths::too_long;
    use super::*;

    fn rows(text: &[u8]) -> (tempfile::TempDir, Rows) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.csv");
        std::fs::write(&path, text).expect("the file is written");
        let shape = Shape::of(text, true).expect("text");
        let rows = Rows::open(&path, shape).expect("the file opens");
        (folder, rows)
    }

    #[test]
    fn long_lines_wait_in_a_few_megabytes() {
        let wide = format!("user,{}\n", ["x".repeat(900_000), "x".repeat(900_000)].join(","));
        let (_folder, mut rows) = rows(format!("handle,a,b\n{}", wide.repeat(20)).as_bytes());
        let mut count = 0;
        while rows.advance().expect("a row") {
            assert!(rows.waiting < MOST_AHEAD + wide.len(), "{} bytes wait", rows.waiting);
            assert_eq!(rows.damaged(), None);
            count += 1;
        }
        assert_eq!((count, rows.waiting), (21, 0));
    }

    #[test]
    fn a_cell_of_line_breaks_without_end_costs_its_lines_and_no_memory() {
        let breaks = format!("{}\n", "y".repeat(60)).repeat(200_000);
        let text = format!("handle,bio\nmia,ok\nzoe,\"{breaks}\"\nlea,ok\n");
        let (_folder, mut rows) = rows(text.as_bytes());
        let mut whole = Vec::new();
        while rows.advance().expect("a row") {
            assert!(rows.waiting <= MOST_AHEAD, "{} bytes wait", rows.waiting);
            if rows.damaged().is_none() && rows.cells().len() == 2 {
                whole.push(rows.cells()[0].to_owned());
            }
        }
        assert_eq!(whole, ["handle", "mia", "lea"]);
    }

    #[test]
    fn a_record_without_end_in_a_file_of_quoted_lines_names_where_it_begins() {
        let row = "\"mia,Mia,10,de,skin\";\n";
        let endless = format!("{}\n", "y".repeat(60)).repeat(400_000);
        let text = format!("\"handle,name,followers,country,niche\";\n{}\"zoe,{endless}", row.repeat(150));
        let (_folder, mut rows) = rows(text.as_bytes());
        let fault = loop {
            match rows.advance() {
                Ok(true) => {}
                Ok(false) => panic!("the file was read to its end"),
                Err(fault) => break fault,
            }
        };
        assert_eq!(too_long(&fault).map(|found| found.line), Some(152));
    }
}
