//! Messages about deliverables: what was promised, drafted, posted and read.

use chrono::NaiveDate;

use super::batches::credited;
use crate::domain::day::short;
use crate::domain::deliverable::{DeliverableKind, Style};
use crate::domain::figure::plural;
use crate::domain::number::full;
use crate::proto::post::ReadingRecord;

/// `video 2 of @mia`: the number is that on the page.
pub fn name(kind: DeliverableKind, number: usize, handle: &str) -> String {
    format!("{} {number} of @{handle}", kind.word())
}

/// Says that one more was promised.
pub fn added(name: &str) -> String {
    format!("Added {name}.")
}

/// Says how it looks.
pub fn styled(name: &str, style: Style) -> String {
    match style {
        Style::Unknown => format!("Cleared the style of {name}."),
        style => format!("Set {name} to {}.", style.word()),
    }
}

fn dated(name: &str, what: &str, day: Option<NaiveDate>, today: NaiveDate) -> String {
    match day {
        Some(day) => format!("Set {name} to {what} {}.", short(day, today)),
        None => format!("Cleared \"{what}\" of {name}."),
    }
}

/// Says by when it is due.
pub fn due(name: &str, day: Option<NaiveDate>, today: NaiveDate) -> String {
    dated(name, "due", day, today)
}

/// Says when its draft came in.
pub fn draft(name: &str, day: Option<NaiveDate>, today: NaiveDate) -> String {
    dated(name, "draft in", day, today)
}

/// Says when it was approved.
pub fn approved(name: &str, day: Option<NaiveDate>, today: NaiveDate) -> String {
    dated(name, "approved", day, today)
}

/// Says when it was given up.
pub fn missed(name: &str, day: Option<NaiveDate>, today: NaiveDate) -> String {
    dated(name, "missed", day, today)
}

/// Says that changes were asked for, and how often by now.
pub fn changes(name: &str, round: i64) -> String {
    format!("Asked for changes to {name}, round {round}.")
}

/// Says that it is out.
pub fn posted(name: &str, on: Option<NaiveDate>, today: NaiveDate) -> String {
    match on {
        Some(on) => format!("Set {name} to posted {}.", short(on, today)),
        None => format!("Set {name} to posted, on a day that isn't known."),
    }
}

/// Says what was read: `Read video 1 of @mia: 12,400 views, 800 likes.`
pub fn read(name: &str, reading: ReadingRecord, day: NaiveDate, today: NaiveDate) -> String {
    let counts = counts(reading);
    let when = if day == today { String::new() } else { format!(" on {}", short(day, today)) };
    format!("Read {name}{when}: {counts}.")
}

/// The known counts: `12,400 views, 800 likes`.
pub fn counts(reading: ReadingRecord) -> String {
    let known = reading.named().into_iter().filter_map(|(what, count)| Some(format!("{} {what}", full(count?))));
    known.collect::<Vec<_>>().join(", ")
}

/// Says that it was removed, and how many readings went with its post.
pub fn removed(name: &str, readings: Option<i64>) -> String {
    match readings {
        None => format!("Removed {name}."),
        Some(0) => format!("Removed {name} with its post."),
        Some(readings) => format!("Removed {name} with its post and {}.", plural(readings, "reading")),
    }
}

/// The sentence with how many orders are attributed differently by it.
pub fn with_orders(sentence: &str, orders: u64) -> String {
    match orders {
        0 => sentence.to_owned(),
        orders => format!("{}{}.", sentence.trim_end_matches('.'), credited(orders)),
    }
}

/// Says that a day is still to come.
pub fn in_the_future(day: NaiveDate, today: NaiveDate) -> String {
    format!("{} is in the future. Enter the day once it has happened.", short(day, today))
}

/// Says that a link is that of another post.
pub fn link_taken(handle: &str, is_same: bool) -> String {
    if is_same {
        "Another deliverable here already has this link. Each post has a link of its own.".to_owned()
    } else {
        format!(
            "This link is already the post of another collaboration, with @{handle}. Each post has a link of its own."
        )
    }
}

/// Says that a deliverable was removed meanwhile.
pub const GONE: &str = "This deliverable no longer exists.";

/// Says that there is no deliverable with a number.
pub fn no_such_number(handle: &str, number: usize, count: usize) -> String {
    match count {
        0 => format!("@{handle} has no deliverables yet. Add one first."),
        count => format!("There is no deliverable {number} of @{handle}: {} so far.", plural(count, "deliverable")),
    }
}
