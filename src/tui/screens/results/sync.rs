//! Brings the lists of the screen up to what it is about.

use std::collections::HashMap;

use crate::domain::CreatorId;

use super::lines::{Line, SideLine};
use super::pane::Pane;
use super::review::{self, Doubt};
use super::{ResultsScreen, groups};

impl ResultsScreen {
    /// Brings the lists up to what the screen is about now; cursors and marks stay with their items.
    pub(super) fn sync(&mut self) {
        let lines = self.rows().into_iter().map(Line::of).collect();
        self.list.show(lines);
        let side = self.side_lines();
        self.side.show(side);
    }

    pub(super) fn side_lines(&self) -> Vec<SideLine> {
        let Some(result) = self.result() else { return self.doubt_lines() };
        match self.pane() {
            Pane::Groups => groups::lines(result).into_iter().map(|group| SideLine::Group(group.key())).collect(),
            Pane::Batches => result.batches.iter().map(|batch| SideLine::Batch(batch.id)).collect(),
            Pane::Review => self.doubt_lines(),
            Pane::Creators | Pane::Money | Pane::Funnel | Pane::Hints => Vec::new(),
        }
    }

    fn doubt_lines(&self) -> Vec<SideLine> {
        let mut signs = HashMap::new();
        review::lines(self).into_iter().map(|doubt| doubt_line(doubt, &mut signs)).collect()
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
        Doubt::Code(code) => SideLine::Code(code.code.clone()),
        Doubt::Order(order) => SideLine::Order(order.id),
    }
}
