//! Batches: small paid tests of 3 to 10 creators.

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator};

use super::Money;

/// Fewest and most creators of a batch.
pub const SIZE: std::ops::RangeInclusive<usize> = 3..=10;

/// Where a batch stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum BatchStatus {
    /// Being put together.
    #[default]
    Planned,
    /// Paid for and under way.
    Running,
    /// Over; its results stay.
    Finished,
}

impl BatchStatus {
    /// The word used in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Finished => "finished",
        }
    }

    /// The word, with where the batch comes from if a tracker brought it along: `running, imported`.
    pub fn with_origin(self, imported: bool) -> String {
        format!("{}{}", self.word(), if imported { ", imported" } else { "" })
    }

    /// Reads a status word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|status| status.word() == word)
    }
}

/// The success rule of a batch: a rule fixed before the start, or one set once for a batch that was imported under way.
#[derive(Clone, Copy, Debug)]
pub struct SuccessRule<'a> {
    /// What counts as a win.
    pub text: &'a str,
    /// The day on which it was set after the first post.
    pub set_on: Option<NaiveDate>,
}

impl SuccessRule<'_> {
    /// The rule for the user, who must know where it was set with the numbers in sight; nothing without one.
    pub fn words(self) -> Option<String> {
        let text = self.text.trim();
        let late = self.set_on.map(|day| format!(" (set {}, after the first post)", day.format("%b %-d")));
        (!text.is_empty()).then(|| format!("{text}{}", late.unwrap_or_default()))
    }
}

/// What must come before a batch may start.
#[derive(Clone, Copy, Debug)]
pub struct StartCheck<'a> {
    /// Where the batch stands now.
    pub status: BatchStatus,
    /// How many creators are in it.
    pub creators: usize,
    /// Its success rule.
    pub success_rule: &'a str,
    /// The day it ends.
    pub ends_on: Option<NaiveDate>,
    /// Today.
    pub today: NaiveDate,
}

impl StartCheck<'_> {
    /// Returns the sentence that says why the batch cannot start, or nothing when it can.
    pub fn refusal(self) -> Option<String> {
        let Self { status, creators, success_rule, ends_on, today } = self;
        let (fewest, most) = (*SIZE.start(), *SIZE.end());
        match status {
            BatchStatus::Running => return Some("This batch is already running.".to_owned()),
            BatchStatus::Finished => return Some("This batch is finished. Plan a new one to test again.".to_owned()),
            BatchStatus::Planned => {}
        }
        if creators < fewest {
            return Some(format!(
                "A batch needs {fewest} to {most} creators and this one has {creators}: with fewer than {fewest} you can't tell luck from skill. Add {} more.",
                fewest - creators
            ));
        }
        if creators > most {
            return Some(format!(
                "A batch needs {fewest} to {most} creators and this one has {creators}: past {most}, a second batch tells you more. Remove {}.",
                creators - most
            ));
        }
        if success_rule.trim().is_empty() {
            return Some(
                "Write the success rule first: decide what counts as a win before the test, not after.".to_owned(),
            );
        }
        match ends_on {
            None => Some("Set the end date first: decide when the test ends before it starts.".to_owned()),
            Some(day) if day < today => Some(format!("The end date {day} is in the past. Set a later one.")),
            Some(_) => None,
        }
    }
}

/// Names that are written out; the others are counted.
const NAMED: usize = 3;

/// What speaks against starting a batch without forbidding it: the user may mean it, or may not have seen it.
#[derive(Clone, Copy, Debug)]
pub struct StartDoubts<'a> {
    /// The campaign's budget, where it has one.
    pub budget: Option<Money>,
    /// What the campaign has cost so far, and everything that is planned, offered or agreed in the batch.
    pub cost: Money,
    /// Handles, without `@`, of the creators in the batch without a fee.
    pub no_fee: &'a [String],
    /// Handles of those without a code or link: no sale can be known to be theirs.
    pub no_code: &'a [String],
}

impl StartDoubts<'_> {
    /// Returns all of it in one phrase: `$4,700.00 over the budget of $300.00; no fee: @ana, @ben, @cleo and 6 more`.
    pub fn words(self) -> Option<String> {
        let over = self.budget.filter(|budget| self.cost.minor > budget.minor).map(|budget| {
            let over = Money::new(self.cost.minor.saturating_sub(budget.minor), budget.currency);
            format!("{} over the budget of {}", over.exact(), budget.exact())
        });
        let lacking = [("no fee", self.no_fee), ("no code or link", self.no_code)].map(|(what, handles)| {
            let named: Vec<String> = handles.iter().take(NAMED).map(|handle| format!("@{handle}")).collect();
            let more = match handles.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            (!handles.is_empty()).then(|| format!("{what}: {}{more}", named.join(", ")))
        });
        let parts: Vec<String> = over.into_iter().chain(lacking.into_iter().flatten()).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(creators: usize) -> StartCheck<'static> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
        StartCheck { status: BatchStatus::Planned, creators, success_rule: "ROAS 1.7", ends_on: Some(today), today }
    }

    #[test]
    fn three_to_ten_creators_may_start() {
        assert_eq!(check(3).refusal(), None);
        assert_eq!(check(10).refusal(), None);
        assert!(check(2).refusal().is_some_and(|text| text.contains("Add 1 more")));
        assert!(check(12).refusal().is_some_and(|text| text.contains("Take 2 out")));
    }

    #[test]
    fn everything_that_speaks_against_a_start_is_in_one_phrase() {
        let money = |minor| Money::new(minor, crate::domain::Currency::USD);
        let handles = |count: usize| (0..count).map(|at| format!("c{at}")).collect::<Vec<_>>();
        let (nine, one) = (handles(9), handles(1));
        let doubts = StartDoubts { budget: Some(money(30_000)), cost: money(500_000), no_fee: &nine, no_code: &one };
        let words = doubts.words().expect("a phrase");
        assert_eq!(
            words,
            "$4,700.00 over the budget of $300.00; no fee: @c0, @c1, @c2 and 6 more; no code or link: @c0"
        );
        let fine = StartDoubts { cost: money(30_000), no_fee: &[], no_code: &[], ..doubts };
        assert_eq!(fine.words(), None);
        assert_eq!(StartDoubts { budget: None, cost: money(9_999), ..fine }.words(), None);
    }

    #[test]
    fn rule_and_end_date_come_before_the_start() {
        assert!(
            StartCheck { success_rule: " ", ..check(5) }.refusal().is_some_and(|text| text.contains("success rule"))
        );
        assert!(StartCheck { ends_on: None, ..check(5) }.refusal().is_some_and(|text| text.contains("end date")));
        assert!(StartCheck { status: BatchStatus::Running, ..check(5) }.refusal().is_some());
    }
}
