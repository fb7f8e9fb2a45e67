//! What each action does in triage, and which creators the verbs act on.

use crate::domain::filter::parse;
use crate::domain::{CreatorId, Verdict};
use crate::proto::event::Ticket;
use crate::proto::row::CreatorRow;
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Availability, ByVerb, Ctx, Does, Effect, Group, Notice, Place, Request, Scope, Verb};
use crate::tui::look::SizeClass;
use crate::tui::screens::profile::info;
use crate::tui::screens::verbs::{self, Change, Creators, OnCreators, Verbs};

use super::queue::{Advance, Pass, Queue};
use super::{SPENT, Sent, TriageScreen};

impl ByVerb for TriageScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        if !action.scopes().iter().any(|scope| matches!(scope, Scope::Triage | Scope::List)) {
            return Verb::elsewhere();
        }
        if let (Some(said), Group::Decide) = (self.held_key_question(ctx), action.group()) {
            return Verb::no(said);
        }
        let no_cards = || "There are no cards.".to_owned();
        match action {
            walk if walk.walks() => Verb::new(move |screen: &mut Self, count, ctx| screen.walk(walk, count, ctx))
                .when(self.queue.is_some(), no_cards),
            Action::NavOpen => self.open_verb(ctx),
            Action::PaneFull => self.full_verb(ctx),
            Action::QueueNew => Verb::new(|screen: &mut Self, _, ctx| screen.ask_new_queue(ctx)),
            Action::QueueAdd => Verb::new(|screen: &mut Self, _, ctx| screen.ask_more(ctx))
                .when(self.waiting() > 0, || "No new creators since this queue started.".to_owned()),
            Action::QueuePass => Verb::new(|screen: &mut Self, _, ctx| screen.next_pass(ctx))
                .where_available(can_pass(self.queue.as_ref(), ctx)),
            other => verbs::verb(self, other, ctx),
        }
    }

    fn before_act(&mut self, ctx: &mut Ctx) {
        if let Some(at) = self.pace.key(ctx.now_ms) {
            ctx.effect(Effect::WakeAt(at));
        }
    }

    fn after_act(&mut self, ctx: &mut Ctx) {
        self.read_ahead(ctx);
    }
}

impl TriageScreen {
    fn walk(&mut self, action: Action, count: usize, ctx: &Ctx) {
        let Some(queue) = &mut self.queue else { return };
        let cards = |lines: usize| isize::try_from(lines.max(1).saturating_mul(count.max(1))).unwrap_or(isize::MAX);
        queue.step(match action {
            Action::NavDown | Action::NavScrollDown => cards(1),
            Action::NavUp | Action::NavScrollUp => -cards(1),
            Action::NavHalfDown => cards(ctx.list_lines / 2),
            Action::NavHalfUp => -cards(ctx.list_lines / 2),
            Action::NavPageDown => cards(ctx.list_lines),
            Action::NavPageUp => -cards(ctx.list_lines),
            Action::NavTop => isize::MIN + 1,
            _ => isize::MAX,
        });
    }

    /// Enter: keeps the held verdicts, opens the picks at the end, or opens the creator's page.
    fn open_verb(&self, ctx: &Ctx) -> Verb<Self> {
        if self.held.is_some() {
            let keep = Verb::new(|screen: &mut Self, _, ctx: &mut Ctx| {
                screen.held = None;
                screen.run.clear();
                ctx.say(Notice::info("Kept."));
            });
            return keep.hint("keep", Does::Here);
        }
        let Some(queue) = &self.queue else { return Verb::no("There are no cards.") };
        let Some(id) = queue.here() else {
            let picks = Request::ShowFilter(picks_of(queue, ctx));
            return Verb::new(move |_, _, ctx| ctx.lead(picks)).hint("open picks", Does::Goes(Place::Creators));
        };
        Verb::new(move |_, _, ctx| ctx.lead(Request::ShowPage(id)))
    }

    /// Shows the card alone if the list is beside it, else opens the full card as a window.
    fn full_verb(&self, ctx: &Ctx) -> Verb<Self> {
        let verb = if ctx.size == SizeClass::Wide {
            Verb::new(|screen: &mut Self, _, _| screen.is_full = !screen.is_full)
        } else {
            Verb::new(|screen: &mut Self, _, ctx| screen.read_card(ctx)).hint("full card", Does::Opens)
        };
        verb.where_available(self.can_act(ctx))
    }

    fn read_card(&self, ctx: &mut Ctx) {
        let Some(row) = self.row_here() else { return };
        let lines = info::lines(row, self.cards.detail(row.id), ctx, 72).iter().map(info::InfoLine::text).collect();
        ctx.read(Overlay::Text { title: row.fields.handle.to_string(), lines });
    }

    /// The handle of a creator, or a fallback if the row isn't loaded.
    pub(super) fn name(&self, id: CreatorId) -> String {
        self.cards.row(id).map_or_else(|| "this creator".to_owned(), |row| row.fields.handle.to_string())
    }

    /// Labels what a verb acts on now.
    pub(super) fn target_label(&self, ctx: &Ctx) -> String {
        if let Some(said) = self.held_key_question(ctx) {
            return format!("nothing yet. {said}");
        }
        match (self.here(), &self.queue) {
            (Some(id), Some(queue)) if queue.pass != Pass::Verdicts => {
                format!("{}; {} moves on", self.name(id), ctx.key(Action::NavDown))
            }
            (Some(id), _) => format!("{}, then moves on by itself", self.name(id)),
            (None, Some(_)) => "nothing, that was the last card".to_owned(),
            (None, None) if ctx.counts.all == 0 => "nothing, there are no creators yet".to_owned(),
            (None, None) => "nothing, all creators are decided".to_owned(),
        }
    }

    /// The creator of the next card. `None` if the list beside the card shows it anyway.
    pub(super) fn next_label(&self, ctx: &Ctx) -> Option<String> {
        let next = self.queue.as_ref().filter(|_| ctx.size != SizeClass::Wide || self.is_full)?.after()?;
        Some(format!("next: {}", self.cards.row(next)?.fields.handle))
    }

    /// The question after a verdict key was held down.
    pub(super) fn held_key_question(&self, ctx: &Ctx) -> Option<String> {
        let verdict = self.held?;
        Some(format!(
            "{} {} very fast. Is a key held down? {} keeps them, {} undoes them.",
            self.run.len(),
            verdict.word(),
            ctx.key(Action::NavOpen),
            ctx.key(Action::Undo)
        ))
    }

    /// How many creators were added since the queue was frozen.
    pub(super) fn waiting(&self) -> i64 {
        let is_first = self.queue.as_ref().is_some_and(|queue| queue.pass == Pass::Verdicts);
        self.figures.as_ref().filter(|_| is_first).map_or(0, |figures| figures.waiting)
    }

    /// Moves on after a decision that is still being written.
    fn decided(&mut self, id: CreatorId, verdict: Verdict, ticket: Ticket, ctx: &mut Ctx) {
        let Some(queue) = &mut self.queue else { return };
        // Update the card now; the store confirms later.
        let before = queue.set(id, verdict).unwrap_or_default();
        let went = queue.advance();
        self.sent.insert(ticket, Sent { id, before, verdict });
        self.pace.verdict(ctx.now_ms);
        if let Advance::BackTo(left) = went {
            let cards = if left == 1 { "1 card".to_owned() } else { format!("{left} cards") };
            ctx.say(Notice::info(format!("You skipped {cards}. Here is the first.")));
        }
        if went == Advance::Out {
            ctx.effect(Effect::Remember { name: SPENT, value: self.pace.spent_ms.to_string() });
        }
        self.note_run(ticket, verdict, ctx.now_ms);
    }

    /// Counts verdicts of the same kind, and pauses if the key is held down.
    fn note_run(&mut self, ticket: Ticket, verdict: Verdict, now: i64) {
        use crate::tui::screens::profile::held_key::MOST_AT_ONCE;
        let is_same = self.run.last().and_then(|last| self.sent.get(last)).is_none_or(|last| last.verdict == verdict);
        if !is_same {
            self.run.clear();
        }
        self.run.push(ticket);
        if self.run.len() > MOST_AT_ONCE + 1 {
            self.run.remove(0);
        }
        self.held = self.burst.is_held_down(verdict, now).then_some(verdict);
    }
}

impl OnCreators for TriageScreen {
    const SCOPE: Scope = Scope::Triage;

    fn verbs(&self) -> &Verbs {
        &self.verbs
    }

    fn verbs_mut(&mut self) -> &mut Verbs {
        &mut self.verbs
    }

    fn can_act(&self, ctx: &Ctx) -> Availability {
        match &self.queue {
            None => Availability::No(format!(
                "All creators are decided. {} shows them, {} imports a list.",
                ctx.key(Action::Go(Place::Creators)),
                ctx.key(Action::Go(Place::Import))
            )),
            Some(queue) => Availability::when(
                queue.here().is_some(),
                format!("That was the last card. {} goes back to it.", ctx.key(Action::NavUp)),
            ),
        }
    }

    fn creators(&mut self) -> Option<Creators> {
        self.here().map(|id| Creators::one(id, self.name(id)))
    }

    fn row(&self, id: CreatorId) -> Option<&CreatorRow> {
        self.cards.row(id)
    }

    fn single(&self) -> Option<&CreatorRow> {
        self.row_here()
    }

    /// A decision moves to the next card; a description stays. Resetting to "not decided yet" stays too, because the card
    /// needs a decision again.
    fn changed(&mut self, creators: &Creators, change: &Change, ticket: Ticket, ctx: &mut Ctx) {
        let crate::proto::Target::Ids(ids) = &creators.target else { return };
        let (Some(verdict), Some(id)) = (change.verdict(), ids.first()) else { return };
        match (verdict, &mut self.queue) {
            (Verdict::New, queue) => _ = queue.as_mut().and_then(|queue| queue.set(*id, verdict)),
            _ => self.decided(*id, verdict, ticket, ctx),
        }
    }
}

/// Whether the next pass can start.
fn can_pass(queue: Option<&Queue>, ctx: &Ctx) -> Availability {
    let Some(queue) = queue else { return Availability::No("There is no queue to review.".to_owned()) };
    let Some(left) = queue.left() else { return Availability::No("This queue is still loading.".to_owned()) };
    if left > 0 {
        return Availability::No(format!("Finish this pass first: {left} left."));
    }
    if queue.pass.next().is_none() {
        let new = ctx.key(Action::QueueNew);
        return Availability::No(format!("This was the last pass. {new} starts a new queue."));
    }
    let kept = queue.tally.of(Verdict::Picked) + queue.tally.of(Verdict::Maybe);
    Availability::when(kept > 0, "Nothing to review: no creator is picked or maybe.")
}

/// The filter that shows the picks of a queue.
fn picks_of(queue: &Queue, ctx: &Ctx) -> String {
    const PICKED: &str = "status:picked";
    let both = format!("{} {PICKED}", queue.source.filter);
    let is_clear = parse(&both, ctx.calendar()).is_ok_and(|query| !query.mixed_or());
    // If the filter itself mentions a verdict, it would hide the new picks.
    if is_clear && !queue.source.filter.contains("status") { both.trim().to_owned() } else { PICKED.to_owned() }
}
