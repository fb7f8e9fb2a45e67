//! What a row of a file looks like: how many cells it has, and in which of them figures, links and addresses stand.

use std::collections::BTreeMap;

use csv::ByteRecord;

use super::split::{bare, split};

/// A row with so few cells looks like a line of text, unless one of its cells has a recognizable pattern.
const TELLING_WIDTH: usize = 4;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Figure,
    Link,
    Address,
    Words,
}

impl Content {
    fn of(cell: &[u8]) -> Self {
        let has = |wanted: &[u8]| cell.windows(wanted.len()).any(|part| part == wanted);
        let letters = cell.iter().filter(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
        if has(b"://") {
            Self::Link
        } else if has(b"@") && has(b".") && !cell.contains(&b' ') {
            Self::Address
        } else if letters <= 3 && cell.iter().any(u8::is_ascii_digit) {
            Self::Figure
        } else {
            Self::Words
        }
    }
}

/// The rows of a file as its first lines show them.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    width: usize,
    /// The widths that rows have, the commonest among them.
    widths: Vec<usize>,
    /// Per column what its cells are, where they are all the same and more than words.
    told: Vec<Option<Content>>,
}

impl Pattern {
    /// Learns from the first lines. Where a quote mark is astray, the lines behind it are taken one by one, and none of their
    /// widths is as common as that of the rows.
    pub(super) fn learned(lines: &[&[u8]], delimiter: u8) -> Self {
        let mut records = Vec::new();
        let mut rest = lines;
        while let Some((first, behind)) = rest.split_first() {
            rest = behind;
            if first.is_empty() {
                continue;
            }
            let (mut text, mut cells, mut taken) = (first.to_vec(), ByteRecord::new(), 0);
            let mut found = split(&text, delimiter, &mut cells);
            while !found.is_closed
                && let Some(line) = behind.get(taken)
            {
                text.push(b'\n');
                text.extend_from_slice(line);
                taken += 1;
                found = split(&text, delimiter, &mut cells);
            }
            if found.is_whole() {
                records.push(cells);
                rest = behind.get(taken..).unwrap_or_default();
            }
        }
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for record in &records {
            *counts.entry(record.len()).or_default() += 1;
        }
        let Some(width) = counts.iter().max_by_key(|(width, count)| **width * **count).map(|(width, _)| *width) else {
            return Self::default();
        };
        let common = |count: usize| count > 2 && count * 10 >= records.len();
        let widths = counts.iter().filter(|(other, count)| **other == width || (**other > 1 && common(**count)));
        let widths = widths.map(|(width, _)| *width).collect();
        // The first one may be the header.
        let rows: Vec<&ByteRecord> = records.iter().filter(|record| record.len() == width).skip(1).collect();
        let told = (0..width).map(|column| {
            let mut cells = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.trim_ascii().is_empty());
            let first = Content::of(cells.next()?);
            (first != Content::Words && cells.all(|cell| Content::of(cell) == first)).then_some(first)
        });
        Self { width, widths, told: told.collect() }
    }

    /// Whether rows have more than one cell, so that the number of cells is informative.
    pub(super) fn is_known(&self) -> bool {
        self.width > 1
    }

    /// Cells that most rows have.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Whether all rows have the same number of cells.
    pub(super) fn is_uniform(&self) -> bool {
        self.widths.len() == 1
    }

    /// Whether rows of so many cells are common.
    pub(super) fn has_width(&self, width: usize) -> bool {
        self.widths.contains(&width)
    }

    /// Whether a line on its own looks like a row of the file, as far as its quote marks let it be seen.
    pub(super) fn is_row(&self, line: &[u8], delimiter: u8) -> bool {
        let mut cells = ByteRecord::new();
        if !split(line, delimiter, &mut cells).is_closed || cells.len() != self.width {
            bare(line, delimiter, &mut cells);
        }
        if cells.len() != self.width {
            return false;
        }
        let mut matches = 0;
        for (cell, told) in cells.iter().zip(&self.told) {
            let cell = cell.trim_ascii();
            match told {
                Some(_) if cell.is_empty() => {}
                Some(told) if Content::of(cell) == *told => matches += 1,
                Some(_) => return false,
                None => {}
            }
        }
        matches > 0 || (self.told.iter().all(Option::is_none) && self.width >= TELLING_WIDTH)
    }

    /// Whether all these lines look like rows: then the quote mark before them belongs to no row here. The last one, which holds
    /// the closing mark, counts only where it reads cleanly on its own.
    pub(super) fn are_rows<'a>(&self, lines: impl Iterator<Item = &'a [u8]>, delimiter: u8) -> bool {
        let mut lines: Vec<&[u8]> = lines.filter(|line| !line.trim_ascii().is_empty()).collect();
        let mut cells = ByteRecord::new();
        if lines.last().is_some_and(|line| !split(line, delimiter, &mut cells).is_whole()) {
            lines.pop();
        }
        self.is_known() && !lines.is_empty() && lines.iter().all(|line| self.is_row(line, delimiter))
    }
}
