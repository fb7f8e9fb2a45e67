//! Saved views: the list of them with counts, which one is shown, and whether it was changed since.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::domain::ViewId;
use crate::domain::filter::{Field, SortTerm, parse};
use crate::domain::number::full;
use crate::domain::text::fold;
use crate::proto::command::ViewFields;
use crate::proto::event::{Generation, Ticket};
use crate::proto::query::Counting;
use crate::proto::row::ViewRow;
use crate::proto::{Query, WriteCmd};
use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Prompt, Purpose};
use crate::tui::kit::{Action, Availability, Ctx, Request};

use super::CreatorsScreen;
use super::layout::Layout;

/// The name under which to save.
pub(super) const SAVE: Purpose = "creators.view_save";
/// The view to show.
pub(super) const PICK: Purpose = "creators.view_pick";
/// The new name.
pub(super) const RENAME: Purpose = "creators.view_rename";
/// What the list without a filter is called.
pub(super) const EVERYONE: &str = "All";

/// The saved views.
#[derive(Debug, Default)]
pub(super) struct Views {
    /// In the order of their numbers, which begin at 2: 1 is the list itself.
    pub(super) rows: Vec<ViewRow>,
    counts: HashMap<ViewId, i64>,
    /// The one that is shown; nothing for the list itself.
    pub(super) shown: Option<ViewId>,
    asked: Option<Generation>,
    counting: Option<(Generation, ViewId)>,
    /// Those still to be counted.
    waiting: VecDeque<ViewId>,
    /// The name of the view that is being saved: the next list has it.
    saving: Option<String>,
    /// The name on its way to the file, and what it was typed for: it comes back when the file refuses it.
    sent: Option<(Ticket, Purpose, String)>,
}

/// A view as it stands on the line of views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tab {
    /// Its name, with a `*` when it was changed.
    pub(super) name: String,
    /// How many creators it shows, where that is known.
    pub(super) count: Option<i64>,
    /// Whether it is the one that is shown.
    pub(super) is_here: bool,
}

impl Views {
    /// Asks for the views.
    pub(super) fn ask(&mut self, ctx: &mut Ctx) -> Request {
        let (generation, request) = ctx.ask_request(Query::Views);
        self.asked = Some(generation);
        request
    }

    /// Takes the list and asks for the first count.
    pub(super) fn take(&mut self, generation: Generation, rows: &[ViewRow], ctx: &mut Ctx) -> Option<Request> {
        self.asked.take_if(|asked| *asked == generation)?;
        self.rows = rows.to_vec();
        let named = self.saving.as_deref().and_then(|name| self.named(name));
        if let Some(id) = named.map(|view| view.id) {
            self.shown = Some(id);
            self.saving = None;
        }
        self.shown = self.shown.filter(|shown| self.rows.iter().any(|view| view.id == *shown));
        self.counts.retain(|id, _| rows.iter().any(|view| view.id == *id));
        self.waiting = self.rows.iter().map(|view| view.id).collect();
        self.count_next(ctx)
    }

    /// One view after the other: the list itself must never wait for all of them.
    fn count_next(&mut self, ctx: &mut Ctx) -> Option<Request> {
        while let Some(id) = self.waiting.pop_front() {
            let view = self.rows.iter().find(|view| view.id == id);
            // A view that cannot be read has no count.
            let Some(read) = view.and_then(|view| parse(&view.fields.filter, ctx.calendar()).ok()) else { continue };
            let filter = read.expr.map(Arc::new);
            let (generation, request) = ctx.ask_request(Query::Count { filter, counting: Counting::View });
            self.counting = Some((generation, id));
            return Some(request);
        }
        None
    }

    /// Takes a count, or learns that there is none, and asks for the next.
    pub(super) fn counted(&mut self, generation: Generation, count: Option<i64>, ctx: &mut Ctx) -> Option<Request> {
        let (_, id) = self.counting.take_if(|(asked, _)| *asked == generation)?;
        match count {
            Some(count) => _ = self.counts.insert(id, count),
            None => _ = self.counts.remove(&id),
        }
        self.count_next(ctx)
    }

    /// The view that is shown.
    pub(super) fn here(&self) -> Option<&ViewRow> {
        self.rows.iter().find(|view| Some(view.id) == self.shown)
    }

    /// The name of the view that is shown, while it is shown as it was saved.
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

    /// Names and counts, for completing `view:`.
    pub(super) fn names(&self) -> Vec<(String, Option<i64>)> {
        self.rows.iter().map(|view| (view.fields.name.clone(), self.counts.get(&view.id).copied())).collect()
    }
}

/// Reads an order as a view and the memory keep it.
pub(super) fn order(text: &str) -> Option<SortTerm> {
    let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
    let field = Field::from_word(name).filter(|field| field.sortable())?;
    Some(SortTerm { field, descending })
}

fn name_prompt(purpose: Purpose, value: String, hint: &str) -> Request {
    let title = if purpose == RENAME { "Rename this view" } else { "Save filter, order and columns as a view" };
    let (title, hint) = (title.to_owned(), hint.to_owned());
    Request::Open(Overlay::Prompt(Prompt { purpose, title, value, hint, ..Prompt::default() }))
}

impl CreatorsScreen {
    /// Whether filter, order or columns differ from the view that is shown.
    pub(super) fn is_changed(&self) -> bool {
        let Some(ViewRow { fields, .. }) = self.views.here() else { return !self.bar.text.is_empty() };
        let columns = Layout::from_text(&fields.columns);
        self.bar.text != fields.filter.trim()
            || self.bar.sort != order(&fields.sort)
            || self.layout != *columns.as_ref().unwrap_or(&self.base)
    }

    /// The line of views.
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

    /// Opens the views to choose from.
    pub(super) fn open_views(&self, ctx: &Ctx) -> Vec<Request> {
        let item = |(label, count): (String, Option<i64>)| PickItem {
            label,
            hint: count.map(full).unwrap_or_default(),
            ..PickItem::default()
        };
        let all = (EVERYONE.to_owned(), Some(ctx.counts.all));
        vec![Request::Open(Overlay::Pick(Pick {
            purpose: PICK,
            title: "Which view?".to_owned(),
            items: std::iter::once(all).chain(self.views.names()).map(item).collect(),
            ..Pick::default()
        }))]
    }

    /// Shows a view: its filter, its order, its columns.
    pub(super) fn show_view(&mut self, name: &str, ctx: &mut Ctx) -> Vec<Request> {
        let view = self.views.named(name).cloned();
        let fields = view.as_ref().map(|view| view.fields.clone()).unwrap_or_default();
        let sort = std::mem::replace(&mut self.bar.sort, order(&fields.sort));
        let requests = self.change_filter(&fields.filter, ctx);
        if self.bar.text != fields.filter.trim() {
            // It cannot be read, and the sentence that says why is on its way.
            self.bar.sort = sort;
            return requests;
        }
        self.layout = Layout::from_text(&fields.columns).unwrap_or_else(|| self.base.clone());
        self.column = self.layout.known(self.column);
        self.views.shown = view.map(|view| view.id);
        requests
    }

    /// Asks for the name of a view.
    pub(super) fn ask_name(&self, purpose: Purpose) -> Vec<Request> {
        let value = self.views.here().map(|view| view.fields.name.clone()).unwrap_or_default();
        let hint = if purpose == RENAME { "a few words" } else { "a new name, or the name of a view to change it" };
        vec![name_prompt(purpose, value, hint)]
    }

    /// Asks for the name once more, where the file refused it.
    pub(super) fn name_refused(&mut self, ticket: Ticket, said: &str) -> Option<Request> {
        let (_, purpose, name) = self.views.sent.take_if(|(sent, ..)| *sent == ticket)?;
        self.views.saving = None;
        Some(name_prompt(purpose, name, said))
    }

    fn send_view(&mut self, id: Option<ViewId>, purpose: Purpose, fields: ViewFields, ctx: &mut Ctx) -> Vec<Request> {
        let name = fields.name.clone();
        let (ticket, request) = ctx.write_request(WriteCmd::SaveView { id, fields: Box::new(fields) });
        self.views.sent = Some((ticket, purpose, name));
        vec![request]
    }

    /// Saves what is shown under a name.
    pub(super) fn save_view(&mut self, name: String, ctx: &mut Ctx) -> Vec<Request> {
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
        self.send_view(id, SAVE, fields, ctx)
    }

    /// Gives the view that is shown another name.
    pub(super) fn rename_view(&mut self, name: String, ctx: &mut Ctx) -> Vec<Request> {
        let Some(ViewRow { id, fields }) = self.views.here().cloned() else { return Vec::new() };
        self.send_view(Some(id), RENAME, ViewFields { name, ..fields }, ctx)
    }

    /// Deletes the view that is shown; what it shows stays on screen.
    pub(super) fn delete_view(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some(id) = self.views.here().map(|view| view.id) else { return Vec::new() };
        vec![ctx.write_request(WriteCmd::DeleteView(id)).1]
    }

    /// Whether something can be done with views now; nothing for other actions.
    pub(super) fn can_view(&self, action: Action, ctx: &Ctx) -> Option<Availability> {
        let is_saved = || {
            let pick = ctx.keys.first(Action::ViewPick);
            Availability::when(self.views.here().is_some(), format!("No saved view is shown: {pick} shows one."))
        };
        Some(match action {
            Action::ViewPick => Availability::Yes,
            Action::ViewSave => {
                Availability::when(!self.bar.asks_for_marks(), "A view cannot keep marks: they belong to this moment.")
            }
            Action::ViewRename | Action::ViewDelete => is_saved(),
            _ => return None,
        })
    }
}
