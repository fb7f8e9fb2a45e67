//! What can be wrong with a filter, where, and how to put it right.

use std::ops::Range;

use super::field::{Field, Kind, Unit, Values};
use crate::domain::day::DayError;

/// A filter that cannot be read: the sentence, the spot, and what to put there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct FilterError {
    /// What is wrong.
    pub problem: Problem,
    /// The bytes of the typed text it is about; a caret goes under its start.
    pub at: Range<usize>,
    /// The text that, put in place of these bytes, makes it right.
    pub fix: Option<String>,
}

/// What is wrong with a filter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A name with an operator behind it that isn't a field.
    #[error("There is no field \"{typed}\". {}", meant(.guess.as_deref()))]
    NoSuchField {
        /// The name as typed.
        typed: String,
        /// The name of a field close to it.
        guess: Option<String>,
    },
    /// An operator with nothing before it.
    #[error("This {0} needs a field before it. To search for the text itself, put it in quotes.")]
    NoField(String),
    /// Text where a number belongs.
    #[error("{} needs a number, such as {}, not \"{got}\"", .field.name(), such_as(*.field))]
    NotANumber {
        /// The field.
        field: Field,
        /// The text as typed.
        got: String,
    },
    /// A range whose end is before its start; the ends the right way round.
    #[error("This range ends before it starts. Did you mean {0}?")]
    Backwards(String),
    /// A word outside of a set.
    #[error("{} can be {}, not \"{got}\"", .field.name(), listed(known_words(*.field)))]
    NotInSet {
        /// The field.
        field: Field,
        /// The text as typed.
        got: String,
    },
    /// A word that `is:`, `has:` or `no:` does not know.
    #[error("There is no {}:{got}. {}", .field.name(), meant_or_known(*.field, *.guess))]
    NotKnown {
        /// The field.
        field: Field,
        /// The text as typed.
        got: String,
        /// A word close to it.
        guess: Option<&'static str>,
    },
    /// A view that nobody saved under this name.
    #[error("There is no view called \"{typed}\".{}", .guess.as_ref().map(|name| format!(" Did you mean {name}?")).unwrap_or_default())]
    NoSuchView {
        /// The name as typed.
        typed: String,
        /// The name of a view close to it.
        guess: Option<String>,
    },
    /// Text where a day belongs.
    #[error(transparent)]
    NotADay(DayError),
    /// A comparison of something that has no order.
    #[error("{name} is a word, not a number: use {name}:{value}")]
    NotComparable {
        /// The field's name.
        name: String,
        /// The value as typed.
        value: String,
    },
    /// A field, `#` or `@` without a value, and the end of the sentence: what a number looks like.
    #[error("{0} needs a value{1}")]
    NoValue(String, &'static str),
    /// A range behind a comparison.
    #[error("{0} needs a single value, not a range")]
    OneValue(String),
    /// `or`, `and`, `not` or `-` with nothing on one side.
    #[error("\"{0}\" needs a condition on both sides")]
    Lonely(String),
    /// `not` or `-` with nothing to leave out.
    #[error("\"{0}\" needs something to exclude")]
    NothingToLeaveOut(String),
    /// A closing bracket too many.
    #[error("This ) has no matching (")]
    NoOpening,
    /// Brackets inside brackets beyond all use.
    #[error("These parentheses are nested too deeply")]
    TooDeep,
    /// `sort:` with something that has no order.
    #[error("You can't sort by {0}. Try sort:-er or sort:price")]
    NotSortable(&'static str),
    /// `-sort:`, which leaves nothing out.
    #[error("sort: can't be negated. To reverse the order, write sort:-er")]
    SortLeftOut,
}

impl FilterError {
    pub(super) fn new(problem: Problem, at: Range<usize>) -> Self {
        Self { problem, at, fix: None }
    }

    pub(super) fn or_write(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// The column, in characters, under which a caret points at the spot.
    pub fn caret(&self, typed: &str) -> usize {
        typed.char_indices().take_while(|(index, _)| *index < self.at.start).count()
    }

    /// Returns the typed text put right, where there is a fix.
    pub fn fixed(&self, typed: &str) -> Option<String> {
        let fix = self.fix.as_deref()?;
        let (before, after) = (typed.get(..self.at.start)?, typed.get(self.at.end..)?);
        Some(format!("{before}{fix}{after}"))
    }
}

fn meant(guess: Option<&str>) -> String {
    match guess {
        Some(field) => format!("Did you mean {field}?"),
        None => "To search for the text itself, put it in quotes.".to_owned(),
    }
}

fn meant_or_known(field: Field, guess: Option<&str>) -> String {
    let name = field.name();
    match guess {
        Some(word) => format!("Did you mean {name}:{word}?"),
        None => format!("{name} can be {}", listed(known_words(field))),
    }
}

/// `, such as 500 or 10k`, for a field whose values cannot be listed.
pub(super) fn value_such_as(field: Field) -> &'static str {
    match field.kind() {
        Kind::Number(Unit::Count) => ", such as 500 or 10k",
        Kind::Number(Unit::Money) => ", such as 250 or 99.50",
        Kind::Number(_) => ", such as 6 or 6.5",
        _ => "",
    }
}

fn such_as(field: Field) -> &'static str {
    match field.kind() {
        Kind::Number(Unit::Count) => "500 or 10k",
        Kind::Number(Unit::Money) => "250 or 99.50",
        _ => "6 or 6.5",
    }
}

/// The words a field is limited to.
pub(super) fn known_words(field: Field) -> &'static [&'static str] {
    match field.kind() {
        Kind::Set(Values::Closed { known, .. }) | Kind::YesNo(known) => known,
        _ => &[],
    }
}

/// Writes `nano, micro, macro or mega`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
