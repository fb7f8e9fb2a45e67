//! The foot of the screen says what its keys do: each of them is pressed, in every screen and its main states.

use tenfold::tui::kit::key::{KeyCombination, parse};
use tenfold::tui::kit::{Does, Hint, Place};

use super::driver::Person;

/// How a state is reached: its name, keys, and where that must lead.
type State = (&'static str, &'static str, Place);

/// The states of the made-up shop.
const DEMO: &[State] = &[
    ("the list", "g c", Place::Creators),
    ("the list with marks", "g c 3 space", Place::Creators),
    ("the list in a column of prices", "g c l l l l l l", Place::Creators),
    ("triage", "g t", Place::Triage),
    ("triage of a card further down", "g t j j", Place::Triage),
    ("a creator", "g c enter", Place::Page),
    ("a creator, second section", "g c enter tab", Place::Page),
    ("a creator, posts", "g c enter tab tab tab tab tab tab", Place::Page),
    ("a creator, collaborations", "g c enter backtab backtab", Place::Page),
    ("campaigns", "g m", Place::Campaigns),
    ("a batch of a campaign", "g m j", Place::Campaigns),
    ("the last batch", "g m G", Place::Campaigns),
    ("a running batch", "g m j enter", Place::Batch),
    ("a planned batch", "g m G enter", Place::Batch),
    ("a collaboration", "g m j enter enter", Place::Collaboration),
    ("a collaboration, terms", "g m j enter enter tab", Place::Collaboration),
    ("a collaboration, deliverables", "g m j enter enter tab tab tab", Place::Collaboration),
    ("a collaboration, money", "g m j enter enter tab tab tab tab", Place::Collaboration),
    ("a collaboration, rights", "g m j enter enter tab tab tab tab tab", Place::Collaboration),
    ("a collaboration, log", "g m j enter enter backtab", Place::Collaboration),
    ("results", "g r", Place::Results),
    ("next batch", "g r B", Place::Builder),
    ("next batch, put in", "g r B G space", Place::Builder),
    ("next batch, second pane", "g r B tab", Place::Builder),
    ("results, second pane", "g r tab", Place::Results),
    ("results, third pane", "g r tab tab", Place::Results),
    ("results, fourth pane", "g r tab tab tab", Place::Results),
    ("results, fifth pane", "g r tab tab tab tab", Place::Results),
    ("results of a batch", "g r R", Place::Results),
    ("results of all", "g r R R", Place::Results),
    ("niches", "g n", Place::Niches),
    ("a small niche", "g n G", Place::Niches),
    ("the board", "g b", Place::Board),
    ("the board, second card", "g b j", Place::Board),
    ("the board, marked", "g b space space", Place::Board),
    ("the board, results", "g b l l l l l", Place::Board),
    ("the board, an empty column", "g b l", Place::Board),
    ("the board of one campaign", "g b R enter", Place::Board),
    ("payments", "g p", Place::Payments),
    ("payments, marked", "g p space space", Place::Payments),
    ("payments, last", "g p G", Place::Payments),
    ("creators to book again", "g y", Place::Rebook),
    ("creators to book again, marked", "g y space space", Place::Rebook),
    ("agenda", "g a", Place::Agenda),
    ("agenda, second", "g a j", Place::Agenda),
    ("agenda, third", "g a j j", Place::Agenda),
    ("agenda, last", "g a G", Place::Agenda),
    ("duplicates", "g d", Place::Duplicates),
    ("import", "g i", Place::Import),
    ("history", "g h", Place::History),
    ("settings", "g s", Place::Settings),
    ("settings, yes or no", "g s / b y _ p l a c e enter", Place::Settings),
    ("welcome", "g w", Place::Welcome),
    ("welcome, second", "g w j", Place::Welcome),
];

/// The states of a file with nothing in it.
const EMPTY: &[State] = &[
    ("the list", "g c", Place::Creators),
    ("triage", "g t", Place::Triage),
    ("campaigns", "g m", Place::Campaigns),
    ("results", "g r", Place::Results),
    ("next batch", "g k", Place::Builder),
    ("niches", "g n", Place::Niches),
    ("agenda", "g a", Place::Agenda),
    ("board", "g b", Place::Board),
    ("payments", "g p", Place::Payments),
    ("creators to book again", "g y", Place::Rebook),
    ("duplicates", "g d", Place::Duplicates),
    ("import", "g i", Place::Import),
    ("history", "g h", Place::History),
    ("welcome", "g w", Place::Welcome),
];

/// The keys of a hint as they are pressed.
fn keys(shown: &str) -> Vec<KeyCombination> {
    shown
        .split(' ')
        .map(|key| parse(&key.replace("PgDn", "pagedown").to_lowercase_unless_letter()).expect("a key"))
        .collect()
}

trait LowercaseUnlessLetter {
    fn to_lowercase_unless_letter(&self) -> String;
}

impl LowercaseUnlessLetter for String {
    fn to_lowercase_unless_letter(&self) -> String {
        if self.chars().count() == 1 { self.clone() } else { self.to_lowercase() }
    }
}

/// Presses a hint and says what came of it.
fn pressed(person: &mut Person, key: &str) -> Does {
    let before = person.place();
    person.wrote.clear();
    person.has_imported = false;
    for key in keys(key) {
        person.press_one(key);
    }
    match (person.wrote.first(), person.on_top()) {
        (Some(kind), _) => Does::Writes(*kind),
        (None, _) if person.has_imported => Does::Imports,
        (None, _) if person.place() != before => Does::Goes(person.place()),
        (None, Some(on_top)) => on_top,
        (None, None) => Does::Here,
    }
}

/// Every hint of a state that does something else than it says.
fn lies(make: impl Fn() -> Person, (name, way, place): &State, wrong: &mut Vec<String>) {
    let there = || {
        let mut person = make();
        person.press(way);
        assert_eq!(person.place(), *place, "{name}");
        person
    };
    let hints: Vec<(String, Hint)> = there().hints();
    assert!(!hints.is_empty(), "{name} says no key");
    for (key, hint) in hints {
        let did = pressed(&mut there(), &key);
        if did != hint.does {
            wrong.push(format!("{name}: {key} {} says {:?} and does {did:?}", hint.label, hint.does));
        }
    }
}

#[test]
fn every_hint_of_the_made_up_shop_does_what_it_says() {
    let demo = Person::with_demo();
    let mut wrong = Vec::new();
    for state in DEMO {
        lies(|| Person::with_copy_of(&demo.path), state, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_hint_of_an_empty_file_does_what_it_says() {
    let empty = Person::with_nothing();
    let mut wrong = Vec::new();
    for state in EMPTY {
        lies(|| Person::with_copy_of(&empty.path), state, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_steps_of_an_import_say_what_enter_does() {
    let mut person = Person::with_nothing();
    let path = person.file("list.csv", "handle,followers\n@ana.glow,12000\n@ben.balm,8000\n");
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter");
    person.sees("2 of 4: columns");
    person.sees("Enter check");
    assert_eq!(pressed(&mut person, "Enter"), Does::Here);
    person.sees("Enter import 2 rows");
    assert_eq!(pressed(&mut person, "Enter"), Does::Imports);
}

#[test]
fn the_key_that_takes_out_of_a_batch_says_so() {
    let mut person = Person::with_demo();
    person.press("g m j enter");
    person.sees("b remove");
    assert!(!person.screen().contains("b to "));
}

#[test]
fn a_planned_batch_is_the_one_that_is_filled_and_the_foot_names_it() {
    let mut person = Person::with_demo();
    person.press("g m B enter");
    person.sees("It is the current batch now");
    person.press("g c");
    for (width, height, named) in
        [(80, 24, "b to Batch 1"), (120, 36, "b to Batch 1 of "), (160, 40, "b to Batch 1 of ")]
    {
        person.resize(width, height);
        person.sees(named);
    }
    // On a creator's own page as well, though more hints stand there.
    for (width, height) in [(80, 24), (120, 36)] {
        person.resize(width, height);
        person.press("enter");
        person.sees("b to Batch 1");
        person.press("g c");
    }
    let before = person.tables();
    person.press("b");
    assert_ne!(person.tables(), before);
    person.sees("Batch 1");
    // Another batch that is made the current one is named as well.
    person.press("u u g c");
    assert!(!person.screen().contains("b to Batch 1"));
}
