//! Lists of payments: each is matched to what is owed to its creator, what is due first goes first.
//!
//! A payment that is in the file already is the same one, whether it came by hand or by a list. One that nothing is owed for is
//! refused with its reason.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::payable::{Payable, convert};
use crate::domain::text::fold;
use crate::domain::{CollaborationId, CreatorId, Money};
use crate::error::Result;
use crate::proto::column::Target;
use crate::proto::ingest::PaymentRecord;
use crate::words::payments::{EarlyPayment, LeftOut, early, left_out};

use super::super::payments::{self, NewPayment};
use super::super::row::Day;
use super::super::{amounts, payables};
use super::renamed::Renamed;
use super::{Outcome, Run, minor};

/// What is remembered from row to row.
#[derive(Debug, Default)]
pub(super) struct Payments {
    renamed: Renamed,
    early: Vec<EarlyPayment>,
    left_out: Vec<LeftOut>,
}

impl Payments {
    /// Takes in a payment.
    pub(super) fn take(&mut self, conn: &Connection, run: &mut Run, record: &PaymentRecord) -> Result<Outcome> {
        let today = run.options.today;
        let Some(creator) = self.renamed.find(conn, record.platform, &record.handle)? else {
            return Ok(self.leave_out(run, record, LeftOut::NoCreator));
        };
        if record.paid_on > today {
            return Ok(self.leave_out(run, record, LeftOut::Future));
        }
        let all = open(conn, creator, record, today)?;
        let currency = match (record.currency, all.first()) {
            (Some(currency), _) => currency,
            // What the row does not say is said by what is owed, or by what was paid already.
            (None, Some(row)) => row.currency,
            (None, None) => run.options.currency,
        };
        let Some(minor) = minor(record.milli, currency) else {
            return Ok(self.leave_out(run, record, LeftOut::NothingOwed));
        };
        let money = Money::new(minor, currency);
        match known(conn, creator, money, record)? {
            Some((_, true)) => return Ok(Outcome::Unchanged),
            Some((id, false)) => {
                // It was noted by hand: the list says how it was paid.
                run.id(conn)?;
                conn.prepare_cached(
                    "UPDATE payment SET reference = iif(reference = '', ?2, reference), method = iif(method = '', ?3, method)
                     WHERE id = ?1",
                )?
                .execute(params![id, record.reference, record.method])?;
                return Ok(Outcome::Updated);
            }
            None => {}
        }
        let same: Vec<Payable> = all.iter().filter(|row| row.currency == currency).cloned().collect();
        // Where nothing is owed in its currency it may be for an amount in another one.
        let own = if same.is_empty() { all.first().map(|row| row.currency) } else { Some(currency) };
        let Some(own) = own else { return Ok(self.leave_out(run, record, LeftOut::NothingOwed)) };
        let settles = if own == currency {
            Some(minor)
        } else {
            let rate = payments::rate(conn, currency, own, record.paid_on)?;
            rate.and_then(|rate| convert(minor, currency, own, rate))
        };
        let Some(settles) = settles else {
            return Ok(self.leave_out(run, record, LeftOut::NoRate(currency, own)));
        };
        let owed: Vec<&Payable> = all.iter().filter(|row| row.currency == own).collect();
        let left = owed.iter().map(|row| row.left_minor()).fold(0, i64::saturating_add);
        if settles > left {
            return Ok(self.leave_out(run, record, LeftOut::TooMuch(Money::new(left, own))));
        }
        let import = run.id(conn)?;
        let (mut rest, mut rest_minor) = (settles, minor);
        for payable in owed {
            let part = rest.min(payable.left_minor());
            if part <= 0 {
                break;
            }
            if let Some(agreed_on) = payments::agreed_from(conn, payable)?.filter(|agreed| record.paid_on < *agreed) {
                let handle = record.handle.as_str().to_owned();
                self.early.push(EarlyPayment { handle, paid_on: record.paid_on, agreed_on });
            }
            let is_last = part == rest;
            let share = i128::from(minor) * i128::from(part);
            let paid = if is_last {
                rest_minor
            } else {
                crate::domain::money::div_round(share, i128::from(settles)).unwrap_or(0)
            };
            let new = NewPayment {
                money: Money::new(paid, currency),
                settles_minor: part,
                on: record.paid_on,
                method: &record.method,
                reference: &record.reference,
                import: Some(import),
            };
            payments::keep(conn, payable.collaboration, own, std::slice::from_ref(payable), new)?;
            settle(conn, payable.collaboration, run.options.now_ms)?;
            (rest, rest_minor) = (rest - part, rest_minor - paid);
        }
        Ok(Outcome::New)
    }

    fn leave_out(&mut self, run: &mut Run, record: &PaymentRecord, reason: LeftOut) -> Outcome {
        self.left_out.push(reason);
        let at = match reason {
            LeftOut::NoCreator => Target::Handle,
            LeftOut::NothingOwed | LeftOut::TooMuch(_) => Target::Amount,
            LeftOut::NoRate(..) => Target::Currency,
            LeftOut::Future => Target::PaidOn,
        };
        run.refuse(at, reason.reason(record.handle.as_str()))
    }

    /// What the user should know.
    pub(super) fn notes(&self, today: NaiveDate) -> Vec<String> {
        let left_out = left_out(&self.left_out).into_iter();
        left_out.chain(early(&self.early, today)).chain(self.renamed.sentence()).collect()
    }
}

fn settle(conn: &Connection, id: CollaborationId, now: i64) -> Result<()> {
    amounts::settle(conn, id)?;
    conn.prepare_cached("UPDATE collaboration SET updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
        .execute(params![id, now])?;
    Ok(())
}

/// What is still to be paid to a creator, what is due first before all else; of one campaign where the row names one.
fn open(conn: &Connection, creator: CreatorId, record: &PaymentRecord, today: NaiveDate) -> Result<Vec<Payable>> {
    let mut rows = payables::of_creator(conn, creator, today)?;
    let campaign = fold(&record.campaign);
    rows.retain(|row| row.left_minor() > 0 && (campaign.is_empty() || fold(&row.campaign_name) == campaign));
    Ok(rows)
}

/// The payment that a row states, where it is there already, and whether nothing of it is new. Its parts count together.
fn known(conn: &Connection, creator: CreatorId, money: Money, record: &PaymentRecord) -> Result<Option<(i64, bool)>> {
    let mut find = conn.prepare_cached(
        "SELECT max(payment.id), reference = ?5 OR ?5 = '' FROM payment
         JOIN collaboration ON collaboration.id = payment.collaboration_id
         WHERE creator_id = ?1 AND currency = ?3 AND paid_on = ?4 AND (reference = ?5 OR reference = '' OR ?5 = '')
         GROUP BY reference HAVING sum(amount_minor) = ?2 OR max(amount_minor = ?2) ORDER BY reference = ?5 DESC LIMIT 1",
    )?;
    let found = find
        .query_row(params![creator, money.minor, money.currency, Day(record.paid_on), record.reference], |row| {
            Ok((row.get(0)?, row.get(1)?))
        });
    Ok(found.optional()?)
}
