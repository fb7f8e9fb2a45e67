//! The form of the next batch: what it may cost, and how many creators it should have.

use crate::domain::Currency;
use crate::domain::batch::SIZE;
use crate::domain::day::Calendar;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};

use super::{Reader, amount_text};

/// Builds the form.
pub fn build(budget_minor: Option<i64>, size: Option<usize>, currency: Currency) -> Overlay {
    let fields = vec![
        Field::new("budget", "Budget", FieldKind::Money(currency))
            .with(budget_minor.map_or(String::new(), |minor| amount_text(minor, currency)))
            .hint("an amount, such as 600; empty: by the campaign's budget"),
        Field::new("size", "Creators", FieldKind::Count)
            .with(size.map_or(String::new(), |size| size.to_string()))
            .hint(format!("{} to {}; empty: as many as pay for themselves", SIZE.start(), SIZE.end())),
    ];
    Overlay::Form(Form { title: "Budget and size of the next batch".to_owned(), fields, save: "Set".to_owned() })
}

/// Reads the form: the budget, minor units, and the number of creators.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, currency: Currency, calendar: Calendar) -> Result<(Option<i64>, Option<usize>), Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let budget = reader.money("budget", currency);
    let size = reader.count("size").and_then(|size| usize::try_from(size).ok());
    if size.is_some_and(|size| !SIZE.contains(&size)) {
        reader.fault("size", format!("{} to {} creators: fewer can't tell luck from skill", SIZE.start(), SIZE.end()));
    }
    reader.finish((budget, size))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::tui::screens::sample;

    #[rstest]
    #[case::nothing("", "", Some((None, None)))]
    #[case::both("600", "5", Some((Some(60_000), Some(5))))]
    #[case::three("", "3", Some((None, Some(3))))]
    #[case::two("", "2", None)]
    #[case::eleven("", "11", None)]
    #[case::words("a lot", "", None)]
    fn three_to_ten_creators(
        #[case] budget: &str,
        #[case] size: &str,
        #[case] wanted: Option<(Option<i64>, Option<usize>)>,
    ) {
        let Overlay::Form(mut form) = build(None, None, Currency::USD) else { panic!("a form") };
        for (key, value) in [("budget", budget), ("size", size)] {
            form.fields.iter_mut().find(|field| field.key == key).expect("a field").value = value.to_owned();
        }
        assert_eq!(read(form, Currency::USD, sample::ctx().calendar()).ok(), wanted);
    }
}
