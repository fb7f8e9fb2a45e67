//! The rows around the current card, and that card in full.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::domain::CreatorId;
use crate::proto::row::{CreatorDetail, CreatorRow};
use crate::tui::kit::{Ctx, Effect};

use super::queue::Queue;

/// Rows read above and below.
const AROUND: usize = 90;
/// Reads more when the card is this close to the edge of the loaded rows: half of the tallest list.
const MARGIN: usize = 40;

/// The loaded part of a queue.
#[derive(Debug, Default)]
pub(super) struct Cards {
    rows: HashMap<CreatorId, CreatorRow>,
    loaded: Range<usize>,
    near: HashSet<CreatorId>,
    detail: Option<Box<CreatorDetail>>,
    detail_of: Option<CreatorId>,
}

impl Cards {
    /// Marks everything as outdated, so that the next look reads it again.
    pub(super) fn stale(&mut self) {
        self.loaded = 0..0;
        self.detail_of = None;
    }

    /// Asks for what the current card needs.
    pub(super) fn read_ahead(&mut self, queue: &Queue, ctx: &mut Ctx) {
        let (at, len) = (queue.at.min(queue.ids.len()), queue.ids.len());
        let wanted = at.saturating_sub(MARGIN)..(at + MARGIN).min(len);
        if !wanted.is_empty() && (wanted.start < self.loaded.start || self.loaded.end < wanted.end) {
            self.loaded = at.saturating_sub(AROUND)..(at + AROUND).min(len);
            let ids = &queue.ids[self.loaded.clone()];
            self.near = ids.iter().copied().collect();
            self.rows.retain(|id, _| self.near.contains(id));
            ctx.effect(Effect::ReadWindow(ids.into()));
        }
        let here = queue.here();
        if here != self.detail_of {
            self.detail_of = here;
            if let Some(id) = here {
                ctx.effect(Effect::ReadDetail(id));
            }
        }
    }

    /// Stores rows, including those another screen asked for.
    pub(super) fn take(&mut self, rows: &[CreatorRow]) {
        let near = rows.iter().filter(|row| self.near.contains(&row.id));
        self.rows.extend(near.map(|row| (row.id, row.clone())));
    }

    /// Stores a creator in full.
    pub(super) fn take_detail(&mut self, id: CreatorId, detail: Option<&CreatorDetail>) {
        if Some(id) == self.detail_of {
            self.detail = detail.cloned().map(Box::new);
        }
    }

    /// A loaded row.
    pub(super) fn row(&self, id: CreatorId) -> Option<&CreatorRow> {
        self.rows.get(&id)
    }

    /// A creator in full, if loaded.
    pub(super) fn detail(&self, id: CreatorId) -> Option<&CreatorDetail> {
        self.detail.as_deref().filter(|detail| detail.row.id == id)
    }
}
