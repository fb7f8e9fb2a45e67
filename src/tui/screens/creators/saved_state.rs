//! What the screen stores from one start to the next.

use crate::domain::{CreatorId, ViewId};

use super::column_layout::Layout;
use super::columns::ColumnKind;
use super::saved_views::order;
use super::{CreatorsScreen, Wanted};

impl CreatorsScreen {
    /// The state to store.
    pub(super) fn state_to_keep(&self) -> Vec<(&'static str, String)> {
        let sort = self.bar.sort.map(|term| term.to_string()).unwrap_or_default();
        let at = self.list.at().map(|id| id.0.to_string()).unwrap_or_default();
        vec![
            ("creators.filter", self.bar.settled().to_owned()),
            ("creators.filters", self.bar.past.join("\n")),
            ("creators.sort", sort),
            ("creators.at", at),
            ("creators.info", if self.hides_info { "off" } else { "on" }.to_owned()),
            ("creators.column", self.column.names().0.to_owned()),
            ("creators.columns", self.layout.to_text()),
            ("creators.columns_of_all", self.base.to_text()),
            ("creators.view", self.views.shown.map(|id| id.0.to_string()).unwrap_or_default()),
            ("creators.marked", self.kept_marks()),
            ("creators.chosen", listed(&self.marks.kept())),
        ]
    }

    /// The creators that `is:marked` matches, if the filter uses it. Without them it would match nobody after the next start.
    fn kept_marks(&self) -> String {
        if self.bar.asks_for_marks() { listed(&self.bar.marked) } else { String::new() }
    }

    /// Restores the stored state. Values that no longer make sense are skipped.
    pub(super) fn restore(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        self.recalled = memory("creators.filter").filter(|text| !text.is_empty());
        let past = memory("creators.filters").unwrap_or_default();
        self.bar.past = past.lines().map(str::to_owned).collect();
        if let Some(sort) = memory("creators.sort") {
            self.bar.sort = order(&sort);
        }
        let layout = |name| memory(name).and_then(|text| Layout::from_text(&text)).unwrap_or_default();
        (self.layout, self.base) = (layout("creators.columns"), layout("creators.columns_of_all"));
        let column = memory("creators.column").and_then(|word| ColumnKind::from_word(&word)).unwrap_or_default();
        self.column = self.layout.known(column);
        self.views.shown = memory("creators.view").and_then(|id| id.parse().ok()).map(ViewId);
        let ids = |name| -> Vec<CreatorId> {
            let text = memory(name).unwrap_or_default();
            text.split(',').filter_map(|id| id.parse().ok()).map(CreatorId).collect()
        };
        self.bar.marked = ids("creators.marked").into();
        // Marks from an earlier day would be a surprise, so they come back only when asked for.
        self.marks.keep_for_later(&ids("creators.chosen"));
        let at = memory("creators.at").and_then(|id| id.parse().ok());
        self.wanted = at.map(|id| Wanted { id: CreatorId(id), at_any_cost: false });
        self.hides_info = memory("creators.info").as_deref() == Some("off");
    }
}

/// Ids in their stored form, up to a limit.
fn listed(ids: &[CreatorId]) -> String {
    const MOST: usize = 5_000;
    if ids.len() > MOST {
        return String::new();
    }
    ids.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(",")
}
