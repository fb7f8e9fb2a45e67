//! Files of clicks and of conversions: a count for a link or a code and a day.
//!
//! What belongs to no collaboration is refused and told by name: a count without an owner stands nowhere. Where a file counts a
//! link or a code twice on a day, its first row stands.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::proto::column::Target;
use crate::proto::ingest::TallyRecord;
use crate::words::tally::{self as words, LeftOut};

use super::super::conversions::{self, Counted, Known, MOST};
use super::super::links::{self, Found, FoundBy, Links};
use super::super::row::Day;
use super::{Outcome, Run};

/// What is remembered from row to row.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    links: Option<Links>,
    /// What earlier rows counted.
    seen: HashSet<(NaiveDate, String)>,
    left_out: Vec<LeftOut>,
}

impl Tallies {
    /// Forgets what was read, because another program changed the file.
    pub(super) fn forget(&mut self) {
        self.links = None;
    }

    /// Takes in the clicks of a day, or all up to it.
    pub(super) fn clicks(&mut self, conn: &Connection, run: &mut Run, record: &TallyRecord) -> Result<Outcome> {
        let found = match self.owner(conn, run, record)? {
            Ok(found) => found,
            Err(reason) => return Ok(self.leave_out(run, reason)),
        };
        let Some(link) = found.link else {
            let who = conn
                .prepare_cached(
                    "SELECT '@' || handle FROM collaboration JOIN creator ON creator.id = creator_id WHERE collaboration.id = ?1",
                )?
                .query_row([found.collaboration], |row| row.get(0))?;
            return Ok(self.leave_out(run, LeftOut::WithoutLink(who)));
        };
        if !self.seen.insert((record.day, link.to_string())) {
            return Ok(self.leave_out(run, LeftOut::Repeated));
        }
        let TallyRecord { day, count, is_total, .. } = *record;
        if is_total && let Some((day, clicks)) = links::contradicting_total(conn, link, count, day)? {
            return Ok(self.leave_out(run, LeftOut::Falls { day, clicks }));
        }
        let known: Option<i64> = conn
            .prepare_cached("SELECT clicks FROM click_reading WHERE link_id = ?1 AND day = ?2 AND is_running = ?3")?
            .query_row(params![link, Day(day), is_total], |row| row.get(0))
            .optional()?;
        if known == Some(count) {
            return Ok(Outcome::Unchanged);
        }
        let import = run.id(conn)?;
        conn.prepare_cached(
            "INSERT INTO click_reading (link_id, day, clicks, is_running, import_id) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (link_id, day, is_running) DO UPDATE SET clicks = excluded.clicks, import_id = excluded.import_id",
        )?
        .execute(params![link, Day(day), count, is_total, import])?;
        Ok(if known.is_none() { Outcome::New } else { Outcome::Updated })
    }

    /// Takes in the conversions of a day.
    pub(super) fn conversions(&mut self, conn: &Connection, run: &mut Run, record: &TallyRecord) -> Result<Outcome> {
        let found = match self.owner(conn, run, record)? {
            Ok(found) => found,
            Err(reason) => return Ok(self.leave_out(run, reason)),
        };
        let terms = conversions::terms(conn, found.collaboration)?;
        let Some(terms) = terms.filter(|terms| !terms.counts.are_orders()) else {
            let campaign = conn
                .prepare_cached(
                    "SELECT campaign.name FROM collaboration JOIN batch ON batch.id = batch_id
                     JOIN campaign ON campaign.id = campaign_id WHERE collaboration.id = ?1",
                )?
                .query_row([found.collaboration], |row| row.get(0))?;
            return Ok(self.leave_out(run, LeftOut::OfOrders(campaign)));
        };
        if record.count > MOST {
            return Ok(self.leave_out(run, LeftOut::TooMany));
        }
        let (FoundBy::Code(mark) | FoundBy::Link(mark)) = &found.by;
        if !self.seen.insert((record.day, mark.clone())) {
            return Ok(self.leave_out(run, LeftOut::Repeated));
        }
        let known = conversions::of_mark(conn, record.day, mark)?;
        if known == record.count {
            return Ok(Outcome::Unchanged);
        }
        let import = run.id(conn)?;
        let counted = Counted {
            collaboration: found.collaboration,
            day: record.day,
            mark,
            known: match &found.by {
                FoundBy::Code(code) => Known::Code(code),
                FoundBy::Link(mark) => Known::Link(mark),
            },
            terms: &terms,
        };
        conversions::set_of_mark(conn, &counted, record.count, import)?;
        Ok(if known == 0 { Outcome::New } else { Outcome::Updated })
    }

    /// Finds whose the link or code of a row is, or why that can't be told.
    fn owner(
        &mut self,
        conn: &Connection,
        run: &Run,
        record: &TallyRecord,
    ) -> Result<std::result::Result<Found, LeftOut>> {
        if record.day > run.options.today {
            return Ok(Err(LeftOut::ToCome));
        }
        let links = match self.links.take() {
            Some(links) => links,
            None => Links::read(conn)?,
        };
        let found = links.find(&record.of, record.day);
        self.links = Some(links);
        Ok(found.ok_or_else(|| LeftOut::Unknown(record.of.clone())))
    }

    fn leave_out(&mut self, run: &mut Run, reason: LeftOut) -> Outcome {
        let at = match reason {
            LeftOut::Unknown(_) | LeftOut::WithoutLink(_) | LeftOut::OfOrders(_) => Target::Link,
            LeftOut::ToCome | LeftOut::Repeated => Target::CountedOn,
            LeftOut::Falls { .. } => Target::TotalClicks,
            LeftOut::TooMany => Target::Conversions,
        };
        let refused = run.refuse(at, reason.reason());
        self.left_out.push(reason);
        refused
    }

    /// What the user should know.
    pub(super) fn notes(&self) -> Vec<String> {
        words::left_out(&self.left_out)
    }
}
