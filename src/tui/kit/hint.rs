//! Footer hints: a key's verb, and what pressing it does now.

use crate::tui::kit::SnoozeFor;
use std::borrow::Cow;

use crate::proto::command::WriteKind;

use super::{Action, Place};

/// What comes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// The file is changed in this way.
    Writes(WriteKind),
    /// A file is imported.
    Imports,
    /// Another screen is shown.
    Goes(Place),
    /// A list, a form or a question opens.
    Opens,
    /// A text box takes the keys.
    Types,
    /// Something moves, is marked, shown or said on this screen.
    Here,
}

/// A key's verb, and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The verb, in one to three words.
    pub label: Cow<'static, str>,
    /// What comes of it.
    pub does: Does,
    /// Whether it ends with a name that may be cut where there is no room for all of it.
    pub may_cut: bool,
}

impl Hint {
    /// A verb and what comes of it.
    pub fn new(label: impl Into<Cow<'static, str>>, does: Does) -> Self {
        Self { label: label.into(), does, may_cut: false }
    }

    /// The hint of an action that does the same in every state; `None` for actions without one. A screen where it does something
    /// else sets its own hint.
    pub fn of(action: Action) -> Option<Self> {
        let does = match action {
            Action::VerdictPick | Action::VerdictReject | Action::VerdictMaybe | Action::Snooze(SnoozeFor::Day) => {
                Does::Writes(WriteKind::SetVerdict)
            }
            Action::Stars(1) => Does::Writes(WriteKind::Rate),
            Action::TaskDone | Action::ItemDelete => Does::Writes(WriteKind::Agenda),
            Action::TagRepeat => Does::Writes(WriteKind::EditTags),
            Action::NicheKind => Does::Writes(WriteKind::Niche),
            Action::DuplicateApart | Action::DuplicateSame => Does::Writes(WriteKind::SetApart),
            Action::BatchAdd => Does::Writes(WriteKind::AddToBatch),
            Action::BatchChoose => Does::Writes(WriteKind::ChooseBatch),
            Action::Undo => Does::Writes(WriteKind::Undo),
            Action::StagePick
            | Action::DecisionPick
            | Action::TagEdit
            | Action::NicheMerge
            | Action::NicheParent
            | Action::ItemAdd
            | Action::ItemEdit
            | Action::FieldEdit
            | Action::ReadingAdd
            | Action::DuplicateMerge
            | Action::ColumnField
            | Action::FileKind
            | Action::BatchNew
            | Action::ImportCancel
            | Action::Help
            | Action::Palette => Does::Opens,
            Action::FilterEdit | Action::PathEdit => Does::Types,
            Action::NavOpen => Does::Goes(Place::Page),
            _ => Does::Here,
        };
        (!action.short().is_empty()).then(|| Self::new(action.short(), does))
    }
}
