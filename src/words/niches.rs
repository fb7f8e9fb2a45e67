//! Messages about changes to niches, tags and saved views.

use super::creators::listed;
use crate::domain::figure::{counted, plural};

/// Says that a niche was renamed, with the niches below it and the views that follow.
pub fn renamed(from: &str, to: &str, below: usize, views: &[String]) -> String {
    let along = if below == 0 { String::new() } else { format!(", with {} below it", plural(below, "niche")) };
    format!("Renamed {from} to {to}{along}.{}", following(views))
}

/// Says that a niche already has this name.
pub fn named_so(name: &str) -> String {
    format!("{name} already has this name.")
}

/// Says that niches were merged, and how many creators carry the result.
pub fn merged(from: &[&str], into: &str, creators: i64, views: &[String]) -> String {
    let have = counted(creators, "creator has", "creators have");
    format!("Merged {} into {into}: {have} it now.{}", listed(from), following(views))
}

/// Says that there was nothing but the niche itself to merge.
pub fn nothing_to_merge(into: &str) -> String {
    format!("{into} is the only niche chosen. Nothing was changed.")
}

/// Says that tags became niches, or niches tags.
pub fn kind_set(names: &[&str], is_niche: bool) -> String {
    let (one, many) = if is_niche { ("a niche", "niches") } else { ("a tag", "tags") };
    match names.len() {
        0 => format!("These are already {many}. Nothing was changed."),
        1 => format!("Made {} {one}.", names[0]),
        _ => format!("Made {} {many}.", listed(names)),
    }
}

/// What a deleted niche leaves behind.
#[derive(Clone, Debug, Default)]
pub struct Deleted<'a> {
    /// The niches.
    pub names: &'a [&'a str],
    /// Creators that had one of them.
    pub creators: i64,
    /// Campaigns that named one.
    pub campaigns: u64,
    /// Whether the weekly goal asked for one.
    pub was_goal: bool,
    /// Views whose filter still asks for one.
    pub views: &'a [String],
}

/// Says that niches were deleted, and what that changes elsewhere.
pub fn deleted(gone: &Deleted<'_>) -> String {
    let them = if gone.names.len() == 1 { "it" } else { "them" };
    let names = listed(gone.names);
    let mut said = match gone.creators {
        0 => format!("Deleted {names}: no creator had {them}."),
        lost => format!("Deleted {names}: {} {them}.", counted(lost, "creator loses", "creators lose")),
    };
    if gone.campaigns > 0 {
        said = format!(
            "{said} {} {them}.",
            counted(gone.campaigns, "campaign no longer names", "campaigns no longer name")
        );
    }
    if gone.was_goal {
        said.push_str(" The weekly goal is for any niche now.");
    }
    gone.views.iter().fold(said, |said, view| format!("{said} The view {view} still asks for {them}."))
}

fn following(views: &[String]) -> String {
    let names: Vec<&str> = views.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!(" The view {one} is updated."),
        all => format!(" The views {} are updated.", listed(all)),
    }
}

/// What was done to a saved view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewDeed<'a> {
    /// It is new.
    Saved,
    /// Its filter, sort order or columns changed.
    Changed,
    /// It was renamed; this is the previous name.
    Renamed(&'a str),
    /// It is gone.
    Deleted,
    /// It was already like this.
    Unchanged,
}

/// Says what was done to a saved view.
pub fn view(name: &str, deed: ViewDeed<'_>) -> String {
    match deed {
        ViewDeed::Saved => format!("Saved the view {name}."),
        ViewDeed::Changed => format!("Changed the view {name}."),
        ViewDeed::Renamed(was) => format!("Renamed the view {was} to {name}."),
        ViewDeed::Deleted => format!("Deleted the view {name}. Its creators stay."),
        ViewDeed::Unchanged => format!("The view {name} is already like this."),
    }
}

/// Says that a setting of the file has a value, or already had it.
pub fn setting(name: &str, value: &str, is_new: bool) -> String {
    if is_new { format!("Set {name} to {value}.") } else { format!("{name} is already {value}.") }
}
