//! What a cell of payments says: `2026-03-04 120.00 USD fee by PayPal|2026-04-01 50.00 EUR = 54.20 commission 2026-03`.

use super::money;
use crate::domain::Currency;
use crate::domain::payable::{COMMISSION, Purpose};
use crate::proto::ingest::ListedPayment;

/// Reads a cell; nothing where a part of it says something else.
pub(in crate::import) fn parse(text: &str) -> Option<Vec<ListedPayment>> {
    text.split('|').map(str::trim).filter(|part| !part.is_empty()).map(part).collect()
}

fn part(text: &str) -> Option<ListedPayment> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [on, amount, currency, rest @ ..] = words.as_slice() else { return None };
    let milli = |text: &str| money::plain(text).map(|amount| amount.milli).filter(|milli| *milli > 0);
    let (settles_milli, rest) = match rest {
        ["=", settles, rest @ ..] => (Some(milli(settles)?), rest),
        rest => (None, rest),
    };
    let (purpose, rest) = match Purpose::find(rest) {
        Some((purpose, rest)) => (Some(purpose), rest),
        // A share of sales without its month is no method.
        None if rest.first() == Some(&COMMISSION) => return None,
        None => (None, rest),
    };
    let rest = rest.strip_prefix(&["by"]).unwrap_or(rest);
    Some(ListedPayment {
        on: on.parse().ok()?,
        milli: milli(amount)?,
        currency: Currency::in_use(currency)?,
        settles_milli,
        purpose,
        method: rest.join(" "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CostKind;
    use crate::domain::payable::Month;

    #[test]
    fn reads_payments_with_and_without_what_they_are_for() {
        let day = |text: &str| text.parse().expect("a day");
        let plain = ListedPayment {
            on: day("2026-03-04"),
            milli: 120_000,
            currency: Currency::USD,
            settles_milli: None,
            purpose: None,
            method: String::new(),
        };
        let march = Month::parse("2026-03").expect("a month");
        let other = ListedPayment {
            on: day("2026-04-01"),
            milli: 50_000,
            currency: "EUR".parse().expect("a currency"),
            settles_milli: Some(54_200),
            purpose: Some(Purpose::Commission(march)),
            method: "bank transfer".to_owned(),
        };
        assert_eq!(
            parse(
                "2026-03-04 120.00 USD|2026-03-04 120 usd fee by PayPal | 2026-04-01 50.00 EUR = 54.20 commission 2026-03 by bank transfer"
            ),
            Some(vec![
                plain.clone(),
                ListedPayment {
                    purpose: Some(Purpose::Amount(CostKind::Fee)),
                    method: "PayPal".to_owned(),
                    ..plain.clone()
                },
                other,
            ])
        );
        assert_eq!(
            parse("2026-03-04 120.00 USD Wise EU"),
            Some(vec![ListedPayment { method: "Wise EU".to_owned(), ..plain }])
        );
        for text in [
            "$120",
            "soon 120 USD",
            "2026-02-30 120 USD",
            "2026-03-04 120",
            "2026-03-04 -5 USD",
            "2026-03-04 5 QQQ",
            "2026-03-04 5 USD commission 2026-13",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
