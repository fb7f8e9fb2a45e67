//! The results of vetting in words: warning signs and the parts of the fit.

use std::fmt::Write as _;

use crate::analysis::fit::{Basis, FitPart, Part, Penalties};
use crate::analysis::flags::{Flag, PeerRate, Sign};
use crate::analysis::growth::Jump;
use crate::analysis::price::NoQuote;
use crate::domain::Tier;
use crate::domain::day;
use crate::domain::figure::UNKNOWN;
use crate::domain::money::grouped;

/// Above this a number is written as "more than 1,000,000".
const LARGE: f64 = 1_000_000.0;

/// A warning sign in one or two sentences.
pub fn warning(sign: &Sign) -> String {
    match *sign {
        Sign::LowLikeRate(rate) => {
            let likes = things(1_000.0 * rate, "like");
            format!("Only {likes} per 1,000 views; real audiences usually leave 20 to 100. Views may be bought.")
        }
        Sign::HighLikeRate(rate) => {
            format!("{}% of viewers liked, far above normal. Likes may be bought.", percent(rate))
        }
        Sign::FewComments { rate, .. } if rate > 0.0 => {
            format!("One comment per {} likes. Real audiences comment more.", figure(1.0 / rate))
        }
        Sign::FewComments { likes, .. } => {
            format!("No comments on {} likes. Real audiences comment more.", grouped(likes.unsigned_abs()))
        }
        Sign::ManyComments(rate) => {
            format!("{} comments per 100 likes. Check for comment pods or giveaways.", percent(rate))
        }
        Sign::ErTooHigh { times, tier } => {
            format!("Engagement is {} times what {} creators usually get.", figure(times), tier.word())
        }
        Sign::ErLow { times, tier } => {
            format!("Engagement is only {}% of what {} creators usually get.", percent(times), tier.word())
        }
        Sign::DeadFollowers(reach) => {
            format!("A typical video reaches {}% of followers. Many may be inactive or bought.", percent(reach))
        }
        Sign::FollowerJump(jump) => {
            format!("Followers rose {}% {}, and no video explains it.", percent(jump.growth), when(jump))
        }
        Sign::OneHit(share) => format!("{}% of all views come from one video. Go by the median.", percent(share)),
        Sign::FlatViews(_) => {
            "Views are almost identical on every video. Real views vary by a factor of 2 to 3.".to_owned()
        }
        Sign::Dormant(days) => format!("No post for {}.", things(days.floor(), "day")),
        Sign::NoDisclosure { checked, .. } => {
            let (seen, hidden) = (checked.seen(), checked.seen() - checked.disclosed());
            format!("{hidden} of {seen} paid posts carried no ad label, which is a legal risk for you.")
        }
        Sign::PriceHigh(times) => {
            format!("The price is {} times the usual cost per 1,000 expected views.", figure(times))
        }
        Sign::PeerOutlier { rate, z } => {
            let name = match rate {
                PeerRate::LikesPerView => "Likes per view",
                PeerRate::CommentsPerLike => "Comments per like",
                PeerRate::ViewsPerFollower => "Views per follower",
            };
            let side = if z > 0.0 { "higher" } else { "lower" };
            format!("{name} are far {side} than for the other creators in your list.")
        }
    }
}

fn when(jump: Jump) -> String {
    match (day::written(jump.from_day), day::written(jump.to_day)) {
        (Some(from), Some(to)) => format!("between {from} and {to}"),
        _ => format!("within {} days", jump.to_day.saturating_sub(jump.from_day)),
    }
}

/// How many points a flag takes off and why: `-5 No post for 36 days.`
pub fn penalty(flag: &Flag, penalties: Penalties) -> String {
    format!("-{} {}", penalties.of(flag), warning(&flag.sign))
}

/// A part of the fit: `+14 of 20 engagement: 7.1% of viewers react (usual for micro creators: 6%)`.
pub fn fit_part(part: &FitPart) -> String {
    let points = part.points().map_or_else(|| UNKNOWN.to_owned(), |points| format!("+{points}"));
    format!("{points} of {} {}: {}", part.weight, part.part.word(), basis(part.part, &part.basis))
}

fn basis(part: Part, basis: &Basis) -> String {
    match basis {
        Basis::NoTarget => match part {
            Part::Niche => "no target niche set".to_owned(),
            Part::Tier => "no target tier set".to_owned(),
            _ => "no target set".to_owned(),
        },
        Basis::NoNiche | Basis::NoPrice(NoQuote::NoPrice) => "unknown".to_owned(),
        Basis::WantedNiche(niche) => format!("{niche} is what you want"),
        Basis::RelatedNiche(niche) => format!("{niche} is close to what you want"),
        Basis::OtherNiche { niches, wanted } => format!("{}, but you want {}", niches.join(", "), either(wanted)),
        Basis::NoTier => "followers unknown".to_owned(),
        Basis::WantedTier(tier) => format!("{}, as you want", tier.word()),
        Basis::OtherTier { tier, wanted, is_next } => {
            let wanted: Vec<&str> = wanted.iter().map(|tier| tier.word()).collect();
            let how = if *is_next { "one tier from" } else { "but you want" };
            format!("{}, {how} {}", tier.word(), either(&wanted))
        }
        Basis::NoReactions => "no posts with views and reactions".to_owned(),
        Basis::Reactions { rate, tier, usual } => reactions(*rate, *tier, *usual),
        Basis::NoAudience => "audience unknown".to_owned(),
        Basis::Audience { share, need, keys } => {
            let side = match part {
                Part::Country => "in ",
                Part::Age => "aged ",
                _ => "",
            };
            let keys = either(keys);
            format!("{}% of the audience is {side}{keys}, you want {}%", percent(*share), percent(*need))
        }
        Basis::NoRhythm => "fewer than two posts".to_owned(),
        Basis::Rhythm { weeks, weeks_posted, gap_days, silent_days } => {
            let posted = match (weeks_posted, weeks) {
                (0, 1) => "no posts in the last week".to_owned(),
                (_, 1) => "posts in the last week".to_owned(),
                (posted, weeks) => format!("posts in {posted} of the last {weeks} weeks"),
            };
            let mut words = format!("{posted}, usually {} apart", things(*gap_days, "day"));
            if let Some(days) = silent_days {
                let _ = write!(words, ", no posts for {}", things(days.floor(), "day"));
            }
            words
        }
        Basis::NoPaidPosts => "no paid posts checked".to_owned(),
        Basis::PaidPosts { seen: 1, labeled } => {
            format!("the one paid post checked carried {} ad label", if *labeled == 1 { "an" } else { "no" })
        }
        Basis::PaidPosts { seen, labeled } => format!("{labeled} of {seen} paid posts carried an ad label"),
        Basis::NoPrice(NoQuote::Currencies(asked, usual)) => format!("in {asked}, but benchmarks are in {usual}"),
        Basis::NoPrice(NoQuote::NoBase) => "expected views unknown".to_owned(),
        Basis::NoPrice(NoQuote::NoTier) => "followers and views unknown".to_owned(),
        Basis::Price { quote, has_followers } => {
            let (asked, usual) = (quote.asked.cpm().exact(), quote.usual().exact());
            let assumed = if *has_followers { "" } else { ", followers unknown" };
            let tier = quote.tier.word();
            format!("{asked} per 1,000 expected views (usual for {tier} creators: {usual}){assumed}")
        }
    }
}

fn reactions(rate: f64, tier: Option<Tier>, usual: Option<f64>) -> String {
    let react = format!("{}% of viewers react", percent(rate));
    match (tier, usual) {
        (None, _) => format!("{react}, but followers are unknown"),
        (_, None) => format!("{react}, but there is no benchmark"),
        (Some(tier), Some(usual)) => format!("{react} (usual for {} creators: {}%)", tier.word(), percent(usual)),
    }
}

/// Joins names as a choice: `US`, `US or GB`, `US, GB or CA`.
fn either(names: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Writes a share in percent without the sign: `7.1` for 0.071.
fn percent(share: f64) -> String {
    figure(100.0 * share)
}

/// Writes a thing with its number: `1 day`, `2.5 days`.
fn things(number: f64, noun: &str) -> String {
    let number = figure(number);
    if number == "1" { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Writes a number with as few digits as are useful: `7.1`, `6`, `0.04`, `1,240`; one decimal below 10, two below a tenth.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is at least 9.95 and at most a million"
)]
fn figure(number: f64) -> String {
    let size = number.abs();
    let sign = if number < 0.0 { "-" } else { "" };
    let decimals = |digits: usize| {
        let text = format!("{size:.digits$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        if text == "0" { text.to_owned() } else { format!("{sign}{text}") }
    };
    if number.is_nan() {
        UNKNOWN.to_owned()
    } else if size > LARGE {
        format!("{sign}more than 1,000,000")
    } else if size >= 9.95 {
        format!("{sign}{}", grouped((size + 0.5).floor() as u64))
    } else if size >= 0.095 {
        decimals(1)
    } else if size >= 0.005 || size <= 0.0 {
        decimals(2)
    } else {
        "less than 0.01".to_owned()
    }
}

#[cfg(test)]
mod tests;
