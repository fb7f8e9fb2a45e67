//! The filter input: the term that empties a list, completions, half-typed values, views, and earlier filters.

use super::finding::filter_asked;
use super::*;
use crate::domain::filter::Field;

fn typed(table: &Table) -> String {
    table.screen.bar.typing.as_ref().expect("the box is open").input.value().to_owned()
}

fn values(table: &mut Table, field: Field, values: &[(&str, i64)]) {
    let values = values.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    let query = table.reply(Slot::Values, Answer::Values(field, values));
    assert_eq!(query, Query::Values(field));
}

#[test]
fn names_the_term_that_empties_the_list_and_tab_drops_it() {
    let mut table = Table::new(50);
    table.filter("niche:skincare country:ca er>4");
    table.list([]);
    for count in [0, 31, 7] {
        let Query::Count { filter, .. } = table.reply(Slot::Blame, Answer::Count(count)) else { panic!("a count") };
        assert_eq!(filter.expect("two terms are left").in_words().matches(';').count(), 1);
    }
    assert!(!table.others.contains_key(&Slot::Blame), "each term is counted once");
    let picture = table.picture(120, 36);
    assert!(picture.contains("0 of 4,812. 31 match without country:ca (Tab drops that term)."), "{picture}");
    table.type_keys("tab");
    assert_eq!(typed(&table), "niche:skincare er>4 ");
    assert_eq!(filter_asked(&table), "niche is skincare; engagement over 4%");
    table.list(0..31);
    table.type_keys("enter");
    assert!(!table.picture(120, 36).contains("without country"));
}

#[test]
fn counts_for_an_older_filter_are_dropped() {
    let mut table = Table::new(50);
    table.filter("er>9 niche:bo");
    table.list([]);
    let (old, _) = table.others[&Slot::Blame].clone();
    table.reply(Slot::Blame, Answer::Count(31));
    table.reply(Slot::Blame, Answer::Count(0));
    let picture = table.picture(120, 36);
    assert!(picture.contains("31 match without niche:bo"), "{picture}");
    table.type_keys("x");
    table.receive(&Msg::Event(Event::QueryDone(Slot::Blame, old, Answer::Count(99))));
    assert!(!table.picture(120, 36).contains("99"));
}

#[test]
fn half_a_value_keeps_the_table_and_tab_completes_it() {
    let mut table = Table::new(50);
    table.filter("er>9 niche:bo");
    values(&mut table, Field::Niche, &[("booktok", 412), ("skin", 90), ("skin/acne", 20)]);
    assert_eq!(filter_asked(&table), "engagement over 9%");
    table.list(0..20);
    let picture = table.picture(120, 36);
    assert!(picture.contains("still showing: er>9") && !picture.contains(" 0 of"), "{picture}");
    table.type_keys("tab");
    assert_eq!(typed(&table), "er>9 niche:booktok");
    assert_eq!(filter_asked(&table), "engagement over 9%; niche is booktok");
    table.filter("niche:skin");
    assert_eq!(
        filter_asked(&table),
        "niche is skin",
        "a value that is there is whole, also where longer ones begin so"
    );
    table.filter("niche:skin,bo");
    assert_eq!(filter_asked(&table), "niche is skin or bo");
    table.filter("niche:bo");
    table.type_keys("enter");
    assert_eq!(table.screen.bar.text, "niche:bo", "kept as it was typed");
}

#[test]
fn an_unknown_view_shows_an_error_and_cannot_be_applied() {
    let mut table = Table::new(50);
    table.views(&[("To triage", "status:new")]);
    table.filter("er>2 view:nope");
    assert_eq!(filter_asked(&table), "engagement over 2%");
    let picture = table.picture(120, 36);
    assert!(picture.contains("! There is no view called \"nope\"."), "{picture}");
    table.type_keys("enter");
    assert!(table.screen.is_typing());
    table.filter("view:triag");
    table.type_keys("tab");
    assert_eq!(typed(&table), "view:\"To triage\"");
    // Errors only the store can find, such as circular views, show in the same place.
    let (generation, _) = table.asked.take().expect("a list");
    let said = "The view \"To triage\" asks for itself: its filter would never end.";
    table.receive(&Msg::Event(Event::QueryFailed(Slot::Index, generation, said.into())));
    assert!(table.picture(120, 36).contains("! The view \"To triage\" asks for itself"));
    table.type_keys("enter");
    assert!(table.screen.is_typing());
}

#[test]
fn up_brings_earlier_filters_into_an_empty_input() {
    let mut table = Table::new(50);
    for text in ["er>2", "er>4", "er>2"] {
        table.filter(text);
        table.list(0..9);
        table.type_keys("enter");
    }
    table.act(Action::FilterEdit);
    table.type_keys("up");
    assert_eq!(typed(&table), "er>2 ", "arrows mean offers while something is typed");
    table.type_keys("ctrl-u up");
    assert_eq!(typed(&table), "er>2");
    table.type_keys("up up");
    assert_eq!((typed(&table).as_str(), filter_asked(&table).as_str()), ("er>4", "engagement over 4%"));
    table.type_keys("down down");
    assert_eq!(typed(&table), "");
    let kept = table.screen.memory();
    let mut later = Table::new(50);
    later.screen.recall(&|name| kept.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()));
    later.act(Action::FilterEdit);
    later.type_keys("ctrl-u up up");
    assert_eq!(typed(&later), "er>4", "also tomorrow");
}

#[test]
fn completes_fields_then_operators_then_values_with_counts() {
    let mut table = Table::new(50);
    table.filter("nich");
    table.type_keys("tab");
    assert_eq!(typed(&table), "niche:");
    values(&mut table, Field::Niche, &[("booktok", 412), ("glass skin", 88), ("bookish", 12)]);
    let picture = table.picture(120, 36);
    assert!(picture.contains("Tab booktok             412"), "{picture}");
    table.type_keys("b down down enter");
    assert_eq!(typed(&table), "niche:bookish");
    assert!(table.screen.is_typing(), "Enter took the offer and kept the box");
    table.type_keys("ctrl-u n i c h e : g tab");
    assert_eq!(typed(&table), "niche:\"glass skin\"");
    assert!(!table.others.contains_key(&Slot::Values), "values are asked for once");
    table.filter("followers");
    assert!(table.picture(120, 36).contains("Tab followers>"));
    table.filter("tier:mi");
    values(&mut table, Field::Tier, &[("micro", 1_240)]);
    assert!(table.picture(120, 36).contains("Tab micro             1,240"), "{}", table.picture(120, 36));
    table.screen.refresh(&mut table.ctx);
    table.run_requests();
    assert!(table.others.contains_key(&Slot::Values), "after a change they are asked for again");
}

#[test]
fn completions_never_cover_the_input() {
    for (width, height) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
        let picture = scene("completions").picture(width, height);
        let at = |text: &str| picture.lines().position(|line| line.contains(text));
        let (typing, offers, row) = (at("er>2 niche:"), at("bookish"), at("@juliets.jars"));
        assert!(typing < offers && offers < row, "{picture}");
    }
}
