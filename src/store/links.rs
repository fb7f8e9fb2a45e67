//! Whose clicks or conversions a file counts: by the address of a link, by its mark, or by a promo code.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::CollaborationId;
use crate::domain::text::fold;
use crate::error::Result;

use super::attribute::{Owners, current, link_mark};
use super::row::{Day, day};

/// What ends the protocol of an address.
const PROTOCOL: &str = concat!(":/", "/");

/// A link of a collaboration.
#[derive(Clone, Debug)]
struct Link {
    id: i64,
    collaboration: CollaborationId,
    /// Without what two notations of one address differ in.
    address: String,
    mark: String,
    start: Option<NaiveDate>,
}

/// By what something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FoundBy {
    /// The address or the mark of a link.
    Link(String),
    /// A promo code, folded.
    Code(String),
}

/// Whose a link or a code is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The collaboration.
    pub(super) collaboration: CollaborationId,
    /// Its link; nothing where it was found by a code and has none.
    pub(super) link: Option<i64>,
    /// By what, as it is kept: the mark of the link, or its address where it has none.
    pub(super) by: FoundBy,
}

/// All links and the owners of all codes.
#[derive(Debug)]
pub(super) struct Links {
    links: Vec<Link>,
    owners: Owners,
}

impl Links {
    /// Reads all of them.
    pub(super) fn read(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached(
            "SELECT link.id, collaboration.id, url, mark, COALESCE(
               (SELECT MIN(posted_on) FROM post WHERE collaboration_id = collaboration.id), batch.starts_on)
             FROM link JOIN collaboration ON collaboration.id = link.collaboration_id
             JOIN batch ON batch.id = collaboration.batch_id WHERE url <> '' ORDER BY collaboration.id, link.id",
        )?;
        let links = statement.query_map([], |row| {
            let url: String = row.get(2)?;
            Ok(Link {
                id: row.get(0)?,
                collaboration: row.get(1)?,
                address: address(&url),
                mark: row.get(3)?,
                start: day(row, 4)?,
            })
        })?;
        Ok(Self { links: links.collect::<rusqlite::Result<_>>()?, owners: Owners::read(conn)? })
    }

    /// Finds whose a link, the mark of one, or a code was on a day.
    pub(super) fn find(&self, text: &str, on: NaiveDate) -> Option<Found> {
        let wanted = address(text);
        let by_address: Vec<&Link> = self.links.iter().filter(|link| link.address == wanted).collect();
        if let Some(link) = current(&by_address, |link| link.start, on) {
            return Some(found(link));
        }
        let mark = if text.contains(PROTOCOL) || text.contains('?') { link_mark(text) } else { fold(text.trim()) };
        if let Some(claim) = self.owners.claim_link(&mark, on) {
            let of_owner = |link: &&Link| link.collaboration == claim.collaboration;
            return self.links.iter().filter(of_owner).find(|link| link.mark == mark).map(found);
        }
        let code = fold(text.trim());
        let claim = self.owners.claim(&code, on)?;
        let link = self.links.iter().find(|link| link.collaboration == claim.collaboration);
        Some(Found { collaboration: claim.collaboration, link: link.map(|link| link.id), by: FoundBy::Code(code) })
    }
}

fn found(link: &Link) -> Found {
    let name = if link.mark.is_empty() { &link.address } else { &link.mark };
    Found { collaboration: link.collaboration, link: Some(link.id), by: FoundBy::Link(name.clone()) }
}

/// An address without what two notations of it differ in: the protocol, `www.`, a slash at the end, and upper case, which short
/// links do tell apart but no person has twice.
pub(super) fn address(text: &str) -> String {
    let text = fold(text.trim());
    let rest = text.split_once(PROTOCOL).map_or(text.as_str(), |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

/// A running total of another day that one would contradict: a larger one before, or a smaller one after.
pub(super) fn contradicting_total(
    conn: &Connection,
    link: i64,
    clicks: i64,
    day: NaiveDate,
) -> Result<Option<(NaiveDate, i64)>> {
    let mut find = conn.prepare_cached(
        "SELECT day, clicks FROM click_reading WHERE link_id = ?1 AND is_running = 1
           AND (day < ?2 AND clicks > ?3 OR day > ?2 AND clicks < ?3)
         ORDER BY abs(julianday(day) - julianday(?2)) LIMIT 1",
    )?;
    let found = find.query_row(params![link, Day(day), clicks], |row| Ok((row.get::<_, Day>(0)?.0, row.get(1)?)));
    Ok(found.optional()?)
}
