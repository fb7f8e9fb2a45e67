//! The lines of the lists on this screen, as the lists track them: by what they are about.

use std::collections::HashMap;

use crate::domain::{BatchId, CreatorId, OrderId};
use crate::tui::screens::listed::Item;

use super::doubts::{self, Doubt};
use super::figures::Scope;
use super::list::Row;
use super::pane::Pane;
use super::{ResultsScreen, groups, next};

/// A line of the list of creators, or of campaigns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) scope: Scope,
    stops: bool,
}

impl Line {
    fn of(row: Row<'_>) -> Self {
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
    Creator(CreatorId),
    /// Two codes in the same orders.
    Conflict((String, String)),
    /// How orders are read.
    Terms,
    /// The leak set for a creator.
    Leak(CreatorId),
    /// A sign of a leak, with its place among those of the creator.
    Sign(CreatorId, usize),
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

impl ResultsScreen {
    /// Brings the lists up to what the screen is about now; cursors and marks stay with their items.
    pub(super) fn sync(&mut self) {
        let lines = self.rows().into_iter().map(Line::of).collect();
        self.list.show(lines);
        let side = self.side_lines();
        self.side.show(side);
    }

    pub(super) fn side_lines(&self) -> Vec<SideLine> {
        let Some(result) = self.result() else { return Vec::new() };
        match self.pane() {
            Pane::Groups => groups::lines(result).into_iter().map(|group| SideLine::Group(group.filter())).collect(),
            Pane::Batches => result.batches.iter().map(|batch| SideLine::Batch(batch.id)).collect(),
            Pane::Next => {
                next::creators(result).into_iter().map(|creator| SideLine::Creator(creator.creator)).collect()
            }
            Pane::Doubts => {
                let mut signs = HashMap::new();
                doubts::lines(self).into_iter().map(|doubt| doubt_line(doubt, &mut signs)).collect()
            }
            Pane::Creators | Pane::Money | Pane::Funnel | Pane::Hints => Vec::new(),
        }
    }
}

/// `signs` counts the signs of each creator so far.
fn doubt_line(doubt: Doubt<'_>, signs: &mut HashMap<CreatorId, usize>) -> SideLine {
    match doubt {
        Doubt::Heading(heading) => SideLine::Heading(heading),
        Doubt::Conflict(conflict) => SideLine::Conflict(conflict.codes.clone()),
        Doubt::Terms => SideLine::Terms,
        Doubt::Leak(creator) => SideLine::Leak(creator.creator),
        Doubt::Sign(creator, _) => {
            let count = signs.entry(creator.creator).or_default();
            *count += 1;
            SideLine::Sign(creator.creator, *count)
        }
        Doubt::Order(order) => SideLine::Order(order.id),
    }
}
