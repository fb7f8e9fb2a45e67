//! What a fact is in one record: borrowed, by itself, to be set, and read from the cells of a stored row.

use chrono::NaiveDate;

use crate::domain::PostingWindow;

/// What a fact is in one record, borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum View<'r> {
    /// Text, empty for unknown. It may be foreign.
    Text(&'r str),
    /// A whole number, minor units or basis points.
    Count(Option<i64>),
    /// A number with decimals.
    Decimal(Option<f64>),
    /// A day.
    Day(Option<NaiveDate>),
    /// Several words, none for unknown. They may be foreign.
    List(&'r [String]),
    /// The days between which something is to happen.
    Window(Option<PostingWindow>),
}

impl View<'_> {
    /// Whether anything is known.
    pub fn is_known(self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Count(count) => count.is_some(),
            Self::Decimal(number) => number.is_some(),
            Self::Day(day) => day.is_some(),
            Self::List(words) => !words.is_empty(),
            Self::Window(window) => window.is_some(),
        }
    }

    /// Whether both say the same; a rate that isn't a number is the same as itself.
    pub fn agrees(self, other: View<'_>) -> bool {
        match (self, other) {
            (Self::Decimal(own), View::Decimal(other)) => own.map(f64::to_bits) == other.map(f64::to_bits),
            (own, other) => own == other,
        }
    }

    /// The value as a file writes it: days in full, words with commas. Empty for unknown.
    pub fn plain(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Count(count) => count.map(|count| count.to_string()).unwrap_or_default(),
            Self::Decimal(number) => number.map(|number| number.to_string()).unwrap_or_default(),
            Self::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
            Self::List(words) => words.join(", "),
            Self::Window(window) => window.map(|window| window.to_string()).unwrap_or_default(),
        }
    }

    /// The value, to be kept.
    pub fn to_value(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::Count(count) => Value::Count(count),
            Self::Decimal(number) => Value::Decimal(number),
            Self::Day(day) => Value::Day(day),
            Self::List(words) => Value::List(words.to_vec()),
            Self::Window(window) => Value::Window(window),
        }
    }
}

/// A value of a fact by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, empty for unknown.
    Text(String),
    /// A whole number, minor units or basis points.
    Count(Option<i64>),
    /// A number with decimals.
    Decimal(Option<f64>),
    /// A day.
    Day(Option<NaiveDate>),
    /// Several words, none for unknown.
    List(Vec<String>),
    /// The days between which something is to happen.
    Window(Option<PostingWindow>),
}

impl Value {
    /// The value, borrowed.
    pub fn view(&self) -> View<'_> {
        match self {
            Self::Text(text) => View::Text(text),
            Self::Count(count) => View::Count(*count),
            Self::Decimal(number) => View::Decimal(*number),
            Self::Day(day) => View::Day(*day),
            Self::List(words) => View::List(words),
            Self::Window(window) => View::Window(*window),
        }
    }
}

/// Where a fact of one record stands, to be set.
#[derive(Debug)]
pub enum Slot<'r> {
    /// Text.
    Text(&'r mut String),
    /// A whole number, minor units or basis points.
    Count(&'r mut Option<i64>),
    /// A number with decimals.
    Decimal(&'r mut Option<f64>),
    /// A day.
    Day(&'r mut Option<NaiveDate>),
    /// Several words.
    List(&'r mut Vec<String>),
    /// The days between which something is to happen.
    Window(&'r mut Option<PostingWindow>),
}

impl Slot<'_> {
    /// Makes the fact unknown.
    pub fn clear(self) {
        match self {
            Slot::Text(slot) => slot.clear(),
            Slot::Count(slot) => *slot = None,
            Slot::Decimal(slot) => *slot = None,
            Slot::Day(slot) => *slot = None,
            Slot::List(slot) => slot.clear(),
            Slot::Window(slot) => *slot = None,
        }
    }

    /// Sets the fact. A value of another kind is not taken, which no caller does: both come from the same row of the table.
    pub fn set(self, value: View<'_>) {
        match (self, value) {
            (Slot::Text(slot), View::Text(text)) => text.clone_into(slot),
            (Slot::Count(slot), View::Count(count)) => *slot = count,
            (Slot::Decimal(slot), View::Decimal(number)) => *slot = number,
            (Slot::Day(slot), View::Day(day)) => *slot = day,
            (Slot::List(slot), View::List(words)) => words.clone_into(slot),
            (Slot::Window(slot), View::Window(window)) => *slot = window,
            (slot, value) => debug_assert!(false, "{slot:?} cannot hold {value:?}"),
        }
    }
}

/// The cells of a stored row, read one after the other.
pub trait Cells {
    /// Why a cell cannot be read.
    type Error;
    /// Reads a text.
    ///
    /// # Errors
    /// Fails when the cell holds none.
    fn text(&mut self) -> Result<String, Self::Error>;
    /// Reads a whole number.
    ///
    /// # Errors
    /// Fails when the cell holds something else.
    fn count(&mut self) -> Result<Option<i64>, Self::Error>;
    /// Reads a number.
    ///
    /// # Errors
    /// Fails when the cell holds something else.
    fn decimal(&mut self) -> Result<Option<f64>, Self::Error>;
    /// Reads a day.
    ///
    /// # Errors
    /// Fails when the cell holds something else.
    fn day(&mut self) -> Result<Option<NaiveDate>, Self::Error>;
    /// Reads several words.
    ///
    /// # Errors
    /// Fails when the cell holds something else.
    fn list(&mut self) -> Result<Vec<String>, Self::Error>;
    /// Reads the days between which something is to happen.
    ///
    /// # Errors
    /// Fails when the cell holds something else.
    fn window(&mut self) -> Result<Option<PostingWindow>, Self::Error>;
}

/// A type that holds a fact.
pub trait Held: Default {
    /// What is there.
    fn view(&self) -> View<'_>;
    /// Where to set it.
    fn slot(&mut self) -> Slot<'_>;
    /// Reads it from the next cell.
    ///
    /// # Errors
    /// Fails when the cell holds something else.
    fn read<C: Cells>(cells: &mut C) -> Result<Self, C::Error>;
}

/// Says how a type holds a fact.
macro_rules! held {
    ($($held:ty, $variant:ident, $view:expr, $read:ident;)+) => {
        $(impl Held for $held {
            fn view(&self) -> View<'_> {
                let view: fn(&Self) -> View<'_> = $view;
                view(self)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$variant(self)
            }

            fn read<C: Cells>(cells: &mut C) -> Result<Self, C::Error> {
                cells.$read()
            }
        })+
    };
}

held! {
    String, Text, |held| View::Text(held), text;
    Option<i64>, Count, |held| View::Count(*held), count;
    Option<f64>, Decimal, |held| View::Decimal(*held), decimal;
    Option<NaiveDate>, Day, |held| View::Day(*held), day;
    Vec<String>, List, |held| View::List(held), list;
    Option<PostingWindow>, Window, |held| View::Window(*held), window;
}
