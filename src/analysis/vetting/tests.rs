use proptest::prelude::*;

use super::*;
use crate::analysis::benchmarks::{ByTier, Figure};
use crate::analysis::brief::Target;
use crate::analysis::candidate::{Audience, Post, Shares, Snapshot, Sponsored};
use crate::analysis::fit::Part;
use crate::analysis::flags::{FlagCode, Severity};
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

fn flags_of(candidate: &Candidate) -> Vec<(FlagCode, Severity, String)> {
    let vetting = vet(candidate, &brief(), &standards());
    vetting.flags.into_iter().map(|flag| (flag.code, flag.severity, flag.sentence)).collect()
}

/// The one flag of an ordinary creator after a change.
fn flag_after(change: impl FnOnce(&mut Candidate)) -> (FlagCode, Severity, String) {
    let mut candidate = ordinary();
    change(&mut candidate);
    let flags = flags_of(&candidate);
    assert_eq!(flags.len(), 1, "{flags:?}");
    flags.into_iter().next().expect("a flag")
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
fn sentences_about_reactions() {
    use FlagCode::{ErTooHigh, FewComments, HighLikeRate, LowLikeRate, ManyComments};
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
    let low = "Only 4 likes per 1,000 views; real audiences usually leave 20 to 100. Views may be bought.";
    assert_eq!(flag_after(likes(4, 50)), (LowLikeRate, Amber, low.to_owned()));
    let lower = "Only 1 like per 1,000 views; real audiences usually leave 20 to 100. Views may be bought.";
    assert_eq!(flag_after(likes(1, 50)), (LowLikeRate, Red, lower.to_owned()));
    let mut loved = ordinary();
    likes(450, 0)(&mut loved);
    let [high, times] = &flags_of(&loved)[..] else { panic!("two flags") };
    assert_eq!((high.0, high.1), (HighLikeRate, Amber));
    assert_eq!(high.2, "45% of viewers liked, far above normal. Likes may be bought.");
    let engagement = "Engagement is 7.9 times what micro creators usually get.";
    assert_eq!((times.0, times.1, times.2.as_str()), (ErTooHigh, Amber, engagement));
    likes(510, 0)(&mut loved);
    assert_eq!(flags_of(&loved)[0].1, Red);

    let silent = |comments: i64| each_post(move |post| post.comments = Some(comments));
    let few = "One comment per 625 likes. Real audiences comment more.";
    assert_eq!(flag_after(silent(1)), (FewComments, Amber, few.to_owned()));
    let none = "No comments on 7,500 likes. Real audiences comment more.";
    assert_eq!(flag_after(silent(0)), (FewComments, Amber, none.to_owned()));
    let many = "32 comments per 100 likes. Check for comment pods or giveaways.";
    assert_eq!(flag_after(silent(200)), (ManyComments, Amber, many.to_owned()));
    assert_eq!(
        flags_of(&{
            let mut unknown = ordinary();
            each_post(|post| post.comments = None)(&mut unknown);
            unknown
        }),
        []
    );
}

#[test]
fn sentences_about_audience_and_views() {
    use FlagCode::{DeadFollowers, ErLow, FlatViews, FollowerJump, OneHit};
    use Severity::{Amber, Red};
    let quiet = each_post(|post| {
        post.likes = post.views.map(|views| views / 100);
        (post.comments, post.shares, post.saves) = (Some(1), None, None);
    });
    let low = "Engagement is less than a third of what micro creators usually get.";
    assert_eq!(flag_after(quiet), (ErLow, Amber, low.to_owned()));
    let dead = "A typical video reaches 0.5% of followers. Many may be inactive or bought.";
    let crowd = |candidate: &mut Candidate| candidate.followers = Some(2_050_000);
    assert_eq!(flag_after(crowd), (DeadFollowers, Red, dead.to_owned()));

    // 20,523 is 11 march 2026.
    let jump = |after: i64| {
        move |candidate: &mut Candidate| {
            candidate.today = 20_523;
            let calm = [(20_480, 30_000), (20_483, 30_050), (20_486, 30_100), (20_489, after), (20_492, after + 50)];
            candidate.snapshots = followers(&calm);
        }
    };
    let rose = "Followers rose 14% between Jan 30, 2026 and Feb 5, 2026, and no video explains it.";
    assert_eq!(flag_after(jump(34_400)), (FollowerJump, Amber, rose.to_owned()));
    assert_eq!(flag_after(jump(40_000)).1, Red);
    let nowhere = |candidate: &mut Candidate| {
        candidate.snapshots =
            followers(&[(i64::MAX - 9, 100), (i64::MAX - 6, 100), (i64::MAX - 3, 100), (i64::MAX, 120)]);
    };
    let rose = "Followers rose 20% within 6 days, and no video explains it.";
    assert_eq!(flag_after(nowhere).2, rose);

    let hit = |candidate: &mut Candidate| {
        let views = 1_000_000;
        let post = Post { views: Some(views), likes: Some(60_000), comments: Some(5_000), ..candidate.posts[5] };
        candidate.posts[5] = post;
    };
    let one = "90% of all views come from one video. Go by the median.";
    assert_eq!(flag_after(hit), (OneHit, Amber, one.to_owned()));
    let flat = |candidate: &mut Candidate| {
        let one = candidate.posts[0];
        candidate.posts.iter_mut().for_each(|post| *post = Post { age_days: post.age_days, ..one });
    };
    let same = "Views are almost identical on every video. Real views vary by a factor of 2 to 3.";
    assert_eq!(flag_after(flat), (FlatViews, Red, same.to_owned()));
}

#[test]
fn sentences_about_conduct_and_price() {
    use FlagCode::{Dormant, NoDisclosure, PriceHigh};
    use Severity::{Amber, Red};
    let gone = each_post(|post| post.age_days += 35.0);
    assert_eq!(flag_after(gone), (Dormant, Amber, "No post for 36 days.".to_owned()));
    let hidden = |candidate: &mut Candidate| candidate.sponsored = Sponsored { seen: 5, disclosed: 2 };
    let risk = "3 of 5 paid posts carried no ad label, which is a legal risk for you.";
    assert_eq!(flag_after(hidden), (NoDisclosure, Red, risk.to_owned()));
    let dear = |candidate: &mut Candidate| candidate.price = Some(Money::new(100_000, Currency::USD));
    let price = "The price is 4.9 times the usual cost per 1,000 expected views.";
    assert_eq!(flag_after(dear), (PriceHigh, Amber, price.to_owned()));
}

#[test]
fn every_part_says_why() {
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
    let lines = |candidate: &Candidate, brief: &Brief| -> Vec<String> {
        vet(candidate, brief, &standards()).fit.parts.into_iter().map(|part| part.line).collect()
    };
    assert_eq!(
        lines(&candidate, &wanted),
        [
            "+20 of 20 niche: SkinTok is what you want",
            "+10 of 10 tier: micro, as you want",
            "+12 of 20 engagement: 7.1% of viewers react (usual for micro creators: 6%)",
            "+9 of 10 country: 45% of the audience is in US, you want 50%",
            "+3 of 5 age: 34% of the audience is aged 18-24 or 25-34, you want 50%",
            "+5 of 5 gender: 67% of the audience is female, you want 60%",
            "+7 of 10 consistency: posts in 4 of the last 8 weeks, usually 2 days apart",
            "+7 of 10 disclosure: 4 of 5 paid posts carried an ad label",
            "+3 of 10 price: $14.79 per 1,000 expected views (usual for micro creators: $12.00)",
        ]
    );
    candidate.niches = vec!["books".to_owned(), "pets".to_owned()];
    candidate.followers = Some(500_000);
    candidate.sponsored = Sponsored { seen: 1, disclosed: 0 };
    candidate.price = Some(Money::new(25_000, "EUR".parse().expect("a code")));
    candidate.audience = Audience::default();
    candidate.posts.iter_mut().for_each(|post| post.age_days += 30.0);
    let other = Brief { niches: vec!["cats".to_owned()], gender: None, ..wanted };
    assert_eq!(
        lines(&candidate, &other),
        [
            "+12 of 20 niche: books is close to what you want",
            "+5 of 10 tier: macro, one tier from micro",
            "+15 of 20 engagement: 7.1% of viewers react (usual for macro creators: 5%)",
            "- of 10 country: audience unknown",
            "- of 5 age: audience unknown",
            "- of 5 gender: no target set",
            "+4 of 10 consistency: posts in 4 of the last 8 weeks, usually 2 days apart, no posts for 31 days",
            "+3 of 10 disclosure: the one paid post checked carried no ad label",
            "- of 10 price: in EUR, but benchmarks are in USD",
        ]
    );
    candidate.niches.pop();
    candidate.followers = Some(5_000_000);
    let third = lines(&candidate, &Brief { related: Vec::new(), ..other.clone() });
    assert_eq!(third[0], "+0 of 20 niche: books, but you want cats");
    assert_eq!(third[1], "+0 of 10 tier: mega, but you want micro");
    let rhythm = |candidate: &Candidate| {
        let found = vet(candidate, &other, &standards()).fit.parts;
        found.into_iter().find(|found| found.part == Part::Consistency).map(|found| found.line).unwrap_or_default()
    };
    let aged = |days: f64| {
        let mut candidate = Candidate { posts_complete: false, ..ordinary() };
        candidate.posts.truncate(3);
        candidate.posts.iter_mut().for_each(|post| post.age_days += days);
        rhythm(&candidate)
    };
    assert_eq!(aged(0.0), "+10 of 10 consistency: posts in the last week, usually 2 days apart");
    assert_eq!(aged(6.0), "+4 of 10 consistency: no posts in the last week, usually 2 days apart");
    assert_eq!(
        lines(&Candidate::default(), &other),
        [
            "- of 20 niche: unknown",
            "- of 10 tier: followers unknown",
            "- of 20 engagement: no posts with views and reactions",
            "- of 10 country: audience unknown",
            "- of 5 age: audience unknown",
            "- of 5 gender: no target set",
            "- of 10 consistency: fewer than two posts",
            "- of 10 disclosure: no paid posts checked",
            "- of 10 price: unknown",
        ]
    );
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
        prop_assert!(vetting.flags.iter().all(|flag| flag.sentence.ends_with('.')));
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
