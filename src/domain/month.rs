//! Months by their names, in the languages in which lists are written.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::text::fold;

/// English names of the months.
const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const TABLE: &str = include_str!("../../assets/months.tsv");

/// Returns the number of a month by its name or short form; English names also by any beginning of three letters or more.
pub fn named(word: &str) -> Option<u32> {
    static MONTHS: OnceLock<HashMap<&str, u32>> = OnceLock::new();
    let months = MONTHS.get_or_init(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        lines.zip(1..).flat_map(|(line, month)| line.split('\t').map(move |name| (name, month))).collect()
    });
    let word = fold(word.trim_end_matches('.'));
    let english = || {
        let begins = |name: &&str| word.len() >= 3 && name.starts_with(&word);
        ENGLISH.iter().zip(1..).find(|(name, _)| begins(name)).map(|(_, month)| month)
    };
    months.get(word.as_str()).copied().or_else(english)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("March", Some(3))]
    #[case("sept", Some(9))]
    #[case("enero", Some(1))]
    #[case("März", Some(3))]
    #[case("março", Some(3))]
    #[case("août", Some(8))]
    #[case("Ağustos", Some(8))]
    #[case("maj", Some(5))]
    #[case("martes", None)]
    #[case("ma", None)]
    fn months_are_known_by_name(#[case] word: &str, #[case] expected: Option<u32>) {
        assert_eq!(named(word), expected);
    }
}
