//! What a tracker says about the amounts of a collaboration.

use rusqlite::{Connection, params};

use super::super::amounts;
use super::{Run, minor};
use crate::domain::record::View;
use crate::domain::text::clean;
use crate::domain::{AmountState, CollaborationField, CollaborationId, Currency};
use crate::error::Result;
use crate::proto::ingest::CollaborationRecord;

/// Sets the amounts as stated; those of a repeated row only where nothing is known. An amount that stands
/// there already moves forward to what the row says of it.
pub(super) fn take(
    conn: &Connection,
    run: &mut Run,
    (id, currency): (CollaborationId, Currency),
    record: &CollaborationRecord,
    first: bool,
    backed: bool,
) -> Result<bool> {
    if record.stated.costs().all(|(_, milli)| milli.is_none()) && record.amount_states.is_empty() {
        return Ok(false);
    }
    let mut changed = false;
    let known = amounts::of(conn, id)?;
    let tracks = amounts::tracks_of(conn, id)?;
    let on = record.stated.posted_on.unwrap_or(run.options.today);
    for (kind, milli) in record.stated.costs() {
        let whole = milli.and_then(|milli| minor(milli, currency));
        let mut parts = record.amount_states.iter().filter(|part| part.kind == kind);
        if parts.clone().any(|part| part.milli.is_some()) {
            // The user split or released it: these are its parts, unless some stand there already.
            if !known.iter().any(|item| item.kind == kind) {
                for part in parts {
                    let amount = part.milli.and_then(|milli| minor(milli, currency)).or(whole);
                    let Some(amount) = amount.filter(|amount| *amount != 0) else { continue };
                    run.id(conn)?;
                    amounts::add(conn, id, kind, amount, part.state, on)?;
                    changed = true;
                }
            }
            continue;
        }
        let Some(amount) = whole else { continue };
        let guessed = || AmountState::stated(kind, backed).with_tracks(kind, tracks);
        let says = parts.next().map_or_else(guessed, |part| part.state);
        let mut items = known.iter().filter(|item| item.kind == kind).peekable();
        if items.peek().is_none() && amount != 0 {
            run.id(conn)?;
            amounts::add(conn, id, kind, amount, says, on)?;
            changed = true;
        }
        // The user split the amount into parts: those stay.
        let is_whole = items.clone().count() == 1;
        for item in items {
            let state = item.state.forward(says);
            if state != item.state {
                run.id(conn)?;
                amounts::set_state(conn, item.id, state, on)?;
                changed = true;
            }
            if first && is_whole && item.minor != amount {
                run.id(conn)?;
                conn.prepare_cached("UPDATE cost_item SET amount_minor = ?2 WHERE id = ?1")?
                    .execute(params![item.id, amount])?;
                changed = true;
            }
        }
    }
    Ok(changed)
}

/// Whether a code, a link or any day stands beside the amounts of a row: then they are more than an offer.
pub(super) fn is_backed(record: &CollaborationRecord) -> bool {
    let stated = &record.stated;
    let has_day = CollaborationField::ALL.iter().any(|field| matches!(stated.get(*field), View::Day(Some(_))));
    has_day
        || stated.is_posted()
        || record.paid.on.is_some()
        || stated.codes.iter().any(|code| !clean(code).is_empty())
        || !stated.link.trim().is_empty()
}
