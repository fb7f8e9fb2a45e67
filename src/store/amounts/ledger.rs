//! The money of all collaborations at once, to be compared with what a list says.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::Amount;
use crate::domain::CollaborationId;
use crate::domain::collaboration::Payment;
use crate::error::Result;
use crate::store::row::day;

/// The money of a collaboration.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Its amounts, oldest first.
    pub amounts: Vec<Amount>,
    /// How far paying the creator has come.
    pub payment: Payment,
    /// What was paid of the amounts, minor units. Commission is apart from it.
    pub paid_minor: i64,
    /// The day of the last payment of an amount.
    pub paid_on: Option<NaiveDate>,
}

/// The money of every collaboration.
pub fn ledgers(conn: &Connection) -> Result<HashMap<CollaborationId, Ledger>> {
    let mut all: HashMap<CollaborationId, Ledger> = HashMap::new();
    let mut statement = conn.prepare(
        "SELECT collaboration.id, money, ifnull(sum(ifnull(settles_minor, amount_minor)), 0), max(paid_on) FROM collaboration
         LEFT JOIN payment ON collaboration_id = collaboration.id AND commission_month IS NULL GROUP BY collaboration.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let ledger =
            Ledger { amounts: Vec::new(), payment: row.get(1)?, paid_minor: row.get(2)?, paid_on: day(row, 3)? };
        all.insert(row.get(0)?, ledger);
    }
    let mut statement =
        conn.prepare("SELECT id, kind, amount_minor, state, collaboration_id FROM cost_item ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let amount = Amount { id: row.get(0)?, kind: row.get(1)?, minor: row.get(2)?, state: row.get(3)? };
        all.entry(row.get(4)?).or_default().amounts.push(amount);
    }
    Ok(all)
}
