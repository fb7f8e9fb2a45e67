//! Stories about paying creators: what is due, a part, an invoice, the files, and the way back.

use crate::driver::Person;

/// Ana posted on February 20, so her fee was due on March 7; Ben posted on March 1; nothing came of Cleo yet.
const POSTED: &str = "\
campaign,batch,handle,fee,code,posted_at
Serum test,Batch 1,@ana.glow,164,GLOW15,2026-02-20
Serum test,Batch 1,@ben.balm,60,BALM15,2026-03-01
Serum test,Batch 1,@cleo.skin,40,SKIN15,
";

fn on_payments() -> Person {
    let mut person = Person::with_nothing();
    crate::import(&mut person, "tracker.csv", POSTED);
    person.press("esc g p");
    person.sees("You owe $224 to 2 creators, $164 overdue, $40.00 agreed but not owed yet.");
    person
}

/// The lines of the list that name a creator.
fn line(person: &mut Person, handle: &str) -> String {
    let screen = person.screen();
    screen.lines().find(|line| line.contains(handle)).unwrap_or_default().to_owned()
}

#[test]
fn a_part_then_the_rest_is_paid_and_all_of_it_is_undone() {
    let mut person = on_payments();
    person.sees("OVERDUE (1, $164)");
    let before = person.tables();
    person.press("tab ctrl-u");
    person.type_text("100");
    person.press("ctrl-s");
    person.sees("Paid $100.00 to @ana.glow on Wed, Mar 11. $64.00 is left.");
    person.sees("You owe $124 to 2 creators, $64.00 overdue");
    person.press("p");
    person.sees("Paid $64.00 to @ana.glow on Wed, Mar 11.");
    person.sees("0 of 1 paid on time (0%)");
    person.sees("> @ben.balm");
    person.press("v");
    person.type_text("INV-9");
    person.press("ctrl-s");
    person.sees("Noted invoice INV-9 of @ben.balm");
    person.press("u u u");
    assert_eq!(person.tables(), before);
    person.press("U U U g a");
    assert!(!line(&mut person, "@ana.glow").contains("pay"), "what is paid is not due");
}

#[test]
fn more_than_is_owed_is_refused_and_nothing_typed_is_lost() {
    let mut person = on_payments();
    let before = person.tables();
    person.press("tab ctrl-u");
    person.type_text("500");
    person.press("ctrl-s");
    person.sees("You owe @ana.glow $164.00");
    assert_eq!(person.tables(), before);
}

#[test]
fn a_pay_run_of_marked_payments_and_the_ledger_are_files() {
    let mut person = on_payments();
    person.press("space space y p");
    let file = |person: &Person, name: &str| std::fs::read_to_string(person.folder.path().join(name)).expect("a file");
    let run = file(&person, "pay-run.csv");
    assert!(run.contains("ana.glow,,164.00,USD,Serum test fee") && run.contains("60.00,USD"), "{run}");
    person.press("p");
    person.sees("Paid $224.00 to 2 creators on Wed, Mar 11, 2 payments.");
    person.press("y l");
    let ledger = file(&person, "ledger.csv");
    assert_eq!(ledger.lines().count(), 3, "{ledger}");
    assert!(ledger.contains("2026-03-11,ana.glow,,Serum test,Batch 1,fee,164.00,USD"), "{ledger}");
    // The ledger comes back as the payments it lists, which are all there.
    let before = person.tables();
    crate::import(&mut person, "again.csv", &ledger);
    assert_eq!(person.tables(), before);
}

#[test]
fn a_paid_step_of_the_batch_and_the_list_are_one() {
    let mut person = on_payments();
    person.press("g m j enter w");
    person.type_text("paid");
    person.press("enter");
    person.sees("Paid $164.00 to @ana.glow on Wed, Mar 11");
    person.press("g p");
    person.sees("You owe $60.00 to 1 creator, $40.00 agreed");
    person.press("g c /");
    person.type_text("is:unpaid");
    person.press("enter");
    person.sees("2 of 3");
}

#[test]
fn the_tax_form_is_ticked_and_the_tick_taken_back() {
    let mut person = on_payments();
    let w9 = |person: &Person| {
        let conn = tenfold::store::open::open_reader(&person.path).expect("opens");
        let sql = "SELECT count(w9_on) FROM creator WHERE handle = 'ana.glow'";
        conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a count")
    };
    person.press("W");
    assert_eq!(w9(&person), 1, "{}", person.screen());
    person.press("W");
    assert_eq!(w9(&person), 0, "{}", person.screen());
}
