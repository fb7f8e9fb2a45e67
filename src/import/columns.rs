//! Column names met in real files, and which field each one means. The names are data: `assets/columns.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::values::date::{DayOrder, parse};
use crate::domain::number::{NumberWords, unit};
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
    marks: Marks,
    orders: BTreeMap<Target, Vec<String>>,
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
    turkish: Vec<String>,
    order: Vec<String>,
    payment: Vec<String>,
    amount: Vec<String>,
}

/// A file of another tool.
#[derive(Deserialize)]
pub(super) struct Foreign {
    /// What it is, with article.
    pub(super) what: String,
    /// Columns that are all there.
    #[serde(default)]
    marks: Vec<String>,
    /// Text that stands above the table.
    #[serde(default)]
    top: Vec<String>,
    /// What to do with it; of orders the command is said.
    #[serde(default)]
    pub(super) way: String,
}

/// What a post's row may say about its creator.
const SHARED_BY_POSTS: &[Target] = &[
    Target::Name,
    Target::Followers,
    Target::Country,
    Target::Language,
    Target::Email,
    Target::Bio,
    Target::FoundVia,
    Target::CountedOn,
];

/// What a follower count may share with them.
const SHARED_BY_COUNTS: &[Target] = &[Target::CountedOn];

/// The names, ready for looking up.
pub(super) struct Dictionary {
    names: HashMap<(ImportKind, String), Vec<(Target, Sureness)>>,
    per_post: Vec<String>,
    shopify: Vec<String>,
    turkish: Vec<String>,
    /// Columns by which a row is an order, a payment, or holds the amount of one.
    pub(super) order: Vec<String>,
    pub(super) payment: Vec<String>,
    pub(super) amount: Vec<String>,
    /// What other shops call the columns of an order, the likeliest first.
    pub(super) orders: BTreeMap<Target, Vec<String>>,
    foreign: Vec<Foreign>,
    /// First cells of a row that adds up the others.
    pub(super) totals: Vec<String>,
    /// Codes that are none.
    pub(super) pseudo_codes: PseudoCodes,
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
    /// Whether it names more than one platform.
    pub(super) several_platforms: bool,
    /// What bare numbers below it are multiplied by: 1,000 below `Followers (k)`.
    pub(super) factor: Option<f64>,
    /// The day of the figures below it: `Followers 2026-03-01`.
    pub(super) day: Option<NaiveDate>,
}

/// The form in which names are compared: no case, accents, blanks or punctuation.
fn key(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric() || *c == '@').collect()
}

/// Currencies that a name of a column may mention.
const NAMED_CURRENCIES: [&str; 16] = [
    "USD", "EUR", "GBP", "JPY", "CNY", "BRL", "TRY", "CAD", "AUD", "CHF", "SEK", "NOK", "DKK", "PLN", "MXN", "INR",
];

/// Words for thousands and millions at the end of a name without brackets: `followers_k`.
const BARE_UNITS: [&str; 8] = ["k", "tsd", "tsd.", "thousands", "000s", "millions", "mio", "mln"];

/// Takes off what the numbers below a name are multiplied by: `Followers (k)`, `Abonnenten in Tsd.`.
fn measured(name: &str) -> (&str, Option<f64>) {
    let bracketed = name.strip_suffix([')', ']']).and_then(|name| name.rsplit_once(['(', '[']));
    if let Some((before, inside)) = bracketed {
        let inside = inside.trim().trim_start_matches("in ").trim_matches(['\'', '’', ',', '.', ' ']);
        if let Some(factor) = unit(inside, NumberWords::Usual) {
            return (before.trim_end(), Some(factor));
        }
    }
    match name.rsplit_once([' ', '_']) {
        Some((before, last)) if BARE_UNITS.contains(&last.to_lowercase().as_str()) => {
            let before = before.trim_end();
            (before.strip_suffix(" in").unwrap_or(before), unit(last, NumberWords::Usual).or(Some(1e3)))
        }
        _ => (name, None),
    }
}

/// Takes off the day of which the figures below a name are: `Followers (as of 2026-03-01)`.
fn dated(name: &str) -> (&str, Option<NaiveDate>) {
    let starts = name.char_indices().zip(name.chars().skip(1)).filter(|((_, c), _)| matches!(c, ' ' | '(' | '_' | '['));
    for ((at, mark), _) in starts {
        let (before, rest) = name.split_at_checked(at).unwrap_or_default();
        let text = rest.get(mark.len_utf8()..).unwrap_or_default().trim_matches([' ', ')', ']']);
        let read = |order| parse(text, order).map(|moment| moment.day);
        // Where day and month could be changed over, the name says no day that is certain.
        if let Some(day) = read(DayOrder::DayFirst).filter(|day| read(DayOrder::MonthFirst) == Some(*day))
            && text.contains(['-', '.', '/', ' '])
        {
            let mut before = before.trim_end_matches([' ', '(', '[', '_']);
            for filler in ["as of", " on", " at", " per", " vom", " am", " du", " em", " (", " ["] {
                before = before.strip_suffix(filler).unwrap_or(before).trim_end();
            }
            return (before, Some(day));
        }
    }
    (name, None)
}

impl Header {
    /// Whether this is one of these names.
    pub(super) fn is_one_of(&self, names: &[String]) -> bool {
        names.contains(&self.key)
    }

    /// Looks at a header cell.
    pub(super) fn new(cell: &str) -> Self {
        let shown = clean(cell);
        let (name, day) = dated(&shown);
        let (name, factor) = measured(name);
        let (mut platform, mut currency, mut bare) = (None, None, String::new());
        let mut several_platforms = false;
        let percent = shown.contains('%');
        for word in name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '@' | '$' | '€' | '£' | '¥'))) {
            let known = (word.len() > 1).then(|| Platform::from_word(word)).flatten();
            let money = match word {
                "$" => Some(Currency::USD),
                "€" => "EUR".parse().ok(),
                "£" => "GBP".parse().ok(),
                "円" | "日元" => "JPY".parse().ok(),
                "元" | "人民币" | "RMB" | "rmb" => "CNY".parse().ok(),
                _ if NAMED_CURRENCIES.contains(&word.to_ascii_uppercase().as_str()) => word.parse().ok(),
                _ => None,
            };
            if let Some(known) = known {
                several_platforms |= platform.is_some_and(|platform| platform != known);
                // Of several, the one that a bare handle most likely means.
                platform = platform.filter(|_| known != Platform::TikTok).or(Some(known));
            } else if money.is_some() {
                currency = currency.or(money);
            } else {
                bare.push_str(&key(word));
            }
        }
        let percent = percent || bare.ends_with("pct") || bare.contains("percent");
        let key = key(name);
        Self { key, shown, bare, platform, currency, percent, several_platforms, factor, day }
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
        // What a row says about its creator is called the same in every kind of file.
        for (kind, shared) in [(ImportKind::Posts, SHARED_BY_POSTS), (ImportKind::Followers, SHARED_BY_COUNTS)] {
            let of_creators: Vec<_> = names.iter().filter(|((kind, _), _)| *kind == ImportKind::Creators).collect();
            let lent: Vec<_> = of_creators
                .into_iter()
                .filter(|((_, name), _)| !names.contains_key(&(kind, name.clone())))
                .filter_map(|((_, name), meanings)| {
                    let kept: Vec<_> = meanings.iter().filter(|(target, _)| shared.contains(target)).copied().collect();
                    (!kept.is_empty()).then(|| ((kind, name.clone()), kept))
                })
                .collect();
            names.extend(lent);
        }
        let keys = |list: Vec<String>| list.iter().map(|name| key(name)).collect::<Vec<_>>();
        Self {
            names,
            per_post: keys(file.marks.per_post),
            shopify: keys(file.marks.shopify),
            turkish: keys(file.marks.turkish),
            order: keys(file.marks.order),
            payment: keys(file.marks.payment),
            amount: keys(file.marks.amount),
            orders: file.orders.into_iter().map(|(target, list)| (target, keys(list))).collect(),
            foreign: file
                .foreign
                .into_iter()
                .map(|foreign| Foreign { marks: keys(foreign.marks), ..foreign })
                .collect(),
            totals: file.marks.totals,
            pseudo_codes: file.pseudo_codes,
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

    /// The known file of another tool that this is, by its columns and by the lines above them.
    pub(super) fn foreign(&self, headers: &[Header], top: &str) -> Option<&Foreign> {
        self.foreign.iter().find(|foreign| {
            foreign.marks.iter().all(|mark| headers.iter().any(|header| [&header.key, &header.bare].contains(&mark)))
                && foreign.top.iter().all(|text| top.contains(text))
        })
    }

    /// In which language the file writes its numbers, by the names of its columns.
    pub(super) fn number_words(&self, headers: &[Header]) -> NumberWords {
        let is_turkish = |header: &Header| self.turkish.iter().any(|word| header.key.starts_with(word));
        if headers.iter().any(is_turkish) { NumberWords::Turkish } else { NumberWords::Usual }
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
