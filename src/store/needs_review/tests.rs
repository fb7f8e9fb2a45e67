//! The sums of what needs review, against the rule of attribution and against the results.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rusqlite::params;

use super::*;
use crate::store::fixture::{Fixture, fixture};
use crate::store::report;

const OWNED: [&str; 5] = ["aa", "ab", "a-*", "a-b*", "a-c"];
const USED: [&str; 6] = ["aa", "ab", "a-b1", "a-c", "a-x", "zz"];

#[derive(Clone, Debug)]
struct Sale {
    codes: Vec<&'static str>,
    currency: &'static str,
    state: &'static str,
    by: &'static str,
    net: i64,
}

impl Sale {
    fn counts(&self) -> bool {
        self.currency == "USD" && self.state == "sale"
    }
}

fn sale() -> impl Strategy<Value = Sale> {
    (
        prop::sample::subsequence(USED.to_vec(), 0..3).prop_shuffle(),
        prop::sample::select(vec!["USD", "USD", "EUR"]),
        prop::sample::select(vec!["sale", "sale", "pending"]),
        prop::sample::select(vec!["code", "nobody", "person"]),
        -500_i64..9_000,
    )
        .prop_map(|(codes, currency, state, by, net)| Sale { codes, currency, state, by, net })
}

/// Three creators in one running batch, each code owned by some of them.
fn shop(owners: &[Vec<i64>], sales: &[Sale]) -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "DELETE FROM sale_order; DELETE FROM code;
             INSERT INTO creator (id, handle, added_on, updated_at) VALUES (3, 'leo', '2026-03-01', 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 1, 2, 1), (3, 1, 3, 1);
             UPDATE batch SET status = 'running', starts_on = '2026-03-01';",
        )
        .expect("a batch");
    for (code, owners) in OWNED.iter().zip(owners) {
        for owner in owners {
            f.conn
                .execute("INSERT INTO code (collaboration_id, code, folded) VALUES (?1, ?2, ?2)", params![owner, code])
                .expect("a code");
        }
    }
    for (id, sale) in (1_i64..).zip(sales) {
        f.conn
            .execute(
                "INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor,
                   state, codes, attributed_by, collaboration_id)
                 VALUES (?1, 's', ?1, 1, '2026-03-05', ?2, ?3, ?3, ?4, ?5, ?6, iif(?6 = 'nobody', NULL, 1))",
                params![id, sale.currency, sale.net, sale.state, sale.codes.join(" + "), sale.by],
            )
            .expect("a sale");
        for code in &sale.codes {
            f.conn
                .execute("INSERT INTO order_code (order_id, folded) VALUES (?1, ?2)", params![id, code])
                .expect("a code of it");
        }
    }
    f
}

/// A code as its owners wrote it, and the one of them who gets its orders.
type Owned = (&'static str, i64);

/// The code under which the owners of an order's code wrote it: itself, else the longest beginning of a family.
fn owned(owners: &[Vec<i64>], code: &str) -> Option<Owned> {
    let some = OWNED.iter().zip(owners).filter(|(_, owners)| !owners.is_empty());
    let fits =
        some.filter(|(owned, _)| **owned == code || owned.strip_suffix('*').is_some_and(|s| code.starts_with(s)));
    // All started on one day, so the first of them gets it.
    fits.max_by_key(|(owned, _)| (**owned == code, owned.len())).map(|(owned, owners)| (*owned, owners[0]))
}

type Row = (String, String, i64, i64, i64, i64);

fn expected(owners: &[Vec<i64>], sales: &[Sale]) -> BTreeSet<Row> {
    let open: Vec<_> = sales
        .iter()
        .filter(|sale| sale.counts() && sale.by != "person")
        .map(|sale| (sale.net, sale.codes.iter().filter_map(|code| owned(owners, code)).collect::<Vec<_>>()))
        .collect();
    let row = |one: Owned, other: Owned, is_in: &dyn Fn(&[Owned]) -> bool| -> Row {
        let nets: Vec<i64> = open.iter().filter(|(_, claims)| is_in(claims)).map(|(net, _)| *net).collect();
        let count = i64::try_from(nets.len()).expect("few");
        (one.0.to_owned(), other.0.to_owned(), one.1, other.1, count, nets.iter().sum())
    };
    let mut rows = BTreeSet::new();
    for (code, all) in OWNED.iter().zip(owners) {
        for other in all.iter().skip(1) {
            let carries = |claims: &[Owned]| claims.iter().any(|(owned, _)| owned == code);
            rows.insert(row((*code, all[0]), (*code, *other), &carries));
        }
    }
    for (_, claims) in &open {
        if let [one, other] = claims[..]
            && one.0 != other.0
            && one.1 != other.1
        {
            let (first, second) = if one.0 <= other.0 { (one, other) } else { (other, one) };
            let both = |claims: &[Owned]| claims.contains(&first) && claims.contains(&second);
            rows.insert(row(first, second, &both));
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_in_sql_follow_the_rule_of_attribution(
        owners in prop::collection::vec(prop::sample::subsequence(vec![1_i64, 2, 3], 0..3), OWNED.len()),
        sales in prop::collection::vec(sale(), 0..12),
    ) {
        let f = shop(&owners, &sales);
        let review = read(&f.conn, Some(CampaignId(1))).expect("doubts");
        let told: Vec<Row> = review
            .conflicts
            .into_iter()
            .map(|row| (row.codes.0, row.codes.1, row.owners.0.0.0, row.owners.1.0.0, row.orders, row.net_minor))
            .collect();
        let set: BTreeSet<Row> = told.iter().cloned().collect();
        prop_assert_eq!(set.len(), told.len(), "each pair once");
        prop_assert_eq!(set, expected(&owners, &sales));

        let nobody: Vec<&Sale> = sales.iter().filter(|sale| sale.counts() && sale.by == "nobody").collect();
        let net: i64 = nobody.iter().map(|sale| sale.net).sum();
        let results = report::results(&f.conn, None).expect("results");
        let count = i64::try_from(nobody.len()).expect("few");
        prop_assert_eq!((review.orders_total, review.orders.len()), (count, nobody.len()));
        prop_assert_eq!(review.orders.iter().map(|order| order.net_minor).sum::<i64>(), net);
        prop_assert_eq!((results[0].unattributed_orders, results[0].unattributed_minor), (count, net));
    }
}
