//! Choosing the columns of the table, and why a chosen one is not on screen.

use crate::tui::kit::overlay::{Arrange, ArrangeItem, Overlay};
use crate::tui::kit::{Action, Ctx, Notice};
use crate::tui::look::SizeClass;
use crate::words::odds::no_columns;

use super::column_layout::Layout;
use super::columns::ColumnKind;
use super::questions::Question;
use super::{CreatorsScreen, view};

impl CreatorsScreen {
    /// Opens the column chooser.
    pub(super) fn open_columns(&self, ctx: &mut Ctx) {
        let arrange = Arrange {
            title: "Columns".to_owned(),
            items: self.layout.items(),
            first: Layout::default().items(),
            foot: "the handle always comes first".to_owned(),
        };
        ctx.open(Overlay::Arrange(arrange), Question::Columns);
    }

    /// Applies the chosen columns, to the open view or else to the list itself.
    pub(super) fn arrange(&mut self, items: &[ArrangeItem], ctx: &mut Ctx) {
        let before = std::mem::replace(&mut self.layout, Layout::arranged(items));
        self.column = self.layout.known(self.column);
        if self.views.here().is_none() {
            self.base = self.layout.clone();
        }
        // Explains why a column that was just switched on doesn't appear.
        if ctx.odds_in().is_none() && self.layout.chosen().any(|kind| kind.needs_odds() && !before.has(kind)) {
            return ctx.say(Notice::info(no_columns()));
        }
        let visible = view::visible(self, ctx);
        let has_odds = ctx.odds_in().is_some();
        let is_missed =
            |kind: &ColumnKind| !before.has(*kind) && !visible.contains(kind) && (has_odds || !kind.needs_odds());
        let missed: Vec<&str> = self.layout.chosen().filter(is_missed).map(|kind| kind.names().1).collect();
        if missed.is_empty() {
            return;
        }
        let pane = if ctx.size == SizeClass::Wide && !self.hides_info {
            format!(", or {} hides the pane", ctx.key(Action::PaneInfo))
        } else {
            String::new()
        };
        let (missed, columns) = (missed.join(", "), ctx.key(Action::ColumnsEdit));
        ctx.say(Notice::info(format!("No room for {missed} in this window. {columns} then K moves it forward{pane}.")));
    }
}
