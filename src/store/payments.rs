//! Money that left: the one place that writes payments, and the exchange rates they were made at.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::row::Day;
use crate::domain::money::div_round;
use crate::domain::payable::{Month, Payable, PayableId, Purpose, share};
use crate::domain::{AmountId, AmountState, CollaborationId, CostKind, Currency, ImportId, Money};
use crate::error::Result;
use crate::proto::collaboration::Paid;

/// A payment that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewPayment<'a> {
    /// What left.
    pub money: Money,
    /// How much it settles, minor units of the campaign's currency.
    pub settles_minor: i64,
    /// The day.
    pub on: NaiveDate,
    /// How.
    pub method: &'a str,
    /// What stands in the bank statement.
    pub reference: &'a str,
    /// The import that brought it.
    pub import: Option<ImportId>,
}

/// Keeps a payment, shared among what is open in its order; what is more becomes a bonus, which is returned. The tracks are to
/// follow it with [`super::amounts::settle`].
pub fn keep(
    conn: &Connection,
    collaboration: CollaborationId,
    own: Currency,
    open: &[Payable],
    payment: NewPayment<'_>,
) -> Result<i64> {
    let left: Vec<(PayableId, i64)> = open.iter().map(|row| (row.id, row.left_minor())).collect();
    let (mut shares, bonus) = share(payment.settles_minor, &left);
    if bonus > 0 {
        shares.push((PayableId::Amount(add_bonus(conn, collaboration, bonus, payment.on)?), bonus));
    }
    let mut rest = payment.money.minor;
    let last = shares.len().saturating_sub(1);
    for (at, (id, part)) in shares.iter().enumerate() {
        let is_own = payment.money.currency == own;
        let product = i128::from(payment.money.minor) * i128::from(*part);
        let minor = match at == last {
            true => rest,
            false if is_own => *part,
            false => div_round(product, i128::from(payment.settles_minor)).unwrap_or(0),
        };
        rest -= minor;
        let (amount, month) = match id {
            PayableId::Amount(amount) => (Some(*amount), None),
            PayableId::Commission(_, month) => (None, Some(*month)),
        };
        let money = Money::new(minor, payment.money.currency);
        add(conn, collaboration, (amount, month), (!is_own).then_some(*part), &NewPayment { money, ..payment })?;
    }
    Ok(bonus)
}

/// Adds a payment of an amount, of the commission of a month, or of nothing that is known. What it settles is only kept where its
/// currency is not that of the campaign.
pub fn add(
    conn: &Connection,
    collaboration: CollaborationId,
    (amount, month): (Option<AmountId>, Option<Month>),
    settles_minor: Option<i64>,
    payment: &NewPayment<'_>,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO payment (collaboration_id, cost_item_id, commission_month, amount_minor, currency, settles_minor, paid_on,
           method, reference, import_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        collaboration,
        amount,
        month.map(|month| month.to_string()),
        payment.money.minor,
        payment.money.currency,
        settles_minor,
        Day(payment.on),
        payment.method,
        payment.reference,
        payment.import,
    ])?;
    Ok(())
}

fn add_bonus(conn: &Connection, id: CollaborationId, minor: i64, on: NaiveDate) -> Result<AmountId> {
    super::amounts::add(conn, id, CostKind::Bonus, minor, AmountState::Agreed, on)?;
    Ok(AmountId(conn.last_insert_rowid()))
}

/// The payments that left of a collaboration, or of all, oldest first.
pub fn made(conn: &Connection, id: Option<CollaborationId>) -> Result<Vec<(CollaborationId, Paid)>> {
    let mut statement = conn.prepare_cached(
        "SELECT payment.amount_minor, currency, ifnull(settles_minor, payment.amount_minor), payment.paid_on, method,
           payment.collaboration_id, commission_month, kind
         FROM payment LEFT JOIN cost_item ON cost_item.id = cost_item_id
         WHERE (?1 IS NULL OR payment.collaboration_id = ?1) AND payment.paid_on IS NOT NULL ORDER BY payment.paid_on, payment.id",
    )?;
    let rows = statement.query_map([id], |row| {
        let paid = Paid {
            money: Money::new(row.get(0)?, row.get(1)?),
            settles_minor: row.get(2)?,
            on: row.get::<_, Day>(3)?.0,
            purpose: match row.get::<_, Option<String>>(6)? {
                Some(month) => Month::parse(&month).map(Purpose::Commission),
                None => row.get::<_, Option<CostKind>>(7)?.map(Purpose::Amount),
            },
            method: row.get(4)?,
        };
        Ok((row.get(5)?, paid))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether the same payment is there: the same amount on the same day with the same reference. Its parts count together.
pub fn is_there(conn: &Connection, id: CollaborationId, money: Money, on: NaiveDate, reference: &str) -> Result<bool> {
    let mut find = conn.prepare_cached(
        "SELECT 1 FROM payment WHERE collaboration_id = ?1 AND currency = ?3 AND paid_on = ?4 AND reference = ?5
         GROUP BY 1 HAVING sum(amount_minor) = ?2 OR max(amount_minor = ?2)",
    )?;
    Ok(find.exists(params![id, money.minor, money.currency, Day(on), reference])?)
}

/// The rate from one currency into another that was typed last for a day up to this one, else the first after it.
pub fn rate(conn: &Connection, from: Currency, into: Currency, on: NaiveDate) -> Result<Option<i64>> {
    let mut find = conn.prepare_cached(
        "SELECT rate_e6 FROM exchange_rate WHERE currency = ?1 AND into_currency = ?2
         ORDER BY day > ?3, abs(julianday(day) - julianday(?3)) LIMIT 1",
    )?;
    Ok(find.query_row(params![from, into, Day(on)], |row| row.get(0)).optional()?)
}

/// Keeps a rate for its day.
pub fn keep_rate(conn: &Connection, from: Currency, into: Currency, on: NaiveDate, rate_e6: i64) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO exchange_rate (currency, into_currency, day, rate_e6) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (currency, into_currency, day) DO UPDATE SET rate_e6 = excluded.rate_e6 WHERE rate_e6 <> excluded.rate_e6",
    )?
    .execute(params![from, into, Day(on), rate_e6])?;
    Ok(())
}

/// The first day on which a deal can have been agreed, as far as the file knows: of its agreement, or of what only follows one.
pub fn agreed_from(conn: &Connection, row: &Payable) -> Result<Option<NaiveDate>> {
    let Some(agreed_on) = row.agreed_on else { return Ok(None) };
    let earliest: Option<Day> = conn
        .prepare_cached(
            "SELECT min(day) FROM (
               SELECT day FROM step WHERE collaboration_id = ?1 AND word = 'agreed'
               UNION ALL SELECT shipped_on FROM collaboration WHERE id = ?1
               UNION ALL SELECT posted_on FROM post WHERE collaboration_id = ?1
               UNION ALL SELECT invoiced_on FROM cost_item WHERE collaboration_id = ?1
               UNION ALL SELECT paid_on FROM payment WHERE collaboration_id = ?1)",
        )?
        .query_row([row.collaboration], |row| row.get(0))?;
    Ok(Some(earliest.map_or(agreed_on, |day| day.0.min(agreed_on))))
}
