//! The form of a batch: its name, the parts of its success rule, and the end date. The rule in words is shown while its parts are
//! filled in.

use strum::IntoEnumIterator;

use crate::domain::day::Calendar;
use crate::domain::success_rule::{self, RuleMeasure};
use crate::domain::{CampaignId, RuleScope, SuccessRule};
use crate::proto::command::BatchFields;
use crate::proto::row::CampaignRow;
use crate::tui::kit::overlay::{Echo, Field, FieldKind, Form, Overlay};

use super::Reader;

/// Builds the form of a batch of this campaign with so many creators.
pub fn edit(known: &BatchFields, campaign: &CampaignRow, creators: i64) -> Overlay {
    let title = format!("Edit {} of {}", known.name, campaign.fields.name);
    build(known, campaign, creators, title, "Save")
}

fn build(known: &BatchFields, campaign: &CampaignRow, creators: i64, title: String, save: &str) -> Overlay {
    let name = Field::new("name", "Name", FieldKind::Text).with(known.name.clone()).name().required();
    let ends = Field::new("ends", "Test ends", FieldKind::Day)
        .with(known.ends_on.map_or(String::new(), |day| day.to_string()))
        .hint("set it before the batch starts");
    let note = Field::new("rule", "Rule: note", FieldKind::Text)
        .with(known.success_rule.clone())
        .hint("anything else about the rule; nothing judges it");
    let rule = rule_fields(known.rule, campaign.fields.rule_scope(), creators);
    let fields = std::iter::once(name).chain(rule).chain([ends, note]).collect();
    Overlay::Form(Form { title, fields, save: save.to_owned() })
}

/// The fields of the parts of a rule for so many creators, each of which says what they mean together.
pub(super) fn rule_fields(rule: Option<SuccessRule>, scope: RuleScope, creators: i64) -> [Field; 4] {
    let number = |number: Option<i64>| number.map_or(String::new(), |number| number.to_string());
    let measures = RuleMeasure::iter().map(|measure| measure.name().to_owned()).collect();
    let level = rule.filter(|rule| rule.level_e4.is_some() || rule.measure == RuleMeasure::Roas);
    let level = level.map_or(String::new(), |rule| success_rule::level_text(rule, scope));
    let echo = Echo::new(move |form, calendar| rule_in_words(form, scope, creators, calendar));
    [
        Field::new("creators", "Rule: creators", FieldKind::Count)
            .with(number(rule.map(|rule| rule.creators)))
            .hint("how many creators must reach it")
            .echo(echo.clone()),
        Field::new("measure", "Rule: measure", FieldKind::Choice(measures))
            .with(rule.map_or(RuleMeasure::Roas, |rule| rule.measure).name())
            .echo(echo.clone()),
        Field::new("level", "Rule: level", FieldKind::Text)
            .with(level)
            .hint("a ROAS (empty: break-even or your target), views, or a cost")
            .echo(echo.clone()),
        Field::new("orders", "Rule: orders", FieldKind::Count)
            .with(number(rule.and_then(|rule| rule.orders)))
            .hint("fewest orders of each; empty for any")
            .echo(echo),
    ]
}

/// The rule as it stands in the form; nothing while it can't be read.
fn rule_in_words(form: &Form, scope: RuleScope, creators: i64, calendar: Calendar) -> Option<String> {
    let mut reader = Reader::new(form.clone(), calendar);
    let rule = read_rule(&mut reader, scope)?;
    let ends_on = reader.day("ends");
    reader.finish(()).ok()?;
    Some(success_rule::sentence(rule, scope, creators, ends_on))
}

/// Reads the parts of the rule; none where no number of creators is typed.
pub(super) fn read_rule(reader: &mut Reader, scope: RuleScope) -> Option<SuccessRule> {
    let measure = RuleMeasure::from_name(&reader.text("measure")).unwrap_or_default();
    let creators = reader.count("creators")?;
    if creators == 0 {
        reader.fault("creators", "at least 1 creator");
    }
    let orders = reader.count("orders").filter(|orders| *orders > 0);
    let level_e4 = success_rule::level(measure, &reader.text("level"), scope);
    let level_e4 = level_e4.unwrap_or_else(|wanted| {
        reader.fault("level", wanted);
        None
    });
    Some(SuccessRule { creators, measure, level_e4, orders })
}

/// Reads the form of a batch of this campaign.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, campaign: CampaignId, scope: RuleScope, calendar: Calendar) -> Result<BatchFields, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let name = reader.text("name");
    if name.is_empty() {
        reader.fault("name", "a batch needs a name");
    }
    let rule = read_rule(&mut reader, scope);
    let (success_rule, ends_on) = (reader.text("rule"), reader.day("ends"));
    reader.finish(BatchFields { campaign, name, rule, success_rule, ends_on })
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

    fn typed(form: &mut Form, key: &str, value: &str) {
        form.fields.iter_mut().find(|field| field.key == key).expect("a field").value = value.to_owned();
    }

    #[test]
    fn a_batch_survives_its_form() {
        let campaigns = sample::campaigns();
        let (campaign, calendar) = (&campaigns[0], sample::ctx().calendar());
        for batch in &campaign.batches {
            let back = read(
                form(edit(&batch.fields, campaign, batch.creators)),
                campaign.id,
                campaign.fields.rule_scope(),
                calendar,
            );
            assert_eq!(back.as_ref(), Ok(&batch.fields));
        }
    }

    #[test]
    fn the_parts_become_a_rule_and_stand_in_words_while_they_are_typed() {
        let campaigns = sample::campaigns();
        let (campaign, calendar) = (&campaigns[0], sample::ctx().calendar());
        let scope = campaign.fields.rule_scope();
        let fields = BatchFields {
            campaign: campaign.id,
            name: "Batch 4".to_owned(),
            rule: Some(SuccessRule::proposed(campaign.fields.goal, 0)),
            success_rule: String::new(),
            ends_on: None,
        };
        let mut new = form(edit(&fields, campaign, 0));
        let echo = |form: &Form| rule_in_words(form, scope, 0, calendar);
        assert_eq!(echo(&new).as_deref(), Some("2 creators, ROAS over break-even, on 5 orders or more"));
        typed(&mut new, "measure", "cpm");
        assert_eq!(echo(&new), None, "break-even is no CPM");
        let back = read(new.clone(), campaign.id, scope, calendar).expect_err("a fault");
        assert!(back.fields.iter().any(|field| field.key == "level" && field.error.is_some()));
        typed(&mut new, "level", "$12");
        typed(&mut new, "orders", "");
        assert_eq!(echo(&new).as_deref(), Some("2 creators, CPM of $12.00 or less"));
        typed(&mut new, "creators", "");
        typed(&mut new, "rule", "see the brief");
        let fields = read(new, campaign.id, scope, calendar).expect("a batch");
        assert_eq!((fields.rule, fields.success_rule.as_str()), (None, "see the brief"));
    }
}
