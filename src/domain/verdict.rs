//! Verdicts: what triage decided about a creator, and why.

use strum::{EnumIter, IntoEnumIterator};

/// The result of triage. Independent of it, a creator can be marked `do not contact`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Verdict {
    /// Not looked at yet.
    #[default]
    New,
    /// On the shortlist.
    Picked,
    /// Perhaps, look again.
    Maybe,
    /// Not for us, usually with a reason.
    Rejected,
    /// Out of sight until a date.
    Snoozed,
}

impl Verdict {
    /// The word used in files, tables and the filter language.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Picked => "picked",
            Self::Maybe => "maybe",
            Self::Rejected => "rejected",
            Self::Snoozed => "snoozed",
        }
    }

    /// The verb by which somebody would try it first; none for what is no deed.
    pub fn verb(self) -> Option<&'static str> {
        match self {
            Self::New | Self::Maybe => None,
            Self::Picked => Some("pick"),
            Self::Rejected => Some("reject"),
            Self::Snoozed => Some("snooze"),
        }
    }

    /// Reads a verdict's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|verdict| verdict.word() == word)
    }

    /// The one-cell sign in tables; a blank for creators not decided on.
    pub fn sign(self) -> char {
        match self {
            Self::New => ' ',
            Self::Picked => 'P',
            Self::Maybe => '?',
            Self::Rejected => 'x',
            Self::Snoozed => 'z',
        }
    }
}

/// Why a creator was rejected; anything typed is `Other`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RejectReason {
    /// Makes something else.
    OffNiche,
    /// Looks like bought followers or engagement.
    FakeLooking,
    /// Too expensive.
    Price,
    /// Wrong language or country.
    Language,
    /// Not safe for the brand.
    BrandSafety,
    /// Hardly posts anymore.
    Inactive,
    /// The same person is elsewhere in the list.
    Duplicate,
    /// Anything else, in the user's own words.
    Other(String),
}

impl RejectReason {
    /// The reasons with a letter of their own, in the order in which they are offered.
    pub const COMMON: [(char, Self); 7] = [
        ('o', Self::OffNiche),
        ('f', Self::FakeLooking),
        ('p', Self::Price),
        ('l', Self::Language),
        ('b', Self::BrandSafety),
        ('i', Self::Inactive),
        ('d', Self::Duplicate),
    ];

    /// The words shown on screen and kept in the file.
    pub fn words(&self) -> &str {
        match self {
            Self::OffNiche => "off niche",
            Self::FakeLooking => "fake-looking",
            Self::Price => "price",
            Self::Language => "language or country",
            Self::BrandSafety => "brand safety",
            Self::Inactive => "inactive",
            Self::Duplicate => "duplicate",
            Self::Other(words) => words,
        }
    }

    /// Reads a reason from the words kept in the file.
    pub fn from_words(words: &str) -> Self {
        Self::COMMON
            .into_iter()
            .map(|(_, reason)| reason)
            .find(|reason| reason.words() == words)
            .unwrap_or_else(|| Self::Other(words.to_owned()))
    }
}
