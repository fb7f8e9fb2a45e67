//! What the screen keeps from one start to the next.

use crate::domain::CreatorId;
use crate::domain::filter::{Field, SortTerm};

use super::{CreatorsScreen, Wanted};

impl CreatorsScreen {
    /// What to keep for the next start.
    pub(super) fn kept(&self) -> Vec<(&'static str, String)> {
        let sort = self.bar.sort.map(|term| term.to_string()).unwrap_or_default();
        let at = self.index.at().map(|id| id.0.to_string()).unwrap_or_default();
        let (add, remove) = self.last_tags.clone().unwrap_or_default();
        let signed = |sign: &'static str| move |tag: &String| format!("{sign}{tag}");
        let tags: Vec<String> = add.iter().map(signed("+")).chain(remove.iter().map(signed("-"))).collect();
        vec![
            ("creators.filter", self.bar.text.clone()),
            ("creators.sort", sort),
            ("creators.at", at),
            ("creators.info", if self.hides_info { "off" } else { "on" }.to_owned()),
            ("creators.tags", tags.join("\n")),
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
        let tags = memory("creators.tags").unwrap_or_default();
        let of = |sign: char| tags.lines().filter_map(|tag| tag.strip_prefix(sign)).map(str::to_owned).collect();
        let (add, remove): (Vec<_>, Vec<_>) = (of('+'), of('-'));
        self.last_tags = (!add.is_empty() || !remove.is_empty()).then_some((add, remove));
    }
}
