//! Handles entering the screen, answers and reports.

use crate::domain::CreatorId;
use crate::domain::filter::parse;
use crate::proto::query::Answer;
use crate::proto::{Event, Query, Slot};
use crate::tui::kit::{Action, Ctx, Effect, Msg, Notice, Shown};
use crate::tui::screens::verbs;
use std::sync::Arc;

use super::queue::{self, Queue, Source};
use super::{ListPurpose, QUEUE, SPENT, TriageScreen};

impl TriageScreen {
    /// Enters the screen: continues with the queue, or starts one.
    pub(super) fn entered(&mut self, ctx: &mut Ctx) {
        let Some(queue) = &mut self.queue else { return self.begin(ctx) };
        let shown = ctx.shown.as_ref().filter(|shown| shown.filter == queue.source.filter);
        if let Some(shown) = shown.filter(|shown| shown.name != queue.source.name) {
            // The filter may have been saved as a view since.
            queue.source.name.clone_from(&shown.name);
        }
        if shown.is_some() || ctx.shown.is_none() {
            return self.asked_again(ctx);
        }
        // Another filter asks for another queue, but a queue that is underway is kept.
        let is_over = queue.is_done();
        if queue.given == 0 || is_over {
            let source = source(ctx);
            let what = if is_over { ListPurpose::Follow(source) } else { ListPurpose::Replace(source) };
            self.asked_again(ctx);
            return self.ask_queue(what, ctx);
        }
        let left = queue.left().map_or_else(String::new, |left| format!(": {left} left"));
        let said = format!(
            "This is still your current queue{left}. {} starts one from the creators' filter.",
            ctx.key(Action::QueueNew)
        );
        ctx.say(Notice::info(said));
        self.asked_again(ctx);
    }

    /// Starts a queue from what the table of creators shows.
    fn begin(&mut self, ctx: &mut Ctx) {
        self.ask_queue(ListPurpose::Begin(source(ctx)), ctx);
        self.verbs.ask_tags(ctx);
    }

    /// Asks for a queue from what the table of creators shows. The current queue stays until the new one has creators.
    pub(super) fn ask_new_queue(&mut self, ctx: &mut Ctx) {
        self.ask_queue(ListPurpose::Replace(source(ctx)), ctx);
    }

    /// Asks for creators added since the queue started.
    pub(super) fn ask_more(&mut self, ctx: &mut Ctx) {
        self.ask_queue(ListPurpose::Add, ctx);
    }

    fn ask_queue(&mut self, what: ListPurpose, ctx: &mut Ctx) {
        let source = match (&what, &self.queue) {
            (ListPurpose::Begin(source) | ListPurpose::Replace(source) | ListPurpose::Follow(source), _) => {
                source.clone()
            }
            (ListPurpose::Add, queue) => queue.as_ref().map(|queue| queue.source.clone()).unwrap_or_default(),
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
        self.read_ahead(ctx);
        self.ask_figures(ctx);
        self.verbs.ask_tags(ctx);
    }

    /// Handles a message.
    pub(super) fn receive(&mut self, msg: &Msg, ctx: &mut Ctx) {
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
                    // Changes still being written aren't part of the answer. Without them the queue would go back to their cards.
                    let mut verdicts = figures.verdicts.clone();
                    for sent in self.sent.values() {
                        let at = queue.find(sent.id).and_then(|at| verdicts.get_mut(at));
                        if let Some(verdict) = at.filter(|verdict| verdict.is_some()) {
                            *verdict = Some(sent.verdict);
                        }
                    }
                    queue.set_verdicts(&verdicts);
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

    /// Handles a list of undecided creators.
    fn listed(&mut self, what: ListPurpose, ids: &Arc<[CreatorId]>, ctx: &mut Ctx) {
        match what {
            ListPurpose::Begin(source) if ids.is_empty() => {
                self.queue = None;
                self.nobody_in = Some(source);
                return ctx.effect(Effect::Remember { name: QUEUE, value: String::new() });
            }
            ListPurpose::Replace(_) if ids.is_empty() => {
                let said = "The creators' filter matches nobody who is undecided, so this queue stays.";
                return ctx.say(Notice::info(said));
            }
            ListPurpose::Follow(_) if ids.is_empty() => return,
            ListPurpose::Begin(source) | ListPurpose::Replace(source) | ListPurpose::Follow(source) => {
                self.install(Queue::new(source, Arc::clone(ids)), ctx);
            }
            ListPurpose::Add => {
                let Some(queue) = &mut self.queue else { return };
                let added = queue.add(ids);
                if added == 0 {
                    return ctx.say(Notice::info("There are no new creators."));
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

    /// Replaces the queue.
    fn install(&mut self, queue: Queue, ctx: &mut Ctx) {
        ctx.effect(Effect::Remember { name: QUEUE, value: queue::keep(&queue) });
        ctx.effect(Effect::Remember { name: SPENT, value: "0".to_owned() });
        self.pace = super::Pace::default();
        self.queue = Some(queue);
        self.nobody_in = None;
        self.figures = None;
        self.last = None;
        self.cards.stale();
        // The position belongs to the queue, so it is stored again even if its text is the same.
        self.kept.clear();
    }

    /// Starts the next pass over picked and maybe creators.
    pub(super) fn next_pass(&mut self, ctx: &mut Ctx) {
        if let Some(next) = self.queue.as_ref().and_then(Queue::next_pass) {
            self.install(next, ctx);
            self.ask_figures(ctx);
        }
    }
}

/// What the table of creators shows, as the source of a queue.
fn source(ctx: &Ctx) -> Source {
    let Shown { name, filter, expr, sort } = ctx.shown.clone().unwrap_or_default();
    let sort: Vec<String> = sort.iter().map(|term| format!("sort:{term}")).collect();
    Source { name, filter, sort: sort.join(" "), expr }
}
