//! The state of the file itself.

use crate::proto::event::FilePlace;

/// The state of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FileState {
    /// Whether another program keeps it from being opened.
    pub(super) is_busy: bool,
    /// Where its path leads.
    pub(super) place: FilePlace,
    /// The copy that was saved since it was lost.
    pub(super) copy: Option<String>,
}

impl FileState {
    /// Whether the path leads elsewhere, so that nothing can be saved.
    pub(super) fn is_lost(&self) -> bool {
        self.place != FilePlace::Same
    }
}
