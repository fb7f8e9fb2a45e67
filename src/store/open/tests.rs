use super::*;
use chrono::NaiveDate;

fn clock() -> Clock {
    Clock::fixed(NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"))
}

#[test]
fn a_missing_file_is_made_for_its_owner_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new").join("shop.db");
    let conn = open_writer(&path, &clock()).expect("opens");
    let pragma = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).expect("a pragma");
    assert_eq!(pragma("application_id"), i64::from(APPLICATION_ID));
    assert_eq!((pragma("synchronous"), pragma("foreign_keys"), pragma("trusted_schema")), (2, 1, 0));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
        assert_eq!(mode(&folder.path().join("new").join("shop.db-wal")), 0o600);
    }
    drop(conn);
    open_writer(&path, &clock()).expect("opens again");
}

#[test]
fn readers_fold_and_cannot_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let _writer = open_writer(&path, &clock()).expect("opens");
    for conn in [open_reader(&path).expect("opens"), open_query(&path).expect("opens")] {
        let folded: String = conn.query_row("SELECT fold('Sofía')", [], |row| row.get(0)).expect("folds");
        assert_eq!(folded, "sofia");
        assert!(conn.execute("DELETE FROM creator", []).is_err());
    }
}

#[test]
fn foreign_files_are_refused_and_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("list.csv");
    std::fs::write(&text, "handle\nmia\n").expect("writes");
    let other = folder.path().join("other.db");
    let conn = connect(&other, OpenFlags::default()).expect("opens");
    conn.execute_batch("PRAGMA journal_mode = wal; CREATE TABLE mine (id INTEGER); PRAGMA wal_checkpoint(TRUNCATE)")
        .expect("another program's file");
    drop(conn);
    for path in [&text, &other] {
        let before = std::fs::read(path).expect("reads");
        let error = open_writer(path, &clock()).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::NotOurs);
        assert!(error.to_string().contains("is not a Tenfold file"), "{error}");
        assert_eq!(open_reader(path).expect_err("refused").kind(), ErrorKind::NotOurs);
        assert_eq!(std::fs::read(path).expect("reads"), before);
    }
    let beside = std::fs::read_dir(folder.path()).expect("lists").count();
    assert_eq!(beside, 2, "nothing was left beside the refused files");
    assert!(open_writer(folder.path(), &clock()).is_err());
    assert_eq!(open_reader(&folder.path().join("none.db")).expect_err("missing").kind(), ErrorKind::Access);
}
