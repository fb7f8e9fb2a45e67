//! What each sample shop shows is its own: its currency, its platforms, its dates.

use rstest::rstest;

use tenfold::store::open;

use crate::driver::Person;
use crate::shops::Shop;

/// How many rows a query finds in the person's file.
fn count(person: &Person, rest: &str) -> i64 {
    let conn = open::open_reader(&person.path).expect("the file opens");
    conn.query_row(&format!("SELECT COUNT(*) FROM {rest}"), [], |row| row.get(0)).expect("a count")
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_typed_day_is_read_in_the_order_of_the_configuration(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let typed = shop.april_third();
    // A snooze.
    person.press("z t");
    person.type_text(typed);
    person.press("enter");
    assert_eq!(count(&person, "creator WHERE snoozed_until = '2026-04-03'"), 1, "{}", person.screen());
    // A filter, its completion, and a filter that is kept in a view.
    person.press("/");
    person.type_text(&format!("until:{typed}"));
    person.press("enter");
    person.sees("1 of 1,240");
    person.press("f w");
    person.type_text("april");
    person.press("enter");
    person.press("/ ctrl-u");
    person.type_text("view:april");
    person.press("enter");
    person.sees("1 of 1,240");
    // A form.
    person.press("g a a");
    person.type_text("Call the printer");
    person.press("tab ctrl-u");
    person.type_text(typed);
    person.press("ctrl-s");
    assert_eq!(count(&person, "task WHERE due_on = '2026-04-03'"), 1, "{}", person.screen());
}

#[rstest]
#[case::first(Shop::First, "14mar", "14 mar")]
#[case::second(Shop::Second, "mar14", "mar 14")]
fn examples_of_a_date_are_written_in_that_order(#[case] shop: Shop, #[case] word: &str, #[case] words: &str) {
    let mut person = Person::in_shop(shop);
    person.press("z t");
    person.sees(words);
    person.type_text("blursday");
    person.press("enter");
    person.sees(word);
    person.press("esc g a a tab ctrl-u");
    person.sees(words);
    person.press("esc");
    // And what the example says is understood.
    person.press("g c /");
    person.type_text(&format!("added<{word}"));
    person.press("enter");
    person.sees("1,240 of 1,240");
}
