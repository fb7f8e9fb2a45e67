//! What tells who somebody is, taken out of a text that they send to somebody else.

use std::borrow::Cow;
use std::path::PathBuf;

/// Folders whose entries are named after people.
const OF_PEOPLE: [&str; 4] = ["/home/", "/Users/", "\\Users\\", "/media/"];

/// What stands for a name.
const SOMEBODY: &str = "user";
/// What stands for an address.
const ADDRESS: &str = "[email]";

/// The home folder and the name of the person at this computer.
#[derive(Clone, Debug, Default)]
pub struct Personal {
    homes: Vec<String>,
    names: Vec<String>,
}

impl Personal {
    /// Those of the person who runs the program.
    pub fn here() -> Self {
        let home = super::home();
        let real = home.as_deref().and_then(|home| home.canonicalize().ok());
        let names =
            ["USER", "LOGNAME", "USERNAME", "SUDO_USER"].into_iter().filter_map(|name| std::env::var(name).ok());
        Self::of(home.into_iter().chain(real), names)
    }

    fn of(homes: impl Iterator<Item = PathBuf>, names: impl Iterator<Item = String>) -> Self {
        let mut homes: Vec<String> = homes.map(|home| home.to_string_lossy().into_owned()).collect();
        // Without its root a folder such as `/` would stand in every path.
        homes.retain(|home| home.trim_matches(['/', '\\']).len() > 1);
        let mut names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        names.extend(homes.iter().filter_map(|home| home.rsplit(['/', '\\']).next()).map(str::to_owned));
        homes.sort_by_key(|home| std::cmp::Reverse(home.len()));
        Self { homes, names }
    }

    /// Writes the home folder as `~` and leaves out names and addresses.
    pub fn without(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for home in &self.homes {
            text = replaced(&text, home, "~", |_, after| !after.is_some_and(belongs));
        }
        for place in OF_PEOPLE {
            text = without_entries(&text, place);
        }
        for name in &self.names {
            let is_folder = |before: Option<char>, after: Option<char>| {
                before.is_some_and(|sign| matches!(sign, '/' | '\\')) && !after.is_some_and(belongs)
            };
            text = replaced(&text, name, SOMEBODY, is_folder);
        }
        without_addresses(&text)
    }
}

/// Whether a letter continues the name of a folder.
fn belongs(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.')
}

/// Replaces a part of a text where the signs before and after it allow that.
fn replaced(text: &str, part: &str, by: &str, fits: impl Fn(Option<char>, Option<char>) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in text.match_indices(part) {
        let end = at + found.len();
        if at >= from && fits(text[..at].chars().next_back(), text[end..].chars().next()) {
            out.push_str(&text[from..at]);
            out.push_str(by);
            from = end;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Leaves out whose folder it is below a folder of people: `/home/ana/x` becomes `/home/user/x`.
fn without_entries(text: &str, place: &str) -> String {
    let mut parts = text.split(place);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['/', '\\', '"', '\'', ':', ',', '\n']).unwrap_or(part.len());
        out.push_str(place);
        out.push_str(if end == 0 { "" } else { SOMEBODY });
        out.push_str(&part[end..]);
    }
    out
}

fn without_addresses(text: &str) -> String {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '_' | '-' | '+' | '@');
    let is_address = |word: &str| word.split_once('@').is_some_and(|(who, at)| !who.is_empty() && at.contains('.'));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|sign| !is_part(sign)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(&if is_address(word) { Cow::Borrowed(ADDRESS) } else { Cow::Borrowed(word) });
        let sign = after.chars().next().map_or(0, char::len_utf8);
        out.push_str(&after[..sign]);
        rest = &after[sign..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Cannot open /home/ana/shop/x.db: denied.", "Cannot open ~/shop/x.db: denied.")]
    #[case("/home/ana", "~")]
    #[case("/home/anabel/x.db", "/home/user/x.db")]
    #[case("/data/homes/ana/x.db", "~/x.db")]
    #[case("/media/ana/stick/x.db", "/media/user/stick/x.db")]
    #[case("/mnt/ana/x.db, /mnt/banana/y.db", "/mnt/user/x.db, /mnt/banana/y.db")]
    #[case("D:\\Users\\Ana Lind\\x.db", "D:\\Users\\user\\x.db")]
    #[case("~/Library/CloudStorage/GoogleDrive-ana@example.com/x", "~/Library/CloudStorage/[email]/x")]
    #[case("@mia and ana", "@mia and ana")]
    #[case("größe 日本/ana", "größe 日本/user")]
    #[case("", "")]
    fn nobody_is_named(#[case] text: &str, #[case] expected: &str) {
        let homes = ["/home/ana", "/data/homes/ana"].map(PathBuf::from);
        let personal = Personal::of(homes.into_iter(), ["ana".to_owned()].into_iter());
        assert_eq!(personal.without(text), expected);
    }

    #[test]
    fn a_home_at_the_root_leaves_paths_as_they_are() {
        let personal = Personal::of([PathBuf::from("/")].into_iter(), [String::new()].into_iter());
        assert_eq!(personal.without("/srv/shop/x.db"), "/srv/shop/x.db");
    }
}
