//! Rights of a collaboration: usage, Spark codes, exclusivity.

use rusqlite::{OptionalExtension, params};

use super::super::{Outcome, Step, fits};
use crate::domain::collaboration::Rights;
use crate::domain::rights::Right;
use crate::domain::text::clean;
use crate::domain::{AmountState, CollaborationId, CostKind, Longest, RightId};
use crate::error::{Error, Result};
use crate::proto::collaboration_change::RightChange;
use crate::store::amounts::{self, Amount};
use crate::store::collaboration::rights;
use crate::store::row::Day;
use crate::words::rights as words;

impl Step<'_> {
    /// Adds, changes or removes a right.
    pub(in crate::store::write) fn change_right(&self, change: &RightChange) -> Result<Outcome> {
        let saved = self.saved(change.collaboration)?;
        let right = change.right.as_ref().map(|right| Right { detail: clean(&right.detail), ..right.clone() });
        if let Some(right) = &right {
            fits("detail", &right.detail, Longest::Line)?;
            check(right)?;
        }
        let known = change.id.map(|id| self.right(saved.id, id)).transpose()?;
        if known == right {
            return Ok(Outcome::nothing(crate::words::creators::unchanged(&format!("@{}", saved.handle))));
        }
        match (change.id, &right) {
            (Some(id), None) => {
                self.conn.prepare_cached("DELETE FROM rights WHERE id = ?1")?.execute([id])?;
            }
            (id, Some(right)) => self.keep_right(saved.id, id, right)?,
            (None, None) => {}
        }
        self.follow_rights(saved.id)?;
        let price = |right: Option<&Right>| right.and_then(|right| right.price_minor).unwrap_or(0);
        self.follow_price(saved.id, price(known.as_ref()), price(right.as_ref()))?;
        let sentence = words::changed(&saved.handle, known.as_ref(), right.as_ref(), saved.batch.currency, self.today);
        Ok(Outcome::at(saved.batch.place(), 1, sentence))
    }

    fn right(&self, id: CollaborationId, right: RightId) -> Result<Right> {
        let found = rights(self.conn, id)?.into_iter().find(|(known, _)| *known == right);
        found.map(|(_, right)| right).ok_or_else(|| Error::refused("This right no longer exists."))
    }

    fn keep_right(&self, of: CollaborationId, id: Option<RightId>, right: &Right) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO rights (id, collaboration_id, kind, starts_on, ends_on, price_minor, detail)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
                   price_minor = excluded.price_minor, detail = excluded.detail",
            )?
            .execute(params![
                id,
                of,
                right.kind,
                right.starts_on.map(Day),
                right.ends_on.map(Day),
                right.price_minor,
                right.detail
            ])?;
        Ok(())
    }

    /// Keeps what a right costs among the amounts, so that it is agreed, owed and paid as they are. What was typed for rights as a
    /// whole covers their prices as far as it goes: beside a total of 100, rights of 60 and 45 add 5. What was paid or billed stays
    /// as it is.
    fn follow_price(&self, id: CollaborationId, before: i64, now: i64) -> Result<()> {
        if before == now {
            return Ok(());
        }
        let tracks = amounts::tracks_of(self.conn, id)?;
        let of_rights: Vec<Amount> = amounts::of(self.conn, id)?
            .into_iter()
            .filter(|amount| amount.kind == CostKind::Rights && amount.state != AmountState::Released)
            .collect();
        let mut unbilled = self.conn.prepare_cached(
            "SELECT 1 FROM cost_item WHERE id = ?1 AND state <> 'paid' AND invoice = '' AND invoiced_on IS NULL
             AND NOT EXISTS (SELECT 1 FROM payment WHERE cost_item_id = cost_item.id)",
        )?;
        let mut own = None;
        for amount in of_rights.iter().filter(|amount| before > 0 && amount.minor == before) {
            if own.is_none() && unbilled.exists([amount.id])? {
                own = Some(amount.id);
            }
        }
        let prices = rights(self.conn, id)?.iter().filter_map(|(_, right)| right.price_minor).sum::<i64>();
        let total = of_rights.iter().map(|amount| amount.minor).sum::<i64>();
        let missing = (prices - total).min(now - before);
        match own {
            Some(item) if now == 0 => {
                self.conn.prepare_cached("DELETE FROM cost_item WHERE id = ?1")?.execute([item])?;
            }
            Some(item) if now < before => amounts::set_minor(self.conn, id, item, now, self.today)?,
            Some(item) if missing > 0 => amounts::set_minor(self.conn, id, item, before + missing, self.today)?,
            None if missing > 0 => {
                amounts::add(self.conn, id, CostKind::Rights, missing, AmountState::Offered, self.today)?;
            }
            _ => {}
        }
        amounts::follow(self.conn, id, tracks, self.today)?;
        Ok(())
    }

    /// The first right is granted with its dates, and with the last one gone nothing is granted.
    fn follow_rights(&self, id: CollaborationId) -> Result<()> {
        let known: Option<Rights> = self
            .conn
            .prepare_cached("SELECT rights FROM collaboration WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let now = if rights(self.conn, id)?.is_empty() { Rights::None } else { Rights::Granted };
        if known != Some(now) {
            self.conn
                .prepare_cached("UPDATE collaboration SET rights = ?2 WHERE id = ?1")?
                .execute(params![id, now])?;
        }
        self.conn
            .prepare_cached("UPDATE collaboration SET updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
            .execute(params![id, self.now])?;
        Ok(())
    }
}

fn check(right: &Right) -> Result<()> {
    if right.starts_on.zip(right.ends_on).is_some_and(|(start, end)| end < start) {
        return Err(Error::refused("The right ends before it starts. Check the two days."));
    }
    if right.price_minor.is_some_and(|price| price < 0) {
        return Err(Error::refused("A price cannot be below 0."));
    }
    Ok(())
}
