//! Taking an import in: record after record, in batches, as one undo step.
//!
//! The importer parses in its own thread and hands over batches; each batch is one transaction, so that the user's own edits
//! get in between. The run and its undo step are opened with the first row that really changes something: importing a file
//! twice leaves no trace the second time. What a row means is decided by [`creators`], [`orders`], [`collaborations`] and [`payments`].

mod batches;
mod collaborations;
mod costs;
mod creators;
mod decided;
mod edition;
mod listed_payments;
mod notes;
mod order_statements;
mod order_sums;
mod orders;
mod pages;
mod paid;
mod payments;
mod post_links;
mod posts;
mod renamed;
mod stored_order;
mod tags;
mod tallies;
#[cfg(test)]
mod tests;
mod tracks;
mod trial;

use chrono::NaiveDate;
use rusqlite::{Connection, TransactionBehavior, params};

use crate::domain::money::div_round;
use crate::domain::{Currency, ImportId, OpId};
use crate::error::Result;
use crate::proto::column::Target;
use crate::proto::import_note::Refused;
use crate::proto::ingest::{ImportCounts, ImportKind, Record, Sourced};
use crate::words;

use super::index_away;
use super::undo::{self, Place};
use order_sums::Lagging;

pub use trial::Trial;

/// Which file an import reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportHeader {
    /// Name of the file, without its folder.
    pub file: String,
    /// What it holds.
    pub kind: ImportKind,
    /// Fingerprint of its bytes.
    pub content_hash: String,
}

/// What an import needs to know next to the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// Today.
    pub today: NaiveDate,
    /// Now, unix milliseconds.
    pub now_ms: i64,
    /// Currency of new campaigns whose rows state none.
    pub currency: Currency,
}

impl ImportOptions {
    /// Whether a day is in the future. Where the shop is it can be tomorrow already.
    fn is_to_come(self, day: NaiveDate) -> bool {
        self.today.succ_opt().is_some_and(|tomorrow| day > tomorrow)
    }
}

/// What became of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    New,
    Updated,
    Unchanged,
    /// Does not fit what is known; made by [`Run::refuse`] alone.
    Refused,
}

impl Outcome {
    fn updated_if(changed: bool) -> Self {
        if changed { Self::Updated } else { Self::Unchanged }
    }
}

/// The run of an import in the file: made when it is first asked for.
#[derive(Debug)]
struct Run {
    header: ImportHeader,
    options: ImportOptions,
    /// Whether changes are recorded for undo; a preview is rolled back instead.
    recorded: bool,
    op: Option<OpId>,
    id: Option<ImportId>,
    /// The row being taken in, and those refused that nobody asked for yet.
    row: u64,
    refused: Vec<Refused>,
}

impl Run {
    /// Refuses the row being taken in.
    fn refuse(&mut self, at: Target, reason: String) -> Outcome {
        self.refused.push(Refused { row: self.row, at, reason });
        Outcome::Refused
    }

    /// Returns the run, which from now on exists: to be asked before anything is changed.
    fn id(&mut self, conn: &Connection) -> Result<ImportId> {
        if let Some(id) = self.id {
            return Ok(id);
        }
        let ImportHeader { file, kind, content_hash } = &self.header;
        if self.recorded {
            let op = undo::open_op(conn, &format!("Importing {file}"), self.options.now_ms, true)?;
            undo::origin::is_import(conn, op)?;
            self.op = Some(op);
        }
        conn.prepare_cached("INSERT INTO import_run (file, kind, content_hash, ran_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![file, kind.word(), content_hash, self.options.now_ms])?;
        let id = ImportId(conn.last_insert_rowid());
        self.id = Some(id);
        Ok(id)
    }

    /// Whether anything was changed so far.
    fn is_open(&self) -> bool {
        self.id.is_some()
    }
}

/// An import under way.
#[derive(Debug)]
pub struct Ingest {
    run: Run,
    counts: ImportCounts,
    tags: tags::Tags,
    creators: creators::Creators,
    orders: orders::Orders,
    collaborations: collaborations::Collaborations,
    pages: pages::Pages,
    payments: payments::Payments,
    tallies: tallies::Tallies,
    /// About how many records are still to come.
    ahead: u64,
    /// Row changes of the connection after the last batch. If there are more since, remembered rows may be stale.
    seen_changes: Option<(u64, i64)>,
}

impl Ingest {
    /// Begins an import. The database is not touched before something changes.
    pub fn begin(header: ImportHeader, options: ImportOptions) -> Self {
        Self {
            run: Run { header, options, recorded: true, op: None, id: None, row: 0, refused: Vec::new() },
            counts: ImportCounts::default(),
            tags: tags::Tags::default(),
            creators: creators::Creators::default(),
            orders: orders::Orders::default(),
            collaborations: collaborations::Collaborations::default(),
            pages: pages::Pages::default(),
            payments: payments::Payments::default(),
            tallies: tallies::Tallies::default(),
            ahead: 0,
            seen_changes: None,
        }
    }

    /// Says about how many records are still to come, so that a large import can put indexes away; see [`index_away`]. Whether
    /// they are away is returned: then larger batches make better use of a transaction.
    pub fn expect(&mut self, ahead: u64, conn: &Connection) -> Result<bool> {
        self.ahead = ahead;
        index_away::is_away(conn)
    }

    /// The rows that were refused since this was last asked, in the order of the file.
    pub fn take_refused(&mut self) -> Vec<Refused> {
        std::mem::take(&mut self.run.refused)
    }

    /// What became of the records so far.
    pub fn counts(&self) -> ImportCounts {
        self.counts.clone()
    }

    /// Takes in one batch, in one transaction; a few thousand records make the best use of it. After an error nothing of the batch is kept; then [`cancel`](Self::cancel).
    pub fn apply(&mut self, conn: &mut Connection, records: &[Sourced<Record>]) -> Result<()> {
        let before = (self.run.op, self.run.id, self.counts.clone());
        hurry(conn)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(op) = self.run.op {
            undo::resume(&tx, op, true)?;
        }
        self.put_indexes_away(&tx)?;
        // The first batch records row by row, since its step is opened on the way; those after it begin with an open one.
        let bulk = self.run.op.map(|op| undo::bulk::Bulk::begin(&tx, op)).transpose()?;
        let done = self.apply_rows(&tx, records).and_then(|()| {
            bulk.map(|bulk| bulk.end(&tx)).transpose()?;
            undo::pause(&tx)?;
            Ok(tx.commit()?)
        });
        if done.is_err() {
            (self.run.op, self.run.id, self.counts) = before;
            self.seen_changes = None;
        }
        conn.execute_batch("PRAGMA synchronous = FULL")?;
        done
    }

    /// Drops indexes for the time of the import once the first batch shows how many rows are new.
    fn put_indexes_away(&self, conn: &Connection) -> Result<()> {
        let ImportCounts { new, rows, .. } = self.counts;
        if self.run.op.is_none() || self.run.header.kind != ImportKind::Creators || rows == 0 {
            return Ok(());
        }
        let to_come = u128::from(self.ahead) * u128::from(new) / u128::from(rows);
        if index_away::is_worth_it(conn, u64::try_from(to_come).unwrap_or(u64::MAX))? {
            index_away::put_away(conn)?;
        }
        Ok(())
    }

    fn apply_rows(&mut self, conn: &Connection, records: &[Sourced<Record>]) -> Result<()> {
        if self.seen_changes != Some(changes(conn)?) {
            self.tags.forget();
            self.tallies.forget();
            self.pages.reread(conn)?;
        }
        let mut orders = order_statements::Statements::prepare(conn)?;
        let mut creators = creators::Statements::prepare(conn)?;
        let mut sums: Option<Lagging> = None;
        for Sourced { row, record } in records {
            self.run.row = *row;
            let outcome = match record {
                Record::Creator(record) => {
                    self.creators.take(conn, &mut creators, &mut self.run, &mut self.tags, *row, record)?
                }
                Record::Order(record) => {
                    let sums = match &mut sums {
                        Some(sums) => sums,
                        None => sums.insert(Lagging::begin(conn)?),
                    };
                    self.orders.take(conn, &mut orders, sums, &mut self.run, record)?
                }
                Record::Collaboration(record) => self.collaborations.take(conn, &mut self.run, record)?,
                Record::Post(record) => {
                    let of = match &record.creator {
                        Some(of) => {
                            self.creators.of_post(conn, &mut creators, &mut self.run, &mut self.tags, *row, of)?
                        }
                        None => Outcome::Unchanged,
                    };
                    if of == Outcome::New {
                        self.pages.note_added();
                    }
                    match self.pages.post(conn, &mut self.run, *row, record)? {
                        Outcome::Unchanged if of != Outcome::Unchanged => Outcome::Updated,
                        outcome => outcome,
                    }
                }
                Record::Payment(record) => self.payments.take(conn, &mut self.run, record)?,
                Record::Count(record) => self.pages.count(conn, &mut self.run, *row, record)?,
                Record::Clicks(record) => self.tallies.clicks(conn, &mut self.run, record)?,
                Record::Conversions(record) => self.tallies.conversions(conn, &mut self.run, record)?,
            };
            match outcome {
                Outcome::New => self.counts.new += 1,
                Outcome::Updated => self.counts.updated += 1,
                Outcome::Unchanged => self.counts.unchanged += 1,
                Outcome::Refused => self.counts.rejected += 1,
            }
        }
        drop((orders, creators));
        if let Some(sums) = sums {
            sums.end(conn)?;
        }
        self.collaborations.settle(conn)?;
        let ImportCounts { new, updated, unchanged, rejected, .. } = self.counts;
        self.counts.rows = new + updated + unchanged + rejected;
        self.seen_changes = Some(changes(conn)?);
        Ok(())
    }

    /// Ends the import: the run gets its counts, the undo step its sentence. Returns what happened, with notes.
    pub fn finish(mut self, conn: &mut Connection, rejected: u64) -> Result<(ImportCounts, Vec<String>)> {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(op) = self.run.op {
            undo::resume(&tx, op, true)?;
        }
        let report = self.close(&tx, rejected)?;
        if let Some(op) = self.run.op {
            undo::close_op(&tx, op, &self.label(), Place::Nowhere)?;
            index_away::bring_back(&tx)?;
        }
        tx.commit()?;
        calm(conn)?;
        Ok(report)
    }

    fn close(&mut self, conn: &Connection, rejected: u64) -> Result<(ImportCounts, Vec<String>)> {
        self.counts.rejected += rejected;
        let ImportCounts { new, updated, unchanged, rejected, .. } = self.counts;
        self.counts.rows = new + updated + unchanged + rejected;
        if let Some(id) = self.run.id {
            let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
            conn.execute(
                "UPDATE import_run SET rows = ?2, added = ?3, updated = ?4, unchanged = ?5, rejected = ?6 WHERE id = ?1",
                params![id, count(self.counts.rows), count(new), count(updated), count(unchanged), count(rejected)],
            )?;
        }
        let mut notes = self.creators.notes();
        notes.extend(self.orders.notes());
        notes.extend(self.collaborations.notes(conn)?);
        notes.extend(self.pages.notes());
        notes.extend(self.payments.notes(self.run.options.today));
        notes.extend(self.tallies.notes());
        Ok((self.counts.clone(), notes))
    }

    /// Stops the import and undoes what it did.
    pub fn cancel(self, conn: &mut Connection) -> Result<()> {
        if let Some(op) = self.run.op {
            let reverted = undo::revert(conn, op);
            index_away::recover(conn)?;
            reverted?;
        }
        calm(conn)
    }

    /// The sentence of the undo step: `Imported 604 creators from march list.csv`.
    fn label(&self) -> String {
        let ImportHeader { file, kind, .. } = &self.run.header;
        words::ingest::label(*kind, file, self.counts.new, self.counts.updated)
    }
}

/// Thousandths of a unit as minor units.
fn minor(milli: i64, currency: Currency) -> Option<i64> {
    div_round(i128::from(milli) * i128::from(currency.minor_per_unit()), 1_000)
}

/// Enlarges the cache for the many pages an import changes, and lets its batches reach the disk without waiting.
///
/// A power cut then loses the last batches of an import that is undone anyway when it was not finished; whatever a
/// person does in between waits for the disk as always, and so does the end of the import.
fn hurry(conn: &Connection) -> Result<()> {
    conn.execute_batch("PRAGMA cache_size = -98304; PRAGMA wal_autocheckpoint = 16384; PRAGMA synchronous = NORMAL")?;
    Ok(())
}

/// Restores the cache and waiting for the disk.
fn calm(conn: &Connection) -> Result<()> {
    conn.execute_batch("PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 1000; PRAGMA shrink_memory")?;
    Ok(())
}

/// Returns two counters: one moves when this connection changes the file, the other when another connection does.
fn changes(conn: &Connection) -> Result<(u64, i64)> {
    let version = conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
    Ok((conn.total_changes(), version))
}
