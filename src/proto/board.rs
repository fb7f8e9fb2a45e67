//! The board: its cards, and the command that moves them.

use std::collections::HashSet;

use crate::domain::board::{Standing, Way};
use crate::domain::collaboration::{Decision, Stage};
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::next_step::NextStep;
use crate::domain::{BatchStatus, CampaignId, CollaborationId};

use super::card::Card;

/// A card of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardCard {
    /// Who, in which batch, and what is open.
    pub card: Card,
    /// Where it stands, as far as a move has to know.
    pub standing: Standing,
    /// The fee, minor units; nothing where none is known.
    pub fee_minor: Option<i64>,
    /// What an agreement makes agreed: offered amounts but the goods, minor units.
    pub offered_minor: i64,
    /// The days of the first post and of the parcel.
    pub days: PostAndParcel,
}

impl BoardCard {
    /// Whether its batch is planned or running.
    pub fn is_running(&self) -> bool {
        self.card.batch_status != BatchStatus::Finished
    }

    /// The number of the deliverable whose reading is to be entered, from 1.
    pub fn to_read(&self) -> Option<usize> {
        self.card.open.iter().find_map(|open| match open.step {
            NextStep::Read(number, _) => Some(number),
            _ => None,
        })
    }
}

/// The cards of a campaign, or of all that run or are planned, stage by stage in this order; what is due first stands on top.
pub fn arranged(all: &[BoardCard], campaign: Option<CampaignId>, stages: &[Stage]) -> Vec<BoardCard> {
    let running: HashSet<CampaignId> =
        all.iter().filter(|card| card.is_running()).map(|card| card.card.campaign).collect();
    let is_in_reach = |card: &&BoardCard| match campaign {
        Some(campaign) => card.card.campaign == campaign,
        None => running.contains(&card.card.campaign),
    };
    let with_stage = |card: &BoardCard| {
        let at = stages.iter().position(|stage| *stage == card.card.stage)?;
        Some((at, card.clone()))
    };
    let mut shown: Vec<(usize, BoardCard)> = all.iter().filter(is_in_reach).filter_map(with_stage).collect();
    shown.sort_by_cached_key(|(stage, card)| {
        let by = card.card.open.iter().filter_map(|open| open.by).min();
        (*stage, by.is_none(), by, card.card.handle.clone(), card.card.id)
    });
    shown.into_iter().map(|(_, card)| card).collect()
}

/// Moves cards one column on or back. Of several, those that can't move stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardMove {
    /// Which, each with the column it was seen in: a card that has moved since stays.
    pub cards: Vec<(CollaborationId, Stage)>,
    /// Where to.
    pub way: Way,
    /// The fee that was agreed, minor units; the known one without.
    pub fee_minor: Option<i64>,
    /// The link of the post; empty where it has none.
    pub url: String,
    /// What was decided.
    pub decision: Decision,
}

impl BoardMove {
    /// A move that needs no answer.
    pub fn new(cards: Vec<(CollaborationId, Stage)>, way: Way) -> Self {
        Self { cards, way, fee_minor: None, url: String::new(), decision: Decision::Undecided }
    }
}
