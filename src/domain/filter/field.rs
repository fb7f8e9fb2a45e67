//! The fields of the filter language: one table from which parser, read-back, completion and error texts are computed.

use std::sync::LazyLock;

use strum::{EnumIter, IntoEnumIterator};

use super::near;
use crate::domain::creator::CreatorField;
use crate::domain::record::{self, Fact};
use crate::domain::text::fold;

/// What a field holds, and so what `:` means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Running text: `:` means contains.
    Words,
    /// Names from a set: `:` means is one of.
    Set(Values),
    /// A number: `:` means equal at the precision typed.
    Number(Unit),
    /// A day: `:` means that day.
    Date,
    /// Yes or no: `is:`, `has:` and `no:` with a list of words of their own.
    YesNo(&'static [&'static str]),
    /// `sort:`.
    Sort,
}

/// Where the values of a set come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Tags with parents: `skincare` finds `skincare/acne`.
    Tags,
    /// Exactly these; anything else is an error. Those marked optional can be `none`.
    Closed {
        /// The words, lower case.
        known: &'static [&'static str],
        /// Whether a creator can have no value here.
        optional: bool,
    },
    /// Names that only the file knows.
    Open,
}

/// What the numbers of a field count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Whole things.
    Count,
    /// Amounts in units of a currency.
    Money,
    /// Percent points: 6 is 6%.
    Percent,
    /// A plain figure with decimals.
    Plain,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The name as typed.
    pub name: &'static str,
    /// Other names, carried over from other programs.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// The name in sentences.
    pub words: &'static str,
}

/// Makes the enum, the list of all fields and the table from one list.
macro_rules! fields {
    ($($variant:ident: $name:literal $aliases:tt $kind:expr, $words:literal;)+) => {
        /// A field of the filter language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            /// A fact that the user states of a creator.
            Of(CreatorField),
            $(#[doc = concat!("`", $name, ":`, that is ", $words, ".")] $variant),+
        }

        impl Field {
            /// The fields that are no facts of the table of creators.
            const OWN: &'static [Self] = &[$(Self::$variant),+];

            /// The row of the table.
            pub fn spec(self) -> Spec {
                match self {
                    Self::Of(fact) => fact_spec(fact.fact()),
                    $(Self::$variant => Spec { name: $name, aliases: &$aliases, kind: $kind, words: $words }),+
                }
            }
        }
    };
}

const TIERS: Values = Values::Closed { known: &["nano", "micro", "macro", "mega"], optional: true };
const VERDICTS: Values = Values::Closed { known: &["new", "picked", "maybe", "rejected", "snoozed"], optional: false };
const PLATFORMS: Values = Values::Closed { known: &["tiktok", "instagram", "youtube"], optional: false };
const STAGES: Values = Values::Closed {
    known: &["shortlist", "contacted", "agreed", "shipped", "posted", "results", "closed", "declined", "missed"],
    optional: true,
};

/// Warning signs about an account, in the order in which they are listed everywhere.
pub const WARNINGS: [&str; 14] = [
    "low-like-rate",
    "high-like-rate",
    "few-comments",
    "many-comments",
    "er-too-high",
    "er-low",
    "dead-followers",
    "follower-jump",
    "one-hit",
    "flat-views",
    "dormant",
    "no-disclosure",
    "price-high",
    "peer-outlier",
];
const SIGNS: Values = Values::Closed { known: &WARNINGS, optional: true };

fields! {
    Niche: "niche" [] Kind::Set(Values::Tags), "niche";
    Tag: "tags" ["tag", "label"] Kind::Set(Values::Tags), "tag";
    Tier: "tier" [] Kind::Set(TIERS), "tier";
    Status: "verdict" ["status"] Kind::Set(VERDICTS), "verdict";
    Reacts: "er_views" ["reacts", "erv"] Kind::Number(Unit::Percent), "viewers who react";
    Due: "due" [] Kind::Date, "due";
    Is: "is" [] Kind::YesNo(Flag::WORDS), "state";
    Has: "has" [] Kind::YesNo(things()), "what is there";
    No: "no" [] Kind::YesNo(things()), "what is lacking";
    Stage: "stage" [] Kind::Set(STAGES), "stage";
    Campaign: "campaign" [] Kind::Set(Values::Open), "campaign";
    Batch: "batch" [] Kind::Set(Values::Open), "batch";
    Code: "code" [] Kind::Set(Values::Open), "promo code";
    Platform: "platform" [] Kind::Set(PLATFORMS), "platform";
    Reason: "reason" [] Kind::Set(Values::Open), "reason";
    In: "in" [] Kind::Set(Values::Open), "campaign or batch";
    View: "view" [] Kind::Set(Values::Open), "view";
    Like: "like" [] Kind::Set(Values::Open), "alike";
    Likeness: "likeness" [] Kind::Number(Unit::Percent), "likeness";
    Odds: "odds" [] Kind::Number(Unit::Percent), "odds";
    Worth: "worth" [] Kind::Number(Unit::Money), "worth";
    Rating: "rating" ["stars"] Kind::Number(Unit::Plain), "rating";
    Score: "score" ["fit"] Kind::Number(Unit::Plain), "fit score";
    Growth: "growth" [] Kind::Number(Unit::Percent), "growth in 30 days";
    Flag: "flags" ["flag", "warning"] Kind::Set(SIGNS), "warning sign";
    Posts: "posts" [] Kind::Number(Unit::Count), "posts";
    Sales: "sales" [] Kind::Number(Unit::Money), "sales";
    Orders: "orders" [] Kind::Number(Unit::Count), "orders";
    Spend: "spend" [] Kind::Number(Unit::Money), "spend";
    Owed: "owed" [] Kind::Number(Unit::Money), "owed";
    Late: "late" [] Kind::Number(Unit::Count), "days late";
    Cpm: "cpm" [] Kind::Number(Unit::Money), "CPM";
    Cpa: "cpa" [] Kind::Number(Unit::Money), "CPA";
    Roas: "roas" [] Kind::Number(Unit::Plain), "ROAS";
    Roi: "roi" [] Kind::Number(Unit::Percent), "ROI";
    Age: "age" [] Kind::Number(Unit::Count), "days in the list";
    Added: "added" [] Kind::Date, "added";
    Contacted: "contacted" [] Kind::Date, "contacted";
    Replied: "replied" [] Kind::Date, "replied";
    Shipped: "shipped" [] Kind::Date, "shipped";
    Posted: "posted" [] Kind::Date, "posted";
    Paid: "paid" [] Kind::Date, "paid";
    Decided: "decided" [] Kind::Date, "decided";
    Until: "snoozed_until" ["until"] Kind::Date, "snoozed until";
    Last: "last" [] Kind::Date, "last activity";
    Handle: "handle" ["user"] Kind::Words, "handle";
    Found: "found" [] Kind::Words, "where found";
    Note: "note" [] Kind::Words, "note";
    Sort: "sort" [] Kind::Sort, "order of the rows";
}

/// The facts stand behind so many of the other fields where fields are offered: first what lists are mostly narrowed by.
const BEFORE_FACTS: usize = 4;

/// A fact of a creator as a field: its kind says what can be asked.
fn fact_spec(fact: &Fact) -> Spec {
    let kind = match fact.kind {
        record::Kind::Word | record::Kind::Lines | record::Kind::Prose | record::Kind::List => Kind::Words,
        record::Kind::Code => Kind::Set(Values::Open),
        record::Kind::Count => Kind::Number(Unit::Count),
        record::Kind::Percent | record::Kind::Share => Kind::Number(Unit::Percent),
        record::Kind::Money => Kind::Number(Unit::Money),
        record::Kind::Day | record::Kind::Window => Kind::Date,
    };
    Spec { name: fact.key, aliases: fact.aliases, kind, words: fact.in_sentence() }
}

/// The name that stands behind `like:` for the creators you decided to scale.
pub const WINNERS: &str = "winners";

/// Figures that are older than so many days are stale.
pub const STALE_DAYS: u64 = 90;

impl Field {
    /// The words fields and the tag fields in which a bare word is searched.
    pub const SEARCHED: [Self; 6] =
        [Self::Handle, Self::Of(CreatorField::Name), Self::Of(CreatorField::Bio), Self::Note, Self::Niche, Self::Tag];

    /// All fields, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        let (first, rest) = Self::OWN.split_at(BEFORE_FACTS);
        let texts = CreatorField::ALL.iter().copied().filter(|field| !field.is_figure());
        let facts = CreatorField::FIGURES.into_iter().chain(texts).map(Self::Of);
        first.iter().copied().chain(facts).chain(rest.iter().copied())
    }

    /// The name as typed.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// What the field holds.
    pub fn kind(self) -> Kind {
        self.spec().kind
    }

    /// Finds a field by its name or an alias, in any case.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = fold(word);
        Self::all().find(|field| {
            let spec = field.spec();
            spec.name == word || spec.aliases.contains(&word.as_str())
        })
    }

    /// The field whose name a mistyped or unfinished word comes nearest to.
    pub fn nearest(word: &str) -> Option<Self> {
        let names = Self::all().flat_map(|field| {
            let spec = field.spec();
            std::iter::once(spec.name).chain(spec.aliases.iter().copied())
        });
        near::nearest(&fold(word), names).and_then(Self::from_word)
    }

    /// Whether its days lie behind: what was done, as against what is due.
    pub fn is_past(self) -> bool {
        self.kind() == Kind::Date && !matches!(self, Self::Due | Self::Until)
    }

    /// Whether the largest comes first where nothing else is said: figures do, words, prices and days still to come don't, and
    /// warning signs show the worst first.
    pub fn sorts_from_top(self) -> bool {
        match self.kind() {
            Kind::Words | Kind::Set(_) => self == Self::Flag,
            _ => !matches!(self, Self::Of(CreatorField::Price) | Self::Cpm | Self::Due | Self::Until),
        }
    }

    /// Whether a creator has one value at most, so that two of them can only be alternatives.
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::Tier | Self::Status | Self::Platform | Self::Of(CreatorField::Country | CreatorField::Language)
        )
    }

    /// Whether `sort:` takes the field.
    pub fn sortable(self) -> bool {
        match self.kind() {
            Kind::Number(_) | Kind::Date => true,
            Kind::Words => matches!(self, Self::Of(_) | Self::Handle | Self::Found),
            Kind::Set(_) => !matches!(self, Self::View | Self::In | Self::Like),
            Kind::YesNo(_) | Kind::Sort => false,
        }
    }
}

/// Makes an enum of plain words with its list.
macro_rules! flags {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal $words:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`: ", $words, ".")] $variant),+
        }

        impl $name {
            /// The words as typed, in the order in which they are offered.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word as typed.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word in sentences.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),+ }
            }

            /// Reads a word in any case.
            pub fn from_word(word: &str) -> Option<Self> {
                let word = fold(word);
                Self::iter().find(|value| value.word() == word)
            }
        }
    };
}

flags! {
    /// A state that `is:` asks for.
    Flag {
        Marked = "marked" "marked",
        Overdue = "overdue" "overdue",
        Due = "due" "due by today",
        Paid = "paid" "paid",
        Unpaid = "unpaid" "unpaid",
        Tagged = "tagged" "tagged",
        Untagged = "untagged" "untagged",
        Duplicate = "duplicate" "a duplicate",
        Snoozed = "snoozed" "snoozed",
        Blocked = "blocked" "marked do not contact",
        Demo = "demo" "made up for the demo",
        Stale = "stale" "stale (figures older than 90 days)",
        Rising = "rising" "growing by 10% or more in 30 days",
    }
}

flags! {
    /// Something that `has:` and `no:` ask for.
    Thing {
        Email = "email" "an email address",
        Price = "price" "a price",
        Note = "note" "a note",
        Address = "address" "a postal address",
        Code = "code" "a promo code",
        Rate = "rate" "a rate",
        Stats = "stats" "figures",
        Disclosure = "disclosure" "a disclosure",
        Flag = "flag" "a warning sign",
    }
}

/// The words that `has:` and `no:` take: the things, then the facts of a creator that are none of them.
fn things() -> &'static [&'static str] {
    static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let facts = CreatorField::ALL.iter().map(|fact| fact.key()).filter(|key| !Thing::WORDS.contains(key));
        Thing::WORDS.iter().copied().chain(facts).collect()
    });
    &WORDS
}
