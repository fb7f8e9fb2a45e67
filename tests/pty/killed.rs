//! Killed without a warning in the middle of triage: what was decided stays, and one goes on where one was.

use std::path::Path;

use crate::harness::{Program, tenfold};

/// A session: verdicts, a star, a way back and one thing taken back. What each key adds to those decided on.
const KEYS: [(&str, i64); 12] = [
    ("p", 1),
    ("x", 1),
    ("m", 1),
    ("3", 0),
    ("x", 1),
    ("k", 0),
    ("u", -1),
    ("p", 1),
    ("zw", 1),
    ("x", 1),
    ("p", 1),
    ("m", 1),
];

/// Reads `12 of 357 decided`.
fn decided(screen: &str) -> Option<(i64, i64)> {
    let words: Vec<&str> = screen.split_whitespace().collect();
    words.windows(4).find_map(|words| match words {
        [done, "of", all, "decided"] => Some((done.parse().ok()?, all.replace(',', "").parse().ok()?)),
        _ => None,
    })
}

/// Opens triage and returns how many are decided on, of how many, and whose card it is.
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
        for (key, adds) in &KEYS[..last] {
            program.send(key);
            expected += adds;
            program.wait_until("the count", |screen| decided(screen) == Some((expected, all)));
        }
        // Nobody waits for the last one: it is in time, or it is lost.
        let (key, adds) = KEYS[last];
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
