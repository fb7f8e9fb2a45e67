//! Consistency: how regularly the creator posts, and whether they still do (statistics, section 10.2).

use super::candidate::Post;
use super::deviation::Deviation;

/// Days after the last post from which the score is halved and a flag is raised.
pub const DORMANT_DAYS: f64 = 21.0;

/// The most weeks to look back.
const WEEKS: u32 = 8;

/// Days in a week.
const WEEK: f64 = 7.0;

/// The shortest median gap in days that the spread is divided by, so that two posts a day may vary.
const GAP_FLOOR: f64 = 0.5;

/// Share of the score that comes from weeks with a post; the rest comes from even gaps.
const WEEKS_PART: f64 = 0.6;

/// The rhythm of at least two posts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rhythm {
    /// Median days between consecutive posts.
    pub gap_median: f64,
    /// Median distance of the gaps from that median, days.
    pub gap_mad: f64,
    /// 1.4826 MAD / max(median gap, 0.5): 0 is perfectly regular, above 1 is irregular.
    pub robust_cv: f64,
    /// Weeks looked at, 1 to 8.
    pub weeks: u32,
    /// Weeks of those with a post.
    pub weeks_posted: u32,
    /// 0.6 share of weeks with a post + 0.4 (1 - robust cv, at least 0), halved after 21 days without a post; 0 to 1.
    pub score: f64,
}

impl Rhythm {
    /// Share of the weeks looked at that have a post, 0 to 1.
    pub fn week_share(&self) -> f64 {
        f64::from(self.weeks_posted) / f64::from(self.weeks.max(1))
    }
}

/// How regularly a creator posts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Consistency {
    /// Days since the last post, from 0.
    pub days_since_last: Option<f64>,
    /// The rhythm; `None` with fewer than two posts.
    pub rhythm: Option<Rhythm>,
}

impl Consistency {
    /// Returns the consistency of a sample.
    ///
    /// `complete` says that the sample contains every post of the last eight weeks. Otherwise only the whole weeks back to the
    /// oldest post count, because a sample that was cut off says nothing about the time before it.
    pub fn of(posts: &[Post], complete: bool) -> Self {
        let mut ages: Vec<f64> = posts.iter().filter_map(Post::age).collect();
        ages.sort_unstable_by(f64::total_cmp);
        let (Some(newest), Some(oldest)) = (ages.first().copied(), ages.last().copied()) else {
            return Self::default();
        };
        let gaps = ages.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?));
        let rhythm = Deviation::of(gaps).map(|gaps| {
            let robust_cv = gaps.sd() / gaps.median.max(GAP_FLOOR);
            let covered = (1..=WEEKS).rev().find(|weeks| f64::from(*weeks) * WEEK <= oldest).unwrap_or(1);
            let weeks = if complete { WEEKS } else { covered };
            let has_post = |week: &u32| {
                let from = f64::from(*week) * WEEK;
                ages.iter().any(|age| (from..from + WEEK).contains(age))
            };
            let mut rhythm = Rhythm {
                gap_median: gaps.median,
                gap_mad: gaps.mad,
                robust_cv,
                weeks,
                weeks_posted: (0..weeks).map(|week| u32::from(has_post(&week))).sum(),
                score: 0.0,
            };
            let even = (1.0 - robust_cv).clamp(0.0, 1.0);
            let score = WEEKS_PART * rhythm.week_share() + (1.0 - WEEKS_PART) * even;
            rhythm.score = if newest > DORMANT_DAYS { score / 2.0 } else { score };
            rhythm
        });
        Self { days_since_last: Some(newest), rhythm }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aged(ages: &[f64]) -> Vec<Post> {
        ages.iter().map(|age| Post { age_days: *age, ..Post::default() }).collect()
    }

    #[test]
    fn clockwork_is_one_and_silence_halves_it() {
        let weekly: Vec<f64> = (0..8).map(|week| 1.0 + 7.0 * f64::from(week)).collect();
        let score = |ages: &[f64]| Consistency::of(&aged(ages), true).rhythm.map(|rhythm| rhythm.score);
        assert_eq!(score(&weekly), Some(1.0));
        let stopped: Vec<f64> = weekly.iter().map(|age| age + 28.0).collect();
        assert_eq!(score(&stopped), Some(0.5 * (0.6 * 0.5 + 0.4)));
    }

    #[test]
    fn a_cut_sample_answers_only_for_its_own_weeks() {
        let ages = [0.5, 2.0, 4.0, 9.0, 16.0];
        let weeks = |complete| Consistency::of(&aged(&ages), complete).rhythm.map(|rhythm| rhythm.week_share());
        assert_eq!(weeks(true), Some(0.375));
        assert_eq!(weeks(false), Some(1.0));
    }

    #[test]
    fn one_post_has_no_rhythm() {
        let one = Consistency::of(&aged(&[-3.0]), true);
        assert_eq!((one.days_since_last, one.rhythm), (Some(0.0), None));
        assert_eq!(Consistency::of(&aged(&[f64::NAN]), true), Consistency::default());
    }
}
