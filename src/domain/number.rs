//! Numbers as people write them, and as columns show them.

/// Words and letters behind a number, and what it is to be multiplied by.
const UNITS: [(&str, f64); 54] = [
    ("k", 1e3),
    ("tsd", 1e3),
    ("tausend", 1e3),
    ("thousand", 1e3),
    ("thousands", 1e3),
    ("mil", 1e3),
    ("mille", 1e3),
    ("miles", 1e3),
    ("mila", 1e3),
    ("tys", 1e3),
    ("tis", 1e3),
    ("тыс", 1e3),
    ("тис", 1e3),
    ("bin", 1e3),
    ("rb", 1e3),
    ("ribu", 1e3),
    ("000", 1e3),
    ("000s", 1e3),
    ("千", 1e3),
    ("천", 1e3),
    ("万", 1e4),
    ("萬", 1e4),
    ("만", 1e4),
    ("lakh", 1e5),
    ("lac", 1e5),
    ("m", 1e6),
    ("mi", 1e6),
    ("mn", 1e6),
    ("mio", 1e6),
    ("mln", 1e6),
    ("milhão", 1e6),
    ("milhões", 1e6),
    ("millón", 1e6),
    ("millones", 1e6),
    ("million", 1e6),
    ("millions", 1e6),
    ("millionen", 1e6),
    ("milyon", 1e6),
    ("млн", 1e6),
    ("jt", 1e6),
    ("juta", 1e6),
    ("triệu", 1e6),
    ("cr", 1e7),
    ("crore", 1e7),
    ("亿", 1e8),
    ("億", 1e8),
    ("억", 1e8),
    ("b", 1e9),
    ("bn", 1e9),
    ("mrd", 1e9),
    ("mld", 1e9),
    ("billion", 1e9),
    ("milyar", 1e9),
    ("млрд", 1e9),
];

/// In which language letters behind a number are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberWords {
    /// `12.5B` is billion.
    #[default]
    Usual,
    /// `12,5B` is thousand (bin).
    Turkish,
}

/// What a number is multiplied by with this word behind it.
pub fn unit(word: &str, words: NumberWords) -> Option<f64> {
    let word = word.trim_end_matches('.').to_lowercase();
    if words == NumberWords::Turkish && word == "b" {
        return Some(1e3);
    }
    UNITS.iter().find(|(name, _)| *name == word).map(|(_, factor)| *factor)
}

/// Reads a count as people write it: `221.7K`, `1,234`, `12.5k`, `1.2M`, `15.2万`, `33 700`.
///
/// Returns nothing for text that isn't a number. A single comma or point followed by exactly three digits separates thousands;
/// followed by anything else it is a decimal mark. The result is rounded to a whole number.
pub fn parse_count(text: &str) -> Option<i64> {
    let value = parse_decimal(text)?;
    #[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
    (value.abs() < 9.0e15).then(|| value.round() as i64)
}

/// Reads up to five counts in a row, as a post shows them: `12.4k 800 20 - 9`. A dash leaves one out.
pub fn parse_counts(text: &str) -> Option<[Option<i64>; 5]> {
    let mut counts = [None; 5];
    for (at, word) in text.split_whitespace().enumerate() {
        let count = match word.trim_end_matches([',', ';']) {
            "-" => None,
            word => Some(parse_count(word).filter(|count| *count >= 0)?),
        };
        *counts.get_mut(at)? = count;
    }
    counts.iter().any(Option::is_some).then_some(counts)
}

/// Reads a number with an optional word for thousands or millions behind it (`12k`, `1.2M`, `12,5 mil`, `3 Mio.`), under
/// either convention for the decimal mark.
pub fn parse_decimal(text: &str) -> Option<f64> {
    parse_decimal_in(text, NumberWords::Usual)
}

/// Reads a number as [`parse_decimal`] does, its words in a language.
pub fn parse_decimal_in(text: &str, words: NumberWords) -> Option<f64> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '_').collect();
    let end = compact.rfind(|c: char| c.is_ascii_digit())? + 1;
    match compact.split_at_checked(end)? {
        (digits, "") => plain_decimal(digits, false),
        // "12.345k" can only be a decimal: nobody abbreviates thousands of thousands.
        (digits, word) => Some(plain_decimal(digits, true)? * unit(word, words)?),
    }
}

fn plain_decimal(digits: &str, abbreviated: bool) -> Option<f64> {
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let fine = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if !fine {
        return None;
    }
    let decimal_mark = decimal_mark(unsigned, abbreviated);
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

/// The mark that separates the decimals; `single_is_decimal` where thousands are not to be expected.
fn decimal_mark(digits: &str, single_is_decimal: bool) -> Option<char> {
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    match (points, commas) {
        (1, 0) => (single_is_decimal || !thousands(digits, '.')).then_some('.'),
        (0, 1) => (single_is_decimal || !thousands(digits, ',')).then_some(','),
        (_, 0) | (0, _) => None, // no mark at all, or one repeated between thousands
        _ if digits.rfind('.') > digits.rfind(',') => Some('.'),
        _ => Some(','),
    }
}

/// Reads a rate or a ratio (`5.8`, `6,5`, `1.667`, `5.8 %`): a single mark is always the decimal mark, so that what was
/// computed to three decimals is never read as thousands.
pub fn parse_ratio(text: &str) -> Option<f64> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = compact.strip_suffix('%').unwrap_or(&compact);
    plain_decimal(digits, true).filter(|value| value.is_finite())
}

/// Reads a percentage as basis points: `60%`, `60` and `12,5 %` are 6,000, 6,000 and 1,250. Never negative.
pub fn parse_percent(text: &str) -> Option<i64> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    parse_scaled(compact.strip_suffix('%').unwrap_or(&compact), 2, SingleMark::Decimal)
}

/// What one lone point or comma with three digits behind it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SingleMark {
    /// `1.234` is a bit more than one.
    Decimal,
    /// `1.234` is more than a thousand.
    Thousands,
    /// `1.234` is a bit more than one, `1,234` more than a thousand.
    Point,
}

/// Reads a number exactly, times ten to the power of `decimals`; what is finer is rounded half away from zero.
///
/// Takes `k` and `m` behind the digits. Binary fractions are never involved: `0.29` is 29 hundredths.
pub(super) fn parse_scaled(text: &str, decimals: u32, single: SingleMark) -> Option<i64> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '_').collect();
    let (digits, power) = match compact.chars().next_back()? {
        'k' | 'K' => (compact.strip_suffix(['k', 'K'])?, decimals + 3),
        'm' | 'M' => (compact.strip_suffix(['m', 'M'])?, decimals + 6),
        _ => (compact.as_str(), decimals),
    };
    let fine = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
        && digits.chars().any(|c| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if !fine {
        return None;
    }
    let lone = match single {
        SingleMark::Decimal => true,
        SingleMark::Thousands => false,
        SingleMark::Point => digits.contains('.'),
    };
    let (whole, rest) = match decimal_mark(digits, lone || power > decimals) {
        Some(mark) => digits.rsplit_once(mark)?,
        None => (digits, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let number: i128 = format!("0{whole}{rest}").parse().ok()?;
    let behind = u32::try_from(rest.len()).ok()?;
    if behind <= power {
        let scaled = number.checked_mul(10_i128.checked_pow(power - behind)?)?;
        return i64::try_from(scaled).ok();
    }
    div_round(number, 10_i128.checked_pow(behind - power)?)
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

/// Writes a whole number with commas between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Divides and rounds once, half away from zero. Nothing where the divisor is zero or the result leaves `i64`.
pub fn div_round(dividend: i128, divisor: i128) -> Option<i64> {
    if divisor == 0 {
        return None;
    }
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    let away = if (dividend < 0) == (divisor < 0) { 1 } else { -1 };
    let rounded = if rest.unsigned_abs() * 2 >= divisor.unsigned_abs() { quotient + away } else { quotient };
    i64::try_from(rounded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn several_counts_are_read_in_a_row() {
        assert_eq!(parse_counts("12.4k 800, - 5"), Some([Some(12_400), Some(800), None, Some(5), None]));
        assert_eq!(parse_counts("12,345"), Some([Some(12_345), None, None, None, None]));
        for odd in ["", "-", "12 x", "-5", "1 2 3 4 5 6"] {
            assert_eq!(parse_counts(odd), None, "{odd}");
        }
    }

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
    #[case("12,5 mil", 12_500)]
    #[case("1,2 mi", 1_200_000)]
    #[case("1,2 Mio.", 1_200_000)]
    #[case("12,4 Tsd.", 12_400)]
    #[case("12,4 тыс.", 12_400)]
    #[case("1.2 lakh", 120_000)]
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

    #[rstest]
    #[case("60%", Some(6_000))]
    #[case("60", Some(6_000))]
    #[case("12,5 %", Some(1_250))]
    #[case("0.125", Some(13))]
    #[case("", None)]
    #[case("%", None)]
    #[case("-5", None)]
    #[case("6o%", None)]
    fn percentages_become_basis_points(#[case] text: &str, #[case] expected: Option<i64>) {
        assert_eq!(parse_percent(text), expected);
    }

    #[test]
    fn a_turkish_b_is_thousand() {
        assert_eq!(parse_decimal_in("12,5B", NumberWords::Turkish), Some(12_500.0));
        assert_eq!(parse_decimal_in("12.5B", NumberWords::Usual), Some(12_500_000_000.0));
        assert_eq!(parse_decimal_in("1,2 Mn", NumberWords::Turkish), Some(1_200_000.0));
    }

    #[test]
    fn a_ratio_with_three_decimals_is_no_thousand() {
        assert_eq!(parse_ratio("1.667"), Some(1.667));
        assert_eq!(parse_ratio("5,8 %"), Some(5.8));
        assert_eq!(parse_ratio("six"), None);
    }

    #[test]
    fn columns_show_short_numbers() {
        let shown: Vec<_> =
            [950, 9_480, 33_700, 221_700, 999_999, 1_200_000, -33_700].into_iter().map(compact).collect();
        assert_eq!(shown, ["950", "9.5k", "33.7k", "221.7k", "1.0m", "1.2m", "-33.7k"]);
    }
}
