//! The creators that a verb acts on: the marked ones that are shown, or else the one under the cursor; and what follows a
//! change.

use std::collections::HashSet;

use crate::domain::CreatorId;
use crate::domain::batch::SIZE;
use crate::domain::money::grouped;
use crate::proto::Target;
use crate::proto::event::Ticket;
use crate::proto::row::CreatorRow;
use crate::tui::kit::{Action, Availability, Ctx, Does, Notice, Place, Request, Scope, Verb};
use crate::tui::screens::profile::held_key::MOST_AT_ONCE;
use crate::tui::screens::step_log::Whose;
use crate::tui::screens::verbs::{Change, Creators, OnCreators, Verbs};

use super::CreatorsScreen;

/// Up to this many marked creators are sent as ids; beyond that, as "all shown except".
const MOST_NAMED: usize = 5_000;
/// Most creators merged at once. More of them are a mistake in the marks.
const MOST_MERGED: usize = 20;

impl OnCreators for CreatorsScreen {
    const SCOPE: Scope = Scope::Creators;

    fn verbs(&self) -> &Verbs {
        &self.verbs
    }

    fn verbs_mut(&mut self) -> &mut Verbs {
        &mut self.verbs
    }

    fn can_act(&self, ctx: &Ctx) -> Availability {
        let why = if !self.list.is_known {
            "The list is still loading.".to_owned()
        } else if self.bar.text.is_empty() {
            let (imports, types) = (ctx.key(Action::Go(Place::Import)), ctx.key(Action::ItemAdd));
            format!("No creators yet. {imports} imports a list, {types} adds one.")
        } else {
            format!("The filter matches nobody. {} clears it.", ctx.key(Action::FilterClear))
        };
        Availability::when(self.list.at().is_some(), why)
    }

    fn count(&self) -> usize {
        let marked = self.marks.visible_with_range(&self.list.ids, self.list.cursor.at);
        if marked == 0 { usize::from(self.list.at().is_some()) } else { marked }
    }

    fn creators(&mut self) -> Option<Creators> {
        self.marks.keep_range(&self.list.ids, self.list.cursor.at);
        let count = self.marks.counts().0;
        if count == 0 {
            let id = self.list.at()?;
            return Some(Creators::one(id, self.name(id)));
        }
        let target = if self.marks.is_all_but() && count > MOST_NAMED {
            Target::Shown { filter: self.list.filter.clone(), except: self.marks.exceptions() }
        } else {
            Target::Ids(self.marks.ids(&self.list.ids).into())
        };
        let label = format!("{} marked", grouped(count as u64));
        Some(Creators { target, count, label, marked: true })
    }

    fn row(&self, id: CreatorId) -> Option<&CreatorRow> {
        self.list.row(id)
    }

    fn single(&self) -> Option<&CreatorRow> {
        let is_marked = self.marks.visible_with_range(&self.list.ids, self.list.cursor.at) > 0;
        self.list.here().filter(|_| !is_marked)
    }

    /// A verdict key that is held down stops after a few creators.
    fn allows(&mut self, change: &Change, ctx: &mut Ctx) -> bool {
        let Change::Verdict(verdict) = change else { return true };
        let is_held = !self.marks.any() && self.burst.is_held_down(*verdict, ctx.now_ms);
        if is_held {
            let undo = ctx.key(Action::Undo);
            ctx.say(Notice::info(format!(
                "{MOST_AT_ONCE} verdicts very fast. Is a key held down? Let go to continue, or press {undo} to undo them."
            )));
        }
        !is_held
    }

    /// A decision clears the marks, or moves the cursor on. A description keeps both, so that the next one applies to the
    /// same creators.
    fn changed(&mut self, creators: &Creators, change: &Change, _ticket: Ticket, ctx: &mut Ctx) {
        if creators.marked && change.decides() {
            self.marks.clear(&self.list.ids);
        } else if change.verdict().is_some() {
            self.list.step(1, ctx.list_lines);
        }
    }
}

impl CreatorsScreen {
    /// Leads to the builder of the next batch, with the marked creators in it.
    pub(super) fn batch_verb(&self) -> Verb<Self> {
        let to = Does::Goes(Place::Builder);
        let marked = self.marks.visible_with_range(&self.list.ids, self.list.cursor.at);
        if marked == 0 {
            return Verb::lead(Request::Go(Place::Builder)).hint("next batch", to);
        }
        let (fewest, most) = (SIZE.start(), SIZE.end());
        Verb::new(|screen: &mut Self, _, ctx| {
            screen.marks.keep_range(&screen.list.ids, screen.list.cursor.at);
            ctx.lead(Request::BuildWith(screen.marks.ids(&screen.list.ids)));
        })
        .hint(format!("batch with {marked} marked"), to)
        .when(marked <= *most, || {
            format!(
                "{} creators are marked, and a batch has {fewest} to {most}. Unmark some first.",
                grouped(marked as u64)
            )
        })
    }

    /// Asks for a step of the creators a verb acts on.
    pub(super) fn log_step(&mut self, ctx: &mut Ctx) {
        self.marks.keep_range(&self.list.ids, self.list.cursor.at);
        let marked = self.marks.ids(&self.list.ids);
        let ids: HashSet<CreatorId> =
            if marked.is_empty() { self.list.at().into_iter().collect() } else { marked.into_iter().collect() };
        self.log.start(Whose::Creators(ids), ctx);
    }

    /// Labels what a verb acts on now.
    pub(super) fn target_sentence(&self, ctx: &Ctx) -> String {
        let at = self.list.cursor.at;
        let (visible, hidden) = (self.marks.visible_with_range(&self.list.ids, at), self.marks.counts().1);
        let Some(id) = self.list.at() else {
            return match (self.list.is_known, self.bar.text.is_empty()) {
                (false, _) => "nothing yet, the list is loading".to_owned(),
                (true, true) => "nothing, the list is empty".to_owned(),
                (true, false) => "nothing, the filter matches nobody".to_owned(),
            };
        };
        let grouped = |count: usize| grouped(count as u64);
        if let Some(range) = self.marks.range(at) {
            let rows = range.end() - range.start() + 1;
            let more = if visible > rows {
                format!("{} with the marks", grouped(visible))
            } else {
                format!("{} ends it", ctx.key(Action::MarkRange))
            };
            return format!("a range of {} ({more})", grouped(rows));
        }
        match (visible, hidden) {
            (0, 0) => self.name(id),
            (0, hidden) => {
                format!("{} ({} marked creators hidden by the filter stay unchanged)", self.name(id), grouped(hidden))
            }
            (visible, 0) => format!("{} marked", grouped(visible)),
            (visible, hidden) => {
                format!("{} marked; {} more hidden by the filter stay unchanged", grouped(visible), grouped(hidden))
            }
        }
    }

    /// The handle of a creator, or a fallback if the row isn't loaded.
    fn name(&self, id: CreatorId) -> String {
        self.list.row(id).map_or_else(|| "the row under the cursor".to_owned(), |row| row.fields.handle.to_string())
    }

    /// Merges the marked creators, or the two that a form was about to give the same handle.
    pub(super) fn merge_verb(&self, ctx: &Ctx) -> Verb<Self> {
        let count = self.count();
        let verb = Verb::new(|screen: &mut Self, _, ctx| screen.merge_marked(ctx));
        if self.verbs.merge.is_offered() {
            return verb;
        }
        verb.when(count <= MOST_MERGED, || {
            format!("{count} creators are marked. You can merge at most {MOST_MERGED} at once.")
        })
        .when(count > 1, || {
            let (marks, shows) = (ctx.key(Action::MarkToggle), ctx.key(Action::Go(Place::Duplicates)));
            format!("Mark the duplicates first with {marks}. {shows} lists likely duplicates.")
        })
    }

    fn merge_marked(&mut self, ctx: &mut Ctx) {
        if self.verbs.merge.ask_offered(ctx) {
            return;
        }
        // The creator under the cursor is kept if it is marked, else the one with the most data.
        let stays = self.list.at().unwrap_or(CreatorId(0));
        if let Some(Creators { target: Target::Ids(ids), .. }) = self.creators() {
            self.verbs.merge.ask(ids, stays, ctx);
        }
    }
}
