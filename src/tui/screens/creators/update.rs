//! What keys, answers and reports change.

use crate::domain::creator::CreatorField;
use crate::domain::filter::Field;
use crate::domain::{CreatorId, RejectReason, Verdict};
use crate::proto::event::Generation;
use crate::proto::query::Answer;
use crate::proto::{Event, Slot, WriteCmd};
use crate::tui::kit::overlay::{Form, Overlay, Purpose, Value};
use crate::tui::kit::{Action, Ctx, Msg, Notice, Request, SnoozeFor, SortBy};
use crate::tui::look::SizeClass;
use crate::tui::screens::profile::{ask, info, joining};

use super::copy::Copied;
use super::layout::COLUMNS;
use super::repeat::Verb;
use super::verbs::{NOTE, QUICK, REASON, SNOOZE, TAGS, copied};
use super::{CreatorsScreen, Pending, Sent, Wanted, account, field, find, gather, goal, views};

impl CreatorsScreen {
    /// Carries out an action.
    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let lines = ctx.list_lines.max(1);
        let rows = |rows: usize| isize::try_from(rows.saturating_mul(count.max(1))).unwrap_or(isize::MAX);
        match action {
            Action::NavDown => self.index.step(rows(1), lines),
            Action::NavUp => self.index.step(-rows(1), lines),
            Action::NavHalfDown => self.index.step(rows(lines.div_ceil(2)), lines),
            Action::NavHalfUp => self.index.step(-rows(lines.div_ceil(2)), lines),
            Action::NavPageDown => self.index.step(rows(lines), lines),
            Action::NavPageUp => self.index.step(-rows(lines), lines),
            Action::NavTop => self.index.go(0, lines),
            Action::NavBottom => self.index.go(usize::MAX, lines),
            Action::PaneScrollDown => self.scroll = self.scroll.saturating_add(3),
            Action::PaneScrollUp => self.scroll = self.scroll.saturating_sub(3),
            Action::PaneInfo if ctx.size == SizeClass::Wide => self.hides_info = !self.hides_info,
            Action::PaneInfo => return self.open_card(ctx),
            Action::NavOpen => return self.index.at().map(Request::ShowPage).into_iter().collect(),
            Action::MarkToggle => self.toggle(count, lines),
            Action::MarkExtendDown => self.extend(rows(1), ctx),
            Action::MarkExtendUp => self.extend(-rows(1), ctx),
            Action::MarkRange => self.chosen.range_key(&self.index.ids, self.index.cursor.at),
            Action::MarkAll => self.chosen.all(self.index.ids.len()),
            Action::MarkInvert => {
                self.chosen.keep_range(&self.index.ids, self.index.cursor.at);
                self.chosen.invert(&self.index.ids);
            }
            Action::MarkRestore => return self.restore_marks(),
            Action::NavLeft => self.column = self.layout.beside(self.column, -rows(1)),
            Action::NavRight => self.column = self.layout.beside(self.column, rows(1)),
            Action::MarkSame => return self.by_cell(find::MARK, ctx),
            Action::FilterEdit => {
                self.remember_marks();
                self.bar.open(self.index.at());
                return self.offer(ctx);
            }
            Action::FilterSame => return self.by_cell(find::ONLY, ctx),
            Action::FilterNot => return self.by_cell(find::WITHOUT, ctx),
            Action::FilterTag => return self.open_filter_tags(),
            Action::FilterMarked => return self.only_marked(ctx),
            Action::FilterDrop => return self.drop_term(ctx),
            Action::ViewSave => return self.ask_name(views::SAVE),
            Action::ViewPick => return self.open_views(ctx),
            Action::ViewRename => return self.ask_name(views::RENAME),
            Action::ViewDelete => return self.delete_view(ctx),
            Action::ColumnsEdit => return self.open_columns(),
            Action::Repeat => return self.repeat(ctx),
            Action::SortColumn => return self.sort(self.column.field(), ctx),
            Action::FilterClear => return self.change_filter("", ctx),
            Action::FilterLast => {
                let last = self.bar.last().unwrap_or_default().to_owned();
                return self.change_filter(&last, ctx);
            }
            Action::Sort(SortBy::Followers) => return self.sort(Field::Of(CreatorField::Followers), ctx),
            Action::Sort(SortBy::Er) => return self.sort(Field::Of(CreatorField::Er), ctx),
            Action::Sort(SortBy::Views) => return self.sort(Field::Of(CreatorField::Views), ctx),
            Action::Sort(SortBy::Price) => return self.sort(Field::Of(CreatorField::Price), ctx),
            Action::Sort(SortBy::Rating) => return self.sort(Field::Rating, ctx),
            Action::Sort(SortBy::Due) => return self.sort(Field::Due, ctx),
            Action::Sort(SortBy::Outcome) => return self.sort(Field::Roas, ctx),
            Action::Sort(SortBy::Added) => return self.sort(Field::Added, ctx),
            Action::Sort(SortBy::Handle) => return self.sort(Field::Handle, ctx),
            Action::SortReverse => {
                self.bar.reverse();
                return vec![self.ask(ctx)];
            }
            Action::VerdictPick => return self.verdict(Verdict::Picked, ctx),
            Action::VerdictReject => return self.verdict(Verdict::Rejected, ctx),
            Action::VerdictMaybe => return self.verdict(Verdict::Maybe, ctx),
            Action::VerdictClear => return self.verdict(Verdict::New, ctx),
            Action::VerdictRejectWhy => return self.open_reasons(),
            Action::Snooze(
                SnoozeFor::Day | SnoozeFor::Week | SnoozeFor::Friday | SnoozeFor::Month | SnoozeFor::Again,
            ) => return self.snooze(action, ctx),
            Action::Snooze(SnoozeFor::Typed) => return self.open_snooze(ctx),
            Action::TagQuick => return self.open_quick_tags(ctx),
            Action::VerdictPickBatch => return self.put_into_batch(true, ctx),
            Action::BatchAdd => return self.put_into_batch(false, ctx),
            Action::Rate(stars) => return self.rate(stars, ctx),
            Action::ContactBlock => return self.block(true, ctx),
            Action::ContactAllow => return self.block(false, ctx),
            Action::TagEdit => return self.open_tags(ctx),
            Action::TagRepeat => return self.tags_again(ctx),
            Action::NoteAdd => return self.open_note(),
            Action::GoalEdit => return goal::open(ctx),
            Action::ItemAdd => return self.gather.open(ctx),
            Action::CreatorMerge => return self.merge_marked(ctx),
            Action::FieldEdit => return self.open_field(ctx),
            Action::RecordEdit => return self.open_edit(ctx),
            Action::CreatorDelete => return self.delete(ctx),
            Action::LinkOpen => return self.open_links(),
            Action::CopyHandle => return self.copy(Copied::Handle, ctx),
            Action::CopyLink => return self.copy(Copied::Link, ctx),
            Action::CopyEmail => return self.copy(Copied::Email, ctx),
            Action::CopyRow => return self.copy(Copied::Row, ctx),
            _ => {}
        }
        Vec::new()
    }

    /// Space: one row is switched; with a count, so many rows are marked.
    fn toggle(&mut self, count: usize, lines: usize) {
        self.chosen.keep_range(&self.index.ids, self.index.cursor.at);
        let rows = self.index.ids.iter().skip(self.index.cursor.at).take(count.max(1));
        for id in rows {
            let marked = count > 1 || !self.chosen.has(*id);
            self.chosen.set(*id, marked);
        }
        self.index.step(isize::try_from(count.max(1)).unwrap_or(isize::MAX), lines);
    }

    fn restore_marks(&mut self) -> Vec<Request> {
        if !self.chosen.restore(&self.index.ids) {
            return vec![Request::Say(Notice::info("There are no marks to bring back."))];
        }
        Vec::new()
    }

    fn sort(&mut self, field: Field, ctx: &mut Ctx) -> Vec<Request> {
        self.bar.sort_by(field);
        vec![self.ask(ctx)]
    }

    /// Puts a filter in force, or says why it cannot be read.
    pub(super) fn change_filter(&mut self, text: &str, ctx: &mut Ctx) -> Vec<Request> {
        self.bar.typing = None;
        match self.bar.change(text, ctx.calendar()) {
            Ok(()) => vec![self.ask(ctx)],
            Err(fault) => vec![Request::Say(Notice::error(fault.to_string()))],
        }
    }

    fn open_card(&self, ctx: &Ctx) -> Vec<Request> {
        let Some(row) = self.index.here() else { return Vec::new() };
        let detail = self.detail.as_deref().filter(|detail| detail.row.id == row.id);
        let lines = info::lines(row, detail, ctx, 72).into_iter().map(|line| line.text()).collect();
        vec![Request::Open(Overlay::Text { title: row.fields.handle.to_string(), lines })]
    }

    pub(super) fn open_edit(&mut self, ctx: &Ctx) -> Vec<Request> {
        let Some(mut pending) = self.acting() else { return Vec::new() };
        let crate::proto::Target::Ids(ids) = &pending.target else { return Vec::new() };
        let Some(row) = ids.first().and_then(|id| self.index.row(*id)) else {
            return vec![Request::Say(Notice::error("The marked creator is far from the cursor: go there first."))];
        };
        pending.edited = Some((row.id, row.updated_at));
        let form = account::edit_form(&row.fields, ctx.currency);
        self.pending = Some(pending);
        vec![Request::Open(Overlay::Form(form))]
    }

    /// Takes the value of an overlay.
    pub(super) fn answered(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let about = self.pending.as_ref().map_or(0, |pending| pending.count);
        if self.does(purpose, &value).is_some_and(|verb| !ctx.may_change(about, verb)) {
            return Vec::new();
        }
        let pending = self.pending.take();
        let about = pending.clone();
        let requests = self.read_answer(purpose, value, pending, ctx);
        self.underway.keep(about, &requests);
        requests
    }

    fn read_answer(&mut self, purpose: Purpose, value: Value, pending: Option<Pending>, ctx: &mut Ctx) -> Vec<Request> {
        match (purpose, value, pending) {
            (REASON, Value::Picked(words), Some(pending)) if words == ask::OWN_REASON => {
                let open = ask::own_reason(REASON, &self.about(&pending));
                self.pending = Some(pending);
                vec![Request::Open(open)]
            }
            (QUICK, Value::Picked(tag), Some(Pending { target, .. })) => {
                ctx.again.tags = Some((vec![tag.clone()], Vec::new()));
                self.last_verb = Some(Verb::Tags(vec![tag.clone()], Vec::new()));
                vec![ctx.write_request(WriteCmd::EditTags { target, add: vec![tag], remove: Vec::new() }).1]
            }
            (SNOOZE, Value::Text(typed), Some(pending)) => match ask::snoozed(&typed, ctx.calendar()) {
                Some(snooze) => self.snooze_pending(pending, snooze, ctx),
                None => Vec::new(),
            },
            (REASON, Value::Picked(words) | Value::Text(words), Some(pending)) => {
                self.decided(&pending, true, ctx);
                let reason = RejectReason::from_words(&words);
                self.last_verb = Some(Verb::Reject(reason.clone()));
                let (target, reason) = (pending.target, Some(reason));
                vec![
                    ctx.write_request(WriteCmd::SetVerdict { target, verdict: Verdict::Rejected, reason, until: None })
                        .1,
                ]
            }
            (TAGS, Value::Toggled { add, remove }, Some(Pending { target, .. })) => {
                ctx.again.tags = Some((add.clone(), remove.clone()));
                self.last_verb = Some(Verb::Tags(add.clone(), remove.clone()));
                vec![ctx.write_request(WriteCmd::EditTags { target, add, remove }).1]
            }
            (field::FIELD, Value::Text(typed), Some(pending)) => self.field_typed(pending, &typed, ctx),
            (NOTE, Value::Text(text), Some(Pending { target, .. })) => {
                self.last_verb = Some(Verb::Note(text.clone()));
                vec![ctx.write_request(WriteCmd::AddNote { target, text }).1]
            }
            (find::ONLY | find::WITHOUT | find::MARK, Value::Picked(tag), _) => self.by_tag(purpose, &tag, ctx),
            (find::BY_TAGS, Value::Toggled { add, .. }, _) => self.by_tags(&add, ctx),
            (views::PICK, Value::Picked(name), _) => self.show_view(&name, ctx),
            (views::SAVE, Value::Text(name), _) => self.save_view(name, ctx),
            (views::RENAME, Value::Text(name), _) => self.rename_view(name, ctx),
            (COLUMNS, Value::Arranged(items), _) => self.arrange(&items, ctx),
            (goal::PURPOSE, Value::Form(form), _) => goal::save(form, ctx),
            (gather::ADD, Value::Text(text), _) => self.gather.typed(&text, ctx),
            (joining::MERGE, value, _) => self.joining.decided(&value, ctx),
            (gather::PREVIEW | gather::TOGETHER, value, _) => self.gather.answered(purpose, value, ctx),
            (account::EDIT, Value::Form(form), pending) => match pending.and_then(|pending| pending.edited) {
                Some((id, seen)) => self.save(form, id, seen, ctx),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Sends a form, or opens it again with what is wrong in it.
    fn save(&mut self, form: Form, id: CreatorId, seen: i64, ctx: &mut Ctx) -> Vec<Request> {
        match account::read(form.clone(), ctx.currency) {
            Err(form) => self.open_again(*form, id, seen),
            Ok(fields) => {
                let (ticket, request) = ctx.write_request(WriteCmd::EditCreator { id, fields: Box::new(fields), seen });
                self.sent.insert(ticket, Sent { form, edited: id });
                vec![request]
            }
        }
    }

    fn open_again(&mut self, form: Form, id: CreatorId, seen: i64) -> Vec<Request> {
        self.pending = Some(Pending::edit(id, seen));
        vec![Request::Open(Overlay::Form(form))]
    }

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
            // The next rows that are read are not those that were to be copied.
            Msg::ReadFailed(_) => {
                self.copying = None;
                Vec::new()
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
            Msg::Event(Event::FirstPage(generation, ids)) if self.index.is_answer(*generation) => {
                self.first_page(ids, ctx);
                Vec::new()
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
                self.refused(said, ctx)
            }
            Msg::Event(Event::WriteDone(ticket, done)) => {
                self.sent.remove(ticket);
                self.underway.take(*ticket);
                self.gather.done(*ticket, done)
            }
            Msg::Event(Event::WriteFailed(ticket, said)) => {
                self.gather.refused(*ticket);
                let about = self.underway.take(*ticket);
                if let Some(again) = self.name_refused(*ticket, said) {
                    return vec![again];
                }
                let Some(Sent { form, edited }) = self.sent.remove(ticket) else {
                    self.pending = self.pending.take().or(about);
                    return Vec::new();
                };
                // Saved once more it replaces what the other side wrote: the sentence has just said so.
                let row = self.index.row(edited).map(|row| (row.id, row.updated_at));
                let Some((id, seen)) = row else { return Vec::new() };
                if self.pending.is_none() {
                    self.pending = Some(Pending::edit(id, seen));
                }
                self.joining.refused(&form, id, ctx)
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
            Answer::Known(known) => {
                let mut requests = self.gather.known(generation, known, ctx);
                requests.extend(self.joining.known(generation, known, ctx));
                return requests;
            }
            Answer::Alike(rows) => return self.joining.rows(generation, rows),
            Answer::Values(field, values) => {
                if self.values.take(generation, *field, values) {
                    return self.read_box(ctx);
                }
                None
            }
            _ => None,
        };
        next.into_iter().collect()
    }
}
