//! Messages about changes to creators: verdicts, stars, tags, fields, notes, additions and merges.

use chrono::NaiveDate;

use super::affected::Affected;
use crate::domain::day::{dated, full};
use crate::domain::figure::{counted, joined, plural};
use crate::domain::money::grouped;
use crate::domain::{Handle, Platform, Verdict};

/// Says that the day of a fact is still to come.
pub fn in_the_future(what: &str) -> String {
    format!("The {what} is dated in the future. Enter it once it has come.")
}

/// Says that a verdict was set, with the reason of a rejection or the end of a snooze:
/// `Rejected 12 creators (price).`
pub fn decided(affected: &Affected, changed: u64, verdict: Verdict, reason: &str, until: Option<NaiveDate>) -> String {
    let until = until.map(|day| format!(" until {}", full(day))).unwrap_or_default();
    let because = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
    let state = if verdict == Verdict::New { "not decided yet" } else { verdict.word() };
    if changed == 0 {
        return format!("{} already {state}{until}{because}.", affected.are());
    }
    let part = affected.part(changed);
    let done = match verdict {
        Verdict::New => format!("Cleared the verdict of {part}"),
        Verdict::Picked => format!("Picked {part}"),
        Verdict::Maybe => format!("Marked {part} as maybe"),
        Verdict::Rejected => format!("Rejected {part}{because}"),
        Verdict::Snoozed => format!("Snoozed {part}{until}"),
    };
    format!("{done}{}.", affected.rest(changed, ("was", "were"), &format!("already {state}")))
}

/// Says that stars were given: `Gave @mia 3 stars.`
pub fn rated(affected: &Affected, changed: u64, stars: u8) -> String {
    let given = if stars == 0 { "no stars".to_owned() } else { plural(stars, "star") };
    if changed == 0 {
        return format!("{} {given}.", affected.already_have());
    }
    let had = match stars {
        0 => "none",
        1 => "it",
        _ => "them",
    };
    format!("Gave {} {given}{}.", affected.part(changed), affected.rest(changed, ("already had", "already had"), had))
}

/// Says that creators were marked `do not contact`, or may be written to again.
pub fn contact(affected: &Affected, changed: u64, blocked: bool) -> String {
    let rest = affected.rest(changed, ("was", "were"), "already");
    match (changed, blocked) {
        (0, true) => format!("{} already marked do not contact.", affected.are()),
        (0, false) => format!("{} already free to contact.", affected.are()),
        (_, true) => format!("Marked {} as do not contact{rest}.", affected.part(changed)),
        (_, false) => format!("Allowed contact with {} again{rest}.", affected.part(changed)),
    }
}

/// Says that tags were added: `Tagged 187 of 200 creators with vip, 13 already had it.`
pub fn tagged(affected: &Affected, gained: u64, tags: &[String]) -> String {
    let list = tags.join(", ");
    if gained == 0 {
        return format!("{} {list}.", affected.already_have());
    }
    let had = if tags.len() == 1 { "it" } else { "them" };
    format!(
        "Tagged {} with {list}{}.",
        affected.part(gained),
        affected.rest(gained, ("already had", "already had"), had)
    )
}

/// Says that tags were removed.
pub fn untagged(affected: &Affected, lost: u64, tags: &[String]) -> String {
    let list = tags.join(", ");
    match (&affected.one, lost) {
        (Some(handle), 0) => format!("{handle} does not have {list}."),
        (None, 0) => format!("None of {} has {list}.", affected.all()),
        _ => {
            let have = if tags.len() == 1 { "have it" } else { "have them" };
            format!("Removed {list} from {}{}.", affected.part(lost), affected.rest(lost, ("did not", "did not"), have))
        }
    }
}

/// The message for an edit of tags that names no tag.
pub const NO_TAG: &str = "No tag was given. Nothing was changed.";

/// Says that a note was added.
pub fn noted(affected: &Affected) -> String {
    format!("Added a note to {}.", affected.all())
}

/// Says that a field was set, or cleared where the value is empty: `Set the country of 3 creators to France.`
pub fn field_set(affected: &Affected, changed: u64, field: &str, value: &str) -> String {
    let had = ("already had", "already had");
    match (changed, value.is_empty()) {
        (0, true) => format!("There is no {field} to clear."),
        (0, false) => format!("The {field} of {} is already {value}.", affected.all()),
        (_, true) => {
            format!("Cleared the {field} of {}{}.", affected.part(changed), affected.rest(changed, had, "none"))
        }
        (_, false) => {
            format!("Set the {field} of {} to {value}{}.", affected.part(changed), affected.rest(changed, had, "it"))
        }
    }
}

/// Says that creators were deleted. Creators who took part in a batch stay.
pub fn deleted(affected: &Affected, gone: u64) -> String {
    let stay = ("who took part in a batch stays", "who took part in a batch stay");
    let rest = match affected.size.saturating_sub(gone) {
        0 => String::new(),
        rest => format!(", {}", counted(rest, stay.0, stay.1)),
    };
    format!("Deleted {}{rest}.", affected.part(gone))
}

/// Says that accounts were added, with tags; `known` of them were in the list before.
pub fn added(affected: &Affected, tags: &[String], known: u64) -> String {
    let tagged = if tags.is_empty() { String::new() } else { format!(", tagged {}", tags.join(", ")) };
    let rest = match known {
        0 => String::new(),
        known => format!(", {} already in the list", counted(known, "was", "were")),
    };
    format!("Added {}{tagged}{rest}.", affected.all())
}

/// Says that all accounts that were to be added were in the list before.
pub fn known_already(affected: &Affected) -> String {
    format!("{} already in the list. Nothing was added.", affected.are())
}

/// Says what an edit by hand changed: `Changed @mia: followers and bio.`, above three fields their number.
pub fn edited(handle: &Handle, fields: &[&str]) -> String {
    const NAMED: usize = 3;
    if fields.len() > NAMED {
        return format!("Changed {handle}: {} fields.", fields.len());
    }
    format!("Changed {handle}: {}.", joined(fields))
}

/// Says that a creator has a new handle.
pub fn renamed(now: &Handle, was: &Handle) -> String {
    format!("Renamed {was} to {now}.")
}

/// The note that a creator keeps of a former account.
pub fn former_account(was: &Handle, platform: Platform, until: NaiveDate) -> String {
    format!("Was {was} on {} until {}.", platform.word(), dated(until))
}

/// Says that an edit changed nothing.
pub fn unchanged(what: &str) -> String {
    format!("Nothing changed on {what}.")
}

/// What moved to the creator that others were merged into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Notes.
    pub notes: i64,
    /// Posts.
    pub posts: i64,
    /// Collaborations.
    pub collaborations: i64,
}

/// Says who was merged, and what moved: `Merged @mia.b into @mia with 2 collaborations, 3 notes.`
pub fn merged(gone: &[String], into: &str, moved: Moved) -> String {
    if gone.is_empty() {
        return format!("There are no creators to merge into {into}.");
    }
    let part = |count: i64, noun: &str| (count > 0).then(|| plural(count, noun));
    let parts = [part(moved.collaborations, "collaboration"), part(moved.posts, "post"), part(moved.notes, "note")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let along = if parts.is_empty() { String::new() } else { format!(" with {}", joined(&parts)) };
    format!("Merged {} into {into}{along}.", joined(gone))
}

/// A value of the merged creator that differs: `commission 5%`.
pub fn other(what: &str, value: &str) -> String {
    format!("{what} {value}")
}

/// The same within a batch or campaign: `commission 5% in Batch 1`.
pub fn within(value: &str, place: &str) -> String {
    format!("{value} in {place}")
}

/// A follower count that a merged creator had on a day: `followers on Mar 9, 2026 33,700`.
pub fn followers_on(day: NaiveDate, followers: i64) -> String {
    other(&format!("followers on {}", dated(day)), &crate::domain::number::full(followers))
}

/// The note that a merge leaves: the merged account, and its values that differ from the kept creator.
pub fn merge_note(was: &str, platform: Platform, other_values: &[String]) -> String {
    let rest =
        if other_values.is_empty() { String::new() } else { format!(" Other values: {}.", other_values.join("; ")) };
    format!("Merged from {was} on {}.{rest}", platform.word())
}

/// Says that similar creators are not duplicates; `changed` is 0 if that was already noted.
pub fn kept_apart(names: &[String], changed: u64, is_same_person: bool) -> String {
    let who = names.join(", ");
    match (changed, is_same_person) {
        _ if names.len() < 2 => "Choose at least two creators.".to_owned(),
        (0, _) => format!("You already noted this for {who}."),
        (_, true) => format!("Noted that {who} are one person with separate accounts."),
        (_, false) => format!("Noted that {who} are not duplicates."),
    }
}

/// The note on each account of one person.
pub fn one_person(names: &[String]) -> String {
    format!("One person: {}.", names.join(", "))
}

/// Lists names in a sentence: `a`, `a and b`, `a, b and 3 more`.
pub fn listed(names: &[&str]) -> String {
    match names {
        [first, second, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second} and {} more", grouped(rest.len() as u64))
        }
        few => joined(few),
    }
}
