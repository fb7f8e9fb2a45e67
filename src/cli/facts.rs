//! Writes the fields of creators and collaborations as CSV and JSON, for every command. The fields are listed in
//! `proto::creator_fact`.

use serde_json::{Map, Value};

use crate::domain::figure::UNKNOWN;
use crate::domain::number::full;
use crate::domain::record::{Field, Kind, Record, View};
use crate::domain::text::{clean, sheet_cell, sheet_lines};
use crate::domain::{Currency, Money, TierBorders};
use crate::proto::creator_fact::{CreatorFact, FactValue};
use crate::proto::row::CreatorRow;

/// Returns these facts of a creator as JSON by key; unknown values are null.
pub(super) fn as_json(facts: &[CreatorFact], row: &CreatorRow, borders: TierBorders) -> Map<String, Value> {
    let value = |fact: CreatorFact| match fact.of(row, borders) {
        FactValue::Text("") => Value::Null,
        FactValue::Text(text) => Value::from(text),
        FactValue::List(words) => Value::from(words),
        FactValue::Count(count) => Value::from(count),
        FactValue::Decimal(number) => Value::from(number),
        FactValue::Money(money) => Value::from(money.map(Money::units)),
        FactValue::Day(day) => Value::from(day.map(|day| day.to_string())),
        FactValue::Window(window) => Value::from(window.map(|window| window.to_string())),
        FactValue::YesNo(is_so) => Value::from(is_so),
    };
    facts.iter().map(|fact| (fact.key().to_owned(), value(*fact))).collect()
}

/// Returns the fields of a record as JSON by key. Amounts are in minor units (`fee_minor`), shares in basis points
/// (`commission_bp`), and unknown values are null.
pub(super) fn record<R: Record>(record: &R) -> Map<String, Value> {
    let one = |field: &R::Field| {
        let fact = field.fact();
        let unit = match fact.kind {
            Kind::Money => "_minor",
            Kind::Share => "_bp",
            _ => "",
        };
        let value = match record.get(*field) {
            View::Text("") => Value::Null,
            View::Text(text) => Value::from(text),
            View::Count(count) => Value::from(count),
            View::Decimal(number) => Value::from(number),
            View::Day(day) => Value::from(day.map(|day| day.to_string())),
            View::List(words) => Value::from(words),
            View::Window(window) => Value::from(window.map(|window| window.to_string())),
        };
        (format!("{}{unit}", fact.key), value)
    };
    R::Field::ALL.iter().map(one).collect()
}

/// Returns the fields of a record as CSV cells, in the order of its field table: amounts in currency units, shares in percent,
/// lists separated by `|`. Unknown values are empty.
pub(super) fn sheet<R: Record>(record: &R, currency: Currency) -> impl Iterator<Item = String> {
    R::Field::ALL.iter().map(move |field| {
        let fact = field.fact();
        match record.get(*field) {
            View::Text(text) if fact.kind.is_long() => sheet_lines(text),
            View::Text(text) => sheet_cell(text),
            View::Count(Some(count)) => match fact.kind {
                Kind::Money => decimal(count, currency),
                Kind::Share => format!("{}%", scaled(count, 2)),
                _ => count.to_string(),
            },
            other @ (View::Count(None) | View::Decimal(_) | View::Day(_) | View::Window(_)) => other.plain(),
            View::List(words) => sheet_cell(&words.iter().map(|word| clean(word)).collect::<Vec<_>>().join("|")),
        }
    })
}

/// Writes an amount as a plain decimal: `1234.50`.
pub(super) fn decimal(minor: i64, currency: Currency) -> String {
    scaled(minor, currency.decimals())
}

/// Writes a whole number of smallest units as a decimal with this many digits after the point.
fn scaled(parts: i64, digits: u32) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    let (one, size) = (10_u64.pow(digits), parts.unsigned_abs());
    match digits {
        0 => format!("{sign}{size}"),
        digits => format!("{sign}{}.{:0width$}", size / one, size % one, width = digits as usize),
    }
}

/// Returns these facts of a creator as CSV cells; unknown values are empty.
pub(super) fn cells(facts: &[CreatorFact], row: &CreatorRow, borders: TierBorders) -> impl Iterator<Item = String> {
    facts.iter().map(move |fact| match fact.of(row, borders) {
        FactValue::Text(text) if text.contains('\n') => sheet_lines(text),
        FactValue::Text(text) => sheet_cell(text),
        FactValue::List(words) => sheet_cell(&words.into_iter().map(clean).collect::<Vec<_>>().join("|")),
        FactValue::Count(count) => count.map(|count| count.to_string()).unwrap_or_default(),
        FactValue::Decimal(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        FactValue::Money(money) => money.map(|money| money.units().to_string()).unwrap_or_default(),
        FactValue::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
        FactValue::Window(window) => window.map(|window| window.to_string()).unwrap_or_default(),
        FactValue::YesNo(is_so) => if is_so { "yes" } else { "no" }.to_owned(),
    })
}

/// The width of a fact's column in a table for people, and whether it is set to the right.
pub(super) fn width(fact: CreatorFact, row: &CreatorRow, borders: TierBorders) -> (usize, bool) {
    match fact.of(row, borders) {
        _ if fact == CreatorFact::Handle => (26, false),
        FactValue::Text(_) | FactValue::List(_) | FactValue::Window(_) => (fact.key().len().max(14), false),
        FactValue::Day(_) | FactValue::YesNo(_) => (fact.key().len().max(10), false),
        FactValue::Count(_) | FactValue::Decimal(_) | FactValue::Money(_) => (fact.key().len().max(9), true),
    }
}

/// A fact of a creator as a table for people shows it; unknown values are `-`.
pub(super) fn shown(fact: CreatorFact, row: &CreatorRow, borders: TierBorders) -> String {
    let known = match fact.of(row, borders) {
        FactValue::Text(text) => Some(clean(text)).filter(|text| !text.is_empty()),
        FactValue::List(words) => Some(words.into_iter().map(clean).collect::<Vec<_>>().join(", ")),
        FactValue::Count(count) => count.map(full),
        FactValue::Decimal(number) => number.map(|number| format!("{number:.1}")),
        FactValue::Money(money) => money.map(Money::short),
        FactValue::Day(day) => day.map(|day| day.to_string()),
        FactValue::Window(window) => window.map(|window| window.to_string()),
        FactValue::YesNo(is_so) => Some(if is_so { "yes" } else { "no" }.to_owned()),
    };
    known.filter(|known| !known.is_empty()).unwrap_or_else(|| UNKNOWN.to_owned())
}
