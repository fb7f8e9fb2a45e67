//! Countries: one code for each, however a list names it, and its name for screens.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::text::{clean, fold};

const TABLE: &str = include_str!("../../assets/countries.tsv");

/// Countries by their names, and names by their codes.
struct Atlas {
    codes: HashMap<String, &'static str>,
    names: HashMap<&'static str, &'static str>,
}

/// The form in which names are compared.
fn key(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn atlas() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| {
        let mut atlas = Atlas { codes: HashMap::new(), names: HashMap::new() };
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let countries: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once('\t')).collect();
        // A code is its own, whatever a short name elsewhere says.
        atlas.codes.extend(countries.iter().map(|(code, _)| ((*code).to_owned(), *code)));
        for (code, names) in countries {
            atlas.names.insert(code, names.split('\t').next().unwrap_or(code));
            for name in names.split('\t') {
                atlas.codes.entry(key(name)).or_insert(code);
            }
        }
        atlas
    })
}

/// Returns the two-letter code of a country, lower case, by its code or its name in one of many languages.
pub fn code(text: &str) -> Option<&'static str> {
    atlas().codes.get(&key(text)).or_else(|| atlas().codes.get(&flag(text)?)).copied()
}

/// The code that a flag is written with.
fn flag(text: &str) -> Option<String> {
    let letter = |c: char| char::from_u32(u32::from(c).checked_sub(u32::from('🇦'))? + u32::from('a'));
    text.trim().chars().map(|c| letter(c).filter(char::is_ascii_lowercase)).collect()
}

/// Returns the form in which a country is kept: its code, or the text as it stands where no country is called so. A code
/// with a region behind it (`US-CA`) is that of the country.
pub fn kept(text: &str) -> String {
    let text = clean(text);
    let is_code = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let of_region = || text.split_once(['-', '_']).map(|(country, _)| country).filter(|country| is_code(country));
    match code(&text).or_else(|| of_region().and_then(code)) {
        Some(code) => code.to_owned(),
        None if is_code(&text) => text.to_ascii_lowercase(),
        None => text,
    }
}

/// Returns the name of a country for a screen; a text that isn't a code stands as it is.
pub fn name(kept: &str) -> Cow<'_, str> {
    match atlas().names.get(kept.to_ascii_lowercase().as_str()) {
        Some(name) => Cow::Borrowed(name),
        None => Cow::Borrowed(kept),
    }
}

/// Returns the names of all countries as screens show them, by the alphabet of their codes.
pub fn names() -> impl Iterator<Item = &'static str> {
    let mut codes: Vec<_> = atlas().names.iter().collect();
    codes.sort_unstable();
    codes.into_iter().map(|(_, name)| *name)
}

/// Returns the name of a country where it fits into so many cells, else its code in capitals.
pub fn name_within(kept: &str, cells: usize) -> Cow<'_, str> {
    let name = name(kept);
    if name.chars().count() > cells && kept.chars().count() <= 2 { Cow::Owned(kept.to_uppercase()) } else { name }
}

/// Returns the codes of the countries of which a name or the code begins so; nothing for a text without a letter, which all of
/// them would begin with.
pub fn beginning(text: &str) -> Vec<&'static str> {
    let start = key(text);
    let begins = |name: &str| !start.is_empty() && name.starts_with(&start);
    let mut found: Vec<&str> = atlas().codes.iter().filter(|(name, _)| begins(name)).map(|(_, code)| *code).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Germany", "de")]
    #[case("Deutschland", "de")]
    #[case("DE", "de")]
    #[case("ALEMANIA", "de")]
    #[case("de-BY", "de")]
    #[case("UK", "gb")]
    #[case("U.S.A.", "us")]
    #[case("Türkiye", "tr")]
    #[case("Turkey", "tr")]
    #[case("United States of America", "us")]
    #[case("🇫🇷", "fr")]
    #[case("日本", "jp")]
    #[case("Atlantis", "Atlantis")]
    #[case("XX", "xx")]
    #[case("", "")]
    fn a_country_is_kept_by_its_code(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(kept(text), expected);
    }

    #[test]
    fn a_beginning_is_that_of_any_name() {
        assert!(beginning("deutsch").contains(&"de") && beginning("germ").contains(&"de"));
        assert!(beginning("-").is_empty() && beginning("").is_empty());
    }

    #[test]
    fn screens_show_the_name() {
        assert_eq!((name("de"), name("DE"), name("Atlantis")), ("Germany".into(), "Germany".into(), "Atlantis".into()));
    }

    #[test]
    fn every_code_has_a_name_and_is_its_own() {
        let atlas = atlas();
        assert!(atlas.names.len() > 240);
        for code in atlas.names.keys() {
            assert_eq!(self::code(code), Some(*code));
        }
    }

    #[test]
    fn a_name_without_room_is_its_code() {
        assert_eq!(name_within("us", 13), "United States");
        assert_eq!(name_within("us", 12), "US");
        assert_eq!(name_within("Atlantis", 3), "Atlantis");
    }
}
