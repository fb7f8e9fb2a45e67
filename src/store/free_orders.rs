//! Orders with a total of 0: gifted samples where a campaign counts orders, else conversions of the value it gives them.

use rusqlite::{Connection, params};

use crate::domain::CampaignId;
use crate::error::Result;

/// The source of conversions that were counted by hand, which are no orders of a shop.
pub(super) const TYPED: &str = "typed";

/// Lets the orders of a campaign with a total of 0 be what it takes them for.
pub(super) fn follow_campaign(conn: &Connection, campaign: CampaignId) -> Result<()> {
    conn.prepare_cached(&statement("campaign.id = ?1"))?.execute(params![campaign, TYPED])?;
    Ok(())
}

/// Lets an order with a total of 0 be what the campaign takes it for that it belongs to now.
pub(super) fn follow_owner(conn: &Connection, order: i64) -> Result<()> {
    conn.prepare_cached(&statement("sale_order.id = ?1"))?.execute(params![order, TYPED])?;
    Ok(())
}

/// The statement that makes orders with a total of 0 what their campaigns take them for; `?1` is for the condition.
fn statement(which: &str) -> String {
    format!(
        "UPDATE sale_order SET state = owner.state, net_minor = owner.net, currency = owner.currency FROM (
           SELECT sale_order.id, iif(counts <> 'orders', 'sale', 'sample') AS state,
             iif(counts <> 'orders', ifnull(conversion_minor, 0), 0) AS net,
             iif(counts <> 'orders', campaign.currency, sale_order.currency) AS currency
           FROM sale_order LEFT JOIN collaboration ON collaboration.id = collaboration_id
           LEFT JOIN batch ON batch.id = batch_id LEFT JOIN campaign ON campaign.id = campaign_id
           WHERE source <> ?2 AND total_minor = 0 AND refunded_minor = 0 AND sale_order.state IN ('sale', 'sample') AND {which}
         ) AS owner
         WHERE owner.id = sale_order.id AND (sale_order.state, sale_order.net_minor, sale_order.currency)
           IS NOT (owner.state, owner.net, owner.currency)"
    )
}
