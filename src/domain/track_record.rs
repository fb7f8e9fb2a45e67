//! What working with a creator was like: dates kept, rounds of feedback, time to answer, prices, and whether to book again.

use chrono::NaiveDate;

use super::money::div_round;
use super::{Currency, Goal, Money};

/// One collaboration as memory sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// The first message.
    pub contacted_on: Option<NaiveDate>,
    /// The first answer.
    pub replied_on: Option<NaiveDate>,
    /// Each deliverable with a day it was promised for: that day, and the day of its post.
    pub promised: Vec<(NaiveDate, Option<NaiveDate>)>,
    /// Deliverables given up.
    pub missed: usize,
    /// Rounds of feedback.
    pub feedback_rounds: i64,
    /// The fee that was agreed, and since when.
    pub fee: Option<(Money, NaiveDate)>,
    /// `yes`, `no`, or empty.
    pub book_again: String,
    /// What it cost and brought.
    pub outcome: Outcome,
}

/// What one collaboration cost and brought, in the currency of its campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Goal of the campaign.
    pub goal: Goal,
    /// The currency.
    pub currency: Currency,
    /// Loaded cost, minor units.
    pub spend_minor: i64,
    /// Net revenue of attributed orders, minor units.
    pub revenue_minor: i64,
    /// Attributed orders.
    pub orders: i64,
    /// Views of its posts, where any was read.
    pub views: Option<i64>,
}

/// What the collaborations in one currency came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// The currency.
    pub currency: Currency,
    /// How many collaborations.
    pub collaborations: usize,
    /// Loaded cost, minor units.
    pub spend_minor: i64,
    /// Net revenue of attributed orders, minor units.
    pub revenue_minor: i64,
    /// Attributed orders.
    pub orders: i64,
    /// How many of them were about conversions.
    pub for_conversions: usize,
    /// Those about awareness whose views are known: how many, their views, and what they cost.
    pub seen: (usize, i64, i64),
}

impl Outcomes {
    fn add(&mut self, one: &Outcome) {
        self.collaborations += 1;
        self.spend_minor = self.spend_minor.saturating_add(one.spend_minor);
        self.revenue_minor = self.revenue_minor.saturating_add(one.revenue_minor);
        self.orders = self.orders.saturating_add(one.orders);
        self.for_conversions += usize::from(one.goal == Goal::Conversions);
        if let Some(views) = one.views.filter(|views| one.goal == Goal::Awareness && *views > 0) {
            let (count, seen, cost) = self.seen;
            self.seen = (count + 1, seen.saturating_add(views), cost.saturating_add(one.spend_minor));
        }
    }

    /// Tracked revenue over cost, x 10,000; nothing without a cost.
    pub fn roas_e4(&self) -> Option<i64> {
        let cost = Some(self.spend_minor).filter(|cost| *cost > 0)?;
        div_round(i128::from(self.revenue_minor) * 10_000, i128::from(cost))
    }

    /// Cost of 1,000 views of those about awareness, minor units; nothing where no views are known, or nothing was spent on them.
    pub fn cpm_minor(&self) -> Option<i64> {
        let (_, views, cost) = self.seen;
        if cost > 0 { div_round(i128::from(cost) * 1_000, i128::from(views)) } else { None }
    }
}

/// What all collaborations with a creator say, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackRecord {
    /// How many collaborations.
    pub collaborations: usize,
    /// Posts that had a promised day and are out.
    pub dated: usize,
    /// Those that were out by that day.
    pub on_time: usize,
    /// Days by which the posts came after the promised day, in the middle; below 0 before it.
    pub days_late: Option<i64>,
    /// Deliverables given up, or promised for a day that has passed.
    pub missed: usize,
    /// Rounds of feedback over all.
    pub feedback_rounds: i64,
    /// Days from the first message to the first answer, in the middle.
    pub reply_days: Option<i64>,
    /// Fees, oldest first.
    pub fees: Vec<(Money, NaiveDate)>,
    /// The newest answer to "would you book them again?".
    pub book_again: Option<bool>,
    /// What came of it, each currency apart, in the order of the first collaborations.
    pub outcomes: Vec<Outcomes>,
}

impl TrackRecord {
    /// Adds collaborations up; `all` is oldest first.
    pub fn of(all: &[Remembered], today: NaiveDate) -> Self {
        let promised = || all.iter().flat_map(|one| &one.promised);
        let late: Vec<i64> = promised().filter_map(|(due, on)| Some(((*on)? - *due).num_days())).collect();
        let overdue = promised().filter(|(due, on)| on.is_none() && *due < today).count();
        let reply = |one: &Remembered| Some((one.replied_on? - one.contacted_on?).num_days()).filter(|days| *days >= 0);
        let mut outcomes: Vec<Outcomes> = Vec::new();
        for one in all.iter().map(|one| &one.outcome) {
            let at = outcomes.iter().position(|sums| sums.currency == one.currency).unwrap_or_else(|| {
                outcomes.push(Outcomes { currency: one.currency, ..Outcomes::default() });
                outcomes.len() - 1
            });
            outcomes[at].add(one);
        }
        let answers = all.iter().rev().find(|one| !one.book_again.is_empty());
        Self {
            collaborations: all.len(),
            dated: late.len(),
            on_time: late.iter().filter(|days| **days <= 0).count(),
            days_late: median(late),
            missed: all.iter().map(|one| one.missed).sum::<usize>() + overdue,
            feedback_rounds: all.iter().map(|one| one.feedback_rounds).sum(),
            reply_days: median(all.iter().filter_map(reply).collect()),
            fees: all.iter().filter_map(|one| one.fee).collect(),
            book_again: answers.map(|one| one.book_again == "yes"),
            outcomes,
        }
    }

    /// Posts that were promised for a day that counts: those that are out, and those that were missed.
    pub fn promised(&self) -> usize {
        self.dated + self.missed
    }

    /// The share of what was promised that came in time, 0 to 1; nothing where no promise has a day that counts.
    #[expect(clippy::cast_precision_loss, reason = "a creator promises few posts")]
    pub fn reliability(&self) -> Option<f64> {
        let counted = self.promised();
        (counted > 0).then(|| self.on_time as f64 / counted as f64)
    }
}

/// The middle value; the lower of two.
fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
    }

    #[test]
    fn memory_tells_dates_answers_and_prices() {
        let first = Remembered {
            contacted_on: Some(day(1)),
            replied_on: Some(day(4)),
            promised: vec![(day(10), Some(day(10))), (day(12), Some(day(15)))],
            feedback_rounds: 2,
            fee: Some((Money::new(15_000, Currency::USD), day(5))),
            book_again: "no".to_owned(),
            ..Remembered::default()
        };
        let second =
            Remembered { promised: vec![(day(18), None)], book_again: "yes".to_owned(), ..Remembered::default() };
        let record = TrackRecord::of(&[first, second, Remembered::default()], day(20));
        assert_eq!((record.collaborations, record.dated, record.on_time, record.missed), (3, 2, 1, 1));
        assert_eq!((record.days_late, record.reply_days, record.feedback_rounds), (Some(0), Some(3), 2));
        assert_eq!((record.fees.len(), record.book_again), (1, Some(true)), "the newest answer counts");
        assert_eq!(record.reliability(), Some(1.0 / 3.0));
        assert_eq!(TrackRecord::of(&[], day(20)).reliability(), None);
    }

    #[test]
    fn what_came_of_it_is_added_up_in_each_currency_apart() {
        let one = |goal, currency, views| Remembered {
            outcome: Outcome { goal, currency, spend_minor: 10_000, revenue_minor: 25_000, orders: 4, views },
            ..Remembered::default()
        };
        let euro: Currency = "EUR".parse().expect("a currency");
        let all = [
            one(Goal::Conversions, Currency::USD, Some(90_000)),
            one(Goal::Awareness, euro, Some(20_000)),
            one(Goal::Awareness, Currency::USD, Some(40_000)),
            one(Goal::Awareness, Currency::USD, None),
        ];
        let [dollars, euros] = TrackRecord::of(&all, day(20)).outcomes[..] else { panic!("two currencies") };
        assert_eq!((dollars.collaborations, dollars.spend_minor, dollars.orders), (3, 30_000, 12));
        assert_eq!((dollars.roas_e4(), dollars.for_conversions), (Some(25_000), 1));
        assert_eq!(dollars.cpm_minor(), Some(250), "of the one about awareness whose views are known");
        assert_eq!((euros.currency, euros.cpm_minor()), (euro, Some(500)));
        let free = Outcomes { revenue_minor: 5, ..Outcomes::default() };
        assert_eq!((free.roas_e4(), free.cpm_minor()), (None, None));
    }
}
