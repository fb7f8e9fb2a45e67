//! What an overlay shows, and the value it returns. Screens use these types and never see the overlay itself.

use chrono::NaiveDate;

use super::topic::Topic;
use crate::domain::creator::tag_name;
use crate::domain::text::clean;

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
    /// What typing something new makes of it.
    pub may_make: Make,
    /// What to say while the list is empty.
    pub empty: String,
    /// The entry under the cursor at first, from 0.
    pub at: usize,
    /// Whether the day on which it happened can be typed as well; the answer is [`Value::Dated`] then.
    pub is_dated: bool,
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

/// What a form field takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    #[default]
    Text,
    /// Text of several lines, such as a note or a postal address.
    Long,
    /// A whole number, also as `12.5k`.
    Count,
    /// A decimal number.
    Decimal,
    /// An amount in a currency.
    Money(crate::domain::Currency),
    /// A percentage.
    Percent,
    /// A day, typed as `fri`, `3d`, `14 mar`.
    Day,
    /// Two days and all between them, or one day by which something is to happen.
    Window,
    /// A post on one line: its day or address, then views, likes, comments, shares and saves.
    Post,
    /// A count of a post, or up to five of them on one line: views, likes, comments, shares, saves. In a form, Enter behind
    /// several saves at once.
    Counts,
    /// A follower count, or the day and the count.
    Followers,
    /// One of these.
    Choice(Vec<String>),
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name for the answer.
    pub key: &'static str,
    /// Label.
    pub label: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Its text.
    pub value: String,
    /// What to write there, in a few words.
    pub hint: String,
    /// Whether it may stay empty.
    pub required: bool,
    /// The error shown under the field.
    pub error: Option<String>,
}

impl Field {
    /// A field without a value that may stay empty.
    pub fn new(key: &'static str, label: impl Into<String>, kind: FieldKind) -> Self {
        Self { key, label: label.into(), kind, value: String::new(), hint: String::new(), required: false, error: None }
    }

    /// The same field with this value in it.
    pub fn with(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The same field with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same field, which must be filled in.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// A form: Tab and arrows between fields, Ctrl-S or Enter on the last field saves, Esc leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Heading.
    pub title: String,
    /// Fields from top to bottom.
    pub fields: Vec<Field>,
    /// What the save button says.
    pub save: String,
}

impl Form {
    /// Returns the text of a field, trimmed; empty for a field that is not there.
    pub fn text(&self, key: &str) -> &str {
        self.fields.iter().find(|field| field.key == key).map_or("", |field| field.value.trim())
    }

    /// Puts an error under a field.
    pub fn fault(&mut self, key: &str, error: impl Into<String>) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.key == key) {
            field.error = Some(error.into());
        }
    }
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
