//! Creators marked do not contact: their addresses stay inside, and a filter finds them.

use crate::driver::Person;

const LIST: &str = "handle,name,followers,email,address\n\
    @ana.glow,Ana,12k,ana@example.com,\"1 Sample Street, Exampleton\"\n\
    @ben.balm,Ben,14k,ben@example.com,\n\
    @cleo.skin,Cleo,16k,,\n";

/// Somebody with three creators, of whom @ana.glow is blocked; the cursor is on her.
fn with_one_blocked() -> Person {
    let mut person = Person::with_nothing();
    crate::import(&mut person, "list.csv", LIST);
    person.press("esc g c s f");
    person.press("/");
    person.type_text("ana");
    person.press("enter z n");
    assert!(person.screen().contains("do not contact"));
    person
}

#[test]
fn the_address_of_one_is_not_copied_from_any_screen() {
    let mut person = with_one_blocked();
    person.press("y e");
    person.sees("do not contact");
    assert_eq!(person.copied, None);
    person.press("enter y e");
    assert_eq!(person.copied, None, "the page");
    person.press("esc g t y e");
    assert!(person.copied.as_deref().is_none_or(|copied| !copied.contains("ana@")), "triage");
}

#[test]
fn a_bulk_copy_leaves_them_out_and_says_how_many() {
    let mut person = with_one_blocked();
    person.press("/ ctrl-u enter A y e");
    assert_eq!(person.copied.as_deref(), Some("ben@example.com"));
    let said = &person.copied_words;
    assert!(said.contains("1 without one") && said.contains("1 left out: do not contact"), "{said}");
    person.press("y r");
    let rows = person.copied.clone().expect("rows");
    assert!(rows.lines().count() == 3 && rows.contains("ben@example.com") && !rows.contains("ana@"), "{rows}");
    assert!(person.copied_words.contains("do not contact"), "{}", person.copied_words);
}

#[test]
fn a_filter_finds_them() {
    let mut person = with_one_blocked();
    person.press("/ ctrl-u");
    person.type_text("is:blo");
    person.sees("blocked");
    person.press("tab enter");
    person.sees("1 of 3");
    person.sees("@ana.glow");
    person.press("/ ctrl-u");
    person.type_text("-is:blocked");
    person.press("enter");
    person.sees("2 of 3");
}
