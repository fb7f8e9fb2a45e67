//! What the estimate of a campaign starts from: its bookings with posts, orders and costs, summed in the file.

mod held_orders;
mod rows;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::attribution::Attribution;
use crate::analysis::constants::Constants;
use crate::analysis::constants::Ramp;
use crate::analysis::input::{BookingInput, CampaignInput, CreatorInput, OrderSums, Plan, PostInput, Target};
use crate::analysis::order_cap::OrderCap;
use crate::analysis::rules::Rules;
use crate::domain::{CampaignId, CollaborationId, CreatorId, Currency, Goal};
use crate::error::Result;
use crate::proto::outlook::Terms;
use crate::proto::results::{CampaignResult, CreatorResult};

use held_orders::HeldDays;
pub use held_orders::HeldOrders;
pub use rows::{Whose, niches, own_posts, terms};

/// How many posts stand behind the typical views of a list: lists state them without saying so.
const POSTS_BEHIND_LIST: u32 = 10;

/// From how many posts on those that were read say more than what a list states.
const ENOUGH_POSTS: u32 = 5;

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
    /// The amounts that count as spend with their days, minor units, oldest first.
    pub items: Vec<(NaiveDate, i64)>,
    /// The fee among them, minor units.
    pub fee_minor: i64,
    /// What is offered beside them and does not count yet, minor units.
    pub offered_minor: i64,
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
    /// The day up to which orders are known; nothing before any was imported or counted.
    known_until: Option<NaiveDate>,
    posts: HashMap<CollaborationId, Vec<Posted>>,
    sales: HashMap<CollaborationId, Sales>,
    costs: HashMap<CollaborationId, Costs>,
    commissions_bp: HashMap<CollaborationId, i64>,
    /// How many of their own posts were read, and the median of their views.
    own_posts: HashMap<CreatorId, (u32, f64)>,
    niches: HashMap<CreatorId, String>,
    styles: HashMap<CreatorId, String>,
    /// All sales of the shop.
    shops: HashMap<Currency, OrderSums>,
    terms: HashMap<CampaignId, Terms>,
    blocked: HashSet<CreatorId>,
}

/// The input for one campaign, with whose numbers are at each position.
#[derive(Debug)]
pub struct Asked {
    /// The input.
    pub input: CampaignInput,
    /// The creators, as they are in it.
    pub creators: Vec<CreatorId>,
    /// The collaborations behind the bookings of each.
    pub bookings: Vec<Vec<CollaborationId>>,
    /// How many orders of each are above the cap.
    pub large_orders: Vec<i64>,
    /// The most that one order counts.
    pub cap: OrderCap,
}

impl Asked {
    /// Whether anybody is booked: else there is no question to answer.
    pub fn has_booked(&self) -> bool {
        !self.creators.is_empty()
    }
}

impl Evidence {
    /// Reads it for one campaign, or for all, as it is on a day.
    pub fn read(conn: &Connection, only: Option<CampaignId>, today: NaiveDate) -> Result<Self> {
        Ok(Self {
            today,
            known_until: rows::known_until(conn, today)?,
            posts: rows::posts(conn)?,
            sales: rows::sales(conn, only)?,
            costs: rows::costs(conn)?,
            commissions_bp: rows::commissions(conn)?,
            own_posts: rows::own_posts(conn, Whose::Booked)?,
            niches: rows::niches(conn, Whose::Booked)?,
            styles: rows::styles(conn)?,
            shops: rows::shops(conn)?,
            terms: rows::terms(conn)?,
            blocked: rows::blocked(conn)?,
        })
    }

    /// The day on which all this holds.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The day up to which orders are known: that of the last import of orders, today where they were counted by hand.
    pub fn known_until(&self) -> NaiveDate {
        self.known_until.unwrap_or(self.today)
    }

    /// Whether no order is known at all, of any creator: then that somebody has none says nothing about them.
    pub fn lacks_orders(&self) -> bool {
        self.known_until.is_none()
    }

    /// The posts of a collaboration that have a day.
    pub fn posts(&self, id: CollaborationId) -> &[Posted] {
        self.posts.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The day up to which the views of a collaboration are known: that of the oldest of the newest readings of its posts.
    pub fn seen_until(&self, id: CollaborationId) -> NaiveDate {
        let read = self.posts(id).iter().filter_map(|post| post.views.map(|(_, day)| day));
        read.min().unwrap_or(self.today)
    }

    /// The mean share of the views of a collaboration that had arrived when they were last read; nothing unless all its posts
    /// were read.
    pub fn seen_share(&self, id: CollaborationId, constants: &Constants) -> Option<f64> {
        let posts = self.posts(id);
        let shares = posts.iter().map(|post| {
            let (_, read) = post.views?;
            Some(constants.view_ramp.share(days_between(post.on, read), constants))
        });
        let sum = shares.sum::<Option<f64>>().filter(|_| !posts.is_empty())?;
        Some(sum / f64::from(u32::try_from(posts.len()).unwrap_or(u32::MAX)))
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

    /// Tells of a day whether sales of a collaboration on it come after the window of days behind its last post.
    fn is_late(&self, id: CollaborationId, window_days: f64) -> impl Fn(NaiveDate) -> bool + use<> {
        let last = self.posts(id).iter().map(|post| post.on).max();
        move |day| last.is_some_and(|last| days_between(last, day) > window_days)
    }

    /// Parts the sales of a collaboration by a window of days after its last post. Without a post there is no window: all count.
    pub fn parted(&self, id: CollaborationId, window_days: f64) -> Parted {
        let first = self.posts(id).iter().map(|post| post.on).min();
        let is_late = self.is_late(id, window_days);
        let mut parted = Parted::default();
        for (day, sums) in self.sales(id) {
            (if is_late(*day) { &mut parted.late } else { &mut parted.inside }).merge(*sums);
            if first.is_some_and(|first| *day < first) {
                parted.early = parted.early.saturating_add(sums.count);
            }
        }
        parted
    }

    /// The ramp of orders as a campaign teaches it: from the delays of the sales of bookings that are complete. Where a day is
    /// all that is known, an order of the day of the post is half a day old.
    pub fn order_ramp(&self, campaign: &CampaignResult, constants: &Constants) -> Ramp {
        let mut delays: Vec<(f64, i64)> = Vec::new();
        for creator in campaign.batches.iter().flat_map(|batch| &batch.creators) {
            let posts = self.posts(creator.collaboration);
            let last = posts.iter().map(|post| post.on).max();
            if last.is_none_or(|last| days_between(last, self.known_until()) <= constants.window) {
                continue;
            }
            for (day, sums) in self.sales(creator.collaboration) {
                let preceding = posts.iter().map(|post| post.on).filter(|on| on <= day).max();
                let delay = preceding.map(|on| days_between(on, *day).max(0.5));
                delays.extend(delay.filter(|delay| *delay <= constants.window).map(|delay| (delay, sums.count)));
            }
        }
        constants.order_ramp.learned(&delays)
    }

    /// Returns the input for one campaign, even if nobody is booked; nothing without a target. Only conversions need a target ROAS.
    ///
    /// A creator booked in several batches has a booking for each, oldest first. Planned batches are no bookings.
    #[expect(clippy::cast_precision_loss, reason = "ratios are far below 2^53")]
    pub fn question(
        &self,
        conn: &Connection,
        campaign: &CampaignResult,
        rules: &Rules,
        kept: &HeldOrders,
    ) -> Result<Option<Asked>> {
        let own = campaign.target_roas_e4.filter(|_| campaign.has_own_target).map(|e4| e4 as f64 / 10_000.0);
        // Without a ROAS to beat, the other goals still have their own question.
        let target = Target::new(own, campaign.margin_bp);
        let target = if campaign.goal == Goal::Conversions { target } else { target.or(Target::new(Some(1.0), None)) };
        let Some(target) = target else { return Ok(None) };
        let shop = self.shop_orders(conn, campaign.currency, &rules.constants, kept)?;
        let held = self.held_days(conn, campaign, shop.cap, kept)?;
        let terms = self.terms(campaign.id);
        let mut asked = Asked {
            input: CampaignInput {
                attribution: attribution(terms, None),
                borders: rules.borders(),
                ..CampaignInput::new(target, campaign.margin_bp, shop.value_minor)
            },
            creators: Vec::new(),
            bookings: Vec::new(),
            large_orders: Vec::new(),
            cap: shop.cap,
        };
        for creator in campaign.batches.iter().filter(|batch| batch.is_under_way()).flat_map(|batch| &batch.creators) {
            let (booking, over) = self.booking(creator, rules, &held);
            // What another booking would cost: an offer is a price before it is spend.
            let offered = self.costs(creator.collaboration).map_or(0, |costs| costs.offered_minor);
            let cost_minor = Some(booking.cost_minor.saturating_add(offered)).filter(|minor| *minor > 0);
            let commission_bp = booking.commission_bp;
            if let Some(index) = asked.creators.iter().position(|known| *known == creator.creator) {
                let known = &mut asked.input.creators[index];
                known.bookings.push(booking);
                asked.bookings[index].push(creator.collaboration);
                known.plan.cost_minor = cost_minor.or(known.plan.cost_minor);
                known.plan.commission_bp = commission_bp;
                asked.large_orders[index] += over;
                continue;
            }
            let usual = usual_views(creator.usual_views, self.own_posts.get(&creator.creator).copied());
            asked.creators.push(creator.creator);
            asked.bookings.push(vec![creator.collaboration]);
            asked.large_orders.push(over);
            asked.input.creators.push(CreatorInput {
                handle: creator.handle.clone(),
                niche: self.niches.get(&creator.creator).cloned(),
                style: self.styles.get(&creator.creator).cloned(),
                followers: creator.followers,
                reference_posts: usual.map_or(0, |(posts, _)| posts),
                reference_views: usual.map(|(_, views)| views),
                bookings: vec![booking],
                plan: Plan { cost_minor, commission_bp, ..Plan::default() },
                next: None,
                attribution: creator.leak_bp.map(|leak| attribution(terms, Some(leak))),
            });
        }
        Ok(Some(asked))
    }

    /// The booking of a creator, and how many of its orders are above the cap.
    fn booking(&self, creator: &CreatorResult, rules: &Rules, held: &HeldDays) -> (BookingInput, i64) {
        let id = creator.collaboration;
        let parted = self.parted(id, rules.constants.window);
        let held = self.held(id, rules.constants.window, held);
        let age = |on: NaiveDate, posted: NaiveDate| days_between(posted, on).max(0.0);
        let posts = self.posts(id).iter().map(|post| PostInput {
            views: post.views.map(|(views, _)| views),
            views_age_days: age(post.views.map_or(self.today, |(_, day)| day), post.on),
            // Before any order is known a post is as good as new: none of its orders can be in.
            orders_age_days: self.known_until.map_or(0.0, |until| age(until, post.on)),
        });
        let cost_minor = self.costs(id).map_or(0, Costs::total_minor);
        let booking = BookingInput {
            posts: posts.collect(),
            orders: parted.inside,
            capped: held.sums,
            late: parted.late,
            fee_minor: self.costs(id).map_or(0, |costs| costs.fee_minor),
            cost_minor,
            commission_bp: self.commission_bp(id),
            commission_minor: creator.sums.spend_minor.saturating_sub(cost_minor),
        };
        (booking, held.over)
    }
}

/// How many own posts stand behind the typical views of a creator, and these views: those that were read, or what a list states.
#[expect(clippy::cast_precision_loss, reason = "views are far below 2^53")]
pub fn usual_views(listed: Option<i64>, read: Option<(u32, f64)>) -> Option<(u32, f64)> {
    let listed = listed.map(|views| (POSTS_BEHIND_LIST, views as f64));
    read.filter(|(posts, _)| *posts >= ENOUGH_POSTS).or(listed).or(read)
}

/// Days from one day to another; below 0 when it is earlier.
#[expect(clippy::cast_precision_loss, reason = "no calendar has 2^53 days")]
fn days_between(from: NaiveDate, to: NaiveDate) -> f64 {
    (to - from).num_days() as f64
}

/// The ranges the user set, as shares.
#[expect(clippy::cast_precision_loss, reason = "shares are small numbers")]
pub fn attribution(terms: Terms, own_leak: Option<(i64, i64)>) -> Attribution {
    let share = |bp: i64| bp as f64 / 10_000.0;
    let (leak_low, leak_high) = own_leak.unwrap_or((terms.leak_low_bp, terms.leak_high_bp));
    Attribution {
        leak_low: share(leak_low),
        leak_high: share(leak_high),
        halo_low: share(terms.halo_low_bp),
        halo_high: share(terms.halo_high_bp),
    }
}

#[cfg(test)]
mod tests;
