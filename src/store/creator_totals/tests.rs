use std::sync::Arc;

use super::*;
use crate::domain::day::Calendar;
use crate::domain::filter::parse;
use crate::store::fixture::{Fixture, clock, fixture};
use crate::store::list_context::ListContext;
use crate::store::{index, window};

fn read(f: &Fixture, id: i64) -> CreatorTotals {
    window::full_rows(&f.conn, &[CreatorId(id)], clock().today()).expect("reads").remove(0).totals
}

/// The ids that a filter finds, in its order.
fn found(f: &Fixture, typed: &str) -> Vec<i64> {
    let calendar = Calendar::day_first(clock().today());
    let query = parse(typed, calendar).expect("a filter");
    let filter = query.expr.map(Arc::new);
    let ids =
        index::list(&f.conn, filter.as_deref(), &query.sort, ListContext::usual(clock().today())).expect("a list");
    ids.iter().map(|id| id.0).collect()
}

/// A running batch: mia posted and is owed, o.neil promised a post that is late.
fn running() -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE batch SET status = 'running';
             UPDATE collaboration SET outreach = 'agreed', content = 'posted', contacted_on = '2026-02-01' WHERE id = 1;
             INSERT INTO post (id, creator_id, collaboration_id, url, posted_on) VALUES (1, 1, 1, '', '2026-03-04');
             INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day)
               VALUES (2, 1, 'bonus', 2050, 'owed', '2026-03-04'), (3, 1, 'rights', 500, 'agreed', '2026-03-01');
             INSERT INTO collaboration (id, batch_id, creator_id, outreach, posting_window, updated_at)
               VALUES (2, 1, 2, 'agreed', '2026-03-01/2026-03-08', 1);",
        )
        .expect("rows");
    f
}

#[test]
fn columns_state_the_money_in_its_currency_and_what_is_late() {
    let f = running();
    let usd = |minor| Some(Money::new(minor, Currency::USD));
    let mia = read(&f, 1);
    assert_eq!((mia.stage, mia.orders, mia.spend), (Some(Stage::Results), Some(1), usd(17_550)));
    assert_eq!(mia.roas, Some(4_100.0 / 17_550.0));
    assert_eq!(mia.contacted_on, NaiveDate::from_ymd_opt(2026, 2, 1));
    // The clock of all of it started with the post, so the right is owed as well.
    assert_eq!((mia.owed, mia.due_on, mia.days_late), (usd(2_550), NaiveDate::from_ymd_opt(2026, 3, 19), None));
    let other = read(&f, 2);
    assert_eq!((other.stage, other.spend, other.owed, other.roas), (Some(Stage::Agreed), usd(0), None, None));
    assert_eq!((other.due_on, other.days_late), (NaiveDate::from_ymd_opt(2026, 3, 8), Some(3)));
    f.conn.execute_batch("DELETE FROM collaboration WHERE id = 2").expect("deleted");
    assert_eq!(read(&f, 2), CreatorTotals::default());
}

#[test]
fn filters_and_sorts_know_what_the_columns_show() {
    let f = running();
    for (typed, expected) in [
        ("late>2", vec![2]),
        ("late:3", vec![2]),
        ("late:none", vec![1]),
        ("-late>0", vec![1]),
        ("owed>25", vec![1]),
        ("owed:25.50", vec![1]),
        ("owed:none", vec![2]),
        ("spend>100", vec![1]),
        ("stage:agreed", vec![2]),
        ("due<2026-03-10", vec![2]),
        ("sort:-late", vec![2, 1]),
        ("sort:-owed", vec![1, 2]),
        ("sort:due", vec![2, 1]),
    ] {
        assert_eq!(found(&f, typed), expected, "{typed}");
    }
}

#[test]
fn a_post_is_awaited_until_it_is_out_missed_or_decided() {
    let f = running();
    let due = |change: &str| {
        f.conn.execute_batch(&format!("SAVEPOINT one; {change}")).expect("a change");
        let due = read(&f, 2).due_on.map(|day| day.to_string());
        f.conn.execute_batch("ROLLBACK TO one; RELEASE one").expect("undone");
        due
    };
    assert_eq!(due("").as_deref(), Some("2026-03-08"));
    assert_eq!(due("UPDATE batch SET status = 'planned'"), None);
    assert_eq!(due("UPDATE collaboration SET decision = 'drop'"), None);
    assert_eq!(due("UPDATE collaboration SET content = 'missed' WHERE id = 2"), None);
    assert_eq!(due("UPDATE collaboration SET outreach = 'declined' WHERE id = 2"), None);
    let promised = "INSERT INTO deliverable (collaboration_id, kind, due_on) VALUES (2, 'video', '2026-03-20')";
    assert_eq!(due(promised).as_deref(), Some("2026-03-20"), "its own day, not the window");
    assert_eq!(due(&format!("{promised}; UPDATE deliverable SET missed_on = '2026-03-10'")), None);
    let task = "INSERT INTO task (creator_id, kind, title, due_on) VALUES (2, 'x', 'x', '2026-03-02')";
    assert_eq!(due(task).as_deref(), Some("2026-03-02"));
}

#[test]
fn sums_over_two_currencies_are_unknown() {
    let f = running();
    f.conn
        .execute_batch(
            "INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (2, 'Paris', 'paris', 'EUR', 1);
             INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 2, 'A', 'a', 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (3, 2, 1, 1);",
        )
        .expect("rows");
    let mia = read(&f, 1);
    assert_eq!((mia.stage, mia.orders, mia.spend, mia.roas), (Some(Stage::Shortlist), Some(1), None, None));
    assert_eq!(mia.owed.map(|owed| owed.currency), Some(Currency::USD), "only dollars are owed");
}
