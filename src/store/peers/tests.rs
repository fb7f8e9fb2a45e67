use chrono::Days;

use super::*;
use crate::analysis::brief::Brief;
use crate::analysis::rules::Rules;
use crate::domain::day::Calendar;
use crate::domain::filter::parse;
use crate::store::fixture::{Fixture, clock, fixture};
use crate::store::list_context::ListContext;
use crate::store::scores::tests::settle;
use crate::store::scores::{Portion, Scorer};
use crate::store::{index, migrate, page};

/// Who is unlike all others: hardly a comment beside its likes.
const ODD: i64 = 3;

fn scorer() -> Scorer {
    Scorer::new(&Rules::default())
}

/// Adds creators with one post each, so that no other sign can be known of them.
fn add(f: &Fixture, from: i64, to: i64) {
    f.conn
        .execute_batch(&format!(
            "WITH n AS (SELECT {from} AS n UNION ALL SELECT n + 1 FROM n WHERE n < {to})
             INSERT INTO creator (id, handle, followers, added_on, updated_at) SELECT n, 'h' || n, 20000, '2026-03-01', 1 FROM n;
             INSERT INTO post (id, creator_id, posted_on) SELECT id, id, '2026-03-09' FROM creator WHERE id BETWEEN {from} AND {to};
             INSERT INTO reading (post_id, day, views, likes, comments)
               SELECT id, '2026-03-10', 8000 + 300 * (id % 7), 500 + 20 * (id % 5), iif(id = {ODD}, 1, 20 + id % 6)
               FROM creator WHERE id BETWEEN {from} AND {to};"
        ))
        .expect("rows");
}

/// A settled file with so many creators whose posts are known, one of them odd.
fn file(with_posts: i64) -> (Fixture, Scorer) {
    let (mut f, mut scorer) = (fixture(), scorer());
    add(&f, ODD, ODD + with_posts - 1);
    settle(&mut f.conn, &mut scorer, clock().today());
    (f, scorer)
}

/// Who has the flag, in lists and on pages, which must say the same of everybody.
fn flagged_ids(f: &Fixture) -> Vec<i64> {
    let (today, rules) = (clock().today(), Rules::default());
    let list = |text: &str| {
        let expr = parse(text, Calendar::day_first(today)).expect("parses").expr;
        index::list(&f.conn, expr.as_ref(), &[], ListContext::once(today, &rules)).expect("a list")
    };
    for id in &*list("") {
        let page = page::page(&f.conn, *id, today, &rules).expect("a page").expect("a creator");
        let standing = page.detail.row.standing;
        let on_page: Vec<_> = page.vetting.flags.iter().map(|flag| (flag.code, flag.severity)).collect();
        assert_eq!((standing.flags, standing.score), (on_page, page.vetting.fit.score), "{id:?}");
    }
    let found = list("flag:peer-outlier");
    assert_eq!(found, list("has:flag"), "there is no other flag");
    found.iter().map(|id| id.0).collect()
}

#[test]
fn one_unlike_all_others_is_told_from_twenty_on() {
    let (mut f, mut scorer) = file(19);
    let today = clock().today();
    assert_eq!(flagged_ids(&f), Vec::<i64>::new());
    add(&f, 30, 30);
    assert!(settle(&mut f.conn, &mut scorer, today));
    assert_eq!(flagged_ids(&f), [ODD]);
    // The twentieth goes again, and with it the crowd.
    f.conn.execute_batch("DELETE FROM creator WHERE id = 30").expect("gone");
    assert!(settle(&mut f.conn, &mut scorer, today));
    assert_eq!(flagged_ids(&f), Vec::<i64>::new());
}

#[test]
fn a_flag_goes_with_its_cause() {
    let (mut f, mut scorer) = file(24);
    let today = clock().today();
    assert_eq!(flagged_ids(&f), [ODD]);
    f.conn.execute("DELETE FROM reading WHERE post_id = ?1", [ODD]).expect("gone");
    settle(&mut f.conn, &mut scorer, today);
    assert_eq!(flagged_ids(&f), Vec::<i64>::new());
    let kept = "SELECT count(*), sum(creator_id = 3) FROM creator_signals";
    let kept = |f: &Fixture| f.conn.query_row(kept, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("counts");
    assert_eq!(kept(&f), (23, 0), "who tells nothing has no row");
    f.conn.execute_batch("DELETE FROM post; DELETE FROM creator WHERE id > 10").expect("gone");
    settle(&mut f.conn, &mut scorer, today);
    assert_eq!(f.conn.query_row("SELECT count(*) FROM creator_signals", [], |row| row.get(0)), Ok(0));
    assert_eq!(usual(&f.conn).expect("reads"), Peers::default());
}

#[test]
fn a_settled_file_is_left_alone() {
    let (mut f, mut scorer) = file(24);
    let today = clock().today();
    let before = f.conn.total_changes();
    assert!(!scorer.may_be_due(today));
    scorer.unsettle();
    assert_eq!(scorer.work(&mut f.conn, today, || true).expect("works"), Portion::default());
    assert!(!settle(&mut f.conn, &mut self::scorer(), today), "nor after a restart");
    assert_eq!(self::scorer().due(&f.conn, today, 9).expect("counts"), 0);
    assert_eq!(f.conn.total_changes(), before);
    // A new day looks at those with posts, and nothing about them changes by it.
    let tomorrow = today + Days::new(1);
    assert!(!settle(&mut f.conn, &mut scorer, tomorrow));
    assert!(!is_due(&f.conn, tomorrow).expect("tells"));
}

#[test]
fn the_yardstick_comes_last_and_in_a_portion_of_its_own() {
    let (mut f, mut scorer, today) = (fixture(), scorer(), clock().today());
    add(&f, ODD, 24);
    while scorer.due(&f.conn, today, 99).expect("counts") > 1 {
        assert_eq!(usual(&f.conn).expect("reads"), Peers::default());
        assert!(scorer.work(&mut f.conn, today, || false).expect("works").more);
    }
    assert_eq!(scorer.due(&f.conn, today, 99).expect("counts"), 1);
    assert_eq!(scorer.work(&mut f.conn, today, || false).expect("works"), Portion { changed: false, more: true });
    assert!(usual(&f.conn).expect("reads").usual[0].is_some());
    // Of 22 the odd one alone is due by it.
    assert_eq!(scorer.due(&f.conn, today, 99).expect("counts"), 1);
    assert_eq!(scorer.work(&mut f.conn, today, || false).expect("works"), Portion { changed: true, more: true });
    assert_eq!(scorer.work(&mut f.conn, today, || false).expect("works"), Portion::default());
    assert_eq!(flagged_ids(&f), [ODD]);
}

#[test]
fn programs_do_not_take_turns() {
    let (mut f, mut one) = file(24);
    let (mut same, mut other) = (scorer(), Scorer::new(&Rules { wanted: Brief::default(), ..Rules::default() }));
    let today = clock().today();
    for change in ["UPDATE reading SET likes = 9000 WHERE post_id = 8", "DELETE FROM creator WHERE id = 9"] {
        f.conn.execute_batch(change).expect("a change");
        for _ in 0..2 {
            for scorer in [&mut one, &mut same, &mut other] {
                settle(&mut f.conn, scorer, today);
            }
        }
        let before = f.conn.total_changes();
        for scorer in [&mut one, &mut same, &mut other] {
            assert!(!settle(&mut f.conn, scorer, today));
        }
        assert_eq!(f.conn.total_changes(), before, "after {change}");
    }
}

#[test]
fn among_many_a_few_changes_wait_for_the_next_day() {
    let (mut f, mut scorer, today) = (fixture(), scorer(), clock().today());
    add(&f, ODD, ODD + FEW - 1);
    settle(&mut f.conn, &mut scorer, today);
    let change = |f: &Fixture, to: i64| {
        f.conn
            .execute("UPDATE creator_signals SET reach = reach + 0.001 WHERE creator_id BETWEEN ?1 AND ?2", [ODD, to])
            .expect("changes");
    };
    let due = |f: &Fixture, day| is_due(&f.conn, day).expect("tells");
    assert!(!due(&f, today) && !due(&f, today + Days::new(1)));
    change(&f, ODD + FEW / PORTION - 2);
    assert!(!due(&f, today) && due(&f, today + Days::new(1)));
    change(&f, ODD);
    assert!(due(&f, today));
    renew(&f.conn, today).expect("renews");
    assert!(!due(&f, today) && !due(&f, today + Days::new(1)));
}

#[test]
fn an_older_file_gets_its_signals() {
    let (mut f, mut scorer) = file(24);
    let today = clock().today();
    // As an older version left it: scored, and without any signal.
    f.conn
        .execute_batch(
            "DROP TABLE creator_signals; DROP TABLE usual_signal; DROP TABLE usual_pass;
             UPDATE creator_vetting SET flags = 0, red = 0;",
        )
        .expect("older");
    let migration = migrate::ALL.iter().find(|sql| sql.contains("creator_signals")).expect("a migration");
    f.conn.execute_batch(migration).expect("migrates");
    settle(&mut f.conn, &mut scorer, today);
    assert_eq!(flagged_ids(&f), [ODD]);
}
