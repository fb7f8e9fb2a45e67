//! What a box hides it says: each is opened in a small window and compared with the same box in a tall one.

use super::driver::Person;

/// Fewest lines of the usual small window.
const SMALL: u16 = 24;
/// Lines in which everything has room.
const TALL: u16 = 360;

/// Where boxes are opened, and the keys that open them there.
const BOXES: &[(&str, &[&str])] = &[
    (
        "g c",
        &[
            "i",
            "?",
            "? tab",
            "? tab enter",
            ":",
            "e",
            "t",
            "X",
            "C",
            "V",
            "o",
            "z",
            "g",
            "s",
            "l l F",
            "g l",
            "a",
            "/",
            "v",
        ],
    ),
    ("g c enter", &["i", "e", "a"]),
    ("g t", &["i", "F", "t", "X", "n"]),
    ("g m", &["i", "a", "e"]),
    ("g m j enter", &["i", "e", "w", "a"]),
    ("g m j enter enter", &["i", "e", "w", "a"]),
    ("g r", &["i", "w", "e", "y", "g #", "o"]),
    ("g r tab", &["i"]),
    ("g r tab tab", &["i"]),
    ("g r tab tab tab tab", &["i"]),
    ("g a", &["i", "a", "e", "w"]),
    ("g b", &["i", "w"]),
    ("g p", &["i", "e", "a"]),
    ("g y", &["i"]),
    ("g n", &["i"]),
    ("g d", &["i"]),
    ("g h", &["i"]),
    ("g s", &["i", "enter"]),
];

/// The words of each line that stands inside a box, and of each line of a list at the foot.
fn words(screen: &str) -> Vec<String> {
    let inside = |line: &str| {
        let line = line.trim_matches('"');
        let framed: Vec<&str> = line.split('│').collect();
        let words = if framed.len() > 2 { framed[1..framed.len() - 1].join(" ") } else { return None };
        Some(words.trim().trim_start_matches('>').trim().to_owned())
    };
    screen.lines().filter_map(inside).filter(|words| words.chars().any(char::is_alphabetic)).collect()
}

#[test]
fn a_batch_says_everything_where_there_is_room_and_what_has_none() {
    let mut person = Person::with_demo();
    person.press("g m j j j enter");
    person.resize(120, 50);
    person.sees("If booked again");
    let mut is_said = false;
    for height in (18..30).rev() {
        person.resize(80, height);
        let screen = person.screen();
        is_said |= screen.contains("i: 1 more line") || screen.contains("more lines");
        assert!(screen.contains("If booked again") || screen.contains(" more line"), "{screen}");
    }
    assert!(is_said, "no window is too small for the header");
    person.press("i");
    person.sees("If booked again");
}

#[test]
fn groups_below_the_edge_are_counted_and_the_cursor_leads_to_them() {
    let mut person = Person::with_demo();
    person.resize(80, 18);
    person.press("g r tab tab tab tab");
    person.sees("NICHE ");
    person.sees(" more below");
    assert!(!person.screen().contains("TIER "), "{}", person.screen());
    person.press("G");
    person.sees("TIER ");
    person.sees(" more above");
}

#[test]
fn every_list_that_is_longer_than_the_window_counts_what_it_hides() {
    let mut person = Person::with_demo();
    person.resize(80, 24);
    for place in [
        "g m g g j j enter",
        "g c",
        "g m",
        "g a",
        "g b",
        "g p",
        "g y",
        "g n",
        "g s",
        "g c enter",
        "g m g g j enter enter",
    ] {
        person.press(place);
        person.sees(" more below");
        person.press("esc esc esc");
    }
}

#[test]
fn a_box_in_a_small_window_says_how_many_lines_it_hides() {
    let mut person = Person::with_demo();
    let mut silent = Vec::new();
    for (place, boxes) in BOXES {
        for keys in *boxes {
            person.resize(80, TALL);
            person.press(place);
            person.press(keys);
            if person.on_top().is_some() {
                let tall = person.screen();
                person.resize(80, SMALL);
                let small = person.screen();
                let hidden: Vec<String> = words(&tall).into_iter().filter(|words| !small.contains(words)).collect();
                if !hidden.is_empty() && !small.contains(" more below") && !small.contains(" more above") {
                    silent.push(format!("{place} {keys}: hides {hidden:?}\n{small}"));
                }
            }
            for _ in 0..4 {
                person.press("esc");
            }
        }
    }
    assert!(silent.is_empty(), "{} boxes hide lines without a word:\n{}", silent.len(), silent.join("\n"));
}
