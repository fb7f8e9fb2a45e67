//! The other creators looked at, kept as a yardstick that lists and pages go by alike.
//!
//! Signals hang on a creator's own facts, the yardstick on signals, and the flag on both: nothing comes back to where it began,
//! so the computing ends. The yardstick is made again when everybody had a turn and enough signals changed; then those whose
//! flag comes or goes by it are due once more, and nobody else.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::flag_bits::bit;
use super::row::Day;
use crate::analysis::deviation::Deviation;
use crate::analysis::flags::FlagCode;
use crate::analysis::peers::{Peers, Signals};
use crate::domain::CreatorId;
use crate::error::Result;

/// Up to so many creators with signals any change makes the yardstick again: that takes a moment only.
const FEW: i64 = 1_000;

/// Beyond that, one in so many has to change, or the day.
const PORTION: i64 = 10;

const KEEP: &str = "INSERT INTO creator_signals (creator_id, like_rate, comment_rate, reach) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (creator_id) DO UPDATE SET like_rate = excluded.like_rate, comment_rate = excluded.comment_rate,
    reach = excluded.reach
  WHERE (like_rate, comment_rate, reach) IS NOT (excluded.like_rate, excluded.comment_rate, excluded.reach)";

/// Keeps the signals of a creator.
pub(super) fn keep(conn: &Connection, id: CreatorId, signals: &Signals) -> Result<()> {
    if *signals == Signals::default() {
        conn.prepare_cached("DELETE FROM creator_signals WHERE creator_id = ?1")?.execute([id])?;
    } else {
        let Signals { like_rate, comment_rate, reach } = signals;
        conn.prepare_cached(KEEP)?.execute(params![id, like_rate, comment_rate, reach])?;
    }
    Ok(())
}

/// Returns the yardstick as it is in the file.
pub(super) fn usual(conn: &Connection) -> Result<Peers> {
    let mut peers = Peers::default();
    let mut statement = conn.prepare_cached("SELECT place, count, median, mad FROM usual_signal")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (place, count) = (row.get::<_, i64>(0)?, row.get::<_, i64>(1)?);
        if let Some(usual) = usize::try_from(place).ok().and_then(|place| peers.usual.get_mut(place)) {
            let count = usize::try_from(count).unwrap_or(0);
            *usual = Some(Deviation { count, median: row.get(2)?, mad: row.get(3)? });
        }
    }
    Ok(peers)
}

/// Whether enough signals changed for another yardstick.
pub(super) fn is_due(conn: &Connection, today: NaiveDate) -> Result<bool> {
    let mut statement = conn
        .prepare_cached("SELECT changed > 0 AND (known < ?1 OR changed >= known / ?2 OR day <> ?3) FROM usual_pass")?;
    Ok(statement.query_row(params![FEW, PORTION, Day(today)], |row| row.get(0))?)
}

/// Makes the yardstick again from all signals and notes whose flag comes or goes by it. To be called when nobody else is due.
pub(super) fn renew(conn: &Connection, today: NaiveDate) -> Result<Peers> {
    let (ids, signals) = signals(conn)?;
    let peers = Peers::of(&signals);
    conn.execute("DELETE FROM usual_signal", [])?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    for (place, usual) in (0_i64..).zip(peers.usual) {
        let Some(Deviation { count, median, mad }) = usual else { continue };
        conn.prepare_cached("INSERT INTO usual_signal (place, count, median, mad) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![place, number(count), median, mad])?;
    }
    conn.execute("UPDATE usual_pass SET day = ?1, known = ?2, changed = 0", params![Day(today), number(ids.len())])?;
    let flagged = flagged(conn)?;
    for (id, signals) in ids.iter().zip(&signals) {
        if peers.flag(signals).is_some() != flagged.contains(id) {
            conn.prepare_cached("INSERT INTO vetting_due VALUES (?1) ON CONFLICT DO NOTHING")?.execute([id])?;
        }
    }
    Ok(peers)
}

fn signals(conn: &Connection) -> Result<(Vec<CreatorId>, Vec<Signals>)> {
    let mut statement =
        conn.prepare_cached("SELECT creator_id, like_rate, comment_rate, reach FROM creator_signals")?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, CreatorId>(0)?,
            Signals { like_rate: row.get(1)?, comment_rate: row.get(2)?, reach: row.get(3)? },
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who has the flag by the yardstick before.
fn flagged(conn: &Connection) -> Result<HashSet<CreatorId>> {
    let mut statement =
        conn.prepare_cached("SELECT creator_id FROM creator_vetting WHERE flags <> 0 AND flags & ?1")?;
    let rows = statement.query_map([bit(FlagCode::PeerOutlier)], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
