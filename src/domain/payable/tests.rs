use proptest::prelude::*;

use super::*;

/// A day of March 2026.
fn on(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
}

/// A fee of $180 that is agreed, with everything else unknown.
pub(crate) fn fee(id: i64, handle: &str) -> Payable {
    Payable {
        id: PayableId::Amount(AmountId(id)),
        payee: Payee {
            id: CreatorId(id),
            handle: handle.to_owned(),
            name: String::new(),
            email: format!("{handle}@example.com"),
            country: String::new(),
            method: String::new(),
            tax_form_on: None,
        },
        collaboration: CollaborationId(id),
        campaign: CampaignId(1),
        campaign_name: "Spring".to_owned(),
        batch: BatchId(1),
        batch_name: "A".to_owned(),
        purpose: Purpose::Amount(CostKind::Fee),
        currency: Currency::USD,
        agreed_minor: 18_000,
        agreed_on: None,
        invoice: String::new(),
        invoiced_on: None,
        start_on: None,
        due_on: None,
        paid_minor: 0,
        paid_on: None,
        state: AmountState::Agreed,
    }
}

fn due(id: i64, day: u32) -> Payable {
    let start_on = Some(on(day) - Days::new(15));
    Payable { state: AmountState::Owed, due_on: Some(on(day)), start_on, ..fee(id, "mia") }
}

#[test]
fn standing_and_group_follow_from_the_day() {
    let row = due(1, 11);
    for (today, standing, group, late) in [
        (on(1), Payment::Due, PayGroup::Soon, 0),
        (on(11), Payment::Due, PayGroup::Today, 0),
        (on(14), Payment::Overdue, PayGroup::Overdue, 3),
    ] {
        assert_eq!((row.standing(today), row.group(today)), (standing, group), "{today}");
        assert_eq!(row.days_late(today), Some(late), "{today}");
    }
    let part = Payable { paid_minor: 8_000, ..row.clone() };
    assert_eq!((part.standing(on(11)), part.left_minor()), (Payment::PartPaid, 10_000));
    assert_eq!(part.standing(on(12)), Payment::Overdue, "being late is said first");
    let paid = Payable { state: AmountState::Paid, paid_minor: 18_000, paid_on: Some(on(12)), ..row };
    assert_eq!((paid.group(on(20)), paid.days_late(on(20))), (PayGroup::Paid, Some(1)));
    assert_eq!(fee(1, "mia").group(on(1)), PayGroup::Later, "not due on any day yet");
    let invoiced = Payable { invoiced_on: Some(on(1)), ..fee(1, "mia") };
    assert_eq!((invoiced.standing(on(2)), invoiced.is_owed(on(2))), (Payment::Invoiced, false));
}

#[test]
fn sums_of_currencies_stay_apart_and_what_is_agreed_is_not_owed() {
    let eur: Currency = "EUR".parse().expect("a currency");
    let paid = |day| Payable { state: AmountState::Paid, paid_minor: 18_000, paid_on: Some(on(day)), ..due(4, 11) };
    let rows = [due(1, 10), due(1, 20), Payable { currency: eur, ..due(2, 10) }, fee(3, "jo"), paid(9), paid(12)];
    let summary = PaySummary::of(&rows, on(11));
    assert_eq!(summary.owed, Sums::from([(Currency::USD, 36_000), (eur, 18_000)]));
    assert_eq!(summary.overdue, Sums::from([(Currency::USD, 18_000), (eur, 18_000)]));
    assert_eq!(summary.agreed, Sums::from([(Currency::USD, 18_000)]));
    assert_eq!((summary.creators, summary.paid, summary.on_time), (2, 2, 1));
    assert_eq!((summary.on_time_bp(), summary.median_days), (Some(5_000), Some(16)));
    assert_eq!(PaySummary::of([], on(1)).on_time_bp(), None);
}

#[test]
fn an_amount_in_another_currency_is_rounded_once() {
    let [eur, jpy] = ["EUR", "JPY"].map(|code| code.parse::<Currency>().expect("a currency"));
    assert_eq!(convert(10_000, eur, Currency::USD, 1_083_500), Some(10_835));
    assert_eq!(convert(16_250, jpy, Currency::USD, 6_667), Some(10_834));
    assert_eq!(convert(10_835, Currency::USD, jpy, 150_000_000), Some(16_253));
}

proptest! {
    #[test]
    fn shares_of_a_payment_add_up_to_it(amount in 0_i64..100_000, left in prop::collection::vec(0_i64..30_000, 0..5)) {
        let open: Vec<_> = (0..).map(|id| PayableId::Amount(AmountId(id))).zip(left.iter().copied()).collect();
        let (shares, rest) = share(amount, &open);
        prop_assert_eq!(shares.iter().map(|(_, part)| part).sum::<i64>() + rest, amount);
        prop_assert!(shares.iter().all(|(id, part)| open.iter().any(|(of, left)| of == id && part <= left)));
        prop_assert_eq!(rest, (amount - left.iter().sum::<i64>()).max(0));
    }
}
