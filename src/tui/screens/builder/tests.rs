use std::sync::Arc;

use chrono::NaiveDate;
use rstest::rstest;

use super::*;
use crate::analysis::decision::Advice;
use crate::analysis::plan::PlanForecast;
use crate::analysis::posterior::Range;
use crate::domain::schedule::Schedule;
use crate::domain::{BatchId, Budget, Currency, Goal, Money, Platform, RuleScope, SuccessRule, Tier};
use crate::proto::WriteCmd;
use crate::proto::addable::{Addable, AddableList, Bar};
use crate::proto::builder::{BatchLine, BudgetFrom, Conflict, Price};
use crate::proto::draft::Draft;
use crate::proto::outlook::{Choice, OutlookCmd, Terms};
use crate::proto::query::Slot;
use crate::tui::kit::overlay::Overlay;
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
        like: None,
        choice: Choice::Open,
        is_picked: false,
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
    let posts = vec![day(4, 1), day(4, 4), day(4, 7)];
    let days = Schedule { ship_by: Some(day(3, 18)), added: posts.clone(), posts, ends_on: Some(day(4, 15)) };
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
        draft: Draft::default(),
        batch: None,
        batch_name: "Batch 4".to_owned(),
        people,
        more: 0,
        cost_minor: lines.iter().filter_map(|line| line.cost_minor).sum(),
        new_creators: 0,
        new_creator_cost_minor: None,
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
        has_rule: false,
        note: String::new(),
        days,
        set_end: None,
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
    for (shown, key) in [(None, "a adds one"), (Some(nobody), "g i"), (Some(unpriced), "Ask for prices")] {
        let screen = screen(shown);
        let said = sample::drawn(&screen, 120, 36);
        assert!(said.contains(key), "{key}: {said}");
    }
    assert!(matches!(screen(None).availability(Action::NavOpen, &ctx), Availability::No(_)));
}

#[test]
fn a_campaign_about_assets_says_why_there_are_no_odds() {
    let mut made = builder(Shop::First);
    (made.goal, made.target) = (Goal::Ugc, Some(50.0));
    for person in &mut made.people {
        person.odds = None;
    }
    let said = sample::drawn(&screen(Some(made.clone())), 80, 24);
    assert!(
        said.contains("target $50.00; a count of assets has no odds (4)") && said.contains("No price yet (2)"),
        "{said}"
    );
    (made.goal, made.target) = (Goal::Conversions, None);
    let said = sample::drawn(&screen(Some(made)), 80, 24);
    assert!(said.contains("No odds: the campaign has no margin and no target ROAS (6)"), "{said}");
}

#[test]
fn a_small_window_says_what_limits_the_batch_and_keeps_its_main_keys() {
    let mut screen = screen(Some(builder(Shop::First)));
    let head = |screen: &BuilderScreen| sample::drawn(screen, 80, 24).lines().next().expect("a line").to_owned();
    assert!(head(&screen).ends_with("Tab: next   $640 of $600"), "{}", head(&screen));
    let unlimited = Builder { money_minor: None, money_from: BudgetFrom::Unknown, ..builder(Shop::First) };
    assert!(head(&super::tests::screen(Some(unlimited))).ends_with("3 of 10 creators"));
    at(&mut screen, 2);
    let mut ctx = sample::ctx();
    ctx.size = crate::tui::look::SizeClass::Medium;
    let hint = |action| screen.hint(action, &ctx);
    for (action, label) in [(Action::NavOpen, "plan"), (Action::MarkToggle, "take out")] {
        let hint = hint(action).expect("a hint");
        assert_eq!((hint.label.as_ref(), hint.may_cut), (label, true), "it has its place whatever else there is");
    }
    assert_eq!((hint(Action::PaneNext), hint(Action::BatchPin)), (None, None), "they give way");
}

#[test]
fn days_that_cannot_work_are_marked() {
    let note = |days: Schedule| words::late(&Builder { days, ..builder(Shop::First) }, day(3, 11));
    let days = builder(Shop::First).days;
    assert_eq!(note(days.clone()), None);
    assert!(
        note(Schedule { ends_on: Some(day(4, 2)), ..days.clone() }).is_some_and(|said| said.contains("ends before"))
    );
    let no_time = |added: &[NaiveDate]| {
        let days = Schedule { ship_by: Some(day(3, 1)), added: added.to_vec(), ..days.clone() };
        note(days).expect("the parcel is too late")
    };
    assert!(no_time(&days.posts).contains("choose a later first post"));
    let said = no_time(&days.posts[1..]);
    assert!(said.contains("the post on Apr 1") && !said.contains("later first post"), "that day is promised: {said}");
}

#[test]
fn posts_are_as_far_apart_as_the_closest_of_them() {
    let said = |apart_days, posts: &[NaiveDate]| {
        let days = Schedule { posts: posts.to_vec(), ..Schedule::default() };
        let draft = Draft { apart_days: Some(apart_days), ..Draft::default() };
        words::posts(&Builder { draft, days, ..builder(Shop::First) }, day(3, 11)).expect("posts")
    };
    let [first, second, third] = [day(4, 7), day(4, 8), day(4, 14)];
    assert!(said(3, &[first, second, third]).ends_with("a day apart or more"), "two days were promised");
    assert!(said(3, &[first, third]).ends_with("7 days apart or more"));
    assert!(said(0, &[first, first, third]).ends_with("some on one day"));
    assert!(said(0, &[first, first]).ends_with("all on one day"));
    assert!(!said(0, &[first]).contains("one day"));
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
    let swap = OutlookCmd::Swap { campaign: CampaignId(1), out: CreatorId(2), into: CreatorId(4) };
    act(&mut screen, Action::BatchSwap);
    assert_eq!(sample::writes(&typed(&mut screen, "enter")), [&WriteCmd::Outlook(swap)], "the first who is not in it");
    assert!(!screen.is_typing());
}

/// Types keys while somebody is looked for.
fn typed(screen: &mut BuilderScreen, keys: &str) -> Vec<Request> {
    let mut ctx = sample::ctx();
    typed_in(screen, keys, &mut ctx);
    ctx.sent()
}

fn typed_in(screen: &mut BuilderScreen, keys: &str, ctx: &mut Ctx) {
    for key in keys.split(' ') {
        screen.type_key(crate::tui::kit::key::parse(key).expect("a key"), ctx);
    }
}

fn addable(id: i64, handle: &str, bar: Option<Bar>) -> Addable {
    let price = Some(Money::new(9_500, Currency::USD));
    Addable {
        creator: CreatorId(id),
        handle: handle.to_owned(),
        name: "Zoe".to_owned(),
        platform: Platform::TikTok,
        price,
        bar,
    }
}

#[test]
fn anybody_in_the_file_can_be_put_in_by_typing() {
    let mut screen = screen(Some(builder(Shop::First)));
    let mut ctx = sample::ctx();
    let answer = |screen: &mut BuilderScreen, ctx: &mut Ctx, text: &str, rows: Vec<Addable>| {
        let generation = sample::asked(&ctx.sent(), Slot::Addable);
        let found = AddableList { text: text.to_owned(), total: rows.len(), rows };
        let event = crate::proto::Event::QueryDone(Slot::Addable, generation, Answer::Addable(Arc::new(found)));
        screen.msg(&Msg::Event(event), ctx);
    };
    screen.act(Action::ItemAdd, 1, &mut ctx);
    assert!(screen.is_typing());
    let shown = sample::drawn(&screen, 80, 24);
    assert!(shown.contains("Put in") && shown.contains("@eli.spf") && !shown.contains("@dee.patch"), "{shown}");
    typed_in(&mut screen, "z o", &mut ctx);
    let rows = vec![
        addable(91, "zoe.no", Some(Bar::Rejected)),
        addable(92, "zoe.never", Some(Bar::DoNotContact)),
        addable(2, "dee.patch", None),
        addable(93, "zoe.far", None),
    ];
    answer(&mut screen, &mut ctx, "zo", rows.clone());
    for (size, name) in [((120, 36), "search_wide"), ((80, 24), "search")] {
        insta::assert_snapshot!(name, sample::drawn(&screen, size.0, size.1));
    }
    sample::survives_all_sizes(&screen);
    for said in ["rejected", "do not contact", "already in Batch 4"] {
        let sent = typed(&mut screen, "enter");
        assert!(matches!(&sent[..], [Request::Say(notice)] if notice.text.contains(said)), "{said}: {sent:?}");
        typed(&mut screen, "down");
    }
    let sent = typed(&mut screen, "enter");
    let pin = OutlookCmd::SetChoice(CampaignId(1), CreatorId(93), Choice::Pinned);
    assert_eq!((sample::writes(&sent), screen.is_typing()), (vec![&WriteCmd::Outlook(pin)], false));
    // Enter before the answer waits for it, and Esc leaves.
    screen.act(Action::ItemAdd, 1, &mut ctx);
    typed_in(&mut screen, "f enter", &mut ctx);
    assert!(screen.is_typing());
    answer(&mut screen, &mut ctx, "f", vec![addable(93, "zoe.far", None)]);
    assert_eq!(sample::writes(&ctx.sent()).len(), 1);
    screen.act(Action::ItemAdd, 1, &mut ctx);
    screen.paste("nobody", &mut ctx);
    answer(&mut screen, &mut ctx, "nobody", Vec::new());
    assert!(sample::drawn(&screen, 80, 24).contains("Nobody in your file matches"));
    typed(&mut screen, "esc");
    assert!(!screen.is_typing());
}

/// Opens a form by an action, fills it in and hands it back.
fn filled(screen: &mut BuilderScreen, action: Action, values: &[(&str, &str)]) -> Vec<Request> {
    let asked = act(screen, action);
    let [Request::Open(Overlay::Form(form), _)] = &asked[..] else { panic!("{asked:?}") };
    let mut form = form.clone();
    for (key, value) in values {
        form.fields.iter_mut().find(|field| field.key == *key).expect("a field").value = (*value).to_owned();
    }
    sample::answer(screen, &asked, Value::Form(form), &mut sample::ctx())
}

/// The draft that was asked with last.
fn drafted(sent: &[Request]) -> Draft {
    let asked = sent.iter().rev().find_map(|request| match request {
        Request::Effect(crate::tui::kit::Effect::Ask(_, crate::proto::Query::Builder(ask))) => Some(ask.draft.clone()),
        _ => None,
    });
    asked.expect("the builder is asked again")
}

#[test]
fn a_price_is_typed_kept_and_taken_away() {
    let mut screen = screen(Some(builder(Shop::First)));
    at(&mut screen, 1);
    let sent = filled(&mut screen, Action::FeeEdit, &[("fee", "65.50")]);
    assert_eq!(drafted(&sent).fees[&CreatorId(1)], Money::new(6_550, Currency::USD));
    assert!(sample::writes(&sent).is_empty(), "it waits until the batch is planned");
    let sent = filled(&mut screen, Action::FeeEdit, &[("fee", "70"), ("asks", "set it to this fee")]);
    let [WriteCmd::SetField { value, .. }] = sample::writes(&sent)[..] else { panic!("{sent:?}") };
    assert_eq!(*value, crate::proto::command::FieldValue::price(Some((7_000, Currency::USD))));
    let sent = filled(&mut screen, Action::FeeEdit, &[("fee", "")]);
    assert_eq!(drafted(&sent), Draft::default());
    for awful in ["-5", "lots", "80 GBP", "1e9"] {
        let sent = filled(&mut screen, Action::FeeEdit, &[("fee", awful)]);
        assert!(
            matches!(&sent[..], [Request::Open(Overlay::Form(form), _)] if form.fields[0].error.is_some()),
            "{awful}"
        );
    }
    let sent = filled(&mut screen, Action::FeeEdit, &[("fee", ""), ("asks", "set it to this fee")]);
    assert!(matches!(&sent[..], [Request::Open(Overlay::Form(_), _)]), "no price to ask");
    assert_eq!(drafted(&filled(&mut screen, Action::FeeEdit, &[("fee", "0")])).fees[&CreatorId(1)].minor, 0);
}

#[test]
fn what_a_new_creator_asks_is_their_price_and_one_undo_step() {
    let mut screen = screen(Some(builder(Shop::First)));
    at(&mut screen, 2);
    filled(&mut screen, Action::FeeEdit, &[("fee", "65")]);
    let sent = filled(&mut screen, Action::FeeEdit, &[("fee", "70"), ("asks", "set it to this fee")]);
    assert!(matches!(sample::writes(&sent)[..], [WriteCmd::SetField { .. }]), "{sent:?}");
    assert_eq!(drafted(&sent), Draft::default(), "nothing is left once that is undone");
}

#[test]
fn in_the_planned_batch_a_price_changes_at_once() {
    let mut planned = builder(Shop::First);
    planned.batch = Some(BatchId(4));
    (planned.people[0].is_member, planned.people[0].price) = (true, Price::Planned(8_000));
    planned.lines[1].bookings = 2;
    let mut screen = screen(Some(planned));
    at(&mut screen, 1);
    let sent = filled(&mut screen, Action::FeeEdit, &[("fee", "70")]);
    let set =
        OutlookCmd::SetFee { batch: BatchId(4), creator: CreatorId(1), fee_minor: Some(14_000), asks_minor: None };
    assert_eq!(sample::writes(&sent), [&WriteCmd::Outlook(set)], "for both bookings");
}

#[test]
fn days_and_rule_are_typed_before_the_batch_is_planned() {
    let mut screen = screen(Some(builder(Shop::First)));
    let values = [("first", "2026-05-01"), ("apart", "5"), ("ends", "2026-06-01"), ("creators", "3"), ("size", "4")];
    let sent = filled(&mut screen, Action::ItemEdit, &values);
    let draft = drafted(&sent);
    assert_eq!((draft.first_post, draft.apart_days, draft.size), (Some(day(5, 1)), Some(5), Some(4)));
    assert_eq!((draft.ends_on, draft.rule.map(|rule| rule.creators)), (Some(day(6, 1)), Some(3)));
    assert!(sample::writes(&sent).is_empty());
    let faulty = filled(&mut screen, Action::ItemEdit, &[("ends", "2026-04-02")]);
    let [Request::Open(Overlay::Form(form), _)] = &faulty[..] else { panic!("{faulty:?}") };
    assert!(form.fields.iter().any(|field| field.key == "ends" && field.error.is_some()));
    let sent = filled(&mut screen, Action::ItemEdit, &[("budget", "300")]);
    assert!(matches!(sample::writes(&sent)[..], [WriteCmd::Outlook(OutlookCmd::SetTerms(..))]));
    // A planned batch has its own rule, which changes there.
    let mut planned = builder(Shop::First);
    planned.batch = Some(BatchId(4));
    let mut screen = super::tests::screen(Some(planned));
    let sent = filled(&mut screen, Action::ItemEdit, &[("ends", "2026-06-01")]);
    let [WriteCmd::SaveNextBatch { id, fields, .. }] = sample::writes(&sent)[..] else { panic!("{sent:?}") };
    assert_eq!((*id, fields.ends_on, fields.rule), (BatchId(4), Some(day(6, 1)), None));
    assert!(sample::writes(&filled(&mut screen, Action::ItemEdit, &[])).is_empty(), "nothing else was typed");
    let sent = filled(&mut screen, Action::ItemEdit, &[("ends", "2026-06-02"), ("budget", "300")]);
    assert_eq!(sample::writes(&sent).len(), 1, "one form is one undo step: {sent:?}");
}

/// The first sentence that is said.
fn said(sent: &[Request]) -> Option<String> {
    sent.iter().find_map(|request| match request {
        Request::Say(notice) => Some(notice.text.clone()),
        _ => None,
    })
}

#[test]
fn marked_creators_come_along_into_the_batch_after_one_that_has_started() {
    let mut screen = screen(Some(builder(Shop::First)));
    at(&mut screen, 2);
    filled(&mut screen, Action::FeeEdit, &[("fee", "65")]);
    screen.show(&Show::Creators([1, 4].map(CreatorId).to_vec()), &mut sample::ctx());
    let mut answer = || {
        let next = Builder { batch_name: "Batch 5".to_owned(), ..builder(Shop::First) };
        sample::feed(&mut screen, Slot::Builder, Answer::Builder(Some(Arc::new(next))))
    };
    let sent = answer();
    assert_eq!(said(&sent), None, "that was worked out with what was typed for Batch 4");
    let marked = Draft { bookings: [1, 4].map(|id| (CreatorId(id), 1)).into(), ..Draft::default() };
    assert_eq!(drafted(&sent), marked);
    let said = said(&answer()).expect("it is said");
    assert!(said.contains("1 marked creator is in Batch 5") && said.contains("@eli.spf"), "{said}");
    assert_eq!(screen.draft.bookings, [(CreatorId(1), 1)].into());
}

#[test]
fn marked_creators_come_along_and_who_cannot_is_said() {
    let mut screen = BuilderScreen::new();
    let mut ctx = sample::ctx();
    screen.show(&Show::Creators([1, 4, 99].map(CreatorId).to_vec()), &mut ctx);
    let sent = sample::feed(&mut screen, Slot::Builder, Answer::Builder(Some(Arc::new(builder(Shop::First)))));
    let said = said(&sent).expect("it is said");
    assert!(said.contains("1 marked creator is in Batch 4") && said.contains("@eli.spf"), "{said}");
    assert!(said.contains("1 who is rejected or marked do not contact"), "{said}");
    assert_eq!(screen.draft.bookings, [(CreatorId(1), 1)].into());
    assert_eq!(screen.here().map(|person| person.creator), Some(CreatorId(1)));
}

#[test]
fn what_was_typed_stays_for_its_batch_alone() {
    let mut screen = screen(Some(builder(Shop::First)));
    at(&mut screen, 1);
    filled(&mut screen, Action::FeeEdit, &[("fee", "65")]);
    let kept: BTreeMap<&str, String> = screen.memory().into_iter().collect();
    let mut again = BuilderScreen::new();
    again.recall(&|key| kept.get(key).cloned());
    assert_eq!((&again.draft, again.draft_of.as_str()), (&screen.draft, "Batch 4"));
    let mut ctx = sample::ctx();
    screen.show(&Show::Campaign(CampaignId(9)), &mut ctx);
    assert_eq!(screen.draft, Draft::default());
    screen.show(&Show::Campaign(CampaignId(1)), &mut ctx);
    assert_eq!(screen.draft, again.draft, "each campaign has its own");
    act(&mut screen, Action::NavOpen);
    let later = Builder { batch_name: "Batch 5".to_owned(), ..builder(Shop::First) };
    let sent = sample::feed(&mut again, Slot::Builder, Answer::Builder(Some(Arc::new(later))));
    assert_eq!(drafted(&sent), Draft::default(), "that batch has started");
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
    assert_eq!(screen.availability(Action::FeeEdit, &sample::ctx()), Availability::Yes);
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
    let asked = sent.iter().any(|request| format!("{request:?}").contains("bookings: {CreatorId(1): 2}"));
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

#[test]
fn without_a_campaign_one_key_begins_the_first() {
    let mut screen = screen(None);
    assert_eq!(act(&mut screen, Action::ItemAdd), [Request::AddCampaign]);
}
