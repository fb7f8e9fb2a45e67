//! The board: its cards, and the command that moves them.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::board::{Standing, Way};
use crate::domain::collaboration::{Decision, Stage};
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::next_step::NextStep;
use crate::domain::{BatchStatus, CampaignId, CollaborationId, post};

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

/// The cards of a campaign, or of all that run or are planned, in no order.
pub fn in_reach(all: &[BoardCard], campaign: Option<CampaignId>) -> impl Iterator<Item = &BoardCard> {
    let running: HashSet<CampaignId> =
        all.iter().filter(|card| card.is_running()).map(|card| card.card.campaign).collect();
    all.iter().filter(move |card| match campaign {
        Some(campaign) => card.card.campaign == campaign,
        None => running.contains(&card.card.campaign),
    })
}

/// The cards of a campaign, or of all that run or are planned, stage by stage in this order; of what is next on each card, what is
/// due first stands on top.
pub fn arranged(all: &[BoardCard], campaign: Option<CampaignId>, stages: &[Stage], today: NaiveDate) -> Vec<BoardCard> {
    let with_stage = |card: &BoardCard| {
        let at = stages.iter().position(|stage| *stage == card.card.stage)?;
        Some((at, card.clone()))
    };
    let mut shown: Vec<(usize, BoardCard)> = in_reach(all, campaign).filter_map(with_stage).collect();
    shown.sort_by_cached_key(|(stage, card)| {
        let by = card.card.next(today).by;
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
    /// The day of the post; that of its link, or today, without one.
    pub posted_on: Option<NaiveDate>,
    /// What was decided.
    pub decision: Decision,
}

impl BoardMove {
    /// A move that needs no answer.
    pub fn new(cards: Vec<(CollaborationId, Stage)>, way: Way) -> Self {
        Self { cards, way, fee_minor: None, url: String::new(), posted_on: None, decision: Decision::Undecided }
    }
}

/// The day of a post that is noted today without one: that of its link, else today.
pub fn posted_on(url: &str, today: NaiveDate) -> NaiveDate {
    post::day(url).map_or(today, |day| day.min(today))
}
