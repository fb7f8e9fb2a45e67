//! What an overlay shows, and the value it returns. Screens use these types and never see the overlay itself.

use chrono::NaiveDate;

use super::topic::Topic;
use crate::domain::creator::tag_name;
use crate::domain::text::clean;

pub use super::form::{Echo, Field, FieldKind, Form};

/// An overlay to open.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// A list to choose from.
    Pick(Pick),
    /// A form to fill in.
    Form(Form),
    /// A few entries, each with a letter that chooses it at once.
    Letters(Letters),
    /// One line to type.
    Prompt(Prompt),
    /// A question before something that cannot be undone or is large.
    Confirm(Confirm),
    /// Something that is about to be done, to be looked at first.
    Proposal(Proposal),
    /// Counts as bars.
    Bars(Bars),
    /// Things to put in order.
    Arrange(Arrange),
    /// Text to read.
    Text {
        /// Heading.
        title: String,
        /// Lines.
        lines: Vec<String>,
    },
    /// The manual: a topic of it, or the list of all.
    Topics(Option<Topic>),
    /// Keys and actions, searchable.
    Help,
    /// Every action by name.
    Palette,
}

/// Counts as bars, one of which can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// Heading.
    pub title: String,
    /// Labels with their counts.
    pub rows: Vec<(String, i64)>,
    /// The row of what is unknown, from 0.
    pub quiet: Option<usize>,
    /// What a count is a share of.
    pub all: i64,
    /// A word below the bars.
    pub foot: String,
}

/// How many of the selected items already have an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carried {
    /// None of them.
    #[default]
    None,
    /// Some of them.
    Some,
    /// All of them.
    All,
}

/// An entry of a picker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PickItem {
    /// Its label, which is also the returned value.
    pub label: String,
    /// Text at the right, such as a count.
    pub hint: String,
    /// The part of the list it belongs to, shown at the right; typing it finds all of that part.
    pub part: String,
    /// In a multiple-choice picker: how many have it now.
    pub carried: Carried,
}

/// A list to choose from: type to filter, arrows, Enter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Heading.
    pub title: String,
    /// Entries in order.
    pub items: Vec<PickItem>,
    /// Whether several can be toggled (then Enter toggles and an empty line or Ctrl-S keeps).
    pub several: bool,
    /// How a change of several is called.
    pub switching: Switching,
    /// What typing something new makes of it.
    pub may_make: Make,
    /// What to say while the list is empty.
    pub empty: String,
    /// The entry under the cursor at first, from 0.
    pub at: usize,
    /// Whether the day on which it happened can be typed as well; the answer is [`Value::Dated`] then.
    pub is_dated: bool,
}

/// How a list with several entries to toggle says what will change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Switching {
    /// Something is added to what is selected, or removed from it.
    #[default]
    Adds,
    /// Items of a check list are ticked.
    Ticks,
}

/// What happens to typed text that matches no entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Make {
    /// Nothing: only entries can be chosen.
    #[default]
    Nothing,
    /// What was typed.
    Text,
    /// A tag, as it will be called: `#skin, care` is `skin care`.
    Tag,
}

impl Make {
    /// Returns what the text would create, if anything.
    pub fn name(self, typed: &str) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Text => Some(clean(typed)).filter(|name| name.chars().any(char::is_alphanumeric)),
            Self::Tag => tag_name(typed),
        }
    }
}

/// How much room something gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breadth {
    /// As little as makes sense.
    Narrow,
    /// The usual.
    #[default]
    Normal,
    /// More.
    Wide,
}

impl Breadth {
    /// The next width, from narrow to wide and around.
    pub fn next(self) -> Self {
        match self {
            Self::Narrow => Self::Normal,
            Self::Normal => Self::Wide,
            Self::Wide => Self::Narrow,
        }
    }
}

/// One of the things to put in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrangeItem {
    /// Name for the answer.
    pub key: &'static str,
    /// Label.
    pub label: String,
    /// Whether it is shown.
    pub is_shown: bool,
    /// How much room it gets.
    pub breadth: Breadth,
}

/// Things to put in order, each shown or hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrange {
    /// Heading.
    pub title: String,
    /// The things in their order.
    pub items: Vec<ArrangeItem>,
    /// The items in their default order.
    pub first: Vec<ArrangeItem>,
    /// A word below the list.
    pub foot: String,
}

/// A few entries, each with a letter that chooses it at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// Heading.
    pub title: String,
    /// Letters and what they choose; that is also what comes back.
    pub entries: Vec<(char, String)>,
}

/// One line to type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Heading.
    pub title: String,
    /// What it accepts. The parsed value shows below; invalid text can't be saved.
    pub kind: FieldKind,
    /// Its text.
    pub value: String,
    /// What to write there.
    pub hint: String,
    /// Why what stands in it was not taken, until it is changed: it is understood, and still cannot be meant.
    pub fault: Option<String>,
    /// Whether pasting several lines answers at once, with all of them.
    pub takes_lines: bool,
    /// Whether [`NOTHING`] answers as well, whatever it takes.
    pub may_clear: bool,
}

/// Typed to clear a value, because an empty line only closes the box.
pub const NOTHING: &str = "-";

/// A preview of a change that can be undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Heading: what it comes to.
    pub title: String,
    /// What will happen, each line with a label that may be empty.
    pub facts: Vec<(String, String)>,
    /// What Enter does; empty when there is nothing to do.
    pub yes: String,
    /// The alternatives, each with the letter that is returned.
    pub others: Vec<(char, String)>,
}

/// A question with buttons that say what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirm {
    /// Heading: names the thing and the number.
    pub title: String,
    /// What happens.
    pub text: String,
    /// The verb that does it.
    pub yes: String,
    /// The safe way out; has the focus.
    pub no: String,
}

/// Which entry of a list was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The entry with this place in the list, from 0.
    Entry(usize),
    /// Something new, called like this.
    Made(String),
}

impl Choice {
    /// The item behind the entry, when the question holds the items in list order.
    pub fn of<'a, T>(&self, meanings: &'a [T]) -> Option<&'a T> {
        match self {
            Self::Entry(at) => meanings.get(*at),
            Self::Made(_) => None,
        }
    }

    /// The name of the entry, when the question holds the names in list order.
    pub fn name<'a>(&'a self, names: &'a [String]) -> Option<&'a str> {
        match self {
            Self::Entry(at) => names.get(*at).map(String::as_str),
            Self::Made(name) => Some(name),
        }
    }
}

/// The value an overlay returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One entry was chosen or made.
    Chosen(Choice),
    /// One entry was chosen, and the day on which it happened.
    Dated(Choice, NaiveDate),
    /// Entries were switched on and off.
    Switched {
        /// On.
        add: Vec<Choice>,
        /// Off.
        remove: Vec<Choice>,
    },
    /// The things in their new order.
    Arranged(Vec<ArrangeItem>),
    /// The form, filled in; every field's kind is right.
    Form(Form),
    /// The line.
    Text(String),
    /// The verb was chosen.
    Yes,
}
