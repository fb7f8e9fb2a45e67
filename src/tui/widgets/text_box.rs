//! A text box of one line or of several.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::kit::key::KeyCombination;
use crate::tui::look::Theme;

use super::input::{TextInput, Typed};
use super::long_input::LongInput;

/// Fewest lines of a multi-line box, so it looks like one.
const FEWEST: u16 = 2;
/// Lines that it shows at most; more are scrolled.
const MOST: u16 = 6;

/// A text box.
#[derive(Clone, Debug)]
pub enum TextBox {
    /// Of one line.
    Line(TextInput),
    /// Of several lines.
    Long(Box<LongInput>),
}

impl TextBox {
    /// A box with this text, the cursor behind it.
    pub fn new(is_long: bool, value: &str) -> Self {
        if is_long { Self::Long(Box::new(LongInput::new(value))) } else { Self::Line(TextInput::new(value)) }
    }

    /// A box with text that was filled in: the first character replaces the whole line. Several lines are always edited, because
    /// more is added to a note than it is written anew.
    pub fn filled_in(is_long: bool, value: &str) -> Self {
        if is_long { Self::new(true, value) } else { Self::Line(TextInput::filled_in(value)) }
    }

    /// Whether it takes several lines.
    pub fn is_long(&self) -> bool {
        matches!(self, Self::Long(_))
    }

    /// Whether its text was filled in and nothing touched it yet.
    pub fn is_filled_in(&self) -> bool {
        matches!(self, Self::Line(line) if line.is_filled_in())
    }

    /// The text.
    pub fn value(&self) -> Cow<'_, str> {
        match self {
            Self::Line(line) => Cow::Borrowed(line.value()),
            Self::Long(long) => Cow::Owned(long.value()),
        }
    }

    /// Replaces the text and puts the cursor behind it.
    pub fn set(&mut self, value: &str) {
        *self = Self::new(self.is_long(), value);
    }

    /// Inserts pasted text at the cursor, cleaned.
    pub fn insert(&mut self, pasted: &str) {
        match self {
            Self::Line(line) => line.insert(pasted),
            Self::Long(long) => long.insert(pasted),
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyCombination) -> Typed {
        match self {
            Self::Line(line) => line.key(key),
            Self::Long(long) => long.key(key),
        }
    }

    /// How many lines it wants in so many cells.
    pub fn height(&self, cells: u16) -> u16 {
        match self {
            Self::Line(_) => 1,
            Self::Long(long) => long.height(cells).clamp(FEWEST, MOST),
        }
    }

    /// Draws the box and puts the terminal's cursor into it when it has the focus.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, theme: Theme) {
        match self {
            Self::Line(line) => line.draw(frame, area, focused, theme),
            Self::Long(long) => long.draw(frame, area, focused, theme),
        }
    }
}
