//! What working with a creator was like, in lines of a label and its facts.

use chrono::NaiveDate;

use crate::domain::day::dayed;
use crate::domain::figure::plural;
use crate::domain::track_record::TrackRecord;

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
    add("Book again", record.book_again.map(|again| if again { "yes" } else { "no" }.to_owned()));
    lines
}

/// `2 of 3 posts by the promised day, usually 1 day late, 1 missed`.
fn kept(record: &TrackRecord) -> Option<String> {
    let counted = record.dated + record.missed;
    if counted == 0 {
        return None;
    }
    let mut said = vec![format!("{} of {} by the promised day", record.on_time, plural(counted as u64, "post"))];
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
        };
        let said: Vec<String> = lines(&record, today).into_iter().map(|(_, said)| said).collect();
        assert_eq!(
            said,
            [
                "1 of 3 posts by the promised day, usually 1 day late, 1 missed",
                "on the same day",
                "3 rounds over 2 collaborations",
                "no"
            ]
        );
    }
}
