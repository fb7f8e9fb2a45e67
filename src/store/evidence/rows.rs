//! What is in the file about all collaborations, a question a table.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, Row};

use crate::analysis::candidate::SAMPLE;
use crate::analysis::deviation::median;
use crate::analysis::input::OrderSums;
use crate::domain::{CampaignId, CollaborationId, CostKind, CreatorId, Currency};
use crate::error::Result;
use crate::proto::ingest::ImportKind;
use crate::proto::outlook::Terms;
use crate::store::deletion::IS_DELETED;
use crate::store::row::{Day, day};

use super::{Costs, Posted, Sales};

/// The day of the last import of orders, never before the newest order; today where they were counted by hand, and
/// nothing before any is known.
///
/// Without this, a shop that has not been asked for a week would look as if nobody had bought anything in it.
pub(super) fn known_until(conn: &Connection, today: NaiveDate) -> Result<Option<NaiveDate>> {
    let (imported_at, newest) = conn
        .prepare_cached(
            "SELECT (SELECT MAX(ran_at) FROM import_run WHERE kind = ?1), (SELECT MAX(placed_on) FROM sale_order)",
        )?
        .query_row([ImportKind::ShopifyOrders.word()], |row| Ok((row.get::<_, Option<i64>>(0)?, day(row, 1)?)))?;
    let Some(imported_on) = imported_at.and_then(DateTime::from_timestamp_millis) else {
        return Ok(newest.map(|_| today));
    };
    let known = newest.map_or(imported_on.date_naive(), |newest| newest.max(imported_on.date_naive()));
    Ok(Some(known.min(today)))
}

/// Every post of a collaboration with its newest known views.
pub(super) fn posts(conn: &Connection) -> Result<HashMap<CollaborationId, Vec<Posted>>> {
    let mut statement = conn.prepare_cached(
        "SELECT post.collaboration_id, post.posted_on, newest.views, newest.day FROM post \
         LEFT JOIN reading AS newest ON newest.id = (SELECT id FROM reading WHERE post_id = post.id AND views IS NOT NULL \
           ORDER BY day DESC LIMIT 1) \
         WHERE post.collaboration_id IS NOT NULL AND post.posted_on IS NOT NULL ORDER BY post.id",
    )?;
    let mut found: HashMap<CollaborationId, Vec<Posted>> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let views = row.get::<_, Option<i64>>(2)?.zip(day(row, 3)?);
        found.entry(row.get(0)?).or_default().push(Posted { on: row.get::<_, Day>(1)?.0, views });
    }
    Ok(found)
}

/// Whose facts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of creators who were booked, ever.
    Booked,
    /// Those of everybody.
    Everybody,
}

impl Whose {
    /// A condition on the id of a creator, for SQL.
    fn condition(self, id: &str) -> String {
        match self {
            Self::Booked => format!("{id} IN (SELECT creator_id FROM collaboration)"),
            Self::Everybody => "1".to_owned(),
        }
    }
}

/// Own posts of creators: how many of the newest were read, and the median of their views.
#[expect(clippy::cast_precision_loss, reason = "views are far below 2^53")]
pub fn own_posts(conn: &Connection, whose: Whose) -> Result<HashMap<CreatorId, (u32, f64)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT creator_id, (SELECT views FROM reading WHERE post_id = post.id AND views IS NOT NULL ORDER BY day DESC LIMIT 1) \
         FROM post WHERE collaboration_id IS NULL AND {} ORDER BY creator_id, posted_on DESC, id DESC",
        whose.condition("creator_id")
    ))?;
    let mut views: HashMap<CreatorId, Vec<f64>> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(count) = row.get::<_, Option<i64>>(1)?.filter(|count| *count >= 1) {
            let recent = views.entry(row.get(0)?).or_default();
            if recent.len() < SAMPLE {
                recent.push(count as f64);
            }
        }
    }
    let usual = views.into_iter().filter_map(|(creator, recent)| {
        let read = u32::try_from(recent.len()).unwrap_or(u32::MAX);
        Some((creator, (read, median(recent)?)))
    });
    Ok(usual.collect())
}

/// The sales of each collaboration in its campaign's currency, by day.
pub(super) fn sales(conn: &Connection, only: Option<CampaignId>) -> Result<HashMap<CollaborationId, Sales>> {
    let mut statement = conn.prepare_cached(
        // CROSS JOIN keeps this order of reading: each collaboration's days stand together, in their own order.
        "SELECT collaboration.id, orders, net_minor, squares, largest_minor, order_sum.day FROM campaign \
         CROSS JOIN batch ON batch.campaign_id = campaign.id CROSS JOIN collaboration ON collaboration.batch_id = batch.id \
         CROSS JOIN order_sum ON order_sum.collaboration_id = collaboration.id AND order_sum.currency = campaign.currency \
           AND order_sum.state = 'sale' \
         WHERE ?1 IS NULL OR campaign.id = ?1",
    )?;
    let mut found: HashMap<CollaborationId, Sales> = HashMap::new();
    let mut rows = statement.query([only])?;
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().push((row.get::<_, Day>(5)?.0, sums(row)?));
    }
    Ok(found)
}

pub(super) fn costs(conn: &Connection) -> Result<HashMap<CollaborationId, Costs>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration_id, day, amount_minor, kind FROM spend_item ORDER BY collaboration_id, day",
    )?;
    let mut found: HashMap<CollaborationId, Costs> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let costs = found.entry(row.get(0)?).or_default();
        let amount: i64 = row.get(2)?;
        costs.items.push((row.get::<_, Day>(1)?.0, amount));
        if row.get::<_, CostKind>(3)? == CostKind::Fee {
            costs.fee_minor = costs.fee_minor.saturating_add(amount);
        }
    }
    let mut statement = conn.prepare_cached(
        "SELECT collaboration_id, SUM(amount_minor) FROM cost_item WHERE state = 'offered' \
         AND id NOT IN (SELECT id FROM spend_item) GROUP BY collaboration_id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().offered_minor = row.get(1)?;
    }
    Ok(found)
}

pub(super) fn commissions(conn: &Connection) -> Result<HashMap<CollaborationId, i64>> {
    let mut statement = conn.prepare_cached("SELECT id, commission_bp FROM collaboration WHERE commission_bp > 0")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The niche by which creators are grouped: the campaign's own where they carry one, else their first.
pub fn niches(conn: &Connection, whose: Whose) -> Result<HashMap<CreatorId, String>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT creator_tag.creator_id, tag.name FROM creator_tag JOIN tag ON tag.id = creator_tag.tag_id \
         WHERE tag.is_niche = 1 AND {} ORDER BY creator_tag.tag_id IN (SELECT tag_id FROM campaign_niche), creator_tag.id DESC",
        whose.condition("creator_tag.creator_id")
    ))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // Later rows win: niches of campaigns come last.
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The style of what booked creators made. One who made both styles shows neither.
pub(super) fn styles(conn: &Connection) -> Result<HashMap<CreatorId, String>> {
    let mut statement = conn.prepare_cached(
        "SELECT creator_id, min(style) FROM deliverable JOIN collaboration ON collaboration.id = collaboration_id \
         WHERE style <> '' AND post_id IS NOT NULL GROUP BY creator_id HAVING count(DISTINCT style) = 1",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The collaborations whose conversions are no sales: their value is typed, and says nothing of an order.
const NO_SALES: &str = "SELECT collaboration.id FROM campaign JOIN batch ON batch.campaign_id = campaign.id \
    JOIN collaboration ON collaboration.batch_id = batch.id WHERE campaign.counts <> 'orders'";

/// All sales of the shop in each currency.
pub(super) fn shops(conn: &Connection) -> Result<HashMap<Currency, OrderSums>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT currency, SUM(orders), CAST(TOTAL(net_minor) AS INTEGER), TOTAL(squares), MAX(largest_minor) FROM order_sum \
         WHERE state = 'sale' AND collaboration_id NOT IN ({NO_SALES}) GROUP BY currency"
    ))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, sums(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Number, net revenue, squares and largest of some orders, from the second column on.
fn sums(row: &Row<'_>) -> rusqlite::Result<OrderSums> {
    let squares: f64 = row.get(3)?;
    #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
    let squares = squares as i128;
    let largest_minor = row.get::<_, i64>(4)?.max(0);
    Ok(OrderSums { count: row.get(1)?, revenue_minor: row.get(2)?, squares, largest_minor })
}

/// The net revenue of every sale of the shop in a currency, minor units.
pub(super) fn shop_nets(conn: &Connection, currency: Currency) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT net_minor FROM sale_order WHERE state = 'sale' AND currency = ?1 AND ifnull(collaboration_id, 0) NOT IN ({NO_SALES})"
    ))?;
    let nets = statement.query_map([currency], |row| row.get(0))?;
    Ok(nets.collect::<rusqlite::Result<_>>()?)
}

/// How the tracked orders of each campaign are read, where someone set it.
pub fn terms(conn: &Connection) -> Result<HashMap<CampaignId, Terms>> {
    let mut statement = conn.prepare_cached(
        "SELECT campaign_id, leak_low_bp, leak_high_bp, halo_low_bp, halo_high_bp, next_budget_minor FROM terms",
    )?;
    let rows = statement.query_map([], |row| {
        let terms = Terms {
            leak_low_bp: row.get(1)?,
            leak_high_bp: row.get(2)?,
            halo_low_bp: row.get(3)?,
            halo_high_bp: row.get(4)?,
            next_budget_minor: row.get(5)?,
        };
        Ok((row.get(0)?, terms))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Booked creators to whom nobody may write, or can because they were deleted.
pub(super) fn blocked(conn: &Connection) -> Result<HashSet<CreatorId>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id FROM creator WHERE (do_not_contact = 1 OR {IS_DELETED}) AND id IN (SELECT creator_id FROM collaboration)"
    ))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
