//! What the estimate of a campaign starts from: its bookings with posts, orders and costs, summed in the file.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate};
use rusqlite::Connection;

use crate::analysis::attribution::Attribution;
use crate::analysis::input::{BookingInput, CampaignInput, CreatorInput, OrderSums, Plan, PostInput, Target};
use crate::analysis::rules::Rules;
use crate::domain::{CampaignId, CollaborationId, CostKind, CreatorId, Currency};
use crate::error::Result;
use crate::proto::ingest::ImportKind;
use crate::proto::outlook::Terms;
use crate::proto::results::{CampaignResult, CreatorResult};

use super::row::{Day, day};

/// How many posts stand behind the typical views of a list: lists state them without saying so.
const POSTS_BEHIND_LIST: u32 = 10;

/// Typical net order value where the shop has no order yet, in units of the currency.
const ORDER_VALUE_UNITS: i64 = 40;

/// A post of a collaboration.
#[derive(Clone, Copy, Debug)]
pub struct Posted {
    /// The day it went up.
    pub on: NaiveDate,
    /// Newest known views, and the day on which they were read.
    views: Option<(i64, NaiveDate)>,
}

/// What one collaboration cost beside its commission.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    /// Amounts committed and spent with their days, minor units, oldest first.
    pub items: Vec<(NaiveDate, i64)>,
    /// The fee among them, minor units.
    pub fee_minor: i64,
}

impl Costs {
    /// All of it, minor units.
    pub fn total_minor(&self) -> i64 {
        self.items.iter().fold(0, |sum, (_, minor)| sum.saturating_add(*minor))
    }
}

/// Sales of one collaboration in its campaign's currency: each day with its sums, oldest first.
pub type Sales = Vec<(NaiveDate, OrderSums)>;

/// Sales of one collaboration, parted by the attribution window.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parted {
    /// Those that the estimate counts.
    pub inside: OrderSums,
    /// Those after the window.
    pub late: OrderSums,
    /// How many of those inside came before the first post.
    pub early: i64,
}

/// What the numbers of all collaborations rest on, read once for all campaigns.
#[derive(Debug)]
pub struct Evidence {
    today: NaiveDate,
    /// The day up to which orders are known.
    known_until: NaiveDate,
    posts: HashMap<CollaborationId, Vec<Posted>>,
    sales: HashMap<CollaborationId, Sales>,
    costs: HashMap<CollaborationId, Costs>,
    commissions_bp: HashMap<CollaborationId, i64>,
    niches: HashMap<CreatorId, String>,
    order_values: HashMap<Currency, i64>,
    terms: HashMap<CampaignId, Terms>,
    blocked: HashSet<CreatorId>,
}

/// The input for one campaign, with whose numbers stand at each position.
#[derive(Debug)]
pub struct Asked {
    /// The input.
    pub input: CampaignInput,
    /// The creators, as they stand in it.
    pub creators: Vec<CreatorId>,
    /// The collaborations behind the bookings of each.
    pub bookings: Vec<Vec<CollaborationId>>,
}

impl Evidence {
    /// Reads it for one campaign, or for all, as it stands on a day.
    pub fn read(conn: &Connection, only: Option<CampaignId>, today: NaiveDate) -> Result<Self> {
        Ok(Self {
            today,
            known_until: known_until(conn, today)?,
            posts: posts(conn)?,
            sales: sales(conn, only)?,
            costs: costs(conn)?,
            commissions_bp: commissions(conn)?,
            niches: niches(conn)?,
            order_values: order_values(conn)?,
            terms: terms(conn)?,
            blocked: blocked(conn)?,
        })
    }

    /// The day on which all this holds.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The day up to which orders are known: that of the last import of orders, today where none was imported.
    pub fn known_until(&self) -> NaiveDate {
        self.known_until
    }

    /// The posts of a collaboration that have a day.
    pub fn posts(&self, id: CollaborationId) -> &[Posted] {
        self.posts.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Its sales by day.
    pub fn sales(&self, id: CollaborationId) -> &[(NaiveDate, OrderSums)] {
        self.sales.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// What it cost beside its commission.
    pub fn costs(&self, id: CollaborationId) -> Option<&Costs> {
        self.costs.get(&id)
    }

    /// Its commission, basis points.
    pub fn commission_bp(&self, id: CollaborationId) -> i64 {
        self.commissions_bp.get(&id).copied().unwrap_or(0)
    }

    /// How tracked orders of a campaign are read.
    pub fn terms(&self, id: CampaignId) -> Terms {
        self.terms.get(&id).copied().unwrap_or_default()
    }

    /// Whether nobody may write to a creator.
    pub fn is_blocked(&self, id: CreatorId) -> bool {
        self.blocked.contains(&id)
    }

    /// Parts the sales of a collaboration by a window of days after its last post. Without a post there is no window: all count.
    pub fn parted(&self, id: CollaborationId, window_days: f64) -> Parted {
        let posts = self.posts(id);
        let first = posts.iter().map(|post| post.on).min();
        let last = posts.iter().map(|post| post.on).max();
        let mut parted = Parted::default();
        for (day, sums) in self.sales(id) {
            let is_late = last.is_some_and(|last| days_between(last, *day) > window_days);
            (if is_late { &mut parted.late } else { &mut parted.inside }).merge(*sums);
            if first.is_some_and(|first| *day < first) {
                parted.early = parted.early.saturating_add(sums.count);
            }
        }
        parted
    }

    /// Returns the input for one campaign; nothing without a target, for then there is no question to answer.
    ///
    /// A creator booked in several batches has a booking for each, oldest first. Planned batches are no bookings.
    #[expect(clippy::cast_precision_loss, reason = "views and ratios are far below 2^53")]
    pub fn input(&self, campaign: &CampaignResult, rules: &Rules) -> Option<Asked> {
        let own = campaign.target_roas_e4.filter(|_| campaign.has_own_target).map(|e4| e4 as f64 / 10_000.0);
        let target = Target::new(own, campaign.margin_bp)?;
        let fallback = ORDER_VALUE_UNITS * campaign.currency.minor_per_unit();
        let order_value =
            self.order_values.get(&campaign.currency).copied().filter(|value| *value > 0).unwrap_or(fallback);
        let terms = self.terms(campaign.id);
        let mut asked = Asked {
            input: CampaignInput {
                attribution: attribution(terms, None),
                borders: rules.borders(),
                ..CampaignInput::new(target, campaign.margin_bp, order_value)
            },
            creators: Vec::new(),
            bookings: Vec::new(),
        };
        for creator in campaign.batches.iter().filter(|batch| batch.is_under_way()).flat_map(|batch| &batch.creators) {
            let booking = self.booking(creator, rules);
            let cost_minor = (booking.cost_minor > 0).then_some(booking.cost_minor);
            if let Some(index) = asked.creators.iter().position(|known| *known == creator.creator) {
                let known = &mut asked.input.creators[index];
                known.bookings.push(booking);
                asked.bookings[index].push(creator.collaboration);
                known.plan.cost_minor = cost_minor.or(known.plan.cost_minor);
                continue;
            }
            asked.creators.push(creator.creator);
            asked.bookings.push(vec![creator.collaboration]);
            asked.input.creators.push(CreatorInput {
                handle: creator.handle.clone(),
                niche: self.niches.get(&creator.creator).cloned(),
                followers: creator.followers,
                reference_posts: if creator.usual_views.is_some() { POSTS_BEHIND_LIST } else { 0 },
                reference_views: creator.usual_views.map(|views| views as f64),
                bookings: vec![booking],
                plan: Plan { cost_minor, ..Plan::default() },
                attribution: creator.leak_bp.map(|leak| attribution(terms, Some(leak))),
            });
        }
        Some(asked)
    }

    fn booking(&self, creator: &CreatorResult, rules: &Rules) -> BookingInput {
        let id = creator.collaboration;
        let parted = self.parted(id, rules.constants.window);
        let age = |on: NaiveDate, posted: NaiveDate| days_between(posted, on).max(0.0);
        let posts = self.posts(id).iter().map(|post| PostInput {
            views: post.views.map(|(views, _)| views),
            views_age_days: age(post.views.map_or(self.today, |(_, day)| day), post.on),
            orders_age_days: age(self.known_until, post.on),
        });
        BookingInput {
            posts: posts.collect(),
            orders: parted.inside,
            late: parted.late,
            fee_minor: self.costs(id).map_or(0, |costs| costs.fee_minor),
            cost_minor: creator.sums.spend_minor,
        }
    }
}

/// Days from one day to another; below 0 when it is earlier.
#[expect(clippy::cast_precision_loss, reason = "no calendar has 2^53 days")]
fn days_between(from: NaiveDate, to: NaiveDate) -> f64 {
    (to - from).num_days() as f64
}

/// The ranges a person set, as shares.
#[expect(clippy::cast_precision_loss, reason = "shares are small numbers")]
fn attribution(terms: Terms, own_leak: Option<(i64, i64)>) -> Attribution {
    let share = |bp: i64| bp as f64 / 10_000.0;
    let (leak_low, leak_high) = own_leak.unwrap_or((terms.leak_low_bp, terms.leak_high_bp));
    Attribution {
        leak_low: share(leak_low),
        leak_high: share(leak_high),
        halo_low: share(terms.halo_low_bp),
        halo_high: share(terms.halo_high_bp),
    }
}

/// The day of the last import of orders, never before the newest order; today where none was imported.
///
/// Without this, a shop that has not been asked for a week would look as if nobody had bought anything in it.
fn known_until(conn: &Connection, today: NaiveDate) -> Result<NaiveDate> {
    let (imported_at, newest) = conn
        .prepare_cached(
            "SELECT (SELECT MAX(ran_at) FROM import_run WHERE kind = ?1), (SELECT MAX(placed_on) FROM sale_order)",
        )?
        .query_row([ImportKind::ShopifyOrders.word()], |row| Ok((row.get::<_, Option<i64>>(0)?, day(row, 1)?)))?;
    let Some(imported_on) = imported_at.and_then(DateTime::from_timestamp_millis) else { return Ok(today) };
    let known = newest.map_or(imported_on.date_naive(), |newest| newest.max(imported_on.date_naive()));
    Ok(known.min(today))
}

/// Every post of a collaboration with its newest known views.
fn posts(conn: &Connection) -> Result<HashMap<CollaborationId, Vec<Posted>>> {
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

/// The sales of each collaboration in its campaign's currency, by day.
fn sales(conn: &Connection, only: Option<CampaignId>) -> Result<HashMap<CollaborationId, Sales>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration.id, order_sum.day, orders, net_minor, squares, largest_minor FROM collaboration \
         JOIN batch ON batch.id = collaboration.batch_id JOIN campaign ON campaign.id = batch.campaign_id \
         JOIN order_sum ON order_sum.collaboration_id = collaboration.id AND order_sum.currency = campaign.currency \
           AND order_sum.state = 'sale' \
         WHERE ?1 IS NULL OR campaign.id = ?1 ORDER BY collaboration.id, order_sum.day",
    )?;
    let mut found: HashMap<CollaborationId, Sales> = HashMap::new();
    let mut rows = statement.query([only])?;
    while let Some(row) = rows.next()? {
        let squares: f64 = row.get(4)?;
        #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
        let sums = OrderSums {
            count: row.get(2)?,
            revenue_minor: row.get(3)?,
            squares: squares as i128,
            largest_minor: row.get::<_, i64>(5)?.max(0),
        };
        found.entry(row.get(0)?).or_default().push((row.get::<_, Day>(1)?.0, sums));
    }
    Ok(found)
}

fn costs(conn: &Connection) -> Result<HashMap<CollaborationId, Costs>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration_id, day, amount_minor, kind FROM cost_item WHERE state IN ('committed', 'spent') \
         ORDER BY collaboration_id, day",
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
    Ok(found)
}

fn commissions(conn: &Connection) -> Result<HashMap<CollaborationId, i64>> {
    let mut statement = conn.prepare_cached("SELECT id, commission_bp FROM collaboration WHERE commission_bp > 0")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The niche by which booked creators are grouped: the campaign's own where they carry one, else their first.
fn niches(conn: &Connection) -> Result<HashMap<CreatorId, String>> {
    let mut statement = conn.prepare_cached(
        "SELECT creator_tag.creator_id, tag.name FROM creator_tag JOIN tag ON tag.id = creator_tag.tag_id \
         WHERE tag.is_niche = 1 AND creator_tag.creator_id IN (SELECT creator_id FROM collaboration) \
         ORDER BY creator_tag.tag_id IN (SELECT tag_id FROM campaign_niche), creator_tag.id DESC",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // Later rows win: niches of campaigns come last.
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The mean net value of a sale in each currency, as the shop knows it.
fn order_values(conn: &Connection) -> Result<HashMap<Currency, i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT currency, CAST(TOTAL(net_minor) / SUM(orders) AS INTEGER) FROM order_sum WHERE state = 'sale' GROUP BY currency",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn terms(conn: &Connection) -> Result<HashMap<CampaignId, Terms>> {
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

fn blocked(conn: &Connection) -> Result<HashSet<CreatorId>> {
    let mut statement = conn.prepare_cached(
        "SELECT id FROM creator WHERE do_not_contact = 1 AND id IN (SELECT creator_id FROM collaboration)",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
