//! The mouse on the board: a click leads the cursor to a card, and a card can be dragged to the next column.

use ratatui::layout::Rect;

use crate::domain::collaboration::Stage;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::text;

use super::BoardScreen;

/// More cards than this are in no column; a spot is the number of the column so often, and that of the card.
const MOST: usize = 100_000;

impl BoardScreen {
    /// Lets a click on this place lead the cursor to a card, and a drag carry it.
    pub(super) fn clickable(&self, place: Rect, stage: Stage, row: usize) {
        if let Some(column) = self.columns().iter().position(|known| *known == stage) {
            hit::put(place, || Target::Card(column * MOST + row.min(MOST - 1), column));
        }
    }

    /// Leads the cursor to a card.
    pub(super) fn point_at(&mut self, spot: usize) {
        if let Some(stage) = self.columns().get(spot / MOST).copied() {
            self.stand(stage, spot % MOST);
        }
    }

    /// Goes up or down the cards of a column, as the wheel over it says.
    pub(super) fn scroll_column(&mut self, column: usize, notches: isize, ctx: &Ctx) {
        let Some(stage) = self.columns().get(column).copied() else { return };
        if stage != self.column {
            self.stand(stage, 0);
        }
        let action = if notches > 0 { Action::NavDown } else { Action::NavUp };
        self.walk(action, notches.unsigned_abs(), ctx);
    }

    /// What dropping the card under the cursor on a column does, or why it can't be dropped there.
    pub(super) fn drop_at(&self, column: usize) -> Option<(String, Result<Action, String>)> {
        let (columns, card) = (self.columns(), self.here()?);
        let from = columns.iter().position(|stage| *stage == card.card.stage)?;
        let to = *columns.get(column)?;
        let who = format!("@{}", text::shown(&card.card.handle));
        let does = if self.cards.has_marks() && !self.cards.is_marked(card) {
            Err(format!("{who} isn't marked, but other cards are. Drag one of those, or clear the marks first."))
        } else {
            match column.abs_diff(from) {
                0 => return None,
                1 if column > from => Ok(Action::BoardForward),
                1 => Ok(Action::BoardBack),
                _ => Err(format!(
                    "{who} goes one column at a time, because each step asks its own question. Drop it on the next one."
                )),
            }
        };
        let what = if self.cards.has_marks() { format!("{} marked cards", self.acting().len()) } else { who };
        Some((format!("let go: {what} to {}", to.word()), does))
    }
}
