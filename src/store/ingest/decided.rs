//! What was decided about creators where a list comes from.

use rusqlite::{Connection, params};

use super::super::row::Day;
use super::Run;
use crate::domain::{CreatorId, Verdict};
use crate::error::Result;
use crate::proto::ingest::Decided;

/// Gives a new creator what was decided where the list comes from.
pub(super) fn take_over(conn: &Connection, run: &Run, id: CreatorId, decided: &Decided) -> Result<()> {
    if *decided == Decided::default() {
        return Ok(());
    }
    let is_decided = decided.verdict != Verdict::New;
    conn.prepare_cached(
        "UPDATE creator SET verdict = ?2, reason = ?3, snoozed_until = ?4, rating = ?5, do_not_contact = ?6, \
         added_on = COALESCE(?7, added_on), decided_on = ?8 WHERE id = ?1",
    )?
    .execute(params![
        id,
        decided.verdict,
        decided.reason,
        decided.snoozed_until.map(Day),
        decided.rating,
        decided.do_not_contact,
        decided.added_on.map(Day),
        is_decided.then_some(Day(run.options.today)),
    ])?;
    Ok(())
}

/// A list can mark a creator do not contact, and never lifts that mark.
pub(super) fn block(conn: &Connection, run: &mut Run, id: CreatorId, decided: &Decided) -> Result<bool> {
    if !decided.do_not_contact
        || !conn.prepare_cached("SELECT 1 FROM creator WHERE id = ?1 AND do_not_contact = 0")?.exists([id])?
    {
        return Ok(false);
    }
    run.id(conn)?;
    conn.prepare_cached("UPDATE creator SET do_not_contact = 1, updated_at = ?2 WHERE id = ?1")?
        .execute(params![id, run.options.now_ms])?;
    Ok(true)
}
