//! How pages write days, ratios and foreign text.

use chrono::NaiveDate;

use crate::analysis::sentences;
use crate::domain::figure::UNKNOWN;
use crate::domain::{figure, text};

/// Writes a day so that no reader mistakes it: `11 March 2026`.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Writes a ROAS held x 10,000: `2.23x`.
#[expect(clippy::cast_precision_loss, reason = "a ratio is shown with two decimals")]
pub(super) fn roas(e4: i64) -> String {
    sentences::roas(e4 as f64 / 10_000.0)
}

/// Writes a gain or loss with its sign, or that it is not known.
pub(super) fn gain(bp: Option<i64>) -> String {
    bp.map_or_else(|| UNKNOWN.to_owned(), figure::gain)
}

/// Returns foreign text in one line, without anything that could steer a reader's program; `otherwise` where nothing is left.
pub(super) fn foreign(foreign: &str, otherwise: &str) -> String {
    let clean = text::clean(foreign);
    if clean.is_empty() { otherwise.to_owned() } else { clean }
}

/// Joins names as people do: `a`, `a and b`, `a, b and c`.
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_and_days_are_plain() {
        let names = |names: &[&str]| list(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["a", "b", "c"]), "a, b and c");
        assert_eq!(names(&["a"]), "a");
        assert_eq!(NaiveDate::from_ymd_opt(2026, 3, 1).map(day).as_deref(), Some("1 March 2026"));
        assert_eq!(foreign("\u{202e}\u{1b}", "nameless"), "nameless");
    }
}
