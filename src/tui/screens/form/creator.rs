//! The form of a creator: what stands in it, and what it says when it comes back.

use crate::domain::creator::{CreatorField, CreatorFields};
use crate::domain::day::Calendar;
use crate::domain::{Currency, Handle, Platform};
use crate::tui::kit::overlay::{Field, FieldKind, Form};
use crate::tui::screens::form::record;
use strum::IntoEnumIterator;

/// The ways by which creators are found, to choose from; any other word does as well.
pub const WAYS: [&str; 6] = ["hashtag", "#ad", "#gifted", "brand", "competitor", "feed"];

/// The form of a known creator.
pub fn edit_form(creator: &CreatorFields, currency: Currency) -> Form {
    let currency = if creator.price_minor.is_some() { creator.price_currency } else { currency };
    Form { title: format!("Edit {}", creator.handle), fields: fields(creator, currency), save: "Save".to_owned() }
}

fn fields(creator: &CreatorFields, currency: Currency) -> Vec<Field> {
    let platforms = Platform::iter().map(|platform| platform.word().to_owned()).collect();
    let account = [
        Field::new("handle", "Handle", FieldKind::Text)
            .required()
            .hint("@name or a profile link")
            .with(creator.handle.to_string()),
        Field::new("platform", "Platform", FieldKind::Choice(platforms)).with(creator.platform.word()),
    ];
    let facts = CreatorField::ALL.iter().map(|field| {
        let fact = field.fact();
        Field::new(fact.key, fact.label, field_kind(*field, currency)).hint(fact.hint).with(creator.to_type(*field))
    });
    account.into_iter().chain(facts).collect()
}

/// How a fact is typed.
pub fn field_kind(field: CreatorField, currency: Currency) -> FieldKind {
    record::field_kind(field.fact(), currency)
}

/// The currency in which the price in a form is typed.
pub fn currency(form: &Form) -> Option<Currency> {
    form.fields.iter().find_map(|field| match field.kind {
        FieldKind::Money(currency) => Some(currency),
        _ => None,
    })
}

/// Reads the form.
///
/// # Errors
/// Hands the form back with what is wrong below its fields.
pub fn read(mut form: Form, currency: Currency, calendar: Calendar) -> Result<CreatorFields, Box<Form>> {
    let chosen = Platform::from_word(form.text("platform")).unwrap_or(Platform::ASSUMED);
    let found = Handle::find(form.text("handle"));
    let currency = self::currency(&form).unwrap_or(currency);
    let mut is_fine = true;
    if let Err(fault) = &found {
        form.fault("handle", sentence(&fault.to_string()));
        is_fine = false;
    }
    let mut values = Vec::new();
    for field in CreatorField::ALL {
        match field.typed(form.text(field.key()), currency, calendar) {
            Ok(value) => values.push((*field, value)),
            Err(fault) => {
                form.fault(field.key(), fault);
                is_fine = false;
            }
        }
    }
    let (true, Ok(found)) = (is_fine, found) else { return Err(Box::new(form)) };
    // A link names the platform for certain.
    let mut fields = CreatorFields::blank(found.platform.unwrap_or(chosen), found.handle, currency);
    for (field, value) in &values {
        fields.slot(*field).set(value.view());
    }
    if fields.name.is_empty() {
        fields.name = found.name.unwrap_or_default();
    }
    Ok(fields)
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Kind;
    use crate::tui::screens::sample;

    #[test]
    fn every_fact_is_typed_into_the_form_and_stands_there_again() {
        let blank = CreatorFields::new(Platform::TikTok, Handle::parse("kat").expect("a handle"));
        for field in CreatorField::ALL.iter().copied() {
            let typed = match (field.key(), field.fact().kind) {
                ("country", _) => "ca",
                ("email", _) => "kat@example.com",
                ("website", _) => "https://kat.example/",
                (_, Kind::Code) => "fr",
                ("pay_terms", _) => "net 30 from invoiced",
                (_, Kind::Word | Kind::Lines | Kind::Prose) => "Kat of Basel",
                (_, Kind::Count) => "12,400",
                (_, Kind::Percent) => "4.5",
                (_, Kind::Money) => "$150.00",
                (_, Kind::Day | Kind::Window) => "2026-03-09",
                (_, Kind::Share) => "5",
                (_, Kind::List) => "Kat, Basel",
            };
            let mut form = edit_form(&blank, Currency::USD);
            let slot = form.fields.iter_mut().find(|slot| slot.key == field.key()).expect("a field");
            typed.clone_into(&mut slot.value);
            let read = read(form, Currency::USD, sample::ctx().calendar()).expect("is fine");
            assert_eq!(read.changed(&blank), [field]);
            assert_eq!(read.to_type(field), typed);
        }
    }

    #[test]
    fn a_day_is_read_as_people_type_it() {
        let blank = CreatorFields::new(Platform::TikTok, Handle::parse("kat").expect("a handle"));
        let calendar = sample::ctx().calendar();
        let mut form = edit_form(&blank, Currency::USD);
        let slot = form.fields.iter_mut().find(|slot| slot.key == "tax_form").expect("a field");
        slot.value = "-1d".to_owned();
        let read = read(form, Currency::USD, calendar).expect("is fine");
        assert_eq!(read.w9_on, calendar.today.pred_opt());
    }

    #[test]
    fn a_fault_stands_below_its_field() {
        let blank = CreatorFields::new(Platform::TikTok, Handle::parse("kat").expect("a handle"));
        for (key, typed) in [("email", "kat"), ("country", "us, ca"), ("er", "140")] {
            let mut form = edit_form(&blank, Currency::USD);
            let slot = form.fields.iter_mut().find(|slot| slot.key == key).expect("a field");
            typed.clone_into(&mut slot.value);
            let again = read(form, Currency::USD, sample::ctx().calendar()).expect_err("is not fine");
            assert!(again.fields.iter().any(|slot| slot.key == key && slot.error.is_some()), "{key}");
        }
    }
}
