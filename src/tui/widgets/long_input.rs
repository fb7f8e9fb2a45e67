//! A text box of several lines: it wraps at its width, grows with its text, and scrolls where it cannot grow.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::lines;
use crate::tui::kit::hit;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, single};
use crate::tui::look::{Role, Theme, text};

use super::input::Typed;

/// Text of several lines with a cursor in it.
#[derive(Clone, Debug)]
pub struct LongInput {
    area: TextArea<'static>,
}

impl LongInput {
    /// A box with this text, the cursor behind it.
    pub fn new(value: &str) -> Self {
        let mut area = TextArea::new(value.lines().map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        // The terminal draws its own cursor, as in a box of one line.
        area.set_cursor_style(Style::default());
        area.set_cursor_line_style(Style::default());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// The text, its lines joined with line breaks.
    pub fn value(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Inserts pasted text at the cursor: its line breaks stay, its control characters do not.
    pub fn insert(&mut self, pasted: &str) {
        self.area.insert_str(lines(pasted));
    }

    /// Begins a new line at the cursor.
    pub fn new_line(&mut self) {
        self.area.insert_newline();
    }

    /// Takes a key, with the keys of a box of one line; Ctrl-J and Alt-Enter begin a new line and Ctrl-Z takes back what was
    /// typed. Up on the first line and Down on the last one are left to the owner of the box.
    pub fn key(&mut self, key: KeyCombination) -> Typed {
        let Some(code) = single(key) else { return Typed::Ignored };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let before = self.area.cursor();
        let to = match (code, control) {
            (KeyCode::Char('a'), true) | (KeyCode::Home, false) => CursorMove::Head,
            (KeyCode::Char('e'), true) | (KeyCode::End, false) => CursorMove::End,
            (KeyCode::Home, true) => CursorMove::Top,
            (KeyCode::End, true) => CursorMove::Bottom,
            (KeyCode::Left, false) => self.before(),
            (KeyCode::Right, false) => self.after(),
            (KeyCode::Left, true) => CursorMove::WordBack,
            (KeyCode::Right, true) => CursorMove::WordForward,
            (KeyCode::Up, _) => CursorMove::Up,
            (KeyCode::Down, _) => CursorMove::Down,
            _ => {
                let area = &mut self.area;
                let changed = match (code, control) {
                    (KeyCode::Backspace, false) => self.cut(self.before()),
                    (KeyCode::Delete, _) => self.cut(self.after()),
                    (KeyCode::Char('w') | KeyCode::Backspace, true) => area.delete_word(),
                    (KeyCode::Char('u'), true) => area.delete_line_by_head(),
                    (KeyCode::Char('k'), true) => area.delete_line_by_end(),
                    (KeyCode::Char('z'), true) => area.undo(),
                    (KeyCode::Char('j'), true) => area.insert_str("\n"),
                    (KeyCode::Enter, false) if alt => area.insert_str("\n"),
                    (KeyCode::Char(letter), false) if !alt => {
                        let shifted = key.modifiers.contains(KeyModifiers::SHIFT);
                        let typed: String = if shifted { letter.to_uppercase().collect() } else { letter.to_string() };
                        area.insert_str(typed)
                    }
                    _ => return Typed::Ignored,
                };
                return if changed { Typed::Changed } else { Typed::Moved };
            }
        };
        self.area.move_cursor(to);
        self.snap();
        let is_stuck = self.area.cursor() == before && matches!(code, KeyCode::Up | KeyCode::Down);
        if is_stuck { Typed::Ignored } else { Typed::Moved }
    }

    /// The columns (in characters) between the clusters of the cursor's line, both ends included. The text area knows single
    /// characters only: a family emoji is seven of them, and a cursor in the middle of it would cut it into three people.
    fn borders(&self) -> Vec<usize> {
        let line = self.area.lines().get(self.area.cursor().0).map_or("", String::as_str);
        let ends = line.graphemes(true).scan(0, |end, cluster| {
            *end += cluster.chars().count();
            Some(*end)
        });
        std::iter::once(0).chain(ends).collect()
    }

    /// The place before the cluster or line break on the left of the cursor.
    fn before(&self) -> CursorMove {
        let DataCursor(row, column) = self.area.cursor();
        match (self.borders().into_iter().rfind(|border| *border < column), row.checked_sub(1)) {
            (Some(border), _) => jump(row, border),
            (None, Some(above)) => jump(above, usize::MAX),
            (None, None) => jump(row, column),
        }
    }

    /// The place behind the cluster or line break on the right of the cursor.
    fn after(&self) -> CursorMove {
        let DataCursor(row, column) = self.area.cursor();
        match self.borders().into_iter().find(|border| *border > column) {
            Some(border) => jump(row, border),
            None if row + 1 < self.area.lines().len() => jump(row + 1, 0),
            None => jump(row, column),
        }
    }

    /// Deletes what is between the cursor and another place; returns whether that was anything.
    fn cut(&mut self, to: CursorMove) -> bool {
        self.area.start_selection();
        self.area.move_cursor(to);
        let changed = self.area.cut();
        self.area.cancel_selection();
        changed
    }

    /// Moves a cursor that got into the middle of a cluster, from a line above for example, to its beginning.
    fn snap(&mut self) {
        let DataCursor(row, column) = self.area.cursor();
        if let Some(border) = self.borders().into_iter().rfind(|border| *border <= column).filter(|at| *at != column) {
            self.area.move_cursor(jump(row, border));
        }
    }

    /// How many lines the text takes in a box of so many cells.
    pub fn height(&self, cells: u16) -> u16 {
        let mut whole = self.area.clone();
        // The box learns its width when it is drawn.
        let place = Rect::new(0, 0, cells.max(1), 1);
        Widget::render(&whole, place, &mut Buffer::empty(place));
        whole.move_cursor(CursorMove::Bottom);
        whole.move_cursor(CursorMove::End);
        u16::try_from(whole.screen_cursor().row + 1).unwrap_or(u16::MAX)
    }

    /// Draws the box and puts the terminal's cursor into it when it has the focus.
    pub fn draw(&self, frame: &mut Frame<'_>, place: Rect, focused: bool, theme: Theme) {
        let place = place.intersection(frame.area());
        if place.is_empty() {
            return;
        }
        frame.render_widget(&self.area, place);
        let buffer = frame.buffer_mut();
        buffer.set_style(place, theme.style(Role::Input));
        for position in place.positions() {
            let cell = &mut buffer[position];
            let steady = text::steady(cell.symbol());
            if steady != cell.symbol() {
                cell.set_symbol(if steady.is_empty() { " " } else { &steady });
            }
        }
        if focused {
            self.clickable(place);
            let (cursor, (top, left)) = (self.area.screen_cursor(), self.area.scroll_offset());
            let within = |at: usize, first: u16, room: u16| {
                u16::try_from(at).unwrap_or(u16::MAX).saturating_sub(first).min(room - 1)
            };
            let x = place.x + within(cursor.col, left, place.width);
            let y = place.y + within(cursor.row, top, place.height);
            frame.set_cursor_position(Position::new(x, y));
        }
    }

    /// A click leads the cursor before the cluster there, and behind the last of the line.
    fn clickable(&self, place: Rect) {
        if !hit::is_recording() {
            return;
        }
        let (top, left) = self.area.scroll_offset();
        // Where a cursor stands on the screen, if it is within the box.
        let spot = |input: &Self| {
            let cursor = input.area.screen_cursor();
            let x = u16::try_from(cursor.col).ok()?.checked_sub(left).filter(|x| *x <= place.width)?;
            let y = u16::try_from(cursor.row).ok()?.checked_sub(top).filter(|y| *y < place.height)?;
            Some((y, x))
        };
        let mut spots = Vec::from_iter(spot(self).map(|spot| (spot, 0)));
        for by in [-1, 1] {
            let (mut input, mut clusters) = (self.clone(), 0);
            loop {
                let before = input.area.cursor();
                input.area.move_cursor(if by < 0 { input.before() } else { input.after() });
                clusters += by;
                match spot(&input).filter(|_| input.area.cursor() != before) {
                    Some(spot) => spots.push((spot, clusters)),
                    None => break,
                }
            }
        }
        // Each reaches to the end of its line; the next one of the line lies over the rest of it.
        spots.sort_unstable();
        for ((y, x), clusters) in spots {
            let x = x.min(place.width.saturating_sub(1));
            hit::caret(Rect { x: place.x + x, y: place.y + y, width: place.width - x, height: 1 }, clusters);
        }
    }
}

/// A move to a line and a column in characters, or to the end of the line where it is shorter.
fn jump(row: usize, column: usize) -> CursorMove {
    let most = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    CursorMove::Jump(most(row), most(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crokey::key;

    fn typed(input: &mut LongInput, text: &str) {
        for letter in text.chars() {
            input.key(KeyCombination::one_key(KeyCode::Char(letter), KeyModifiers::NONE));
        }
    }

    fn drawn(input: &LongInput, width: u16, height: u16) -> (Vec<String>, Position) {
        let mut terminal =
            ratatui::Terminal::new(ratatui::backend::TestBackend::new(width, height)).expect("a terminal");
        terminal.draw(|frame| input.draw(frame, frame.area(), true, Theme::default())).expect("draws");
        let buffer = terminal.backend().buffer().clone();
        let line = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        ((0..height).map(line).collect(), terminal.get_cursor_position().expect("a cursor"))
    }

    #[test]
    fn lines_are_typed_wrapped_and_counted() {
        let mut input = LongInput::new("12 Mill Lane");
        input.new_line();
        typed(&mut input, "Bath");
        assert_eq!(input.value(), "12 Mill Lane\nBath");
        assert_eq!((input.height(20), input.height(8)), (2, 3));
        assert_eq!(
            drawn(&input, 8, 3),
            (vec!["12 Mill".to_owned(), "Lane".into(), "Bath".into()], Position::new(4, 2))
        );
        let low = drawn(&input, 8, 2);
        assert_eq!(low, (vec!["Lane".to_owned(), "Bath".into()], Position::new(4, 1)), "the cursor stays in view");
    }

    #[test]
    fn up_and_down_leave_the_box_at_its_ends() {
        let mut input = LongInput::new("one\ntwo");
        assert_eq!(input.key(key!(down)), Typed::Ignored);
        assert_eq!(input.key(key!(up)), Typed::Moved);
        assert_eq!(input.key(key!(up)), Typed::Ignored);
        assert_eq!(input.key(key!(down)), Typed::Moved);
    }

    #[test]
    fn ctrl_z_undoes_typing_and_line_keys_work() {
        let mut input = LongInput::new("one\ntwo three");
        assert_eq!(input.key(key!(ctrl - w)), Typed::Changed);
        assert_eq!(input.value(), "one\ntwo ");
        input.key(key!(ctrl - u));
        assert_eq!(input.value(), "one\n");
        input.key(key!(ctrl - z));
        assert_eq!(input.value(), "one\ntwo ");
        input.key(key!(ctrl - j));
        input.key(key!(shift - a));
        assert_eq!(input.value(), "one\ntwo \nA");
    }

    #[test]
    fn joined_emoji_are_passed_and_deleted_whole() {
        let family = "👩\u{200d}👩\u{200d}👧\u{200d}👦";
        for cluster in [family, "🇩🇪", "👍🏽", "e\u{301}", "1\u{fe0f}\u{20e3}", "日"] {
            let mut input = LongInput::new(&format!("a{cluster}b{cluster}"));
            assert_eq!(input.key(key!(backspace)), Typed::Changed);
            assert_eq!(input.value(), format!("a{cluster}b"));
            input.key(key!(ctrl - z));
            assert_eq!(input.value(), format!("a{cluster}b{cluster}"), "one key is one step back");
            for _ in 0..3 {
                input.key(key!(left));
            }
            assert_eq!(input.key(key!(delete)), Typed::Changed);
            assert_eq!(input.value(), format!("ab{cluster}"));
            input.key(key!(right));
            input.key(key!(right));
            input.key(key!(backspace));
            assert_eq!(input.value(), "ab");
        }
        let mut input = LongInput::new(&format!("{family}\nab"));
        input.key(key!(up));
        input.key(key!(backspace));
        let value = input.value();
        assert!([format!("{family}\nab"), "\nab".to_owned()].contains(&value), "half a family is left: {value}");
    }

    #[test]
    fn line_breaks_are_deleted_from_both_sides() {
        let mut input = LongInput::new("a\nb");
        input.key(key!(left));
        assert_eq!(input.key(key!(backspace)), Typed::Changed);
        assert_eq!(input.value(), "ab");
        input = LongInput::new("a\nb");
        for _ in 0..2 {
            input.key(key!(left));
        }
        assert_eq!(input.key(key!(delete)), Typed::Changed);
        assert_eq!(input.value(), "ab");
        assert_eq!(LongInput::new("").key(key!(backspace)), Typed::Moved);
        assert_eq!(LongInput::new("a").key(key!(delete)), Typed::Moved);
    }

    #[test]
    fn a_paste_keeps_its_lines_and_brings_no_control_characters() {
        let mut input = LongInput::new("");
        input.insert("a\r\n\u{1b}[31mb\tc\u{202e}\n");
        assert_eq!(input.value(), "a\n[31mb c");
    }

    #[test]
    fn what_terminals_disagree_about_is_drawn_steady_at_any_size() {
        let input = LongInput::new("👩\u{200d}👩\u{200d}👧 🇩🇪 日本\u{1b}[2J e\u{301}\u{302}\u{303}\u{304}");
        for width in 1..30 {
            for height in 1..5 {
                let (lines, _) = drawn(&input, width, height);
                assert!(!lines.concat().contains(['\u{1b}', '\u{200d}']), "{lines:?}");
            }
        }
    }
}
