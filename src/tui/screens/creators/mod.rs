//! The table of creators: find, mark, describe, decide. The screen holds ids and the rows around the cursor, never the whole
//! set.

mod actions;
mod add_creators;
mod add_preview;
mod answers;
mod breakdown;
mod bulk_edit;
mod cell_filter;
mod cell_terms;
mod column_choice;
mod column_layout;
mod columns;
mod empty_filter;
mod filter_bar;
mod filter_box;
mod filter_hints;
mod filter_view;
mod list;
mod marks;
mod messages;
mod offer_counts;
mod questions;
mod record_form;
mod saved_state;
mod saved_views;
mod target;
mod text_lines;
mod view;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::CreatorId;
use crate::proto::Query;
use crate::proto::event::{Generation, Ticket};
use crate::proto::row::CreatorDetail;
use crate::tui::kit::key::KeyCombination;
use crate::tui::kit::overlay::{Form, Value};
use crate::tui::kit::{Asked, Ctx, Effect, Msg, Screen, Show, Shown};
use crate::tui::look::Theme;
use crate::tui::screens::profile::held_key::HeldKey;
use crate::tui::screens::step_log::StepLog;
use crate::tui::screens::verbs::Verbs;

use add_creators::AddCreators;
use cell_filter::Marking;
use column_layout::Layout;
use columns::ColumnKind;
use empty_filter::EmptyFilter;
use filter_bar::FilterBar;
use filter_hints::Values;
use list::CreatorList;
use marks::MarkedRows;
use offer_counts::OfferCounts;
use saved_views::SavedViews;

/// The table of creators.
#[derive(Debug, Default)]
pub struct CreatorsScreen {
    list: CreatorList,
    marks: MarkedRows,
    /// State of the shared verbs on creators: tags, the last change, merging.
    verbs: Verbs,
    bar: FilterBar,
    /// Why the filter matches nobody.
    empty: EmptyFilter,
    /// Values in the file, for completions in the filter.
    values: Values,
    views: SavedViews,
    /// The columns now, and the columns of the list without a view.
    layout: Layout,
    base: Layout,
    /// The column of the cursor.
    column: ColumnKind,
    /// Creators with the same value, requested so that they can be marked.
    marking: Option<Marking>,
    /// Counts by a column that were asked for.
    breaking: Option<Generation>,
    /// What completions of the filter would give.
    offer_counts: OfferCounts,
    /// The names that filters may be made of, as asked for last.
    vocabulary_asked: Option<Generation>,
    /// The creator in full, and the one requested last.
    detail: Option<Box<CreatorDetail>>,
    detail_of: Option<CreatorId>,
    hides_info: bool,
    scroll: u16,
    /// The creator to move to when the next list arrives.
    wanted: Option<Wanted>,
    /// Saved forms in flight.
    forms_sent: HashMap<Ticket, (Form, CreatorId)>,
    /// The creator of the form that the store refused last.
    refused_form: Option<CreatorId>,
    adding: AddCreators,
    /// The stored filter, applied when the screen is first entered.
    recalled: Option<String>,
    burst: HeldKey,
    /// The step that is about to be logged.
    log: StepLog,
}

/// A creator to move to.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    id: CreatorId,
    /// Whether to set aside a filter that hides the creator.
    at_any_cost: bool,
}

impl CreatorsScreen {
    /// A screen that hasn't asked for anything yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for the list that matches the filter, in its order.
    fn ask(&mut self, ctx: &mut Ctx) {
        self.publish(ctx);
        self.list.ask(self.bar.expr(), self.bar.order(), ctx);
    }

    /// Publishes what the list shows to other screens.
    fn publish(&self, ctx: &mut Ctx) {
        // A filter that is being typed is nobody else's business.
        if self.bar.typing.is_some() {
            return;
        }
        let filter = self.bar.text.clone();
        let name = self.views.name_of(&filter);
        ctx.shown = Some(Shown { name, filter, expr: self.bar.expr(), sort: self.bar.order() });
    }

    /// Asks for what the cursor needs: rows, and the creator in full.
    fn read_ahead(&mut self, ctx: &mut Ctx) {
        self.list.read_window(ctx);
        let here = self.list.at();
        if here != self.detail_of {
            self.detail_of = here;
            self.scroll = 0;
            if let Some(id) = here {
                ctx.effect(Effect::ReadDetail(id));
            }
        }
    }
}

impl Screen for CreatorsScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        // Nobody comes back to half a filter.
        _ = self.bar.leave(ctx.calendar());
        self.breaking = None;
        if let Some(text) = self.recalled.take() {
            // A stored filter that no longer parses counts as no filter.
            _ = self.bar.set(&text, ctx.calendar());
        }
        self.refresh(ctx);
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.list.stale();
        self.detail_of = None;
        let scroll = self.scroll;
        self.read_ahead(ctx);
        self.scroll = scroll;
        self.ask(ctx);
        self.verbs.ask_tags(ctx);
        self.values.stale();
        self.offer_counts.stale();
        self.vocabulary_asked = Some(ctx.ask(Query::Vocabulary));
        self.views.ask(ctx);
        self.offer(ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        self.log.msg(msg, ctx);
        self.take(msg, ctx);
        if ctx.shown.is_some() {
            // A view gets its name only after its list.
            self.publish(ctx);
        }
        self.read_ahead(ctx);
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        self.handle_answer(asked, value, ctx);
        self.read_ahead(ctx);
    }

    fn is_typing(&self) -> bool {
        // While tags are being counted or steps are looked up, letters belong to the list that is about to open.
        self.bar.typing.is_some() || self.verbs.is_counting() || self.log.waits()
    }

    fn typing_hints(&self) -> &'static str {
        let is_empty = self.bar.typing.as_ref().is_some_and(|open| open.input.value().trim().is_empty());
        if is_empty && !self.bar.past.is_empty() {
            "Tab complete   ↓ choose   ↑ earlier filters   Enter apply   Esc cancel"
        } else {
            "Tab complete   ↑↓ choose   Enter apply   Esc cancel"
        }
    }

    fn type_key(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        self.typed(key, ctx);
    }

    fn keep_typed(&mut self, ctx: &mut Ctx) -> bool {
        self.keep_box_for_click(ctx)
    }

    fn paste(&mut self, text: &str, ctx: &mut Ctx) {
        self.pasted(text, ctx);
    }

    fn step_back(&mut self, ctx: &mut Ctx) -> bool {
        self.back(ctx)
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.target_sentence(ctx)
    }

    fn show(&mut self, what: &Show, ctx: &mut Ctx) {
        match what {
            Show::Creator(id) => self.show_creator(*id, ctx),
            Show::Filter(text) => {
                // A filter that another screen asks for wins over the stored one.
                self.recalled = None;
                self.change_filter(text, ctx);
            }
            Show::Adding => self.adding.open(ctx),
            Show::Campaign(_)
            | Show::Batch(_)
            | Show::Booking(..)
            | Show::Creators(_)
            | Show::Collaboration(_)
            | Show::Order(..)
            | Show::Payment(_) => {}
        }
    }

    fn list_lines(&self, area: Rect, ctx: &Ctx) -> usize {
        view::list_lines(self, area, ctx)
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        self.state_to_keep()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        self.restore(memory);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
