//! Editing a campaign or one of its batches from any screen that shows it.

use crate::domain::BatchStatus;
use crate::domain::success_rule::RuleMeasure;
use crate::domain::{BatchId, CampaignId, Goal, RuleScope};
use crate::proto::WriteCmd;
use crate::proto::row::{BatchRow, CampaignRow};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Does, Verb};
use crate::tui::look::text;
use crate::words::batches as words;

use super::form;
use super::slip::{self, Slip};

/// What is asked here.
#[derive(Clone, Debug)]
enum Question {
    /// What a campaign is, and what it is now.
    Campaign(CampaignId, GoalNow),
    /// What a batch of a campaign is, or a new one.
    Batch(CampaignId, Option<BatchId>, RuleScope),
}

/// What a change of the goal would change.
#[derive(Clone, Debug)]
struct GoalNow {
    /// Name of the campaign.
    campaign: String,
    /// What it is for.
    goal: Goal,
    /// Its batches that have started, each with what its rule measures.
    started: Vec<(String, Option<RuleMeasure>)>,
}

impl GoalNow {
    fn of(campaign: &CampaignRow) -> Self {
        let started = campaign.batches.iter().filter(|batch| batch.status != BatchStatus::Planned);
        Self {
            campaign: campaign.fields.name.clone(),
            goal: campaign.fields.goal,
            started: started
                .map(|batch| (batch.fields.name.clone(), batch.fields.rule.map(|rule| rule.measure)))
                .collect(),
        }
    }

    /// What another goal means in the middle of a campaign; nothing before its first batch.
    fn slip(&self, goal: Goal) -> Option<Slip> {
        if goal == self.goal || self.started.is_empty() {
            return None;
        }
        let rules = self.started.iter().filter_map(|(name, measure)| Some((name.as_str(), (*measure)?)));
        let sentence = words::goal_changes(self.goal, goal, &rules.collect::<Vec<_>>());
        Some(Slip { title: format!("{}: another goal", text::shown(&self.campaign)), sentence: text::shown(&sentence) })
    }
}

/// Opens the form of a campaign.
pub fn edit_campaign<S: 'static>(campaign: &CampaignRow) -> Verb<S> {
    let (id, fields, now) = (campaign.id, campaign.fields.clone(), GoalNow::of(campaign));
    Verb::new(move |_, _, ctx: &mut Ctx| {
        ctx.open(form::campaign::build(Some(&fields), ctx.currency), Question::Campaign(id, now));
    })
    .hint("edit campaign", Does::Opens)
}

/// Opens the form of a batch.
pub fn edit_batch<S: 'static>(campaign: &CampaignRow, batch: &BatchRow) -> Verb<S> {
    let (form, scope) = (form::batch::edit(&batch.fields, campaign, batch.creators), campaign.fields.rule_scope());
    let question = Question::Batch(campaign.id, Some(batch.id), scope);
    Verb::new(move |_, _, ctx: &mut Ctx| ctx.open(form, question)).hint("edit batch", Does::Opens)
}

/// Takes the answer to a question that was asked here; a form with faults opens again. Returns whether it was one and is saved.
pub fn answered(asked: &Asked, value: &Value, ctx: &mut Ctx) -> bool {
    let (Some(question), Value::Form(filled)) = (asked.question::<Question>(), value) else { return false };
    let (filled, calendar) = (filled.clone(), ctx.calendar());
    let command = match question {
        Question::Campaign(id, now) => {
            let fields = form::campaign::read(filled, calendar);
            let slip = fields.as_ref().ok().and_then(|fields| now.slip(fields.goal));
            let command = fields.map(|fields| WriteCmd::SaveCampaign { id: Some(*id), fields: Box::new(fields) });
            match (command, slip) {
                (Ok(command), Some(slip)) => {
                    slip::ask(command, &slip, "Change it", ctx);
                    return true;
                }
                (command, _) => command,
            }
        }
        Question::Batch(campaign, id, scope) => form::batch::read(filled, *campaign, *scope, calendar)
            .map(|fields| WriteCmd::SaveBatch { id: *id, fields: Box::new(fields) }),
    };
    let is_saved = command.is_ok();
    ctx.submit(command, question.clone());
    is_saved
}
