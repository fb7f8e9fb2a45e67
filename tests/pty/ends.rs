//! How the program stops and ends from outside: the shell's wish to stop, a window that is closed.

use crate::harness::{assert_restored, tenfold};

/// What was written after the last time that a mark was.
fn since<'a>(written: &'a str, mark: &str) -> &'a str {
    written.rsplit_once(mark).map_or("", |(_, rest)| rest)
}

#[test]
fn a_closed_window_ends_it_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = tenfold(folder.path(), &["demo"], &[]);
    program.wait_for("acts on: ");
    program.close_window("j");
    let (status, written) = program.end();
    assert!(status.success(), "{status:?}");
    assert!(!written.contains("panicked"), "{written}");
}

#[test]
fn the_shell_stops_it_and_lets_it_go_on() {
    for stop in ["TSTP", "STOP"] {
        let folder = tempfile::tempdir().unwrap();
        let mut program = tenfold(folder.path(), &["demo"], &[]);
        program.wait_for("»Results«");
        program.send("gc");
        program.wait_for("»Creators«");
        program.wait_for("acts on: @");
        program.signal(stop);
        program.wait_stopped();
        if stop == "TSTP" {
            assert_restored(&program.written());
        }
        let before = program.written().len();
        program.signal("CONT");
        program.wait_written("the whole screen once more", |written| {
            let new = written.get(before..).unwrap_or_default();
            new.contains("\u{1b}[?1049h") && since(new, "\u{1b}[?1049h").contains("TENFOLD")
        });
        // It is alive: a key does what it did before.
        let before = program.steps();
        program.send("p");
        program.wait_for_steps(before + 1);
        // The key of the same name stays undo.
        program.send("\u{1a}");
        program.wait_for_steps(before);
        program.send("Q");
        let (status, written) = program.end();
        assert!(status.success(), "{status:?}");
        assert_restored(&written);
        let count = |mark: &str| written.matches(mark).count();
        assert_eq!(count("\u{1b}[>1u"), count("\u{1b}[<1u"), "keyboard flags lie on a pile");
    }
}
