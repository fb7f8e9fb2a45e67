//! The rules that find warning signs in the computed figures (statistics, section 10.4).
//!
//! The bounds are engineering defaults with little public evidence. A flag is a reason to look closer, not proof.

use crate::domain::Tier;

use super::candidate::Sponsored;
use super::consistency::{Consistency, DORMANT_DAYS};
use super::engagement::Engagement;
use super::flags::{Flag, Sign};
use super::growth::Growth;
use super::stability::Stability;

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
        let low = (rate < LOW_LIKES.0).then(|| Flag::new(Sign::LowLikeRate(rate), rate < LOW_LIKES.1));
        let high = (rate > HIGH_LIKES.0).then(|| Flag::new(Sign::HighLikeRate(rate), rate > HIGH_LIKES.1));
        [low, high]
    }

    fn comments(&self) -> [Option<Flag>; 2] {
        let reactions = &self.engagement.reactions;
        let likes = reactions.likes_beside_comments;
        let Some(rate) = reactions.comment_rate().filter(|_| self.counted()) else { return [None, None] };
        let few = likes >= FEW_COMMENTS.1 && rate < FEW_COMMENTS.0;
        let many = likes >= MANY_COMMENTS.1 && rate > MANY_COMMENTS.0;
        [
            few.then(|| Flag::new(Sign::FewComments { rate, likes }, false)),
            many.then(|| Flag::new(Sign::ManyComments(rate), false)),
        ]
    }

    fn rate(&self) -> [Option<Flag>; 2] {
        let rate = self.engagement.by_views.filter(|_| self.engagement.posts >= POSTS);
        let (Some(rate), Some(usual), Some(tier)) = (rate, self.usual_er, self.tier) else { return [None, None] };
        let times = rate / usual;
        let high = (rate > ER_BOUNDS.0 * usual).then(|| Flag::new(Sign::ErTooHigh { times, tier }, false));
        let low = (rate < usual / ER_BOUNDS.1).then(|| Flag::new(Sign::ErLow { times, tier }, false));
        [high, low]
    }

    fn reach(&self) -> Option<Flag> {
        let reach = self.engagement.reach?;
        let found = self.followers? >= DEAD.1 && self.stability.posts >= POSTS && reach < DEAD.0;
        found.then(|| Flag::new(Sign::DeadFollowers(reach), true))
    }

    fn jump(&self) -> Option<Flag> {
        let jump = self.growth.jump?;
        Some(Flag::new(Sign::FollowerJump(jump), jump.growth >= RED_JUMP))
    }

    fn one_hit(&self) -> Option<Flag> {
        let share = self.stability.top_share?;
        (self.stability.posts >= ONE_HIT.1 && share > ONE_HIT.0).then(|| Flag::new(Sign::OneHit(share), false))
    }

    fn flat_views(&self) -> Option<Flag> {
        let log_sd = self.stability.log_sd?;
        (self.stability.posts >= FLAT.1 && log_sd < FLAT.0).then(|| Flag::new(Sign::FlatViews(log_sd), true))
    }

    fn silence(&self) -> Option<Flag> {
        let days = self.consistency.days_since_last?;
        (days > DORMANT_DAYS).then(|| Flag::new(Sign::Dormant(days), false))
    }

    fn disclosure(&self) -> Option<Flag> {
        let checked = self.sponsored;
        let share = checked.share()?;
        (checked.seen() >= DISCLOSED.1 && share < DISCLOSED.0)
            .then(|| Flag::new(Sign::NoDisclosure { checked, share }, true))
    }

    fn price(&self) -> Option<Flag> {
        let times = self.price_times.filter(|times| *times > PRICE_TIMES)?;
        Some(Flag::new(Sign::PriceHigh(times), false))
    }
}
