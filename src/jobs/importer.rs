//! Importing a file: it is read and understood here, and written in batches on the writer's connection.
//!
//! While the writer takes in one batch the next is read. All batches are one undo step. However an import ends early, by
//! canceling, a fault or a killed process, what it did is undone.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};

use run::{Batch, Run};
use seen::{Look, Seen};

use super::writer::{ImportJob, ImportLane};
use crate::domain::Currency;
use crate::error::{Error, Result};
use crate::import::{self, Plan};
use crate::proto::column::{FileColumns, Wish};
use crate::proto::event::{ImportPreview, ImportReport, Progress};
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{ImportCounts, Reject};
use crate::store::Writer;
use crate::store::ingest::{ImportHeader, ImportOptions, Trial};
use crate::store::undo::{self, ImportLock};
use crate::words::import_notes::import_notes;

mod run;
mod seen;

/// Most records that the preview of a screen tries out.
const PREVIEWED: usize = 20_000;

/// Records tried out at a time. A command of the user waits at most this long.
const PIECE: usize = 500;

/// How long a preview that gave way waits before it looks again whether it may continue.
const BREATH: Duration = Duration::from_millis(20);

/// Rejects shown in a preview.
const SHOWN_REJECTS: usize = 50;

/// What a file's own words leave open.
#[derive(Clone, Copy, Debug)]
pub struct Defaults {
    /// Currency of amounts without one.
    pub currency: Currency,
    /// How 3/4 is read.
    pub day_order: import::DayOrder,
}

/// An importer that writes through one writer thread.
#[derive(Clone, Debug)]
pub struct Importer {
    /// The writer's lane for imports.
    lane: ImportLane,
    /// The file that is written to.
    database: PathBuf,
    /// What files leave open.
    defaults: Defaults,
    /// The file that was looked at last.
    seen: Arc<Seen>,
}

impl Importer {
    /// An importer into a file, through the lane of its writer.
    pub fn new(lane: ImportLane, database: PathBuf, defaults: Defaults) -> Self {
        Self { lane, database, defaults, seen: Arc::default() }
    }

    /// The same importer, where files leave open something else.
    pub fn with_defaults(&self, defaults: Defaults) -> Self {
        Self { defaults, seen: Arc::default(), ..self.clone() }
    }

    /// Says what the columns of a file would become. A field that must have a column and has none isn't an error here.
    pub fn columns(&self, path: &Path, wish: Wish) -> Result<FileColumns> {
        let Planned { plan, fault, is_remembered } = self.plan(path, &wish)?;
        let missing = plan.missing();
        let nearest = fault.as_ref().filter(|_| !missing.is_empty()).and_then(|fault| fault.nearest());
        Ok(FileColumns {
            file: path.to_owned(),
            wish,
            kind: plan.kind,
            description: plan.description.clone(),
            columns: plan.columns.clone(),
            missing,
            is_remembered,
            is_named: plan.signature().is_some(),
            notes: nearest.into_iter().chain(import_notes(&plan.notes)).collect(),
        })
    }

    /// Turns columns that a command names into a wish, with a sentence for each column that gave up its field.
    pub fn wish_of(&self, path: &Path, before: &Wish, named: &[(String, String)]) -> Result<(Wish, Vec<String>)> {
        let plan = self.plan(path, before)?.plan;
        let (choices, notes) = import::with_named(&plan, named).map_err(Error::refused)?;
        Ok((Wish::Chosen(plan.kind, choices), import_notes(&notes)))
    }

    /// Says what importing a file would do, trying out at most `most` records; nothing is kept.
    pub fn preview(&self, path: &Path, wish: Wish, most: Option<usize>) -> Result<ImportPreview> {
        let plan = self.plan(path, &wish)?.readable()?;
        let header = self.header(path, &plan)?;
        let defaults = self.defaults;
        let options = answer(&self.on_writer(move |writer| options(writer, defaults))?)?;
        let tried = loop {
            match self.try_out(&plan, header.clone(), options, most)? {
                Some(tried) => break tried,
                // The user's command goes first; then the trial is begun again, for the file has changed.
                None => {
                    while self.lane.is_commanded() {
                        let _ = crossbeam_channel::after(BREATH).recv();
                    }
                }
            }
        };
        let Tried { counts, notes: found, rejects, is_whole } = tried;
        let mut notes = import_notes(&plan.notes);
        notes.extend(found);
        notes.extend(import_notes((!is_whole).then_some(&ImportNote::Previewed(counts.rows))));
        let left_out = plan.left_out();
        Ok(ImportPreview { file: path.to_owned(), wish, kind: plan.kind, counts, is_whole, rejects, notes, left_out })
    }

    /// Tries out at most `most` records; nothing if it gave way to the user's command.
    fn try_out(
        &self,
        plan: &Plan,
        header: ImportHeader,
        options: ImportOptions,
        most: Option<usize>,
    ) -> Result<Option<Tried>> {
        let mut records = plan.records().map_err(|error| refusal(&error))?;
        let mut trial = Trial::begin(&self.database, header, options)?;
        let (mut rejects, mut unread) = (Rejects::default(), 0);
        let mut left = most.unwrap_or(usize::MAX);
        loop {
            if self.lane.is_commanded() {
                return Ok(None);
            }
            let mut piece = Batch::read(&mut records, plan.kind, PIECE.min(left));
            if piece.len() == 0 {
                break;
            }
            left -= piece.records.len();
            unread += piece.rejects.len() as u64;
            let refused = trial.apply(&std::mem::take(&mut piece.records))?;
            for reject in piece.left_out(refused, &records) {
                rejects.add(&reject);
            }
        }
        let (mut counts, mut notes) = trial.end(0)?;
        let is_whole = records.next().is_none();
        counts.rejected += unread;
        counts.rows += unread;
        notes.extend(import_notes(&records.notes()));
        Ok(Some(Tried { counts, notes, rejects: rejects.first, is_whole }))
    }

    /// Says what importing a file would do, for the user who waits at a screen.
    pub fn glance(&self, path: &Path, wish: Wish) -> Result<ImportPreview> {
        self.preview(path, wish, Some(PREVIEWED))
    }

    /// Imports a file. `report` hears how far it is; `cancel` stops it, and what it did is undone. What was chosen for the
    /// columns is remembered once it is over.
    pub fn import(
        &self,
        path: &Path,
        wish: &Wish,
        cancel: &AtomicBool,
        report: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport> {
        let plan = self.plan(path, wish)?.readable()?;
        let header = self.header(path, &plan)?;
        let Some(lock) = ImportLock::take(&self.database)? else {
            return Err(Error::refused("Another import into this file is running.").with_hint("Wait until it is done."));
        };
        let mut notes = import_notes(&plan.notes);
        // An import can be undone as long as the file is whole; a copy from before is for the rest.
        let backup = answer(&self.on_writer(|writer| writer.backup_before_import())?)?;
        notes.extend(backup.err().map(|error| format!("The backup before the import failed: {error}")));
        let mut run = Run { importer: self, plan: &plan, path, rejects_file: None, unread: 0, rejects: 0, notes };
        let begun = Instant::now();
        let mut done = run.go(header, cancel, report);
        drop(lock);
        let ms = begun.elapsed().as_millis();
        match &done {
            Ok(done) => {
                let counts = &done.counts;
                tracing::info!(kind = ?plan.kind, ?counts, cancelled = done.cancelled, ms, "imported");
            }
            Err(error) => tracing::warn!(kind = ?error.kind(), causes = error.causes(), ms, "not imported"),
        }
        if let Ok(report) = &mut done
            && !report.cancelled
            && let Err(error) = self.remember(&plan, wish)
        {
            report.notes.push(format!("Your column choices couldn't be saved: {error}."));
        }
        if done.is_err() {
            // After a fault the writer opens the file again, but could not undo what the lock still guarded.
            let database = self.database.clone();
            let recovered = self.on_writer(move |writer| undo::recover(writer.connection(), &database));
            if let Ok(recovered) = recovered {
                let _ = recovered.recv();
            }
        }
        done
    }

    fn plan(&self, path: &Path, wish: &Wish) -> Result<Planned> {
        let look = |kind| {
            let Defaults { currency, day_order } = self.defaults;
            let options = import::Options { kind, ..import::Options::new(currency, day_order) };
            self.seen.look(path, options).map_err(|error| refusal(&error))
        };
        let (mut plan, mut fault): Look = look(wish.kind())?;
        let mut is_remembered = false;
        match wish {
            Wish::Proposed(_) => {}
            Wish::Chosen(_, choices) => plan.choose(choices),
            Wish::Usual => {
                let kept = memory_name(&plan).map(|name| self.on_writer(move |writer| writer.remembered(&name)));
                let kept = kept.transpose()?.map(|kept| answer(&kept)).transpose()?.transpose()?.flatten();
                if let Some((kind, choices)) = kept.as_deref().and_then(import::kept) {
                    if kind != plan.kind {
                        (plan, fault) = look(Some(kind))?;
                    }
                    plan.choose(&choices);
                    is_remembered = true;
                }
            }
        }
        Ok(Planned { plan, fault, is_remembered })
    }

    fn header(&self, path: &Path, plan: &Plan) -> Result<ImportHeader> {
        let content_hash = self.seen.hash(path, plan).map_err(|error| refusal(&error))?;
        Ok(ImportHeader { file: crate::domain::text::clean(&plan.file), kind: plan.kind, content_hash })
    }

    /// Keeps what the user chose for the columns, for the next file with the same; forgets it where they took the proposal.
    fn remember(&self, plan: &Plan, wish: &Wish) -> Result<()> {
        let value = match wish {
            Wish::Usual => return Ok(()),
            Wish::Proposed(None) => String::new(),
            Wish::Proposed(Some(_)) | Wish::Chosen(..) => import::keep(plan.kind, &plan.choices()),
        };
        let Some(name) = memory_name(plan) else { return Ok(()) };
        answer(&self.on_writer(move |writer| writer.remember(&name, &value))?)?
    }

    /// Runs work on the writer's connection between the user's commands.
    fn on_writer<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer) -> T + Send + 'static,
    ) -> Result<Receiver<Result<T>>> {
        let (send, receive) = bounded(1);
        let job: ImportJob = Box::new(move |writer| {
            // The receiver is gone when the program ends.
            let _ = send.send(writer.in_place().map(|()| work(writer)));
        });
        self.lane.send(job)?;
        Ok(receive)
    }
}

/// A file as it would be read.
struct Planned {
    plan: Plan,
    /// Why it cannot be read unless the user chooses its columns.
    fault: Option<Arc<import::ImportError>>,
    is_remembered: bool,
}

impl Planned {
    /// The plan, if nothing is missing for reading the file.
    fn readable(self) -> Result<Plan> {
        match self.fault {
            Some(fault) if !self.plan.missing().is_empty() => Err(refusal(&fault)),
            _ => {
                let mut plan = self.plan;
                plan.notes.extend(self.is_remembered.then_some(ImportNote::Remembered));
                Ok(plan)
            }
        }
    }
}

/// Under which name the program remembers the columns of files like this one.
fn memory_name(plan: &Plan) -> Option<String> {
    plan.signature().map(|signature| format!("import.columns.{signature}"))
}

/// What trying out a file came to.
struct Tried {
    counts: ImportCounts,
    notes: Vec<String>,
    rejects: Vec<(u64, String)>,
    is_whole: bool,
}

/// The first rejects of a preview.
#[derive(Debug, Default)]
struct Rejects {
    first: Vec<(u64, String)>,
}

impl Rejects {
    fn add(&mut self, reject: &Reject) {
        if self.first.len() < SHOWN_REJECTS {
            let sentence = match reject.column.as_str() {
                "" => reject.reason.clone(),
                column => format!("{column}: {}", reject.reason),
            };
            self.first.push((reject.row, sentence));
        }
    }
}

fn options(writer: &Writer, defaults: Defaults) -> ImportOptions {
    let clock = writer.clock();
    ImportOptions { today: clock.today(), now_ms: clock.now_ms(), currency: defaults.currency }
}

fn refusal(error: &import::ImportError) -> Error {
    Error::refused(error.to_string()).with_hint(error.hint())
}

/// Waits for an answer of the writer. A writer that met a fault gives none.
fn answer<T>(receiver: &Receiver<Result<T>>) -> Result<T> {
    receiver.recv().map_err(|_| {
        Error::fault("Tenfold hit an internal error while importing. Nothing from this import was kept.")
    })?
}
