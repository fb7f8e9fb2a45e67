//! Days of things that have happened: what is typed without a year, or as a weekday, is the last one and not the next.

use chrono::{Days, Months, NaiveDate};

use crate::domain::day::{Calendar, DayOrder};

use super::shortened;

/// Reads a day up to today.
///
/// # Errors
/// Names the text that isn't a day, or one that is in the future.
pub(super) fn past_day(text: &str, calendar: Calendar) -> Result<NaiveDate, String> {
    let (short, today) = (shortened(text), calendar.today);
    let day = read(text, calendar).ok_or_else(|| {
        format!("\"{short}\" isn't a date. Write 2026-03-09, {}, fri or yesterday", calendar.order.example())
    })?;
    let day = if day <= today { Some(day) } else { last(text, day, today) };
    day.ok_or_else(|| format!("\"{short}\" is in the future"))
}

fn read(text: &str, calendar: Calendar) -> Option<NaiveDate> {
    let text = text.trim().trim_matches('"').replace(',', " ");
    let compact = |digits: &str| NaiveDate::parse_from_str(digits, "%Y%m%d").ok();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact(&text);
    }
    // `2026-11-20T14:03`, `2026-11-20 14:03:00`: the day is the first ten letters.
    let iso = text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    let is_only_time = |rest: &str| rest.is_empty() || rest.starts_with('T') || rest.split_whitespace().all(is_time);
    if iso.is_some() && text.get(10..).is_some_and(is_only_time) {
        return iso;
    }
    let words: Vec<&str> = text.split_whitespace().take_while(|word| !is_time(word)).collect();
    let text = words.join(" ");
    let numbers: Vec<&str> = text.split('-').collect();
    let is_dashed =
        numbers.len() == 3 && numbers.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let text = if is_dashed && (text.len() != 10 || numbers.first().is_some_and(|part| part.len() < 4)) {
        numbers.join("/")
    } else {
        text
    };
    calendar.read(&text).ok()
}

/// The past day that a text means when it was read as a future one: last week's for `friday`, last year's for `Dec 24`.
fn last(text: &str, day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let lower = text.trim().to_lowercase();
    let is_word = lower.chars().all(char::is_alphabetic);
    if is_word {
        let is_weekday = !matches!(lower.as_str(), "tomorrow" | "eow" | "eom");
        return day.checked_sub_days(Days::new(7)).filter(|day| is_weekday && *day <= today);
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let has_year = lower.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 4)
        || lower.split(['/', '.', '-']).filter(|part| digits(part) > 0).count() > 2;
    let is_distance = lower.starts_with(['+', '-'])
        || lower.starts_with("in ")
        || lower.ends_with(['d', 'w', 'm', 'y', 's']) && digits(&lower) + 1 == lower.len();
    (!has_year && !is_distance).then(|| day.checked_sub_months(Months::new(12))).flatten().filter(|day| *day <= today)
}

/// A calendar in the order that the dates of a text tell themselves; the user's own where none tells.
pub(super) fn told_by(text: &str, own: Calendar) -> Calendar {
    order_of(text).map_or(own, |order| Calendar { order, ..own })
}

/// Which of two numbers is the day, from all dates of a text.
fn order_of(text: &str) -> Option<DayOrder> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '"'));
    let mut found = None;
    for word in words {
        let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
        let [first, second, year] = parts.as_slice() else { continue };
        let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
        let (Some(first), Some(second)) = (number(first), number(second)) else { continue };
        if !matches!(year.len(), 2 | 4) || first > 12 && second > 12 {
            continue;
        }
        if first > 12 {
            return Some(DayOrder::DayFirst);
        }
        if second > 12 {
            found = Some(DayOrder::MonthFirst);
        }
    }
    found
}

/// Whether a text could be meant as a day: not a bare number, unless it is written like `20261120`.
pub(super) fn looks_like_day(text: &str) -> bool {
    // Any calendar will do to find out whether this is a day; a leap year has all of them.
    let Some(today) = NaiveDate::from_ymd_opt(2024, 6, 15) else { return false };
    let text = text.trim();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b','));
    let is_long = text.len() == 8 && text.starts_with("20") && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_long || !is_number || text.len() == 10 && text.matches('-').count() == 2 || text.matches('-').count() == 2)
        && !text.ends_with(['k', 'K'])
        && !is_decimal(text)
        && read(text, Calendar::day_first(today)).is_some()
}

/// `12.5` is a number here, `12.5.` and `12.5.26` are days.
fn is_decimal(text: &str) -> bool {
    text.matches(['.', ',']).count() == 1 && text.parse::<f64>().is_ok()
        || text.ends_with(['m', 'M', 'b', 'B']) && text.len() > 1 && text.contains(['.', ','])
}

/// How many of the first words make a day; 0 for none. A third word belongs to it only as a year.
pub(super) fn starts_with_day(words: &[&str]) -> usize {
    let joined = |count: usize| words.get(..count).map(|words| words.join(" "));
    let is_year = |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let is_name = |word: &&str| word.chars().all(char::is_alphabetic);
    let has_name = words.iter().take(2).any(is_name);
    let is_day = |count: usize| joined(count).is_some_and(|text| looks_like_day(&text));
    if has_name && words.get(2).is_some_and(is_year) && is_day(3) {
        return 3;
    }
    if words.get(1).is_some_and(|word| *word == "days") && words.get(2).is_some_and(|word| *word == "ago") && is_day(3)
    {
        return 3;
    }
    if has_name && words.len() > 1 && is_day(2) || words.get(1).is_some_and(|word| *word == "ago") && is_day(2) {
        return 2;
    }
    usize::from(is_day(1))
}

/// Whether a word is the time of a day.
pub(super) fn is_time(word: &str) -> bool {
    let is_clock = word.contains(':')
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z' | b'+'));
    is_clock || matches!(word.to_ascii_lowercase().as_str(), "am" | "pm" | "utc" | "gmt")
}
