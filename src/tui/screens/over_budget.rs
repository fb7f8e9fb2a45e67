//! A step that goes over the budget of its campaign says by how much before it happens.

use crate::domain::{Budget, BudgetStep, Currency};
use crate::proto::WriteCmd;
use crate::proto::row::CampaignRow;
use crate::tui::kit::Ctx;
use crate::tui::look::text;
use crate::words::budget;

use super::slip::{self, Slip};

/// Whether a step goes over the budget of a campaign. A budget that is unknown says nothing.
pub fn over(campaign: Option<&CampaignRow>, step: BudgetStep) -> Option<Slip> {
    let campaign = campaign?;
    over_limit(&campaign.fields.name, campaign.budget, campaign.fields.currency, step)
}

/// Does the same where the campaign is known by its name and its budget alone.
pub fn over_limit(campaign: &str, limit: Budget, currency: Currency, step: BudgetStep) -> Option<Slip> {
    let over = limit.over_by(step)?;
    let campaign = text::shown(campaign);
    let sentence = budget::over(&campaign, over, limit, currency);
    Some(Slip { title: format!("{campaign}: over the budget"), sentence })
}

/// Writes a command that adds to what a campaign costs. If that goes over the budget, it asks first.
pub fn write(command: WriteCmd, campaign: Option<&CampaignRow>, step: BudgetStep, verb: &str, ctx: &mut Ctx) {
    match over(campaign, step) {
        Some(over) => slip::ask(command, &over, verb, ctx),
        None => _ = ctx.write(command),
    }
}
