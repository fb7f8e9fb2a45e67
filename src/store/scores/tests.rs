use chrono::Days;

use super::*;
use crate::analysis::fit::Weights;
use crate::analysis::flags::FlagCode;
use crate::analysis::rules::Rules;
use crate::store::fixture::{Fixture, clock, fixture};

/// Rules by which nothing but a niche is wanted.
fn rules() -> Rules {
    Rules { wanted: Brief::default(), ..Rules::default() }
}

fn scorer() -> Scorer {
    Scorer::new(&rules())
}

/// Computes all that is due, and returns whether anything changed.
pub(crate) fn settle(conn: &mut Connection, scorer: &mut Scorer, today: NaiveDate) -> bool {
    scorer.unsettle();
    let mut changed = false;
    while scorer.may_be_due(today) {
        changed |= scorer.work(conn, today, || true).expect("works").changed;
    }
    changed
}

/// Every result as text, signals and what is usual of them at the end.
pub(crate) fn results(conn: &Connection) -> Vec<String> {
    let mut statement = conn
        .prepare(
            "SELECT * FROM (SELECT concat_ws(' ', creator_id, ifnull(score, '-'), coverage, flags, red, ifnull(er_views, '-'), ifnull(growth, '-'), rising)
               FROM creator_vetting ORDER BY creator_id)
             UNION ALL SELECT * FROM (SELECT concat_ws(' ', creator_id, 'signals', quote(like_rate), quote(comment_rate), quote(reach))
               FROM creator_signals ORDER BY creator_id)
             UNION ALL SELECT * FROM (SELECT concat_ws(' ', place, 'usual', count, median, mad) FROM usual_signal ORDER BY place)",
        )
        .expect("selects");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<rusqlite::Result<_>>().expect("texts")
}

/// A file whose campaign looks for the niche of both creators.
fn wanted() -> Fixture {
    let f = fixture();
    f.conn.execute_batch("INSERT INTO campaign_niche (campaign_id, tag_id) VALUES (1, 1)").expect("a niche");
    f
}

#[test]
fn everybody_is_worked_out_once() {
    let (mut f, mut scorer, today) = (wanted(), scorer(), clock().today());
    assert_eq!(scorer.due(&f.conn, today, 9).expect("counts"), 2);
    let portion = scorer.work(&mut f.conn, today, || false).expect("works");
    assert_eq!((portion, scorer.due(&f.conn, today, 9).expect("counts")), (Portion { changed: true, more: true }, 1));
    assert!(settle(&mut f.conn, &mut scorer, today));
    assert_eq!(results(&f.conn), ["1 100 20 0 0 - - 0", "2 100 20 0 0 - - 0"]);
    let before = f.conn.total_changes();
    assert!(!settle(&mut f.conn, &mut scorer, today));
    assert!(!settle(&mut f.conn, &mut self::scorer(), today), "nor after a restart");
    assert_eq!(f.conn.total_changes(), before, "nothing is written when nothing is due");
}

#[test]
fn a_new_day_concerns_those_who_post() {
    let (mut f, mut scorer, today) = (wanted(), scorer(), clock().today());
    f.conn
        .execute_batch("INSERT INTO post (creator_id, posted_on) VALUES (1, '2026-02-18'), (1, '2026-02-11')")
        .expect("posts");
    settle(&mut f.conn, &mut scorer, today);
    let flags = |f: &Fixture| results(&f.conn)[0].split(' ').nth(3).map(str::to_owned);
    assert_eq!(flags(&f).as_deref(), Some("0"));
    assert!(!scorer.may_be_due(today));
    let tomorrow = today + Days::new(1);
    assert!(scorer.may_be_due(tomorrow));
    assert_eq!(scorer.due(&f.conn, tomorrow, 9).expect("counts"), 1);
    assert!(settle(&mut f.conn, &mut scorer, tomorrow));
    assert_eq!(flags(&f), Some(bit(FlagCode::Dormant).to_string()));
}

#[test]
fn another_brief_and_other_rules_concern_everybody() {
    let (mut f, mut scorer, today) = (wanted(), scorer(), clock().today());
    settle(&mut f.conn, &mut scorer, today);
    f.conn.execute_batch("DELETE FROM campaign_niche").expect("nothing is wanted");
    assert!(settle(&mut f.conn, &mut scorer, today));
    assert_eq!(results(&f.conn), Vec::<String>::new(), "a creator without a result has no row");

    f.conn.execute_batch("INSERT INTO campaign_niche (campaign_id, tag_id) VALUES (1, 1)").expect("a niche");
    let weights = Weights { niche: 100, ..Weights::default() };
    let standards = Standards { weights, ..rules().standards };
    let mut other = Scorer::new(&Rules { standards, ..rules() });
    settle(&mut f.conn, &mut other, today);
    assert_eq!(results(&f.conn)[0], "1 100 56 0 0 - - 0");
    // A program with other rules takes over once, and then leaves the file to the next one.
    settle(&mut f.conn, &mut scorer, today);
    assert_eq!(results(&f.conn)[0], "1 100 20 0 0 - - 0");
    assert!(!settle(&mut f.conn, &mut other, today));
    assert!(!settle(&mut f.conn, &mut scorer, today));
}

#[test]
fn an_import_is_left_alone_until_it_is_over() {
    let (mut f, mut scorer, today) = (wanted(), scorer(), clock().today());
    let op = undo::open_op(&f.conn, "Importing march.csv", 1, true).expect("opens");
    undo::pause(&f.conn).expect("pauses");
    assert_eq!(scorer.work(&mut f.conn, today, || true).expect("works"), Portion::default());
    assert!(scorer.may_be_due(today));
    undo::revert(&mut f.conn, op).expect("reverts");
    assert!(scorer.work(&mut f.conn, today, || true).expect("works").changed);
}

#[test]
fn who_comes_back_is_worked_out_again() {
    let (mut f, mut scorer, today) = (wanted(), scorer(), clock().today());
    let rows = |from: i64, to: i64| {
        format!(
            "WITH n AS (SELECT {from} AS n UNION ALL SELECT n + 1 FROM n WHERE n < {to})
             INSERT INTO creator (id, handle, followers, added_on, updated_at) SELECT n, 'h' || n, 20000, '2026-03-01', 1 FROM n;
             WITH n AS (SELECT {from} AS n UNION ALL SELECT n + 1 FROM n WHERE n < {to})
             INSERT INTO creator_tag (creator_id, tag_id) SELECT n, 1 FROM n;"
        )
    };
    f.conn.execute_batch(&rows(10, 20)).expect("rows");
    settle(&mut f.conn, &mut scorer, today);
    assert_eq!(results(&f.conn).len(), 13);
    f.conn
        .execute_batch("DELETE FROM creator_tag WHERE creator_id > 2; DELETE FROM creator WHERE id > 2")
        .expect("gone");
    settle(&mut f.conn, &mut scorer, today);
    assert_eq!(results(&f.conn).len(), 2);
    f.conn.execute_batch(&rows(3, 20)).expect("rows");
    settle(&mut f.conn, &mut scorer, today);
    assert_eq!(results(&f.conn).len(), 20);
    // One that goes concerns nobody else, and is looked at again when it comes back.
    f.conn
        .execute_batch("DELETE FROM creator_tag WHERE creator_id = 7; DELETE FROM creator WHERE id = 7")
        .expect("gone");
    assert!(scorer.due(&f.conn, today, 99).expect("counts") <= 1);
    settle(&mut f.conn, &mut scorer, today);
    f.conn.execute_batch(&rows(7, 7)).expect("back");
    settle(&mut f.conn, &mut scorer, today);
    assert_eq!(results(&f.conn).len(), 20);
}

#[test]
fn every_flag_has_its_own_bit() {
    let all = FlagCode::ALL.iter().fold(0, |bits, code| bits | bit(*code));
    assert_eq!(all, (1 << FlagCode::ALL.len()) - 1);
}

#[test]
fn who_comes_in_a_batch_under_an_old_number_has_a_turn() {
    let (mut f, mut scorer, today) = (wanted(), scorer(), clock().today());
    settle(&mut f.conn, &mut scorer, today);
    // As after an import that was undone: the next one gets the same numbers again.
    f.conn
        .execute_batch("DELETE FROM creator_tag WHERE creator_id = 2; DELETE FROM creator WHERE id = 2")
        .expect("gone");
    settle(&mut f.conn, &mut scorer, today);
    let op = undo::open_op(&f.conn, "Importing april.csv", 1, true).expect("opens");
    let bulk = undo::bulk::Bulk::begin(&f.conn, op).expect("begins");
    f.conn
        .execute("INSERT INTO creator (id, handle, added_on, updated_at) VALUES (2, 'bo', '2026-03-01', 1)", [])
        .expect("a row without tags");
    bulk.end(&f.conn).expect("ends");
    undo::close_op(&f.conn, op, "Imported", undo::Place::Nowhere).expect("closes");
    assert_eq!(scorer.due(&f.conn, today, 9).expect("counts"), 1);
}

#[test]
fn a_batch_of_an_import_notes_the_known_whom_it_tags() {
    let (mut f, mut scorer, today) = (wanted(), scorer(), clock().today());
    settle(&mut f.conn, &mut scorer, today);
    let op = undo::open_op(&f.conn, "Importing march.csv", 1, true).expect("opens");
    let bulk = undo::bulk::Bulk::begin(&f.conn, op).expect("begins");
    f.conn
        .execute_batch(
            "INSERT INTO tag (id, name, folded) VALUES (2, 'vip', 'vip');
             INSERT INTO creator (id, handle, added_on, updated_at) VALUES (3, 'ann', '2026-03-01', 1);
             INSERT INTO creator_tag (creator_id, tag_id) VALUES (2, 2), (3, 2);",
        )
        .expect("rows");
    bulk.end(&f.conn).expect("ends");
    let due = |f: &Fixture| f.conn.query_row("SELECT group_concat(creator_id) FROM vetting_due", [], |row| row.get(0));
    assert_eq!(due(&f).ok(), Some("2".to_owned()), "who is new has a turn anyway");
    undo::close_op(&f.conn, op, "Imported", undo::Place::Nowhere).expect("closes");
    f.conn.execute("INSERT INTO creator_tag (creator_id, tag_id) VALUES (1, 2)", []).expect("a tag");
    assert_eq!(due(&f).ok(), Some("1,2".to_owned()), "tags are watched again");
}
