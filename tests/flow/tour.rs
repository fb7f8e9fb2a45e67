//! The tour: each of its steps is done with real keys, other things may be done in between, and it can be left at any time.

use rstest::rstest;
use tenfold::tui::kit::Place;

use crate::driver::Person;

/// Somebody in the demo, with a window of this size, who starts the tour.
fn on_tour(width: u16, height: u16) -> Person {
    let mut person = Person::with_demo();
    person.resize(width, height);
    person.is_in_demo();
    person.press("g u");
    person
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
fn five_steps_are_done_with_real_keys(#[case] width: u16, #[case] height: u16) {
    let mut person = on_tour(width, height);
    let before = person.tables();
    assert_eq!(person.place(), Place::Results);
    person.sees("Tour 1 of 5");
    person.press("j");
    person.sees("Tour 1 of 5");
    person.press("i");
    person.sees("Tour 2 of 5");
    person.sees("Esc closes the box. Press g t");
    person.press("esc g m");
    person.sees("Press g t to go to Triage");
    person.press("g t j");
    person.sees("Tour 2 of 5");
    person.press("p");
    assert_ne!(person.tables(), before, "the pick is a real one");
    person.sees("Tour 3 of 5");
    person.press("u");
    assert_eq!(person.tables(), before, "and really undone");
    person.sees("Tour 4 of 5");
    person.press("g m enter");
    assert_eq!(person.place(), Place::Results, "a campaign has results, and is no batch");
    person.sees("Tour 4 of 5");
    person.press("g m j enter");
    assert_eq!(person.place(), Place::Batch);
    person.sees("Tour 5 of 5");
    person.sees("SPF stick teaser");
    person.press(":");
    person.sees("That was the tour.");
    person.sees("g w, then 2,");
    person.press("esc esc");
    assert!(!person.screen().contains("the tour"), "it is over");
    assert_eq!(person.place(), Place::Batch, "the Esc that ends it does nothing else");
}

#[test]
fn it_is_left_by_escape_twice_or_its_own_key() {
    let mut person = on_tour(80, 24);
    person.press("i esc esc");
    person.sees("Esc again leaves");
    person.press("j esc");
    person.sees("Tour 2 of 5");
    person.press("esc");
    person.sees("You left the tour.");
    assert!(!person.screen().contains("Tour 2"));
    person.press("g u");
    person.sees("Tour 1 of 5");
    person.press("g u");
    assert!(!person.screen().contains("Tour 1 of 5"));
    person.press("g w t");
    person.sees("Tour 1 of 5");
    person.restart();
    assert!(!person.screen().contains("Tour 1 of 5"), "a restart ends it");
}

#[test]
fn every_window_shows_what_to_do() {
    let mut person = on_tour(80, 24);
    for (width, height) in [(40, 12), (60, 15), (80, 19), (100, 20), (200, 60)] {
        person.resize(width, height);
        person.sees("Press i");
        person.is_in_line();
    }
    person.resize(20, 5);
    person.is_in_line();
}
