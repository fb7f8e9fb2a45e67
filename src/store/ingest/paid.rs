//! What a tracker says about paying a creator. Without a paid column, nothing counts as paid.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::domain::collaboration::Payment;
use crate::domain::{AmountState, CollaborationId, CostKind, Currency};
use crate::error::Result;
use crate::proto::ingest::{CollaborationRecord, PaidRecord};

use super::super::amounts;
use super::super::row::{Day, day};
use super::Run;
use super::minor;

/// What a row did about paying.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PaidOutcome {
    pub(super) changed: bool,
    /// Whether an amount was paid on a day that the file does not say.
    pub(super) is_undated: bool,
    /// 1 where the row says more was paid than all that the creator is to get.
    pub(super) over: u64,
    /// Whether the row has a payment date in the future.
    pub(super) is_to_come: bool,
}

/// Moves the money track forward to what a row says, and keeps the payment where day or amount of it are known. Never back:
/// what was paid stays paid. A day to come is a plan and moves nothing.
pub(super) fn take(
    conn: &Connection,
    run: &mut Run,
    id: CollaborationId,
    currency: Currency,
    record: &CollaborationRecord,
    first: bool,
    is_foreign: bool,
) -> Result<PaidOutcome> {
    if record.paid == PaidRecord::default() {
        return Ok(PaidOutcome::default());
    }
    let known_fee = fee(conn, id)?;
    let amount = record.paid.milli.filter(|_| !is_foreign).and_then(|milli| minor(milli, currency));
    let on = record.paid.on;
    let mut outcome = PaidOutcome::default();
    let Some(stated) = stated(record, amount, known_fee) else { return Ok(outcome) };
    if on.is_some_and(|day| day > run.options.today) {
        outcome.is_to_come = true;
        return Ok(outcome);
    }
    if let (None, Some(amount)) = (known_fee, amount.filter(|amount| *amount > 0)) {
        run.id(conn)?;
        let (state, day) = (AmountState::Agreed, on.unwrap_or(run.options.today));
        amounts::add(conn, id, CostKind::Fee, amount, state, day)?;
        outcome.changed = true;
    }
    let track = amounts::tracks_of(conn, id)?.payment;
    if stated > track {
        run.id(conn)?;
        conn.prepare_cached("UPDATE collaboration SET money = ?2, updated_at = ?3 WHERE id = ?1")?.execute(params![
            id,
            stated,
            run.options.now_ms
        ])?;
        outcome.changed = true;
    }
    let reached = match stated {
        Payment::Paid => AmountState::Paid,
        Payment::NothingOwed | Payment::Agreed => AmountState::Offered,
        Payment::Invoiced | Payment::Due | Payment::Overdue | Payment::PartPaid => AmountState::Owed,
    };
    // A sheet that says how far each amount has come has said it.
    if record.amount_states.is_empty() && has_before(conn, id, reached)? {
        run.id(conn)?;
        let follow = if reached == AmountState::Paid { amounts::pay } else { amounts::owe };
        follow(conn, id, on.unwrap_or(run.options.today))?;
        outcome.changed = true;
    }
    let whole = known_fee.filter(|_| stated == Payment::Paid && on.is_some());
    // A list of the payments says more than the sum of them.
    let is_kept = stated >= Payment::PartPaid && !is_foreign && record.payments.is_empty();
    if let Some(amount) = amount.or(whole).filter(|amount| *amount > 0 && is_kept) {
        let kept = keep(conn, run, id, currency, amount, on, first)?;
        outcome.changed |= kept;
        outcome.is_undated = kept && on.is_none();
        outcome.over = u64::from(amount > for_the_creator(conn, id)?);
    }
    Ok(outcome)
}

/// How far paying has come according to the row; `None` if it says unpaid.
fn stated(record: &CollaborationRecord, amount: Option<i64>, fee: Option<i64>) -> Option<Payment> {
    let PaidRecord { state, on, milli } = record.paid;
    match (state, milli) {
        (Some(Payment::NothingOwed), _) | (None, Some(0)) => None,
        (Some(state), _) => Some(state),
        (None, Some(_)) => match (amount, fee) {
            (Some(amount), Some(fee)) if amount < fee => Some(Payment::PartPaid),
            _ => Some(Payment::Paid),
        },
        (None, None) => on.map(|_| Payment::Paid),
    }
}

/// The fee of a collaboration, minor units; nothing where none is known.
fn fee(conn: &Connection, id: CollaborationId) -> Result<Option<i64>> {
    let fees = amounts::of(conn, id)?.into_iter().filter(|amount| amount.kind == CostKind::Fee);
    let sum = fees.map(|amount| amount.minor).fold(0_i64, i64::saturating_add);
    Ok(Some(sum).filter(|sum| *sum > 0))
}

/// All that the creator is to get beside commission, minor units.
fn for_the_creator(conn: &Connection, id: CollaborationId) -> Result<i64> {
    let wanted = |amount: &amounts::Amount| amount.kind.is_for_the_creator() && amount.state != AmountState::Released;
    let all = amounts::of(conn, id)?.into_iter().filter(wanted);
    Ok(all.map(|amount| amount.minor).fold(0_i64, i64::saturating_add))
}

/// Whether an amount for the creator has not come as far as this.
fn has_before(conn: &Connection, id: CollaborationId, state: AmountState) -> Result<bool> {
    Ok(amounts::of(conn, id)?.iter().any(|amount| amount.kind.is_for_the_creator() && amount.state < state))
}

/// Saves a payment. A single existing payment is corrected by the first row that states it; several are left to the user.
fn keep(
    conn: &Connection,
    run: &mut Run,
    id: CollaborationId,
    currency: Currency,
    amount: i64,
    on: Option<NaiveDate>,
    first: bool,
) -> Result<bool> {
    let known = conn
        .prepare_cached(
            "SELECT id, amount_minor, paid_on FROM payment WHERE collaboration_id = ?1 AND commission_month IS NULL ORDER BY id",
        )?
        .query_map([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, day(row, 2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    match known.as_slice() {
        [] => {
            run.id(conn)?;
            conn.prepare_cached(
                "INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on, cost_item_id) VALUES (?1, ?2, ?3, ?4,
                   (SELECT min(id) FROM cost_item WHERE collaboration_id = ?1 AND kind = 'fee'))",
            )?
            .execute(params![id, amount, currency, Day(on.unwrap_or(run.options.today))])?;
            Ok(true)
        }
        [(payment, minor, paid_on)] => {
            let now = on.or(*paid_on).unwrap_or(run.options.today);
            if !first || (*minor == amount && *paid_on == Some(now)) {
                return Ok(false);
            }
            run.id(conn)?;
            conn.prepare_cached("UPDATE payment SET amount_minor = ?2, paid_on = ?3 WHERE id = ?1")?
                .execute(params![payment, amount, Day(now)])?;
            Ok(true)
        }
        _ => Ok(false),
    }
}
