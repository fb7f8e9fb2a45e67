//! Paying, invoices, due dates: what follows from them, what is refused, and that undo brings everything back.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::super::run as carry_out;
use crate::analysis::rules::Rules;
use crate::domain::collaboration::Payment;
use crate::domain::filter;
use crate::domain::milestone::Milestone;
use crate::domain::payable::{Month, PaySummary, Payable, PayableId};
use crate::domain::{AmountId, CollaborationId, Currency};
use crate::error::Result;
use crate::proto::WriteCmd;
use crate::proto::event::Done;
use crate::proto::payment::{PaymentCmd, PaymentFields};
use crate::proto::{Answer, Query};
use crate::store::answer::Asker;
use crate::store::fixture::{Fixture, clock, dump, fixture};
use crate::store::list_context::ListContext;
use crate::store::{lists, payables};

const FEE: PayableId = PayableId::Amount(AmountId(1));
const MIA: CollaborationId = CollaborationId(1);

fn today() -> NaiveDate {
    clock().today()
}

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

/// A file where $150 are agreed with mia, who posted on February 20.
fn posted() -> Fixture {
    let file = fixture();
    file.conn
        .execute_batch(
            "UPDATE cost_item SET state = 'agreed', agreed_on = '2026-02-10', day = '2026-02-10';
             UPDATE collaboration SET content = 'posted', outreach = 'agreed', money = 'agreed';
             INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (5, 1, 1, '2026-02-20');
             DELETE FROM undo_row; DELETE FROM undo_op;",
        )
        .expect("rows");
    file
}

fn send(file: &mut Fixture, cmd: PaymentCmd) -> Result<Done> {
    carry_out(&mut file.conn, &WriteCmd::Payment(cmd), &clock(), &Rules::default())
}

fn pay(file: &mut Fixture, fields: PaymentFields) -> Result<Done> {
    send(file, PaymentCmd::Pay { what: vec![FEE], fields })
}

fn part(minor: i64) -> PaymentFields {
    PaymentFields { minor: Some(minor), ..PaymentFields::default() }
}

fn fee(file: &Fixture) -> Payable {
    payables::one(&file.conn, FEE).expect("reads").expect("one")
}

fn states(file: &Fixture) -> String {
    let sql = "SELECT group_concat(kind || ' ' || state, ', ') || '; ' || money FROM cost_item JOIN collaboration ON 1";
    file.conn.query_row(sql, [], |row| row.get(0)).expect("states")
}

fn refused(done: Result<Done>) -> String {
    done.expect_err("refused").to_string()
}

/// How many creators are unpaid by the filter.
fn unpaid(file: &Fixture) -> i64 {
    let filter = filter::parse("is:unpaid", Rules::default().calendar(today())).expect("a filter").expr;
    lists::count(&file.conn, filter.as_ref(), ListContext::once(today(), &Rules::default())).expect("a count")
}

#[test]
fn parts_leave_the_rest_owed_and_the_last_one_pays() {
    let mut file = posted();
    assert_eq!((fee(&file).due_on, fee(&file).standing(today())), (Some(on(3, 7)), Payment::Overdue));
    let before = dump(&file.conn);
    let said = pay(&mut file, part(10_000)).expect("paid").sentence;
    assert!(said.contains("$100.00 to @mia on Wed, Mar 11") && said.contains("$50.00 is left"), "{said}");
    assert_eq!(states(&file), "fee owed; part paid");
    assert_eq!(unpaid(&file), 1);
    pay(&mut file, PaymentFields::default()).expect("paid");
    assert_eq!(states(&file), "fee paid; paid");
    assert_eq!((fee(&file).paid_minor, unpaid(&file)), (15_000, 0));
    let said = pay(&mut file, PaymentFields::default()).expect("nothing to do");
    assert_eq!(said.changed, 0);
    for _ in 0..2 {
        carry_out(&mut file.conn, &WriteCmd::Undo, &clock(), &Rules::default()).expect("undone");
    }
    assert_eq!(dump(&file.conn), before);
}

#[test]
fn what_cannot_be_is_refused_with_what_is_owed() {
    let mut file = posted();
    let before = dump(&file.conn);
    assert!(refused(pay(&mut file, part(20_000))).contains("You owe @mia $150.00"));
    assert!(refused(pay(&mut file, PaymentFields { on: Some(on(3, 12)), ..part(100) })).contains("in the future"));
    assert!(refused(pay(&mut file, PaymentFields { on: Some(on(2, 1)), ..part(100) })).contains("Feb 10. A payment"));
    assert!(refused(pay(&mut file, part(0))).contains("above 0"));
    let eur = Some("EUR".parse().expect("a currency"));
    assert!(refused(pay(&mut file, PaymentFields { currency: eur, ..part(100) })).contains("how much USD one EUR is"));
    assert_eq!(dump(&file.conn), before, "nothing of it is left");
    pay(&mut file, part(5_000)).expect("paid");
    assert!(refused(pay(&mut file, part(5_000))).contains("already there"));
    pay(&mut file, PaymentFields { reference: "second".into(), ..part(5_000) }).expect("another one");
}

#[test]
fn the_clock_of_what_was_agreed_after_the_post_starts_on_that_day() {
    let file = posted();
    file.conn
        .execute_batch(
            "INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day, agreed_on) VALUES
               (8, 1, 'rights', 5000, 'agreed', '2026-03-09', '2026-03-09'),
               (9, 1, 'bonus', 2000, 'agreed', '2026-02-12', '2026-02-12');",
        )
        .expect("rows");
    let due = |id| {
        let row = payables::one(&file.conn, PayableId::Amount(AmountId(id))).expect("reads").expect("one");
        (row.start_on, row.due_on)
    };
    assert_eq!(due(1), (Some(on(2, 20)), Some(on(3, 7))), "the fee goes by the post");
    assert_eq!(due(8), (Some(on(3, 9)), Some(on(3, 24))), "the right was agreed after it");
    assert_eq!(due(9), (Some(on(2, 20)), Some(on(3, 7))), "the bonus before it");
    file.conn.execute("UPDATE cost_item SET due_on = '2026-03-12' WHERE id = 8", []).expect("a day");
    assert_eq!(due(8).1, Some(on(3, 12)), "a day that was set stands");
}

#[test]
fn a_bonus_is_an_amount_of_its_own() {
    let mut file = posted();
    let said = pay(&mut file, PaymentFields { is_bonus: true, ..part(20_000) }).expect("paid").sentence;
    assert!(said.contains("$50.00 of it is a bonus"), "{said}");
    assert_eq!(states(&file), "fee paid, bonus paid; paid");
    let later = PaymentFields { is_bonus: true, ..part(1_000) };
    send(&mut file, PaymentCmd::PayCreator { id: MIA, fields: later }).expect("paid");
    let spend: i64 =
        file.conn.query_row("SELECT sum(amount_minor) FROM spend_item", [], |row| row.get(0)).expect("a sum");
    assert_eq!(spend, 21_000);
}

#[test]
fn another_currency_settles_by_a_rate_that_is_typed_once() {
    let mut file = posted();
    let eur: Option<Currency> = Some("EUR".parse().expect("a currency"));
    let typed = PaymentFields { currency: eur, rate_e6: Some(1_083_500), ..part(10_000) };
    pay(&mut file, typed).expect("paid");
    assert_eq!(fee(&file).left_minor(), 15_000 - 10_835);
    pay(&mut file, PaymentFields { currency: eur, ..PaymentFields::default() }).expect("the rate is known");
    assert_eq!(states(&file), "fee paid; paid");
    let years = payables::all(&file.conn, today()).expect("years").years;
    assert_eq!(years.iter().map(|sum| sum.minor).sum::<i64>(), 15_000, "in dollars, by the rate it was paid at");
    let ledger = payables::all(&file.conn, today()).expect("a ledger").ledger;
    assert_eq!(ledger.iter().map(|line| line.minor).collect::<Vec<_>>(), [10_000, 3_844]);
}

#[test]
fn the_clock_of_the_terms_says_when_it_is_due() {
    let mut file = posted();
    let terms = |file: &Fixture, terms: &str| {
        file.conn.execute("UPDATE collaboration SET pay_terms = ?1", [terms]).expect("terms");
        (fee(file).start_on, fee(file).due_on)
    };
    assert_eq!(terms(&file, "net 30 from posted"), (Some(on(2, 20)), Some(on(3, 22))));
    assert_eq!(terms(&file, "on posted"), (Some(on(2, 20)), Some(on(2, 20))));
    assert_eq!(terms(&file, "net 10 from invoiced"), (None, None));
    let number = "INV-1".to_owned();
    send(&mut file, PaymentCmd::Invoice { what: vec![FEE], number, on: Some(on(3, 1)) }).expect("noted");
    assert_eq!(terms(&file, "net 10 from invoiced"), (Some(on(3, 1)), Some(on(3, 11))));
    assert_eq!(states(&file), "fee owed; due");
    file.conn
        .execute_batch("INSERT INTO deliverable (id, collaboration_id, post_id) VALUES (1, 1, 5), (2, 1, NULL)")
        .expect("promised");
    assert_eq!(
        terms(&file, ""),
        (Some(on(3, 1)), Some(on(3, 16))),
        "a video is missing, and the fee was owed by its invoice"
    );
    file.conn.execute_batch("UPDATE deliverable SET missed_on = '2026-03-02' WHERE id = 2").expect("missed");
    assert_eq!(terms(&file, ""), (Some(on(2, 20)), Some(on(3, 7))));
    file.conn.execute_batch("UPDATE deliverable SET approved_on = '2026-02-18' WHERE id = 1").expect("approved");
    assert_eq!(terms(&file, "net 5 from approved"), (Some(on(2, 18)), Some(on(2, 23))));
    send(&mut file, PaymentCmd::SetDue { what: vec![FEE], due_on: Some(on(4, 1)) }).expect("set");
    assert_eq!(fee(&file).due_on, Some(on(4, 1)));
}

#[test]
fn each_window_pays_by_its_own_terms_where_nobody_agreed_on_others() {
    let file = posted();
    let due = |terms: &str| {
        let rules = Rules { pay_terms: terms.parse().expect("terms"), ..Rules::default() };
        let Answer::Payments(all) =
            Asker::open(&file.path).expect("opens").answer(&Query::Payments, today(), &rules).expect("an answer")
        else {
            panic!("payments")
        };
        let Answer::Collaboration(_, Some(page)) = Asker::open(&file.path)
            .expect("opens")
            .answer(&Query::Collaboration(MIA), today(), &rules)
            .expect("an answer")
        else {
            panic!("a page")
        };
        (all.rows[0].due_on, page.amounts[0].due_on, page.pay_terms)
    };
    let in_force = |on, terms: &str| (Some(on), Some(on), terms.to_owned());
    assert_eq!(due("net 15"), in_force(on(3, 7), "net 15 from posted"));
    assert_eq!(due("net 30"), in_force(on(3, 22), "net 30 from posted"));
    assert_eq!(due("net 15"), in_force(on(3, 7), "net 15 from posted"), "the other window left nothing behind");
    assert_eq!(due("net 30 from invoiced").1, None, "no invoice yet");
    file.conn.execute("UPDATE creator SET pay_terms = 'net 3 from posted' WHERE id = 1", []).expect("terms");
    assert_eq!(due("net 30"), in_force(on(2, 23), "net 3 from posted"));
    file.conn.execute("UPDATE collaboration SET pay_terms = 'on posted'", []).expect("terms");
    assert_eq!(due("net 30"), in_force(on(2, 20), "on posted"));
}

#[test]
fn commission_is_owed_month_by_month_and_adds_up_to_what_it_costs() {
    let mut file = posted();
    file.conn
        .execute_batch(
            "UPDATE collaboration SET commission_bp = 1250;
             INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id)
               VALUES ('shopify', '1', 1, '2026-02-21', 'USD', 333, 333, 'sale', 1), ('shopify', '2', 1, '2026-02-25', 'EUR', 900, 900, 'sale', 1),
                      ('shopify', '3', 1, '2026-03-02', 'USD', 777, 777, 'pending', 1);",
        )
        .expect("sales");
    let months = |file: &Fixture| -> Vec<(String, i64, bool)> {
        let rows = payables::of(&file.conn, MIA, today()).expect("rows").into_iter();
        let monthly = rows.filter(|row| matches!(row.id, PayableId::Commission(..)));
        monthly.map(|row| (row.purpose.to_string(), row.left_minor(), row.is_owed(today()))).collect()
    };
    // 12.5% of 3.33, and of 44.33 without that.
    let [february, march] =
        [("commission Feb 2026".to_owned(), 42, true), ("commission Mar 2026".to_owned(), 512, false)];
    assert_eq!(months(&file), [february, march.clone()]);
    let month = Month::parse("2026-02").expect("a month");
    let what = vec![PayableId::Commission(MIA, month)];
    let invoice = PaymentCmd::Invoice { what: what.clone(), number: "1".into(), on: None };
    assert!(refused(send(&mut file, invoice)).contains("commission"));
    send(&mut file, PaymentCmd::Pay { what, fields: PaymentFields::default() }).expect("paid");
    assert_eq!(months(&file), [march, ("commission Feb 2026".to_owned(), 0, false)]);
    carry_out(
        &mut file.conn,
        &WriteCmd::PassMilestone { ids: vec![MIA], milestone: Milestone::Money(Payment::Paid), day: today() },
        &clock(),
        &Rules::default(),
    )
    .expect("the fee");
    assert_eq!((fee(&file).is_paid(), unpaid(&file)), (true, 1), "the month that still runs is not owed yet");
}

#[test]
fn an_amount_that_grows_after_it_was_paid_is_owed_again() {
    let mut file = posted();
    pay(&mut file, PaymentFields::default()).expect("paid");
    crate::store::amounts::set_minor(&file.conn, MIA, 1, 18_000, today()).expect("changed");
    assert_eq!((states(&file).as_str(), fee(&file).left_minor()), ("fee owed; part paid", 3_000));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn parts_add_up_to_paid_and_undo_is_identity(parts in prop::collection::vec(1_i64..6_000, 1..6)) {
        let mut file = posted();
        let before = dump(&file.conn);
        let (mut paid, mut steps) = (0, 0);
        for (at, minor) in parts.iter().enumerate() {
            let fields = PaymentFields { reference: at.to_string(), ..part(*minor) };
            if pay(&mut file, fields).is_ok() {
                (paid, steps) = (paid + minor, steps + 1);
            }
            prop_assert_eq!((fee(&file).paid_minor, fee(&file).left_minor()), (paid, 15_000 - paid));
            let rows = payables::all(&file.conn, today()).expect("rows").rows;
            let owed: i64 = PaySummary::of(&rows, today()).owed.values().sum();
            prop_assert_eq!(owed, 15_000 - paid);
            prop_assert_eq!(unpaid(&file) > 0, owed > 0);
        }
        for _ in 0..steps {
            carry_out(&mut file.conn, &WriteCmd::Undo, &clock(), &Rules::default()).expect("undone");
        }
        prop_assert_eq!(dump(&file.conn), before);
    }
}

#[test]
fn an_invoice_in_the_future_is_refused_in_its_own_words() {
    let mut file = posted();
    let cmd = PaymentCmd::Invoice { what: vec![FEE], number: "7".to_owned(), on: Some(on(3, 12)) };
    let refused = send(&mut file, cmd).expect_err("to come").to_string();
    assert!(refused.contains("future") && refused.contains("invoice") && !refused.contains("money"), "{refused}");
}

#[test]
fn an_invoice_noted_twice_is_no_step() {
    let mut file = posted();
    let invoice = || PaymentCmd::Invoice { what: vec![FEE], number: "INV-7".to_owned(), on: Some(on(3, 1)) };
    assert!(send(&mut file, invoice()).expect("noted").op.is_some());
    let before = dump(&file.conn);
    let again = send(&mut file, invoice()).expect("nothing to do");
    assert_eq!((again.op, again.changed), (None, 0));
    assert!(again.sentence.contains("already"), "{}", again.sentence);
    let due = || PaymentCmd::SetDue { what: vec![FEE], due_on: None };
    assert_eq!(send(&mut file, due()).expect("nothing to do").op, None);
    assert_eq!(dump(&file.conn), before);
}

#[test]
fn a_payment_of_what_was_only_offered_says_that_it_counts_as_agreed() {
    let mut file = fixture();
    file.conn.execute("UPDATE cost_item SET state = 'offered', day = '2026-03-02'", []).expect("an offer");
    let pay = |fields| PaymentCmd::PayCreator { id: MIA, fields };
    let said = send(&mut file, pay(part(5_000))).expect("paid").sentence;
    assert!(said.contains("$150.00 was only an offer") && said.contains("$100.00 is left"), "{said}");
    let said = send(&mut file, pay(PaymentFields::default())).expect("paid").sentence;
    assert!(!said.contains("offer"), "{said}");
}
