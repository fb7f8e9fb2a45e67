//! Warning signs: rules over the computed figures, each with a severity and a sentence (statistics, section 10.4).
//!
//! The bounds are engineering defaults with little public evidence. A flag is a reason to look closer, not proof.

use crate::domain::filter::WARNINGS;
use crate::domain::{Tier, day};

use super::candidate::Sponsored;
use super::consistency::{Consistency, DORMANT_DAYS};
use super::deviation::real;
use super::engagement::Engagement;
use super::growth::Growth;
use super::stability::Stability;
use super::wording::{figure, percent};

/// Fewest posts with views for reaction rates and reach.
const POSTS: usize = 5;
/// Fewest views over all of them for like and comment rates.
const VIEWS: i64 = 2_000;
/// Likes / views below which views may be bought: amber, red.
const LOW_LIKES: (f64, f64) = (0.005, 0.002);
/// Likes / views above which likes may be bought: amber, red.
const HIGH_LIKES: (f64, f64) = (0.30, 0.50);
/// Comments / likes below which comments are suspiciously few, and the fewest likes for the rule.
const FEW_COMMENTS: (f64, i64) = (0.002, 2_000);
/// Comments / likes above which comments are suspiciously many, and the fewest likes for the rule.
const MANY_COMMENTS: (f64, i64) = (0.25, 200);
/// ER/v against the tier benchmark: flagged above 4 times it, or below a third of it.
const ER_BOUNDS: (f64, f64) = (4.0, 3.0);
/// Reach below which followers may be inactive or bought, and the fewest followers for the rule.
const DEAD: (f64, i64) = (0.01, 5_000);
/// Follower jump from which the flag is red, a share.
const RED_JUMP: f64 = 0.25;
/// Share of all views in one post, and the fewest posts for the rule.
const ONE_HIT: (f64, usize) = (0.6, 8);
/// Log-sd of views below what a real audience produces, and the fewest posts for the rule.
const FLAT: (f64, usize) = (0.05, 10);
/// Share of paid posts that must carry an ad label, and the fewest checked posts for the rule.
const DISCLOSED: (f64, i64) = (0.5, 3);
/// Multiple of the usual price above which a price is high.
const PRICE_TIMES: f64 = 2.5;

/// How serious a sign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Look closer.
    Amber,
    /// Have a good reason to continue.
    Red,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// The kinds of signs, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlagCode {
    /// Far too few likes per view.
    LowLikeRate,
    /// More likes per view than real audiences give.
    HighLikeRate,
    /// Far too few comments per like.
    FewComments,
    /// More comments per like than real audiences write.
    ManyComments,
    /// Engagement far above the tier.
    ErTooHigh,
    /// Engagement far below the tier.
    ErLow,
    /// Posts reach almost none of the followers.
    DeadFollowers,
    /// Followers jumped, and no video explains it.
    FollowerJump,
    /// One post has most of the views.
    OneHit,
    /// All posts have the same views.
    FlatViews,
    /// No post for weeks.
    Dormant,
    /// Paid posts without a label.
    NoDisclosure,
    /// Far more expensive than usual.
    PriceHigh,
    /// Unlike the other creators in the list.
    PeerOutlier,
}

impl FlagCode {
    /// Every code, in order.
    pub const ALL: [Self; 14] = [
        Self::LowLikeRate,
        Self::HighLikeRate,
        Self::FewComments,
        Self::ManyComments,
        Self::ErTooHigh,
        Self::ErLow,
        Self::DeadFollowers,
        Self::FollowerJump,
        Self::OneHit,
        Self::FlatViews,
        Self::Dormant,
        Self::NoDisclosure,
        Self::PriceHigh,
        Self::PeerOutlier,
    ];

    /// The name in files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::LowLikeRate => "LOW_LIKE_RATE",
            Self::HighLikeRate => "HIGH_LIKE_RATE",
            Self::FewComments => "FEW_COMMENTS",
            Self::ManyComments => "MANY_COMMENTS",
            Self::ErTooHigh => "ER_TOO_HIGH",
            Self::ErLow => "ER_LOW",
            Self::DeadFollowers => "DEAD_FOLLOWERS",
            Self::FollowerJump => "FOLLOWER_JUMP",
            Self::OneHit => "ONE_HIT",
            Self::FlatViews => "FLAT_VIEWS",
            Self::Dormant => "DORMANT",
            Self::NoDisclosure => "NO_DISCLOSURE",
            Self::PriceHigh => "PRICE_HIGH",
            Self::PeerOutlier => "PEER_OUTLIER",
        }
    }
}

impl FlagCode {
    /// The name in filters: `dead-followers`.
    pub fn filter_word(self) -> &'static str {
        let place = Self::ALL.iter().position(|code| *code == self);
        place.and_then(|place| WARNINGS.get(place)).copied().unwrap_or_default()
    }
}

/// A sign that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// Which sign.
    pub code: FlagCode,
    /// How serious it is.
    pub severity: Severity,
    /// The number compared with the bound: a share, a multiple, days or a z, always finite.
    pub value: f64,
    /// The sign in one or two sentences.
    pub sentence: String,
}

impl Flag {
    pub(super) fn new(code: FlagCode, red: bool, value: f64, sentence: String) -> Self {
        Self { code, severity: if red { Severity::Red } else { Severity::Amber }, value, sentence }
    }
}

/// The input of the rules.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The tier, if followers are known.
    pub tier: Option<Tier>,
    /// Followers, if known.
    pub followers: Option<i64>,
    /// Usual reactions / views of the tier, above 0.
    pub usual_er: Option<f64>,
    /// Engagement.
    pub engagement: &'a Engagement,
    /// How regularly the creator posts.
    pub consistency: &'a Consistency,
    /// How much views vary.
    pub stability: &'a Stability,
    /// Growth.
    pub growth: &'a Growth,
    /// Paid posts that were checked for a label.
    pub sponsored: Sponsored,
    /// The asking price as a multiple of the usual price per 1,000 expected views in the tier.
    pub price_times: Option<f64>,
}

impl Evidence<'_> {
    /// Returns the signs found, in the order of the codes.
    pub fn flags(&self) -> Vec<Flag> {
        let [low, high] = self.likes();
        let [few, many] = self.comments();
        let [too_high, er_low] = self.rate();
        let others = [
            self.reach(),
            self.jump(),
            self.one_hit(),
            self.flat_views(),
            self.silence(),
            self.disclosure(),
            self.price(),
        ];
        [low, high, few, many, too_high, er_low].into_iter().chain(others).flatten().collect()
    }

    /// Whether there are enough posts and views for like and comment rates.
    fn counted(&self) -> bool {
        self.engagement.reactions.posts >= POSTS && self.engagement.reactions.views >= VIEWS
    }

    fn likes(&self) -> [Option<Flag>; 2] {
        let Some(rate) = self.engagement.reactions.like_rate().filter(|_| self.counted()) else { return [None, None] };
        let low = (rate < LOW_LIKES.0).then(|| {
            let x = figure(1_000.0 * rate);
            let likes = if x == "1" { "like" } else { "likes" };
            let sentence = format!(
                "Only {x} {likes} per 1,000 views; real audiences usually leave 20 to 100. Views may be bought."
            );
            Flag::new(FlagCode::LowLikeRate, rate < LOW_LIKES.1, rate, sentence)
        });
        let high = (rate > HIGH_LIKES.0).then(|| {
            let x = percent(rate);
            let sentence = format!("{x}% of viewers liked, far above normal. Likes may be bought.");
            Flag::new(FlagCode::HighLikeRate, rate > HIGH_LIKES.1, rate, sentence)
        });
        [low, high]
    }

    fn comments(&self) -> [Option<Flag>; 2] {
        let reactions = &self.engagement.reactions;
        let likes = reactions.likes_beside_comments;
        let Some(rate) = reactions.comment_rate().filter(|_| self.counted()) else { return [None, None] };
        let few = (likes >= FEW_COMMENTS.1 && rate < FEW_COMMENTS.0).then(|| {
            let ratio = if reactions.comments > 0 {
                format!("One comment per {} likes", figure(1.0 / rate))
            } else {
                format!("No comments on {} likes", figure(real(likes)))
            };
            let sentence = format!("{ratio}. Real audiences comment more.");
            Flag::new(FlagCode::FewComments, false, rate, sentence)
        });
        let many = (likes >= MANY_COMMENTS.1 && rate > MANY_COMMENTS.0).then(|| {
            let x = percent(rate);
            let sentence = format!("{x} comments per 100 likes. Check for comment pods or giveaways.");
            Flag::new(FlagCode::ManyComments, false, rate, sentence)
        });
        [few, many]
    }

    fn rate(&self) -> [Option<Flag>; 2] {
        let rate = self.engagement.by_views.filter(|_| self.engagement.posts >= POSTS);
        let (Some(rate), Some(usual), Some(tier)) = (rate, self.usual_er, self.tier) else { return [None, None] };
        let (times, tier) = (rate / usual, tier.word());
        let high = (rate > ER_BOUNDS.0 * usual).then(|| {
            let sentence = format!("Engagement is {} times what {tier} creators usually get.", figure(times));
            Flag::new(FlagCode::ErTooHigh, false, times, sentence)
        });
        let low = (rate < usual / ER_BOUNDS.1).then(|| {
            let sentence = format!("Engagement is less than a third of what {tier} creators usually get.");
            Flag::new(FlagCode::ErLow, false, times, sentence)
        });
        [high, low]
    }

    fn reach(&self) -> Option<Flag> {
        let reach = self.engagement.reach?;
        let found = self.followers? >= DEAD.1 && self.stability.posts >= POSTS && reach < DEAD.0;
        found.then(|| {
            let x = percent(reach);
            let sentence = format!("A typical video reaches {x}% of followers. Many may be inactive or bought.");
            Flag::new(FlagCode::DeadFollowers, true, reach, sentence)
        })
    }

    fn jump(&self) -> Option<Flag> {
        let jump = self.growth.jump?;
        let when = match (day::written(jump.from_day), day::written(jump.to_day)) {
            (Some(from), Some(to)) => format!("between {from} and {to}"),
            _ => format!("within {} days", jump.to_day.saturating_sub(jump.from_day)),
        };
        let x = percent(jump.growth);
        let sentence = format!("Followers rose {x}% {when}, and no video explains it.");
        Some(Flag::new(FlagCode::FollowerJump, jump.growth >= RED_JUMP, jump.growth, sentence))
    }

    fn one_hit(&self) -> Option<Flag> {
        let share = self.stability.top_share?;
        (self.stability.posts >= ONE_HIT.1 && share > ONE_HIT.0).then(|| {
            let sentence = format!("{}% of all views come from one video. Go by the median.", percent(share));
            Flag::new(FlagCode::OneHit, false, share, sentence)
        })
    }

    fn flat_views(&self) -> Option<Flag> {
        let log_sd = self.stability.log_sd?;
        (self.stability.posts >= FLAT.1 && log_sd < FLAT.0).then(|| {
            let sentence = "Views are almost identical on every video. Real views vary by a factor of 2 to 3.";
            Flag::new(FlagCode::FlatViews, true, log_sd, sentence.to_owned())
        })
    }

    fn silence(&self) -> Option<Flag> {
        let days = self.consistency.days_since_last?;
        (days > DORMANT_DAYS).then(|| {
            let sentence = format!("No post for {} days.", figure(days.floor()));
            Flag::new(FlagCode::Dormant, false, days, sentence)
        })
    }

    fn disclosure(&self) -> Option<Flag> {
        let (seen, disclosed) = (self.sponsored.seen(), self.sponsored.disclosed());
        let share = self.sponsored.share()?;
        (seen >= DISCLOSED.1 && share < DISCLOSED.0).then(|| {
            let hidden = seen - disclosed;
            let sentence = format!("{hidden} of {seen} paid posts carried no ad label, which is a legal risk for you.");
            Flag::new(FlagCode::NoDisclosure, true, share, sentence)
        })
    }

    fn price(&self) -> Option<Flag> {
        let times = self.price_times.filter(|times| *times > PRICE_TIMES)?;
        let sentence = format!("The price is {} times the usual cost per 1,000 expected views.", figure(times));
        Some(Flag::new(FlagCode::PriceHigh, false, times, sentence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::growth::RISING;
    use crate::domain::filter;

    #[test]
    fn filter_words_match_flag_codes() {
        let words = FlagCode::ALL.map(|code| code.word().to_lowercase().replace('_', "-"));
        assert_eq!(FlagCode::ALL.map(FlagCode::filter_word).as_slice(), words);
        let rising = filter::Flag::Rising.words();
        assert_eq!(rising, format!("growing by {}% or more in 30 days", figure(100.0 * RISING)));
    }
}
