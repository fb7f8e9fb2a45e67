//! Money: integer minor units with an ISO 4217 currency, rounded once and never added across currencies.

use std::fmt;
use std::str::FromStr;

use super::number::{SingleMark, parse_scaled};
pub use super::number::{div_round, grouped};
use super::text::shortened;

/// The codes in use.
const CODES: &str = include_str!("../../assets/currencies.txt");

/// An ISO 4217 currency code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The US dollar, the default until the user chooses.
    pub const USD: Self = Self(*b"USD");

    /// Reads three letters that are a currency in use: beside an amount they may as well be a month or any word.
    pub fn in_use(text: &str) -> Option<Self> {
        text.parse().ok().filter(|currency: &Self| CODES.split_whitespace().any(|code| code == currency.code()))
    }

    /// Reads a currency as typed, in any case.
    ///
    /// # Errors
    /// Says what to type instead of what is no currency in use.
    pub fn typed(text: &str) -> Result<Self, String> {
        Self::in_use(text).ok_or_else(|| match text.trim() {
            "" => "a currency is needed: type its three letters, such as USD or EUR".to_owned(),
            text => format!("\"{}\" isn't a currency: type its three letters, such as USD or EUR", shortened(text, 20)),
        })
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Number of decimals of the minor unit, by ISO 4217 (JPY 0, USD 2, KWD 3).
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// Minor units in one unit of the currency (100 for USD, 1 for JPY).
    pub fn minor_per_unit(self) -> i64 {
        10_i64.pow(self.decimals())
    }

    /// Whether people at home in the currency write `$` for it.
    fn is_dollar(self) -> bool {
        matches!(
            &self.0,
            b"USD" | b"CAD" | b"AUD" | b"NZD" | b"SGD" | b"HKD" | b"TWD" | b"MXN" | b"CLP" | b"COP" | b"ARS"
        )
    }

    /// The sign written before an amount where everybody knows it, else the code and a blank.
    pub fn sign(&self) -> String {
        match &self.0 {
            b"USD" => "$".to_owned(),
            b"EUR" => "€".to_owned(),
            b"GBP" => "£".to_owned(),
            b"JPY" => "¥".to_owned(),
            _ => format!("{} ", self.code()),
        }
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::USD
    }
}

impl FromStr for Currency {
    type Err = ();

    /// Reads three letters in any case.
    fn from_str(text: &str) -> Result<Self, ()> {
        let letters: [u8; 3] = text.trim().to_ascii_uppercase().into_bytes().try_into().map_err(|_| ())?;
        if letters.iter().all(u8::is_ascii_uppercase) { Ok(Self(letters)) } else { Err(()) }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in minor units of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units (cents for USD).
    pub minor: i64,
    /// The currency they are units of.
    pub currency: Currency,
}

impl Money {
    /// An amount in minor units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The amount in units of its currency, for data.
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 minor units")]
    pub fn units(self) -> f64 {
        self.minor as f64 / self.currency.minor_per_unit() as f64
    }

    /// Writes the exact amount with its decimals and thousands marks: `$1,234.50`, `-€3.00`, `¥163,056`.
    pub fn exact(self) -> String {
        let per_unit = self.currency.minor_per_unit().unsigned_abs();
        let minor = self.minor.unsigned_abs();
        let units = grouped(minor / per_unit);
        let sign = if self.minor < 0 { "-" } else { "" };
        match self.currency.decimals() {
            0 => format!("{sign}{}{units}", self.currency.sign()),
            decimals => {
                let rest = minor % per_unit;
                format!("{sign}{}{units}.{rest:0width$}", self.currency.sign(), width = decimals as usize)
            }
        }
    }

    /// Writes the amount for a column: whole units from 100 units up, else exact (`$1,640`, `$16.60`).
    pub fn short(self) -> String {
        let per_unit = self.currency.minor_per_unit();
        if self.minor.unsigned_abs() < 100 * per_unit.unsigned_abs() {
            return self.exact();
        }
        let units = div_round(i128::from(self.minor), i128::from(per_unit)).unwrap_or(0);
        let sign = if units < 0 { "-" } else { "" };
        format!("{sign}{}{}", self.currency.sign(), grouped(units.unsigned_abs()))
    }
}

/// Reads an amount as typed, in minor units: `$250`, `6,50`, `1.234,50`, `10k`, `250 usd`. Never negative.
///
/// Nothing for text that is no amount, or that names another currency: an amount is never moved between currencies in silence.
pub fn parse_amount(text: &str, currency: Currency) -> Option<i64> {
    let mut rest = text.trim().to_lowercase();
    let code = currency.code().to_lowercase();
    let sign = currency.sign().trim().to_lowercase();
    for mark in [code.as_str(), sign.as_str(), if currency.is_dollar() { "$" } else { &sign }] {
        if let Some(bare) = rest.strip_prefix(mark).or_else(|| rest.strip_suffix(mark)) {
            rest = bare.trim().to_owned();
            break;
        }
    }
    // Three decimals are what such a currency has, and how its amounts are written here.
    let single = if currency.decimals() == 3 { SingleMark::Point } else { SingleMark::Thousands };
    parse_scaled(&rest, currency.decimals(), single)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn amounts_know_their_decimals() {
        let show = |minor, code: &str| Money::new(minor, code.parse().expect("a currency")).exact();
        assert_eq!(show(123_450, "USD"), "$1,234.50");
        assert_eq!(show(-5, "eur"), "-€0.05");
        assert_eq!(show(163_056, "CLP"), "CLP 163,056");
        assert_eq!(show(1_500, "KWD"), "KWD 1.500");
    }

    #[test]
    fn columns_drop_the_cents_of_large_amounts() {
        assert_eq!(Money::new(163_950, Currency::USD).short(), "$1,640");
        assert_eq!(Money::new(-163_950, Currency::USD).short(), "-$1,640");
        assert_eq!(Money::new(1_660, Currency::USD).short(), "$16.60");
    }

    #[rstest]
    #[case("$250", "USD", Some(25_000))]
    #[case("6,50", "USD", Some(650))]
    #[case("1.234,50", "EUR", Some(123_450))]
    #[case("1,234.50", "USD", Some(123_450))]
    #[case("1.234", "USD", Some(123_400))]
    #[case("10k", "USD", Some(1_000_000))]
    #[case("1.5k", "JPY", Some(1_500))]
    #[case("1.234k", "USD", Some(123_400))]
    #[case("250 eur", "EUR", Some(25_000))]
    #[case("A$ 9", "AUD", None)]
    #[case("$9", "AUD", Some(900))]
    #[case("1.500", "KWD", Some(1_500))]
    #[case("0.29", "USD", Some(29))]
    #[case("0.295", "USD", Some(30))]
    #[case("€250", "USD", None)]
    #[case("-5", "USD", None)]
    #[case("$", "USD", None)]
    #[case("", "USD", None)]
    #[case("99999999999999999999", "USD", None)]
    fn amounts_are_read_as_typed(#[case] text: &str, #[case] code: &str, #[case] expected: Option<i64>) {
        assert_eq!(parse_amount(text, code.parse().expect("a currency")), expected);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(minor in 0..1_000_000_000_000_i64, code in prop::sample::select(vec!["USD", "JPY", "KWD", "EUR", "CLP", "SEK"])) {
            let currency: Currency = code.parse().expect("a currency");
            prop_assert_eq!(parse_amount(&Money::new(minor, currency).exact(), currency), Some(minor));
        }
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(div_round(5, 2), Some(3));
        assert_eq!(div_round(-5, 2), Some(-3));
        assert_eq!(div_round(4, -3), Some(-1));
        assert_eq!(div_round(1, 0), None);
    }
}
