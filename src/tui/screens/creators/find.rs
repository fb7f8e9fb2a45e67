//! Finding by pointing: terms from the cell under the cursor, only the marked ones, the last term dropped.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::domain::filter::{Expr, SetValue, Word, parse, with_term, without_last};
use crate::domain::money::grouped;
use crate::domain::number::full;
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Purpose};
use crate::tui::kit::{Action, Availability, Ctx, Notice, Request, SortBy};

use super::CreatorsScreen;
use super::same::{Same, same};

/// The most marks that are kept one by one: for a filter, or for marking by value.
pub(super) const MOST_KEPT: usize = 50_000;

/// Which of several values to filter by.
pub(super) const ONLY: Purpose = "creators.only";
/// Which of several values to leave out.
pub(super) const WITHOUT: Purpose = "creators.without";
/// Which of several values to mark.
pub(super) const MARK: Purpose = "creators.mark_same";
/// Which tags to filter by.
pub(super) const BY_TAGS: Purpose = "creators.by_tags";

/// Rows with the same value that were asked for, to be marked.
#[derive(Debug)]
pub(super) struct Marking {
    generation: Generation,
    term: String,
}

impl CreatorsScreen {
    /// Filters by the cell under the cursor, leaves it out, or marks whoever has the same.
    pub(super) fn by_cell(&mut self, purpose: Purpose, ctx: &mut Ctx) -> Vec<Request> {
        let Some(row) = self.index.here() else {
            return vec![Request::Say(Notice::info("This row is still being read."))];
        };
        match same(self.column, row, ctx.borders) {
            Same::Term(term) => self.by_term(purpose, &term, ctx),
            Same::OneOf(several) => {
                let title = match purpose {
                    WITHOUT => "Leave out which of them?",
                    MARK => "Mark whoever has which of them?",
                    _ => "Filter by which of them?",
                };
                let items = several.into_iter().map(|(label, _)| PickItem { label, ..PickItem::default() }).collect();
                vec![Request::Open(Overlay::Pick(Pick { purpose, title: title.to_owned(), items, ..Pick::default() }))]
            }
        }
    }

    /// Takes the tag that was chosen among several.
    pub(super) fn by_tag(&mut self, purpose: Purpose, tag: &str, ctx: &mut Ctx) -> Vec<Request> {
        let term = format!("tag:{}", SetValue::Is(Word::new(tag)).to_filter());
        self.by_term(purpose, &term, ctx)
    }

    fn by_term(&mut self, purpose: Purpose, term: &str, ctx: &mut Ctx) -> Vec<Request> {
        match purpose {
            MARK => self.mark_same(term, ctx),
            WITHOUT => self.add_term(&format!("-{term}"), ctx),
            _ => self.add_term(term, ctx),
        }
    }

    fn add_term(&mut self, term: &str, ctx: &mut Ctx) -> Vec<Request> {
        match with_term(&self.bar.text, ctx.calendar(), term) {
            Ok(text) if text == self.bar.text => {
                vec![Request::Say(Notice::info(format!("The filter says {term} already.")))]
            }
            Ok(text) => self.change_filter(&text, ctx),
            Err(fault) => vec![Request::Say(Notice::error(fault.to_string()))],
        }
    }

    fn mark_same(&mut self, term: &str, ctx: &mut Ctx) -> Vec<Request> {
        let Some(read) = parse(term, ctx.calendar()).ok().and_then(|read| read.expr) else { return Vec::new() };
        // Among what is shown: the list on screen, not one that is on its way.
        let filter = Expr::all(self.index.filter.as_deref().cloned().into_iter().chain([read])).map(Arc::new);
        let (generation, request) = ctx.ask_request(Query::Same(filter));
        self.marking = Some(Marking { generation, term: term.to_owned() });
        vec![request]
    }

    /// Marks the creators that were asked for.
    pub(super) fn marked_same(&mut self, generation: Generation, ids: &[CreatorId], ctx: &Ctx) -> Vec<Request> {
        let Some(Marking { term, .. }) = self.marking.take_if(|marking| marking.generation == generation) else {
            return Vec::new();
        };
        let count = grouped(ids.len() as u64);
        if ids.len() > MOST_KEPT {
            return vec![Request::Say(Notice::info(format!(
                "{count} have {term}: too many to mark one by one. {} filters by it, then {} marks all of them.",
                ctx.keys.first(Action::FilterSame),
                ctx.keys.first(Action::MarkAll)
            )))];
        }
        self.chosen.keep_range(&self.index.ids, self.index.cursor.at);
        self.chosen.add(ids, &self.index.ids);
        vec![Request::Say(Notice::info(format!("Marked {count} with {term}.")))]
    }

    /// Shows only the marked creators, also those that the filter hides.
    pub(super) fn only_marked(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.chosen.keep_range(&self.index.ids, self.index.cursor.at);
        let (visible, hidden) = self.chosen.counts();
        if visible + hidden > MOST_KEPT {
            let count = grouped((visible + hidden) as u64);
            return vec![Request::Say(Notice::info(format!(
                "{count} marked are too many for a filter of their own: the filter that shows them says it better."
            )))];
        }
        self.bar.marked = self.chosen.named(&self.index.ids);
        // The set may be another one under the same words.
        let mut requests = self.change_filter("is:marked", ctx);
        let count = grouped(self.bar.marked.len() as u64);
        let said = format!("Only the {count} marked, {} brings the filter back.", ctx.keys.first(Action::FilterLast));
        requests.push(Request::Say(Notice::info(said)));
        requests
    }

    /// Lets `is:marked` in the box mean who is marked now.
    pub(super) fn remember_marks(&mut self) {
        let (visible, hidden) = self.chosen.counts();
        let is_few = !self.chosen.is_all_but() && (1..=MOST_KEPT).contains(&(visible + hidden));
        if is_few && !self.bar.asks_for_marks() {
            self.bar.marked = self.chosen.named(&self.index.ids);
        }
    }

    /// Opens the tags of the file to filter by.
    pub(super) fn open_filter_tags(&self) -> Vec<Request> {
        let item = |tag: &crate::proto::row::TagRow| PickItem {
            label: tag.name.clone(),
            hint: full(tag.creators),
            ..PickItem::default()
        };
        vec![Request::Open(Overlay::Pick(Pick {
            purpose: BY_TAGS,
            title: "Show whoever has one of these tags".to_owned(),
            items: self.tags.iter().map(item).collect(),
            several: true,
            empty: "No tags yet.".to_owned(),
            ..Pick::default()
        }))]
    }

    /// Filters by tags: one of them is enough.
    pub(super) fn by_tags(&mut self, tags: &[String], ctx: &mut Ctx) -> Vec<Request> {
        let names: Vec<String> = tags.iter().map(|tag| SetValue::Is(Word::new(tag.as_str())).to_filter()).collect();
        if names.is_empty() { Vec::new() } else { self.add_term(&format!("tag:{}", names.join(",")), ctx) }
    }

    /// Drops the last term of the filter.
    pub(super) fn drop_term(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some((rest, term)) = without_last(&self.bar.text) else { return Vec::new() };
        let mut requests = self.change_filter(&rest, ctx);
        let said = format!("Dropped {term}, {} brings it back.", ctx.keys.first(Action::FilterLast));
        requests.push(Request::Say(Notice::info(said)));
        requests
    }

    /// Whether one of these can be done now; nothing for other actions.
    pub(super) fn can_find(&self, action: Action, ctx: &Ctx) -> Option<Availability> {
        let key = |action: Action| ctx.keys.first(action);
        Some(match action {
            Action::ColumnsEdit | Action::NavLeft | Action::NavRight => Availability::Yes,
            Action::FilterDrop => {
                Availability::when(!self.bar.text.is_empty(), "There is no filter to drop a term of.")
            }
            Action::FilterMarked => Availability::when(
                self.chosen.any() || self.chosen.range(self.index.cursor.at).is_some(),
                format!("Nobody is marked: {} marks.", key(Action::MarkToggle)),
            ),
            Action::FilterTag => {
                Availability::when(!self.tags.is_empty(), format!("No tags yet: {} sets some.", key(Action::TagEdit)))
            }
            Action::SortColumn => self.can(Action::Sort(SortBy::Followers), ctx),
            _ => return self.can_view(action, ctx),
        })
    }
}
