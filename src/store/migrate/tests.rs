use std::collections::BTreeSet;

mod amounts;

use super::*;
use crate::store::connection::connect;
use crate::store::open::{open_reader, open_writer};
use crate::store::undo::triggers;
use chrono::NaiveDate;
use rusqlite::OpenFlags;

fn clock() -> Clock {
    Clock::fixed(NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"))
}

fn schema(conn: &Connection) -> Vec<String> {
    let mut statement = conn.prepare("SELECT ifnull(sql, name) FROM sqlite_schema ORDER BY name").expect("a schema");
    statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("text")
}

const TWO: &[&str] = &[
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT; CREATE INDEX thing_name ON thing (name)",
];

#[test]
fn an_older_file_is_backed_up_and_ends_like_a_fresh_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let old_path = folder.path().join("shop.db");
    let mut old = connect(&old_path, OpenFlags::default()).expect("opens");
    run(&mut old, &old_path, &TWO[..1], &clock()).expect("migrates");
    old.execute("INSERT INTO thing (name) VALUES ('kept')", []).expect("inserts");
    assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 1, "a fresh file needs no backup");

    run(&mut old, &old_path, TWO, &clock()).expect("migrates");
    let fresh_path = folder.path().join("fresh.db");
    let mut fresh = connect(&fresh_path, OpenFlags::default()).expect("opens");
    run(&mut fresh, &fresh_path, TWO, &clock()).expect("migrates");
    assert_eq!(schema(&old), schema(&fresh));

    let backup = folder.path().join("shop.db.before-v2.2026-03-11.backup.db");
    let kept = connect(&backup, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the backup opens");
    assert_eq!(version(&kept).expect("a version"), 1);
    assert_eq!(kept.query_row("SELECT name FROM thing", [], |row| row.get::<_, String>(0)).expect("a row"), "kept");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&backup).expect("there").permissions().mode() & 0o777, 0o600);
    }
    run(&mut old, &old_path, TWO, &clock()).expect("nothing is pending");
}

#[test]
fn a_failing_migration_leaves_the_version_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let mut conn = connect(&path, OpenFlags::default()).expect("opens");
    let broken = &[TWO[0], "CREATE TABLE half (id INTEGER PRIMARY KEY); CREATE TABLE thing (id INTEGER)"];
    run(&mut conn, &path, broken, &clock()).expect_err("the second fails");
    assert_eq!(version(&conn).expect("a version"), 0, "the first is undone with it");
    assert!(["thing", "half"].iter().all(|table| conn.prepare(&format!("SELECT * FROM {table}")).is_err()));
}

#[test]
fn a_newer_file_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let conn = open_writer(&path, &clock()).expect("opens");
    conn.pragma_update(None, "user_version", 99).expect("sets");
    drop(conn);
    let before = std::fs::read(&path).expect("reads");
    let error = open_writer(&path, &clock()).expect_err("refused");
    assert!(error.to_string().contains("newer version of Tenfold"), "{error}");
    assert!(error.hint().is_some());
    open_reader(&path).expect_err("refused");
    assert_eq!(std::fs::read(&path).expect("reads"), before);
}

#[test]
fn every_table_has_an_id_so_that_its_changes_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let conn = open_writer(&folder.path().join("shop.db"), &clock()).expect("opens");
    for table in triggers::RECORDED {
        let columns = triggers::columns(&conn, table).expect("columns");
        assert_eq!(columns.first().map(String::as_str), Some("id"), "{table}");
    }
}

#[test]
fn each_table_of_the_migrations_is_recorded_or_derived() {
    let folder = tempfile::tempdir().expect("a folder");
    let conn = open_writer(&folder.path().join("shop.db"), &clock()).expect("opens");
    let mut made = conn
        .prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
        )
        .expect("selects");
    let made: BTreeSet<String> =
        made.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("text")).collect();
    let listed: Vec<&str> = triggers::RECORDED.iter().chain(triggers::DERIVED).copied().collect();
    assert_eq!(made, listed.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(made.len(), listed.len(), "each stands in one list, once");
}

#[test]
fn a_table_of_another_program_with_broken_keys_does_not_stop_a_migration() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let conn = open_writer(&path, &clock()).expect("opens");
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF;
         CREATE TABLE theirs (of INTEGER REFERENCES missing (id)); INSERT INTO theirs VALUES (7);",
    )
    .expect("another program's table");
    conn.pragma_update(None, "user_version", i64::try_from(ALL.len() - 1).expect("small")).expect("as if it was older");
    let mut conn = conn;
    let last = &["", "CREATE TABLE fresh (id INTEGER PRIMARY KEY)"];
    let steps: Vec<&str> = std::iter::repeat_n(last[0], ALL.len() - 1).chain([last[1]]).collect();
    run(&mut conn, &path, &steps, &clock()).expect("migrates");
}

#[test]
fn batches_and_orders_of_older_files_say_how_new_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let mut conn = connect(&path, OpenFlags::default()).expect("opens");
    let before = ALL.iter().position(|sql| sql.contains("ADD COLUMN export_at")).expect("there");
    run(&mut conn, &path, &ALL[..before], &clock()).expect("migrates");
    conn.execute_batch(
        "INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (1, 'Spring', 'spring', 'USD', 1);
         INSERT INTO batch (id, campaign_id, name, folded, status, success_rule, ends_on, updated_at) VALUES
           (1, 1, 'A', 'a', 'running', '', NULL, 1), (2, 1, 'B', 'b', 'running', 'ROAS 2', '2026-04-01', 1),
           (3, 1, 'C', 'c', 'planned', '', NULL, 1);
         INSERT INTO import_run (id, file, kind, content_hash, ran_at) VALUES (1, 'a', 'orders.shopify', '', 1), (2, 'b', 'orders.shopify', '', 1);
         INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, import_id) VALUES
           ('shopify', '1', 10, '2026-03-01', 'USD', 1, 1, 'sale', 1), ('shopify', '2', 30, '2026-03-02', 'USD', 1, 1, 'sale', 1),
           ('shopify', '3', 20, '2026-03-02', 'USD', 1, 1, 'sale', 2), ('shopify', '4', 40, '2026-03-02', 'USD', 1, 1, 'sale', NULL);",
    )
    .expect("rows");
    run(&mut conn, &path, ALL, &clock()).expect("migrates");
    let list = |sql: &str| -> String { conn.query_row(sql, [], |row| row.get(0)).expect("a list") };
    assert_eq!(list("SELECT group_concat(imported, ' ' ORDER BY id) FROM batch"), "1 0 0");
    assert_eq!(list("SELECT group_concat(ifnull(export_at, '-'), ' ' ORDER BY id) FROM sale_order"), "30 30 20 -");
}

#[test]
fn countries_become_codes_and_old_steps_still_undo() {
    use crate::store::undo::{self, Place};
    let place = ALL.iter().position(|sql| sql.contains("with_country_codes")).expect("the migration");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let mut old = connect(&path, OpenFlags::default()).expect("opens");
    run(&mut old, &path, &ALL[..place], &clock()).expect("migrates");
    old.pragma_update(None, "application_id", crate::store::header::APPLICATION_ID).expect("marks");
    undo::triggers::install(&old).expect("installs");
    old.execute_batch(
        "INSERT INTO creator (id, handle, country, added_on, updated_at) VALUES (1, 'mia', 'Spain', '2026-01-01', 1),
           (2, 'zoe', 'Germany', '2026-01-01', 1), (3, 'kim', 'Atlantis', '2026-01-01', 1), (4, 'lea', 'US', '2026-01-01', 1)",
    )
    .expect("creators");
    for sql in ["UPDATE creator SET country = 'Deutschland' WHERE id = 1", "DELETE FROM creator WHERE id = 2"] {
        undo::in_op(&mut old, clock().now_ms(), |tx| {
            tx.execute_batch(sql)?;
            Ok(((), sql.to_owned(), Place::Nowhere))
        })
        .expect("a step");
    }
    drop(old);

    let mut conn = open_writer(&path, &clock()).expect("migrates");
    let countries = |conn: &Connection| -> Vec<String> {
        let mut statement = conn.prepare("SELECT country FROM creator ORDER BY id").expect("a statement");
        statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("texts")
    };
    assert_eq!(countries(&conn), ["de", "Atlantis", "us"]);
    undo::undo(&mut conn).expect("undoes").expect("a step");
    assert_eq!(countries(&conn), ["de", "de", "Atlantis", "us"]);
    undo::undo(&mut conn).expect("undoes").expect("a step");
    assert_eq!(countries(&conn), ["es", "de", "Atlantis", "us"]);
    undo::redo(&mut conn).expect("redoes").expect("a step");
    assert_eq!(countries(&conn), ["de", "de", "Atlantis", "us"]);
}
