//! Counts of a post in the form of its batch: typed, changed, and emptied again.

use tenfold::store::open;

use super::driver::Person;
use super::{TRACKER, import};

/// All counts of the post of one creator, one reading after the other.
fn readings(person: &Person, handle: &str) -> String {
    let conn = open::open_reader(&person.path).expect("opens");
    let sql = "SELECT ifnull(group_concat(concat_ws('/', reading.day, ifnull(reading.views, '-'), ifnull(reading.likes, '-')), ' '), '')
        FROM reading JOIN post ON post.id = reading.post_id JOIN creator ON creator.id = post.creator_id WHERE handle = ?1";
    conn.query_row(sql, [handle], |row| row.get(0)).expect("a text")
}

/// Opens the form of the first creator of the batch and goes to a field.
fn open_form(person: &mut Person, field: &str) {
    person.press("e");
    person.sees(field);
    for _ in 0..40 {
        if person.screen().lines().any(|line| line.contains(&format!("> {field} "))) {
            return;
        }
        person.press("tab");
    }
    panic!("no field {field}:\n{}", person.screen());
}

#[test]
fn emptied_counts_are_unknown_again_and_undo_brings_them_back() {
    let mut person = Person::with_nothing();
    import(&mut person, "tracker.csv", TRACKER);
    person.press("esc g m j enter");
    person.sees("acts on: @ana.glow");
    let older = "INSERT INTO reading (post_id, day, views) SELECT id, '2026-03-05', 8000 FROM post ORDER BY id LIMIT 1";
    person.elsewhere(|writer| _ = writer.connection().execute(older, []).expect("an older reading"));
    let imported = readings(&person, "ana.glow");
    assert!(imported.contains("12000/-") && imported.contains("8000/-"), "{imported}");
    open_form(&mut person, "Views");
    person.press("ctrl-u");
    person.type_text("13k");
    person.press("tab");
    person.type_text("900");
    person.press("ctrl-s");
    let counted = readings(&person, "ana.glow");
    assert!(counted.contains("13000/900"), "{counted}");
    let before = person.tables();

    // The views alone: no older count stands up in their place, and the likes stay.
    open_form(&mut person, "Views");
    person.press("ctrl-u ctrl-s");
    let emptied = readings(&person, "ana.glow");
    assert!(!emptied.contains("000/") && emptied.contains("-/900"), "{emptied}");
    // Saved once more as it is, nothing changes.
    let once = person.tables();
    person.press("e ctrl-s");
    assert_eq!(person.tables(), once);

    // All of them.
    open_form(&mut person, "Likes");
    person.press("ctrl-u ctrl-s");
    assert_eq!(readings(&person, "ana.glow"), "");
    person.press("u u");
    assert_eq!(person.tables(), before);
}
