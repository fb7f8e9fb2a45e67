//! Warning signs as facts: which one, how serious, and the numbers behind it (statistics, section 10.4).
//!
//! `flag_rules` finds them; `words` writes their sentences.

use crate::domain::Tier;
use crate::domain::filter::WARNINGS;

use super::candidate::Sponsored;
use super::growth::Jump;

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

    /// The name in filters: `dead-followers`.
    pub fn filter_word(self) -> &'static str {
        let place = Self::ALL.iter().position(|code| *code == self);
        place.and_then(|place| WARNINGS.get(place)).copied().unwrap_or_default()
    }
}

/// A rate by which creators in the list are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerRate {
    /// Likes / views.
    LikesPerView,
    /// Comments / likes.
    CommentsPerLike,
    /// Median views / followers.
    ViewsPerFollower,
}

/// A warning sign with the numbers that its sentence needs, all of them finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    /// Likes / views.
    LowLikeRate(f64),
    /// Likes / views.
    HighLikeRate(f64),
    /// Few comments.
    FewComments {
        /// Comments / likes, 0 or more.
        rate: f64,
        /// Likes of the posts whose comments are known.
        likes: i64,
    },
    /// Comments / likes.
    ManyComments(f64),
    /// Engagement far above the tier.
    ErTooHigh {
        /// The engagement as a multiple of the usual one.
        times: f64,
        /// Whose usual engagement it is.
        tier: Tier,
    },
    /// Engagement far below the tier.
    ErLow {
        /// The engagement as a multiple of the usual one.
        times: f64,
        /// Whose usual engagement it is.
        tier: Tier,
    },
    /// Median views / followers.
    DeadFollowers(f64),
    /// The jump.
    FollowerJump(Jump),
    /// Share of all views in one post.
    OneHit(f64),
    /// Log-sd of the views.
    FlatViews(f64),
    /// Days since the last post.
    Dormant(f64),
    /// Paid posts that were checked, with the share that carried a label.
    NoDisclosure {
        /// The posts checked, at least one.
        checked: Sponsored,
        /// The share of them with a label.
        share: f64,
    },
    /// The price as a multiple of the usual one.
    PriceHigh(f64),
    /// Unlike the other creators in the list.
    PeerOutlier {
        /// The rate that differs most.
        rate: PeerRate,
        /// Its modified z; below 0 the rate is lower than usual.
        z: f64,
    },
}

impl Sign {
    /// Its code.
    pub fn code(self) -> FlagCode {
        match self {
            Self::LowLikeRate(_) => FlagCode::LowLikeRate,
            Self::HighLikeRate(_) => FlagCode::HighLikeRate,
            Self::FewComments { .. } => FlagCode::FewComments,
            Self::ManyComments(_) => FlagCode::ManyComments,
            Self::ErTooHigh { .. } => FlagCode::ErTooHigh,
            Self::ErLow { .. } => FlagCode::ErLow,
            Self::DeadFollowers(_) => FlagCode::DeadFollowers,
            Self::FollowerJump(_) => FlagCode::FollowerJump,
            Self::OneHit(_) => FlagCode::OneHit,
            Self::FlatViews(_) => FlagCode::FlatViews,
            Self::Dormant(_) => FlagCode::Dormant,
            Self::NoDisclosure { .. } => FlagCode::NoDisclosure,
            Self::PriceHigh(_) => FlagCode::PriceHigh,
            Self::PeerOutlier { .. } => FlagCode::PeerOutlier,
        }
    }

    /// The number compared with the bound: a share, a multiple, days or a z.
    pub fn value(self) -> f64 {
        match self {
            Self::LowLikeRate(value)
            | Self::HighLikeRate(value)
            | Self::FewComments { rate: value, .. }
            | Self::ManyComments(value)
            | Self::ErTooHigh { times: value, .. }
            | Self::ErLow { times: value, .. }
            | Self::DeadFollowers(value)
            | Self::OneHit(value)
            | Self::FlatViews(value)
            | Self::Dormant(value)
            | Self::NoDisclosure { share: value, .. }
            | Self::PriceHigh(value)
            | Self::PeerOutlier { z: value, .. } => value,
            Self::FollowerJump(jump) => jump.growth,
        }
    }
}

/// A sign that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flag {
    /// Which sign.
    pub code: FlagCode,
    /// How serious it is.
    pub severity: Severity,
    /// The sign with its numbers.
    pub sign: Sign,
}

impl Flag {
    /// Makes a red or an amber flag of a sign.
    pub fn new(sign: Sign, red: bool) -> Self {
        Self { code: sign.code(), severity: if red { Severity::Red } else { Severity::Amber }, sign }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filter_words_match_flag_codes() {
        let words = FlagCode::ALL.map(|code| code.word().to_lowercase().replace('_', "-"));
        assert_eq!(FlagCode::ALL.map(FlagCode::filter_word).as_slice(), words);
    }
}
