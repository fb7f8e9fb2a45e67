//! Amounts of collaborations: the one place that writes their state, with the day of each change.
//!
//! Which amounts count as spend is said by the view `spend_item` of the file, which every sum reads, and by
//! [`AmountState::counts`]. How steps move an amount is said by [`AmountState::with_tracks`].

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::domain::collaboration::{Payment, Tracks};
use crate::domain::{AmountState, BatchId, CollaborationId, CostKind};
use crate::error::Result;

use super::row::{Day, day};
use super::stage::{TRACK_COLS, tracks};

/// The day on which a row of `payment` is due: as agreed, else so many days after the invoice; NULL where neither is known.
pub const PAYMENT_DUE: &str = "ifnull(payment.due_on, date(payment.invoiced_on, '+' || payment.net_days || ' days'))";

/// One amount of a collaboration.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// Its row.
    pub id: i64,
    /// What it is for.
    pub kind: CostKind,
    /// Minor units of the campaign's currency.
    pub minor: i64,
    /// How far it has come.
    pub state: AmountState,
}

/// What was released, minor units, by what it was before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Released {
    /// Offered, never agreed.
    pub offered_minor: i64,
    /// Agreed, not earned.
    pub agreed_minor: i64,
}

impl Released {
    /// What was offered, and what was agreed, minor units.
    pub fn amounts(self) -> [i64; 2] {
        [self.offered_minor, self.agreed_minor]
    }
}

/// The amounts of a collaboration, oldest first.
pub fn of(conn: &Connection, id: CollaborationId) -> Result<Vec<Amount>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, kind, amount_minor, state FROM cost_item WHERE collaboration_id = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([id], |row| {
        Ok(Amount { id: row.get(0)?, kind: row.get(1)?, minor: row.get(2)?, state: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

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

/// What is offered and agreed in a batch, minor units, offers first; sums of 0 are left out.
pub fn open_in_batch(conn: &Connection, batch: BatchId) -> Result<Vec<(AmountState, i64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT state, sum(amount_minor) FROM cost_item
         WHERE state IN ('offered', 'agreed') AND collaboration_id IN (SELECT id FROM collaboration WHERE batch_id = ?1)
         GROUP BY state HAVING sum(amount_minor) > 0 ORDER BY state DESC",
    )?;
    let rows = statement.query_map([batch], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Adds an amount.
pub fn add(
    conn: &Connection,
    id: CollaborationId,
    kind: CostKind,
    minor: i64,
    state: AmountState,
    day: NaiveDate,
) -> Result<()> {
    conn.prepare_cached(&format!(
        "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, {}_on) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
        state.word()
    ))?
    .execute(params![id, kind, minor, state, Day(day)])?;
    Ok(())
}

/// Sets the state of an amount, from this day on.
pub fn set_state(conn: &Connection, item: i64, state: AmountState, day: NaiveDate) -> Result<()> {
    conn.prepare_cached(&format!("UPDATE cost_item SET state = ?2, day = ?3, {}_on = ?3 WHERE id = ?1", state.word()))?
        .execute(params![item, state, Day(day)])?;
    Ok(())
}

/// The six tracks of a collaboration.
pub fn tracks_of(conn: &Connection, id: CollaborationId) -> Result<Tracks> {
    let sql = format!("SELECT {TRACK_COLS} FROM collaboration WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id], |row| tracks(row, 0))?)
}

/// Sets the six tracks of a collaboration.
pub fn set_tracks(conn: &Connection, id: CollaborationId, tracks: Tracks) -> Result<()> {
    conn.prepare_cached(
        "UPDATE collaboration SET outreach = ?2, product = ?3, content = ?4, rights = ?5, money = ?6, decision = ?7
         WHERE id = ?1",
    )?
    .execute(params![
        id,
        tracks.outreach,
        tracks.product,
        tracks.content,
        tracks.rights,
        tracks.payment,
        tracks.decision
    ])?;
    Ok(())
}

/// Whether a fee is agreed and not paid: then the money track says so.
pub fn is_fee_open(conn: &Connection, id: CollaborationId) -> Result<bool> {
    let is_open = |amount: &Amount| {
        let stands = matches!(amount.state, AmountState::Agreed | AmountState::Owed);
        amount.kind == CostKind::Fee && amount.minor > 0 && stands
    };
    Ok(of(conn, id)?.iter().any(is_open))
}

/// Moves the amounts of a collaboration to where its tracks are now, after these were changed from `before`; a talk that goes
/// on after all brings back what was released. The money track says whether a fee is agreed.
pub fn follow(conn: &Connection, id: CollaborationId, before: Tracks, day: NaiveDate) -> Result<Released> {
    let now = tracks_of(conn, id)?;
    let mut released = Released::default();
    let mut fee_stands = false;
    for Amount { id: item, kind, minor, state } in of(conn, id)? {
        let back = state == AmountState::Released && before.has_ended() && !now.has_ended();
        let from = if back { AmountState::Offered } else { state };
        let to = from.with_tracks(kind, now);
        if back {
            conn.prepare_cached(
                "UPDATE cost_item SET state = ?2, day = ifnull(offered_on, ?3), released_on = NULL WHERE id = ?1",
            )?
            .execute(params![item, from, Day(day)])?;
        }
        if to != from {
            set_state(conn, item, to, day)?;
        }
        match (from, to) {
            (AmountState::Offered, AmountState::Released) => released.offered_minor += minor,
            (AmountState::Agreed, AmountState::Released) => released.agreed_minor += minor,
            _ => {}
        }
        fee_stands |= kind == CostKind::Fee && minor > 0 && matches!(to, AmountState::Agreed | AmountState::Owed);
    }
    let money = match now.payment {
        Payment::NothingOwed if fee_stands => Payment::Agreed,
        Payment::Agreed if !fee_stands => Payment::NothingOwed,
        other => other,
    };
    if money != now.payment {
        conn.prepare_cached("UPDATE collaboration SET money = ?2 WHERE id = ?1")?.execute(params![id, money])?;
    }
    Ok(released)
}

/// Marks what the creator gets as owed, from the day on which they did their part.
pub fn owe(conn: &Connection, id: CollaborationId, day: NaiveDate) -> Result<()> {
    move_creators_part(conn, id, AmountState::Owed, day)
}

/// Marks what the creator gets as paid.
pub fn pay(conn: &Connection, id: CollaborationId, day: NaiveDate) -> Result<()> {
    move_creators_part(conn, id, AmountState::Paid, day)
}

fn move_creators_part(conn: &Connection, id: CollaborationId, state: AmountState, day: NaiveDate) -> Result<()> {
    for amount in of(conn, id)? {
        if amount.kind.is_for_the_creator() && !amount.state.is_settled() {
            set_state(conn, amount.id, state, day)?;
        }
    }
    Ok(())
}
