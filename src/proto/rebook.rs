//! Creators you worked with and may book again, over all campaigns: the most profit to expect first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::page::BatchName;
use super::results::Estimate;
use crate::domain::track_record::TrackRecord;
use crate::domain::{CollaborationId, CreatorId, Currency, Goal, Money, Platform};

/// Why no profit of another booking is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoProfit {
    /// The campaign has no margin.
    NoMargin,
    /// The last terms cost nothing.
    NoCost,
    /// There is too little to estimate anything.
    Untold,
    /// The campaign is for something else: its own figure says how good they are.
    OtherGoal(Goal),
}

/// Why you would not book somebody again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// You said so.
    Said,
    /// You decided to drop them after the last test.
    Dropped,
    /// You left them out of the next batch.
    LeftOut,
}

/// What one more booking on the terms of the last one would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// Profit, minor units: the low end of the 80% range, the best guess, the high end.
    pub profit_minor: Result<[i64; 3], NoProfit>,
    /// Cost of those terms, minor units.
    pub cost_minor: Option<i64>,
    /// The estimate it comes from.
    pub estimate: Option<Estimate>,
}

/// A creator you may book again.
#[derive(Clone, Debug, PartialEq)]
pub struct RebookRow {
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// The platform of that account.
    pub platform: Platform,
    /// Since when they are an ambassador.
    pub ambassador_on: Option<NaiveDate>,
    /// The collaboration on whose terms they would be booked again.
    pub collaboration: CollaborationId,
    /// Its campaign and batch.
    pub made_for: BatchName,
    /// Currency of its amounts.
    pub currency: Currency,
    /// The target ROAS of its campaign, x 10,000.
    pub target_roas_e4: Option<i64>,
    /// From which chance on a verdict there is SCALE, and below which it is DROP.
    pub borders: (f64, f64),
    /// What that would bring.
    pub prospect: Prospect,
    /// What working with them was like.
    pub record: TrackRecord,
    /// A batch they are planned for already.
    pub planned: Option<BatchName>,
    /// Why you would not book them again.
    pub against: Option<Against>,
}

/// The part of the list in which a creator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RebookGroup {
    /// By expected profit, each currency apart.
    Profit(Currency),
    /// By what the goal counts, the cheapest first, each goal and currency apart.
    Cost(Goal, Currency),
    /// Neither is known: by reliability.
    Unknown,
    /// You decided against another booking.
    Against,
}

impl RebookRow {
    /// The part of the list in which it stands.
    pub fn group(&self) -> RebookGroup {
        match (self.against, self.prospect.profit_minor) {
            (Some(_), _) => RebookGroup::Against,
            (None, Ok(_)) => RebookGroup::Profit(self.currency),
            (None, Err(NoProfit::OtherGoal(goal))) if self.cost_of_goal().is_some() => {
                RebookGroup::Cost(goal, self.currency)
            }
            (None, Err(_)) => RebookGroup::Unknown,
        }
    }

    /// What 1,000 views or a usable asset of theirs would cost, in units of the currency, where the campaign is about these.
    pub fn cost_of_goal(&self) -> Option<f64> {
        let (Err(NoProfit::OtherGoal(goal)), Some(said)) = (self.prospect.profit_minor, &self.prospect.estimate) else {
            return None;
        };
        match goal {
            Goal::Conversions => None,
            Goal::Awareness => said.head.range.map(|[_, _, middle, ..]| middle).or(said.head.tracked),
            Goal::Ugc => said.head.tracked,
        }
    }

    /// The 80% range of that; nothing for a count.
    pub fn cost_range(&self) -> Option<[f64; 2]> {
        self.cost_of_goal()?;
        let [_, low, _, high, _] = self.prospect.estimate.as_ref()?.head.range?;
        Some([low, high])
    }

    /// The best guess of the profit.
    pub fn profit(&self) -> Option<Money> {
        let [_, middle, _] = self.prospect.profit_minor.ok()?;
        Some(Money::new(middle, self.currency))
    }

    /// The 80% range of the profit.
    pub fn profit_range(&self) -> Option<[Money; 2]> {
        let [low, _, high] = self.prospect.profit_minor.ok()?;
        Some([low, high].map(|minor| Money::new(minor, self.currency)))
    }
}

/// Who is not on the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Marked do not contact.
    pub blocked: usize,
    /// Rejected.
    pub rejected: usize,
    /// In a running batch.
    pub running: usize,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RebookList {
    /// Who may be booked again, in order.
    pub rows: Vec<RebookRow>,
    /// Who worked with you and is not on it.
    pub left_out: LeftOut,
}

/// Sorts rows as they are listed: by profit, the currency of most creators first; then those of other goals, the cheapest views or
/// assets first; then those whose profit is unknown, the most
/// reliable first; then those you decided against.
pub fn sort(rows: &mut [RebookRow]) {
    let mut counts: BTreeMap<Currency, usize> = BTreeMap::new();
    for row in rows.iter() {
        *counts.entry(row.currency).or_default() += 1;
    }
    // More of what was promised comes first; who never promised anything comes last.
    let reliability = |row: &RebookRow| {
        let parts = |share: f64| (share * 1e6).round();
        #[expect(clippy::cast_possible_truncation, reason = "a share is between 0 and 1")]
        Reverse(row.record.reliability().map(|share| parts(share) as i64))
    };
    rows.sort_by_cached_key(|row| {
        let (place, currency) = match row.group() {
            RebookGroup::Profit(currency) => (0, Some((Reverse(counts[&currency]), currency))),
            RebookGroup::Cost(Goal::Conversions | Goal::Awareness, currency) => {
                (1, Some((Reverse(counts[&currency]), currency)))
            }
            RebookGroup::Cost(Goal::Ugc, currency) => (2, Some((Reverse(counts[&currency]), currency))),
            RebookGroup::Unknown => (3, None),
            RebookGroup::Against => (4, None),
        };
        let profit = row.profit().filter(|_| currency.is_some()).map(|profit| profit.minor);
        #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
        let cost = row.cost_of_goal().filter(|_| currency.is_some()).map_or(0, |cost| (cost * 10_000.0) as i64);
        (place, currency, Reverse(profit), cost, reliability(row), row.handle.clone(), row.creator)
    });
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A creator of a list, with a profit to expect in whole dollars.
    pub(crate) fn row(id: i64, handle: &str, profit: Result<i64, NoProfit>) -> RebookRow {
        RebookRow {
            creator: CreatorId(id),
            handle: handle.to_owned(),
            platform: Platform::TikTok,
            ambassador_on: None,
            collaboration: CollaborationId(id),
            made_for: BatchName { campaign: "Glow Serum".to_owned(), batch: "Batch 1".to_owned() },
            currency: Currency::USD,
            target_roas_e4: Some(16_667),
            borders: (0.7, 0.3),
            prospect: Prospect {
                profit_minor: profit.map(|units| [units - 60, units, units + 250].map(|units| units * 100)),
                cost_minor: Some(15_000),
                estimate: None,
            },
            record: TrackRecord { collaborations: 1, ..TrackRecord::default() },
            planned: None,
            against: None,
        }
    }

    #[test]
    fn the_most_profit_comes_first_and_what_you_decided_against_last() {
        let euro: Currency = "EUR".parse().expect("a currency");
        let kept = |mut row: RebookRow, on_time, missed| {
            row.record = TrackRecord { dated: on_time, on_time, missed, ..row.record };
            row
        };
        let mut rows = vec![
            RebookRow { against: Some(Against::Dropped), ..row(1, "dropped", Ok(900)) },
            row(2, "nothing.known", Err(NoProfit::Untold)),
            RebookRow { currency: euro, ..row(3, "berlin", Ok(500)) },
            row(4, "loss", Ok(-20)),
            kept(row(5, "late", Ok(80)), 1, 1),
            kept(row(6, "in.time", Ok(80)), 2, 0),
            kept(row(7, "gifted", Err(NoProfit::NoCost)), 1, 0),
            row(8, "best", Ok(120)),
        ];
        sort(&mut rows);
        let order: Vec<&str> = rows.iter().map(|row| row.handle.as_str()).collect();
        assert_eq!(
            order,
            ["best", "in.time", "late", "loss", "berlin", "gifted", "nothing.known", "dropped"],
            "dollars are never held against euros"
        );
    }
}
