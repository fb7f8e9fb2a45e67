//! A file that is deleted while it is open: nothing is said to be saved, and nothing that was typed is lost.

use crate::driver::Person;

fn with_a_list() -> Person {
    let mut person = Person::with_nothing();
    let path = person.file("list.csv", "handle,followers\n@ana.glow,12000\n@ben.balm,8000\n");
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter enter enter g c");
    person.sees("@ana.glow");
    person
}

#[test]
fn what_was_typed_stays_when_the_file_is_gone_before_anybody_noticed() {
    let mut person = with_a_list();
    std::fs::remove_file(&person.path).expect("it is deleted");
    person.press("n");
    person.type_text("sends on friday");
    person.press("enter");
    person.sees("wasn't saved");
    person.press("esc n");
    person.sees("sends on friday");
}

#[test]
fn a_box_stays_open_and_verdicts_are_refused_once_the_file_is_known_to_be_gone() {
    let mut person = with_a_list();
    std::fs::remove_file(&person.path).expect("it is deleted");
    person.look();
    person.sees("deleted or moved.");
    person.press("p x");
    person.sees("Not saved");
    person.sees("To triage 2");
    person.sees("not saved");
    person.press("esc n");
    person.type_text("sends on friday");
    person.press("enter");
    person.sees("sends on friday");
    person.press("esc q");
    person.sees("saves a copy");
    person.press("esc ! c");
    person.sees("Saved a copy");
    person.press("esc esc esc q q");
    assert!(person.has_left);
}

#[test]
fn the_way_out_is_offered_only_where_it_is_one() {
    let mut person = with_a_list();
    person.press("!");
    person.sees("where it should be");
    person.wait(5_000);
    let screen = person.screen();
    assert!(!screen.contains("save a copy"), "{screen}");
}
