//! Words of an enum of the domain in its order, as SQL.

/// Returns the place of a column's word among all of them: `CASE creator.verdict WHEN 'new' THEN 0 ... END`.
pub(super) fn ranked(column: &str, words: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    let places = words.into_iter().enumerate().map(|(place, word)| format!("WHEN '{word}' THEN {place}"));
    format!("CASE {column} {} END", places.collect::<Vec<_>>().join(" "))
}
