//! Messages about clicks and conversions: counted by hand, brought by a file, and what a campaign counts.

use chrono::NaiveDate;

use crate::domain::Counts;
use crate::domain::day::short;
use crate::domain::figure::{counted, joined};
use crate::domain::number::full;

/// How many unknown links a note names before it only counts.
const NAMED: usize = 3;

/// Clicks that were typed.
#[derive(Clone, Copy, Debug)]
pub struct ClicksTyped<'a> {
    /// Whose link it is, with `@`.
    pub who: &'a str,
    /// How many.
    pub clicks: i64,
    /// How many were noted before, in the same way for the same day.
    pub before: Option<i64>,
    /// On which day, or up to which.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Whether these are all clicks so far.
    pub is_total: bool,
    /// The day of a running total that already includes them.
    pub within: Option<NaiveDate>,
}

/// Says how many clicks were typed: `Noted 120 clicks of @mia on Tue, Nov 3.`
pub fn clicks_typed(typed: &ClicksTyped<'_>) -> String {
    let ClicksTyped { who, clicks, before, day, today, is_total, within } = *typed;
    let (count, day) = (counted(clicks, "click", "clicks"), short(day, today));
    let was = before.map_or_else(String::new, |before| format!(", was {}", full(before)));
    let done = if is_total {
        format!("Noted {count} of {who} in total as of {day}{was}.")
    } else {
        format!("Noted {count} of {who} on {day}{was}.")
    };
    match within {
        Some(total) => format!("{done} The total of {} already includes that day.", short(total, today)),
        None => done,
    }
}

/// Says that the same count was there already.
pub fn unchanged(who: &str, what: &str, day: NaiveDate, today: NaiveDate) -> String {
    format!("{who} already has {what} on {}.", short(day, today))
}

/// Why there is nothing to count clicks of.
pub fn no_link(who: &str) -> String {
    format!("{who} has no link in this batch. Add the link first.")
}

/// Why a day is refused.
pub fn is_to_come(day: NaiveDate, today: NaiveDate) -> String {
    format!("{} is in the future. Enter the count once the day has come.", short(day, today))
}

/// Why a running total is refused: it falls.
pub fn total_falls(new: (NaiveDate, i64), known: (NaiveDate, i64), today: NaiveDate) -> String {
    let total = |(day, clicks): (NaiveDate, i64)| format!("{} as of {}", full(clicks), short(day, today));
    format!(
        "A running total can't fall: you have {} and typed {}. Check the count and the day.",
        total(known),
        total(new)
    )
}

/// Conversions that were typed.
#[derive(Clone, Copy, Debug)]
pub struct ConversionsTyped<'a> {
    /// Whose they are, with `@`.
    pub who: &'a str,
    /// What is counted.
    pub counts: Counts,
    /// How many.
    pub count: i64,
    /// How many were noted before.
    pub before: i64,
    /// On which day.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
}

/// Says how many conversions were typed: `Noted 12 sign-ups of @mia on Tue, Nov 3.`
pub fn conversions_typed(typed: &ConversionsTyped<'_>) -> String {
    let ConversionsTyped { who, counts, count, before, day, today } = *typed;
    let was = if before > 0 { format!(", was {}", full(before)) } else { String::new() };
    format!("Noted {} of {who} on {}{was}.", counts.counted(count), short(day, today))
}

/// Why no conversions can be typed into a campaign that counts orders.
pub fn counts_orders(campaign: &str) -> String {
    format!(
        "{campaign} counts orders, and those come with the export of your shop. To count sign-ups, leads or installs, edit the \
         campaign and choose what counts."
    )
}

/// Why a count is refused: nobody has so many on a day.
pub fn too_many(counts: Counts, most: i64) -> String {
    format!("More than {} {} on one day can't be right. Check the number.", full(most), counts.word())
}

/// Why a campaign can't be saved: it is not known what a conversion is worth.
pub fn needs_value(counts: Counts) -> String {
    format!(
        "Say what one {} is worth, above 0. ROAS and the estimate count each {} as an order of that value.",
        counts.one(),
        counts.one()
    )
}

/// Why a campaign can't count orders from now on: what was counted by hand is no order.
pub fn cannot_count_orders(campaign: &str, was: Counts, known: i64) -> String {
    let them = if known == 1 { "it isn't an order" } else { "they aren't orders" };
    format!("{campaign} has {}, and {them}. Undo them or set them to 0 first.", was.counted(known))
}

/// What of a file was left out, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Links and codes that belong to nobody, in the order of the file, each once.
    pub unknown: Vec<String>,
    /// Rows with one of them.
    pub unknown_rows: u64,
    /// Creators, with `@`, whose code is known but who have no link to count clicks of.
    pub without_link: Vec<String>,
    /// Rows of these.
    pub without_link_rows: u64,
    /// Rows of a day in the future.
    pub to_come: u64,
    /// Rows that repeat a link or code and a day.
    pub repeated: u64,
    /// Rows with more than can be counted on a day.
    pub too_many: u64,
    /// Campaigns that count orders.
    pub of_orders: Vec<String>,
    /// Rows of these.
    pub of_orders_rows: u64,
}

/// Says what of a file was left out and why, a sentence each.
pub fn left_out(left: &LeftOut) -> Vec<String> {
    let mut notes = Vec::new();
    if left.unknown_rows > 0 {
        let rows = counted(left.unknown_rows, "row has a link or code", "rows have links or codes");
        notes.push(format!(
            "{rows} that no creator has: {}. Add it to the collaboration and import the file again.",
            some(&left.unknown)
        ));
    }
    if left.without_link_rows > 0 {
        let rows = counted(left.without_link_rows, "row belongs", "rows belong");
        notes.push(format!("{rows} to creators without a link: {}. Add the link first.", some(&left.without_link)));
    }
    if left.of_orders_rows > 0 {
        let rows = counted(left.of_orders_rows, "row belongs", "rows belong");
        notes.push(format!(
            "{rows} to a campaign that counts orders: {}. Edit the campaign and choose what counts.",
            some(&left.of_orders)
        ));
    }
    if left.to_come > 0 {
        notes.push(format!("{} in the future.", counted(left.to_come, "row is dated", "rows are dated")));
    }
    if left.repeated > 0 {
        let rows = counted(left.repeated, "row repeats a link or code and", "rows repeat a link or code and");
        notes.push(format!("{rows} a day from further up, whose count stays. Add such rows up in one."));
    }
    if left.too_many > 0 {
        notes.push(format!("{} too large for one day.", counted(left.too_many, "count is", "counts are")));
    }
    notes
}

/// The first few names and how many more there are.
fn some(names: &[String]) -> String {
    match names.len().checked_sub(NAMED) {
        None | Some(0) => joined(names),
        Some(more) => format!("{} and {more} more", names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(of: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, of).expect("a day")
    }

    #[test]
    fn a_count_says_what_it_replaced_and_what_includes_it() {
        let typed = ClicksTyped {
            who: "@mia",
            clicks: 1,
            before: Some(1_200),
            day: day(3),
            today: day(11),
            is_total: false,
            within: Some(day(5)),
        };
        let said = clicks_typed(&typed);
        assert!(said.starts_with("Noted 1 click of @mia on Tue, Mar 3, was 1,200."), "{said}");
        assert!(said.contains("Thu, Mar 5"), "{said}");
    }

    #[test]
    fn unknown_links_are_named_up_to_a_few() {
        let unknown: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        let left = LeftOut { unknown, unknown_rows: 9, ..LeftOut::default() };
        let said = left_out(&left);
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("9 rows") && said[0].contains("a, b, c and 2 more"), "{said:?}");
        assert_eq!(left_out(&LeftOut::default()), Vec::<String>::new());
    }
}
