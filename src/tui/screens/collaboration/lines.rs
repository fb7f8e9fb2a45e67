//! The lines of the sections, and what the cursor can stop at.

use crate::domain::milestone::Track;
use crate::domain::{AmountId, CollaborationField, RightId};
use crate::proto::collaboration_change::Which;
use crate::tui::look::{Role, text};

/// A piece of a line with its color role.
pub(super) type Run = (String, Role);

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

/// Lines laid out for a width.
#[derive(Debug)]
pub(super) struct Lines {
    cells: usize,
    pub(super) lines: Vec<(Vec<Run>, Option<Stop>)>,
}

impl Lines {
    pub(super) fn new(cells: usize) -> Self {
        Self { cells: cells.max(1), lines: Vec::new() }
    }

    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    /// A labeled fact, wrapped; the cursor can stop at its first line. An empty value shows as `-`.
    pub(super) fn fact(&mut self, stop: Stop, label: &str, said: &str, role: Role) {
        let labels = LABELS.min(self.cells / 3);
        let said = if said.is_empty() { "-" } else { said };
        for (index, line) in text::wrapped_lines(said, self.cells.saturating_sub(labels)).into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let runs = vec![(text::left(label, labels), Role::Quiet), (line, role)];
            self.lines.push((runs, (index == 0).then_some(stop)));
        }
    }

    /// A sentence, wrapped.
    pub(super) fn sentence(&mut self, stop: Option<Stop>, said: &str, role: Role) {
        for (index, line) in text::wrapped_lines(said, self.cells).into_iter().enumerate() {
            self.lines.push((vec![(line, role)], stop.filter(|_| index == 0)));
        }
    }

    /// A short word, then text wrapped beside it.
    pub(super) fn marked(&mut self, stop: Option<Stop>, (word, width): (&str, usize), said: &str) {
        for (index, line) in text::wrapped_lines(said, self.cells.saturating_sub(width)).into_iter().enumerate() {
            let word = if index == 0 { word } else { "" };
            let runs = vec![(text::left(word, width), Role::Quiet), (line, Role::Text)];
            self.lines.push((runs, stop.filter(|_| index == 0)));
        }
    }

    /// Runs as they are, cut at the end of the line where they are drawn.
    pub(super) fn put(&mut self, stop: Option<Stop>, runs: Vec<Run>) {
        self.lines.push((runs, stop));
    }
}
