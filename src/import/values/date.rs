//! Dates as exports, spreadsheets and people write them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use crate::domain::PostingWindow;

pub(in crate::import) use crate::proto::column::DayOrder;

/// A moment as a cell states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Moment {
    /// The day, local to anyone who wrote it.
    pub(in crate::import) day: NaiveDate,
    time: NaiveTime,
    offset: Option<FixedOffset>,
}

impl Moment {
    /// Unix milliseconds UTC; without an offset the time counts as UTC.
    pub(in crate::import) fn unix_ms(self) -> i64 {
        let local = NaiveDateTime::new(self.day, self.time);
        match self.offset.and_then(|offset| offset.from_local_datetime(&local).single()) {
            Some(moment) => moment.timestamp_millis(),
            None => local.and_utc().timestamp_millis(),
        }
    }

    /// Whether the cell tells its distance from UTC.
    pub(in crate::import) fn has_offset(self) -> bool {
        self.offset.is_some()
    }
}

/// What the dates of a column say about the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum OrderFound {
    /// One order fits, or there is nothing to decide.
    Known(DayOrder),
    /// Some cells fit only one order and some only the other; this is that of the first.
    Both(DayOrder),
    /// Both fit every cell.
    Undecided,
    /// The cells need no order: years come first or months are words.
    Needless,
}

/// Decides the order for a whole column: a number above 12 is a day. AM and PM, which people write who put the month first and others
/// too, decide where no number does.
pub(in crate::import) fn order_of<'a>(cells: impl Iterator<Item = &'a str>) -> OrderFound {
    let (mut found, mut has_half_days) = (OrderFound::Needless, false);
    for cell in cells {
        let Some((first, second, rest)) = two_parts(cell) else { continue };
        let order = if first > 12 && second <= 12 {
            DayOrder::DayFirst
        } else if first <= 12 && second > 12 {
            DayOrder::MonthFirst
        } else {
            let lower = rest.to_ascii_lowercase();
            has_half_days |= lower.contains("am") || lower.contains("pm");
            if found == OrderFound::Needless {
                found = OrderFound::Undecided;
            }
            continue;
        };
        match found {
            OrderFound::Known(known) if known != order => return OrderFound::Both(known),
            OrderFound::Known(_) => {}
            _ => found = OrderFound::Known(order),
        }
    }
    if found == OrderFound::Undecided && has_half_days { OrderFound::Known(DayOrder::MonthFirst) } else { found }
}

/// Reads `d?d/d?d/…`.
fn two_parts(cell: &str) -> Option<(u32, u32, &str)> {
    let (first, rest) = digits(cell)?;
    // Of "0001-02-03" the year comes first.
    (cell.len() - rest.len() <= 2).then_some(())?;
    let rest = rest.strip_prefix(['/', '-', '.'])?;
    let (second, rest) = digits(rest)?;
    let rest = rest.strip_prefix(['/', '-', '.'])?;
    (first <= 31 && second <= 31 && (1..=31).contains(&first)).then_some((first, second, rest))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    (end <= 9).then_some(())?;
    Some((number.parse().ok()?, rest))
}

/// Reads a date with or without a time and an offset.
pub(in crate::import) fn parse(text: &str, order: DayOrder) -> Option<Moment> {
    let text = text.trim();
    // 2025年3月8日
    let laid = text.contains('月').then(|| text.replace(['年', '月'], "-").replace('日', " "));
    let text = laid.as_deref().map_or(text, str::trim);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return from_digits(text);
    }
    let (day, rest) = year_first(text).or_else(|| year_last(text, order)).or_else(|| with_month_word(text))?;
    let (time, offset) = time_of(rest)?;
    Some(Moment { day, time, offset })
}

/// `20231010`, Unix seconds or milliseconds.
fn from_digits(text: &str) -> Option<Moment> {
    let number: i64 = text.parse().ok()?;
    let moment = match text.len() {
        8 => {
            let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
            let day = NaiveDate::from_ymd_opt(part(0, 4)?.try_into().ok()?, part(4, 6)?, part(6, 8)?)?;
            return Some(Moment { day, time: NaiveTime::MIN, offset: None });
        }
        10 => DateTime::from_timestamp(number, 0)?,
        13 => DateTime::from_timestamp_millis(number)?,
        _ => return None,
    };
    let moment = moment.naive_utc();
    Some(Moment { day: moment.date(), time: moment.time(), offset: FixedOffset::east_opt(0) })
}

fn year_first(text: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = digits(text)?;
    (year >= 1_000).then_some(())?;
    let (month, rest) = digits(rest.strip_prefix(['-', '/', '.'])?)?;
    let (day, rest) = digits(rest.strip_prefix(['-', '/', '.'])?)?;
    Some((NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?, rest))
}

fn year_last(text: &str, order: DayOrder) -> Option<(NaiveDate, &str)> {
    let (first, second, rest) = two_parts(text)?;
    let (year, rest) = digits(rest)?;
    let year = if year < 100 { year + 2_000 } else { year };
    let (day, month) = match order {
        DayOrder::DayFirst => (first, second),
        DayOrder::MonthFirst => (second, first),
    };
    Some((NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?, rest))
}

/// `March 4, 2025`, `4 March 2025`, `4-Mar-25`, `8 de enero de 2026`.
fn with_month_word(text: &str) -> Option<(NaiveDate, &str)> {
    let (month, numbers, rest) = month_and_numbers(text)?;
    let &[day, year] = numbers.as_slice() else { return None };
    let year = if year < 100 { year + 2_000 } else { year };
    Some((NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?, rest))
}

/// Reads a day without its year: `July 16`, `8 de marzo`, `3月8日`. Month and day.
pub(in crate::import) fn parse_yearless(text: &str) -> Option<(u32, u32)> {
    let text = text.trim();
    let (month, day) = match text.strip_suffix('日').and_then(|text| text.split_once('月')) {
        Some((month, day)) => (month.trim().parse().ok()?, day.trim().parse().ok()?),
        None => match month_and_numbers(text)? {
            (month, numbers, rest) if numbers.len() == 1 && rest.is_empty() => (month, *numbers.first()?),
            _ => return None,
        },
    };
    // A leap year has every day there is.
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
}

/// Reads two days and all between them, or one day: `12/1/2026 - 12/14/2026`, `Dec 1 - 14`, `2026-12-14`. A day without its year
/// is in [`PostingWindow::NO_YEAR`].
pub(in crate::import) fn window(text: &str, order: DayOrder) -> Option<PostingWindow> {
    let day = |part: &str, after: Option<NaiveDate>| {
        let yearless = || {
            let (month, day) = parse_yearless(part)?;
            let year = after.map_or(PostingWindow::NO_YEAR, |after| after.year());
            let day = NaiveDate::from_ymd_opt(year, month, day)?;
            // "Dec 28 - Jan 5" continues in the next year.
            if after.is_some_and(|after| day < after) { day.with_year(year + 1) } else { Some(day) }
        };
        let of_its_month = || after?.with_day(part.parse().ok()?);
        parse(part, order).map(|moment| moment.day).or_else(yearless).or_else(of_its_month)
    };
    let read = PostingWindow::read(text, day)?;
    // "Dec 1 - Dec 14, 2026": the year follows the last day.
    let Some(from) = read.from.filter(|from| from.year() < 1_000 && read.until.year() >= 1_000) else {
        return Some(read);
    };
    let years = [read.until.year(), read.until.year() - 1];
    years.into_iter().find_map(|year| PostingWindow::between(from.with_year(year)?, read.until))
}

/// Reads the word of a month and up to two numbers around it; what follows comes back.
fn month_and_numbers(text: &str) -> Option<(u32, Vec<u32>, &str)> {
    let mut rest = text;
    let (mut month, mut numbers) = (None, Vec::new());
    loop {
        rest = rest.trim_start_matches([' ', ',', '-', '.', '/']);
        if numbers.len() == 2 && month.is_some() || rest.is_empty() {
            break;
        }
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            let (number, after) = digits(rest)?;
            numbers.push(number);
            rest = ["st", "nd", "rd", "th"].iter().find_map(|end| after.strip_prefix(end)).unwrap_or(after);
        } else {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).filter(|(word, _)| !word.is_empty())?;
            rest = after;
            match crate::domain::month::named(word) {
                Some(found) if month.is_none() => month = Some(found),
                // "8 de marzo", "Monday, 4 March"
                _ if month.is_none() || matches!(word, "de" | "del" | "of") => {}
                _ => return None,
            }
        }
        if numbers.len() > 2 {
            return None;
        }
    }
    Some((month?, numbers, rest))
}

/// Reads what follows a date: nothing, a time, an offset.
fn time_of(rest: &str) -> Option<(NaiveTime, Option<FixedOffset>)> {
    let rest = rest.trim_start_matches(['T', ' ', ',', '\u{a0}', '\u{202f}']);
    if rest.is_empty() {
        return Some((NaiveTime::MIN, None));
    }
    let (hour, rest) = digits(rest)?;
    let (minute, mut rest) = digits(rest.strip_prefix([':', '.'])?)?;
    let mut second = 0;
    if let Some((found, after)) = rest.strip_prefix([':', '.']).and_then(digits) {
        (second, rest) = (found, after);
    }
    if let Some((_, after)) = rest.strip_prefix(['.', ',']).and_then(digits) {
        rest = after;
    }
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let (hour, rest) = match rest.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("am") => (hour % 12, rest.get(2..)?),
        Some("pm") => (hour % 12 + 12, rest.get(2..)?),
        _ => (hour, rest),
    };
    Some((NaiveTime::from_hms_opt(hour, minute, second)?, offset_of(rest.trim())?))
}

/// Nothing, `Z`, `UTC`, `-0500` or `+02:00`; anything else is no time.
#[expect(clippy::option_option, reason = "no offset is an answer, a broken one is none")]
fn offset_of(text: &str) -> Option<Option<FixedOffset>> {
    if text.is_empty() {
        return Some(None);
    }
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(FixedOffset::east_opt(0));
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1_i32, rest),
        ("-", rest) => (-1_i32, rest),
        _ => return None,
    };
    let hours: i32 = rest.get(..2)?.parse().ok()?;
    let minutes = rest.get(2..)?.trim_start_matches(':');
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    (minutes >= 0 && hours >= 0).then_some(())?;
    Some(Some(FixedOffset::east_opt(
        sign.checked_mul(hours.checked_mul(3_600)?.checked_add(minutes.checked_mul(60)?)?)?,
    )?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2021-12-14 14:04:03 -0500", DayOrder::DayFirst, "2021-12-14", 1_639_508_643_000)]
    #[case("2026-02-04 00:34:19 +0100", DayOrder::DayFirst, "2026-02-04", 1_770_161_659_000)]
    #[case("20/11/2022 08:12", DayOrder::DayFirst, "2022-11-20", 1_668_931_920_000)]
    #[case("11/22/2023", DayOrder::MonthFirst, "2023-11-22", 1_700_611_200_000)]
    #[case("2/26/2025, 11:03:17 AM", DayOrder::MonthFirst, "2025-02-26", 1_740_567_797_000)]
    #[case("2/26/2025 12:03:17 AM", DayOrder::MonthFirst, "2025-02-26", 1_740_528_197_000)]
    #[case("23-02-2024 10:36:19", DayOrder::DayFirst, "2024-02-23", 1_708_684_579_000)]
    #[case("16.04.24", DayOrder::DayFirst, "2024-04-16", 1_713_225_600_000)]
    #[case("2026-05-28T15:11", DayOrder::DayFirst, "2026-05-28", 1_779_981_060_000)]
    #[case("2026-05-28T15:11:00.123Z", DayOrder::DayFirst, "2026-05-28", 1_779_981_060_000)]
    #[case("20231010", DayOrder::DayFirst, "2023-10-10", 1_696_896_000_000)]
    #[case("1696896000", DayOrder::DayFirst, "2023-10-10", 1_696_896_000_000)]
    #[case("March 4, 2025", DayOrder::DayFirst, "2025-03-04", 1_741_046_400_000)]
    #[case("4 mar 2025", DayOrder::DayFirst, "2025-03-04", 1_741_046_400_000)]
    #[case("4 de marzo de 2025", DayOrder::DayFirst, "2025-03-04", 1_741_046_400_000)]
    #[case("4. März 2025", DayOrder::DayFirst, "2025-03-04", 1_741_046_400_000)]
    #[case("2025年3月4日", DayOrder::DayFirst, "2025-03-04", 1_741_046_400_000)]
    fn dates_are_read_as_written(#[case] text: &str, #[case] order: DayOrder, #[case] day: &str, #[case] ms: i64) {
        let moment = parse(text, order).expect("a date");
        assert_eq!((moment.day.to_string().as_str(), moment.unix_ms()), (day, ms));
    }

    #[rstest]
    #[case("July 16", Some((7, 16)))]
    #[case("8 de enero", Some((1, 8)))]
    #[case("8. März", Some((3, 8)))]
    #[case("3月8日", Some((3, 8)))]
    #[case("February 30", None)]
    #[case("March 4, 2025", None)]
    #[case("soon", None)]
    fn days_without_a_year_are_read(#[case] text: &str, #[case] expected: Option<(u32, u32)>) {
        assert_eq!(parse_yearless(text), expected);
    }

    #[rstest]
    #[case("12/1/2026 - 12/14/2026", "2026-12-01/2026-12-14")]
    #[case("2026-12-01/2026-12-14", "2026-12-01/2026-12-14")]
    #[case("Dec 1 - Dec 14, 2026", "2026-12-01/2026-12-14")]
    #[case("Dec 28 to Jan 5, 2027", "2026-12-28/2027-01-05")]
    #[case("Dec 1-14", "0004-12-01/0004-12-14")]
    #[case("Dec 28 to Jan 5", "0004-12-28/0005-01-05")]
    #[case("by December 14, 2026", "2026-12-14")]
    #[case("14.12.2026", "2026-12-14")]
    fn two_days_are_a_window(#[case] text: &str, #[case] expected: &str) {
        let window = window(text, DayOrder::MonthFirst).or_else(|| window(text, DayOrder::DayFirst));
        assert_eq!(window.map(|window| window.to_string()).as_deref(), Some(expected));
    }

    #[rstest]
    #[case("31/02/2026")]
    #[case("July 16")]
    #[case("2026-13-01")]
    #[case("soon")]
    #[case("2026-01-01 25:00")]
    #[case("2026-01-01 10:00 +99999999999")]
    #[case("7.52762E+18")]
    #[case("0001-01-01")]
    fn what_is_no_date_is_none(#[case] text: &str) {
        assert_eq!(parse(text, DayOrder::DayFirst), None);
    }

    #[rstest]
    #[case(&["03/04/2026", "20/11/2026"], OrderFound::Known(DayOrder::DayFirst))]
    #[case(&["03/04/2026", "11/22/2026"], OrderFound::Known(DayOrder::MonthFirst))]
    #[case(&["03/01/2026 10:00:00 AM"], OrderFound::Known(DayOrder::MonthFirst))]
    #[case(&["25/03/2026 10:00 AM", "03/04/2026 9:00 AM"], OrderFound::Known(DayOrder::DayFirst))]
    #[case(&["03/04/2026 9:00 AM", "25/03/2026 10:00 AM"], OrderFound::Known(DayOrder::DayFirst))]
    #[case(&["03/04/2026 9:00 pm", "05/06/2026"], OrderFound::Known(DayOrder::MonthFirst))]
    #[case(&["03/04/2026", "05/06/2026"], OrderFound::Undecided)]
    #[case(&["2026-03-04", "March 4, 2026"], OrderFound::Needless)]
    #[case(&["0001-02-03"], OrderFound::Needless)]
    #[case(&["03/04/2026", "25/03/2026", "03/25/2026"], OrderFound::Both(DayOrder::DayFirst))]
    #[case(&["03/25/2026", "25/03/2026"], OrderFound::Both(DayOrder::MonthFirst))]
    fn the_order_belongs_to_the_column(#[case] cells: &[&str], #[case] expected: OrderFound) {
        assert_eq!(order_of(cells.iter().copied()), expected);
    }
}
