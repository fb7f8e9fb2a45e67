//! What typing and pasting do, and the steps back.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::tui::kit::key::{KeyCode, KeyCombination, single};
use crate::tui::kit::{Action, Ctx, Notice, Place};
use crate::tui::look::figure::counted;
use crate::tui::widgets::input::Typed;

use super::filter_bar::Tab;
use super::filter_hints::Offers;
use super::{CreatorsScreen, Wanted};

impl CreatorsScreen {
    /// Takes a key while one types.
    pub(super) fn typed(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        let code = single(key);
        if self.verbs.is_counting() {
            if code == Some(KeyCode::Esc) {
                self.verbs.stop_counting();
            }
            return;
        }
        match code {
            Some(KeyCode::Esc) => self.leave_box(ctx),
            Some(KeyCode::Down | KeyCode::Up) => self.step_in_box(code == Some(KeyCode::Down), ctx),
            // A hint that the arrows point at is taken first.
            Some(KeyCode::Enter) if self.bar.typing.as_ref().is_none_or(|open| open.offers.at.is_none()) => {
                self.keep_box(ctx);
            }
            Some(KeyCode::Tab | KeyCode::Enter) => {
                if self.tab() {
                    self.read_box(ctx);
                }
            }
            _ => {
                let Some(open) = &mut self.bar.typing else { return };
                match open.input.key(key) {
                    Typed::Changed => self.read_box(ctx),
                    Typed::Moved => self.offer(ctx),
                    Typed::Ignored => {}
                }
            }
        }
    }

    /// The arrows: through the hints, or through earlier filters where none is pointed at.
    fn step_in_box(&mut self, down: bool, ctx: &mut Ctx) {
        let points = self.bar.typing.as_ref().is_some_and(|open| open.offers.at.is_some());
        if !points && self.bar.walk(!down) {
            return self.read_box(ctx);
        }
        if let Some(open) = &mut self.bar.typing {
            open.offers.step(down);
        }
    }

    /// Enter: keeps what is typed.
    fn keep_box(&mut self, ctx: &mut Ctx) {
        if self.bar.keep(ctx.calendar()) {
            self.ask(ctx);
        }
        self.look(ctx);
        if self.bar.text.contains("is:duplicate") {
            let go = ctx.key(Action::Go(Place::Duplicates));
            ctx.say(Notice::info(format!("{go} shows duplicates side by side, to merge them.")));
        }
    }

    /// Reads the box after its text changed, and finds what can stand at its cursor.
    pub(super) fn read_box(&mut self, ctx: &mut Ctx) {
        self.find_hints(ctx);
        // The list comes first.
        if self.bar.typed(&self.views.all_names(), ctx.calendar()) {
            self.ask(ctx);
        }
        self.ask_values(ctx);
    }

    /// The file cannot answer what was asked.
    pub(super) fn refused(&mut self, why: &str, ctx: &mut Ctx) {
        let is_typing = self.bar.typing.is_some();
        if self.bar.refuse(why, ctx.calendar()) {
            self.ask(ctx);
        }
        // The box says it itself.
        if !is_typing {
            ctx.say(Notice::error(why));
        }
    }

    /// Shows the first page of a long list while one types, and when there is nothing to see yet. Elsewhere the cursor follows
    /// its creator, whose place only the whole list knows.
    pub(super) fn first_page(&mut self, ids: &Arc<[CreatorId]>, ctx: &Ctx) {
        let Some(open) = &self.bar.typing else {
            if !self.list.is_known {
                self.list.begin(ids, &[], ctx.list_lines);
            }
            return;
        };
        let first: Vec<CreatorId> = open.anchor.into_iter().collect();
        if !self.marks.any() {
            self.list.begin(ids, &first, ctx.list_lines);
            self.empty.clear();
        }
    }

    /// Finds what can stand at the cursor of the box, and asks for the values of its field once.
    pub(super) fn offer(&mut self, ctx: &mut Ctx) {
        self.find_hints(ctx);
        self.ask_values(ctx);
    }

    fn find_hints(&mut self, ctx: &Ctx) {
        let Some(open) = &mut self.bar.typing else { return };
        let (text, cursor) = (open.input.value(), open.input.cursor());
        open.offers = Offers::at(text, cursor, &self.values, &self.views.names(), ctx.calendar());
    }

    fn ask_values(&mut self, ctx: &mut Ctx) {
        if let Some(open) = &self.bar.typing {
            self.values.ask(open.input.value(), open.input.cursor(), ctx);
        }
    }

    /// Tab: puts the text right, takes a hint, or drops the term that is the reason for an empty list. True when the text changed.
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
        let is_empty = self.list.is_known && self.list.ids.is_empty();
        let rest = self.empty.rest(&self.bar).filter(|_| is_empty);
        self.bar.typing.as_ref().map_or(Tab::Nothing, |open| open.tab(rest))
    }

    fn leave_box(&mut self, ctx: &mut Ctx) {
        let text = self.bar.text.clone();
        let anchor = self.bar.leave(ctx.calendar());
        if text != self.bar.text {
            self.wanted = anchor.map(|id| Wanted { id, at_any_cost: false });
            self.ask(ctx);
        }
    }

    /// Takes pasted text: into the box, else it is only offered.
    pub(super) fn pasted(&mut self, text: &str, ctx: &mut Ctx) {
        if let Some(open) = &mut self.bar.typing {
            open.input.insert(text);
            return self.read_box(ctx);
        }
        self.adding.offer(text, ctx);
    }

    /// One step back: the box, the range, the marks, the filter. False where there is none.
    pub(super) fn back(&mut self, ctx: &mut Ctx) -> bool {
        if self.bar.typing.is_some() || self.verbs.is_counting() {
            self.verbs.stop_counting();
            self.leave_box(ctx);
        } else if self.marks.drop_range() {
            ctx.say(Notice::info("Range dropped."));
        } else if self.marks.any() {
            let count = self.marks.clear(&self.list.ids);
            let (count, restores) = (counted(count, "mark", "marks"), ctx.key(Action::MarkRestore));
            ctx.say(Notice::info(format!("{count} cleared, {restores} brings them back.")));
        } else if !self.bar.text.is_empty() {
            self.change_filter("", ctx);
            let last = ctx.key(Action::FilterLast);
            ctx.say(Notice::info(format!("Filter cleared, {last} brings it back.")));
        } else {
            return false;
        }
        true
    }
}
