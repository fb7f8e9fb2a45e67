//! Lines cut into cells.

use super::past::{is_time, looks_like_day, starts_with_day};

/// What is between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Tab,
    Semicolon,
    Comma,
    Blank,
}

impl Mark {
    /// Finds out what is between the cells of most of these lines: one stray line isn't a reason to misread the others.
    ///
    /// A comma may also stand inside a number; it separates where it follows a whole cell.
    pub(super) fn of(lines: &[&str]) -> Self {
        let lines = || lines.iter().copied();
        let most = |has: &dyn Fn(&str) -> bool| lines().filter(|line| has(line)).count() * 2 > lines().count();
        if lines().any(|line| line.contains('\t')) {
            return Self::Tab;
        }
        if most(&|line| line.contains(';')) {
            return Self::Semicolon;
        }
        let is_cell = |first: &str| {
            let first = first.trim().trim_matches('"');
            first.is_empty() || looks_like_day(first) || first.starts_with("http") || !first.contains([' ', '.'])
        };
        let ends_in_number = |line: &str| {
            // "12,345 450": the comma has exactly a number around it, and blanks do the separating.
            let tokens = || line.split_whitespace();
            tokens().count() > 1 && tokens().any(|token| is_grouped(token.trim_end_matches(',')))
        };
        // "feb 20, 2026 12k": the comma belongs to the day.
        let is_of_day = |first: &str, rest: &str| {
            let year = rest.split(|c: char| c.is_whitespace() || c == ',').find(|word| !word.is_empty());
            let has = |is: fn(&char) -> bool| first.chars().any(|c| is(&c));
            let is_year = year.is_some_and(|year| year.len() == 4 && year.starts_with("20"));
            is_year && has(|c| c.is_alphabetic()) && has(char::is_ascii_digit) && !first.contains('/')
        };
        let by_comma = |line: &str| {
            let cut = line.split_once(',');
            cut.is_some_and(|(first, rest)| is_cell(first) && !is_of_day(first, rest)) && !ends_in_number(line)
        };
        if most(&by_comma) {
            return Self::Comma;
        }
        Self::Blank
    }

    /// What is between the cells of one line: blanks where the mark of the others is missing.
    pub(super) fn on(self, line: &str) -> Self {
        if self.letter().is_some_and(|letter| line.contains(letter)) { self } else { Self::Blank }
    }

    fn letter(self) -> Option<char> {
        match self {
            Self::Tab => Some('\t'),
            Self::Semicolon => Some(';'),
            Self::Comma => Some(','),
            Self::Blank => None,
        }
    }
}

/// Whether a comma of this text only separates thousands or decimals: `12,345`, `12,3k`.
fn is_grouped(token: &str) -> bool {
    token.contains(',')
        && token.starts_with(|c: char| c.is_ascii_digit())
        && token.trim_end_matches(['k', 'K', 'm', 'M']).chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// Cuts a line into cells; what is in double quotes stays together.
pub(super) fn split(line: &str, mark: Mark) -> Vec<String> {
    let Some(separator) = mark.letter() else { return line.split_whitespace().map(str::to_owned).collect() };
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.trim_matches(['\r', '\u{feff}']).chars() {
        match (letter, cells.last_mut()) {
            ('"', _) => quoted = !quoted,
            (letter, _) if letter == separator && !quoted => cells.push(String::new()),
            (letter, Some(cell)) => cell.push(letter),
            (_, None) => {}
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Cuts a line without a heading into cells. Where blanks separate, a day of several words is put together again and the time
/// behind it left out.
pub(super) fn parts(line: &str, mark: Mark) -> Vec<String> {
    if mark != Mark::Blank {
        return split(line, mark);
    }
    let tokens: Vec<&str> = line.split_whitespace().map(|token| token.trim_end_matches([',', ';'])).collect();
    let mut parts = Vec::new();
    let mut has_day = false;
    let mut rest = tokens.as_slice();
    while let [token, more @ ..] = rest {
        let words = if has_day { 0 } else { starts_with_day(rest) };
        if words > 0 {
            parts.push(rest.iter().take(words).copied().collect::<Vec<_>>().join(" "));
            rest = rest.get(words..).unwrap_or_default();
            has_day = true;
            while let [time, more @ ..] = rest
                && is_time(time)
            {
                rest = more;
            }
            continue;
        }
        if !token.is_empty() {
            parts.push((*token).to_owned());
        }
        rest = more;
    }
    parts
}

/// Whether a cell says that nothing is known.
pub(super) fn is_blank(cell: &str) -> bool {
    matches!(
        cell.trim().to_ascii_lowercase().as_str(),
        "" | "-" | "--" | "–" | "—" | "?" | "n/a" | "na" | "null" | "none" | "undefined"
    )
}
