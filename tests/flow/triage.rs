//! Triage through the whole program: decide, take back, leave and come back, put off.

use tenfold::domain::{CreatorId, Verdict};
use tenfold::proto::{Target, WriteCmd};

use rstest::rstest;

use crate::driver::Person;
use crate::shops::Shop;

const LIST: &str = "\
handle,followers,engagement rate,average views,price
@ana.glow,12000,6.1%,9000,100
@ben.balm,8000,4.0%,5000,
@cleo.skin,52000,2.2%,20000,400
@dora.derm,23000,7.5%,18000,200
";

fn with_a_list() -> Person {
    let mut person = Person::with_nothing();
    bring_in(&mut person, "list.csv", LIST);
    person.press("g t");
    person
}

fn bring_in(person: &mut Person, name: &str, text: &str) {
    let path = person.file(name, text);
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter");
    person.press("enter");
    person.sees("3 of 4: check");
    person.press("enter");
}

#[test]
fn a_queue_is_decided_and_every_verdict_can_be_taken_back() {
    let mut person = with_a_list();
    let before = person.tables();
    person.sees("»Triage« 4");
    person.sees("0 of 4 decided");
    person.sees("acts on: @dora.derm, then moves on by itself");
    person.resize(80, 24);
    person.sees("next: @cleo.skin");
    person.resize(120, 36);
    person.press("p x");
    person.sees("Rejected @cleo.skin.");
    person.sees("2 of 4 decided  picked 1  maybe 0  rejected 1  snoozed 0");
    person.sees("»Triage« 2");
    person.sees("YOUR PICKS SO FAR (1)");
    person.press("u");
    person.sees("Undid: rejected @cleo.skin.");
    person.wait(5_000);
    person.sees("acts on: @cleo.skin, then moves on by itself");
    person.sees("1 of 4 decided");
    person.press("5 X p");
    person.sees("Rejected @cleo.skin (price).");
    person.press("m p");
    person.sees("All 4 decided in under a minute: 2 picked.");
    person.press("enter");
    person.sees("status:picked");
    person.sees("2 of 4");
    person.press("-");
    person.sees("All 4 decided");
    person.press("u");
    person.wait(5_000);
    person.sees("acts on: @ana.glow");
    // Whatever was done here, each step is a step of the one history.
    for _ in 0..4 {
        person.press("u");
    }
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_key_held_down_is_taken_back_by_one_key(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("g t");
    let before = person.tables();
    for _ in 0..20 {
        person.hold("x");
    }
    person.sees("9 rejected very fast. Is a key held down? Enter keeps them, u undoes them.");
    person.press("u");
    assert_eq!(person.tables(), before);
    person.sees("0 of ");
}

#[test]
fn it_goes_on_tomorrow_also_after_the_program_was_killed() {
    let mut person = with_a_list();
    person.press("p j");
    person.wait(5_000);
    person.sees("acts on: @ben.balm");
    person.kill();
    person.sees("»Creators«");
    person.press("g t");
    person.sees("acts on: @ben.balm");
    person.sees("1 of 4 decided");
    person.restart();
    person.sees("»Triage«");
    person.sees("acts on: @ben.balm");
    // A frozen queue lets new ones wait.
    bring_in(&mut person, "more.csv", "handle,followers\n@eve.spf,900\n@fay.tan,800\n");
    person.press("g t");
    person.sees("1 of 4 decided");
    person.sees("+2 new");
    person.press("a");
    person.sees("1 of 6 decided");
}

#[test]
fn what_is_put_off_comes_back_on_its_day() {
    let mut person = with_a_list();
    person.press("z d z t");
    person.type_text("20 mar");
    person.sees("20 mar -> Friday, March 20 (in 9 days)");
    person.press("enter");
    person.sees("Snoozed @cleo.skin until Friday, March 20, 2026");
    person.press("z z");
    person.sees("Snoozed @ben.balm until Friday, March 20, 2026");
    person.sees("snoozed 3");
    person.press("g c");
    person.press("g g z f");
    person.sees("Snoozed @dora.derm until Friday, March 13, 2026");
    person.press("g t p");
    person.sees("All 4 decided");
    // As if the days had gone by.
    person.elsewhere(|writer| {
        let conn = writer.connection();
        conn.execute("UPDATE creator SET snoozed_until = '2026-03-11' WHERE handle = 'ben.balm'", []).expect("an edit");
    });
    person.sees("»Triage« 1");
    person.wait(5_000);
    person.sees("acts on: @ben.balm");
}

#[test]
fn the_creators_filter_is_what_the_queue_is_made_of() {
    let mut person = with_a_list();
    person.press("g c /");
    person.type_text("followers>10k");
    person.press("enter s f g t");
    person.sees("Queue: followers>10k");
    person.sees("0 of 3 decided");
    person.sees("acts on: @cleo.skin");
    person.press("g c f w");
    person.type_text("Larger ones");
    person.press("enter g t");
    person.sees("Queue: Larger ones");
    person.press("p ;");
    person.sees("No tags yet");
    person.elsewhere(|writer| {
        let target = Target::one(CreatorId(1));
        writer.run(&WriteCmd::SetVerdict { target, verdict: Verdict::Maybe, reason: None, until: None }).expect("sets");
    });
    person.sees("2 of 3 decided");
}

#[test]
fn marks_and_views_make_a_queue_that_survives_a_restart() {
    let mut person = with_a_list();
    person.press("g c space space f m g t");
    person.sees("0 of 2 decided");
    person.press("p");
    person.restart();
    person.sees("1 of 2 decided");
    person.press("u");
    person.sees("0 of 2 decided");
    person.press("g c f c /");
    person.type_text("followers>10k");
    person.press("enter f w");
    person.type_text("Larger ones");
    person.press("enter g t N");
    person.sees("Queue: Larger ones");
    person.press("g c / ctrl-u");
    person.type_text("view:\"Larger ones\"");
    person.press("enter g t");
    person.sees("0 of 3 decided");
}

#[test]
fn five_hundred_are_decided_at_a_pace_and_a_kill_loses_nothing() {
    let mut person = Person::with_nothing();
    let rows: Vec<String> = (0..500).map(|n| format!("@maker{n}.x,{},{}.2%", 1_000 + n * 70, n % 9)).collect();
    bring_in(&mut person, "list.csv", &format!("handle,followers,engagement rate\n{}\n", rows.join("\n")));
    person.press("g t");
    person.sees("0 of 500 decided");
    let mut decided = 0;
    for sitting in 0..3 {
        for key in ["p", "x", "m", "x", "x", "p", "z w", "x", "m", "x", "x", "p"] {
            person.press(key);
            person.wait(3_000);
            decided += 1;
        }
        person.sees(&format!("{decided} of 500 decided"));
        person.sees(" a minute  done about ");
        person.wait(5_000);
        let card = person.screen().lines().find(|line| line.contains("acts on: @")).map(str::to_owned);
        person.kill();
        person.press("g t");
        person.sees(&format!("{decided} of 500 decided"));
        person.sees(card.as_deref().and_then(|line| line.split(',').next()).expect("a card"));
        // What was decided before the kill can be taken back after it.
        if sitting == 1 {
            person.press("u");
            decided -= 1;
            person.sees(&format!("{decided} of 500 decided"));
        }
    }
}
