use super::*;
use crate::analysis::candidate::Sponsored;
use crate::analysis::flags::FlagCode;
use crate::analysis::price::{Asked, Quote};
use crate::domain::Currency;

#[test]
fn writes_only_useful_digits() {
    let said = [7.12, 6.0, 0.04, 0.0, 9.96, 12.4, 1_240.0, 0.001, 0.3, 0.096, -0.001, -2.5].map(figure);
    assert_eq!(
        said,
        ["7.1", "6", "0.04", "0", "10", "12", "1,240", "less than 0.01", "0.3", "0.1", "less than 0.01", "-2.5"]
    );
    assert_eq!([f64::NAN, f64::INFINITY, 1e300].map(figure), ["-", "more than 1,000,000", "more than 1,000,000"]);
}

#[test]
fn joins_names_with_or() {
    assert_eq!([either(&["US"]), either(&["US", "GB", "CA"]), either(&[""; 0])], ["US", "US, GB or CA", ""]);
}

#[test]
fn every_sign_has_a_sentence() {
    let jump = Jump { growth: 0.143, from_day: 20_483, to_day: 20_489 };
    let tier = Tier::Micro;
    let signs = [
        (
            Sign::LowLikeRate(0.004),
            "Only 4 likes per 1,000 views; real audiences usually leave 20 to 100. Views may be bought.",
        ),
        (
            Sign::LowLikeRate(0.001),
            "Only 1 like per 1,000 views; real audiences usually leave 20 to 100. Views may be bought.",
        ),
        (Sign::HighLikeRate(0.45), "45% of viewers liked, far above normal. Likes may be bought."),
        (Sign::FewComments { rate: 0.0016, likes: 7_500 }, "One comment per 625 likes. Real audiences comment more."),
        (Sign::FewComments { rate: 0.0, likes: 7_500 }, "No comments on 7,500 likes. Real audiences comment more."),
        (Sign::ManyComments(0.32), "32 comments per 100 likes. Check for comment pods or giveaways."),
        (Sign::ErTooHigh { times: 7.9, tier }, "Engagement is 7.9 times what micro creators usually get."),
        (Sign::ErLow { times: 0.28, tier }, "Engagement is only 28% of what micro creators usually get."),
        (Sign::DeadFollowers(0.005), "A typical video reaches 0.5% of followers. Many may be inactive or bought."),
        (
            Sign::FollowerJump(jump),
            "Followers rose 14% between Jan 30, 2026 and Feb 5, 2026, and no video explains it.",
        ),
        (Sign::OneHit(0.9), "90% of all views come from one video. Go by the median."),
        (Sign::FlatViews(0.0), "Views are almost identical on every video. Real views vary by a factor of 2 to 3."),
        (Sign::Dormant(36.5), "No post for 36 days."),
        (
            Sign::NoDisclosure { checked: Sponsored { seen: 5, disclosed: 2 }, share: 0.4 },
            "3 of 5 paid posts carried no ad label, which is a legal risk for you.",
        ),
        (Sign::PriceHigh(4.93), "The price is 4.9 times the usual cost per 1,000 expected views."),
        (
            Sign::PeerOutlier { rate: PeerRate::LikesPerView, z: -5.0 },
            "Likes per view are far lower than for the other creators in your list.",
        ),
    ];
    for (sign, sentence) in signs {
        assert_eq!(warning(&sign), sentence);
    }
    assert!(FlagCode::ALL.iter().all(|code| signs.iter().any(|(sign, _)| sign.code() == *code)));
    // A jump on days that no calendar has still says how long it took.
    let nowhere = Jump { from_day: i64::MAX - 6, to_day: i64::MAX, ..jump };
    assert!(warning(&Sign::FollowerJump(nowhere)).contains("within 6 days"));
    let flag = Flag::new(Sign::Dormant(36.0), false);
    assert_eq!(penalty(&flag, Penalties::default()), "-5 No post for 36 days.");
}

#[test]
fn every_basis_has_its_words() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let euro: Currency = "EUR".parse().expect("a code");
    let asked = Asked { currency: Currency::USD, expected_views: 16_900.0, cpm_minor: 1_479.0 };
    let quote = Quote { asked, usual_minor: 1_200.0, tier: Tier::Micro };
    let rhythm =
        |weeks_posted, weeks, gap_days, silent_days| Basis::Rhythm { weeks, weeks_posted, gap_days, silent_days };
    let reactions = |tier, usual| Basis::Reactions { rate: 0.071, tier, usual };
    let other = |tier, is_next| Basis::OtherTier { tier, wanted: vec![Tier::Micro], is_next };
    let audience = |share, need, keys: &[&str]| Basis::Audience { share, need, keys: names(keys) };
    let said = [
        (Part::Niche, Basis::WantedNiche("SkinTok".to_owned()), "SkinTok is what you want"),
        (Part::Niche, Basis::RelatedNiche("books".to_owned()), "books is close to what you want"),
        (
            Part::Niche,
            Basis::OtherNiche { niches: names(&["books"]), wanted: names(&["cats"]) },
            "books, but you want cats",
        ),
        (Part::Niche, Basis::NoTarget, "no target niche set"),
        (Part::Niche, Basis::NoNiche, "unknown"),
        (Part::Tier, Basis::WantedTier(Tier::Micro), "micro, as you want"),
        (Part::Tier, other(Tier::Macro, true), "macro, one tier from micro"),
        (Part::Tier, other(Tier::Mega, false), "mega, but you want micro"),
        (Part::Tier, Basis::NoTier, "followers unknown"),
        (
            Part::Engagement,
            reactions(Some(Tier::Micro), Some(0.06)),
            "7.1% of viewers react (usual for micro creators: 6%)",
        ),
        (Part::Engagement, reactions(None, None), "7.1% of viewers react, but followers are unknown"),
        (Part::Engagement, reactions(Some(Tier::Micro), None), "7.1% of viewers react, but there is no benchmark"),
        (Part::Country, audience(0.45, 0.5, &["US"]), "45% of the audience is in US, you want 50%"),
        (
            Part::Age,
            audience(0.34, 0.5, &["18-24", "25-34"]),
            "34% of the audience is aged 18-24 or 25-34, you want 50%",
        ),
        (Part::Gender, audience(0.67, 0.6, &["female"]), "67% of the audience is female, you want 60%"),
        (Part::Gender, Basis::NoAudience, "audience unknown"),
        (Part::Gender, Basis::NoTarget, "no target set"),
        (Part::Consistency, rhythm(1, 1, 1.0, None), "posts in the last week, usually 1 day apart"),
        (Part::Consistency, rhythm(0, 1, 2.0, None), "no posts in the last week, usually 2 days apart"),
        (
            Part::Consistency,
            rhythm(4, 8, 2.0, Some(31.5)),
            "posts in 4 of the last 8 weeks, usually 2 days apart, no posts for 31 days",
        ),
        (Part::Consistency, Basis::NoRhythm, "fewer than two posts"),
        (Part::Disclosure, Basis::PaidPosts { seen: 5, labeled: 4 }, "4 of 5 paid posts carried an ad label"),
        (Part::Disclosure, Basis::PaidPosts { seen: 1, labeled: 0 }, "the one paid post checked carried no ad label"),
        (
            Part::Price,
            Basis::Price { quote, has_followers: true },
            "$14.79 per 1,000 expected views (usual for micro creators: $12.00)",
        ),
        (Part::Price, Basis::NoPrice(NoQuote::Currencies(euro, Currency::USD)), "in EUR, but benchmarks are in USD"),
        (Part::Price, Basis::NoPrice(NoQuote::NoPrice), "unknown"),
    ];
    for (part, ground, words) in said {
        assert_eq!(basis(part, &ground), words);
    }
    let part = |score| FitPart::new(Part::Niche, 20, score, Basis::NoNiche);
    assert_eq!(fit_part(&part(Some(0.6))), "+12 of 20 niche: unknown");
    assert_eq!(fit_part(&part(None)), "- of 20 niche: unknown");
}
