//! What answers of the file and reports of workers change.

use crate::domain::CreatorId;
use crate::proto::event::Generation;
use crate::proto::query::Answer;
use crate::proto::{Event, Slot};
use crate::tui::kit::{Action, Ctx, Msg, Notice, Request};

use super::verbs::copied;
use super::{CreatorsScreen, Sent, Wanted, account};

impl CreatorsScreen {
    /// Takes a message.
    pub(super) fn hear(&mut self, msg: &Msg, ctx: &mut Ctx) -> Vec<Request> {
        match msg {
            Msg::Window(rows) => {
                let Some((what, ids)) = self.copying.take() else {
                    self.index.take(rows);
                    return Vec::new();
                };
                let rows: Vec<_> = ids.iter().filter_map(|id| rows.iter().find(|row| row.id == *id)).collect();
                if rows.is_empty() { Vec::new() } else { copied(what.of(&rows, ctx.borders)) }
            }
            Msg::Detail(id, detail) if Some(*id) == self.detail_of => {
                self.detail.clone_from(detail);
                Vec::new()
            }
            Msg::Event(Event::QueryDone(Slot::Index, generation, Answer::Index(ids)))
                if self.index.is_answer(*generation) =>
            {
                self.listed(ids, ctx)
            }
            Msg::Event(Event::QueryDone(Slot::Tags, generation, Answer::Tags { all, on_target, target_size }))
                if self.tags_asked == Some(*generation) =>
            {
                self.tags.clone_from(all);
                let Some(mut pending) = self.pending.take_if(|pending| pending.is_counting) else { return Vec::new() };
                pending.is_counting = false;
                let carriers = |id| on_target.iter().find(|(tag, _)| *tag == id).map_or(0, |(_, count)| *count);
                let tags = all.iter().map(|tag| (tag.name.clone(), tag.creators, carriers(tag.id))).collect();
                let open = self.tag_picker(&pending, tags, *target_size);
                self.pending = Some(pending);
                vec![open]
            }
            Msg::Event(Event::QueryDone(_, generation, answer)) => self.counted(*generation, answer, ctx),
            Msg::Event(Event::QueryFailed(Slot::ViewCount, generation, _)) => {
                self.views.counted(*generation, None, ctx).into_iter().collect()
            }
            Msg::Event(Event::QueryFailed(Slot::Tags, generation, said)) if self.tags_asked == Some(*generation) => {
                let waited = self.pending.take_if(|pending| pending.is_counting).is_some();
                if waited { vec![Request::Say(Notice::error(said.clone()))] } else { Vec::new() }
            }
            Msg::Event(Event::QueryFailed(Slot::Index, generation, said)) if self.index.is_answer(*generation) => {
                vec![Request::Say(Notice::error(said.clone()))]
            }
            Msg::Event(Event::WriteDone(ticket, _)) => {
                self.sent.remove(ticket);
                Vec::new()
            }
            Msg::Event(Event::WriteFailed(ticket, said)) => {
                let Some(Sent { mut form, edited }) = self.sent.remove(ticket) else { return Vec::new() };
                form.fault("handle", said.clone());
                // Saved once more it replaces what the other side wrote: the sentence has just said so.
                let edited = edited.and_then(|id| self.index.row(id)).map(|row| (row.id, row.updated_at));
                if edited.is_none() && form.purpose == account::EDIT {
                    Vec::new()
                } else {
                    self.open_again(form, edited)
                }
            }
            _ => Vec::new(),
        }
    }

    /// Takes a new list: the cursor stays on its creator, and marks on everything shown end with their filter.
    fn listed(&mut self, ids: &std::sync::Arc<[CreatorId]>, ctx: &mut Ctx) -> Vec<Request> {
        let mut requests = Vec::new();
        self.chosen.keep_range(&self.index.ids, self.index.cursor.at);
        let before = self.index.filter.clone();
        let wanted = self.wanted.take();
        let anchor = self.bar.typing.as_ref().and_then(|open| open.anchor);
        let first: Vec<CreatorId> = wanted.iter().map(|wanted| wanted.id).chain(anchor).collect();
        let old = std::sync::Arc::clone(&self.index.ids);
        self.index.replace(std::sync::Arc::clone(ids), &first, ctx.list_lines);
        if self.chosen.is_all_but() && before != self.index.filter {
            self.chosen.clear(&old);
            requests.push(Request::Say(Notice::info(format!(
                "The filter changed: the marks on everything shown are off, {} brings them back.",
                ctx.keys.first(Action::MarkRestore)
            ))));
        }
        self.chosen.recount(&self.index.ids);
        if self.index.ids.is_empty() {
            requests.extend(self.blame.start(&self.bar, ctx));
        } else {
            self.blame.clear();
        }
        if let Some(wanted) = wanted.filter(|wanted| wanted.at_any_cost)
            && self.index.at() != Some(wanted.id)
            && !self.bar.text.is_empty()
        {
            requests.extend(self.change_filter("", ctx));
            self.wanted = Some(Wanted { at_any_cost: false, ..wanted });
            let last = ctx.keys.first(Action::FilterLast);
            let said = format!("The filter is set aside to show them: {last} brings it back.");
            requests.push(Request::Say(Notice::info(said)));
        }
        requests
    }

    /// Takes the smaller answers: counts, values, views, creators to mark.
    fn counted(&mut self, generation: Generation, answer: &Answer, ctx: &mut Ctx) -> Vec<Request> {
        let next = match answer {
            Answer::Count(count) => {
                let blamed = self.blame.take(generation, *count, &self.bar, ctx);
                blamed.or_else(|| self.views.counted(generation, Some(*count), ctx))
            }
            Answer::Views(rows) => self.views.take(generation, rows, ctx),
            Answer::Same(ids) => return self.marked_same(generation, ids, ctx),
            Answer::Values(field, values) => {
                if self.values.take(generation, *field, values) {
                    return self.offer(ctx);
                }
                None
            }
            _ => None,
        };
        next.into_iter().collect()
    }

    /// Whether the picker of tags waits for its counts.
    pub(super) fn is_counting(&self) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.is_counting)
    }
}
