//! A form that the file refuses stays open, on every screen: with what was typed and why it was refused.

use super::driver::Person;

/// Makes the file refuse every change of a table, until it is told otherwise.
fn refuse(person: &mut Person, table: &str) {
    person.elsewhere(|writer| {
        for what in ["INSERT", "UPDATE"] {
            let sql = format!(
                "CREATE TRIGGER refuse_{what} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, 'not today'); END;"
            );
            writer.connection().execute_batch(&sql).expect("a trigger");
        }
    });
}

fn accept(person: &mut Person) {
    person.elsewhere(|writer| {
        let sql = "DROP TRIGGER refuse_INSERT; DROP TRIGGER refuse_UPDATE;";
        writer.connection().execute_batch(sql).expect("no trigger");
    });
}

/// Saves what was typed into the form that is open, which the file refuses, then once more when it does not.
fn is_kept(person: &mut Person, table: &str, typed: &str) {
    person.sees("Ctrl-S save");
    person.type_text(typed);
    refuse(person, table);
    let before = person.tables();
    person.press("ctrl-s");
    assert_eq!(person.tables(), before, "{typed} was refused");
    person.sees("Ctrl-S save");
    person.sees(typed);
    let screen = person.screen();
    assert!(screen.lines().any(|line| line.contains("│") && line.contains("! ")), "no refusal in the form:\n{screen}");
    accept(person);
    let before = person.tables();
    person.press("ctrl-s");
    assert_ne!(person.tables(), before, "{typed} is saved:\n{}", person.screen());
    assert!(!person.screen().contains("Ctrl-S save"), "{}", person.screen());
    assert!(person.tables().lines().count() >= before.lines().count());
}

/// Goes to a campaign with batches.
fn to_campaign(person: &mut Person) {
    person.wait(5_000);
    person.press("g m g g");
    for _ in 0..20 {
        if person.screen().contains("acts on: Glow Serum test") {
            return;
        }
        person.press("j");
    }
    panic!("no such campaign:\n{}", person.screen());
}

#[test]
fn the_forms_of_campaigns_and_batches_stay() {
    let mut person = Person::with_demo();
    person.press("g m a");
    is_kept(&mut person, "campaign", "Toner test");
    to_campaign(&mut person);
    person.press("e");
    is_kept(&mut person, "campaign", " again");
    person.press("j e");
    is_kept(&mut person, "batch", " renamed");
}

#[test]
fn the_form_of_a_collaboration_stays() {
    let mut person = Person::with_demo();
    to_campaign(&mut person);
    person.press("j enter e ctrl-u");
    is_kept(&mut person, "cost_item", "321");
}

#[test]
fn the_forms_of_results_stay() {
    let mut person = Person::with_demo();
    to_campaign(&mut person);
    person.press("g r e");
    is_kept(&mut person, "campaign", " two");
    person.press("j j L ctrl-u");
    is_kept(&mut person, "creator_terms", "12");
}

#[test]
fn the_forms_of_the_agenda_and_the_goal_stay() {
    let mut person = Person::with_demo();
    person.press("g a a");
    is_kept(&mut person, "task", "Call the lab");
    for screen in ["g a", "g c", "g n"] {
        person.press(&format!("{screen} W ctrl-u"));
        is_kept(
            &mut person,
            "weekly_goal",
            if screen == "g a" {
                "7"
            } else if screen == "g c" {
                "8"
            } else {
                "9"
            },
        );
    }
}

#[test]
fn the_forms_of_a_creator_stay_in_the_list_and_on_the_page() {
    let mut person = Person::with_demo();
    person.press("g c E tab tab");
    is_kept(&mut person, "creator", "Nova");
    person.press("enter E tab tab");
    is_kept(&mut person, "creator", "Bella");
    person.press("a e");
    is_kept(&mut person, "post", "9 mar");
}
