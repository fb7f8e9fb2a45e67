//! A line or a list that the file refuses stays open as a form does: with what was typed and why it was refused.

use super::driver::Person;

/// Makes the file refuse new rows of a table, until it is told otherwise.
fn refuse(person: &mut Person, table: &str) {
    let sql = format!("CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'not today'); END;");
    person.elsewhere(|writer| writer.connection().execute_batch(&sql).expect("a trigger"));
}

fn accept(person: &mut Person) {
    person.elsewhere(|writer| writer.connection().execute_batch("DROP TRIGGER refuse;").expect("no trigger"));
}

/// Answers with what is open, which the file refuses, then once more when it does not.
fn is_kept(person: &mut Person, table: &str, typed: &str, key: &str) {
    refuse(person, table);
    let before = person.tables();
    person.press(key);
    assert!(person.tables() == before, "{typed} was refused");
    let screen = person.screen();
    let is_in_window = |wanted: &str| screen.lines().any(|line| line.contains('│') && line.contains(wanted));
    assert!(is_in_window(typed), "{typed} is gone:\n{screen}");
    assert!(is_in_window("! "), "no refusal in the window:\n{screen}");
    accept(person);
    let before = person.tables();
    person.press(key);
    assert!(person.tables() != before, "{typed} is not saved:\n{}", person.screen());
    assert!(!person.screen().contains("! The file"), "{}", person.screen());
}

#[test]
fn a_line_stays_in_the_list_and_on_the_page() {
    let mut person = Person::with_demo();
    person.press("g c n");
    person.type_text("asks 250 by mail");
    is_kept(&mut person, "note", "asks 250 by mail", "enter");
    person.press("esc enter n");
    person.type_text("wants a contract");
    is_kept(&mut person, "note", "wants a contract", "enter");
}

#[test]
fn the_line_for_the_next_post_makes_room_for_the_one_that_was_refused() {
    let mut person = Person::with_demo();
    person.press("g c enter a p");
    person.type_text("9mar 12.3k 450 20 3");
    is_kept(&mut person, "post", "9mar 12.3k 450 20 3", "enter");
    person.sees("Next post by");
    person.press("enter");
    assert!(!person.screen().contains("Next post by"), "the next line was empty:\n{}", person.screen());
}

#[test]
fn the_tags_that_were_switched_stay() {
    let mut person = Person::with_demo();
    person.press("g c t");
    person.type_text("quite new");
    person.press("enter");
    is_kept(&mut person, "creator_tag", "quite new", "ctrl-s");
}

#[test]
fn a_pasted_block_of_creators_that_was_refused_is_offered_again() {
    let mut person = Person::with_demo();
    person.press("g c a");
    person.paste("@first.of.two\n@second.of.two\n");
    person.sees("@second.of.two");
    refuse(&mut person, "creator");
    person.press("enter");
    accept(&mut person);
    let before = person.tables();
    person.press("esc a");
    person.sees("@second.of.two");
    person.press("enter");
    assert!(person.tables() != before, "{}", person.screen());
}

#[test]
fn a_field_that_was_refused_is_about_the_same_creator_still() {
    let mut person = Person::with_demo();
    person.press("g c enter e");
    person.type_text("name");
    person.press("enter ctrl-u");
    person.type_text("Nova Nilsson");
    person.elsewhere(|writer| {
        let sql = "CREATE TRIGGER refuse BEFORE UPDATE ON creator BEGIN SELECT RAISE(ABORT, 'not today'); END;";
        writer.connection().execute_batch(sql).expect("a trigger");
    });
    person.press("enter");
    accept(&mut person);
    let before = person.tables();
    person.sees("Nova Nilsson");
    person.press("enter");
    assert!(person.tables() != before, "{}", person.screen());
}

#[test]
fn a_note_and_tags_of_triage_stay_with_their_creator() {
    let mut person = Person::with_demo();
    person.press("g t enter");
    for (open, typed, table, key) in [("n", "asks 250", "note", "enter"), ("t", "quite new", "creator_tag", "ctrl-s")] {
        person.press(open);
        person.type_text(typed);
        if open == "t" {
            person.press("enter");
        }
        is_kept(&mut person, table, typed, key);
    }
}
