//! Messages about rights.

use chrono::NaiveDate;

use crate::domain::day::dayed;
use crate::domain::rights::Right;
use crate::domain::{Currency, Money};

/// `usage, Mar 1 to Jun 1, own channels`.
pub fn right(right: &Right, today: NaiveDate) -> String {
    let day = |on: NaiveDate| dayed(on, today);
    let days = match (right.starts_on, right.ends_on) {
        (Some(start), Some(end)) => format!(", {} to {}", day(start), day(end)),
        (Some(start), None) => format!(" from {}", day(start)),
        (None, Some(end)) => format!(" until {}", day(end)),
        (None, None) => String::new(),
    };
    let detail = if right.detail.is_empty() { String::new() } else { format!(", {}", right.detail) };
    format!("{}{days}{detail}", right.kind.word())
}

/// Says what was done to a right.
pub fn changed(
    handle: &str,
    known: Option<&Right>,
    now: Option<&Right>,
    currency: Currency,
    today: NaiveDate,
) -> String {
    let right = |now: &Right| {
        let price = now.price_minor.map(|minor| format!(", for {}", Money::new(minor, currency).exact()));
        format!("{}{}", right(now, today), price.unwrap_or_default())
    };
    match (known, now) {
        (_, None) => {
            let gone = known.map(|gone| gone.kind.word()).unwrap_or_default();
            format!("Removed the {gone} right of @{handle}.")
        }
        (None, Some(now)) => format!("Added a right of @{handle}: {}.", right(now)),
        (Some(_), Some(now)) => format!("Changed a right of @{handle}: {}.", right(now)),
    }
}
