//! Amounts of collaborations: the one place that writes their state, with the day of each change.
//!
//! Which amounts count as spend is said by the view `spend_item` of the file, which every sum reads, and by
//! [`AmountState::counts`]. How steps move an amount is said by [`AmountState::with_tracks`].

use std::cmp::Ordering;

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use strum::IntoEnumIterator;

use crate::domain::collaboration::{Payment, Tracks};
use crate::domain::{AmountState, BatchId, CollaborationId, CostKind, Kept};
use crate::error::Result;

use super::row::{Day, day};
use super::stage::{TRACK_COLS, tracks};

mod ledger;

pub use ledger::{Ledger, ledgers};

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

/// What a change of tracks did to amounts beside moving them forward, minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Released: offered, never agreed.
    pub offered_minor: i64,
    /// Released: agreed, not earned.
    pub agreed_minor: i64,
    /// Agreed or sent before, and offers again.
    pub reopened_minor: i64,
}

impl Moved {
    /// What was released, of the offers and of what was agreed, minor units.
    pub fn released(self) -> [i64; 2] {
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

/// Sets the state of an amount, from this day on. The states before it came no later: what was agreed on a day was offered by then,
/// even if it was typed weeks after. A state after it has not come.
pub fn set_state(conn: &Connection, item: i64, state: AmountState, day: NaiveDate) -> Result<()> {
    let days: Vec<String> = AmountState::iter()
        .map(|each| match (each.word(), each.cmp(&state)) {
            (word, Ordering::Less) => format!("{word}_on = min({word}_on, ?3)"),
            (word, Ordering::Equal) => format!("{word}_on = ?3"),
            (word, Ordering::Greater) => format!("{word}_on = NULL"),
        })
        .collect();
    let sql = format!("UPDATE cost_item SET state = ?2, day = ?3, {} WHERE id = ?1", days.join(", "));
    conn.prepare_cached(&sql)?.execute(params![item, state, Day(day)])?;
    Ok(())
}

/// Dates a fee that was typed after the agreement: it was agreed then, and never an offer. Without a day the agreement has none that
/// is known.
pub fn agree_late(conn: &Connection, id: CollaborationId) -> Result<()> {
    conn.prepare_cached(
        "UPDATE cost_item SET offered_on = NULL, agreed_on = talk.day, day = iif(cost_item.state = 'agreed', talk.day, cost_item.day)
         FROM (SELECT max(day) AS day FROM step WHERE collaboration_id = ?1 AND track = 'outreach' AND word = 'agreed') AS talk
         WHERE collaboration_id = ?1 AND kind = 'fee' AND agreed_on > talk.day",
    )?
    .execute([id])?;
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

/// Whether something was paid to the creator.
pub fn has_payment(conn: &Connection, id: CollaborationId) -> Result<bool> {
    let mut find = conn.prepare_cached(
        "SELECT 1 FROM payment WHERE collaboration_id = ?1 AND paid_on IS NOT NULL AND amount_minor > 0",
    )?;
    Ok(find.exists([id])?)
}

/// Moves the amounts of a collaboration to where its tracks are now, after these were changed from `before`.
pub fn follow(conn: &Connection, id: CollaborationId, before: Tracks, day: NaiveDate) -> Result<Moved> {
    let now = tracks_of(conn, id)?;
    let mut moved = Moved::default();
    let (mut is_more, mut went_back) = (false, false);
    if now.has_ended() {
        keep_paid_parts(conn, id, day)?;
    }
    for Amount { id: item, kind, minor, state } in of(conn, id)? {
        let from = state.set_back(kind, before, now);
        let to = from.with_tracks(kind, now);
        let is_back = from != state;
        if is_back {
            set_back(conn, item, from, day)?;
        }
        if to != from {
            set_state(conn, item, to, day)?;
        }
        is_more |= kind.is_for_the_creator() && minor > 0 && (from, to) == (AmountState::Offered, AmountState::Agreed);
        match (from, to) {
            (AmountState::Offered, AmountState::Released) => moved.offered_minor += minor,
            (AmountState::Agreed, AmountState::Released) => moved.agreed_minor += minor,
            (AmountState::Offered, AmountState::Offered) if is_back && state != AmountState::Released => {
                moved.reopened_minor += minor;
            }
            _ => {}
        }
        went_back |= is_back;
    }
    match now.payment {
        Payment::Paid if is_more => set_money(conn, id, Payment::PartPaid)?,
        // How far paying has come follows from where the amounts are now.
        Payment::Agreed | Payment::Due | Payment::Overdue if went_back => set_money(conn, id, Payment::NothingOwed)?,
        _ => {}
    }
    settle(conn, id)?;
    Ok(moved)
}

/// Sets an amount back to an earlier state; the days of what came after it go.
fn set_back(conn: &Connection, item: i64, state: AmountState, day: NaiveDate) -> Result<()> {
    let agreed = if state == AmountState::Offered { ", agreed_on = NULL" } else { "" };
    conn.prepare_cached(&format!(
        "UPDATE cost_item SET state = ?2, day = ifnull({}_on, ?3), owed_on = NULL, paid_on = NULL, released_on = NULL{agreed}
         WHERE id = ?1",
        state.word()
    ))?
    .execute(params![item, state, Day(day)])?;
    Ok(())
}

/// Takes apart what is to be released and was paid in part: the part that was paid is paid, and the rest is an amount of its own.
fn keep_paid_parts(conn: &Connection, id: CollaborationId, day: NaiveDate) -> Result<()> {
    for Open { item, minor, state, settled_minor, last_paid_on, .. } in settled(conn, id)? {
        let is_open = matches!(state, AmountState::Offered | AmountState::Agreed);
        if !is_open || !(1..minor).contains(&settled_minor) {
            continue;
        }
        conn.prepare_cached(
            "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, offered_on, agreed_on)
             SELECT collaboration_id, kind, amount_minor - ?2, state, day, offered_on, agreed_on FROM cost_item WHERE id = ?1",
        )?
        .execute(params![item, settled_minor])?;
        conn.prepare_cached("UPDATE cost_item SET amount_minor = ?2 WHERE id = ?1")?
            .execute(params![item, settled_minor])?;
        set_state(conn, item, AmountState::Paid, last_paid_on.unwrap_or(day))?;
    }
    Ok(())
}

/// What stays spent of a collaboration whose talk ended.
pub fn kept(conn: &Connection, id: CollaborationId) -> Result<Kept> {
    let mut kept = Kept::default();
    for Amount { kind, minor, state, .. } in of(conn, id)? {
        let sum = match state {
            AmountState::Offered | AmountState::Released => continue,
            AmountState::Agreed | AmountState::Owed => &mut kept.owed_minor,
            AmountState::Paid if kind.goes_with_the_parcel() => &mut kept.goods_minor,
            AmountState::Paid => &mut kept.paid_minor,
        };
        *sum = sum.saturating_add(minor);
    }
    Ok(kept)
}

/// Moves what is for the creator to where their payments and its clock are, and the money track with it: an amount is owed from
/// the day on which its clock started, and paid with its last part. Whether it is overdue follows from the day and is kept nowhere.
pub fn settle(conn: &Connection, id: CollaborationId) -> Result<()> {
    let (mut stands, mut is_part_paid, mut is_paid) = (Payment::NothingOwed, false, false);
    for amount in settled(conn, id)? {
        let Open { item, minor, state, settled_minor, .. } = amount;
        let is_whole = settled_minor >= minor;
        let moved = match (state, amount.last_paid_on, amount.start_on) {
            (AmountState::Offered | AmountState::Agreed | AmountState::Owed, Some(on), _) if is_whole => {
                Some((AmountState::Paid, on))
            }
            (AmountState::Offered, Some(on), None) if settled_minor > 0 => Some((AmountState::Agreed, on)),
            (AmountState::Agreed, _, Some(start)) | (AmountState::Offered, Some(_), Some(start)) => {
                Some((AmountState::Owed, start))
            }
            _ => None,
        };
        if let Some((to, on)) = moved {
            set_state(conn, item, to, on)?;
        }
        let now = moved.map_or(state, |(to, _)| to);
        is_part_paid |= settled_minor > 0;
        is_paid |= now == AmountState::Paid;
        stands = stands.max(match now {
            AmountState::Owed => Payment::Due,
            AmountState::Agreed if amount.is_invoiced => Payment::Invoiced,
            AmountState::Agreed => Payment::Agreed,
            AmountState::Offered | AmountState::Paid | AmountState::Released => Payment::NothingOwed,
        });
    }
    let track = tracks_of(conn, id)?.payment;
    let money = match (track, stands) {
        (Payment::Paid, _) => Payment::Paid,
        (_, Payment::NothingOwed) if is_paid && is_part_paid => Payment::Paid,
        (Payment::Agreed, Payment::NothingOwed) => Payment::NothingOwed,
        (other, Payment::NothingOwed) => other,
        _ if is_part_paid => Payment::PartPaid,
        (Payment::Overdue, _) => Payment::Due,
        (other, stands) => other.max(stands),
    };
    if money != track {
        set_money(conn, id, money)?;
    }
    Ok(())
}

/// An amount for the creator, with what was paid of it.
struct Open {
    item: i64,
    minor: i64,
    state: AmountState,
    settled_minor: i64,
    last_paid_on: Option<NaiveDate>,
    start_on: Option<NaiveDate>,
    is_invoiced: bool,
}

fn settled(conn: &Connection, id: CollaborationId) -> Result<Vec<Open>> {
    let mut statement = conn.prepare_cached(
        "SELECT cost_item.id, cost_item.amount_minor, cost_item.state, settled_minor, payable.last_paid_on, payable.start_on,
           cost_item.invoiced_on IS NOT NULL OR cost_item.invoice <> ''
         FROM payable JOIN cost_item ON cost_item.id = payable.id WHERE payable.collaboration_id = ?1 ORDER BY cost_item.id",
    )?;
    let rows = statement.query_map([id], |row| {
        Ok(Open {
            item: row.get(0)?,
            minor: row.get(1)?,
            state: row.get(2)?,
            settled_minor: row.get(3)?,
            last_paid_on: day(row, 4)?,
            start_on: day(row, 5)?,
            is_invoiced: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn set_money(conn: &Connection, id: CollaborationId, money: Payment) -> Result<()> {
    conn.prepare_cached("UPDATE collaboration SET money = ?2 WHERE id = ?1")?.execute(params![id, money])?;
    Ok(())
}

/// Changes an amount. One that was paid is owed again where it grows beyond what was paid of it.
pub fn set_minor(conn: &Connection, id: CollaborationId, item: i64, minor: i64, today: NaiveDate) -> Result<()> {
    conn.prepare_cached("UPDATE cost_item SET amount_minor = ?2 WHERE id = ?1")?.execute(params![item, minor])?;
    let grew = settled(conn, id)?.into_iter().find(|amount| amount.item == item);
    if grew.is_some_and(|now| now.state == AmountState::Paid && (1..minor).contains(&now.settled_minor)) {
        set_state(conn, item, AmountState::Owed, today)?;
        set_money(conn, id, Payment::PartPaid)?;
    }
    Ok(())
}

/// Notes an invoice without a number for what the creator gets, where none is known.
pub fn invoice(conn: &Connection, id: CollaborationId, day: NaiveDate) -> Result<()> {
    conn.prepare_cached(
        "UPDATE cost_item SET invoiced_on = ?2 WHERE invoiced_on IS NULL AND id IN
           (SELECT id FROM payable WHERE collaboration_id = ?1 AND state IN ('offered', 'agreed', 'owed'))",
    )?
    .execute(params![id, Day(day)])?;
    Ok(())
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
