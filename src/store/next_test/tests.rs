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
    found[0].test.clone().expect("a campaign for sales")
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
    let read = || {
        let found = read(&f.conn, None, clock().today(), &Rules::default(), &HeldOrders::default()).expect("reads");
        found.into_iter().filter_map(|next| next.test).collect::<Vec<_>>()
    };
    run(&f, "UPDATE campaign SET margin_bp = NULL, target_roas_e4 = NULL");
    assert_eq!(read(), []);
    run(&f, "UPDATE campaign SET margin_bp = 6000, goal = 'awareness'");
    assert_eq!(read(), []);
}

#[test]
fn the_next_batch_names_everybody_and_is_the_one_of_the_builder() {
    let f = shop();
    run(&f, "UPDATE campaign SET budget_minor = 60000, margin_bp = 9000; UPDATE creator SET price_minor = NULL");
    let proposed = |f: &Fixture| {
        let found = read(&f.conn, None, clock().today(), &Rules::default(), &HeldOrders::default()).expect("reads");
        found[0].batch.clone().expect("a budget")
    };
    let nameless = proposed(&f);
    assert!(nameless.new_creators > 0 && nameless.places.iter().all(|place| !place.is_new), "nobody new has a price");
    for id in 3..6 {
        add(&f, id, 2_000);
    }
    let named = proposed(&f);
    assert_eq!(named.new_creators, 0);
    let new: Vec<&str> = named.places.iter().filter(|place| place.is_new).map(|place| place.handle.as_str()).collect();
    assert_eq!(new, ["c3", "c4", "c5"]);
    let ask = crate::proto::builder::BuilderAsk::default();
    let built = crate::store::builder::read(&f.conn, &ask, clock().today(), &Rules::default(), &HeldOrders::default());
    let built = built.expect("reads").expect("a campaign");
    let of_builder: Vec<&str> =
        built.lines.iter().filter_map(|line| built.person(line)).map(|person| person.handle.as_str()).collect();
    assert_eq!(named.places.iter().map(|place| place.handle.as_str()).collect::<Vec<_>>(), of_builder);
}
