//! How a file was read, one sentence for each note.

use crate::domain::creator::CreatorField;
use crate::domain::figure::counted;
use crate::domain::money::grouped;
use crate::proto::column::{DayOrder, Target};
use crate::proto::import_note::ImportNote;

/// Notes as sentences.
pub fn import_notes<'a>(notes: impl IntoIterator<Item = &'a ImportNote>) -> Vec<String> {
    notes.into_iter().map(import_note).collect()
}

/// A note as a sentence.
fn import_note(note: &ImportNote) -> String {
    match note {
        ImportNote::HeaderRow(row) => format!("The header is in row {row}; the rows above it are left out."),
        ImportNote::NoHeader => "There is no header, so columns are recognized by their cells.".to_owned(),
        ImportNote::ExplainingRow(row) => format!("Row {row} explains the columns and is left out."),
        ImportNote::HeaderAgain(times) => {
            let times = if *times == 1 { "once".to_owned() } else { format!("{} times", grouped(*times)) };
            format!("The header repeats {times} between the rows.")
        }
        ImportNote::CountsOnePost(column) => {
            format!("The list has one row per post, so `{column}` counts a single post and is left out.")
        }
        ImportNote::SeveralPlatforms(column) => {
            format!("`{column}` names several platforms: bare handles count as TikTok accounts.")
        }
        ImportNote::OneAccount { platform, left_out } => {
            let names: Vec<String> = left_out.iter().map(|column| format!("`{column}`")).collect();
            format!("One row becomes one account, on {}: {} left out.", platform.word(), names.join(", "))
        }
        ImportNote::Fractions(column) => format!("`{column}` holds fractions: 0.05 is read as 5%."),
        ImportNote::AmbiguousDates { column, order } => {
            format!("The dates in `{column}` are ambiguous: 03/04 is read as {}.", march_or_april(*order))
        }
        ImportNote::MixedDates { column, order } => format!(
            "`{column}` has dates with the day first and dates with the month first: 03/04 is read as {}. Check them in the file.",
            march_or_april(*order)
        ),
        ImportNote::GaveUp { column, field } => format!("`{column}` is left out: only one column can be {field}."),
        ImportNote::OneWord(word) => format!("Its only word, `{word}`, is read as the handle of a creator."),
        ImportNote::Remembered => "Columns are mapped as you chose last time.".to_owned(),
        ImportNote::Previewed(rows) => {
            format!("Only the first {} rows were previewed; the file has more.", grouped(*rows))
        }
        ImportNote::NoColumn(target) => no_column(*target).to_owned(),
        ImportNote::Clicks { are_totals: true } => {
            "The clicks are read as running totals: all clicks of a link up to the day.".to_owned()
        }
        ImportNote::Clicks { are_totals: false } => "The clicks are read as those of each day.".to_owned(),
        ImportNote::NoCreator(rows) => skipped_rows(*rows, "no creator (blank or filled down)"),
        ImportNote::Totals(rows) => skipped(*rows, "row of totals", "rows of totals"),
        ImportNote::NoPost(rows) => skipped_rows(*rows, "no post"),
        ImportNote::NoCount(rows) => skipped_rows(*rows, "no count"),
        ImportNote::NoPrice(prices) => {
            sentence(*prices, "price isn't an amount and was skipped", "prices aren't amounts and were skipped")
        }
        ImportNote::YenOrYuan(prices) => {
            let prices = counted(*prices, "price in ¥ stays", "prices in ¥ stay");
            format!("{prices} unknown: name the currency in the header, `Price (CNY)` or `Price (JPY)`.")
        }
        ImportNote::UnsurePlatform(rows) => {
            let rows = counted(*rows, "row names", "rows name");
            format!("{rows} several platforms for a bare handle, which counts as a TikTok account.")
        }
        ImportNote::UnknownCountries { count, first } => {
            let countries = counted(*count, "country isn't known and was kept", "countries aren't known and were kept");
            format!("{countries} as typed: {}.", first.join(", "))
        }
        ImportNote::Skipped(field, cells) => skipped_cells(*field, *cells),
        ImportNote::UnreadableCells { column, count, first } => {
            let cells = counted(*count, "cell", "cells");
            let were = if *count == 1 { "was" } else { "were" };
            let first: Vec<String> = first.iter().map(|text| format!("\"{text}\"")).collect();
            format!("{cells} of \"{column}\" can't be read and {were} skipped: {}.", first.join(", "))
        }
        ImportNote::DayFromLink(posts) => sentence(
            *posts,
            "post has a date without a year; the day comes from its link",
            "posts have a date without a year; the days come from their links",
        ),
        ImportNote::DiscountWithoutCode(orders) => {
            sentence(*orders, "order has a discount without a code", "orders have a discount without a code")
        }
        ImportNote::NoOrder(rows) => {
            sentence(*rows, "continuation row without its order", "continuation rows without their order")
        }
        ImportNote::OtherTotals(orders) => sentence(
            *orders,
            "order has rows below it with another total; its first row counts",
            "orders have rows below them with other totals; their first rows count",
        ),
        ImportNote::NoTimeZone(orders) => sentence(
            *orders,
            "order has no time zone; its time is read as UTC",
            "orders have no time zone; their times are read as UTC",
        ),
        ImportNote::NoCurrency(orders, currency) => {
            format!("{} no currency; read as {currency}.", counted(*orders, "order has", "orders have"))
        }
        ImportNote::UnknownStatus(orders) => sentence(
            *orders,
            "order has an unknown payment status and counts as pending",
            "orders have an unknown payment status and count as pending",
        ),
    }
}

/// What an export of orders cannot tell without a column.
fn no_column(target: Target) -> &'static str {
    match target {
        Target::FinancialStatus => "No column `Financial Status`: every order counts as paid unless canceled.",
        Target::Code => "No column `Discount Code`: orders can't be credited by code.",
        Target::Refunded => "No column `Refunded Amount`: refunds are known only where the status is `refunded`.",
        Target::Taxes => "No column `Taxes`: revenue includes tax.",
        Target::Shipping => "No column `Shipping`: revenue includes shipping.",
        _ => "No column `Id`: orders are matched by number alone, which is unique only within one shop.",
    }
}

fn sentence(count: u64, one: &str, many: &str) -> String {
    format!("{}.", counted(count, one, many))
}

fn skipped(count: u64, one: &str, many: &str) -> String {
    format!("{} {} skipped.", counted(count, one, many), if count == 1 { "was" } else { "were" })
}

fn skipped_rows(rows: u64, what: &str) -> String {
    skipped(rows, &format!("row has {what} and"), &format!("rows have {what} and"))
}

/// `1 email address isn't valid and was skipped.`
fn skipped_cells(field: CreatorField, cells: u64) -> String {
    let one = field.fact().in_sentence();
    let plural = if one.ends_with('s') { "es" } else { "s" };
    skipped(cells, &format!("{one} isn't valid and"), &format!("{one}{plural} aren't valid and"))
}

/// How an ambiguous day is read.
fn march_or_april(order: DayOrder) -> &'static str {
    match order {
        DayOrder::DayFirst => "April 3, day first",
        DayOrder::MonthFirst => "March 4, month first",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_are_right() {
        let said = [
            ImportNote::NoCreator(1),
            ImportNote::NoCreator(1_200),
            ImportNote::Totals(2),
            ImportNote::Skipped(CreatorField::Email, 1),
            ImportNote::Skipped(CreatorField::Email, 3),
            ImportNote::HeaderAgain(1),
            ImportNote::UnknownCountries { count: 2, first: vec!["Atlantis".to_owned(), "Narnia".to_owned()] },
        ];
        let expected = [
            "1 row has no creator (blank or filled down) and was skipped.",
            "1,200 rows have no creator (blank or filled down) and were skipped.",
            "2 rows of totals were skipped.",
            "1 email address isn't valid and was skipped.",
            "3 email addresses aren't valid and were skipped.",
            "The header repeats once between the rows.",
            "2 countries aren't known and were kept as typed: Atlantis, Narnia.",
        ];
        assert_eq!(said.each_ref().map(import_note), expected);
    }
}
