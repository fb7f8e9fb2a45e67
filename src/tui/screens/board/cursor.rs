//! The cursor of the board: a column, and a card in it where it has any.

use crate::domain::collaboration::Stage;
use crate::proto::board::BoardCard;
use crate::tui::kit::{Action, Ctx};
use crate::tui::screens::listed::Item;

use super::BoardScreen;

impl BoardScreen {
    /// The cards of a column, from top to bottom.
    pub(super) fn of(&self, stage: Stage) -> Vec<&BoardCard> {
        self.cards.rows().iter().filter(|card| card.card.stage == stage).collect()
    }

    /// The card under the cursor.
    pub(super) fn here(&self) -> Option<&BoardCard> {
        self.cards.here().filter(|card| card.card.stage == self.column)
    }

    /// The cards that a verb acts on: the marked ones, else the one under the cursor.
    pub(super) fn acting(&self) -> Vec<&BoardCard> {
        if self.cards.has_marks() { self.cards.acting() } else { self.here().into_iter().collect() }
    }

    /// The place of the cursor in its column, from 0.
    pub(super) fn row(&self) -> usize {
        let here = self.here().map(Item::key);
        self.of(self.column).iter().position(|card| Some(card.key()) == here).unwrap_or(0)
    }

    /// Puts the cursor into a column, on the row or the last one above it.
    pub(super) fn stand(&mut self, column: Stage, row: usize) {
        self.column = column;
        let cards = self.of(column);
        if let Some(key) = cards.get(row.min(cards.len().saturating_sub(1))).map(|card| card.key()) {
            self.cards.go_to(key);
        }
    }

    /// Takes other cards. The cursor follows its card into another column, else it stays in its place.
    pub(super) fn show(&mut self, cards: Vec<BoardCard>) {
        let (is_first, here, column, row) =
            (!self.cards.is_known(), self.here().map(Item::key), self.column, self.row());
        self.cards.replace(cards);
        let columns = self.columns();
        let stage = |key| self.cards.rows().iter().find(|card| card.key() == key).map(|card| card.card.stage);
        if let Some((key, stage)) = here.and_then(|key| Some((key, stage(key)?))) {
            self.column = stage;
            self.cards.go_to(key);
        } else if is_first {
            let first = self.cards.rows().first().map(|card| card.card.stage);
            self.stand(first.unwrap_or(column), 0);
        } else {
            let column = if columns.contains(&column) { column } else { columns.last().copied().unwrap_or(column) };
            self.stand(column, row);
        }
    }

    /// Moves the cursor within its column.
    pub(super) fn walk(&mut self, action: Action, count: usize, ctx: &Ctx) {
        let (row, page) = (self.row(), ctx.list_lines.max(1));
        let to = match action {
            Action::NavDown | Action::NavScrollDown => row.saturating_add(count),
            Action::NavUp | Action::NavScrollUp => row.saturating_sub(count),
            Action::NavHalfDown => row.saturating_add(page.div_ceil(2).saturating_mul(count)),
            Action::NavHalfUp => row.saturating_sub(page.div_ceil(2).saturating_mul(count)),
            Action::NavPageDown => row.saturating_add(page.saturating_mul(count)),
            Action::NavPageUp => row.saturating_sub(page.saturating_mul(count)),
            Action::NavTop => 0,
            _ => usize::MAX,
        };
        self.stand(self.column, to);
    }

    /// Moves the cursor so many columns to the side.
    pub(super) fn step_aside(&mut self, right: bool, count: usize) {
        let (columns, row) = (self.columns(), self.row());
        let at = columns.iter().position(|column| *column == self.column).unwrap_or(0);
        let to = if right { at.saturating_add(count).min(columns.len() - 1) } else { at.saturating_sub(count) };
        if let Some(column) = columns.get(to) {
            self.stand(*column, row);
        }
    }

    /// Marks or unmarks so many cards of the column from the cursor down, and goes on to the next.
    pub(super) fn toggle_marks(&mut self, count: usize, ctx: &Ctx) {
        let (row, len) = (self.row(), self.of(self.column).len());
        let count = count.clamp(1, (len - row.min(len)).max(1));
        self.cards.toggle_marks(count, ctx.list_lines);
        self.stand(self.column, row + count);
    }
}
