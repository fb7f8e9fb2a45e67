//! The history as it travels: its steps, where they came from, and what depends on them.

use crate::domain::OpId;

/// Where a step was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// By a version that did not note it.
    #[default]
    Unknown,
    /// In a window, known by when it was opened, unix milliseconds.
    Window(i64),
    /// By an import in such a window.
    Import(i64),
    /// By a plain command, known by its name: `set`.
    Command(String),
    /// While the demo shop was made.
    Demo,
}

/// One step of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// Which.
    pub op: OpId,
    /// What it did.
    pub label: String,
    /// When, unix milliseconds.
    pub made_at: i64,
    /// Where.
    pub origin: Origin,
    /// Whether it was undone, by whatever way.
    pub undone: bool,
    /// The later step that undid it, where it was undone while later ones stayed.
    pub undone_by: Option<OpId>,
    /// The older step that it undid.
    pub undoes: Option<OpId>,
}

impl StepRow {
    /// Whether redo can bring it back: it was undone with all that came after it.
    pub fn can_redo(&self) -> bool {
        self.undone && self.undone_by.is_none()
    }
}

/// A step named in a sentence about another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRef {
    /// Which.
    pub op: OpId,
    /// What it did.
    pub label: String,
}

/// What stands in the way of undoing a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependents {
    /// The later steps that build on it, newest first.
    pub steps: Vec<StepRef>,
    /// Whether something builds on it that no step of the history made: another program did.
    pub is_foreign: bool,
}

impl Dependents {
    /// Whether the step can be undone.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && !self.is_foreign
    }
}

/// What there is to know about a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepDetail {
    /// Which.
    pub op: OpId,
    /// The tables it changed and how many rows of each, the largest first.
    pub changed: Vec<(String, u64)>,
    /// What depends on it; nothing for the newest step and for one that is undone.
    pub dependents: Dependents,
}
