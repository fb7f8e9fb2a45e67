//! The input of vetting: what is stored about a creator, before anything is computed.
//!
//! The caller chooses the sample of posts: the newest 10 to 30 (`SAMPLE`). Time is given as ages and day numbers, so nothing here
//! needs a clock. Missing values are `None` or empty, never 0.

use std::collections::BTreeMap;

use crate::domain::Money;

use super::deviation::real;

/// The most posts in a sample; older ones say little about today.
pub const SAMPLE: usize = 30;

/// The highest age of a post in days: a century, so that an absurd date cannot overflow a sum.
const OLDEST: f64 = 36_500.0;

/// One post with its latest reading. Negative counts are read as missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Post {
    /// Days since it was published, 0 to a century, fractions allowed. Below 0 counts as just published.
    pub age_days: f64,
    /// Views, if the platform shows them.
    pub views: Option<i64>,
    /// Likes.
    pub likes: Option<i64>,
    /// Comments.
    pub comments: Option<i64>,
    /// Shares.
    pub shares: Option<i64>,
    /// Saves.
    pub saves: Option<i64>,
}

impl Post {
    /// The views, if there is at least one.
    pub fn viewed(&self) -> Option<i64> {
        self.views.filter(|views| *views >= 1)
    }

    /// Likes + comments + shares + saves, missing ones as 0; `None` if all four are unknown.
    pub fn engagement(&self) -> Option<i64> {
        let known = [self.likes, self.comments, self.shares, self.saves].into_iter().filter_map(count);
        known.reduce(i64::saturating_add)
    }

    /// The age in days, if it is a number.
    pub fn age(&self) -> Option<f64> {
        self.age_days.is_finite().then(|| self.age_days.clamp(0.0, OLDEST))
    }
}

/// Drops negative counts.
pub(super) fn count(count: Option<i64>) -> Option<i64> {
    count.filter(|count| *count >= 0)
}

/// The follower count on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The day in days since January 1, 1970.
    pub day: i64,
    /// Followers; a count below 1 is ignored.
    pub followers: i64,
}

/// Shares of an audience by key (`US`, `18-24`, `female`), each 0 to 1.
pub type Shares = BTreeMap<String, f64>;

/// The audience. An empty map means unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audience {
    /// By country.
    pub country: Shares,
    /// By age group.
    pub age: Shares,
    /// By gender.
    pub gender: Shares,
}

/// Paid posts that were checked for an ad label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sponsored {
    /// How many were checked, from 0.
    pub seen: i64,
    /// How many of them carried an ad label, at most `seen`.
    pub disclosed: i64,
}

impl Sponsored {
    /// Paid posts seen, never negative.
    pub fn seen(self) -> i64 {
        self.seen.max(0)
    }

    /// Those with a label, 0 to `seen`.
    pub fn disclosed(self) -> i64 {
        self.disclosed.clamp(0, self.seen())
    }

    /// The share with a label, 0 to 1; `None` if no post was checked.
    pub fn share(self) -> Option<f64> {
        (self.seen() > 0).then(|| real(self.disclosed()) / real(self.seen()))
    }
}

/// A creator to vet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// Followers, if known.
    pub followers: Option<i64>,
    /// Niches, written like tags (`skincare/acne`).
    pub niches: Vec<String>,
    /// The sample of posts, in any order.
    pub posts: Vec<Post>,
    /// Whether the sample contains every post of the last eight weeks; false if it was cut off.
    pub posts_complete: bool,
    /// Follower counts, in any order.
    pub snapshots: Vec<Snapshot>,
    /// The day on which the posts have their ages, in days since January 1, 1970.
    pub today: i64,
    /// The audience.
    pub audience: Audience,
    /// Paid posts that were checked.
    pub sponsored: Sponsored,
    /// The asking price for one post, if known.
    pub price: Option<Money>,
}

impl Candidate {
    /// The followers, if known and above 0.
    pub fn followers(&self) -> Option<i64> {
        count(self.followers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_counts_as_nothing_only_beside_something_known() {
        let post = Post { likes: Some(10), saves: Some(2), shares: Some(-4), ..Post::default() };
        assert_eq!(post.engagement(), Some(12));
        assert_eq!(Post::default().engagement(), None);
        assert_eq!(Post { likes: Some(i64::MAX), ..post }.engagement(), Some(i64::MAX));
    }

    #[test]
    fn labels_never_outnumber_the_posts() {
        assert_eq!(Sponsored { seen: 2, disclosed: 9 }.share(), Some(1.0));
        assert_eq!(Sponsored { seen: -2, disclosed: 9 }.share(), None);
    }
}
