//! The board by keys: a creator goes through all columns, and back to the start.

use rstest::rstest;
use tenfold::store::open;
use tenfold::tui::kit::Place;

use crate::driver::Person;
use crate::shops::Shop;

/// A value of the person's file.
fn value(person: &Person, sql: &str) -> String {
    let conn = open::open_reader(&person.path).expect("the file opens");
    conn.query_row(&format!("SELECT '' || ({sql})"), [], |row| row.get(0)).expect("a value")
}

/// Presses a key; what goes over the budget is agreed anyway.
fn forward(person: &mut Person) {
    person.press(">");
    if person.screen().contains("Agree anyway") {
        person.press("enter");
    }
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_creator_goes_by_keys_through_all_columns_and_back(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("g b");
    assert_eq!(person.place(), Place::Board);
    person.sees("»Shortlist«");
    let start = person.tables();
    let mut steps = 0;

    for column in ["Contacted", "Agreed", "Shipped"] {
        forward(&mut person);
        person.sees(&format!("»{column}«"));
        steps += 1;
    }
    person.press("<");
    person.sees("»Agreed«");
    person.press("u");
    person.sees("»Shipped«");

    person.press(">");
    person.sees("Post of @");
    person.press("enter enter");
    person.sees("»Posted«");
    steps += 1;
    person.press(">");
    person.sees("Reading of @");
    person.type_text("12.4k 800 20 5 9");
    person.press("ctrl-s");
    person.sees("»Results«");
    steps += 1;
    assert_eq!(value(&person, "SELECT count(*) FROM reading WHERE day = '2026-03-11' AND views = 12400"), "1");

    // What was agreed has to be paid first.
    let before = person.tables();
    person.press(">");
    person.sees("still open");
    assert_eq!(person.tables(), before);
    person.press("w");
    person.type_text("paid");
    person.press("enter >");
    person.sees("what comes of the test?");
    person.press("s");
    person.sees("»Closed«");
    steps += 2;
    person.press(">");
    person.sees("last column");

    for _ in 0..steps {
        person.press("u");
    }
    person.sees("»Shortlist«");
    assert_eq!(person.tables(), start);
}

#[test]
fn marked_cards_move_together_and_come_back_together() {
    let mut person = Person::with_demo();
    person.press("g b");
    let start = person.tables();
    person.press("space space >");
    assert_eq!(value(&person, "SELECT count(*) FROM collaboration WHERE contacted_on = '2026-03-11'"), "2");
    person.press("u");
    assert_eq!(person.tables(), start);
}
