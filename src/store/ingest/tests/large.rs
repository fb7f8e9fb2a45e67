//! Large imports put indexes away: at the end, after a cancel and after a kill they are there again.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::OpenFlags;

use super::*;
use crate::store::connection::connect;
use crate::store::{index_away, target};

/// The statements of all indexes.
fn indexes(conn: &Connection) -> Vec<String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
    let mut statement = conn.prepare(sql).expect("selects");
    statement.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("text")).collect()
}

/// An import of creators after two batches of ten, of a file that is said to hold a million.
fn under_way(conn: &mut Connection) -> Ingest {
    let mut ingest = Ingest::begin(header(ImportKind::Creators), options());
    for batch in 0..2 {
        let records: Vec<Record> = (0..10).map(|n| creator(&format!("user{batch}.{n}"))).collect();
        ingest.apply(conn, &sourced(&records)).expect("applies");
        let away = ingest.expect(1_000_000, conn).expect("it can be asked");
        assert_eq!(away, batch > 0, "the first batch tells how many rows are new");
    }
    ingest
}

fn creator(handle: &str) -> Record {
    let handle = Handle::parse(handle).expect("a handle");
    let fields = CreatorFields::new(Platform::TikTok, handle);
    Record::Creator(Box::new(CreatorRecord {
        fields,
        tags: vec!["skincare".to_owned()],
        note: String::new(),
        counted_on: None,
        decided: Decided::default(),
    }))
}

#[test]
fn the_end_and_a_cancel_bring_the_indexes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let before = indexes(&conn);
    let cancelled = under_way(&mut conn);
    assert!(indexes(&conn).len() < before.len());
    cancelled.cancel(&mut conn).expect("it is cancelled");
    assert_eq!(indexes(&conn), before);
    let finished = under_way(&mut conn);
    finished.finish(&mut conn, 0).expect("it ends");
    assert_eq!(indexes(&conn), before);
    assert!(!index_away::is_away(&conn).expect("a table"));
}

#[test]
fn opening_the_file_after_a_kill_brings_the_indexes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let before = indexes(&conn);
    drop(under_way(&mut conn));
    assert!(indexes(&conn).len() < before.len());
    drop(conn);
    assert!(crate::store::open::needs_writer(&folder.path().join("shop.db")).expect("it can be asked"));
    let conn = writer(folder.path());
    assert_eq!(indexes(&conn), before);
    assert_eq!(conn.query_row("SELECT count(*) FROM creator", [], |row| row.get::<_, i64>(0)), Ok(0));
}

/// What a kill right now would leave of a file: it and its journal, as they are on disk, in a folder of their own.
fn copy_as_killed(file: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for name in ["shop.db", "shop.db-wal"] {
        if file.join(name).exists() {
            std::fs::copy(file.join(name), to.join(name)).expect("a copy");
        }
    }
}

/// Runs something on a connection and copies the file again and again meanwhile, in the middle of statements too; returns the
/// copies.
fn copies_during(conn: &mut Connection, folder: &Path, name: &str, run: impl FnOnce(&mut Connection)) -> Vec<PathBuf> {
    let made = Arc::new(AtomicUsize::new(0));
    let (file, to, count) = (folder.to_owned(), folder.join(name), Arc::clone(&made));
    let mut last = None;
    let copy = move || {
        // Unchanged since the last copy, it would only be opened once more.
        let now = ["shop.db", "shop.db-wal"].map(|name| std::fs::read(file.join(name)).unwrap_or_default());
        if last.as_ref() != Some(&now) {
            let at = count.fetch_add(1, Ordering::Relaxed);
            copy_as_killed(&file, &to.join(at.to_string()));
            last = Some(now);
        }
        false
    };
    conn.progress_handler(100, Some(copy)).expect("a handler");
    run(conn);
    conn.progress_handler(0, None::<fn() -> bool>).expect("no handler");
    let last = made.load(Ordering::Relaxed);
    copy_as_killed(folder, &folder.join(name).join(last.to_string()));
    (0..=last).map(|at| folder.join(name).join(at.to_string())).collect()
}

/// Checks that opening a copy leaves all of an import or nothing, and every index; returns whether all is there.
fn reopen(copy: &Path, before: &[String]) -> bool {
    let conn = writer(copy);
    assert_eq!(indexes(&conn), before, "{}", copy.display());
    assert!(!index_away::is_away(&conn).expect("a table"));
    let whole: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(whole, "ok", "{}", copy.display());
    let creators: i64 = conn.query_row("SELECT count(*) FROM creator", [], |row| row.get(0)).expect("a count");
    assert!([0, 20].contains(&creators), "half an import is left: {creators}");
    creators == 20
}

#[test]
fn a_kill_at_any_moment_costs_no_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let before = indexes(&conn);
    let cancelled = copies_during(&mut conn, folder.path(), "cancelled", |conn| {
        let ingest = under_way(conn);
        ingest.cancel(conn).expect("it is cancelled");
    });
    let finished = copies_during(&mut conn, folder.path(), "finished", |conn| {
        let ingest = under_way(conn);
        ingest.finish(conn, 0).expect("it ends");
    });
    // Before, after each of the two batches, and at the end, at least.
    assert!(cancelled.len() > 4 && finished.len() >= 4, "{} and {} moments", cancelled.len(), finished.len());
    assert!(cancelled.iter().all(|copy| !reopen(copy, &before)));
    let ends: Vec<bool> = finished.iter().map(|copy| reopen(copy, &before)).collect();
    assert!(ends.is_sorted() && ends.last() == Some(&true), "{ends:?}");
}

#[test]
fn a_second_kill_while_the_first_is_made_good_costs_no_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let before = indexes(&conn);
    drop(under_way(&mut conn));
    let killed = folder.path().join("killed");
    copy_as_killed(folder.path(), &killed);
    // What opening does after a kill, one step after the other.
    let mut conn = connect(&killed.join("shop.db"), OpenFlags::SQLITE_OPEN_READ_WRITE).expect("opens");
    target::make_table(&conn).expect("a table");
    triggers::install(&conn).expect("triggers");
    let copies = copies_during(&mut conn, &killed, "again", |conn| {
        undo::recover(conn, &killed.join("shop.db")).expect("undone");
        index_away::recover(conn).expect("built");
    });
    assert!(copies.len() > 2, "{} moments", copies.len());
    assert!(copies.iter().all(|copy| !reopen(copy, &before)));
}

#[test]
fn a_small_list_and_one_that_is_known_already_leave_the_indexes_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = writer(folder.path());
    let before = indexes(&conn);
    let records: Vec<Record> = (0..10).map(|n| creator(&format!("user.{n}"))).collect();
    for (round, ahead) in [(0, 100), (1, 1_000_000)] {
        let mut ingest = Ingest::begin(header(ImportKind::Creators), options());
        for batch in sourced(&records).chunks(5) {
            ingest.apply(&mut conn, batch).expect("applies");
            assert!(!ingest.expect(ahead, &conn).expect("it can be asked"), "round {round}");
        }
        ingest.finish(&mut conn, 0).expect("it ends");
        assert_eq!(indexes(&conn), before);
    }
}
