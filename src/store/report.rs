//! The sums over campaigns: what was spent, what came back, tracked so far. Facts only; no estimate is made here.
//!
//! Spend is what was committed or spent, with commission; revenue is the net of attributed sales in the campaign's currency.
//! Amounts of another currency are counted, never added. Every sum of money is one pass over an index that holds all it
//! asks for, so that a hundred thousand orders stay cheap.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::campaign::target_roas_e4;
use crate::domain::money::div_round;
use crate::domain::{BatchId, CampaignId, CollaborationId, Currency, OrderState};
use crate::error::Result;
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult, Sums};

/// Whether a collaboration has anything to show: a sale, or a reading of its post.
pub const HAS_RESULTS: &str = "(EXISTS (SELECT 1 FROM sale_order WHERE sale_order.collaboration_id = collaboration.id \
       AND sale_order.state = 'sale') \
     OR EXISTS (SELECT 1 FROM post JOIN reading ON reading.post_id = post.id \
       WHERE post.collaboration_id = collaboration.id))";

/// Returns the facts of one campaign, or of all, by name.
pub fn results(conn: &Connection, only: Option<CampaignId>) -> Result<Vec<CampaignResult>> {
    let sales = Sales::read(conn)?;
    let (costs, views, clicks) = (costs(conn)?, views(conn)?, clicks(conn)?);
    let mut statement = conn.prepare_cached(
        "SELECT id, name, currency, margin_bp, target_roas_e4 FROM campaign WHERE ?1 IS NULL OR id = ?1 ORDER BY folded",
    )?;
    let campaigns = statement.query_map([only], |row| {
        let currency = row.get(2)?;
        let (unattributed_orders, unattributed_minor) = sales.nobody.get(&currency).copied().unwrap_or_default();
        let margin_bp = row.get(3)?;
        Ok(CampaignResult {
            id: row.get(0)?,
            name: row.get(1)?,
            currency,
            margin_bp,
            target_roas_e4: target_roas_e4(row.get(4)?, margin_bp),
            batches: Vec::new(),
            sums: Sums::default(),
            unattributed_orders,
            unattributed_minor,
            other_currency_orders: 0,
        })
    })?;
    let mut campaigns = campaigns.collect::<rusqlite::Result<Vec<_>>>()?;
    for campaign in &mut campaigns {
        campaign.batches = batches(conn, campaign.id)?;
        for batch in &mut campaign.batches {
            for (mut creator, commission_bp) in creators(conn, batch.id)? {
                let id = creator.collaboration;
                let sold = sales.of.get(&id).map(Vec::as_slice).unwrap_or_default();
                creator.sums = sums(sold, campaign.currency, commission_bp);
                creator.sums.spend_minor =
                    creator.sums.spend_minor.saturating_add(costs.get(&id).copied().unwrap_or_default());
                creator.sums.views = views.get(&id).copied();
                creator.sums.clicks = clicks.get(&id).copied();
                let foreign = |group: &&Group| group.state == OrderState::Sale && group.currency != campaign.currency;
                campaign.other_currency_orders += sold.iter().filter(foreign).map(|group| group.orders).sum::<i64>();
                batch.sums += creator.sums;
                batch.creators.push(creator);
            }
            campaign.sums += batch.sums;
        }
    }
    Ok(campaigns)
}

/// Adds up what was sold through one collaboration; the spend is its commission alone.
fn sums(sold: &[Group], currency: Currency, commission_bp: i64) -> Sums {
    let mut sums = Sums::default();
    for group in sold.iter().filter(|group| group.currency == currency) {
        match group.state {
            OrderState::Sale => {
                sums.orders += group.orders;
                sums.revenue_minor = sums.revenue_minor.saturating_add(group.net_minor);
            }
            OrderState::Pending => sums.pending += group.orders,
            OrderState::Void | OrderState::Sample => {}
        }
    }
    // A creator whose sales were all returned owes no commission back.
    let commission = i128::from(sums.revenue_minor.max(0)) * i128::from(commission_bp);
    sums.spend_minor = div_round(commission, 10_000).unwrap_or(0);
    sums
}

/// Orders of one collaboration that have state and currency in common.
struct Group {
    state: OrderState,
    currency: Currency,
    orders: i64,
    net_minor: i64,
}

/// All orders, added up.
struct Sales {
    of: HashMap<CollaborationId, Vec<Group>>,
    /// Number and net revenue of the sales that are nobody's.
    nobody: HashMap<Currency, (i64, i64)>,
}

impl Sales {
    fn read(conn: &Connection) -> Result<Self> {
        let mut sales = Self { of: HashMap::new(), nobody: HashMap::new() };
        let mut statement = conn.prepare_cached(
            "SELECT collaboration_id, state, currency, COUNT(*), SUM(net_minor) FROM sale_order \
             GROUP BY collaboration_id, state, currency",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let group =
                Group { state: row.get(1)?, currency: row.get(2)?, orders: row.get(3)?, net_minor: row.get(4)? };
            match row.get::<_, Option<CollaborationId>>(0)? {
                Some(id) => sales.of.entry(id).or_default().push(group),
                None if group.state == OrderState::Sale => {
                    sales.nobody.insert(group.currency, (group.orders, group.net_minor));
                }
                None => {}
            }
        }
        Ok(sales)
    }
}

/// Reads one sum a collaboration; those without any are left out.
fn per_collaboration(conn: &Connection, sql: &str) -> Result<HashMap<CollaborationId, i64>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, CollaborationId>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    let mut sums = HashMap::new();
    for row in rows {
        if let (id, Some(sum)) = row? {
            sums.insert(id, sum);
        }
    }
    Ok(sums)
}

fn costs(conn: &Connection) -> Result<HashMap<CollaborationId, i64>> {
    per_collaboration(
        conn,
        "SELECT collaboration_id, SUM(amount_minor) FROM cost_item WHERE state IN ('committed', 'spent') \
         GROUP BY collaboration_id",
    )
}

/// Views by the newest reading of each post that knows them.
fn views(conn: &Connection) -> Result<HashMap<CollaborationId, i64>> {
    per_collaboration(
        conn,
        "SELECT collaboration_id, SUM((SELECT views FROM reading WHERE post_id = post.id AND views IS NOT NULL \
           ORDER BY day DESC LIMIT 1)) FROM post WHERE collaboration_id IS NOT NULL GROUP BY collaboration_id",
    )
}

/// Clicks of each link: its newest running total, and what single days added after it.
fn clicks(conn: &Connection) -> Result<HashMap<CollaborationId, i64>> {
    per_collaboration(
        conn,
        "WITH total AS (SELECT link_id, MAX(day) AS day, clicks FROM click_reading WHERE is_running = 1 GROUP BY link_id) \
         SELECT link.collaboration_id, SUM(counted.clicks) FROM link JOIN ( \
           SELECT link_id, clicks FROM total \
           UNION ALL \
           SELECT link_id, clicks FROM click_reading AS daily WHERE is_running = 0 \
             AND day > COALESCE((SELECT day FROM total WHERE total.link_id = daily.link_id), '') \
         ) AS counted ON counted.link_id = link.id GROUP BY link.collaboration_id",
    )
}

fn batches(conn: &Connection, campaign: CampaignId) -> Result<Vec<BatchResult>> {
    let mut statement = conn.prepare_cached("SELECT id, name, status FROM batch WHERE campaign_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([campaign], |row| {
        Ok(BatchResult {
            id: row.get(0)?,
            name: row.get(1)?,
            status: row.get(2)?,
            creators: Vec::new(),
            sums: Sums::default(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The creators of a batch in the order they were put in, without sums yet, each with its commission in basis points.
fn creators(conn: &Connection, batch: BatchId) -> Result<Vec<(CreatorResult, i64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration.id, creator.id, creator.handle, collaboration.commission_bp FROM collaboration \
         JOIN creator ON creator.id = collaboration.creator_id \
         WHERE collaboration.batch_id = ?1 ORDER BY collaboration.id",
    )?;
    let rows = statement.query_map([batch], |row| {
        let creator = CreatorResult {
            collaboration: row.get(0)?,
            creator: row.get(1)?,
            handle: row.get(2)?,
            sums: Sums::default(),
        };
        Ok((creator, row.get(3)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
