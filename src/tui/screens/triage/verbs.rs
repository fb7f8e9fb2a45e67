//! The verbs: whom they act on, whether they can, and the commands they become.

use crate::domain::filter::parse;
use crate::domain::{CreatorId, Snooze, Verdict};
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::Group;
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Availability, Ctx, Effect, Notice, Place, Request, Scope, SnoozeFor};
use crate::tui::look::{SizeClass, text};
use crate::tui::screens::profile::{ask, contact, info};

use super::TriageScreen;
use super::queue::{Pass, Queue};

pub(super) const REASON: &str = "triage.reason";
pub(super) const TAGS: &str = "triage.tags";
pub(super) const NOTE: &str = "triage.note";
pub(super) const QUICK: &str = "triage.quick";
pub(super) const SNOOZE: &str = "triage.snooze";

impl TriageScreen {
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

    /// The quick tags that have a letter.
    pub(super) fn quick_tags(&self, ctx: &Ctx) -> Vec<(char, String)> {
        ask::quick_tags(&ctx.quick_tags, &self.tags)
    }

    /// Whether an action can be done now.
    pub(super) fn can(&self, action: Action, ctx: &Ctx) -> Availability {
        if !action.scopes().iter().any(|scope| matches!(scope, Scope::Triage | Scope::List)) {
            return Availability::Elsewhere;
        }
        let is_verdict = action.group() == Group::Decide;
        if let (Some(said), true) = (self.said_held(ctx), is_verdict) {
            return Availability::No(said);
        }
        let queue = self.queue.as_ref();
        let someone = match queue {
            None => Availability::No(format!(
                "Nobody waits for a decision. {} shows the creators, {} imports a list.",
                ctx.key(Action::Go(Place::Creators)),
                ctx.key(Action::Go(Place::Import))
            )),
            Some(queue) => Availability::when(
                queue.here().is_some(),
                format!("This was the last card: {} goes back to it.", ctx.key(Action::NavUp)),
            ),
        };
        let both = |then: Availability| if someone == Availability::Yes { then } else { someone.clone() };
        match action {
            Action::NavOpen => Availability::when(queue.is_some(), "There are no cards."),
            action if action.walks() => Availability::when(queue.is_some(), "There are no cards."),
            Action::QueueNew => Availability::Yes,
            Action::QueueAdd => {
                let waiting = self.waiting();
                Availability::when(waiting > 0, "Nobody new has come in since this queue was begun.")
            }
            Action::QueuePass => can_pass(queue, ctx),
            Action::Snooze(SnoozeFor::Again) => both(ask::can_snooze_again(ctx)),
            Action::TagQuick => both(ask::can_tag_quickly(&self.quick_tags(ctx), ctx)),
            Action::TagRepeat => both(Availability::when(
                ctx.again.tags.is_some(),
                format!("No tags set yet: {} sets some.", ctx.key(Action::TagEdit)),
            )),
            Action::BatchAdd | Action::VerdictPickBatch => both(Availability::when(
                ctx.current_batch.is_some(),
                format!(
                    "No current batch: open {} and press {} on a planned batch.",
                    ctx.key(Action::Go(Place::Campaigns)),
                    ctx.key(Action::BatchChoose)
                ),
            )),
            Action::CopyEmail => {
                both(self.row().map_or_else(
                    || Availability::No("No e-mail address is known.".to_owned()),
                    contact::can_copy_email,
                ))
            }
            _ => someone,
        }
    }

    /// How many came in since the queue was frozen.
    pub(super) fn waiting(&self) -> i64 {
        let is_first = self.queue.as_ref().is_some_and(|queue| queue.pass == Pass::Verdicts);
        self.figures.as_ref().filter(|_| is_first).map_or(0, |figures| figures.waiting)
    }

    pub(super) fn verdict(&mut self, verdict: Verdict, ctx: &mut Ctx) -> Vec<Request> {
        let Some(id) = self.here() else { return Vec::new() };
        self.decide(id, verdict, ctx, |target| WriteCmd::SetVerdict { target, verdict, reason: None, until: None })
    }

    /// Back to new; one stays, since the card waits for a decision again.
    pub(super) fn clear(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        if let (Some(id), Some(queue)) = (self.here(), &mut self.queue) {
            queue.set(id, Verdict::New);
        }
        let verdict = Verdict::New;
        self.describe(ctx, |target| WriteCmd::SetVerdict { target, verdict, reason: None, until: None })
    }

    pub(super) fn snooze(&mut self, snooze: Snooze, ctx: &mut Ctx) -> Vec<Request> {
        let Some(id) = self.pending.take().or_else(|| self.here()) else { return Vec::new() };
        let until = snooze.day(ctx.today);
        if until.is_none_or(|day| day <= ctx.today) {
            return vec![Request::Say(Notice::error(ask::day_to_come(ctx.calendar())))];
        }
        ctx.again.snooze = Some(snooze);
        let verdict = Verdict::Snoozed;
        self.decide(id, verdict, ctx, |target| WriteCmd::SetVerdict { target, verdict, reason: None, until })
    }

    pub(super) fn put_into_batch(&mut self, pick: bool, ctx: &mut Ctx) -> Vec<Request> {
        let (Some(id), Some((batch, _))) = (self.here(), ctx.current_batch.clone()) else { return Vec::new() };
        let command = |target| WriteCmd::AddToBatch { batch, target, pick };
        if pick { self.decide(id, Verdict::Picked, ctx, command) } else { self.describe(ctx, command) }
    }

    /// Describes the creator one is at, and stays.
    pub(super) fn describe(&mut self, ctx: &mut Ctx, command: impl FnOnce(Target) -> WriteCmd) -> Vec<Request> {
        self.here().map(|id| ctx.write_request(command(Target::one(id))).1).into_iter().collect()
    }

    pub(super) fn tags_again(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some((add, remove)) = ctx.again.tags.clone() else { return Vec::new() };
        self.describe(ctx, |target| WriteCmd::EditTags { target, add, remove })
    }

    /// Opens something about the creator one is at.
    fn ask_about(&mut self, overlay: impl FnOnce(&Self, &str) -> Overlay) -> Vec<Request> {
        let Some(id) = self.here() else { return Vec::new() };
        self.pending = Some(id);
        vec![Request::Open(overlay(self, &self.name(id)))]
    }

    pub(super) fn open_reasons(&mut self) -> Vec<Request> {
        self.ask_about(|_, about| ask::reason(REASON, about))
    }

    pub(super) fn open_snooze(&mut self, ctx: &Ctx) -> Vec<Request> {
        self.ask_about(|_, about| ask::snooze(SNOOZE, about, ctx))
    }

    pub(super) fn open_note(&mut self) -> Vec<Request> {
        self.ask_about(|_, about| ask::note(NOTE, about))
    }

    pub(super) fn open_quick_tags(&mut self, ctx: &Ctx) -> Vec<Request> {
        self.ask_about(|screen, about| ask::quick(QUICK, about, screen.quick_tags(ctx)))
    }

    pub(super) fn open_tags(&mut self) -> Vec<Request> {
        self.ask_about(|screen, about| {
            let carries = |name: &String| screen.row().is_some_and(|row| row.tags.contains(name));
            let item =
                |tag: &crate::proto::row::TagRow| (tag.name.clone(), tag.creators, i64::from(carries(&tag.name)));
            ask::tags(TAGS, about, screen.tags.iter().map(item).collect(), 1)
        })
    }

    /// Enter: answers what is asked, shows the picks at the end, else the creator's page.
    pub(super) fn open(&mut self, ctx: &Ctx) -> Vec<Request> {
        if self.held.take().is_some() {
            self.run.clear();
            return vec![Request::Say(Notice::info("Kept."))];
        }
        match &self.queue {
            Some(queue) if queue.here().is_none() => vec![Request::ShowFilter(picks_of(queue, ctx))],
            _ => self.here().map(Request::ShowPage).into_iter().collect(),
        }
    }

    /// The card alone where the list stands beside it, else everything in a window of its own.
    pub(super) fn full(&mut self, ctx: &Ctx) -> Vec<Request> {
        if ctx.size == SizeClass::Wide {
            self.is_full = !self.is_full;
            return Vec::new();
        }
        self.open_card(ctx)
    }

    fn open_card(&self, ctx: &Ctx) -> Vec<Request> {
        let Some(row) = self.row() else { return Vec::new() };
        let lines = info::lines(row, self.cards.detail(row.id), ctx, 72).iter().map(info::InfoLine::text).collect();
        vec![Request::Open(Overlay::Text { title: row.fields.handle.to_string(), lines })]
    }

    /// Opens or copies what leads to the creator.
    pub(super) fn carry_off(&self, action: Action) -> Vec<Request> {
        let Some(row) = self.row() else { return Vec::new() };
        let (handle, fields) = (row.fields.handle.to_string(), &row.fields);
        let link = fields.profile_url();
        let (copied, said) = match action {
            Action::LinkOpen => return vec![Request::Effect(Effect::OpenLink(link))],
            Action::CopyLink => (link, format!("Copied the profile link of {handle}.")),
            Action::CopyEmail => (text::shown(&fields.email), format!("Copied the e-mail address of {handle}.")),
            _ => (handle.clone(), format!("Copied {handle}.")),
        };
        vec![Request::Effect(Effect::Copy(copied)), Request::Say(Notice::done(said))]
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
