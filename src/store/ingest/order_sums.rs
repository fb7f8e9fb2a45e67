//! The sums of orders, kept for a whole batch at once.
//!
//! The trigger that adds an order to its sum makes an insert three times as slow, so it is dropped while a batch of orders runs
//! and the new rows are summed together. All of that is inside the batch's transaction: no reader ever sees a sum that lags.

use rusqlite::Connection;

use crate::error::Result;

/// Adds the orders after an id to their sums.
const CATCH_UP: &str = "INSERT INTO order_sum
    SELECT ifnull(collaboration_id, 0), currency, state, placed_on, count(*), sum(net_minor), total(1.0 * net_minor * net_minor),
      max(net_minor)
    FROM sale_order WHERE id > ?1 GROUP BY 1, 2, 3, 4
  ON CONFLICT DO UPDATE SET orders = orders + excluded.orders, net_minor = net_minor + excluded.net_minor,
    squares = squares + excluded.squares, largest_minor = max(largest_minor, excluded.largest_minor)";

/// Sums that lag behind the orders of a batch. After an error, roll back.
#[derive(Debug)]
pub(super) struct Lagging {
    /// The SQL that creates the trigger again.
    trigger: String,
    /// The last order that is in its sum.
    until: i64,
}

impl Lagging {
    /// Drops the trigger.
    pub(super) fn begin(conn: &Connection) -> Result<Self> {
        let trigger = conn
            .prepare_cached("SELECT sql FROM main.sqlite_schema WHERE type = 'trigger' AND name = 'order_sum_insert'")?
            .query_row([], |row| row.get(0))?;
        conn.execute_batch("DROP TRIGGER main.order_sum_insert")?;
        Ok(Self { trigger, until: newest(conn)? })
    }

    /// Makes sure that an order is in its sum, before it is changed and moves to another.
    pub(super) fn count(&mut self, conn: &Connection, order: i64) -> Result<()> {
        if order > self.until {
            self.catch_up(conn)?;
        }
        Ok(())
    }

    /// Sums the remaining orders and creates the trigger again.
    pub(super) fn end(mut self, conn: &Connection) -> Result<()> {
        self.catch_up(conn)?;
        conn.execute_batch(&self.trigger)?;
        Ok(())
    }

    fn catch_up(&mut self, conn: &Connection) -> Result<()> {
        conn.prepare_cached(CATCH_UP)?.execute([self.until])?;
        self.until = newest(conn)?;
        Ok(())
    }
}

fn newest(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("SELECT ifnull(max(id), 0) FROM sale_order")?.query_row([], |row| row.get(0))?)
}
