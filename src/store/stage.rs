//! The tracks and the headline stage of a collaboration, as columns of a question and read from its rows.

use rusqlite::Row;

use crate::domain::collaboration::{Stage, Tracks};

/// Whether a collaboration has anything to show: a sale, or a reading of its post.
pub const HAS_RESULTS: &str = "(EXISTS (SELECT 1 FROM sale_order WHERE sale_order.collaboration_id = collaboration.id \
       AND sale_order.state = 'sale') \
     OR EXISTS (SELECT 1 FROM post JOIN reading ON reading.post_id = post.id \
       WHERE post.collaboration_id = collaboration.id))";

/// The parcel of a collaboration, in SQL: one is to be shipped as soon as an item or a cost of it is noted, unless somebody said that
/// none is needed, the talk has ended or the post is out without it.
macro_rules! product {
    () => {
        "iif(collaboration.product = 'not needed' AND collaboration.outreach NOT IN ('declined', 'no response') \
           AND collaboration.content NOT IN ('posted', 'verified') \
           AND (collaboration.item <> '' OR EXISTS (SELECT 1 FROM cost_item WHERE cost_item.collaboration_id = collaboration.id \
             AND cost_item.kind IN ('product', 'shipping') AND cost_item.amount_minor > 0 AND cost_item.state <> 'released')) \
           AND NOT EXISTS (SELECT 1 FROM step WHERE step.collaboration_id = collaboration.id AND step.track = 'product' \
             AND step.word = 'not needed'), 'to ship', collaboration.product)"
    };
}

/// The track of the parcel, as an expression.
pub const PRODUCT: &str = product!();

/// Columns of the six tracks, read by [`tracks`] from the position of the first.
pub const TRACK_COLS: &str = concat!(
    "collaboration.outreach, ",
    product!(),
    ", collaboration.content, collaboration.rights, collaboration.money, collaboration.decision"
);

/// How many columns the tracks take.
pub const TRACKS: usize = 6;

/// Whether nothing of a collaboration is left to be paid: every amount for the creator is paid or released, and so is the
/// commission of each month, as the view `payable` has it. Goods and what others get are owed to no creator.
pub const IS_SETTLED: &str = "(NOT EXISTS (SELECT 1 FROM cost_item WHERE cost_item.collaboration_id = collaboration.id \
      AND cost_item.kind IN ('fee', 'rights', 'bonus') AND cost_item.amount_minor <> 0 \
      AND cost_item.state NOT IN ('paid', 'released')) \
    AND (collaboration.commission_bp = 0 OR NOT EXISTS (SELECT 1 FROM ( \
      SELECT CAST(round(max(0, sum(sum(order_sum.net_minor)) OVER (ORDER BY substr(order_sum.day, 1, 7))) \
        * collaboration.commission_bp / 10000.0) AS INTEGER) AS earned \
      FROM order_sum JOIN batch ON batch.id = collaboration.batch_id JOIN campaign ON campaign.id = batch.campaign_id \
      WHERE order_sum.collaboration_id = collaboration.id AND order_sum.currency = campaign.currency \
        AND order_sum.state = 'sale' GROUP BY substr(order_sum.day, 1, 7)) \
      WHERE earned > (SELECT ifnull(sum(ifnull(payment.settles_minor, payment.amount_minor)), 0) FROM payment \
        WHERE payment.collaboration_id = collaboration.id AND payment.commission_month IS NOT NULL))))";

/// Whether a right of a collaboration runs: it was granted, and not every right with dates has ended. The day is that of the
/// computer, because lists and filters ask for stages without one.
pub const RUNS_RIGHT: &str = "(collaboration.rights = 'granted' AND (NOT EXISTS (SELECT 1 FROM rights \
      WHERE rights.collaboration_id = collaboration.id) \
    OR EXISTS (SELECT 1 FROM rights WHERE rights.collaboration_id = collaboration.id \
      AND (rights.ends_on IS NULL OR rights.ends_on >= date('now', 'localtime')))))";

/// The same columns as [`TRACK_COLS`] as of a day, which is the first parameter: a right whose days are over is expired.
pub fn track_cols_on_day() -> String {
    let runs = RUNS_RIGHT.replace("date('now', 'localtime')", "?1");
    let rights = format!("iif(collaboration.rights = 'granted' AND NOT {runs}, 'expired', collaboration.rights)");
    TRACK_COLS.replace("collaboration.rights", &rights)
}

/// How many columns the headline stage takes.
pub const STAGE_COLS: usize = 8;

/// Columns of the headline stage, read by [`stage`] from the position of the first.
pub fn stage_cols() -> String {
    let rights = format!("iif(collaboration.rights = 'granted' AND NOT {RUNS_RIGHT}, 'expired', collaboration.rights)");
    format!("{HAS_RESULTS}, {IS_SETTLED}, {}", TRACK_COLS.replace("collaboration.rights", &rights))
}

/// Reads the headline stage from [`stage_cols`], of which the first is at `first`, and the tracks.
pub fn stage(row: &Row<'_>, first: usize) -> rusqlite::Result<(Stage, Tracks)> {
    let tracks = tracks(row, first + 2)?;
    Ok((tracks.stage(row.get(first)?, row.get(first + 1)?), tracks))
}

/// Reads the six tracks from [`TRACK_COLS`], of which the first is at `first`.
pub fn tracks(row: &Row<'_>, first: usize) -> rusqlite::Result<Tracks> {
    Ok(Tracks {
        outreach: row.get(first)?,
        product: row.get(first + 1)?,
        content: row.get(first + 2)?,
        rights: row.get(first + 3)?,
        payment: row.get(first + 4)?,
        decision: row.get(first + 5)?,
    })
}
