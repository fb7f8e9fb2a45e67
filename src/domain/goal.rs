//! The weekly goal: so many creators of a kind, picked by a weekday. Weeks begin on Monday.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Tier;

/// The most creators a goal can ask for: beyond that nobody looks at each of them.
pub const MOST: i64 = 1_000;

/// How many creators to pick each week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeeklyGoal {
    /// How many, 1 to [`MOST`].
    pub wanted: i64,
    /// Of which size; any without one.
    pub tier: Option<Tier>,
    /// Of which niche, with all that is below it; any when empty.
    pub niche: String,
    /// By which day of the week.
    pub until: Weekday,
}

impl Default for WeeklyGoal {
    /// Five micro-creators by Friday.
    fn default() -> Self {
        Self { wanted: 5, tier: Some(Tier::Micro), niche: String::new(), until: Weekday::Fri }
    }
}

impl WeeklyGoal {
    /// Names the creators it asks for: `micro-creators in skincare`.
    pub fn creators(&self) -> String {
        let tier = self.tier.map_or_else(String::new, |tier| format!("{}-", tier.word()));
        let niche = if self.niche.is_empty() { String::new() } else { format!(" in {}", self.niche) };
        let s = if self.wanted == 1 { "" } else { "s" };
        format!("{tier}creator{s}{niche}")
    }

    /// The day it ends on in the week of a day.
    pub fn ends_on(&self, day: NaiveDate) -> NaiveDate {
        monday(day) + Days::new(u64::from(self.until.num_days_from_monday()))
    }
}

/// The Monday of the week of a day.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// The weekdays in their order, as words.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The word of a weekday.
pub fn word(day: Weekday) -> &'static str {
    WEEKDAYS[day.num_days_from_monday() as usize]
}

/// The name of a weekday: `Friday`.
pub fn day_name(day: Weekday) -> String {
    let (first, rest) = word(day).split_at(1);
    first.to_uppercase() + rest
}

/// Reads such a word or name.
pub fn weekday(word: &str) -> Option<Weekday> {
    let at = WEEKDAYS.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!([9, 11, 15].map(|d| monday(day(d))), [day(9); 3]);
        assert_eq!(monday(day(16)), day(16));
        assert!(WEEKDAYS.iter().all(|name| weekday(name).map(word) == Some(*name)));
        assert!(
            WEEKDAYS.iter().all(|name| weekday(name).and_then(|day| weekday(&day_name(day))).map(word) == Some(*name))
        );
        assert_eq!(weekday("caturday"), None);
    }
}
