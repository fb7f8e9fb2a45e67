//! Stability of views: whether the next post can be expected to perform like the last ones (statistics, section 10.3).

use super::candidate::Post;
use super::deviation::{Deviation, median, real};

/// The log-sd at which the score reaches 0.
const WILD: f64 = 1.6;

/// The width, in log-sd, over which the score falls from 1 to 0.
const RANGE: f64 = 1.2;

/// Fewest posts with views for a spread.
const FEWEST: usize = 3;

/// How much the views of a sample vary.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stability {
    /// Posts with at least one view.
    pub posts: usize,
    /// Their median views, at least 1.
    pub median_views: Option<f64>,
    /// 1.4826 MAD of ln(views), from three posts on; near 1.0 is usual on TikTok.
    pub log_sd: Option<f64>,
    /// (1.6 - log-sd) / 1.2, held within 0 and 1.
    pub score: Option<f64>,
    /// Share of all views that the best post has, 0 to 1.
    pub top_share: Option<f64>,
}

impl Stability {
    /// Returns the stability of a sample; the order of the posts does not matter.
    pub fn of(posts: &[Post]) -> Self {
        let views: Vec<i64> = posts.iter().filter_map(Post::viewed).collect();
        let sum = views.iter().fold(0_i64, |sum, views| sum.saturating_add(*views));
        let log_sd = (views.len() >= FEWEST)
            .then(|| Deviation::of(views.iter().map(|views| real(*views).ln())))
            .flatten()
            .map(Deviation::sd);
        Self {
            posts: views.len(),
            median_views: median(views.iter().map(|views| real(*views))),
            log_sd,
            score: log_sd.map(|log_sd| ((WILD - log_sd) / RANGE).clamp(0.0, 1.0)),
            top_share: views.iter().max().map(|top| real(*top) / real(sum)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewed(views: &[i64]) -> Vec<Post> {
        views.iter().map(|views| Post { views: Some(*views), ..Post::default() }).collect()
    }

    #[test]
    fn equal_views_are_steady_and_wild_ones_are_not() {
        assert_eq!(Stability::of(&viewed(&[500, 500, 500, 0])).score, Some(1.0));
        assert_eq!(Stability::of(&viewed(&[1, 1_000, 1_000_000])).score, Some(0.0));
    }

    #[test]
    fn two_posts_have_a_median_and_no_spread() {
        let two = Stability::of(&viewed(&[100, 300]));
        assert_eq!((two.median_views, two.top_share, two.log_sd, two.score), (Some(200.0), Some(0.75), None, None));
        assert_eq!(Stability::of(&viewed(&[])), Stability::default());
    }
}
