use std::sync::Arc;

use rstest::rstest;

use super::*;
use crate::analysis::decision::Advice;
use crate::analysis::plan::PlanForecast;
use crate::analysis::posterior::Range;
use crate::domain::schedule::Schedule;
use crate::domain::{BatchId, Budget, Currency, Goal, Money, Platform, RuleScope, SuccessRule, Tier};
use crate::proto::WriteCmd;
use crate::proto::builder::{BatchLine, BudgetFrom, Conflict, Price};
use crate::proto::outlook::{Choice, OutlookCmd, Terms};
use crate::proto::query::Slot;
use crate::tui::kit::overlay::{Choice as Chosen, Overlay};
use crate::tui::kit::{Action, Acts, Availability, Request};
use crate::tui::screens::sample::{self, AWFUL, Shop, day};

fn person(id: i64, handle: &str, price: Price, odds: Option<f64>) -> Bookee {
    Bookee {
        creator: CreatorId(id),
        handle: handle.to_owned(),
        platform: Platform::TikTok,
        followers: Some(21_000),
        tier: Some(Tier::Micro),
        niche: Some("SkinTok".to_owned()),
        views: Some(11_200),
        tested: None,
        settles: None,
        posts: 1,
        price,
        other_minor: 1_850,
        odds,
        worth_minor: Some(11_000),
        choice: Choice::Open,
        is_member: false,
        conflicts: Vec::new(),
    }
}

/// A batch of three out of six.
fn builder(shop: Shop) -> Builder {
    let mut people = vec![
        Bookee {
            tested: Some(Advice::Retest),
            settles: Some(0.54),
            worth_minor: Some(16_000),
            ..person(1, "jo.strong", Price::Last(8_000), Some(0.72))
        },
        person(2, "dee.patch", Price::Asked(9_500), Some(0.61)),
        Bookee {
            tested: Some(Advice::Scale),
            choice: Choice::Pinned,
            tier: Some(Tier::Macro),
            niche: Some("GlassSkin".to_owned()),
            ..person(3, "selma.clear", Price::Agreed(40_900), Some(0.55))
        },
        person(4, "eli.spf", Price::Asked(19_500), Some(0.33)),
        Bookee { choice: Choice::Excluded, ..person(5, "mara.derm", Price::Guessed(Some(14_000)), None) },
        person(6, "pia_moreau", Price::Foreign(Money::new(8_000, "GBP".parse().expect("a currency"))), None),
    ];
    people[1].conflicts = vec![Conflict::NoAddress];
    people[3].conflicts = vec![Conflict::Exclusive { campaign: "Lip Oil".to_owned(), until: Some(day(12, 31)) }];
    for (place, person) in people.iter_mut().enumerate() {
        person.platform = shop.platform(place);
    }
    let line = |person, cost_minor| BatchLine { person, bookings: 1, cost_minor: Some(cost_minor), post_on: None };
    let mut lines = vec![line(2, 42_750), line(0, 9_850), line(1, 11_350)];
    let days =
        Schedule { ship_by: Some(day(3, 18)), posts: vec![day(4, 1), day(4, 4), day(4, 7)], ends_on: Some(day(4, 15)) };
    for (line, day) in lines.iter_mut().zip(&days.posts) {
        line.post_on = Some(*day);
    }
    Builder {
        campaign: CampaignId(1),
        name: "Glow Serum spring test".to_owned(),
        currency: shop.currency(),
        goal: Goal::Conversions,
        budget: Budget { limit_minor: Some(500_000), ..Budget::default() },
        scope: RuleScope { currency: shop.currency(), margin_bp: Some(6_000), ..RuleScope::default() },
        target: Some(1.0 / 0.6),
        borders: shop.borders(),
        niches: ["GlassSkin", "SkinTok", "FitnessOver40"].map(str::to_owned).to_vec(),
        terms: Terms { next_budget_minor: Some(60_000), ..Terms::default() },
        tested: 11,
        money_minor: Some(60_000),
        money_from: BudgetFrom::Own,
        size: 10,
        batch: None,
        batch_name: "Batch 4".to_owned(),
        people,
        more: 0,
        cost_minor: lines.iter().filter_map(|line| line.cost_minor).sum(),
        over_minor: 3_950,
        lines,
        forecast: Some(PlanForecast {
            cost_minor: 63_950,
            expected_profit_minor: 16_000.0,
            p_profit: 0.64,
            profit_minor: Range { q10: -23_000.0, q50: 9_000.0, q90: 81_000.0 },
            p_no_winner: 0.18,
            largest_share: 0.66,
        }),
        returns: Some(([0.9, 2.1, 4.6], 0.64)),
        told_apart: Some(2.1),
        rule: Some(SuccessRule { creators: 2, orders: Some(5), ..SuccessRule::default() }),
        note: String::new(),
        days,
    }
}

fn screen(builder: Option<Builder>) -> BuilderScreen {
    let mut screen = BuilderScreen::new();
    sample::feed(&mut screen, Slot::Builder, Answer::Builder(builder.map(Arc::new)));
    screen
}

fn act(screen: &mut BuilderScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut sample::ctx())
}

/// Puts the cursor on a person.
fn at(screen: &mut BuilderScreen, creator: i64) {
    screen.people.go_to(CreatorId(creator));
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn looks_as_agreed(#[case] shop: Shop) {
    let mut screen = screen(Some(builder(shop)));
    insta::assert_snapshot!(shop.named("wide"), sample::drawn_with(&screen, shop.ctx(), 120, 36));
    for name in ["who", "batch", "forecast", "days"] {
        insta::assert_snapshot!(shop.named(name), sample::drawn_with(&screen, shop.ctx(), 80, 24));
        act(&mut screen, Action::PaneNext);
    }
}

#[test]
fn what_is_missing_comes_with_its_next_step() {
    let ctx = sample::ctx();
    let nobody = Builder { people: Vec::new(), lines: Vec::new(), ..builder(Shop::First) };
    let mut unpriced = builder(Shop::First);
    unpriced.lines.clear();
    for person in &mut unpriced.people {
        (person.price, person.odds) = (Price::Guessed(None), None);
    }
    for (shown, key) in [(None, "g m"), (Some(nobody), "g i"), (Some(unpriced), "Ask for prices")] {
        let screen = screen(shown);
        let said = sample::drawn(&screen, 120, 36);
        assert!(said.contains(key), "{key}: {said}");
    }
    assert!(matches!(screen(None).availability(Action::NavOpen, &ctx), Availability::No(_)));
}

#[test]
fn survives_any_size_and_any_text() {
    let mut awful = builder(Shop::First);
    (awful.name, awful.batch_name) = (AWFUL.to_owned(), AWFUL.to_owned());
    awful.niches = vec![AWFUL.to_owned()];
    for person in &mut awful.people {
        person.handle = AWFUL.to_owned();
        person.conflicts.push(Conflict::Running { campaign: AWFUL.to_owned(), batch: AWFUL.to_owned() });
        person.worth_minor = Some(i64::MAX);
    }
    (awful.cost_minor, awful.over_minor) = (i64::MAX, i64::MAX);
    let mut screen = screen(Some(awful));
    for _ in 0..4 {
        sample::survives_all_sizes(&screen);
        act(&mut screen, Action::PaneNext);
    }
    sample::survives_all_sizes(&super::tests::screen(None));
}

#[test]
fn creators_are_put_in_taken_out_pinned_and_swapped() {
    let mut screen = screen(Some(builder(Shop::First)));
    let choice = |screen: &mut BuilderScreen, action| {
        let sent = act(screen, action);
        match sample::writes(&sent)[..] {
            [WriteCmd::Outlook(OutlookCmd::SetChoice(CampaignId(1), CreatorId(id), choice))] => (*id, *choice),
            ref other => panic!("{other:?}"),
        }
    };
    at(&mut screen, 1);
    assert_eq!(choice(&mut screen, Action::MarkToggle), (1, Choice::Excluded));
    assert_eq!(choice(&mut screen, Action::BatchPin), (1, Choice::Pinned));
    at(&mut screen, 3);
    assert_eq!(choice(&mut screen, Action::BatchPin), (3, Choice::Open), "she was pinned");
    at(&mut screen, 5);
    assert_eq!(choice(&mut screen, Action::MarkToggle), (5, Choice::Pinned), "without a price too");
    assert!(matches!(screen.availability(Action::BatchSwap, &sample::ctx()), Availability::No(_)), "not in it");
    at(&mut screen, 2);
    let asked = act(&mut screen, Action::BatchSwap);
    let [Request::Open(Overlay::Pick(pick), _)] = &asked[..] else { panic!("{asked:?}") };
    let labels: Vec<&str> = pick.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["@eli.spf", "@mara.derm", "@pia_moreau"], "whoever is not in it");
    let sent = sample::answer(&mut screen, &asked, Value::Chosen(Chosen::Entry(0)), &mut sample::ctx());
    let swap = OutlookCmd::Swap { campaign: CampaignId(1), out: CreatorId(2), into: CreatorId(4) };
    assert_eq!(sample::writes(&sent), [&WriteCmd::Outlook(swap)]);
}

#[test]
fn those_in_the_planned_batch_stay() {
    let mut planned = builder(Shop::First);
    planned.batch = Some(BatchId(4));
    planned.people[0].is_member = true;
    let mut screen = screen(Some(planned));
    at(&mut screen, 1);
    for action in [Action::MarkToggle, Action::BatchPin, Action::BatchSwap, Action::BookingsMore] {
        assert!(matches!(screen.availability(action, &sample::ctx()), Availability::No(_)), "{action:?}");
    }
}

#[test]
fn more_bookings_are_asked_of_the_method() {
    let mut screen = screen(Some(builder(Shop::First)));
    at(&mut screen, 1);
    assert!(
        matches!(screen.availability(Action::BookingsFewer, &sample::ctx()), Availability::No(_)),
        "one is the least"
    );
    let sent = act(&mut screen, Action::BookingsMore);
    let asked = sent.iter().any(|request| format!("{request:?}").contains("bookings: [(CreatorId(1), 2)]"));
    assert!(asked, "{sent:?}");
}

#[test]
fn one_key_plans_it_and_says_first_what_goes_over_the_budget() {
    let mut screen = super::tests::screen(Some(builder(Shop::First)));
    let sent = act(&mut screen, Action::NavOpen);
    let [WriteCmd::Outlook(OutlookCmd::PlanBatch(plan))] = sample::writes(&sent)[..] else { panic!("{sent:?}") };
    let who: Vec<i64> = plan.bookings.iter().map(|booking| booking.creator.0).collect();
    assert_eq!((who, plan.batch, plan.ends_on), (vec![3, 1, 2], None, Some(day(4, 15))));
    assert_eq!(plan.bookings[1].fee_minor, Some(8_000));
    let mut dear = builder(Shop::First);
    dear.budget.limit_minor = Some(10_000);
    let mut screen = super::tests::screen(Some(dear));
    let sent = act(&mut screen, Action::NavOpen);
    let [Request::Open(Overlay::Confirm(confirm), _)] = &sent[..] else { panic!("{sent:?}") };
    assert!(confirm.text.contains("over its budget"), "{}", confirm.text);
    let sent = sample::answer(&mut screen, &sent, Value::Yes, &mut sample::ctx());
    assert!(matches!(sample::writes(&sent)[..], [WriteCmd::Outlook(OutlookCmd::PlanBatch(_))]));
}

#[test]
fn an_older_answer_never_replaces_a_newer_one() {
    let mut screen = screen(Some(builder(Shop::First)));
    let mut ctx = sample::ctx();
    screen.refresh(&mut ctx);
    let old = sample::asked(&ctx.sent(), Slot::Builder);
    screen.refresh(&mut ctx);
    let new = sample::asked(&ctx.sent(), Slot::Builder);
    assert!(new > old);
    let answer =
        |generation| Msg::Event(crate::proto::Event::QueryDone(Slot::Builder, generation, Answer::Builder(None)));
    screen.msg(&answer(old), &mut ctx);
    assert!(screen.builder.is_some());
    screen.msg(&answer(new), &mut ctx);
    assert!(screen.builder.is_none());
}

#[test]
fn currencies_are_written_as_theirs() {
    let euro: Currency = Shop::Second.currency();
    let said = view::as_text(&builder(Shop::Second), &Shop::Second.ctx());
    assert!(said.contains('€') && !said.contains('$') && euro.code() == "EUR", "{said}");
}
