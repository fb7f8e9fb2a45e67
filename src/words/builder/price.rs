//! What somebody costs, with where that comes from.

use crate::domain::Currency;
use crate::domain::figure::money;
use crate::domain::number::compact;
use crate::proto::builder::{Bookee, Price};
use crate::words::odds::NO_FEE;

/// What the fee of one booking is: `$80`, `~$140` for a guess, `80 GBP` in another currency.
pub fn price(price: Price, currency: Currency) -> String {
    match price {
        Price::Agreed(minor)
        | Price::Planned(minor)
        | Price::Typed(minor)
        | Price::Last(minor)
        | Price::Asked(minor) => money(minor, currency),
        Price::Guessed(Some(minor)) => format!("~{}", money(minor, currency)),
        Price::Guessed(None) => "~".to_owned(),
        Price::Foreign(price) => money(price.minor, price.currency),
    }
}

/// The same in a narrow column: `~$12.5k` for a guess, which has no more digits anyway, `$1.2m` for a large amount.
pub fn price_briefly(known: Price, currency: Currency) -> String {
    match known {
        Price::Guessed(Some(minor)) => format!("~{}", briefly(minor, currency, LARGE_GUESS)),
        Price::Foreign(price) => briefly(price.minor, price.currency, LARGE),
        known => known.fee_minor().map_or_else(|| price(known, currency), |minor| briefly(minor, currency, LARGE)),
    }
}

/// From this many units on an amount is written in thousands or millions where there is little room.
pub(super) const LARGE: i64 = 100_000;
/// The same for an amount that is a guess.
const LARGE_GUESS: i64 = 10_000;

/// Writes an amount; from so many units on in thousands or millions.
pub(super) fn briefly(minor: i64, currency: Currency, large: i64) -> String {
    let units = minor / currency.minor_per_unit();
    if units < large { money(minor, currency) } else { format!("{}{}", currency.sign(), compact(units)) }
}

/// The highest fee that somebody is worth, in a narrow column; nothing where that is unknown.
pub fn worth(person: &Bookee, currency: Currency) -> Option<String> {
    let minor = person.worth_minor?;
    Some(if minor == 0 { NO_FEE.to_owned() } else { briefly(minor, currency, LARGE) })
}

/// Where the fee comes from.
pub fn price_from(price: Price) -> &'static str {
    match price {
        Price::Agreed(_) => "agreed in this batch",
        Price::Planned(_) => "offered in this batch",
        Price::Typed(_) => "as you typed it for this batch",
        Price::Last(_) => "as last time",
        Price::Asked(_) => "asked",
        Price::Guessed(Some(_)) => "a guess from what such views usually cost",
        Price::Guessed(None) => "unknown",
        Price::Foreign(_) => "asked in another currency",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;

    #[test]
    fn a_narrow_column_holds_any_price() {
        let brief = |price| price_briefly(price, Currency::USD);
        assert_eq!(brief(Price::Guessed(Some(1_250_000))), "~$12.5k");
        assert_eq!(brief(Price::Guessed(Some(98_000))), "~$980");
        assert_eq!(brief(Price::Guessed(None)), "~");
        assert_eq!(brief(Price::Asked(1_250_000)), "$12,500", "a price that is known is written in full");
        assert_eq!(brief(Price::Typed(123_456_789)), "$1.2m");
        assert_eq!(brief(Price::Typed(0)), "$0");
        assert_eq!(brief(Price::Foreign(Money::new(8_000, "GBP".parse().expect("a currency")))), "£80.00");
    }
}
