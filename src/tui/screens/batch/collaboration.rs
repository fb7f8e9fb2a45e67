//! The form of a collaboration: all that its table of facts has.

use crate::domain::day::Calendar;
use crate::domain::{CollaborationFields, Currency};
use crate::proto::row::CollaborationRow;
use crate::tui::kit::overlay::{Form, Overlay};
use crate::tui::screens::form::{Reader, record};

/// Builds the form.
pub(super) fn build(row: &CollaborationRow, currency: Currency) -> Overlay {
    Overlay::Form(Form {
        title: format!("@{}", row.handle),
        fields: record::fields(&row.fields, currency),
        save: "Save".to_owned(),
    })
}

/// Reads the form.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub(super) fn read(form: Form, currency: Currency, calendar: Calendar) -> Result<CollaborationFields, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let mut fields = CollaborationFields::default();
    record::read(&mut reader, &mut fields, currency);
    reader.finish(fields)
}
