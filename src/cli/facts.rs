//! The facts of a creator as CSV and JSON, for every command: see the table in `proto::creator_fact`.

use serde_json::{Map, Value};

use crate::domain::TierBorders;
use crate::domain::text::{clean, sheet_cell, sheet_lines};
use crate::proto::creator_fact::{CreatorFact, FactValue};
use crate::proto::row::CreatorRow;

/// Returns the facts of a creator by their keys; unknown is null.
pub(super) fn as_json(row: &CreatorRow, borders: TierBorders) -> Map<String, Value> {
    let value = |fact: CreatorFact| match fact.of(row, borders) {
        FactValue::Text("") => Value::Null,
        FactValue::Text(text) => Value::from(text),
        FactValue::List(words) => Value::from(words),
        FactValue::Count(count) => Value::from(count),
        FactValue::Decimal(number) => Value::from(number),
        FactValue::Day(day) => Value::from(day.map(|day| day.to_string())),
        FactValue::YesNo(is_so) => Value::from(is_so),
    };
    CreatorFact::all().iter().map(|fact| (fact.key().to_owned(), value(*fact))).collect()
}

/// Returns the facts of a creator as the cells of a row, in the order of the table; unknown is empty.
pub(super) fn cells(row: &CreatorRow, borders: TierBorders) -> impl Iterator<Item = String> {
    CreatorFact::all().iter().map(move |fact| match fact.of(row, borders) {
        FactValue::Text(text) if text.contains('\n') => sheet_lines(text),
        FactValue::Text(text) => sheet_cell(text),
        FactValue::List(words) => sheet_cell(&words.into_iter().map(clean).collect::<Vec<_>>().join("|")),
        FactValue::Count(count) => count.map(|count| count.to_string()).unwrap_or_default(),
        FactValue::Decimal(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        FactValue::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
        FactValue::YesNo(is_so) => if is_so { "yes" } else { "no" }.to_owned(),
    })
}
