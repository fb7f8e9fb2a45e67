//! Days and times as people read them. Months are spelled, so that 3/4 can never be misread.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Writes a day: `fri 13 mar`, with the year when it is not this one.
pub fn short(day: NaiveDate, today: NaiveDate) -> String {
    let pattern = if day.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    day.format(pattern).to_string().to_lowercase()
}

/// Writes a day with how far away it is: `fri 13 mar (in 2 days)`.
pub fn relative(day: NaiveDate, today: NaiveDate) -> String {
    let away = match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days @ 2.. => format!("in {days} days"),
        days => format!("{} days ago", -days),
    };
    format!("{} ({away})", short(day, today))
}

/// Writes a day for a narrow column: `9 mar`, with the year's last digits where it is another one.
pub fn tiny(day: NaiveDate, today: NaiveDate) -> String {
    let pattern = if day.year() == today.year() { "%-d %b" } else { "%b %y" };
    day.format(pattern).to_string().to_lowercase()
}

/// Writes a moment: `today 14:03`, `yesterday 09:12`, `mon 9 mar 14:03`.
pub fn moment(at: NaiveDateTime, today: NaiveDate) -> String {
    let day = match (today - at.date()).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => short(at.date(), today),
    };
    format!("{day} {}", at.format("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_spell_the_month_and_say_how_far() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).expect("a day");
        assert_eq!(relative(day(13), day(11)), "fri 13 mar (in 2 days)");
        assert_eq!(relative(day(11), day(11)), "wed 11 mar (today)");
        assert_eq!(short(NaiveDate::from_ymd_opt(2025, 12, 1).expect("a day"), day(11)), "mon 1 dec 2025");
        assert_eq!(tiny(day(9), day(11)), "9 mar");
        assert_eq!(moment(day(10).and_hms_opt(9, 12, 0).expect("a time"), day(11)), "yesterday 09:12");
    }
}
