//! What all parts of the drawing need.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::kit::Ctx;
use crate::tui::look::Theme;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::panel::Edge;

/// What all parts of the drawing need.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) theme: Theme,
    pub(super) edge: Edge,
}

impl Look<'_> {
    /// Says a sentence where there is nothing else.
    pub(super) fn say(self, frame: &mut Frame<'_>, inner: Rect, sentence: &str) {
        let below = Rect { y: inner.y + u16::from(inner.height > 2), height: inner.height.saturating_sub(1), ..inner };
        fact::draw(frame, below, &[Fact::new("", sentence, 0)], self.theme);
    }
}
