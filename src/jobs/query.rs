//! The query thread: it owns a read-only connection and answers the newest question of each slot.
//!
//! A newer question replaces the one that waits in its slot and interrupts the one that runs there; other slots are left
//! alone, except that counts give way to everything else and are asked again behind it. Slots are served in the order in
//! which they were first asked, so that none of the others waits forever.
//!
//! The same question asked again, because data changed, interrupts only once until its slot is answered. Otherwise a question that
//! takes longer than the time between two changes would start anew each time and never be answered.

use crate::analysis::rules::Rules;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use chrono::NaiveDate;
use crossbeam_channel::Sender;

use super::panic_text;
use crate::error::{Error, ErrorKind, Result};
use crate::proto::event::{Event, Generation};
use crate::proto::{Query, Slot};
use crate::store::answer::{Asker, Stopper};

/// A question with what it is answered against.
#[derive(Clone, Debug)]
pub struct Question {
    /// Echoed with the answer.
    pub generation: Generation,
    /// What is asked.
    pub query: Query,
    /// Today.
    pub today: NaiveDate,
    /// Where the tiers begin.
    pub rules: Arc<Rules>,
}

/// The thread as others see it. Dropping it ends the thread.
#[derive(Debug)]
pub struct QueryThread {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// At most one a slot.
    waiting: VecDeque<Question>,
    running: Option<Query>,
    /// Slots whose question was interrupted by the same one and not answered since.
    restarted: Vec<Slot>,
    stopper: Option<Stopper>,
    /// Whether the running query was stopped. SQLite does not always report that as an interrupt: while it prepares an internal
    /// table, it can report any other error.
    is_stopped: bool,
    ended: bool,
}

impl State {
    /// Whether a question interrupts the one that runs.
    fn is_interrupted_by(&mut self, query: &Query) -> bool {
        let Some(running) = &self.running else { return false };
        let (slot, of_running) = (query.slot(), running.slot());
        if slot != of_running {
            return of_running.gives_way() && !slot.gives_way();
        }
        let is_same = running == query;
        let interrupts = !(is_same && self.restarted.contains(&slot));
        if is_same && interrupts {
            self.restarted.push(slot);
        }
        interrupts
    }

    fn is_answered(&mut self, slot: Slot) {
        self.restarted.retain(|restarted| *restarted != slot);
    }
}

impl Shared {
    /// No code panics while the lock is held, so the guarded data is never half changed.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl QueryThread {
    /// Starts the thread on a file.
    pub fn start(path: &Path, events: Sender<Event>) -> Result<Self> {
        let asker = Asker::open(path)?;
        let shared = Arc::new(Shared::default());
        let worker = Worker { path: path.to_owned(), shared: Arc::clone(&shared), events };
        let thread = std::thread::Builder::new()
            .name("query".to_owned())
            .spawn(move || worker.serve(asker))
            .map_err(|error| Error::io("start the query thread", error))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Asks a question; never waits. It takes the place of an older one in its slot.
    pub fn ask(&self, question: Question) {
        let slot = question.query.slot();
        let mut state = self.shared.lock();
        let interrupts = state.is_interrupted_by(&question.query);
        match state.waiting.iter_mut().find(|waiting| waiting.query.slot() == slot) {
            Some(waiting) => *waiting = question,
            None => state.waiting.push_back(question),
        }
        if interrupts && let Some(stopper) = &state.stopper {
            stopper.stop();
            state.is_stopped = true;
        }
        self.shared.changed.notify_one();
    }

    /// Drops what waits, stops what runs and waits for the end of the thread, which closes its connection.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        {
            let mut state = self.shared.lock();
            state.ended = true;
            state.waiting.clear();
            if let Some(stopper) = &state.stopper {
                stopper.stop();
            }
            self.shared.changed.notify_one();
        }
        if let Some(thread) = self.thread.take() {
            // The thread may have ended by a panic; there is nothing left to report.
            let _ = thread.join();
        }
    }
}

impl Drop for QueryThread {
    fn drop(&mut self) {
        self.end();
    }
}

struct Worker {
    path: PathBuf,
    shared: Arc<Shared>,
    events: Sender<Event>,
}

impl Worker {
    fn serve(&self, asker: Asker) {
        let mut asker = Some(asker);
        while let Some(question) = self.next() {
            let slot = question.query.slot();
            let answered = catch_unwind(AssertUnwindSafe(|| self.answer(&mut asker, &question)));
            let (replaced, was_stopped) = {
                let mut state = self.shared.lock();
                state.running = None;
                state.stopper = None;
                if matches!(answered, Ok(Ok(_))) {
                    state.is_answered(slot);
                }
                let replaced = state.ended || state.waiting.iter().any(|waiting| waiting.query.slot() == slot);
                (replaced, std::mem::take(&mut state.is_stopped))
            };
            let is_interrupted = |error: &Error| was_stopped || error.kind() == ErrorKind::Interrupted;
            let event = match answered {
                Ok(Ok(event)) => event,
                // Stopped for a newer question of its slot, so the old one needs no answer.
                Ok(Err(error)) if is_interrupted(&error) && replaced => continue,
                Ok(Err(error)) if is_interrupted(&error) => {
                    // It gave way, or the stop was meant for a question that had ended just then.
                    self.shared.lock().waiting.push_front(question);
                    continue;
                }
                Ok(Err(error)) => Event::QueryFailed(slot, question.generation, error.full()),
                Err(panic) => {
                    // The connection may be inside a transaction.
                    asker = None;
                    let text = panic_text(panic.as_ref());
                    if self.events.send(Event::WorkerFailed(text)).is_err() {
                        return;
                    }
                    let sentence = "Tenfold hit an internal error while making this list.".to_owned();
                    Event::QueryFailed(slot, question.generation, sentence)
                }
            };
            if self.events.send(event).is_err() {
                return;
            }
        }
    }

    /// Waits for a question; nothing at the end.
    fn next(&self) -> Option<Question> {
        let mut state = self.shared.lock();
        loop {
            if state.ended {
                return None;
            }
            let first = state.waiting.iter().position(|waiting| !waiting.query.slot().gives_way()).unwrap_or(0);
            if let Some(question) = state.waiting.remove(first) {
                return Some(question);
            }
            state = self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn answer(&self, asker: &mut Option<Asker>, question: &Question) -> Result<Event> {
        let asker = match asker {
            Some(asker) => asker,
            None => asker.insert(Asker::open(&self.path)?),
        };
        let slot = question.query.slot();
        {
            let mut state = self.shared.lock();
            // A newer question may have come since this one was taken.
            if state.ended || state.waiting.iter().any(|waiting| waiting.query.slot() == slot) {
                return Err(Error::new(ErrorKind::Interrupted, "It was stopped."));
            }
            state.running = Some(question.query.clone());
            state.stopper = Some(asker.stopper());
        }
        // If the receiver is gone, sending the answer reports it.
        let early = &mut |page| drop(self.events.send(Event::FirstPage(question.generation, page)));
        let answer = asker.answer_early(&question.query, question.today, &question.rules, early)?;
        Ok(Event::QueryDone(slot, question.generation, answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CreatorId;
    use crate::domain::day::Calendar;
    use crate::domain::filter::parse;
    use crate::proto::Answer;
    use crate::store::fixture::fixture;

    fn ask(generation: u64, query: Query) -> Question {
        let today = NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
        Question { generation: Generation(generation), query, today, rules: Arc::default() }
    }

    fn index(filter: &str) -> Query {
        let read = parse(filter, Calendar::day_first(NaiveDate::default())).expect("a filter");
        Query::Index { filter: read.expr.map(Arc::new), sort: read.sort }
    }

    #[test]
    fn questions_are_answered_and_refusals_say_why() {
        let fixture = fixture();
        let (events, answers) = crossbeam_channel::unbounded();
        let thread = QueryThread::start(&fixture.path, events).expect("starts");
        thread.ask(ask(1, index("followers>1k")));
        let expected = Answer::Index(Arc::new([CreatorId(1)]));
        assert_eq!(answers.recv(), Ok(Event::QueryDone(Slot::Index, Generation(1), expected)));
        thread.ask(ask(2, index("is:marked")));
        let sentence = "is:marked means the creators marked on screen, so it works only in the list.".to_owned();
        assert_eq!(answers.recv(), Ok(Event::QueryFailed(Slot::Index, Generation(2), sentence)));
        thread.stop();
        assert!(answers.recv().is_err(), "the thread is over");
    }

    #[test]
    fn a_question_that_is_asked_again_and_again_is_answered_in_between() {
        let mut state = State { running: Some(Query::Results(None)), ..State::default() };
        assert!(!state.is_interrupted_by(&Query::Campaigns), "another slot");
        assert!(state.is_interrupted_by(&Query::Results(None)));
        assert!(!state.is_interrupted_by(&Query::Results(None)), "it started anew for that one");
        assert!(state.is_interrupted_by(&Query::Results(Some(crate::domain::CampaignId(1)))), "another question");
        state.is_answered(Slot::Results);
        assert!(state.is_interrupted_by(&Query::Results(None)));
        state.running = Some(Query::Count { filter: None, counting: crate::proto::query::Counting::View });
        assert!(state.is_interrupted_by(&Query::Results(None)) && state.is_interrupted_by(&Query::Results(None)));
    }

    #[test]
    fn counts_give_way_and_are_answered_all_the_same() {
        let fixture = fixture();
        let (events, answers) = crossbeam_channel::unbounded();
        let thread = QueryThread::start(&fixture.path, events).expect("starts");
        let count = || Query::Count { filter: None, counting: crate::proto::query::Counting::View };
        thread.ask(ask(1, count()));
        for generation in 2..=100 {
            thread.ask(ask(generation, index("mia")));
        }
        let mut counted = false;
        let mut last = Generation(0);
        while !counted || last.0 < 100 {
            match answers.recv() {
                Ok(Event::QueryDone(Slot::ViewCount, Generation(1), Answer::Count(2))) => counted = true,
                Ok(Event::QueryDone(Slot::Index, generation, _)) => last = generation,
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn the_newest_question_of_a_slot_is_always_answered() {
        let fixture = fixture();
        let (events, answers) = crossbeam_channel::unbounded();
        let thread = QueryThread::start(&fixture.path, events).expect("starts");
        for generation in 1..=200 {
            thread.ask(ask(generation, index("mia")));
            thread.ask(ask(generation, Query::Counts));
        }
        let mut last = [Slot::Index, Slot::Counts].map(|slot| (slot, Generation(0)));
        while last.iter().any(|(_, generation)| generation.0 < 200) {
            let Ok(Event::QueryDone(slot, generation, _)) = answers.recv() else { panic!("an answer") };
            let seen = last.iter_mut().find(|(of, _)| *of == slot).expect("a slot that was asked");
            assert!(generation > seen.1, "answers come in order");
            seen.1 = generation;
        }
    }
}
