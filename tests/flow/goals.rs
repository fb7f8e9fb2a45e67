//! A goal changed in the middle: all is computed anew at once, nothing that was typed is lost, and one key brings it back.

use rstest::rstest;

use tenfold::tui::kit::Place;

use crate::driver::Person;
use crate::shops::Shop;

/// The results of a sample shop's campaign as they are copied, with the campaign's own head figure in front.
fn copied(person: &mut Person) -> String {
    person.press("y s");
    person.copied.clone().expect("a copy")
}

/// Sets the goal of the campaign on screen in its form, by the first letter of the goal.
fn set_goal(person: &mut Person, letter: &str) {
    person.press("e");
    person.sees("Ctrl-S save");
    person.press("tab tab tab");
    person.press(letter);
    person.press("ctrl-s");
    person.sees("The goal changes from conversions");
    person.press("y");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_goal_changes_the_head_the_verdicts_and_the_plan_and_comes_back_whole(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.resize(120, 36);
    person.press("g r");
    person.sees("tracked so far");
    let (tables, before) = (person.tables(), copied(&mut person));
    for (letter, head, others) in [
        ("a", "Per creator: CPM", &["VIEWS PER", "chance of"][..]),
        ("u", "Per creator: cost per asset", &["WITH RIGHTS", "AGAINST THE TARGET"][..]),
    ] {
        set_goal(&mut person, letter);
        person.sees(head);
        for word in others {
            person.sees(word);
        }
        // The notice at the foot names both goals.
        let screen: String = person.screen().lines().filter(|line| !line.contains("instead of")).collect();
        assert!(!screen.contains("ROAS") && !screen.contains("break-even"), "{screen}");
        assert!(screen.contains("SCALE") || screen.contains("DROP") || screen.contains("RETEST"), "{screen}");
        let now = copied(&mut person);
        assert_ne!(now, before);
        person.press("B");
        assert_eq!(person.place(), Place::Builder);
        person.sees("left of the campaign's");
        person.press("esc u");
        assert_eq!(person.tables(), tables, "one step back");
        person.sees("Per creator: ROAS");
        let back = copied(&mut person);
        let changed = back.lines().zip(before.lines()).find(|(now, then)| now != then);
        assert_eq!(changed, None, "to the letter");
    }
    set_goal(&mut person, "a");
    person.press("g m");
    for text in ["HEAD FIGURE", "CPM ", "ROAS "] {
        person.sees(text);
    }
}
