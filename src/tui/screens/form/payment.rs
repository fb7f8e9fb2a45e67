//! The forms of a payment, an invoice and a due date.

use chrono::NaiveDate;

use crate::domain::Payable;
use crate::domain::day::Calendar;
use crate::proto::payment::PaymentFields;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};

use super::{Reader, amount_text};

/// What more than is owed becomes.
const REFUSED: &str = "refused";
const BONUS: &str = "a bonus";

/// Builds the form of a payment of these; the amount and its currency are those of one alone.
pub fn build(rows: &[&Payable], affected: &str, calendar: Calendar) -> Overlay {
    let method = rows
        .first()
        .map(|row| row.payee.method.clone())
        .filter(|method| rows.iter().all(|row| row.payee.method == *method));
    let mut fields = Vec::new();
    if let [row] = rows {
        let into = row.currency.code();
        fields.extend([
            Field::new("amount", "Amount", FieldKind::Text)
                .with(amount_text(row.left_minor(), row.currency))
                .hint("what left, in full or in part")
                .required(),
            Field::new("currency", "Currency", FieldKind::Text).with(into).hint("of the payment, such as USD or EUR"),
            Field::new("rate", "Exchange rate", FieldKind::Decimal)
                .hint(format!("{into} per unit, if the currency differs; empty: the last one")),
        ]);
    }
    fields.extend([
        Field::new("day", "Paid on", FieldKind::Day)
            .with("today")
            .hint(format!("-2d, fri, {}", calendar.order.example()))
            .required(),
        Field::new("method", "Method", FieldKind::Text)
            .name()
            .with(method.unwrap_or_default())
            .hint("bank transfer, PayPal; empty: as usual"),
        Field::new("reference", "Reference", FieldKind::Text).name().hint("what your bank statement says"),
    ]);
    if rows.len() == 1 {
        let choices = [REFUSED, BONUS].map(str::to_owned).to_vec();
        fields.push(Field::new("more", "More than owed", FieldKind::Choice(choices)).with(REFUSED));
    }
    Overlay::Form(Form { title: format!("Payment to {affected}"), fields, save: "Pay".to_owned() })
}

/// Reads the form of a payment.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, calendar: Calendar) -> Result<PaymentFields, Box<Form>> {
    let has_amount = form.fields.iter().any(|field| field.key == "amount");
    let mut reader = Reader::new(form, calendar);
    let on = reader.day("day");
    if on.is_none() {
        reader.fault("day", super::day_wanted(calendar));
    }
    let mut fields = PaymentFields {
        on,
        method: reader.text("method"),
        reference: reader.text("reference"),
        ..PaymentFields::default()
    };
    if has_amount {
        let currency = reader.currency("currency");
        fields.currency = Some(currency);
        fields.minor = reader.money("amount", currency);
        if reader.text("amount").is_empty() {
            reader.fault("amount", "how much was paid");
        }
        fields.rate_e6 = reader.decimal("rate").map(millionths);
        if fields.rate_e6 == Some(0) {
            reader.fault("rate", "a rate above 0, such as 1.08");
        }
        fields.is_bonus = reader.text("more") == BONUS;
    }
    reader.finish(fields)
}

/// A rate x 1,000,000.
fn millionths(rate: f64) -> i64 {
    let scaled = (rate * 1.0e6).round();
    #[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
    if (0.0..1.0e15).contains(&scaled) { scaled as i64 } else { 0 }
}

/// Builds the form of an invoice.
pub fn invoice(number: &str, on: Option<NaiveDate>, affected: &str, calendar: Calendar) -> Overlay {
    let day = on.map_or_else(|| "today".to_owned(), |day| day.to_string());
    let fields = vec![
        Field::new("number", "Number", FieldKind::Text)
            .name()
            .with(number)
            .hint("as it stands on the invoice; may be empty"),
        Field::new("day", "Day", FieldKind::Day)
            .with(day)
            .hint(format!("-2d, fri, {}", calendar.order.example()))
            .required(),
    ];
    Overlay::Form(Form { title: format!("Invoice of {affected}"), fields, save: "Save".to_owned() })
}

/// Reads the form of an invoice: its number and day.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read_invoice(form: Form, calendar: Calendar) -> Result<(String, Option<NaiveDate>), Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let (number, on) = (reader.text("number"), reader.day("day"));
    reader.finish((number, on))
}

/// Builds the form of a due date.
pub fn due(due_on: Option<NaiveDate>, affected: &str, calendar: Calendar) -> Overlay {
    let fields = vec![
        Field::new("day", "Due on", FieldKind::Day)
            .with(due_on.map_or_else(String::new, |day| day.to_string()))
            .hint(format!("fri, 14d, {}; empty: by the payment terms", calendar.order.example())),
    ];
    Overlay::Form(Form { title: format!("Due date of the payment to {affected}"), fields, save: "Save".to_owned() })
}

/// Reads the form of a due date; nothing means by the terms.
///
/// # Errors
/// Hands the form back with an error under the field.
pub fn read_due(form: Form, calendar: Calendar) -> Result<Option<NaiveDate>, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let day = reader.day("day");
    reader.finish(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::payable::tests::fee;
    use crate::tui::screens::sample;

    fn form() -> Form {
        let row = fee(1, "mia");
        let Overlay::Form(form) = build(&[&row], "@mia", sample::ctx().calendar()) else { panic!("a form") };
        form
    }

    fn set(form: &mut Form, key: &str, value: &str) {
        form.fields.iter_mut().find(|field| field.key == key).expect("a field").value = value.to_owned();
    }

    #[test]
    fn the_form_offers_all_that_is_left_today() {
        let fields = read(form(), sample::ctx().calendar()).expect("is fine");
        assert_eq!((fields.minor, fields.currency), (Some(18_000), Some(crate::domain::Currency::USD)));
        assert_eq!((fields.on, fields.is_bonus), (Some(sample::day(3, 11)), false));
    }

    #[test]
    fn a_foreign_amount_is_read_in_its_currency() {
        let mut form = form();
        for (key, value) in [("amount", "€150.50"), ("currency", "eur"), ("rate", "1.0835"), ("more", "a bonus")] {
            set(&mut form, key, value);
        }
        let fields = read(form.clone(), sample::ctx().calendar()).expect("is fine");
        assert_eq!((fields.minor, fields.rate_e6, fields.is_bonus), (Some(15_050), Some(1_083_500), true));
        for (key, value) in [("currency", "XQX"), ("amount", "six"), ("rate", "0"), ("day", "feb 31")] {
            let mut faulty = form.clone();
            set(&mut faulty, key, value);
            let back = read(faulty, sample::ctx().calendar()).expect_err("a fault");
            let at = back.fields.iter().find(|field| field.key == key).expect("a field");
            assert!(at.error.is_some(), "{key}");
        }
    }
}
