use proptest::prelude::*;

use super::*;
use crate::analysis::benchmarks::{ByTier, Figure};
use crate::analysis::brief::Target;
use crate::analysis::candidate::{Audience, Post, Shares, Snapshot, Sponsored};
use crate::analysis::fit::{Basis, Part};
use crate::analysis::flags::{FlagCode, Severity, Sign};
use crate::analysis::price::NoQuote;
use crate::domain::{Currency, Money};

fn benchmarks() -> Benchmarks {
    let figure = |value| Figure { value, year: 2023, source: "a test".to_owned() };
    let table = |[nano, micro, r#macro, mega]: [f64; 4]| ByTier {
        nano: figure(nano),
        micro: figure(micro),
        r#macro: figure(r#macro),
        mega: figure(mega),
    };
    Benchmarks {
        currency: "USD".to_owned(),
        er_views: table([0.07, 0.06, 0.05, 0.045]),
        cpm_minor: table([700.0, 1_200.0, 1_700.0, 2_500.0]),
        view_rate: table([0.45, 0.25, 0.15, 0.10]),
    }
}

fn standards() -> Standards {
    Standards::new(benchmarks())
}

/// A micro creator with twelve ordinary posts, every other day.
fn ordinary() -> Candidate {
    let views = [8_000, 12_000, 9_000, 15_000, 7_000, 11_000, 10_000, 13_000, 6_000, 9_500, 14_000, 10_500];
    let post = |(index, views): (i32, i64)| Post {
        age_days: 1.5 + 2.0 * f64::from(index),
        views: Some(views),
        likes: Some(views * 6 / 100),
        comments: Some(views / 200),
        shares: Some(views * 4 / 1_000),
        saves: Some(views * 2 / 1_000),
    };
    Candidate {
        followers: Some(33_700),
        niches: vec!["SkinTok".to_owned()],
        posts: (0..).zip(views).map(post).collect(),
        posts_complete: true,
        ..Candidate::default()
    }
}

fn brief() -> Brief {
    Brief { niches: vec!["skintok".to_owned()], tiers: vec![Tier::Micro], ..Brief::default() }
}

fn flags_of(candidate: &Candidate) -> Vec<(FlagCode, Severity)> {
    let vetting = vet(candidate, &brief(), &standards());
    vetting.flags.into_iter().map(|flag| (flag.code, flag.severity)).collect()
}

/// The one flag of an ordinary creator after a change.
fn flag_after(change: impl FnOnce(&mut Candidate)) -> (Severity, Sign) {
    let mut candidate = ordinary();
    change(&mut candidate);
    let flags = vet(&candidate, &brief(), &standards()).flags;
    let [flag] = &flags[..] else { panic!("one flag, not {flags:?}") };
    (flag.severity, flag.sign)
}

fn each_post(change: impl Fn(&mut Post)) -> impl FnOnce(&mut Candidate) {
    move |candidate| candidate.posts.iter_mut().for_each(change)
}

fn followers(counts: &[(i64, i64)]) -> Vec<Snapshot> {
    counts.iter().map(|(day, followers)| Snapshot { day: *day, followers: *followers }).collect()
}

#[test]
fn an_ordinary_creator_has_no_flag() {
    assert_eq!(flags_of(&ordinary()), []);
}

#[test]
fn flags_odd_reactions() {
    use FlagCode::{ErTooHigh, HighLikeRate};
    use Severity::{Amber, Red};
    // Saves keep the engagement up, so that the like rate alone is odd.
    let likes = |thousandths: i64, saves: i64| {
        each_post(move |post| {
            let views = post.views.unwrap_or_default();
            post.likes = Some(views * thousandths / 1_000);
            post.comments = Some(views * thousandths / 20_000);
            post.saves = Some(views * saves / 1_000);
        })
    };
    for (thousandths, severity) in [(4, Amber), (1, Red)] {
        let (found, sign) = flag_after(likes(thousandths, 50));
        let Sign::LowLikeRate(rate) = sign else { panic!("{sign:?}") };
        assert_eq!((found, (1_000.0 * rate).round()), (severity, crate::analysis::real::real(thousandths)));
    }
    let mut loved = ordinary();
    likes(450, 0)(&mut loved);
    assert_eq!(flags_of(&loved), [(HighLikeRate, Amber), (ErTooHigh, Amber)]);
    likes(510, 0)(&mut loved);
    assert_eq!(flags_of(&loved)[0].1, Red);
    let comments = |comments: i64| flag_after(each_post(move |post| post.comments = Some(comments)));
    assert_eq!(comments(1), (Amber, Sign::FewComments { rate: 12.0 / 7_500.0, likes: 7_500 }));
    assert_eq!(comments(0), (Amber, Sign::FewComments { rate: 0.0, likes: 7_500 }));
    assert_eq!(comments(200), (Amber, Sign::ManyComments(0.32)));
    let mut unknown = ordinary();
    each_post(|post| post.comments = None)(&mut unknown);
    assert_eq!(flags_of(&unknown), []);
}

#[test]
fn flags_odd_audience_and_views() {
    use Severity::{Amber, Red};
    let quiet = each_post(|post| {
        post.likes = post.views.map(|views| views / 100);
        (post.comments, post.shares, post.saves) = (Some(1), None, None);
    });
    let (severity, sign) = flag_after(quiet);
    assert!(matches!(sign, Sign::ErLow { times, tier: Tier::Micro } if times < 1.0 / 3.0), "{sign:?}");
    assert_eq!(severity, Amber);
    let crowd = |candidate: &mut Candidate| candidate.followers = Some(2_050_000);
    let (severity, sign) = flag_after(crowd);
    assert!(matches!(sign, Sign::DeadFollowers(reach) if reach < 0.01), "{sign:?}");
    assert_eq!(severity, Red);
    // 20,523 is March 11, 2026.
    let jump = |after: i64| {
        move |candidate: &mut Candidate| {
            candidate.today = 20_523;
            let calm = [(20_480, 30_000), (20_483, 30_050), (20_486, 30_100), (20_489, after), (20_492, after + 50)];
            candidate.snapshots = followers(&calm);
        }
    };
    let (severity, sign) = flag_after(jump(34_400));
    assert!(matches!(sign, Sign::FollowerJump(jump) if jump.to_day - jump.from_day == 6), "{sign:?}");
    assert_eq!((severity, flag_after(jump(40_000)).0), (Amber, Red));
    let hit = |candidate: &mut Candidate| {
        let views = 1_000_000;
        let post = Post { views: Some(views), likes: Some(60_000), comments: Some(5_000), ..candidate.posts[5] };
        candidate.posts[5] = post;
    };
    let (severity, sign) = flag_after(hit);
    assert!(matches!(sign, Sign::OneHit(share) if share > 0.8), "{sign:?}");
    assert_eq!(severity, Amber);
    let flat = |candidate: &mut Candidate| {
        let one = candidate.posts[0];
        candidate.posts.iter_mut().for_each(|post| *post = Post { age_days: post.age_days, ..one });
    };
    assert_eq!(flag_after(flat), (Red, Sign::FlatViews(0.0)));
}

#[test]
fn flags_silence_missing_labels_and_price() {
    use Severity::{Amber, Red};
    let gone = each_post(|post| post.age_days += 35.0);
    assert_eq!(flag_after(gone), (Amber, Sign::Dormant(36.5)));
    let checked = Sponsored { seen: 5, disclosed: 2 };
    let hidden = |candidate: &mut Candidate| candidate.sponsored = checked;
    assert_eq!(flag_after(hidden), (Red, Sign::NoDisclosure { checked, share: 0.4 }));
    let dear = |candidate: &mut Candidate| candidate.price = Some(Money::new(100_000, Currency::USD));
    let (severity, sign) = flag_after(dear);
    assert!(matches!(sign, Sign::PriceHigh(times) if times > 4.0), "{sign:?}");
    assert_eq!(severity, Amber);
}

/// The points of each part and what it rests on.
fn parts(candidate: &Candidate, brief: &Brief) -> Vec<(Option<u64>, Basis)> {
    let parts = vet(candidate, brief, &standards()).fit.parts;
    parts.into_iter().map(|part| (part.points(), part.basis)).collect()
}

fn points(candidate: &Candidate, brief: &Brief) -> Vec<Option<u64>> {
    parts(candidate, brief).into_iter().map(|(points, _)| points).collect()
}

#[test]
fn every_part_says_what_it_rests_on() {
    let mut candidate = ordinary();
    candidate.sponsored = Sponsored { seen: 5, disclosed: 4 };
    candidate.price = Some(Money::new(25_000, Currency::USD));
    let shares =
        |shares: &[(&str, f64)]| shares.iter().map(|(key, share)| ((*key).to_owned(), *share)).collect::<Shares>();
    candidate.audience = Audience {
        country: shares(&[("US", 0.45), ("GB", 0.07)]),
        age: shares(&[("18-24", 0.11), ("25-34", 0.23)]),
        gender: shares(&[("female", 0.67)]),
    };
    let wanted = Brief {
        related: vec!["books".to_owned()],
        country: Some(Target::new(["US"])),
        age: Some(Target::new(["18-24", "25-34"])),
        gender: Some(Target { need: 0.6, ..Target::new(["female"]) }),
        ..brief()
    };
    assert_eq!(points(&candidate, &wanted), [20, 10, 12, 9, 3, 5, 7, 7, 3].map(Some));
    let found = parts(&candidate, &wanted);
    assert_eq!(found[0].1, Basis::WantedNiche("SkinTok".to_owned()));
    assert_eq!(found[3].1, Basis::Audience { share: 0.45, need: 0.5, keys: vec!["US".to_owned()] });
    assert_eq!(found[7].1, Basis::PaidPosts { seen: 5, labeled: 4 });
    assert!(matches!(found[8].1, Basis::Price { has_followers: true, .. }), "{:?}", found[8]);

    candidate.niches = vec!["books".to_owned(), "pets".to_owned()];
    candidate.followers = Some(500_000);
    candidate.sponsored = Sponsored { seen: 1, disclosed: 0 };
    let euro: Currency = "EUR".parse().expect("a code");
    candidate.price = Some(Money::new(25_000, euro));
    candidate.audience = Audience::default();
    candidate.posts.iter_mut().for_each(|post| post.age_days += 30.0);
    let other = Brief { niches: vec!["cats".to_owned()], gender: None, ..wanted };
    let found = parts(&candidate, &other);
    assert_eq!(points(&candidate, &other), [Some(12), Some(5), Some(15), None, None, None, Some(4), Some(3), None]);
    assert_eq!(found[0].1, Basis::RelatedNiche("books".to_owned()));
    let next = Basis::OtherTier { tier: Tier::Macro, wanted: vec![Tier::Micro], is_next: true };
    assert_eq!((&found[1].1, &found[3].1, &found[5].1), (&next, &Basis::NoAudience, &Basis::NoTarget));
    assert!(matches!(found[6].1, Basis::Rhythm { weeks_posted: 4, silent_days: Some(_), .. }), "{:?}", found[6]);
    assert_eq!(found[8].1, Basis::NoPrice(NoQuote::Currencies(euro, Currency::USD)));

    candidate.niches.pop();
    candidate.followers = Some(5_000_000);
    let third = parts(&candidate, &Brief { related: Vec::new(), ..other.clone() });
    let niches = Basis::OtherNiche { niches: vec!["books".to_owned()], wanted: vec!["cats".to_owned()] };
    let far = Basis::OtherTier { tier: Tier::Mega, wanted: vec![Tier::Micro], is_next: false };
    assert_eq!(third[..2], [(Some(0), niches), (Some(0), far)]);

    let cut = |days: f64| {
        let mut candidate = Candidate { posts_complete: false, ..ordinary() };
        candidate.posts.truncate(3);
        candidate.posts.iter_mut().for_each(|post| post.age_days += days);
        parts(&candidate, &other)[6].clone()
    };
    let rhythm = |weeks_posted| Basis::Rhythm { weeks: 1, weeks_posted, gap_days: 2.0, silent_days: None };
    assert_eq!([cut(0.0), cut(6.0)], [(Some(10), rhythm(1)), (Some(4), rhythm(0))]);
    let unknown = [
        Basis::NoNiche,
        Basis::NoTier,
        Basis::NoReactions,
        Basis::NoAudience,
        Basis::NoAudience,
        Basis::NoTarget,
        Basis::NoRhythm,
        Basis::NoPaidPosts,
        Basis::NoPrice(NoQuote::NoPrice),
    ];
    assert_eq!(parts(&Candidate::default(), &other), unknown.map(|basis| (None, basis)));
}

#[test]
fn an_account_below_nano_is_measured_as_nano() {
    let tier = |followers| standards().tier(followers);
    assert_eq!(
        [tier(Some(0)), tier(Some(999)), tier(Some(10_000)), tier(None)],
        [Some(Tier::Nano), Some(Tier::Nano), Some(Tier::Micro), None]
    );
}

#[test]
fn a_gift_is_the_best_price_and_a_negative_one_is_none() {
    let price = |minor| {
        let candidate = Candidate { price: Some(Money::new(minor, Currency::USD)), ..ordinary() };
        let fit = vet(&candidate, &brief(), &standards()).fit;
        fit.parts.iter().find(|part| part.part == Part::Price).and_then(|part| part.score)
    };
    assert_eq!((price(0), price(-1)), (Some(1.0), None));
}

#[test]
fn peers_raise_the_last_flag() {
    let usual = Signals::of(&vet(&ordinary(), &brief(), &standards()).engagement);
    let crowd: Vec<Signals> = (0..30)
        .map(|step| Signals { like_rate: usual.like_rate.map(|ln| ln + 2.0 + f64::from(step) / 100.0), ..usual })
        .collect();
    let standards = Standards { peers: Peers::of(&crowd), ..standards() };
    let vetting = vet(&ordinary(), &brief(), &standards);
    assert_eq!(vetting.flags.last().map(|flag| flag.code), Some(FlagCode::PeerOutlier));
    assert_eq!(vetting.fit.penalty, 5);
}

/// Any count at all, most of them plausible.
fn any_count() -> impl Strategy<Value = Option<i64>> {
    let plausible = (0..200_000_i64).prop_map(Some);
    prop_oneof![6 => plausible, 2 => Just(None), 1 => any::<i64>().prop_map(Some), 1 => Just(Some(0))]
}

fn any_real() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.0..90.0, 1 => any::<f64>(), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)]
}

fn any_day() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 0..60_i64, 1 => any::<i64>()]
}

prop_compose! {
    fn any_post()(
        age_days in any_real(),
        (views, likes, comments, shares, saves) in (any_count(), any_count(), any_count(), any_count(), any_count()),
    ) -> Post {
        Post { age_days, views, likes, comments, shares, saves }
    }
}

prop_compose! {
    fn any_shares()(shares in prop::collection::btree_map("US|GB|f|m", any_real(), 0..4)) -> Shares {
        shares
    }
}

prop_compose! {
    fn any_candidate()(
        followers in any_count(),
        posts in prop::collection::vec(any_post(), 0..16),
        posts_complete in any::<bool>(),
        snapshots in prop::collection::vec((any_day(), any_count()), 0..12),
        today in any_day(),
        (country, age, gender) in (any_shares(), any_shares(), any_shares()),
        (seen, disclosed) in (any_count(), any_count()),
        price in any_count(),
    ) -> Candidate {
        let snapshot = |(day, count): (i64, Option<i64>)| Snapshot { day, followers: count.unwrap_or_default() };
        Candidate {
            followers,
            niches: vec!["books".to_owned()],
            posts,
            posts_complete,
            snapshots: snapshots.into_iter().map(snapshot).collect(),
            today,
            audience: Audience { country, age, gender },
            sponsored: Sponsored { seen: seen.unwrap_or_default(), disclosed: disclosed.unwrap_or_default() },
            price: price.map(|minor| Money::new(minor, Currency::USD)),
        }
    }
}

prop_compose! {
    fn any_brief()(need in any_real(), other in any_real()) -> Brief {
        let target = |keys: [&str; 2], need| Some(Target { need, ..Target::new(keys) });
        Brief {
            niches: vec!["books".to_owned()],
            tiers: vec![Tier::Nano, Tier::Micro],
            country: target(["US", "us"], need),
            age: target(["GB", "US"], other),
            gender: target(["f", "m"], need),
            ..Brief::default()
        }
    }
}

proptest! {
    #[test]
    fn whatever_comes_in_sound_figures_come_out(candidate in any_candidate(), brief in any_brief()) {
        let vetting = vet(&candidate, &brief, &standards());
        let shown = format!("{vetting:?}");
        prop_assert!(["NaN", "inf,", "inf)", "inf }"].iter().all(|absurd| !shown.contains(absurd)), "{shown}");
        let within = |score: Option<f64>| score.is_none_or(|score| (0.0..=1.0).contains(&score));
        prop_assert!(within(vetting.consistency.rhythm.map(|rhythm| rhythm.score)));
        prop_assert!(within(vetting.stability.score) && within(vetting.stability.top_share));
        prop_assert!(vetting.fit.parts.iter().all(|part| within(part.score)) && within(Some(vetting.fit.coverage)));
        prop_assert!(vetting.fit.score.is_none_or(|score| score <= 100));
        prop_assert_eq!(vetting.fit.score.is_some(), vetting.fit.base.is_some());
        prop_assert!(vetting.flags.is_sorted_by(|one, next| one.code < next.code));
        prop_assert!(vetting.flags.iter().all(|flag| flag.sign.value().is_finite()));
    }

    #[test]
    fn the_order_of_posts_and_counts_changes_nothing(candidate in any_candidate(), turn in 0..16_usize) {
        let vetting = vet(&candidate, &brief(), &standards());
        let mut turned = candidate;
        turned.posts.reverse();
        turned.snapshots.reverse();
        let turn_by = |length: usize| if length == 0 { 0 } else { turn % length };
        let (posts, counts) = (turn_by(turned.posts.len()), turn_by(turned.snapshots.len()));
        turned.posts.rotate_left(posts);
        turned.snapshots.rotate_left(counts);
        prop_assert_eq!(vetting, vet(&turned, &brief(), &standards()));
    }

    #[test]
    fn rates_do_not_know_how_large_an_audience_is(
        counts in prop::collection::vec((1..1_000_000_i64, 0..100_000_i64, 0..5_000_i64), 1..20),
        times in 2..1_000_i64,
    ) {
        let posts = |times: i64| -> Vec<Post> {
            let post = |(views, likes, comments): &(i64, i64, i64)| Post {
                views: Some(views * times),
                likes: Some(likes * times),
                comments: Some(comments * times),
                ..Post::default()
            };
            counts.iter().map(post).collect()
        };
        let rates = |times: i64| {
            let engagement = Engagement::of(&posts(times), Some(20_000 * times));
            let Engagement { by_views, by_views_pooled, by_followers, reach, reactions, .. } = engagement;
            let stability = Stability::of(&posts(times));
            [
                by_views,
                by_views_pooled,
                by_followers,
                reach,
                reactions.like_rate(),
                reactions.comment_rate(),
                stability.log_sd,
                stability.top_share,
            ]
        };
        for (one, other) in rates(1).into_iter().zip(rates(times)) {
            prop_assert_eq!(one.is_some(), other.is_some());
            let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
            prop_assert!((one - other).abs() <= 1e-9 * one.abs().max(1.0), "{one} {other}");
        }
    }

    #[test]
    fn more_reactions_never_lower_the_part(rate in 0.0..0.5_f64, more in 0.0..0.5_f64) {
        let score = |rate: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "a small made-up number")]
            let likes = (rate * 1e6) as i64;
            let posts = vec![Post { views: Some(1_000_000), likes: Some(likes), ..Post::default() }];
            let fit = vet(&Candidate { posts, ..ordinary() }, &brief(), &standards()).fit;
            fit.parts.iter().find(|part| part.part == Part::Engagement).and_then(|part| part.score)
        };
        prop_assert!(score(rate) <= score(rate + more));
    }
}
