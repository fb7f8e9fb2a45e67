//! Matches the words a person types against the words of an action.
//!
//! A word matches exactly, as a prefix, as a synonym, or with one typo, in this order.

use crate::domain::text::fold;

/// The only table of synonyms: a word of the titles, and what people type for it. It works in this direction only, so
/// `csv` finds what imports, and `import` does not find everything about files.
const SAID: &[(&str, &[&str])] = &[
    ("add", &["new", "insert", "write"]),
    ("new", &["add", "create", "make", "plan"]),
    ("import", &["csv", "upload", "load", "xlsx", "excel", "spreadsheet", "sheet", "file", "bring"]),
    ("rows", &["list", "table", "csv"]),
    ("report", &["export", "download", "pdf"]),
    ("copy", &["export", "clipboard"]),
    ("email", &["mail", "send", "message", "write", "outreach"]),
    ("spend", &["money", "budget"]),
    ("close", &["exit", "leave"]),
    ("delete", &["remove", "erase", "trash"]),
    ("keys", &["guide", "manual", "learn", "shortcut"]),
    ("tour", &["tutorial", "onboarding", "introduction", "intro", "walkthrough"]),
    ("undo", &["back", "revert", "restore"]),
    ("filter", &["search", "find", "look"]),
    ("creator", &["influencer", "account", "person", "people"]),
    ("tag", &["label", "category", "niche"]),
    ("task", &["todo", "reminder"]),
    ("agenda", &["calendar", "todo", "schedule"]),
    ("results", &["performance", "analytics", "dashboard", "chart", "graph", "plot"]),
    ("pick", &["approve", "accept"]),
    ("reject", &["decline", "dislike"]),
    ("snooze", &["later", "postpone", "remind"]),
    ("mark", &["select"]),
    ("duplicates", &["double"]),
    ("profile", &["website", "link", "url"]),
    ("stars", &["rating", "score"]),
    ("note", &["comment"]),
    ("edit", &["change", "update"]),
    ("record", &["creator", "influencer", "account"]),
    ("saved", &["who", "show", "reject", "rejected", "shortlist"]),
    ("happened", &["mark", "pay", "paid", "payment", "contacted"]),
    ("numbers", &["roas", "cpm", "mean", "formula", "calculate", "metric"]),
    ("data", &["backup", "restore", "accident"]),
    ("demo", &["sample", "example"]),
];

/// Stop words, ignored in a search.
const EMPTY: &[&str] = &[
    "a", "an", "the", "do", "does", "how", "i", "can", "could", "to", "in", "of", "for", "my", "me", "is", "are",
    "this", "that", "it", "please", "want", "would", "where", "what", "some", "go", "with", "by", "on", "at", "and",
    "or", "need", "as", "did",
];

/// Returns the words of a text, folded, without signs around them.
pub(super) fn words(text: &str) -> Vec<String> {
    let is_inside = |c: char| c.is_alphanumeric() || c == '-' || c == '#' || c == '\'';
    let parts = text.split(|c: char| !is_inside(c)).map(|word| fold(&word.replace(['-', '\''], "")));
    parts.filter(|word| !word.is_empty()).collect()
}

/// Returns the words without stop words, or all of them when nothing else is left.
pub(super) fn asked(query: &str) -> Vec<String> {
    let all = words(query);
    let telling: Vec<String> = all.iter().filter(|word| !EMPTY.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// Scores a typed word against a word of an action, from 0 (no match) to 6 (exact).
pub(super) fn fit(typed: &str, word: &str) -> u32 {
    if typed == word || singular(typed) == singular(word) {
        return 6;
    }
    let length = typed.chars().count();
    if length > 1 && word.starts_with(typed) || is_form_of(typed, word) {
        return 4;
    }
    let is_said = |(title, said): &(&str, &[&str])| {
        singular(title) == singular(word) && said.iter().any(|said| singular(said) == singular(typed))
    };
    if SAID.iter().any(is_said) {
        return 3;
    }
    // One typo; in a short word, a typo would match almost anything.
    if length >= LEAST_TYPED
        && word.chars().count() >= LEAST_TYPED
        && strsim::osa_distance(singular(typed), singular(word)) <= 1
    {
        2
    } else {
        0
    }
}

/// Shortest word, in letters, that may contain a typo.
const LEAST_TYPED: usize = 5;

/// `picked`, `picking` and `batches` are forms of `pick` and `batch`.
fn is_form_of(typed: &str, word: &str) -> bool {
    let ends = ["s", "es", "d", "ed", "ing", "ting", "ning", "er"];
    let stem = word.strip_suffix('e').unwrap_or(word);
    word.len() >= 3 && [word, stem].iter().any(|stem| typed.strip_prefix(stem).is_some_and(|end| ends.contains(&end)))
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.chars().count() >= 3 && !one.ends_with('s') => one,
        _ => word,
    }
}
