//! Days as people type and say them: `fri`, `3d`, `eom`, `14/3`; and the named stretches of time that filters know.

mod written;

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

pub use written::{brief, dated, dayed, full, moment, relative, short, spoken, stretch, tiny, written};

/// Which number of `3/4` is the day. There is no default: the configuration says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayOrder {
    /// `14/3` is March 14.
    DayFirst,
    /// `3/14` is March 14.
    MonthFirst,
}

impl DayOrder {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::DayFirst => Self::MonthFirst,
            Self::MonthFirst => Self::DayFirst,
        }
    }

    /// An example of a date as people with this order write it: `14 mar` or `mar 14`.
    pub fn example(self) -> &'static str {
        match self {
            Self::DayFirst => "14 mar",
            Self::MonthFirst => "mar 14",
        }
    }

    /// The same example as one word, for filters: `14mar` or `mar14`.
    pub fn example_word(self) -> &'static str {
        match self {
            Self::DayFirst => "14mar",
            Self::MonthFirst => "mar14",
        }
    }
}

/// What a typed day is read with: today, and the order of day and month in force.
///
/// Everything that reads a typed day takes one, so that no reader can have an order of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Today.
    pub today: NaiveDate,
    /// Which number of `3/4` is the day.
    pub order: DayOrder,
}

impl Calendar {
    /// A calendar where `14/3` is March 14.
    pub fn day_first(today: NaiveDate) -> Self {
        Self { today, order: DayOrder::DayFirst }
    }

    /// A calendar where `3/14` is March 14.
    pub fn month_first(today: NaiveDate) -> Self {
        Self { today, order: DayOrder::MonthFirst }
    }

    /// Reads a day as typed.
    ///
    /// A weekday is the next one, never today; `eow` is sunday. A bare `14` is the next 14th, today included. A day and month
    /// without a year is the one nearest to today, so that `14oct` can look back in march.
    ///
    /// # Errors
    /// Names the text that isn't a date and shows what would be.
    pub fn read(self, text: &str) -> Result<NaiveDate, DayError> {
        let typed = text.trim().to_lowercase();
        let day = by_word(&typed, self.today)
            .or_else(|| by_distance(&typed, self.today))
            .or_else(|| by_calendar(&typed, self))
            // Dates are compared as ISO text in the file, which only sorts with four-digit years.
            .filter(|day| (1000..=9999).contains(&day.year()));
        day.ok_or_else(|| DayError { text: text.trim().to_owned(), order: self.order })
    }

    /// Reads the day on which something happened: a weekday or a bare `14` is the last one, today included.
    ///
    /// # Errors
    /// As [`Self::read`]. A date that is still to come stays so.
    pub fn read_past(self, text: &str) -> Result<NaiveDate, DayError> {
        let day = self.read(text)?;
        let typed = text.trim().to_lowercase();
        let back = match () {
            () if named(&typed, &WEEKDAYS).is_some() => day.checked_sub_days(Days::new(7)),
            () if day > self.today && typed.parse::<u32>().is_ok() => last_with_day(day.day(), self.today),
            () => None,
        };
        Ok(back.unwrap_or(day))
    }
}

/// A text that isn't a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" isn't a date. Try today, fri, 3d, -30d, {} or 2026-03-14", order.example_word())]
pub struct DayError {
    /// The text as typed.
    pub text: String,
    /// The order in which it was read.
    pub order: DayOrder,
}

/// Words that [`Calendar::read`] knows, in the order in which they are offered.
pub const DAY_WORDS: [&str; 12] =
    ["today", "tomorrow", "yesterday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "eow", "eom"];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The number of a day since 1 January 1970, for arithmetic that needs no calendar.
pub fn number(day: NaiveDate) -> i64 {
    i64::from(day.to_epoch_days())
}

fn by_word(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    match typed {
        "today" => return Some(today),
        "tomorrow" => return today.succ_opt(),
        "yesterday" => return today.pred_opt(),
        "eow" => return today.week(Weekday::Mon).checked_last_day(),
        "eom" => return last_of_month(today),
        _ => {}
    }
    let wanted = named(typed, &WEEKDAYS)?;
    let ahead = (u64::from(wanted) + 7 - u64::from(today.weekday().num_days_from_monday())) % 7;
    today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead }))
}

fn last_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The position of a name written out or shortened to three letters or more (`fri`, `thurs`, `sept`).
fn named(typed: &str, names: &[&str]) -> Option<u32> {
    let index = names.iter().position(|name| typed.len() >= 3 && name.starts_with(typed))?;
    u32::try_from(index).ok()
}

/// Reads `3d` `+3` `-30d` `2w` `1m` `1y`, `in 3 days`, `3 days ago`.
fn by_distance(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (sign, rest, bare_allowed) = if let Some(rest) = typed.strip_prefix('+') {
        (1, rest, true)
    } else if let Some(rest) = typed.strip_prefix(['-', '\u{2212}']) {
        (-1, rest, true)
    } else if let Some(rest) = typed.strip_prefix("in ") {
        (1, rest, false)
    } else if let Some(rest) = typed.strip_suffix(" ago") {
        (-1, rest, false)
    } else {
        (1, typed, false)
    };
    let rest = rest.trim();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, unit) = rest.split_at(digits);
    let (count, unit) = match (count, unit.trim()) {
        ("", unit) => (1, unit.strip_prefix("a ")?),
        (count, "") if bare_allowed => (count.parse().ok()?, "d"),
        (count, unit) => (count.parse::<u32>().ok()?, unit),
    };
    let days = |count: u64| {
        let days = Days::new(count);
        if sign > 0 { today.checked_add_days(days) } else { today.checked_sub_days(days) }
    };
    let months = |count: u32| {
        let months = Months::new(count);
        if sign > 0 { today.checked_add_months(months) } else { today.checked_sub_months(months) }
    };
    match unit {
        "d" | "day" | "days" => days(u64::from(count)),
        "w" | "week" | "weeks" => days(u64::from(count) * 7),
        "m" | "mo" | "month" | "months" => months(count),
        "y" | "year" | "years" => months(count.checked_mul(12)?),
        _ => None,
    }
}

/// Reads `14`, `14 mar`, `mar 14`, `14mar`, `mar14`, `14 de marzo`, `14/3`, `14.3.`, each with or without a year, and `2026-03-14`.
fn by_calendar(typed: &str, calendar: Calendar) -> Option<NaiveDate> {
    let parts = pieces(typed)?;
    let number = |index: usize| parts.get(index).and_then(|part: &&str| part.parse::<u32>().ok());
    let month_name = |index: usize| parts.get(index).and_then(|part| super::month::named(part));
    if parts.len() > 3 {
        return None;
    }
    if parts.len() == 3 && parts[0].len() == 4 {
        return NaiveDate::from_ymd_opt(i32::try_from(number(0)?).ok()?, number(1)?, number(2)?);
    }
    if parts.len() == 1 {
        return next_with_day(number(0)?, calendar.today);
    }
    let year = match parts.get(2) {
        None => None,
        Some(year) if year.len() == 2 => Some(2000 + number(2)?),
        Some(year) if year.len() == 4 => Some(number(2)?),
        Some(_) => return None,
    };
    let (day, month) = match (number(0), number(1), month_name(0), month_name(1)) {
        (Some(day), _, _, Some(month)) | (_, Some(day), Some(month), _) => (day, month),
        // The wrong order is taken where the right one isn't a date at all: the echo spells the month.
        (Some(first), Some(second), ..) => match calendar.order {
            DayOrder::DayFirst if second <= 12 => (first, second),
            DayOrder::MonthFirst if first > 12 => (first, second),
            _ => (second, first),
        },
        _ => return None,
    };
    match year {
        Some(year) => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        None => nearest(day, month, calendar.today),
    }
}

/// Splits at blanks and date marks, and between digits and letters.
fn pieces(typed: &str) -> Option<Vec<&str>> {
    let iso = typed.len() == 10 && typed.split('-').count() == 3;
    let mut parts = Vec::new();
    for part in typed.trim_end_matches('.').split(|c: char| c.is_whitespace() || "/.,".contains(c) || (iso && c == '-'))
    {
        // `14mar` and `mar14` are two pieces each.
        let starts_with_digit = part.starts_with(|c: char| c.is_ascii_digit());
        let border = part.find(|c: char| c.is_ascii_digit() != starts_with_digit).unwrap_or(part.len());
        let (first, second) = part.split_at(border);
        // "8 de enero", "8th of January"
        let is_filler = |piece: &str| matches!(piece, "de" | "of" | "st" | "nd" | "rd" | "th");
        parts.extend([first, second].into_iter().filter(|piece| !piece.is_empty() && !is_filler(piece)));
    }
    (!parts.is_empty()).then_some(parts)
}

/// The next day, today included, that is the given day of its month; a 31st skips the shorter months.
fn next_with_day(day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let first = today.with_day(1)?;
    (0..12)
        .filter_map(|ahead| first.checked_add_months(Months::new(ahead))?.with_day(day))
        .find(|candidate| *candidate >= today)
}

/// The last day, today included, that is the given day of its month.
fn last_with_day(day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let first = today.with_day(1)?;
    (0..12)
        .filter_map(|back| first.checked_sub_months(Months::new(back))?.with_day(day))
        .find(|candidate| *candidate <= today)
}

/// The day of that name nearest to today; of two equally far the coming one.
fn nearest(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    let year = today.year();
    // A 29 february may be four years off, eight around 2100.
    (year - 8..=year + 8)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|candidate| (candidate.signed_duration_since(today).num_days().abs(), *candidate < today))
}

/// A stretch of days: from the first that belongs to it up to the first that no longer does; open where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day inside.
    pub from: Option<NaiveDate>,
    /// The first day after the end.
    pub before: Option<NaiveDate>,
}

impl DayRange {
    /// Whether the day is inside.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| day >= from) && self.before.is_none_or(|before| day < before)
    }
}

/// A stretch of time with a name, counted from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Everything before today.
    Overdue,
    /// Monday to sunday around today.
    ThisWeek,
    /// The week after it.
    NextWeek,
    /// The week before it.
    LastWeek,
    /// The calendar month around today.
    ThisMonth,
    /// The one after it.
    NextMonth,
    /// The one before it.
    LastMonth,
    /// Today and so many days before it: the days from `-7d` on for `last7d`.
    Last(u16),
    /// Today and so many days after it: the days up to `14d` for `next14d`.
    Next(u16),
}

impl Period {
    /// The names to offer; any other number of days works too.
    pub const OFFERED: [Self; 9] = [
        Self::Overdue,
        Self::ThisWeek,
        Self::NextWeek,
        Self::LastWeek,
        Self::ThisMonth,
        Self::NextMonth,
        Self::LastMonth,
        Self::Last(7),
        Self::Next(14),
    ];

    /// Reads a name such as `thisweek` or `last7d`.
    pub fn from_word(word: &str) -> Option<Self> {
        let days = |rest: &str| rest.strip_suffix('d')?.parse().ok().filter(|days| (1..=9_999).contains(days));
        let word = word.to_lowercase();
        let fixed = Self::OFFERED.into_iter().find(|period| period.to_string() == word);
        fixed
            .or_else(|| word.strip_prefix("last").and_then(days).map(Self::Last))
            .or_else(|| word.strip_prefix("next").and_then(days).map(Self::Next))
    }

    /// Returns the days of the period.
    pub fn days(self, today: NaiveDate) -> DayRange {
        let ahead = |day: NaiveDate, days: u64| day.checked_add_days(Days::new(days));
        let back = |day: NaiveDate, days: u64| day.checked_sub_days(Days::new(days));
        let monday = today.week(Weekday::Mon).checked_first_day();
        let week = |start: Option<NaiveDate>| (start, start.and_then(|day| ahead(day, 7)));
        let month = |start: Option<NaiveDate>| (start, start.and_then(last_of_month).and_then(|day| day.succ_opt()));
        let (from, before) = match self {
            Self::Overdue => (None, Some(today)),
            Self::ThisWeek => week(monday),
            Self::NextWeek => week(monday.and_then(|day| ahead(day, 7))),
            Self::LastWeek => week(monday.and_then(|day| back(day, 7))),
            Self::ThisMonth => month(today.with_day(1)),
            Self::NextMonth => month(last_of_month(today).and_then(|day| day.succ_opt())),
            Self::LastMonth => month(today.with_day(1).and_then(|day| day.pred_opt()?.with_day(1))),
            Self::Last(days) => (back(today, u64::from(days)), today.succ_opt()),
            Self::Next(days) => (Some(today), ahead(today, u64::from(days) + 1)),
        };
        DayRange { from, before }
    }

    /// The period in words: `in the last 7 days`.
    pub fn words(self) -> String {
        match self {
            Self::Overdue => "overdue".to_owned(),
            Self::ThisWeek => "this week".to_owned(),
            Self::NextWeek => "next week".to_owned(),
            Self::LastWeek => "last week".to_owned(),
            Self::ThisMonth => "this month".to_owned(),
            Self::NextMonth => "next month".to_owned(),
            Self::LastMonth => "last month".to_owned(),
            Self::Last(days) => format!("in the last {days} days"),
            Self::Next(days) => format!("in the next {days} days"),
        }
    }
}

impl fmt::Display for Period {
    /// Writes the name as it is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overdue => f.write_str("overdue"),
            Self::ThisWeek => f.write_str("thisweek"),
            Self::NextWeek => f.write_str("nextweek"),
            Self::LastWeek => f.write_str("lastweek"),
            Self::ThisMonth => f.write_str("thismonth"),
            Self::NextMonth => f.write_str("nextmonth"),
            Self::LastMonth => f.write_str("lastmonth"),
            Self::Last(days) => write!(f, "last{days}d"),
            Self::Next(days) => write!(f, "next{days}d"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 11).expect("a wednesday")
    }

    #[test]
    fn what_happened_is_read_backwards() {
        // A Wednesday.
        let calendar = Calendar::day_first(NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"));
        let read = |text: &str| calendar.read_past(text).map(|day| day.to_string()).unwrap_or_default();
        let typed = ["fri", "wed", "-2d", "14", "11", "yesterday", "9 mar", "tomorrow", "soon"];
        let expected = [
            "2026-03-06",
            "2026-03-11",
            "2026-03-09",
            "2026-02-14",
            "2026-03-11",
            "2026-03-10",
            "2026-03-09",
            "2026-03-12",
            "",
        ];
        assert_eq!(typed.map(read), expected);
    }

    #[test]
    fn days_have_numbers() {
        assert_eq!(number(today()), 20_523);
    }

    #[rstest]
    #[case("today", "2026-03-11")]
    #[case("Tomorrow", "2026-03-12")]
    #[case("yesterday", "2026-03-10")]
    #[case("fri", "2026-03-13")]
    #[case("friday", "2026-03-13")]
    #[case("tues", "2026-03-17")]
    #[case("wed", "2026-03-18")]
    #[case("3d", "2026-03-14")]
    #[case("+3", "2026-03-14")]
    #[case("-30d", "2026-02-09")]
    #[case("in 3 days", "2026-03-14")]
    #[case("in a week", "2026-03-18")]
    #[case("3 days ago", "2026-03-08")]
    #[case("2w", "2026-03-25")]
    #[case("1m", "2026-04-11")]
    #[case("-1y", "2025-03-11")]
    #[case("eow", "2026-03-15")]
    #[case("eom", "2026-03-31")]
    #[case("14", "2026-03-14")]
    #[case("11", "2026-03-11")]
    #[case("10", "2026-04-10")]
    #[case("14 mar", "2026-03-14")]
    #[case("14mar", "2026-03-14")]
    #[case("14 de marzo", "2026-03-14")]
    #[case("14 März 2027", "2027-03-14")]
    #[case("mar14", "2026-03-14")]
    #[case("mar 14", "2026-03-14")]
    #[case("Mar 14, 2027", "2027-03-14")]
    #[case("14. march 2027", "2027-03-14")]
    #[case("14oct", "2025-10-14")]
    #[case("14/3", "2026-03-14")]
    #[case("3/14", "2026-03-14")]
    #[case("14.3.", "2026-03-14")]
    #[case("14/3/27", "2027-03-14")]
    #[case("29feb", "2028-02-29")]
    #[case("2026-03-14", "2026-03-14")]
    fn days_are_read_as_typed(#[case] text: &str, #[case] day: &str) {
        assert_eq!(Calendar::day_first(today()).read(text).map(|day| day.to_string()).as_deref(), Ok(day));
    }

    #[test]
    fn the_month_comes_first_where_the_person_says_so() {
        let read = |text| Calendar::month_first(today()).read(text).map(|day| day.to_string());
        assert_eq!(read("4/3").as_deref(), Ok("2026-04-03"));
        assert_eq!(read("14/3").as_deref(), Ok("2026-03-14"));
    }

    #[rstest]
    #[case("blursday")]
    #[case("")]
    #[case("fr")]
    #[case("32")]
    #[case("0")]
    #[case("30feb")]
    #[case("2026-02-30")]
    #[case("99999999999d")]
    #[case("4000000000y")]
    #[case("3 dayz")]
    #[case("1/2/3/4")]
    #[case("mar14x")]
    fn what_is_no_date_says_what_would_be(#[case] text: &str) {
        assert_eq!(
            Calendar::day_first(today()).read(text).expect_err("no date").to_string(),
            format!("\"{text}\" isn't a date. Try today, fri, 3d, -30d, 14mar or 2026-03-14")
        );
    }

    #[rstest]
    #[case("overdue", None, Some("2026-03-11"))]
    #[case("thisweek", Some("2026-03-09"), Some("2026-03-16"))]
    #[case("nextweek", Some("2026-03-16"), Some("2026-03-23"))]
    #[case("lastweek", Some("2026-03-02"), Some("2026-03-09"))]
    #[case("thismonth", Some("2026-03-01"), Some("2026-04-01"))]
    #[case("lastmonth", Some("2026-02-01"), Some("2026-03-01"))]
    #[case("nextmonth", Some("2026-04-01"), Some("2026-05-01"))]
    #[case("last7d", Some("2026-03-04"), Some("2026-03-12"))]
    #[case("Next14D", Some("2026-03-11"), Some("2026-03-26"))]
    fn periods_are_stretches_of_days(#[case] word: &str, #[case] from: Option<&str>, #[case] before: Option<&str>) {
        let days = Period::from_word(word).expect("a period").days(today());
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        assert_eq!((text(days.from).as_deref(), text(days.before).as_deref()), (from, before));
    }
}
