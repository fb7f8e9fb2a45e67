//! Filters as people write them: `nano skincare in germany under 50k with email`.
//!
//! [`read`] turns such a sentence into the canonical text of the filter language, which is what is kept, saved and shown. So one
//! parser reads everything: a view that was saved keeps its words as text, because stored text is read by
//! [`parse`](super::parse()) alone. Canonical text read again is the same filter.

mod alike;
mod days;
mod figures;
mod having;
mod languages;
mod meaning;
mod offers;
mod order;
mod places;
mod reader;
mod write;

use super::error::FilterError;
use super::{Field, Query, SetValue, Word, parse};
use crate::domain::day::Calendar;
use crate::domain::text::fold;

pub use meaning::Vocabulary;
pub use offers::offers;

pub(super) use languages::{coded as language, named as language_named};

/// A filter as typed by a person, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The filter in canonical text.
    pub text: String,
    /// What it asks.
    pub query: Query,
    /// What the person should know about how it was understood.
    pub notes: Vec<Note>,
    /// Words that were read as something else than text, with the term they became.
    pub guesses: Vec<Guess>,
}

/// A word that could also be text, such as the country `georgia`, and the term it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// As typed.
    pub typed: String,
    /// The canonical term.
    pub term: String,
}

/// Something to know about how a filter was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Words that say nothing a filter could ask.
    Ignored(Vec<String>),
    /// A number whose field was not named, and the field it was read as.
    Field {
        /// As typed.
        typed: String,
        /// The field.
        field: Field,
    },
    /// A word behind `in` or `from` that is no known place, and the name it may be meant for.
    NoPlace {
        /// As typed.
        typed: String,
        /// A name close to it.
        guess: Option<String>,
    },
    /// A word with a second meaning, and the term for that.
    OrElse {
        /// As typed.
        typed: String,
        /// The canonical term of the other meaning.
        term: String,
    },
    /// Conditions that nobody can meet at once.
    Nobody {
        /// The field.
        field: Field,
        /// The two conditions in words.
        both: [String; 2],
    },
}

/// Reads a filter as a person types it.
///
/// # Errors
/// Says what is wrong, where, and what to put there.
pub fn read(text: &str, calendar: Calendar, vocabulary: &Vocabulary) -> Result<Reading, FilterError> {
    let understood = reader::understand(text, calendar, vocabulary)?;
    match parse(&understood.text, calendar) {
        Ok(query) => {
            let mut notes = understood.notes;
            notes.extend(super::conflict::of(query.conjuncts()));
            Ok(Reading { text: understood.text, query, notes, guesses: understood.guesses })
        }
        // The spot of the error is that of the typed text.
        Err(error) => Err(parse(text, calendar).err().unwrap_or(FilterError { at: 0..text.len(), fix: None, ..error })),
    }
}

/// Reads a filter whose words are text, such as one that was saved.
///
/// # Errors
/// Says what is wrong, where, and what to put there.
pub fn read_exactly(text: &str, calendar: Calendar) -> Result<Reading, FilterError> {
    let query = parse(text, calendar)?;
    let notes = super::conflict::of(query.conjuncts()).into_iter().collect();
    Ok(Reading { text: text.trim().to_owned(), query, notes, guesses: Vec::new() })
}

/// Writes a kept filter so that [`read`] gives the same: words that it would take for something else come in quotes.
pub fn boxed(text: &str, calendar: Calendar, vocabulary: &Vocabulary) -> String {
    match reader::understand(text, calendar, vocabulary) {
        Ok(understood) if understood.text == text.trim() => understood.text,
        _ => write::in_quotes(text),
    }
}

impl Note {
    /// Says it in a sentence, without its full stop.
    pub fn sentence(&self) -> String {
        match self {
            Self::Ignored(words) => format!("ignored: {}", words.join(", ")),
            Self::Field { typed, field } => {
                format!("{typed} is read as {}: name another field to change it", field.spec().words)
            }
            Self::NoPlace { typed, guess: Some(guess) } => {
                format!("no country is called \"{typed}\", so it is searched as text. Did you mean {guess}?")
            }
            Self::NoPlace { typed, guess: None } => {
                format!("no country is called \"{typed}\", so it is searched as text")
            }
            Self::OrElse { typed, term } => format!("\"{typed}\" can also mean {term}"),
            Self::Nobody { field, both: [one, other] } => {
                format!("nobody matches: {} can't be {one} and {other} at once", field.spec().words)
            }
        }
    }

    /// Whether it is more than a remark: the filter may not find what was meant.
    pub fn warns(&self) -> bool {
        matches!(self, Self::NoPlace { .. } | Self::Nobody { .. })
    }
}

/// Writes `field:a,b`.
fn set_term(field: Field, values: &[String]) -> String {
    let values: Vec<_> = values.iter().map(|value| SetValue::Is(Word::new(value.as_str())).to_filter()).collect();
    format!("{}:{}", field.name(), values.join(","))
}

/// The form in which names are compared: letters, digits and the slashes of niches.
fn key(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric() || *c == '/').collect()
}

#[cfg(test)]
mod tests;
