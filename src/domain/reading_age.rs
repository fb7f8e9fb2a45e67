//! Readings of a post at equal age: what it had on day 1, 3, 7 and 30.

use chrono::{Days, NaiveDate};

use super::money::div_round;

/// The ages at which posts are compared, in days.
pub const AGES: [u16; 4] = [1, 3, 7, 30];

/// A count of a post at an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtAge {
    /// The count.
    pub count: i64,
    /// Whether it was read on that very day. Else it lies between the readings before and after, in proportion to the days.
    pub is_read: bool,
}

/// A count on each of the [`AGES`], from readings in any order. Before the first reading and after the last nothing is known.
///
/// ```text
/// posted Mar 1, read 100 on Mar 2 and 300 on Mar 6: day 1 is 100, day 3 is 200 (two of four days on), day 7 is unknown
/// ```
pub fn at_ages(posted_on: NaiveDate, readings: &[(NaiveDate, i64)]) -> [Option<AtAge>; 4] {
    AGES.map(|age| at(posted_on.checked_add_days(Days::new(u64::from(age)))?, readings))
}

/// A count on a day, from readings in any order.
pub fn at(day: NaiveDate, readings: &[(NaiveDate, i64)]) -> Option<AtAge> {
    if let Some((_, count)) = readings.iter().find(|(on, _)| *on == day) {
        return Some(AtAge { count: *count, is_read: true });
    }
    let (before, low) = readings.iter().filter(|(on, _)| *on < day).max_by_key(|(on, _)| *on)?;
    let (after, high) = readings.iter().filter(|(on, _)| *on > day).min_by_key(|(on, _)| *on)?;
    let (passed, whole) = ((day - *before).num_days(), (*after - *before).num_days());
    let gained = div_round(i128::from(high - low) * i128::from(passed), i128::from(whole))?;
    Some(AtAge { count: low.saturating_add(gained), is_read: false })
}

/// The first of the [`AGES`] that a post has reached without a reading of that age or later; nothing where none is missing.
pub fn missing(posted_on: NaiveDate, last_read: Option<NaiveDate>, today: NaiveDate) -> Option<u16> {
    let age = |on: NaiveDate| (on - posted_on).num_days();
    let read = last_read.map_or(0, age);
    AGES.into_iter().rev().find(|wanted| age(today) >= i64::from(*wanted)).filter(|wanted| read < i64::from(*wanted))
}

/// The first of the [`AGES`] that a post has yet to reach; nothing after the last.
pub fn upcoming(posted_on: NaiveDate, today: NaiveDate) -> Option<u16> {
    let age = (today - posted_on).num_days();
    AGES.into_iter().find(|wanted| i64::from(*wanted) > age)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    #[test]
    fn a_count_between_two_readings_is_told_apart_from_one_that_was_read() {
        let [first, third, seventh, thirtieth] = at_ages(day(3, 1), &[(day(3, 6), 300), (day(3, 2), 100)]);
        assert_eq!(first, Some(AtAge { count: 100, is_read: true }));
        assert_eq!(third, Some(AtAge { count: 200, is_read: false }));
        assert_eq!((seventh, thirtieth), (None, None));
        assert_eq!(at_ages(day(3, 1), &[]), [None; 4]);
    }

    #[test]
    fn a_reading_is_missing_once_the_post_is_old_enough() {
        let posted = day(3, 1);
        assert_eq!(missing(posted, None, posted), None);
        assert_eq!(missing(posted, None, day(3, 2)), Some(1));
        assert_eq!(missing(posted, Some(day(3, 2)), day(3, 3)), None);
        assert_eq!(missing(posted, Some(day(3, 2)), day(3, 9)), Some(7));
        assert_eq!(missing(posted, Some(day(3, 9)), day(3, 20)), None);
        assert_eq!(missing(posted, Some(day(3, 9)), day(4, 20)), Some(30));
    }
}
