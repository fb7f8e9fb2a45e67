//! The lines of the lists on this screen, as the lists track them: by what they are about.

use crate::domain::{BatchId, CreatorId, OrderId};
use crate::tui::screens::listed::Item;

use super::figures::Scope;
use super::list::Row;

/// A line of the list of creators, or of campaigns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) scope: Scope,
    stops: bool,
}

impl Line {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self { scope: row.scope(), stops: row.stops() }
    }
}

impl Item for Line {
    type Key = Scope;

    fn key(&self) -> Scope {
        self.scope
    }

    fn is_heading(&self) -> bool {
        !self.stops
    }
}

/// A line of a pane that lists something else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SideLine {
    /// A heading.
    Heading(&'static str),
    /// A niche or a tier, by its filter.
    Group(String),
    Batch(BatchId),
    /// Two codes in the same orders.
    Conflict((String, String)),
    /// How orders are read.
    Terms,
    /// The leak set for a creator.
    Leak(CreatorId),
    /// A sign of a leak, with its place among those of the creator.
    Sign(CreatorId, usize),
    /// A code that no creator has.
    Code(String),
    Order(OrderId),
}

impl Item for SideLine {
    type Key = Self;

    fn key(&self) -> Self {
        self.clone()
    }

    fn is_heading(&self) -> bool {
        matches!(self, Self::Heading(_))
    }
}
