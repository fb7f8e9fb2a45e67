//! Cells read as what they mean: unknown, number, money, date, rate.

pub(super) mod amount_states;
pub(super) mod date;
pub(super) mod listed_payments;
pub(super) mod money;
pub(super) mod paid;
pub(super) mod rate;

use crate::domain::number::{NumberWords, parse_decimal_in};
use crate::domain::text::unguarded;

/// What people and tools write for unknown values.
const PLACEHOLDERS: [&str; 27] = [
    "-",
    "--",
    "---",
    "–",
    "—",
    "?",
    "🔒",
    "n/a",
    "#n/a",
    "n.a.",
    "none",
    "null",
    "nan",
    "undefined",
    "unknown",
    "tbd",
    "tbc",
    "(blank)",
    "(not set)",
    "not set",
    "#valor!",
    "#value!",
    "#ref!",
    "#name?",
    "#div/0!",
    "#wert!",
    "fill in emails yourself",
];

/// Texts that stand for a missing address.
const NO_ADDRESS: [&str; 5] =
    ["example@example.com", "email@example.com", "name@example.com", "mail@example.com", "your@email.com"];

/// Returns the cell without blanks at the ends and without the apostrophe that guards text against formulas; empty where
/// it says that nothing is known.
pub(super) fn known(cell: &str) -> &str {
    let text = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let text = unguarded(text);
    if text.len() <= 24 && PLACEHOLDERS.iter().any(|placeholder| placeholder.eq_ignore_ascii_case(text)) {
        ""
    } else {
        text
    }
}

/// Reads a count; a plus or tilde around it ("10k+", "~5,000") says only that it is rounded. A bare number is multiplied by
/// what the header says; `12.345` below `(k)` is then a decimal.
pub(super) fn count(text: &str, words: NumberWords, factor: Option<f64>) -> Option<f64> {
    let text = text.trim_start_matches(['~', '≈', '>']).trim_end_matches('+').trim_end();
    let is_bare = text.ends_with(|c: char| c.is_ascii_digit());
    let value = match factor.filter(|_| is_bare) {
        Some(factor) => parse_decimal_in(&format!("{text}k"), words)? / 1e3 * factor,
        None => parse_decimal_in(text, words)?,
    };
    (0.0..9.0e15).contains(&value).then_some(value)
}

/// Reads an email address, the first if there are several.
pub(super) fn email(text: &str) -> Option<&str> {
    let mut parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '<' | '>'));
    let address = parts.find(|part| part.contains('@'))?.trim_start_matches("mailto:");
    let (user, host) = address.split_once('@')?;
    let fine =
        !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@');
    let placeholder = NO_ADDRESS.iter().any(|none| none.eq_ignore_ascii_case(address));
    (fine && !placeholder).then_some(address)
}

/// Whether the cell can only be an account: `@name`, a link to a known platform, or `Name (@name)`.
pub(super) fn is_surely_a_handle(text: &str) -> bool {
    let link = |host: &str| text.get(..40.min(text.len())).unwrap_or(text).to_ascii_lowercase().contains(host);
    let looks = text.starts_with('@')
        || text.contains("(@")
        || ["tiktok.com/@", "instagram.com/", "youtube.com/@"].into_iter().any(link);
    looks && crate::domain::Handle::find(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("'1640", "1640")]
    #[case("'@mia", "@mia")]
    #[case("'tis", "'tis")]
    #[case(" 123\t", "123")]
    #[case("N/A", "")]
    #[case("🔒", "")]
    #[case("#VALOR!", "")]
    #[case("\u{a0}-\u{a0}", "")]
    #[case("-5", "-5")]
    fn guards_and_placeholders_go(#[case] cell: &str, #[case] expected: &str) {
        assert_eq!(known(cell), expected);
    }

    #[rstest]
    #[case("mia@mail.example", Some("mia@mail.example"))]
    #[case("a@b.example; c@d.example", Some("a@b.example"))]
    #[case("example@example.com", None)]
    #[case("write me", None)]
    #[case("@mia", None)]
    fn addresses_are_checked(#[case] cell: &str, #[case] expected: Option<&str>) {
        assert_eq!(email(cell), expected);
    }

    #[rstest]
    #[case("12,4", 12_400.0)]
    #[case("12.4", 12_400.0)]
    #[case("12.345", 12_345.0)]
    #[case("12.4k", 12_400.0)]
    fn a_header_in_thousands_counts_for_bare_numbers(#[case] text: &str, #[case] expected: f64) {
        assert_eq!(count(text, NumberWords::Usual, Some(1e3)).map(f64::round), Some(expected));
    }

    #[test]
    fn rounded_counts_are_counts() {
        assert_eq!(
            ["10k+", "~5,000", "-3", "six"].map(|text| count(text, NumberWords::Usual, None)),
            [Some(10_000.0), Some(5_000.0), None, None]
        );
    }
}
