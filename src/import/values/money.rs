//! Amounts as people and shops write them.

use crate::domain::Currency;
use crate::domain::number::parse_decimal;

/// Signs of money and what they stand for; the longer ones come first because `R$` ends like `$`.
const SIGNS: [(&str, &str); 24] = [
    ("US$", "USD"),
    ("R$", "BRL"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("Rp", "IDR"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("円", "JPY"),
    ("元", "CNY"),
    ("₺", "TRY"),
    ("TL", "TRY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₫", "VND"),
    ("₽", "RUB"),
];

/// The most units that one amount has.
const MOST_UNITS: i64 = 9_000_000_000_000;

/// An amount in thousandths of a unit, exact for every currency, and the currency if the text names one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Amount {
    /// Thousandths of a unit.
    pub(in crate::import) milli: i64,
    /// The currency the text names.
    pub(in crate::import) currency: Option<Currency>,
    /// Whether the text says `¥`, which is yen or yuan.
    pub(in crate::import) is_yen_or_yuan: bool,
}

impl Amount {
    /// The amount so many times, nothing where that is beyond any amount.
    pub(in crate::import) fn times(self, factor: f64) -> Option<Self> {
        #[expect(clippy::cast_precision_loss, reason = "thousandths far below 2^53")]
        let milli = (self.milli as f64 * factor).round();
        #[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
        (milli.abs() <= 9.0e15).then_some(Self { milli: milli as i64, ..self })
    }

    /// The amount in minor units of a currency.
    pub(in crate::import) fn minor(self, currency: Currency) -> Option<i64> {
        crate::domain::money::div_round(i128::from(self.milli) * i128::from(currency.minor_per_unit()), 1_000)
    }
}

/// Reads an amount as people write it: `50,00 €`, `$1,234.56`, `(33.62)`, `Rp 45.000.000`, `2,281,428円`, `1.5k USD`.
///
/// Ranges and words give nothing.
pub(in crate::import) fn parse(text: &str) -> Option<Amount> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        },
    };
    let is_yen_or_yuan = text.contains(['¥', '￥']);
    let (text, currency) = without_currency(text);
    // "50,-" and "50.–" are round amounts.
    let text = [",-", ".-", ",–", ".–", ",—", ".—"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let (text, inner_minus) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let value = parse_decimal(text.trim())?;
    if (negative && inner_minus) || value.abs() > 9.0e12 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
    let milli = (value * 1_000.0).round() as i64;
    Some(Amount { milli: if negative || inner_minus { -milli } else { milli }, currency, is_yen_or_yuan })
}

/// Reads an amount as Tenfold writes it, with a point before the decimals: `12.345` dinars are twelve and some.
pub(in crate::import) fn plain(text: &str) -> Option<Amount> {
    let value: f64 = text.parse().ok().filter(|value: &f64| value.abs() <= 9.0e12)?;
    #[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
    let milli = (value * 1_000.0).round() as i64;
    Some(Amount { milli, currency: None, is_yen_or_yuan: false })
}

/// Reads a cell that names a currency, by its code or by a sign alone.
pub(in crate::import) fn named(text: &str) -> Option<Amount> {
    let coded = |currency| Amount { milli: 0, currency: Some(currency), is_yen_or_yuan: false };
    Currency::in_use(text).map(coded).or_else(|| parse(&format!("{text}1")).filter(|amount| amount.currency.is_some()))
}

fn without_currency(text: &str) -> (&str, Option<Currency>) {
    for (sign, code) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (rest.trim(), code.parse().ok());
        }
    }
    let head = text.split_at_checked(3).and_then(|(code, rest)| Some((rest, Currency::in_use(code)?)));
    let tail = || {
        let (rest, code) = text.split_at_checked(text.len().checked_sub(3)?)?;
        Some((rest, Currency::in_use(code)?))
    };
    if let Some((rest, currency)) = head.or_else(tail) {
        return (rest.trim(), Some(currency));
    }
    (text, None)
}

/// Reads an amount of a shop export in minor units: a point is always the decimal mark, as `5.500` of three-decimal
/// currencies shows; a lone comma is one too, unless it comes before three digits.
pub(in crate::import) fn parse_shop(text: &str, currency: Currency) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let comma = digits.rfind(',');
    let mark = match (digits.rfind('.'), comma) {
        (Some(point), Some(comma)) => Some(point.max(comma)),
        (Some(point), None) => Some(point),
        (None, Some(comma)) if digits.len() - comma != 4 => Some(comma),
        _ => None,
    };
    let decimals = currency.decimals();
    let (mut minor, mut places, mut seen) = (0_i64, 0, false);
    let mut round_up = false;
    for (index, c) in digits.char_indices() {
        match c.to_digit(10) {
            Some(digit) if mark.is_none_or(|mark| index < mark) || places < decimals => {
                minor = minor.checked_mul(10)?.checked_add(i64::from(digit))?;
                places += u32::from(mark.is_some_and(|mark| index > mark));
                seen = true;
            }
            // Digits behind the smallest unit round once, by the first of them.
            Some(digit) => {
                round_up |= places == decimals && digit >= 5;
                places += 1;
            }
            None if Some(index) == mark => {}
            None if mark.is_none_or(|mark| index < mark) && matches!(c, ',' | '.') && index > 0 => {}
            None => return None,
        }
    }
    if !seen {
        return None;
    }
    minor = minor.checked_mul(10_i64.pow(decimals.saturating_sub(places)))?.checked_add(i64::from(round_up))?;
    // No order is worth more, and many of them must still add up.
    if minor / currency.minor_per_unit().max(1) > MOST_UNITS {
        return None;
    }
    Some(if negative { -minor } else { minor })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("50,00 €", 50_000, Some("EUR"))]
    #[case("1\u{a0}870,00 €", 1_870_000, Some("EUR"))]
    #[case("$1,149.00 ", 1_149_000, Some("USD"))]
    #[case("($33.62)", -33_620, Some("USD"))]
    #[case("-$12.00", -12_000, Some("USD"))]
    #[case("2,281,428円", 2_281_428_000, Some("JPY"))]
    #[case("Rp 45.000.000", 45_000_000_000, Some("IDR"))]
    #[case("R$ 300", 300_000, Some("BRL"))]
    #[case("1.5k USD", 1_500_000, Some("USD"))]
    #[case("eur 40", 40_000, Some("EUR"))]
    #[case("250", 250_000, None)]
    #[case("50,-", 50_000, None)]
    #[case("€ 50,-", 50_000, Some("EUR"))]
    #[case("50,- €", 50_000, Some("EUR"))]
    #[case("1.250,-", 1_250_000, None)]
    #[case("1,5 bin TL", 1_500_000, Some("TRY"))]
    fn amounts_are_read_as_written(#[case] text: &str, #[case] milli: i64, #[case] code: Option<&str>) {
        let amount = parse(text).expect("an amount");
        assert_eq!((amount.milli, amount.currency.map(|c| c.to_string()).as_deref()), (milli, code));
    }

    #[rstest]
    #[case("$10K-$50K")]
    #[case("gifted")]
    #[case("Nov 5")]
    #[case("5 Nov")]
    #[case("due 100")]
    #[case("100 max")]
    #[case("USD")]
    #[case("--5")]
    #[case("")]
    fn what_is_no_amount_is_none(#[case] text: &str) {
        assert_eq!(parse(text), None);
    }

    #[rstest]
    #[case("1199.00", "USD", Some(119_900))]
    #[case("5.5", "USD", Some(550))]
    #[case("5.500", "KWD", Some(5_500))]
    #[case("163056", "CLP", Some(163_056))]
    #[case("163056.00", "CLP", Some(163_056))]
    #[case("0", "EUR", Some(0))]
    #[case("19,90", "EUR", Some(1_990))]
    #[case("1,199.00", "USD", Some(119_900))]
    #[case("1,199", "USD", Some(119_900))]
    #[case("-3.00", "USD", Some(-300))]
    #[case("0.005", "USD", Some(1))]
    #[case("0.0049", "USD", Some(0))]
    #[case("abc", "USD", None)]
    #[case("12 34", "USD", None)]
    #[case("99999999999999999999", "USD", None)]
    fn shop_amounts_have_a_point(#[case] text: &str, #[case] currency: &str, #[case] expected: Option<i64>) {
        assert_eq!(parse_shop(text, currency.parse().expect("a currency")), expected);
    }
}
