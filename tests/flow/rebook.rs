//! Booking creators again: the list fills when a batch is finished, and its verbs change the file.

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

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_creator_is_added_answered_blocked_and_opened(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("g y");
    assert_eq!(person.place(), Place::Rebook);
    person.sees("By expected profit");
    person.sees(&format!("+{}", shop.signs().0));
    let start = person.tables();
    let listed = |person: &mut Person| {
        let screen = person.screen();
        let rows = screen.lines().filter(|line| line.contains(" to ") && line.contains('@')).count();
        assert!(rows > 3, "{screen}");
        rows
    };
    let rows = listed(&mut person);
    let planned = "SELECT count(*) FROM collaboration JOIN batch ON batch.id = batch_id WHERE batch.status = 'planned'";
    let before: i64 = value(&person, planned).parse().expect("a number");

    // The first one is planned already.
    person.press("down b");
    person.sees("planned in");
    assert_eq!(value(&person, planned), (before + 1).to_string());
    let refused = "SELECT count(*) FROM collaboration WHERE book_again = 'no'";
    let against: i64 = value(&person, refused).parse().expect("a number");
    person.press("Y");
    person.sees("you'd book again");
    person.press("Y");
    person.sees(&format!("You decided against another booking ({})", against + 1));
    person.press("g g z n");
    person.sees("1 do not contact");
    assert_eq!(listed(&mut person), rows - 1);
    person.press("enter");
    assert_eq!(person.place(), Place::Page);
    person.undo_everything();
    assert_eq!(person.tables(), start);
}

#[test]
fn the_list_is_found_by_name() {
    let mut person = Person::with_nothing();
    person.press(":");
    person.type_text("rebook");
    person.press("enter");
    assert_eq!(person.place(), Place::Rebook);
    person.sees("finished");
}
