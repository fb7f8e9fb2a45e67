//! Paying a creator: the payment in the ledger, the amounts it pays, and the money track.

use rusqlite::{OptionalExtension, params};

use super::super::{Outcome, Step};
use super::Saved;
use crate::domain::{CollaborationId, Currency, Money};
use crate::error::{Error, Result};
use crate::store::amounts;
use crate::store::row::Day;

impl Step<'_> {
    /// Pays today all that a creator gets and was not paid yet. Payments that stand in the ledger are ticked off; what is in
    /// none gets one.
    pub(super) fn pay_all(&self, saved: &Saved) -> Result<Outcome> {
        let (handle, currency) = (&saved.handle, saved.batch.currency);
        let open: i64 = amounts::of(self.conn, saved.id)?
            .iter()
            .filter(|amount| amount.kind.is_for_the_creator() && !amount.state.is_settled())
            .fold(0, |sum, amount| sum.saturating_add(amount.minor));
        let (billed, unpaid) = self
            .conn
            .prepare_cached(
                "SELECT count(*), ifnull(sum(amount_minor), 0) FROM payment WHERE collaboration_id = ?1 AND paid_on IS NULL",
            )?
            .query_row([saved.id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        if billed > 0 {
            self.conn
                .prepare_cached("UPDATE payment SET paid_on = ?2 WHERE collaboration_id = ?1 AND paid_on IS NULL")?
                .execute(params![saved.id, Day(self.today)])?;
        } else if open > 0 {
            self.conn
                .prepare_cached(
                    "INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![saved.id, open, currency, Day(self.today)])?;
        } else {
            return Err(Error::refused(format!("Nothing is left to pay to @{handle}. Enter the fee first.")));
        }
        self.is_paid(saved.id)?;
        let paid = Money::new(if billed > 0 { unpaid } else { open }, currency).exact();
        Ok(Outcome::at(saved.batch.place(), 1, format!("Paid {paid} to @{handle} today.")))
    }

    /// Ticks off one payment of the ledger; with the last one the collaboration is paid.
    pub(in crate::store::write) fn pay(&self, id: i64) -> Result<Outcome> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT creator.handle, payment.amount_minor, payment.currency, payment.paid_on, collaboration.id
                 FROM payment JOIN collaboration ON collaboration.id = payment.collaboration_id
                 JOIN creator ON creator.id = collaboration.creator_id WHERE payment.id = ?1",
            )?
            .query_row([id], |row| {
                let money = Money::new(row.get(1)?, row.get::<_, Currency>(2)?);
                Ok((row.get::<_, String>(0)?, money, row.get::<_, Option<Day>>(3)?, row.get(4)?))
            })
            .optional()?;
        let Some((handle, money, paid_on, collaboration)) = found else {
            return Err(Error::refused("This payment is not there any more."));
        };
        if paid_on.is_some() {
            return Ok(Outcome::nothing(format!("@{handle} is paid already.")));
        }
        self.conn
            .prepare_cached("UPDATE payment SET paid_on = ?1 WHERE id = ?2")?
            .execute(params![Day(self.today), id])?;
        self.is_paid(collaboration)?;
        let sentence = format!("Paid @{handle} {} today.", money.exact());
        Ok(Outcome { sentence, changed: 1, ..Outcome::default() })
    }

    /// Follows a payment: while another one is open the collaboration is part paid, else paid with all that was for the creator.
    fn is_paid(&self, id: CollaborationId) -> Result<()> {
        let open = self
            .conn
            .prepare_cached("SELECT 1 FROM payment WHERE collaboration_id = ?1 AND paid_on IS NULL")?
            .exists([id])?;
        if !open {
            amounts::pay(self.conn, id, self.today)?;
        }
        self.conn
            .prepare_cached(
                "UPDATE collaboration SET updated_at = max(updated_at + 1, ?2), money = iif(?3, 'part paid', 'paid') WHERE id = ?1",
            )?
            .execute(params![id, self.now, open])?;
        Ok(())
    }
}
