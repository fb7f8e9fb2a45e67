//! Typing and pasting in the filter input, and the steps of Esc.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::domain::day::Calendar;
use crate::domain::filter::boxed;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, single};
use crate::tui::kit::{Action, Ctx, Notice, Place};
use crate::tui::look::figure::counted;
use crate::tui::widgets::input::Typed;

use super::filter_bar::Tab;
use super::filter_hints::Offers;
use super::offer_counts::beside;
use super::{CreatorsScreen, Wanted};

/// Most completions that are counted: those in sight.
const MOST_COUNTED: usize = 8;

impl CreatorsScreen {
    /// Handles a key while the input is open.
    pub(super) fn typed(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        let code = single(key);
        if self.verbs.is_counting() || self.log.waits() {
            if code == Some(KeyCode::Esc) {
                self.verbs.stop_counting();
                self.log.stop();
            }
            return;
        }
        match code {
            Some(KeyCode::Esc) => self.leave_box(ctx),
            Some(KeyCode::Down | KeyCode::Up) => self.step_in_box(code == Some(KeyCode::Down), ctx),
            // Enter accepts a selected completion before it applies the filter.
            Some(KeyCode::Enter) if self.bar.typing.as_ref().is_none_or(|open| open.offers.at.is_none()) => {
                self.keep_box(ctx);
            }
            Some(KeyCode::Tab | KeyCode::Enter) => {
                if self.tab(ctx.calendar()) {
                    self.read_box(ctx);
                }
            }
            _ => {
                let Some(open) = &mut self.bar.typing else { return };
                let was_empty = open.input.value().is_empty();
                match open.input.key(key) {
                    Typed::Changed => self.read_box(ctx),
                    // Deleting in an empty box says that there is to be no filter.
                    _ if was_empty
                        && (code == Some(KeyCode::Backspace) || key.modifiers.contains(KeyModifiers::CONTROL)) =>
                    {
                        open.is_touched = true;
                        self.read_box(ctx);
                    }
                    Typed::Moved => self.offer(ctx),
                    Typed::Ignored => {}
                }
            }
        }
    }

    /// Up and down: through the completions, or through earlier filters if none is selected.
    fn step_in_box(&mut self, down: bool, ctx: &mut Ctx) {
        let points = self.bar.typing.as_ref().is_some_and(|open| open.offers.at.is_some());
        if !points && self.bar.walk(!down, ctx.calendar()) {
            return self.read_box(ctx);
        }
        if let Some(open) = &mut self.bar.typing {
            open.offers.step(down);
        }
    }

    /// Enter: applies the filter.
    fn keep_box(&mut self, ctx: &mut Ctx) {
        if self.bar.keep(ctx.calendar()) {
            self.ask(ctx);
        }
        self.publish(ctx);
        self.count_offers(ctx);
        self.read_ahead(ctx);
        if self.bar.text.contains("is:duplicate") {
            let go = ctx.key(Action::Go(Place::Duplicates));
            ctx.say(Notice::info(format!("{go} shows duplicates side by side so you can merge them.")));
        }
    }

    /// A click beside the input applies the filter as it is; a wrong one stays open.
    pub(super) fn keep_box_for_click(&mut self, ctx: &mut Ctx) -> bool {
        if let (Some(open), false) = (&mut self.bar.typing, self.verbs.is_counting() || self.log.waits()) {
            open.offers.at = None;
            self.keep_box(ctx);
            return self.bar.typing.is_none();
        }
        false
    }

    /// Parses the input after its text changed, and finds its completions.
    pub(super) fn read_box(&mut self, ctx: &mut Ctx) {
        self.find_hints(ctx);
        // Ask for the list first: it matters more than completions.
        if self.bar.typed(&self.views.all_names(), ctx.calendar()) {
            self.ask(ctx);
        }
        self.ask_values(ctx);
        self.count_offers(ctx);
    }

    /// The store refused the current filter.
    pub(super) fn refused(&mut self, why: &str, ctx: &mut Ctx) {
        let is_typing = self.bar.typing.is_some();
        if self.bar.refuse(why, ctx.calendar()) {
            self.ask(ctx);
        }
        // An open input shows the reason itself.
        if !is_typing {
            ctx.say(Notice::error(why));
        }
    }

    /// Shows the first page of a long list while the user types, or when nothing is on screen yet. In other cases the cursor
    /// follows its creator, and only the whole list knows where that one is.
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

    /// Finds the completions at the cursor, and asks for the values of its field once.
    pub(super) fn offer(&mut self, ctx: &mut Ctx) {
        self.find_hints(ctx);
        self.ask_values(ctx);
    }

    fn find_hints(&mut self, ctx: &Ctx) {
        let Some(open) = &mut self.bar.typing else { return };
        let (text, cursor) = (open.input.value(), open.input.cursor());
        let names = self.views.names();
        open.offers = Offers::at(text, cursor, &self.values, &names, &self.bar.vocabulary, ctx.calendar());
        open.offers.count(text, &self.offer_counts, &self.bar.vocabulary, ctx.calendar());
    }

    /// Asks what the filter would give with each completion in sight, and whom its words name.
    fn count_offers(&mut self, ctx: &mut Ctx) {
        let mut texts: Vec<String> = Vec::new();
        if let Some(open) = &self.bar.typing {
            let filters = open.offers.filters(open.input.value(), &self.bar.vocabulary, ctx.calendar());
            texts.extend(filters.into_iter().flatten().take(MOST_COUNTED));
        }
        texts.extend(self.bar.guesses.iter().take(MOST_COUNTED).map(|guess| beside(guess, ctx.calendar())));
        self.offer_counts.want(texts.into_iter(), ctx);
    }

    /// Shows the counts that came.
    pub(super) fn show_offer_counts(&mut self, ctx: &Ctx) {
        self.bar.doubts = self.offer_counts.doubts(&self.bar.guesses, ctx.calendar());
        if let Some(open) = &mut self.bar.typing {
            open.offers.count(open.input.value(), &self.offer_counts, &self.bar.vocabulary, ctx.calendar());
        }
    }

    fn ask_values(&mut self, ctx: &mut Ctx) {
        if let Some(open) = &self.bar.typing {
            self.values.ask(open.input.value(), open.input.cursor(), ctx);
        }
    }

    /// Tab: corrects the text, accepts a completion, or drops the term that empties the list. Returns true when the text
    /// changed.
    fn tab(&mut self, calendar: Calendar) -> bool {
        let tab = self.tab_does();
        let Some(open) = &mut self.bar.typing else { return false };
        match tab {
            Tab::Fix(text) => open.input.set(text),
            Tab::Drop(rest) => {
                let rest = boxed(&rest, calendar, &self.bar.vocabulary);
                open.input.set(if rest.is_empty() { rest } else { format!("{rest} ") });
            }
            Tab::Accept(at) => match open.offers.apply(open.input.value(), at) {
                Some((text, cursor)) => open.input.put(text, cursor),
                None => return false,
            },
            Tab::Nothing => return false,
        }
        true
    }

    /// What Tab does in the input now.
    pub(super) fn tab_does(&self) -> Tab {
        let is_empty = self.list.is_known && self.list.ids.is_empty();
        let rest = self.empty.rest(&self.bar).filter(|_| is_empty);
        self.bar.typing.as_ref().map_or(Tab::Nothing, |open| open.tab(rest))
    }

    fn leave_box(&mut self, ctx: &mut Ctx) {
        let text = self.bar.text.clone();
        let anchor = self.bar.leave(ctx.calendar());
        self.publish(ctx);
        if text != self.bar.text {
            self.wanted = anchor.map(|id| Wanted { id, at_any_cost: false });
            self.ask(ctx);
        }
    }

    /// Inserts pasted text into the input; with no input open, offers to add its handles.
    pub(super) fn pasted(&mut self, text: &str, ctx: &mut Ctx) {
        if let Some(open) = &mut self.bar.typing {
            open.input.insert(text);
            return self.read_box(ctx);
        }
        self.adding.offer(text, ctx);
    }

    /// Esc: closes the input, then drops the range, the marks, the filter. Returns false when nothing is left to undo.
    pub(super) fn back(&mut self, ctx: &mut Ctx) -> bool {
        if self.bar.typing.is_some() || self.verbs.is_counting() || self.log.waits() {
            self.verbs.stop_counting();
            self.log.stop();
            self.leave_box(ctx);
        } else if self.marks.drop_range() {
            ctx.say(Notice::info("Range cleared."));
        } else if self.marks.any() {
            self.clear_marks(ctx);
        } else if !self.bar.text.is_empty() {
            self.change_filter("", ctx);
            let last = ctx.key(Action::FilterLast);
            ctx.say(Notice::info(format!("Filter cleared. {last} restores it.")));
        } else {
            return false;
        }
        true
    }

    /// Takes all marks away, and says how to get them back.
    pub(super) fn clear_marks(&mut self, ctx: &mut Ctx) {
        let count = self.marks.clear(&self.list.ids);
        let (count, restores) = (counted(count, "mark", "marks"), ctx.key(Action::MarkRestore));
        ctx.say(Notice::info(format!("Cleared {count}. {restores} restores them.")));
    }
}
