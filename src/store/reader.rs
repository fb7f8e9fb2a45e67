//! The screen's own connection: short reads by key. Long ones are the query thread's, see [`super::answer`].

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::amounts::{self, Ledger};
use super::connection::pay_by;
use super::{agenda, board, collaboration_facts, detail, find_creator, memory, needs_review, open, payments, window};
use crate::analysis::rules::Rules;
use crate::domain::collaboration::{Stage, Tracks};
use crate::domain::{Cadence, CollaborationFields, CollaborationId, CreatorId, Handle, PayTerms, Platform};
use crate::error::Result;
use crate::proto::collaboration::Paid;
use crate::proto::outlook::CodeRow;
use crate::proto::row::{CreatorDetail, CreatorRow};

/// A read-only connection. Threads hold this and need not know what is inside.
#[derive(Debug)]
pub struct Reader {
    conn: Connection,
}

impl Reader {
    /// Opens the file for short reads by key.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { conn: open::open_reader(path)? })
    }

    /// Goes by these terms of pay from here on where neither a collaboration nor its creator has any.
    ///
    /// # Errors
    /// Fails when the connection does.
    pub fn pay_by(&self, terms: PayTerms) -> Result<()> {
        pay_by(&self.conn, terms)
    }

    /// Returns the rows of these creators in their order as they are on a day, at most [`MOST_ROWS`](crate::proto::row::MOST_ROWS);
    /// those that no longer exist are left out.
    pub fn window(&self, ids: &[CreatorId], today: NaiveDate) -> Result<Vec<CreatorRow>> {
        window::full_rows(&self.conn, ids, today)
    }

    /// Returns one creator in full, or nothing when the row is gone.
    pub fn detail(&self, id: CreatorId, rules: &Rules) -> Result<Option<CreatorDetail>> {
        detail::creator(&self.conn, id, rules)
    }

    /// Returns what is known of each collaboration, over all its posts; amounts that were released are left out.
    pub fn booked(&self) -> Result<HashMap<CollaborationId, CollaborationFields>> {
        collaboration_facts::all(&self.conn)
    }

    /// Returns the money of each collaboration.
    pub fn ledgers(&self) -> Result<HashMap<CollaborationId, Ledger>> {
        amounts::ledgers(&self.conn)
    }

    /// Returns the payments of each collaboration, oldest first.
    pub fn paid(&self) -> Result<HashMap<CollaborationId, Vec<Paid>>> {
        let mut all: HashMap<CollaborationId, Vec<Paid>> = HashMap::new();
        for (id, paid) in payments::made(&self.conn, None)? {
            all.entry(id).or_default().push(paid);
        }
        Ok(all)
    }

    /// Returns stage and tracks of each collaboration as of a day.
    pub fn standing(&self, today: NaiveDate) -> Result<HashMap<CollaborationId, (Stage, Tracks)>> {
        let places = board::places(&self.conn, None, today)?;
        Ok(places.into_iter().map(|(id, place)| (id, (place.standing.stage(), place.standing.tracks))).collect())
    }

    /// Returns the creators of a handle with their platforms.
    pub fn named(&self, handle: &Handle) -> Result<Vec<(CreatorId, Platform)>> {
        find_creator::named(&self.conn, handle)
    }

    /// Returns the few known handles nearest to one that nobody has.
    pub fn near(&self, handle: &Handle) -> Result<Vec<String>> {
        find_creator::near(&self.conn, handle)
    }

    /// Returns whether something is due on a day, or was before it.
    pub fn has_due(&self, today: NaiveDate, cadence: &Cadence) -> Result<bool> {
        Ok(agenda::due(&self.conn, today, cadence)? > 0)
    }

    /// Returns whether the file has a creator.
    pub fn has_creators(&self) -> Result<bool> {
        Ok(self.conn.query_row("SELECT EXISTS (SELECT 1 FROM creator)", [], |row| row.get(0))?)
    }

    /// Returns whether a creator is in any batch.
    pub fn is_booked(&self, id: CreatorId) -> Result<bool> {
        Ok(self.conn.prepare_cached("SELECT 1 FROM collaboration WHERE creator_id = ?1")?.exists([id])?)
    }

    /// Returns the codes of sales of nobody that no creator has, in all currencies, the most used first.
    pub fn codes_without_creator(&self) -> Result<Vec<CodeRow>> {
        needs_review::codes_without_creator(&self.conn)
    }

    /// Counts the orders with a promo code that no creator has.
    pub fn orders_with_unknown_codes(&self) -> Result<i64> {
        needs_review::orders_with_unknown_codes(&self.conn)
    }

    /// Returns a choice that belongs to the file.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        let mut find = self.conn.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Returns what was remembered under a name.
    pub fn memory(&self, name: &str) -> Result<Option<String>> {
        memory::get(&self.conn, name)
    }
}
