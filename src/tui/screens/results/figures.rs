//! The figures of a scope in words and columns, and which of them the last answer moved.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::domain::{BatchId, CampaignId, CollaborationId, Currency};
use crate::proto::results::{CampaignResult, Sums};
use crate::tui::look::figure;

/// A figure that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Spend,
    Revenue,
    Orders,
    Roas,
    Roi,
    Profit,
    Cpa,
    Views,
    Cpm,
}

/// How many figures there are.
const FIGURES: usize = 9;

/// Whose figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    Campaign(CampaignId),
    Batch(BatchId),
    Creator(CollaborationId),
}

/// How each figure of a scope moved with the last answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moves([Ordering; FIGURES]);

/// The figures of a scope; nothing where a divisor or the margin is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figures {
    sums: Sums,
    margin_bp: Option<i64>,
    currency: Currency,
}

impl Figures {
    pub(super) fn new(sums: Sums, campaign: &CampaignResult) -> Self {
        Self { sums, margin_bp: campaign.margin_bp, currency: campaign.currency }
    }

    /// The figures of several campaigns together, which have no margin in common.
    pub(super) fn of_many(sums: Sums, currency: Currency) -> Self {
        Self { sums, margin_bp: None, currency }
    }

    /// The figure as a number.
    pub(super) fn value(self, figure: Figure) -> Option<i64> {
        let metrics = self.sums.metrics(self.margin_bp);
        match figure {
            Figure::Spend => Some(self.sums.spend_minor),
            Figure::Revenue => Some(self.sums.revenue_minor),
            Figure::Orders => Some(self.sums.orders),
            Figure::Roas => metrics.roas_e4,
            Figure::Roi => metrics.roi_bp,
            Figure::Profit => metrics.profit_minor,
            Figure::Cpa => metrics.cpa_minor,
            Figure::Views => self.sums.views,
            Figure::Cpm => metrics.cpm_minor,
        }
    }

    /// The figure as a column shows it: words where a division has no meaning, `-` where something is not known.
    pub(super) fn text(self, figure: Figure) -> String {
        let needs_cost = matches!(figure, Figure::Roas | Figure::Roi | Figure::Cpa | Figure::Cpm);
        if needs_cost && self.sums.spend_minor == 0 {
            return "no cost".to_owned();
        }
        if figure == Figure::Cpa && self.sums.orders == 0 {
            return "no orders".to_owned();
        }
        let Some(value) = self.value(figure) else { return figure::UNKNOWN.to_owned() };
        match figure {
            Figure::Profit if value > 0 => format!("+{}", figure::money(value, self.currency)),
            Figure::Spend | Figure::Revenue | Figure::Cpa | Figure::Cpm | Figure::Profit => {
                figure::money(value, self.currency)
            }
            Figure::Orders => crate::domain::number::full(value),
            Figure::Views => crate::domain::number::compact(value),
            Figure::Roas => figure::ratio(value),
            Figure::Roi => figure::gain(value),
        }
    }

    fn moves_since(self, before: Self) -> Option<Moves> {
        const ALL: [Figure; FIGURES] = [
            Figure::Spend,
            Figure::Revenue,
            Figure::Orders,
            Figure::Roas,
            Figure::Roi,
            Figure::Profit,
            Figure::Cpa,
            Figure::Views,
            Figure::Cpm,
        ];
        let moves = ALL.map(|figure| self.value(figure).cmp(&before.value(figure)));
        moves.iter().any(|order| order.is_ne()).then_some(Moves(moves))
    }
}

impl Moves {
    /// The sign beside a figure: up, down, or a blank.
    pub(super) fn sign(self, figure: Figure) -> char {
        match self.0[figure as usize] {
            Ordering::Greater => '^',
            Ordering::Less => 'v',
            Ordering::Equal => ' ',
        }
    }
}

/// Every scope of a campaign with its figures.
fn scopes(result: &CampaignResult) -> HashMap<Scope, Figures> {
    let mut scopes = HashMap::from([(Scope::Campaign(result.id), Figures::new(result.sums, result))]);
    for batch in &result.batches {
        scopes.insert(Scope::Batch(batch.id), Figures::new(batch.sums, result));
        let creators = batch.creators.iter();
        scopes.extend(
            creators.map(|creator| (Scope::Creator(creator.collaboration), Figures::new(creator.sums, result))),
        );
    }
    scopes
}

/// Returns which figures differ between two answers about the same campaign; what is new has not moved.
pub(super) fn moves(before: &CampaignResult, after: &CampaignResult) -> HashMap<Scope, Moves> {
    let before = scopes(before);
    let after = scopes(after).into_iter();
    after.filter_map(|(scope, now)| Some((scope, now.moves_since(*before.get(&scope)?)?))).collect()
}
