//! The form of a campaign.

use strum::IntoEnumIterator;

use crate::domain::campaign::NICHES;
use crate::domain::day::Calendar;
use crate::domain::next_step::{LEAD_DAYS, LEAD_TIMES};
use crate::domain::{Counts, Currency, Goal};
use crate::proto::command::CampaignFields;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};

use super::{Reader, amount_text, decimal_text};

/// Builds the form: of a campaign, or of a new one in this currency.
pub fn build(known: Option<&CampaignFields>, currency: Currency) -> Overlay {
    let currency = known.map_or(currency, |fields| fields.currency);
    let text = |read: fn(&CampaignFields) -> String| known.map(read).unwrap_or_default();
    let goals = Goal::iter().map(|goal| goal.word().to_owned()).collect();
    let counts = Counts::iter().map(|counts| counts.word().to_owned()).collect();
    let niches = format!("{} to {}, with commas: BookTok, CleanTok", NICHES.start(), NICHES.end());
    let fields = vec![
        Field::new("name", "Name", FieldKind::Text).with(text(|f| f.name.clone())).name().required(),
        Field::new("product", "Product", FieldKind::Text).with(text(|f| f.product.clone())).name(),
        Field::new("question", "Question", FieldKind::Text)
            .with(text(|f| f.question.clone()))
            .hint("one question: do skincare creators sell the serum?"),
        Field::new("goal", "Goal", FieldKind::Choice(goals))
            .with(known.map_or(Goal::default(), |fields| fields.goal).word())
            .hint("decides what it is judged by: CPM, ROAS, or cost per asset"),
        Field::new("niches", "Niches", FieldKind::Text).with(text(|f| f.niches.join(", "))).hint(niches),
        Field::new("budget", "Budget", FieldKind::Money(currency))
            .with(known.and_then(|f| f.budget_minor).map_or(String::new(), |minor| amount_text(minor, currency))),
        Field::new("currency", "Currency", FieldKind::Text).with(currency.code()).hint("three letters: USD, EUR, GBP"),
        Field::new("margin", "Gross margin", FieldKind::Percent)
            .with(known.and_then(|f| f.margin_bp).map_or(String::new(), |bp| decimal_text(bp, 2)))
            .hint("share of a sale left after cost of goods, in percent"),
        Field::new("target", "Target ROAS", FieldKind::Decimal)
            .with(known.and_then(|f| f.target_roas_e4).map_or(String::new(), |e4| decimal_text(e4, 4)))
            .hint("empty: break-even"),
        Field::new("counts", "What counts", FieldKind::Choice(counts))
            .with(known.map_or(Counts::default(), |fields| fields.counts).word())
            .hint("orders come from your shop's export; the others you enter or import"),
        Field::new("value", "Value of one", FieldKind::Money(currency))
            .with(known.and_then(|f| f.conversion_minor).map_or(String::new(), |minor| amount_text(minor, currency)))
            .hint("what a sign-up, lead or install is worth: each counts as an order of it; empty for orders"),
        Field::new("starts", "Starts", FieldKind::Day)
            .with(known.and_then(|f| f.starts_on).map_or(String::new(), |day| day.to_string())),
        Field::new("ends", "Ends", FieldKind::Day)
            .with(known.and_then(|f| f.ends_on).map_or(String::new(), |day| day.to_string())),
        Field::new("lead", "Lead time", FieldKind::Count)
            .with(known.and_then(|f| f.lead_days).map_or(String::new(), |days| days.to_string()))
            .hint(format!("days from shipping to the posting window; empty: {LEAD_DAYS}")),
        Field::new("brief", "Brief", FieldKind::Long)
            .with(text(|f| f.brief.clone()))
            .hint("what the post must show, and what the creator decides"),
    ];
    let title = known.map_or("New campaign".to_owned(), |fields| format!("Edit campaign {}", fields.name));
    let save = if known.is_some() { "Save" } else { "Add campaign" };
    Overlay::Form(Form { title, fields, save: save.to_owned() })
}

/// Reads the form.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, calendar: Calendar) -> Result<CampaignFields, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let name = reader.text("name");
    if name.is_empty() {
        reader.fault("name", "a campaign needs a name");
    }
    let currency = reader.currency("currency");
    let margin_bp = reader.percent_bp("margin");
    if margin_bp == Some(0) {
        reader.fault("margin", "must be above 0%; leave it empty if unknown");
    }
    let target_roas_e4 = reader.ratio_e4("target");
    if target_roas_e4 == Some(0) {
        reader.fault("target", "must be above 0; leave it empty for break-even");
    }
    let counts = Counts::from_word(&reader.text("counts")).unwrap_or_default();
    let conversion_minor = reader.money("value", currency);
    if counts.are_orders() && conversion_minor.is_some() {
        reader.fault("value", "orders have amounts of their own; leave it empty, or choose what counts");
    } else if !counts.are_orders() && (conversion_minor == Some(0) || reader.text("value").is_empty()) {
        reader.fault("value", format!("say what one {} is worth, above 0", counts.one()));
    }
    let lead_days = reader.count("lead");
    if lead_days.is_some_and(|days| !LEAD_TIMES.contains(&days)) {
        reader.fault("lead", format!("{} to {} days, such as {LEAD_DAYS}", LEAD_TIMES.start(), LEAD_TIMES.end()));
    }
    let (starts_on, ends_on) = (reader.day("starts"), reader.day("ends"));
    if let (Some(first), Some(last)) = (starts_on, ends_on)
        && last < first
    {
        reader.fault("ends", "the end is before the start");
    }
    let fields = CampaignFields {
        name,
        product: reader.text("product"),
        question: reader.text("question"),
        goal: Goal::from_word(&reader.text("goal")).unwrap_or_default(),
        niches: reader.list("niches"),
        currency,
        budget_minor: reader.money("budget", currency),
        margin_bp,
        target_roas_e4,
        brief: reader.lines("brief"),
        starts_on,
        ends_on,
        lead_days,
        counts,
        conversion_minor,
    };
    reader.finish(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::sample;

    fn form(overlay: Overlay) -> Form {
        match overlay {
            Overlay::Form(form) => form,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_campaign_survives_its_form() {
        let fields = sample::campaign_fields("Glow Serum");
        assert_eq!(read(form(build(Some(&fields), Currency::USD)), sample::ctx().calendar()), Ok(fields));
    }

    #[test]
    fn a_lead_time_is_a_number_of_days() {
        let mut fields = sample::campaign_fields("Glow Serum");
        fields.lead_days = Some(21);
        let typed = form(build(Some(&fields), Currency::USD));
        let at = typed.fields.iter().position(|field| field.key == "lead").expect("a field");
        let read_as = |value: &str| {
            let mut form = typed.clone();
            form.fields[at].value = value.to_owned();
            let read = read(form, sample::ctx().calendar());
            read.map(|fields| fields.lead_days).map_err(|form| form.fields[at].error.clone())
        };
        for (value, days) in [("21", Some(21)), ("0", Some(0)), ("365", Some(365)), ("", None)] {
            assert_eq!(read_as(value), Ok(days), "{value}");
        }
        for value in ["-1", "10000", "366", "two weeks", "14 days"] {
            assert!(matches!(read_as(value), Err(Some(_))), "{value}");
        }
    }

    #[test]
    fn a_new_campaign_needs_a_name_and_a_currency() {
        let mut empty = form(build(None, Currency::USD));
        let back = read(empty.clone(), sample::ctx().calendar()).expect_err("no name");
        assert!(back.fields[0].error.is_some());
        empty.fields[0].value = "Lip Oil".to_owned();
        assert!(read(empty.clone(), sample::ctx().calendar()).is_ok());
        let currency = empty.fields.iter_mut().find(|field| field.key == "currency").expect("a field");
        currency.value = "dollars".to_owned();
        assert!(read(empty, sample::ctx().calendar()).is_err());
    }
}
