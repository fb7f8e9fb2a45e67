//! Paying a creator: the payment in the ledger, the amounts it pays, and the money track.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::super::{Outcome, Step, done};
use super::Saved;
use crate::domain::{AmountState, CollaborationId, Currency, Money};
use crate::error::{Error, Result};
use crate::store::amounts;
use crate::store::row::Day;
use crate::words::batches as words;

impl Step<'_> {
    /// Pays on a day all that a creator gets and was not paid yet, and returns it; nothing where nothing is left. Payments that
    /// are in the ledger are ticked off; what is in none gets one.
    pub(super) fn pay_all(&self, saved: &Saved, day: NaiveDate) -> Result<Option<Vec<Money>>> {
        let currency = saved.batch.currency;
        let left = self.left_to_pay(saved)?;
        let in_ledger = self
            .conn
            .prepare_cached(
                "UPDATE payment SET paid_on = ?2 WHERE collaboration_id = ?1 AND paid_on IS NULL RETURNING amount_minor, currency",
            )?
            .query_map(params![saved.id, Day(day)], |row| Ok(Money::new(row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let ticked: i64 = in_ledger.iter().filter(|money| money.currency == currency).map(|money| money.minor).sum();
        let rest = left.saturating_sub(ticked);
        if rest > 0 {
            self.conn
                .prepare_cached(
                    "INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![saved.id, rest, currency, Day(day)])?;
        } else if in_ledger.is_empty() {
            return Ok(None);
        }
        self.is_paid(saved.id, day)?;
        let foreign = in_ledger.iter().filter(|money| money.currency != currency).copied();
        let own = (ticked + rest.max(0) > 0).then(|| Money::new(ticked + rest.max(0), currency));
        Ok(Some(own.into_iter().chain(foreign).collect()))
    }

    /// What a creator is still to get, in the campaign's currency: all that is open, less what was paid of it in part.
    fn left_to_pay(&self, saved: &Saved) -> Result<i64> {
        let amounts = amounts::of(self.conn, saved.id)?;
        let sum = |is_counted: fn(AmountState) -> bool| {
            let counted = amounts.iter().filter(|amount| amount.kind.is_for_the_creator() && is_counted(amount.state));
            counted.fold(0_i64, |sum, amount| sum.saturating_add(amount.minor))
        };
        let (open, settled) = (sum(|state| !state.is_settled()), sum(|state| state == AmountState::Paid));
        let paid: i64 = self
            .conn
            .prepare_cached(
                "SELECT ifnull(sum(amount_minor), 0) FROM payment
                 WHERE collaboration_id = ?1 AND paid_on IS NOT NULL AND currency = ?2",
            )?
            .query_row(params![saved.id, saved.batch.currency], |row| row.get(0))?;
        Ok(open.saturating_sub(paid.saturating_sub(settled).max(0)).max(0))
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
            return Err(Error::refused("This payment no longer exists."));
        };
        if paid_on.is_some() {
            return Ok(Outcome::nothing(words::paid_before(&handle)));
        }
        self.conn
            .prepare_cached("UPDATE payment SET paid_on = ?1 WHERE id = ?2")?
            .execute(params![Day(self.today), id])?;
        self.is_paid(collaboration, self.today)?;
        Ok(done(words::paid(&format!("@{handle}"), &[money], "today")))
    }

    /// Follows a payment: while another one is open the collaboration is part paid, else paid with all that was for the creator.
    fn is_paid(&self, id: CollaborationId, day: NaiveDate) -> Result<()> {
        let open = self
            .conn
            .prepare_cached("SELECT 1 FROM payment WHERE collaboration_id = ?1 AND paid_on IS NULL")?
            .exists([id])?;
        if !open {
            amounts::pay(self.conn, id, day)?;
        }
        self.conn
            .prepare_cached(
                "UPDATE collaboration SET updated_at = max(updated_at + 1, ?2), money = iif(?3, 'part paid', 'paid') WHERE id = ?1",
            )?
            .execute(params![id, self.now, open])?;
        Ok(())
    }
}
