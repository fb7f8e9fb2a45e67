//! Snoozes: until when a decision is put off.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// How long a decision is put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snooze {
    /// Until tomorrow.
    Tomorrow,
    /// For a week.
    Week,
    /// Until the next Friday, never today.
    Friday,
    /// For a month.
    Month,
    /// Until this day.
    Until(NaiveDate),
}

impl Snooze {
    /// Returns the day on which the decision comes back; nothing beyond the end of the calendar.
    pub fn day(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Tomorrow => today.succ_opt(),
            Self::Week => today.checked_add_days(Days::new(7)),
            Self::Friday => {
                let ahead = (Weekday::Fri.num_days_from_monday() + 7 - today.weekday().num_days_from_monday()) % 7;
                today.checked_add_days(Days::new(if ahead == 0 { 7 } else { u64::from(ahead) }))
            }
            Self::Month => today.checked_add_months(Months::new(1)),
            Self::Until(day) => Some(day),
        }
    }

    /// The word under which it is remembered.
    pub fn word(self) -> String {
        match self {
            Self::Tomorrow => "tomorrow".to_owned(),
            Self::Week => "week".to_owned(),
            Self::Friday => "friday".to_owned(),
            Self::Month => "month".to_owned(),
            Self::Until(day) => day.to_string(),
        }
    }

    /// Reads such a word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "tomorrow" => Some(Self::Tomorrow),
            "week" => Some(Self::Week),
            "friday" => Some(Self::Friday),
            "month" => Some(Self::Month),
            day => day.parse().ok().map(Self::Until),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snoozes_end_on_days_to_come() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
        let until = |snooze: Snooze, today| snooze.day(today).expect("a day");
        let wednesday = day(3, 11);
        assert_eq!(until(Snooze::Tomorrow, wednesday), day(3, 12));
        assert_eq!(until(Snooze::Week, wednesday), day(3, 18));
        assert_eq!(until(Snooze::Friday, wednesday), day(3, 13));
        assert_eq!(until(Snooze::Friday, day(3, 13)), day(3, 20));
        assert_eq!(until(Snooze::Month, day(1, 31)), day(2, 28));
        for snooze in [Snooze::Tomorrow, Snooze::Week, Snooze::Friday, Snooze::Month, Snooze::Until(day(4, 1))] {
            assert_eq!(Snooze::from_word(&snooze.word()), Some(snooze));
        }
        assert_eq!(Snooze::from_word("later"), None);
    }
}
