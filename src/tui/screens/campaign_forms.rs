//! Editing a campaign or one of its batches from any screen that shows it.

use crate::domain::{BatchId, CampaignId, RuleScope};
use crate::proto::WriteCmd;
use crate::proto::row::{BatchRow, CampaignRow};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Does, Verb};

use super::form;

/// What is asked here.
#[derive(Clone, Copy, Debug)]
enum Question {
    /// What a campaign is.
    Campaign(CampaignId),
    /// What a batch of a campaign is, or a new one.
    Batch(CampaignId, Option<BatchId>, RuleScope),
}

/// Opens the form of a campaign.
pub fn edit_campaign<S: 'static>(campaign: &CampaignRow) -> Verb<S> {
    let (id, fields) = (campaign.id, campaign.fields.clone());
    Verb::new(move |_, _, ctx: &mut Ctx| {
        ctx.open(form::campaign::build(Some(&fields), ctx.currency), Question::Campaign(id));
    })
    .hint("edit campaign", Does::Opens)
}

/// Opens the form of a batch.
pub fn edit_batch<S: 'static>(campaign: &CampaignRow, batch: &BatchRow) -> Verb<S> {
    let (form, scope) = (form::batch::edit(&batch.fields, campaign, batch.creators), campaign.fields.rule_scope());
    let question = Question::Batch(campaign.id, Some(batch.id), scope);
    Verb::new(move |_, _, ctx: &mut Ctx| ctx.open(form, question)).hint("edit batch", Does::Opens)
}

/// Opens the form of a new batch.
pub fn add_batch(campaign: &CampaignRow, ctx: &mut Ctx) {
    ctx.open(form::batch::add(campaign), Question::Batch(campaign.id, None, campaign.fields.rule_scope()));
}

/// Whether something new was asked for, for a list that follows it.
pub fn adds(asked: &Asked) -> bool {
    matches!(asked.question(), Some(Question::Batch(_, None, _)))
}

/// Takes the answer to a question that was asked here; a form with faults opens again. Returns whether it was one and is saved.
pub fn answered(asked: &Asked, value: &Value, ctx: &mut Ctx) -> bool {
    let (Some(question), Value::Form(filled)) = (asked.question::<Question>(), value) else { return false };
    let (filled, calendar) = (filled.clone(), ctx.calendar());
    let command = match *question {
        Question::Campaign(id) => form::campaign::read(filled, calendar)
            .map(|fields| WriteCmd::SaveCampaign { id: Some(id), fields: Box::new(fields) }),
        Question::Batch(campaign, id, scope) => form::batch::read(filled, campaign, scope, calendar)
            .map(|fields| WriteCmd::SaveBatch { id, fields: Box::new(fields) }),
    };
    let is_saved = command.is_ok();
    ctx.submit(command, *question);
    is_saved
}
