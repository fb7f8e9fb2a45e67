//! Triage: a frozen queue, one card at a time, one key per verdict. It moves on by itself, compares each creator with the
//! picks so far, resumes at the same card tomorrow, and can undo anything.

mod actions;
mod card;
mod cards;
mod compare;
mod end;
mod layout;
mod pace;
mod queue;
mod update;
mod view;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{CreatorId, Verdict};
use crate::proto::event::{Generation, Ticket};
use crate::proto::row::CreatorRow;
use crate::proto::triage::QueueFigures;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Asked, Ctx, Effect, Msg, Screen, Show};
use crate::tui::look::Theme;
use crate::tui::screens::profile::held_key::HeldKey;
use crate::tui::screens::verbs::{self, Verbs};

use cards::Cards;
use pace::Pace;
use queue::{Queue, Source};

/// The keys under which the queue and the position in it are stored.
const QUEUE: &str = "triage.queue";
const PLACE: &str = "triage.place";
const SPENT: &str = "triage.spent";

/// The triage screen.
#[derive(Debug, Default)]
pub struct TriageScreen {
    queue: Option<Queue>,
    /// The last source that had no undecided creators.
    nobody_in: Option<Source>,
    cards: Cards,
    /// The figures that cards are compared with. Their verdicts have been moved into the queue.
    figures: Option<Box<QueueFigures>>,
    pace: Pace,
    /// The latest request for undecided creators, with its purpose.
    asked_queue: Option<(Generation, ListPurpose)>,
    asked_figures: Generation,
    verbs: Verbs,
    /// Verdicts in flight.
    sent: HashMap<Ticket, Sent>,
    burst: HeldKey,
    /// The latest verdicts of the same kind, as long as each changed something.
    run: Vec<Ticket>,
    /// The verdict whose key was held down, until the user keeps or undoes them.
    held: Option<Verdict>,
    /// The last verdict, as a sentence.
    last: Option<String>,
    is_full: bool,
    /// The position as it was stored last.
    kept: String,
}

/// The purpose of a request for undecided creators.
#[derive(Clone, Debug)]
enum ListPurpose {
    /// To start a queue.
    Begin(Source),
    /// To start a queue if the list isn't empty; otherwise the current queue stays and a message says so.
    Replace(Source),
    /// The same without a message, when the current queue is finished.
    Follow(Source),
    /// To add creators to this queue.
    Add,
}

/// A verdict in flight.
#[derive(Clone, Copy, Debug)]
struct Sent {
    id: CreatorId,
    before: Verdict,
    verdict: Verdict,
}

impl TriageScreen {
    /// A screen that hasn't asked for anything yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The current creator.
    fn here(&self) -> Option<CreatorId> {
        self.queue.as_ref().and_then(Queue::here)
    }

    /// The row of the current creator, if loaded.
    fn row_here(&self) -> Option<&CreatorRow> {
        self.cards.row(self.here()?)
    }

    /// Asks for what the current card needs, and stores the position.
    fn read_ahead(&mut self, ctx: &mut Ctx) {
        let Some(queue) = &self.queue else { return };
        self.cards.read_ahead(queue, ctx);
        let place = queue::keep_place(queue);
        if place != self.kept {
            self.kept.clone_from(&place);
            ctx.effect(Effect::Remember { name: PLACE, value: place });
        }
    }
}

impl Screen for TriageScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        self.entered(ctx);
    }

    fn show(&mut self, what: &Show, ctx: &mut Ctx) {
        if let (Show::Creator(id), Some(queue)) = (what, &mut self.queue)
            && let Some(at) = queue.find(*id)
        {
            queue.at = at;
            self.last = None;
        }
        self.read_ahead(ctx);
    }

    fn has(&self, creator: CreatorId) -> bool {
        self.queue.as_ref().is_some_and(|queue| queue.find(creator).is_some())
    }

    fn undo_steps(&mut self) -> usize {
        match self.held.take() {
            Some(_) => std::mem::take(&mut self.run).len(),
            None => 1,
        }
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(self, area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.asked_again(ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        self.receive(msg, ctx);
        self.read_ahead(ctx);
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let Some(question) = asked.question::<verbs::Question>() {
            verbs::answered(self, question, value, ctx);
        }
        self.read_ahead(ctx);
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        std::mem::take(&mut self.is_full)
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.target_label(ctx)
    }

    fn comes_next(&self, ctx: &Ctx) -> Option<String> {
        self.next_label(ctx)
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        // The queue itself was stored when it was frozen.
        match &self.queue {
            Some(queue) => vec![(PLACE, queue::keep_place(queue)), (SPENT, self.pace.spent_ms.to_string())],
            None => Vec::new(),
        }
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        let place = memory(PLACE).unwrap_or_default();
        self.queue = memory(QUEUE).and_then(|queue| queue::kept(&queue, &place));
        self.kept = place;
        self.pace.spent_ms = memory(SPENT).and_then(|spent| spent.parse().ok()).unwrap_or(0).max(0);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}
