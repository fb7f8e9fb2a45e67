//! A change of many creators takes its key twice, whatever it was asked with; words typed beside a menu are no commands.

use super::driver::Person;

/// Rows of the table of creators that are others than before.
fn changed(before: &str, after: &str) -> usize {
    let lines = |dump: &str| -> std::collections::HashSet<String> { dump.lines().map(str::to_owned).collect() };
    let (before, after) = (lines(before), lines(after));
    before.difference(&after).count().max(after.difference(&before).count())
}

#[test]
fn a_verdict_on_everybody_takes_the_same_key_again() {
    let mut person = Person::with_demo();
    let before = person.tables();
    person.press("A x");
    person.sees("x again rejects 1,240 creators. u would undo it.");
    assert_eq!(person.tables(), before, "nothing is done at the first press");
    // Any other key is another wish; Esc does nothing else, so that the marks stay.
    person.press("esc");
    person.sees("Nothing was changed.");
    person.press("x");
    person.again("x");
    assert!(changed(&before, &person.tables()) >= 400);
    person.press("u");
    assert_eq!(person.tables(), before);
}

#[test]
fn a_key_held_down_does_not_confirm_itself() {
    for first in [30, 250, 420, 520, 660] {
        let mut person = Person::with_demo();
        let before = person.tables();
        person.press("A x");
        person.wait(first);
        for _ in 0..60 {
            person.hold("x");
        }
        person.wait(5_000);
        assert_eq!(person.tables(), before, "repeats that begin after {first} ms");
        // Let go, it is a key again.
        person.again("x");
        assert_ne!(person.tables(), before);
    }
}

#[test]
fn a_second_press_counts_when_the_next_key_follows_at_once() {
    let mut person = Person::with_demo();
    let before = person.tables();
    person.press("A m");
    person.wait(500);
    person.press("m j");
    assert!(changed(&before, &person.tables()) >= 400);
}

#[test]
fn the_question_reads_as_a_sentence_whatever_is_done() {
    let mut person = Person::with_demo();
    for (key, does) in [
        ("b", "b again adds 1,240 creators to the batch."),
        ("P", "P again picks 1,240 creators and adds them to the batch."),
        ("m", "m again makes 1,240 creators a maybe."),
        ("D", "D again deletes 1,240 creators."),
    ] {
        person.press("esc esc esc A");
        person.press(key);
        person.sees(does);
    }
}

#[test]
fn twenty_at_once_are_changed_at_once() {
    let mut person = Person::with_demo();
    let before = person.tables();
    person.press("2 0 space x");
    let after = person.tables();
    assert!((1..=40).contains(&changed(&before, &after)), "twenty are changed and nothing is asked");
    person.press("2 1 space x");
    assert_eq!(person.tables(), after);
    person.sees("x again rejects 21 creators.");
}

#[test]
fn what_is_chosen_in_a_list_or_box_asks_there_and_keeps_it_open() {
    // Keys that open, what is typed, the key that keeps.
    let ways = [
        ("t", "brandnew", "enter ctrl-s", "ctrl-s"),
        ("n", "seen at the fair", "enter", "enter"),
        ("z t", "fri", "enter", "enter"),
        ("X", "", "f", "f"),
    ];
    for (open, typed, keep, again) in ways {
        let mut person = Person::with_demo();
        let before = person.tables();
        person.press("A");
        person.press(open);
        person.type_text(typed);
        person.press(keep);
        assert_eq!(person.tables(), before, "{open}: the first press only asks");
        person.sees("again ");
        person.sees("1,240 creators");
        person.again(again);
        assert!(changed(&before, &person.tables()) >= 400, "{open}");
    }
}

#[test]
fn the_palette_asks_as_the_key_does() {
    let mut person = Person::with_demo();
    let before = person.tables();
    person.press("A :");
    person.type_text("delete creators");
    person.press("enter");
    person.sees("Enter again deletes 1,240 creators.");
    assert_eq!(person.tables(), before);
    person.press("esc esc");
    assert_eq!(person.tables(), before);
    person.press(":");
    person.type_text("delete creators");
    person.press("enter");
    person.again("enter");
    assert_ne!(person.tables(), before);
}

#[test]
fn no_single_key_of_any_action_changes_more_than_twenty_creators() {
    use tenfold::tui::kit::{Action, Keymap};
    let mut person = Person::with_demo();
    let keymap = Keymap::default();
    let skipped = [Action::Undo, Action::Redo, Action::Quit, Action::Close];
    let before = person.tables();
    for place in ["g c", "g n"] {
        for action in Action::ALL.iter().filter(|action| !skipped.contains(action)) {
            person.press("esc esc esc");
            person.press(place);
            if place == "g c" {
                person.press("A");
            }
            person.press(&keymap.notations(*action, &[])[0]);
            person.wait(1_000);
            if person.has_steps() {
                assert!(changed(&before, &person.tables()) <= 60, "{} in {place}", action.name());
                person.press("esc esc esc");
                person.undo_everything();
            }
        }
    }
}

#[test]
fn words_typed_beside_a_menu_do_nothing() {
    let mut person = Person::with_demo();
    let before = person.tables();
    person.press("g");
    // `q` is no place; the rest of the words would pick, reject, snooze and delete.
    person.type_text("qxpDmcP");
    person.press("enter");
    assert_eq!(person.tables(), before);
    person.sees("Creators");
    person.wait(400);
    person.press("p");
    assert_ne!(person.tables(), before, "after a pause keys are keys again");
}

#[test]
fn marks_come_back_after_a_restart_only_when_asked_for() {
    let mut person = Person::with_demo();
    person.press("3 space");
    person.sees("3 marked");
    person.restart();
    assert!(!person.screen().contains("3 marked"));
    person.press("g v");
    person.sees("3 marked");
}
