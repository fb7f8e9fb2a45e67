//! The trait between the app and its popups.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::look::Theme;

use super::key::{KeyCode, KeyCombination, KeyModifiers};
use super::overlay::Value;
use super::{Action, Ctx, Place};

/// What a popup wants after a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// To stay.
    Stay,
    /// To close without a choice.
    Close,
    /// To close and pass this value to the screen below.
    Done(Value),
    /// To close and run this action on the screen below.
    Run(Action),
    /// To close and run this action on that screen.
    RunIn(Place, Action),
}

/// Unsaved text of a popup that was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Heading of the popup: what was typed about one creator is not offered for another.
    pub title: String,
    /// The text of each box, in order.
    pub texts: Vec<String>,
}

/// What stands behind the heading of a popup that holds a draft.
pub const AS_LEFT: &str = "your unsaved text, Ctrl-Z: saved text";

/// Something that lies over a screen and takes all keys. It never touches the screen below.
pub trait Popup {
    /// Takes a key.
    fn key(&mut self, key: KeyCombination, ctx: &Ctx) -> Step;

    /// Whether a letter means something here as it stands; if not, it counts as the Latin one in the same place. A text box
    /// takes every letter.
    fn takes_letter(&self, _letter: char) -> bool {
        true
    }

    /// Takes a click on the part that drawing gave this number; `is_double` for the second of two.
    fn point(&mut self, _spot: usize, _is_double: bool, _ctx: &Ctx) -> Step {
        Step::Stay
    }

    /// Takes so many notches of the wheel. By itself it scrolls three lines for each, as the arrows do.
    fn wheel(&mut self, down: bool, notches: usize, ctx: &Ctx) -> Step {
        let code = if down { KeyCode::Down } else { KeyCode::Up };
        for _ in 0..notches.saturating_mul(3) {
            self.key(KeyCombination::one_key(code, KeyModifiers::NONE), ctx);
        }
        Step::Stay
    }

    /// Takes pasted text, cleaned of control characters except line breaks.
    fn paste(&mut self, _text: &str, _ctx: &Ctx) {}

    /// Takes pasted text that may answer by itself what was asked; most popups only write it into a box.
    fn pasted(&mut self, text: &str, ctx: &Ctx) -> Step {
        self.paste(text, ctx);
        Step::Stay
    }

    /// The entry under the cursor of a list to choose one from, so that what it would do can be shown before.
    fn pointed(&self) -> Option<usize> {
        None
    }

    /// The unsaved text, if any.
    fn draft(&self) -> Option<Draft> {
        None
    }

    /// Restores an unsaved text that belongs to this popup.
    fn take_draft(&mut self, _draft: &Draft) {}

    /// Reopens after saving failed, with the reason. Returns whether it holds
    /// anything the person could fix; if not, it stays closed.
    fn refused(&mut self, _said: &str) -> bool {
        false
    }

    /// The hints for the last line: what can be pressed here.
    fn hints(&self) -> &'static str;

    /// Draws itself inside the area of the screen, clearing what it covers.
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme);
}
