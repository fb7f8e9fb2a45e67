//! A step that goes over the budget of its campaign says by how much before it happens.

use crate::domain::{Budget, BudgetStep, Currency};
use crate::proto::WriteCmd;
use crate::proto::row::CampaignRow;
use crate::tui::kit::overlay::{Confirm, Overlay, Value};
use crate::tui::kit::{Asked, Ctx};
use crate::tui::look::text;
use crate::words::budget;

/// Whether the step may go over; with what is done then.
#[derive(Debug)]
struct GoOver(WriteCmd);

/// A step over the budget, in words.
#[derive(Clone, Debug)]
pub struct Over {
    campaign: String,
    /// By how much.
    sentence: String,
}

/// Whether a step goes over the budget of a campaign. A budget that is unknown says nothing.
pub fn over(campaign: Option<&CampaignRow>, step: BudgetStep) -> Option<Over> {
    let campaign = campaign?;
    over_limit(&campaign.fields.name, campaign.budget, campaign.fields.currency, step)
}

/// Does the same where the campaign is known by its name and its budget alone.
pub fn over_limit(campaign: &str, limit: Budget, currency: Currency, step: BudgetStep) -> Option<Over> {
    let over = limit.over_by(step)?;
    let campaign = text::shown(campaign);
    let sentence = budget::over(&campaign, over, limit, currency);
    Some(Over { campaign, sentence })
}

/// Asks whether a step may go over; `verb` is what is done then, such as `Agree`.
pub fn ask(command: WriteCmd, over: &Over, verb: &str, ctx: &mut Ctx) {
    let confirm = Confirm {
        title: format!("{}: over the budget", over.campaign),
        text: format!("{} {verb} anyway?", over.sentence),
        yes: format!("{verb} anyway"),
        no: "Cancel".to_owned(),
    };
    ctx.open(Overlay::Confirm(confirm), GoOver(command));
}

/// Writes a command that adds to what a campaign costs. If that goes over the budget, it asks first.
pub fn write(command: WriteCmd, campaign: Option<&CampaignRow>, step: BudgetStep, verb: &str, ctx: &mut Ctx) {
    match over(campaign, step) {
        Some(over) => ask(command, &over, verb, ctx),
        None => _ = ctx.write(command),
    }
}

/// Takes the answer.
pub fn answered(asked: &Asked, value: &Value, ctx: &mut Ctx) {
    if let (Some(GoOver(command)), Value::Yes) = (asked.question(), value) {
        ctx.write(command.clone());
    }
}
