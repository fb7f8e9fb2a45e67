//! Orders far above the usual one: what each of them counts in the estimates (addendum, B2).
//!
//! The sums of each day are kept in the file, the orders themselves are read only where a day has one above the cap. What was read
//! stays until the sums of that day change, for a look at the results must not read a hundred thousand orders again.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::analysis::constants::Constants;
use crate::analysis::input::OrderSums;
use crate::analysis::order_cap::{OrderCap, usual};
use crate::domain::{CollaborationId, Currency};
use crate::error::Result;
use crate::proto::results::CampaignResult;
use crate::store::row::Day;

use super::{Evidence, ORDER_VALUE_UNITS};

/// What was read of single orders, kept until they change.
#[derive(Debug, Default)]
pub struct HeldOrders {
    shops: RefCell<HashMap<Currency, KeptShop>>,
    days: RefCell<HashMap<(CollaborationId, NaiveDate), KeptDay>>,
}

/// What the orders of the shop in one currency are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShopOrders {
    /// The most that one order counts.
    pub cap: OrderCap,
    /// The mean of what they count, minor units, at least 1; a guess without any.
    pub value_minor: i64,
}

#[derive(Clone, Copy, Debug)]
struct KeptShop {
    sums: OrderSums,
    cap_orders: f64,
    orders: ShopOrders,
}

#[derive(Clone, Copy, Debug)]
struct KeptDay {
    sums: OrderSums,
    most_minor: i64,
    held: HeldDay,
}

/// The orders of a day as they count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeldDay {
    /// Their sums.
    sums: OrderSums,
    /// How many of them are above the cap.
    over: i64,
}

/// The orders of one collaboration inside the window, as they count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// Their sums; nothing where all count as they are.
    pub sums: Option<OrderSums>,
    /// How many of them are above the cap.
    pub over: i64,
}

/// The days of a campaign that have an order above the cap.
pub(super) type HeldDays = HashMap<(CollaborationId, NaiveDate), HeldDay>;

impl Evidence {
    /// Returns what an order of the shop is usually worth, and what one counts at most.
    pub(super) fn shop_orders(
        &self,
        conn: &Connection,
        currency: Currency,
        constants: &Constants,
        kept: &HeldOrders,
    ) -> Result<ShopOrders> {
        let typical = ORDER_VALUE_UNITS * currency.minor_per_unit();
        let sums = self.shops.get(&currency).copied().unwrap_or_default();
        let mean = sums.revenue_minor.checked_div(sums.count).filter(|mean| *mean > 0).unwrap_or(typical);
        if !OrderCap::may_cut(sums, constants) {
            let cap = OrderCap { usual_minor: mean, most_minor: i64::MAX };
            return Ok(ShopOrders { cap, value_minor: mean });
        }
        let known = kept.shops.borrow().get(&currency).copied();
        if let Some(known) =
            known.filter(|known| known.sums == sums && known.cap_orders.to_bits() == constants.cap_orders.to_bits())
        {
            return Ok(known.orders);
        }
        let nets = super::rows::shop_nets(conn, currency)?;
        let count = i128::try_from(nets.len()).unwrap_or(i128::MAX);
        let cap = OrderCap::of(usual(nets.clone()), mean, constants);
        let total: i128 = nets.into_iter().map(|net| i128::from(cap.held(net))).sum();
        let value = total.checked_div(count).and_then(|value| i64::try_from(value).ok()).filter(|value| *value > 0);
        let orders = ShopOrders { cap, value_minor: value.unwrap_or(typical) };
        kept.shops.borrow_mut().insert(currency, KeptShop { sums, cap_orders: constants.cap_orders, orders });
        Ok(orders)
    }

    /// Reads the days of a campaign that have an order above the cap.
    pub(super) fn held_days(
        &self,
        conn: &Connection,
        campaign: &CampaignResult,
        cap: OrderCap,
        kept: &HeldOrders,
    ) -> Result<HeldDays> {
        let mut found = HeldDays::new();
        for creator in campaign.batches.iter().flat_map(|batch| &batch.creators) {
            let id = creator.collaboration;
            for (day, sums) in self.sales(id).iter().filter(|(_, sums)| cap.cuts(*sums)) {
                let known = kept.days.borrow().get(&(id, *day)).copied();
                let known = known.filter(|known| known.sums == *sums && known.most_minor == cap.most_minor);
                let held = match known {
                    Some(known) => known.held,
                    None => HeldDay::of(&nets_of(conn, id, campaign.currency, *day)?, cap),
                };
                kept.days.borrow_mut().insert((id, *day), KeptDay { sums: *sums, most_minor: cap.most_minor, held });
                found.insert((id, *day), held);
            }
        }
        Ok(found)
    }

    /// The orders of a collaboration inside the window as they count.
    pub(super) fn held(&self, id: CollaborationId, window_days: f64, days: &HeldDays) -> Held {
        let is_late = self.is_late(id, window_days);
        let (mut all, mut over) = (OrderSums::default(), 0_i64);
        for (day, sums) in self.sales(id).iter().filter(|(day, _)| !is_late(*day)) {
            let held = days.get(&(id, *day));
            all.merge(held.map_or(*sums, |held| held.sums));
            over += held.map_or(0, |held| held.over);
        }
        Held { sums: (over > 0).then_some(all), over }
    }
}

impl HeldDay {
    fn of(nets: &[i64], cap: OrderCap) -> Self {
        let mut held = Self::default();
        for net in nets {
            held.sums.add(cap.held(*net));
            held.over += i64::from(cap.held(*net) < *net);
        }
        held
    }
}

/// The net revenue of each order of a collaboration on a day, minor units.
pub(super) fn nets_of(conn: &Connection, id: CollaborationId, currency: Currency, day: NaiveDate) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT net_minor FROM sale_order WHERE collaboration_id = ?1 AND state = 'sale' AND currency = ?2 AND placed_on = ?3",
    )?;
    let nets = statement.query_map((id, currency, Day(day)), |row| row.get(0))?;
    Ok(nets.collect::<rusqlite::Result<_>>()?)
}
