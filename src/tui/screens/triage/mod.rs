//! Triage: a frozen queue, one card at a time, one key a verdict. It moves on by itself, compares each creator with the picks so
//! far, resumes tomorrow at the same card, and takes back anything.

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
use crate::tui::kit::{Action, Asked, Availability, Ctx, Effect, Hint, Msg, Screen, Show};
use crate::tui::look::Theme;
use crate::tui::screens::profile::burst::Burst;
use crate::tui::screens::verbs::{self, Verbs};

use cards::Cards;
use pace::Pace;
use queue::{Queue, Source};

/// The names under which the queue and the place in it are kept.
const QUEUE: &str = "triage.queue";
const PLACE: &str = "triage.place";
const SPENT: &str = "triage.spent";

/// One creator after the other, to decide on.
#[derive(Debug, Default)]
pub struct TriageScreen {
    queue: Option<Queue>,
    /// What was asked last and brought nobody.
    nobody_in: Option<Source>,
    cards: Cards,
    /// What the cards are compared with; the verdicts in it have gone into the queue.
    figures: Option<Box<QueueFigures>>,
    pace: Pace,
    /// The list of undecided creators that was asked for last, and what for.
    asked_queue: Option<(Generation, For)>,
    asked_figures: Generation,
    verbs: Verbs,
    /// Verdicts on their way to the file.
    sent: HashMap<Ticket, Sent>,
    burst: Burst,
    /// The latest verdicts of one kind, as long as they changed something.
    run: Vec<Ticket>,
    /// The verdict whose key was held down, until somebody says what was meant.
    held: Option<Verdict>,
    /// The last verdict given, as a sentence.
    last: Option<String>,
    is_full: bool,
    /// The place as it was kept last.
    kept: String,
}

/// What a list of undecided creators was asked for.
#[derive(Clone, Debug)]
enum For {
    /// A queue to begin with.
    Begin(Source),
    /// A queue to begin with if there is anybody in it; else the one there is stays, which is said.
    Replace(Source),
    /// The same in silence, when the queue there is has come to its end.
    Follow(Source),
    /// More creators for this queue.
    Add,
}

/// A verdict on its way.
#[derive(Clone, Copy, Debug)]
struct Sent {
    id: CreatorId,
    before: Verdict,
    verdict: Verdict,
}

impl TriageScreen {
    /// A screen that has not asked for anything yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The creator one is at.
    fn here(&self) -> Option<CreatorId> {
        self.queue.as_ref().and_then(Queue::here)
    }

    /// The row of the creator one is at, where it is loaded.
    fn row_here(&self) -> Option<&CreatorRow> {
        self.cards.row(self.here()?)
    }

    /// Reads what the queue has come to, and keeps the place.
    fn look(&mut self, ctx: &mut Ctx) {
        let Some(queue) = &self.queue else { return };
        self.cards.look(queue, ctx);
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
        self.look(ctx);
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

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) {
        if let Some(at) = self.pace.key(ctx.now_ms) {
            ctx.effect(Effect::WakeAt(at));
        }
        self.verb(action, ctx).run(self, count, ctx);
        self.look(ctx);
    }

    fn availability(&self, action: Action, ctx: &Ctx) -> Availability {
        self.verb(action, ctx).availability()
    }

    fn hint(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        self.verb(action, ctx).at_foot(action)
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        self.hear(msg, ctx);
        self.look(ctx);
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let Some(question) = asked.question::<verbs::Question>() {
            verbs::answered(self, question, value, ctx);
        }
        self.look(ctx);
    }

    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        std::mem::take(&mut self.is_full)
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.said_target(ctx)
    }

    fn comes_next(&self, ctx: &Ctx) -> Option<String> {
        self.said_next(ctx)
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        // The queue itself was kept when it was frozen.
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
