//! Numbers as people write them, and as columns show them.

use super::money::grouped;

/// Reads a count as people write it: `221.7K`, `1,234`, `12.5k`, `1.2M`, `15.2万`, `33 700`.
///
/// Returns nothing for text that is no number. A single comma or point followed by exactly three digits separates thousands;
/// followed by anything else it is a decimal mark. The result is rounded to a whole number.
pub fn parse_count(text: &str) -> Option<i64> {
    let value = parse_decimal(text)?;
    #[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
    (value.abs() < 9.0e15).then(|| value.round() as i64)
}

/// Reads a number with an optional `k`, `m`, `b`, `万` or `亿` behind it, under either convention for the decimal mark.
pub fn parse_decimal(text: &str) -> Option<f64> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '_').collect();
    let last = compact.chars().next_back()?;
    let factor = match last {
        'k' | 'K' => 1e3,
        'm' | 'M' => 1e6,
        'b' | 'B' => 1e9,
        '万' => 1e4,
        '亿' => 1e8,
        '0'..='9' => return plain_decimal(&compact, false),
        _ => return None,
    };
    // "12.345k" can only be a decimal: nobody abbreviates thousands of thousands.
    Some(plain_decimal(compact.strip_suffix(last)?, true)? * factor)
}

fn plain_decimal(digits: &str, abbreviated: bool) -> Option<f64> {
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let fine = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if !fine {
        return None;
    }
    let (points, commas) = (unsigned.matches('.').count(), unsigned.matches(',').count());
    let decimal_mark = match (points, commas) {
        (1, 0) => (abbreviated || !thousands(unsigned, '.')).then_some('.'),
        (0, 1) => (abbreviated || !thousands(unsigned, ',')).then_some(','),
        (_, 0) | (0, _) => None, // no mark at all, or one repeated between thousands
        _ if unsigned.rfind('.') > unsigned.rfind(',') => Some('.'),
        _ => Some(','),
    };
    let normal: String = digits
        .chars()
        .filter_map(|c| match c {
            c if Some(c) == decimal_mark => Some('.'),
            '.' | ',' => None,
            c => Some(c),
        })
        .collect();
    normal.parse().ok()
}

/// Whether the only mark in the text separates thousands: one to three digits before it (no lone zero), exactly three behind.
fn thousands(digits: &str, mark: char) -> bool {
    digits
        .split_once(mark)
        .is_some_and(|(before, after)| after.len() == 3 && (1..=3).contains(&before.len()) && before != "0")
}

/// Writes a count for a column: `950`, `9.5k`, `33.7k`, `1.2m`.
pub fn compact(count: i64) -> String {
    let (unit, letter) = match count.unsigned_abs() {
        0..1_000 => return count.to_string(),
        1_000..999_950 => (1_000, 'k'),
        _ => (1_000_000, 'm'),
    };
    let tenths = (count.unsigned_abs() + unit / 20) / (unit / 10);
    let sign = if count < 0 { "-" } else { "" };
    format!("{sign}{}.{}{letter}", grouped(tenths / 10), tenths % 10)
}

/// Writes a whole number in full with thousands marks.
pub fn full(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(count.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("221.7K", 221_700)]
    #[case("26M", 26_000_000)]
    #[case("42.9k", 42_900)]
    #[case("1,234", 1_234)]
    #[case("1.234", 1_234)]
    #[case("12,5k", 12_500)]
    #[case("2,281,428", 2_281_428)]
    #[case("45.000.000", 45_000_000)]
    #[case("1 870", 1_870)]
    #[case("15.2万", 152_000)]
    #[case("1.2亿", 120_000_000)]
    #[case("33700.0", 33_700)]
    fn counts_are_read_as_written(#[case] text: &str, #[case] expected: i64) {
        assert_eq!(parse_count(text), Some(expected));
    }

    #[rstest]
    #[case("")]
    #[case("n/a")]
    #[case("#VALOR!")]
    #[case("six")]
    #[case("--")]
    #[case("1-2")]
    fn what_is_no_number_is_none(#[case] text: &str) {
        assert_eq!(parse_count(text), None);
    }

    #[test]
    fn columns_show_short_numbers() {
        let shown: Vec<_> =
            [950, 9_480, 33_700, 221_700, 999_999, 1_200_000, -33_700].into_iter().map(compact).collect();
        assert_eq!(shown, ["950", "9.5k", "33.7k", "221.7k", "1.0m", "1.2m", "-33.7k"]);
    }
}
