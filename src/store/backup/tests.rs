use super::*;
use crate::domain::{Handle, Platform};
use crate::proto::WriteCmd;
use crate::proto::collect::NewAccount;
use crate::store::open::{open_reader, open_writer};
use crate::store::{Writer, interrupted_restore};
use chrono::{Days, NaiveDate};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn accounts(of: std::ops::Range<u32>) -> WriteCmd {
    let account =
        |number| NewAccount::new(Platform::TikTok, Handle::parse(&format!("user{number}.x")).expect("a handle"));
    WriteCmd::AddCreators { accounts: of.map(account).collect(), tags: Vec::new() }
}

/// A file on a day, as the program has it open.
fn open(path: &Path, on: NaiveDate) -> Writer {
    Writer::open(path, Clock::fixed(on), std::sync::Arc::default()).expect("opens")
}

fn held(path: &Path) -> Vec<i64> {
    list(path).iter().map(|backup| file_summary::look(&backup.path).expect("looks").counts[0]).collect()
}

#[test]
fn one_backup_a_day_and_fourteen_in_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let first = day("2026-03-01");
    let mut writer = open(&path, first);
    assert_eq!(writer.backup().expect("looks"), None, "there is nothing to lose yet");
    writer.run(&accounts(0..1)).expect("adds");
    let backups = folder.path().join("backups");
    std::fs::create_dir(&backups).expect("a folder");
    std::fs::write(backups.join("shop.mine.db"), "kept").expect("writes");
    for days in 0..16 {
        writer.set_clock(Clock::fixed(first + Days::new(days)));
        assert!(writer.backup().expect("backs up").is_some());
        assert_eq!(writer.backup().expect("backs up"), None);
    }
    let left = list(&path);
    assert_eq!(left.len(), KEEP);
    assert_eq!(left.first().map(|backup| backup.day), Some(day("2026-03-03")));
    assert!(backups.join("shop.mine.db").exists());
    open_writer(&left.last().expect("a backup").path, &Clock::fixed(first)).expect("a backup is a Tenfold file");
}

#[test]
fn weeks_with_an_emptied_file_do_not_push_out_what_holds_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let first = day("2026-03-01");
    let mut writer = open(&path, first);
    writer.run(&accounts(0..9)).expect("adds");
    writer.backup().expect("backs up");
    for days in 1..5 {
        writer.set_clock(Clock::fixed(first + Days::new(days)));
        writer.run(&WriteCmd::Undo).expect("undoes");
        let few = u32::try_from(days).expect("small");
        writer.run(&accounts(0..few)).expect("adds");
        writer.backup().expect("backs up");
    }
    writer.close().expect("closes");
    std::fs::write(&path, "").expect("somebody empties it");
    for days in 5..60 {
        let mut writer = open(&path, first + Days::new(days));
        writer.run(&accounts(0..1)).expect("adds");
        writer.run(&WriteCmd::Undo).expect("undoes");
        writer.backup().expect("backs up").expect("a backup");
    }
    let full: Vec<i64> = held(&path).into_iter().filter(|count| *count > 0).collect();
    assert!(full.len() >= 3 && full.contains(&9), "{full:?}");
    let notes = interrupted_restore::look(&path, &Clock::fixed(first)).expect("looks");
    assert!(notes.iter().any(|note| note.contains("`tenfold restore`")), "{notes:?}");
}

#[test]
fn a_clock_that_jumps_makes_no_good_backup_look_old() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let mut writer = open(&path, day("2026-03-01"));
    let days = (0..40).map(|number| match number % 4 {
        0 => day("1970-01-01") + Days::new(number),
        1 => day("2099-12-01") + Days::new(number),
        _ => day("2026-03-01") + Days::new(number),
    });
    for (number, today) in (0..).zip(days) {
        writer.set_clock(Clock::fixed(today));
        writer.run(&accounts(number..number + 1)).expect("adds");
        writer.backup().expect("backs up").expect("a backup");
    }
    let counts = held(&path);
    assert_eq!(counts, (27..=40).collect::<Vec<i64>>(), "the newest fourteen by their order");
}

#[test]
fn two_files_of_one_stem_have_backups_of_their_own_and_old_names_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let (db, sqlite) = (folder.path().join("shop.db"), folder.path().join("shop.sqlite"));
    let today = day("2026-03-11");
    for (path, creators) in [(&db, 2), (&sqlite, 5)] {
        let mut writer = open(path, today);
        writer.run(&accounts(0..creators)).expect("adds");
        assert!(writer.backup().expect("backs up").is_some());
    }
    assert_eq!((held(&db), held(&sqlite)), (vec![2], vec![5]));
    let old = folder.path().join("backups").join("shop.2026-02-01.db");
    std::fs::copy(&list(&db)[0].path, &old).expect("copies");
    assert_eq!(list(&db)[0].path, old);
    assert_eq!(list(&sqlite)[0].day, day("2026-02-01"), "it may be of either");
}

#[test]
fn a_large_step_has_a_copy_of_the_state_before_and_a_small_one_has_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let mut writer = open(&path, day("2026-03-11"));
    writer.run(&accounts(0..3)).expect("adds");
    writer.run(&accounts(3..900)).expect("adds");
    assert_eq!(held(&path), Vec::<i64>::new());
    writer.run(&accounts(900..2_400)).expect("adds");
    assert_eq!(held(&path), [900]);
    let reader = open_reader(&path).expect("opens");
    assert_eq!(
        reader.query_row("SELECT count(*) FROM creator", [], |row| row.get::<_, i64>(0)).expect("counts"),
        2_400
    );
    assert!(writer.backup_before_import().expect("backs up").is_some());
    assert_eq!(writer.backup_before_import().expect("looks"), None, "the newest backup holds the same");
    for round in 0..10 {
        writer.run(&accounts(10_000 + 2_000 * round..12_000 + 2_000 * round)).expect("adds");
    }
    assert_eq!(list(&path).len(), KEEP_BEFORE);
}
