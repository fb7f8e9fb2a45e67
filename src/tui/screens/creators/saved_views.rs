//! Saved views: their list with counts, which one is open, and whether it has unsaved changes.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::domain::ViewId;
use crate::domain::filter::{Field, SortTerm, parse};
use crate::domain::number::full;
use crate::domain::text::fold;
use crate::proto::command::ViewFields;
use crate::proto::event::Generation;
use crate::proto::query::Counting;
use crate::proto::row::ViewRow;
use crate::proto::{Query, WriteCmd};
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Prompt};

use super::CreatorsScreen;
use super::column_layout::Layout;
use super::questions::Question;

/// The name of the list without a filter.
pub(super) const EVERYONE: &str = "All";

/// The saved views.
#[derive(Debug, Default)]
pub(super) struct SavedViews {
    /// Ordered by number. Numbers start at 2, because 1 is the list itself.
    pub(super) rows: Vec<ViewRow>,
    counts: HashMap<ViewId, i64>,
    /// The open view; `None` is the list itself.
    pub(super) shown: Option<ViewId>,
    asked: Option<Generation>,
    counting: Option<(Generation, ViewId)>,
    /// The views still to be counted.
    waiting: VecDeque<ViewId>,
    /// The name of the view being saved; the next list includes it.
    saving: Option<String>,
}

/// A tab on the line of views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tab {
    /// The name, with a `*` if it has unsaved changes.
    pub(super) name: String,
    /// How many creators it matches, if known.
    pub(super) count: Option<i64>,
    /// Whether it is the open one.
    pub(super) is_here: bool,
}

impl SavedViews {
    /// Asks for the views.
    pub(super) fn ask(&mut self, ctx: &mut Ctx) {
        self.asked = Some(ctx.ask(Query::Views));
    }

    /// Stores the list and asks for the first count.
    pub(super) fn take(&mut self, generation: Generation, rows: &[ViewRow], ctx: &mut Ctx) {
        if self.asked.take_if(|asked| *asked == generation).is_none() {
            return;
        }
        self.rows = rows.to_vec();
        let named = self.saving.as_deref().and_then(|name| self.named(name));
        if let Some(id) = named.map(|view| view.id) {
            self.shown = Some(id);
            self.saving = None;
        }
        self.shown = self.shown.filter(|shown| self.rows.iter().any(|view| view.id == *shown));
        self.counts.retain(|id, _| rows.iter().any(|view| view.id == *id));
        self.waiting = self.rows.iter().map(|view| view.id).collect();
        self.count_next(ctx);
    }

    /// Counts one view at a time, so that the list itself never waits for all of them.
    fn count_next(&mut self, ctx: &mut Ctx) {
        while let Some(id) = self.waiting.pop_front() {
            let view = self.rows.iter().find(|view| view.id == id);
            // A view whose filter can't be parsed has no count.
            let Some(read) = view.and_then(|view| parse(&view.fields.filter, ctx.calendar()).ok()) else { continue };
            let filter = read.expr.map(Arc::new);
            self.counting = Some((ctx.ask(Query::Count { filter, counting: Counting::View }), id));
            return;
        }
    }

    /// Stores a count or its absence, and asks for the next.
    pub(super) fn counted(&mut self, generation: Generation, count: Option<i64>, ctx: &mut Ctx) {
        let Some((_, id)) = self.counting.take_if(|(asked, _)| *asked == generation) else { return };
        match count {
            Some(count) => _ = self.counts.insert(id, count),
            None => _ = self.counts.remove(&id),
        }
        self.count_next(ctx);
    }

    /// The open view.
    pub(super) fn here(&self) -> Option<&ViewRow> {
        self.rows.iter().find(|view| Some(view.id) == self.shown)
    }

    /// The name of the open view if it has no unsaved changes.
    pub(super) fn name_of(&self, filter: &str) -> String {
        let saved = self.here().filter(|view| view.fields.filter.trim() == filter);
        saved.map(|view| view.fields.name.clone()).unwrap_or_default()
    }

    fn named(&self, name: &str) -> Option<&ViewRow> {
        self.rows.iter().find(|view| fold(&view.fields.name) == fold(name))
    }

    /// The names alone.
    pub(super) fn all_names(&self) -> Vec<String> {
        self.rows.iter().map(|view| view.fields.name.clone()).collect()
    }

    /// Names and counts, to complete `view:`.
    pub(super) fn names(&self) -> Vec<(String, Option<i64>)> {
        self.rows.iter().map(|view| (view.fields.name.clone(), self.counts.get(&view.id).copied())).collect()
    }
}

/// Parses a stored order.
pub(super) fn order(text: &str) -> Option<SortTerm> {
    let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
    let field = Field::from_word(name).filter(|field| field.sortable())?;
    Some(SortTerm { field, descending })
}

impl CreatorsScreen {
    /// Whether filter, order or columns differ from the open view.
    pub(super) fn is_changed(&self) -> bool {
        let Some(ViewRow { fields, .. }) = self.views.here() else { return !self.bar.text.is_empty() };
        let columns = Layout::from_text(&fields.columns);
        self.bar.text != fields.filter.trim()
            || self.bar.sort != order(&fields.sort)
            || self.layout != *columns.as_ref().unwrap_or(&self.base)
    }

    /// The tabs of the line of views.
    pub(super) fn view_tabs(&self, ctx: &Ctx) -> Vec<Tab> {
        let star = if self.is_changed() { "*" } else { "" };
        let tab = |name: &str, count, is_here| {
            let star = if is_here { star } else { "" };
            Tab { name: format!("{name}{star}"), count, is_here }
        };
        let all = tab(EVERYONE, Some(ctx.counts.all), self.views.here().is_none());
        let saved = self.views.rows.iter().map(|view| {
            tab(&view.fields.name, self.views.counts.get(&view.id).copied(), Some(view.id) == self.views.shown)
        });
        std::iter::once(all).chain(saved).collect()
    }

    /// Opens the list of views: the list itself first, then the saved ones.
    pub(super) fn open_views(&self, ctx: &mut Ctx) {
        let item = |(label, count): (String, Option<i64>)| PickItem {
            label,
            hint: count.map(full).unwrap_or_default(),
            ..PickItem::default()
        };
        let all = (EVERYONE.to_owned(), Some(ctx.counts.all));
        let items = std::iter::once(all).chain(self.views.names()).map(item).collect();
        let ids = std::iter::once(None).chain(self.views.rows.iter().map(|view| Some(view.id))).collect();
        let pick = Pick { title: "Open a view".to_owned(), items, ..Pick::default() };
        ctx.open(Overlay::Pick(pick), Question::View(ids));
    }

    /// Opens a view: its filter, order and columns. `None` opens the list itself.
    pub(super) fn show_view(&mut self, id: Option<ViewId>, ctx: &mut Ctx) {
        let view = self.views.rows.iter().find(|view| Some(view.id) == id).cloned();
        let fields = view.as_ref().map(|view| view.fields.clone()).unwrap_or_default();
        let sort = std::mem::replace(&mut self.bar.sort, order(&fields.sort));
        self.change_filter(&fields.filter, ctx);
        if self.bar.text != fields.filter.trim() {
            // The filter can't be parsed; the error message is already on its way.
            self.bar.sort = sort;
            return;
        }
        self.layout = Layout::from_text(&fields.columns).unwrap_or_else(|| self.base.clone());
        self.column = self.layout.known(self.column);
        self.views.shown = view.map(|view| view.id);
    }

    /// Asks for the name of a new view.
    pub(super) fn ask_view_name(&self, ctx: &mut Ctx) {
        let title = "Save filter, order and columns as a view";
        self.ask_name(title, "a new name, or an existing name to replace that view", Question::SaveView, ctx);
    }

    /// Asks for the new name of the open view.
    pub(super) fn ask_new_view_name(&self, ctx: &mut Ctx) {
        if let Some(view) = self.views.here() {
            self.ask_name("Rename this view", "a few words", Question::RenameView(view.id), ctx);
        }
    }

    fn ask_name(&self, title: &str, hint: &str, question: Question, ctx: &mut Ctx) {
        let value = self.views.here().map(|view| view.fields.name.clone()).unwrap_or_default();
        let (title, hint) = (title.to_owned(), hint.to_owned());
        ctx.open(Overlay::Prompt(Prompt { title, value, hint, ..Prompt::default() }), question);
    }

    /// Saves the current filter, order and columns under a name.
    pub(super) fn save_view(&mut self, name: String, ctx: &mut Ctx) {
        let old = self.views.named(&name);
        let id = old.map(|view| view.id);
        // A view without columns of its own follows those of the list.
        let follows = self.layout == self.base && old.is_none_or(|view| view.fields.columns.is_empty());
        let fields = ViewFields {
            filter: self.bar.text.clone(),
            sort: self.bar.sort.map(|term| term.to_string()).unwrap_or_default(),
            columns: if follows { String::new() } else { self.layout.to_text() },
            name,
        };
        self.views.saving = Some(fields.name.clone());
        ctx.write(WriteCmd::SaveView { id, fields: Box::new(fields) });
    }

    /// Renames a view.
    pub(super) fn rename_view(&mut self, id: ViewId, name: String, ctx: &mut Ctx) {
        let Some(ViewRow { fields, .. }) = self.views.rows.iter().find(|view| view.id == id).cloned() else { return };
        self.views.saving = None;
        ctx.write(WriteCmd::SaveView { id: Some(id), fields: Box::new(ViewFields { name, ..fields }) });
    }

    /// Deletes the open view. Its creators stay on screen.
    pub(super) fn delete_view(&self, ctx: &mut Ctx) {
        if let Some(view) = self.views.here() {
            ctx.write(WriteCmd::DeleteView(view.id));
        }
    }
}
