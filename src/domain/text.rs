//! Foreign text made safe and comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns the text without control characters, so that it can never move the cursor or start an escape sequence.
///
/// Line breaks and tabs become one blank, bidirectional overrides and zero-width marks that reorder other text vanish, and
/// the ends are trimmed. Joiners inside emoji stay.
pub fn clean(text: &str) -> String {
    let spaced = text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' => None,
        c => Some(c),
    });
    let mut out = String::with_capacity(text.len());
    for c in spaced {
        if c == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

/// What a cell must not begin with, or a sheet takes it for a formula.
const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Returns foreign text as it may stand in a cell of a sheet: without control characters, and never read as a formula.
pub fn sheet_cell(text: &str) -> String {
    marked(clean(text))
}

/// Returns foreign text of several lines as it may stand in a cell of a CSV file.
pub fn sheet_lines(text: &str) -> String {
    marked(lines(text))
}

fn marked(text: String) -> String {
    if text.starts_with(FORMULA_SIGNS) { format!("'{text}") } else { text }
}

/// Returns a cell without the mark that [`sheet_cell`] put before it.
pub fn without_mark(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_SIGNS)).unwrap_or(cell)
}

/// Returns text of several lines without control characters and without blank lines at its ends.
pub fn lines(text: &str) -> String {
    text.lines().map(clean).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Returns the form used for comparing and searching: lower case, accents removed (`Sofía` becomes `sofia`).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{clean, fold, sheet_cell};

    #[test]
    fn escape_sequences_and_overrides_lose_their_power() {
        assert_eq!(clean("\u{1b}]0;boo\u{7}mia\u{202e}x"), "]0;boomiax");
        assert_eq!(clean(" two\r\n lines\t "), "two lines");
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(sheet_cell("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(sheet_cell("\t=1+1"), "'=1+1");
        assert_eq!(sheet_cell("a=b"), "a=b");
    }

    #[test]
    fn folding_ignores_case_and_accents() {
        assert_eq!(fold("Sofía"), fold("SOFIA"));
        assert_eq!(fold("Ｋｏｊｉ"), "koji");
    }
}
