//! Days and times as sentences and columns write them. Months are spelled, so that 3/4 can never be misread.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Writes a day with its year, for a source or a figure that is kept: `Mar 9, 2026`.
pub fn dated(day: NaiveDate) -> String {
    day.format("%b %-d, %Y").to_string()
}

/// Writes the day with a number as [`super::number`] gives it: `Mar 9, 2026`. Nothing where the calendar has no such day.
pub fn written(number: i64) -> Option<String> {
    Some(dated(NaiveDate::from_epoch_days(i32::try_from(number).ok()?)?))
}

/// Writes a day for a column: `Fri, Mar 13`; in another year its date says more than its weekday: `Dec 1, 2025`.
pub fn short(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { day.format("%a, %b %-d").to_string() } else { dated(day) }
}

/// Writes a day for a line of several: `Mar 9`, and `Dec 1, 2025` in another year.
pub fn dayed(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { day.format("%b %-d").to_string() } else { dated(day) }
}

/// Writes a day for a narrow column: `Mar 9`, and `Dec 2025` in another year.
pub fn tiny(day: NaiveDate, today: NaiveDate) -> String {
    day.format(if day.year() == today.year() { "%b %-d" } else { "%b %Y" }).to_string()
}

/// Writes a day for a sentence that is kept: `Fri, Mar 13, 2026`.
pub fn brief(day: NaiveDate) -> String {
    day.format("%a, %b %-d, %Y").to_string()
}

/// Writes a day in full: `Friday, March 13, 2026`.
pub fn full(day: NaiveDate) -> String {
    day.format("%A, %B %-d, %Y").to_string()
}

/// Writes a day in words with how far away it is, the year only where it is another one: `Friday, March 13 (in 2 days)`.
pub fn spoken(day: NaiveDate, today: NaiveDate) -> String {
    let named = if day.year() == today.year() { day.format("%A, %B %-d").to_string() } else { full(day) };
    format!("{named} ({})", distance(day, today))
}

/// Writes a day for a column with how far away it is: `Fri, Mar 13 (in 2 days)`.
pub fn relative(day: NaiveDate, today: NaiveDate) -> String {
    format!("{} ({})", short(day, today), distance(day, today))
}

/// Writes a moment: `today 14:03`, `yesterday 09:12`, `Mon, Mar 9 14:03`.
pub fn moment(at: NaiveDateTime, today: NaiveDate) -> String {
    let day = match (today - at.date()).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => short(at.date(), today),
    };
    format!("{day} {}", at.format("%H:%M"))
}

/// Writes a stretch of days as short as it can be told: `2026`, `February 2026`, `Feb 9 to Mar 11, 2026`.
pub fn stretch(from: NaiveDate, to: NaiveDate) -> String {
    let is_whole = from.day() == 1 && to.succ_opt().is_some_and(|next| next.day() == 1);
    let is_same_year = from.year() == to.year();
    match () {
        () if from == to => dated(from),
        () if is_whole && is_same_year && from.month() == 1 && to.month() == 12 => from.year().to_string(),
        () if is_whole && is_same_year && from.month() == to.month() => from.format("%B %Y").to_string(),
        () if is_same_year => format!("{} to {}", from.format("%b %-d"), dated(to)),
        () => format!("{} to {}", dated(from), dated(to)),
    }
}

fn distance(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn days_spell_the_month_and_say_how_far() {
        let today = day(2026, 3, 11);
        assert_eq!(relative(day(2026, 3, 13), today), "Fri, Mar 13 (in 2 days)");
        assert_eq!(spoken(day(2026, 3, 10), today), "Tuesday, March 10 (yesterday)");
        assert_eq!(spoken(day(2025, 12, 31), today), "Wednesday, December 31, 2025 (70 days ago)");
        assert_eq!([day(2026, 3, 9), day(2025, 12, 1)].map(|on| short(on, today)), ["Mon, Mar 9", "Dec 1, 2025"]);
        assert_eq!([day(2026, 3, 9), day(2025, 12, 1)].map(|on| tiny(on, today)), ["Mar 9", "Dec 2025"]);
        assert_eq!(brief(today), "Wed, Mar 11, 2026");
        let at = day(2026, 3, 10).and_hms_opt(9, 12, 0).expect("a time");
        assert_eq!(moment(at, today), "yesterday 09:12");
    }

    #[test]
    fn a_number_outside_the_calendar_is_no_day() {
        assert_eq!([20_523, i64::MAX, i64::from(i32::MIN)].map(written), [Some("Mar 11, 2026".to_owned()), None, None]);
    }
}
