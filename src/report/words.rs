//! How pages write days.

use chrono::NaiveDate;

pub(super) use crate::words::result_view::foreign;

/// Writes a day so that no reader mistakes it: `March 11, 2026`.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%B %-d, %Y").to_string()
}
