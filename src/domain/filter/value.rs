//! Single values of the filter language: operators, and numbers with the precision at which they were typed.

use super::Compare;
use super::field::Unit;

/// The operator between a field and its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Is,
    IsNot,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Op {
    /// The direction, where the operator compares.
    pub(super) fn compare(self) -> Option<Compare> {
        match self {
            Self::Is | Self::IsNot => None,
            Self::Less => Some(Compare::Less),
            Self::AtMost => Some(Compare::AtMost),
            Self::More => Some(Compare::More),
            Self::AtLeast => Some(Compare::AtLeast),
        }
    }
}

impl Compare {
    /// The sign as typed.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    /// Whether `left` is in this relation to `right`; never for a value that cannot be compared.
    pub fn holds<T: PartialOrd + Copy>(self, left: T, right: T) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

/// A number as typed, with the half-open stretch of numbers that round to it: 6 is everything from 5.5 up to below 6.5.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// As typed, without blanks.
    pub typed: String,
    /// The number itself.
    pub value: f64,
    /// The least number that counts as equal.
    pub low: f64,
    /// The least number above it that no longer counts as equal.
    pub high: f64,
}

impl Amount {
    /// Reads `6`, `6.5`, `6,5`, `10k`, `1.5m`, `$250`, `4%`, `-20%` for a field that counts the given unit.
    ///
    /// A comma is a decimal mark, except between groups of three digits where whole things or money are counted.
    pub fn read(typed: &str, unit: Unit) -> Option<Self> {
        let typed = typed.trim();
        let (negative, rest) = signed(typed);
        let rest = match unit {
            Unit::Money => {
                let sign = ['$', '€', '£', '¥'];
                rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign)).unwrap_or(rest)
            }
            _ => rest,
        };
        let (rest, percent) = match (rest.strip_suffix('%'), unit) {
            (Some(rest), Unit::Percent) => (rest, 0),
            (Some(rest), Unit::Plain) => (rest, -2),
            (Some(_), Unit::Count | Unit::Money) => return None,
            (None, _) => (rest, 0),
        };
        let scale = match rest.chars().next_back()? {
            'k' | 'K' => 3,
            'm' | 'M' => 6,
            'b' | 'B' => 9,
            _ => 0,
        };
        let digits = if scale > 0 { &rest[..rest.len() - 1] } else { rest };
        let groups = scale == 0 && matches!(unit, Unit::Count | Unit::Money);
        let (whole, decimals) = split(digits, groups)?;
        let all = format!("{whole}{decimals}");
        // Fifteen digits are what an f64 keeps exactly.
        if all.is_empty() || all.len() > 15 || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits: i64 = all.parse().ok()?;
        let digits = if negative { -digits } else { digits };
        let exponent = scale + percent - i32::try_from(decimals.len()).ok()?;
        // Through text, so that 16.7k is the f64 next to 16,700 and not a product of two rounded numbers.
        let number = |digits: i64, exponent: i32| format!("{digits}e{exponent}").parse::<f64>().ok();
        Some(Self {
            typed: typed.to_owned(),
            value: number(digits, exponent)?,
            low: number(digits * 10 - 5, exponent - 1)?,
            high: number(digits * 10 + 5, exponent - 1)?,
        })
    }

    /// Whether the number rounds to this one.
    pub fn rounds_from(&self, number: f64) -> bool {
        self.low <= number && number < self.high
    }
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Splits at the decimal mark and drops the marks between thousands, where there may be some.
fn split(digits: &str, groups: bool) -> Option<(String, &str)> {
    let (before, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if !before.contains(',') {
        return Some((before.to_owned(), decimals));
    }
    let mut parts = before.split(',');
    let first = parts.next().unwrap_or_default();
    if groups && (1..=3).contains(&first.len()) && first != "0" && parts.all(|part| part.len() == 3) {
        return Some((before.replace(',', ""), decimals));
    }
    let (whole, decimals) = digits.split_once(',')?;
    Some((whole.to_owned(), decimals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("6", Unit::Percent, 6.0, 5.5, 6.5)]
    #[case("6.5", Unit::Percent, 6.5, 6.45, 6.55)]
    #[case("6,5", Unit::Percent, 6.5, 6.45, 6.55)]
    #[case("6,125", Unit::Percent, 6.125, 6.1245, 6.1255)]
    #[case("4%", Unit::Percent, 4.0, 3.5, 4.5)]
    #[case("-20%", Unit::Percent, -20.0, -20.5, -19.5)]
    #[case("150%", Unit::Plain, 1.5, 1.495, 1.505)]
    #[case("10k", Unit::Count, 10_000.0, 9_500.0, 10_500.0)]
    #[case("16.7k", Unit::Count, 16_700.0, 16_650.0, 16_750.0)]
    #[case("10,000", Unit::Count, 10_000.0, 9_999.5, 10_000.5)]
    #[case("1.5M", Unit::Count, 1_500_000.0, 1_450_000.0, 1_550_000.0)]
    #[case("$1,250.50", Unit::Money, 1_250.5, 1_250.495, 1_250.505)]
    #[case("99€", Unit::Money, 99.0, 98.5, 99.5)]
    #[case(".5", Unit::Plain, 0.5, 0.45, 0.55)]
    fn numbers_keep_their_precision(
        #[case] typed: &str,
        #[case] unit: Unit,
        #[case] value: f64,
        #[case] low: f64,
        #[case] high: f64,
    ) {
        let expected = Amount { typed: typed.to_owned(), value, low, high };
        assert_eq!(Amount::read(typed, unit), Some(expected));
    }

    #[rstest]
    #[case("")]
    #[case("six")]
    #[case("1.2.3")]
    #[case("4%")]
    #[case("€")]
    #[case("k")]
    #[case("1e5")]
    #[case("1234567890123456")]
    #[case("$5")]
    fn anything_else_is_no_count(#[case] typed: &str) {
        assert_eq!(Amount::read(typed, Unit::Count), None);
    }
}
