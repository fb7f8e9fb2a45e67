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
    assert_eq!(typed(&table), "", "a filter begins anew");
    table.type_keys("up");
    assert_eq!(typed(&table), "er>2");
    table.type_keys("up up");
    assert_eq!((typed(&table).as_str(), filter_asked(&table).as_str()), ("er>4", "engagement over 4%"));
    table.type_keys("down down");
    assert_eq!(typed(&table), "");
    let kept = table.screen.memory();
    let mut later = Table::new(50);
    later.screen.recall(&|name| kept.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()));
    later.act(Action::FilterEdit);
    later.type_keys("up up");
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
    assert!(!picture.contains("412"), "what the file holds is not what the filter gives: {picture}");
    // The first was asked before the values came.
    for count in [90, 31, 7, 5] {
        table.reply(Slot::OfferCount, Answer::Count(count));
    }
    let picture = table.picture(120, 36);
    assert!(picture.contains("Tab booktok              31"), "{picture}");
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
    let asked = table.reply(Slot::OfferCount, Answer::Count(620));
    let Query::Count { filter, .. } = asked else { panic!("{asked:?}") };
    assert_eq!(filter.expect("a filter").in_words(), "tier is micro");
    assert!(table.picture(120, 36).contains("Tab micro               620"), "{}", table.picture(120, 36));
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

/// Answers the question for the names that filters are made of.
fn vocabulary(table: &mut Table) {
    let known = crate::domain::filter::Vocabulary::new(["skincare".to_owned()], ["Spring test".to_owned()]);
    table.reply(Slot::Vocabulary, Answer::Vocabulary(Arc::new(known)));
}

#[test]
fn sentences_become_filters_and_are_read_back() {
    let mut table = Table::new(50);
    vocabulary(&mut table);
    table.filter("show me skincare in germany under 50k");
    assert_eq!(filter_asked(&table), "niche is skincare; country is Germany; followers under 50,000");
    let picture = table.picture(120, 36);
    assert!(picture.contains("country is Germany") && picture.contains("Ignored: show, me"), "{picture}");
    table.type_keys("enter");
    assert_eq!(table.screen.bar.text, "niche:skincare country:de followers<50k");
}

#[test]
fn a_word_that_is_also_in_handles_is_told_and_offered_as_text() {
    let mut table = Table::new(50);
    vocabulary(&mut table);
    table.filter("georgia");
    let picture = table.picture(120, 36);
    assert!(picture.contains("country:ge") && picture.contains("\"georgia\""), "both are offered: {picture}");
    let mut seen = Vec::new();
    while table.others.contains_key(&Slot::OfferCount) {
        let Query::Count { filter, .. } = table.reply(Slot::OfferCount, Answer::Count(3)) else { panic!("a count") };
        seen.push(filter.expect("a filter").in_words());
    }
    assert!(seen.iter().any(|words| words.contains("handle has \"georgia\" or name")), "{seen:?}");
    let picture = table.picture(120, 36);
    assert!(picture.contains("3 handles or names also have \"georgia\""), "{picture}");
}

#[test]
fn the_box_starts_fresh_and_half_a_filter_is_never_kept() {
    let mut table = Table::new(50);
    table.filter("er>4");
    table.list(0..9);
    table.type_keys("enter");
    let kept = |table: &Table| {
        let memory = table.screen.memory();
        memory.into_iter().find(|(name, _)| *name == "creators.filter").map(|(_, text)| text)
    };
    table.act(Action::FilterEdit);
    assert_eq!((typed(&table).as_str(), table.screen.bar.text.as_str()), ("", "er>4"), "the old one stays until a key");
    table.type_keys("m i");
    assert_eq!(table.screen.bar.text, "mi");
    assert_eq!(kept(&table).as_deref(), Some("er>4"), "what is half typed is not kept");
    table.screen.enter(&mut table.ctx);
    assert_eq!((table.screen.bar.text.as_str(), table.screen.is_typing()), ("er>4", false), "nor come back to");
    table.act(Action::FilterEdit);
    table.type_keys("enter");
    assert_eq!(table.screen.bar.text, "er>4", "nothing typed changes nothing");
    table.act(Action::FilterEdit);
    table.type_keys("m i esc");
    assert_eq!(table.screen.bar.text, "er>4");
    table.act(Action::FilterEdit);
    table.type_keys("ctrl-u enter");
    assert_eq!(table.screen.bar.text, "", "deleting in the empty box is no filter");
}

#[test]
fn what_was_text_stays_text_when_it_comes_back_into_the_box() {
    let mut table = Table::new(50);
    vocabulary(&mut table);
    table.screen.change_filter("skincare", &mut table.ctx);
    assert_eq!(table.screen.bar.query.in_words(), "mentions \"skincare\"", "a view saved earlier keeps its words");
    table.act(Action::FilterEdit);
    table.type_keys("up enter");
    assert_eq!(table.screen.bar.query.in_words(), "mentions \"skincare\"");
}

#[test]
fn strange_filters_are_drawn_at_any_size() {
    let strange = [
        "a".repeat(10_000),
        "🧴✨ مكياج ברלין \u{202e}x".to_owned(),
        "show me".to_owned(),
        "over 50k under 5k".to_owned(),
    ];
    for text in strange {
        let mut table = Table::new(50);
        table.screen.bar.open(None);
        table.screen.pasted(&text, &mut table.ctx);
        for (width, height) in [(120, 36), (80, 24), (40, 12), (20, 5)] {
            table.picture(width, height);
        }
    }
}

#[test]
fn counts_by_a_column_become_a_filter() {
    use crate::domain::breakdown::{Bar, Breakdown, Group};
    let mut table = Table::new(50);
    table.filter("er>4");
    table.list(0..9);
    table.type_keys("enter");
    table.screen.column = super::super::columns::ColumnKind::Of(crate::domain::creator::CreatorField::Country);
    table.act(Action::FilterCount);
    let bars = vec![Bar { group: Group::Value("us".into()), creators: 6 }, Bar { group: Group::Unknown, creators: 3 }];
    let field = Field::Of(crate::domain::creator::CreatorField::Country);
    let found = Breakdown { field, bars, creators: 9, more: 0 };
    let Query::Breakdown { filter, .. } = table.reply(Slot::Breakdown, Answer::Breakdown(Arc::new(found))) else {
        panic!("a breakdown")
    };
    assert_eq!(filter.expect("the filter of the list").in_words(), "engagement over 4%");
    table.answer(crate::tui::kit::overlay::Value::Chosen(crate::tui::kit::overlay::Choice::Entry(1)));
    assert_eq!(table.screen.bar.text, "er>4 country:none");
}
