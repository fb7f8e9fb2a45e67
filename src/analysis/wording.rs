//! Formats numbers for the sentences of vetting, with as few digits as are useful.

use crate::domain::money::grouped;

/// Above this a number is written as "more than 1,000,000".
const LARGE: f64 = 1_000_000.0;

/// Writes a number: `7.1`, `6`, `0.04`, `1,240`; one decimal below 10, two below a tenth.
pub(super) fn figure(number: f64) -> String {
    let size = number.abs();
    let sign = if number < 0.0 { "-" } else { "" };
    let decimals = |digits: usize| {
        let text = format!("{size:.digits$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        if text == "0" { text.to_owned() } else { format!("{sign}{text}") }
    };
    if number.is_nan() {
        "-".to_owned()
    } else if size > LARGE {
        format!("{sign}more than 1,000,000")
    } else if size >= 9.95 {
        format!("{sign}{}", grouped(rounded(size)))
    } else if size >= 0.095 {
        decimals(1)
    } else if size >= 0.005 || size <= 0.0 {
        decimals(2)
    } else {
        "less than 0.01".to_owned()
    }
}

/// Writes a share in percent without the sign: `7.1` for 0.071.
pub(super) fn percent(share: f64) -> String {
    figure(100.0 * share)
}

/// Joins names as a choice: `US`, `US or GB`, `US, GB or CA`.
pub(super) fn choice<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Rounds a non-negative number half up, saturating at `u64::MAX`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and what is passed in is never negative"
)]
pub(super) fn rounded(number: f64) -> u64 {
    (number + 0.5).floor() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_only_useful_digits() {
        let said = [7.12, 6.0, 0.04, 0.0, 9.96, 12.4, 1_240.0, 0.001, 0.3, 0.096, -0.001, -2.5].map(figure);
        assert_eq!(
            said,
            ["7.1", "6", "0.04", "0", "10", "12", "1,240", "less than 0.01", "0.3", "0.1", "less than 0.01", "-2.5"]
        );
        assert_eq!([f64::NAN, f64::INFINITY, 1e300].map(figure), ["-", "more than 1,000,000", "more than 1,000,000"]);
    }

    #[test]
    fn joins_names_with_or() {
        assert_eq!([choice(["US"]), choice(["US", "GB", "CA"]), choice([])], ["US", "US, GB or CA", ""]);
    }
}
