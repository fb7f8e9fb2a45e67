//! Accidents as a person meets them: an emptied file, a restore beside an open window, a window that was killed.

use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{Program, tenfold};

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
    command.args(args).env("TENFOLD_DB", folder.join("tenfold.db")).env("HOME", folder).output().unwrap()
}

/// A file of three creators with a backup of two.
fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [("a.csv", "handle\n@ann.x\n@bob.x\n"), ("b.csv", "handle\n@cleo.x\n")] {
        let path = folder.path().join(file);
        std::fs::write(&path, text).unwrap();
        assert!(run(folder.path(), &["import", path.to_str().unwrap()]).status.success());
    }
    folder
}

fn creators(folder: &Path) -> usize {
    String::from_utf8(run(folder, &["list", "--format", "plain"]).stdout).unwrap().lines().count()
}

fn today() -> String {
    tenfold::clock::Clock::Real.today().to_string()
}

fn leave(mut program: Program) {
    program.send("Q");
    assert!(program.end().0.success());
}

#[test]
fn an_emptied_or_missing_file_beside_backups_names_restore() {
    let folder = shop();
    let path = folder.path().join("tenfold.db");
    std::fs::write(&path, "").unwrap();
    let program = tenfold(folder.path(), &[], &[]);
    program.wait_for("`tenfold restore`");
    leave(program);
    std::fs::remove_file(&path).unwrap();
    let program = tenfold(folder.path(), &[], &[]);
    program.wait_for("`tenfold restore`");
    leave(program);
    assert!(run(folder.path(), &["restore", &today()]).status.success());
    assert_eq!(creators(folder.path()), 2);
    let program = tenfold(folder.path(), &[], &[]);
    program.wait_until("the rows, and no word of a restore", |screen| {
        screen.contains("@ann.x") && !screen.contains("restore")
    });
    leave(program);
}

#[test]
fn a_restore_waits_for_the_window_to_close_and_needs_no_clean_end() {
    let folder = shop();
    let mut backups = std::fs::read_dir(folder.path().join("backups")).unwrap();
    let backup = backups.next().unwrap().unwrap().path();
    let backup = backup.to_str().unwrap();
    let program = tenfold(folder.path(), &[], &[]);
    program.wait_for("@cleo.x");
    assert_eq!(run(folder.path(), &["restore", backup]).status.code(), Some(1));
    assert_eq!(creators(folder.path()), 3);
    program.signal("KILL");
    assert!(!program.end().0.success());
    assert!(run(folder.path(), &["restore", backup]).status.success());
    assert_eq!(creators(folder.path()), 2);
    assert!(run(folder.path(), &["restore", "--undo"]).status.success());
    assert_eq!(creators(folder.path()), 3);
}
