//! What the estimate of a campaign starts from: its bookings with posts, orders and costs, summed in the file.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use rusqlite::Connection;

use crate::analysis::constants::Constants;
use crate::analysis::creator_outputs::CreatorEstimate;
use crate::analysis::estimate::{CampaignEstimate, estimate};
use crate::analysis::input::{BookingInput, CampaignInput, CreatorInput, OrderSums, PostInput, Target};
use crate::analysis::posterior::Quantiles;
use crate::analysis::sentences;
use crate::domain::day::spoken;
use crate::domain::{CollaborationId, Currency};
use crate::error::Result;
use crate::proto::results::{CampaignResult, Estimate};

use super::row::{Day, day};

/// Orders this many days after the last post still count as its own (statistics, section 4.1).
const WINDOW_DAYS: i64 = 30;

/// How many posts stand behind the typical views of a list: lists state them without saying so.
const POSTS_BEHIND_LIST: u32 = 10;

/// Typical net order value where the shop has no order yet, in units of the currency.
const ORDER_VALUE_UNITS: i64 = 40;

/// Adds what the numbers say to the facts of campaigns, as they stand on a day.
///
/// Takes well under a millisecond a campaign beside reading the sums, so it is computed anew with every change.
pub fn add_estimates(conn: &Connection, campaigns: &mut [CampaignResult], today: NaiveDate) -> Result<()> {
    let evidence = Evidence::read(conn, today)?;
    let constants = Constants::default();
    for campaign in campaigns {
        let Some(input) = evidence.input(campaign).filter(|input| !input.creators.is_empty()) else { continue };
        let estimated = estimate(&input, &constants);
        campaign.estimate = estimated.batch.as_ref().map(|batch| Estimate {
            p_target: Some(batch.p_target),
            roas: Some(quantiles(&batch.roas)),
            verdict: batch.advice,
            early: estimated.creators.iter().any(|creator| creator.early),
            sentence: sentences::batch(&estimated).unwrap_or_default(),
            maturity: None,
            flip_kappa: None,
            flip_sentence: String::new(),
            notes: Vec::new(),
            highest_price_minor: None,
            profit_minor: None,
            next_roas: None,
        });
        for creator in
            campaign.batches.iter_mut().filter(|batch| batch.is_under_way()).flat_map(|batch| &mut batch.creators)
        {
            let found = estimated.creators.iter().find(|found| found.handle == creator.handle);
            creator.estimate = found.map(|found| said(&estimated, found, today));
        }
    }
    Ok(())
}

fn said(estimated: &CampaignEstimate, creator: &CreatorEstimate, today: NaiveDate) -> Estimate {
    let again = today + Days::new(u64::from(creator.days_until_worth_a_look));
    Estimate {
        p_target: creator.returns.as_ref().map(|returns| returns.p_target),
        roas: creator.returns.as_ref().map(|returns| quantiles(&returns.roas)),
        verdict: creator.advice,
        early: creator.early,
        sentence: sentences::creator(estimated, creator, &spoken(again, today)),
        maturity: None,
        flip_kappa: None,
        flip_sentence: String::new(),
        notes: Vec::new(),
        highest_price_minor: None,
        profit_minor: None,
        next_roas: None,
    }
}

fn quantiles(roas: &Quantiles) -> [f64; 5] {
    [roas.q05, roas.q10, roas.q50, roas.q90, roas.q95]
}

/// What the numbers of all collaborations rest on, read once for all campaigns.
#[derive(Debug)]
pub struct Evidence {
    posts: HashMap<CollaborationId, Vec<PostInput>>,
    orders: HashMap<CollaborationId, (OrderSums, OrderSums)>,
    fees: HashMap<CollaborationId, i64>,
    niches: HashMap<i64, String>,
    order_values: HashMap<Currency, i64>,
}

impl Evidence {
    /// Reads it, as it stands on a day.
    pub fn read(conn: &Connection, today: NaiveDate) -> Result<Self> {
        Ok(Self {
            posts: posts(conn, today)?,
            orders: orders(conn)?,
            fees: fees(conn)?,
            niches: niches(conn)?,
            order_values: order_values(conn)?,
        })
    }

    /// Returns the input for one campaign; nothing without a target, for then there is no question to answer.
    ///
    /// A creator booked in several batches has a booking for each, oldest first. Planned batches are no bookings.
    #[expect(clippy::cast_precision_loss, reason = "views and ratios are far below 2^53")]
    pub fn input(&self, campaign: &CampaignResult) -> Option<CampaignInput> {
        let own = campaign.target_roas_e4.map(|e4| e4 as f64 / 10_000.0);
        let target = Target::new(own, campaign.margin_bp)?;
        let fallback = ORDER_VALUE_UNITS * campaign.currency.minor_per_unit();
        let order_value =
            self.order_values.get(&campaign.currency).copied().filter(|value| *value > 0).unwrap_or(fallback);
        let mut input = CampaignInput::new(target, campaign.margin_bp, order_value);
        for creator in campaign.batches.iter().filter(|batch| batch.is_under_way()).flat_map(|batch| &batch.creators) {
            let (orders, late) = self.orders.get(&creator.collaboration).copied().unwrap_or_default();
            let booking = BookingInput {
                posts: self.posts.get(&creator.collaboration).cloned().unwrap_or_default(),
                orders,
                late,
                fee_minor: self.fees.get(&creator.collaboration).copied().unwrap_or(0),
                cost_minor: creator.sums.spend_minor,
            };
            if let Some(known) = input.creators.iter_mut().find(|known| known.handle == creator.handle) {
                known.bookings.push(booking);
                continue;
            }
            input.creators.push(CreatorInput {
                handle: creator.handle.clone(),
                niche: self.niches.get(&creator.creator.0).cloned(),
                followers: creator.followers,
                reference_posts: if creator.usual_views.is_some() { POSTS_BEHIND_LIST } else { 0 },
                reference_views: creator.usual_views.map(|views| views as f64),
                bookings: vec![booking],
                ..CreatorInput::default()
            });
        }
        Some(input)
    }
}

/// Every post of a collaboration with its newest known views, and how old it was then and is now.
#[expect(clippy::cast_precision_loss, reason = "ages in days are small")]
fn posts(conn: &Connection, today: NaiveDate) -> Result<HashMap<CollaborationId, Vec<PostInput>>> {
    let mut statement = conn.prepare_cached(
        "SELECT post.collaboration_id, post.posted_on, newest.views, newest.day FROM post \
         LEFT JOIN reading AS newest ON newest.id = (SELECT id FROM reading WHERE post_id = post.id AND views IS NOT NULL \
           ORDER BY day DESC LIMIT 1) \
         WHERE post.collaboration_id IS NOT NULL AND post.posted_on IS NOT NULL ORDER BY post.id",
    )?;
    let mut found: HashMap<CollaborationId, Vec<PostInput>> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let posted = row.get::<_, Day>(1)?.0;
        let age = |on: NaiveDate| (on - posted).num_days().max(0) as f64;
        let read = day(row, 3)?.unwrap_or(today);
        let post = PostInput { views: row.get(2)?, views_age_days: age(read), orders_age_days: age(today) };
        found.entry(row.get(0)?).or_default().push(post);
    }
    Ok(found)
}

/// The sales of each collaboration inside the window after its last post, and those after it.
fn orders(conn: &Connection) -> Result<HashMap<CollaborationId, (OrderSums, OrderSums)>> {
    let mut statement = conn.prepare_cached(
        "SELECT sale_order.collaboration_id, \
           placed_on > date((SELECT MAX(posted_on) FROM post WHERE collaboration_id = sale_order.collaboration_id), ?1), \
           COUNT(*), SUM(net_minor), TOTAL(1.0 * net_minor * net_minor), MAX(net_minor) \
         FROM sale_order JOIN collaboration ON collaboration.id = sale_order.collaboration_id \
         JOIN batch ON batch.id = collaboration.batch_id JOIN campaign ON campaign.id = batch.campaign_id \
         WHERE state = 'sale' AND sale_order.currency = campaign.currency GROUP BY 1, 2",
    )?;
    let mut found: HashMap<CollaborationId, (OrderSums, OrderSums)> = HashMap::new();
    let mut rows = statement.query([format!("+{WINDOW_DAYS} days")])?;
    while let Some(row) = rows.next()? {
        let squares: f64 = row.get(4)?;
        #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
        let sums = OrderSums {
            count: row.get(2)?,
            revenue_minor: row.get(3)?,
            squares: squares as i128,
            largest_minor: row.get::<_, i64>(5)?.max(0),
        };
        let (inside, late) = found.entry(row.get(0)?).or_default();
        // Without a post there is no window: the orders count.
        let is_late = row.get::<_, Option<bool>>(1)?.unwrap_or(false);
        (if is_late { late } else { inside }).merge(sums);
    }
    Ok(found)
}

fn fees(conn: &Connection) -> Result<HashMap<CollaborationId, i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration_id, SUM(amount_minor) FROM cost_item WHERE kind = 'fee' AND state IN ('committed', 'spent') \
         GROUP BY collaboration_id",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The niche by which booked creators are grouped: the campaign's own where they carry one, else their first.
fn niches(conn: &Connection) -> Result<HashMap<i64, String>> {
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
        "SELECT currency, CAST(AVG(net_minor) AS INTEGER) FROM sale_order WHERE state = 'sale' AND net_minor > 0 GROUP BY currency",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
