//! What the app remembers of the mouse from one gesture to the next.

use ratatui::layout::Position;

use crate::tui::kit::Place;

/// Where the screens stand: a second click counts as one only where the first changed none of it.
pub(super) type Standing = (Place, usize, bool);

/// The last press of the button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pressed {
    pub at: Position,
    pub at_ms: i64,
    pub before: Standing,
    pub was_double: bool,
}

/// A card that is carried to another column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carried {
    pub card: i64,
    pub from: usize,
    /// The column below the mouse.
    pub over: Option<usize>,
}

/// What the mouse is about to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pointer {
    pub pressed: Option<Pressed>,
    pub carried: Option<Carried>,
}

impl Pointer {
    /// Something else came in between: a drag is over, and the next click is a first one.
    pub(super) fn interrupt(&mut self) {
        *self = Self::default();
    }
}
