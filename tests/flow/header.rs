//! The header shows the keys that lead to the other screens, as they are now.

use super::driver::Person;

/// The first line of the screen.
fn header(person: &mut Person) -> String {
    person.screen().lines().next().unwrap_or_default().trim_matches('"').to_owned()
}

/// The letters of the header that follow `g`, each with the name beside it.
fn letters(header: &str) -> Vec<(String, String)> {
    let Some((_, tabs)) = header.split_once("g: ") else { return Vec::new() };
    let read = |tab: &str| {
        let (key, rest) = tab.split_once(' ')?;
        let name: String = rest.chars().filter(|c| c.is_alphabetic() || *c == ' ').collect();
        let name = name.trim().to_owned();
        (key.chars().count() == 1).then(|| (key.to_owned(), name))
    };
    // Where cells are few two blanks stand between tabs, and the number of the others comes last.
    let between = if tabs.contains(" · ") { " · " } else { "  " };
    tabs.split(between).filter(|tab| !tab.starts_with('+')).filter_map(read).collect()
}

#[test]
fn every_key_of_the_header_leads_where_it_says_at_every_width() {
    let mut person = Person::with_demo();
    for width in [60, 72, 80, 100, 120, 160, 200] {
        person.resize(width, 36);
        person.press("esc g c");
        let shown = header(&mut person);
        assert!(!shown.contains('['), "{shown}");
        let tabs = letters(&shown);
        assert!(!tabs.is_empty() || shown.contains("g go to"), "{width}: {shown}");
        assert!(width < 80 || tabs.len() >= 3, "{width}: {shown}");
        for (letter, name) in tabs {
            // Where anything is found, letters are text.
            person.press("esc g c");
            person.press(&format!("g {letter}"));
            let there = header(&mut person);
            assert!(there.contains(&format!("»{name}«")), "g {letter} at {width} leads to {there}");
        }
    }
}

#[test]
fn the_current_screen_is_always_named() {
    let mut person = Person::with_demo();
    for width in [60, 80, 120] {
        person.resize(width, 36);
        for (keys, name) in
            [("g c", "Creators"), ("g r", "Results"), ("g h", "History"), ("g n", "Niches"), ("g i", "Import")]
        {
            person.press("esc");
            person.press(keys);
            let shown = header(&mut person);
            assert!(shown.contains(&format!("»{name}«")), "{width}: {shown}");
        }
    }
}

#[test]
fn finding_anything_and_the_settings_have_a_place_of_their_own() {
    let mut person = Person::with_demo();
    for (width, places) in
        [(80, &["f Find"][..]), (120, &["f Find"]), (160, &["f Find", "s Settings"]), (200, &["f Find", "s Settings"])]
    {
        for keys in ["g c", "g r", "g a"] {
            person.resize(width, 36);
            person.press(keys);
            let shown = header(&mut person);
            assert!(places.iter().all(|place| shown.contains(place)), "{width}: {shown}");
        }
    }
}

#[test]
fn own_keys_stand_in_the_header() {
    let mut person = Person::with_demo();
    person.own_keys("\"go.agenda\" = [\"f5\"]");
    let shown = header(&mut person);
    assert!(shown.contains("F5 Agenda") && shown.contains("g c »Creators«"), "{shown}");
    person.press("f5");
    assert!(header(&mut person).contains("»Agenda«"));
}
