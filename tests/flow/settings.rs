//! Settings on screen: changed where they stand, kept in the file with its comments, undone to the letter.

use tenfold::tui::kit::Place;

use crate::driver::Person;

const TEXT: &str = "# Ana's\n[agenda]\n# patient\nsilence = 9 # days\n";

fn now(person: &Person) -> String {
    std::fs::read_to_string(person.settings()).unwrap_or_default()
}

fn with(text: &str) -> Person {
    let mut person = Person::with_demo();
    std::fs::write(person.settings(), text).expect("the configuration is written");
    person.press("g s");
    assert_eq!(person.place(), Place::Settings);
    person
}

#[test]
fn a_value_is_changed_undone_and_redone() {
    let mut person = with(TEXT);
    person.press("/");
    person.type_text("agenda.silence");
    person.press("enter enter ctrl-u");
    person.type_text("12");
    person.press("enter");
    let changed = TEXT.replace('9', "12");
    assert_eq!(now(&person), changed);
    person.sees("12");
    person.press("u");
    assert_eq!(now(&person), TEXT);
    person.press("U");
    assert_eq!(now(&person), changed);
    // The last change is a setting, so it is undone from anywhere.
    person.press("g c u");
    assert_eq!(now(&person), TEXT);
}

#[test]
fn a_change_of_the_shop_is_undone_before_older_settings() {
    let mut person = with(TEXT);
    person.press("/");
    person.type_text("agenda.silence");
    person.press("enter D");
    assert!(!now(&person).contains("silence") && now(&person).contains("# patient"), "{}", now(&person));
    let start = person.tables();
    person.press("g c p");
    assert_ne!(person.tables(), start);
    person.press("u");
    assert_eq!(person.tables(), start);
    assert!(!now(&person).contains("silence"));
    person.press("g s u");
    assert_eq!(now(&person), TEXT);
    person.press("u");
    person.sees("No setting to undo");
}

#[test]
fn a_wrong_value_is_not_kept_and_says_why() {
    let mut person = with(TEXT);
    person.press("/");
    person.type_text("tiers.nano");
    person.press("enter enter ctrl-u");
    person.type_text("99999");
    person.sees("must rise");
    person.press("enter");
    assert_eq!(now(&person), TEXT);
    person.press("esc esc");
    person.press("/");
    person.type_text("no such words");
    person.sees("No setting has these words");
}
