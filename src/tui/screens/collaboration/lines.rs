//! The lines of the sections, and what the cursor can stop at.

use crate::domain::milestone::Track;
use crate::domain::{AmountId, CollaborationField, RightId};
use crate::proto::collaboration_change::Which;
use crate::tui::look::{Role, text};
use crate::tui::screens::sections::{Run, Sheet};

/// Width of the labels.
const LABELS: usize = 16;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A track.
    Track(Track),
    /// A fact of the table.
    Field(CollaborationField),
    /// The postal address of the creator.
    Address,
    /// A deliverable.
    Deliverable(Which),
    /// An amount.
    Amount(AmountId),
    /// A right.
    Right(RightId),
    /// An empty section to which something can be added.
    Empty,
    /// A line to read, by its place in the section.
    Read(usize),
}

/// Lines laid out for a width, and what each line is about that the cursor can stop at.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) sheet: Sheet,
    pub(super) stops: Vec<Stop>,
}

impl Lines {
    pub(super) fn new(cells: usize) -> Self {
        Self { sheet: Sheet { labels: LABELS, ..Sheet::new(cells) }, stops: Vec::new() }
    }

    pub(super) fn cells(&self) -> usize {
        self.sheet.cells
    }

    /// Lets the cursor stop at the line that is added next.
    fn stop(&mut self, stop: Option<Stop>) {
        if let Some(stop) = stop {
            self.sheet.stop();
            self.stops.push(stop);
        }
    }

    /// A labeled fact, wrapped; the cursor can stop at its first line. An empty value shows as `-`.
    pub(super) fn fact(&mut self, stop: Stop, label: &str, said: &str, role: Role) {
        self.stop(Some(stop));
        self.sheet.fact(label, said, role);
    }

    /// A sentence, wrapped.
    pub(super) fn sentence(&mut self, stop: Option<Stop>, said: &str, role: Role) {
        self.stop(stop);
        self.sheet.sentence(said, role);
    }

    /// A short word, then text wrapped beside it.
    pub(super) fn marked(&mut self, stop: Option<Stop>, (word, width): (&str, usize), said: &str) {
        self.stop(stop);
        self.sheet.marked(&text::left(word, width.saturating_sub(2)), said, Role::Quiet);
    }

    /// Runs as they are, cut at the end of the line where they are drawn.
    pub(super) fn put(&mut self, stop: Option<Stop>, runs: Vec<Run>) {
        self.stop(stop);
        self.sheet.lines.push(runs);
    }
}
