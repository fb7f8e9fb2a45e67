//! Trackers through the import screen, and what a batch that one brought along may still be given.

use crate::driver::Person;

const TRACKER: &str = "\
Campaign,Batch,Handle,Fee,Usage rights,Courier,Paid,Posted on,Mood
Serum,A,@ana.glow,100,40,DHL,2026-03-05,2026-03-02,fine
Serum,A,@ben.balm,60,,,no,2026-03-03,
";

fn columns(person: &mut Person, name: &str, text: &str) {
    let path = person.file(name, text);
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter");
    person.sees("2 of 4: columns");
}

#[test]
fn the_import_screen_offers_the_columns_of_the_form_and_names_what_is_left_out() {
    let mut person = Person::with_nothing();
    let nothing = person.tables();
    columns(&mut person, "tracker.csv", TRACKER);
    for label in ["Rights cost", "Carrier", "Paid"] {
        person.sees(label);
    }
    // The last column becomes a note, as the person says.
    person.press("G e");
    person.type_text("notes");
    person.press("enter");
    person.press("k k k e");
    person.type_text("leave");
    person.press("enter enter");
    person.sees("3 of 4: check");
    person.sees("`Courier`");
    person.press("enter");
    person.sees("`Courier`");
    assert!(person.tables().contains("\nnote "), "the mood is a note");
    person.undo_everything();
    assert_eq!(person.tables(), nothing);
    person.redo_everything();
    person.undo_everything();
    assert_eq!(person.tables(), nothing);
}

#[test]
fn the_rule_of_an_imported_batch_is_set_once_and_says_when() {
    let mut person = Person::with_nothing();
    columns(&mut person, "tracker.csv", TRACKER);
    person.press("enter enter");
    person.press("esc g m j enter");
    person.sees("running, imported");
    person.press("g m e");
    person.sees("Rule: creators");
    person.press("tab");
    person.type_text("1");
    person.press("ctrl-s");
    person.sees("1 of 2 creators, ROAS over break-even (set Mar 11, after the first post)");
    person.press("e tab");
    person.type_text("5");
    person.press("ctrl-s");
    person.sees("can be set only once");
    person.press("esc");
}
