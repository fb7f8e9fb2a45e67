//! A list of things on a screen: its rows, a cursor that stays with its thing when the rows come anew, and marks. A screen adds
//! its columns, its cells and its verbs.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::proto::Query;
use crate::proto::event::Generation;
use crate::tui::kit::{Action, Ctx, Verb};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;

/// Lines of the box below a list that says more about a row.
const INFO_LINES: u16 = 6;
/// From this height of the screen on there is room for it.
const INFO_FROM: u16 = 16;

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
    follows_new: bool,
}

/// What stands around a list, and in its place while it has no rows.
pub struct Around<'a> {
    /// The edge that suits the whole screen.
    pub edge: Edge,
    /// The heading.
    pub title: &'a str,
    /// What stands at the right of the heading.
    pub note: String,
    /// What to say before the first answer.
    pub reading: &'a str,
    /// What to say when there is nothing.
    pub empty: String,
}

impl<T: Item> Default for Listed<T> {
    fn default() -> Self {
        Self {
            rows: None,
            cursor: ListCursor::default(),
            marks: BTreeSet::new(),
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

    /// Whether an answer is to be taken: an older one than was asked for last would show what is no longer true.
    pub fn expects(&self, generation: Generation) -> bool {
        generation >= self.asked
    }

    /// Takes new rows. The cursor goes to the one that has just been added, else to the one that was wanted, else stays with its
    /// thing, else with its line. Marks of things that are gone are dropped.
    pub fn replace(&mut self, rows: Vec<T>) {
        self.marks.retain(|mark| rows.iter().any(|row| row.key() == *mark));
        self.show(rows);
        self.wanted = None;
    }

    /// Does as [`Self::replace`] does with the rows of which only some are shown: the others keep their marks.
    pub fn replace_part(&mut self, shown: Vec<T>, all: &[T]) {
        self.marks.retain(|mark| all.iter().any(|row| row.key() == *mark));
        self.show(shown);
        self.wanted = None;
    }

    /// Shows other rows of the same things, sorted anew or narrowed: marks stay, also of what is not shown.
    pub fn show(&mut self, rows: Vec<T>) {
        let find = |key: &T::Key| rows.iter().position(|row| row.key() == *key);
        let is_new = |row: &&T| !self.rows().iter().any(|known| known.key() == row.key());
        let added = rows.iter().find(is_new).filter(|_| self.follows_new && self.is_known()).map(Item::key);
        self.follows_new &= added.is_none();
        let goal = [added, self.wanted.clone(), self.here().map(Item::key)];
        let at = goal.iter().flatten().find_map(find).unwrap_or(self.cursor.at);
        self.wanted = self.wanted.take().filter(|key| find(key).is_none());
        // The window is settled when drawing, which knows how many lines there are.
        self.cursor.at = at.min(rows.len().saturating_sub(1));
        self.rows = Some(rows);
    }

    /// Forgets the rows and where one was: the list is one of something else now.
    pub fn forget(&mut self) {
        (self.rows, self.cursor) = (None, ListCursor::default());
        self.marks.clear();
    }

    /// The next answer that has something new leads to it.
    pub fn follow_new(&mut self) {
        self.follows_new = true;
    }

    /// The next answer leads nowhere: what was to be added or renamed was refused.
    pub fn follow_nothing(&mut self) {
        (self.follows_new, self.wanted) = (false, None);
    }

    /// Whether the next answer leads to a thing that is not here yet.
    pub fn is_wanting(&self) -> bool {
        self.wanted.is_some()
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

    /// Says where the cursor is: `row 3 of 12`.
    pub fn place(&self) -> String {
        match self.rows().len() {
            0 => String::new(),
            len => format!("row {} of {len}", self.cursor.at + 1),
        }
    }

    /// Marks a thing or takes its mark away, and moves down. With a count above 1, so many are marked.
    pub fn toggle_marks(&mut self, count: usize, lines: usize) {
        let keys: Vec<T::Key> = self.rows().iter().skip(self.cursor.at).take(count.max(1)).map(Item::key).collect();
        for key in keys {
            if !self.marks.insert(key.clone()) && count < 2 {
                self.marks.remove(&key);
            }
        }
        self.walk(Action::NavDown, count.max(1), lines);
    }

    /// How many marked things are not among the rows shown.
    pub fn hidden_marks(&self) -> usize {
        self.marks.iter().filter(|mark| !self.rows().iter().any(|row| row.key() == **mark)).count()
    }

    /// Whether anything is marked.
    pub fn has_marks(&self) -> bool {
        !self.marks.is_empty()
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

    /// The list as tab-separated text, for copying: what the columns are called, and what stands in them.
    pub fn as_text<'a, C: IntoIterator<Item = String>>(
        &self,
        titles: impl IntoIterator<Item = &'a str>,
        cells: impl Fn(&T) -> C,
    ) -> String {
        let heading = titles.into_iter().collect::<Vec<_>>().join("\t");
        let lines = self.rows().iter().map(|row| cells(row).into_iter().collect::<Vec<_>>().join("\t"));
        std::iter::once(heading).chain(lines).collect::<Vec<_>>().join("\n")
    }

    /// Draws the panel around the list and returns the room in it. While there are no rows, a sentence stands there instead.
    pub fn draw_panel(&self, frame: &mut Frame<'_>, area: Rect, around: &Around<'_>, theme: Theme) -> Option<Rect> {
        let inner = panel::draw(frame, area, around.edge, around.title, &around.note, theme);
        if !self.rows().is_empty() {
            return Some(inner);
        }
        draw_sentence(frame, inner, if self.is_known() { &around.empty } else { around.reading }, theme);
        None
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
            let (row, place, is_here) = (&self.rows()[index], rows::line(body, line), index == self.cursor.at);
            rows::row(frame, place, columns, &cells(row), is_here, theme);
            if self.is_marked(row) {
                draw_mark(frame, place, is_here, theme);
            }
        }
    }

    /// Draws the rows under headings, each with the number of rows below it.
    pub fn draw_under(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        headings: &[(String, Role, usize)],
        columns: &[Column],
        theme: Theme,
        mut cells: impl FnMut(&T) -> Vec<Cell>,
    ) {
        // Every line in order: a heading by its number, or a row.
        let mut lines = Vec::new();
        for (heading, (.., rows)) in headings.iter().enumerate() {
            lines.push((Some(heading), 0));
            let first = lines.len() - heading - 1;
            lines.extend((first..first + rows).map(|row| (None, row)));
        }
        let here = lines.iter().position(|line| *line == (None, self.cursor.at)).unwrap_or(0);
        let seen = ListCursor { at: here, top: 0 }.seen(lines.len(), usize::from(area.height));
        for (down, (heading, at)) in lines.get(seen).unwrap_or_default().iter().enumerate() {
            let place = rows::line(area, down);
            match (heading.and_then(|heading| headings.get(heading)), self.rows().get(*at)) {
                (Some((said, role, _)), _) => draw_line(frame, place, said, *role, theme),
                (None, Some(row)) => rows::row(frame, place, columns, &cells(row), *at == self.cursor.at, theme),
                (None, None) => {}
            }
        }
    }

    /// The rows on screen where they are drawn into this area, without a heading.
    pub fn seen(&self, area: Rect) -> std::ops::Range<usize> {
        self.cursor.seen(self.rows().len(), usize::from(area.height))
    }
}

/// Draws the sign and the color of a marked row.
fn draw_mark(frame: &mut Frame<'_>, place: Rect, is_here: bool, theme: Theme) {
    let place = place.intersection(frame.area());
    if place.width < 2 || place.height == 0 {
        return;
    }
    if !is_here {
        frame.buffer_mut().set_style(place, theme.style(Role::Marked));
    }
    frame.render_widget(Line::raw("*"), Rect { x: place.x + 1, width: 1, ..place });
}

/// Draws one line of text, cut where it does not fit.
pub fn draw_line(frame: &mut Frame<'_>, area: Rect, said: &str, role: Role, theme: Theme) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        frame.render_widget(Line::styled(text::fit(said, usize::from(area.width)), theme.style(role)), area);
    }
}

/// The room of a list, and of the box that says more about the row under the cursor: beside it in a large window, below it where
/// there are lines for it, else nowhere. `whole` is the screen's area, `room` the part of it that both share.
pub fn with_info(room: Rect, whole: Rect) -> [Rect; 2] {
    match Edge::of(whole) {
        Edge::Frame => {
            let width = (whole.width / 3).clamp(38, 60);
            room.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Length(width)]))
        }
        Edge::Rule => {
            let below = if whole.height >= INFO_FROM { INFO_LINES } else { 0 };
            room.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]))
        }
    }
}

/// How many rows of a list with a heading over its columns fit into a panel with this edge.
pub fn lines(area: Rect, edge: Edge) -> usize {
    usize::from(area.height.saturating_sub(if edge == Edge::Frame { 3 } else { 2 }))
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
    fn an_old_answer_is_not_taken() {
        let mut ctx = crate::tui::overlays::tests::ctx();
        let mut listed = listed(&[]);
        let old = ctx.ask(Query::History);
        listed.ask(Query::History, &mut ctx);
        assert!(!listed.expects(old));
    }
}
