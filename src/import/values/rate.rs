//! Shares: engagement rates and margins, written as `8.7%`, 8.7 or 0.087.

use crate::domain::number::parse_decimal;

/// What a bare number of a column means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum Scale {
    /// Percent points: 8.7 is 8.7%.
    #[default]
    Points,
    /// A fraction: 0.087 is 8.7%.
    Fraction,
}

impl Scale {
    /// Decides for a whole column, because one number alone can be either.
    ///
    /// A percent sign anywhere, or in the header, means points. Numbers of which none exceeds 1 are fractions, unless most
    /// of them are so large that as fractions they would be impossible rates.
    pub(in crate::import) fn of<'a>(cells: impl Iterator<Item = &'a str>, header_says_percent: bool) -> Self {
        let mut values: Vec<f64> = Vec::new();
        for cell in cells {
            if cell.contains('%') {
                return Self::Points;
            }
            values.extend(parse_decimal(cell));
        }
        values.sort_by(f64::total_cmp);
        let (Some(most), Some(median)) = (values.last(), values.get(values.len() / 2)) else { return Self::Points };
        if header_says_percent && *most > 0.3 {
            return Self::Points;
        }
        if *most <= 1.0 && *median < 0.5 { Self::Fraction } else { Self::Points }
    }
}

/// Reads a rate in percent points; `None` for a negative one.
pub(in crate::import) fn parse(text: &str, scale: Scale) -> Option<f64> {
    let (number, marked) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (text, false),
    };
    // "12.345" of a rate is never a thousand; the count rule would say so.
    let value = match number.parse::<f64>() {
        Ok(value) => value,
        Err(_) => match number.split_once(',') {
            Some((whole, part)) if part.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{whole}.{part}").parse().ok()?
            }
            _ => parse_decimal(number)?,
        },
    };
    let points = if scale == Scale::Fraction && !marked { value * 100.0 } else { value };
    (points.is_finite() && points >= 0.0).then_some(points)
}

/// Reads a margin in basis points: `60%`, 60 and 0.6 are the same.
pub(in crate::import) fn margin(text: &str) -> Option<i64> {
    let marked = text.ends_with('%');
    let value = parse(text, Scale::Points)?;
    let points = if !marked && value <= 1.0 { value * 100.0 } else { value };
    #[expect(clippy::cast_possible_truncation, reason = "at most 10,000")]
    (points > 0.0 && points <= 100.0).then(|| (points * 100.0).round() as i64)
}

/// Reads a commission in basis points: `10%`, 10 and 0.1 are the same; 1 is one percent.
pub(in crate::import) fn commission(text: &str) -> Option<i64> {
    let marked = text.ends_with('%');
    let value = parse(text, Scale::Points)?;
    let points = if !marked && value < 1.0 { value * 100.0 } else { value };
    #[expect(clippy::cast_possible_truncation, reason = "at most 10,000")]
    (points <= 100.0).then(|| (points * 100.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&["8.7%", "0.5%"], Scale::Points)]
    #[case(&["8.7", "0.5", "13.14"], Scale::Points)]
    #[case(&["0.087", "0.049", "0.59"], Scale::Fraction)]
    #[case(&["0.9", "0.8"], Scale::Points)]
    #[case(&[], Scale::Points)]
    fn the_scale_belongs_to_the_column(#[case] cells: &[&str], #[case] expected: Scale) {
        assert_eq!(Scale::of(cells.iter().copied(), false), expected);
    }

    #[test]
    fn rates_become_percent_points() {
        let points = |text, scale| parse(text, scale).map(|points| (points * 1_000.0).round());
        assert_eq!(points("8.7%", Scale::Fraction), Some(8_700.0));
        assert_eq!(points("0.049", Scale::Fraction), Some(4_900.0));
        assert_eq!(points("4.389160886712906", Scale::Points), Some(4_389.0));
        assert_eq!(points("3,47", Scale::Points), Some(3_470.0));
        assert_eq!((parse("-1", Scale::Points), parse("high", Scale::Points)), (None, None));
        assert_eq!((parse("NaN", Scale::Points), parse("inf", Scale::Points)), (None, None));
    }

    #[rstest]
    #[case("10%", Some(1_000))]
    #[case("12,5 %", Some(1_250))]
    #[case("10", Some(1_000))]
    #[case("0.1", Some(1_000))]
    #[case("1", Some(100))]
    #[case("0", Some(0))]
    #[case("$12", None)]
    #[case("140", None)]
    fn commissions_come_in_three_forms(#[case] text: &str, #[case] expected: Option<i64>) {
        assert_eq!(commission(text), expected);
    }

    #[rstest]
    #[case("60%", Some(6_000))]
    #[case("60", Some(6_000))]
    #[case("0.6", Some(6_000))]
    #[case("62,5 %", Some(6_250))]
    #[case("0", None)]
    #[case("140", None)]
    fn margins_come_in_three_forms(#[case] text: &str, #[case] expected: Option<i64>) {
        assert_eq!(margin(text), expected);
    }
}
