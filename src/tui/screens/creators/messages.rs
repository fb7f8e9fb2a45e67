//! Handles answers, rows and reports from the store.

use std::sync::Arc;

use crate::domain::CreatorId;
use crate::proto::event::Generation;
use crate::proto::query::Answer;
use crate::proto::{Event, Slot};
use crate::tui::kit::{Action, Ctx, Msg, Notice};
use crate::tui::screens::verbs;

use super::{CreatorsScreen, Wanted};

impl CreatorsScreen {
    /// Handles a message.
    pub(super) fn take(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if verbs::msg(self, msg, ctx) {
            return;
        }
        match msg {
            Msg::Window(rows) => self.list.take(rows),
            Msg::Detail(id, detail) if Some(*id) == self.detail_of => self.detail.clone_from(detail),
            Msg::Event(Event::QueryDone(Slot::Index, generation, Answer::Index(ids)))
                if self.list.is_answer(*generation) =>
            {
                self.show_list(ids, ctx);
            }
            Msg::Event(Event::FirstPage(generation, ids)) if self.list.is_answer(*generation) => {
                self.first_page(ids, ctx);
            }
            Msg::Event(Event::QueryDone(_, generation, answer)) => self.handle_small_answer(*generation, answer, ctx),
            Msg::Event(Event::QueryFailed(Slot::ViewCount, generation, _)) => {
                self.views.counted(*generation, None, ctx);
            }
            Msg::Event(Event::QueryFailed(Slot::OfferCount, generation, _)) => {
                _ = self.offer_counts.take(*generation, None, ctx);
            }
            Msg::Event(Event::QueryFailed(Slot::Index, generation, why)) if self.list.is_answer(*generation) => {
                self.refused(why, ctx);
            }
            Msg::Event(Event::WriteDone(ticket, done)) => {
                self.forms_sent.remove(ticket);
                self.adding.done(*ticket, done, ctx);
            }
            Msg::Event(Event::WriteFailed(ticket, _)) => {
                self.adding.refused(*ticket);
                self.record_refused(*ticket, ctx);
            }
            _ => {}
        }
    }

    /// Shows a new list. The cursor stays on its creator; marks on "everything shown" end when the filter changes.
    fn show_list(&mut self, ids: &Arc<[CreatorId]>, ctx: &mut Ctx) {
        self.marks.keep_range(&self.list.ids, self.list.cursor.at);
        let before = self.list.filter.clone();
        let wanted = self.wanted.take();
        let anchor = self.bar.typing.as_ref().and_then(|open| open.anchor);
        let first: Vec<CreatorId> = wanted.iter().map(|wanted| wanted.id).chain(anchor).collect();
        let old = Arc::clone(&self.list.ids);
        self.list.replace(Arc::clone(ids), &first, ctx.list_lines);
        if self.marks.is_all_but() && before != self.list.filter {
            self.marks.clear(&old);
            let restores = ctx.key(Action::MarkRestore);
            ctx.say(Notice::info(format!(
                "The filter changed, so everything shown is no longer marked. {restores} restores the marks."
            )));
        }
        self.marks.recount(&self.list.ids);
        if self.list.ids.is_empty() {
            self.empty.start(&self.bar, ctx);
        } else {
            self.empty.clear();
        }
        if let Some(wanted) = wanted.filter(|wanted| wanted.at_any_cost) {
            self.clear_hiding_filter(wanted, ctx);
        }
    }

    /// Sets aside a filter that hides a creator who must be shown.
    fn clear_hiding_filter(&mut self, wanted: Wanted, ctx: &mut Ctx) {
        if self.list.at() == Some(wanted.id) || self.bar.text.is_empty() {
            return;
        }
        self.change_filter("", ctx);
        self.wanted = Some(Wanted { at_any_cost: false, ..wanted });
        let last = ctx.key(Action::FilterLast);
        ctx.say(Notice::info(format!("Cleared the filter to show this creator. {last} restores it.")));
    }

    /// Handles the smaller answers: counts, values, views, creators to mark.
    fn handle_small_answer(&mut self, generation: Generation, answer: &Answer, ctx: &mut Ctx) {
        match answer {
            Answer::Count(count) => {
                if self.offer_counts.take(generation, Some(*count), ctx) {
                    return self.show_offer_counts(ctx);
                }
                self.empty.take(generation, *count, &self.bar, ctx);
                self.views.counted(generation, Some(*count), ctx);
            }
            Answer::Vocabulary(vocabulary) if self.vocabulary_asked == Some(generation) => {
                self.bar.vocabulary = Arc::clone(vocabulary);
            }
            Answer::Breakdown(found) => self.broken_down(generation, found, ctx),
            Answer::Views(rows) => self.views.take(generation, rows, ctx),
            Answer::Likeness(rows) => self.list.take_likeness(generation, rows),
            Answer::Same(ids) => self.marked_same(generation, ids, ctx),
            Answer::Known(known) => self.adding.known(generation, known, ctx),
            Answer::Values(field, values) if self.values.take(generation, *field, values) => self.read_box(ctx),
            _ => {}
        }
    }
}
