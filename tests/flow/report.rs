//! What others get to read: the report of a campaign, and the manual.

use rstest::rstest;

use crate::driver::Person;
use crate::shops::Shop;

#[test]
fn two_files_become_a_page_for_the_boss() {
    let mut person = Person::with_nothing();
    crate::import(&mut person, "tracker.csv", crate::TRACKER);
    crate::import(&mut person, "orders_export.csv", crate::ORDERS);
    let before = person.tables();
    person.press("esc g r y p");
    let page = std::fs::read_to_string(person.folder.path().join("report.html")).expect("the page");
    // By hand: 50 and 20 for glow, 30 for balm, on 115 + 75 + 15 of cost.
    for said in ["<h1>Serum test</h1>", "3 orders brought $100 in revenue for $205 spent", "@ana.glow", "@cleo.skin"] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert_eq!(person.tables(), before, "a page changes nothing");
}

#[test]
fn a_creators_page_becomes_a_media_kit() {
    let mut person = Person::with_nothing();
    crate::import(&mut person, "tracker.csv", crate::TRACKER);
    person.press("esc g c enter");
    person.sees("Vetting");
    person.press("y p");
    let kit = std::fs::read_to_string(person.folder.path().join("kit.html")).expect("the kit");
    assert!(kit.contains("media kit,") && !kit.contains("Serum test") && !kit.contains("GLOW15"), "{kit}");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn the_manual_is_one_key_behind_the_help(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("? tab");
    person.sees("Help topics");
    person.press("enter");
    person.sees("Tracked figures say what happened");
    person.press("esc esc");
    person.press(":");
    person.type_text("numbers are made");
    person.press("enter");
    person.sees("How the numbers are made");
    person.press("esc");
    person.sees("1,240 creators");
}
