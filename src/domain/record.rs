//! Records of plain facts: one line a fact makes the struct, the list of its fields, and how each is read, set and stored.
//!
//! A worked example. This record has one member written by hand and two facts:
//! ```text
//! record! {
//!     /// A shop.
//!     pub Shop { /// Its owner. owner: Owner, }
//!     /// A fact of a shop.
//!     pub ShopField in "shop" {
//!         /// What it is called.
//!         Name: name Word "name" "name" "Name" {};
//!         /// How many work there.
//!         Staff: staff Count "staff" "staff_count" "Staff" { hint: "12", aliases: &["people"] };
//!     }
//! }
//! ```
//! A line holds the variant, the member, the kind, the key, the column in the file and the label, then whatever of [`Fact`] the
//! fact states besides. `Shop::blank(owner)` knows nothing else yet, `shop.get(ShopField::Staff)` is `View::Count(None)`, and
//! `shop.slot(ShopField::Name)` is where a new name goes. All that lists, forms, imports and exports do with a fact follows from
//! its kind, so a new line is a new field everywhere.

use chrono::NaiveDate;

use super::PostingWindow;
use super::text;

/// What a fact holds. It decides how the fact is typed, stored, filtered, sorted, exported and merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text: of two that differ one is right.
    Word,
    /// One of a set of short texts that only the file knows: a country, a language.
    Code,
    /// Several lines of which one version is right: a postal address.
    Lines,
    /// Sentences: two versions can both stand.
    Prose,
    /// A whole number of things.
    Count,
    /// A number with decimals, in percent points.
    Percent,
    /// An amount in minor units; its currency is a member of the record, or that of what the record belongs to.
    Money,
    /// A share of a whole, in basis points.
    Share,
    /// Several words, in their order.
    List,
    /// The days between which something is to happen.
    Window,
    /// A day.
    Day,
}

/// The type of the member that holds a fact of each kind.
pub mod value {
    /// One line of text, empty for unknown.
    pub type Word = String;
    /// One of a set of short texts, empty for unknown.
    pub type Code = String;
    /// Several lines, empty for unknown.
    pub type Lines = String;
    /// Sentences, empty for unknown.
    pub type Prose = String;
    /// A whole number.
    pub type Count = Option<i64>;
    /// Percent points.
    pub type Percent = Option<f64>;
    /// Minor units.
    pub type Money = Option<i64>;
    /// Basis points.
    pub type Share = Option<i64>;
    /// Several words, none for unknown.
    pub type List = Vec<String>;
    /// The days between which something is to happen.
    pub type Window = Option<crate::domain::PostingWindow>;
    /// A day.
    pub type Day = Option<chrono::NaiveDate>;
}

impl Kind {
    /// Whether the fact is text.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Word | Self::Code | Self::Lines | Self::Prose)
    }

    /// Whether the fact is text that keeps its line breaks.
    pub fn is_long(self) -> bool {
        matches!(self, Self::Lines | Self::Prose)
    }
}

/// One row of the table of a record.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// The one name of the fact: in the filter language, CSV, JSON and `--map`.
    pub key: &'static str,
    /// The column in the file.
    pub column: &'static str,
    /// The column with its table: `creator.name`.
    pub place: &'static str,
    /// The name on screens and in forms.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The name in the middle of a sentence; empty where it is the key.
    pub words: &'static str,
    /// What the fact means, in the manual; empty where its name in sentences says it.
    pub about: &'static str,
    /// What may be typed, below the field in forms.
    pub hint: &'static str,
    /// Former and other names of the key, understood wherever the key is.
    pub aliases: &'static [&'static str],
    /// Headers under which files state the fact and nothing else.
    pub headers: &'static [&'static str],
    /// Headers that may mean the fact, where the cells agree.
    pub guesses: &'static [&'static str],
    /// The heading of its column in lists; empty where it is the label in capitals.
    pub heading: &'static str,
    /// Whether many records can be given the same value at once.
    pub bulk: bool,
    /// Whether a text keeps where it comes from; figures always do.
    pub sourced: bool,
    /// The largest number that can be meant.
    pub most: f64,
    /// The text as it is kept, or what is wrong with it. Text is cleaned by its kind before.
    pub clean: fn(&str) -> Result<String, &'static str>,
}

impl Fact {
    /// A fact that states nothing beside its names and its kind.
    pub const fn new(key: &'static str, column: &'static str, label: &'static str, kind: Kind) -> Self {
        Self {
            key,
            column,
            place: column,
            label,
            kind,
            words: "",
            about: "",
            hint: "",
            aliases: &[],
            headers: &[],
            guesses: &[],
            heading: "",
            bulk: false,
            sourced: false,
            most: f64::MAX,
            clean: as_typed,
        }
    }

    /// The name in the middle of a sentence: `e-mail address`.
    pub const fn in_sentence(&self) -> &'static str {
        if self.words.is_empty() { self.key } else { self.words }
    }

    /// What the fact means, for the manual.
    pub const fn meaning(&self) -> &'static str {
        if self.about.is_empty() { self.in_sentence() } else { self.about }
    }

    /// Whether a word, folded, is the key or one of its aliases.
    pub fn is_called(&self, word: &str) -> bool {
        self.key == word || self.aliases.contains(&word)
    }

    /// Returns the text as it is kept, or what is wrong with it. No text is always fine.
    ///
    /// # Errors
    /// Says what the text should look like.
    pub fn cleaned(&self, typed: &str) -> Result<String, &'static str> {
        let typed = if self.kind.is_long() { text::lines(typed) } else { text::clean(typed) };
        if typed.is_empty() { Ok(typed) } else { (self.clean)(&typed) }
    }

    /// Whether a number can be meant.
    pub fn allows(&self, number: f64) -> bool {
        (0.0..=self.most).contains(&number)
    }
}

/// Every text is fine as it is.
fn as_typed(text: &str) -> Result<String, &'static str> {
    Ok(text.to_owned())
}

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

    /// Whether both say the same; a rate that is no number is the same as itself.
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
    /// What stands there.
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

/// A field of a record: a row of its table.
pub trait Field: Copy + Eq + 'static {
    /// All fields, in the order of the table.
    const ALL: &'static [Self];

    /// The row of the table.
    fn fact(self) -> &'static Fact;
}

/// A struct made from a table.
pub trait Record {
    /// Its fields.
    type Field: Field;

    /// What a fact is.
    fn get(&self, field: Self::Field) -> View<'_>;

    /// Where to set a fact.
    fn slot(&mut self, field: Self::Field) -> Slot<'_>;
}

/// Returns the fields in which two records differ.
pub fn changed<R: Record>(old: &R, new: &R) -> Vec<R::Field> {
    R::Field::ALL.iter().copied().filter(|field| !old.get(*field).agrees(new.get(*field))).collect()
}

/// Makes a record, the enum of its fields and the table from one line a fact; see the head of this file.
macro_rules! record {
    (
        $(#[$record_doc:meta])*
        pub $record:ident { $($(#[$own_doc:meta])* $own:ident: $own_type:ty,)* }
        $(#[$field_doc:meta])*
        pub $field:ident in $table:literal {
            $($(#[$doc:meta])* $variant:ident: $slot:ident $kind:ident $key:literal $column:literal $label:literal
                { $($more:ident: $stated:expr),* $(,)? };)+
        }
    ) => {
        $(#[$record_doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $record {
            $($(#[$own_doc])* pub $own: $own_type,)*
            $($(#[$doc])* pub $slot: $crate::domain::record::value::$kind,)+
        }

        $(#[$field_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $field {
            $($(#[$doc])* $variant,)+
        }

        impl $field {
            /// All fields, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The columns of the file that hold them, each behind a comma: `, creator.name, creator.followers`.
            pub const COLUMNS: &'static str = concat!($(", ", $table, ".", $column),+);

            /// The row of the table.
            pub fn fact(self) -> &'static $crate::domain::record::Fact {
                use $crate::domain::record::{Fact, Kind};
                match self {
                    $(Self::$variant => {
                        const FACT: Fact = Fact {
                            place: concat!($table, ".", $column),
                            $($more: $stated,)*
                            ..Fact::new($key, $column, $label, Kind::$kind)
                        };
                        &FACT
                    })+
                }
            }

            /// The one name of the fact.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }
        }

        impl $crate::domain::record::Field for $field {
            const ALL: &'static [Self] = Self::ALL;

            fn fact(self) -> &'static $crate::domain::record::Fact {
                self.fact()
            }
        }

        impl $record {
            /// A record of which nothing but this is known.
            pub fn blank($($own: $own_type),*) -> Self {
                Self { $($own,)* $($slot: Default::default(),)+ }
            }

            /// Reads the facts from the cells of a row, which stand in the order of the table.
            ///
            /// # Errors
            /// Fails when a cell holds something else.
            pub fn read<C: $crate::domain::record::Cells>(cells: &mut C $(, $own: $own_type)*) -> Result<Self, C::Error> {
                Ok(Self { $($own,)* $($slot: $crate::domain::record::Held::read(cells)?,)+ })
            }

            /// What a fact is.
            pub fn get(&self, field: $field) -> $crate::domain::record::View<'_> {
                match field { $($field::$variant => $crate::domain::record::Held::view(&self.$slot),)+ }
            }

            /// Where to set a fact.
            pub fn slot(&mut self, field: $field) -> $crate::domain::record::Slot<'_> {
                match field { $($field::$variant => $crate::domain::record::Held::slot(&mut self.$slot),)+ }
            }
        }

        impl $crate::domain::record::Record for $record {
            type Field = $field;

            fn get(&self, field: $field) -> $crate::domain::record::View<'_> {
                self.get(field)
            }

            fn slot(&mut self, field: $field) -> $crate::domain::record::Slot<'_> {
                self.slot(field)
            }
        }
    };
}
pub(crate) use record;
