//! Stories about money: what a step agrees, releases or pays, and what a decision leaves alone.

use tenfold::store::open::open_reader;

use crate::driver::Person;

/// Three people in a batch: codes and fees beside them, nobody posted.
const OFFERS: &str = "\
campaign,batch,handle,fee,product_cost,shipping_cost,code
Serum test,Batch 1,@ana.glow,164,10,5,GLOW15
Serum test,Batch 1,@ben.balm,60,10,5,BALM15
Serum test,Batch 1,@cleo.skin,40,,,
";

/// A row of the file, as text.
fn row(person: &Person, sql: &str) -> String {
    let conn = open_reader(&person.path).expect("opens");
    conn.query_row(sql, [], |row| row.get::<_, Option<String>>(0)).expect("a row").unwrap_or_default()
}

/// Kind and state of the amounts of a creator.
fn amounts(person: &Person, handle: &str) -> String {
    row(
        person,
        &format!(
            "SELECT group_concat(kind || ' ' || state, ', ' ORDER BY cost_item.id) FROM cost_item
             JOIN collaboration ON collaboration.id = collaboration_id JOIN creator ON creator.id = creator_id
             WHERE handle = '{handle}'"
        ),
    )
}

fn spend(person: &Person) -> String {
    row(person, "SELECT CAST(ifnull(sum(amount_minor), 0) AS TEXT) FROM spend_item")
}

/// On the page of the batch, with these rows imported.
fn on_batch(rows: &str) -> Person {
    let mut person = Person::with_nothing();
    crate::import(&mut person, "tracker.csv", rows);
    person.press("esc g m j enter");
    person.sees("Batch 1 of Serum test");
    person
}

/// Logs a step of the collaboration under the cursor by typing its name.
fn log_step(person: &mut Person, step: &str) {
    person.press("w");
    person.type_text(step);
    person.press("enter");
}

#[test]
fn a_fee_beside_a_code_is_agreed_and_alone_it_is_an_offer() {
    let person = on_batch(OFFERS);
    assert_eq!(amounts(&person, "ana.glow"), "fee agreed, product paid, shipping paid");
    assert_eq!(amounts(&person, "cleo.skin"), "fee offered");
    assert_eq!(spend(&person), "25400", "164 + 60 + twice the goods");
}

#[test]
fn declined_releases_what_was_not_earned_and_undo_brings_it_back() {
    let mut person = on_batch(OFFERS);
    let before = person.tables();
    log_step(&mut person, "declined");
    person.sees("$164");
    person.sees("@ana.glow");
    assert_eq!(amounts(&person, "ana.glow"), "fee released, product paid, shipping paid", "goods that left are gone");
    assert_eq!(spend(&person), "9000");
    log_step(&mut person, "agreed");
    assert_eq!(amounts(&person, "ana.glow"), "fee agreed, product paid, shipping paid");
    log_step(&mut person, "no resp");
    assert_eq!(spend(&person), "9000", "no response is an end too");
    log_step(&mut person, "replied");
    assert_eq!(amounts(&person, "ana.glow"), "fee offered, product paid, shipping paid", "the talk goes on");
    person.press("u u u u");
    assert_eq!(person.tables(), before);
}

#[test]
fn a_start_agrees_nothing_and_the_steps_do() {
    let mut person = Person::with_demo();
    let offered = "SELECT CAST(count(*) AS TEXT) FROM cost_item WHERE state = 'offered'";
    person.press("g m");
    let before = (row(&person, offered), spend(&person));
    assert_ne!(before.0, "0");
    person.press("g m g g j enter");
    person.sees("planned");
    let batch = person.tables();
    person.press(">");
    person.sees("no address to send to");
    person.again(">");
    person.sees("Started Batch");
    assert_eq!((row(&person, offered), spend(&person)), before);
    log_step(&mut person, "agreed");
    assert_ne!(spend(&person), before.1, "an agreed fee is spend");
    let agreed = spend(&person);
    log_step(&mut person, "shipped");
    assert_ne!(spend(&person), agreed, "and so are goods once sent");
    person.press("u u u");
    assert_eq!(person.tables(), batch);
}

#[test]
fn a_decision_moves_its_own_track_and_closed_owes_nothing() {
    let posted = OFFERS.replacen(",code\n", ",code,posted_at\n", 1).replace("GLOW15\n", "GLOW15,2026-03-02\n");
    let posted = posted.replace("BALM15\n", "BALM15,2026-03-02\n").replace(",,,\n", ",,,,\n");
    let mut person = on_batch(&posted);
    let stage = |person: &mut Person| {
        person.press("g m j enter");
        let screen = person.screen();
        let line = screen.lines().find(|line| line.contains("@ana.glow")).expect("a line").to_owned();
        ["Posted", "Results", "Closed"].into_iter().find(|stage| line.contains(stage)).expect("a stage").to_owned()
    };
    let money = "SELECT money || ' ' || decision FROM collaboration WHERE id = 1";
    person.press("g r");
    log_step(&mut person, "retest");
    assert_eq!(row(&person, money), "due retest");
    assert_ne!(stage(&mut person), "Closed", "the fee is open");
    log_step(&mut person, "paid");
    assert_eq!(row(&person, money), "paid retest");
    assert_eq!(row(&person, "SELECT amount_minor || ' ' || paid_on FROM payment"), "16400 2026-03-11");
    assert_eq!(stage(&mut person), "Closed");
    log_step(&mut person, "paid");
    person.sees("Nothing is left to pay @ana.glow");
    // The decision stands in the plan and on the page for others.
    person.press("esc g r y p");
    let page = std::fs::read_to_string(person.folder.path().join("report.html")).expect("the page");
    assert!(page.contains("Your decisions: retest @ana.glow."), "{page}");
}

#[test]
fn what_was_typed_before_counts_once_a_tracker_confirms_it() {
    let mut person = on_batch(&OFFERS.replace("GLOW15", "").replace("164,10,5,", "164,,,"));
    assert_eq!(amounts(&person, "ana.glow"), "fee offered");
    let with_post = "campaign,batch,handle,fee,posted_at\nSerum test,Batch 1,@ana.glow,164,2026-03-05\n";
    crate::import(&mut person, "posts.csv", with_post);
    assert_eq!(amounts(&person, "ana.glow"), "fee owed");
    assert_eq!(row(&person, "SELECT amount_minor || ' ' || day FROM cost_item WHERE id = 1"), "16400 2026-03-05");
}

/// The row of a creator among those to choose from.
fn listed(person: &mut Person, handle: &str) -> String {
    let screen = person.screen();
    let is_row = |line: &&str| line.contains(handle) && line.contains('%');
    screen.lines().find(is_row).unwrap_or_else(|| panic!("no row with odds: {screen}")).to_owned()
}

#[test]
fn a_decision_counts_in_the_next_plan() {
    let mut person = Person::with_demo();
    person.press("g m");
    while !person.screen().contains("acts on: Glow Serum test") {
        person.press("j");
    }
    let first = "@dewy.corner";
    person.press("B");
    assert!(listed(&mut person, first).contains("pin"), "decided to scale: {}", person.screen());
    person.press("g r");
    person.sees(&format!("> {first}"));
    log_step(&mut person, "drop");
    person.press("B");
    let dropped = listed(&mut person, first);
    assert!(dropped.contains("out") && !dropped.contains("pin"), "{dropped}");
    // A pin overrules the decision.
    person.press("home");
    assert!(listed(&mut person, first).contains('>'), "their odds are the best: {}", person.screen());
    person.press("space");
    let pinned = listed(&mut person, first);
    assert!(pinned.contains("pin") && !pinned.contains("out"), "{pinned}");
}

#[test]
fn paying_the_rest_of_a_part_paid_fee_pays_no_more_than_the_fee() {
    let mut person = on_batch(
        "campaign,batch,handle,fee,code,paid,paid_on\nSerum test,Batch 1,@ana.glow,164,GLOW15,64,2026-03-04\n",
    );
    let paid = "SELECT CAST(sum(amount_minor) AS TEXT) FROM payment WHERE paid_on IS NOT NULL";
    assert_eq!(row(&person, paid), "6400");
    log_step(&mut person, "paid");
    assert_eq!(row(&person, paid), "16400");
    person.sees("$100");
    log_step(&mut person, "paid");
    assert_eq!(row(&person, paid), "16400", "nothing is left");
}
