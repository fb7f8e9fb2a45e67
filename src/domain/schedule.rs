//! The days of a batch to come: when its product leaves, when its posts go up one after the other, and when the test ends.

use chrono::{Days, NaiveDate};

/// Days for writing to the creators and agreeing with them, before anything is sent.
pub const AGREE_DAYS: u64 = 7;

/// Days from one post to the next, unless a person says otherwise: most views of a post arrive in its first days, so posts this far
/// apart don't compete.
pub const APART_DAYS: u32 = 3;

/// Most days from one post to the next.
pub const MOST_APART: u32 = 60;

/// What the days of a batch follow from.
#[derive(Clone, Copy, Debug)]
pub struct Pace<'a> {
    /// Today.
    pub today: NaiveDate,
    /// Days of posts of the batch that are promised already.
    pub promised: &'a [NaiveDate],
    /// How many posts go up beside them, one for each creator.
    pub posts: usize,
    /// The day of the first of them, where a person chose it; as soon as it can be without one.
    pub first: Option<NaiveDate>,
    /// Days from one of them to the next.
    pub apart_days: u32,
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
    /// The day of each post, the earliest first.
    pub posts: Vec<NaiveDate>,
    /// The days among them that nobody promised yet, in order.
    pub added: Vec<NaiveDate>,
    /// The day on which the test ends; nothing without a post.
    pub ends_on: Option<NaiveDate>,
}

impl Schedule {
    /// Spreads the posts: a week to agree, then the parcel's way, then the posts, [`Pace::apart_days`] apart on days on which no
    /// other is due. A first day that a person chose is kept, whatever other batches have due on it.
    ///
    /// ```text
    /// today  agree   ship        lead days        post  post        post  end
    /// |------------->|--------------------------->|---->|-(taken)-->|--...|
    /// ```
    pub fn of(pace: Pace<'_>) -> Self {
        let later = |day: NaiveDate, days: u64| day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
        let lead = pace.lead_days.map(|days| u64::try_from(days).unwrap_or(0));
        let ready = later(later(pace.today, AGREE_DAYS), lead.unwrap_or(0));
        let mut next = pace.first.unwrap_or(ready);
        let is_promised = |day: NaiveDate| pace.promised.contains(&day);
        let is_taken = |day: NaiveDate| pace.taken.contains(&day) || is_promised(day);
        let mut added = Vec::with_capacity(pace.posts);
        while added.len() < pace.posts && next < NaiveDate::MAX {
            let is_first = added.is_empty() && pace.first.is_some();
            let is_off = |day| if is_first { is_promised(day) } else { is_taken(day) };
            while pace.apart_days > 0 && is_off(next) && next < NaiveDate::MAX {
                next = later(next, 1);
            }
            added.push(next);
            next = later(next, pace.apart_days.into());
        }
        let mut posts: Vec<NaiveDate> = pace.promised.iter().chain(&added).copied().collect();
        posts.sort_unstable();
        let ship_by = lead.zip(posts.first()).and_then(|(lead, first)| first.checked_sub_days(Days::new(lead)));
        let ends_on = posts.last().map(|last| later(*last, pace.judged_after.into()));
        Self { ship_by, posts, added, ends_on }
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
        let (first, apart_days) = (None, APART_DAYS);
        Pace { today: day(1), promised: &[], posts, first, apart_days, lead_days, taken, judged_after: 8 }
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

    #[test]
    fn a_chosen_day_and_pace_are_kept_and_promised_days_stay() {
        let taken = [day(20), day(25)];
        let chosen = Pace { first: Some(day(20)), apart_days: 5, ..pace(3, Some(5), &taken) };
        let days = Schedule::of(chosen);
        assert_eq!(days.posts, [day(20), day(26), day(31)], "the 25th is taken, the 20th was chosen");
        assert_eq!(days.ship_by, Some(day(15)));
        let together = Schedule::of(Pace { apart_days: 0, ..chosen });
        assert_eq!(together.posts, [day(20); 3]);
        let promised = Schedule::of(Pace { promised: &[day(9), day(16)], ..pace(2, Some(5), &[]) });
        assert_eq!((promised.posts, promised.added), (vec![day(9), day(13), day(16), day(17)], vec![day(13), day(17)]));
        assert_eq!((promised.ship_by, promised.ends_on), (Some(day(4)), Some(day(25))));
        let last = Schedule::of(Pace { first: Some(NaiveDate::MAX), ..pace(2, Some(5), &[]) });
        assert_eq!(last.posts, [], "no day is left");
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
