//! The file in the hands of others: kept by another program, deleted or replaced while it is open.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tenfold::store::Reader;

use crate::harness::{Program, tenfold};

/// Keeps a file for itself, as a backup program does, until it is dropped.
#[expect(clippy::disallowed_methods, reason = "another program opens the file as it likes")]
fn keep(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;").unwrap();
    conn
}

fn with_list(folder: &Path) -> Program {
    let program = tenfold(folder, &[], &[]);
    program.wait_for("@mia");
    program
}

fn leave(mut program: Program) {
    program.send("Q");
    let (status, _) = program.end();
    assert!(status.success(), "{status:?}");
}

/// A file with a creator in it.
fn with(folder: &Path, handle: &str) -> PathBuf {
    let list = folder.join("list.csv");
    std::fs::write(&list, format!("handle,followers\n@{handle},10\n")).unwrap();
    let (status, _) = tenfold(folder, &["import", list.to_str().unwrap()], &[]).end();
    assert!(status.success(), "{status:?}");
    folder.join("tenfold.db")
}

fn has(path: &Path, handle: &str) -> bool {
    let reader = Reader::open(path).unwrap();
    !reader.named(&tenfold::domain::Handle::parse(handle).unwrap()).unwrap().is_empty()
}

#[test]
fn one_can_leave_at_once_while_another_program_keeps_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    let _kept = keep(&path);
    let mut program = tenfold(folder.path(), &[], &[]);
    program.wait_for("TENFOLD");
    program.send("q");
    let (status, written) = program.end();
    assert!(status.success(), "{status:?}");
    assert!(!written.contains("Another program"), "nobody waited that long");
}

#[test]
fn it_says_that_it_waits_and_goes_on_when_the_file_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    let kept = keep(&path);
    let mut program = tenfold(folder.path(), &[], &[]);
    program.wait_for("Another program is using the file");
    // What is pressed meanwhile does nothing, then or later.
    program.send("xD");
    drop(kept);
    program.wait_for("@mia");
    program.wait_until("the end of waiting", |screen| !screen.contains("Another program"));
    assert!(has(&path, "mia"));
    leave(program);
    let kept = keep(&path);
    let mut program = tenfold(folder.path(), &[], &[]);
    program.wait_for("Another program is using the file");
    program.send("q");
    assert!(program.end().0.success());
    drop(kept);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "another program opens the file as it likes")]
fn one_can_leave_while_another_program_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    let program = with_list(folder.path());
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    leave(program);
    other.execute_batch("ROLLBACK").unwrap();
    leave(with_list(folder.path()));
}

#[test]
fn commands_under_a_lock_end_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    let kept = keep(&path);
    for args in [&["list"][..], &["import", "list.csv"], &["show", "@mia"], &["agenda"]] {
        let (status, written) = tenfold(folder.path(), args, &[]).end();
        assert_eq!(status.exit_code(), 1, "{args:?}: {written}");
        assert!(written.contains("Another program"), "{args:?}: {written}");
    }
    drop(kept);
}

#[test]
fn a_file_deleted_while_open_is_told_and_nothing_is_said_to_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    let mut program = with_list(folder.path());
    std::fs::remove_file(&path).unwrap();
    program.wait_for("deleted or moved.");
    program.send("p");
    program.wait_for("Not saved");
    // A copy of what is open can be saved, and holds all of it.
    program.send("!");
    program.wait_for("save a copy");
    program.send("c");
    program.wait_for("Saved a copy");
    let copies: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.path()).collect();
    let copy = copies.iter().find(|path| path.to_string_lossy().contains(".saved-")).unwrap();
    assert!(has(copy, "mia"));
    assert!(!path.exists(), "nothing is made in the place of the file");
    // Opening it again makes nothing either.
    program.send("!o");
    program.wait_for("There is no file at");
    std::fs::copy(copy, &path).unwrap();
    program.send("!o");
    program.wait_until("the end of the bar", |screen| !screen.contains("The file was") && screen.contains("@mia"));
    program.send("p");
    program.wait_for("undo: ");
    leave(program);
    assert!(has(&path, "mia"));
}

#[test]
fn a_file_replaced_while_open_is_told_and_can_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    let other = tempfile::tempdir().unwrap();
    let other = with(other.path(), "zoe");
    let mut program = with_list(folder.path());
    std::fs::rename(&other, &path).unwrap();
    program.wait_for("was replaced.");
    program.send("a");
    program.wait_for("Add a creator");
    program.send("ada\r");
    program
        .wait_until("the reason, and what was typed", |screen| screen.contains("Not saved") && screen.contains("ada"));
    program.send("\u{1b}");
    program.wait_until("the box closed", |screen| !screen.contains("Add a creator"));
    program.send("!o");
    program.wait_for("@zoe");
    leave(program);
    assert!(has(&path, "zoe") && !has(&path, "ada"));
}

#[test]
fn a_file_that_comes_back_is_saved_into_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    let mut program = with_list(folder.path());
    let aside = folder.path().join("aside.db");
    std::fs::rename(&path, &aside).unwrap();
    program.wait_for("deleted or moved.");
    std::fs::rename(&aside, &path).unwrap();
    program.wait_until("the end of the bar", |screen| !screen.contains("The file was"));
    program.send("p");
    program.wait_for("undo: ");
    leave(program);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "another program opens the file as it likes")]
fn what_was_put_in_the_place_of_an_open_file_is_looked_at_before_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    let foreign = folder.path().join("bank.db");
    let other = Connection::open(&foreign).unwrap();
    other.execute_batch("CREATE TABLE account (id INTEGER)").unwrap();
    drop(other);
    let before = std::fs::read(&foreign).unwrap();
    let mut program = with_list(folder.path());
    std::fs::rename(&foreign, &path).unwrap();
    program.wait_for("was replaced.");
    program.send("!o");
    program.wait_for("not a Tenfold file");
    assert!(std::fs::read(&path).unwrap() == before, "the file of another program is left as it was");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "another program opens the file as it likes")]
fn looking_at_the_open_file_does_not_unlock_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = with(folder.path(), "mia");
    // The text of a copy is never written over a database, by whichever name.
    std::fs::hard_link(&path, folder.path().join("last-copy.txt")).unwrap();
    let mut program = with_list(folder.path());
    program.send("y");
    program.wait_for("Copy handles");
    program.send("y");
    program.wait_for("Copied @mia");
    program.send(&format!("gi\u{1b}[200~{}\u{1b}[201~\r", path.display()));
    program.wait_for("a database");
    let other = Connection::open(&path).unwrap();
    let mode: String = other.query_row("PRAGMA journal_mode = delete", [], |row| row.get(0)).unwrap_or_default();
    assert_ne!(mode, "delete", "another program took the journal from under the open file");
}
