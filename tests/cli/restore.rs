//! Accidents and the way out of them: crashes, copies put over the file by hand, emptied files, links, other programs' tables.

use std::path::{Path, PathBuf};

use tenfold::clock::Clock;
use tenfold::proto::WriteCmd;
use tenfold::store::Writer;
use tenfold::store::undo::ImportLock;

use super::{Shop, name};

/// A list of so many creators.
fn list(shop: &Shop, file: &str, creators: usize) -> PathBuf {
    let rows: Vec<String> = (0..creators).map(|number| format!("@{file}{number}.x,{number}\n")).collect();
    shop.file(&format!("{file}.csv"), &format!("handle,followers\n{}", rows.concat()))
}

fn import(shop: &Shop, file: &str, creators: usize) {
    shop.text(&["import", name(&list(shop, file, creators))]);
}

fn creators(shop: &Shop) -> usize {
    shop.text(&["list", "--format", "plain"]).lines().count()
}

fn stderr(shop: &Shop, args: &[&str]) -> String {
    String::from_utf8(shop.run(args).stderr).expect("text")
}

/// The names in the folder of the shop that begin with these letters.
fn names(shop: &Shop, start: &str) -> Vec<String> {
    let mut found: Vec<String> = std::fs::read_dir(shop.path(""))
        .expect("lists")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
        .filter(|file| file.starts_with(start))
        .collect();
    found.sort();
    found
}

fn backups(shop: &Shop) -> Vec<PathBuf> {
    let all = shop.json(&["restore", "--format", "json"]);
    let files = all["backups"].as_array().expect("a list").iter();
    files.map(|backup| PathBuf::from(backup["file"].as_str().expect("a name"))).collect()
}

/// A shop as a crash leaves it: five creators in the file, seven more in the journal beside it, two in the newest backup.
fn crashed() -> Shop {
    let before = Shop::new();
    import(&before, "a", 2);
    import(&before, "b", 3);
    let path = before.path("shop.db");
    let mut writer = Writer::open(&path, Clock::Real, std::sync::Arc::default()).expect("opens");
    let handles = (0..7).map(|number| tenfold::domain::Handle::parse(&format!("c{number}.x")).expect("a handle"));
    let accounts =
        handles.map(|handle| tenfold::proto::collect::NewAccount::new(tenfold::domain::Platform::TikTok, handle));
    writer.run(&WriteCmd::AddCreators { accounts: accounts.collect(), tags: Vec::new() }).expect("adds");
    let shop = Shop::new();
    std::fs::create_dir(shop.path("backups")).expect("a folder");
    for file in names(&before, "shop.db") {
        std::fs::copy(before.path(&file), shop.path(&file)).expect("copies");
    }
    for entry in std::fs::read_dir(before.path("backups")).expect("lists") {
        let file = entry.expect("an entry").path();
        std::fs::copy(&file, shop.path("backups").join(file.file_name().expect("a name"))).expect("copies");
    }
    assert!(std::fs::metadata(shop.path("shop.db-wal")).expect("a journal").len() > 0);
    shop
}

fn is_whole(path: &Path) -> bool {
    let conn = tenfold::store::open::open_reader(path).expect("opens");
    let verdict: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checks");
    verdict == "ok"
}

#[test]
fn a_backup_is_listed_put_in_place_and_swapped_back() {
    let shop = Shop::new();
    assert!(backups(&shop).is_empty());
    import(&shop, "a", 2);
    import(&shop, "b", 3);
    let all = shop.json(&["restore", "--format", "json"]);
    assert_eq!(all["now"]["holds"]["creators"], 5);
    assert_eq!(all["backups"].as_array().map(Vec::len), Some(1), "nothing is lost by importing into a new file");
    assert_eq!((all["backups"][0]["holds"]["creators"].as_i64(), all["backups"][0]["error"].as_str()), (Some(2), None));
    assert!(shop.text(&["restore"]).contains("before an import"));
    let day = all["backups"][0]["day"].as_str().expect("a day").to_owned();

    let done = shop.json(&["restore", &day, "--format", "json"]);
    assert_eq!((&done["before"]["holds"]["creators"], &done["now"]["holds"]["creators"]), (&5.into(), &2.into()));
    assert!(Path::new(done["set_aside"].as_str().expect("a name")).exists());
    assert_eq!((creators(&shop), is_whole(&shop.path("shop.db"))), (2, true));
    import(&shop, "d", 1);
    let text = shop.text(&["restore", "--undo"]);
    assert!(text.contains("restore --undo"), "{text}");
    assert_eq!(creators(&shop), 5);
    shop.text(&["restore", "--undo"]);
    assert_eq!(creators(&shop), 3, "what was done since the restore comes back as well");
    assert_eq!(names(&shop, "shop.db").iter().filter(|file| !file.contains("set-aside")).count(), 1);
}

#[test]
fn what_cannot_be_restored_is_refused_and_changes_nothing() {
    let shop = Shop::new();
    import(&shop, "a", 2);
    import(&shop, "b", 3);
    let backup = backups(&shop).remove(0);
    let bytes = std::fs::read(&backup).expect("reads");
    let half = shop.path("half.db");
    std::fs::write(&half, &bytes[..bytes.len() / 2]).expect("writes");
    let text = shop.file("text.db", "nothing");
    let empty = shop.file("empty.db", "");
    let own = shop.path("shop.db");
    for (what, says) in [
        (name(&half), "half.db"),
        (name(&text), "not a Tenfold file"),
        (name(&empty), "empty"),
        (name(&own), "itself"),
        ("2001-01-01", "Days with a backup"),
        ("nowhere.db", "not a day"),
        ("--undo", "There is no restore"),
    ] {
        let output = shop.run(&["restore", what]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{what}: {said}");
        assert!(said.contains(says) && output.stdout.is_empty(), "{what}: {said}");
    }
    assert_eq!((creators(&shop), names(&shop, "shop.db")), (5, vec!["shop.db".to_owned()]));
}

#[test]
fn nothing_is_restored_while_another_program_has_the_file_open() {
    let shop = Shop::new();
    import(&shop, "a", 2);
    import(&shop, "b", 3);
    let path = shop.path("shop.db");
    let backup = backups(&shop).remove(0);
    let refused = || {
        let output = shop.run(&["restore", name(&backup)]);
        output.status.code() == Some(1) && String::from_utf8_lossy(&output.stderr).contains("open in another")
    };
    let writer = Writer::open(&path, Clock::Real, std::sync::Arc::default()).expect("opens");
    let reader = tenfold::store::open::open_reader(&path).expect("opens");
    assert!(refused(), "a writer and a reader");
    writer.close().expect("closes");
    assert!(refused(), "a reader");
    drop(reader);
    #[expect(clippy::disallowed_methods, reason = "another program opens the file as it likes")]
    let other = rusqlite::Connection::open(&path).expect("opens");
    other.query_row("SELECT count(*) FROM creator", [], |row| row.get::<_, i64>(0)).expect("reads");
    assert!(refused(), "another program");
    drop(other);
    shop.text(&["restore", name(&backup)]);
    assert_eq!(creators(&shop), 2);
}

/// A window that looks at the first bytes of the file must not give up the locks of the connections it has.
#[cfg(unix)]
#[test]
fn another_program_that_comes_and_goes_leaves_the_journal_alone() {
    use std::os::unix::fs::MetadataExt as _;
    let shop = Shop::new();
    import(&shop, "a", 2);
    let path = shop.path("shop.db");
    let _writer = Writer::open(&path, Clock::Real, std::sync::Arc::default()).expect("opens");
    let _reader = tenfold::store::open::open_reader(&path).expect("opens");
    let _query = tenfold::store::open::open_query(&path).expect("opens");
    let journal = std::fs::metadata(shop.path("shop.db-wal")).expect("a journal").ino();
    import(&shop, "b", 3);
    assert_eq!(std::fs::metadata(shop.path("shop.db-wal")).map(|file| file.ino()).ok(), Some(journal));
}

#[test]
fn a_crash_loses_nothing() {
    let shop = crashed();
    assert_eq!((creators(&shop), stderr(&shop, &["list"]).as_str()), (12, ""));
    import(&shop, "d", 1);
    assert_eq!((creators(&shop), is_whole(&shop.path("shop.db"))), (13, true));
    assert_eq!(names(&shop, "shop.db"), ["shop.db"]);
}

#[test]
fn a_damaged_file_says_restore_and_the_backup_comes_whole() {
    let shop = crashed();
    let mut bytes = std::fs::read(shop.path("shop.db")).expect("reads");
    bytes[..4096].fill(b'x');
    std::fs::write(shop.path("shop.db"), bytes).expect("writes");
    let output = shop.run(&["list"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`tenfold restore`"));
    let day = Clock::Real.today().to_string();
    shop.text(&["restore", &day]);
    assert_eq!((creators(&shop), is_whole(&shop.path("shop.db"))), (2, true));
    assert!(names(&shop, "shop.db.set-aside").iter().any(|file| file.ends_with("-wal")), "its journal is kept too");
    assert!(!shop.path("shop.db-wal").exists());
}

#[test]
fn a_backup_copied_over_the_file_by_hand_stays_whole() {
    let shop = crashed();
    let backup = backups(&shop).remove(0);
    std::fs::copy(backup, shop.path("shop.db")).expect("copies");
    let said = stderr(&shop, &["list"]);
    assert!(said.contains("set aside"), "{said}");
    assert_eq!((creators(&shop), is_whole(&shop.path("shop.db"))), (2, true));
    assert!(names(&shop, "shop.db.set-aside").iter().any(|file| file.ends_with("-wal")));
    assert_eq!(stderr(&shop, &["list"]), "", "once is enough");
}

/// A copy that a person made of the closed file has the mark of a file in use; its opening was another one.
#[test]
fn a_copy_of_the_closed_file_put_over_it_stays_whole() {
    let shop = crashed();
    let other = Shop::new();
    import(&other, "a", 2);
    std::fs::copy(other.path("shop.db"), shop.path("shop.db")).expect("copies");
    assert!(stderr(&shop, &["list"]).contains("set aside"));
    assert_eq!((creators(&shop), is_whole(&shop.path("shop.db"))), (2, true));
}

#[test]
fn an_emptied_file_beside_backups_says_so_and_its_journal_is_kept() {
    let shop = crashed();
    std::fs::write(shop.path("shop.db"), "").expect("empties");
    let said = stderr(&shop, &["agenda"]);
    assert!(said.contains("`tenfold restore`") && said.contains("2 creators"), "{said}");
    assert!(names(&shop, "shop.db.set-aside").iter().any(|file| file.ends_with("-wal")));
    std::fs::remove_file(shop.path("shop.db")).expect("deletes");
    let said = stderr(&shop, &["list"]);
    assert!(said.contains("`tenfold restore`") && said.contains("2 creators"), "{said}");
    assert_eq!(creators(&crashed()), 12);
}

#[test]
fn what_killed_processes_left_is_swept_and_nothing_else() {
    let shop = Shop::new();
    import(&shop, "a", 2);
    import(&shop, "b", 3);
    let ours = [
        "backups/shop.db.71.part",
        "backups/shop.71.part",
        "shop.db.71.part",
        "shop.db.71.part-wal",
        ".rejectsAb3dE9.tmp",
    ];
    let theirs = [
        "backups/other.db.71.part",
        "shop.db.part",
        "shop.db.7x.part",
        "big.part",
        ".rejects.tmp",
        ".rejects-list.tmp",
    ];
    for file in ours.iter().chain(&theirs) {
        shop.file(file, "half");
    }
    let living = shop.path("shop.db.72.part");
    let held = std::fs::File::create(&living).expect("makes");
    held.lock().expect("locks");
    // Rejected rows bring the import to its temporary files.
    shop.text(&["import", name(&shop.file("c.csv", "handle,followers\nbad handle,1\nmia.x,2\n"))]);
    let left = |files: &[&str]| files.iter().filter(|file| shop.path(file).exists()).count();
    assert_eq!((left(&ours), left(&theirs), living.exists()), (0, theirs.len(), true));
}

#[test]
fn an_import_killed_while_it_rejects_leaves_no_file() {
    let shop = Shop::new();
    import(&shop, "a", 2);
    let rows: Vec<String> = (0..300_000).map(|number| format!("user{number}.x,1\nbad handle,1\n")).collect();
    let large = shop.file("large.csv", &format!("handle,followers\n{}", rows.concat()));
    let mut child = shop.command(&["import", name(&large)]).stdout(std::process::Stdio::null()).spawn().expect("runs");
    while !shop.path("shop.db.importing").exists() {
        assert!(child.try_wait().expect("a state").is_none());
        std::thread::yield_now();
    }
    let conn = tenfold::store::open::open_reader(&shop.path("shop.db")).expect("opens");
    let count = || conn.query_row("SELECT count(*) FROM creator", [], |row| row.get::<_, i64>(0)).expect("a count");
    while count() == 2 {
        assert!(child.try_wait().expect("a state").is_none());
        std::thread::yield_now();
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    drop(conn);
    assert_eq!(creators(&shop), 2);
    assert_eq!(names(&shop, ".rejects"), Vec::<String>::new());
    assert_eq!(names(&shop, "shop.db"), ["shop.db"]);
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_same_locks_and_backups() {
    use std::os::unix::fs::symlink;
    let shop = Shop::new();
    std::fs::create_dir(shop.path("real")).expect("a folder");
    std::fs::create_dir(shop.path("links")).expect("a folder");
    symlink("../real/mine.db", shop.path("links/shop.db")).expect("a link");
    let link = shop.path("links/shop.db");
    let by_link = |args: &[&str]| {
        shop.command(args).env("TENFOLD_DB", "links/shop.db").current_dir(shop.path("")).output().expect("runs")
    };
    assert!(
        by_link(&["import", name(&list(&shop, "a", 2))]).status.success(),
        "a link to a file that is not there yet"
    );
    assert!(by_link(&["import", name(&list(&shop, "b", 3))]).status.success());
    assert!(shop.path("real/mine.db").exists() && shop.path("real/backups").exists());
    assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(std::fs::read_dir(shop.path("links")).expect("lists").count(), 1);

    for (one, other) in [("real/mine.db", "links/shop.db"), ("links/shop.db", "real/mine.db")] {
        let _importing = ImportLock::take(&shop.path(one)).expect("takes").expect("free");
        let output = shop.command(&["import", name(&list(&shop, "c", 1))]).env("TENFOLD_DB", shop.path(other)).output();
        let output = output.expect("runs");
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains("is running"));
    }
    let all: serde_json::Value =
        serde_json::from_slice(&by_link(&["restore", "--format", "json"]).stdout).expect("JSON");
    let newest = all["backups"][0]["file"].as_str().expect("a name").to_owned();
    assert!(by_link(&["restore", &newest]).status.success());
    assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink(), "the link stays a link");
}

#[test]
fn tables_of_other_programs_stop_nothing_and_stay() {
    let shop = Shop::new();
    import(&shop, "a", 2);
    let path = shop.path("shop.db");
    #[expect(clippy::disallowed_methods, reason = "another program opens the file as it likes")]
    let other = rusqlite::Connection::open(&path).expect("opens");
    other
        .execute_batch(
            "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
             CREATE TABLE _litestream_lock (id INTEGER);
             CREATE TABLE \"a table, of \"\"theirs\"\"\" (\"a column\" TEXT);
             INSERT INTO _litestream_seq VALUES (1, 7); INSERT INTO _litestream_lock VALUES (1);",
        )
        .expect("another program's tables");
    drop(other);
    import(&shop, "b", 3);
    let mut writer = Writer::open(&path, Clock::Real, std::sync::Arc::default()).expect("opens");
    writer.run(&WriteCmd::Undo).expect("undoes");
    writer.close().expect("closes");
    assert_eq!(creators(&shop), 2);
    let conn = tenfold::store::open::open_reader(&path).expect("opens");
    let seq: i64 = conn.query_row("SELECT seq FROM _litestream_seq", [], |row| row.get(0)).expect("a row");
    assert_eq!(seq, 7);
}

#[test]
fn reading_leaves_nothing_beside_the_file() {
    let shop = Shop::new();
    import(&shop, "a", 2);
    for args in [&["list"][..], &["list", "verdict:new"], &["agenda"], &["show", "@a0.x"], &["restore"]] {
        assert!(shop.run(args).status.success(), "{args:?}");
        assert_eq!(names(&shop, "shop.db"), ["shop.db"], "{args:?}");
    }
    let path = shop.path("shop.db");
    let reader = tenfold::store::open::open_reader(&path).expect("opens");
    assert!(reader.execute("DELETE FROM creator", []).is_err(), "a reader does not write");
}
