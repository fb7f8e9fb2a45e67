use super::*;
use crate::error::ErrorKind;
use crate::store::connection::connect;
use crate::store::fixture::{Fixture, clock, dump, fixture};
use crate::store::open::open_writer;

fn step(conn: &mut Connection, label: &str, sql: &str) -> Option<OpId> {
    in_op(conn, clock().now_ms(), |tx| {
        tx.execute_batch(sql)?;
        Ok(((), label.to_owned(), Place::Creator(CreatorId(1))))
    })
    .expect("a step")
    .0
}

#[test]
fn cascades_come_back_and_go_again() {
    let Fixture { conn: ref mut c, .. } = fixture();
    let before = dump(c);
    let op = step(c, "Deleted Spring", "DELETE FROM campaign WHERE id = 1").expect("an operation");
    let after = dump(c);
    assert_eq!(after.iter().filter(|line| line.starts_with("cost_item")).count(), 0);
    for _ in 0..2 {
        let undone = undo(c).expect("undoes").expect("something");
        assert_eq!((undone.op, undone.place), (op, Place::Creator(CreatorId(1))));
        assert_eq!((dump(c), steps(c).expect("steps")), (before.clone(), (0, 1)));
        assert_eq!(redo(c).expect("redoes").expect("something").label, "Deleted Spring");
        assert_eq!((dump(c), steps(c).expect("steps")), (after.clone(), (1, 0)));
    }
    assert_eq!(redo(c).expect("asks"), None);
}

#[test]
fn every_column_of_every_table_comes_back() {
    let Fixture { conn: ref mut c, .. } = fixture();
    c.execute_batch(
        "INSERT INTO saved_view (name, filter) VALUES ('a', 'b'); INSERT INTO setting (name, value) VALUES ('a', 'b');
         INSERT INTO campaign_niche (campaign_id, tag_id) VALUES (1, 1);
         INSERT INTO creator_reading (creator_id, day, followers) VALUES (1, '2026-01-01', 9);
         INSERT INTO audience_share (creator_id, facet, key, share_bp) VALUES (1, 'country', 'US', 9);
         INSERT INTO post (creator_id, collaboration_id) VALUES (1, 1);
         INSERT INTO reading (post_id, day, views) VALUES (1, '2026-01-01', 9);
         INSERT INTO link (collaboration_id, url) VALUES (1, 'u');
         INSERT INTO click_reading (link_id, day, clicks) VALUES (1, '2026-01-01', 9);
         INSERT INTO order_code (order_id, folded) VALUES (1, 'mia10');
         INSERT INTO payment (collaboration_id, amount_minor, currency) VALUES (1, 5, 'USD');
         INSERT INTO rights (collaboration_id, kind) VALUES (1, 'usage');
         INSERT INTO step (collaboration_id, track, word, day) VALUES (1, 'outreach', 'agreed', '2026-01-01');
         INSERT INTO deliverable (collaboration_id, draft_on) VALUES (1, '2026-01-01');
         INSERT INTO exchange_rate (currency, into_currency, day, rate_e6) VALUES ('EUR', 'USD', '2026-01-01', 1080000);
         INSERT INTO task (kind, title, due_on) VALUES ('a', 'b', '2026-01-01');
         INSERT INTO handle_history (creator_id, platform, handle, until_on) VALUES (1, 'tiktok', 'a', '2026-01-01');
         INSERT INTO settled_pair (low_id, high_id) VALUES (1, 2);
         INSERT INTO weekly_goal (week, wanted, until) VALUES ('2026-01-05', 5, 5);
         INSERT INTO pick (creator_id, day) VALUES (1, '2026-01-01');
         INSERT INTO agenda_mark (kind, subject_id, due_on) VALUES ('a', 1, '2026-01-01');
         INSERT INTO import_run (file, kind, content_hash, ran_at) VALUES ('a', 'b', 'c', 1);
         INSERT INTO terms (campaign_id) VALUES (1); INSERT INTO creator_terms (campaign_id, creator_id) VALUES (1, 1);
         INSERT INTO settled_codes (first, second, winner_id) VALUES ('a', 'b', 1);
         INSERT INTO figure_source (creator_id, figure, day) VALUES (1, 'er', '2026-01-01');
         INSERT INTO fact_source (creator_id, fact, day) VALUES (1, 'website', '2026-01-01');",
    )
    .expect("rows");
    for table in triggers::RECORDED {
        let before = dump(c);
        let columns = triggers::columns(c, table).expect("columns");
        let set = columns.iter().filter(|c| *c != "id" && !c.ends_with("_id")).map(|c| {
            format!(
                "UPDATE OR IGNORE {table} SET {c} = CASE typeof({c}) WHEN 'text' THEN {c} || '''x'
                 WHEN 'null' THEN NULL ELSE {c} + 1 END;"
            )
        });
        // Checks and keys may forbid a change; what is allowed must come back.
        let allowed: String = set
            .chain([format!("DELETE FROM {table} WHERE id = 1;")])
            .filter(|sql| c.unchecked_transaction().expect("begins").execute_batch(sql).is_ok())
            .collect();
        assert!(step(c, "Changed", &allowed).is_some(), "{table}");
        undo(c).expect("undoes");
        assert_eq!(dump(c), before, "{table}");
    }
}

#[test]
fn a_value_changed_by_another_program_is_not_overwritten() {
    let Fixture { conn: ref mut c, ref path, .. } = fixture();
    step(c, "Rated @mia 4", "UPDATE creator SET rating = 4 WHERE id IN (1, 2)");
    let outside = connect(path, rusqlite::OpenFlags::default()).expect("opens");
    outside.execute("UPDATE creator SET name = 'Mia' WHERE id = 1", []).expect("another column");
    undo(c).expect("another column does not disturb");
    redo(c).expect("nor here");
    outside.execute("UPDATE creator SET rating = 5 WHERE id = 1", []).expect("the same value");
    let before = dump(c);
    let error = undo(c).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(
        error.to_string(),
        "You can't undo \"Rated @mia 4\": another program changed the same value since. Nothing was changed."
    );
    assert_eq!((dump(c), steps(c).expect("steps")), (before, (1, 0)));
    outside.execute("UPDATE creator SET rating = 4 WHERE id = 1", []).expect("put back");
    undo(c).expect("possible again");
}

#[test]
fn a_row_others_depend_on_is_not_taken_back() {
    let Fixture { conn: ref mut c, ref path, .. } = fixture();
    step(c, "Added @new", "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (9, 'new', '2026-03-01', 1)");
    let outside = connect(path, rusqlite::OpenFlags::default()).expect("opens");
    outside
        .execute("INSERT INTO collaboration (batch_id, creator_id, updated_at) VALUES (1, 9, 1)", [])
        .expect("another program books the creator");
    let before = dump(c);
    assert_eq!(undo(c).expect_err("refused").kind(), ErrorKind::Conflict);
    assert_eq!(dump(c), before);
    step(c, "Still works", "UPDATE creator SET rating = 1 WHERE id = 1").expect("the connection is usable");
}

#[test]
fn history_outlives_the_program() {
    let Fixture { mut conn, path, _folder } = fixture();
    let before = dump(&conn);
    step(&mut conn, "Deleted", "DELETE FROM collaboration");
    drop(conn);
    let mut conn = open_writer(&path, &clock()).expect("opens");
    undo(&mut conn).expect("undoes").expect("something");
    assert_eq!(dump(&conn), before);
    drop(conn);
    let mut conn = open_writer(&path, &clock()).expect("opens");
    redo(&mut conn).expect("redoes").expect("something");
    assert_ne!(dump(&conn), before);
}

#[test]
fn a_new_step_ends_redo_and_no_step_does_not() {
    let Fixture { conn: ref mut c, .. } = fixture();
    step(c, "One", "UPDATE creator SET rating = 1");
    undo(c).expect("undoes");
    assert_eq!(step(c, "None", "UPDATE creator SET rating = rating"), None);
    assert_eq!(steps(c).expect("steps"), (0, 1));
    step(c, "Two", "UPDATE creator SET rating = 2");
    assert_eq!(steps(c).expect("steps"), (1, 0));
    let left: i64 = c
        .query_row("SELECT count(*) FROM undo_row WHERE op_id NOT IN (SELECT id FROM undo_op)", [], |row| row.get(0))
        .expect("counts");
    assert_eq!(left, 0);
}

#[test]
fn an_import_in_several_transactions_is_one_step_beside_commands() {
    let Fixture { conn: ref mut c, ref path, .. } = fixture();
    let before = dump(c);
    let lock = ImportLock::take(path).expect("takes").expect("free");
    let op = open_op(c, "Importing march.csv", clock().now_ms(), true).expect("opens");
    for batch in 0..3 {
        resume(c, op, true).expect("resumes");
        c.execute("INSERT INTO creator (handle, added_on, updated_at) VALUES ('i' || ?1, '2026-03-01', 1)", [batch])
            .expect("inserts");
        pause(c).expect("pauses");
        if batch == 1 {
            step(c, "Rated", "UPDATE creator SET rating = 3 WHERE id = 1");
            assert!(undo(c).expect_err("an import is open").to_string().contains("Importing march.csv"));
        }
        let others = open_writer(path, &clock()).expect("another window leaves the running import alone");
        drop(others);
    }
    assert!(close_op(c, op, "Imported 3 creators", Place::Nowhere).expect("closes"));
    drop(lock);
    let after = dump(c);
    assert_eq!(steps(c).expect("steps"), (2, 0));
    undo(c).expect("undoes").expect("the rating");
    assert_eq!(undo(c).expect("undoes").expect("the import").label, "Imported 3 creators");
    assert_eq!(dump(c), before);
    redo(c).expect("redoes");
    redo(c).expect("redoes");
    assert_eq!(dump(c), after);
    undo(c).expect("undoes");
    undo(c).expect("undoes");
    assert_eq!(dump(c), before);
}

#[test]
fn a_killed_import_is_taken_back_at_the_next_start() {
    let Fixture { mut conn, path, _folder } = fixture();
    let before = dump(&conn);
    step(&mut conn, "Rated", "UPDATE creator SET rating = 3 WHERE id = 1");
    undo(&mut conn).expect("undoes");
    let lock = ImportLock::take(&path).expect("takes").expect("free");
    assert!(ImportLock::take(&path).expect("asks").is_none(), "one import at a time");
    let op = open_op(&conn, "Importing march.csv", clock().now_ms(), true).expect("opens");
    conn.execute("INSERT INTO creator (handle, added_on, updated_at) VALUES ('half', '2026-03-01', 1)", [])
        .expect("inserts");
    conn.execute("UPDATE creator SET name = 'Mia' WHERE id = 1", []).expect("updates");
    drop(conn);
    drop(lock);
    let conn = open_writer(&path, &clock()).expect("opens");
    assert_eq!(dump(&conn), before);
    assert_eq!(steps(&conn).expect("steps"), (0, 1), "what was undone before can still be done again");
    assert_eq!(
        conn.query_row("SELECT count(*) FROM undo_op WHERE id = ?1", [op.0], |r| r.get::<_, i64>(0)).expect("counts"),
        0
    );
    assert!(!path.with_file_name("shop.db.importing").exists());
}

#[test]
fn the_history_has_a_limit_and_keeps_the_newest() {
    let Fixture { conn: ref mut c, .. } = fixture();
    for number in 0..502 {
        step(c, "Renamed", &format!("UPDATE creator SET name = '{number}' WHERE id = 1"));
    }
    assert_eq!(steps(c).expect("steps"), (MOST_OPS, 0));
    c.execute("UPDATE undo_op SET steps = ?1", [MOST_STEPS]).expect("pretends they are large");
    step(c, "Renamed", "UPDATE creator SET name = '' WHERE id = 1");
    assert_eq!(steps(c).expect("steps"), (1, 0));
    while sweep(c).expect("sweeps") {}
    assert_eq!(c.query_row("SELECT count(*) FROM undo_row", [], |row| row.get::<_, i64>(0)).expect("counts"), 1);
    undo(c).expect("undoes").expect("the newest");
}

#[test]
fn a_clock_years_ahead_or_behind_expires_no_step() {
    let Fixture { conn: ref mut c, .. } = fixture();
    let before = dump(c);
    let year: i64 = 366 * 24 * 3_600_000;
    let jumps = [0, 73 * year, 0, -56 * year, 1, 5 * year, -5 * year, 2];
    for (number, jump) in jumps.into_iter().enumerate() {
        in_op(c, clock().now_ms() + jump, |tx| {
            tx.execute("UPDATE creator SET name = ?1 WHERE id = 1", [number.to_string()])?;
            Ok(((), format!("Renamed {number}"), Place::Nowhere))
        })
        .expect("a step");
        assert_eq!(steps(c).expect("steps"), (i64::try_from(number).expect("small") + 1, 0));
    }
    for number in (0..jumps.len()).rev() {
        assert_eq!(
            undo(c).expect("undoes").expect("a step").label,
            format!("Renamed {number}"),
            "in the order they were made"
        );
    }
    assert_eq!(dump(c), before);
    while redo(c).expect("redoes").is_some() {}
    assert_eq!(steps(c).expect("steps"), (8, 0));
}

#[test]
fn an_import_others_build_on_stays_as_a_step() {
    let Fixture { mut conn, path, _folder } = fixture();
    let op = open_op(&conn, "Importing march.csv", clock().now_ms(), true).expect("opens");
    conn.execute("INSERT INTO creator (id, handle, added_on, updated_at) VALUES (9, 'new', '2026-03-01', 1)", [])
        .expect("inserts");
    pause(&conn).expect("pauses");
    step(&mut conn, "Booked @new", "INSERT INTO collaboration (batch_id, creator_id, updated_at) VALUES (1, 9, 1)");
    let before = dump(&conn);
    let error = revert(&mut conn, op).expect_err("others build on it");
    assert!(error.to_string().contains("What was done so far stays"), "{error}");
    assert_eq!((dump(&conn), steps(&conn).expect("steps")), (before, (2, 0)));
    conn.execute("UPDATE undo_op SET state = 'open' WHERE id = ?1", [op.0]).expect("as if it was killed");
    drop(conn);
    let mut conn = open_writer(&path, &clock()).expect("opens");
    assert_eq!(steps(&conn).expect("steps"), (2, 0));
    undo(&mut conn).expect("undoes").expect("the booking");
    undo(&mut conn).expect("undoes").expect("the import");
}
