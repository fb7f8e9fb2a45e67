//! A small file for tests, and a way to compare all of it.

use std::path::PathBuf;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::open::open_writer;
use super::undo::triggers;
use crate::clock::Clock;

/// A small file that vanishes with its folder.
pub(crate) struct Fixture {
    pub(crate) _folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
    pub(crate) conn: Connection,
}

/// Noon of the day on which tests happen.
pub(crate) fn clock() -> Clock {
    Clock::fixed(NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"))
}

/// A file with a campaign, a batch, two creators, a collaboration with a cost and a code, and a sale of it.
pub(crate) fn fixture() -> Fixture {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let conn = open_writer(&path, &clock()).expect("opens");
    // A test need not outlive a power cut.
    conn.execute_batch("PRAGMA synchronous = OFF").expect("a pragma");
    conn.execute_batch(
        "INSERT INTO creator (id, handle, er, followers, added_on, updated_at)
           VALUES (1, 'mia', 3.3000000000000003, 52100, '2026-03-01', 1), (2, 'o.neil', NULL, NULL, '2026-03-01', 1);
         INSERT INTO tag (id, name, folded) VALUES (1, 'BookTok', 'booktok');
         INSERT INTO creator_tag (id, creator_id, tag_id) VALUES (1, 1, 1), (2, 2, 1);
         INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (1, 'Spring', 'spring', 'USD', 1);
         INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (1, 1, 'A', 'a', 1);
         INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (1, 1, 1, 1);
         INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day) VALUES (1, 1, 'fee', 15000, 'paid', '2026-03-02');
         INSERT INTO code (id, collaboration_id, code, folded) VALUES (1, 1, 'MIA10', 'mia10');
         INSERT INTO note (id, creator_id, collaboration_id, text, folded, written_at) VALUES (1, 1, 1, 'two
lines', 'two lines', 5);
         INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id, attributed_by)
           VALUES (1, 'shopify', '77', 1, '2026-03-05', 'USD', 5000, 4100, 'sale', 1, 'code');",
    )
    .expect("rows");
    Fixture { _folder: folder, path, conn }
}

/// The same file with a margin of 60%, its batch in this state: mia was booked, posted and sold, and her product cost 25.00 with
/// shipping.
pub(crate) fn sold(status: &str) -> Fixture {
    let f = fixture();
    f.execute(&format!(
        "UPDATE campaign SET margin_bp = 6000; UPDATE batch SET status = '{status}', starts_on = '2026-01-01';
         INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day)
           VALUES (1, 'product', 1800, 'paid', '2026-01-02'), (1, 'shipping', 700, 'paid', '2026-01-02');
         INSERT INTO post (creator_id, collaboration_id, posted_on) VALUES (1, 1, '2026-01-05');
         INSERT INTO reading (post_id, day, views) VALUES (1, '2026-03-01', 9000);
         UPDATE sale_order SET placed_on = '2026-01-07';"
    ));
    f
}

impl Fixture {
    /// Runs statements that a test needs no command for.
    pub(crate) fn execute(&self, sql: &str) {
        self.conn.execute_batch(sql).expect("runs");
    }

    /// Adds a creator with an asking price in dollars and cents.
    pub(crate) fn add_priced(&self, id: i64, price_minor: Option<i64>) {
        self.conn
            .execute(
                "INSERT INTO creator (id, handle, followers, views, price_minor, added_on, updated_at)
                 VALUES (?1, 'c' || ?1, 30000, 11000, ?2, '2026-03-01', 1)",
                rusqlite::params![id, price_minor],
            )
            .expect("a creator");
    }
}

/// Every row of every recorded table as SQL literals.
pub(crate) fn dump(conn: &Connection) -> Vec<String> {
    let mut lines = Vec::new();
    for table in triggers::RECORDED {
        let columns = triggers::columns(conn, table).expect("columns");
        let quoted = columns.iter().map(|c| format!("quote({c})")).collect::<Vec<_>>().join("||','||");
        let mut statement =
            conn.prepare(&format!("SELECT '{table} ' || {quoted} FROM {table} ORDER BY id")).expect("selects");
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
        lines.extend(rows.map(|row| row.expect("text")));
    }
    lines
}

/// The sums of orders as the orders themselves give them.
pub(crate) fn sums(conn: &Connection) -> Vec<String> {
    lines(
        conn,
        "SELECT concat_ws(' ', ifnull(collaboration_id, 0), currency, state, placed_on, count(*), sum(net_minor),
           total(1.0 * net_minor * net_minor), max(net_minor)) FROM sale_order
         GROUP BY ifnull(collaboration_id, 0), currency, state, placed_on",
    )
}

/// The sums of orders as they are kept.
pub(crate) fn kept_sums(conn: &Connection) -> Vec<String> {
    lines(
        conn,
        "SELECT concat_ws(' ', collaboration_id, currency, state, day, orders, net_minor, squares, largest_minor) FROM order_sum
         ORDER BY collaboration_id, currency, state, day",
    )
}

fn lines(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).expect("selects");
    statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("text")
}
