//! One open file: the connection the screens read rows with, and the threads that write, ask and import.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use chrono::NaiveDate;
use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::analysis::rules::Rules;
use crate::domain::CreatorId;
use crate::error::{Error, Result};
use crate::jobs;
use crate::jobs::importer::{Defaults, Importer};
use crate::jobs::query::{QueryThread, Question};
use crate::jobs::writer::{WriterJob, WriterThread};
use crate::proto::Event;
use crate::proto::column::Wish;
use crate::proto::history::Origin;
use crate::store::{Reader, Writer};
use crate::tui::kit::effect::FileChoice;
use crate::tui::kit::{Effect, Msg};

use super::Start;

/// An open file.
pub(super) struct File {
    /// What its threads report.
    pub events: Receiver<Event>,
    to_loop: Sender<Event>,
    reader: Reader,
    writer: WriterThread,
    queries: QueryThread,
    importer: Importer,
    /// Set to stop the import that runs.
    cancel: Arc<AtomicBool>,
    start: Start,
    /// What bringing the file up to date changed.
    pub(super) news: Option<String>,
    /// What was found and put right before it was opened.
    pub(super) notes: Vec<String>,
}

impl File {
    /// Opens a file, made if it is missing, and starts its threads. `go_on` is asked whether to wait on for another program.
    pub(super) fn open(path: &Path, start: &Start, go_on: &mut dyn FnMut() -> bool) -> Result<Self> {
        if start.choice == FileChoice::Demo && !path.exists() {
            jobs::demo::make(path, &start.clock)?;
        }
        let (to_loop, events) = unbounded();
        // The writer first: it makes the file and brings it up to date.
        let writer = Writer::open_while(path, start.clock, Arc::clone(&start.rules), go_on)?
            .with_origin(Origin::Window(start.opened_ms))?;
        let news = writer.take_news()?;
        let writer = WriterThread::start(writer, to_loop.clone())?;
        let reader = Reader::open(path)?;
        reader.pay_by(start.rules.pay_terms)?;
        let queries = QueryThread::start(path, to_loop.clone())?;
        let defaults = Defaults { currency: start.currency, day_order: start.rules.day_order };
        let importer = Importer::new(writer.imports(), path.to_owned(), defaults);
        let cancel = Arc::new(AtomicBool::new(false));
        let file = Self {
            events,
            to_loop,
            reader,
            writer,
            queries,
            importer,
            cancel,
            start: start.clone(),
            news,
            notes: Vec::new(),
        };
        file.tell(WriterJob::Backup);
        Ok(file)
    }

    /// Goes by another configuration from here on.
    pub(super) fn go_by(&mut self, start: &Start) -> Result<()> {
        self.start = start.clone();
        self.reader.pay_by(start.rules.pay_terms)?;
        let defaults = Defaults { currency: start.currency, day_order: start.rules.day_order };
        self.importer = self.importer.with_defaults(defaults);
        self.tell(WriterJob::Rules(Arc::clone(&start.rules)));
        Ok(())
    }

    /// The same file with what was found before it was opened.
    pub(super) fn with_notes(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// Carries out what concerns the file; what it can answer at once comes back as messages.
    pub(super) fn carry_out(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::Write(ticket, command) => self.tell(WriterJob::Command(ticket, command)),
            Effect::Remember { name, value } => self.remember(name, value),
            Effect::Ask(generation, query) => {
                let (today, rules) = (self.start.clock.today(), Arc::clone(&self.start.rules));
                self.queries.ask(Question { generation, query, today, rules });
            }
            Effect::ReadWindow(ids) => return vec![self.window(&ids)],
            Effect::ReadDetail(id) => return vec![self.detail(id)],
            Effect::ReadColumns(path, wish) => self.read_columns(path, wish),
            Effect::Preview(path, wish) => self.preview(path, wish),
            Effect::Import(path, wish) => self.import(path, wish),
            Effect::CancelImport => self.cancel.store(true, Ordering::Relaxed),
            _ => {}
        }
        Vec::new()
    }

    /// Keeps something about the screens for the next start.
    pub(super) fn remember(&self, name: &str, value: String) {
        self.tell(WriterJob::Remember { name: name.to_owned(), value });
    }

    /// What was kept under a name.
    pub(super) fn remembered(&self, name: &str) -> Option<String> {
        self.reader.memory(name).ok().flatten()
    }

    /// Whether something is due today or overdue.
    pub(super) fn has_due(&self, today: NaiveDate, rules: &Rules) -> bool {
        self.reader.has_due(today, &rules.cadence).unwrap_or(false)
    }

    /// Whether there is anybody in it. A file that cannot tell is not taken for an empty one.
    pub(super) fn has_creators(&self) -> bool {
        self.reader.has_creators().unwrap_or(true)
    }

    /// Whether the file is the demo shop, wherever it is.
    pub(super) fn is_demo(&self) -> bool {
        self.reader.setting(jobs::demo::MARK).is_ok_and(|mark| mark.is_some())
    }

    /// Saves a copy of what is open in the first of these folders that takes it.
    pub(super) fn save_copy(&self, folders: Vec<PathBuf>) {
        self.tell(WriterJob::SaveCopy(folders));
    }

    /// Looks for changes of other programs now.
    pub(super) fn look(&self) {
        self.tell(WriterJob::Look);
    }

    /// Ends the threads and closes the file. An import that still runs is stopped; what it did is undone at the next start.
    pub(super) fn close(self) {
        self.cancel.store(true, Ordering::Relaxed);
        drop(self.reader);
        self.queries.stop();
        // The lane must be free of senders that nobody serves anymore.
        drop(self.importer);
        self.writer.stop();
    }

    fn tell(&self, job: WriterJob) {
        // A writer that no longer exists has said why.
        let _ = self.writer.jobs().send(job);
    }

    fn window(&self, ids: &[CreatorId]) -> Msg {
        match self.reader.window(ids, self.start.clock.today()) {
            Ok(rows) => Msg::Window(rows),
            Err(error) => Msg::ReadFailed(error.full()),
        }
    }

    fn detail(&self, id: CreatorId) -> Msg {
        match self.reader.detail(id, &self.start.rules) {
            Ok(detail) => Msg::Detail(id, detail.map(Box::new)),
            Err(error) => Msg::ReadFailed(error.full()),
        }
    }

    fn read_columns(&self, path: PathBuf, wish: Wish) {
        let importer = self.importer.clone();
        self.spawn(path, move |path, to_loop| {
            let event = match importer.columns(&path, wish) {
                Ok(columns) => Event::ColumnsRead(columns),
                Err(error) => Event::PreviewFailed(path, error.full()),
            };
            let _ = to_loop.send(event);
        });
    }

    fn preview(&self, path: PathBuf, wish: Wish) {
        let importer = self.importer.clone();
        self.spawn(path, move |path, to_loop| {
            let event = match importer.glance(&path, wish) {
                Ok(preview) => Event::PreviewDone(preview),
                Err(error) => Event::PreviewFailed(path, error.full()),
            };
            let _ = to_loop.send(event);
        });
    }

    fn import(&mut self, path: PathBuf, wish: Wish) {
        // A flag of its own: the one of an import that is just being stopped stays set.
        self.cancel = Arc::new(AtomicBool::new(false));
        let (importer, cancel) = (self.importer.clone(), Arc::clone(&self.cancel));
        self.spawn(path, move |path, to_loop| {
            let mut report = |progress| _ = to_loop.send(Event::ImportProgress(progress));
            let event = match importer.import(&path, &wish, &cancel, &mut report) {
                Ok(report) => Event::ImportDone(report),
                Err(error) => Event::ImportFailed(path, error.full()),
            };
            let _ = to_loop.send(event);
        });
    }

    /// Runs reading of a file on a thread of its own; a panic in it is reported like any other failure.
    fn spawn(&self, path: PathBuf, work: impl FnOnce(PathBuf, &Sender<Event>) + Send + 'static) {
        let (to_loop, failed) = (self.to_loop.clone(), self.to_loop.clone());
        let (name, on_fault) = (path.clone(), path.clone());
        let guarded = move || {
            let work = std::panic::AssertUnwindSafe(|| work(path, &to_loop));
            if std::panic::catch_unwind(work).is_err() {
                let sentence = "Tenfold hit an internal error while reading the file. Nothing was changed.".to_owned();
                let _ = to_loop.send(Event::ImportFailed(on_fault, sentence));
            }
        };
        if let Err(error) = thread::Builder::new().name("import".to_owned()).spawn(guarded) {
            let _ = failed.send(Event::ImportFailed(name, Error::io("start the import", error).full()));
        }
    }
}
