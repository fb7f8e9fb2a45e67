//! Growth of an audience: how fast, whether it is rising, and jumps that no video explains (statistics, section 10.4).

use super::candidate::{Post, Snapshot};
use super::deviation::{median, real};

/// Fewest follower counts for any result.
const FEWEST: usize = 3;

/// Smallest jump, as a share of the followers before it.
const JUMP: f64 = 0.10;

/// A jump must be at least this multiple of the usual weekly growth.
const JUMP_TIMES: f64 = 5.0;

/// The lowest usual weekly growth that is assumed, a share.
const WEEKLY_FLOOR: f64 = 0.01;

/// Days within which a jump happens.
const JUMP_DAYS: i64 = 7;

/// A post with this multiple of the median views explains a jump,
const HIT: f64 = 3.0;

/// if it was published at most this many days before it.
const HIT_DAYS: i64 = 3;

/// Growth in 30 days from which a creator is rising, a share. Brands under 50,000 followers gain a little over 5% a month
/// (Rival IQ 2022); twice that is more than the usual drift of a small account.
pub const RISING: f64 = 0.10;

/// The trend covers this many days before the newest count.
pub const TREND_DAYS: i64 = 60;

/// Days that the counts of a trend must span.
const TREND_SPAN: i64 = 14;

/// The most counts in a trend, because every pair of counts is compared.
const TREND_COUNTS: usize = 61;

/// A jump of the follower count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jump {
    /// How much, as a share of the followers before it, from 0.1.
    pub growth: f64,
    /// The day before it, in days since January 1, 1970.
    pub from_day: i64,
    /// The day after it, at most 7 days later.
    pub to_day: i64,
}

/// How an audience grows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Growth {
    /// Median daily log growth between neighboring counts: ln(followers / followers before) / days.
    pub per_day: Option<f64>,
    /// Growth in 30 days along the trend of the last 60, a share; from three counts over two weeks on.
    ///
    /// The trend is the median slope of ln(followers) over all pairs of counts: neither one jump nor the rounding of counts
    /// such as 12.3K moves it.
    pub per_month: Option<f64>,
    /// The largest jump that no successful video explains; the first of equal ones.
    pub jump: Option<Jump>,
}

impl Growth {
    /// Computes the growth from follower counts in any order. `today` is the day to which the ages of the posts refer.
    pub fn of(snapshots: &[Snapshot], posts: &[Post], today: i64) -> Self {
        let mut counts: Vec<Snapshot> = snapshots.iter().copied().filter(|count| count.followers > 0).collect();
        counts.sort_unstable_by_key(|count| (count.day, count.followers));
        if counts.len() < FEWEST {
            return Self::default();
        }
        let slopes: Vec<f64> = counts.windows(2).filter_map(|pair| slope(*pair.first()?, *pair.last()?)).collect();
        let per_day = if slopes.len() >= 2 { median(slopes) } else { None };
        let jump = per_day.and_then(|per_day| {
            let usual = (7.0 * per_day).exp_m1().max(WEEKLY_FLOOR);
            let jumps = jumps(&counts).filter(|jump| jump.growth >= JUMP && jump.growth >= JUMP_TIMES * usual);
            jumps.filter(|jump| !explained(jump, posts, today)).reduce(|best, jump| {
                // The first of equal ones stays.
                if jump.growth > best.growth { jump } else { best }
            })
        });
        Self { per_day, per_month: trend(&counts), jump }
    }

    /// Whether the audience grows by 10% or more in 30 days without an unexplained jump; `None` without a trend.
    pub fn rising(&self) -> Option<bool> {
        self.per_month.map(|growth| growth >= RISING && self.jump.is_none())
    }
}

/// Daily log growth between two counts; `None` if they are from the same day.
fn slope(before: Snapshot, after: Snapshot) -> Option<f64> {
    let days = after.day.saturating_sub(before.day);
    (days > 0).then(|| (real(after.followers) / real(before.followers)).ln() / real(days))
}

/// The growth from each count to the last one within 7 days.
fn jumps(counts: &[Snapshot]) -> impl Iterator<Item = Jump> {
    counts.iter().filter_map(|before| {
        let end = counts.partition_point(|count| count.day <= before.day.saturating_add(JUMP_DAYS));
        let after = counts.get(end.checked_sub(1)?).filter(|after| after.day > before.day)?;
        let growth = real(after.followers) / real(before.followers) - 1.0;
        Some(Jump { growth, from_day: before.day, to_day: after.day })
    })
}

/// Whether a post with three times the usual views came out from 3 days before the jump to its end.
fn explained(jump: &Jump, posts: &[Post], today: i64) -> bool {
    let Some(usual) = median(posts.iter().filter_map(Post::viewed).map(real)) else { return false };
    let hits = posts.iter().filter(|post| post.viewed().is_some_and(|views| real(views) >= HIT * usual));
    let first = real(jump.from_day.saturating_sub(HIT_DAYS));
    hits.filter_map(Post::age).any(|age| (first..=real(jump.to_day)).contains(&(real(today) - age)))
}

/// Growth in 30 days along the trend of the newest counts.
fn trend(counts: &[Snapshot]) -> Option<f64> {
    let newest = counts.last()?.day;
    let recent = counts.partition_point(|count| count.day < newest.saturating_sub(TREND_DAYS));
    let counts = counts.get(recent.max(counts.len().saturating_sub(TREND_COUNTS))..)?;
    if counts.len() < FEWEST || newest.saturating_sub(counts.first()?.day) < TREND_SPAN {
        return None;
    }
    let pairs = counts
        .iter()
        .enumerate()
        .flat_map(|(index, before)| counts.iter().skip(index + 1).filter_map(|after| slope(*before, *after)));
    median(pairs).map(|slope| (30.0 * slope).exp_m1().min(f64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(followers: &[i64], step: i64) -> Vec<Snapshot> {
        let days = (0..).map(|index| index * step);
        days.zip(followers).map(|(day, followers)| Snapshot { day, followers: *followers }).collect()
    }

    fn viewed(age_days: f64, views: i64) -> Post {
        Post { age_days, views: Some(views), ..Post::default() }
    }

    #[test]
    fn finds_a_jump_unless_a_video_explains_it() {
        let snapshots = counts(&[10_000, 10_020, 10_040, 12_000, 12_020, 12_040, 12_060], 3);
        let jump = |posts: &[Post]| Growth::of(&snapshots, posts, 18).jump;
        let found = Jump { growth: 12_020.0 / 10_020.0 - 1.0, from_day: 3, to_day: 9 };
        let usual = [viewed(1.0, 100), viewed(2.0, 100)];
        assert_eq!(jump(&[]).map(|jump| (jump.from_day, jump.to_day)), Some((3, 9)));
        assert_eq!(jump(&usual).map(|jump| (jump.from_day, jump.to_day)), Some((3, 9)));
        assert!(found.growth < 0.2);
        // Published on day 10, a day after the end; then on day 8.
        assert!(jump(&[usual[0], usual[1], viewed(8.0, 300)]).is_some());
        assert_eq!(jump(&[usual[0], usual[1], viewed(10.0, 300)]), None);
    }

    #[test]
    fn rising_needs_a_trend_without_an_unexplained_jump() {
        let rising = |followers: &[i64], step| Growth::of(&counts(followers, step), &[], 60).rising();
        assert_eq!(rising(&[10_000, 10_500, 11_000, 11_500], 10), Some(true));
        assert_eq!(rising(&[10_000, 10_050, 10_100, 10_150], 10), Some(false));
        assert_eq!(rising(&[10_000, 10_500, 11_000], 5), None);
        assert_eq!(rising(&[10_000, 10_400, 10_800, 15_000, 15_500, 16_000], 7), Some(false));
        // Counts as the platform rounds them: most neighbors are equal, but there is still a trend.
        assert_eq!(rising(&[123, 123, 125, 125, 126, 126, 128, 128, 130, 130, 132, 132, 134, 134], 2), Some(true));
    }

    #[test]
    fn needs_three_counts() {
        assert_eq!(Growth::of(&counts(&[10, 20, 0], 3), &[], 9), Growth::default());
        let same_day = counts(&[10, 20, 30], 0);
        assert_eq!(Growth::of(&same_day, &[], 9), Growth::default());
    }
}
