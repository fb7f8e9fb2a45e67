//! Which creators may be one: what two accounts have in common that two people seldom have.

use super::text::fold;

/// What creators have in common, the surest sign first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Likeness {
    /// The same email address.
    Email,
    /// Handles that differ in dots, underscores and dashes alone.
    Spelling,
    /// Handles of which one has digits behind the other.
    Digits,
    /// The same name in the same country.
    Name,
    /// The same handle on another platform.
    Platform,
}

/// More handles with nothing but digits between them are a habit of naming, and more people of one name a common name.
const MOST_BY_CHANCE: usize = 3;
/// More accounts behind one address belong to an agency.
const MOST: usize = 8;
/// Shorter handles and names are alike by chance.
const SHORTEST: usize = 4;
/// More digits at the end are a number, not a second try at a handle that was taken.
const MOST_DIGITS: usize = 4;

impl Likeness {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Email => "same email",
            Self::Spelling => "handles differ only in dots or underscores",
            Self::Digits => "same handle with digits added",
            Self::Name => "same name and country",
            Self::Platform => "same handle on another platform",
        }
    }

    /// How many that are alike in this way may be one person.
    pub fn most(self) -> usize {
        match self {
            Self::Email | Self::Spelling | Self::Platform => MOST,
            Self::Digits | Self::Name => MOST_BY_CHANCE,
        }
    }
}

/// A handle (lower case, without `@`) without dots, underscores and dashes; nothing for short ones.
pub fn spelling(handle: &str) -> Option<String> {
    let key: String = handle.chars().filter(|c| !matches!(c, '.' | '_' | '-')).collect();
    (key.chars().count() >= SHORTEST).then_some(key)
}

/// The same without up to four digits at its end; nothing where that leaves too little.
pub fn without_digits(handle: &str) -> Option<String> {
    let key = spelling(handle)?;
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_short = key.len() - bare.len() <= MOST_DIGITS;
    (is_short && bare.chars().count() >= SHORTEST).then(|| bare.to_owned())
}

/// An email address as it is compared.
pub fn email(address: &str) -> Option<String> {
    let address = address.trim();
    address.contains('@').then(|| address.to_lowercase())
}

/// A full name with its country; nothing for a first name alone, or without a country.
pub fn name(name: &str, country: &str) -> Option<String> {
    let country = country.trim();
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    let is_full = words.len() > 1 && letters > SHORTEST + 2;
    (is_full && !country.is_empty()).then(|| format!("{} {}", words.join(" "), fold(country)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_compared_without_what_people_change_when_one_is_taken() {
        assert_eq!(spelling("glow.with_mia-x").as_deref(), Some("glowwithmiax"));
        assert_eq!(spelling("m.i.a"), None, "three letters are alike by chance");
        assert_eq!(without_digits("glow.mia_22").as_deref(), Some("glowmia"));
        assert_eq!(without_digits("glow.mia").as_deref(), Some("glowmia"));
        assert_eq!(without_digits("user83920175"), None, "a number of the platform's own");
        assert_eq!(without_digits("mia2024"), None);
    }

    #[test]
    fn names_count_with_a_country_and_in_full() {
        assert_eq!(name("Sofía  Glow!", "US").as_deref(), Some("sofia glow us"));
        assert_eq!(name("Sofia", "us"), None);
        assert_eq!(name("Sofia Glow", " "), None);
        assert_eq!(email(" Mia@Example.com ").as_deref(), Some("mia@example.com"));
        assert_eq!(email("mia"), None);
    }
}
