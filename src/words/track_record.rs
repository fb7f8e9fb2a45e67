//! What working with a creator was like, in lines of a label and its facts.

use chrono::NaiveDate;

use crate::domain::day::dayed;
use crate::domain::figure::{counted, money, plural, ratio};
use crate::domain::number::compact;
use crate::domain::track_record::{Outcomes, TrackRecord};

/// The lines of a record, each a label and what is known; facts nobody knows have no line.
pub fn lines(record: &TrackRecord, today: NaiveDate) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let mut add = |label, said: Option<String>| lines.extend(said.map(|said| (label, said)));
    add("Dates kept", kept(record));
    add("Answers", record.reply_days.map(reply));
    let rounds = u64::try_from(record.feedback_rounds).unwrap_or(0);
    add(
        "Feedback",
        (rounds > 0).then(|| {
            format!("{} over {}", plural(rounds, "round"), plural(record.collaborations as u64, "collaboration"))
        }),
    );
    add("Fees", fees(record, today));
    lines_of_outcomes(record, &mut add);
    add("Book again", record.book_again.map(|again| if again { "yes" } else { "no" }.to_owned()));
    lines
}

/// What was spent and what came back, each currency apart.
fn lines_of_outcomes(record: &TrackRecord, add: &mut impl FnMut(&'static str, Option<String>)) {
    let each = |say: &dyn Fn(&Outcomes) -> Option<String>| {
        let said: Vec<String> = record.outcomes.iter().filter_map(say).collect();
        (!said.is_empty()).then(|| said.join("; "))
    };
    add(
        "Spend",
        each(&|sums| {
            let over = plural(sums.collaborations as u64, "collaboration");
            Some(format!("{} over {over}", money(sums.spend_minor, sums.currency)))
        }),
    );
    let has_sold = |sums: &Outcomes| sums.orders > 0 || sums.for_conversions > 0;
    add(
        "Revenue",
        each(&|sums| {
            let orders = counted(sums.orders, "order", "orders");
            has_sold(sums).then(|| format!("{} from {orders}", money(sums.revenue_minor, sums.currency)))
        }),
    );
    add(
        "ROAS",
        each(&|sums| {
            let said = sums.roas_e4().map_or_else(
                || "no cost".to_owned(),
                |e4| {
                    let (revenue, spend) = (sums.revenue_minor, sums.spend_minor);
                    let basis = format!("{} / {}", money(revenue, sums.currency), money(spend, sums.currency));
                    format!("{}, tracked so far ({basis})", ratio(e4))
                },
            );
            has_sold(sums).then_some(said)
        }),
    );
    add(
        "CPM",
        each(&|sums| {
            let (count, views, _) = sums.seen;
            let over = counted(count, "awareness collaboration", "awareness collaborations");
            sums.cpm_minor().map(|cpm| format!("{} over {} views in {over}", money(cpm, sums.currency), compact(views)))
        }),
    );
}

/// How a record reads in a cell: `3 of 3 on time, answers in 2 days, 1 feedback round`; empty where nothing is known.
pub fn briefly(record: &TrackRecord) -> String {
    let mut said = Vec::new();
    if record.promised() > 0 {
        said.push(format!("{} of {} on time", record.on_time, record.promised()));
    }
    said.extend(record.reply_days.map(|days| match days {
        0 => "answers the same day".to_owned(),
        days => format!("answers in {}", plural(days.unsigned_abs(), "day")),
    }));
    let rounds = u64::try_from(record.feedback_rounds).unwrap_or(0);
    said.extend((rounds > 0).then(|| plural(rounds, "feedback round")));
    said.join(", ")
}

/// `2 of 3 posts by the promised day, usually 1 day late, 1 missed`.
fn kept(record: &TrackRecord) -> Option<String> {
    let promised = record.promised();
    if promised == 0 {
        return None;
    }
    let mut said = vec![format!("{} of {} by the promised day", record.on_time, plural(promised as u64, "post"))];
    said.extend(record.days_late.and_then(|days| match days {
        0 => None,
        1.. => Some(format!("usually {} late", plural(days.unsigned_abs(), "day"))),
        _ => Some(format!("usually {} early", plural(days.unsigned_abs(), "day"))),
    }));
    if record.missed > 0 {
        said.push(format!("{} missed", record.missed));
    }
    Some(said.join(", "))
}

fn reply(days: i64) -> String {
    match days {
        0 => "on the same day".to_owned(),
        days => format!("after {}", plural(days.unsigned_abs(), "day")),
    }
}

/// `$150 Mar 5, $180 Jun 2`, oldest first.
fn fees(record: &TrackRecord, today: NaiveDate) -> Option<String> {
    let all: Vec<String> =
        record.fees.iter().map(|(fee, on)| format!("{} {}", fee.short(), dayed(*on, today))).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    #[test]
    fn a_record_says_what_it_knows_and_no_more() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 20).expect("a day");
        assert_eq!(lines(&TrackRecord::default(), today), []);
        let record = TrackRecord {
            collaborations: 2,
            dated: 2,
            on_time: 1,
            days_late: Some(1),
            missed: 1,
            feedback_rounds: 3,
            reply_days: Some(0),
            fees: Vec::new(),
            book_again: Some(false),
            outcomes: vec![Outcomes {
                currency: Currency::USD,
                collaborations: 2,
                spend_minor: 30_000,
                revenue_minor: 75_000,
                orders: 12,
                for_conversions: 1,
                seen: (1, 40_000, 10_000),
            }],
        };
        let said: Vec<String> = lines(&record, today).into_iter().map(|(_, said)| said).collect();
        assert_eq!(
            said,
            [
                "1 of 3 posts by the promised day, usually 1 day late, 1 missed",
                "on the same day",
                "3 rounds over 2 collaborations",
                "$300 over 2 collaborations",
                "$750 from 12 orders",
                "2.5, tracked so far ($750 / $300)",
                "$2.50 over 40.0k views in 1 awareness collaboration",
                "no"
            ]
        );
        assert_eq!(briefly(&record), "1 of 3 on time, answers the same day, 3 feedback rounds");
        assert_eq!(briefly(&TrackRecord::default()), "");
    }
}
