//! The form of a batch.

use crate::domain::CampaignId;
use crate::domain::day::Calendar;
use crate::proto::command::BatchFields;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};

use super::Reader;

/// Builds the form of a batch, with the name of its campaign.
pub fn edit(known: &BatchFields, campaign: &str) -> Overlay {
    build(known, format!("Edit {} of {campaign}", known.name), "Save")
}

/// Builds the form of a new batch: the next number is its name.
pub fn add(campaign: CampaignId, campaign_name: &str, batches: usize) -> Overlay {
    let fields =
        BatchFields { campaign, name: format!("Batch {}", batches + 1), success_rule: String::new(), ends_on: None };
    build(&fields, format!("New batch in {campaign_name}"), "Add batch")
}

fn build(known: &BatchFields, title: String, save: &str) -> Overlay {
    let fields = vec![
        Field::new("name", "Name", FieldKind::Text).with(known.name.clone()).required(),
        Field::new("rule", "Success rule", FieldKind::Text)
            .with(known.success_rule.clone())
            .hint("what counts as a win, such as ROAS 1.7 or better"),
        Field::new("ends", "Test ends", FieldKind::Day)
            .with(known.ends_on.map_or(String::new(), |day| day.to_string()))
            .hint("set it before the batch starts"),
    ];
    Overlay::Form(Form { title, fields, save: save.to_owned() })
}

/// Reads the form of a batch of this campaign.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, campaign: CampaignId, calendar: Calendar) -> Result<BatchFields, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let name = reader.text("name");
    if name.is_empty() {
        reader.fault("name", "a batch needs a name");
    }
    let fields = BatchFields { campaign, name, success_rule: reader.text("rule"), ends_on: reader.day("ends") };
    reader.finish(fields)
}
