//! What kind of text a file is: encoding, delimiter, and whether it is text at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes of the beginning are looked at.
pub(super) const HEAD: usize = 256 * 1024;

/// Records that decide about the delimiter.
const RECORDS: usize = 200;

/// Fewest bytes beyond ASCII from which a code page can be detected.
const FEW: usize = 16;

/// A cell with more line breaks than this began with a stray quote mark.
const LONGEST_CELL_LINES: usize = 400;

/// How the bytes of a file become cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Encoding of the file.
    pub(super) encoding: &'static Encoding,
    /// Mark between cells.
    pub(super) delimiter: u8,
    /// Lines to skip at the beginning: 1 if the first line only names the delimiter (`sep=;`).
    pub(super) skip: usize,
    /// Byte that ends a row: the line feed, also behind a carriage return; old Mac files have the latter alone.
    pub(super) row_end: u8,
    /// Whether each line of the real file sits in one quoted cell, as Excel leaves it in a semicolon locale.
    pub(super) mangled: bool,
}

/// Text in an encoding that no list is written in.
pub(super) const UTF_32: &str = "text in UTF-32";

/// Why a file isn't a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotText {
    /// Nothing but blanks.
    Empty,
    /// Something else; the flag says whether a spreadsheet program opens it.
    Binary(&'static str, bool),
}

impl Shape {
    /// Decides from the first bytes of a file; `whole` says that there are no more.
    pub(super) fn of(head: &[u8], whole: bool) -> Result<Self, NotText> {
        let encoding = encoding_of(head)?;
        let (text, _, _) = encoding.decode(head);
        if text.trim().is_empty() {
            return Err(NotText::Empty);
        }
        if let Some(what) = structured(&text) {
            return Err(NotText::Binary(what, false));
        }
        let named = named_delimiter(&text);
        // The last line may be cut off and would count as a row with too few cells.
        let text = if whole { &text } else { text.rsplit_once('\n').map_or(text.as_ref(), |(kept, _)| kept) };
        let quoting = !has_runaway_quote(text, named.unwrap_or(b','));
        let mangled = named.is_none() && is_mangled(text);
        let delimiter = match named {
            _ if mangled => b',',
            Some(mark) => mark,
            None => delimiter_of(text, quoting),
        };
        let row_end = if text.contains('\r') && !text.contains('\n') && !mangled { b'\r' } else { b'\n' };
        Ok(Self { encoding, delimiter, skip: usize::from(named.is_some()), row_end, mangled })
    }

    /// The words for the user: `comma, UTF-8`.
    pub(super) fn words(self) -> String {
        let mark = match self.delimiter {
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "bar",
            _ if self.mangled => "comma inside one cell",
            _ => "comma",
        };
        format!("{mark}, {}", self.encoding.name())
    }
}

fn encoding_of(head: &[u8]) -> Result<&'static Encoding, NotText> {
    const SIGNATURES: [(&[u8], &str, bool); 10] = [
        (b"PK\x03\x04", "an Excel or other packed file", true),
        (b"PK\x05\x06", "an empty packed file", false),
        (b"\xD0\xCF\x11\xE0", "an old Excel file", true),
        (b"%PDF", "a PDF", false),
        (b"\x89PNG", "a picture", false),
        (b"\xFF\xD8\xFF", "a picture", false),
        (b"\x1F\x8B", "a packed file", false),
        (b"SQLite format 3\0", "a database", false),
        // The first one begins as UTF-16 does, and would be read with a nothing behind each letter.
        (b"\xFF\xFE\0\0", UTF_32, false),
        (b"\0\0\xFE\xFF", UTF_32, false),
    ];
    if let Some((_, what, is_sheet)) = SIGNATURES.iter().find(|(start, ..)| head.starts_with(start)) {
        return Err(NotText::Binary(what, *is_sheet));
    }
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    if head.contains(&0) {
        return utf16_without_mark(head).ok_or(NotText::Binary("a binary file", false));
    }
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        // A character cut by the end of the head is no fault.
        Err(error) => error.error_len().is_none(),
    };
    if valid {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // A few letters cannot tell one European code page from another, so the most common one is assumed.
    let foreign = head.iter().filter(|byte| !byte.is_ascii()).count();
    let european = guess.name().starts_with("windows-125") || guess.name().starts_with("ISO-8859");
    Ok(if european && foreign < FEW { WINDOWS_1252 } else { guess })
}

/// Text that isn't a table: JSON, XML or a web page.
fn structured(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
    let starts = |start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let next = |mark: char| text.strip_prefix(mark).and_then(|rest| rest.trim_start().chars().next());
    if matches!(next('{'), Some('"' | '}')) || matches!(next('['), Some('{' | '[' | ']' | '"')) {
        Some("a JSON file")
    } else if starts("<!doctype html") || starts("<html") {
        Some("a web page")
    } else if starts("<?xml") {
        Some("an XML file")
    } else {
        None
    }
}

/// Text in UTF-16 of European lists has a zero in every second byte, always on the same side.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = head.len() / 5;
    match (even, odd) {
        (0, odd) if odd > enough => Some(UTF_16LE),
        (even, 0) if even > enough => Some(UTF_16BE),
        _ => None,
    }
}

/// Reads `sep=;`.
fn named_delimiter(text: &str) -> Option<u8> {
    let line = text.trim_start_matches('\u{FEFF}').lines().next()?;
    let mark = line.trim_matches('"').strip_prefix("sep=")?;
    match mark.as_bytes() {
        [mark @ (b',' | b';' | b'\t' | b'|'), ..] => Some(*mark),
        [] => Some(b'\t'),
        _ => None,
    }
}

/// Returns the mark that splits the rows most evenly into most cells.
fn delimiter_of(text: &str, quoting: bool) -> u8 {
    let mut best = (b',', 0.0);
    for mark in [b',', b';', b'\t', b'|'] {
        let score = evenness(text, mark, quoting);
        if score > best.1 {
            best = (mark, score);
        }
    }
    best.0
}

fn evenness(text: &str, mark: u8, quoting: bool) -> f64 {
    let mut widths: Vec<usize> = Vec::new();
    for record in records(text, mark, quoting).take(RECORDS) {
        if record.iter().any(|cell| !cell.is_empty()) {
            widths.push(record.len());
        }
    }
    let rows = widths.len();
    widths.sort_unstable();
    let modes = widths.chunk_by(|a, b| a == b).filter_map(|same| Some((same.len(), *same.first()?)));
    let (count, width) = modes.filter(|(_, width)| *width > 1).max().unwrap_or((0, 1));
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let (share, width) = (count as f64 / rows.max(1) as f64, width as f64);
    share * share * width.ln()
}

/// Whether the first line is one quoted cell that holds a whole line with commas, with nothing but `;` behind it.
fn is_mangled(text: &str) -> bool {
    let Some(cell) = text.trim_start_matches('\u{FEFF}').strip_prefix('"') else { return false };
    let mut marks = cell.char_indices().peekable();
    while let Some((index, c)) = marks.next() {
        if c != '"' {
            continue;
        }
        if marks.next_if(|(_, next)| *next == '"').is_some() {
            continue;
        }
        let (inside, behind) = cell.split_at_checked(index).unwrap_or_default();
        let behind = behind.get(1..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        return inside.matches(',').count() >= 4 && behind.bytes().all(|byte| byte == b';');
    }
    false
}

/// Line breaks in a piece of text.
fn line_breaks(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

/// Whether a lone quote at the start of a cell swallows the rest of the file.
fn has_runaway_quote(text: &str, mark: u8) -> bool {
    records(text, mark, true).any(|record| record.iter().any(|cell| line_breaks(cell) > LONGEST_CELL_LINES))
}

fn records(text: &str, mark: u8, quoting: bool) -> impl Iterator<Item = csv::ByteRecord> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .quoting(quoting)
        .from_reader(text.as_bytes())
        .into_byte_records()
        .map_while(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn shape(head: &[u8]) -> Shape {
        Shape::of(head, true).expect("text")
    }

    #[rstest]
    #[case(b"handle,followers\nmia,10\nzoe,20\n", b',')]
    #[case(b"handle;price\nmia;50,00\nzoe;1,5\n", b';')]
    #[case(b"handle\tbio\nmia\ta, b, c\nzoe\tx, y\n", b'\t')]
    #[case(b"handle,niche\nmia,a|b\nzoe,a|c\n", b',')]
    #[case(b"sep=;\nhandle;a,b\nmia;1,2\n", b';')]
    #[case(b"mia\nzoe\n", b',')]
    fn the_delimiter_is_decided_on_all_rows(#[case] text: &[u8], #[case] mark: u8) {
        assert_eq!(shape(text).delimiter, mark);
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(shape(b"\xEF\xBB\xBFhandle,name\n").encoding, UTF_8);
        assert_eq!(shape("name\nZoë\n".as_bytes()).encoding, UTF_8);
        assert_eq!(shape(b"handle,name\nmia,Mia\x92s list of caf\xE9s\n").encoding.name(), "windows-1252");
        let utf16: Vec<u8> = "handle\tname\nmia\tMia\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(shape(&utf16).encoding, UTF_16LE);
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(
            Shape::of(b"PK\x03\x04....", true).err(),
            Some(NotText::Binary("an Excel or other packed file", true))
        );
        assert_eq!(Shape::of(b" \n\n", true).err(), Some(NotText::Empty));
        assert_eq!(Shape::of(b"a\0\0\0b", true).err(), Some(NotText::Binary("a binary file", false)));
        let wide = b"\xFF\xFE\0\0h\0\0\0a\0\0\0";
        assert_eq!(Shape::of(wide, true).err(), Some(NotText::Binary(UTF_32, false)));
    }

    #[test]
    fn a_line_in_one_cell_is_recognised() {
        assert!(shape(b"\"Name,Email,Total,Id,\"\"Created at\"\"\";\n\"#1,a,2.00,9,\"\"x\"\"\";\n").mangled);
        assert!(!shape(b"\"Name\",\"Email\"\n\"a, b, c, d, e\",\"f\"\n").mangled);
        assert!(!shape(b"\"Name\",\"E\",\"F\",\"G\",\"H\",\"I\"\n\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"\n").mangled);
    }

    #[test]
    fn a_lone_quote_does_not_hide_the_delimiter() {
        let text = format!("handle;name\nmia;\"15 inch\n{}", "zoe;Zoe, B\n".repeat(1_000));
        assert_eq!(shape(text.as_bytes()).delimiter, b';');
    }
}
