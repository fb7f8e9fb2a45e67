use super::*;
use crate::proto::rebook::RebookGroup;
use crate::store::fixture::{Fixture, clock, fixture};

/// A finished batch in which mia sold and tom was gifted, and eva who never agreed.
fn finished() -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE campaign SET margin_bp = 6000;
             UPDATE batch SET status = 'finished', starts_on = '2026-01-05', ends_on = '2026-02-20';
             INSERT INTO creator (id, handle, followers, views, added_on, updated_at)
               VALUES (3, 'tom', 20000, 9000, '2026-03-01', 1), (4, 'eva', 30000, 9000, '2026-03-01', 1);
             UPDATE collaboration SET outreach = 'agreed', content = 'posted', contacted_on = '2026-01-06', replied_on = '2026-01-08',
               posting_window = '2026-01-15/2026-01-25' WHERE id = 1;
             INSERT INTO collaboration (id, batch_id, creator_id, outreach, content, updated_at)
               VALUES (2, 1, 3, 'agreed', 'posted', 1), (3, 1, 4, 'declined', 'brief to send', 1);
             INSERT INTO post (id, creator_id, collaboration_id, url, posted_on)
               VALUES (1, 1, 1, 'a', '2026-01-20'), (2, 3, 2, 'b', '2026-01-21');
             INSERT INTO reading (post_id, day, views) VALUES (1, '2026-02-20', 30000), (2, '2026-02-20', 8000);
             UPDATE sale_order SET placed_on = '2026-01-22' WHERE id = 1;",
        )
        .expect("rows");
    f
}

fn read(f: &Fixture) -> RebookList {
    list(&f.conn, clock().today(), &Rules::default()).expect("reads")
}

fn handles(f: &Fixture) -> Vec<String> {
    read(f).rows.into_iter().map(|row| row.handle).collect()
}

#[test]
fn who_worked_with_you_is_listed_with_profit_and_reliability() {
    let f = finished();
    assert_eq!(handles(&f), ["mia", "tom"], "eva never agreed to anything");
    let [mia, tom] = &read(&f).rows[..] else { panic!("two creators") };
    let [low, best, high] = mia.prospect.profit_minor.expect("a margin and a cost");
    assert!(low <= best && best <= high, "{low} {best} {high}");
    let (guessed, _) = mia.prospect.estimate.as_ref().and_then(|said| said.profit_minor).expect("a profit");
    assert_eq!((best, mia.prospect.cost_minor), (guessed, Some(15_000)), "as the results have it");
    assert_eq!((mia.record.on_time, mia.record.reply_days), (1, Some(2)));
    assert_eq!((tom.group(), tom.prospect.profit_minor), (RebookGroup::Unknown, Err(NoProfit::NoCost)));
    f.conn.execute_batch("UPDATE campaign SET margin_bp = NULL").expect("no margin");
    let unknown: Vec<_> = read(&f).rows.iter().map(|row| row.prospect.profit_minor).collect();
    assert!(unknown.contains(&Err(NoProfit::NoMargin)), "{unknown:?}");
}

#[test]
fn who_may_not_or_does_not_need_to_be_asked_is_left_out() {
    let f = finished();
    let left = |change: &str| {
        f.conn.execute_batch(&format!("SAVEPOINT one; {change}")).expect("a change");
        let found = (handles(&f), read(&f).left_out);
        f.conn.execute_batch("ROLLBACK TO one; RELEASE one").expect("undone");
        found
    };
    let tom = vec!["tom".to_owned()];
    let (found, out) = left("UPDATE creator SET do_not_contact = 1 WHERE id = 1");
    assert_eq!((found, out), (tom.clone(), LeftOut { blocked: 1, ..LeftOut::default() }));
    let (found, out) = left("UPDATE creator SET verdict = 'rejected' WHERE id = 1");
    assert_eq!((found, out), (tom.clone(), LeftOut { rejected: 1, ..LeftOut::default() }));
    let batch = |status: &str| {
        format!(
            "INSERT INTO batch (id, campaign_id, name, folded, status, updated_at) VALUES (2, 1, 'B', 'b', '{status}', 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (9, 2, 1, 1);"
        )
    };
    let (found, out) = left(&batch("running"));
    assert_eq!((found, out), (tom, LeftOut { running: 1, ..LeftOut::default() }));
    f.conn.execute_batch(&batch("planned")).expect("planned");
    assert_eq!(read(&f).rows[0].planned.as_ref().map(|batch| batch.batch.as_str()), Some("B"));
    f.conn.execute_batch("UPDATE batch SET status = 'running' WHERE id = 1").expect("runs still");
    assert_eq!(handles(&f), [""; 0]);
}

#[test]
fn your_word_counts_more_than_an_older_decision() {
    let f = finished();
    let against = || read(&f).rows.iter().find(|row| row.handle == "mia").expect("mia").against;
    f.conn.execute_batch("UPDATE collaboration SET decision = 'drop' WHERE id = 1").expect("dropped");
    assert_eq!(against(), Some(Against::Dropped));
    f.conn.execute_batch("UPDATE collaboration SET book_again = 'yes' WHERE id = 1").expect("said");
    assert_eq!(against(), None);
    f.conn.execute_batch("UPDATE collaboration SET book_again = 'no', decision = 'scale' WHERE id = 1").expect("said");
    assert_eq!(against(), Some(Against::Said));
    assert_eq!(handles(&f), ["tom", "mia"], "last");
}

#[test]
fn other_goals_are_ranked_by_what_they_count() {
    let f = finished();
    f.conn
        .execute_batch(
            "UPDATE campaign SET goal = 'awareness';
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (2, 'fee', 9000, 'paid', '2026-01-08');",
        )
        .expect("a goal");
    let rows = read(&f).rows;
    let by_views = |row: &RebookRow| row.group() == RebookGroup::Cost(Goal::Awareness, row.currency);
    assert!(rows.len() == 2 && rows.iter().all(by_views), "{rows:?}");
    let costs: Vec<f64> = rows.iter().filter_map(RebookRow::cost_of_goal).collect();
    assert!(costs.len() == 2 && costs[0] <= costs[1], "the cheapest views first: {costs:?}");
    assert_eq!(rows[0].prospect.profit_minor, Err(NoProfit::OtherGoal(Goal::Awareness)), "no loss is made up");
}
