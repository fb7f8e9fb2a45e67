//! Rights on a creator's work: what may be done with it, from when until when.

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator};

use super::collaboration::words;

words! {
    /// What a right allows, or forbids.
    RightKind {
        /// Showing the video in channels of your own.
        #[default]
        Usage = "usage",
        /// Advertising the creator's own post with a code from them.
        SparkCode = "spark code",
        /// The creator works for no rival.
        Exclusivity = "exclusivity",
    }
}

impl RightKind {
    /// What a sentence calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Usage => "usage right",
            Self::SparkCode => "Spark code",
            Self::Exclusivity => "exclusivity",
        }
    }

    /// What a sentence calls the kind that the file keeps under this word.
    pub fn named(word: &str) -> &str {
        match Self::from_word(word) {
            Some(kind) => kind.name(),
            None => word,
        }
    }
}

/// One right, as it is typed and kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Right {
    /// What it is.
    pub kind: RightKind,
    /// The first day, where one was agreed.
    pub starts_on: Option<NaiveDate>,
    /// The last day; without one it runs on.
    pub ends_on: Option<NaiveDate>,
    /// What it costs, minor units of the campaign's currency.
    pub price_minor: Option<i64>,
    /// Where it holds, or the code itself.
    pub detail: String,
}

impl Right {
    /// Whether it has ended before a day.
    pub fn has_ended(&self, today: NaiveDate) -> bool {
        self.ends_on.is_some_and(|end| end < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_holds_on_its_last_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        let right = Right { ends_on: Some(day(11)), ..Right::default() };
        assert!(!right.has_ended(day(11)) && right.has_ended(day(12)));
        assert!(!Right::default().has_ended(day(12)), "without an end it runs on");
    }
}
