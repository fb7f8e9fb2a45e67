//! Files of clicks and of conversions: a count for a link or a code and a day.
//!
//! What belongs to no collaboration is left out and told by name: a count without an owner stands nowhere. Where a file counts a
//! link or a code twice on a day, its first row stands.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::proto::ingest::TallyRecord;
use crate::words::tally::{self as words, LeftOut};

use super::super::conversions::{self, Counted, Known, MOST};
use super::super::links::{Found, FoundBy, Links};
use super::super::row::Day;
use super::{Outcome, Run};

/// What is remembered from row to row.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    links: Option<Links>,
    /// What earlier rows counted.
    seen: HashSet<(NaiveDate, String)>,
    left_out: LeftOut,
}

impl Tallies {
    /// Forgets what was read, because another program changed the file.
    pub(super) fn forget(&mut self) {
        self.links = None;
    }

    /// Takes in the clicks of a day.
    pub(super) fn clicks(&mut self, conn: &Connection, run: &mut Run, record: &TallyRecord) -> Result<Outcome> {
        let Some(found) = self.owner(conn, run, record)? else { return Ok(Outcome::Rejected) };
        let Some(link) = found.link else {
            let who = conn
                .prepare_cached(
                    "SELECT '@' || handle FROM collaboration JOIN creator ON creator.id = creator_id WHERE collaboration.id = ?1",
                )?
                .query_row([found.collaboration], |row| row.get(0))?;
            self.left_out.without_link_rows += 1;
            name(&mut self.left_out.without_link, who);
            return Ok(Outcome::Rejected);
        };
        if !self.seen.insert((record.day, link.to_string())) {
            self.left_out.repeated += 1;
            return Ok(Outcome::Rejected);
        }
        let known: Option<i64> = conn
            .prepare_cached("SELECT clicks FROM click_reading WHERE link_id = ?1 AND day = ?2 AND is_running = 0")?
            .query_row(params![link, Day(record.day)], |row| row.get(0))
            .optional()?;
        if known == Some(record.count) {
            return Ok(Outcome::Unchanged);
        }
        let import = run.id(conn)?;
        conn.prepare_cached(
            "INSERT INTO click_reading (link_id, day, clicks, is_running, import_id) VALUES (?1, ?2, ?3, 0, ?4)
             ON CONFLICT (link_id, day, is_running) DO UPDATE SET clicks = excluded.clicks, import_id = excluded.import_id",
        )?
        .execute(params![link, Day(record.day), record.count, import])?;
        Ok(if known.is_none() { Outcome::New } else { Outcome::Updated })
    }

    /// Takes in the conversions of a day.
    pub(super) fn conversions(&mut self, conn: &Connection, run: &mut Run, record: &TallyRecord) -> Result<Outcome> {
        let Some(found) = self.owner(conn, run, record)? else { return Ok(Outcome::Rejected) };
        let terms = conversions::terms(conn, found.collaboration)?;
        let Some(terms) = terms.filter(|terms| !terms.counts.are_orders()) else {
            let campaign = conn
                .prepare_cached(
                    "SELECT campaign.name FROM collaboration JOIN batch ON batch.id = batch_id
                     JOIN campaign ON campaign.id = campaign_id WHERE collaboration.id = ?1",
                )?
                .query_row([found.collaboration], |row| row.get(0))?;
            self.left_out.of_orders_rows += 1;
            name(&mut self.left_out.of_orders, campaign);
            return Ok(Outcome::Rejected);
        };
        if record.count > MOST {
            self.left_out.too_many += 1;
            return Ok(Outcome::Rejected);
        }
        let (FoundBy::Code(mark) | FoundBy::Link(mark)) = &found.by;
        if !self.seen.insert((record.day, mark.clone())) {
            self.left_out.repeated += 1;
            return Ok(Outcome::Rejected);
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

    /// Finds whose the link or code of a row is; notes why where that can't be told.
    fn owner(&mut self, conn: &Connection, run: &Run, record: &TallyRecord) -> Result<Option<Found>> {
        if record.day > run.options.today {
            self.left_out.to_come += 1;
            return Ok(None);
        }
        let links = match self.links.take() {
            Some(links) => links,
            None => Links::read(conn)?,
        };
        let found = links.find(&record.of, record.day);
        self.links = Some(links);
        if found.is_none() {
            self.left_out.unknown_rows += 1;
            name(&mut self.left_out.unknown, record.of.clone());
        }
        Ok(found)
    }

    /// What the user should know.
    pub(super) fn notes(&self) -> Vec<String> {
        words::left_out(&self.left_out)
    }
}

/// Adds a name to a list that has each once.
fn name(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}
