//! What is to be paid to creators and what was: read from the view `payable` of the file, as every sum of it is.

use chrono::NaiveDate;
use rusqlite::{Connection, Params, Row};

use super::row::{Day, day};
use super::stage::PRODUCT;
use crate::domain::payable::{self, Month, Payable, PayableId, Payee, Purpose};
use crate::domain::{AmountId, BatchId, CollaborationId, CostKind, CreatorId, Currency};
use crate::error::Result;
use crate::proto::payment::{LedgerLine, PackingLine, Payments, YearSum};

const COLUMNS: &str = "SELECT payable.id, payable.collaboration_id, payable.kind, payable.month, payable.amount_minor, payable.state, \
    payable.paid_minor, payable.agreed_on, payable.invoice, payable.invoiced_on, payable.start_on, payable.due_on, \
    payable.paid_on, campaign.currency, campaign.id, campaign.name, batch.id, batch.name, creator.id, creator.handle, \
    creator.name, creator.email, creator.country, creator.pay_method, creator.w9_on \
    FROM payable JOIN collaboration ON collaboration.id = payable.collaboration_id \
    JOIN creator ON creator.id = collaboration.creator_id JOIN batch ON batch.id = collaboration.batch_id \
    JOIN campaign ON campaign.id = batch.campaign_id";

/// Everything that is to be paid and was, in the order of the list.
pub fn all(conn: &Connection, today: NaiveDate) -> Result<Payments> {
    let mut rows = read(conn, "payable.state <> 'offered'", [])?;
    payable::sort(&mut rows, today);
    Ok(Payments {
        rows,
        years: years(conn, None)?,
        ledger: ledger(conn)?,
        packing: parcels(conn, None)?.into_iter().map(|(_, line)| line).collect(),
    })
}

/// What is to be paid for a collaboration, what is due first before all else; also what was only offered.
pub fn of(conn: &Connection, id: CollaborationId, today: NaiveDate) -> Result<Vec<Payable>> {
    let mut rows = read(conn, "payable.collaboration_id = ?1", [id])?;
    payable::sort(&mut rows, today);
    Ok(rows)
}

/// What is to be paid to a creator and is agreed, what is due first before all else.
pub fn of_creator(conn: &Connection, id: CreatorId, today: NaiveDate) -> Result<Vec<Payable>> {
    let mut rows = read(conn, "collaboration.creator_id = ?1 AND payable.state <> 'offered'", [id])?;
    payable::sort(&mut rows, today);
    Ok(rows)
}

/// One payable; nothing where it no longer exists.
pub fn one(conn: &Connection, id: PayableId) -> Result<Option<Payable>> {
    let found = match id {
        PayableId::Amount(amount) => read(conn, "payable.id = ?1", [amount])?,
        PayableId::Commission(collaboration, month) => {
            read(conn, "payable.collaboration_id = ?1 AND payable.month = ?2", (collaboration, month.to_string()))?
        }
    };
    Ok(found.into_iter().next())
}

/// Those that are open and due on a day, which may be any.
pub fn dated(conn: &Connection) -> Result<Vec<Payable>> {
    read(
        conn,
        "payable.state IN ('agreed', 'owed') AND payable.due_on IS NOT NULL AND payable.paid_minor < payable.amount_minor",
        [],
    )
}

fn read(conn: &Connection, clause: &str, params: impl Params) -> Result<Vec<Payable>> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE {clause}"))?;
    let rows = statement.query_map(params, payable)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn payable(row: &Row<'_>) -> rusqlite::Result<Payable> {
    let collaboration = row.get(1)?;
    let month = row.get::<_, Option<String>>(3)?.and_then(|month| Month::parse(&month));
    let (id, purpose) = match month {
        Some(month) => (PayableId::Commission(collaboration, month), Purpose::Commission(month)),
        None => (PayableId::Amount(row.get::<_, AmountId>(0)?), Purpose::Amount(row.get::<_, CostKind>(2)?)),
    };
    Ok(Payable {
        id,
        purpose,
        collaboration,
        agreed_minor: row.get(4)?,
        state: row.get(5)?,
        paid_minor: row.get(6)?,
        agreed_on: day(row, 7)?,
        invoice: row.get(8)?,
        invoiced_on: day(row, 9)?,
        start_on: day(row, 10)?,
        due_on: day(row, 11)?,
        paid_on: day(row, 12)?,
        currency: row.get(13)?,
        campaign: row.get(14)?,
        campaign_name: row.get(15)?,
        batch: row.get(16)?,
        batch_name: row.get(17)?,
        payee: Payee {
            id: row.get(18)?,
            handle: row.get(19)?,
            name: row.get(20)?,
            email: row.get(21)?,
            country: row.get(22)?,
            method: row.get(23)?,
            tax_form_on: day(row, 24)?,
        },
    })
}

/// What creators were paid in dollars, or in another currency for what was agreed in dollars, by year and method; one of them or
/// all.
pub fn years(conn: &Connection, creator: Option<CreatorId>) -> Result<Vec<YearSum>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration.creator_id, CAST(substr(paid_on, 1, 4) AS INTEGER) AS year, method,
           sum(iif(payment.currency = ?1, amount_minor, settles_minor))
         FROM payment JOIN collaboration ON collaboration.id = payment.collaboration_id
         JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id
         WHERE paid_on IS NOT NULL AND (payment.currency = ?1 OR campaign.currency = ?1 AND settles_minor IS NOT NULL)
           AND (?2 IS NULL OR collaboration.creator_id = ?2)
         GROUP BY collaboration.creator_id, year, method",
    )?;
    let rows = statement.query_map((Currency::USD, creator), |row| {
        Ok(YearSum { creator: row.get(0)?, year: row.get(1)?, method: row.get(2)?, minor: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every payment that left, the first first.
fn ledger(conn: &Connection) -> Result<Vec<LedgerLine>> {
    let mut statement = conn.prepare_cached(
        "SELECT payment.paid_on, creator.handle, creator.name, campaign.name, batch.name, cost_item.kind, payment.commission_month,
           payment.amount_minor, payment.currency, payment.method, payment.reference, ifnull(cost_item.invoice, '')
         FROM payment JOIN collaboration ON collaboration.id = payment.collaboration_id
         JOIN creator ON creator.id = collaboration.creator_id JOIN batch ON batch.id = collaboration.batch_id
         JOIN campaign ON campaign.id = batch.campaign_id LEFT JOIN cost_item ON cost_item.id = payment.cost_item_id
         WHERE payment.paid_on IS NOT NULL ORDER BY payment.paid_on, payment.id",
    )?;
    let rows = statement.query_map([], |row| {
        let month = row.get::<_, Option<String>>(6)?.and_then(|month| Month::parse(&month));
        let purpose = month.map(Purpose::Commission).or(row.get::<_, Option<CostKind>>(5)?.map(Purpose::Amount));
        Ok(LedgerLine {
            paid_on: row.get::<_, Day>(0)?.0,
            handle: row.get(1)?,
            name: row.get(2)?,
            campaign: row.get(3)?,
            batch: row.get(4)?,
            purpose: purpose.map(|purpose| purpose.to_string()).unwrap_or_default(),
            minor: row.get(7)?,
            currency: row.get(8)?,
            method: row.get(9)?,
            reference: row.get(10)?,
            invoice: row.get(11)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The parcels that are still to be packed with their collaborations, by campaign and batch; of one batch or of all.
pub fn parcels(conn: &Connection, batch: Option<BatchId>) -> Result<Vec<(CollaborationId, PackingLine)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT creator.handle, creator.name, creator.address, creator.country, creator.email, collaboration.item, campaign.name,
           batch.name, collaboration.id
         FROM collaboration JOIN creator ON creator.id = collaboration.creator_id JOIN batch ON batch.id = collaboration.batch_id
         JOIN campaign ON campaign.id = batch.campaign_id
         WHERE {PRODUCT} = 'to ship' AND collaboration.outreach NOT IN ('declined', 'no response')
           AND (?1 IS NULL OR batch.id = ?1)
         ORDER BY campaign.folded, batch.folded, creator.handle"
    ))?;
    let rows = statement.query_map([batch], |row| {
        let line = PackingLine {
            handle: row.get(0)?,
            name: row.get(1)?,
            address: row.get(2)?,
            country: row.get(3)?,
            email: row.get(4)?,
            item: row.get(5)?,
            campaign: row.get(6)?,
            batch: row.get(7)?,
        };
        Ok((row.get(8)?, line))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
