//! One open file: the connection the screens read rows with, and the threads that write and ask.

use std::path::Path;

use crossbeam_channel::{Receiver, unbounded};

use crate::domain::CreatorId;
use crate::error::Result;
use crate::jobs::writer::{WriterJob, WriterThread};
use crate::proto::Event;
use crate::store::{Writer, detail, memory, open, window};
use crate::tui::kit::{Effect, Msg};

use super::Start;

/// An open file.
pub(super) struct File {
    /// What its threads report.
    pub events: Receiver<Event>,
    reader: rusqlite::Connection,
    writer: WriterThread,
}

impl File {
    /// Opens a file, made if it is missing, and starts its threads.
    pub(super) fn open(path: &Path, start: &Start) -> Result<Self> {
        let (to_loop, events) = unbounded();
        let writer = WriterThread::start(Writer::open(path, start.clock)?, to_loop)?;
        let reader = open::open_reader(path)?;
        let file = Self { events, reader, writer };
        file.tell(WriterJob::Backup);
        Ok(file)
    }

    /// Carries out what concerns the file; what it can answer at once comes back as messages.
    pub(super) fn carry_out(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::Write(ticket, command) => self.tell(WriterJob::Command(ticket, command)),
            Effect::Remember { name, value } => self.remember(name, value),
            Effect::ReadWindow(ids) => return vec![self.window(&ids)],
            Effect::ReadDetail(id) => return vec![self.detail(id)],
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
        memory::get(&self.reader, name).ok().flatten()
    }

    /// Looks for changes of other programs now.
    pub(super) fn look(&self) {
        self.tell(WriterJob::Look);
    }

    /// Ends the threads and closes the file.
    pub(super) fn close(self) {
        drop(self.reader);
        self.writer.stop();
    }

    fn tell(&self, job: WriterJob) {
        // A writer that is gone has said why.
        let _ = self.writer.jobs().send(job);
    }

    fn window(&self, ids: &[CreatorId]) -> Msg {
        match window::rows(&self.reader, ids) {
            Ok(rows) => Msg::Window(rows),
            Err(error) => Msg::Event(Event::WorkerFailed(error.full())),
        }
    }

    fn detail(&self, id: CreatorId) -> Msg {
        match detail::creator(&self.reader, id) {
            Ok(detail) => Msg::Detail(id, detail.map(Box::new)),
            Err(error) => Msg::Event(Event::WorkerFailed(error.full())),
        }
    }
}
