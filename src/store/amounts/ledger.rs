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
    /// The day of the last payment.
    pub paid_on: Option<NaiveDate>,
}

/// The money of every collaboration.
pub fn ledgers(conn: &Connection) -> Result<HashMap<CollaborationId, Ledger>> {
    let mut all: HashMap<CollaborationId, Ledger> = HashMap::new();
    let mut statement = conn.prepare(
        "SELECT id, money, (SELECT MAX(paid_on) FROM payment WHERE collaboration_id = collaboration.id) FROM collaboration",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let ledger = Ledger { amounts: Vec::new(), payment: row.get(1)?, paid_on: day(row, 2)? };
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
