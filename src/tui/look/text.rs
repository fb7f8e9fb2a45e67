//! Text measured and cut by terminal cells, never by bytes or letters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the cells a text takes.
pub fn width(text: &str) -> usize {
    text.width()
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

/// Returns a cluster with a width that terminals agree on: joined or decorated emoji lose their parts, stacks of marks are thinned.
fn steady(cluster: &str) -> String {
    const MOST_MARKS: usize = 2;
    let mut letters =
        cluster.chars().filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{2060}'));
    let Some(first) = letters.next() else { return String::new() };
    let is_flag = ('\u{1F1E6}'..='\u{1F1FF}').contains(&first);
    let marks = letters.take_while(|c| width(c.encode_utf8(&mut [0; 4])) == 0 && !is_flag).take(MOST_MARKS);
    if is_flag { "⚑".to_owned() } else { std::iter::once(first).chain(marks).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn awful_names_keep_their_width_honest() {
        for name in
            ["👩‍👩‍👧‍👦 fam", "🇩🇪 Anna", "❤️ love", "e\u{301}\u{302}\u{303}\u{304}\u{305}x", "\u{202e}abc", "a\tb\u{1b}[31m"]
        {
            let shown = shown(name);
            assert!(!shown.contains('\u{1b}') && !shown.contains('\u{200d}'), "{shown:?}");
            assert_eq!(width(&left(&shown, 12)), 12, "{shown:?}");
        }
    }
}
