//! A step that goes over the budget of its campaign says by how much before it happens.

use std::collections::BTreeMap;

use crate::domain::{Budget, BudgetStep, CampaignId, Currency};
use crate::proto::WriteCmd;
use crate::proto::board::BoardCard;
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

/// Whether agreeing with these, and what comes to what was offered them, goes over the budget of a campaign of theirs.
pub fn by_cards<'a>(cards: impl Iterator<Item = &'a BoardCard>, campaigns: &[CampaignRow], more: i64) -> Option<Slip> {
    let mut adds: BTreeMap<CampaignId, i64> = BTreeMap::new();
    for card in cards {
        let sum = adds.entry(card.card.campaign).or_insert(more);
        *sum = sum.saturating_add(card.offered_minor);
    }
    adds.into_iter()
        .find_map(|(campaign, adds)| over(campaigns.iter().find(|row| row.id == campaign), BudgetStep::Agrees(adds)))
}

/// Writes a command that adds to what a campaign costs. If that goes over the budget, it asks first.
pub fn write(command: WriteCmd, campaign: Option<&CampaignRow>, step: BudgetStep, verb: &str, ctx: &mut Ctx) {
    match over(campaign, step) {
        Some(over) => slip::ask(command, &over, verb, ctx),
        None => _ = ctx.write(command),
    }
}
