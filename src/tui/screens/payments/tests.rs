use chrono::Days;

use super::*;
use crate::domain::payable::tests::fee;
use crate::domain::payable::{Month, Purpose};
use crate::domain::{AmountState, CollaborationId, CreatorId};
use crate::proto::WriteCmd;
use crate::proto::payment::{PaymentCmd, PaymentSheet, YearSum};
use crate::proto::query::Slot;
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Acts, Availability, Effect, Request};
use crate::tui::screens::sample::{self, day};

fn due(id: i64, handle: &str, on: (u32, u32)) -> Payable {
    let due_on = day(on.0, on.1);
    let start_on = Some(due_on - Days::new(15));
    Payable { state: AmountState::Owed, due_on: Some(due_on), start_on, ..fee(id, handle) }
}

fn rows() -> Vec<Payable> {
    let month = Month::parse("2026-02").expect("a month");
    let commission = Payable {
        id: PayableId::Commission(CollaborationId(4), month),
        purpose: Purpose::Commission(month),
        agreed_minor: 4_210,
        ..due(4, "dermdaily.jo", (3, 15))
    };
    let paid =
        Payable { state: AmountState::Paid, paid_minor: 18_000, paid_on: Some(day(3, 2)), ..due(6, "sofi", (3, 1)) };
    vec![
        Payable { paid_minor: 8_000, invoice: "INV-2026-004".to_owned(), ..due(1, "glowwithmia", (3, 4)) },
        due(2, "retinolrosie", (3, 11)),
        Payable { currency: "EUR".parse().expect("a currency"), ..due(3, "berlinbeauty", (3, 12)) },
        commission,
        fee(5, "not.posted"),
        paid,
    ]
}

fn screen(rows: Vec<Payable>) -> PaymentsScreen {
    let mut screen = PaymentsScreen::new();
    let sum = |method: &str, minor| YearSum { creator: CreatorId(1), year: 2026, method: method.to_owned(), minor };
    let years = vec![sum("bank transfer", 45_000), sum("credit card", 500_000)];
    let payments = Payments { rows, years, ..Payments::default() };
    sample::feed(&mut screen, Slot::Payments, Answer::Payments(Arc::new(payments)));
    screen
}

fn act(screen: &mut PaymentsScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut sample::ctx())
}

fn cmd(requests: &[Request]) -> PaymentCmd {
    match &sample::writes(requests)[..] {
        [WriteCmd::Payment(cmd)] => cmd.clone(),
        other => panic!("one payment: {other:?}"),
    }
}

#[test]
fn looks_as_agreed() {
    let mut screen = screen(rows());
    screen.list.toggle_marks(1, 10);
    let wide = sample::drawn(&screen, 120, 36);
    insta::assert_snapshot!("wide", wide);
    insta::assert_snapshot!("small", sample::drawn(&screen, 80, 24));
    insta::assert_snapshot!("empty", sample::drawn(&self::screen(Vec::new()), 80, 24));
}

#[test]
fn survives_any_size_and_any_text() {
    let awful = |row: Payable| Payable {
        invoice: sample::AWFUL.repeat(2),
        campaign_name: sample::AWFUL.to_owned(),
        agreed_minor: i64::MAX / 2,
        ..row
    };
    sample::survives_all_sizes(&screen(rows().into_iter().map(awful).collect()));
    sample::survives_all_sizes(&screen(Vec::new()));
}

#[test]
fn pays_today_what_is_left_of_the_marked_rows() {
    let mut screen = screen(rows());
    let PaymentCmd::Pay { what, fields } = cmd(&act(&mut screen, Action::PaymentPay)) else { panic!("a payment") };
    assert_eq!((what, fields.minor, fields.on), (vec![rows()[0].id], None, None));
    assert_eq!(screen.list.here().map(|row| row.id), Some(rows()[1].id), "the next one");
    screen.list.go_to_top();
    screen.list.toggle_marks(6, 10);
    let PaymentCmd::Pay { what, .. } = cmd(&act(&mut screen, Action::PaymentPay)) else { panic!("a payment") };
    assert_eq!(what.len(), 5, "what is paid is left out");
    assert!(!screen.list.has_marks());
    screen.list.go_to(rows()[5].id);
    assert!(matches!(screen.availability(Action::PaymentPay, &sample::ctx()), Availability::No(_)));
}

#[test]
fn a_part_is_asked_for_and_a_fault_keeps_what_was_typed() {
    let mut screen = screen(rows());
    let mut ctx = sample::ctx();
    let sent = sample::act(&mut screen, Action::PaymentPart, &mut ctx);
    let [Request::Open(Overlay::Form(form), _)] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!(form.text("amount"), "100");
    let mut filled = form.clone();
    filled.fields.iter_mut().find(|field| field.key == "amount").expect("an amount").value = "40".into();
    let PaymentCmd::Pay { fields, .. } =
        cmd(&sample::answer(&mut screen, &sent, Value::Form(filled.clone()), &mut ctx))
    else {
        panic!("a payment")
    };
    assert_eq!((fields.minor, fields.on), (Some(4_000), Some(day(3, 11))));
    filled.fields[0].value = "six".into();
    let again = sample::answer(&mut screen, &sent, Value::Form(filled), &mut ctx);
    assert!(matches!(&again[..], [Request::Open(Overlay::Form(form), _)] if form.fields[0].error.is_some()));
}

#[test]
fn an_invoice_is_for_amounts_and_not_for_a_commission() {
    let mut screen = screen(rows());
    let mut ctx = sample::ctx();
    let sent = sample::act(&mut screen, Action::PaymentInvoice, &mut ctx);
    let [Request::Open(Overlay::Form(form), _)] = &sent[..] else { panic!("{sent:?}") };
    let done = sample::answer(&mut screen, &sent, Value::Form(form.clone()), &mut ctx);
    assert!(matches!(cmd(&done), PaymentCmd::Invoice { number, .. } if number == "INV-2026-004"));
    screen.list.go_to(rows()[3].id);
    assert!(matches!(screen.availability(Action::PaymentInvoice, &ctx), Availability::No(_)));
}

#[test]
fn a_pay_run_lists_what_is_due_or_marked() {
    let mut screen = screen(rows());
    let run = |screen: &mut PaymentsScreen| match &act(screen, Action::PayRunWrite)[..] {
        [Request::Effect(Effect::WriteSheet(sheet))] => match &**sheet {
            PaymentSheet::PayRun(rows) => rows.len(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert_eq!(run(&mut screen), 2, "overdue and today");
    screen.list.toggle_marks(6, 10);
    assert_eq!(run(&mut screen), 5, "what is paid is left out");
    assert!(matches!(screen.availability(Action::LedgerWrite, &sample::ctx()), Availability::No(_)));
}

#[test]
fn the_tax_form_counts_what_the_service_does_not_report() {
    let screen = screen(rows());
    let text = sample::drawn(&screen, 120, 36).replace(['│', '\n'], " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("$450 of"), "{text}");
    let ticks = act(&mut { screen }, Action::TaxFormTick);
    assert!(matches!(sample::writes(&ticks)[..], [WriteCmd::SetField { .. }]));
}

#[test]
fn enter_opens_the_collaboration_that_is_paid_for() {
    let mut screen = screen(rows());
    let id = screen.list.here().expect("a row").collaboration;
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowCollaboration(id)]);
}
