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

mod view;

pub use view::{Cells, Held, Slot, Value, View};

use super::length::{Longest, TooLong};
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
    pub const fn is_long(self) -> bool {
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
    /// How long a text of it may be.
    pub longest: Longest,
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
            longest: if kind.is_long() { Longest::Lines } else { Longest::Line },
            clean: as_typed,
        }
    }

    /// The name in the middle of a sentence: `email address`.
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
    pub fn cleaned(&self, typed: &str) -> Result<String, TextFault> {
        let typed = if self.kind.is_long() { text::lines(typed) } else { text::clean(typed) };
        self.longest.check(&typed)?;
        if typed.is_empty() { Ok(typed) } else { (self.clean)(&typed).map_err(TextFault::Shape) }
    }

    /// Whether a number can be meant.
    pub fn allows(&self, number: f64) -> bool {
        (0.0..=self.most).contains(&number)
    }
}

/// Why a text can't be a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// It doesn't look like this.
    #[error("{0}")]
    Shape(&'static str),
    /// It is too long.
    #[error(transparent)]
    Long(#[from] TooLong),
}

/// Every text is fine as it is.
#[expect(clippy::unnecessary_wraps, reason = "the form of what facts say of their texts")]
fn as_typed(text: &str) -> Result<String, &'static str> {
    Ok(text.to_owned())
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

            /// Reads the facts from the cells of a row, which are in the order of the table.
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
