//! Killed without a warning in the middle of triage: what was decided stays, and one goes on where one was.

use std::path::Path;

use tenfold::analysis::rules::Rules;
use tenfold::clock::Clock;
use tenfold::proto::{Answer, Query};
use tenfold::store::Reader;
use tenfold::store::answer::Asker;

use crate::harness::{Program, tenfold, wait_kept};

/// A session: verdicts, a star, one thing taken back, somebody put off. What each key adds to those decided on, to the steps
/// that can be taken back, and to the card one is at.
const KEYS: [(&str, i64, i64, i64); 6] =
    [("p", 1, 1, 1), ("x", 1, 1, 1), ("3", 0, 1, 0), ("m", 1, 1, 1), ("u", -1, -1, -1), ("zw", 1, 1, 1)];

/// What is in the file, seen by another program: how many are decided on, and the steps that can be taken back.
fn kept(file: &Asker) -> (i64, i64) {
    match file.answer(&Query::Counts, Clock::Real.today(), &Rules::default()).unwrap() {
        Answer::Counts(counts) => (counts.all - counts.new, counts.undo_steps),
        other => panic!("{other:?}"),
    }
}

/// Reads `12 of 357`.
fn of(words: &[&str]) -> Option<(i64, i64)> {
    match words {
        [done, "of", all, ..] => Some((done.parse().ok()?, all.parse().ok()?)),
        _ => None,
    }
}

/// Reads `12 of 357 decided`, and `13 of 357` in the frame of the card.
fn read(screen: &str) -> Option<(i64, i64, i64)> {
    let words: Vec<&str> = screen.split_whitespace().collect();
    let (decided, all) = words.windows(4).filter(|words| words[3] == "decided").find_map(of)?;
    let (card, _) = words.windows(4).filter(|words| words[3].starts_with('─')).find_map(of)?;
    Some((decided, all, card))
}

/// Opens triage where it was left, with so many decided on; returns also how many there are, and which card it is.
fn resume(folder: &Path, decided: i64) -> (Program, i64, i64) {
    let mut program = tenfold(folder, &["demo"], &[]);
    program.wait_for("acts on: ");
    program.send("gt");
    let mut seen = None;
    program.wait_until("the pace", |screen| {
        seen = read(screen).filter(|(done, ..)| *done == decided && screen.contains("moves on by itself"));
        seen.is_some()
    });
    let (_, all, card) = seen.unwrap();
    (program, all, card)
}

fn leave(mut program: Program) {
    program.send("Q");
    assert!(program.end().0.success());
}

#[test]
fn a_session_killed_at_any_key_loses_that_key_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    let open = || Asker::open(&path).unwrap();
    let queue = || Reader::open(&path).unwrap().memory("triage.queue").unwrap().unwrap();
    let place = || {
        let kept = Reader::open(&path).unwrap().memory("triage.place").unwrap().unwrap_or_default();
        kept.split(' ').next().and_then(|at| at.parse::<i64>().ok()).map(|at| at + 1)
    };
    let (program, all, _) = resume(folder.path(), 0);
    leave(program);
    let frozen = queue();
    // Those decided on before the queue was made.
    let (others, _) = kept(&open());
    for last in 0..KEYS.len() {
        let file = open();
        let mut before = kept(&file);
        let (mut program, _, mut card) = resume(folder.path(), before.0 - others);
        for (key, decides, steps, cards) in &KEYS[..last] {
            program.send(key);
            (before, card) = ((before.0 + decides, before.1 + steps), card + cards);
            // What is in the file is told on the screen afterwards, so that looking again at each change is enough.
            program.wait_until("the step in the file", |_| kept(&file) == before);
            // The place in the queue follows the step: it is kept once the screen has heard of the step, and undo goes back by it.
            wait_kept("the place in the queue", || place() == Some(card));
        }
        drop(file);
        // Nobody waits for the last one: it is in time, or it is lost.
        let (key, decides, steps, cards) = KEYS[last];
        program.send(key);
        program.signal("KILL");
        program.end();

        let file = open();
        let now = kept(&file);
        let after = (before.0 + decides, before.1 + steps);
        assert!(now == before || now == after, "killed at {key}: {now:?}, not {before:?}");
        let (mut program, again, here) = resume(folder.path(), now.0 - others);
        assert!(again == all && queue() == frozen, "killed at {key}: the queue is the frozen one");
        assert!(here == card || now == after && here == card + cards, "killed at {key}: card {here}, not {card}");
        assert!(decides < 1 || now == before || here != card, "killed at {key}: the card is decided on");
        // And on it goes.
        program.send("p");
        let next = (now.0 + 1 - others, all, here + 1);
        program.wait_until("the next card", |screen| read(screen) == Some(next));
        program.wait_until("the verdict in the file", |_| kept(&file) == (now.0 + 1, now.1 + 1));
        drop(file);
        leave(program);
    }
}
