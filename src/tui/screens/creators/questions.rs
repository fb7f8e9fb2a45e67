//! What this screen asks, each with all that the answer needs.

use crate::domain::{CreatorId, ViewId};
use crate::tui::screens::verbs::Creators;

use super::cell_terms::CellUse;
use super::columns::Kind;

/// A question that this screen put.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// What the field of a column becomes.
    Field(Creators, Kind),
    /// The form of a creator, as they were when it was opened.
    Record {
        /// Who it is.
        id: CreatorId,
        /// When they were changed last.
        seen: i64,
    },
    /// Which of the values in a cell is meant: their terms in the order of the list.
    Cell(CellUse, Vec<String>),
    /// Which tags to filter by: their names in the order of the list.
    FilterTags(Vec<String>),
    /// Which view to show: in the order of the list, nothing for the list itself.
    View(Vec<Option<ViewId>>),
    /// Under which name to save what is shown.
    SaveView,
    /// What a view is to be called.
    RenameView(ViewId),
    /// Which columns to show, in which order.
    Columns,
    /// The weekly goal.
    Goal,
}
