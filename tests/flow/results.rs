//! Stories about results: what a batch says, what is decided, the next batch from the proposal, orders that nobody owned.

use rstest::rstest;

use tenfold::tui::kit::Place;

use crate::driver::Person;
use crate::shops::Shop;

/// Results of a sample shop.
fn on_results(shop: Shop) -> Person {
    let mut person = Person::in_shop(shop);
    person.press("g r");
    person.sees("tracked so far");
    person
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn the_proposal_becomes_the_next_planned_batch_and_back(#[case] shop: Shop) {
    let mut person = on_results(shop);
    person.sees("IF BOOKED AGAIN");
    let before = person.tables();
    person.press("B");
    assert_eq!(person.place(), Place::Builder);
    person.press("e");
    person.press("ctrl-u");
    person.type_text("900");
    person.press("ctrl-s");
    person.sees(&format!("budget {}900", shop.signs().0));
    person.press("enter");
    person.sees("It is the current batch now");
    person.press("g m");
    person.sees("planned");
    assert_ne!(person.tables(), before);
    person.press("u u");
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_price_and_days_that_were_typed_are_planned_and_one_undo_takes_them_back(#[case] shop: Shop) {
    let mut person = on_results(shop);
    person.press("B");
    let before = person.tables();
    person.press("$");
    person.type_text("12.50");
    person.sees("the asking price stays");
    person.press("ctrl-s");
    person.sees("12.50 in ");
    person.sees("as you typed it for this batch");
    person.press("e tab tab");
    person.type_text("6w");
    person.press("tab");
    person.type_text("5");
    person.press("ctrl-s");
    person.sees("5 days apart or more");
    assert_eq!(person.tables(), before, "it waits until it is planned");
    person.press("enter");
    person.sees("It is the current batch now");
    assert_ne!(person.tables(), before);
    person.press("u");
    assert_eq!(person.tables(), before, "the plan as a whole");
    person.sees("as you typed it for this batch");
    person.press("$");
    person.press("ctrl-u ctrl-s");
    person.sees("Removed your fee");
    assert_eq!(person.tables(), before, "nothing but the plan was written");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_pin_an_exclusion_and_a_decision_stay_until_they_are_taken_back(#[case] shop: Shop) {
    let mut person = on_results(shop);
    let before = person.tables();
    person.press("B p");
    person.sees("> pin");
    person.press("space");
    person.sees("> out");
    person.press("g r w");
    person.type_text("retest");
    person.press("enter");
    person.sees(": retest.");
    person.press("u u u");
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn an_order_of_nobody_finds_its_creator_and_the_figures_follow(#[case] shop: Shop) {
    let mut person = on_results(shop);
    let before = person.tables();
    let orders = person.screen();
    person.press("backtab");
    person.sees("Unattributed orders");
    person.press("G space");
    person.sees("1 order marked");
    person.press("enter");
    person.sees("1 order: choose the creator");
    person.press("enter");
    assert_ne!(person.tables(), before);
    person.press("esc");
    assert_ne!(person.screen(), orders, "its revenue is in the sums now");
    person.press("u");
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn scopes_panes_and_sizes_say_what_they_show(#[case] shop: Shop) {
    let mut person = on_results(shop);
    for (keys, text) in [
        ("R", "IF BOOKED AGAIN"),
        ("R", "Each campaign asks its own question"),
        ("enter", "»Answer«"),
        ("tab", "Revenue passed spend on"),
        ("tab", "per 1,000 views"),
        ("tab", "The verdict changes if"),
        ("tab", "A NEW ONE RETURNS"),
        ("tab", "Tracked ROAS by days after"),
    ] {
        person.press(keys);
        person.sees(text);
    }
    person.resize(80, 24);
    person.sees("»Batches«");
    person.press("esc s r");
    person.press("i");
    person.sees("How it is calculated");
    person.press("esc");
    person.press("y s");
    let copied = person.copied.clone().expect("a copy");
    for section in ["Money over time", "Funnel", "Niches, tiers and styles", "Batches at equal age", "Next batch"] {
        assert!(copied.contains(section), "{section}\n{copied}");
    }
}
