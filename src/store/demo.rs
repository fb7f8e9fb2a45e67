//! What the demo shop has that no import brings: payments, and what was noted by hand. And the end of its making.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::payments::{self, NewPayment};
use super::row::Day;
use super::{amounts, payables};
use crate::domain::payable::Purpose;
use crate::domain::{BatchId, CostKind, Currency, Money};
use crate::error::Result;
use crate::proto::page_change::{Facet, SponsoredSeen};

/// An amount owed to a creator of a batch, with its dates.
#[derive(Clone, Copy, Debug)]
pub struct PaymentFacts<'a> {
    /// The batch.
    pub batch: BatchId,
    /// To whom, without `@`.
    pub handle: &'a str,
    /// Minor units of the campaign's currency.
    pub amount_minor: i64,
    /// When it was agreed.
    pub agreed_on: NaiveDate,
    /// When the invoice came.
    pub invoiced_on: NaiveDate,
    /// When it is due.
    pub due_on: NaiveDate,
    /// When it was paid, if it was.
    pub paid_on: Option<NaiveDate>,
}

/// Adds the invoice of a fee with its dates, and its payment where it was paid.
pub fn add_payment(conn: &Connection, payment: &PaymentFacts<'_>) -> Result<()> {
    let PaymentFacts { batch, handle, amount_minor, invoiced_on, due_on, paid_on, .. } = *payment;
    let (id, currency): (_, Currency) = conn
        .prepare_cached(
            "SELECT collaboration.id, campaign.currency FROM collaboration JOIN creator ON creator.id = creator_id
             JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id
             WHERE batch_id = ?1 AND creator.handle = ?2",
        )?
        .query_row(params![batch, handle], |row| Ok((row.get(0)?, row.get(1)?)))?;
    conn.prepare_cached(
        "UPDATE cost_item SET invoice = printf('%s-%03d', strftime('%Y', ?3), id), invoiced_on = ?3, due_on = ?4, agreed_on = ?5
         WHERE collaboration_id = ?1 AND kind = ?2",
    )?
    .execute(params![id, CostKind::Fee, Day(invoiced_on), Day(due_on), Day(payment.agreed_on)])?;
    conn.prepare_cached("UPDATE creator SET pay_method = 'bank transfer' WHERE handle = ?1")?.execute([handle])?;
    amounts::settle(conn, id)?;
    if let Some(on) = paid_on {
        let open = payables::of(conn, id, on)?;
        let fees: Vec<_> = open.into_iter().filter(|row| row.purpose == Purpose::Amount(CostKind::Fee)).collect();
        let money = Money::new(amount_minor, currency);
        let new =
            NewPayment { money, settles_minor: amount_minor, on, method: "bank transfer", reference: "", import: None };
        payments::keep(conn, id, currency, &fees, new)?;
        amounts::settle(conn, id)?;
    }
    Ok(())
}

/// What was noted of a creator by hand.
#[derive(Clone, Copy, Debug)]
pub struct SeenFacts<'a> {
    /// Whose, without `@`.
    pub handle: &'a str,
    /// The audience.
    pub audience: &'a [(Facet, Vec<(String, i64)>)],
    /// Paid posts.
    pub sponsored: SponsoredSeen,
    /// How the creator was found.
    pub found_by: &'a str,
}

/// Notes what was seen of creators, all at once.
pub fn add_seen(conn: &Connection, all: &[SeenFacts<'_>]) -> Result<()> {
    let tx = conn.unchecked_transaction()?;
    for SeenFacts { handle, audience, sponsored, found_by } in all {
        for (facet, shares) in *audience {
            for (key, share) in shares {
                tx.prepare_cached(
                    "INSERT INTO audience_share (creator_id, facet, key, share_bp)
                     SELECT id, ?2, ?3, ?4 FROM creator WHERE handle = ?1",
                )?
                .execute(params![handle, facet, key, share])?;
            }
        }
        tx.prepare_cached(
            "UPDATE creator SET sponsored_seen = ?2, sponsored_disclosed = ?3, found_by = ?4 WHERE handle = ?1",
        )?
        .execute(params![handle, sponsored.seen, sponsored.disclosed, found_by])?;
    }
    Ok(tx.commit()?)
}

/// Spreads the verdicts over the days before `today`, as if someone had gone through a few each day, the oldest first; the
/// last picks fall into this week.
pub fn spread_decisions(conn: &Connection, today: NaiveDate) -> Result<()> {
    conn.prepare_cached(
        "UPDATE creator SET decided_on = date(?1, '-' || (1 + picks.days) || ' days')
         FROM (SELECT id, (COUNT(*) OVER () - row_number() OVER (ORDER BY id)) / 2 AS days
               FROM creator WHERE verdict = 'picked') AS picks
         WHERE picks.id = creator.id",
    )?
    .execute([Day(today)])?;
    conn.execute_batch(
        "DELETE FROM pick;
         INSERT INTO pick (creator_id, day, followers) SELECT id, decided_on, followers FROM creator WHERE verdict = 'picked'",
    )?;
    Ok(())
}

/// Forgets how the file came to be: its history begins with the user.
pub fn forget_history(conn: &Connection) -> Result<()> {
    conn.execute_batch("DELETE FROM undo_row; DELETE FROM undo_op; VACUUM;")?;
    Ok(())
}
