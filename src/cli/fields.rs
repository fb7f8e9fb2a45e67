//! Fields on the command line: `FIELD=VALUE`, read exactly as the forms of the screens read them.

use chrono::NaiveDate;

use crate::domain::day::{Calendar, DayError};
use crate::domain::figure::either;
use crate::domain::filter::near::nearest_few;
use crate::domain::text::{self, clean, fold};
use crate::error::{Error, Result};
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::{FieldKind, Form};
use crate::tui::overlays::reading::{Reading, read};

/// How much of what was typed an error repeats.
const SHOWN: usize = 60;

/// A field and what it becomes: `fee=180`. Nothing after the `=` clears it.
#[derive(Clone, Debug)]
pub(super) struct FieldValue {
    /// The name of the field.
    pub(super) key: &'static str,
    /// What was typed for it.
    pub(super) value: String,
}

/// The fields of a record: each name with its other names.
pub(super) type Names = Vec<(&'static str, &'static [&'static str])>;

/// Splits `FIELD=VALUE`, and finds the field by its name.
///
/// # Errors
/// Says that the `=` is missing, or suggests the nearest field.
pub(super) fn split(typed: &str, names: &Names) -> Result<FieldValue, String> {
    let Some((field, value)) = typed.split_once('=') else {
        return Err("write a field and its value, such as fee=180".to_owned());
    };
    let wanted = fold(&clean(field)).replace([' ', '-'], "_");
    let is_called = |(key, aliases): &&(&'static str, &'static [&'static str])| {
        *key == wanted || aliases.iter().any(|alias| *alias == wanted)
    };
    if let Some((key, _)) = names.iter().find(is_called) {
        return Ok(FieldValue { key, value: value.to_owned() });
    }
    let near = nearest_few(&wanted, names.iter().map(|(key, _)| *key));
    let hint = if near.is_empty() {
        format!("the fields are {}", names.iter().map(|(key, _)| *key).collect::<Vec<_>>().join(", "))
    } else {
        format!("did you mean {}?", either(&near))
    };
    Err(format!("there is no field called \"{}\"; {hint}", shortened(field)))
}

/// As much of what was typed as an error repeats.
pub(super) fn shortened(typed: &str) -> String {
    text::shortened(typed, SHOWN)
}

/// Fills a form with what was typed.
///
/// # Errors
/// Says which value cannot be read, and what could be.
pub(super) fn fill(form: &mut Form, values: &[FieldValue], ctx: &Ctx) -> Result<()> {
    for (at, FieldValue { key, value }) in values.iter().enumerate() {
        if values[..at].iter().any(|earlier| earlier.key == *key) {
            return Err(Error::refused(format!("{key} appears twice. Keep one of the two.")));
        }
        let Some(field) = form.fields.iter_mut().find(|field| field.key == *key) else {
            return Err(Error::fault(format!("The field {key} isn't in its form.")));
        };
        value.trim().clone_into(&mut field.value);
        if let FieldKind::Choice(choices) = &field.kind
            && let Some(choice) = choices.iter().find(|choice| fold(choice) == fold(value.trim()))
        {
            field.value.clone_from(choice);
        }
        field.error = match read(&field.kind, &field.value, ctx) {
            Reading::Empty if field.required => Some("can't be empty".to_owned()),
            Reading::Fault(fault) => Some(fault),
            Reading::Empty | Reading::Meant(_) => None,
        };
    }
    if form.fields.iter().any(|field| field.error.is_some()) { Err(refusal(form)) } else { Ok(()) }
}

/// Returns what was typed for a field that no form has, trimmed.
///
/// # Errors
/// Says that it cannot be read, and what could be.
pub(super) fn typed<'a>(key: &str, kind: &FieldKind, value: &'a str, ctx: &Ctx) -> Result<&'a str> {
    match read(kind, value, ctx) {
        Reading::Empty => Err(Error::refused(fault(key, "can't be empty"))),
        Reading::Fault(said) => Err(Error::refused(fault(key, &said))),
        Reading::Meant(_) => Ok(value.trim()),
    }
}

/// The errors below the fields of a form, in one sentence each.
pub(super) fn refusal(form: &Form) -> Error {
    let faults = form.fields.iter().filter_map(|field| Some(fault(field.key, field.error.as_deref()?)));
    Error::refused(faults.collect::<Vec<_>>().join(" "))
}

/// What is wrong with a field.
pub(super) fn fault(key: &str, fault: &str) -> String {
    let end = if fault.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{key}: {fault}{end}")
}

/// Reads a typed day.
pub(super) fn day(typed: &str, calendar: Calendar) -> Result<NaiveDate> {
    calendar.read(&clean(typed)).map_err(|_| {
        let error = DayError { text: shortened(typed), order: calendar.order };
        Error::refused(format!("{error}."))
    })
}
