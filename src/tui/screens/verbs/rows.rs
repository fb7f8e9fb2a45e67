//! Rows of creators for a screen that lists something else of them, so that verbs can open and copy what the row has.

use crate::domain::CreatorId;
use crate::proto::row::{CreatorRow, MOST_ROWS};
use crate::tui::kit::{Ctx, Effect, Msg};

/// The rows of the creators on a screen.
#[derive(Clone, Debug, Default)]
pub struct CreatorRows {
    wanted: Vec<CreatorId>,
    is_fresh: bool,
    rows: Vec<CreatorRow>,
}

impl CreatorRows {
    /// Asks for the rows of these creators, unless it did so before and nothing changed since.
    pub fn ask(&mut self, ids: impl IntoIterator<Item = CreatorId>, ctx: &mut Ctx) {
        let mut wanted: Vec<CreatorId> = ids.into_iter().collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted.truncate(MOST_ROWS);
        if self.is_fresh && wanted == self.wanted {
            return;
        }
        (self.wanted, self.is_fresh) = (wanted, true);
        if !self.wanted.is_empty() {
            ctx.effect(Effect::ReadWindow(self.wanted.as_slice().into()));
        }
    }

    /// Notes that data changed: the rows are asked for again.
    pub fn stale(&mut self) {
        self.is_fresh = false;
    }

    /// Takes the rows once they are here; other screens read rows as well.
    pub fn take(&mut self, msg: &Msg) {
        let Msg::Window(rows) = msg else { return };
        let ours: Vec<&CreatorRow> =
            rows.iter().filter(|row| self.wanted.binary_search(&row.id).is_ok()).collect();
        self.rows.retain(|row| self.wanted.binary_search(&row.id).is_ok() && !ours.iter().any(|new| new.id == row.id));
        self.rows.extend(ours.into_iter().cloned());
    }

    /// The row of a creator, once it is here.
    pub fn get(&self, id: CreatorId) -> Option<&CreatorRow> {
        self.rows.iter().find(|row| row.id == id)
    }
}
