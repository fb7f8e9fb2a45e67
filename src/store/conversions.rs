//! Conversions that are no sale: sign-ups, leads and installs, each a row of `sale_order` with the source `typed` and the value
//! that the campaign gives it, so that panel, rule and estimate read them as orders.
//!
//! The number of such a row is `<day>/<mark>/<n>`, as in `2026-11-03/mia10/7`: a count for a day and a mark is so many rows, and
//! counting again adds or removes the last ones.

use chrono::{NaiveDate, NaiveTime};
use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::{CampaignId, CollaborationId, Counts, Currency, ImportId};
use crate::error::Result;

use super::attribute::By;
use super::free_orders;
use super::row::Day;

/// The source of these rows.
const SOURCE: &str = free_orders::TYPED;

/// The most that are counted for a mark on a day.
pub(super) const MOST: i64 = 100_000;

/// What conversions of a collaboration are.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    /// Name of the campaign.
    pub(super) campaign: String,
    /// What it counts.
    pub(super) counts: Counts,
    /// What one is worth, minor units.
    pub(super) value_minor: i64,
    /// The currency of that.
    pub(super) currency: Currency,
}

/// Reads what conversions of a collaboration are.
pub(super) fn terms(conn: &Connection, id: CollaborationId) -> Result<Option<Terms>> {
    let mut find = conn.prepare_cached(
        "SELECT campaign.name, counts, ifnull(conversion_minor, 0), currency FROM collaboration
         JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id WHERE collaboration.id = ?1",
    )?;
    let found = find.query_row([id], |row| {
        Ok(Terms { campaign: row.get(0)?, counts: row.get(1)?, value_minor: row.get(2)?, currency: row.get(3)? })
    });
    Ok(found.optional()?)
}

/// By what conversions are known to belong to a collaboration.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known<'a> {
    /// A promo code.
    Code(&'a str),
    /// The mark of a link.
    Link(&'a str),
    /// A person said so.
    Person,
}

/// Conversions of one day and mark, to be counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    /// Whose.
    pub(super) collaboration: CollaborationId,
    /// The day.
    pub(super) day: NaiveDate,
    /// The code or the mark of the link by which the source knows them, folded.
    pub(super) mark: &'a str,
    /// By what they belong to the collaboration.
    pub(super) known: Known<'a>,
    /// What one is.
    pub(super) terms: &'a Terms,
}

/// How many of a collaboration there are on a day.
pub(super) fn of_day(conn: &Connection, id: CollaborationId, day: NaiveDate) -> Result<i64> {
    let mut count = conn.prepare_cached(
        "SELECT count(*) FROM sale_order WHERE collaboration_id = ?1 AND placed_on = ?2 AND source = ?3",
    )?;
    Ok(count.query_row(params![id, Day(day), SOURCE], |row| row.get(0))?)
}

/// How many a campaign has.
pub(super) fn of_campaign(conn: &Connection, id: CampaignId) -> Result<i64> {
    let mut count = conn.prepare_cached(
        "SELECT count(*) FROM sale_order WHERE source = ?2 AND collaboration_id IN (
           SELECT collaboration.id FROM collaboration JOIN batch ON batch.id = batch_id WHERE campaign_id = ?1)",
    )?;
    Ok(count.query_row(params![id, SOURCE], |row| row.get(0))?)
}

/// Makes the number of a collaboration on a day what a person says. Whatever told the last ones, they go first.
pub(super) fn set_of_day(conn: &Connection, counted: &Counted<'_>, count: i64) -> Result<i64> {
    let before = of_day(conn, counted.collaboration, counted.day)?;
    if count > before {
        add(conn, counted, count - before, None)?;
    } else {
        conn.prepare_cached(
            "DELETE FROM sale_order WHERE id IN (SELECT id FROM sale_order WHERE collaboration_id = ?1 AND placed_on = ?2
               AND source = ?3 ORDER BY id DESC LIMIT ?4)",
        )?
        .execute(params![counted.collaboration, Day(counted.day), SOURCE, before - count])?;
    }
    Ok(before)
}

/// How many there are of a day and a mark.
pub(super) fn of_mark(conn: &Connection, day: NaiveDate, mark: &str) -> Result<i64> {
    let (from, to) = span(day, mark);
    let mut count = conn.prepare_cached(
        "SELECT count(*) FROM sale_order WHERE source = ?1 AND shop = '' AND external_id BETWEEN ?2 AND ?3",
    )?;
    Ok(count.query_row(params![SOURCE, from, to], |row| row.get(0))?)
}

/// Makes the number of a day and a mark what a file says.
pub(super) fn set_of_mark(conn: &Connection, counted: &Counted<'_>, count: i64, import: ImportId) -> Result<()> {
    let before = of_mark(conn, counted.day, counted.mark)?;
    if count > before {
        return add(conn, counted, count - before, Some(import));
    }
    let (from, to) = span(counted.day, counted.mark);
    conn.prepare_cached(
        "DELETE FROM sale_order WHERE id IN (SELECT id FROM sale_order WHERE source = ?1 AND shop = ''
           AND external_id BETWEEN ?2 AND ?3 ORDER BY id DESC LIMIT ?4)",
    )?
    .execute(params![SOURCE, from, to, before - count])?;
    Ok(())
}

/// The first numbers of a day and a mark, and what is behind all of them.
fn span(day: NaiveDate, mark: &str) -> (String, String) {
    let start = start(day, mark);
    let end = format!("{start}{}", char::MAX);
    (start, end)
}

/// A slash in the mark would let the numbers of one mark begin like those of another.
fn start(day: NaiveDate, mark: &str) -> String {
    format!("{day}/{}/", mark.replace('%', "%25").replace('/', "%2F"))
}

fn add(conn: &Connection, counted: &Counted<'_>, count: i64, import: Option<ImportId>) -> Result<()> {
    let Counted { collaboration, day, mark, known, terms } = *counted;
    let (from, to) = span(day, mark);
    let last: i64 = conn
        .prepare_cached(
            "SELECT ifnull(max(CAST(substr(external_id, ?4) AS INTEGER)), 0) FROM sale_order
             WHERE source = ?1 AND shop = '' AND external_id BETWEEN ?2 AND ?3",
        )?
        .query_row(params![SOURCE, from, to, i64::try_from(from.chars().count()).unwrap_or(i64::MAX) + 1], |row| {
            row.get(0)
        })?;
    let placed_at = day.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    let (codes, utm, by) = match known {
        Known::Code(code) => (code, String::new(), By::Code.word()),
        Known::Link(mark) => ("", format!("utm_content={mark}"), By::Link.word()),
        Known::Person => ("", String::new(), "person"),
    };
    let mut insert = conn.prepare_cached(
        "INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, codes, utm,
           collaboration_id, attributed_by, import_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, 'sale', ?7, ?8, ?9, ?10, ?11)",
    )?;
    let mut code_row = conn.prepare_cached("INSERT INTO order_code (order_id, folded) VALUES (?1, ?2)")?;
    for number in last + 1..=last + count {
        insert.execute(params![
            SOURCE,
            format!("{from}{number}"),
            placed_at,
            Day(day),
            terms.currency,
            terms.value_minor,
            codes,
            utm,
            collaboration,
            by,
            import
        ])?;
        if let Known::Code(code) = known {
            code_row.execute(params![conn.last_insert_rowid(), code])?;
        }
    }
    Ok(())
}

/// Lets the conversions of a campaign be worth what it says now, and its orders with a total of 0 be what it takes them for: a
/// gifted sample where it counts orders, else a conversion of that value. Whoever signs up without paying signs up in the shop as
/// well as elsewhere, so the value must not depend on where it was counted.
pub(super) fn follow(conn: &Connection, campaign: CampaignId) -> Result<()> {
    const OWN: &str = "collaboration_id IN (
        SELECT collaboration.id FROM collaboration JOIN batch ON batch.id = batch_id WHERE campaign_id = ?1)";
    conn.prepare_cached(&format!(
        "UPDATE sale_order SET (total_minor, net_minor, currency) = (
           SELECT conversion_minor, conversion_minor, currency FROM campaign WHERE id = ?1)
         WHERE source = ?2 AND {OWN}
           AND (total_minor, currency) IS NOT (SELECT conversion_minor, currency FROM campaign WHERE id = ?1)
           AND EXISTS (SELECT 1 FROM campaign WHERE id = ?1 AND conversion_minor IS NOT NULL)"
    ))?
    .execute(params![campaign, SOURCE])?;
    free_orders::follow_campaign(conn, campaign)?;
    Ok(())
}

/// Removes what a person counted for a collaboration that goes: without it, it is nobody's.
pub(super) fn remove_typed(conn: &Connection, id: CollaborationId) -> Result<()> {
    conn.prepare_cached(
        "DELETE FROM sale_order WHERE collaboration_id = ?1 AND source = ?2 AND attributed_by = 'person'",
    )?
    .execute(params![id, SOURCE])?;
    Ok(())
}
