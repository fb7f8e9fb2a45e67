//! Days in sentences: `added this week`, `posted in the last 30 days`, `not contacted`, `due before friday`.

use chrono::{Datelike, NaiveDate, Weekday};

use super::reader::{Found, Reader, state};
use super::write::Piece;
use crate::domain::filter::field::Flag;
use crate::domain::filter::{Field, parse};

/// Words for something that happened or is due.
const DEEDS: [(&str, Field); 8] = [
    ("added", Field::Added),
    ("contacted", Field::Contacted),
    ("replied", Field::Replied),
    ("shipped", Field::Shipped),
    ("posted", Field::Posted),
    ("paid", Field::Paid),
    ("decided", Field::Decided),
    ("due", Field::Due),
];

/// Words before a day.
const RELATIONS: [(&[&str], &str); 8] = [
    (&["since"], ">="),
    (&["from"], ">="),
    (&["after"], ">"),
    (&["before"], "<"),
    (&["until"], "<="),
    (&["by"], "<="),
    (&["on"], ":"),
    (&["no", "later", "than"], "<="),
];

const PERIODS: [(&[&str], &str); 8] = [
    (&["this", "week"], "thisweek"),
    (&["last", "week"], "lastweek"),
    (&["next", "week"], "nextweek"),
    (&["this", "month"], "thismonth"),
    (&["last", "month"], "lastmonth"),
    (&["next", "month"], "nextmonth"),
    (&["past", "week"], "last7d"),
    (&["past", "month"], "last30d"),
];

impl Reader<'_> {
    /// Something that happened, with or without its day.
    pub(super) fn day_phrase(&self, at: usize) -> Found {
        let word = self.word(at)?;
        let field = DEEDS.iter().find(|(deed, _)| *deed == word)?.1;
        if let Some((count, test)) = self.day_test(at + 1, field) {
            let term = format!("{}{test}", field.name());
            if parse(&term, self.calendar).is_ok() {
                return Some((1 + count, vec![Piece::Said(term)]));
            }
        }
        let said = match field {
            Field::Paid => state(Flag::Paid),
            Field::Due => state(Flag::Due),
            Field::Added | Field::Decided => return None,
            field => format!("{}:*", field.name()),
        };
        Some((1, vec![Piece::Said(said)]))
    }

    /// The test of a day: `:last30d`, `>=2026-03-09`.
    fn day_test(&self, at: usize, field: Field) -> Option<(usize, String)> {
        let relation = RELATIONS.iter().find(|(words, _)| self.says(at, words));
        let (skipped, sign) = relation.map_or((0, ":"), |(words, sign)| (words.len(), *sign));
        let from = self.past(at + skipped, &["in", "within", "during", "the"]);
        let ends = |count: usize| from + count - at;
        if let Some((words, period)) = PERIODS.iter().find(|(words, _)| self.says(from, words)) {
            return Some((ends(words.len()), format!(":{period}")));
        }
        if let Some((count, days)) = self.span(from) {
            let way = if field.is_past() { "last" } else { "next" };
            return Some((ends(count), format!(":{way}{days}d")));
        }
        let day = self.day(from, field)?;
        Some((ends(1), format!("{sign}{day}")))
    }

    /// `last 30 days`, `2 weeks`.
    fn span(&self, at: usize) -> Option<(usize, u16)> {
        let from = self.past(at, &["last", "past", "next", "previous"]);
        let number: u16 = self.word(from)?.parse().ok()?;
        let days = match self.word(from + 1)? {
            "day" | "days" => 1,
            "week" | "weeks" => 7,
            "month" | "months" => 30,
            _ => return None,
        };
        let days = number.checked_mul(days).filter(|days| (1..=9_999).contains(days))?;
        Some((from + 2 - at, days))
    }

    /// A day by its name or date. What lies behind means the weekday before today.
    fn day(&self, at: usize, field: Field) -> Option<String> {
        let word = self.word(at)?;
        if let Some(weekday) = word.parse::<Weekday>().ok().filter(|_| field.is_past()) {
            return before(self.calendar.today, weekday).map(|day| day.to_string());
        }
        let is_day = word.chars().any(char::is_alphabetic) || word.contains(['-', '/', '.']);
        (is_day && self.calendar.read(word).is_ok()).then(|| word.to_owned())
    }
}

/// The last such weekday, today included.
fn before(today: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let back = today.weekday().days_since(weekday);
    today.checked_sub_days(chrono::Days::new(u64::from(back)))
}
