//! What a cell of a paid column says: `yes`, `unpaid`, `invoiced`, the day of the payment, or its amount.

use super::date::{self, DayOrder, Moment};
use super::money::{self, Amount};
use crate::domain::collaboration::Payment;
use crate::domain::text::fold;
use crate::import::columns::Dictionary;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::import) enum Paid {
    /// How far paying has come; nothing owed where the cell says no.
    State(Payment),
    /// The day on which it was paid.
    On(Moment),
    /// How much was paid.
    Amount(Amount),
}

/// Reads a cell; nothing where it says none of these.
pub(in crate::import) fn parse(text: &str, order: DayOrder) -> Option<Paid> {
    let folded = fold(text.trim_end_matches(['.', '!', '?']).trim());
    let words = &Dictionary::get().paid_words;
    if let Some((payment, _)) = words.iter().find(|(_, words)| words.contains(&folded)) {
        return Some(Paid::State(*payment));
    }
    // "paid 3/14" and "paid $80" say more than "paid".
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let says_paid = || words.iter().any(|(payment, words)| *payment == Payment::Paid && words.contains(&fold(first)));
    let stated = if !rest.is_empty() && says_paid() { rest.trim() } else { text };
    if let Some(moment) = date::parse(stated, order) {
        return Some(Paid::On(moment));
    }
    money::parse(stated).filter(|amount| amount.milli >= 0).map(Paid::Amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Yes", Some(Payment::Paid))]
    #[case("✓", Some(Payment::Paid))]
    #[case("TRUE", Some(Payment::Paid))]
    #[case("Bezahlt", Some(Payment::Paid))]
    #[case("sí", Some(Payment::Paid))]
    #[case("no", Some(Payment::NothingOwed))]
    #[case("Pending", Some(Payment::NothingOwed))]
    #[case("Invoice received", Some(Payment::Invoiced))]
    #[case("partially paid", Some(Payment::PartPaid))]
    #[case("see mail", None)]
    fn words_say_how_far_paying_has_come(#[case] text: &str, #[case] expected: Option<Payment>) {
        assert_eq!(parse(text, DayOrder::DayFirst), expected.map(Paid::State));
    }

    #[test]
    fn a_day_and_an_amount_say_paid() {
        let day = |text| match parse(text, DayOrder::DayFirst) {
            Some(Paid::On(moment)) => moment.day.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!([day("2026-03-14"), day("paid 14 Mar 2026")], ["2026-03-14", "2026-03-14"]);
        let milli = |text| match parse(text, DayOrder::DayFirst) {
            Some(Paid::Amount(amount)) => Some(amount.milli),
            _ => None,
        };
        assert_eq!([milli("$80"), milli("paid 80.50"), milli("120")], [Some(80_000), Some(80_500), Some(120_000)]);
    }
}
