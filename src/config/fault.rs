//! What is wrong in a configuration, with the line and the key where it stands.

use crate::error::Error;

/// A line that names something.
struct Named<'a> {
    /// From 1.
    number: usize,
    /// The table it is in.
    table: &'a str,
    /// The key it sets; none for the heading of a table.
    key: Option<&'a str>,
}

/// The lines of a text that name a table or a key.
fn named(text: &str) -> Vec<Named<'_>> {
    let mut table = "";
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        let heading = line.strip_prefix('[').and_then(|rest| rest.split(']').next());
        if let Some(name) = heading.filter(|name| !line.contains('=') && !name.contains(['"', ','])) {
            table = name.trim_start_matches('[').trim();
            found.push(Named { number, table, key: None });
        } else if let Some((key, _)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            found.push(Named { number, table, key: Some(key.trim().trim_matches('"')) });
        }
    }
    found
}

/// What the reader of the text says, in one line.
pub(super) fn of_reading(text: &str, error: &toml::de::Error) -> Error {
    let at = error.span().map_or(1, |span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
    let what = error.message().lines().next().unwrap_or("it cannot be read");
    let lines = named(text);
    let Some(here) = lines.iter().rev().find(|line| line.number <= at) else {
        return Error::refused(format!("line {at}: {what}"));
    };
    // A table that is read in one piece names the key in its sentence.
    let told = what.split_once(": ").and_then(|(key, rest)| {
        let line = lines.iter().find(|line| line.table == here.table && line.key == Some(key))?;
        Some((line, rest))
    });
    let (line, what) = told.unwrap_or((here, what));
    let number = if told.is_some() { line.number } else { at };
    let name = [line.table, line.key.unwrap_or_default()].into_iter().filter(|part| !part.is_empty());
    let name = name.collect::<Vec<_>>().join(".");
    let name = if name.is_empty() { name } else { format!("{name}: ") };
    Error::refused(format!("line {number}: {name}{what}"))
}

/// Adds the line to a sentence that begins with its table, `[tiers]: ...`: that of the first key it names, else the heading.
pub(super) fn with_line(text: &str, error: Error) -> Error {
    let sentence = error.to_string();
    let table = sentence.strip_prefix('[').and_then(|rest| rest.split_once("]: ")).map_or("", |(table, _)| table);
    let is_below = |line: &Named<'_>| line.table == table || line.table.starts_with(&format!("{table}."));
    let lines: Vec<Named<'_>> = named(text).into_iter().filter(is_below).collect();
    let says = |key: &str| sentence.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == key);
    let line = lines.iter().find(|line| line.key.is_some_and(says)).or(lines.first());
    line.map_or(error, |line| Error::refused(format!("line {}: {sentence}", line.number)))
}
