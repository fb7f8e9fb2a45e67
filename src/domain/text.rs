//! Foreign text made safe and comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How a cell of a sheet begins that spreadsheets may read as a formula; the wide forms count as much in Asian editions.
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a character only steers the direction of text or hides: shown raw, it reorders or disguises what stands around it.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Returns the text without control characters, so that it can never move the cursor or start an escape sequence.
///
/// Line breaks and tabs become one blank, bidirectional overrides and zero-width marks that reorder other text vanish, and
/// the ends are trimmed. Joiners inside emoji stay.
pub fn clean(text: &str) -> String {
    let spaced = text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() || is_bidi_control(c) => None,
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

/// Returns the beginning of foreign text, for a message that names it: at most so many characters, and `…` where it goes on.
pub fn shortened(text: &str, most: usize) -> String {
    let text = clean(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}

/// Returns text of several lines without control characters and without blank lines at its ends.
pub fn lines(text: &str) -> String {
    text.lines().map(clean).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Returns foreign text of several lines as it may be in a cell of a CSV file.
pub fn sheet_lines(text: &str) -> String {
    guarded(&lines(text))
}

/// Returns text of several lines so that no terminal obeys any of it: line breaks and tabs stay, other control characters and
/// bidirectional overrides vanish.
pub fn harmless(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_bidi_control(*c))).collect()
}

/// Whether a spreadsheet could take a cell for a formula. It passes over blanks and what cannot be seen at the start.
fn is_formula(cell: &str) -> bool {
    let is_unseen = |c: char| c.is_whitespace() || c.is_control() || is_bidi_control(c) || c == '\u{200B}';
    cell.trim_start_matches(is_unseen).starts_with(FORMULA_STARTS)
}

/// Returns a cell as it stands, with an apostrophe before what a spreadsheet would take for a formula. The one guard of
/// everything that goes into a sheet.
pub fn guarded(cell: &str) -> String {
    if is_formula(cell) || is_marked_number(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Takes off the apostrophe that guards a cell against being read as a formula or a number.
pub fn unguarded(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'');
    let is_guarded =
        |rest: &&str| is_formula(rest) || rest.starts_with(|c: char| c.is_ascii_digit()) || is_marked_number(rest);
    rest.filter(is_guarded).unwrap_or(cell)
}

/// Whether a cell begins with an apostrophe of its own before a number, which would be taken for a guard. It gets one more:
/// `'5 Elm St` is written `''5 Elm St`, and comes back with the one that it had.
fn is_marked_number(cell: &str) -> bool {
    cell.strip_prefix('\'').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns foreign text as it may be in a cell of a sheet: without control characters, and never read as a formula.
pub fn sheet_cell(text: &str) -> String {
    guarded(&clean(text))
}

/// Returns text for the clipboard, from where it may be pasted into a sheet: cells between tabs, and lines of text that has
/// tabs, are guarded. Handles and plain numbers stay as they are, and so do the lines of prose, unless they begin like a formula.
pub fn sheet_text(text: &str) -> String {
    let is_table = text.contains('\t');
    let line = |line: &str| line.split('\t').map(|cell| sheet_part(cell, is_table)).collect::<Vec<_>>().join("\t");
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn sheet_part(cell: &str, is_table: bool) -> String {
    let mut signs = cell.chars();
    let first = signs.next();
    let rest = signs.as_str();
    let is_plain = match first {
        Some('@') => rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')),
        Some('+' | '-') => rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ' ' | '$')),
        _ => false,
    };
    let is_prose = !is_table && !matches!(cell.trim_start().chars().next(), Some('=' | '＝'));
    if is_plain || is_prose { cell.to_owned() } else { guarded(cell) }
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
    use super::{clean, fold, guarded, harmless, sheet_cell, sheet_text, unguarded};
    use rstest::rstest;

    #[test]
    fn escape_sequences_and_overrides_lose_their_power() {
        assert_eq!(clean("\u{1b}]0;boo\u{7}mia\u{202e}x"), "]0;boomiax");
        assert_eq!(clean(" two\r\n lines\t "), "two lines");
        assert_eq!(clean("mia\u{61c}x\u{feff}"), "miax");
        assert_eq!(harmless("one\n\u{1b}[31mtwo\u{61c}\u{9b}2J\tx"), "one\n[31mtwo2J\tx");
    }

    #[rstest]
    #[case("=1+1")]
    #[case("+1+cmd")]
    #[case("-2+3")]
    #[case("@SUM(A1)")]
    #[case("＝1")]
    #[case("＋1")]
    #[case("－1")]
    #[case("＠x")]
    #[case(" \t\r\n=1")]
    #[case("\u{feff}=1")]
    #[case("\u{61c}\u{200b}\u{a0}＝1")]
    #[case("'5 Elm St")]
    fn every_formula_is_guarded_and_comes_back_as_it_was(#[case] cell: &str) {
        assert_eq!(guarded(cell), format!("'{cell}"));
        assert_eq!(unguarded(&guarded(cell)), cell);
        assert!(sheet_text(&format!("a\t{cell}")).contains("\t'") || cell.contains(['\t', '\n']));
        assert_eq!(guarded(&guarded(cell)), guarded(cell));
    }

    #[test]
    fn handles_numbers_and_prose_on_the_clipboard_stay_as_they_are() {
        let plain = "@mia.glow\t-5.2%\t+1,200\n@zoe";
        assert_eq!(sheet_text(plain), plain);
        assert_eq!(sheet_text("Hi @mia,\n- one\n- two"), "Hi @mia,\n- one\n- two");
        assert_eq!(sheet_text("=1+1\n- one"), "'=1+1\n- one");
        assert_eq!(sheet_text("=Serum\nROAS\t2.1"), "'=Serum\nROAS\t2.1");
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
