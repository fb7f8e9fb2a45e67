//! The filter read back in plain words, for the line under the box.

use super::field::{Field, Kind, Unit, Values, WINNERS};
use super::{Amount, Compare, DateTest, DateValue, Expr, NumberTest, NumberValue, Query, SetValue, SortTerm, Term};
use crate::domain::country;
use crate::domain::creator::CreatorField;
use crate::domain::day::{DayRange, Period, full, stretch};
use crate::domain::money::grouped;

impl Query {
    /// Says the filter in words: `niche is skincare; engagement over 4%; not rejected`.
    pub fn in_words(&self) -> String {
        let mut parts: Vec<String> = self.expr.iter().map(Expr::in_words).collect();
        if !self.sort.is_empty() {
            let sort: Vec<_> = self.sort.iter().map(|term| term.in_words()).collect();
            parts.push(format!("sorted by {}", sort.join(", then ")));
        }
        if parts.is_empty() { "everything".to_owned() } else { parts.join("; ") }
    }
}

impl SortTerm {
    /// Says what comes first: `engagement, highest first`.
    pub fn in_words(self) -> String {
        let (field, descending) = (self.field, self.descending);
        // A course of steps has its own ends: nobody looks for them in the alphabet.
        if let Kind::Set(Values::Closed { known: [first, .., last], .. }) = field.kind()
            && matches!(field, Field::Tier | Field::Status | Field::Stage)
        {
            return format!("{}, {} first", field.spec().words, if descending { last } else { first });
        }
        let first = match (field.kind(), descending) {
            _ if field == Field::Flag => {
                if descending {
                    "the worst first"
                } else {
                    "the mildest first"
                }
            }
            (Kind::Number(_), true) => "highest first",
            (Kind::Number(_), false) => "lowest first",
            (Kind::Date, true) => "latest first",
            (Kind::Date, false) => "earliest first",
            (_, true) => "z to a",
            (_, false) => "a to z",
        };
        format!("{}, {first}", field.spec().words)
    }
}

impl Expr {
    /// Says the expression in words, what must hold together divided by `;`.
    pub fn in_words(&self) -> String {
        match self {
            Self::And(all) => all.iter().map(Self::part).collect::<Vec<_>>().join("; "),
            Self::Or(any) => any.iter().map(Self::part).collect::<Vec<_>>().join(" or "),
            single => single.part(),
        }
    }

    /// Says the expression so that it can stand among others.
    fn part(&self) -> String {
        let joined = |parts: &[Self], between: &str| {
            let parts: Vec<_> = parts.iter().map(Self::part).collect();
            format!("({})", parts.join(between))
        };
        match self {
            Self::And(all) => joined(all, " and "),
            Self::Or(any) => joined(any, " or "),
            Self::Term(term) => term.in_words(false),
            Self::Not(inner) => match inner.as_ref() {
                Self::Term(term) => term.in_words(true),
                group => format!("not {}", group.part()),
            },
        }
    }
}

impl Term {
    /// Says the term, or its opposite, in words.
    pub fn in_words(&self, opposite: bool) -> String {
        match self {
            Self::Text(word) => {
                format!("{} \"{}\"", if opposite { "no mention of" } else { "mentions" }, word.typed)
            }
            Self::Words { field, values, negated } => words(*field, values, *negated != opposite),
            Self::Set { field, values, negated } => set(*field, values, *negated != opposite),
            Self::Number { field, test } => number(*field, test, opposite),
            Self::Date { field, test } => date(*field, test, opposite),
            Self::Is(flag) => format!("{}{}", if opposite { "not " } else { "" }, flag.words()),
            Self::Has(thing) => format!("{} {}", if opposite { "without" } else { "with" }, thing.words()),
            Self::No(thing) => format!("{} {}", if opposite { "with" } else { "without" }, thing.words()),
            Self::Among(ids) if ids.is_empty() => {
                format!("{} marked, and nobody is", if opposite { "all not" } else { "only those" })
            }
            Self::Among(ids) => {
                format!("{} the {} marked", if opposite { "all but" } else { "only" }, grouped(ids.len() as u64))
            }
        }
    }
}

fn words(field: Field, values: &[SetValue], not: bool) -> String {
    let name = field.spec().words;
    if values == [SetValue::None] {
        return format!("{} {name}", if not { "with a" } else { "without a" });
    }
    let quoted = either(values.iter().map(|value| match value {
        SetValue::Is(word) => format!("\"{}\"", word.typed),
        SetValue::Prefix(word) => format!("\"{}*\"", word.typed),
        SetValue::None => "nothing".to_owned(),
    }));
    format!("{name} {} {quoted}", if not { "does not have" } else { "has" })
}

fn set(field: Field, values: &[SetValue], not: bool) -> String {
    let name = field.spec().words;
    if values == [SetValue::None] && field == Field::Stage {
        return if not { "booked before" } else { "never booked" }.to_owned();
    }
    if values == [SetValue::None] {
        return format!("{} {name}", if not { "any" } else { "no" });
    }
    let mut names: Vec<String> = values.iter().map(|value| called(field, value)).collect();
    // A language is asked for by its code and its name, which is the same to a reader.
    names.dedup();
    let list = either(names.into_iter());
    let not = if not { "not " } else { "" };
    if field == Field::Like {
        return format!("{not}like {list}");
    }
    // A verdict is its own word: nobody says that the verdict is rejected.
    if field == Field::Status { format!("{not}{list}") } else { format!("{name} is {not}{list}") }
}

/// The name of a value on screens: a country or a language by its name, not its code.
pub(in crate::domain) fn called(field: Field, value: &SetValue) -> String {
    match (field, value) {
        (Field::Like, SetValue::Is(word)) if word.folded == WINNERS => "the winners so far".to_owned(),
        (Field::Of(CreatorField::Country), SetValue::Is(word)) => country::name(&word.typed).into_owned(),
        (Field::Of(CreatorField::Language), SetValue::Is(word)) => {
            let known = super::plain::language(&word.folded).or_else(|| super::plain::language_named(&word.folded));
            known.map_or_else(|| word.typed.clone(), |(_, name)| name.to_owned())
        }
        (_, value) => value.to_string(),
    }
}

fn number(field: Field, test: &NumberTest, opposite: bool) -> String {
    let Kind::Number(unit) = field.kind() else { return String::new() };
    let (said, not) = match test {
        NumberTest::Compare(compare, amount) => {
            let relation = match compare {
                Compare::Less => "under",
                Compare::AtMost => "at most",
                Compare::More => "over",
                Compare::AtLeast => "at least",
            };
            (format!("{relation} {}", figure(amount, unit)), opposite)
        }
        NumberTest::Range { low: Some(low), high: Some(high) } => {
            (format!("{} to {}", plain(low.value), figure(high, unit)), opposite)
        }
        NumberTest::Range { low: Some(low), high: None } => (format!("from {}", figure(low, unit)), opposite),
        NumberTest::Range { low: None, high: Some(high) } => (format!("up to {}", figure(high, unit)), opposite),
        NumberTest::Range { low: None, high: None } => ("known".to_owned(), opposite),
        NumberTest::OneOf { values, negated } => {
            let list = either(values.iter().map(|value| match value {
                NumberValue::Near(amount) => figure(amount, unit),
                NumberValue::None => "unknown".to_owned(),
            }));
            (list, *negated != opposite)
        }
    };
    format!("{} {}{said}", field.spec().words, if not { "not " } else { "" })
}

fn date(field: Field, test: &DateTest, opposite: bool) -> String {
    let name = field.spec().words;
    // Whether any day is known at all.
    let is_known = match test {
        DateTest::Range { from: None, to: None } => Some(!opposite),
        DateTest::OneOf { values, negated } if *values == [DateValue::None] => Some(*negated != opposite),
        _ => None,
    };
    if let Some(is_known) = is_known {
        return format!("{name} {}", if is_known { "on some day" } else { "on no known day" });
    }
    let (said, not) = match test {
        DateTest::Compare(Compare::Less, day) => (format!("before {}", full(*day)), opposite),
        DateTest::Compare(Compare::AtMost, day) => (format!("by {}", full(*day)), opposite),
        DateTest::Compare(Compare::More, day) => (format!("after {}", full(*day)), opposite),
        DateTest::Compare(Compare::AtLeast, day) => (format!("from {} on", full(*day)), opposite),
        DateTest::Range { from: Some(from), to: Some(to) } => {
            (format!("from {} to {}", full(*from), full(*to)), opposite)
        }
        DateTest::Range { from: Some(from), to: None } => (format!("from {} on", full(*from)), opposite),
        DateTest::Range { from: None, to } => (format!("by {}", to.map(full).unwrap_or_default()), opposite),
        DateTest::OneOf { values, negated } => {
            let not = if *negated == opposite { "" } else { "not " };
            if field == Field::Due && matches!(values.as_slice(), [DateValue::Named(Period::Overdue, _)]) {
                return format!("{not}overdue");
            }
            let list = either(values.iter().map(|value| match value {
                DateValue::Day(day) => format!("on {}", full(*day)),
                DateValue::Named(Period::Overdue, _) => "before today".to_owned(),
                DateValue::Named(period, days) => named(*period, *days),
                DateValue::None => "on no known day".to_owned(),
            }));
            (list, *negated != opposite)
        }
    };
    format!("{name} {}{said}", if not { "not " } else { "" })
}

/// A period with its days: `last month (February 2026)`.
fn named(period: Period, days: DayRange) -> String {
    let last = days.before.and_then(|day| day.pred_opt());
    let stretch = days.from.zip(last).map(|(from, to)| format!(" ({})", stretch(from, to)));
    format!("{}{}", period.words(), stretch.unwrap_or_default())
}

fn figure(amount: &Amount, unit: Unit) -> String {
    let number = plain(amount.value);
    if unit == Unit::Percent { format!("{number}%") } else { number }
}

/// Writes a number with thousands marks and the decimals it has.
fn plain(number: f64) -> String {
    let text = number.abs().to_string();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    // Only absurdly large numbers do not fit; they stay without marks.
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    let sign = if number < 0.0 { "-" } else { "" };
    decimals.map_or_else(|| format!("{sign}{whole}"), |decimals| format!("{sign}{whole}.{decimals}"))
}

fn either(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" or ")
}
