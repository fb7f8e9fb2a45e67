//! The questions of this screen, each with all that its answer needs.

use crate::domain::{CreatorId, ViewId};
use crate::tui::screens::verbs::Creators;

use super::cell_terms::CellUse;
use super::columns::ColumnKind;

/// A question of this screen.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// The new value of a column's field.
    Field(Creators, ColumnKind),
    /// The form of a creator, with the record as it was when the form opened.
    Record {
        /// The creator.
        id: CreatorId,
        /// When the record last changed.
        seen: i64,
    },
    /// Which value of a cell to use; holds their terms in the order of the list.
    Cell(CellUse, Vec<String>),
    /// Which bar to filter to; holds their terms in order.
    Bars(Vec<String>),
    /// Which tags to filter by; holds their names in the order of the list.
    FilterTags(Vec<String>),
    /// Which view to open, in the order of the list; `None` is the list itself.
    View(Vec<Option<ViewId>>),
    /// The name of a new view.
    SaveView,
    /// The new name of a view.
    RenameView(ViewId),
    /// Which columns to show, in which order.
    Columns,
    /// The weekly goal.
    Goal,
}
