//! What each action does in triage as things stand, and whom the verbs on creators act on.

use crate::domain::filter::parse;
use crate::domain::{CreatorId, Verdict};
use crate::proto::event::Ticket;
use crate::proto::row::CreatorRow;
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Availability, Ctx, Does, Effect, Group, Notice, Place, Request, Scope, Verb};
use crate::tui::look::SizeClass;
use crate::tui::screens::profile::info;
use crate::tui::screens::verbs::{self, Change, Creators, OnCreators, Verbs};

use super::queue::{Pass, Queue, Went};
use super::{SPENT, Sent, TriageScreen};

impl TriageScreen {
    /// What an action does now.
    pub(super) fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        if !action.scopes().iter().any(|scope| matches!(scope, Scope::Triage | Scope::List)) {
            return Verb::elsewhere();
        }
        if let (Some(said), Group::Decide) = (self.said_held(ctx), action.group()) {
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
                .when(self.waiting() > 0, || "Nobody new has come in since this queue was begun.".to_owned()),
            Action::QueuePass => Verb::new(|screen: &mut Self, _, ctx| screen.next_pass(ctx))
                .where_available(can_pass(self.queue.as_ref(), ctx)),
            other => verbs::verb(self, other, ctx),
        }
    }

    fn walk(&mut self, action: Action, count: usize, ctx: &Ctx) {
        let Some(queue) = &mut self.queue else { return };
        let cards = |lines: usize| isize::try_from(lines.max(1).saturating_mul(count.max(1))).unwrap_or(isize::MAX);
        queue.step(match action {
            Action::NavDown => cards(1),
            Action::NavUp => -cards(1),
            Action::NavHalfDown => cards(ctx.list_lines / 2),
            Action::NavHalfUp => -cards(ctx.list_lines / 2),
            Action::NavPageDown => cards(ctx.list_lines),
            Action::NavPageUp => -cards(ctx.list_lines),
            Action::NavTop => isize::MIN + 1,
            _ => isize::MAX,
        });
    }

    /// Enter: answers what is asked, shows the picks at the end, else the creator's page.
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
            return Verb::new(move |_, _, ctx| ctx.lead(picks)).hint("see the picks", Does::Goes(Place::Creators));
        };
        Verb::new(move |_, _, ctx| ctx.lead(Request::ShowPage(id)))
    }

    /// The card alone where the list stands beside it, else everything in a window of its own.
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

    /// The handle of a creator, or words for one that is not loaded.
    pub(super) fn name(&self, id: CreatorId) -> String {
        self.cards.row(id).map_or_else(|| "this creator".to_owned(), |row| row.fields.handle.to_string())
    }

    /// What a verb acts on now.
    pub(super) fn said_target(&self, ctx: &Ctx) -> String {
        if let Some(said) = self.said_held(ctx) {
            return format!("nothing yet. {said}");
        }
        match (self.here(), &self.queue) {
            (Some(id), Some(queue)) if queue.pass != Pass::Verdicts => {
                format!("{}; {} goes on", self.name(id), ctx.key(Action::NavDown))
            }
            (Some(id), _) => format!("{}, then moves on by itself", self.name(id)),
            (None, Some(_)) => "nothing: this was the last card".to_owned(),
            (None, None) => "nothing: nobody waits for a decision".to_owned(),
        }
    }

    /// Who comes after this card; where the list stands beside it that is seen there.
    pub(super) fn said_next(&self, ctx: &Ctx) -> Option<String> {
        let next = self.queue.as_ref().filter(|_| ctx.size != SizeClass::Wide || self.is_full)?.after()?;
        Some(format!("next: {}", self.cards.row(next)?.fields.handle))
    }

    /// What is asked after a key was held down.
    pub(super) fn said_held(&self, ctx: &Ctx) -> Option<String> {
        let verdict = self.held?;
        Some(format!(
            "{} {} very fast. Key held down? {} keeps, {} takes them back.",
            self.run.len(),
            verdict.word(),
            ctx.key(Action::NavOpen),
            ctx.key(Action::Undo)
        ))
    }

    /// How many came in since the queue was frozen.
    pub(super) fn waiting(&self) -> i64 {
        let is_first = self.queue.as_ref().is_some_and(|queue| queue.pass == Pass::Verdicts);
        self.figures.as_ref().filter(|_| is_first).map_or(0, |figures| figures.waiting)
    }

    /// Goes on after a decision that is on its way to the file.
    fn decided(&mut self, id: CreatorId, verdict: Verdict, ticket: Ticket, ctx: &mut Ctx) {
        let Some(queue) = &mut self.queue else { return };
        // Shown at once; the file follows.
        let before = queue.set(id, verdict).unwrap_or_default();
        let went = queue.go_on();
        self.sent.insert(ticket, Sent { id, before, verdict });
        self.pace.verdict(ctx.now_ms);
        if let Went::BackTo(left) = went {
            let cards = if left == 1 { "1 card was".to_owned() } else { format!("{left} cards were") };
            ctx.say(Notice::info(format!("{cards} passed over: here is the first.")));
        }
        if went == Went::Out {
            ctx.effect(Effect::Remember { name: SPENT, value: self.pace.spent_ms.to_string() });
        }
        self.note_run(ticket, verdict, ctx.now_ms);
    }

    /// Notes a verdict among those of its kind, and stops where its key was held down.
    fn note_run(&mut self, ticket: Ticket, verdict: Verdict, now: i64) {
        use crate::tui::screens::profile::burst::MOST_AT_ONCE;
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
                "Nobody waits for a decision. {} shows the creators, {} imports a list.",
                ctx.key(Action::Go(Place::Creators)),
                ctx.key(Action::Go(Place::Import))
            )),
            Some(queue) => Availability::when(
                queue.here().is_some(),
                format!("This was the last card: {} goes back to it.", ctx.key(Action::NavUp)),
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

    /// A decision leads to the next card; a description stays. Back to new one stays too: the card waits for a decision again.
    fn changed(&mut self, creators: &Creators, change: &Change, ticket: Ticket, ctx: &mut Ctx) {
        let crate::proto::Target::Ids(ids) = &creators.target else { return };
        let (Some(verdict), Some(id)) = (change.verdict(), ids.first()) else { return };
        match (verdict, &mut self.queue) {
            (Verdict::New, queue) => _ = queue.as_mut().and_then(|queue| queue.set(*id, verdict)),
            _ => self.decided(*id, verdict, ticket, ctx),
        }
    }
}

/// Whether the next pass can begin.
fn can_pass(queue: Option<&Queue>, ctx: &Ctx) -> Availability {
    let Some(queue) = queue else { return Availability::No("There is no queue to go over again.".to_owned()) };
    let Some(left) = queue.left() else { return Availability::No("This queue is still being read.".to_owned()) };
    if left > 0 {
        return Availability::No(format!("First the rest of this pass: {left} left."));
    }
    if queue.pass.next().is_none() {
        let new = ctx.key(Action::QueueNew);
        return Availability::No(format!("This was the last pass. {new} begins a new queue."));
    }
    let kept = queue.tally.of(Verdict::Picked) + queue.tally.of(Verdict::Maybe);
    Availability::when(kept > 0, "Nobody was picked and nobody is a maybe: there is nobody to go over again.")
}

/// The filter that shows the picks of a queue.
fn picks_of(queue: &Queue, ctx: &Ctx) -> String {
    const PICKED: &str = "status:picked";
    let both = format!("{} {PICKED}", queue.source.filter);
    let is_clear = parse(&both, ctx.calendar()).is_ok_and(|query| !query.mixed_or());
    // Where the filter itself speaks of verdicts it would hide what was just picked.
    if is_clear && !queue.source.filter.contains("status") { both.trim().to_owned() } else { PICKED.to_owned() }
}
