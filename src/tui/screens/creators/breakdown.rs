//! Counting by the column under the cursor: bars, of which one can be filtered to.

use crate::domain::breakdown::{Breakdown, Group};
use crate::domain::creator::CreatorField;
use crate::domain::filter::{Field, Kind};
use crate::domain::money::grouped;
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::{Bars, Overlay};

use super::CreatorsScreen;
use super::columns::ColumnKind;
use super::questions::Question;

impl CreatorsScreen {
    /// Counts the creators of the list by the column under the cursor.
    pub(super) fn count_by_column(&mut self, ctx: &mut Ctx) {
        let field = match self.column {
            // The column of niches shows tags too; handles are all different, so their column counts the same.
            ColumnKind::Niche | ColumnKind::Handle => Field::Tag,
            column => column.field(),
        };
        // What is on screen is counted, not a list on its way.
        let generation = ctx.ask(Query::Breakdown { field, filter: self.list.filter.clone() });
        self.breaking = Some(generation);
    }

    /// Shows the counts that were asked for.
    pub(super) fn broken_down(&mut self, generation: Generation, found: &Breakdown, ctx: &mut Ctx) {
        if self.breaking.take_if(|asked| *asked == generation).is_none() {
            return;
        }
        let field = found.field;
        let terms = found.bars.iter().map(|bar| bar.group.term(field)).collect();
        let rows = found.bars.iter().map(|bar| (label(&bar.group, field), bar.creators)).collect();
        let quiet = found.bars.iter().position(|bar| bar.group == Group::Unknown);
        let who = if found.creators == 1 { "creator" } else { "creators" };
        let all = grouped(u64::try_from(found.creators).unwrap_or(0));
        let filtered = if self.bar.text.is_empty() { "" } else { " that match the filter" };
        let title = format!("{all} {who}{filtered}, by {}", field.spec().words);
        ctx.open(
            Overlay::Bars(Bars { title, rows, quiet, all: found.creators, foot: foot(found) }),
            Question::Bars(terms),
        );
    }
}

/// The words beside a bar.
fn label(group: &Group, field: Field) -> String {
    match (group, field) {
        (Group::Unknown, Field::Tag | Field::Niche) => "no tag".to_owned(),
        (Group::Unknown, Field::Flag) => "no warning sign".to_owned(),
        (Group::Unknown, Field::Stage) => "in no batch".to_owned(),
        (Group::Unknown, Field::Rating) => "no stars".to_owned(),
        (Group::Unknown, Field::Tier) => "smaller, or unknown".to_owned(),
        (group, field) => group.label(field),
    }
}

/// What has to be known beside the bars.
fn foot(found: &Breakdown) -> String {
    let mut said = Vec::new();
    let bars: i64 = found.bars.iter().map(|bar| bar.creators).sum();
    if found.more > 0 {
        said.push(format!("{} rarer values have no bar.", grouped(found.more as u64)));
    }
    if bars > found.creators && found.more == 0 {
        said.push("A creator can count for several bars.".to_owned());
    }
    if let Some(unknown) =
        found.bars.iter().find(|bar| bar.group == Group::Unknown).filter(|_| is_known_or_not(found.field))
    {
        let count = grouped(u64::try_from(unknown.creators).unwrap_or(0));
        let of = grouped(u64::try_from(found.creators).unwrap_or(0));
        said.push(format!("Unknown for {count} of {of}."));
    }
    if found.field == Field::Of(CreatorField::Price) || found.field == Field::Cpm {
        said.push("Prices count in the currency of each creator.".to_owned());
    }
    said.join(" ")
}

/// Whether having no value means that it isn't known.
fn is_known_or_not(field: Field) -> bool {
    !matches!(field, Field::Tag | Field::Niche | Field::Flag | Field::Stage | Field::Rating | Field::Tier)
        && !matches!(field.kind(), Kind::YesNo(_))
}
