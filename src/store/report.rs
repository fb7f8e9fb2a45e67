//! The sums over campaigns: what was spent, what came back, tracked so far. Facts only; the estimates are added by [`super::estimates`].
//!
//! Spend is what the view `spend_item` shows (agreed, owed, paid, and goods once sent), with commission; revenue is the net of attributed sales in the campaign's currency.
//! Amounts of another currency are counted, never added. Orders are never read: their sums by day are kept beside them, so
//! that a hundred thousand orders stay cheap.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use strum::IntoEnumIterator;

use crate::domain::campaign::target_roas_e4;
use crate::domain::money::div_round;
use crate::domain::{BatchId, Budget, CampaignId, CollaborationId, CostKind, Currency, OrderState};
use crate::error::Result;
use crate::proto::outlook::Choice;
use crate::proto::post::ReadingRecord;
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult, Sums};

use super::budgets::budgets;
use super::deletion::IS_DELETED;
use super::row::{Day, RULE_COLS, day, rule};

/// Under whom the sums of orders keep those that are nobody's.
const NOBODY: CollaborationId = CollaborationId(0);

/// Returns the facts of one campaign, or of all, by name.
pub fn results(conn: &Connection, only: Option<CampaignId>) -> Result<Vec<CampaignResult>> {
    let sales = Sales::read(conn)?;
    let (costs, clicks) = (costs(conn)?, clicks(conn)?);
    let offers = offers(conn)?;
    let (readings, first_posts) = (readings(conn)?, first_posts(conn)?);
    let [of_shop, of_all] = orders_until(conn)?;
    let mut budgets = budgets(conn, only)?;
    let mut statement = conn.prepare_cached(
        "SELECT id, name, currency, margin_bp, target_roas_e4, product, question, counts, goal FROM campaign \
         WHERE ?1 IS NULL OR id = ?1 ORDER BY folded",
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
            estimate: None,
            unattributed_orders,
            unattributed_minor,
            other_currency_orders: 0,
            window_days: 0,
            product: row.get(5)?,
            question: row.get(6)?,
            budget: Budget::default(),
            counts: row.get(7)?,
            has_own_target: row.get::<_, Option<i64>>(4)?.is_some(),
            days: Vec::new(),
            conflicts: Vec::new(),
            orders_until: None,
            outlook: None,
            next_test: None,
            goal: row.get(8)?,
            counted: Vec::new(),
            target: None,
        })
    })?;
    let mut campaigns = campaigns.collect::<rusqlite::Result<Vec<_>>>()?;
    for campaign in &mut campaigns {
        campaign.orders_until = if campaign.counts.are_orders() { of_shop } else { of_all };
        campaign.budget.limit_minor = budgets.limits.get(&campaign.id).copied();
        campaign.batches = batches(conn, campaign.id)?;
        for batch in &mut campaign.batches {
            let mut budget = budgets.batches.remove(&batch.id).unwrap_or_default();
            for (mut creator, commission_bp) in creators(conn, batch.id)? {
                let id = creator.collaboration;
                creator.reading = readings.get(&id).copied().unwrap_or_default();
                creator.offered_minor = offers.get(&id).copied().unwrap_or_default();
                creator.posted_on = first_posts.get(&id).copied();
                let sold = sales.of.get(&id).map(Vec::as_slice).unwrap_or_default();
                creator.sums = sums(sold, campaign.currency, commission_bp);
                budget.commission_minor = budget.commission_minor.saturating_add(creator.sums.spend_minor);
                creator.sums.spend_minor =
                    creator.sums.spend_minor.saturating_add(costs.get(&id).copied().unwrap_or_default());
                creator.sums = creator.sums.counted(creator.reading.views, clicks.get(&id).copied());
                let foreign = |group: &&Group| group.state == OrderState::Sale && group.currency != campaign.currency;
                campaign.other_currency_orders += sold.iter().filter(foreign).map(|group| group.orders).sum::<i64>();
                batch.sums += creator.sums;
                batch.creators.push(creator);
            }
            campaign.sums += batch.sums;
            campaign.budget += budget;
            batch.budget = without_overpaid_commission(budget);
        }
        campaign.budget = without_overpaid_commission(campaign.budget);
    }
    Ok(campaigns)
}

/// More commission may be paid than tracked sales explain, as after a return: none is left to pay then.
fn without_overpaid_commission(budget: Budget) -> Budget {
    Budget { commission_minor: budget.commission_minor.max(0), ..budget }
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
    sums.spend_minor = commission(sums.revenue_minor, commission_bp);
    sums
}

/// The commission on net revenue, minor units. A creator whose sales were all returned owes none back.
pub(super) fn commission(revenue_minor: i64, commission_bp: i64) -> i64 {
    div_round(i128::from(revenue_minor.max(0)) * i128::from(commission_bp), 10_000).unwrap_or(0)
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
            "SELECT collaboration_id, state, currency, SUM(orders), SUM(net_minor) FROM order_sum \
             GROUP BY collaboration_id, currency, state",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let group =
                Group { state: row.get(1)?, currency: row.get(2)?, orders: row.get(3)?, net_minor: row.get(4)? };
            match row.get(0)? {
                NOBODY if group.state == OrderState::Sale => {
                    sales.nobody.insert(group.currency, (group.orders, group.net_minor));
                }
                NOBODY => {}
                id => sales.of.entry(id).or_default().push(group),
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
    per_collaboration(conn, "SELECT collaboration_id, SUM(amount_minor) FROM spend_item GROUP BY collaboration_id")
}

/// What is offered to each collaboration and agreed with it: all but the goods, which the parcel takes with it.
fn offers(conn: &Connection) -> Result<HashMap<CollaborationId, i64>> {
    let goods: Vec<_> = CostKind::iter().filter(|kind| kind.goes_with_the_parcel()).map(CostKind::word).collect();
    let sql = "SELECT collaboration_id, SUM(amount_minor) FROM cost_item WHERE state = 'offered' AND kind NOT IN";
    per_collaboration(conn, &format!("{sql} ('{}') GROUP BY collaboration_id", goods.join("', '")))
}

/// Day of the first post of each collaboration.
fn first_posts(conn: &Connection) -> Result<HashMap<CollaborationId, NaiveDate>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration_id, MIN(posted_on) FROM post WHERE collaboration_id IS NOT NULL AND posted_on IS NOT NULL \
         GROUP BY collaboration_id",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, Day>(1)?.0)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Newest known counts of the posts of each collaboration, added up.
fn readings(conn: &Connection) -> Result<HashMap<CollaborationId, ReadingRecord>> {
    let mut statement = conn.prepare_cached(
        "SELECT post.collaboration_id, post.id, views, likes, comments, shares, saves FROM post \
         JOIN reading ON reading.post_id = post.id WHERE post.collaboration_id IS NOT NULL ORDER BY post.id, reading.day DESC",
    )?;
    let mut found: HashMap<CollaborationId, ReadingRecord> = HashMap::new();
    let (mut post, mut newest) = (0_i64, ReadingRecord::default());
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(1)? != post {
            (post, newest) = (row.get(1)?, ReadingRecord::default());
        }
        let sum = found.entry(row.get(0)?).or_default();
        let ReadingRecord { views, likes, comments, shares, saves } = &mut newest;
        let counts = [
            (views, &mut sum.views),
            (likes, &mut sum.likes),
            (comments, &mut sum.comments),
            (shares, &mut sum.shares),
            (saves, &mut sum.saves),
        ];
        for (column, (known, sum)) in counts.into_iter().enumerate() {
            // The first value that a post's rows bring is its newest.
            if let (None, Some(count)) = (*known, row.get::<_, Option<i64>>(column + 2)?) {
                *known = Some(count);
                *sum = Some(sum.unwrap_or(0).saturating_add(count));
            }
        }
    }
    Ok(found)
}

/// The newest day of an order of the file, without conversions and with them: a sign-up typed today tells nothing of how far the
/// shop's export reaches.
fn orders_until(conn: &Connection) -> Result<[Option<NaiveDate>; 2]> {
    let newest = |sql| -> Result<_> {
        let found = conn.prepare_cached(sql)?.query_row([], |row| day(row, 0)).optional()?;
        Ok(found.flatten())
    };
    Ok([
        newest("SELECT placed_on FROM sale_order WHERE source <> 'typed' ORDER BY placed_on DESC LIMIT 1")?,
        newest("SELECT MAX(placed_on) FROM sale_order")?,
    ])
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
    let mut statement = conn
        .prepare_cached(&format!("SELECT id, name, status, starts_on, ends_on, imported, success_rule, rule_set_on, {RULE_COLS} FROM batch WHERE campaign_id = ?1 ORDER BY id"))?;
    let rows = statement.query_map([campaign], |row| {
        Ok(BatchResult {
            id: row.get(0)?,
            name: row.get(1)?,
            status: row.get(2)?,
            imported: row.get(5)?,
            rule: rule(row, 8)?,
            success_rule: row.get(6)?,
            rule_set_on: day(row, 7)?,
            judged: None,
            creators: Vec::new(),
            sums: Sums::default(),
            budget: Budget::default(),
            starts_on: day(row, 3)?,
            ends_on: day(row, 4)?,
            estimate: None,
            at_ages: Vec::new(),
            days: Vec::new(),
            counted: Vec::new(),
            target: None,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The creators of a batch in the order they were put in, without sums yet, each with its commission in basis points.
fn creators(conn: &Connection, batch: BatchId) -> Result<Vec<(CreatorResult, i64)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT collaboration.id, creator.id, creator.handle, collaboration.commission_bp, \
         creator.followers, creator.views, collaboration.decision, creator_terms.choice, \
         creator_terms.leak_low_bp, creator_terms.leak_high_bp, creator.platform, shipped_on, delivered_on, {IS_DELETED} FROM collaboration \
         JOIN creator ON creator.id = collaboration.creator_id JOIN batch ON batch.id = collaboration.batch_id \
         LEFT JOIN creator_terms ON creator_terms.campaign_id = batch.campaign_id AND creator_terms.creator_id = creator.id \
         WHERE collaboration.batch_id = ?1 ORDER BY collaboration.id",
    ))?;
    let rows = statement.query_map([batch], |row| {
        let creator = CreatorResult {
            collaboration: row.get(0)?,
            creator: row.get(1)?,
            handle: row.get(2)?,
            is_deleted: row.get(13)?,
            platform: row.get(10)?,
            followers: row.get(4)?,
            usual_views: row.get(5)?,
            sums: Sums::default(),
            reading: ReadingRecord::default(),
            offered_minor: 0,
            posted_on: None,
            shipped_on: day(row, 11)?,
            delivered_on: day(row, 12)?,
            decision: row.get(6)?,
            choice: row.get::<_, Option<Choice>>(7)?.unwrap_or_default(),
            leak_bp: row.get::<_, Option<i64>>(8)?.zip(row.get(9)?),
            leak_notes: Vec::new(),
            late_orders: 0,
            early_orders: 0,
            estimate: None,
        };
        Ok((creator, row.get(3)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::fixture;

    #[test]
    fn sums_follow_the_rules_of_the_trade() {
        let fixture = fixture();
        // Cost: 150.00 fee paid, 20.00 agreed, 99.99 only offered, 12.5% commission on 41.00 + 0.00 = 5.125, half up.
        fixture
            .conn
            .execute_batch(
                "UPDATE campaign SET margin_bp = 6000;
                 UPDATE collaboration SET commission_bp = 1250;
                 INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES
                   (1, 'product', 2000, 'agreed', '2026-03-02'), (1, 'boost', 9999, 'offered', '2026-03-02');
                 INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id) VALUES
                   ('s', 'refunded', 1, '2026-03-05', 'USD', 5000, 0, 'sale', 1), ('s', 'void', 1, '2026-03-05', 'USD', 5000, 4100, 'void', 1),
                   ('s', 'pending', 1, '2026-03-05', 'USD', 5000, 4100, 'pending', 1), ('s', 'sample', 1, '2026-03-05', 'USD', 0, 0, 'sample', 1),
                   ('s', 'foreign', 1, '2026-03-05', 'EUR', 5000, 4100, 'sale', 1), ('s', 'nobody', 1, '2026-03-05', 'USD', 700, 700, 'sale', NULL),
                   ('s', 'stranger', 1, '2026-03-05', 'EUR', 800, 800, 'sale', NULL);
                 INSERT INTO post (id, creator_id, collaboration_id) VALUES (1, 1, 1), (2, 1, 1), (3, 1, 1);
                 INSERT INTO reading (post_id, day, views, likes) VALUES (1, '2026-03-03', 100, 1), (1, '2026-03-05', 900, 2),
                   (1, '2026-03-06', NULL, 3), (2, '2026-03-03', 50, NULL);
                 INSERT INTO link (id, collaboration_id, url) VALUES (1, 1, 'a'), (2, 1, 'b');
                 INSERT INTO click_reading (link_id, day, clicks, is_running) VALUES (1, '2026-03-03', 10, 1), (1, '2026-03-05', 25, 1),
                   (1, '2026-03-04', 7, 0), (1, '2026-03-06', 4, 0), (2, '2026-03-01', 1, 0), (2, '2026-03-02', 2, 0);",
            )
            .expect("rows");
        let results = results(&fixture.conn, Some(CampaignId(1))).expect("results");
        let [campaign] = results.as_slice() else { panic!("one campaign") };
        let expected =
            Sums { spend_minor: 15_000 + 2_000 + 513, revenue_minor: 4_100, orders: 2, pending: 1, ..Sums::default() };
        let expected = expected.counted(Some(950), Some(25 + 4 + 3));
        assert_eq!(campaign.sums, expected);
        assert_eq!(campaign.batches[0].creators[0].sums, expected);
        assert_eq!(
            (campaign.unattributed_orders, campaign.unattributed_minor, campaign.other_currency_orders),
            (1, 700, 1)
        );
        assert_eq!(campaign.target_roas_e4, Some(16_667));
    }

    #[test]
    fn what_nobody_counted_is_unknown_and_not_zero() {
        let fixture = fixture();
        let results = results(&fixture.conn, None).expect("results");
        assert_eq!((results[0].sums.views, results[0].sums.clicks), (None, None));
    }

    #[test]
    fn the_largest_order_of_a_day_is_found_by_its_index() {
        let fixture = fixture();
        let plan: String = fixture
            .conn
            .query_row(
                "EXPLAIN QUERY PLAN SELECT max(net_minor) FROM sale_order WHERE collaboration_id IS 1 AND state = 'sale' \
                 AND currency = 'USD' AND placed_on = '2026-03-05'",
                [],
                |row| row.get(3),
            )
            .expect("a plan");
        assert!(plan.contains("COVERING INDEX sale_order_owner"), "{plan}");
    }
}
