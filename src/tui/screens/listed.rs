//! The list of a screen: its rows, marks, and a cursor that stays on its item when the rows reload. A screen adds
//! its columns, its cells and its verbs.

mod draw;
mod marks;

use crate::proto::Query;
use crate::proto::event::Generation;
use crate::tui::kit::{Action, Ctx, Verb};
use crate::tui::widgets::list::ListCursor;

pub use draw::{Around, draw_info, draw_line, draw_sentence, lines, with_info};

/// An item that a list can track across reloads.
pub trait Item {
    /// Its identity, which stays the same when the item changes.
    type Key: Clone + Ord;

    /// Its key.
    fn key(&self) -> Self::Key;

    /// Whether it is a heading of the rows below it, which the cursor passes over and no mark touches.
    fn is_heading(&self) -> bool {
        false
    }
}

/// The rows of a list, with cursor and marks.
#[derive(Clone, Debug)]
pub struct Listed<T: Item> {
    /// Nothing until the first answer.
    rows: Option<Vec<T>>,
    cursor: ListCursor,
    marks: marks::Marks<T::Key>,
    asked: Generation,
    wanted: Option<T::Key>,
    follows_new: bool,
}

impl<T: Item> Default for Listed<T> {
    fn default() -> Self {
        Self {
            rows: None,
            cursor: ListCursor::default(),
            marks: marks::Marks::default(),
            asked: Generation::default(),
            wanted: None,
            follows_new: false,
        }
    }
}

impl<T: Item> Listed<T> {
    /// Asks for the rows.
    pub fn ask(&mut self, query: Query, ctx: &mut Ctx) {
        self.asked = ctx.ask(query);
    }

    /// Whether to accept an answer. Answers to older requests are stale.
    pub fn expects(&self, generation: Generation) -> bool {
        generation >= self.asked
    }

    /// Takes new rows. The cursor goes to the row just added, else to the row requested, else stays with its
    /// item, else with its line. Marks of items that are gone are dropped.
    pub fn replace(&mut self, rows: Vec<T>) {
        self.marks.retain(|mark| rows.iter().any(|row| row.key() == *mark));
        self.show(rows);
        self.wanted = None;
    }

    /// Like [`Self::replace`] for a filtered list: hidden rows keep their marks.
    pub fn replace_part(&mut self, shown: Vec<T>, all: &[T]) {
        self.marks.retain(|mark| all.iter().any(|row| row.key() == *mark));
        self.show(shown);
        self.wanted = None;
    }

    /// Shows the same items sorted or filtered differently; all marks stay, also on hidden items.
    pub fn show(&mut self, rows: Vec<T>) {
        let find = |key: &T::Key| rows.iter().position(|row| row.key() == *key);
        let is_new = |row: &&T| !self.rows().iter().any(|known| known.key() == row.key());
        let added = rows.iter().find(is_new).filter(|_| self.follows_new && self.is_known()).map(Item::key);
        self.follows_new &= added.is_none();
        let goal = [added, self.wanted.clone(), self.here().map(Item::key)];
        let at = goal.iter().flatten().find_map(find).unwrap_or(self.cursor.at);
        self.wanted = self.wanted.take().filter(|key| find(key).is_none());
        // Drawing sets the scroll offset, because it knows the height.
        self.cursor.at = at.min(rows.len().saturating_sub(1));
        self.rows = Some(rows);
        self.settle(true);
    }

    /// Moves a cursor that stands on a heading to the nearest row below, or above where that comes first.
    fn settle(&mut self, below_first: bool) {
        let (at, rows) = (self.cursor.at, self.rows());
        let rests = |index: &usize| rows.get(*index).is_some_and(|row| !row.is_heading());
        let below = (at..rows.len()).find(rests);
        let above = (0..=at).rev().find(rests);
        self.cursor.at = if below_first { below.or(above) } else { above.or(below) }.unwrap_or(at);
    }

    /// Clears rows and cursor, because the list now shows something else.
    pub fn forget(&mut self) {
        (self.rows, self.cursor, self.marks) = (None, ListCursor::default(), marks::Marks::default());
    }

    /// Moves the cursor to the next new row.
    pub fn follow_new(&mut self) {
        self.follows_new = true;
    }

    /// Stops waiting for a new row, because adding or renaming it failed.
    pub fn follow_nothing(&mut self) {
        (self.follows_new, self.wanted) = (false, None);
    }

    /// Whether the list waits for an item that has not arrived yet.
    pub fn is_wanting(&self) -> bool {
        self.wanted.is_some()
    }

    /// Whether the rows have loaded.
    pub fn is_known(&self) -> bool {
        self.rows.is_some()
    }

    /// The rows.
    pub fn rows(&self) -> &[T] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// The row under the cursor.
    pub fn here(&self) -> Option<&T> {
        self.rows().get(self.cursor.at).filter(|row| !row.is_heading())
    }

    /// The place of the cursor, from 0.
    pub fn at(&self) -> usize {
        self.cursor.at
    }

    /// Puts the cursor on the first row.
    pub fn go_to_top(&mut self) {
        self.cursor = ListCursor::default();
        self.settle(true);
    }

    /// Puts the cursor on an item now, or as soon as it arrives.
    pub fn go_to(&mut self, key: T::Key) {
        match self.rows().iter().position(|row| row.key() == key) {
            Some(at) => self.cursor.at = at,
            None => self.wanted = Some(key),
        }
    }

    /// Moves the cursor for a movement action; false for other actions.
    pub fn walk(&mut self, action: Action, count: usize, lines: usize) -> bool {
        let (len, before) = (self.rows().len(), self.cursor.at);
        let has_walked = self.cursor.walk(action, count, len, lines);
        // Headings are passed over in the direction of the movement.
        self.settle(self.cursor.at >= before);
        has_walked
    }

    /// The verb for the row under the cursor; where there is none, the reason.
    pub fn verb<S: 'static>(&self, none: &str, make: impl FnOnce(&T) -> Verb<S>) -> Verb<S> {
        self.here().map_or_else(|| Verb::no(none), make)
    }

    /// The verb of an action that moves the cursor; nothing on this screen where it does not. `list` finds the list on the screen.
    pub fn walking<S: 'static>(action: Action, list: fn(&mut S) -> &mut Self) -> Verb<S>
    where
        T: 'static,
    {
        if !action.walks() {
            return Verb::elsewhere();
        }
        Verb::new(move |screen, count, ctx| _ = list(screen).walk(action, count, ctx.list_lines))
    }

    /// The cursor position in words: `row 3 of 12`.
    pub fn place(&self) -> String {
        match self.rows().len() {
            0 => String::new(),
            len => format!("row {} of {len}", self.cursor.at + 1),
        }
    }

    /// The list as tab-separated text, for copying, with a heading line.
    pub fn as_text<'a, C: IntoIterator<Item = String>>(
        &self,
        titles: impl IntoIterator<Item = &'a str>,
        cells: impl Fn(&T) -> C,
    ) -> String {
        let heading = titles.into_iter().collect::<Vec<_>>().join("\t");
        let lines = self.rows().iter().map(|row| cells(row).into_iter().collect::<Vec<_>>().join("\t"));
        std::iter::once(heading).chain(lines).collect::<Vec<_>>().join("\n")
    }
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
    fn the_cursor_goes_to_what_was_just_added() {
        let mut listed = listed(&[1, 2]);
        listed.follow_new();
        listed.replace(vec![1, 2]);
        assert_eq!(listed.here(), Some(&1), "it has not come yet");
        listed.replace(vec![1, 2, 3]);
        assert_eq!(listed.here(), Some(&3));
        listed.replace(vec![1, 2, 3, 4]);
        assert_eq!(listed.here(), Some(&3), "once");
    }

    #[test]
    fn is_copied_as_the_rows_it_shows() {
        let text = listed(&[1, 2]).as_text(["N", "TWICE"], |row| [row.to_string(), (row * 2).to_string()]);
        assert_eq!(text, "N\tTWICE\n1\t2\n2\t4");
    }

    #[test]
    fn verbs_act_on_marked_rows_or_on_the_one_under_the_cursor() {
        let mut listed = listed(&[1, 2, 3]);
        assert_eq!(listed.acting(), [&1]);
        listed.toggle_marks(2, 10);
        assert_eq!(listed.acting(), [&1, &2]);
        listed.replace(vec![2, 3]);
        assert_eq!(listed.acting(), [&2], "the mark of what is gone is gone");
        listed.show(vec![3]);
        assert_eq!((listed.acting(), listed.hidden_marks()), (vec![&3], 1), "what is not shown is not touched");
        assert_eq!(listed.clear_marks(), 1);
    }

    #[test]
    fn ranges_all_and_none_are_marked_and_come_back() {
        let ctx = crate::tui::overlays::tests::ctx();
        let name = |row: &u8| format!("row {row}");
        let mut screen = listed(&[1, 2, 3, 4]);
        let press = |screen: &mut Listed<u8>, action| {
            let verb = screen.marking(action, "empty", |list: &mut Listed<u8>| list);
            verb.run(screen, 1, &mut crate::tui::overlays::tests::ctx());
        };
        press(&mut screen, Action::MarkExtendDown);
        assert_eq!(screen.scope(name, &ctx), "a range of 2 (v ends it)");
        assert_eq!((screen.acting(), screen.is_marked(&2), screen.is_marked(&3)), (vec![&1, &2], true, false));
        press(&mut screen, Action::MarkRange);
        press(&mut screen, Action::MarkInvert);
        assert_eq!((screen.acting(), screen.scope(name, &ctx)), (vec![&3, &4], "2 marked".to_owned()));
        assert!(screen.step_back());
        assert!(!screen.step_back());
        assert_eq!(screen.scope(name, &ctx), "row 2");
        press(&mut screen, Action::MarkRestore);
        assert_eq!(screen.acting(), [&3, &4]);
        press(&mut screen, Action::MarkAll);
        press(&mut screen, Action::MarkToggle);
        assert_eq!(screen.acting(), [&1, &3, &4]);
        let empty = listed(&[]).marking(Action::MarkAll, "empty", |list: &mut Listed<u8>| list);
        assert_eq!(empty.availability(), crate::tui::kit::Availability::No("empty".to_owned()));
    }

    #[test]
    fn a_stale_answer_is_ignored() {
        let mut ctx = crate::tui::overlays::tests::ctx();
        let mut listed = listed(&[]);
        let old = ctx.ask(Query::History);
        listed.ask(Query::History, &mut ctx);
        assert!(!listed.expects(old));
    }
}
