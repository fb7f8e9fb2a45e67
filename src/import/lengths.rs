//! The longest a cell and a line may be. A file that someone damaged or made up can hold a line of gigabytes; it is refused
//! while it is read, before anything grows with it.

use std::io;

use super::sniff::Shape;

/// The longest cell: a spreadsheet holds 32,767 characters, and the longest caption has a few thousand.
const LONGEST_CELL: usize = 1024 * 1024;

/// The longest line, quoted delimiters and all.
const LONGEST_LINE: usize = 16 * LONGEST_CELL;

/// Counts how long the cells and lines are that pass by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    delimiter: u8,
    row_end: u8,
    /// Lines that have begun.
    lines: u64,
    cell: usize,
    line: usize,
    /// The line in which a record of several lines began, and its bytes so far.
    record: Option<(u64, usize)>,
}

/// A cell or line is too long.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("line {line} {what}")]
pub(super) struct TooLong {
    /// The line of the file, from 1.
    pub(super) line: u64,
    /// What about it is too long, as a predicate.
    pub(super) what: &'static str,
}

impl Lengths {
    /// Counts by the marks of a file.
    pub(super) fn of(shape: Shape) -> Self {
        Self { delimiter: shape.delimiter, row_end: shape.row_end, lines: 1, cell: 0, line: 0, record: None }
    }

    /// A record begins in this line, for a reader that joins lines.
    pub(super) fn begin_record(&mut self, line: u64) {
        self.record = Some((line, 0));
    }

    /// Takes the next bytes of the file.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some((line, length)) = &mut self.record {
            *length += bytes.len();
            if *length > LONGEST_LINE {
                return Err(fault(*line, "starts a record larger than 16 MB"));
            }
        }
        for byte in bytes {
            if *byte == self.row_end {
                (self.cell, self.line) = (0, 0);
                self.lines += 1;
                continue;
            }
            self.line += 1;
            self.cell = if *byte == self.delimiter { 0 } else { self.cell + 1 };
            let what = match (self.cell > LONGEST_CELL, self.line > LONGEST_LINE) {
                (true, _) => "has a cell larger than 1 MB",
                (_, true) => "is larger than 16 MB",
                _ => continue,
            };
            return Err(fault(self.lines, what));
        }
        Ok(())
    }
}

fn fault(line: u64, what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, TooLong { line, what })
}

/// Returns what was too long to be read, if that is what an error is about.
pub(super) fn too_long(error: &io::Error) -> Option<TooLong> {
    let mut source: Option<&(dyn std::error::Error + 'static)> = error.get_ref().map(|inner| inner as _);
    while let Some(inner) = source {
        if let Some(found) = inner.downcast_ref::<TooLong>() {
            return Some(*found);
        }
        // Readers of records wrap what the file reported.
        let wrapped = inner.downcast_ref::<csv::Error>().and_then(|error| match error.kind() {
            csv::ErrorKind::Io(error) => too_long(error),
            _ => None,
        });
        if wrapped.is_some() {
            return wrapped;
        }
        source = inner.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> Shape {
        Shape::of(b"handle,name\nmia,Mia\n", true).expect("text")
    }

    #[test]
    fn a_long_cell_and_a_long_line_are_named_by_their_line() {
        let fault = |pieces: &[&[u8]]| {
            let mut lengths = Lengths::of(shape());
            pieces
                .iter()
                .find_map(|piece| lengths.pass(piece).err())
                .and_then(|error| too_long(&error))
                .map(|found| (found.line, found.what))
        };
        let half = vec![b'x'; LONGEST_CELL / 2];
        assert_eq!(fault(&[b"a,b\n", &half, b",", &half, &half, b"\n"]), None);
        assert_eq!(fault(&[b"a,b\n", &half, &half, b"x"]), Some((2, "has a cell larger than 1 MB")));
        let many: Vec<u8> = half.iter().copied().chain(*b",").cycle().take(LONGEST_LINE + 1).collect();
        assert_eq!(fault(&[b"a\nb\n", &many]), Some((3, "is larger than 16 MB")));
    }
}
