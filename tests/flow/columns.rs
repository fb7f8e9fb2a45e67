//! Columns that the program cannot know: the person says what they are, once.

use crate::driver::Person;

const MARCH: &str = "Konto,Name,Fans,When\nmia.glow,Mia Rose,12000,a\nzoe__b,Zoe Bell,8000,b\n";
const APRIL: &str = "Konto,Name,Fans,When\nkim_k2,Kim Lee,9000,c\n";

fn open(person: &mut Person, name: &str, text: &str) {
    let path = person.file(name, text);
    person.press("g i");
    person.paste(&path.display().to_string());
    assert!(!person.screen().contains("does nothing here"), "the box has taken the path");
    person.press("enter");
    person.sees("2 of 4: columns");
}

#[test]
fn a_column_is_named_once_and_known_next_month() {
    let mut person = Person::with_nothing();
    let nothing = person.tables();
    open(&mut person, "march.csv", MARCH);
    person.press("g g e");
    person.type_text("hand");
    person.press("enter");
    person.sees("@mia.glow");
    person.sees("yours");
    person.press("enter");
    person.sees("Enter imports 2 creators");
    person.press("esc");
    person.sees("2 of 4: columns");
    person.press("enter enter");
    person.sees("2 added");

    open(&mut person, "april.csv", APRIL);
    person.sees("These are the columns you chose last time");
    person.press("enter enter");
    person.sees("1 added");
    person.undo_everything();
    assert_eq!(person.tables(), nothing, "each import is one step");

    open(&mut person, "april.csv", APRIL);
    person.sees("These are the columns you chose last time");
}

#[test]
fn without_handles_there_is_no_going_on() {
    let mut person = Person::with_nothing();
    open(&mut person, "strange.csv", "A,B\nMia Rose,1\nZoe Bell,2\n");
    person.sees("No column becomes Handle or Profile link yet");
    person.press("enter");
    person.sees("2 of 4: columns");
}

/// The headings of the list of creators.
fn headings(person: &mut Person) -> String {
    let screen = person.screen();
    screen.lines().find(|line| line.contains("HANDLE")).expect("headings").to_owned()
}

#[test]
fn a_wide_window_without_the_pane_is_used_and_each_of_its_columns_is_reached() {
    let mut person = Person::with_demo();
    person.resize(120, 36);
    let usual = headings(&mut person);
    person.resize(200, 50);
    person.press("i");
    let wide = headings(&mut person);
    for heading in ["SCORE", "COUNTRY", "STAGE"] {
        assert!(wide.contains(heading) && !usual.contains(heading), "{heading}: {wide}");
    }
    // Less than a fifth of the line is left empty.
    let used = wide.trim_end_matches(['"', ' ', '│']).chars().count();
    assert!(used > 160, "{used}: {wide}");
    // The cursor walks to a column that only a wide window has, and sorts by it.
    let far = person.find("SCORE");
    person.press("l l l l l l l l l l l l l l l l l");
    person.mouse(far, tenfold::tui::kit::Gesture::Press);
    person.sees("score v");
    // Where columns are chosen, they are as many as were chosen.
    person.press("C");
    person.press("space");
    person.press("enter");
    let chosen = headings(&mut person);
    assert!(!chosen.contains("STAGE"), "{chosen}");
}
