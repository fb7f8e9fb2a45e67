//! The writer thread: it owns the only connection that writes.
//!
//! The user's commands go first, batches of an import come in between them. Whatever happens in a job, the next one finds a
//! working connection.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, select_biased, unbounded};

use super::panic_text;
use crate::analysis::rules::Rules;
use crate::error::{Error, ErrorKind, Result};
use crate::proto::WriteCmd;
use crate::proto::event::{Event, FilePlace, Ticket};
use crate::store::writer::{Reopen, Writer};

/// How often an idle writer looks whether another program changed the file.
const POLL: Duration = Duration::from_millis(500);
/// How long it waits between portions of sweeping and scoring, so that commands get in at once.
const BREATH: Duration = Duration::from_millis(20);
/// How long one portion of scoring takes.
const PORTION: Duration = Duration::from_millis(15);

/// Work for the writer, in the order of asking.
#[derive(Debug)]
pub enum WriterJob {
    /// A command of the user; answered by `WriteDone` or `WriteFailed`.
    Command(Ticket, WriteCmd),
    /// Where a screen was left; not answered.
    Remember {
        /// Of what.
        name: String,
        /// What.
        value: String,
    },
    /// Goes by other rules from here on; not answered.
    Rules(Arc<Rules>),
    /// Looks for changes of other programs now, for example because the terminal got the focus again.
    Look,
    /// Makes the backup of the day; answered only when that fails.
    Backup,
    /// Saves a copy of the open file in the first of these folders that takes it; answered by `CopySaved`.
    SaveCopy(Vec<PathBuf>),
    /// Closes the file and ends the thread.
    Stop,
}

/// A batch of an import, run on the writer between commands; it reports on its own.
pub type ImportJob = Box<dyn FnOnce(&mut Writer) + Send>;

/// Where batches of imports go.
#[derive(Clone, Debug)]
pub struct ImportLane {
    jobs: Sender<ImportJob>,
    /// Where commands wait, and whether one is being carried out; nothing for a writer that gets none.
    commands: Option<(Sender<WriterJob>, Arc<AtomicBool>)>,
}

impl ImportLane {
    /// The lane of a writer that gets no commands.
    pub fn new(jobs: Sender<ImportJob>) -> Self {
        Self { jobs, commands: None }
    }

    /// Hands work to the writer; waits while the lane is full.
    pub fn send(&self, job: ImportJob) -> Result<()> {
        self.jobs
            .send(job)
            .map_err(|_| Error::fault("The writer thread has stopped. Nothing was changed. Restart Tenfold."))
    }

    /// Whether the user's command waits or is being carried out: anyone who keeps the writer from the file gives way now.
    pub fn is_commanded(&self) -> bool {
        let is_so = |(waiting, is_running): &(Sender<_>, Arc<AtomicBool>)| {
            !waiting.is_empty() || is_running.load(Ordering::Relaxed)
        };
        self.commands.as_ref().is_some_and(is_so)
    }
}

/// The writer thread as others see it.
#[derive(Debug)]
pub struct WriterThread {
    jobs: Sender<WriterJob>,
    imports: ImportLane,
    thread: JoinHandle<()>,
}

impl WriterThread {
    /// Starts the thread on an open file.
    pub fn start(writer: Writer, events: Sender<Event>) -> Result<Self> {
        let (jobs, user_lane) = unbounded();
        let (imports, import_lane) = bounded(2);
        let is_commanded = Arc::new(AtomicBool::new(false));
        let imports = ImportLane { jobs: imports, commands: Some((jobs.clone(), Arc::clone(&is_commanded))) };
        let worker = Worker {
            again: writer.reopen(),
            writer: Some(writer),
            place: FilePlace::Same,
            events,
            is_commanded,
            is_forgetful: false,
            is_scoring: true,
            has_scored: false,
        };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || worker.serve(&user_lane, &import_lane))
            .map_err(|error| Error::io("start the writer", error))?;
        Ok(Self { jobs, imports, thread })
    }

    /// Where commands go: never full, never waits.
    pub fn jobs(&self) -> Sender<WriterJob> {
        self.jobs.clone()
    }

    /// Where batches of imports go: holds two, so that reading a file waits for writing it.
    pub fn imports(&self) -> ImportLane {
        self.imports.clone()
    }

    /// Finishes what was asked, closes the file and waits for the thread. Readers should be closed before, so that nothing
    /// is left next to the file.
    pub fn stop(self) {
        // A thread that no longer exists already needs no stopping.
        let _ = self.jobs.send(WriterJob::Stop);
        let _ = self.thread.join();
    }
}

struct Worker {
    again: Reopen,
    /// Nothing after a fault, until the next job opens the file again.
    writer: Option<Writer>,
    /// Where the path led when it was last looked at.
    place: FilePlace,
    events: Sender<Event>,
    /// Whether a command is being carried out, for those who keep the writer from the file meanwhile.
    is_commanded: Arc<AtomicBool>,
    /// Whether the last screen state could not be written.
    is_forgetful: bool,
    /// Whether scores are being computed.
    is_scoring: bool,
    /// Whether some scores changed since that was last reported.
    has_scored: bool,
}

impl Worker {
    fn serve(mut self, user_lane: &Receiver<WriterJob>, import_lane: &Receiver<ImportJob>) {
        let mut sweeping = true;
        loop {
            let wait = if sweeping || self.is_scoring { BREATH } else { POLL };
            // Biased, so that an edit waits for one batch of an import at most.
            select_biased! {
                recv(user_lane) -> job => match job {
                    Ok(WriterJob::Stop) | Err(_) => break,
                    Ok(job) => {
                        self.is_commanded.store(true, Ordering::Relaxed);
                        self.look();
                        self.run_job(job);
                        self.is_commanded.store(false, Ordering::Relaxed);
                        sweeping = true;
                        self.is_scoring = true;
                    }
                },
                recv(import_lane) -> job => if let Ok(job) = job {
                    self.look();
                    if let Err(error) = self.guarded(|writer| { job(writer); Ok(()) }) {
                        self.report(Event::WorkerFailed(error.full()));
                    }
                    self.is_scoring = true;
                    // What came in waits for the index of words.
                    sweeping = true;
                },
                default(wait) => {
                    self.look();
                    // The next command meets and reports the same error.
                    sweeping = sweeping && self.guarded(Writer::sweep).unwrap_or(false);
                    if !sweeping {
                        self.score();
                    }
                }
            }
        }
        let close = |writer: Writer| writer.hurry().and_then(|()| writer.close());
        if let Some(Err(error)) = self.writer.take().map(close) {
            self.report(Event::WorkerFailed(error.full()));
        }
    }

    fn run_job(&mut self, job: WriterJob) {
        match job {
            WriterJob::Command(ticket, cmd) => {
                self.is_forgetful = false;
                let event = match self.guarded(|writer| writer.run(&cmd)) {
                    Ok(done) => Event::WriteDone(ticket, done),
                    Err(error) => Event::WriteFailed(ticket, error.full()),
                };
                self.report(event);
            }
            WriterJob::Remember { name, value } => {
                // A cursor position is not worth an error message, and waiting for another program once is enough: many of these
                // arrive when the program closes.
                if !self.is_forgetful {
                    self.is_forgetful = self.guarded(|writer| writer.remember(&name, &value)).is_err();
                }
            }
            WriterJob::Backup => {
                match self.guarded(|writer| writer.backup()) {
                    // The screens say where the file is, and offer a copy.
                    Err(error) if error.kind() == ErrorKind::Misplaced => {}
                    Err(error) => self.report(Event::BackupFailed(error.full())),
                    Ok(_) => {}
                }
            }
            WriterJob::SaveCopy(folders) => {
                let save = |writer: &mut Writer| {
                    let mut saved = Err(Error::refused("There is no folder for the copy."));
                    for folder in &folders {
                        saved = writer.save_copy(folder);
                        if saved.is_ok() {
                            break;
                        }
                    }
                    saved
                };
                let saved = self.guarded(save).map_err(|error| error.full());
                self.report(Event::CopySaved(saved));
            }
            WriterJob::Rules(rules) => {
                // Without a writer the next job opens one, which goes by these rules as well.
                self.again = self.again.clone().with_rules(Arc::clone(&rules));
                if let Err(error) = self.guarded(|writer| writer.go_by(rules)) {
                    self.report(Event::WorkerFailed(error.full()));
                }
            }
            WriterJob::Look | WriterJob::Stop => {}
        }
    }

    /// Computes a portion of the scores that are due, and tells when all of them are current again.
    fn score(&mut self) {
        if !self.guarded(|writer| Ok(writer.may_score())).unwrap_or(false) {
            self.is_scoring = false;
            return;
        }
        let begun = Instant::now();
        // What cannot be computed now, for example because another window writes, is computed at the next poll.
        let portion = self.guarded(|writer| writer.score(|| begun.elapsed() < PORTION)).unwrap_or_default();
        self.is_scoring = portion.more;
        self.has_scored |= portion.changed;
        if self.has_scored && !portion.more {
            self.has_scored = false;
            self.report(Event::Scored);
        }
    }

    /// Reports when another program changed the file, or put something else in its place.
    fn look(&mut self) {
        let place = self.writer.as_ref().map_or(self.place, Writer::file_place);
        if place != self.place {
            self.place = place;
            self.report(Event::FileMoved(place));
        }
        if self.guarded(Writer::changed_outside).unwrap_or(false) {
            self.report(Event::OutsideChange);
        }
    }

    /// Runs work on the writer. A panic in it is reported as an error, and the connection, whose transaction is open perhaps,
    /// is thrown away: the next work opens the file again.
    fn guarded<T>(&mut self, work: impl FnOnce(&mut Writer) -> Result<T>) -> Result<T> {
        let writer = match &mut self.writer {
            Some(writer) => writer,
            empty => empty.insert(self.again.open()?),
        };
        catch_unwind(AssertUnwindSafe(|| work(writer))).unwrap_or_else(|panic| {
            self.writer = None;
            let sentence =
                format!("Tenfold hit an internal error ({}). Nothing was changed.", panic_text(panic.as_ref()));
            self.report(Event::WorkerFailed(sentence.clone()));
            Err(Error::fault(sentence))
        })
    }

    fn report(&self, event: Event) {
        // The receiver is gone when the program ends.
        let _ = self.events.send(event);
    }
}

#[cfg(test)]
mod tests;
