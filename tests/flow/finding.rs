//! Finding, from the first letter to a saved view and back after a restart.

use rstest::rstest;

use crate::driver::Person;
use crate::shops::Shop;

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_filter_is_completed_blamed_and_put_right_with_tab(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("/");
    person.type_text("nich");
    person.sees("1,240 creators");
    person.press("tab");
    person.sees("niche: needs a value");
    person.sees("Tab makeup");
    person.type_text("boo");
    person.press("tab");
    person.sees("niche is BookTok");
    person.type_text(" country:zz");
    person.sees("match without country:zz");
    person.press("tab enter");
    person.sees("means: niche is BookTok");
    assert!(!person.screen().contains("country:zz"));
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn cells_become_terms_and_marks_become_a_filter(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("l f s");
    person.sees("tier is micro");
    person.press("f n");
    person.sees("0 of 1,240 match this filter.");
    person.sees("match without -tier:micro");
    person.press("f d f c");
    person.press("space space space f m");
    person.sees("means: only the 3 marked");
    person.wait(5_000);
    person.sees("acts on: 3 marked");
    let before = person.tables();
    person.press("t");
    person.type_text("spring");
    person.press("enter enter");
    person.sees("Tagged 3 creators with spring.");
    person.press("esc f c j j j j .");
    person.sees("Tagged");
    person.press("u u");
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn the_same_value_is_marked_over_the_whole_list_and_no_further(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("V 4");
    person.sees("»4 Rejected 368«");
    person.press("l ,");
    person.sees("Marked 243 creators with tier:micro.");
    person.press("f c");
    person.wait(5_000);
    person.sees("acts on: 243 marked");
    person.press("f m");
    person.sees("means: only the 243 marked");
    person.press("f l");
    person.sees("1,240 creators");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_view_survives_a_restart_with_its_columns_and_order(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let before = person.tables();
    person.press("/");
    person.type_text("niche:coffee er>5");
    person.press("enter s e C");
    person.sees("Columns");
    // Country is hidden at first: down to it, shown, and carried to the top.
    person.press("down down down down down down down down space up K K K K K K K K enter");
    person.press("f w");
    person.type_text("Strong coffee");
    person.press("enter");
    person.sees("Saved the view Strong coffee.");
    person.sees("»9 Strong coffee");
    person.press("V 1");
    person.sees("»1 All 1,240«");
    person.press("V 9");
    person.sees("niche is coffee; engagement over 5%");
    person.sees("er v");
    person.press("s f");
    person.sees("»9 Strong coffee*");
    person.restart();
    person.sees("»9 Strong coffee*");
    person.press("/ ctrl-u");
    person.type_text("view:strong");
    person.press("tab enter");
    person.sees("view is Strong coffee");
    person.press("V 9 f r ctrl-u");
    person.type_text("Espresso");
    person.press("enter");
    person.sees("Renamed the view Strong coffee to Espresso.");
    person.press("f x");
    person.sees("Deleted the view Espresso. Its creators stay.");
    person.press("u");
    person.press("V");
    person.sees("9 Espresso");
    person.press("esc");
    person.undo_everything();
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn every_size_shows_where_one_is(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("V 2 l l l");
    for (width, height) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
        person.resize(width, height);
        person.sees("To triage");
        person.sees(">ER%");
        person.press("/");
        person.type_text("niche:");
        person.sees("makeup");
        person.press("esc");
    }
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn what_happened_in_a_batch_is_asked_for_by_its_day(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("g m j enter");
    person.sees("acts on: @nia.stretch");
    person.press("w");
    person.type_text("contacted");
    person.press("enter");
    person.sees("Contacted @nia.stretch on Wed, Mar 11.");
    person.press("g c /");
    person.type_text("contacted:today replied:none");
    person.press("enter");
    person.sees("1 of 1,240");
    person.sees("@nia.stretch");
    person.press("g m enter");
    person.press("g c f c");
    person.press("u");
    person.sees("Undid");
    person.press("g c /");
    person.type_text("contacted:today");
    person.sees("0 of 1,240");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn one_field_is_set_and_many_are_deleted_and_all_of_it_comes_back(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let before = person.tables();
    person.press("/");
    person.type_text("niche:knitting");
    person.press("enter A");
    person.sees("acts on: 63 marked");
    // The price is the sixth column.
    person.press("l l l l l e");
    person.sees("Asking price of 63 marked");
    person.type_text("75");
    person.press("enter");
    person.again("enter");
    person.sees("Set the price of");
    person.sees(&format!("to {}75.00", shop.signs().0));
    person.press("D");
    person.again("D");
    // One of them took part in a batch.
    person.sees("Deleted 62 of 63 creators, 1 who took part in a batch stays.");
    person.sees("1,178");
    person.press("u u");
    assert_eq!(person.tables(), before);
}
