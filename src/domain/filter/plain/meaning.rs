//! What a bare word can be: a niche, a tier, a verdict, a country, a language, a platform.

use std::collections::HashMap;

use super::languages;
use super::{key, set_term};
use crate::domain::creator::CreatorField;
use crate::domain::filter::Field;
use crate::domain::filter::field::Flag;
use crate::domain::{country, text};

/// The names that only the file knows: niches, campaigns and batches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Niches by key; one inside another also by the last part of its name.
    niches: HashMap<String, String>,
    /// Campaigns and batches by key.
    places: HashMap<String, String>,
}

/// What a word means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// One value of a field, or one by several spellings.
    Set(Field, Vec<String>),
    /// A state of `is:`.
    Is(Flag),
}

/// Most words of one name.
pub(super) const LONGEST_NAME: usize = 4;

const COUNTRY: Field = Field::Of(CreatorField::Country);
const LANGUAGE: Field = Field::Of(CreatorField::Language);

/// Words that people use for tiers, verdicts, platforms and countries, beside the words of the language itself.
const KNOWN: &[(&str, Field, &str)] = &[
    ("nano", Field::Tier, "nano"),
    ("nanos", Field::Tier, "nano"),
    ("micro", Field::Tier, "micro"),
    ("micros", Field::Tier, "micro"),
    ("macro", Field::Tier, "macro"),
    ("macros", Field::Tier, "macro"),
    ("mega", Field::Tier, "mega"),
    ("megas", Field::Tier, "mega"),
    ("new", Field::Status, "new"),
    ("undecided", Field::Status, "new"),
    ("picked", Field::Status, "picked"),
    ("picks", Field::Status, "picked"),
    ("maybe", Field::Status, "maybe"),
    ("maybes", Field::Status, "maybe"),
    ("rejected", Field::Status, "rejected"),
    ("rejects", Field::Status, "rejected"),
    ("snoozed", Field::Status, "snoozed"),
    ("tiktok", Field::Platform, "tiktok"),
    ("instagram", Field::Platform, "instagram"),
    ("insta", Field::Platform, "instagram"),
    ("youtube", Field::Platform, "youtube"),
    ("usa", COUNTRY, "us"),
    ("uae", COUNTRY, "ae"),
    ("america", COUNTRY, "us"),
    ("england", COUNTRY, "gb"),
    ("scotland", COUNTRY, "gb"),
    ("britain", COUNTRY, "gb"),
    ("holland", COUNTRY, "nl"),
    ("turkey", COUNTRY, "tr"),
    ("korea", COUNTRY, "kr"),
];

const SHORT_PLATFORMS: [(&str, &str); 3] = [("ig", "instagram"), ("yt", "youtube"), ("tt", "tiktok")];

const FLAGS: [Flag; 5] = [Flag::Overdue, Flag::Unpaid, Flag::Untagged, Flag::Stale, Flag::Rising];

/// So many letters of a foreign name of a country are needed without `in`: `indie` and `suede` are words of their own.
const FOREIGN_NAME: usize = 6;

impl Vocabulary {
    /// The vocabulary of these niches, campaigns and batches.
    pub fn new(niches: impl IntoIterator<Item = String>, places: impl IntoIterator<Item = String>) -> Self {
        let mut known = Self::default();
        let mut inner = Vec::new();
        for name in niches {
            if let Some((_, last)) = name.rsplit_once('/') {
                inner.push((key(last), name.clone()));
            }
            known.niches.insert(key(&name), name);
        }
        // A niche of its own goes before one inside another.
        for (last, name) in inner {
            known.niches.entry(last).or_insert(name);
        }
        known.niches.remove("");
        known.places = places.into_iter().map(|name| (key(&name), name)).filter(|(key, _)| !key.is_empty()).collect();
        known
    }

    /// All that a name of one or more words can mean, the likeliest first. `behind` says that it stands behind `in` or `from`.
    pub(super) fn meanings(&self, name: &str, behind: bool) -> Vec<Meaning> {
        let wanted = key(name);
        let one = |field, value: &str| Meaning::Set(field, vec![value.to_owned()]);
        let mut found: Vec<Meaning> = Vec::new();
        let niche = self.niches.get(&wanted).map(|niche| one(Field::Niche, niche));
        let place = self.places.get(&wanted).map(|place| one(Field::In, place));
        let known = KNOWN.iter().find(|(word, ..)| *word == wanted).map(|(_, field, value)| one(*field, value));
        let short = SHORT_PLATFORMS.iter().find(|(word, _)| behind && *word == wanted);
        let country = land(name, behind).map(|code| one(COUNTRY, code));
        let folded = text::fold(name);
        let language = languages::named(&folded).or_else(|| if behind { languages::coded(&folded) } else { None });
        let language = language.map(|(code, name)| Meaning::Set(LANGUAGE, vec![code.to_owned(), name.to_lowercase()]));
        if behind {
            found.extend(country);
            found.extend(short.map(|(_, platform)| one(Field::Platform, platform)));
            found.extend(known);
            found.extend(language);
            found.extend(niche);
            found.extend(place);
        } else {
            found.extend(niche);
            found.extend(known);
            found.extend(country);
            found.extend(language);
            let flag = FLAGS.into_iter().find(|flag| flag.word() == wanted);
            found.extend(flag.map(Meaning::Is));
        }
        found.dedup();
        found
    }

    /// The name nearest to one that is not known, among countries.
    pub(super) fn nearest_place(name: &str) -> Option<String> {
        let folded = text::fold(name);
        let names: Vec<String> = country::names().map(text::fold).collect();
        let is_near = |name: &&String| folded.chars().count() > 4 && strsim::osa_distance(&folded, name) == 1;
        let near = names.iter().find(is_near)?;
        country::names().find(|name| text::fold(name) == *near).map(str::to_owned)
    }

    /// The niches whose name, or a word of it, begins so.
    pub(super) fn niches_beginning<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        let mut found: Vec<&str> = self.niches.values().map(String::as_str).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter(move |name| {
            let name = text::fold(name);
            name.starts_with(folded) || name.split([' ', '/', '-']).any(|word| word.starts_with(folded))
        })
    }
}

/// The code of the country of a name. Codes of two letters and short foreign names need an `in` or `from` before them.
fn land(name: &str, behind: bool) -> Option<&'static str> {
    let code = country::code(name)?;
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    let is_own = text::fold(&country::name(code)) == text::fold(name);
    let is_clear = is_own || !name.is_ascii() || letters >= FOREIGN_NAME;
    (behind || is_clear && letters > 1).then_some(code)
}

/// Tiers, verdicts and platforms that begin so, as field and value.
pub(super) fn known_beginning(folded: &str) -> impl Iterator<Item = (Field, &'static str)> {
    let is_own = |(word, field, value): &&(&str, Field, &str)| word == value && *field != COUNTRY;
    KNOWN
        .iter()
        .filter(is_own)
        .filter(move |(word, ..)| word.starts_with(folded))
        .map(|(_, field, value)| (*field, *value))
}

impl Meaning {
    /// The term of the language.
    pub(super) fn term(&self) -> String {
        match self {
            Self::Set(field, values) => set_term(*field, values),
            Self::Is(flag) => format!("is:{}", flag.word()),
        }
    }
}
