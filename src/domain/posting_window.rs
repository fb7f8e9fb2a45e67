//! The days between which a post is to go out.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::day::Calendar;

/// The days between which a post is to go out, both included; without a first day it is to be out by the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostingWindow {
    /// The first day, if one was agreed.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: NaiveDate,
}

/// What is between two days, the surest first: `dec 1 to dec 14`, `12/1/2026 - 12/14/2026`, `dec 1-14`.
const BETWEEN: [&str; 7] = [" to ", " until ", " - ", " – ", "..", "–", "-"];

/// What comes before a last day: `by dec 14`.
const BEFORE: [&str; 3] = ["by ", "until ", "before "];

impl PostingWindow {
    /// The year of days whose year a file does not say, until [`Self::with_year`] knows today. It has a February 29.
    pub const NO_YEAR: i32 = 4;

    /// A window of two days, which may be the same; nothing where the last one comes first.
    pub fn between(from: NaiveDate, until: NaiveDate) -> Option<Self> {
        (from <= until).then_some(Self { from: Some(from), until })
    }

    /// Reads a window as people write it. `read` reads one day, and knows the day it comes after: the 14 of `dec 1 to 14` is in
    /// December.
    pub fn read(text: &str, read: impl Fn(&str, Option<NaiveDate>) -> Option<NaiveDate>) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if let Ok(written) = text.parse() {
            return Some(written);
        }
        // Two days first: `dec 1-14` alone could be a December 1 of 2014.
        let two = BETWEEN.iter().find_map(|mark| {
            let (first, last) = text.split_once(mark)?;
            let from = read(first.trim(), None)?;
            Some((from, read(last.trim(), Some(from))?))
        });
        if let Some((from, until)) = two {
            return Self::between(from, until);
        }
        let last = BEFORE.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text);
        read(last, None).map(|until| Self { from: None, until })
    }

    /// Reads what the user types: `dec 1 to dec 14`, or `dec 14` for "by then".
    ///
    /// # Errors
    /// Shows what would be a window.
    pub fn typed(text: &str, calendar: Calendar) -> Result<Self, String> {
        let day = |part: &str, after: Option<NaiveDate>| {
            Calendar { today: after.unwrap_or(calendar.today), ..calendar }.read(part).ok()
        };
        let example = calendar.order.example();
        Self::read(text, day).ok_or_else(|| {
            format!("two days, earlier one first, such as {example} to {example}, or one day to post by")
        })
    }

    /// The same days in the year nearest to today, where nobody said their year: `dec 28 to jan 5` ends a year later.
    #[must_use]
    pub fn with_year(self, today: NaiveDate) -> Self {
        let first = self.from.unwrap_or(self.until);
        if first.year() >= 1_000 {
            return self;
        }
        let years = today.year() - 1..=today.year() + 1;
        let moved = |day: NaiveDate, year: i32| {
            // February 29 of a year that has none is the 28th.
            let year = year + day.year() - first.year();
            day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        };
        let distance = |year: &i32| moved(first, *year).map_or(i64::MAX, |day| (day - today).num_days().abs());
        let Some(year) = years.min_by_key(distance) else { return self };
        let from = self.from.and_then(|from| moved(from, year));
        Self { from, until: moved(self.until, year).unwrap_or(self.until) }
    }

    /// Says the window: `Dec 1 to Dec 14`, `by Dec 14`; a year only where it is not this one.
    pub fn spoken(self, today: NaiveDate) -> String {
        let said =
            |day: NaiveDate| day.format(if day.year() == today.year() { "%b %-d" } else { "%b %-d, %Y" }).to_string();
        match self.from {
            Some(from) => format!("{} to {}", said(from), said(self.until)),
            None => format!("by {}", said(self.until)),
        }
    }
}

/// As it is in files: `2026-12-01/2026-12-14`, and `2026-12-14` for "by then".
impl fmt::Display for PostingWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.from {
            Some(from) => write!(f, "{from}/{}", self.until),
            None => write!(f, "{}", self.until),
        }
    }
}

impl FromStr for PostingWindow {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let day = |text: &str| text.parse::<NaiveDate>().map_err(|_| ());
        match text.split_once('/') {
            Some((from, until)) => Self::between(day(from)?, day(until)?).ok_or(()),
            None => Ok(Self { from: None, until: day(text)? }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn calendar() -> Calendar {
        Calendar::month_first(NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day"))
    }

    #[rstest]
    #[case("dec 1 to dec 14", "2026-12-01/2026-12-14", "Dec 1 to Dec 14")]
    #[case("Dec 1 - 14", "2026-12-01/2026-12-14", "Dec 1 to Dec 14")]
    #[case("dec 1-14", "2026-12-01/2026-12-14", "Dec 1 to Dec 14")]
    #[case("12/1 to 12/14", "2026-12-01/2026-12-14", "Dec 1 to Dec 14")]
    #[case("dec 28 to jan 5", "2026-12-28/2027-01-05", "Dec 28 to Jan 5, 2027")]
    #[case("mon to fri", "2026-11-30/2026-12-04", "Nov 30 to Dec 4")]
    #[case("2026-12-01/2026-12-14", "2026-12-01/2026-12-14", "Dec 1 to Dec 14")]
    #[case("2026-12-01 to 2026-12-01", "2026-12-01/2026-12-01", "Dec 1 to Dec 1")]
    #[case("dec 14", "2026-12-14", "by Dec 14")]
    #[case("by dec 14", "2026-12-14", "by Dec 14")]
    fn windows_are_read_as_typed(#[case] text: &str, #[case] written: &str, #[case] spoken: &str) {
        let window = PostingWindow::typed(text, calendar()).expect("a window");
        assert_eq!((window.to_string().as_str(), window.spoken(calendar().today).as_str()), (written, spoken));
        assert_eq!(written.parse(), Ok(window));
    }

    #[rstest]
    #[case("soon")]
    #[case("dec 14 to")]
    #[case("feb 31")]
    #[case("2026-12-14 to 2026-12-01")]
    #[case("dec 1 to soon")]
    fn what_is_no_window_is_refused(#[case] text: &str) {
        assert!(PostingWindow::typed(text, calendar()).is_err());
    }

    #[rstest]
    #[case("0004-12-01/0004-12-14", "2026-12-01/2026-12-14")]
    #[case("0004-12-28/0005-01-05", "2026-12-28/2027-01-05")]
    #[case("0004-02-29", "2027-02-28")]
    #[case("2025-12-14", "2025-12-14")]
    fn a_year_nobody_said_is_the_nearest(#[case] stated: &str, #[case] meant: &str) {
        let window: PostingWindow = stated.parse().expect("a window");
        assert_eq!(window.with_year(calendar().today).to_string(), meant);
    }
}
