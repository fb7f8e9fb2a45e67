//! Asks a filter of one row, without a database: the reference that every other translation must agree with.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::field::{Field, Flag, Kind, Thing, Values};
use super::{DateTest, DateValue, Expr, NumberTest, NumberValue, SetValue, Term};
use crate::domain::creator::CreatorField;
use crate::domain::text::fold;
use crate::domain::{CreatorId, country};

/// What a row answers, field by field; texts as they are kept, for they are folded here.
pub trait Facts {
    /// The text of a words field; empty where there isn't one.
    fn text(&self, field: Field) -> Cow<'_, str>;
    /// The values of a set field.
    fn values(&self, field: Field) -> Vec<Cow<'_, str>>;
    /// A number, if known.
    fn number(&self, field: Field) -> Option<f64>;
    /// A day, if known.
    fn date(&self, field: Field) -> Option<NaiveDate>;
    /// Whether a state holds.
    fn is(&self, flag: Flag) -> bool;
    /// Whether something is there.
    fn has(&self, thing: Thing) -> bool;
    /// Which creator it is, for questions about certain ones.
    fn id(&self) -> Option<CreatorId>;
}

impl Expr {
    /// Whether the row passes.
    pub fn matches(&self, facts: &impl Facts) -> bool {
        match self {
            Self::And(all) => all.iter().all(|expr| expr.matches(facts)),
            Self::Or(any) => any.iter().any(|expr| expr.matches(facts)),
            Self::Not(expr) => !expr.matches(facts),
            Self::Term(term) => term.matches(facts),
        }
    }
}

impl Term {
    /// Whether the row passes.
    pub fn matches(&self, facts: &impl Facts) -> bool {
        match self {
            Self::Text(word) => Field::SEARCHED.into_iter().any(|field| match field.kind() {
                Kind::Words => fold(&facts.text(field)).contains(&word.folded),
                _ => facts.values(field).iter().any(|value| fold(value).contains(&word.folded)),
            }),
            Self::Words { field, values, negated } => {
                let text = fold(&facts.text(*field));
                values.iter().any(|value| value.stands_in(&text)) != *negated
            }
            Self::Set { field, values, negated } => {
                let parents = field.kind() == Kind::Set(Values::Tags);
                let row: Vec<String> = facts.values(*field).iter().map(|value| fold(value)).collect();
                let is_country = *field == Field::Of(CreatorField::Country);
                let passes = |value: &SetValue| {
                    value.is_among(&row, parents) || is_country && row.iter().any(|code| value.calls(code))
                };
                values.iter().any(passes) != *negated
            }
            Self::Number { field, test } => test.passes(facts.number(*field)),
            Self::Date { field, test } => test.passes(facts.date(*field)),
            Self::Is(flag) => facts.is(*flag),
            Self::Has(thing) => facts.has(*thing),
            Self::No(thing) => !facts.has(*thing),
            Self::Among(ids) => facts.id().is_some_and(|id| ids.contains(&id)),
        }
    }
}

impl SetValue {
    /// Whether a folded text contains the value, for words fields.
    fn stands_in(&self, text: &str) -> bool {
        match self {
            Self::Is(word) => text.contains(&word.folded),
            Self::Prefix(word) => {
                !text.is_empty() && (text.starts_with(&word.folded) || text.contains(&format!(" {}", word.folded)))
            }
            Self::None => text.is_empty(),
        }
    }

    /// Whether one of the folded values is this one, for set fields.
    fn is_among(&self, row: &[String], parents: bool) -> bool {
        match self {
            Self::Is(word) => row.iter().any(|value| match value.strip_prefix(&word.folded) {
                Some(rest) => rest.is_empty() || (parents && rest.starts_with('/')),
                None => false,
            }),
            Self::Prefix(word) => row.iter().any(|value| value.starts_with(&word.folded)),
            Self::None => row.is_empty(),
        }
    }
}

impl SetValue {
    /// Whether the country of a code is called or begins so, by any of its names.
    fn calls(&self, code: &str) -> bool {
        match self {
            Self::Is(word) => country::code(&word.folded) == Some(code),
            Self::Prefix(word) => country::beginning(&word.folded).contains(&code),
            Self::None => false,
        }
    }
}

impl NumberTest {
    /// Whether a number passes; an unknown one only where `none` is asked for.
    pub fn passes(&self, number: Option<f64>) -> bool {
        match self {
            Self::Compare(compare, amount) => number.is_some_and(|number| compare.holds(number, amount.value)),
            Self::Range { low, high } => number.is_some_and(|number| {
                low.as_ref().is_none_or(|low| number >= low.value)
                    && high.as_ref().is_none_or(|high| number <= high.value)
            }),
            Self::OneOf { values, negated } => {
                let one = values.iter().any(|value| match value {
                    NumberValue::Near(amount) => number.is_some_and(|number| amount.rounds_from(number)),
                    NumberValue::None => number.is_none(),
                });
                one != *negated
            }
        }
    }
}

impl DateTest {
    /// Whether a day passes; an unknown one only where `none` is asked for.
    pub fn passes(&self, day: Option<NaiveDate>) -> bool {
        match self {
            Self::Compare(compare, than) => day.is_some_and(|day| compare.holds(day, *than)),
            Self::Range { from, to } => {
                day.is_some_and(|day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to))
            }
            Self::OneOf { values, negated } => {
                let one = values.iter().any(|value| match value {
                    DateValue::Day(wanted) => day == Some(*wanted),
                    DateValue::Named(_, days) => day.is_some_and(|day| days.contains(day)),
                    DateValue::None => day.is_none(),
                });
                one != *negated
            }
        }
    }
}
