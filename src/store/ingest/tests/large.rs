//! Large imports put indexes away: at the end, after a cancel and after a kill they are there again.

use super::*;
use crate::store::index_away;

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
