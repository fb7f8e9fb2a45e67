//! What is due as a calendar file: a day-long event for each.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

use chrono::{DateTime, NaiveDate};
use icalendar::{Calendar, Component, Event, EventLike};

use super::World;
use crate::domain::check_list;
use crate::error::Result;
use crate::proto::agenda::{Agenda, DueKind, DueRow};
use crate::store::Reader;
use crate::tui::look::text::shown;

/// The name under which the file keeps what it is called in the ids of events.
const FILE: &str = "calendar";

/// A component that says nothing: a calendar must have one, also where nothing is due.
const NOTHING: &str = "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n\
                       TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// The file and the moment of a calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Issue<'a> {
    /// What the file is called in the ids of events.
    pub file: &'a str,
    /// The day.
    pub today: NaiveDate,
    /// The moment, unix milliseconds.
    pub now_ms: i64,
}

/// Writes what is due in a file.
pub(super) fn print(world: &World, reader: &Reader, agenda: &Agenda) -> Result<ExitCode> {
    let file = reader.memory(FILE)?.unwrap_or_default();
    let issue = Issue { file: &file, today: world.clock.today(), now_ms: world.clock.now_ms() };
    super::streams::print_crlf(|out| write(out, agenda, issue))
}

/// Writes what is due. A thing has the same UID each time, also where its day has changed, so that a calendar program replaces what it
/// knows instead of showing it twice.
fn write(out: &mut dyn Write, agenda: &Agenda, issue: Issue<'_>) -> io::Result<()> {
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", "-//Tenfold//Agenda//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(property);
    }
    calendar.name("Tenfold");
    let mut uids: HashSet<String> = HashSet::new();
    for row in &agenda.rows {
        // Two that share a name, such as the drafts of two videos by two days, are told apart by their days.
        let name = uid(row);
        let dated = || format!("{name}-{}", row.key.due_on);
        let name = if uids.contains(&name) { dated() } else { name };
        calendar.push(event(row, &name, issue));
        uids.insert(name);
    }
    let text = calendar.to_string();
    let end = "END:VCALENDAR";
    write!(out, "{}", if agenda.rows.is_empty() { text.replace(end, &format!("{NOTHING}{end}")) } else { text })
}

/// What a thing is called for good: by its kind and number, and by what else tells it from others of its kind.
fn uid(row: &DueRow) -> String {
    let key = row.key;
    let word = key.kind.kept_as();
    let kind: String = word.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let is_by_day = matches!(key.kind, DueKind::Snoozed | DueKind::Goal) || key.subject < 0;
    let mut name = format!("{kind}-{}", key.subject.unsigned_abs());
    for number in &row.numbers {
        let _ = write!(name, "-{number}");
    }
    if is_by_day {
        let _ = write!(name, "-{}", key.due_on);
    }
    name
}

fn event(row: &DueRow, name: &str, issue: Issue<'_>) -> Event {
    let file = if issue.file.is_empty() { String::new() } else { format!("{}.", issue.file) };
    let mut event = Event::new();
    event
        .uid(&format!("{name}@{file}tenfold"))
        .timestamp(DateTime::from_timestamp_millis(issue.now_ms).unwrap_or_default())
        .starts(row.day)
        .ends(row.day.succ_opt().unwrap_or(row.day))
        .summary(&shown(&format!("{} {}", row.key.kind.word(), row.named())))
        .add_property("TRANSP", "TRANSPARENT");
    let sign = |is_done: bool| if is_done { "[x]" } else { "[ ]" };
    let items = row.items().into_iter().map(|item| format!("{} {}", sign(item.is_done), item.text));
    let prose = check_list::prose(&row.note);
    let what = if row.key.kind == DueKind::Task { row.detail.clone() } else { row.what(issue.today) };
    let lines = [what, row.campaign_name.clone()].into_iter().chain(prose.lines().map(str::to_owned)).chain(items);
    let lines: Vec<String> = lines.map(|line| shown(&line)).filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        event.description(&lines.join("\n"));
    }
    event.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::agenda::DueKey;

    fn leap_day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2028, 2, 29).expect("a day")
    }

    fn written(rows: Vec<DueRow>) -> String {
        let mut bytes = Vec::new();
        let issue = Issue { file: "0a1b", today: leap_day(), now_ms: 1_835_438_400_500 };
        write(&mut bytes, &Agenda { rows, done_today: 0 }, issue).expect("writes");
        String::from_utf8(bytes).expect("text")
    }

    fn parsed(text: &str) -> ical::parser::ical::component::IcalCalendar {
        let all: Vec<_> = ical::IcalParser::new(text.as_bytes()).collect::<Result<_, _>>().expect("parses");
        let [calendar] = &all[..] else { panic!("{text}") };
        calendar.clone()
    }

    fn uids(rows: Vec<DueRow>) -> Vec<String> {
        let text = written(rows);
        let uids = text.lines().filter_map(|line| line.strip_prefix("UID:").map(str::to_owned));
        uids.collect()
    }

    fn due(kind: DueKind, subject: i64, day: NaiveDate, numbers: &[usize]) -> DueRow {
        let key = DueKey { kind, subject, due_on: day };
        DueRow { count: 1, numbers: numbers.to_vec(), ..DueRow::new(key, "mia") }
    }

    #[test]
    fn a_thing_keeps_its_id_when_its_day_changes_and_no_two_share_one() {
        let (day, later) = (leap_day(), leap_day().succ_opt().expect("a day"));
        let all = |day| {
            vec![
                due(DueKind::Task, 1, day, &[]),
                due(DueKind::FollowUp, 1, day, &[]),
                due(DueKind::Payment, 1, day, &[]),
                due(DueKind::Draft, 4, day, &[1]),
                due(DueKind::Draft, 4, day, &[2, 3]),
            ]
        };
        let first = uids(all(day));
        assert_eq!(first, uids(all(later)));
        assert_eq!(first.iter().collect::<HashSet<_>>().len(), first.len(), "{first:?}");
        let by_day = uids(vec![
            due(DueKind::Payment, -7, day, &[]),
            due(DueKind::Payment, -7, later, &[]),
            due(DueKind::Post, 4, day, &[]),
            due(DueKind::Post, 4, later, &[]),
        ]);
        assert_eq!(by_day.iter().collect::<HashSet<_>>().len(), 4, "{by_day:?}");
    }

    #[test]
    fn a_calendar_without_events_has_what_a_calendar_needs() {
        let text = written(Vec::new());
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
        let calendar = parsed(&text);
        assert_eq!((calendar.events.len(), calendar.timezones.len()), (0, 1));
    }

    #[test]
    fn another_parser_reads_the_same_back() {
        let day = leap_day();
        let title = "Ask; then, \"wait\"\r\nBEGIN:VEVENT \\n \u{1b}[31m 老虎 👩‍👩‍👧‍👦🏽\u{0}\u{7f}\u{202e} ".repeat(4);
        let row = |kind, subject, name: &str| DueRow {
            name: name.to_owned(),
            detail: "no answer yet; write again, no. 2".to_owned(),
            campaign_name: "Spring, \"test\"; one".to_owned(),
            ..due(kind, subject, day, &[])
        };
        let packing = DueRow { note: "By noon.\n- labels\n- [x] boxes".to_owned(), ..row(DueKind::Task, 9, "Pack") };
        let text = written(vec![row(DueKind::FollowUp, 7, "mia"), row(DueKind::Task, 8, &title), packing]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
        assert_eq!(text.matches("PRODID").count(), 1, "{text}");
        let calendar = parsed(&text);
        let value = |event: usize, name: &str| {
            let found = calendar.events[event].properties.iter().find(|property| property.name == name);
            found.and_then(|property| property.value.clone()).unwrap_or_default()
        };
        assert_eq!(calendar.events.len(), 3, "{text}");
        assert_eq!(value(0, "UID"), "follow-up-7@0a1b.tenfold");
        assert_eq!(value(0, "DTSTAMP"), "20280229T120000Z");
        assert!(text.contains("DTSTART;VALUE=DATE:20280229\r\n"), "{text}");
        let said: String = value(2, "DESCRIPTION").split_whitespace().collect();
        assert!(said.ends_with("Bynoon.\\n[]labels\\n[x]boxes"), "{text}");
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
