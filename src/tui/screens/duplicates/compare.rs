//! Compares possible duplicates: one line per fact, one column per creator.

use crate::domain::number::full;
use crate::domain::{Money, country};
use crate::proto::duplicates::{AlikeGroup, AlikeRow};
use crate::tui::look::text;
use crate::tui::screens::profile::{info, merging};

/// Shown for an unknown fact.
const UNKNOWN: &str = "-";

/// A fact about a creator in words.
type Fact = fn(&AlikeRow) -> String;

/// The facts, the most telling first.
const FACTS: [(&str, Fact); 14] = [
    ("name", |row| shown(&row.row.fields.name)),
    ("email", |row| shown(&row.row.fields.email)),
    ("followers", |row| row.row.fields.followers.map_or(UNKNOWN.to_owned(), full)),
    ("country", |row| {
        shown([country::name(&row.row.fields.country).as_ref(), &row.row.fields.language].join(" ").trim())
    }),
    ("verdict", |row| {
        let blocked = if row.row.do_not_contact { ", do not contact" } else { "" };
        format!("{}{blocked}", info::verdict(&row.row))
    }),
    ("has", merging::weight),
    ("tags", |row| shown(&row.row.tags.join(", "))),
    ("bio", |row| shown(&row.row.fields.bio)),
    ("engagement", |row| row.row.fields.er.map_or(UNKNOWN.to_owned(), |er| format!("{er}%"))),
    ("views", |row| row.row.fields.views.map_or(UNKNOWN.to_owned(), full)),
    ("price", |row| {
        let price = |minor| Money::new(minor, row.row.fields.price_currency).exact();
        row.row.fields.price_minor.map_or(UNKNOWN.to_owned(), price)
    }),
    ("found via", |row| shown(&row.row.found())),
    ("counted on", |row| row.stats_on.map_or(UNKNOWN.to_owned(), |day| day.to_string())),
    ("earlier", |row| {
        let names: Vec<String> = row.known_as.iter().map(|name| format!("@{name}")).collect();
        shown(&names.join(", "))
    }),
];

/// How many lines there are.
pub(super) const LINES: usize = FACTS.len();

fn shown(said: &str) -> String {
    if said.is_empty() { UNKNOWN.to_owned() } else { text::shown(said) }
}

/// A line: the label, the fact of each creator, and whether the known ones differ.
pub(super) struct Line {
    pub(super) label: &'static str,
    pub(super) facts: Vec<String>,
    pub(super) differs: bool,
}

/// All lines about a group.
pub(super) fn lines(group: &AlikeGroup) -> Vec<Line> {
    let line = |(label, fact): &(&'static str, Fact)| {
        let facts: Vec<String> = group.rows.iter().map(fact).collect();
        let mut known = facts.iter().filter(|fact| *fact != UNKNOWN);
        let first = known.next();
        let differs = known.any(|fact| Some(fact) != first);
        Line { label, facts, differs }
    };
    FACTS.iter().map(line).collect()
}

/// Why they may be duplicates.
pub(super) fn why(group: &AlikeGroup) -> String {
    group.likenesses.iter().map(|likeness| likeness.words()).collect::<Vec<_>>().join("; ")
}

/// `@mia`, with the platform if the group spans several.
pub(super) fn name(group: &AlikeGroup, row: &AlikeRow) -> String {
    let platform = row.row.fields.platform;
    let is_one = group.rows.iter().all(|other| other.row.fields.platform == platform);
    let handle = row.row.fields.handle.to_string();
    if is_one { handle } else { format!("{handle} ({})", platform.word()) }
}

/// The groups as text.
pub(super) fn as_text(groups: &[AlikeGroup]) -> String {
    let line = |group: &AlikeGroup| {
        let who: Vec<String> = group.rows.iter().map(|row| name(group, row)).collect();
        format!("{}\t{}", why(group), who.join(", "))
    };
    let lines = std::iter::once("why\twho".to_owned()).chain(groups.iter().map(line));
    lines.map(|line| line + "\n").collect()
}
