//! Paths as terminals drop them and people type them.

use std::path::{Path, PathBuf};

/// Reads a dropped or pasted path: in quotes, as `file://` address, or with blanks behind backslashes. Of several the first.
pub(super) fn dropped(text: &str) -> String {
    let text = text.trim();
    for quote in ['\'', '"'] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split(quote).next().unwrap_or_default().to_owned();
        }
    }
    if let Some(address) = text.strip_prefix("file://") {
        let address = address.split_whitespace().next().unwrap_or_default();
        // A host may stand before the path; the path begins with a slash.
        let path = address.find('/').map_or(address, |slash| address.split_at(slash).1);
        return decoded(path);
    }
    unescaped(text)
}

/// Turns `%20` and its like into what they stand for.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Drops the backslash before what a shell escapes; before letters and digits it parts folders on Windows.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let escapes = letter == '\\' && letters.peek().is_some_and(|next| " ()[]&'\"!$;#*?{}".contains(*next));
        if !escapes {
            out.push(letter);
        }
    }
    out
}

/// Returns the path that a text in the box means: `~` is the home folder, relative paths begin at the start folder.
pub(super) fn meant(text: &str, home: Option<&Path>, start: &Path) -> PathBuf {
    let text = dropped(text);
    if let (Some(rest), Some(home)) = (text.strip_prefix('~'), home)
        && (rest.is_empty() || rest.starts_with(['/', '\\']))
    {
        return home.join(rest.trim_start_matches(['/', '\\']));
    }
    if text.is_empty() { start.to_owned() } else { start.join(text) }
}

/// Splits the text of the box into the folder it names and what is typed of a name in it.
pub(super) fn split(text: &str) -> (&str, &str) {
    match text.rfind(['/', std::path::MAIN_SEPARATOR]) {
        Some(at) => text.split_at(at + 1),
        None if text == "~" => (text, ""),
        None => ("", text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("/home/ana/march list.csv", "/home/ana/march list.csv")]
    #[case("  '/home/ana/march list.csv' ", "/home/ana/march list.csv")]
    #[case("\"/home/ana/march list.csv\" \"/tmp/b.csv\"", "/home/ana/march list.csv")]
    #[case("file:///home/ana/march%20list%C3%A9.csv", "/home/ana/march listé.csv")]
    #[case("file://localhost/tmp/100%.csv", "/tmp/100%.csv")]
    #[case("/home/ana/march\\ list\\(1\\).csv", "/home/ana/march list(1).csv")]
    #[case("C:\\Users\\ana\\march.csv", "C:\\Users\\ana\\march.csv")]
    fn dropped_paths_are_understood(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(dropped(text), expected);
    }

    #[test]
    fn the_box_means_a_path_from_home_or_the_start() {
        let (home, start) = (Path::new("/home/ana"), Path::new("/data"));
        assert_eq!(meant("~/a.csv", Some(home), start), Path::new("/home/ana/a.csv"));
        assert_eq!(meant("lists/a.csv", Some(home), start), Path::new("/data/lists/a.csv"));
        assert_eq!(meant("/x/a.csv", Some(home), start), Path::new("/x/a.csv"));
        assert_eq!(meant("", Some(home), start), Path::new("/data"));
        assert_eq!(split("~/Downloads/mar"), ("~/Downloads/", "mar"));
        assert_eq!(split("mar"), ("", "mar"));
    }
}
