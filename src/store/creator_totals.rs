//! What all collaborations of creators come to, for the columns of lists: read for all rows together, by the same questions that
//! filters and sorts ask.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use strum::IntoEnumIterator;

use super::row::{Day, day, json_ids};
use super::sql::{Among, booked, contacted, due, newest_stages, owed};
use crate::domain::collaboration::Stage;
use crate::domain::{CreatorId, Currency, Money};
use crate::error::Result;
use crate::proto::row::{CreatorRow, CreatorTotals};

/// Adds to rows what all collaborations of their creators come to, as it is on a day.
pub fn fill(conn: &Connection, rows: &mut [CreatorRow], today: NaiveDate) -> Result<()> {
    let ids = json_ids(rows.iter().map(|row| row.id.0));
    let creators = listed(conn, INVOLVED, &ids)?;
    if creators.is_empty() {
        return Ok(());
    }
    let collaborations =
        listed(conn, "SELECT id FROM collaboration WHERE creator_id IN (SELECT value FROM json_each(?1))", &ids)?;
    let among = Among::Some { creators: &creators, collaborations: &collaborations };
    let mut found = of(conn, among, today)?;
    for row in rows {
        row.totals = found.remove(&row.id).unwrap_or_default();
    }
    Ok(())
}

/// Those who took part in a batch or have a task of their own: few, beside all rows.
const INVOLVED: &str = "SELECT creator_id FROM collaboration WHERE creator_id IN (SELECT value FROM json_each(?1))
    UNION SELECT creator_id FROM task WHERE creator_id IN (SELECT value FROM json_each(?1))";

/// The ids that a question about some creators finds, as a list of numbers.
fn listed(conn: &Connection, sql: &str, creators: &str) -> Result<String> {
    let mut find = conn.prepare_cached(sql)?;
    let ids = find.query_map([creators], |row| row.get::<_, i64>(0))?;
    let ids: Vec<String> = ids.map(|id| Ok(id?.to_string())).collect::<rusqlite::Result<_>>()?;
    Ok(ids.join(", "))
}

/// What the collaborations of these creators come to; those of whom nothing is known are left out.
fn of(conn: &Connection, among: Among<'_>, today: NaiveDate) -> Result<HashMap<CreatorId, CreatorTotals>> {
    let mut all: HashMap<CreatorId, CreatorTotals> = HashMap::new();
    each(conn, &newest_stages(among), |row| {
        let word: String = row.get(2)?;
        let stage = Stage::iter().find(|stage| stage.word().eq_ignore_ascii_case(&word));
        all.entry(row.get(0)?).or_default().stage = stage;
        Ok(())
    })?;
    let sums = "id, SUM(orders), MIN(currency), MAX(currency), CAST(TOTAL(spend) AS INTEGER), \
                TOTAL(net) / NULLIF(TOTAL(spend), 0.0)";
    each(conn, &format!("SELECT {sums} FROM ({}) GROUP BY id", booked(among)), |row| {
        let (totals, currency) = (all.entry(row.get(0)?).or_default(), one_currency(row, 2)?);
        totals.orders = Some(row.get(1)?);
        totals.spend = money(currency, row.get(4)?);
        totals.roas = row.get::<_, Option<f64>>(5)?.filter(|_| currency.is_some());
        Ok(())
    })?;
    each(conn, &contacted(among), |row| {
        all.entry(row.get(0)?).or_default().contacted_on = day(row, 1)?;
        Ok(())
    })?;
    let left = format!("SELECT id, SUM(minor), MIN(currency), MAX(currency) FROM ({}) GROUP BY id", owed(among, today));
    each(conn, &left, |row| {
        all.entry(row.get(0)?).or_default().owed = money(one_currency(row, 2)?, row.get(1)?);
        Ok(())
    })?;
    each(conn, &due(among), |row| {
        let (totals, due) = (all.entry(row.get(0)?).or_default(), row.get::<_, Day>(1)?.0);
        totals.due_on = Some(due);
        totals.days_late = Some((today - due).num_days()).filter(|days| *days > 0);
        Ok(())
    })?;
    Ok(all)
}

/// Hands over each row of a question.
fn each(conn: &Connection, sql: &str, mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>) -> Result<()> {
    // The ids stand in the text, so that no later question is the same one.
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// The currency of a sum whose least currency stands at a place and its greatest behind it; nothing where these are two.
fn one_currency(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Currency>> {
    let (least, greatest): (Option<Currency>, Option<Currency>) = (row.get(at)?, row.get(at + 1)?);
    Ok(least.filter(|least| Some(*least) == greatest))
}

fn money(currency: Option<Currency>, minor: i64) -> Option<Money> {
    currency.map(|currency| Money::new(minor, currency))
}

#[cfg(test)]
mod tests;
