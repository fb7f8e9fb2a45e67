//! One import under way: batches are read here and written on the writer's connection.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Importer, answer, options, refusal};
use crate::error::{Error, Result};
use crate::import::rejects::RejectsFile;
use crate::import::{self, Plan};
use crate::proto::event::{ImportReport, Progress};
use crate::proto::import_note::Refused;
use crate::proto::ingest::{ImportCounts, ImportKind, Record, Reject, Sourced};
use crate::store::ingest::{ImportHeader, Ingest};
use crate::words::import_notes::import_notes;

/// Records handed over at a time: large enough that the disk's syncing costs little, small enough that an edit waits unnoticed.
const BATCH: usize = 4_000;

/// The same while the indexes are away, where a batch of this size takes a fifth of a second.
const LARGE_BATCH: usize = 20_000;

/// Shortest time between two reports of progress; the first comes after the first batch.
const REPORT_EVERY: Duration = Duration::from_millis(100);

/// One import under way.
pub(super) struct Run<'a> {
    pub(super) importer: &'a Importer,
    pub(super) plan: &'a Plan,
    pub(super) path: &'a Path,
    pub(super) rejects_file: Option<RejectsFile>,
    /// Rows that could not be read, and all that were left out.
    pub(super) unread: u64,
    pub(super) rejects: u64,
    pub(super) notes: Vec<String>,
}

impl Run<'_> {
    pub(super) fn go(
        &mut self,
        header: ImportHeader,
        cancel: &AtomicBool,
        report: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport> {
        let mut records = self.plan.records().map_err(|error| refusal(&error))?;
        let defaults = self.importer.defaults;
        let begun = self.importer.on_writer(move |writer| Ingest::begin(header, options(writer, defaults)))?;
        let mut ingest = answer(&begun)?;
        let mut reported: Option<Instant> = None;
        let (kind, mut read, mut size) = (self.plan.kind, 0_u64, BATCH);
        let mut next = Batch::read(&mut records, kind, size);
        loop {
            if cancel.load(Ordering::Relaxed) {
                let counts = ingest.counts();
                let cancelled = self.importer.on_writer(move |writer| ingest.cancel(writer.connection()))?;
                answer(&cancelled)??;
                return Ok(self.report(counts, None, true));
            }
            if next.len() == 0 {
                break;
            }
            self.unread += next.rejects.len() as u64;
            read += next.records.len() as u64;
            let ahead = still_to_come(read, records.bytes_read(), self.plan.bytes_total);
            let taken = std::mem::take(&mut next.records);
            let written = self.importer.on_writer(move |writer| {
                let done =
                    ingest.apply(writer.connection(), &taken).and_then(|()| ingest.expect(ahead, writer.connection()));
                (ingest, done)
            })?;
            // Reading the next batch overlaps with writing this one, whose answer is awaited before the next is sent.
            let after = Batch::read(&mut records, kind, size);
            let (back, done) = answer(&written)?;
            ingest = back;
            match done {
                Ok(is_large) => size = if is_large { LARGE_BATCH } else { BATCH },
                Err(error) => {
                    let cancelled = self.importer.on_writer(move |writer| ingest.cancel(writer.connection()))?;
                    answer(&cancelled)??;
                    return Err(error);
                }
            }
            for reject in std::mem::replace(&mut next, after).left_out(ingest.take_refused(), &records) {
                self.reject(&reject);
            }
            if reported.is_none_or(|last| last.elapsed() >= REPORT_EVERY) {
                reported = Some(Instant::now());
                report(self.progress(records.bytes_read(), &ingest.counts(), false));
            }
        }
        if self.has_changed() {
            let cancelled = self.importer.on_writer(move |writer| ingest.cancel(writer.connection()))?;
            answer(&cancelled)??;
            let file = &self.plan.file;
            return Err(Error::refused(format!("`{file}` changed while it was read, so nothing was imported."))
                .with_hint("Import it again once it is complete."));
        }
        if size == LARGE_BATCH {
            report(self.progress(self.plan.bytes_total, &ingest.counts(), true));
        }
        let rejected = self.unread;
        let finished = self.importer.on_writer(move |writer| ingest.finish(writer.connection(), rejected))?;
        let (counts, notes) = answer(&finished)??;
        self.notes.extend(notes);
        self.notes.extend(import_notes(&records.notes()));
        let rejects_file = self.keep_rejects();
        Ok(self.report(counts, rejects_file, false))
    }

    /// Whether the file has another size now: then its last row may have been cut, or rows are missing. One that is gone was read whole.
    fn has_changed(&self) -> bool {
        self.path.metadata().is_ok_and(|now| now.len() != self.plan.bytes_total)
    }

    fn progress(&self, bytes: u64, counts: &ImportCounts, is_indexing: bool) -> Progress {
        let counts = ImportCounts { rejected: counts.rejected + self.unread, ..counts.clone() };
        Progress { bytes, bytes_total: self.plan.bytes_total, counts, is_indexing }
    }

    /// Writes down a row that was left out. An unwritable folder costs the file, not the import.
    fn reject(&mut self, reject: &Reject) {
        self.rejects += 1;
        if self.rejects == 1 {
            match RejectsFile::create(self.path, &self.plan.headers()) {
                Ok(file) => self.rejects_file = Some(file),
                Err(error) => {
                    self.notes.push(format!("The rejected rows couldn't be saved next to the file: {error}."));
                }
            }
        }
        if let Some(Err(error)) = self.rejects_file.as_mut().map(|file| file.write(reject)) {
            self.notes.push(format!("The rejected rows couldn't be saved: {error}."));
            self.rejects_file = None;
        }
    }

    fn keep_rejects(&mut self) -> Option<PathBuf> {
        match self.rejects_file.take()?.finish() {
            Ok(kept) => kept,
            Err(error) => {
                self.notes.push(format!("The rejected rows couldn't be saved: {error}."));
                None
            }
        }
    }

    fn report(&mut self, counts: ImportCounts, rejects_file: Option<PathBuf>, cancelled: bool) -> ImportReport {
        let (file, kind) = (self.path.to_owned(), self.plan.kind);
        let (notes, left_out) = (std::mem::take(&mut self.notes), self.plan.left_out());
        ImportReport { file, kind, counts, rejects_file, notes, left_out, cancelled }
    }
}

/// About how many records a file still holds, by how many of its bytes the first ones took.
fn still_to_come(read: u64, bytes_read: u64, bytes_total: u64) -> u64 {
    let ahead = u128::from(bytes_total.saturating_sub(bytes_read)) * u128::from(read) / u128::from(bytes_read.max(1));
    u64::try_from(ahead).unwrap_or(u64::MAX)
}

/// Some rows of a file in their order.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// What was read.
    pub(super) records: Vec<Sourced<Record>>,
    /// What could not be read.
    pub(super) rejects: Vec<Reject>,
    /// The cells of the rows that were read, where the store may refuse one.
    cells: HashMap<u64, Vec<String>>,
}

impl Batch {
    /// Reads up to so many rows of a kind of file; none at the end of the file.
    pub(super) fn read(records: &mut import::Records, kind: ImportKind, most: usize) -> Self {
        let mut batch = Self { records: Vec::with_capacity(most.min(BATCH)), ..Self::default() };
        while batch.len() < most {
            match records.next() {
                Some(Ok(record)) => {
                    if kind.is_matched() {
                        batch.cells.insert(record.row, records.cells());
                    }
                    batch.records.push(record);
                }
                Some(Err(reject)) => batch.rejects.push(reject),
                None => break,
            }
        }
        batch
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.records.len() + self.rejects.len()
    }

    /// All rows that are left out: those that could not be read and those that the store refused, in the order of the file.
    pub(super) fn left_out(mut self, refused: Vec<Refused>, records: &import::Records) -> Vec<Reject> {
        for refused in refused {
            let cells = self.cells.remove(&refused.row).unwrap_or_default();
            self.rejects.push(records.refused(refused, cells));
        }
        self.rejects.sort_by_key(|reject| reject.row);
        self.rejects
    }
}
