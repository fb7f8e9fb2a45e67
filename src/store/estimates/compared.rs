//! What a campaign is estimated a second time for: how it looked before any order, and how it looks if codes leaked.

use crate::analysis::constants::Constants;
use crate::analysis::decision::Advice;
use crate::analysis::estimate::{CampaignEstimate, estimate};
use crate::analysis::input::{CampaignInput, CreatorInput, Plan};
use crate::domain::Goal;
use crate::proto::outlook::{LeakNote, Terms};
use crate::proto::results::{CampaignResult, CreatorResult, Note};
use crate::store::evidence::{Asked, attribution};

use super::quantiles;

/// The other estimates of a campaign, its creators at the same positions.
pub(super) struct Compared {
    /// Before any order, from prices and views alone.
    before: CampaignEstimate,
    /// At the share of leaked orders that signs suggest; nothing where there are none.
    leaked: Option<CampaignEstimate>,
}

impl Compared {
    /// Works them out; nothing for a campaign that is not about sales.
    pub(super) fn of(campaign: &CampaignResult, asked: &Asked, terms: Terms, constants: &Constants) -> Option<Self> {
        if campaign.goal != Goal::Conversions {
            return None;
        }
        let creators = asked.input.creators.iter().map(unbooked).collect();
        let before = estimate(&CampaignInput { creators, ..asked.input.clone() }, constants);
        Some(Self { before, leaked: leaked(campaign, asked, terms, constants) })
    }

    /// The quantiles of a creator's ROAS before any order; nothing without a cost.
    pub(super) fn before(&self, index: usize) -> Option<[f64; 5]> {
        Some(quantiles(&self.before.creators.get(index)?.returns.as_ref()?.roas))
    }

    /// What signs of a leak would make of a verdict.
    pub(super) fn leak_note(&self, index: usize, result: &CreatorResult, now: Advice) -> Option<Note> {
        let sign = suspected(result)?;
        let then = self.leaked.as_ref()?.creators.get(index)?;
        let (low, high) = sign.suggested;
        let (roas, advice) = (then.returns.as_ref()?.roas.q50, then.advice);
        Some(Note::Leaked { low, high, roas, advice, is_same: advice == now })
    }
}

/// The first sign that a creator's code leaked, where the user did not set how much.
fn suspected(creator: &CreatorResult) -> Option<&LeakNote> {
    creator.leak_notes.first().filter(|_| creator.leak_bp.is_none())
}

/// A creator as a candidate on the terms of the last booking.
fn unbooked(creator: &CreatorInput) -> CreatorInput {
    let posts = creator.bookings.last().map_or(1, |last| last.posts.len().max(1));
    let plan = Plan { posts: u32::try_from(posts).unwrap_or(u32::MAX), ..creator.plan };
    CreatorInput { bookings: Vec::new(), plan, ..creator.clone() }
}

/// The same fit with the suggested leak: how the orders of a creator are read moves no other creator.
fn leaked(campaign: &CampaignResult, asked: &Asked, terms: Terms, constants: &Constants) -> Option<CampaignEstimate> {
    let mut input: Option<CampaignInput> = None;
    for creator in campaign.batches.iter().flat_map(|batch| &batch.creators) {
        let place = asked.creators.iter().position(|known| *known == creator.creator);
        let (Some(index), Some(sign)) = (place, suspected(creator)) else { continue };
        #[expect(clippy::cast_possible_truncation, reason = "a share in basis points")]
        let bp = |share: f64| (share.clamp(0.0, 1.0) * 10_000.0).round() as i64;
        let own = attribution(terms, Some((bp(sign.suggested.0), bp(sign.suggested.1))));
        input.get_or_insert_with(|| asked.input.clone()).creators[index].attribution = Some(own);
    }
    Some(estimate(&input?, constants))
}
