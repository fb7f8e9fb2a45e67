//! Counting clicks and conversions by hand.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::super::{Outcome, Step};
use crate::domain::CollaborationId;
use crate::error::{Error, Result};
use crate::proto::tally::TallyCmd;
use crate::store::conversions::{self, Counted, Known, MOST};
use crate::store::links;
use crate::store::row::Day;
use crate::words::tally::{self as words, ClicksTyped, ConversionsTyped};

impl Step<'_> {
    /// Keeps a count.
    pub(in crate::store::write) fn tally(&self, cmd: TallyCmd) -> Result<Outcome> {
        let (TallyCmd::Clicks { day, clicks: count, .. } | TallyCmd::Conversions { day, count, .. }) = cmd;
        if day > self.today {
            return Err(Error::refused(words::is_to_come(day, self.today)));
        }
        if count < 0 {
            return Err(Error::refused("A count can't be below 0."));
        }
        match cmd {
            TallyCmd::Clicks { id, clicks, day, is_total } => self.count_clicks(id, clicks, day, is_total),
            TallyCmd::Conversions { id, count, day } => self.count_conversions(id, count, day),
        }
    }

    fn count_clicks(&self, id: CollaborationId, clicks: i64, day: NaiveDate, is_total: bool) -> Result<Outcome> {
        let saved = self.saved(id)?;
        let who = format!("@{}", saved.handle);
        let link: Option<i64> = self
            .conn
            .prepare_cached("SELECT id FROM link WHERE collaboration_id = ?1 AND url <> '' ORDER BY id LIMIT 1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let Some(link) = link else { return Err(Error::refused(words::no_link(&who))) };
        if is_total && let Some(known) = links::contradicting_total(self.conn, link, clicks, day)? {
            return Err(Error::refused(words::total_falls((day, clicks), known, self.today)));
        }
        let before: Option<i64> = self
            .conn
            .prepare_cached("SELECT clicks FROM click_reading WHERE link_id = ?1 AND day = ?2 AND is_running = ?3")?
            .query_row(params![link, Day(day), is_total], |row| row.get(0))
            .optional()?;
        if before == Some(clicks) {
            let what = crate::domain::figure::counted(clicks, "click", "clicks");
            return Ok(Outcome::nothing(words::unchanged(&who, &what, day, self.today)));
        }
        self.conn
            .prepare_cached(
                "INSERT INTO click_reading (link_id, day, clicks, is_running) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (link_id, day, is_running) DO UPDATE SET clicks = excluded.clicks, import_id = NULL",
            )?
            .execute(params![link, Day(day), clicks, is_total])?;
        let within = if is_total { None } else { self.total_after(link, day)? };
        let typed = ClicksTyped { who: &who, clicks, before, day, today: self.today, is_total, within };
        Ok(Outcome::at(saved.batch.place(), 1, words::clicks_typed(&typed)))
    }

    /// The day of the newest running total, where it is not before this day.
    fn total_after(&self, link: i64, day: NaiveDate) -> Result<Option<NaiveDate>> {
        let mut find = self
            .conn
            .prepare_cached("SELECT MAX(day) FROM click_reading WHERE link_id = ?1 AND is_running = 1 AND day >= ?2")?;
        Ok(find.query_row(params![link, Day(day)], |row| crate::store::row::day(row, 0))?)
    }

    fn count_conversions(&self, id: CollaborationId, count: i64, day: NaiveDate) -> Result<Outcome> {
        let saved = self.saved(id)?;
        let who = format!("@{}", saved.handle);
        let terms =
            conversions::terms(self.conn, id)?.ok_or_else(|| Error::refused("This campaign no longer exists."))?;
        if terms.counts.are_orders() {
            return Err(Error::refused(words::counts_orders(&terms.campaign)));
        }
        if count > MOST {
            return Err(Error::refused(words::too_many(terms.counts, MOST)));
        }
        let mark: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT folded FROM (SELECT 1 AS place, id, folded FROM code WHERE collaboration_id = ?1
                   UNION ALL SELECT 2, id, mark FROM link WHERE collaboration_id = ?1 AND mark <> '')
                 ORDER BY place, id LIMIT 1",
            )?
            .query_row([id], |row| row.get(0))
            .optional()?;
        // Nothing but the collaboration itself tells them then.
        let mark = mark.unwrap_or_else(|| format!("#{}", id.0));
        let counted = Counted { collaboration: id, day, mark: &mark, known: Known::Person, terms: &terms };
        let before = conversions::set_of_day(self.conn, &counted, count)?;
        if before == count {
            let what = terms.counts.counted(count);
            return Ok(Outcome::nothing(words::unchanged(&who, &what, day, self.today)));
        }
        let typed = ConversionsTyped { who: &who, counts: terms.counts, count, before, day, today: self.today };
        Ok(Outcome::at(saved.batch.place(), 1, words::conversions_typed(&typed)))
    }
}
