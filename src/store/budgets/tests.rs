//! Budgets from rows of the file.

use super::*;
use crate::store::fixture::fixture;
use crate::store::report;

#[test]
fn every_amount_stands_where_its_state_says() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE campaign SET budget_minor = 100000;
             UPDATE collaboration SET commission_bp = 1000;
             INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day) VALUES
               (10, 1, 'rights', 1000, 'offered', '2026-03-02'), (11, 1, 'fee', 2000, 'agreed', '2026-03-02'),
               (12, 1, 'fee', 4000, 'owed', '2026-03-02'), (13, 1, 'boost', 8000, 'released', '2026-03-02');
             INSERT INTO payment (collaboration_id, cost_item_id, amount_minor, currency, paid_on, settles_minor) VALUES
               (1, 12, 900, 'USD', '2026-03-03', NULL), (1, 12, 700, 'EUR', '2026-03-04', 600);",
        )
        .expect("rows");
    let budget = || report::results(&f.conn, None).expect("results")[0].budget;
    let expected = Budget {
        limit_minor: Some(100_000),
        offered_minor: 1_000,
        agreed_minor: 2_000,
        owed_minor: 2_500,
        paid_minor: 15_000 + 1_500,
        commission_minor: 410,
    };
    assert_eq!(budget(), expected);

    // The commission of a month was paid, and an offer of a finished batch is no longer expected.
    f.conn
        .execute_batch(
            "INSERT INTO payment (collaboration_id, commission_month, amount_minor, currency, paid_on)
               VALUES (1, '2026-03', 400, 'USD', '2026-04-01');
             UPDATE batch SET status = 'finished';",
        )
        .expect("rows");
    let after = Budget { offered_minor: 0, commission_minor: 10, paid_minor: 16_900, ..expected };
    assert_eq!(budget(), after);
    assert_eq!(after.committed_minor(), expected.committed_minor());
}

#[test]
fn what_is_committed_is_the_spend_of_the_campaign() {
    let f = fixture();
    for parcel in ["not needed", "shipped", "lost"] {
        for state in ["offered", "agreed", "owed", "paid", "released"] {
            f.conn
                .execute_batch(&format!(
                    "DELETE FROM cost_item WHERE id > 1; UPDATE collaboration SET product = '{parcel}', commission_bp = 1250;
                     INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES
                       (1, 'product', 2000, '{state}', '2026-03-02'), (1, 'rights', 3000, '{state}', '2026-03-02');"
                ))
                .expect("rows");
            let results = report::results(&f.conn, None).expect("results");
            assert_eq!(results[0].budget.committed_minor(), results[0].sums.spend_minor, "{parcel} {state}");
        }
    }
}
