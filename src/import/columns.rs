//! Column names met in real files, and which field each one means. The names are data: `assets/columns.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;
use strum::IntoEnumIterator;

use super::header::{Header, key};
use crate::domain::CollaborationField;
use crate::domain::collaboration::Payment;
use crate::domain::creator::CreatorField;
use crate::domain::number::NumberWords;
use crate::domain::text::fold;
use crate::proto::column::{Sureness, Target, shared_by_posts};
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
    /// By the word of the kind of file, then by that of the field.
    names: BTreeMap<String, BTreeMap<String, Names>>,
    pseudo_codes: PseudoCodes,
    paid_words: BTreeMap<String, Vec<String>>,
    marks: Marks,
    orders: BTreeMap<String, Vec<String>>,
    foreign: Vec<Foreign>,
}

/// Texts in the code column of an order that aren't promo codes.
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
    /// Columns that must all be present.
    #[serde(default)]
    marks: Vec<String>,
    /// Text that is above the table.
    #[serde(default)]
    top: Vec<String>,
    /// What to do with it; for orders, the command to run.
    #[serde(default)]
    pub(super) way: String,
}

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
    /// Texts that look like codes and aren't.
    pub(super) pseudo_codes: PseudoCodes,
    /// What is written in a paid column, folded, and what it means.
    pub(super) paid_words: Vec<(Payment, Vec<String>)>,
}

/// The field with a word of the file of names.
#[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
fn called(kind: ImportKind, word: &str) -> Target {
    Target::from_word(kind, word).expect("assets/columns.toml names fields by their words")
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
        for (kind, targets) in file.names {
            let kind = ImportKind::from_word(&kind).expect("assets/columns.toml names kinds by their words");
            for (word, list) in targets {
                let target = called(kind, &word);
                for (sureness, list) in [(Sureness::Sure, list.sure), (Sureness::Guess, list.guess)] {
                    for name in list {
                        names.entry((kind, key(&name))).or_default().push((target, sureness));
                    }
                }
            }
        }
        let creators = CreatorField::ALL.iter().map(|field| (ImportKind::Creators, Target::Of(*field), field.fact()));
        let booked = CollaborationField::ALL.iter();
        let booked = booked.map(|field| (ImportKind::Collaborations, Target::Collaboration(*field), field.fact()));
        for (kind, target, fact) in creators.chain(booked) {
            for (sureness, headers) in [(Sureness::Sure, fact.headers), (Sureness::Guess, fact.guesses)] {
                for name in headers {
                    names.entry((kind, key(name))).or_default().push((target, sureness));
                }
            }
        }
        let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect();
        let paid_words = file
            .paid_words
            .into_iter()
            .filter_map(|(word, words)| Some((Payment::from_word(&word.replace('_', " "))?, folded(words))));
        // What a row says about its creator is called the same in every kind of file.
        let by_posts: Vec<Target> = shared_by_posts().map(Target::Of).chain([Target::CountedOn]).collect();
        for (kind, shared) in [(ImportKind::Posts, &*by_posts), (ImportKind::Followers, SHARED_BY_COUNTS)] {
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
            orders: file
                .orders
                .into_iter()
                .map(|(word, list)| (called(ImportKind::ShopifyOrders, &word), keys(list)))
                .collect(),
            foreign: file
                .foreign
                .into_iter()
                .map(|foreign| Foreign { marks: keys(foreign.marks), ..foreign })
                .collect(),
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
        let is_known = |header: &&Header| ImportKind::iter().any(|kind| !self.meanings(kind, header).is_empty());
        headers.iter().filter(is_known).count()
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
    #[case("Tiktok name", Target::Of(CreatorField::Name))]
    #[case("\n Followers ", Target::Of(CreatorField::Followers))]
    #[case("views(avg)", Target::Of(CreatorField::Views))]
    #[case("TikTok followers", Target::Of(CreatorField::Followers))]
    #[case("Engagement rate (%)", Target::Of(CreatorField::Er))]
    #[case("Price (EUR)", Target::Of(CreatorField::Price))]
    #[case("EMAIL ", Target::Of(CreatorField::Email))]
    #[case("LÍNGUA", Target::Of(CreatorField::Language))]
    #[case("粉丝数", Target::Of(CreatorField::Followers))]
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
}
