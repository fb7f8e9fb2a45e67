//! The filter language: what the user types to narrow a list, as a tree that any layer can ask.
//!
//! [`parse`] reads the text once and settles everything that can be settled without the rows: text is folded, numbers and days
//! are resolved against today. A tree therefore means the same to the SQL translator and to [`Expr::matches`], which is the
//! reference. The logic has two values: a comparison with an unknown number or day is false, and its `not` is true.

mod complete;
mod conflict;
mod edit;
mod error;
mod field;
mod lexer;
mod matches;
pub mod near;
mod parser;
mod plain;
mod print;
mod reading;
mod rename;
mod term;
mod value;
pub(in crate::domain) mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::NaiveDate;

use super::CreatorId;
use super::day::{Calendar, DayRange, Period};

pub use complete::{Completion, Offer, Slot, complete};
pub use edit::{check_views, with_term, without_last, without_term};
pub use error::{FilterError, Problem};
pub use field::{Field, Flag, Kind, STALE_DAYS, Spec, Thing, Unit, Values, WARNINGS, WINNERS};
pub use matches::Facts;
pub use plain::{Guess, Note, Reading, Vocabulary, boxed, offers as plain_offers, read, read_exactly};
pub use rename::{asks_for_niche, with_niche_renamed};
pub use value::Amount;

/// A filter as read: what must hold, and in which order the rows come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What must hold for a row; nothing means every row.
    pub expr: Option<Expr>,
    /// The order asked for, the most important first.
    pub sort: Vec<SortTerm>,
    /// What the filter would mean if `or` bound tighter than a space, where both were mixed without brackets.
    pub other_reading: Option<Expr>,
}

impl Query {
    /// Whether `or` and blanks were mixed without brackets, so that the user may have meant the other reading.
    pub fn mixed_or(&self) -> bool {
        self.other_reading.is_some()
    }

    /// The terms that must all hold, one by one: what can be dropped to find the one to blame for an empty list.
    pub fn conjuncts(&self) -> &[Expr] {
        match &self.expr {
            Some(Expr::And(all)) => all,
            Some(expr) => std::slice::from_ref(expr),
            None => &[],
        }
    }

    /// The same filter without one of its conjuncts.
    pub fn without(&self, index: usize) -> Self {
        let rest = self.conjuncts().iter().enumerate().filter(|(at, _)| *at != index).map(|(_, expr)| expr.clone());
        Self { expr: Expr::all(rest), sort: self.sort.clone(), other_reading: None }
    }
}

/// What must hold for a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// All of them.
    And(Vec<Expr>),
    /// At least one of them.
    Or(Vec<Expr>),
    /// The opposite.
    Not(Box<Expr>),
    /// A single question.
    Term(Term),
}

impl Expr {
    /// Joins what must hold together; nothing out of nothing.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        join(parts, Self::And, |expr| if let Self::And(inner) = expr { Ok(inner) } else { Err(expr) })
    }

    /// Joins alternatives; nothing out of nothing.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        join(parts, Self::Or, |expr| if let Self::Or(inner) = expr { Ok(inner) } else { Err(expr) })
    }

    /// The opposite; the opposite of the opposite is the thing itself.
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            expr => Self::Not(Box::new(expr)),
        }
    }
}

/// Joins without nesting like in like, and without wrapping a single part.
fn join(
    parts: impl IntoIterator<Item = Expr>,
    wrap: fn(Vec<Expr>) -> Expr,
    unwrap: fn(Expr) -> Result<Vec<Expr>, Expr>,
) -> Option<Expr> {
    let mut flat = Vec::new();
    for part in parts {
        match unwrap(part) {
            Ok(inner) => flat.extend(inner),
            Err(single) => flat.push(single),
        }
    }
    if flat.len() > 1 { Some(wrap(flat)) } else { flat.pop() }
}

/// A single question to a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// The text is in one of [`Field::SEARCHED`].
    Text(Word),
    /// A words field contains one of the texts: `Is` anywhere in it, `Prefix` at the start of a word, `None` is empty.
    Words {
        /// The field.
        field: Field,
        /// The texts; one is enough.
        values: Vec<SetValue>,
        /// Whether the answer is turned round (`!=`).
        negated: bool,
    },
    /// A set field has one of the values.
    Set {
        /// The field.
        field: Field,
        /// The values; one is enough.
        values: Vec<SetValue>,
        /// Whether the answer is turned round (`!=`).
        negated: bool,
    },
    /// A number passes a test.
    Number {
        /// The field.
        field: Field,
        /// The test.
        test: NumberTest,
    },
    /// A day passes a test.
    Date {
        /// The field.
        field: Field,
        /// The test.
        test: DateTest,
    },
    /// A state holds.
    Is(Flag),
    /// Something is there.
    Has(Thing),
    /// Something is lacking: the opposite of `Has`.
    No(Thing),
    /// The creator is one of these: what `is:marked` means once someone has said who is.
    Among(Arc<[CreatorId]>),
}

/// A text as typed and as compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As typed.
    pub typed: String,
    /// Lower case, without accents.
    pub folded: String,
}

impl Word {
    /// Folds a typed text.
    pub fn new(typed: impl Into<String>) -> Self {
        let typed = typed.into();
        let folded = super::text::fold(&typed);
        Self { typed, folded }
    }
}

/// What a set or a text is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetValue {
    /// This value; of a tag also everything below it (`value/...`).
    Is(Word),
    /// Any value that begins so; an empty beginning means any value at all.
    Prefix(Word),
    /// No value.
    None,
}

/// The direction of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// A question to a number.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberTest {
    /// Compares with [`Amount::value`].
    Compare(Compare, Amount),
    /// From `low` to `high`, both values included; open where nothing is said, but never true of an unknown number.
    Range {
        /// The least that passes.
        low: Option<Amount>,
        /// The most that passes.
        high: Option<Amount>,
    },
    /// One of several.
    OneOf {
        /// The numbers; one is enough.
        values: Vec<NumberValue>,
        /// Whether the answer is turned round (`!=`).
        negated: bool,
    },
}

/// What a number is asked to be.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberValue {
    /// Equal at the precision typed: from [`Amount::low`] up to but not including [`Amount::high`].
    Near(Amount),
    /// Unknown.
    None,
}

/// A question to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateTest {
    /// Compares with a day.
    Compare(Compare, NaiveDate),
    /// From one day to another, both included; open where nothing is said, but never true of an unknown day.
    Range {
        /// The first day.
        from: Option<NaiveDate>,
        /// The last day.
        to: Option<NaiveDate>,
    },
    /// One of several.
    OneOf {
        /// The days and periods; one is enough.
        values: Vec<DateValue>,
        /// Whether the answer is turned round (`!=`).
        negated: bool,
    },
}

/// What a day is asked to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateValue {
    /// This day.
    Day(NaiveDate),
    /// Inside a named period, resolved against today.
    Named(Period, DayRange),
    /// Unknown.
    None,
}

/// A field to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortTerm {
    /// The field.
    pub field: Field,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// Reads a filter, its days by the user's own calendar.
///
/// # Errors
/// Says what is wrong, where, and what to put there.
pub fn parse(text: &str, calendar: Calendar) -> Result<Query, FilterError> {
    let reader = term::Reader { text, calendar };
    let mut sort = Vec::new();
    let mut tokens = Vec::new();
    for (token, at) in lexer::tokens(text)? {
        let kind = match token {
            lexer::Token::Term(typed) => match reader.term(&typed)? {
                term::Read::Expr(expr) => parser::Symbol::Expr(expr),
                term::Read::Sort(_) if matches!(tokens.last(), Some((parser::Symbol::Not, _))) => {
                    return Err(FilterError::new(Problem::SortLeftOut, at));
                }
                term::Read::Sort(terms) => {
                    sort.extend(terms);
                    continue;
                }
            },
            lexer::Token::Text(text) if text.trim().is_empty() => continue,
            lexer::Token::Text(text) | lexer::Token::Word(text) => {
                parser::Symbol::Expr(Expr::Term(Term::Text(Word::new(text))))
            }
            lexer::Token::Open => parser::Symbol::Open,
            lexer::Token::Close => parser::Symbol::Close,
            lexer::Token::Or => parser::Symbol::Or,
            lexer::Token::And => parser::Symbol::And,
            lexer::Token::Not => parser::Symbol::Not,
        };
        tokens.push((kind, at));
    }
    parser::check(text, &tokens)?;
    let (expr, mixed) = parser::read(&tokens, parser::Binding::AndFirst);
    let other_reading = if mixed { parser::read(&tokens, parser::Binding::OrFirst).0 } else { None };
    Ok(Query { expr, sort, other_reading })
}
