//! A record cut into its cells.

use csv::ByteRecord;

/// What cutting a piece of text into cells met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// No quoted cell is open at the end.
    pub(super) is_closed: bool,
    /// Behind each closing quote mark stands a delimiter or the end.
    pub(super) is_clean: bool,
    /// No quote mark stands inside a cell that is not quoted.
    pub(super) is_plain: bool,
}

impl Split {
    /// Whether nothing about the quote marks is odd.
    pub(super) fn is_whole(self) -> bool {
        self.is_closed && self.is_clean && self.is_plain
    }
}

/// Cuts text into cells: a quote mark at the start of a cell holds it together up to the next one, two of them are one in
/// the text. What follows a closing mark belongs to the cell, as spreadsheets read it.
pub(super) fn split(text: &[u8], delimiter: u8, cells: &mut ByteRecord) -> Split {
    cells.clear();
    let mut found = Split { is_closed: true, is_clean: true, is_plain: true };
    if !text.contains(&b'"') {
        text.split(|byte| *byte == delimiter).for_each(|cell| cells.push_field(cell));
        return found;
    }
    let mut cell = Vec::new();
    let mut rest = text;
    loop {
        cell.clear();
        let quoted = rest.strip_prefix(b"\"");
        if let Some(inside) = quoted {
            rest = inside;
            found.is_closed = false;
            while let Some(at) = rest.iter().position(|byte| *byte == b'"') {
                let (part, after) = rest.split_at(at);
                cell.extend_from_slice(part);
                rest = after.get(1..).unwrap_or_default();
                let Some(behind) = rest.strip_prefix(b"\"") else {
                    found.is_closed = true;
                    break;
                };
                cell.push(b'"');
                rest = behind;
            }
            if !found.is_closed {
                cell.extend_from_slice(rest);
                cells.push_field(&cell);
                return found;
            }
        }
        let end = rest.iter().position(|byte| *byte == delimiter).unwrap_or(rest.len());
        let (tail, after) = rest.split_at(end);
        match quoted {
            Some(_) => found.is_clean &= tail.trim_ascii().is_empty(),
            None => found.is_plain &= !tail.contains(&b'"'),
        }
        cell.extend_from_slice(tail);
        cells.push_field(&cell);
        match after.split_first() {
            Some((_, behind)) => rest = behind,
            None => return found,
        }
    }
}

/// Cuts a line at each delimiter, whatever its quote marks say, and leaves the marks where they stand.
pub(super) fn bare(line: &[u8], delimiter: u8, cells: &mut ByteRecord) {
    cells.clear();
    line.split(|byte| *byte == delimiter).for_each(|cell| cells.push_field(cell));
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("mia,10", &["mia", "10"], (true, true, true))]
    #[case("\"a, b\",10,", &["a, b", "10", ""], (true, true, true))]
    #[case("\"say \"\"hi\"\"\",\"\"", &["say \"hi\"", ""], (true, true, true))]
    #[case("\"a\" ,1", &["a ", "1"], (true, true, true))]
    #[case("\"Mia,\"Mia B\",1", &["Mia,Mia B\"", "1"], (true, false, true))]
    #[case("5'2\",1", &["5'2\"", "1"], (true, true, false))]
    #[case("mia,\"open, 1", &["mia", "open, 1"], (false, true, true))]
    fn cells_end_at_delimiters(#[case] text: &str, #[case] cells: &[&str], #[case] state: (bool, bool, bool)) {
        let mut record = ByteRecord::new();
        let found = split(text.as_bytes(), b',', &mut record);
        assert_eq!(record.iter().map(|cell| String::from_utf8_lossy(cell)).collect::<Vec<_>>(), cells);
        assert_eq!((found.is_closed, found.is_clean, found.is_plain), state);
    }
}
