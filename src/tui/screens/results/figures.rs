//! Which figures of a scope the last answer moved.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::domain::{BatchId, CampaignId, CollaborationId};
use crate::proto::results::CampaignResult;
use crate::words::result_view::{Figure, Figures, ResultView};

/// Whose figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Scope {
    Campaign(CampaignId),
    Batch(BatchId),
    Creator(CollaborationId),
}

/// How each figure of a scope moved with the last answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moves([Ordering; Figure::ALL.len()]);

/// Returns how figures moved between two answers; nothing where none did.
fn moved(before: &Figures, now: &Figures) -> Option<Moves> {
    let moves = Figure::ALL.map(|figure| now.value(figure).cmp(&before.value(figure)));
    moves.iter().any(|order| order.is_ne()).then_some(Moves(moves))
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
    let view = ResultView::new(result);
    let mut scopes = HashMap::from([(Scope::Campaign(result.id), view.figures(result.sums))]);
    for batch in &result.batches {
        scopes.insert(Scope::Batch(batch.id), view.figures(batch.sums));
        let creators = batch.creators.iter();
        scopes.extend(creators.map(|creator| (Scope::Creator(creator.collaboration), view.figures(creator.sums))));
    }
    scopes
}

/// Returns which figures differ between two answers about the same campaign; what is new has not moved.
pub(super) fn moves(before: &CampaignResult, after: &CampaignResult) -> HashMap<Scope, Moves> {
    let before = scopes(before);
    let after = scopes(after).into_iter();
    after.filter_map(|(scope, now)| Some((scope, moved(before.get(&scope)?, &now)?))).collect()
}
