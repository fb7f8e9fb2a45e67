//! Filtering by pointing: terms from the cell under the cursor, only the marked creators, dropping the last term.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::domain::filter::{Expr, SetValue, WINNERS, Word, parse, with_term, without_last};
use crate::domain::money::grouped;
use crate::domain::number::full;
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::proto::row::{CreatorRow, TagRow};
use crate::tui::kit::overlay::{Overlay, Pick, PickItem};
use crate::tui::kit::{Action, Ctx, Notice};

use super::CreatorsScreen;
use super::cell_terms::{CellTerm, CellUse, cell_term};
use super::questions::Question;

/// Most creators marked one by one, for a filter or by value.
pub(super) const MOST_KEPT: usize = 50_000;

/// Most marked creators that others are compared with: their handles stand in the filter.
const MOST_LIKE: usize = 20;

/// Creators with the same value, requested so that they can be marked.
#[derive(Debug)]
pub(super) struct Marking {
    generation: Generation,
    term: String,
}

impl CreatorsScreen {
    /// Filters by the cell under the cursor, excludes its value, or marks all creators that share it.
    pub(super) fn by_cell(&mut self, to: CellUse, ctx: &mut Ctx) {
        let Some(row) = self.list.here() else { return ctx.say(Notice::info("This row is still loading.")) };
        match cell_term(self.column, row, ctx.odds_of(row.id), ctx.borders) {
            CellTerm::Term(term) => self.by_term(to, &term, ctx),
            CellTerm::OneOf(several) => {
                let title = match to {
                    CellUse::Only => "Filter by which value?",
                    CellUse::Without => "Leave out which value?",
                    CellUse::Mark => "Mark creators with which value?",
                };
                let (labels, terms): (Vec<String>, Vec<String>) = several.into_iter().unzip();
                let items = labels.into_iter().map(|label| PickItem { label, ..PickItem::default() }).collect();
                let pick = Pick { title: title.to_owned(), items, ..Pick::default() };
                ctx.open(Overlay::Pick(pick), Question::Cell(to, terms));
            }
        }
    }

    /// Filters by a term, excludes what it matches, or marks what it matches.
    pub(super) fn by_term(&mut self, to: CellUse, term: &str, ctx: &mut Ctx) {
        match to {
            CellUse::Mark => self.mark_same(term, ctx),
            CellUse::Without => self.add_term(&format!("-{term}"), ctx),
            CellUse::Only => self.add_term(term, ctx),
        }
    }

    fn add_term(&mut self, term: &str, ctx: &mut Ctx) {
        match with_term(&self.bar.text, ctx.calendar(), term) {
            Ok(text) if text == self.bar.text => ctx.say(Notice::info(format!("The filter already has {term}."))),
            Ok(text) => self.change_filter(&text, ctx),
            Err(fault) => ctx.say(Notice::error(fault.to_string())),
        }
    }

    fn mark_same(&mut self, term: &str, ctx: &mut Ctx) {
        let Some(read) = parse(term, ctx.calendar()).ok().and_then(|read| read.expr) else { return };
        // Uses the list on screen, not a newer one on its way, so that only visible creators get marked.
        let filter = Expr::all(self.list.filter.as_deref().cloned().into_iter().chain([read])).map(Arc::new);
        let generation = ctx.ask(Query::Same(filter));
        self.marking = Some(Marking { generation, term: term.to_owned() });
    }

    /// Marks the creators that were requested.
    pub(super) fn marked_same(&mut self, generation: Generation, ids: &[CreatorId], ctx: &mut Ctx) {
        let Some(Marking { term, .. }) = self.marking.take_if(|marking| marking.generation == generation) else {
            return;
        };
        let count = grouped(ids.len() as u64);
        if ids.len() > MOST_KEPT {
            let (filters, marks) = (ctx.key(Action::FilterSame), ctx.key(Action::MarkAll));
            return ctx.say(Notice::info(format!(
                "{count} creators have {term}, too many to mark one by one. {filters} filters by it, then {marks} marks them all."
            )));
        }
        self.marks.keep_range(&self.list.ids, self.list.cursor.at);
        self.marks.add(ids, &self.list.ids);
        ctx.say(Notice::info(format!("Marked {count} creators with {term}.")));
    }

    /// Ranks everybody else by likeness: to the marked creators, else to the one under the cursor, else to the winners so far. Nobody
    /// who is booked, rejected or blocked comes.
    pub(super) fn more_like(&mut self, ctx: &mut Ctx) {
        self.marks.keep_range(&self.list.ids, self.list.cursor.at);
        let ids = self.marks.one_by_one();
        let marked: Vec<&CreatorRow> = ids.iter().filter_map(|id| self.list.row(*id)).collect();
        if self.marks.any() && (marked.is_empty() || marked.len() < ids.len() || marked.len() > MOST_LIKE) {
            return ctx.say(Notice::info(format!(
                "More like the marked ones works for up to {MOST_LIKE} creators near each other in the list."
            )));
        }
        let named: Vec<String> = match (marked.as_slice(), self.list.here()) {
            ([], Some(row)) => vec![row.fields.handle.to_string()],
            ([], None) => vec![WINNERS.to_owned()],
            (marked, _) => marked.iter().map(|row| row.fields.handle.to_string()).collect(),
        };
        let term = format!("like:{}", named.join(","));
        self.list.start_at_top();
        self.change_filter(&format!("{term} stage:none -verdict:rejected -is:blocked sort:-likeness"), ctx);
    }

    /// Shows only the marked creators, including those the filter hides.
    pub(super) fn only_marked(&mut self, ctx: &mut Ctx) {
        self.marks.keep_range(&self.list.ids, self.list.cursor.at);
        let (visible, hidden) = self.marks.counts();
        if visible + hidden > MOST_KEPT {
            let count = grouped((visible + hidden) as u64);
            return ctx.say(Notice::info(format!(
                "{count} marked creators are too many to filter by mark. Use the filter that shows them."
            )));
        }
        self.bar.marked = self.marks.named(&self.list.ids);
        // The marked set may have changed although the filter text is the same, so ask again.
        self.change_filter("is:marked", ctx);
        let (count, last) = (grouped(self.bar.marked.len() as u64), ctx.key(Action::FilterLast));
        ctx.say(Notice::info(format!("Showing only the {count} marked. {last} restores the filter.")));
    }

    /// Makes `is:marked` in the input refer to the creators marked now.
    pub(super) fn remember_marks(&mut self) {
        let (visible, hidden) = self.marks.counts();
        let is_few = !self.marks.is_all_but() && (1..=MOST_KEPT).contains(&(visible + hidden));
        if is_few && !self.bar.asks_for_marks() {
            self.bar.marked = self.marks.named(&self.list.ids);
        }
    }

    /// Opens the list of tags to filter by.
    pub(super) fn open_filter_tags(&self, ctx: &mut Ctx) {
        let tags = self.verbs.tags();
        let item = |tag: &TagRow| PickItem { label: tag.name.clone(), hint: full(tag.creators), ..PickItem::default() };
        let pick = Pick {
            title: "Show creators with any of these tags".to_owned(),
            items: tags.iter().map(item).collect(),
            several: true,
            empty: "No tags yet.".to_owned(),
            ..Pick::default()
        };
        let names = tags.iter().map(|tag| tag.name.clone()).collect();
        ctx.open(Overlay::Pick(pick), Question::FilterTags(names));
    }

    /// Filters by tags. A creator needs only one of them to match.
    pub(super) fn by_tags<'a>(&mut self, tags: impl IntoIterator<Item = &'a String>, ctx: &mut Ctx) {
        let names: Vec<String> =
            tags.into_iter().map(|tag| SetValue::Is(Word::new(tag.as_str())).to_filter()).collect();
        if !names.is_empty() {
            self.add_term(&format!("tag:{}", names.join(",")), ctx);
        }
    }

    /// Drops the last term of the filter.
    pub(super) fn drop_term(&mut self, ctx: &mut Ctx) {
        let Some((rest, term)) = without_last(&self.bar.text) else { return };
        self.change_filter(&rest, ctx);
        let last = ctx.key(Action::FilterLast);
        ctx.say(Notice::info(format!("Dropped {term}. {last} restores it.")));
    }
}
