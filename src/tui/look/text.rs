//! Text measured and cut by terminal cells, never by bytes or letters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::text::is_bidi_control;

/// Returns the cells a text takes: cluster by cluster, as it is drawn. Measured in one piece, ligatures such as lam-alef would
/// count for less than the cells they are drawn in.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.width() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// Returns the text cut to at most `cells`, with `…` where something is missing. Clusters are never torn.
pub fn fit(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let next = used + width(cluster);
        if next + 1 > cells {
            break;
        }
        out.push_str(cluster);
        used = next;
    }
    if cells > 0 {
        out.push('…');
    }
    out
}

/// Returns the text in exactly `cells`, cut or filled on the right.
pub fn left(text: &str, cells: usize) -> String {
    let mut out = fit(text, cells);
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(&out))));
    out
}

/// Returns the text in exactly `cells`, cut or filled on the left.
pub fn right(text: &str, cells: usize) -> String {
    let cut = fit(text, cells);
    let mut out = " ".repeat(cells.saturating_sub(width(&cut)));
    out.push_str(&cut);
    out
}

/// Returns the first of these texts that fits, else the last one.
pub fn widest(texts: &[String], cells: usize) -> &str {
    let fits = texts.iter().find(|said| width(said) <= cells);
    fits.or(texts.last()).map_or("", String::as_str)
}

/// Returns the text in lines of at most `cells`, broken at blanks; words longer than a line are broken between clusters.
pub fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let blank = usize::from(used > 0);
        if used + blank + width(word) > cells && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        let Some(mut line) = lines.pop() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for cluster in word.graphemes(true) {
            let next = width(cluster);
            if used > 0 && used + next > cells {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(cluster);
            used += next;
        }
        lines.push(line);
    }
    lines
}

/// Returns foreign text as it may be shown: control characters gone, and clusters simplified whose width terminals disagree on.
///
/// A joined emoji family becomes its first emoji and a variation selector vanishes, because terminals draw them one, two or more
/// cells wide and every column behind them would shift.
pub fn shown(text: &str) -> String {
    let clean = crate::domain::text::clean(text);
    if clean.is_ascii() {
        return clean;
    }
    clean.graphemes(true).map(steady).collect()
}

/// Returns foreign text of several lines as [`shown`] does, with its line breaks.
pub fn shown_lines(text: &str) -> String {
    text.lines().map(shown).collect::<Vec<_>>().join("\n")
}

/// Returns the text in lines of at most `cells` as [`wrapped`] does; its own line breaks stay.
pub fn wrapped_lines(text: &str, cells: usize) -> Vec<String> {
    // Text without any lines is one that is empty.
    if text.is_empty() { vec![String::new()] } else { text.lines().flat_map(|line| wrapped(line, cells)).collect() }
}

/// Returns the text in lines of at most `cells`, its own line breaks kept. Where parts follow each other with ` · `, a line breaks
/// between two of them as long as each fits on a line, so that no day is torn: `posted Feb 20`.
pub fn wrapped_parts(text: &str, cells: usize) -> Vec<String> {
    const BETWEEN: &str = " ·";
    let mut lines = Vec::new();
    for text in text.lines() {
        let mut line = String::new();
        let mut parts = text.split(" · ").peekable();
        while let Some(part) = parts.next() {
            let end = if parts.peek().is_some() { width(BETWEEN) } else { 0 };
            let room = cells.saturating_sub(width(&line) + width(BETWEEN) + 1 + end);
            match line.as_str() {
                "" => line.push_str(part),
                _ if width(part) <= room => line = format!("{line}{BETWEEN} {part}"),
                _ => {
                    lines.extend(wrapped(&format!("{line}{BETWEEN}"), cells));
                    part.clone_into(&mut line);
                }
            }
        }
        lines.extend(wrapped(&line, cells));
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// Returns a cluster with a width that terminals agree on: joined or decorated emoji lose their parts, stacks of marks are
/// thinned, and what cannot be seen or moves the cursor is nothing.
pub fn steady(cluster: &str) -> String {
    const MOST_MARKS: usize = 2;
    let is_seen = |c: &char| {
        let is_hidden = is_bidi_control(*c) || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2069}');
        !is_hidden && !c.is_control() && !matches!(c, '\u{FE00}'..='\u{FE0F}')
    };
    let mut letters = cluster.chars().filter(is_seen);
    let Some(first) = letters.next() else { return String::new() };
    let is_flag = ('\u{1F1E6}'..='\u{1F1FF}').contains(&first);
    // The vowel am of Thai and Lao is a letter of its own to every terminal, and only to the rules of clusters a mark.
    let is_mark = |c: &char| width(c.encode_utf8(&mut [0; 4])) == 0 || matches!(c, '\u{0E33}' | '\u{0EB3}');
    let marks = letters.take_while(|c| is_mark(c) && !is_flag).take(MOST_MARKS);
    if is_flag { "⚑".to_owned() } else { std::iter::once(first).chain(marks).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// Whether a cell of the screen holds something that terminals draw in as many cells as we think.
    fn is_steady(symbol: &str) -> bool {
        let is_bad = |c: char| {
            c.is_control()
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
                || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F1E6}'..='\u{1F1FF}')
        };
        !symbol.chars().any(is_bad) && symbol.chars().count() <= 3 && symbol.width() <= 2
    }

    fn awful() -> impl Strategy<Value = String> {
        const PIECES: [&str; 22] = [
            "👩\u{200d}👩\u{200d}👧\u{200d}👦",
            "🇩🇪",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "👍🏽",
            "e\u{301}\u{302}\u{303}\u{304}",
            "日本",
            "한국어",
            "\u{1112}\u{1161}\u{11ab}",
            "ทำน้ำ",
            "العربية لا",
            "עברית",
            "\u{202e}abc\u{202c}",
            "a\u{200b}b",
            "\t",
            "\u{1b}[31m",
            "\u{9b}2J",
            "\u{7}",
            "\n",
            "की",
            "ﷺ",
            " plain ",
        ];
        let piece = prop_oneof![3 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned), 1 => ".{0,4}"];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn parts_are_kept_whole_where_they_fit() {
        let said = "draft Feb 14 · approved Feb 18 · posted Feb 20";
        assert_eq!(wrapped_parts(said, 22), ["draft Feb 14 ·", "approved Feb 18 ·", "posted Feb 20"]);
        assert_eq!(wrapped_parts(said, 34), ["draft Feb 14 · approved Feb 18 ·", "posted Feb 20"]);
        assert_eq!(wrapped_parts(said, 100), [said]);
        assert_eq!(wrapped_parts("one two\nthree", 5), ["one", "two", "three"], "as other text");
        assert_eq!(wrapped_parts("", 5), [""]);
    }

    proptest! {
        #[test]
        fn cells_after_a_text_keep_their_column(text in awful(), cells in 0_usize..40) {
            for fitted in [left(&shown(&text), cells), right(&shown(&text), cells)] {
                prop_assert_eq!(width(&fitted), cells);
                let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 1));
                buffer.set_string(0, 0, format!("{fitted}|"), Style::new());
                let at = u16::try_from(cells).expect("narrow");
                prop_assert_eq!(buffer[(at, 0)].symbol(), "|", "{:?}", fitted);
                for x in 0..60 {
                    let symbol = buffer[(x, 0)].symbol();
                    prop_assert!(is_steady(symbol), "{:?}", symbol);
                }
            }
        }

        #[test]
        fn wrapped_lines_fit(text in awful(), cells in 2_usize..40) {
            for line in wrapped(&shown(&text), cells).into_iter().chain(wrapped_lines(&shown_lines(&text), cells)) {
                prop_assert!(width(&line) <= cells, "{line:?}");
            }
        }
    }

    #[test]
    fn ten_thousand_letters_are_cut() {
        assert_eq!(width(&left(&shown(&"日".repeat(10_000)), 20)), 20);
        assert_eq!(shown("ทำ"), "ทำ");
    }

    #[test]
    fn cut_text_says_so_and_fills_its_cells() {
        assert_eq!(left("skincare", 6), "skinc…");
        assert_eq!(left("日本コスメ", 6), "日本… ");
        assert_eq!(right("12", 4), "  12");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn text_breaks_at_blanks_and_never_inside_a_cluster() {
        assert_eq!(wrapped("only what you like", 9), ["only what", "you like"]);
        assert_eq!(wrapped("a unbreakable", 6), ["a", "unbrea", "kable"]);
        assert_eq!(wrapped("日本コスメ", 5), ["日本", "コス", "メ"]);
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn awful_names_keep_their_width() {
        for name in
            ["👩‍👩‍👧‍👦 fam", "🇩🇪 Anna", "❤️ love", "e\u{301}\u{302}\u{303}\u{304}\u{305}x", "\u{202e}abc", "a\tb\u{1b}[31m"]
        {
            let shown = shown(name);
            assert!(!shown.contains('\u{1b}') && !shown.contains('\u{200d}'), "{shown:?}");
            assert_eq!(width(&left(&shown, 12)), 12, "{shown:?}");
        }
    }
}
