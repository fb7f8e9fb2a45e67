//! When a creator is to be paid: so many days after a clock has started.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use strum::{EnumIter, IntoEnumIterator};

use super::collaboration::words;

words! {
    /// What starts the days until a payment is due.
    Clock {
        /// Everything that was promised is out.
        #[default]
        Posted = "posted",
        /// The invoice is here.
        Invoiced = "invoiced",
        /// The last draft is approved.
        Approved = "approved",
    }
}

/// The terms of paying a creator: `net 15 from posted`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayTerms {
    /// Days from the start of the clock to the day on which the payment is due.
    pub days: u16,
    /// What starts the clock.
    pub clock: Clock,
}

impl Default for PayTerms {
    fn default() -> Self {
        Self { days: 15, clock: Clock::Posted }
    }
}

/// More days than anyone agrees to.
const MOST_DAYS: u16 = 365;

/// What terms look like, for a refusal.
pub const EXAMPLE: &str = "terms such as net 15, net 30 from invoiced, or on posted";

impl PayTerms {
    /// The day on which a payment is due whose clock started on this day: Net 15 from February 29 is March 15.
    pub fn due(self, start: NaiveDate) -> NaiveDate {
        start.checked_add_days(Days::new(u64::from(self.days))).unwrap_or(start)
    }

    /// The text as it is kept: `net 15 from posted`.
    ///
    /// # Errors
    /// Shows what terms look like.
    pub fn cleaned(typed: &str) -> Result<String, &'static str> {
        typed.parse::<Self>().map(|terms| terms.to_string()).map_err(|()| EXAMPLE)
    }
}

impl fmt::Display for PayTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.days {
            0 => write!(f, "on {}", self.clock.word()),
            days => write!(f, "net {days} from {}", self.clock.word()),
        }
    }
}

impl FromStr for PayTerms {
    type Err = ();

    /// Reads `net 15`, `30 days from invoice`, `15`, `on approval`; without a clock it is the post.
    fn from_str(text: &str) -> Result<Self, ()> {
        // A day count below 0 is none; `net-15` is.
        let is_minus = |(at, _): (usize, &str)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + 1..).and_then(|after| after.chars().next());
            before.is_none_or(char::is_whitespace) && after.is_some_and(|c| c.is_ascii_digit())
        };
        if text.match_indices('-').any(is_minus) {
            return Err(());
        }
        let text = text.trim().to_lowercase().replace(['-', '_', ',', '(', ')'], " ");
        let mut terms = Self { days: 0, ..Self::default() };
        let (mut has_days, mut has_clock) = (false, false);
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let number = word.strip_prefix("net").filter(|rest| !rest.is_empty()).unwrap_or(word);
            let clock = Clock::iter().find(|clock| {
                let start = match clock {
                    Clock::Posted => "post",
                    Clock::Invoiced => "invoice",
                    Clock::Approved => "approv",
                };
                word.starts_with(start)
            });
            match (clock, number.parse::<u16>()) {
                (Some(clock), _) if !has_clock => (terms.clock, has_clock) = (clock, true),
                (None, Ok(days)) if !has_days && days <= MOST_DAYS => (terms.days, has_days) = (days, true),
                (None, Err(_))
                    if ["net", "days", "day", "d", "from", "after", "of", "the", "on", "upon", "at"]
                        .contains(&word) =>
                {
                    // `net` stands before its days, and nothing else does.
                    if word == "net" && words.peek().is_none_or(|next| next.parse::<u16>().is_err()) {
                        return Err(());
                    }
                }
                _ => return Err(()),
            }
        }
        if has_days || has_clock { Ok(terms) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_people_write_them() {
        for (typed, kept) in [
            ("15", "net 15 from posted"),
            ("Net 30", "net 30 from posted"),
            ("net30 from invoice", "net 30 from invoiced"),
            ("30 days after approval", "net 30 from approved"),
            ("on posting", "on posted"),
            ("net 0", "on posted"),
        ] {
            assert_eq!(PayTerms::cleaned(typed).as_deref(), Ok(kept), "{typed}");
            assert_eq!(PayTerms::cleaned(kept).as_deref(), Ok(kept), "{kept}");
        }
        for odd in ["", "net", "soon", "net 400", "15 30", "posted invoiced", "net -5 x", "net -5", "-15"] {
            assert_eq!(PayTerms::cleaned(odd), Err(EXAMPLE), "{odd}");
        }
    }

    #[test]
    fn a_due_date_crosses_leap_days_and_month_ends() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let terms = PayTerms::default();
        assert_eq!(terms.due(day("2028-02-29")), day("2028-03-15"));
        assert_eq!(terms.due(day("2026-02-20")), day("2026-03-07"));
        assert_eq!(terms.due(day("2026-12-20")), day("2027-01-04"));
    }
}
