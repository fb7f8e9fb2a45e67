//! Reports from the workers: shown on the status line, counted, and passed on to the screens that asked.

use crate::domain::CreatorId;
use crate::proto::Event;
use crate::proto::event::{Done, Ticket};
use crate::proto::query::{Answer, CurrentBatch, Slot};
use crate::tui::kit::{Action, Effect, Msg, Notice, Place, Show};

use super::Model;
use super::model::{Handed, Layer, Owner};

/// How often the screens follow an import under way.
const REFRESH_MS: i64 = 800;

impl Model {
    /// Takes a report or rows.
    pub(super) fn answered(&mut self, msg: &Msg, effects: &mut Vec<Effect>) {
        if let Msg::Event(Event::QueryDone(slot, generation, _) | Event::QueryFailed(slot, generation, _)) = msg
            && self.asked.get(slot) == Some(generation)
        {
            self.asked.remove(slot);
        }
        // Screens go first: one that waits for its ticket may replace the report with a better message.
        match msg {
            Msg::Event(Event::WriteDone(ticket, done)) => {
                // An earlier failure is saved now, so drop its error.
                if self.handed.remove(ticket).is_some() {
                    self.error = None;
                }
                self.say_done(done, effects);
                self.broadcast(msg, effects);
                self.written(*ticket, done, effects);
            }
            Msg::Event(Event::WriteFailed(ticket, sentence)) => {
                self.tickets.remove(ticket);
                self.say(Notice::error(sentence.clone()), effects);
                self.broadcast(msg, effects);
                self.reopen(*ticket, sentence);
            }
            Msg::Event(event) => {
                self.noted(event, effects);
                self.broadcast(msg, effects);
                self.followed(event, effects);
            }
            Msg::ReadFailed(sentence) => {
                self.say(Notice::error(sentence.clone()), effects);
                self.broadcast(msg, effects);
            }
            _ => self.broadcast(msg, effects),
        }
    }

    /// Reopens a popup whose saving failed, with the typed text and the reason. If the person is busy with something else
    /// it stays as a draft until they come back to it.
    fn reopen(&mut self, ticket: Ticket, sentence: &str) {
        let Some(Handed { mut layer, about }) = self.handed.remove(&ticket) else { return };
        let is_there = layer.owner == Owner::Screen(self.place) && self.about() == about;
        // An empty popup left open for the next entry is replaced by the entry that failed.
        let is_next = |top: &Layer| top.asked.kind() == layer.asked.kind() && top.owner == layer.owner;
        if self.layers.last().is_some_and(|top| is_next(top) && top.popup.draft().is_none()) {
            self.layers.pop();
        }
        if layer.popup.refused(sentence) && is_there && !self.is_filling_in() {
            self.layers.push(layer);
        } else if let Some(draft) = layer.popup.draft() {
            self.drafts.insert(layer.asked.kind(), draft);
        }
    }

    /// What the screen is about as a whole: the creator of a page, the batch, the campaign of the results.
    pub(super) fn about(&self) -> Option<String> {
        let is_one = matches!(self.place, Place::Page | Place::Batch | Place::Collaboration | Place::Results);
        self.screen().filter(|_| is_one).map(crate::tui::kit::Screen::title)
    }

    fn say_done(&mut self, done: &Done, effects: &mut Vec<Effect>) {
        if !done.sentence.is_empty() {
            // Remind about undo when one key changed many rows.
            let undo = match done.op {
                Some(_) if done.changed > 1 => format!(" {} undoes it.", self.ctx.key(Action::Undo)),
                _ => String::new(),
            };
            self.say(Notice::done(format!("{}{undo}", done.sentence)), effects);
        }
    }

    fn written(&mut self, ticket: Ticket, done: &Done, effects: &mut Vec<Effect>) {
        self.settings.is_newest &= done.op.is_none();
        let goes_there = self.tickets.remove(&ticket).is_some_and(|running| running.goes_there);
        if done.op.is_none() && !goes_there {
            return;
        }
        // A guess until the counts arrive, so `u` right after a change finds a step to undo.
        if !goes_there {
            self.ctx.counts.undo_steps += 1;
            self.ctx.counts.redo_steps = 0;
        }
        if let Some(creator) = done.show.filter(|_| !self.is_filling_in()) {
            self.lead_to(creator, goes_there, effects);
        }
        self.refresh(effects);
    }

    /// Undo shows what changed from any screen. Other commands only move the cursor in their own list.
    fn lead_to(&mut self, creator: CreatorId, goes_there: bool, effects: &mut Vec<Effect>) {
        let show = Show::Creator(creator);
        let has = self.screen().is_some_and(|screen| screen.has(creator));
        match self.place {
            Place::Creators => self.on_screen(effects, |screen, ctx| screen.show(&show, ctx)),
            _ if goes_there && has => self.on_screen(effects, |screen, ctx| screen.show(&show, ctx)),
            _ if goes_there => self.show(Place::Creators, &show, effects),
            _ => {}
        }
    }

    /// Data changed: the current screen asks again, others do when they are entered.
    pub(super) fn refresh(&mut self, effects: &mut Vec<Effect>) {
        self.refreshed_at = self.ctx.now_ms;
        self.on_screen(effects, |screen, ctx| screen.refresh(ctx));
        self.ask_counts(effects);
    }

    /// What the app itself learns from a report, before the screens hear it.
    fn noted(&mut self, event: &Event, effects: &mut Vec<Effect>) {
        match event {
            Event::QueryDone(_, _, Answer::Counts(counts)) => self.ctx.counts = *counts,
            Event::QueryDone(_, _, Answer::Goal(goal)) => self.ctx.goal.clone_from(goal),
            Event::QueryDone(_, _, Answer::CurrentOdds(odds)) => {
                self.ctx.odds.clone_from(odds);
                if odds.is_none() {
                    self.ctx.odds_in = None;
                }
            }
            Event::QueryDone(_, _, Answer::CurrentBatch(current)) => {
                let title = |batch: &CurrentBatch| (batch.id, format!("{} of {}", batch.name, batch.campaign));
                self.ctx.current_batch = current.batch.as_ref().map(title);
                self.ctx.odds_in.clone_from(&current.odds_in);
            }
            Event::FileMoved(place) => self.file_moved(*place, effects),
            Event::CopySaved(saved) => self.copy_saved(saved, effects),
            Event::ImportProgress(progress) => self.import = Some(progress.clone()),
            // Counts load in the background, so an error shows only when that view is opened. The list of
            // creators shows its own error.
            Event::QueryFailed(Slot::Blame | Slot::ViewCount | Slot::Index, _, _) => {}
            Event::QueryFailed(Slot::CurrentOdds, _, sentence) => {
                // Nothing comes that could be waited for.
                self.ctx.odds_in = None;
                self.say(Notice::error(sentence.clone()), effects);
            }
            Event::QueryFailed(_, _, sentence) | Event::WorkerFailed(sentence) | Event::BackupFailed(sentence) => {
                self.say(Notice::error(sentence.clone()), effects);
            }
            Event::ImportFailed(file, sentence) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                let said = if name.is_empty() { sentence.clone() } else { format!("{name}: {sentence}") };
                self.say(Notice::error(said), effects);
            }
            _ => {}
        }
    }

    /// What follows from a report, after the screens heard it.
    fn followed(&mut self, event: &Event, effects: &mut Vec<Effect>) {
        match event {
            Event::OutsideChange | Event::Scored => self.refresh(effects),
            // Show the rows imported so far while the rest is still coming in.
            Event::ImportProgress(_) if self.ctx.now_ms >= self.refreshed_at + REFRESH_MS => self.refresh(effects),
            Event::ImportDone(report) => {
                if !report.cancelled {
                    self.ctx.counts.undo_steps += 1;
                }
                self.import_ended(effects);
                self.refresh(effects);
            }
            Event::ImportFailed(..) => {
                self.import_ended(effects);
                self.refresh(effects);
            }
            _ => {}
        }
    }
}
