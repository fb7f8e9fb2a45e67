//! Column names met in real files, and which field each one means. The names are data: `assets/columns.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::collaboration::Payment;
use crate::domain::text::{clean, fold};
use crate::domain::{Currency, Platform};
use crate::proto::column::{Sureness, Target};
use crate::proto::ingest::ImportKind;

const NAMES: &str = include_str!("../../assets/columns.toml");

#[derive(Deserialize)]
struct Names {
    #[serde(default)]
    sure: Vec<String>,
    #[serde(default)]
    guess: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    creators: BTreeMap<Target, Names>,
    collaborations: BTreeMap<Target, Names>,
    shopify: BTreeMap<Target, Names>,
    posts: BTreeMap<Target, Names>,
    followers: BTreeMap<Target, Names>,
    pseudo_codes: PseudoCodes,
    paid_words: BTreeMap<String, Vec<String>>,
    marks: Marks,
    foreign: Vec<Foreign>,
}

/// Texts in the code column of an order that nobody typed as a promo code.
#[derive(Deserialize)]
pub(super) struct PseudoCodes {
    /// Whole texts, lower case.
    pub(super) exact: Vec<String>,
    /// Beginnings, lower case.
    pub(super) prefixes: Vec<String>,
    /// More words than this are a reason, not a code.
    pub(super) most_words: usize,
}

#[derive(Deserialize)]
struct Marks {
    per_post: Vec<String>,
    totals: Vec<String>,
    shopify: Vec<String>,
}

#[derive(Deserialize)]
struct Foreign {
    what: String,
    marks: Vec<String>,
}

/// The names, ready for looking up.
pub(super) struct Dictionary {
    names: HashMap<(ImportKind, String), Vec<(Target, Sureness)>>,
    per_post: Vec<String>,
    shopify: Vec<String>,
    foreign: Vec<(String, Vec<String>)>,
    /// First cells of a row that adds up the others.
    pub(super) totals: Vec<String>,
    /// Codes that are none.
    pub(super) pseudo_codes: PseudoCodes,
    /// What is written in a paid column, folded, and what it means.
    pub(super) paid_words: Vec<(Payment, Vec<String>)>,
}

/// A header as the matcher sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    /// As written, made printable.
    pub(super) shown: String,
    /// The full name for looking up.
    key: String,
    /// The name without platform and currency words.
    bare: String,
    /// A platform the name mentions.
    pub(super) platform: Option<Platform>,
    /// A currency the name mentions.
    pub(super) currency: Option<Currency>,
    /// Whether the name speaks of percent.
    pub(super) percent: bool,
}

/// The form in which names are compared: no case, accents, blanks or punctuation.
fn key(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric() || *c == '@').collect()
}

impl Header {
    /// Looks at a header cell.
    pub(super) fn new(cell: &str) -> Self {
        let shown = clean(cell);
        let (mut platform, mut currency, mut bare) = (None, None, String::new());
        let percent = shown.contains('%');
        for word in shown.split(|c: char| !(c.is_alphanumeric() || matches!(c, '@' | '$' | '€' | '£'))) {
            let known = (word.len() > 1).then(|| Platform::from_word(word)).flatten();
            let money = match word {
                "$" => Some(Currency::USD),
                "€" => "EUR".parse().ok(),
                "£" => "GBP".parse().ok(),
                _ if matches!(word.to_ascii_uppercase().as_str(), "USD" | "EUR" | "GBP" | "JPY" | "BRL" | "TRY") => {
                    word.parse().ok()
                }
                _ => None,
            };
            if known.is_some() {
                platform = platform.or(known);
            } else if money.is_some() {
                currency = currency.or(money);
            } else {
                bare.push_str(&key(word));
            }
        }
        let percent = percent || bare.ends_with("pct") || bare.contains("percent");
        Self { key: key(&shown), shown, bare, platform, currency, percent }
    }

    /// Whether the name says nothing but a platform: a column `TikTok` holds accounts.
    pub(super) fn is_platform_only(&self) -> bool {
        self.platform.is_some() && self.bare.is_empty()
    }
}

impl Dictionary {
    /// The dictionary of the program.
    pub(super) fn get() -> &'static Self {
        static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
        DICTIONARY.get_or_init(Self::load)
    }

    #[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
    fn load() -> Self {
        let file: File = toml::from_str(NAMES).expect("assets/columns.toml is well formed");
        let mut names: HashMap<_, Vec<_>> = HashMap::new();
        let kinds = [
            (ImportKind::Creators, file.creators),
            (ImportKind::Collaborations, file.collaborations),
            (ImportKind::ShopifyOrders, file.shopify),
            (ImportKind::Posts, file.posts),
            (ImportKind::Followers, file.followers),
        ];
        for (kind, targets) in kinds {
            for (target, list) in targets {
                for (sureness, list) in [(Sureness::Sure, list.sure), (Sureness::Guess, list.guess)] {
                    for name in list {
                        names.entry((kind, key(&name))).or_default().push((target, sureness));
                    }
                }
            }
        }
        let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect();
        let paid_words = file
            .paid_words
            .into_iter()
            .filter_map(|(word, words)| Some((Payment::from_word(&word.replace('_', " "))?, folded(words))));
        let keys = |list: Vec<String>| list.iter().map(|name| key(name)).collect::<Vec<_>>();
        Self {
            names,
            per_post: keys(file.marks.per_post),
            shopify: keys(file.marks.shopify),
            foreign: file.foreign.into_iter().map(|foreign| (foreign.what, keys(foreign.marks))).collect(),
            totals: file.marks.totals,
            pseudo_codes: file.pseudo_codes,
            paid_words: paid_words.collect(),
        }
    }

    /// The fields a header can mean in a file of this kind, none if the name is unknown.
    pub(super) fn meanings(&self, kind: ImportKind, header: &Header) -> &[(Target, Sureness)] {
        let of = |key: &str| self.names.get(&(kind, key.to_owned())).map(Vec::as_slice);
        match of(&header.key) {
            Some(found) => found,
            // Shopify's own columns must match to the letter: "Shipping Company" is not "Shipping".
            None if kind == ImportKind::ShopifyOrders || header.bare.is_empty() => &[],
            None => of(&header.bare).unwrap_or_default(),
        }
    }

    /// How many cells of a row are names of columns.
    pub(super) fn known_names(&self, headers: &[Header]) -> usize {
        let kinds = [
            ImportKind::Creators,
            ImportKind::Collaborations,
            ImportKind::ShopifyOrders,
            ImportKind::Posts,
            ImportKind::Followers,
        ];
        headers.iter().filter(|header| kinds.iter().any(|kind| !self.meanings(*kind, header).is_empty())).count()
    }

    /// How many columns belong to a Shopify order export and to nothing else.
    pub(super) fn shopify_marks(&self, headers: &[Header]) -> usize {
        self.shopify.iter().filter(|mark| headers.iter().any(|header| header.key == **mark)).count()
    }

    /// Whether the list has one row per post.
    pub(super) fn is_per_post(&self, headers: &[Header]) -> bool {
        headers.iter().any(|header| self.per_post.contains(&header.key))
    }

    /// The name of a known file that cannot be read yet.
    pub(super) fn foreign(&self, headers: &[Header]) -> Option<&str> {
        let all = |marks: &[String]| marks.iter().all(|mark| headers.iter().any(|header| header.key == *mark));
        self.foreign.iter().find(|(_, marks)| all(marks)).map(|(what, _)| what.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Tiktoker name", Target::Handle)]
    #[case("Tiktok name", Target::Name)]
    #[case("\n Followers ", Target::Followers)]
    #[case("views(avg)", Target::Views)]
    #[case("TikTok followers", Target::Followers)]
    #[case("Engagement rate (%)", Target::Er)]
    #[case("Price (EUR)", Target::Price)]
    #[case("EMAIL ", Target::Email)]
    #[case("LÍNGUA", Target::Language)]
    #[case("粉丝数", Target::Followers)]
    #[case("hearts", Target::Ignore)]
    fn names_have_a_first_meaning(#[case] name: &str, #[case] expected: Target) {
        let header = Header::new(name);
        let found = Dictionary::get().meanings(ImportKind::Creators, &header).first().copied();
        assert_eq!(found.map(|(target, _)| target), Some(expected));
    }

    #[test]
    fn shopify_names_match_to_the_letter() {
        let found = |name| Dictionary::get().meanings(ImportKind::ShopifyOrders, &Header::new(name)).len();
        assert_eq!((found("Shipping"), found("Shipping Company"), found("Total")), (1, 0, 1));
    }

    #[test]
    fn headers_tell_platform_and_currency() {
        let header = Header::new("YouTube rate (EUR)");
        assert_eq!(
            (header.platform, header.currency.map(|c| c.to_string())),
            (Some(Platform::YouTube), Some("EUR".into()))
        );
        assert!(Header::new("TikTok").is_platform_only());
    }
}
