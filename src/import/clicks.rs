//! Whether a file of clicks counts those of each day, or all of a link so far.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::matcher::{self, Matched};
use super::table::Table;
use super::values::count;
use super::values::date::{DayOrder, OrderFound, order_of, parse};
use crate::domain::number::NumberWords;
use crate::domain::text::fold;
use crate::proto::column::{Sureness, Target};
use crate::proto::ingest::ImportKind;

/// Matches the columns. A name such as `Total clicks` says that the counts run on, unless they fall from one day to a later one:
/// some tools call the clicks of a day so.
pub(super) fn matched(table: &Table) -> Matched {
    let mut matched = matcher::by_name(ImportKind::Clicks, table);
    let column =
        |wanted: Target| matched.becomes.iter().position(|found| found.is_some_and(|(target, _)| target == wanted));
    let Some(total) = column(Target::TotalClicks) else { return matched };
    let of = column(Target::Link).or_else(|| column(Target::Code));
    let day = column(Target::CountedOn);
    let falls = of.zip(day).is_some_and(|(of, day)| falls(table, of, day, total));
    let is_alone = column(Target::Clicks).is_none();
    if let Some(slot) = matched.becomes.get_mut(total).filter(|_| falls) {
        *slot = is_alone.then_some((Target::Clicks, Sureness::Guess));
    }
    matched
}

/// Whether a count is below that of an earlier day of the same link, in whichever order of day and month.
fn falls(table: &Table, of: usize, day: usize, total: usize) -> bool {
    let orders = match order_of(table.cells(day)) {
        OrderFound::Known(order) => vec![order],
        OrderFound::Both(_) | OrderFound::Undecided | OrderFound::Needless => {
            vec![DayOrder::DayFirst, DayOrder::MonthFirst]
        }
    };
    orders.into_iter().all(|order| {
        let mut days: BTreeMap<String, BTreeMap<NaiveDate, f64>> = BTreeMap::new();
        for row in &table.body {
            let cell = |column: usize| row.cells.get(column).map_or("", |cell| cell.trim());
            let read = (parse(cell(day), order), count(cell(total), NumberWords::Usual, None));
            if let (Some(moment), Some(count)) = read {
                days.entry(fold(cell(of))).or_default().insert(moment.day, count);
            }
        }
        days.values().any(|counts| counts.values().zip(counts.values().skip(1)).any(|(before, after)| after < before))
    })
}
