//! Starting a batch that costs more than there is, or in which fees, codes and links are missing: said first, done at the second
//! press of the same key.

use tenfold::domain::{CollaborationFields, CollaborationId};
use tenfold::proto::WriteCmd;
use tenfold::store::{Writer, open};

use super::driver::Person;

/// A planned batch of ten in a campaign with a budget of $300: one fee of $5,000 and one code are noted, the rest is not.
fn planned() -> Person {
    let mut person = Person::with_demo();
    person.elsewhere(|writer| {
        let conn = writer.connection();
        conn.execute_batch(
            "INSERT INTO campaign (id, name, folded, currency, budget_minor, margin_bp, brief, updated_at)
               VALUES (900, 'Toner', 'toner', 'USD', 30000, 5000, 'Your words.', 9999999999999);
             INSERT INTO batch (id, campaign_id, name, folded, rule_creators, rule_measure, ends_on, updated_at)
               VALUES (900, 900, 'Batch 1', 'batch 1', 2, 'roas', '2026-04-30', 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at)
               SELECT 9000 + id, 900, id, 1 FROM creator WHERE do_not_contact = 0 ORDER BY id LIMIT 10;",
        )
        .expect("a batch");
        let first = "SELECT min(id) FROM collaboration WHERE batch_id = 900";
        let first = conn.query_row(first, [], |row| row.get(0)).expect("ten");
        note(writer, first, 500_000, "TONER10");
    });
    person
}

/// Notes a fee and a code of one of them, as their form does.
fn note(writer: &mut Writer, id: i64, fee_minor: i64, code: &str) {
    let fields =
        CollaborationFields { fee: Some(fee_minor), codes: vec![code.to_owned()], ..CollaborationFields::default() };
    let save = WriteCmd::SaveCollaboration { id: CollaborationId(id), fields: Box::new(fields) };
    writer.run(&save).expect("it is noted");
}

fn status(person: &Person) -> String {
    let conn = open::open_reader(&person.path).expect("opens");
    conn.query_row("SELECT status FROM batch WHERE id = 900", [], |row| row.get(0)).expect("a status")
}

/// The line that asks.
fn question(person: &mut Person) -> Option<String> {
    person.screen().lines().find(|line| line.contains("> again")).map(str::to_owned)
}

/// Goes to the batch in the list of campaigns.
fn to_campaign(person: &mut Person) {
    person.press("g m g g");
    person.sees("acts on: Toner");
    person.press("j");
}

#[test]
fn what_speaks_against_a_start_is_said_and_the_same_key_again_starts() {
    for on_the_batch in [false, true] {
        let mut person = planned();
        to_campaign(&mut person);
        if on_the_batch {
            person.press("enter");
        }
        person.sees("$4,700.00 over the budget of $300.00");
        person.press(">");
        let asked = question(&mut person).expect("a question");
        for fact in ["Batch 1", "$4,700.00", "$300.00", "no fee: @"] {
            assert!(asked.contains(fact), "{fact}: {asked}");
        }
        // All of it is read at the foot, above the keys.
        let screen = person.screen();
        let foot = screen.lines().rev().skip(1).take(2).collect::<Vec<_>>().join(" ");
        for fact in ["no code or link: @", "and 6 more"] {
            assert!(foot.contains(fact), "{fact}:\n{screen}");
        }
        assert_eq!(status(&person), "planned");
        person.again(">");
        assert_eq!(status(&person), "running");
    }
}

#[test]
fn another_key_cancels_and_a_held_key_does_not_confirm() {
    let mut person = planned();
    to_campaign(&mut person);
    person.press("> esc");
    assert_eq!(question(&mut person), None);
    person.wait(1_000);
    person.press(">");
    assert!(question(&mut person).is_some(), "asked anew");
    for _ in 0..40 {
        person.hold(">");
    }
    person.wait(2_000);
    assert_eq!(status(&person), "planned");
    person.again(">");
    assert_eq!(status(&person), "running");
}

#[test]
fn what_changed_in_between_is_asked_about_anew() {
    let mut person = planned();
    to_campaign(&mut person);
    person.press(">");
    let first = question(&mut person).expect("a question");
    person.elsewhere(|writer| {
        _ = writer.connection().execute("UPDATE campaign SET budget_minor = 20000 WHERE id = 900", []).expect("less");
    });
    person.again(">");
    assert_eq!(status(&person), "planned");
    let second = question(&mut person).expect("another question");
    assert!(second.contains("$4,800.00") && !first.contains("$4,800.00"), "{second}");
}

#[test]
fn a_batch_in_order_starts_at_once() {
    let mut person = planned();
    person.elsewhere(|writer| {
        let conn = writer.connection();
        conn.execute("UPDATE campaign SET budget_minor = 600000 WHERE id = 900", []).expect("more");
        let ids = "SELECT group_concat(id) FROM collaboration WHERE batch_id = 900";
        let ids: String = conn.query_row(ids, [], |row| row.get(0)).expect("ten");
        for id in ids.split(',').map(|id| id.parse().expect("a number")) {
            note(writer, id, 10_000, &format!("TONER{id}"));
        }
    });
    to_campaign(&mut person);
    person.press(">");
    assert_eq!(status(&person), "running");
}
