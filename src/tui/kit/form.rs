//! Forms: fields with their text, as an overlay shows them and hands them back.

use std::fmt;
use std::sync::Arc;

use crate::domain::Longest;
use crate::domain::day::Calendar;

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
    /// A handle, a profile link, or several of them, with what is noted beside.
    Account,
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

type Said = dyn Fn(&Form, Calendar) -> Option<String> + Send + Sync;

/// Says what several fields of a form mean together, such as the parts of a rule; nothing while one of them can't be read.
#[derive(Clone)]
pub struct Echo(Arc<Said>);

impl Echo {
    /// An echo that this function writes.
    pub fn new(said: impl Fn(&Form, Calendar) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(said))
    }

    /// The sentence for a form as it stands.
    pub fn of(&self, form: &Form, calendar: Calendar) -> Option<String> {
        (self.0)(form, calendar)
    }
}

/// Forms are compared by what is typed in them.
impl PartialEq for Echo {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Echo {}

impl fmt::Debug for Echo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Echo")
    }
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
    /// How long its text may be.
    pub longest: Longest,
    /// Whether it may stay empty.
    pub required: bool,
    /// The error shown under the field.
    pub error: Option<String>,
    /// Says what it means together with other fields.
    pub echo: Option<Echo>,
}

impl Field {
    /// A field without a value that may stay empty.
    pub fn new(key: &'static str, label: impl Into<String>, kind: FieldKind) -> Self {
        let longest = if kind == FieldKind::Long { Longest::Lines } else { Longest::Line };
        Self {
            key,
            label: label.into(),
            kind,
            longest,
            value: String::new(),
            hint: String::new(),
            required: false,
            error: None,
            echo: None,
        }
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

    /// The same field, which says under it what several fields mean together.
    pub fn echo(mut self, echo: Echo) -> Self {
        self.echo = Some(echo);
        self
    }

    /// The same field for a name, which stands on a line with others.
    pub fn name(mut self) -> Self {
        self.longest = Longest::Name;
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
