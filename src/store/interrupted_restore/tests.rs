use super::*;
use crate::error::ErrorKind;
use crate::store::fixture::clock;
use crate::store::open::{open_reader, open_writer};
use crate::store::restore::restore;

fn creators(path: &Path) -> i64 {
    let conn = open_reader(path).expect("opens");
    conn.query_row("SELECT count(*) FROM creator", [], |row| row.get(0)).expect("counts")
}

fn add(conn: &Connection, handle: &str) {
    conn.execute("INSERT INTO creator (handle, added_on, updated_at) VALUES (?1, '2026-03-01', 1)", [handle])
        .expect("adds");
}

/// A folder with a file of two creators, one of them in the journal of a crash, and a copy of it with one.
fn crashed() -> tempfile::TempDir {
    let (alive, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let path = alive.path().join("shop.db");
    let conn = open_writer(&path, &clock()).expect("opens");
    add(&conn, "one");
    crate::store::copy::copy(&conn, &folder.path().join("copy.db")).expect("copies");
    conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("into the file");
    add(&conn, "two");
    for name in ["shop.db", "shop.db-wal", "shop.db-shm", "shop.db.open"] {
        std::fs::copy(alive.path().join(name), folder.path().join(name)).expect("copies");
    }
    folder
}

#[test]
fn a_restore_killed_between_two_renames_is_taken_back_with_its_journal() {
    for killed_after in 0..=4 {
        let folder = crashed();
        let path = folder.path().join("shop.db");
        std::fs::rename(folder.path().join("copy.db"), folder.path().join("shop.db.7.part")).expect("renames");
        let mut moves = swap::moves(folder.path(), "shop.db", "shop.db.aside");
        moves.push(("shop.db.7.part".to_owned(), "shop.db".to_owned()));
        let marker = serde_json::to_string(&moves).expect("text");
        std::fs::write(folder.path().join("shop.db.restoring"), marker).expect("writes");
        for (from, to) in moves.iter().take(killed_after) {
            std::fs::rename(folder.path().join(from), folder.path().join(to)).expect("renames");
        }
        let notes = look(&path, &clock()).expect("looks");
        assert!(notes.iter().any(|note| note.contains("`tenfold restore`")), "{notes:?}");
        assert_eq!(creators(&path), 2, "killed after {killed_after} renames");
        std::fs::write(folder.path().join("shop.db.restoring.half"), "[").expect("writes");
        assert!(look(&path, &clock()).expect("looks").is_empty());
        assert!(!folder.path().join("shop.db.restoring.half").exists());
        let left = std::fs::read_dir(folder.path()).expect("lists").map(|entry| entry.expect("an entry").file_name());
        assert!(left.into_iter().all(|name| !name.to_string_lossy().contains("part")), "the half copy is swept");
    }
}

#[test]
fn nobody_opens_a_file_while_a_restore_is_under_way() {
    let folder = crashed();
    let path = real_path(&folder.path().join("shop.db"));
    let alone = InUse::alone(&path).expect("asks").expect("nobody has it");
    std::fs::write(folder.path().join("shop.db.restoring"), "[]").expect("writes");
    assert_eq!(open_reader(&path).expect_err("refused").kind(), ErrorKind::Busy);
    drop(alone);
    assert_eq!(creators(&path), 2);
}

#[test]
fn a_journal_stays_with_the_file_it_was_written_for() {
    let folder = crashed();
    let path = folder.path().join("shop.db");
    assert_eq!(settle(&real_path(&path), &clock()).expect("looks"), Vec::<String>::new());
    let conn = open_writer(&path, &clock()).expect("opens");
    let creators: i64 = conn.query_row("SELECT count(*) FROM creator", [], |row| row.get(0)).expect("counts");
    drop(conn);
    assert_eq!(creators, 2);
    std::fs::remove_file(folder.path().join("copy.db")).expect("removes");
    assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 1, "one file is left");
}

#[test]
fn a_journal_without_a_word_is_believed() {
    let folder = crashed();
    std::fs::write(folder.path().join("shop.db.open"), "").expect("forgets");
    assert_eq!(creators(&folder.path().join("shop.db")), 2);
}

#[test]
fn a_file_whose_journal_is_needed_is_set_aside_with_it() {
    let folder = crashed();
    let path = folder.path().join("shop.db");
    let done = restore(&path, &folder.path().join("copy.db"), &clock()).expect("restores");
    assert_eq!((done.before.expect("a file").expect("whole").counts[0], done.after.counts[0]), (2, 1));
    assert_eq!(creators(&path), 1);
    restore::undo(&path, &clock()).expect("undoes");
    assert_eq!(creators(&path), 2, "with what was in the journal only");
}
