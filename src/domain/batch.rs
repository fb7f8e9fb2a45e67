//! Batches: small paid tests of 3 to 10 creators.

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator};

use super::day::short;
use super::success_rule::{RuleMeasure, RuleScope};
use super::{Goal, Money, SuccessRule};

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

/// What must come before a batch may start.
#[derive(Clone, Copy, Debug)]
pub struct StartCheck<'a> {
    /// Where the batch stands now.
    pub status: BatchStatus,
    /// How many creators are in it.
    pub creators: usize,
    /// Its success rule.
    pub rule: Option<SuccessRule>,
    /// The rule as a note, which is one where there are no parts.
    pub note: &'a str,
    /// The day it ends.
    pub ends_on: Option<NaiveDate>,
    /// Today.
    pub today: NaiveDate,
}

impl StartCheck<'_> {
    /// Returns the sentence that says why the batch cannot start, or nothing when it can.
    pub fn refusal(self) -> Option<String> {
        let Self { status, creators, rule, note, ends_on, today } = self;
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
        if rule.is_none() && note.trim().is_empty() {
            return Some(
                "Write the success rule first: decide what counts as a win before the test, not after.".to_owned(),
            );
        }
        if let Some(asked) =
            rule.map(|rule| rule.creators).filter(|asked| usize::try_from(*asked).is_ok_and(|asked| asked > creators))
        {
            return Some(format!(
                "The success rule asks for {asked} creators and this batch has {creators}, so it can never be met. Change the rule, or add creators."
            ));
        }
        match ends_on {
            None => Some("Set the end date first: decide when the test ends before it starts.".to_owned()),
            Some(day) if day < today => {
                Some(format!("The end date, {}, is in the past. Set a later one.", short(day, today)))
            }
            Some(_) => None,
        }
    }
}

/// Names that are written out; the others are counted.
const NAMED: usize = 3;

/// What speaks against starting a batch without forbidding it: the user may mean it, or may not have seen it.
#[derive(Clone, Copy, Debug, Default)]
pub struct StartDoubts<'a> {
    /// By how much all that is agreed and offered in the campaign exceeds its budget, and that budget.
    pub over_budget: Option<(Money, Money)>,
    /// Handles, without `@`, of the creators in the batch without a fee.
    pub no_fee: &'a [String],
    /// Handles of those without a code or link: no sale can be known to be theirs.
    pub no_code: &'a [String],
    /// Handles of those to whom something is sent and whose address is unknown.
    pub no_address: &'a [String],
    /// Whether the campaign has no brief.
    pub no_brief: bool,
    /// The parts of the success rule.
    pub rule: Option<SuccessRule>,
    /// What the rule takes from its campaign.
    pub scope: RuleScope,
    /// What the campaign is for.
    pub goal: Goal,
}

impl StartDoubts<'_> {
    /// Returns all of it in one phrase: `$4,700.00 over the budget of $300.00; no fee: @ana, @ben, @cleo and 6 more`.
    pub fn words(self) -> Option<String> {
        let over =
            self.over_budget.map(|(over, budget)| format!("{} over the budget of {}", over.exact(), budget.exact()));
        // Where no order counts, nobody needs a code.
        let needs_code = self.goal == Goal::Conversions || self.rule.is_some_and(SuccessRule::needs_orders);
        let no_code = if needs_code { self.no_code } else { &[] };
        let lists = [("no fee", self.no_fee), ("no code or link", no_code), ("no address to send to", self.no_address)];
        let lacking = lists.map(|(what, handles)| {
            let named: Vec<String> = handles.iter().take(NAMED).map(|handle| format!("@{handle}")).collect();
            let more = match handles.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            (!handles.is_empty()).then(|| format!("{what}: {}{more}", named.join(", ")))
        });
        let brief = self.no_brief.then(|| "no brief".to_owned());
        let parts: Vec<String> =
            over.into_iter().chain(lacking.into_iter().flatten()).chain(brief).chain(self.unmeasured()).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// What cannot be measured without what is missing.
    fn unmeasured(self) -> Option<String> {
        let Some(rule) = self.rule else { return Some("the rule is only a note, so nothing judges it".to_owned()) };
        let needs_cost = rule.measure != RuleMeasure::Views;
        if rule.level(self.scope).is_none() {
            let unknown = if rule.measure == RuleMeasure::Roas { "margin and target unknown" } else { "no level" };
            return Some(format!("{unknown}, so the rule can't be judged"));
        }
        if !rule.measure.suits(self.goal) {
            let (measure, goal) = (rule.measure.name(), self.goal.named());
            return Some(format!("the rule measures {measure}, while the goal is {goal}"));
        }
        match (self.no_fee.is_empty(), self.no_code.is_empty()) {
            (_, false) if rule.needs_orders() => {
                Some("without a code or link no order counts toward the rule".to_owned())
            }
            (false, _) if needs_cost => Some("without a fee their cost is too low in the rule".to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(creators: usize) -> StartCheck<'static> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
        StartCheck { status: BatchStatus::Planned, creators, rule: None, note: "ROAS 1.7", ends_on: Some(today), today }
    }

    #[test]
    fn three_to_ten_creators_may_start() {
        assert_eq!(check(3).refusal(), None);
        assert_eq!(check(10).refusal(), None);
        assert!(check(2).refusal().is_some_and(|text| text.contains("Add 1 more")));
        assert!(check(12).refusal().is_some_and(|text| text.contains("Remove 2")));
    }

    #[test]
    fn everything_that_speaks_against_a_start_is_in_one_phrase() {
        let money = |minor| Money::new(minor, crate::domain::Currency::USD);
        let handles = |count: usize| (0..count).map(|at| format!("c{at}")).collect::<Vec<_>>();
        let (nine, one) = (handles(9), handles(1));
        let rule = Some(SuccessRule { creators: 2, ..SuccessRule::default() });
        let scope = RuleScope { margin_bp: Some(6_000), ..RuleScope::default() };
        let over_budget = Some((money(470_000), money(30_000)));
        let review = StartDoubts { over_budget, no_fee: &nine, no_code: &one, rule, scope, ..StartDoubts::default() };
        let words = review.words().expect("a phrase");
        assert_eq!(
            words,
            "$4,700.00 over the budget of $300.00; no fee: @c0, @c1, @c2 and 6 more; no code or link: @c0; \
             without a code or link no order counts toward the rule"
        );
        let fine = StartDoubts { rule, scope, ..StartDoubts::default() };
        assert_eq!(fine.words(), None);
        let said = |review: StartDoubts<'_>| review.words().unwrap_or_default();
        assert_eq!(said(StartDoubts { no_brief: true, ..fine }), "no brief");
        assert!(said(StartDoubts { no_address: &one, ..fine }).contains("no address to send to: @c0"));
        assert!(said(StartDoubts { rule: None, ..fine }).contains("only a note"));
        assert!(said(StartDoubts { scope: RuleScope::default(), ..fine }).contains("can't be judged"));
    }

    #[test]
    fn rule_and_end_date_come_before_the_start() {
        assert!(StartCheck { note: " ", ..check(5) }.refusal().is_some_and(|text| text.contains("success rule")));
        let rule = |creators| Some(SuccessRule { creators, ..SuccessRule::default() });
        assert_eq!(StartCheck { note: "", rule: rule(3), ..check(3) }.refusal(), None);
        assert!(StartCheck { rule: rule(4), ..check(3) }.refusal().is_some_and(|text| text.contains("never be met")));
        assert!(StartCheck { ends_on: None, ..check(5) }.refusal().is_some_and(|text| text.contains("end date")));
        assert!(StartCheck { status: BatchStatus::Running, ..check(5) }.refusal().is_some());
    }
}
