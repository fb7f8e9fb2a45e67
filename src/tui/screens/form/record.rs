//! The form of a record: a field for each fact of its table, built from what is known and read back.

use crate::domain::Currency;
use crate::domain::day::Calendar;
use crate::domain::record::{Fact, Field as _, Kind, Record, Slot, View};
use crate::tui::kit::overlay::{Field, FieldKind, Form};

use super::{Reader, amount_text, decimal_text};

/// Builds the fields of a record whose amounts are in a currency.
pub fn fields<R: Record>(record: &R, currency: Currency) -> Vec<Field> {
    let field = |field: &R::Field| {
        let fact = field.fact();
        Field::new(fact.key, fact.label, field_kind(fact, currency))
            .with(text(fact, record.get(*field), currency))
            .hint(fact.hint)
    };
    R::Field::ALL.iter().map(field).collect()
}

/// Reads the fields back into a record. What cannot be read gets its error under the field.
pub fn read<R: Record>(reader: &mut Reader, record: &mut R, currency: Currency) {
    for field in R::Field::ALL {
        read_one(reader, record, *field, currency);
    }
}

/// Reads one field back into a record. If it cannot be read, it gets its error.
pub fn read_one<R: Record>(reader: &mut Reader, record: &mut R, field: R::Field, currency: Currency) {
    let fact = field.fact();
    match record.slot(field) {
        Slot::Text(slot) => match fact.cleaned(&reader.lines(fact.key)) {
            Ok(text) => *slot = text,
            Err(fault) => reader.fault(fact.key, fault.to_string()),
        },
        Slot::Count(slot) => {
            *slot = match fact.kind {
                Kind::Money => reader.money(fact.key, currency),
                Kind::Share => reader.percent_bp(fact.key).filter(|share| *share > 0),
                _ => reader.count(fact.key),
            }
        }
        Slot::Decimal(slot) => *slot = reader.decimal(fact.key),
        Slot::Day(slot) => *slot = reader.day(fact.key),
        Slot::List(slot) => *slot = reader.list(fact.key),
        Slot::Window(slot) => *slot = reader.window(fact.key),
    }
}

/// Reads what was typed for one field alone into a record; nothing typed makes it unknown.
///
/// # Errors
/// Says why it cannot be read.
pub fn typed<R: Record>(
    record: &mut R,
    field: R::Field,
    text: &str,
    currency: Currency,
    calendar: Calendar,
) -> Result<(), String> {
    let fact = field.fact();
    let input = Field::new(fact.key, fact.label, FieldKind::Text).with(text);
    let form = Form { title: String::new(), fields: vec![input], save: String::new() };
    let mut reader = Reader::new(form, calendar);
    read_one(&mut reader, record, field, currency);
    reader.finish(()).map_err(|form| form.fields.into_iter().find_map(|field| field.error).unwrap_or_default())
}

/// What a field takes.
pub fn field_kind(fact: &Fact, currency: Currency) -> FieldKind {
    match fact.kind {
        Kind::Word | Kind::Code | Kind::List => FieldKind::Text,
        Kind::Lines | Kind::Prose => FieldKind::Long,
        Kind::Count => FieldKind::Count,
        Kind::Percent => FieldKind::Decimal,
        Kind::Share => FieldKind::Percent,
        Kind::Money => FieldKind::Money(currency),
        Kind::Day => FieldKind::Day,
        Kind::Window => FieldKind::Window,
    }
}

/// What is known, as it would be typed; empty for unknown.
pub fn text(fact: &Fact, known: View<'_>, currency: Currency) -> String {
    match known {
        View::Count(Some(count)) => match fact.kind {
            Kind::Money => amount_text(count, currency),
            Kind::Share => decimal_text(count, 2),
            _ => count.to_string(),
        },
        known => known.plain(),
    }
}
