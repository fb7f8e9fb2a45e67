//! A list of things on a screen: its rows, a cursor that stays with its thing when the rows come anew, and marks. A screen adds
//! its columns, its cells and its verbs.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::proto::Query;
use crate::proto::event::Generation;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::Theme;

use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::rows;

/// A thing that a list can follow.
pub trait Item {
    /// What tells it from all others, also when it has changed.
    type Key: Clone + Ord;

    /// Its key.
    fn key(&self) -> Self::Key;
}

/// The rows of a list, and where one is in it.
#[derive(Clone, Debug)]
pub struct Listed<T: Item> {
    /// Nothing until the first answer.
    rows: Option<Vec<T>>,
    cursor: ListCursor,
    marks: BTreeSet<T::Key>,
    asked: Generation,
    wanted: Option<T::Key>,
}

impl<T: Item> Default for Listed<T> {
    fn default() -> Self {
        Self {
            rows: None,
            cursor: ListCursor::default(),
            marks: BTreeSet::new(),
            asked: Generation::default(),
            wanted: None,
        }
    }
}

impl<T: Item> Listed<T> {
    /// Asks for the rows.
    pub fn ask(&mut self, query: Query, ctx: &mut Ctx) {
        self.asked = ctx.ask(query);
    }

    /// Whether an answer is to be taken: an older one than was asked for last would show what is no longer true.
    pub fn expects(&self, generation: Generation) -> bool {
        generation >= self.asked
    }

    /// Takes new rows. The cursor goes to the one that was wanted, else stays with its thing, else with its line. Marks of things
    /// that are gone are dropped.
    pub fn replace(&mut self, rows: Vec<T>) {
        let wanted = self.wanted.take();
        let goal = [wanted, self.here().map(Item::key)];
        let find = |key: &T::Key| rows.iter().position(|row| row.key() == *key);
        let at = goal.iter().flatten().find_map(find).unwrap_or(self.cursor.at);
        // The window is settled when drawing, which knows how many lines there are.
        self.cursor.at = at.min(rows.len().saturating_sub(1));
        self.marks.retain(|key| find(key).is_some());
        self.rows = Some(rows);
    }

    /// Whether rows have come.
    pub fn is_known(&self) -> bool {
        self.rows.is_some()
    }

    /// The rows.
    pub fn rows(&self) -> &[T] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// The row under the cursor.
    pub fn here(&self) -> Option<&T> {
        self.rows().get(self.cursor.at)
    }

    /// The place of the cursor, from 0.
    pub fn at(&self) -> usize {
        self.cursor.at
    }

    /// Puts the cursor on the first row.
    pub fn go_to_top(&mut self) {
        self.cursor = ListCursor::default();
    }

    /// Puts the cursor on a thing now, or when it comes.
    pub fn go_to(&mut self, key: T::Key) {
        match self.rows().iter().position(|row| row.key() == key) {
            Some(at) => self.cursor.at = at,
            None => self.wanted = Some(key),
        }
    }

    /// Moves the cursor as an action says; false where the action is no movement.
    pub fn walk(&mut self, action: Action, count: usize, lines: usize) -> bool {
        let len = self.rows().len();
        self.cursor.walk(action, count, len, lines)
    }

    /// Marks a thing or takes its mark away, and moves down.
    pub fn toggle_mark(&mut self, lines: usize) {
        let Some(key) = self.here().map(Item::key) else { return };
        if !self.marks.remove(&key) {
            self.marks.insert(key);
        }
        self.walk(Action::NavDown, 1, lines);
    }

    /// Takes all marks away and says how many there were.
    pub fn clear_marks(&mut self) -> usize {
        std::mem::take(&mut self.marks).len()
    }

    /// Whether a thing is marked.
    pub fn is_marked(&self, row: &T) -> bool {
        self.marks.contains(&row.key())
    }

    /// What a verb acts on: the marked rows in order, else the one under the cursor.
    pub fn acting(&self) -> Vec<&T> {
        let marked: Vec<&T> = self.rows().iter().filter(|row| self.is_marked(row)).collect();
        if marked.is_empty() { self.here().into_iter().collect() } else { marked }
    }

    /// Draws heading and rows. `cells` says what stands in the columns of a row.
    pub fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        columns: &[Column],
        theme: Theme,
        mut cells: impl FnMut(&T) -> Vec<Cell>,
    ) {
        rows::header(frame, area, columns, theme);
        let body = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
        let seen = self.seen(body);
        for (line, index) in seen.enumerate() {
            let row = cells(&self.rows()[index]);
            rows::row(frame, rows::line(body, line), columns, &row, index == self.cursor.at, theme);
        }
    }

    /// The rows on screen where they are drawn into this area, without a heading.
    pub fn seen(&self, area: Rect) -> std::ops::Range<usize> {
        self.cursor.seen(self.rows().len(), usize::from(area.height))
    }
}

/// Draws a sentence in the place of a list that is empty or still being read.
pub fn draw_sentence(frame: &mut Frame<'_>, area: Rect, sentence: &str, theme: Theme) {
    let below = Rect { y: area.y + u16::from(area.height > 2), height: area.height.saturating_sub(1), ..area };
    fact::draw(frame, below, &[Fact::new("", sentence, 0)], theme);
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Item for u8 {
        type Key = u8;

        fn key(&self) -> u8 {
            *self
        }
    }

    fn listed(rows: &[u8]) -> Listed<u8> {
        let mut listed = Listed::default();
        listed.replace(rows.to_vec());
        listed
    }

    #[test]
    fn the_cursor_stays_with_its_thing() {
        let mut listed = listed(&[1, 2, 3]);
        listed.go_to(2);
        listed.replace(vec![9, 8, 1, 2]);
        assert_eq!(listed.here(), Some(&2));
        listed.replace(vec![9, 8]);
        assert_eq!(listed.here(), Some(&8), "its thing is gone: its line, as far as there is one");
        listed.go_to(7);
        listed.replace(vec![6, 7, 8]);
        assert_eq!(listed.here(), Some(&7), "it was wanted before it came");
    }

    #[test]
    fn verbs_act_on_marked_rows_or_on_the_one_under_the_cursor() {
        let mut listed = listed(&[1, 2, 3]);
        assert_eq!(listed.acting(), [&1]);
        listed.toggle_mark(10);
        listed.toggle_mark(10);
        assert_eq!(listed.acting(), [&1, &2]);
        listed.replace(vec![2, 3]);
        assert_eq!(listed.acting(), [&2], "the mark of what is gone is gone");
        assert_eq!(listed.clear_marks(), 1);
    }

    #[test]
    fn an_old_answer_is_not_taken() {
        let mut ctx = crate::tui::overlays::tests::ctx();
        let mut listed = listed(&[]);
        let old = ctx.ask(Query::History);
        listed.ask(Query::History, &mut ctx);
        assert!(!listed.expects(old));
    }
}
