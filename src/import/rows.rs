//! The records of a file one after the other, with the row number a spreadsheet shows.

use std::io;
use std::path::Path;

use csv::{ByteRecord, StringRecord};
use encoding_rs::WINDOWS_1252;

use super::decode::Text;
use super::sniff::{Shape, line_breaks};

/// Reads records into one reused buffer.
pub(super) struct Rows {
    reader: csv::Reader<Text>,
    record: StringRecord,
    row: u64,
    /// Line breaks inside quoted cells so far: they are lines of the file, but no rows.
    inner: u64,
}

impl Rows {
    /// Opens the file at its first record.
    pub(super) fn open(path: &Path, shape: Shape) -> io::Result<Self> {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(shape.delimiter)
            .quoting(shape.quoting)
            .terminator(csv::Terminator::Any(shape.row_end))
            .buffer_capacity(64 * 1024)
            .from_reader(Text::open(path, shape)?);
        Ok(Self { reader, record: StringRecord::new(), row: 0, inner: 0 })
    }

    /// Goes to the next record; false at the end.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        let before = self.reader.position().line();
        let mut bytes = std::mem::take(&mut self.record).into_byte_record();
        let more = self.reader.read_byte_record(&mut bytes).map_err(io::Error::other)?;
        if more {
            self.count(before, &bytes);
        }
        self.record = StringRecord::from_byte_record(bytes).unwrap_or_else(|error| repaired(&error.into_byte_record()));
        Ok(more)
    }

    /// csv passes over blank lines, a spreadsheet counts them: the row follows from the lines read, without those in cells.
    fn count(&mut self, before: u64, bytes: &ByteRecord) {
        let after = self.reader.position().line();
        if after - before != 1 {
            self.inner += line_breaks(bytes.as_slice()) as u64;
        }
        self.row = (after - 1).saturating_sub(self.inner).max(self.row + 1);
    }

    /// The cells of the current record.
    pub(super) fn cells(&self) -> &StringRecord {
        &self.record
    }

    /// The cells of the current record in a list of their own, without the carriage return of a line end.
    pub(super) fn owned_cells(&self) -> Vec<String> {
        self.record.iter().map(|cell| cell.trim_end_matches('\r').to_owned()).collect()
    }

    /// The row of the current record; the first line is row 1.
    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// Bytes of text gone through so far.
    pub(super) fn text_bytes(&self) -> u64 {
        self.reader.position().byte()
    }

    /// Bytes taken from the file so far.
    pub(super) fn bytes_read(&self) -> u64 {
        self.reader.get_ref().bytes_read()
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
