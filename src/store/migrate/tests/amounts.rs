//! A file whose amounts were planned, committed or spent, with a history that names these words.

use rusqlite::OpenFlags;

use crate::store::connection::connect;
use crate::store::open::open_writer;
use crate::store::undo::{self, Place, triggers};

use super::super::{ALL, run};
use super::clock;

/// How many migrations such a file went through.
const BEFORE: usize = 12;

/// What the older program wrote, one step after the other: a form, a start, an import of a tracker, a deletion.
const STEPS: [&str; 6] = [
    "INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (1, 1, 1, 1), (2, 1, 2, 1), (3, 1, 3, 1);",
    "INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day) VALUES
       (1, 1, 'fee', 10000, 'planned', '2026-03-01'), (2, 1, 'product', 1200, 'planned', '2026-03-01');
     UPDATE collaboration SET money = 'agreed', updated_at = 2 WHERE id = 1;",
    "UPDATE cost_item SET state = 'committed' WHERE state = 'planned'; UPDATE batch SET status = 'running';",
    "INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day) VALUES
       (3, 2, 'fee', 5000, 'spent', '2026-03-02'), (4, 2, 'shipping', 400, 'spent', '2026-03-02'),
       (5, 3, 'fee', 7000, 'spent', '2026-03-02');
     UPDATE collaboration SET outreach = 'agreed', money = 'paid', updated_at = 3 WHERE id IN (2, 3);",
    "INSERT INTO payment (id, collaboration_id, amount_minor, currency, paid_on) VALUES (1, 3, 7000, 'USD', '2026-03-04');",
    "UPDATE cost_item SET amount_minor = 5500 WHERE id = 3; DELETE FROM collaboration WHERE id = 2;
     INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day, note)
       VALUES (9, 1, 'boost', 700, 'planned', '2026-03-05', 'state IS ''planned'', said she');",
];

/// An old file with its history, of which the last `undone` steps were undone.
fn old_file(folder: &std::path::Path, undone: usize) -> std::path::PathBuf {
    let path = folder.join("shop.db");
    let mut conn = connect(&path, OpenFlags::default()).expect("opens");
    conn.pragma_update(None, "application_id", crate::store::header::APPLICATION_ID).expect("sets");
    run(&mut conn, &path, &ALL[..BEFORE], &clock()).expect("the older version");
    triggers::install(&conn).expect("triggers");
    conn.execute_batch(
        "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (1, 'a', '2026-03-01', 1), (2, 'b', '2026-03-01', 1),
           (3, 'c', '2026-03-01', 1);
         INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (1, 'Spring', 'spring', 'USD', 1);
         INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (1, 1, 'A', 'a', 1);",
    )
    .expect("rows");
    for (at, step) in (1_i64..).zip(STEPS) {
        undo::in_op(&mut conn, at, |conn| {
            conn.execute_batch(step)?;
            Ok(((), format!("step {at}"), Place::Nowhere))
        })
        .expect("a step");
    }
    for _ in 0..undone {
        undo::undo(&mut conn).expect("the older program undoes").expect("a step");
    }
    path
}

fn text(conn: &rusqlite::Connection, sql: &str) -> String {
    conn.query_row(sql, [], |row| row.get::<_, Option<String>>(0)).expect("a row").unwrap_or_default()
}

/// Kind, state and money of all collaborations; and what counts.
fn facts(conn: &rusqlite::Connection) -> [String; 3] {
    [
        text(conn, "SELECT group_concat(id || ' ' || state, ', ' ORDER BY id) FROM cost_item"),
        text(conn, "SELECT group_concat(id || ' ' || money, ', ' ORDER BY id) FROM collaboration"),
        text(conn, "SELECT CAST(ifnull(sum(amount_minor), 0) AS TEXT) FROM spend_item"),
    ]
}

#[test]
fn old_amounts_and_the_steps_of_their_history_are_carried_over() {
    // After each step, from none to all: what the old file must read as.
    let expected = [
        ["", "", "0"],
        ["", "1 nothing owed, 2 nothing owed, 3 nothing owed", "0"],
        ["1 offered, 2 offered", "1 agreed, 2 nothing owed, 3 nothing owed", "0"],
        ["1 agreed, 2 agreed", "1 agreed, 2 nothing owed, 3 nothing owed", "11200"],
        ["1 agreed, 2 agreed, 3 agreed, 4 paid, 5 paid", "1 agreed, 2 agreed, 3 paid", "23600"],
        ["1 agreed, 2 agreed, 3 agreed, 4 paid, 5 paid", "1 agreed, 2 agreed, 3 paid", "23600"],
        ["1 agreed, 2 agreed, 5 paid, 9 offered", "1 agreed, 3 paid", "18200"],
    ];
    for undone in 0..=STEPS.len() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = old_file(folder.path(), undone);
        let mut conn = open_writer(&path, &clock()).expect("migrates");
        for (at, facts_then) in expected.iter().enumerate().take(STEPS.len() - undone + 1).rev() {
            // Before the import's step is undone, its payment is: without one the fee is agreed at most.
            assert_same(&facts(&conn), facts_then, undone, at);
            if at > 0 {
                undo::undo(&mut conn).expect("an old step is undone").expect("a step");
            }
        }
        for at in 1..=STEPS.len() {
            undo::redo(&mut conn)
                .unwrap_or_else(|error| panic!("step {at}, {undone} undone: {error}"))
                .expect("a step");
        }
        assert_same(&facts(&conn), &expected[STEPS.len()], undone, STEPS.len());
        assert!(text(&conn, "SELECT note FROM cost_item WHERE id = 9").contains("'planned'"), "a note keeps its words");
    }
}

/// A fee whose payment was undone before the update reads as agreed, since nothing says that it was paid.
fn assert_same(facts: &[String; 3], expected: &[&str; 3], undone: usize, at: usize) {
    let known =
        if undone > 1 { expected.map(|text| text.replace("5 paid", "5 agreed")) } else { expected.map(str::to_owned) };
    assert_eq!(facts, &known, "{undone} steps undone before, after step {at}");
}

#[test]
fn paid_without_a_payment_is_counted_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = old_file(folder.path(), 2);
    let conn = open_writer(&path, &clock()).expect("migrates");
    assert_eq!(text(&conn, "SELECT value FROM memory WHERE name = 'paid_reset'"), "1");
    assert_eq!(text(&conn, "SELECT group_concat(money) FROM collaboration WHERE id = 2"), "agreed");
}
