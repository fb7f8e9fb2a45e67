//! A cursor over a list of any length, and the window of rows around it that is on screen.

use crate::tui::kit::Action;

/// The position in a list. Only numbers: the rows stay with the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The row under the cursor.
    pub at: usize,
    /// The first row on screen.
    pub top: usize,
}

impl ListCursor {
    /// Rows kept visible above and below the cursor where there is room.
    const MARGIN: usize = 2;

    /// Puts the cursor on a row and scrolls as little as needed, in a list of `len` rows of which `lines` fit.
    pub fn go(&mut self, at: usize, len: usize, lines: usize) {
        self.at = at.min(len.saturating_sub(1));
        let lines = lines.max(1);
        let margin = Self::MARGIN.min((lines - 1) / 2);
        let (highest, lowest) = ((self.at + margin + 1).saturating_sub(lines), self.at.saturating_sub(margin));
        self.top = self.top.clamp(highest, lowest.max(highest)).min(len.saturating_sub(lines));
    }

    /// Moves by some rows, up when negative.
    pub fn step(&mut self, rows: isize, len: usize, lines: usize) {
        self.go(self.at.saturating_add_signed(rows), len, lines);
    }

    /// Scrolls by some rows, up when negative. The cursor stays on its row until that leaves the screen.
    pub fn scroll(&mut self, rows: isize, len: usize, lines: usize) {
        let lines = lines.max(1);
        let (margin, last) = (Self::MARGIN.min((lines - 1) / 2), len.saturating_sub(lines));
        self.top = self.top.saturating_add_signed(rows).min(last);
        let first = if self.top == 0 { 0 } else { self.top + margin };
        let end = if self.top == last { len } else { self.top + lines - margin };
        self.at = self.at.clamp(first, end.saturating_sub(1).max(first));
    }

    /// Moves for a movement action; false for other actions.
    pub fn walk(&mut self, action: Action, count: usize, len: usize, lines: usize) -> bool {
        let step = |rows: usize| isize::try_from(rows.saturating_mul(count)).unwrap_or(isize::MAX);
        match action {
            Action::NavDown => self.step(step(1), len, lines),
            Action::NavUp => self.step(-step(1), len, lines),
            Action::NavTop => self.go(0, len, lines),
            Action::NavBottom => self.go(len, len, lines),
            Action::NavHalfDown => self.step(step((lines / 2).max(1)), len, lines),
            Action::NavHalfUp => self.step(-step((lines / 2).max(1)), len, lines),
            Action::NavPageDown => self.step(step(lines.max(1)), len, lines),
            Action::NavPageUp => self.step(-step(lines.max(1)), len, lines),
            Action::NavScrollDown => self.scroll(step(1), len, lines),
            Action::NavScrollUp => self.scroll(-step(1), len, lines),
            _ => return false,
        }
        true
    }

    /// Returns the rows on screen when `lines` fit now: the cursor is among them whatever was true when it last moved.
    pub fn seen(mut self, len: usize, lines: usize) -> std::ops::Range<usize> {
        self.go(self.at, len, lines);
        self.window(len, lines)
    }

    /// Returns the rows on screen.
    pub fn window(&self, len: usize, lines: usize) -> std::ops::Range<usize> {
        let top = self.top.min(len);
        top..(top + lines).min(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cursor_is_always_on_screen(steps in prop::collection::vec(-50_isize..50, 1..40), len in 0_usize..200, lines in 1_usize..60) {
            let mut cursor = ListCursor::default();
            for (turn, step) in steps.into_iter().enumerate() {
                if turn % 3 == 0 {
                    cursor.scroll(step, len, lines);
                } else {
                    cursor.step(step, len, lines);
                }
                let window = cursor.window(len, lines);
                prop_assert!(len == 0 || window.contains(&cursor.at), "{cursor:?} {window:?}");
                prop_assert!(len < lines || window.len() == lines);
            }
        }
    }
}
