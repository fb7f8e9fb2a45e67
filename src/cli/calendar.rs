//! What is due as a calendar file: a day-long event for each.

use std::io::{self, Write};

use chrono::{NaiveDate, NaiveTime};
use icalendar::{Calendar, Component, Event, EventLike};

use crate::proto::agenda::{Agenda, DueRow};
use crate::tui::look::text::shown;

/// Writes what is due. An event has the same UID each time, so that a calendar program replaces what it knows.
pub(super) fn write(out: &mut dyn Write, agenda: &Agenda, today: NaiveDate) -> io::Result<()> {
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", "-//Tenfold//Agenda//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(property);
    }
    calendar.name("Tenfold");
    calendar.extend(agenda.rows.iter().map(|row| event(row, today)));
    write!(out, "{calendar}")
}

fn event(row: &DueRow, today: NaiveDate) -> Event {
    let key = row.key;
    let kind = key.kind.kept_as();
    let uid: String = kind.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let mut event = Event::new();
    event
        .uid(&format!("{uid}-{}-{}@tenfold", key.subject, key.due_on))
        .timestamp(today.and_time(NaiveTime::MIN).and_utc())
        .starts(row.day)
        .ends(row.day.succ_opt().unwrap_or(row.day))
        .summary(&shown(&format!("{} {}", key.kind.word(), row.affected())))
        .add_property("TRANSP", "TRANSPARENT");
    let lines: Vec<String> = [row.what(today), row.campaign_name.clone()]
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| shown(line))
        .collect();
    if !lines.is_empty() {
        event.description(&lines.join("\n"));
    }
    event.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::agenda::{DueKey, DueKind};

    #[test]
    fn another_parser_reads_the_same_back() {
        let day = NaiveDate::from_ymd_opt(2028, 2, 29).expect("a day");
        let title = "Ask; then, \"wait\"\r\nBEGIN:VEVENT \\n \u{1b}[31m 老虎 ".repeat(4);
        let row = |kind, subject, name: &str| DueRow {
            key: DueKey { kind, subject, due_on: day },
            day,
            name: name.to_owned(),
            detail: "no answer yet; write again, no. 2".to_owned(),
            count: 1,
            amount: None,
            campaign_name: "Spring, \"test\"; one".to_owned(),
            campaign: None,
            batch: None,
            creator: None,
            collaboration: None,
            numbers: Vec::new(),
        note: String::new(),
        is_snoozed: false,
        };
        let rows = vec![row(DueKind::FollowUp, 7, "mia"), row(DueKind::Task, 8, &title)];
        let mut bytes = Vec::new();
        write(&mut bytes, &Agenda { rows, done_today: 0 }, day).expect("writes");
        let text = String::from_utf8(bytes.clone()).expect("text");
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
        assert_eq!(text.matches("PRODID").count(), 1, "{text}");
        let all: Vec<_> = ical::IcalParser::new(bytes.as_slice()).collect::<Result<_, _>>().expect("parses");
        let [calendar] = &all[..] else { panic!("{text}") };
        let value = |event: usize, name: &str| {
            let found = calendar.events[event].properties.iter().find(|property| property.name == name);
            found.and_then(|property| property.value.clone()).unwrap_or_default()
        };
        assert_eq!(calendar.events.len(), 2, "{text}");
        assert_eq!(value(0, "UID"), "follow-up-7-2028-02-29@tenfold");
        assert_eq!((value(0, "DTSTART"), value(0, "DTEND")), ("20280229".to_owned(), "20280301".to_owned()));
        assert_eq!(value(0, "SUMMARY"), "follow up @mia");
        let said = value(0, "DESCRIPTION");
        assert_eq!(said, "no answer yet\\; write again\\, no. 2\\nSpring\\, \"test\"\\; one");
        let unescape = |text: &str| text.replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\");
        let summary = shown(&format!("task {title}"));
        // The other parser drops a space at the start of a folded line, which the file has.
        let words = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(words(&unescape(&value(1, "SUMMARY"))), words(&summary));
        assert!(unescape(&text.replace("\r\n ", "")).contains(summary.trim_end()), "{text}");
    }
}
