//! The tour of somebody with a file of their own: it opens the demo, and the file stays as it is until they come back.

use std::path::Path;
use std::process::Command;

use crate::harness::tenfold;

/// What a plain command prints about the file of the person.
fn told(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
    command.env_clear().env("HOME", folder).env("TENFOLD_DB", folder.join("tenfold.db")).current_dir(folder);
    let output = command.args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_tour_opens_the_demo_and_leaves_the_own_file_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    told(folder, &["add", "@own.mia"]);
    let all = || [told(folder, &["list", "--format", "json"]), told(folder, &["history"])];
    let before = all();

    let mut program = tenfold(folder, &[], &[]);
    program.wait_for("@own.mia");
    program.send("gw");
    program.wait_for("Where would you like to start?");
    program.send("t");
    program.wait_for("Tour 1 of 5");
    program.wait_for("DEMO");
    program.wait_for("acts on: @");
    // A pick of the tour is one of the demo.
    program.send("i");
    program.wait_for("Tour 2 of 5");
    program.send("qgt");
    program.wait_for("then moves on by itself");
    program.send("p");
    program.wait_for("Tour 3 of 5");
    assert_eq!(all(), before);

    program.send("gw");
    program.wait_for("Open your own file");
    program.send("3");
    program.wait_until("the own file", |screen| screen.contains("@own.mia") && !screen.contains("DEMO"));
    program.wait_until("no tour", |screen| !screen.contains("Tour"));
    program.send("Q");
    assert!(program.end().0.success());
    assert_eq!(all(), before);

    let mut program = tenfold(folder, &[], &[]);
    program.wait_until("the own file", |screen| screen.contains("@own.mia") && !screen.contains("DEMO"));
    program.send("Q");
    assert!(program.end().0.success());
}
