//! Finding anything in one box: what is found leads to where it is seen, and Esc comes back to what was found.

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

/// Looks for a text and opens the first thing found.
fn opened(person: &mut Person, text: &str) -> Place {
    person.press("g f ctrl-u");
    person.type_text(text);
    person.press("enter");
    person.place()
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn everything_is_found_where_it_is_seen(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let before = person.tables();
    let handle = value(&person, "SELECT handle FROM creator ORDER BY length(handle) DESC, id LIMIT 1");
    assert_eq!(opened(&mut person, &format!("@{handle}")), Place::Page);
    person.sees(&handle);
    person.press("esc");
    assert_eq!(person.place(), Place::Find);
    person.sees("from last time");
    person.press("esc");

    let campaign = value(&person, "SELECT name FROM campaign ORDER BY id LIMIT 1");
    assert_eq!(opened(&mut person, &campaign), Place::Campaigns);
    let code = value(&person, "SELECT code FROM code ORDER BY length(code) DESC, id LIMIT 1");
    assert_eq!(opened(&mut person, &code), Place::Collaboration);
    let number = |owned: &str| {
        format!(
            "SELECT iif(name = '', external_id, name) FROM sale_order WHERE state = 'sale' AND collaboration_id IS {owned} ORDER BY id DESC LIMIT 1"
        )
    };
    let owned = value(&person, &number("NOT NULL"));
    assert_eq!(opened(&mut person, &owned), Place::Collaboration);
    let unattributed = value(&person, &number("NULL"));
    assert_eq!(opened(&mut person, &unattributed), Place::Results);
    person.sees("»Review");
    person.sees(&unattributed);
    assert_eq!(person.tables(), before, "finding changes nothing");
}

#[test]
fn nothing_found_says_what_was_searched_and_what_to_try() {
    let mut person = Person::with_demo();
    person.press("g f");
    person.sees("Type a few letters");
    person.type_text("zzzqqq");
    person.sees("Nothing has \"zzzqqq\"");
    person.sees("Searched ");
    person.press("enter");
    assert_eq!(person.place(), Place::Find);
    person.press("esc");
    assert_eq!(person.place(), Place::Creators);
}
