use proptest::prelude::*;

use super::*;
use crate::analysis::head::TargetSource;
use crate::analysis::input::{OrderSums, Plan, PostInput, Target};

/// Minor units in a dollar.
const CENTS: f64 = 100.0;

fn input(creators: Vec<CreatorInput>) -> CampaignInput {
    let target = Target::new(Some(1.0), None).expect("a target");
    CampaignInput { creators, ..CampaignInput::new(target, None, 4_000) }
}

fn post(views: Option<i64>, age: f64) -> PostInput {
    PostInput { views, views_age_days: age, orders_age_days: age }
}

fn booked(handle: &str, cost_minor: i64, posts: Vec<PostInput>) -> CreatorInput {
    CreatorInput {
        handle: handle.to_owned(),
        followers: Some(24_000),
        reference_posts: 10,
        reference_views: Some(6_000.0),
        bookings: vec![BookingInput { posts, fee_minor: cost_minor, cost_minor, ..BookingInput::default() }],
        ..CreatorInput::default()
    }
}

fn at(cpm: f64) -> Yardsticks {
    Yardsticks::default().with_rule(Some(cpm))
}

fn reach(creators: Vec<CreatorInput>, sticks: &Yardsticks) -> Reach {
    Reach::of(&input(creators), CENTS, sticks, &Constants::default())
}

fn head(creator: CreatorInput, sticks: &Yardsticks) -> Head {
    reach(vec![creator], sticks).creators[0].head(sticks, &Constants::default())
}

#[test]
fn ana_of_the_worked_example_pays_for_the_views_that_she_usually_gets() {
    // Statistics, section 3.7, with its constants: mhat 8.98183, u2 0.15919, $115 for one post with 5,200 views.
    let constants = Constants { d_ref: 0.30, ..Constants::default() };
    let ana = input(vec![booked("ana", 11_500, vec![post(Some(5_200), 60.0)])]);
    let head = Reach::of(&ana, CENTS, &at(20.0), &constants).creators[0].head(&at(20.0), &constants);
    let [_, low, middle, high, _] = head.range.expect("a cost");
    let near = |one: f64, other: f64| assert!((one / other - 1.0).abs() < 1e-4, "{one} {other}");
    near(middle, 115_000.0 / 8.981_83_f64.exp());
    near(low, middle * (-1.281_55 * 0.159_19_f64.sqrt()).exp());
    near(high, middle * (1.281_55 * 0.159_19_f64.sqrt()).exp());
    near(head.tracked.expect("views"), 115_000.0 / 5_200.0);
    near(head.chance.expect("a target"), normal((20.0_f64 / middle).ln() / 0.159_19_f64.sqrt()));
    assert_eq!((head.advice, head.lacks), (Advice::Scale, None));
}

fn normal(z: f64) -> f64 {
    crate::analysis::special::normal_cdf(z)
}

#[test]
fn what_is_missing_is_named_and_leaves_no_verdict() {
    let mia = |posts| booked("mia", 10_000, posts);
    let seen = || vec![post(Some(9_000), 30.0)];
    let lacks = |creator, sticks: &Yardsticks| {
        let head = head(creator, sticks);
        (head.advice, head.lacks)
    };
    assert_eq!(lacks(mia(vec![post(None, 30.0)]), &at(9.0)), (Advice::Wait, Some(Lacks::Views)));
    assert_eq!(lacks(mia(vec![post(Some(0), 30.0)]), &at(9.0)), (Advice::Wait, Some(Lacks::Views)));
    assert_eq!(lacks(mia(vec![post(Some(900), 1.0)]), &at(9.0)), (Advice::Wait, Some(Lacks::Time)));
    assert_eq!(lacks(mia(seen()), &Yardsticks::default()), (Advice::Wait, Some(Lacks::Target(None))));
    let euro = "EUR".parse().expect("a currency");
    let elsewhere = Yardsticks { published_in: Some(euro), ..Yardsticks::default() };
    assert_eq!(lacks(mia(seen()), &elsewhere), (Advice::Wait, Some(Lacks::Target(Some(euro)))));
    assert_eq!(lacks(booked("gift", 0, seen()), &at(9.0)), (Advice::Free, None));
    let planned = CreatorInput { bookings: Vec::new(), ..mia(Vec::new()) };
    assert_eq!(lacks(planned, &at(9.0)), (Advice::Untested, None));
}

#[test]
fn orders_without_a_post_are_no_views() {
    let mut creator = booked("mia", 10_000, Vec::new());
    creator.bookings[0].orders = OrderSums::of(&[4_000]);
    let reach = reach(vec![creator], &at(9.0));
    assert!(!reach.creators[0].tested && reach.creators[0].maturity.is_none());
    assert_eq!(reach.whole([0], None, &at(9.0), &Constants::default()), None);
}

#[test]
fn a_batch_is_cheaper_than_its_dearest_and_dearer_than_its_cheapest_creator() {
    let cheap = booked("a", 4_000, vec![post(Some(9_000), 30.0)]);
    let dear = booked("b", 20_000, vec![post(Some(9_000), 30.0)]);
    let reach = reach(vec![cheap, dear], &at(9.0));
    let constants = Constants::default();
    let middle = |head: Head| head.range.expect("a range")[2];
    let (whole, early) = reach.whole([0, 1], None, &at(9.0), &constants).expect("paid");
    let [a, b] = [0, 1].map(|index: usize| middle(reach.creators[index].head(&at(9.0), &constants)));
    assert!(a < middle(whole) && middle(whole) < b && !early, "{a} {} {b}", middle(whole));
    assert_eq!(reach.new_creator_cost_minor(), Some(20_000));
    let (chance, _) =
        reach.new_creator(HeadTarget { value: 9.0, source: TargetSource::Rule }, &constants).expect("new");
    assert!(chance > 0.0 && chance < 1.0);
}

#[test]
fn the_same_terms_once_more_make_the_same_cpm() {
    let with = |commission_bp, next| {
        let mut creator = booked("mia", 10_000, vec![post(Some(9_000), 30.0), post(Some(7_000), 30.0)]);
        let last = &mut creator.bookings[0];
        (last.commission_bp, last.commission_minor) = (commission_bp, 30 * commission_bp / 10);
        creator.next = next;
        let reach = reach(vec![creator], &at(9.0));
        let one = &reach.creators[0];
        (one.cost_minor, one.head(&at(9.0), &Constants::default()).range.expect("a cost"))
    };
    let plan = |posts, cost_minor, commission_bp| Some(Plan { posts, cost_minor: Some(cost_minor), commission_bp });
    let last = with(1_000, None);
    assert_eq!(last.0, Some(13_000), "the fee and the commission");
    assert_eq!(with(1_000, plan(2, 10_000, 1_000)), last);
    assert_eq!(with(1_000, plan(1, 5_000, 1_000)).0, Some(6_500), "half of it for one post of two");
    assert_eq!(with(1_000, plan(2, 10_000, 500)).0, Some(11_500), "another commission");
    assert_eq!(with(0, plan(2, 10_000, 1_000)).0, Some(10_000), "one that nothing is known of");
}

#[test]
fn groups_are_drawn_towards_all_and_compared_from_two_creators_each_on() {
    let of = |handle: &str, cost| booked(handle, cost, vec![post(Some(9_000), 30.0)]);
    let constants = Constants::default();
    let creators = vec![of("a", 4_000), of("b", 4_400), of("c", 16_000), of("d", 15_000)];
    let reach = reach(creators, &at(9.0));
    let names = ["books", "books", "skin", "skin"];
    let target = reach.target(&at(9.0));
    let (groups, comparable) = reach.groups(|index| names.get(index).copied(), target, &constants);
    assert!(comparable && groups.iter().map(|group| group.name.as_str()).eq(["books", "skin"]));
    assert!(
        groups[0].cpm[2] < groups[1].cpm[2] && groups[0].best > groups[1].best && groups[0].chance > groups[1].chance
    );
    let total: f64 = groups.iter().filter_map(|group| group.best).sum();
    assert!((total - 1.0).abs() < 1e-9);
    let (alone, comparable) = reach.groups(|index| (index > 0).then_some("all"), target, &constants);
    assert!(!comparable && alone.len() == 1 && alone[0].best.is_none());
}

fn creators() -> impl Strategy<Value = Vec<CreatorInput>> {
    let posts = prop::collection::vec((proptest::option::of(any::<i64>()), 0.0..90.0_f64), 0..4);
    let creator = (posts, any::<i64>(), proptest::option::of(any::<i64>()), any::<u32>(), 0.0..1e18_f64);
    let creator = creator.prop_map(|(posts, cost, followers, reference_posts, reference)| CreatorInput {
        followers,
        reference_posts,
        reference_views: Some(reference),
        ..booked("x", cost, posts.into_iter().map(|(views, age)| post(views, age)).collect())
    });
    prop::collection::vec(creator, 0..6)
}

fn rank(advice: Advice) -> u8 {
    match advice {
        Advice::Scale => 3,
        Advice::Retest => 2,
        Advice::Drop => 1,
        Advice::Wait | Advice::Free | Advice::Untested => 0,
    }
}

fn is_sound(head: &Head) -> Result<(), TestCaseError> {
    for number in head.tracked.into_iter().chain(head.range.into_iter().flatten()).chain(head.chance) {
        prop_assert!(number.is_finite() && number >= 0.0, "{head:?}");
    }
    prop_assert!(head.chance.is_none_or(|chance| chance <= 1.0), "{head:?}");
    prop_assert!(head.range.is_none_or(|range| range.is_sorted()), "{head:?}");
    let decided = matches!(head.advice, Advice::Scale | Advice::Retest | Advice::Drop);
    prop_assert!(!decided || head.lacks.is_none() && head.chance.is_some(), "{head:?}");
    Ok(())
}

proptest! {
    #[test]
    fn more_views_for_the_same_cost_never_make_it_worse(
        views in 1_i64..10_000_000_000, more in 0_i64..10_000_000_000, other in proptest::option::of(1_i64..1_000_000_000),
        cost in 1_i64..100_000_000, age in 0.0..60.0_f64, target in 0.01..1_000.0_f64,
    ) {
        let of = |views| head(booked("x", cost, vec![post(Some(views), age), post(other, age)]), &at(target));
        let (one, two) = (of(views), of(views + more));
        prop_assert!(two.chance >= one.chance, "{one:?} {two:?}");
        prop_assert!(rank(two.advice) >= rank(one.advice), "{one:?} {two:?}");
        prop_assert!(two.tracked <= one.tracked);
        for (low, high) in two.range.into_iter().flatten().zip(one.range.into_iter().flatten()) {
            prop_assert!(low <= high);
        }
    }

    #[test]
    fn a_higher_cost_for_the_same_views_never_makes_it_better(
        views in 1_i64..10_000_000_000, cost in 1_i64..1_000_000_000, more in 0_i64..1_000_000_000, target in 0.01..1_000.0_f64,
    ) {
        let of = |cost| head(booked("x", cost, vec![post(Some(views), 30.0)]), &at(target));
        let (one, two) = (of(cost), of(cost + more));
        prop_assert!(two.chance <= one.chance && rank(two.advice) <= rank(one.advice), "{one:?} {two:?}");
    }

    #[test]
    fn whatever_is_known_no_figure_is_nonsense(creators in creators(), level in proptest::option::of(any::<f64>())) {
        let (sticks, constants) = (Yardsticks::default().with_rule(level), Constants::default());
        let reach = reach(creators, &sticks);
        for creator in &reach.creators {
            is_sound(&creator.head(&sticks, &constants))?;
            prop_assert!(creator.index(&constants).is_none_or(f64::is_finite));
            prop_assert!(creator.highest_price_minor(CENTS).is_none_or(f64::is_finite));
            let _ = creator.more_bookings(&constants);
        }
        if let Some((head, _)) = reach.whole(0..reach.creators.len(), None, &sticks, &constants) {
            is_sound(&head)?;
        }
        let target = reach.target(&sticks);
        let (groups, _) = reach.groups(|index| Some(["a", "b"][index % 2]), target, &constants);
        for group in groups {
            prop_assert!(group.cpm.is_sorted() && group.cpm.iter().all(|cpm| cpm.is_finite()), "{group:?}");
        }
    }
}
