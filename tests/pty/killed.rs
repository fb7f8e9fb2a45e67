//! Killed without a warning in the middle of triage: what was decided stays, and one goes on where one was.

use std::path::Path;

use crate::harness::{Program, tenfold};

/// A session: verdicts, a star, a way back and one thing taken back. What each key adds to those decided on, and to the steps
/// that can be taken back, which are counted once they are in the file.
const KEYS: [(&str, i64, i64); 8] =
    [("p", 1, 1), ("x", 1, 1), ("3", 0, 1), ("m", 1, 1), ("u", -1, -1), ("zw", 1, 1), ("x", 1, 1), ("p", 1, 1)];

/// Reads `12 of 357 decided`.
fn decided(screen: &str) -> Option<(i64, i64)> {
    let words: Vec<&str> = screen.split_whitespace().collect();
    words.windows(4).find_map(|words| match words {
        [done, "of", all, "decided"] => Some((done.parse().ok()?, all.replace(',', "").parse().ok()?)),
        _ => None,
    })
}

/// Reads `undo: 12 steps`.
fn steps(screen: &str) -> i64 {
    let rest = screen.split_once("undo: ").map(|(_, rest)| rest);
    rest.and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or(0)
}

/// Opens triage and returns how many are decided on, of how many.
fn resume(folder: &Path) -> (Program, i64, i64) {
    let mut program = tenfold(folder, &["demo"], &[]);
    program.wait_for("acts on: @");
    program.send("gt");
    let mut counts = None;
    program.wait_until("a queue", |screen| {
        counts = decided(screen);
        counts.is_some() && screen.contains("moves on by itself")
    });
    let (done, all) = counts.unwrap();
    (program, done, all)
}

#[test]
fn a_session_killed_at_any_key_loses_that_key_at_most() {
    let folder = tempfile::tempdir().unwrap();
    for last in 0..KEYS.len() {
        let (mut program, start, all) = resume(folder.path());
        let mut expected = start;
        let mut kept = None;
        program.wait_until("the steps", |screen| {
            kept = Some(steps(screen));
            true
        });
        let mut kept = kept.unwrap();
        for (key, adds, undoable) in &KEYS[..last] {
            program.send(key);
            expected += adds;
            kept += undoable;
            program.wait_until("the step", |screen| decided(screen) == Some((expected, all)) && steps(screen) == kept);
        }
        // Nobody waits for the last one: it is in time, or it is lost.
        let (key, adds, _) = KEYS[last];
        program.send(key);
        program.signal("KILL");
        program.end();
        let (mut program, done, again) = resume(folder.path());
        assert_eq!(again, all, "the queue is the frozen one");
        assert!(done == expected || done == expected + adds, "killed at {key}: {done} decided, not {expected}");
        // And on it goes.
        program.send("p");
        program.wait_until("the next one", |screen| decided(screen) == Some((done + 1, all)));
        program.send("Q");
        assert!(program.end().0.success());
    }
}
