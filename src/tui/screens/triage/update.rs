//! What keys, answers and reports change.

use crate::domain::filter::parse;
use crate::domain::{CreatorId, RejectReason, Verdict};
use crate::proto::query::Answer;
use crate::proto::{Event, Query, Slot, Target, WriteCmd};
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Ctx, Effect, Msg, Notice, Request, Shown, SnoozeFor};
use crate::tui::screens::profile::ask;

use super::queue::{self, Queue, Source, Went};
use super::verbs::{NOTE, QUICK, REASON, SNOOZE, TAGS};
use super::{For, QUEUE, SPENT, Sent, TriageScreen};

impl TriageScreen {
    /// Comes here: goes on with the queue there is, or begins one.
    pub(super) fn entered(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let Some(queue) = &mut self.queue else { return self.begin(ctx) };
        let shown = ctx.shown.as_ref().filter(|shown| shown.filter == queue.source.filter);
        if let Some(shown) = shown.filter(|shown| shown.name != queue.source.name) {
            // The filter was saved as a view since, or is shown as another one.
            queue.source.name.clone_from(&shown.name);
        }
        if shown.is_some() || ctx.shown.is_none() {
            return self.asked_again(ctx);
        }
        // Another filter is meant for another queue; but what somebody is in the middle of is not thrown away.
        let is_over = queue.is_done();
        if queue.given == 0 || is_over {
            let source = source(ctx);
            let what = if is_over { For::Follow(source) } else { For::Replace(source) };
            let mut requests = self.asked_again(ctx);
            requests.push(self.ask_queue(what, ctx));
            return requests;
        }
        let left = queue.left().map_or_else(String::new, |left| format!(": {left} left"));
        let said = format!(
            "Still the queue you are in{left}. {} begins one with what the creators' filter shows.",
            ctx.key(Action::QueueNew)
        );
        let mut requests = vec![Request::Say(Notice::info(said))];
        requests.extend(self.asked_again(ctx));
        requests
    }

    /// Begins a queue with what the table of creators shows.
    fn begin(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let source = source(ctx);
        let request = self.ask_queue(For::Begin(source), ctx);
        vec![request, self.ask_tags(ctx)]
    }

    fn ask_queue(&mut self, what: For, ctx: &mut Ctx) -> Request {
        let source = match (&what, &self.queue) {
            (For::Begin(source) | For::Replace(source) | For::Follow(source), _) => source.clone(),
            (For::Add, queue) => queue.as_ref().map(|queue| queue.source.clone()).unwrap_or_default(),
        };
        let ids = self.queue.as_ref().map(|queue| std::sync::Arc::clone(&queue.ids)).unwrap_or_default();
        let filter = source.expr(&ids, ctx.calendar());
        let sort = parse(&source.sort, ctx.calendar()).unwrap_or_default().sort;
        let (generation, request) = ctx.ask_request(Query::Queue { filter, sort });
        self.asked.queue = Some((generation, what));
        request
    }

    fn ask_tags(&mut self, ctx: &mut Ctx) -> Request {
        let (generation, request) = ctx.ask_request(Query::Tags { target: None });
        self.asked.tags = generation;
        request
    }

    fn ask_figures(&mut self, ctx: &mut Ctx) -> Option<Request> {
        let queue = self.queue.as_ref()?;
        let ids = std::sync::Arc::clone(&queue.ids);
        let filter = queue.source.expr(&ids, ctx.calendar());
        let (generation, request) = ctx.ask_request(Query::Triage { ids, filter, currency: ctx.currency });
        self.asked.figures = generation;
        Some(request)
    }

    /// Asks again for what is shown.
    pub(super) fn asked_again(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        if self.queue.is_none() {
            return self.begin(ctx);
        }
        self.cards.stale();
        let mut requests = self.look();
        requests.extend(self.ask_figures(ctx));
        requests.push(self.ask_tags(ctx));
        requests
    }

    /// Carries out an action.
    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let cards = |lines: usize| isize::try_from(lines.max(1).saturating_mul(count.max(1))).unwrap_or(isize::MAX);
        match action {
            Action::NavDown => self.step(cards(1)),
            Action::NavUp => self.step(-cards(1)),
            Action::NavHalfDown => self.step(cards(ctx.list_lines / 2)),
            Action::NavHalfUp => self.step(-cards(ctx.list_lines / 2)),
            Action::NavPageDown => self.step(cards(ctx.list_lines)),
            Action::NavPageUp => self.step(-cards(ctx.list_lines)),
            Action::NavTop => self.step(isize::MIN + 1),
            Action::NavBottom => self.step(isize::MAX),
            Action::NavOpen => return self.open(ctx),
            Action::PaneFull => return self.full(ctx),
            Action::VerdictPick => return self.verdict(Verdict::Picked, ctx),
            Action::VerdictReject => return self.verdict(Verdict::Rejected, ctx),
            Action::VerdictMaybe => return self.verdict(Verdict::Maybe, ctx),
            Action::VerdictClear => return self.clear(ctx),
            Action::VerdictRejectWhy => return self.open_reasons(),
            Action::VerdictPickBatch => return self.put_into_batch(true, ctx),
            Action::BatchAdd => return self.put_into_batch(false, ctx),
            Action::Snooze(SnoozeFor::Typed) => return self.open_snooze(ctx),
            Action::TagEdit => return self.open_tags(),
            Action::TagRepeat => return self.tags_again(ctx),
            Action::TagQuick => return self.open_quick_tags(ctx),
            Action::NoteAdd => return self.open_note(),
            Action::ContactBlock => {
                return self.describe(ctx, |target| WriteCmd::SetDoNotContact { target, blocked: true });
            }
            Action::ContactAllow => {
                return self.describe(ctx, |target| WriteCmd::SetDoNotContact { target, blocked: false });
            }
            Action::QueueAdd => return vec![self.ask_queue(For::Add, ctx)],
            Action::QueueNew => return vec![self.ask_queue(For::Replace(source(ctx)), ctx)],
            Action::QueuePass => return self.next_pass(ctx),
            Action::LinkOpen | Action::CopyHandle | Action::CopyLink | Action::CopyEmail => {
                return self.carry_off(action);
            }
            other => {
                if let Some(stars) = stars(other) {
                    return self.describe(ctx, |target| WriteCmd::Rate { target, stars });
                }
                if let Some(snooze) = ask::snooze_of(other, &ctx.again) {
                    return self.snooze(snooze, ctx);
                }
            }
        }
        Vec::new()
    }

    fn step(&mut self, cards: isize) {
        if let Some(queue) = &mut self.queue {
            queue.step(cards);
        }
    }

    /// Decides about somebody and goes on.
    pub(super) fn decide(
        &mut self,
        id: CreatorId,
        verdict: Verdict,
        ctx: &mut Ctx,
        command: impl FnOnce(Target) -> WriteCmd,
    ) -> Vec<Request> {
        let (ticket, request) = ctx.write_request(command(Target::one(id)));
        let mut requests = vec![request];
        let Some(queue) = &mut self.queue else { return requests };
        // Shown at once; the file follows.
        let before = queue.set(id, verdict).unwrap_or_default();
        let went = queue.go_on();
        self.sent.insert(ticket, Sent { id, before, verdict });
        self.pace.verdict(ctx.now_ms);
        if let Went::BackTo(left) = went {
            let cards = if left == 1 { "1 card was".to_owned() } else { format!("{left} cards were") };
            requests.push(Request::Say(Notice::info(format!("{cards} passed over: here is the first."))));
        }
        if went == Went::Out {
            let value = self.pace.spent_ms.to_string();
            requests.push(Request::Effect(Effect::Remember { name: SPENT, value }));
        }
        self.note_run(ticket, verdict, ctx.now_ms);
        requests
    }

    /// Notes a verdict among those of its kind, and stops where its key was held down.
    fn note_run(&mut self, ticket: crate::proto::event::Ticket, verdict: Verdict, now: i64) {
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

    /// Takes the value of an overlay.
    pub(super) fn answered(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let Some(id) = self.pending.take() else { return Vec::new() };
        let requests = self.read_answer(id, purpose, value, ctx);
        self.underway.keep(Some(id), &requests);
        requests
    }

    fn read_answer(&mut self, id: CreatorId, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let target = Target::one(id);
        match (purpose, value) {
            (REASON, Value::Picked(words)) if words == ask::OWN_REASON => {
                self.pending = Some(id);
                vec![Request::Open(ask::own_reason(REASON, &self.name(id)))]
            }
            (REASON, Value::Picked(words) | Value::Text(words)) => {
                let (verdict, reason) = (Verdict::Rejected, Some(RejectReason::from_words(&words)));
                self.decide(id, verdict, ctx, |target| WriteCmd::SetVerdict { target, verdict, reason, until: None })
            }
            (SNOOZE, Value::Text(typed)) => {
                self.pending = Some(id);
                ask::snoozed(&typed, ctx.calendar()).map_or_else(Vec::new, |snooze| self.snooze(snooze, ctx))
            }
            (TAGS, Value::Toggled { add, remove }) => {
                ctx.again.tags = Some((add.clone(), remove.clone()));
                vec![ctx.write_request(WriteCmd::EditTags { target, add, remove }).1]
            }
            (QUICK, Value::Picked(tag)) => {
                ctx.again.tags = Some((vec![tag.clone()], Vec::new()));
                vec![ctx.write_request(WriteCmd::EditTags { target, add: vec![tag], remove: Vec::new() }).1]
            }
            (NOTE, Value::Text(text)) => vec![ctx.write_request(WriteCmd::AddNote { target, text }).1],
            _ => Vec::new(),
        }
    }

    /// Takes a message.
    pub(super) fn hear(&mut self, msg: &Msg, ctx: &mut Ctx) -> Vec<Request> {
        match msg {
            Msg::Window(rows) => self.cards.take(rows),
            Msg::Detail(id, detail) => self.cards.take_detail(*id, detail.as_deref()),
            Msg::Wake => {
                let wake = self.pace.woken(ctx.now_ms);
                return wake.map(|at| Request::Effect(Effect::WakeAt(at))).into_iter().collect();
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Queue(ids))) => {
                if let Some((_, what)) = self.asked.queue.take_if(|(asked, _)| asked == generation) {
                    return self.listed(what, ids, ctx);
                }
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Triage(figures)))
                if *generation == self.asked.figures =>
            {
                if let Some(queue) = &mut self.queue {
                    queue.stand(&figures.verdicts);
                    // What is still on its way is not in the answer.
                    for sent in self.sent.values() {
                        queue.set(sent.id, sent.verdict);
                    }
                    self.figures = Some(figures.clone());
                }
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Tags { all, .. })) if *generation == self.asked.tags => {
                self.tags.clone_from(all);
            }
            Msg::Event(Event::QueryFailed(Slot::Queue | Slot::Triage, ..)) => self.asked.queue = None,
            Msg::Event(Event::WriteDone(ticket, done)) => {
                self.underway.take(*ticket);
                if self.sent.remove(ticket).is_some() && done.op.is_some() {
                    self.last = Some(done.sentence.trim_end_matches('.').to_owned());
                } else {
                    self.run.retain(|sent| sent != ticket);
                }
            }
            Msg::Event(Event::WriteFailed(ticket, _)) => {
                self.pending = self.pending.take().or(self.underway.take(*ticket));
                self.run.retain(|sent| sent != ticket);
                if let (Some(sent), Some(queue)) = (self.sent.remove(ticket), &mut self.queue) {
                    queue.set(sent.id, sent.before);
                    queue.at = queue.find(sent.id).unwrap_or(queue.at);
                    return self.ask_figures(ctx).into_iter().collect();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Takes a list of undecided creators.
    fn listed(&mut self, what: For, ids: &std::sync::Arc<[CreatorId]>, ctx: &mut Ctx) -> Vec<Request> {
        let mut requests = Vec::new();
        match what {
            For::Begin(source) if ids.is_empty() => {
                self.queue = None;
                self.nobody_in = Some(source);
                return vec![Request::Effect(Effect::Remember { name: QUEUE, value: String::new() })];
            }
            For::Replace(_) if ids.is_empty() => {
                let said = "Nobody that the creators' filter shows waits for a decision: this queue stays.";
                return vec![Request::Say(Notice::info(said))];
            }
            For::Follow(_) if ids.is_empty() => return requests,
            For::Begin(source) | For::Replace(source) | For::Follow(source) => {
                self.install(Queue::new(source, std::sync::Arc::clone(ids)), &mut requests);
            }
            For::Add => {
                let Some(queue) = &mut self.queue else { return requests };
                let added = queue.add(ids);
                if added == 0 {
                    return vec![Request::Say(Notice::info("Nobody new has come in."))];
                }
                let was_out = queue.is_out() || queue.here().is_none();
                if was_out {
                    queue.at = queue.ids.len() - added;
                }
                let creators = if added == 1 { "1 creator".to_owned() } else { format!("{added} creators") };
                requests.push(Request::Say(Notice::done(format!("Added {creators} to the end of this queue."))));
                requests.push(Request::Effect(Effect::Remember { name: QUEUE, value: queue::keep(queue) }));
            }
        }
        self.cards.stale();
        requests.extend(self.ask_figures(ctx));
        requests
    }

    /// Puts a queue in the place of the one there is.
    pub(super) fn install(&mut self, queue: Queue, requests: &mut Vec<Request>) {
        requests.push(Request::Effect(Effect::Remember { name: QUEUE, value: queue::keep(&queue) }));
        requests.push(Request::Effect(Effect::Remember { name: SPENT, value: "0".to_owned() }));
        self.pace = super::Pace::default();
        self.queue = Some(queue);
        self.nobody_in = None;
        self.figures = None;
        self.last = None;
        self.cards.stale();
        // The place belongs to the queue: it is kept even when it reads the same.
        self.kept.clear();
    }

    fn next_pass(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let mut requests = Vec::new();
        if let Some(next) = self.queue.as_ref().and_then(Queue::next_pass) {
            self.install(next, &mut requests);
            requests.extend(self.ask_figures(ctx));
        }
        requests
    }
}

/// What the table of creators shows, as a queue is made from it.
fn source(ctx: &Ctx) -> Source {
    let Shown { name, filter, expr, sort } = ctx.shown.clone().unwrap_or_default();
    let sort: Vec<String> = sort.iter().map(|term| format!("sort:{term}")).collect();
    Source { name, filter, sort: sort.join(" "), expr }
}

/// The stars that an action gives.
fn stars(action: Action) -> Option<u8> {
    match action {
        Action::Rate(stars) | Action::Stars(stars) => Some(stars),
        _ => None,
    }
}
