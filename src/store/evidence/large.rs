//! The evidence of a campaign once more, with orders that are far too large counted as a few times the usual one.

use rusqlite::Connection;

use crate::analysis::input::{CampaignInput, OrderSums};
use crate::analysis::large_order::Limit;
use crate::domain::{CollaborationId, Currency};
use crate::error::Result;
use crate::store::row::Day;

use super::{Asked, Evidence};

/// What a campaign would be asked with if no order were larger than the limit.
#[derive(Debug)]
pub struct Held {
    /// The limit.
    pub limit: Limit,
    /// The input by it.
    pub input: CampaignInput,
}

impl Evidence {
    /// Returns the input of a campaign with large orders held to their limit; nothing where no order is large.
    pub fn held(&self, conn: &Connection, asked: &Asked, currency: Currency, window_days: f64) -> Result<Option<Held>> {
        let mut pool = OrderSums::default();
        let bookings = asked.input.creators.iter().flat_map(|creator| &creator.bookings);
        bookings.for_each(|booking| pool.merge(booking.orders));
        if !Limit::may_be(pool) {
            return Ok(None);
        }
        let nets = asked.bookings.iter().map(|ids| {
            ids.iter().map(|id| self.nets(conn, *id, currency, window_days)).collect::<Result<Vec<Vec<i64>>>>()
        });
        let nets = nets.collect::<Result<Vec<Vec<Vec<i64>>>>>()?;
        let Some(limit) = Limit::of(nets.iter().flatten().flatten().copied().collect()) else { return Ok(None) };
        let mut input = asked.input.clone();
        let mut beyond = 0_i64;
        for (creator, nets) in input.creators.iter_mut().zip(nets) {
            for (booking, nets) in creator.bookings.iter_mut().zip(nets) {
                booking.orders = OrderSums::default();
                for net in nets {
                    booking.orders.add(limit.held(net));
                    beyond = beyond.saturating_add(net - limit.held(net));
                }
            }
        }
        // The order counts in what an order of the shop is usually worth as well.
        if let Some((total, count)) = self.order_values.get(&currency).filter(|(_, count)| *count > 0) {
            let value = total.saturating_sub(beyond) / count;
            if value > 0 {
                input.order_value_minor = value;
            }
        }
        Ok(Some(Held { limit, input }))
    }

    /// The net revenue of each order of a collaboration that the estimate counts.
    pub(super) fn nets(
        &self,
        conn: &Connection,
        id: CollaborationId,
        currency: Currency,
        window_days: f64,
    ) -> Result<Vec<i64>> {
        let is_late = self.is_late(id, window_days);
        let mut statement = conn.prepare_cached(
            "SELECT placed_on, net_minor FROM sale_order WHERE collaboration_id = ?1 AND state = 'sale' AND currency = ?2",
        )?;
        let mut rows = statement.query((id, currency))?;
        let mut nets = Vec::new();
        while let Some(row) = rows.next()? {
            if !is_late(row.get::<_, Day>(0)?.0) {
                nets.push(row.get(1)?);
            }
        }
        Ok(nets)
    }
}
