//! Accounts in pasted text: a handle, a link, a list of them, or a block copied from a sheet.
//!
//! Nothing is guessed silently: a line that cannot be read is handed back with its number, the reason, and what may have been
//! meant.

use std::collections::HashSet;

use super::handle::{Found, Handle, HandleError};
use super::number::parse_count;
use super::platform::Platform;
use super::text::clean;

mod remark;
mod sheet;

pub use remark::Remark;

/// Most lines that are read at once; more of them are a file to import.
pub const MOST_LINES: usize = 20_000;

/// What follows a handle in a line and is not used, as [`Collected::left_out`] names it.
const FIGURES: &str = "numbers behind handles";
const WORDS: &str = "words beside handles";

/// An account that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The line it is in, from 1.
    pub line: usize,
    /// The account, with platform and name where the text tells them.
    pub found: Found,
    /// What the text says beside it.
    pub remark: Remark,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its number, from 1.
    pub line: usize,
    /// What is there, as it was pasted.
    pub text: String,
    /// Why it isn't an account.
    pub why: HandleError,
    /// What may have been meant.
    pub guess: Option<Handle>,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}.", self.line, self.why)?;
        self.guess.as_ref().map_or(Ok(()), |guess| write!(f, " Did you mean {guess}?"))
    }
}

/// What is in a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Lines that are not empty, the heading of a sheet aside.
    pub lines: usize,
    /// The accounts, each once, in their order.
    pub accounts: Vec<Account>,
    /// How many repeat an account further up.
    pub repeats: usize,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Columns of a sheet that were not used, by their headings; `several` where there are none.
    pub left_out: Vec<String>,
    /// Lines beyond [`MOST_LINES`], which were not read.
    pub beyond: usize,
}

impl Collected {
    fn take(&mut self, line: usize, text: &str, read: Result<Found, HandleError>, remark: Remark) {
        match read {
            Ok(found) => self.accounts.push(Account { line, found, remark }),
            Err(why) => {
                let guess = guess(text);
                self.unreadable.push(Unreadable { line, text: text.trim().to_owned(), why, guess });
            }
        }
    }

    /// Says that something is not used, once.
    fn leave_out(&mut self, what: &str) {
        if !self.left_out.iter().any(|known| known == what) {
            self.left_out.push(what.to_owned());
        }
    }

    fn drop_repeats(&mut self) {
        let before = self.accounts.len();
        let mut seen = HashSet::new();
        self.accounts.retain(|account| seen.insert((account.found.platform, account.found.handle.clone())));
        self.repeats = before - self.accounts.len();
    }
}

/// Reads all accounts of a text.
pub fn collect(text: &str) -> Collected {
    let all = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let lines: Vec<(usize, &str)> = all().take(MOST_LINES).map(|(at, line)| (at + 1, line)).collect();
    let mut out = Collected { lines: lines.len(), beyond: all().skip(MOST_LINES).count(), ..Collected::default() };
    match sheet::Sheet::of(&lines) {
        Some(sheet) => sheet.read(&mut out),
        None => {
            for (line, text) in lines {
                read_line(line, text, &mut out);
            }
        }
    }
    out.drop_repeats();
    out
}

/// Reads one line: an account in any notation, perhaps with `via #hashtag` or other words, or several of them.
fn read_line(line: usize, text: &str, out: &mut Collected) {
    let cleaned = clean(text);
    let (who, via) = without_via(without_bullet(&cleaned));
    let who = who.trim_matches(['"', '\'', '“', '”', '`']);
    let whole = Handle::find(who);
    if whole.is_ok() {
        return out.take(line, who, whole, Remark::via(via.to_owned()));
    }
    let parts: Vec<&str> =
        who.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|part| !part.is_empty()).collect();
    // `mia 12k`: a handle and figures, which an import takes.
    if let [first, figures @ ..] = parts.as_slice()
        && !figures.is_empty()
        && figures.iter().all(|part| parse_count(part).is_some())
        && let Ok(found) = Handle::find(first)
        && found.handle.as_str().contains(char::is_alphabetic)
    {
        out.leave_out(FIGURES);
        return out.take(line, first, Ok(found), Remark::via(via.to_owned()));
    }
    // `late.find #gifted`: a hashtag follows only an account.
    if let [first, tag, ..] = parts.as_slice()
        && tag.starts_with('#')
        && let Ok(found) = Handle::find(first)
    {
        return out.take(line, first, Ok(found), Remark::of(&words(who)[1..]).and_via(via));
    }
    // In running text only what is marked as an account is one.
    let sure: Vec<&str> = parts.iter().copied().filter(|part| is_sure(part)).collect();
    let is_list =
        who.contains([',', ';']) && !parts.is_empty() && !parts.iter().any(|part| Handle::find(part).is_err());
    let named = || Remark::via(via.to_owned());
    match (sure.as_slice(), is_list) {
        ([], true) => parts.iter().for_each(|part| out.take(line, part, Handle::find(part), named())),
        ([], false) => out.take(line, text, whole, Remark::default()),
        // The words beside a single account are kept as they stand, with their commas.
        ([one], _) => {
            let mut said = words(who);
            said.retain(|word| word.trim_matches([',', ';', ':']) != *one);
            out.take(line, one, Handle::find(one), Remark::of(&said).and_via(via));
        }
        (sure, _) => {
            if sure.len() < parts.len() {
                out.leave_out(WORDS);
            }
            for part in sure {
                out.take(line, part, Handle::find(part), named());
            }
        }
    }
}

/// The words of a line, with their commas.
fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// Whether a text says itself that it is an account: by `@`, or as a profile link.
fn is_sure(text: &str) -> bool {
    let is_marked = text.starts_with(['@', '＠']) || text.contains("(@") || text.contains('/');
    is_marked && Handle::find(text).is_ok()
}

/// Parts `@mia via #glow` into the account and where it was found.
fn without_via(text: &str) -> (&str, &str) {
    text.split_once(" via ").map_or((text, ""), |(who, via)| (who.trim(), via.trim()))
}

/// Takes away what a list puts before its entries: `1.`, `2)`, `-`, `*`, `•`.
fn without_bullet(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let number = first.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    if is_number || matches!(first, "-" | "*" | "•" | "–" | "·") { rest.trim_start() } else { text }
}

/// What may have been meant: blanks as `_`, and without what no handle has.
fn guess(text: &str) -> Option<Handle> {
    let cleaned = clean(text);
    let bare = cleaned.trim_start_matches(['@', '＠']);
    // A link, or an email address.
    if cleaned.contains('/') || bare.contains('@') || cleaned.chars().count() > super::handle::LONGEST + 4 {
        return None;
    }
    let kept: Vec<String> = bare
        .split_whitespace()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-')).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    // More words are a sentence.
    if kept.len() > 2 { None } else { Handle::parse(&kept.join("_")).ok() }
}

/// The platform a word of a sheet names.
fn platform(word: &str) -> Option<Platform> {
    Platform::from_word(word)
}

#[cfg(test)]
mod tests;
