//! How and where a creator was found: two facts, each with a field of its own.

use tenfold::store::open;

use crate::driver::Person;

/// The way and the place, as the file has them.
fn found(person: &Person) -> (String, String) {
    let conn = open::open_reader(&person.path).expect("the file opens");
    let sql = "SELECT found_by, found_via FROM creator WHERE handle = 'ana.glow'";
    conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("a creator")
}

#[test]
fn the_form_has_the_way_and_the_place_apart() {
    let mut person = Person::with_nothing();
    crate::import(&mut person, "list.csv", "handle,followers,found via\n@ana.glow,12k,#glassskin\n");
    person.press("esc g c E");
    person.press("up up up up");
    person.sees("> Found by");
    person.type_text("hashtag");
    person.press("ctrl-s");
    assert_eq!(found(&person), ("hashtag".to_owned(), "#glassskin".to_owned()));
    // The place changes alone, and the way stays; then the other way round.
    person.press("E up up up ctrl-u");
    person.type_text("#skintok");
    person.press("ctrl-s");
    assert_eq!(found(&person), ("hashtag".to_owned(), "#skintok".to_owned()));
    person.press("E up up up up ctrl-u ctrl-s");
    assert_eq!(found(&person), (String::new(), "#skintok".to_owned()));
    person.press("u u u");
    assert_eq!(found(&person), (String::new(), "#glassskin".to_owned()));
}
