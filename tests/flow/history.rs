//! The history and deleting through the whole program: a step below others is undone by a key, and a creator of a batch leaves the
//! ledger.

use tenfold::tui::kit::Place;

use crate::driver::Person;

/// Three creators with a fee and a code.
const TRACKER: &str = "\
campaign,batch,handle,fee
Serum test,Batch 1,@ana.glow,100
Serum test,Batch 1,@ben.balm,60
Serum test,Batch 1,@cleo.skin,40
";

fn with_a_batch() -> Person {
    let mut person = Person::with_nothing();
    let path = person.file("tracker.csv", TRACKER);
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter enter");
    person.sees("3 of 4: check");
    person.press("enter");
    person.sees("3 added");
    person.press("esc g c");
    person
}

#[test]
fn a_step_below_others_is_undone_by_enter_and_comes_back_by_undo() {
    let mut person = with_a_batch();
    person.press("m");
    let first = person.tables();
    person.press("j r 4");
    person.press("j x");
    let all = person.tables();
    person.press("g h");
    assert_eq!(person.place(), Place::History);
    person.sees("u undoes it.");
    person.press("j j");
    person.sees("Enter undoes it. Later");
    person.press("enter");
    person.sees("Undid \"Marked");
    person.sees("(undone) Marked");
    person.press("enter");
    person.sees("is already undone");
    person.press("u");
    person.sees("Redid: marked");
    assert_eq!(person.tables(), all);
    person.press("U u");
    person.press("u u");
    assert_eq!(person.tables(), first);
    // The import is needed by what was done to its creators.
    person.press("U U g h G");
    person.sees("Can't be undone yet.");
    person.press("x");
    person.sees("later steps depend on it");
}

#[test]
fn a_step_names_its_days_because_it_is_read_on_another_day() {
    let mut person = with_a_batch();
    person.press("z d");
    person.press("g a a");
    person.type_text("Print labels");
    person.press("tab");
    person.type_text("tomorrow");
    person.press("ctrl-s");
    person.sees("Added the task \"Print labels\"");
    person.press("z w g m j enter");
    person.press("w");
    person.type_text("contacted");
    person.press("enter g p");
    person.press("p");
    let conn = tenfold::store::open::open_reader(&person.path).expect("the file opens");
    let mut labels = conn.prepare("SELECT label FROM undo_op").expect("labels");
    let labels = labels.query_map([], |row| row.get::<_, String>(0)).expect("rows");
    let labels: Vec<String> = labels.collect::<Result<_, _>>().expect("labels");
    assert!(labels.len() >= 5, "{labels:?}");
    for label in labels {
        let words = label.to_lowercase();
        assert!(
            ["today", "tomorrow", "yesterday", "in 1 day", "in 7 days"].iter().all(|day| !words.contains(day)),
            "{label}"
        );
    }
}

#[test]
fn a_creator_of_a_batch_is_deleted_after_saying_what_stays() {
    let mut person = with_a_batch();
    person.press("/");
    person.type_text("ana.glow");
    person.press("enter");
    let before = person.tables();
    person.press("D");
    person.sees("took part in");
    person.sees("@deleted.");
    person.press("esc");
    assert_eq!(person.tables(), before, "nothing yet");
    person.press("D y");
    person.sees("Deleted @ana.glow and kept the ledger");
    person.press("u");
    person.sees("Undid: deleted @ana.glow");
    assert_eq!(person.tables(), before);
}
