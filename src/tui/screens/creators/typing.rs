//! What typing and pasting do, and the steps back.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::tui::kit::key::{KeyCode, KeyCombination, single};
use crate::tui::kit::{Action, Ctx, Notice, Place, Request};
use crate::tui::widgets::input::Typed;

use super::filter::Tab;
use super::offers::Offers;
use super::{CreatorsScreen, Wanted};

impl CreatorsScreen {
    /// Takes a key while one types.
    pub(super) fn typed(&mut self, key: KeyCombination, ctx: &mut Ctx) -> Vec<Request> {
        let code = single(key);
        if self.is_counting() {
            if code == Some(KeyCode::Esc) {
                self.pending = None;
            }
            return Vec::new();
        }
        match code {
            Some(KeyCode::Esc) => return self.leave_box(ctx),
            Some(KeyCode::Down | KeyCode::Up) => {
                let points = self.bar.typing.as_ref().is_some_and(|open| open.offers.at.is_some());
                if !points && self.bar.walk(code == Some(KeyCode::Up)) {
                    return self.read_box(ctx);
                }
                if let Some(open) = &mut self.bar.typing {
                    open.offers.step(code == Some(KeyCode::Down));
                }
                return Vec::new();
            }
            // An offer that the arrows point at is taken first.
            Some(KeyCode::Enter) if self.bar.typing.as_ref().is_none_or(|open| open.offers.at.is_none()) => {
                let mut requests = if self.bar.keep(ctx.calendar()) { vec![self.ask(ctx)] } else { Vec::new() };
                requests.extend(self.look(ctx));
                if self.bar.text.contains("is:duplicate") {
                    let go = ctx.keys.first(Action::Go(Place::Duplicates));
                    requests.push(Request::Say(Notice::info(format!(
                        "{go} shows duplicates side by side, to merge them."
                    ))));
                }
                return requests;
            }
            Some(KeyCode::Tab | KeyCode::Enter) => {
                if !self.tab() {
                    return Vec::new();
                }
            }
            _ => {
                let Some(open) = &mut self.bar.typing else { return Vec::new() };
                match open.input.key(key) {
                    Typed::Changed => {}
                    Typed::Moved => return self.offer(ctx),
                    Typed::Ignored => return Vec::new(),
                }
            }
        }
        self.read_box(ctx)
    }

    /// Reads the box after its text changed, or what can stand at its cursor.
    pub(super) fn read_box(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let offered = self.offer(ctx);
        // The list comes first.
        let mut requests =
            if self.bar.typed(&self.views.all_names(), ctx.calendar()) { vec![self.ask(ctx)] } else { Vec::new() };
        requests.extend(offered);
        requests
    }

    /// The file cannot answer what was asked.
    pub(super) fn refused(&mut self, said: &str, ctx: &mut Ctx) -> Vec<Request> {
        let is_typing = self.bar.typing.is_some();
        let mut requests = if self.bar.refuse(said, ctx.calendar()) { vec![self.ask(ctx)] } else { Vec::new() };
        // The box says it itself.
        requests.extend((!is_typing).then(|| Request::Say(Notice::error(said))));
        requests
    }

    /// Shows the first page of a long list while one types, and when there is nothing to see yet. Elsewhere the cursor follows
    /// its creator, whose place only the whole list knows.
    pub(super) fn first_page(&mut self, ids: &Arc<[CreatorId]>, ctx: &Ctx) {
        let Some(open) = &self.bar.typing else {
            if !self.index.is_known {
                self.index.begin(ids, &[], ctx.list_lines);
            }
            return;
        };
        let first: Vec<CreatorId> = open.anchor.into_iter().collect();
        if !self.chosen.any() {
            self.index.begin(ids, &first, ctx.list_lines);
            self.blame.clear();
        }
    }

    /// Finds out what can stand at the cursor of the box, and asks for the values of its field once.
    pub(super) fn offer(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some(open) = &mut self.bar.typing else { return Vec::new() };
        let (text, cursor) = (open.input.value(), open.input.cursor());
        let request = self.values.ask(text, cursor, ctx);
        open.offers = Offers::at(text, cursor, &self.values, &self.views.names(), ctx.calendar());
        request.into_iter().collect()
    }

    /// Tab: puts the text right, takes an offer, or drops the term that is to blame. True when the text changed.
    fn tab(&mut self) -> bool {
        let tab = self.tab_does();
        let Some(open) = &mut self.bar.typing else { return false };
        match tab {
            Tab::Fix(text) => open.input.set(text),
            Tab::Drop(rest) => open.input.set(if rest.is_empty() { rest } else { format!("{rest} ") }),
            Tab::Take(at) => match open.offers.taken(open.input.value(), at) {
                Some((text, cursor)) => open.input.put(text, cursor),
                None => return false,
            },
            Tab::Nothing => return false,
        }
        true
    }

    /// What Tab does in the box now.
    pub(super) fn tab_does(&self) -> Tab {
        let is_empty = self.index.is_known && self.index.ids.is_empty();
        let rest = self.blame.rest(&self.bar).filter(|_| is_empty);
        self.bar.typing.as_ref().map_or(Tab::Nothing, |open| open.tab(rest))
    }

    fn leave_box(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let text = self.bar.text.clone();
        let anchor = self.bar.leave(ctx.calendar());
        if text == self.bar.text {
            return Vec::new();
        }
        self.wanted = anchor.map(|id| Wanted { id, at_any_cost: false });
        vec![self.ask(ctx)]
    }

    /// Takes pasted text: into the box, else it is only offered.
    pub(super) fn pasted(&mut self, text: &str, ctx: &mut Ctx) -> Vec<Request> {
        if let Some(open) = &mut self.bar.typing {
            open.input.insert(text);
            return self.read_box(ctx);
        }
        self.gather.offer(text, ctx)
    }

    /// One step back: the box, the range, the marks, the filter.
    pub(super) fn back(&mut self, ctx: &mut Ctx) -> Option<Vec<Request>> {
        let said = |text: String| vec![Request::Say(Notice::info(text))];
        if self.bar.typing.is_some() || self.is_counting() {
            self.pending = None;
            return Some(self.leave_box(ctx));
        }
        if self.chosen.drop_range() {
            return Some(said("Range dropped.".to_owned()));
        }
        if self.chosen.any() {
            let count = self.chosen.clear(&self.index.ids);
            let marks = if count == 1 { "mark" } else { "marks" };
            let count = crate::domain::money::grouped(count as u64);
            return Some(said(format!(
                "{count} {marks} cleared, {} brings them back.",
                ctx.keys.first(Action::MarkRestore)
            )));
        }
        if !self.bar.text.is_empty() {
            let mut requests = self.change_filter("", ctx);
            requests.extend(said(format!("Filter cleared, {} brings it back.", ctx.keys.first(Action::FilterLast))));
            return Some(requests);
        }
        None
    }
}
