//! Two windows on one file: what is recorded in one shows in the other by itself.

use std::path::Path;
use std::process::Command;

use crate::harness::{Program, tenfold};

/// Runs a plain command on the file of the windows.
fn run(folder: &Path, args: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .args(args)
        .env_clear()
        .env("HOME", folder)
        .env("TZ", "UTC")
        .env("TENFOLD_DB", folder.join("tenfold.db"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A window on a screen, which is there once it shows this text.
fn window(folder: &Path, go: &str, shows: &str) -> Program {
    let mut program = tenfold(folder, &[], &[]);
    program.wait_for("acts on: @");
    program.send(go);
    program.wait_for(shows);
    program
}

#[test]
fn a_payment_in_one_window_changes_the_payments_and_results_of_others() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(folder, &["add", "ana"]);
    run(folder, &["campaign", "Spring", "budget=1000", "margin=60%"]);
    run(folder, &["plan", "Spring", "A", "ana", "--rule", "ROAS over 1.7", "--ends", "3w"]);
    run(folder, &["book", "Spring", "A", "ana", "fee=150"]);
    for step in ["contacted", "agreed", "posted"] {
        run(folder, &["step", "Spring", "A", "ana", step]);
    }
    let payments = window(folder, "gp", "You owe $150 to 1 creator");
    let results = window(folder, "gr", "SPEND $150");
    let mut payer = window(folder, "gp", "You owe $150 to 1 creator");
    // $200 by the form, of which $50 are a bonus: what is more than owed is the last of its fields.
    payer.send("\t");
    payer.wait_for("Payment to @ana");
    payer.send("\u{15}200\u{1b}[Z\u{1b}[Z\u{1b}[C");
    payer.wait_for("a bonus");
    payer.send("\u{13}");
    payer.wait_for("You owe nothing");
    payments.wait_for("You owe nothing");
    results.wait_for("SPEND $200");
    // And what is undone there is owed again here.
    payer.send("u");
    payments.wait_for("You owe $150 to 1 creator");
    results.wait_for("SPEND $150");
    for mut window in [payments, results, payer] {
        window.send("Q");
        assert!(window.end().0.success());
    }
}

#[test]
fn a_task_goes_from_the_agenda_once_its_fact_is_recorded_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run(folder, &["add", "ana", "ben", "cleo"]);
    run(folder, &["campaign", "Spring", "budget=1000", "margin=60%"]);
    run(folder, &["plan", "Spring", "A", "ana", "ben", "cleo", "--rule", "ROAS over 1.7", "--ends", "3w"]);
    run(folder, &["start", "Spring", "A"]);
    // The day's first start begins at what is due, the second one where the first was left.
    let mut agenda = tenfold(folder, &[], &[]);
    agenda.wait_for("»Agenda«");
    agenda.wait_for("write the first message");
    run(folder, &["step", "Spring", "A", "ana", "contacted"]);
    let asks =
        |screen: &str| screen.lines().any(|line| line.contains("write the first message") && line.contains("@ana"));
    agenda.wait_until("the next task in its place", |screen| !asks(screen) && screen.contains("write again"));
    run(folder, &["undo"]);
    agenda.wait_until("the task once more", |screen| asks(screen) && !screen.contains("write again"));
    agenda.send("gm");
    agenda.wait_for("»Campaigns«");
    agenda.send("Q");
    assert!(agenda.end().0.success());
    let mut again = tenfold(folder, &[], &[]);
    again.wait_for("»Campaigns«");
    again.send("Q");
    assert!(again.end().0.success());
}
