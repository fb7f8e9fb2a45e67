//! The board: where each collaboration stands, as far as a move has to know.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::cards::{self, Which};
use super::row::{Day, day};
use super::stage::{HAS_RESULTS, IS_SETTLED, track_cols_on_day, tracks};
use crate::domain::board::Standing;
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::{Cadence, CollaborationId};
use crate::error::Result;
use crate::proto::board::BoardCard;

/// Where a collaboration stands, and what is known of its amounts.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its tracks and what goes with them.
    pub standing: Standing,
    fee_minor: Option<i64>,
    offered_minor: i64,
    days: PostAndParcel,
}

/// The cards of the board, in the order of their batches.
pub fn cards(conn: &Connection, today: NaiveDate, cadence: &Cadence) -> Result<Vec<BoardCard>> {
    let places = places(conn, None, today)?;
    let all = cards::cards(conn, Which::All, cadence, today)?;
    let with_place = all.into_iter().filter_map(|card| {
        let Place { standing, fee_minor, offered_minor, days } = *places.get(&card.id)?;
        Some(BoardCard { card, standing, fee_minor, offered_minor, days })
    });
    Ok(with_place.collect())
}

/// Where a collaboration stands, or each of them.
pub fn places(
    conn: &Connection,
    id: Option<CollaborationId>,
    today: NaiveDate,
) -> Result<HashMap<CollaborationId, Place>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, {HAS_RESULTS}, {IS_SETTLED},
           (SELECT count(*) FROM post WHERE post.collaboration_id = collaboration.id),
           replied_on IS NOT NULL,
           money IN ('paid', 'part paid', 'invoiced')
             OR EXISTS (SELECT 1 FROM payment WHERE payment.collaboration_id = collaboration.id)
             OR EXISTS (SELECT 1 FROM cost_item WHERE cost_item.collaboration_id = collaboration.id
               AND cost_item.kind IN ('fee', 'rights', 'bonus') AND amount_minor <> 0
               AND (cost_item.state = 'paid' OR invoiced_on IS NOT NULL)),
           (SELECT sum(amount_minor) FROM cost_item WHERE cost_item.collaboration_id = collaboration.id AND kind = 'fee'),
           (SELECT ifnull(sum(amount_minor), 0) FROM cost_item WHERE cost_item.collaboration_id = collaboration.id
             AND cost_item.state = 'offered' AND kind NOT IN ('product', 'shipping')),
           (SELECT min(posted_on) FROM post WHERE post.collaboration_id = collaboration.id), shipped_on, delivered_on,
           product = 'to ship' OR item <> '' OR EXISTS (SELECT 1 FROM cost_item WHERE cost_item.collaboration_id = collaboration.id
             AND kind = 'product' AND amount_minor > 0 AND cost_item.state <> 'released'),
           {} FROM collaboration WHERE ?2 IS NULL OR collaboration.id = ?2",
        track_cols_on_day()
    ))?;
    let rows = statement.query_map((Day(today), id), |row| {
        let standing = Standing {
            tracks: tracks(row, 12)?,
            has_results: row.get(1)?,
            is_settled: row.get(2)?,
            posts: usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
            has_replied: row.get(4)?,
            is_billed: row.get(5)?,
            needs_parcel: row.get(11)?,
        };
        let days = PostAndParcel { posted_on: day(row, 8)?, shipped_on: day(row, 9)?, delivered_on: day(row, 10)? };
        Ok((row.get(0)?, Place { standing, fee_minor: row.get(6)?, offered_minor: row.get(7)?, days }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
