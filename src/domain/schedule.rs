//! The days of a batch to come: when its product leaves, when its posts go up one after the other, and when the test ends.

use chrono::{Days, NaiveDate};

/// Days for writing to the creators and agreeing with them, before anything is sent.
pub const AGREE_DAYS: u64 = 7;

/// Days from one post to the next: most views of a post arrive in its first days, so posts this far apart don't compete.
pub const APART_DAYS: u64 = 3;

/// What the days of a batch follow from.
#[derive(Clone, Copy, Debug)]
pub struct Pace<'a> {
    /// Today.
    pub today: NaiveDate,
    /// How many posts go up, one for each creator.
    pub posts: usize,
    /// Days from the parcel to the post; nothing where nothing is sent.
    pub lead_days: Option<i64>,
    /// Days on which other posts of the campaign are due.
    pub taken: &'a [NaiveDate],
    /// Days after the last post until enough has come in to judge.
    pub judged_after: u32,
}

/// The days of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The last day on which the product can leave; nothing where nothing is sent.
    pub ship_by: Option<NaiveDate>,
    /// The day of each post, each later than the one before.
    pub posts: Vec<NaiveDate>,
    /// The day on which the test ends; nothing without a post.
    pub ends_on: Option<NaiveDate>,
}

impl Schedule {
    /// Spreads the posts: a week to agree, then the parcel's way, then a post every third day on which no other is due.
    ///
    /// ```text
    /// today  agree   ship        lead days        post  post        post  end
    /// |------------->|--------------------------->|---->|-(taken)-->|--...|
    /// ```
    pub fn of(pace: Pace<'_>) -> Self {
        let later = |day: NaiveDate, days: u64| day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
        let ready = later(pace.today, AGREE_DAYS);
        let lead = pace.lead_days.map(|days| u64::try_from(days).unwrap_or(0));
        let mut next = later(ready, lead.unwrap_or(0));
        let is_taken = |day: NaiveDate| pace.taken.contains(&day);
        let mut posts = Vec::with_capacity(pace.posts);
        while posts.len() < pace.posts && next < NaiveDate::MAX {
            while is_taken(next) && next < NaiveDate::MAX {
                next = later(next, 1);
            }
            posts.push(next);
            next = later(next, APART_DAYS);
        }
        let ship_by = lead.zip(posts.first()).and_then(|(lead, first)| first.checked_sub_days(Days::new(lead)));
        let ends_on = posts.last().map(|last| later(*last, pace.judged_after.into()));
        Self { ship_by, posts, ends_on }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
    }

    fn pace(posts: usize, lead_days: Option<i64>, taken: &[NaiveDate]) -> Pace<'_> {
        Pace { today: day(1), posts, lead_days, taken, judged_after: 8 }
    }

    #[test]
    fn posts_follow_the_parcel_and_each_other() {
        let days = Schedule::of(pace(3, Some(5), &[day(16)]));
        assert_eq!(days.posts, [day(13), day(17), day(20)], "the 16th is taken");
        assert_eq!((days.ship_by, days.ends_on), (Some(day(8)), Some(day(28))));
        let unsent = Schedule::of(pace(1, None, &[]));
        assert_eq!((unsent.ship_by, unsent.posts.as_slice()), (None, [day(8)].as_slice()));
        assert_eq!(Schedule::of(pace(0, Some(5), &[])), Schedule::default());
    }

    proptest! {
        #[test]
        fn posts_never_meet(posts in 0_usize..40, lead in proptest::option::of(0_i64..400), taken in proptest::collection::vec(0_u64..90, 0..60)) {
            let taken: Vec<NaiveDate> = taken.iter().filter_map(|days| day(1).checked_add_days(Days::new(*days))).collect();
            let days = Schedule::of(pace(posts, lead, &taken));
            prop_assert_eq!(days.posts.len(), posts);
            prop_assert!(days.posts.windows(2).all(|pair| (pair[1] - pair[0]).num_days() >= 3));
            prop_assert!(days.posts.iter().all(|post| !taken.contains(post)));
            prop_assert_eq!(days.ends_on.is_some(), posts > 0);
        }
    }
}
