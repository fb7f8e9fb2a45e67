//! What coming here, answers and reports change.

use crate::domain::CreatorId;
use crate::domain::filter::parse;
use crate::proto::query::Answer;
use crate::proto::{Event, Query, Slot};
use crate::tui::kit::{Action, Ctx, Effect, Msg, Notice, Shown};
use crate::tui::screens::verbs;
use std::sync::Arc;

use super::queue::{self, Queue, Source};
use super::{For, QUEUE, SPENT, TriageScreen};

impl TriageScreen {
    /// Comes here: goes on with the queue there is, or begins one.
    pub(super) fn entered(&mut self, ctx: &mut Ctx) {
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
            self.asked_again(ctx);
            return self.ask_queue(what, ctx);
        }
        let left = queue.left().map_or_else(String::new, |left| format!(": {left} left"));
        let said = format!(
            "Still the queue you are in{left}. {} begins one with what the creators' filter shows.",
            ctx.key(Action::QueueNew)
        );
        ctx.say(Notice::info(said));
        self.asked_again(ctx);
    }

    /// Begins a queue with what the table of creators shows.
    fn begin(&mut self, ctx: &mut Ctx) {
        self.ask_queue(For::Begin(source(ctx)), ctx);
        self.verbs.ask_tags(ctx);
    }

    /// Asks for a queue with what the table of creators shows; the one there is stays until somebody is in it.
    pub(super) fn ask_new_queue(&mut self, ctx: &mut Ctx) {
        self.ask_queue(For::Replace(source(ctx)), ctx);
    }

    /// Asks for those who came in since the queue was begun.
    pub(super) fn ask_more(&mut self, ctx: &mut Ctx) {
        self.ask_queue(For::Add, ctx);
    }

    fn ask_queue(&mut self, what: For, ctx: &mut Ctx) {
        let source = match (&what, &self.queue) {
            (For::Begin(source) | For::Replace(source) | For::Follow(source), _) => source.clone(),
            (For::Add, queue) => queue.as_ref().map(|queue| queue.source.clone()).unwrap_or_default(),
        };
        let ids = self.queue.as_ref().map(|queue| Arc::clone(&queue.ids)).unwrap_or_default();
        let filter = source.expr(&ids, ctx.calendar());
        let sort = parse(&source.sort, ctx.calendar()).unwrap_or_default().sort;
        self.asked_queue = Some((ctx.ask(Query::Queue { filter, sort }), what));
    }

    fn ask_figures(&mut self, ctx: &mut Ctx) {
        let Some(queue) = &self.queue else { return };
        let ids = Arc::clone(&queue.ids);
        let filter = queue.source.expr(&ids, ctx.calendar());
        self.asked_figures = ctx.ask(Query::Triage { ids, filter, currency: ctx.currency });
    }

    /// Asks again for what is shown.
    pub(super) fn asked_again(&mut self, ctx: &mut Ctx) {
        if self.queue.is_none() {
            return self.begin(ctx);
        }
        self.cards.stale();
        self.look(ctx);
        self.ask_figures(ctx);
        self.verbs.ask_tags(ctx);
    }

    /// Takes a message.
    pub(super) fn hear(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if verbs::msg(self, msg, ctx) {
            return;
        }
        match msg {
            Msg::Window(rows) => self.cards.take(rows),
            Msg::Detail(id, detail) => self.cards.take_detail(*id, detail.as_deref()),
            Msg::Wake => {
                if let Some(at) = self.pace.woken(ctx.now_ms) {
                    ctx.effect(Effect::WakeAt(at));
                }
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Queue(ids))) => {
                if let Some((_, what)) = self.asked_queue.take_if(|(asked, _)| asked == generation) {
                    self.listed(what, ids, ctx);
                }
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Triage(figures)))
                if *generation == self.asked_figures =>
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
            Msg::Event(Event::QueryFailed(Slot::Queue | Slot::Triage, ..)) => self.asked_queue = None,
            Msg::Event(Event::WriteDone(ticket, done)) => {
                if self.sent.remove(ticket).is_some() && done.op.is_some() {
                    self.last = Some(done.sentence.trim_end_matches('.').to_owned());
                } else {
                    self.run.retain(|sent| sent != ticket);
                }
            }
            Msg::Event(Event::WriteFailed(ticket, _)) => {
                self.run.retain(|sent| sent != ticket);
                if let (Some(sent), Some(queue)) = (self.sent.remove(ticket), &mut self.queue) {
                    queue.set(sent.id, sent.before);
                    queue.at = queue.find(sent.id).unwrap_or(queue.at);
                    self.ask_figures(ctx);
                }
            }
            _ => {}
        }
    }

    /// Takes a list of undecided creators.
    fn listed(&mut self, what: For, ids: &Arc<[CreatorId]>, ctx: &mut Ctx) {
        match what {
            For::Begin(source) if ids.is_empty() => {
                self.queue = None;
                self.nobody_in = Some(source);
                return ctx.effect(Effect::Remember { name: QUEUE, value: String::new() });
            }
            For::Replace(_) if ids.is_empty() => {
                let said = "Nobody that the creators' filter shows waits for a decision: this queue stays.";
                return ctx.say(Notice::info(said));
            }
            For::Follow(_) if ids.is_empty() => return,
            For::Begin(source) | For::Replace(source) | For::Follow(source) => {
                self.install(Queue::new(source, Arc::clone(ids)), ctx);
            }
            For::Add => {
                let Some(queue) = &mut self.queue else { return };
                let added = queue.add(ids);
                if added == 0 {
                    return ctx.say(Notice::info("Nobody new has come in."));
                }
                let was_out = queue.is_out() || queue.here().is_none();
                if was_out {
                    queue.at = queue.ids.len() - added;
                }
                let creators = if added == 1 { "1 creator".to_owned() } else { format!("{added} creators") };
                ctx.say(Notice::done(format!("Added {creators} to the end of this queue.")));
                ctx.effect(Effect::Remember { name: QUEUE, value: queue::keep(queue) });
            }
        }
        self.cards.stale();
        self.ask_figures(ctx);
    }

    /// Puts a queue in the place of the one there is.
    fn install(&mut self, queue: Queue, ctx: &mut Ctx) {
        ctx.effect(Effect::Remember { name: QUEUE, value: queue::keep(&queue) });
        ctx.effect(Effect::Remember { name: SPENT, value: "0".to_owned() });
        self.pace = super::Pace::default();
        self.queue = Some(queue);
        self.nobody_in = None;
        self.figures = None;
        self.last = None;
        self.cards.stale();
        // The place belongs to the queue: it is kept even when it reads the same.
        self.kept.clear();
    }

    /// Goes over the picked and the maybes again.
    pub(super) fn next_pass(&mut self, ctx: &mut Ctx) {
        if let Some(next) = self.queue.as_ref().and_then(Queue::next_pass) {
            self.install(next, ctx);
            self.ask_figures(ctx);
        }
    }
}

/// What the table of creators shows, as a queue is made from it.
fn source(ctx: &Ctx) -> Source {
    let Shown { name, filter, expr, sort } = ctx.shown.clone().unwrap_or_default();
    let sort: Vec<String> = sort.iter().map(|term| format!("sort:{term}")).collect();
    Source { name, filter, sort: sort.join(" "), expr }
}
