//! The tracks and the headline stage of a collaboration, as columns of a question and read from its rows.

use rusqlite::Row;

use crate::domain::collaboration::{Stage, Tracks};

/// Whether a collaboration has anything to show: a sale, or a reading of its post.
pub const HAS_RESULTS: &str = "(EXISTS (SELECT 1 FROM sale_order WHERE sale_order.collaboration_id = collaboration.id \
       AND sale_order.state = 'sale') \
     OR EXISTS (SELECT 1 FROM post JOIN reading ON reading.post_id = post.id \
       WHERE post.collaboration_id = collaboration.id))";

/// Columns of the six tracks, read by [`tracks`] from the position of the first.
pub const TRACK_COLS: &str = "collaboration.outreach, collaboration.product, collaboration.content, \
    collaboration.rights, collaboration.money, collaboration.decision";

/// Whether nothing of a collaboration is left to be paid: every amount is paid or released.
pub const IS_SETTLED: &str = "(NOT EXISTS (SELECT 1 FROM cost_item WHERE cost_item.collaboration_id = collaboration.id \
    AND cost_item.amount_minor <> 0 AND cost_item.state NOT IN ('paid', 'released')))";

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
