//! Trying an import out: what it would do is found by doing it, on a connection of its own, and rolling it back.
//!
//! SQLite lets one connection write at a time, so a trial keeps the writer from the file as long as it lives. It therefore continues
//! in short pieces, between which it can be dropped when the user's command waits, and begun again.

use std::path::Path;

use rusqlite::Connection;

use super::{ImportHeader, ImportOptions, Ingest};
use crate::error::Result;
use crate::proto::import_note::Refused;
use crate::proto::ingest::{ImportCounts, Record, Sourced};
use crate::store::open::open_trial;

/// An import that is tried out. Nothing of it is kept, however it ends.
#[derive(Debug)]
pub struct Trial {
    conn: Connection,
    ingest: Ingest,
}

impl Trial {
    /// Begins to try out an import into a file.
    pub fn begin(path: &Path, header: ImportHeader, options: ImportOptions) -> Result<Self> {
        let mut ingest = Ingest::begin(header, options);
        ingest.run.recorded = false;
        let conn = open_trial(path)?;
        conn.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self { conn, ingest })
    }

    /// Takes in some records, and returns those it refused.
    pub fn apply(&mut self, records: &[Sourced<Record>]) -> Result<Vec<Refused>> {
        self.ingest.apply_rows(&self.conn, records)?;
        Ok(self.ingest.take_refused())
    }

    /// Returns what the import would do, with notes, and rolls it back.
    pub fn end(mut self, rejected: u64) -> Result<(ImportCounts, Vec<String>)> {
        let report = self.ingest.close(&self.conn, rejected)?;
        self.conn.execute_batch("ROLLBACK")?;
        Ok(report)
    }
}
