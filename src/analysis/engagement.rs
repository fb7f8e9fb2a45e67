//! Engagement: how many of those who saw a post reacted, and how many of the followers see one (statistics, section 10.1).
//!
//! Reactions are likes + comments + shares + saves. Rates are shares: 0.07 stands for 7%. A post without any known reaction
//! takes no part, since a count nobody took is not a zero.

use super::candidate::{Post, count};
use super::deviation::{median, real};

/// Sums over the posts with views, from which like and comment rates are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reactions {
    /// Posts with at least one view and known likes.
    pub posts: usize,
    /// Their views.
    pub views: i64,
    /// Their likes.
    pub likes: i64,
    /// Likes of those whose comments are known too.
    pub likes_beside_comments: i64,
    /// Comments of the same posts.
    pub comments: i64,
}

impl Reactions {
    /// Likes / views, 0 or more.
    pub fn like_rate(&self) -> Option<f64> {
        (self.views > 0).then(|| real(self.likes) / real(self.views))
    }

    /// Comments / likes, 0 or more.
    pub fn comment_rate(&self) -> Option<f64> {
        (self.likes_beside_comments > 0).then(|| real(self.comments) / real(self.likes_beside_comments))
    }

    fn add(&mut self, post: &Post) {
        let (Some(views), Some(likes)) = (post.viewed(), count(post.likes)) else { return };
        self.posts += 1;
        self.views = self.views.saturating_add(views);
        self.likes = self.likes.saturating_add(likes);
        if let Some(comments) = count(post.comments) {
            self.likes_beside_comments = self.likes_beside_comments.saturating_add(likes);
            self.comments = self.comments.saturating_add(comments);
        }
    }
}

/// The engagement of a sample of posts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Engagement {
    /// Posts with at least one view and a known reaction.
    pub posts: usize,
    /// ER/v: the median over posts with views of reactions / views.
    pub by_views: Option<f64>,
    /// The same pooled: all reactions / all views. One post with many views can carry it, hence for the drill-down only.
    pub by_views_pooled: Option<f64>,
    /// ER/f: the median of reactions / followers.
    pub by_followers: Option<f64>,
    /// Reach rate: median views / followers.
    pub reach: Option<f64>,
    /// The sums behind like and comment rates.
    pub reactions: Reactions,
}

impl Engagement {
    /// Returns the engagement of a sample; the order of the posts does not matter.
    pub fn of(posts: &[Post], followers: Option<i64>) -> Self {
        let followers = followers.filter(|followers| *followers > 0).map(real);
        let rated: Vec<(i64, i64)> =
            posts.iter().filter_map(|post| Some((post.engagement()?, post.viewed()?))).collect();
        let (reacted, viewed) = rated.iter().fold((0_i64, 0_i64), |(reacted, viewed), (engagement, views)| {
            (reacted.saturating_add(*engagement), viewed.saturating_add(*views))
        });
        let usual = median(posts.iter().filter_map(Post::engagement).map(real));
        let views = median(posts.iter().filter_map(Post::viewed).map(real));
        let mut reactions = Reactions::default();
        for post in posts {
            reactions.add(post);
        }
        Self {
            posts: rated.len(),
            by_views: median(rated.iter().map(|(engagement, views)| real(*engagement) / real(*views))),
            by_views_pooled: (viewed > 0).then(|| real(reacted) / real(viewed)),
            by_followers: usual.zip(followers).map(|(usual, followers)| usual / followers),
            reach: views.zip(followers).map(|(views, followers)| views / followers),
            reactions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(views: i64, likes: i64) -> Post {
        Post { views: Some(views), likes: Some(likes), ..Post::default() }
    }

    #[test]
    fn one_hit_moves_the_pooled_rate_and_not_the_median() {
        let posts = [post(1_000, 50), post(1_000, 60), post(1_000_000, 10_000)];
        let engagement = Engagement::of(&posts, Some(20_000));
        assert_eq!(engagement.by_views, Some(0.05));
        assert!(engagement.by_views_pooled.is_some_and(|rate| rate < 0.0102));
        assert_eq!(engagement.by_followers, Some(0.003));
        assert_eq!(engagement.reach, Some(0.05));
    }

    #[test]
    fn nothing_is_rated_without_a_base() {
        let posts = [post(0, 5), Post { views: Some(500), ..Post::default() }];
        let engagement = Engagement::of(&posts, Some(0));
        assert_eq!((engagement.by_views, engagement.by_views_pooled), (None, None));
        assert_eq!((engagement.by_followers, engagement.reach), (None, None));
        assert_eq!(engagement.reactions.like_rate(), None);
    }
}
