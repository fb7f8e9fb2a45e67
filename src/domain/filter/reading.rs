//! The exact reading of a filter, in brackets and capitals: how it was understood, for tests, logs and doubts.

use std::fmt;

use super::{DateTest, DateValue, Expr, NumberTest, NumberValue, Query, SetValue, SortTerm, Term};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.expr {
            Some(expr) => expr.fmt(f)?,
            None => f.write_str("everything")?,
        }
        if !self.sort.is_empty() {
            write!(f, " ; sort {}", listed(&self.sort, ", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for SortTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.field.name())
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(all) => write!(f, "({})", listed(all, " AND ")),
            Self::Or(any) => write!(f, "({})", listed(any, " OR ")),
            Self::Not(expr) => write!(f, "NOT {expr}"),
            Self::Term(term) => term.fmt(f),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = |negated: &bool| if *negated { "not " } else { "" };
        match self {
            Self::Text(word) => write!(f, "text \"{}\"", word.typed),
            Self::Words { field, values, negated } => {
                write!(f, "{} {}has {}", field.name(), not(negated), listed(values, "/"))
            }
            Self::Set { field, values, negated } => {
                write!(f, "{} {}in {}", field.name(), not(negated), listed(values, "/"))
            }
            Self::Number { field, test } => write!(f, "{} {test}", field.name()),
            Self::Date { field, test } => write!(f, "{} {test}", field.name()),
            Self::Is(flag) => write!(f, "is {}", flag.word()),
            Self::Has(thing) => write!(f, "has {}", thing.word()),
            Self::No(thing) => write!(f, "no {}", thing.word()),
            Self::Among(ids) => write!(f, "among {}", ids.len()),
        }
    }
}

impl fmt::Display for SetValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(word) => f.write_str(&word.typed),
            Self::Prefix(word) => write!(f, "{}*", word.typed),
            Self::None => f.write_str("none"),
        }
    }
}

impl fmt::Display for NumberTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare(compare, amount) => write!(f, "{} {}", compare.sign(), amount.value),
            Self::Range { low, high } => {
                let end = |end: &Option<super::Amount>| {
                    end.as_ref().map_or_else(|| "open".to_owned(), |amount| amount.value.to_string())
                };
                write!(f, "{} to {}", end(low), end(high))
            }
            Self::OneOf { values, negated } => match values.as_slice() {
                [NumberValue::Near(amount)] => write!(f, "{} {}", if *negated { "!=" } else { "=" }, amount.value),
                _ => write!(f, "{}in {}", if *negated { "not " } else { "" }, listed(values, "/")),
            },
        }
    }
}

impl fmt::Display for NumberValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Near(amount) => amount.value.fmt(f),
            Self::None => f.write_str("none"),
        }
    }
}

impl fmt::Display for DateTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare(compare, day) => write!(f, "{} {day}", compare.sign()),
            Self::Range { from, to } => {
                let end =
                    |day: &Option<chrono::NaiveDate>| day.map_or_else(|| "open".to_owned(), |day| day.to_string());
                write!(f, "{} to {}", end(from), end(to))
            }
            Self::OneOf { values, negated } => match values.as_slice() {
                [DateValue::Day(day)] => write!(f, "{} {day}", if *negated { "!=" } else { "=" }),
                [DateValue::Named(period, _)] => write!(f, "{}named {period}", if *negated { "not " } else { "" }),
                _ => write!(f, "{}in {}", if *negated { "not " } else { "" }, listed(values, "/")),
            },
        }
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Named(period, _) => period.fmt(f),
            Self::None => f.write_str("none"),
        }
    }
}

fn listed<T: fmt::Display>(parts: &[T], between: &str) -> String {
    parts.iter().map(T::to_string).collect::<Vec<_>>().join(between)
}
