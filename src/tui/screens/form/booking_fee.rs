//! The form of the fee of one booking in the next batch.

use crate::domain::Currency;
use crate::domain::day::Calendar;
use crate::domain::money::parse_amount;
use crate::proto::builder::{Bookee, Price};
use crate::tui::kit::overlay::{Echo, Field, FieldKind, Form, Overlay};
use crate::words::builder as words;

use super::{Reader, amount_text};

/// What becomes of the price that the creator asks.
const ASKS: [&str; 2] = ["keep it", "set it to this fee"];

/// Builds the form for somebody in a batch.
pub fn build(person: &Bookee, batch: &str, currency: Currency) -> Overlay {
    let own = match person.price {
        Price::Typed(minor) | Price::Planned(minor) | Price::Agreed(minor) => Some(minor),
        _ => None,
    };
    let posts = person.posts;
    let echo = Echo::new(move |form, _| {
        let fee = parse_amount(form.text("fee"), currency)?;
        Some(words::fee_meant(fee, posts, form.text("asks") == ASKS[1], currency))
    });
    let fields = vec![
        Field::new("fee", "Fee of one booking", FieldKind::Money(currency))
            .with(own.map_or(String::new(), |minor| amount_text(minor, currency)))
            .hint(words::fee_hint(person, currency))
            .echo(echo.clone()),
        Field::new("asks", "Asking price", FieldKind::Choice(ASKS.map(str::to_owned).to_vec()))
            .with(ASKS[0])
            .echo(echo),
    ];
    Overlay::Form(Form { title: words::fee_title(person, batch), fields, save: "Set".to_owned() })
}

/// Reads the form: the fee of one booking, and whether it is the asking price as well.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, currency: Currency, calendar: Calendar) -> Result<(Option<i64>, bool), Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let fee = reader.money("fee", currency);
    let is_asked = reader.text("asks") == ASKS[1];
    if is_asked && reader.text("fee").is_empty() {
        reader.fault("fee", "type the price that they ask");
    }
    reader.finish((fee, is_asked))
}
