//! The tracks of a collaboration that follow from the row of a tracker: talk, parcel, content. What says who was paid is [`super::paid`].

use rusqlite::{Connection, params};

use crate::domain::CollaborationId;
use crate::domain::collaboration::{Content, Outreach, Product};
use crate::error::Result;
use crate::proto::ingest::CollaborationRecord;

use super::super::row::{Day, day};
use super::{Run, posts};

/// Keeps the days of message, answer and parcel, and moves the tracks that follow from them. A cell that says nothing leaves
/// the day that is known, and so does a repeated row.
pub(super) fn days(
    conn: &Connection,
    run: &mut Run,
    id: CollaborationId,
    record: &CollaborationRecord,
    first: bool,
) -> Result<bool> {
    let stated = [record.contacted_on, record.replied_on, record.shipped_on];
    if stated == [None; 3] {
        return Ok(false);
    }
    let (known, outreach, product) = conn
        .prepare_cached(
            "SELECT contacted_on, replied_on, shipped_on, outreach, product FROM collaboration WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(([day(row, 0)?, day(row, 1)?, day(row, 2)?], row.get::<_, Outreach>(3)?, row.get::<_, Product>(4)?))
        })?;
    let mut now = known;
    for (now, stated) in now.iter_mut().zip(stated) {
        *now = if first { stated.or(*now) } else { now.or(stated) };
    }
    if now == known {
        return Ok(false);
    }
    run.id(conn)?;
    let [contacted, replied, shipped] = now.map(|day| day.is_some());
    // An answer may be known without its day: an import only adds.
    let replied = replied || outreach == Outreach::Replied;
    let outreach_now = if contacted || replied { outreach.with_days(contacted, replied) } else { outreach };
    let product_now = if shipped { product.with_day(true) } else { product };
    conn.prepare_cached(
        "UPDATE collaboration SET contacted_on = ?2, replied_on = ?3, shipped_on = ?4, outreach = ?5, product = ?6, \
         updated_at = ?7 WHERE id = ?1",
    )?
    .execute(params![
        id,
        now[0].map(Day),
        now[1].map(Day),
        now[2].map(Day),
        outreach_now,
        product_now,
        run.options.now_ms
    ])?;
    Ok(true)
}

/// Keeps carrier and number of the parcel; a repeated row only completes them.
pub(super) fn parcel(
    conn: &Connection,
    run: &mut Run,
    id: CollaborationId,
    record: &CollaborationRecord,
    first: bool,
) -> Result<bool> {
    let stated = [record.carrier.as_deref(), record.tracking.as_deref()].map(|text| text.unwrap_or_default().trim());
    if stated == [""; 2] {
        return Ok(false);
    }
    let known: [String; 2] = conn
        .prepare_cached("SELECT carrier, tracking FROM collaboration WHERE id = ?1")?
        .query_row([id], |row| Ok([row.get(0)?, row.get(1)?]))?;
    let now = [0, 1].map(|n| {
        let takes = !stated[n].is_empty() && (first || known[n].is_empty());
        if takes { stated[n] } else { known[n].as_str() }
    });
    if now == [known[0].as_str(), known[1].as_str()] {
        return Ok(false);
    }
    run.id(conn)?;
    conn.prepare_cached("UPDATE collaboration SET carrier = ?2, tracking = ?3, updated_at = ?4 WHERE id = ?1")?
        .execute(params![id, now[0], now[1], run.options.now_ms])?;
    Ok(true)
}

/// Keeps the commission; that of a repeated row only where none is known.
pub(super) fn commission(
    conn: &Connection,
    run: &mut Run,
    id: CollaborationId,
    record: &CollaborationRecord,
    first: bool,
) -> Result<bool> {
    let Some(commission) = record.commission_bp else { return Ok(false) };
    let known: i64 = conn
        .prepare_cached("SELECT commission_bp FROM collaboration WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    if commission == known || (!first && known != 0) {
        return Ok(false);
    }
    run.id(conn)?;
    conn.prepare_cached("UPDATE collaboration SET commission_bp = ?2, updated_at = ?3 WHERE id = ?1")?
        .execute(params![id, commission, run.options.now_ms])?;
    Ok(true)
}

/// Moves talk and content forward to what a post proves: it is out, and was agreed. Never back.
pub(super) fn posted(
    conn: &Connection,
    run: &mut Run,
    id: CollaborationId,
    record: &CollaborationRecord,
) -> Result<bool> {
    if !posts::is_posted(record) {
        return Ok(false);
    }
    let (outreach, content) = conn
        .prepare_cached("SELECT outreach, content FROM collaboration WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get::<_, Outreach>(0)?, row.get::<_, Content>(1)?)))?;
    let now = (outreach.max(Outreach::Agreed), content.max(Content::Posted));
    if now == (outreach, content) {
        return Ok(false);
    }
    run.id(conn)?;
    conn.prepare_cached("UPDATE collaboration SET outreach = ?2, content = ?3, updated_at = ?4 WHERE id = ?1")?
        .execute(params![id, now.0, now.1, run.options.now_ms])?;
    Ok(true)
}
