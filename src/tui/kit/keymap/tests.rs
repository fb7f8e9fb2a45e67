use std::collections::HashSet;

use super::*;
use crate::tui::kit::key::{KeyCode, KeyModifiers, notation, parse};

fn press(text: &str) -> KeyCombination {
    parse(text).unwrap()
}

fn own(text: &str) -> (Keymap, Vec<String>) {
    Keymap::with_own(&text.parse().unwrap())
}

#[test]
fn every_default_key_is_read_and_written_back() {
    for action in Action::ALL {
        for text in action.default_keys() {
            let keys = sequence(text).unwrap_or_else(|why| panic!("{}: {why}", action.name()));
            let back = keys.into_iter().map(notation).collect::<Vec<_>>().join(" ");
            assert_eq!(&back, text, "{}", action.name());
        }
    }
}

#[test]
fn no_key_has_two_meanings_and_no_command_starts_another() {
    let mut faults = Vec::new();
    Keymap::default().check(&mut faults);
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_action_has_a_key_that_every_keyboard_can_send() {
    let convenience = [
        "nav.half_down",
        "nav.half_up",
        "nav.scroll_down",
        "nav.scroll_up",
        "app.redraw",
        "app.cancel",
        "import.cancel",
    ];
    for action in Action::ALL {
        let safe = action
            .default_keys()
            .iter()
            .any(|text| !text.contains("ctrl-") && !text.starts_with('f') || text.starts_with("f ") || *text == "f");
        assert!(safe || convenience.contains(&action.name()), "{}", action.name());
    }
}

#[test]
fn every_default_key_does_its_action_in_every_place_it_lives() {
    let map = Keymap::default();
    for place in Place::iter() {
        let reachable = Action::ALL.iter().filter(|action| action.scopes().iter().any(|s| place.scopes().contains(s)));
        for action in reachable {
            for text in action.default_keys() {
                let keys = sequence(text).unwrap();
                let (last, before) = keys.split_last().unwrap();
                assert_eq!(map.resolve(before, *last, place.scopes()), Resolved::Do(*action), "{text} in {place:?}");
            }
        }
    }
}

#[test]
fn a_prefix_lists_what_may_follow_once() {
    let map = Keymap::default();
    let Resolved::Pending(next) = map.resolve(&[], press("g"), Place::Creators.scopes()) else { panic!() };
    let keys: HashSet<String> = next.iter().map(|next| notation(next.key)).collect();
    assert_eq!(keys.len(), next.len());
    assert!(["c", "m", "r", "g", "e", "v"].iter().all(|key| keys.contains(*key)), "{keys:?}");
    let to = next.iter().find(|next| notation(next.key) == "c").unwrap();
    assert_eq!(to.action, Some(Action::Go(Place::Creators)));
    assert_eq!(map.resolve(&[press("g")], press("q"), Place::Creators.scopes()), Resolved::Unknown);
}

#[test]
fn a_key_is_found_however_the_terminal_sends_it() {
    let map = Keymap::default();
    let here = Place::Creators.scopes();
    for modifiers in [KeyModifiers::NONE, KeyModifiers::SHIFT] {
        let question = KeyCombination::one_key(KeyCode::Char('?'), modifiers);
        assert_eq!(map.resolve(&[], question, here), Resolved::Do(Action::Help));
        let big = KeyCombination::one_key(KeyCode::Char('G'), modifiers);
        assert_eq!(map.resolve(&[], big, here), Resolved::Do(Action::NavBottom));
    }
    assert_eq!(map.resolve(&[], press("shift-ctrl-a"), here), Resolved::Unknown);
}

#[test]
fn own_keys_replace_or_remove_defaults() {
    let (map, faults) = own(
        "\"mark.all\" = [\"ctrl-a\", \"z a\"]\n\"edit.redo\" = []\nnav.down = \"ctrl-n\"\n[creators]\n\"tag.edit\" = [\"#\"]",
    );
    assert_eq!(faults, Vec::<String>::new());
    let here = Place::Creators.scopes();
    assert_eq!(map.keys_of(Action::MarkAll, here), ["Ctrl-A", "z a"]);
    assert_eq!(map.keys_of(Action::Redo, here), Vec::<String>::new());
    assert_eq!(map.resolve(&[], press("U"), here), Resolved::Unknown);
    assert_eq!(map.resolve(&[], press("#"), here), Resolved::Do(Action::TagEdit));
    assert_eq!(map.resolve(&[], press("t"), here), Resolved::Unknown);
    assert_eq!(map.notations(Action::NavDown, here), ["ctrl-n"]);
    let both = own("\"verdict.pick\" = [\"x\"]\n\"verdict.reject\" = [\"p\"]");
    assert_eq!(both.1, Vec::<String>::new(), "swapping two keys is no clash");
}

#[test]
fn faults_are_sentences_and_the_defaults_stay() {
    for (text, part) in [
        ("\"mark.al\" = [\"A\"]", "Did you mean `mark.all`?"),
        ("\"mark.all\" = [\"hyper-a\"]", "`hyper-a` is not a key."),
        ("\"mark.all\" = [\"ctrl-i\"]", "as Tab"),
        ("\"mark.all\" = [\"alt-a\"]", "Alt"),
        ("\"mark.all\" = [\"delete\"]", "only works in text boxes"),
        ("\"mark.all\" = [\"x\"]", "`x` is both `verdict.reject` and (the start of) `mark.all`."),
        ("\"mark.all\" = [\"g\"]", "`g` is both `mark.all` and (the start of) `nav.top`."),
        ("\"mark.all\" = 7", "needs a list of keys"),
    ] {
        let (map, faults) = own(text);
        assert!(faults.iter().any(|fault| fault.contains(part)), "{text}: {faults:?}");
        assert_eq!(map, Keymap::default(), "{text}");
    }
}
