//! The verbs: what they act on, whether they can, and the commands they become.

use std::sync::Arc;

use crate::domain::{CreatorId, Snooze, Verdict};
use crate::proto::row::TagRow;
use crate::proto::{Query, Target, WriteCmd};
use crate::tui::kit::{Action, Ctx, Effect, Notice, Request};
use crate::tui::screens::profile::ask;
use crate::tui::screens::profile::burst::MOST_AT_ONCE;

use super::copy::Copied;
use super::repeat::Verb;
use super::{CreatorsScreen, Pending};

/// Up to so many marked creators are named one by one; beyond, "all shown but these" says it.
const MOST_NAMED: usize = 5_000;

pub(super) const REASON: &str = "creators.reason";
pub(super) const TAGS: &str = "creators.tags";
pub(super) const NOTE: &str = "creators.note";
pub(super) const QUICK: &str = "creators.quick";
pub(super) const SNOOZE: &str = "creators.snooze";

impl CreatorsScreen {
    /// Says what a verb acts on now.
    pub(super) fn said_target(&self, ctx: &Ctx) -> String {
        let at = self.index.cursor.at;
        let (visible, hidden) = (self.chosen.visible_with_range(&self.index.ids, at), self.chosen.counts().1);
        let Some(id) = self.index.at() else {
            return match (self.index.is_known, self.bar.text.is_empty()) {
                (false, _) => "nothing yet: the list is being read".to_owned(),
                (true, true) => "nothing: the list is empty".to_owned(),
                (true, false) => "nothing: the filter shows nobody".to_owned(),
            };
        };
        let grouped = |count: usize| crate::domain::money::grouped(count as u64);
        if let Some(range) = self.chosen.range(at) {
            let rows = range.end() - range.start() + 1;
            let more = if visible > rows {
                format!("{} with the marks", grouped(visible))
            } else {
                format!("{} ends it", ctx.keys.first(Action::MarkRange))
            };
            return format!("a range of {} ({more})", grouped(rows));
        }
        match (visible, hidden) {
            (0, 0) => self.name(id),
            (0, hidden) => {
                format!("{} ({} marked are hidden by the filter: not touched)", self.name(id), grouped(hidden))
            }
            (visible, 0) => format!("{} marked", grouped(visible)),
            (visible, hidden) => {
                format!("{} marked, {} more hidden by the filter: not touched", grouped(visible), grouped(hidden))
            }
        }
    }

    /// The handle of a creator, or words for a row that is not there.
    pub(super) fn name(&self, id: CreatorId) -> String {
        self.index.row(id).map_or_else(|| "the row under the cursor".to_owned(), |row| row.fields.handle.to_string())
    }

    /// Fixes whom a verb acts on: the marked creators that are shown, else the one under the cursor.
    pub(super) fn acting(&mut self) -> Option<Pending> {
        self.chosen.keep_range(&self.index.ids, self.index.cursor.at);
        let count = self.chosen.counts().0;
        let pending = |target, count, by_marks| Pending { target, count, by_marks, is_counting: false, edited: None };
        if count == 0 {
            return Some(pending(Target::one(self.index.at()?), 1, false));
        }
        let target = if self.chosen.is_all_but() && count > MOST_NAMED {
            Target::Shown { filter: self.index.filter.clone(), except: self.chosen.exceptions() }
        } else {
            Target::Ids(self.chosen.ids(&self.index.ids).into())
        };
        Some(pending(target, count, true))
    }

    /// Whom a verb acts on, if it may act on so many now; it is then the one to be repeated.
    fn agreed(&mut self, verb: Verb, ctx: &mut Ctx) -> Option<Pending> {
        let pending = self.acting()?;
        if !ctx.may_change(pending.count, verb.word()) {
            return None;
        }
        self.last_verb = Some(verb).filter(|verb| *verb != Verb::Delete).or(self.last_verb.take());
        Some(pending)
    }

    /// Decides: acts, clears the marks, and goes on to the next row after acting on one without marks.
    pub(super) fn decide(
        &mut self,
        verb: Verb,
        goes_on: bool,
        ctx: &mut Ctx,
        command: impl FnOnce(Target) -> WriteCmd,
    ) -> Vec<Request> {
        let Some(pending) = self.agreed(verb, ctx) else { return Vec::new() };
        self.decided(&pending, goes_on, ctx);
        vec![ctx.write_request(command(pending.target)).1]
    }

    /// What follows a decision: marks go, or the cursor moves on.
    pub(super) fn decided(&mut self, pending: &Pending, goes_on: bool, ctx: &Ctx) {
        if pending.by_marks {
            self.chosen.clear(&self.index.ids);
        } else if goes_on {
            self.index.step(1, ctx.list_lines);
        }
    }

    /// Describes: acts, and keeps marks and cursor for the next word about the same creators.
    pub(super) fn describe(
        &mut self,
        verb: Verb,
        ctx: &mut Ctx,
        command: impl FnOnce(Target) -> WriteCmd,
    ) -> Vec<Request> {
        let Some(pending) = self.agreed(verb, ctx) else { return Vec::new() };
        vec![ctx.write_request(command(pending.target)).1]
    }

    pub(super) fn verdict(&mut self, verdict: Verdict, ctx: &mut Ctx) -> Vec<Request> {
        if !self.chosen.any() && self.burst.is_held_down(verdict, ctx.now_ms) {
            let said = format!(
                "{MOST_AT_ONCE} rows very fast: key held down? Let go and go on, or {} takes them back.",
                ctx.keys.first(Action::Undo)
            );
            return vec![Request::Say(Notice::info(said))];
        }
        self.decide(Verb::Verdict(verdict), true, ctx, |target| WriteCmd::SetVerdict {
            target,
            verdict,
            reason: None,
            until: None,
        })
    }

    pub(super) fn rate(&mut self, stars: u8, ctx: &mut Ctx) -> Vec<Request> {
        self.describe(Verb::Rate(stars), ctx, |target| WriteCmd::Rate { target, stars })
    }

    pub(super) fn block(&mut self, blocked: bool, ctx: &mut Ctx) -> Vec<Request> {
        self.decide(Verb::Block(blocked), false, ctx, |target| WriteCmd::SetDoNotContact { target, blocked })
    }

    pub(super) fn put_into_batch(&mut self, pick: bool, ctx: &mut Ctx) -> Vec<Request> {
        let Some((batch, _)) = ctx.current_batch.clone() else { return Vec::new() };
        self.decide(Verb::Batch(pick), pick, ctx, |target| WriteCmd::AddToBatch { batch, target, pick })
    }

    pub(super) fn tags_again(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some((add, remove)) = ctx.again.tags.clone() else { return Vec::new() };
        let verb = Verb::Tags(add.clone(), remove.clone());
        self.describe(verb, ctx, |target| WriteCmd::EditTags { target, add, remove })
    }

    /// What an overlay is headed with: whom it is about.
    pub(super) fn about(&self, pending: &Pending) -> String {
        match (&pending.target, pending.by_marks) {
            (Target::Ids(ids), false) => ids.first().map(|id| self.name(*id)).unwrap_or_default(),
            _ => format!("{} marked", crate::domain::money::grouped(pending.count as u64)),
        }
    }

    pub(super) fn open_reasons(&mut self) -> Vec<Request> {
        let Some(pending) = self.acting() else { return Vec::new() };
        let open = ask::reason(REASON, &self.about(&pending));
        self.pending = Some(pending);
        vec![Request::Open(open)]
    }

    pub(super) fn open_note(&mut self) -> Vec<Request> {
        let Some(pending) = self.acting() else { return Vec::new() };
        let open = ask::note(NOTE, &self.about(&pending));
        self.pending = Some(pending);
        vec![Request::Open(open)]
    }

    pub(super) fn open_quick_tags(&mut self, ctx: &Ctx) -> Vec<Request> {
        let Some(pending) = self.acting() else { return Vec::new() };
        let open = ask::quick(QUICK, &self.about(&pending), ask::quick_tags(&ctx.quick_tags, &self.tags));
        self.pending = Some(pending);
        vec![Request::Open(open)]
    }

    pub(super) fn open_snooze(&mut self, ctx: &Ctx) -> Vec<Request> {
        let Some(pending) = self.acting() else { return Vec::new() };
        let open = ask::snooze(SNOOZE, &self.about(&pending), ctx);
        self.pending = Some(pending);
        vec![Request::Open(open)]
    }

    pub(super) fn snooze(&mut self, action: Action, ctx: &mut Ctx) -> Vec<Request> {
        ask::snooze_of(action, &ctx.again).map_or_else(Vec::new, |snooze| self.snooze_for(snooze, ctx))
    }

    pub(super) fn snooze_for(&mut self, snooze: Snooze, ctx: &mut Ctx) -> Vec<Request> {
        let pending = self.agreed(Verb::Snooze(snooze), ctx);
        pending.map_or_else(Vec::new, |pending| self.snooze_pending(pending, snooze, ctx))
    }

    /// Snoozes those who are fixed, after it was agreed to.
    pub(super) fn snooze_pending(&mut self, pending: Pending, snooze: Snooze, ctx: &mut Ctx) -> Vec<Request> {
        ctx.again.snooze = Some(snooze);
        self.last_verb = Some(Verb::Snooze(snooze));
        self.decided(&pending, true, ctx);
        let (target, until) = (pending.target, snooze.day(ctx.today));
        vec![ctx.write_request(WriteCmd::SetVerdict { target, verdict: Verdict::Snoozed, reason: None, until }).1]
    }

    /// Asks for all tags; while a picker waits for the counts of its creators, for those too.
    pub(super) fn ask_tags(&mut self, ctx: &mut Ctx) -> Request {
        let counting = self.pending.as_ref().filter(|pending| pending.is_counting);
        let (generation, request) =
            ctx.ask_request(Query::Tags { target: counting.map(|pending| pending.target.clone()) });
        self.tags_asked = Some(generation);
        request
    }

    /// Opens the tags at once where the rows say who carries what, else asks for the counts first.
    pub(super) fn open_tags(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some(mut pending) = self.acting() else { return Vec::new() };
        let rows = match &pending.target {
            Target::Ids(ids) => ids.iter().map(|id| self.index.row(*id)).collect::<Option<Vec<_>>>(),
            Target::Shown { .. } => None,
        };
        let Some(rows) = rows else {
            pending.is_counting = true;
            self.pending = Some(pending);
            return vec![self.ask_tags(ctx)];
        };
        let carriers = |name: &str| rows.iter().filter(|row| row.tags.iter().any(|tag| tag == name)).count();
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let item = |tag: &TagRow| (tag.name.clone(), tag.creators, count(carriers(&tag.name)));
        let items = self.tags.iter().map(item).collect();
        let size = count(pending.count);
        let open = self.tag_picker(&pending, items, size);
        self.pending = Some(pending);
        vec![open]
    }

    /// The picker of tags: name, creators in all, and how many of those acted on carry it.
    pub(super) fn tag_picker(&self, pending: &Pending, tags: Vec<(String, i64, i64)>, size: i64) -> Request {
        Request::Open(ask::tags(TAGS, &self.about(pending), tags, size))
    }

    /// Copies from the rows at hand, else after reading them.
    pub(super) fn copy(&mut self, what: Copied, ctx: &Ctx) -> Vec<Request> {
        let Some(Pending { target: Target::Ids(ids), .. }) = self.acting() else { return Vec::new() };
        let rows: Option<Vec<_>> = ids.iter().map(|id| self.index.row(*id)).collect();
        if let Some(rows) = rows {
            return copied(what.of(&rows, ctx.borders));
        }
        self.copying = Some((what, ids.to_vec()));
        vec![Request::Effect(Effect::ReadWindow(Arc::clone(&ids)))]
    }

    pub(super) fn open_links(&mut self) -> Vec<Request> {
        let Some(Pending { target: Target::Ids(ids), .. }) = self.acting() else { return Vec::new() };
        let rows: Vec<_> = ids.iter().filter_map(|id| self.index.row(*id)).collect();
        if rows.len() < ids.len() {
            return vec![Request::Say(Notice::error("Some of them are far from the cursor: go there first."))];
        }
        let url = |fields: &crate::domain::creator::CreatorFields| fields.profile_url();
        rows.iter().map(|row| Request::Effect(Effect::OpenLink(url(&row.fields)))).collect()
    }
}

/// Puts copied text on the clipboard, or says why not.
pub(super) fn copied((text, said): (Option<String>, String)) -> Vec<Request> {
    match text {
        Some(text) => vec![Request::Effect(Effect::CopyAs(text, said))],
        None => vec![Request::Say(Notice::error(said))],
    }
}
