//! The verbs on creators, shared by all screens that show creators: decide, rate, tag, note, snooze, add to the batch, copy,
//! open, merge. A screen only says which creators they act on and what follows a change. Labels, availability, questions and
//! commands live here.
//!
//! ```text
//! impl OnCreators for PageScreen { .. }                       // which creators, and what follows a change
//! fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
//!     match action {
//!         Action::PaneFull => ..,                             // what only this screen does
//!         other => verbs::verb(self, other, ctx),
//! // in `msg`:      if verbs::msg(self, msg, ctx) { return }
//! // in `answered`: if let Some(question) = asked.question::<verbs::Question>() { verbs::answered(self, question, value, ctx) }
//! ```

pub mod change;
pub mod copy;
mod deletion;
pub mod merge;
pub mod questions;
pub mod snooze;
pub mod tags;
mod tax_form;

use std::sync::Arc;

use crate::domain::{CreatorId, Verdict};
use crate::proto::event::{Generation, Ticket};
use crate::proto::query::Answer;
use crate::proto::row::{CreatorRow, MOST_ROWS, TagRow};
use crate::proto::{Event, Query, Slot, Target, WriteCmd};
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Action, Availability, Ctx, Does, Effect, Msg, Notice, Place, Request, Scope, SnoozeFor, Verb};
use crate::tui::screens::profile::contact;

pub use change::{Change, Creators};
pub use questions::Question;
pub use tax_form::tick_tax_form;

use copy::Copied;
use merge::Merge;

/// Most pages opened with one key.
const MOST_OPENED: usize = 5;

/// A screen on which verbs act on creators.
pub trait OnCreators: Sized + 'static {
    /// The scope of its actions.
    const SCOPE: Scope;

    /// The state of the verbs on this screen.
    fn verbs(&self) -> &Verbs;

    /// The same, mutable.
    fn verbs_mut(&mut self) -> &mut Verbs;

    /// Whether there is a creator to act on, and if not, why.
    fn can_act(&self, ctx: &Ctx) -> Availability;

    /// How many creators a verb acts on, without collecting their ids.
    fn count(&self) -> usize {
        1
    }

    /// The creators that a verb acts on, fixed from now on.
    fn creators(&mut self) -> Option<Creators>;

    /// A loaded row. A verb reads what the screen doesn't have.
    fn row(&self, _id: CreatorId) -> Option<&CreatorRow> {
        None
    }

    /// The loaded row of the creator that a verb acts on, if that is a single one.
    fn single(&self) -> Option<&CreatorRow> {
        None
    }

    /// Whether a change may be made now. If not, this tells the user why.
    fn allows(&mut self, _change: &Change, _ctx: &mut Ctx) -> bool {
        true
    }

    /// What follows after a change was sent to the store.
    fn changed(&mut self, _creators: &Creators, _change: &Change, _ticket: Ticket, _ctx: &mut Ctx) {}
}

/// What a verb does with the rows of creators, which it reads where the screen doesn't have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// Copy this of them.
    Copy(Copied),
    /// Open their profiles.
    Open,
}

impl Wanted {
    fn put(self, rows: &[&CreatorRow], creators: &Creators, ctx: &mut Ctx) {
        match self {
            Self::Copy(what) => what.put(rows, creators, ctx),
            Self::Open => rows.iter().for_each(|row| ctx.effect(Effect::OpenLink(row.fields.profile_url()))),
        }
    }
}

/// The state of the verbs on a screen.
#[derive(Debug, Default)]
pub struct Verbs {
    /// All tags, most used first.
    tags: Vec<TagRow>,
    tags_asked: Option<Generation>,
    /// Creators whose tags are being counted before the list of tags opens.
    counting: Option<Creators>,
    /// What to do once the rows arrive.
    reading: Option<(Wanted, Creators)>,
    /// The last change, for the repeat key.
    last: Option<Change>,
    /// The creator about to be deleted, and when what is owed to them was asked for.
    deleting: Option<(Generation, Creators)>,
    /// State of merging creators.
    pub merge: Merge,
}

impl Verbs {
    /// Asks for all tags, and for the counts on the creators that the list of tags waits for.
    pub fn ask_tags(&mut self, ctx: &mut Ctx) {
        let target = self.counting.as_ref().map(|creators| creators.target.clone());
        self.tags_asked = Some(ctx.ask(Query::Tags { target }));
    }

    /// All tags, most used first.
    pub fn tags(&self) -> &[TagRow] {
        &self.tags
    }

    /// Whether the list of tags waits for its counts. Letters typed meanwhile belong to it.
    pub fn is_counting(&self) -> bool {
        self.counting.is_some()
    }

    /// Drops the pending list of tags.
    pub fn stop_counting(&mut self) {
        self.counting = None;
    }
}

/// The verb on creators for an action; `elsewhere` for all other actions.
pub fn verb<S: OnCreators>(screen: &S, action: Action, ctx: &Ctx) -> Verb<S> {
    if !action.scopes().contains(&S::SCOPE) {
        return Verb::elsewhere();
    }
    if action == Action::BatchNew {
        // Whom the method proposes, whoever is under the cursor.
        return Verb::lead(Request::Go(Place::Builder)).hint("next batch", Does::Goes(Place::Builder));
    }
    let verb = match action {
        Action::VerdictPick => makes(screen, Change::Verdict(Verdict::Picked)),
        Action::VerdictReject => makes(screen, Change::Verdict(Verdict::Rejected)),
        Action::VerdictMaybe => makes(screen, Change::Verdict(Verdict::Maybe)),
        Action::VerdictClear => makes(screen, Change::Verdict(Verdict::New)),
        Action::VerdictRejectWhy => asks(questions::reason),
        Action::VerdictPickBatch => makes(screen, Change::Batch { pick: true }).where_available(has_batch(ctx)),
        Action::BatchAdd => {
            makes(screen, Change::Batch { pick: false }).where_available(has_batch(ctx)).hinted(ctx.to_batch())
        }
        Action::Rate(stars) | Action::Stars(stars) => makes(screen, Change::Rate(stars)),
        Action::ContactBlock => makes(screen, Change::Block(true)),
        Action::ContactAllow => makes(screen, Change::Block(false)),
        Action::Snooze(SnoozeFor::Typed) => asks(questions::snooze),
        Action::Snooze(until) => {
            snooze::resolve(until, ctx).map_or_else(Verb::no, |snooze| makes(screen, Change::Snooze(snooze)))
        }
        Action::TagEdit => Verb::new(|screen: &mut S, _, ctx| tags::open(screen, ctx)),
        Action::TagQuick => tags::quick_verb(screen, ctx),
        Action::TagRepeat => tags::repeat_verb(screen, ctx),
        Action::NoteAdd => asks(questions::note),
        // One alone may have taken part in a batch: then what is owed and what stays is said first.
        Action::CreatorDelete if screen.count() == 1 => Verb::new(deletion::look),
        Action::CreatorDelete => makes(screen, Change::Delete),
        Action::Repeat => repeat(screen, ctx),
        Action::LinkOpen => Verb::new(|screen: &mut S, _, ctx| with_rows(screen, Wanted::Open, ctx))
            .when(screen.count() <= MOST_OPENED, || "That would open more than 5 pages. Mark fewer.".to_owned()),
        Action::SiteOpen => match screen.single() {
            Some(row) if row.fields.website.is_empty() => Verb::no(format!(
                "The website of {} is unknown. {} adds it.",
                row.fields.handle,
                ctx.key(Action::RecordEdit)
            )),
            Some(row) => Verb::effect(Effect::OpenLink(row.fields.website.clone())),
            None => Verb::no("Websites open one at a time. Unmark the others."),
        },
        Action::CopyHandle => copies(screen, Copied::Handle),
        Action::CopyLink => copies(screen, Copied::Link),
        Action::CopyEmail => copies(screen, Copied::Email)
            .where_available(screen.single().map_or(Availability::Yes, contact::can_copy_email)),
        Action::CopyRow => copies(screen, Copied::Row),
        _ => return Verb::elsewhere(),
    };
    verb.where_available(screen.can_act(ctx))
}

/// The same verb without a hint, for a screen whose own actions fill the footer.
pub fn quiet_verb<S: OnCreators>(screen: &S, action: Action, ctx: &Ctx) -> Verb<S> {
    let verb = verb(screen, action, ctx);
    if verb.availability() == Availability::Elsewhere { verb } else { verb.unhinted() }
}

/// Makes a change to the creators that a verb acts on. For many creators, only when its key is pressed again.
fn makes<S: OnCreators>(screen: &S, change: Change) -> Verb<S> {
    let (creators, word) = (screen.count(), change.word());
    let verb = Verb::new(move |screen: &mut S, _, ctx| {
        if let Some(creators) = screen.creators() {
            send(screen, &creators, &change, ctx);
        }
    });
    verb.changing(creators, word)
}

fn asks<S: OnCreators>(ask: fn(Creators, &mut Ctx)) -> Verb<S> {
    Verb::new(move |screen: &mut S, _, ctx| {
        if let Some(creators) = screen.creators() {
            ask(creators, ctx);
        }
    })
}

fn has_batch(ctx: &Ctx) -> Availability {
    let [plan, campaigns, choose] =
        [Action::BatchNew, Action::Go(Place::Campaigns), Action::BatchChoose].map(|action| ctx.key(action));
    Availability::when(
        ctx.current_batch.is_some(),
        format!("No current batch. {plan} plans one; or {campaigns}, then {choose} on a planned one."),
    )
}

/// Repeats the last change on the creators that a verb acts on now. What else it needs, such as a batch, must still exist.
fn repeat<S: OnCreators>(screen: &S, ctx: &Ctx) -> Verb<S> {
    let Some(change) = &screen.verbs().last else { return Verb::no("There is nothing to repeat yet.") };
    let needs = match (change, change.fault(ctx)) {
        (_, Some(fault)) => Availability::No(fault),
        (Change::Batch { .. }, None) => has_batch(ctx),
        _ => Availability::Yes,
    };
    makes(screen, change.clone()).where_available(needs)
}

/// Makes a change to the creators fixed when a question was asked. For many creators, only when the answer is given again.
pub fn make_to<S: OnCreators>(screen: &mut S, creators: &Creators, change: &Change, ctx: &mut Ctx) {
    if ctx.may_change(creators.count, change.word()) {
        send(screen, creators, change, ctx);
    }
}

/// Sends a change, which the repeat key can then repeat.
fn send<S: OnCreators>(screen: &mut S, creators: &Creators, change: &Change, ctx: &mut Ctx) {
    if !screen.allows(change, ctx) {
        return;
    }
    let Some(command) = change.command(creators.target.clone(), ctx) else { return };
    match change {
        Change::Tags { add, remove } => ctx.again.tags = Some((add.clone(), remove.clone())),
        Change::Snooze(snooze) => ctx.again.snooze = Some(*snooze),
        _ => {}
    }
    if *change != Change::Delete {
        screen.verbs_mut().last = Some(change.clone());
    }
    let ticket = ctx.write(command);
    screen.changed(creators, change, ticket, ctx);
}

fn copies<S: OnCreators>(screen: &S, what: Copied) -> Verb<S> {
    Verb::new(move |screen: &mut S, _, ctx| with_rows(screen, Wanted::Copy(what), ctx))
        .when(screen.count() <= MOST_ROWS, || "You can copy at most 2,000 at once. Filter or mark fewer.".to_owned())
}

/// Does something with loaded rows, or reads the rows first.
fn with_rows<S: OnCreators>(screen: &mut S, what: Wanted, ctx: &mut Ctx) {
    let Some(creators) = screen.creators() else { return };
    let Target::Ids(ids) = &creators.target else { return };
    let rows: Option<Vec<&CreatorRow>> = ids.iter().map(|id| screen.row(*id)).collect();
    if let Some(rows) = rows {
        return what.put(&rows, &creators, ctx);
    }
    ctx.effect(Effect::ReadWindow(Arc::clone(ids)));
    screen.verbs_mut().reading = Some((what, creators));
}

/// Handles a message that a verb waits for. Returns false if the screen needs to handle it as well.
pub fn msg<S: OnCreators>(screen: &mut S, msg: &Msg, ctx: &mut Ctx) -> bool {
    let verbs = screen.verbs_mut();
    match msg {
        Msg::Window(rows) => {
            let Some((what, creators)) = verbs.reading.take() else { return false };
            let Target::Ids(ids) = &creators.target else { return true };
            let rows: Vec<_> = ids.iter().filter_map(|id| rows.iter().find(|row| row.id == *id)).collect();
            if !rows.is_empty() {
                what.put(&rows, &creators, ctx);
            }
            true
        }
        // After a failed read, the next rows that arrive belong to another request.
        Msg::ReadFailed(_) => {
            verbs.reading = None;
            false
        }
        Msg::Event(Event::QueryDone(Slot::Tags, generation, Answer::Tags { all, on_target, target_size }))
            if verbs.tags_asked == Some(*generation) =>
        {
            verbs.tags.clone_from(all);
            if let Some(creators) = verbs.counting.take() {
                let carried = |tag: &TagRow| on_target.iter().find(|(id, _)| *id == tag.id).map_or(0, |(_, n)| *n);
                questions::tags(creators, all, carried, *target_size, ctx);
            }
            true
        }
        Msg::Event(Event::QueryFailed(Slot::Tags, generation, why)) if verbs.tags_asked == Some(*generation) => {
            if verbs.counting.take().is_some() {
                ctx.say(Notice::error(why.clone()));
            }
            true
        }
        Msg::Event(Event::QueryDone(_, generation, Answer::Deletion(_, leaving))) => {
            deletion::arrived(screen, *generation, leaving.as_deref(), ctx)
        }
        Msg::Event(Event::QueryDone(_, generation, Answer::Known(known))) => verbs.merge.known(*generation, known, ctx),
        Msg::Event(Event::QueryDone(_, generation, Answer::Alike(rows))) => verbs.merge.rows(*generation, rows, ctx),
        _ => false,
    }
}

/// Handles the answer to a question that a verb asked.
pub fn answered<S: OnCreators>(screen: &mut S, question: &Question, value: Value, ctx: &mut Ctx) {
    match (question, value) {
        (Question::Delete(id), Value::Yes) => _ = ctx.write(WriteCmd::DeleteKeepingLedger(*id)),
        (Question::Merge(preview), value) => screen.verbs_mut().merge.decided(preview.clone(), &value, ctx),
        (question, value) => {
            if let Some((creators, change)) = question.change(value, ctx) {
                make_to(screen, &creators, &change, ctx);
            }
        }
    }
}
