//! Whose booking is best, who is left out, and when to stop.

use super::*;
use crate::store::fixture::{Fixture, clock, fixture};

/// A campaign with a margin of 60% that booked mia for $90; she posted and sold.
fn shop() -> Fixture {
    let f = fixture();
    run(
        &f,
        "UPDATE campaign SET margin_bp = 6000; UPDATE batch SET status = 'running', starts_on = '2026-01-01';
         DELETE FROM cost_item;
         INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (1, 'fee', 9000, 'paid', '2026-01-02');
         INSERT INTO post (creator_id, collaboration_id, posted_on) VALUES (1, 1, '2026-01-05');
         INSERT INTO reading (post_id, day, views) VALUES (1, '2026-03-01', 9000);
         UPDATE sale_order SET placed_on = '2026-01-07';",
    );
    f
}

fn run(f: &Fixture, sql: &str) {
    f.conn.execute_batch(sql).expect("runs");
}

/// Adds creators whom nobody booked, all alike but for their price.
fn add(f: &Fixture, id: i64, price_minor: i64) {
    run(
        f,
        &format!(
            "INSERT INTO creator (id, handle, followers, views, price_minor, added_on, updated_at)
             VALUES ({id}, 'c{id}', 30000, 11000, {price_minor}, '2026-03-01', 1)"
        ),
    );
}

fn next(f: &Fixture) -> NextTest {
    let found = read(&f.conn, None, clock().today(), &Rules::default(), &HeldOrders::default()).expect("reads");
    assert_eq!(found.len(), 1);
    found[0].clone()
}

fn best(f: &Fixture) -> TestWorth {
    next(f).best.expect("somebody")
}

#[test]
fn the_best_is_worth_most_of_everybody_tested_and_new() {
    let f = shop();
    let mia = best(&f);
    assert_eq!((mia.handle.as_str(), mia.cost_minor), ("mia", 9_000));
    assert_ne!(mia.advice, Advice::Untested);
    add(&f, 3, 900_000);
    assert_eq!(best(&f).handle, "mia", "a price beyond reason");
    add(&f, 4, 1_000);
    let new = best(&f);
    assert_eq!((new.handle.as_str(), new.advice, new.cost_minor), ("c4", Advice::Untested, 1_000));
    assert!(new.pays() && new.value_minor() == new.profit_minor + new.knowing_minor, "{new:?}");
}

#[test]
fn nobody_who_cannot_be_booked_is_the_best() {
    for sql in [
        "UPDATE creator SET do_not_contact = 1 WHERE id = 1",
        "UPDATE collaboration SET decision = 'drop' WHERE id = 1",
    ] {
        let f = shop();
        run(&f, sql);
        assert_eq!(next(&f).best, None, "{sql}");
    }
    let f = shop();
    add(&f, 3, 9_000);
    run(&f, "UPDATE creator SET verdict = 'rejected' WHERE id = 3; UPDATE creator SET do_not_contact = 1 WHERE id = 1");
    assert_eq!(next(&f).best, None);
}

#[test]
fn orders_that_are_still_to_come_are_waited_for() {
    let f = shop();
    run(&f, "UPDATE post SET posted_on = '2026-03-10'; UPDATE sale_order SET placed_on = '2026-03-11'");
    let next = next(&f);
    assert_eq!((next.best, next.waiting), (None, 1));
}

#[test]
fn a_booking_beyond_the_budget_is_not_the_best() {
    let f = shop();
    add(&f, 3, 4_000);
    run(&f, "UPDATE creator SET do_not_contact = 1 WHERE id = 1; UPDATE campaign SET budget_minor = 9000 + 3999");
    let next = next(&f);
    assert_eq!((next.best, next.budget_minor, next.unaffordable), (None, Some(3_999), 1));
}

#[test]
fn prices_beyond_reason_end_the_tests() {
    let f = shop();
    run(&f, "UPDATE creator SET do_not_contact = 1 WHERE id = 1");
    add(&f, 3, 100_000_000);
    let next = next(&f);
    let closest = next.best.as_ref().expect("the closest");
    assert!(!closest.pays() && closest.profit_minor < 0 && next.paying().is_none(), "{closest:?}");
}

#[test]
fn a_campaign_without_a_target_or_for_views_has_none() {
    let f = shop();
    let read = || read(&f.conn, None, clock().today(), &Rules::default(), &HeldOrders::default()).expect("reads");
    run(&f, "UPDATE campaign SET margin_bp = NULL, target_roas_e4 = NULL");
    assert_eq!(read(), []);
    run(&f, "UPDATE campaign SET margin_bp = 6000, goal = 'awareness'");
    assert_eq!(read(), []);
}
