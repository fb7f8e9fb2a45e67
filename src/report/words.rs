//! Formats days for pages.

use chrono::NaiveDate;

pub(super) use crate::words::result_view::foreign;

/// Writes a day in full: `March 11, 2026`.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%B %-d, %Y").to_string()
}
