//! What the screen keeps from one start to the next.

use crate::domain::CreatorId;
use crate::domain::filter::{Field, SortTerm};

use super::{CreatorsScreen, Wanted};

impl CreatorsScreen {
    /// What to keep for the next start.
    pub(super) fn kept(&self) -> Vec<(&'static str, String)> {
        let sort = self.bar.sort.map(|term| term.to_string()).unwrap_or_default();
        let at = self.index.at().map(|id| id.0.to_string()).unwrap_or_default();
        vec![
            ("creators.filter", self.bar.text.clone()),
            ("creators.sort", sort),
            ("creators.at", at),
            ("creators.info", if self.hides_info { "off" } else { "on" }.to_owned()),
        ]
    }

    /// Takes back what was kept; what no longer makes sense is left out.
    pub(super) fn take_back(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        self.recalled = memory("creators.filter").filter(|text| !text.is_empty());
        if let Some(sort) = memory("creators.sort") {
            let (descending, name) = sort.strip_prefix('-').map_or((false, sort.as_str()), |name| (true, name));
            let field = Field::from_word(name).filter(|field| field.sortable());
            self.bar.sort = field.map(|field| SortTerm { field, descending });
        }
        let at = memory("creators.at").and_then(|id| id.parse().ok());
        self.wanted = at.map(|id| Wanted { id: CreatorId(id), at_any_cost: false });
        self.hides_info = memory("creators.info").as_deref() == Some("off");
    }
}
