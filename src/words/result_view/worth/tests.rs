//! Profit and loss, what must not have come anyway, and the next booking, of one campaign and of all.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::{CampaignId, CreatorId};
use crate::proto::next_test::NextTest;
use crate::proto::results::CampaignResult;
use crate::report::tests::rich;
use crate::words::result_view::Program;

fn sum(spend_minor: i64, earned_minor: i64) -> ProfitAndLoss {
    ProfitAndLoss { spend_minor, earned_minor }
}

#[rstest]
#[case(4_900, 10_000, Some("at least 49 of 100"))]
#[case(4_801, 10_000, Some("at least 49 of 100"))]
#[case(10_000, 10_000, Some("at least 100 of 100"))]
#[case(1, 1_000_000, Some("at least 1 of 100"))]
#[case(10_001, 10_000, Some("Doesn't pay so far"))]
#[case(0, 10_000, None)]
#[case(10_000, 0, None)]
#[case(10_000, -500, None)]
fn what_must_not_have_come_anyway(#[case] spend: i64, #[case] earned: i64, #[case] said: Option<&str>) {
    let words = sum(spend, earned).pays_only(Counts::Orders);
    assert_eq!(words.is_some(), said.is_some());
    assert!(words.unwrap_or_default().contains(said.unwrap_or_default()));
}

#[test]
fn a_campaign_for_sign_ups_says_so() {
    assert!(sum(1, 2).pays_only(Counts::SignUps).expect("words").contains("50 of 100 tracked sign-ups"));
}

fn test(handle: &str, profit_minor: i64, knowing_minor: i64) -> TestWorth {
    TestWorth {
        creator: CreatorId(1),
        handle: handle.to_owned(),
        advice: Advice::Retest,
        cost_minor: 15_000,
        profit_minor,
        knowing_minor,
    }
}

fn with(mut result: CampaignResult, best: Option<TestWorth>) -> CampaignResult {
    result.next_test = Some(NextTest {
        best,
        budget_minor: None,
        unaffordable: 0,
        waiting: 0,
        later_bookings: 2.0,
        has_own_target: false,
    });
    result
}

fn next(result: &CampaignResult) -> String {
    ResultView::new(result).next_test().expect("words")
}

#[test]
fn the_next_booking_says_what_it_earns_and_what_knowing_is_worth() {
    let said = next(&with(rich(), Some(test("ana", 4_049, 1_251))));
    for part in ["Best next booking: @ana again for $150", "earns about $40 ", "worth about $13 ", "twice more"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = next(&with(rich(), Some(TestWorth { advice: Advice::Untested, ..test("dee", -900, 6_000) })));
    for part in ["@dee, new, for $150", "loses about $9.00 ", "worth about $60 "] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = next(&with(rich(), Some(TestWorth { advice: Advice::Drop, ..test("bo", 100, 0) })));
    assert!(said.contains("verdict DROP"), "{said}");
}

#[test]
fn without_a_test_that_pays_the_reason_to_stop_is_said() {
    let said = next(&with(rich(), Some(test("ana", -3_000, 2_999))));
    for part in ["Stop: no test left pays for itself", "@ana again", "loses about $30 ", "worth about $30 "] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let mut nobody = with(rich(), None);
    assert!(next(&nobody).contains("no price is known"));
    if let Some(next) = &mut nobody.next_test {
        (next.budget_minor, next.unaffordable, next.waiting) = (Some(5_000), 3, 2);
    }
    let said = next(&nobody);
    assert!(said.contains("$50.00 left") && said.contains("2 creators are left out"), "{said}");
}

#[test]
fn all_campaigns_add_up_by_currency_and_name_what_has_no_profit() {
    let euro = CampaignResult { currency: "EUR".parse().expect("a currency"), ..rich() };
    let blank = CampaignResult { name: "No margin".to_owned(), margin_bp: None, ..rich() };
    let seen = CampaignResult { name: "Seen".to_owned(), goal: Goal::Awareness, ..rich() };
    let results = [rich(), euro, rich(), blank, seen];
    let all = Program::all(&results);
    let currencies: Vec<&str> = all.iter().map(|program| program.currency.code()).collect();
    assert_eq!(currencies, ["USD", "EUR"], "the one with the most spend first");
    let one = ResultView::new(&results[0]).profit_and_loss().expect("a profit");
    assert_eq!(all[0].profit_and_loss(), Some((one.with(one), 2)));
    assert_eq!(all[1].profit_and_loss(), Some((one, 1)));
    let left_out = all[0].without_profit().expect("two");
    assert!(left_out.contains("No margin (no margin)") && left_out.contains("Seen (not about sales)"), "{left_out}");
    assert_eq!(all[1].without_profit(), None);
    assert!(Program::all(&[]).is_empty());
}

#[test]
fn the_best_of_all_campaigns_is_named_with_its_campaign() {
    let best =
        with(CampaignResult { name: "Second".to_owned(), id: CampaignId(2), ..rich() }, Some(test("bo", 900, 0)));
    let results = [with(rich(), Some(test("ana", 500, 100))), best, with(rich(), None)];
    let said = Program::all(&results)[0].next_test().expect("words");
    assert!(said.contains("in Second: @bo"), "{said}");
    let results = results.map(|result| with(result, Some(test("cy", -100, 0))));
    let said = Program::all(&results)[0].next_test().expect("words");
    assert!(said.starts_with("Stop: no test left pays for itself in any campaign"), "{said}");
}

#[test]
fn the_curve_ends_at_the_profit() {
    let results = [rich(), rich()];
    let program = &Program::all(&results)[0];
    let [all, first] = program.curves();
    let (sum, _) = program.profit_and_loss().expect("a profit");
    let days = &results[0].days;
    let (spend, revenue) = (days.iter().map(|day| day.spend_minor), days.iter().map(|day| day.revenue_minor));
    // The curve knows the days only; what they hold is twice in it.
    let of_days = 2 * (revenue.sum::<i64>() * results[0].margin_bp.expect("a margin") / 10_000 - spend.sum::<i64>());
    assert_eq!(all.last().map(|day| day.profit_minor), Some(of_days));
    assert!(all.windows(2).all(|pair| pair[0].day < pair[1].day) && sum.spend_minor > 0);
    assert!(first.len() <= all.len());
}

#[test]
fn a_campaign_before_its_first_batch_has_no_profit_and_no_curve() {
    let blank = CampaignResult { sums: Sums::default(), batches: Vec::new(), days: Vec::new(), ..rich() };
    let view = ResultView::new(&blank);
    assert_eq!((view.profit_and_loss(), view.first_and_later(), view.pays_only()), (None, None, None));
    let results = [blank];
    let program = &Program::all(&results)[0];
    assert!(program.sentences()[0].contains("no profit yet"));
    assert_eq!(program.curves(), [Vec::new(), Vec::new()]);
}

proptest! {
    #[test]
    fn any_amounts_are_said(spend in any::<i64>(), earned in any::<i64>(), later in any::<i64>()) {
        let _ = sum(spend, earned).pays_only(Counts::Orders);
        let parts = [sum(spend, earned), sum(earned, later)];
        let said = learning("The first batch", parts, Currency::USD);
        prop_assert!(said.starts_with("The first batch "));
        let _ = (sum(spend, earned).with(sum(later, spend)).profit_minor(), rough(spend, Currency::USD));
    }
}
