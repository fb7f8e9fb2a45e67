//! Two creators that are one: what both say differently is still there afterwards.

use tenfold::store::open;

use super::driver::Person;
use super::import;

/// What one of them says stands inside what the other says, in every text.
const PEOPLE: &str = "\
handle,name,email,language,bio
@ann.glow,Ann,joann@example.com,english,slow skin care
@ann_glow,Joann,ann@example.com,english (uk),skin
";

#[test]
fn a_text_inside_another_text_is_not_lost_when_two_are_merged() {
    let mut person = Person::with_nothing();
    import(&mut person, "people.csv", PEOPLE);
    let before = person.tables();
    person.press("g c A =");
    person.sees("Merge @");
    person.press("enter");
    let [name, email, language, bio] = ["name", "email", "language", "bio"]
        .map(|column| text(&person, &format!("SELECT group_concat({column}, '|') FROM creator")));
    let note = text(&person, "SELECT group_concat(text, '|') FROM note");
    for (kept, both) in [
        (name, ["Ann", "Joann"]),
        (email, ["joann@example.com", "ann@example.com"]),
        (language, ["english", "english (uk)"]),
    ] {
        let other = both.iter().find(|text| **text != kept).expect("one of the two stays");
        assert!(both.contains(&kept.as_str()), "{kept} is neither of {both:?}");
        // Each entry of the note is the field's name and the value.
        let entries = note.trim_end_matches('.').split("; ");
        assert!(entries.into_iter().any(|entry| entry.ends_with(&format!(" {other}"))), "{other} is lost: {note}");
    }
    assert!(
        bio.split(" / ").eq(["slow skin care", "skin"]) || bio.split(" / ").eq(["skin", "slow skin care"]),
        "{bio}"
    );
    person.press("u");
    assert_eq!(person.tables(), before);
}

fn text(person: &Person, sql: &str) -> String {
    let conn = open::open_reader(&person.path).expect("opens");
    conn.query_row(sql, [], |row| row.get(0)).expect("a text")
}
