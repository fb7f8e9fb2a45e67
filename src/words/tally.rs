//! Messages about clicks and conversions: counted by hand, brought by a file, and what a campaign counts.

use chrono::NaiveDate;

use crate::domain::Counts;
use crate::domain::day::{dated, short};
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

/// Why a row of a file of clicks or conversions was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// No creator has its link or code.
    Unknown(String),
    /// The creator, with `@`, has no link to count clicks of.
    WithoutLink(String),
    /// Its day is in the future.
    ToCome,
    /// It repeats a link or code and a day.
    Repeated,
    /// It counts more than can be on a day.
    TooMany,
    /// Its campaign counts orders.
    OfOrders(String),
    /// It is a running total that a known one of another day contradicts.
    Falls {
        /// The other day.
        day: NaiveDate,
        /// What is known of it.
        clicks: i64,
    },
}

impl LeftOut {
    /// The reason, without full stop.
    pub fn reason(&self) -> String {
        match self {
            Self::Unknown(of) => {
                format!("no creator has \"{of}\". Add it to the collaboration and import the file again")
            }
            Self::WithoutLink(who) => format!("{who} has no link. Add the link first"),
            Self::ToCome => "its day is in the future".to_owned(),
            Self::Repeated => {
                "a row further up has the same link or code and day, and that one counts. Add such rows up in one"
                    .to_owned()
            }
            Self::TooMany => "the count is too large for one day".to_owned(),
            Self::OfOrders(campaign) => {
                format!("{campaign} counts orders. Edit the campaign and choose what counts")
            }
            Self::Falls { day, clicks } => {
                format!("a running total can't fall: {} as of {} is known", full(*clicks), dated(*day))
            }
        }
    }
}

/// Says what of a file was left out and why, a sentence each.
pub fn left_out(left: &[LeftOut]) -> Vec<String> {
    let rows = |is: fn(&LeftOut) -> bool, one: &str, many: &str| {
        let count = left.iter().filter(|why| is(why)).count() as u64;
        (count > 0).then(|| counted(count, one, many))
    };
    let names = |of: fn(&LeftOut) -> Option<&String>| {
        let mut names: Vec<String> = Vec::new();
        for name in left.iter().filter_map(of) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        some(&names)
    };
    let unknown = rows(|why| matches!(why, LeftOut::Unknown(_)), "row has a link or code", "rows have links or codes")
        .map(|rows| {
            let of = names(|why| if let LeftOut::Unknown(of) = why { Some(of) } else { None });
            format!("{rows} that no creator has: {of}. Add it to the collaboration and import the file again.")
        });
    let without_link = rows(|why| matches!(why, LeftOut::WithoutLink(_)), "row belongs", "rows belong").map(|rows| {
        let whose = names(|why| if let LeftOut::WithoutLink(who) = why { Some(who) } else { None });
        format!("{rows} to creators without a link: {whose}. Add the link first.")
    });
    let of_orders = rows(|why| matches!(why, LeftOut::OfOrders(_)), "row belongs", "rows belong").map(|rows| {
        let campaigns = names(|why| if let LeftOut::OfOrders(campaign) = why { Some(campaign) } else { None });
        format!("{rows} to a campaign that counts orders: {campaigns}. Edit the campaign and choose what counts.")
    });
    let to_come = rows(|why| *why == LeftOut::ToCome, "row is dated", "rows are dated")
        .map(|rows| format!("{rows} in the future."));
    let repeated =
        rows(|why| *why == LeftOut::Repeated, "row repeats a link or code and", "rows repeat a link or code and")
            .map(|rows| format!("{rows} a day from further up, whose count stays. Add such rows up in one."));
    let too_many = rows(|why| *why == LeftOut::TooMany, "count is", "counts are")
        .map(|rows| format!("{rows} too large for one day."));
    let falling = rows(|why| matches!(why, LeftOut::Falls { .. }), "running total falls", "running totals fall")
        .map(|rows| format!("{rows} behind one that is known, and a total can't. If these are the clicks of each day, choose that for the column."));
    [unknown, without_link, of_orders, to_come, repeated, too_many, falling].into_iter().flatten().collect()
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
        let unknown = |of: &str| LeftOut::Unknown(of.to_owned());
        let left: Vec<LeftOut> = ["a", "b", "c", "d", "e", "a", "a", "b", "a"].map(unknown).to_vec();
        let said = left_out(&left);
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("9 rows") && said[0].contains("a, b, c and 2 more"), "{said:?}");
        assert_eq!(left_out(&[]), Vec::<String>::new());
    }
}
