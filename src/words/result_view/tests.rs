use super::*;
use crate::analysis::attribution::LeakHint;
use crate::analysis::decision::Advice;
use crate::analysis::head::Head;
use crate::analysis::input::GroupBy;
use crate::analysis::next_batch::Kept;
use crate::domain::collaboration::Decision;
use crate::proto::outlook::{Choice, LeakNote};
use crate::proto::results::{Basis, Estimate, Note, Surprise, Unsettled};
use crate::report::tests::rich;

/// The estimates of the worked example (statistics, section 3.7), by handle.
fn estimate(result: &CampaignResult, handle: &str) -> Estimate {
    let of = |creator: &&CreatorResult| creator.handle == handle;
    let found = result.batches.iter().flat_map(|batch| &batch.creators).find(of);
    found.and_then(|creator| creator.estimate.clone()).expect("an estimate")
}

#[test]
fn each_verdict_states_its_reason() {
    let result = rich();
    let view = ResultView::new(&result);
    let said = |handle: &str| view.sentence(Some(handle), &estimate(&result, handle));
    assert_eq!(
        said("ana"),
        "Scale @ana: 72% chance to beat break-even (1.7). If you booked them again: 1.0 to 6.2 (80% range), best guess \
         2.5. Tracked so far: 2.9x."
    );
    assert_eq!(
        said("bo.went.viral"),
        "Drop @bo.went.viral: only 13% chance to beat break-even (1.7). Likely 0.4x to 1.8x. They did return 5.1x this \
         time, but one video did 22x its usual views, and its viewers bought at 0.88x the usual rate."
    );
    assert_eq!(said("cy"), "Wait for @cy: about 58% of the orders are in. Check again Friday, Mar 13.");
    assert_eq!(view.notes(&estimate(&result, "cy")), ["No orders from 2,100 views, but up to 1.9x is still possible."]);
}

#[test]
fn a_retest_names_the_lucky_video_or_what_would_settle_it() {
    let result = rich();
    let view = ResultView::new(&result);
    let mut said = estimate(&result, "ana");
    (said.head.advice, said.head.tracked, said.head.range) =
        (Advice::Retest, Some(6.9), Some([0.9, 1.1, 2.1, 4.1, 5.0]));
    said.basis.surprise = Some(Surprise { views: 5.2, rate: 1.0, counts: None });
    assert_eq!(
        view.sentence(Some("jo.strong"), &said),
        "Retest @jo.strong: one video did 5x its usual views, so 6.9x is mostly luck. Likely 1.1x to 4.1x. One more collaboration \
         has a 49% chance to settle it (43% SCALE, 6% DROP)."
    );
    said.basis.surprise = Some(Surprise { views: 1.3, rate: 1.0, counts: None });
    let settled = view.sentence(None, &said);
    assert!(
        settled.starts_with("Retest: 72% chance")
            && settled.ends_with("One more collaboration has a 49% chance to settle it (43% SCALE, 6% DROP).")
    );
}

#[test]
fn without_a_cost_there_is_no_range_to_name() {
    let result = rich();
    let view = ResultView::new(&result);
    let free = |advice| Estimate { head: Head::roas(None, None, None, advice), ..estimate(&result, "ana") };
    let said = |advice| view.sentence(Some("dee"), &free(advice));
    assert_eq!(said(Advice::Free), "No cost for @dee: there is no ROAS without a cost.");
    assert_eq!(said(Advice::Untested), "Untested @dee: enter a price to see the chance to beat break-even (1.7).");
}

#[test]
fn large_orders_say_what_they_count() {
    let result = rich();
    let view = ResultView::new(&result);
    let note = |orders| Note::LargeOrders { orders, largest_minor: 250_000, counted_minor: 20_000 };
    let said = Estimate { notes: vec![note(1), note(3)], ..estimate(&result, "ana") };
    assert_eq!(
        view.notes(&said),
        [
            "One order of $2,500 counts as $200 in the estimate: single large orders rarely come back.",
            "3 orders of up to $2,500 count as $200 each in the estimate: single large orders rarely come back."
        ]
    );
}

#[test]
fn reasons_against_a_verdict_come_before_it() {
    let result = rich();
    let view = ResultView::new(&result);
    let mut said = estimate(&result, "ana");
    let mut shared = result.conflicts[0].clone();
    shared.codes = ("glow15".to_owned(), "glow15".to_owned());
    said.make_provisional(Unsettled::SharedCode(shared));
    let reason = "Provisional: the code glow15 belongs to @ana and @bo.went.viral. Choose who gets its orders.";
    assert_eq!(view.unsettled(&said), [reason]);
    assert!(view.sentence(Some("ana"), &said).starts_with(&format!("{reason} Scale @ana")));
}

#[test]
fn a_campaign_says_what_a_repetition_and_the_next_budget_bring() {
    let mut result = rich();
    let whole = result.estimate.as_mut().expect("told");
    (whole.basis, whole.head.tracked) = (Basis::default(), Some(3.26));
    let view = ResultView::new(&result);
    let whole = result.estimate.as_ref().expect("told");
    assert_eq!(
        view.repeated(whole),
        "Tracked so far: 3.3x. If you booked it again: 0.7 to 2.9 (80% range), best guess 1.4; 39% chance to beat \
         break-even (1.7)."
    );
    assert_eq!(
        view.next_budget().as_deref(),
        Some(
            "Of the next $400: $230 to @ana (booked twice), $115 to 1 new creator (nobody new has a price yet), keep $55.00: nothing else has a 30% chance \
             to beat your target."
        )
    );
    let said = Estimate { flip_kappa: Some(0.66), ..estimate(&result, "ana") };
    assert_eq!(
        view.flip(&said).as_deref(),
        Some("The verdict changes if each tracked order stands for fewer than 0.66 real ones.")
    );
}

#[test]
fn what_is_said_of_a_kept_budget_agrees_with_the_chances_beside_it() {
    let mut result = rich();
    let next = result.outlook.as_mut().and_then(|outlook| outlook.next.as_mut()).expect("a plan");
    (next.places, next.new_creators, next.hold_minor) = (Vec::new(), 0, 40_000);
    let mut untested = estimate(&result, "ana");
    (untested.head.advice, untested.head.chance) = (Advice::Untested, Some(0.78));
    for batch in &mut result.batches {
        for creator in batch.creators.iter_mut().filter(|creator| creator.handle == "ana") {
            creator.estimate = Some(untested.clone());
            creator.decision = Decision::Undecided;
        }
    }
    let kept = |result: &CampaignResult| ResultView::new(result).next_budget().expect("a sentence");
    assert!(kept(&result).contains("1 untested"), "{}", kept(&result));
    result.batches[1].creators[0].choice = Choice::Excluded;
    assert!(kept(&result).contains("1 excluded") && !kept(&result).contains("untested"), "{}", kept(&result));
}

#[test]
fn what_keeps_a_part_of_the_budget_is_said() {
    let mut result = rich();
    for (kept, said) in [
        (Kept::Full, "the batch is full"),
        (Kept::TooLittle, "too little to book one more creator"),
        (Kept::NoPrice, "nobody else has a price"),
    ] {
        result.outlook.as_mut().and_then(|outlook| outlook.next.as_mut()).expect("a plan").kept = kept;
        let sentence = ResultView::new(&result).next_budget().expect("a sentence");
        assert!(sentence.contains(said) && !sentence.contains("chance"), "{sentence}");
    }
}

#[test]
fn thresholds_in_sentences_are_those_in_force() {
    let mut result = rich();
    result.window_days = 21;
    result.outlook.as_mut().expect("told").borders = (0.85, 0.4);
    let view = ResultView::new(&result);
    assert_eq!(view.borders(), ("85%".to_owned(), "40%".to_owned()));
    assert!(view.next_budget().expect("a budget").contains("a 40% chance"));
    let said = Estimate { notes: vec![Note::LateOrders { orders: 2 }], ..estimate(&result, "ana") };
    assert!(view.notes(&said)[0].contains("more than 21 days"));
    let late = LeakNote { hint: LeakHint::Late { share: 0.2 }, suggested: (0.1, 0.4) };
    assert_eq!(view.leak(&late), "20% of the orders came more than 21 days after the post.");
    let said = estimate(&result, "ana");
    assert!(view.shared_reason(Advice::Retest, &[&said]).contains("40% to 85%"));
}

#[test]
fn what_is_in_no_total_is_said_in_full_and_in_short() {
    let result = rich();
    let view = ResultView::new(&result);
    let all = view.left_out();
    assert_eq!(all[0], "14 orders ($487) are unattributed and in no total.");
    assert!(all.contains(&"1 order is not in USD and in no total.".to_owned()), "{all:?}");
    let brief = view.left_out_briefly();
    for count in ["14 orders unattributed", "2 orders not paid yet", "1 order not in USD"] {
        assert!(brief.contains(count), "{brief}");
    }
    let moving = view.moving(view.creators()).expect("cy is young");
    assert_eq!(moving, "Still moving: about 58% of @cy's orders are in.");
}

#[test]
fn groups_are_compared_only_where_they_can_be() {
    let mut result = rich();
    let group = |name: &str, best| crate::proto::outlook::GroupOutlook {
        name: name.to_owned(),
        creators: 2,
        sums: Sums { spend_minor: 1, revenue_minor: 1, orders: 1, ..Sums::default() },
        range: Some([0.7, 0.9, 1.7, 3.3, 4.0]),
        chance: Some(0.51),
        verdict: Advice::Retest,
        early: false,
        best,
    };
    let said = |result: &mut CampaignResult, first, second| {
        let outlook = result.outlook.as_mut().expect("told");
        outlook.niches.groups = vec![group("GlassSkin", first), group("BookTok", second)];
        let niches = result.outlook.as_ref().map(|outlook| outlook.niches.clone()).expect("told");
        ResultView::new(result).compared(GroupBy::Niche, &niches)
    };
    assert!(said(&mut result, None, None).starts_with("Your niches can't be compared yet"));
    let close = said(&mut result, Some(0.6), Some(0.4));
    assert_eq!(close, "Your niches are too close to call with 2 creators each.");
    assert_eq!(
        said(&mut result, Some(0.86), Some(0.14)),
        "GlassSkin looks best of your niches (86% chance). A new GlassSkin creator: 0.9 to 3.3 (80% range), best guess \
         1.7; 51% chance to beat break-even (1.7)."
    );
}

#[test]
fn chances_are_not_made_to_look_exact() {
    let said = [0.0, 0.03, 0.149, 0.55, 0.97, 0.971].map(estimate::chance);
    assert_eq!(said, ["under 3%", "3%", "15%", "55%", "97%", "over 97%"]);
}

#[test]
fn a_chance_below_a_border_never_reads_as_if_it_were_on_it() {
    let borders = (0.7, 0.3);
    let said = [0.694, 0.696, 0.7, 0.296, 0.3].map(|p| estimate::beside_verdict(p, borders));
    assert_eq!(said, ["69%", "just under 70%", "70%", "just under 30%", "30%"]);
    let cells = [0.694, 0.696, 0.7, 0.296, 0.01, 0.99].map(|p| estimate::beside_verdict_cell(p, borders));
    assert_eq!(cells, ["69%", "<70%", "70%", "<30%", "<3%", ">97%"]);
    assert_eq!(estimate::beside_verdict(0.796, (0.8, 0.4)), "just under 80%", "the borders are those in force");
}

#[test]
fn names_are_joined_as_people_do() {
    let names = |names: &[&str]| list(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    assert_eq!([names(&["a", "b", "c"]), names(&["a", "b"]), names(&["a"])], ["a, b, and c", "a and b", "a"]);
    assert_eq!(foreign("\u{202e}\u{1b}", "nameless"), "nameless");
}

#[test]
fn what_cost_nothing_has_no_cost_per_order() {
    let free = Sums { orders: 1, revenue_minor: 4_000, ..Sums::default() }.counted(Some(900), None);
    let result = rich();
    let figures = ResultView::new(&result).figures(free);
    assert_eq!((figures.cpa_minor, figures.cpm_minor, figures.roas_e4), (None, None, None));
    assert_eq!([Figure::Cpa, Figure::Cpm, Figure::Roas].map(|figure| figures.text(figure)), ["no cost"; 3]);
    assert_eq!([Figure::Spend, Figure::Cpa].map(|figure| figures.cell(figure)), ["0.00", ""]);
    let nothing = ResultView::new(&result).figures(Sums::default().counted(None, None));
    assert_eq!([Figure::Cpa, Figure::Roas].map(|figure| nothing.text(figure)), ["-"; 2], "nothing happened yet");
}
