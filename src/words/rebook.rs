//! The list of creators to book again, in words: what another booking would bring, how reliable they were, and why somebody is not on
//! it.

use chrono::NaiveDate;

use super::result_view::estimate::{Written, beats, guess};
use super::result_view::{foreign, with_commission};
use super::track_record::briefly;
use crate::domain::day::dayed;
use crate::domain::figure::{joined, money};
use crate::domain::number::full;
use crate::domain::{Goal, Money};
use crate::proto::rebook::{Against, LeftOut, NoProfit, RebookGroup, RebookList, RebookRow};

/// What the amounts are.
pub const EXPLAINED: &str =
    "Profit of one more booking on the last terms, or what its views or assets cost: best guess and 80% range.";

/// Why the list is empty, and what fills it.
pub const NOTHING: &str = "No creators to book again yet. They show up here once a batch they worked in is finished and they are in no running one.";

/// The heading of a part of the list. The currency is named where there are several.
pub fn heading(group: RebookGroup, count: usize, several_currencies: bool) -> String {
    match group {
        RebookGroup::Profit(currency) if several_currencies => {
            format!("By expected profit, in {} ({})", currency.code(), full(i64::try_from(count).unwrap_or(i64::MAX)))
        }
        RebookGroup::Profit(_) => format!("By expected profit ({count})"),
        RebookGroup::Cost(goal, currency) => {
            let figure = figure_of(goal);
            let currency = if several_currencies { format!(", in {}", currency.code()) } else { String::new() };
            format!("By {figure}{currency}, the lowest first: profit is not their goal ({count})")
        }
        RebookGroup::Unknown => format!("Profit unknown, the most reliable first ({count})"),
        RebookGroup::Against => format!("You decided against another booking ({count})"),
    }
}

/// Whether rows with a profit are in several currencies.
pub fn has_several_currencies(rows: &[RebookRow]) -> bool {
    let mut profits = rows.iter().filter_map(|row| match row.group() {
        RebookGroup::Profit(currency) | RebookGroup::Cost(_, currency) => Some(currency),
        _ => None,
    });
    let first = profits.next();
    profits.any(|currency| Some(currency) != first)
}

/// What a campaign with this goal is judged by.
fn figure_of(goal: Goal) -> &'static str {
    match goal {
        Goal::Conversions => "expected profit",
        Goal::Awareness => "CPM",
        Goal::Ugc => "cost per asset",
    }
}

/// What another booking is judged by, in a cell: `+$180`, `CPM $8.30`, `$80.00 each`; nothing where it is unknown.
pub fn judged_by(row: &RebookRow) -> Option<String> {
    let (Some(cost), Err(NoProfit::OtherGoal(goal))) = (row.cost_of_goal(), row.prospect.profit_minor) else {
        return row.profit().map(profit);
    };
    let amount = Written::new(goal, row.currency).value(cost);
    Some(if goal == Goal::Awareness { format!("CPM {amount}") } else { format!("{amount} each") })
}

/// The 80% range of that; empty where there is none.
pub fn judged_range(row: &RebookRow) -> String {
    if let (Some(ends), Err(NoProfit::OtherGoal(goal))) = (row.cost_range(), row.prospect.profit_minor) {
        let [low, high] = ends.map(|end| Written::new(goal, row.currency).value(end));
        return format!("{low} to {high}");
    }
    row.profit_range().map(range).unwrap_or_default()
}

/// A profit with its sign: `+$180`, `-$35.00`.
pub fn profit(amount: Money) -> String {
    let sign = if amount.minor > 0 { "+" } else { "" };
    format!("{sign}{}", money(amount.minor, amount.currency))
}

/// The ends of a range of profits: `-$40.00 to $520`.
pub fn range([low, high]: [Money; 2]) -> String {
    format!("{} to {}", money(low.minor, low.currency), money(high.minor, high.currency))
}

/// Why the profit of another booking is unknown.
pub fn no_profit(why: NoProfit) -> &'static str {
    match why {
        NoProfit::NoMargin => "unknown: the campaign has no gross margin",
        NoProfit::NoCost => "unknown: the last booking cost nothing",
        NoProfit::OtherGoal(Goal::Ugc) => "not the goal: the campaign is about assets",
        NoProfit::OtherGoal(_) => "not the goal: the campaign is about views",
        NoProfit::Untold => "unknown: there is too little to estimate it from",
    }
}

/// The profit in a sentence: `+$180 (-$40.00 to $520, 80% range) for $150`.
pub fn prospect(row: &RebookRow) -> String {
    let (best, ends) = match (row.profit(), row.profit_range(), row.prospect.profit_minor) {
        (Some(best), Some(ends), _) => (best, ends),
        (.., Err(why)) => return no_profit(why).to_owned(),
        _ => return no_profit(NoProfit::Untold).to_owned(),
    };
    let working = row.prospect.estimate.as_ref().and_then(|said| said.working.as_ref());
    let commission = working.map(|working| working.commission).unwrap_or_default();
    let cost = row
        .prospect
        .cost_minor
        .map(|minor| format!(" for {}", with_commission(money(minor, row.currency), commission)));
    format!("{} ({}, 80% range){}", profit(best), range(ends), cost.unwrap_or_default())
}

/// What another booking would return: `ROAS 2.5 (1.6 to 4.2), 89% chance to beat 1.7`; nothing without an estimate.
pub fn returns(row: &RebookRow) -> Option<String> {
    let said = row.prospect.estimate.as_ref()?;
    let roas = guess(said, row.currency)?;
    let label = match said.head.goal {
        Goal::Conversions => "ROAS ",
        Goal::Awareness => "CPM ",
        Goal::Ugc => "cost per asset ",
    };
    let beats = beats(said, row.target_roas_e4, row.currency, row.borders)
        .map(|beats| format!(", {beats}"))
        .unwrap_or_default();
    let early = if said.early { ", still moving" } else { "" };
    let review = if said.is_provisional() { ", needs review in the results" } else { "" };
    Some(format!("{label}{roas}{beats}{early}{review}"))
}

/// Why you would not book somebody again.
pub fn against(why: Against) -> &'static str {
    match why {
        Against::Said => "you wouldn't book again",
        Against::Dropped => "you decided to drop",
        Against::LeftOut => "left out of the next batch",
    }
}

/// How somebody stands with you, in a cell: `ambassador, you'd book again, 3 of 3 on time, answers in 1 day`.
pub fn standing(row: &RebookRow) -> String {
    let mut said: Vec<String> = Vec::new();
    said.extend(row.against.map(|why| against(why).to_owned()));
    said.extend(row.ambassador_on.map(|_| "ambassador".to_owned()));
    said.extend((row.record.book_again == Some(true)).then(|| "you'd book again".to_owned()));
    said.extend(row.planned.as_ref().map(|batch| format!("planned in {}", foreign(&batch.batch, "a batch"))));
    said.push(briefly(&row.record));
    said.retain(|part| !part.is_empty());
    said.join(", ")
}

/// Since when they are an ambassador.
pub fn ambassador(row: &RebookRow, today: NaiveDate) -> Option<String> {
    row.ambassador_on.map(|since| format!("since {}", dayed(since, today)))
}

/// Who worked with you and is not listed; nothing where nobody is.
pub fn left_out(list: &RebookList) -> Option<String> {
    let LeftOut { running, blocked, rejected } = list.left_out;
    let counts = [(running, "in a running batch"), (blocked, "do not contact"), (rejected, "rejected")];
    let said: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, why)| format!("{count} {why}")).collect();
    (!said.is_empty()).then(|| format!("Not listed: {}.", joined(&said)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::track_record::TrackRecord;
    use crate::proto::page::BatchName;
    use crate::proto::rebook::tests::row;

    #[test]
    fn a_row_says_profit_reliability_and_what_you_said() {
        let mut known = row(1, "mia", Ok(180));
        assert_eq!(prospect(&known), "+$180 ($120 to $430, 80% range) for $150");
        assert_eq!(standing(&known), "");
        known.ambassador_on = NaiveDate::from_ymd_opt(2026, 1, 5);
        known.planned = Some(BatchName { campaign: "Glow Serum".to_owned(), batch: "Batch 3".to_owned() });
        known.record = TrackRecord { dated: 3, on_time: 3, book_again: Some(true), ..known.record };
        assert_eq!(standing(&known), "ambassador, you'd book again, planned in Batch 3, 3 of 3 on time");
        let loss = row(2, "tom", Ok(-20));
        assert_eq!(
            (loss.profit().map(profit).as_deref(), loss.profit_range().map(range).as_deref()),
            (Some("-$20.00"), Some("-$80.00 to $230"))
        );
        let unknown = RebookRow { against: Some(Against::Said), ..row(3, "eva", Err(NoProfit::NoMargin)) };
        assert!(prospect(&unknown).contains("margin"));
        assert_eq!(standing(&unknown), "you wouldn't book again");
    }

    #[test]
    fn says_who_is_not_listed() {
        let list = |left_out| RebookList { rows: Vec::new(), left_out };
        assert_eq!(left_out(&list(LeftOut::default())), None);
        let some = LeftOut { running: 3, blocked: 1, rejected: 0 };
        assert_eq!(left_out(&list(some)).as_deref(), Some("Not listed: 3 in a running batch and 1 do not contact."));
    }
}
