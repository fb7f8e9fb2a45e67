//! The payments that a row of a sheet lists one by one.
//!
//! They belong to amounts of a kind, or to the commission of a month. As long as the sheet states all that the file knows of
//! these, what is missing is taken from it; where the file knows of a payment that the sheet does not, the file was changed by
//! hand, and its payments stay as they are.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::super::amounts;
use super::super::payments::{self, NewPayment};
use super::{Run, minor};
use crate::domain::payable::{Month, Purpose, convert};
use crate::domain::{AmountId, CollaborationId, CostKind, Currency, Money};
use crate::error::Result;
use crate::proto::ingest::ListedPayment;

/// What the listed payments of a row did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Listed {
    pub(super) changed: bool,
    /// Whether one is dated in the future.
    pub(super) is_to_come: bool,
    /// How many were left out, because what they settle is unknown.
    pub(super) unsettled: u64,
    /// How many were left out, because they pay more than is unpaid.
    pub(super) too_much: u64,
}

/// Takes in the payments that the file does not know yet.
pub(super) fn take(
    conn: &Connection,
    run: &mut Run,
    (id, currency): (CollaborationId, Currency),
    listed: &[ListedPayment],
) -> Result<Listed> {
    let mut outcome = Listed::default();
    if listed.is_empty() {
        return Ok(outcome);
    }
    let kinds: Vec<CostKind> = amounts::of(conn, id)?.into_iter().map(|amount| amount.kind).collect();
    let mut by_purpose: BTreeMap<Option<Purpose>, Vec<&ListedPayment>> = BTreeMap::new();
    for payment in listed {
        if payment.on > run.options.today {
            outcome.is_to_come = true;
            continue;
        }
        // A payment that does not say what it is for is for the fee.
        let purpose = match payment.purpose.unwrap_or(Purpose::Amount(CostKind::Fee)) {
            Purpose::Amount(kind) => Some(Purpose::Amount(kind)).filter(|_| kinds.contains(&kind)),
            month @ Purpose::Commission(_) => Some(month),
        };
        by_purpose.entry(purpose).or_default().push(payment);
    }
    let known = payments::made(conn, Some(id))?;
    for (purpose, mut missing) in by_purpose {
        let is_stated = known.iter().filter(|(_, paid)| paid.purpose == purpose).all(|(_, paid)| {
            let at = missing.iter().position(|payment| money(payment) == Some(paid.money) && payment.on == paid.on);
            at.map(|at| missing.swap_remove(at)).is_some()
        });
        for payment in missing.into_iter().filter(|_| is_stated) {
            match settles(conn, payment, currency)? {
                Some((_, settles)) if pays_too_much(conn, id, purpose, settles)? => outcome.too_much += 1,
                Some((money, settles)) => {
                    add(conn, run, (id, currency), purpose, (money, settles), payment)?;
                    outcome.changed = true;
                }
                None => outcome.unsettled += 1,
            }
        }
    }
    if outcome.changed {
        amounts::settle(conn, id)?;
        conn.prepare_cached("UPDATE collaboration SET updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
            .execute(params![id, run.options.now_ms])?;
    }
    Ok(outcome)
}

fn money(payment: &ListedPayment) -> Option<Money> {
    Some(Money::new(minor(payment.milli, payment.currency)?, payment.currency))
}

/// A payment as money, and what it settles, minor units of the campaign's currency.
fn settles(conn: &Connection, payment: &ListedPayment, currency: Currency) -> Result<Option<(Money, i64)>> {
    let Some(money) = money(payment) else { return Ok(None) };
    let settles = match payment.settles_milli {
        _ if money.currency == currency => Some(money.minor),
        Some(milli) => minor(milli, currency),
        None => {
            let rate = payments::rate(conn, money.currency, currency, payment.on)?;
            rate.and_then(|rate| convert(money.minor, money.currency, currency, rate))
        }
    };
    Ok(settles.map(|settles| (money, settles)))
}

/// Whether a payment settles more than is unpaid of the amounts that it is for. What a commission comes to is not known before the
/// orders are.
fn pays_too_much(conn: &Connection, id: CollaborationId, purpose: Option<Purpose>, settles: i64) -> Result<bool> {
    let Some(Purpose::Amount(kind)) = purpose else { return Ok(false) };
    let mut find = conn.prepare_cached(
        "SELECT ifnull(sum(amount_minor - ifnull((SELECT sum(ifnull(settles_minor, payment.amount_minor))
             FROM payment WHERE cost_item_id = cost_item.id), 0)), 0) < ?3
         FROM cost_item WHERE collaboration_id = ?1 AND kind = ?2 AND state <> 'released'",
    )?;
    Ok(find.query_row(params![id, kind, settles], |row| row.get(0))?)
}

fn add(
    conn: &Connection,
    run: &mut Run,
    (id, currency): (CollaborationId, Currency),
    purpose: Option<Purpose>,
    (money, settles): (Money, i64),
    payment: &ListedPayment,
) -> Result<()> {
    let import = run.id(conn)?;
    let of: (Option<AmountId>, Option<Month>) = match purpose {
        Some(Purpose::Commission(month)) => (None, Some(month)),
        Some(Purpose::Amount(kind)) => (amount(conn, id, kind, settles)?, None),
        None => (None, None),
    };
    let new = NewPayment {
        money,
        settles_minor: settles,
        on: payment.on,
        method: &payment.method,
        reference: "",
        import: Some(import),
    };
    payments::add(conn, id, of, (money.currency != currency).then_some(settles), &new)
}

/// The amount of a kind that a payment is for: the first of which so much is unpaid, else the first that is wanted.
fn amount(conn: &Connection, id: CollaborationId, kind: CostKind, settles: i64) -> Result<Option<AmountId>> {
    let mut find = conn.prepare_cached(
        "SELECT id FROM (SELECT id, state, amount_minor - ifnull((SELECT sum(ifnull(settles_minor, payment.amount_minor))
             FROM payment WHERE cost_item_id = cost_item.id), 0) AS unpaid
           FROM cost_item WHERE collaboration_id = ?1 AND kind = ?2)
         ORDER BY state = 'released', unpaid < ?3, id LIMIT 1",
    )?;
    Ok(find.query_row(params![id, kind, settles], |row| row.get(0)).optional()?)
}
