//! The days of the batch as a strip: a cell for each day, or for several where the window is narrow.

use chrono::NaiveDate;

use crate::domain::schedule::Schedule;
use crate::tui::look::text;
use crate::words::builder as words;

/// What is on no day in particular.
const EMPTY: char = '·';
/// The product leaves.
const SHIPS: char = 'S';
/// The test ends.
const ENDS: char = 'E';
/// More than one of these in one cell.
const SEVERAL: char = '+';

/// Draws the days from today to the end: `·······S·······1··2··3·······E`, with the first and the last day above. Nothing without a post.
pub(super) fn strip(days: &Schedule, today: NaiveDate, cells: usize) -> Option<[String; 2]> {
    let last = days.ends_on.into_iter().chain(days.posts.last().copied()).max()?;
    let total = usize::try_from((last - today).num_days()).ok().filter(|_| cells > 0)? + 1;
    let per_cell = total.div_ceil(cells);
    let length = total.div_ceil(per_cell);
    let mut strip = vec![EMPTY; length];
    let mut put = |day: NaiveDate, sign: char| {
        let at = usize::try_from((day - today).num_days()).ok().map(|days| days / per_cell);
        if let Some(cell) = at.and_then(|at| strip.get_mut(at)) {
            *cell = if *cell == EMPTY { sign } else { SEVERAL };
        }
    };
    days.ship_by.into_iter().for_each(|day| put(day, SHIPS));
    for (number, day) in days.posts.iter().enumerate() {
        // The tenth post is 0: a cell holds one sign.
        put(
            *day,
            u32::try_from((number + 1) % 10).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or(SEVERAL),
        );
    }
    days.ends_on.into_iter().for_each(|day| put(day, ENDS));
    let (from, to) = ("today".to_owned(), words::day(last));
    let gap = length.saturating_sub(text::width(&from) + text::width(&to));
    let above = if gap > 0 { format!("{from}{}{to}", " ".repeat(gap)) } else { from };
    Some([above, strip.into_iter().collect()])
}

/// What the signs mean.
pub(super) fn legend(days: &Schedule) -> String {
    let ships = if days.ship_by.is_some() { "S product leaves by, " } else { "" };
    let posts = match days.posts.len() {
        1 => "1 post".to_owned(),
        many => format!("1 to {many} posts"),
    };
    format!("{ships}{posts}, E test ends")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
    }

    #[test]
    fn each_day_has_its_sign_and_few_cells_hold_several() {
        let days = Schedule {
            ship_by: Some(day(3)),
            posts: vec![day(10), day(13)],
            ends_on: Some(day(20)),
            ..Schedule::default()
        };
        let [above, strip] = super::strip(&days, day(1), 40).expect("a strip");
        assert_eq!(strip, "··S······1··2······E");
        assert!(above.starts_with("today") && above.ends_with("20"), "{above}");
        assert_eq!(super::strip(&days, day(1), 3).map(|[_, strip]| strip).as_deref(), Some("S+E"));
        assert_eq!(super::strip(&days, day(1), 0), None);
        assert_eq!(super::strip(&Schedule::default(), day(1), 40), None);
        assert_eq!(legend(&days), "S product leaves by, 1 to 2 posts, E test ends");
    }
}
