//! A one-line text box: real cursor, moves by cluster, scrolls by width.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::kit::hit;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, single};
use crate::tui::look::{Role, Theme, text};

/// What a key did to a text box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The text changed.
    Changed,
    /// Only the cursor moved.
    Moved,
    /// The key means nothing to a text box.
    Ignored,
}

/// A line of text with a cursor between its clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextInput {
    value: String,
    /// Byte position of the cursor, always between clusters.
    cursor: usize,
    /// Whether the text was filled in and not touched yet: what is typed or pasted then takes its place.
    is_filled_in: bool,
}

impl TextInput {
    /// A box with this text, the cursor behind it.
    pub fn new(value: impl Into<String>) -> Self {
        let value = value.into();
        Self { cursor: value.len(), value, is_filled_in: false }
    }

    /// A box whose text was filled in before anyone typed. The first character or paste replaces all of it; a key that moves or
    /// deletes begins to edit it. It is drawn as selected, so that it can be seen which of the two happens.
    pub fn filled_in(value: impl Into<String>) -> Self {
        let input = Self::new(value);
        Self { is_filled_in: !input.value.is_empty(), ..input }
    }

    /// Whether its text was filled in and nothing touched it yet.
    pub fn is_filled_in(&self) -> bool {
        self.is_filled_in
    }

    /// The text.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Byte position of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Replaces the text and puts the cursor behind it.
    pub fn set(&mut self, value: impl Into<String>) {
        *self = Self::new(value);
    }

    /// Replaces the text and puts the cursor at a byte of it, or behind it where there is none.
    pub fn put(&mut self, value: impl Into<String>, cursor: usize) {
        self.set(value);
        if self.value.is_char_boundary(cursor) {
            self.cursor = cursor;
        }
    }

    /// Inserts text at the cursor, cleaned: a paste is never a keystroke.
    pub fn insert(&mut self, added: &str) {
        let is_letter = added.chars().count() == 1 && !added.chars().any(char::is_control);
        let added = if is_letter { added.to_owned() } else { crate::domain::text::clean(added) };
        if std::mem::take(&mut self.is_filled_in) && !added.is_empty() {
            self.set(String::new());
        }
        self.value.insert_str(self.cursor, &added);
        self.cursor += added.len();
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyCombination) -> Typed {
        let typed = self.take(key);
        if typed != Typed::Ignored {
            self.is_filled_in = false;
        }
        typed
    }

    fn take(&mut self, key: KeyCombination) -> Typed {
        let Some(code) = single(key) else { return Typed::Ignored };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match (code, control) {
            (KeyCode::Char('a'), true) | (KeyCode::Home, _) => self.jump(0),
            (KeyCode::Char('e'), true) | (KeyCode::End, _) => self.jump(self.value.len()),
            (KeyCode::Left, false) => self.jump(self.before()),
            (KeyCode::Right, false) => self.jump(self.after()),
            (KeyCode::Left, true) => self.jump(self.word_before()),
            (KeyCode::Right, true) => self.jump(self.word_after()),
            (KeyCode::Backspace, false) => self.cut(self.before(), self.cursor),
            (KeyCode::Delete, _) => self.cut(self.cursor, self.after()),
            (KeyCode::Char('w') | KeyCode::Backspace, true) => self.cut(self.word_before(), self.cursor),
            (KeyCode::Char('u'), true) => self.cut(0, self.cursor),
            (KeyCode::Char('k'), true) => self.cut(self.cursor, self.value.len()),
            (KeyCode::Char(letter), false) if !key.modifiers.contains(KeyModifiers::ALT) => {
                let shifted = key.modifiers.contains(KeyModifiers::SHIFT);
                let typed: String = if shifted { letter.to_uppercase().collect() } else { letter.to_string() };
                self.insert(&typed);
                Typed::Changed
            }
            _ => Typed::Ignored,
        }
    }

    /// Draws the box into one line and puts the terminal's cursor into it when it has the focus.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, theme: Theme) {
        let area = area.intersection(frame.area());
        let cells = usize::from(area.width);
        if area.height == 0 || cells == 0 {
            return;
        }
        // Scroll so that the cursor cell is inside, and never start in the middle of a cluster.
        let (mut start, mut used) = (if focused { self.cursor } else { 0 }, 0);
        for (index, cluster) in self.value.split_at(start).0.grapheme_indices(true).rev() {
            let size = text::width(&text::steady(cluster));
            if used + size >= cells {
                break;
            }
            (start, used) = (index, used + size);
        }
        // The text is stored as typed; only its drawing is made safe in width.
        let (mut visible, mut drawn) = (String::new(), 0);
        for (index, cluster) in self.value.split_at(start).1.graphemes(true).map(text::steady).enumerate() {
            let size = text::width(&cluster);
            // Show `…` for text hidden on the left, too.
            let cluster = if start > 0 && index == 0 { text::left("…", size) } else { cluster };
            drawn += size;
            visible.push_str(&cluster);
            if drawn > cells {
                break;
            }
        }
        if self.is_filled_in && focused {
            frame.render_widget(Line::styled(text::left("", cells), theme.style(Role::Input)), area);
            let selected = Rect { width: area.width.min(u16::try_from(drawn).unwrap_or(u16::MAX)), ..area };
            frame.render_widget(Line::styled(visible, theme.style(Role::Cursor)), selected);
        } else {
            frame.render_widget(Line::styled(text::left(&visible, cells), theme.style(Role::Input)), area);
        }
        if focused {
            self.clickable(area, start);
            let x = u16::try_from(used).unwrap_or(u16::MAX).min(area.width - 1);
            frame.set_cursor_position(Position::new(area.x + x, area.y));
        }
    }

    /// A click on a cluster leads the cursor before it, and one behind the text behind it.
    fn clickable(&self, area: Rect, start: usize) {
        if !hit::is_recording() {
            return;
        }
        hit::caret_at_end(area);
        let back = self.value.get(start..self.cursor).map_or(0, |text| text.graphemes(true).count());
        let (mut x, mut clusters) = (area.x, -isize::try_from(back).unwrap_or(0));
        for cluster in self.value.split_at(start).1.graphemes(true).map(text::steady) {
            let width = u16::try_from(text::width(&cluster)).unwrap_or(0);
            if x >= area.right() {
                break;
            }
            hit::caret(Rect { x, width, ..area }.intersection(area), clusters);
            (x, clusters) = (x.saturating_add(width), clusters + 1);
        }
    }

    fn jump(&mut self, to: usize) -> Typed {
        self.cursor = to;
        Typed::Moved
    }

    fn cut(&mut self, from: usize, to: usize) -> Typed {
        if from == to {
            return Typed::Moved;
        }
        self.value.replace_range(from..to, "");
        self.cursor = from;
        Typed::Changed
    }

    fn before(&self) -> usize {
        self.value.split_at(self.cursor).0.grapheme_indices(true).next_back().map_or(0, |(index, _)| index)
    }

    fn after(&self) -> usize {
        let rest = self.value.split_at(self.cursor).1;
        self.cursor + rest.graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let before = self.value.split_at(self.cursor).0;
        let trimmed = before.trim_end();
        trimmed.rfind(char::is_whitespace).map_or(0, |index| index + 1)
    }

    fn word_after(&self) -> usize {
        let rest = self.value.split_at(self.cursor).1;
        let skipped = rest.len() - rest.trim_start().len();
        rest.trim_start().find(char::is_whitespace).map_or(self.value.len(), |index| self.cursor + skipped + index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crokey::key;

    #[test]
    fn editing_moves_by_cluster_and_word() {
        let mut input = TextInput::new("mía e\u{301}");
        assert_eq!(input.key(key!(backspace)), Typed::Changed);
        assert_eq!(input.value(), "mía ");
        input.insert("glass skin");
        assert_eq!(input.key(key!(ctrl - w)), Typed::Changed);
        assert_eq!(input.value(), "mía glass ");
        assert_eq!(input.key(key!(home)), Typed::Moved);
        input.key(key!(shift - a));
        assert_eq!(input.value(), "Amía glass ");
    }

    #[test]
    fn what_was_filled_in_is_replaced_by_the_first_character_and_edited_by_other_keys() {
        let after = |keys: &[KeyCombination]| {
            let mut input = TextInput::filled_in("500");
            for one in keys {
                input.key(*one);
            }
            input.value().to_owned()
        };
        assert_eq!(after(&[key!(2), key!(5), key!(0)]), "250");
        assert_eq!(after(&[key!(tab), key!(f1), key!(2)]), "2", "a key of others leaves it untouched");
        assert_eq!(after(&[key!(end), key!(2)]), "5002");
        assert_eq!(after(&[key!(backspace), key!(2)]), "502");
        assert_eq!(after(&[key!(home), key!(2)]), "2500");
        assert_eq!(after(&[key!(right), key!(2)]), "5002");
        assert_eq!(after(&[key!(ctrl - u), key!(2)]), "2");
        let mut pasted = TextInput::filled_in("500");
        pasted.insert("\n");
        assert_eq!(pasted.value(), "500", "nothing was pasted");
        let mut pasted = TextInput::filled_in("500");
        pasted.insert("$1,200.50");
        assert_eq!(pasted.value(), "$1,200.50");
    }

    #[test]
    fn hidden_text_shows_an_ellipsis_on_its_side() {
        let drawn = |input: &TextInput, focused: bool| {
            let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(8, 1)).expect("a terminal");
            terminal.draw(|frame| input.draw(frame, frame.area(), focused, Theme::default())).expect("draws");
            let cells = terminal.backend().buffer().content().iter().map(|cell| cell.symbol().to_owned());
            cells.collect::<String>()
        };
        let mut input = TextInput::new("glass skin");
        assert_eq!(drawn(&input, true), "…s skin ");
        assert_eq!(drawn(&input, false), "glass s…");
        input.key(key!(home));
        assert_eq!(drawn(&input, true), "glass s…");
    }

    #[test]
    fn a_paste_brings_no_control_characters() {
        let mut input = TextInput::default();
        input.insert("a\nb\u{1b}[31mc");
        assert_eq!(input.value(), "a b[31mc");
    }
}
