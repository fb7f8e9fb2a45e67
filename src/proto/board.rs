//! The board: its cards, and the command that moves them.

use crate::domain::board::{Standing, Way};
use crate::domain::collaboration::Decision;
use crate::domain::next_step::NextStep;
use crate::domain::{BatchStatus, CollaborationId};

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

/// Moves cards one column on or back. Of several, those that can't move stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardMove {
    /// Which.
    pub ids: Vec<CollaborationId>,
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
    pub fn new(ids: Vec<CollaborationId>, way: Way) -> Self {
        Self { ids, way, fee_minor: None, url: String::new(), decision: Decision::Undecided }
    }
}
