//! The facts of a creator that lists and pages state: one table of keys, labels and readers.
//!
//! The key is the one name of a fact: in the CSV and JSON of every command, in the filter language, and in `--map` where a file
//! can state it.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::odds::NOT_WORTH_IT;
use super::row::CreatorRow;
use crate::domain::collaboration::Stage;
use crate::domain::creator::CreatorField;
use crate::domain::figure::tenths;
use crate::domain::record::{Kind, View};
use crate::domain::{Money, PostingWindow, Tier, TierBorders};

/// What a fact is of one creator.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue<'a> {
    /// Text, empty for unknown. It may be foreign.
    Text(&'a str),
    /// Several words; none is known to be none.
    List(Vec<&'a str>),
    /// A whole number.
    Count(Option<i64>),
    /// A number with decimals.
    Decimal(Option<f64>),
    /// An amount, written in units of its currency.
    Money(Option<Money>),
    /// A day.
    Day(Option<NaiveDate>),
    /// The days between which something is to happen.
    Window(Option<PostingWindow>),
    /// Yes or no.
    YesNo(bool),
}

/// Makes the enum and its table from one list.
macro_rules! creator_facts {
    ($($variant:ident: $key:literal, $label:literal, $read:expr;)+) => {
        /// A fact of a creator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CreatorFact {
            /// A fact that the user states.
            Of(CreatorField),
            $(#[doc = concat!("`", $key, "`: ", $label, ".")] $variant),+
        }

        impl CreatorFact {
            /// The facts that are not in the table of creators.
            #[cfg(test)]
            const OWN: &'static [Self] = &[$(Self::$variant),+];

            /// The one name of the fact.
            pub fn key(self) -> &'static str {
                match self { Self::Of(field) => field.key(), $(Self::$variant => $key),+ }
            }

            /// What the fact is, for the manual.
            pub fn label(self) -> &'static str {
                match self { Self::Of(field) => field.fact().meaning(), $(Self::$variant => $label),+ }
            }

            /// What the fact is of one creator.
            pub fn of(self, row: &CreatorRow, borders: TierBorders) -> FactValue<'_> {
                let read: fn(&CreatorRow, TierBorders) -> FactValue<'_> = match self {
                    Self::Of(field) => return stated(row, field),
                    $(Self::$variant => $read,)+
                };
                read(row, borders)
            }
        }
    };
}

creator_facts! {
    Handle: "handle", "account name, without @", |row, _| FactValue::Text(row.fields.handle.as_str());
    Platform: "platform", "tiktok, instagram or youtube", |row, _| FactValue::Text(row.fields.platform.word());
    Tier: "tier", "nano, micro, macro or mega, from the followers", |row, borders| FactValue::Text(tier(row, borders));
    Tags: "tags", "niches and other tags", |row, _| FactValue::List(row.tags.iter().map(String::as_str).collect());
    Verdict: "verdict", "new, picked, maybe, rejected or snoozed", |row, _| FactValue::Text(row.verdict.word());
    Currency: "currency", "currency of the price", |row, _| {
        FactValue::Text(row.fields.price_minor.map_or("", |_| row.fields.price_currency.code()))
    };
    Added: "added", "day they came in", |row, _| FactValue::Day(Some(row.added_on));
    Score: "score", "fit with what you look for, 0 to 100", |row, _| FactValue::Count(row.standing.score.map(i64::from));
    Growth: "growth", "growth of the followers in 30 days, in percent", |row, _| {
        FactValue::Decimal(row.standing.growth.map(tenths))
    };
    Flags: "flags", "warning signs", |row, _| {
        FactValue::List(row.standing.flags.iter().map(|(code, _)| code.filter_word()).collect())
    };
    ErViews: "er_views", "viewers who react, in percent: the median over the newest posts", |row, _| {
        FactValue::Decimal(row.standing.er_views.map(tenths))
    };
    Reason: "reason", "why rejected", |row, _| FactValue::Text(&row.reason);
    SnoozedUntil: "snoozed_until", "day until which they are snoozed", |row, _| FactValue::Day(row.snoozed_until);
    Rating: "rating", "stars, 0 for none", |row, _| FactValue::Count(Some(i64::from(row.rating)));
    DoNotContact: "do_not_contact", "whether nobody may write to them", |row, _| FactValue::YesNo(row.do_not_contact);
    Stage: "stage", "stage of the newest collaboration", |row, _| {
        FactValue::Text(row.totals.stage.map_or("", Stage::word))
    };
    Spend: "spend", "loaded cost over all collaborations", |row, _| FactValue::Money(row.totals.spend);
    Roas: "roas", "tracked revenue / spend over all collaborations", |row, _| {
        FactValue::Decimal(row.totals.roas.map(|roas| (roas * 10_000.0).round() / 10_000.0))
    };
    Orders: "orders", "attributed orders over all collaborations", |row, _| FactValue::Count(row.totals.orders);
    Contacted: "contacted", "day on which the newest talk began", |row, _| FactValue::Day(row.totals.contacted_on);
    Due: "due", "first day on which a payment, a task or a promised post is due", |row, _| {
        FactValue::Day(row.totals.due_on)
    };
    Owed: "owed", "what is owed and not paid yet", |row, _| FactValue::Money(row.totals.owed);
    Late: "late", "days since something was due", |row, _| FactValue::Count(row.totals.days_late);
    Likeness: "likeness", "how much they are like those named by `like:` in the filter, in percent", |row, _| {
        FactValue::Decimal(row.likeness.as_ref().map(|alike| tenths(alike.percent)))
    };
    Like: "like", "the creator they are most like, of those named in the filter", |row, _| {
        FactValue::Text(row.likeness.as_ref().map_or("", |alike| alike.to.as_str()))
    };
    AlikeIn: "alike_in", "what they have in common, the strongest first", |row, _| {
        FactValue::List(row.likeness.iter().flat_map(|alike| &alike.alike).map(|alike| alike.part.word()).collect())
    };
    Odds: "odds", "chance to beat the target of the current campaign, in percent: a forecast, where a price is known", |row, _| {
        FactValue::Decimal(row.odds.as_ref().and_then(|odds| odds.own.chance_percent()))
    };
    Worth: "worth", "the highest fee that one booking is worth in the current campaign", |row, _| {
        FactValue::Money(row.odds.as_ref().map(|odds| Money::new(odds.own.worth_minor, odds.currency)))
    };
    WorthCurrency: "worth_currency", "currency of worth", |row, _| {
        FactValue::Text(row.odds.as_ref().map_or("", |odds| odds.currency.code()))
    };
    WorthNote: "worth_note", "a note where no fee for one booking is worth paying", |row, _| {
        let odds = row.odds.as_ref().filter(|odds| !odds.own.is_worth_a_fee());
        FactValue::Text(odds.map_or("", |_| NOT_WORTH_IT))
    };
    OddsCampaign: "odds_campaign", "the current campaign, which odds and worth are about", |row, _| {
        FactValue::Text(row.odds.as_ref().map_or("", |odds| &odds.campaign))
    };
    SpendCurrency: "spend_currency", "currency of spend and owed", |row, _| {
        let totals = &row.totals;
        FactValue::Text(totals.spend.as_ref().or(totals.owed.as_ref()).map_or("", |money| money.currency.code()))
    };
}

/// The columns of an export in the order in which they came to be. New facts stand behind them, so that old columns keep their
/// place.
const COLUMNS: [CreatorFact; 27] = {
    use CreatorFact as F;
    use CreatorField as C;
    [
        F::Handle,
        F::Platform,
        F::Of(C::Name),
        F::Of(C::Followers),
        F::Tier,
        F::Tags,
        F::Verdict,
        F::Of(C::Er),
        F::Of(C::Views),
        F::Of(C::Price),
        F::Currency,
        F::Of(C::Country),
        F::Of(C::Email),
        F::Added,
        F::Score,
        F::Growth,
        F::Flags,
        F::Of(C::Address),
        F::ErViews,
        F::Of(C::Language),
        F::Of(C::Bio),
        F::Of(C::FoundBy),
        F::Of(C::FoundVia),
        F::Reason,
        F::SnoozedUntil,
        F::Rating,
        F::DoNotContact,
    ]
};

/// What all collaborations of a creator come to: behind everything else.
const TOTALS: [CreatorFact; 9] = {
    use CreatorFact as F;
    [F::Stage, F::Spend, F::Roas, F::Orders, F::Contacted, F::Due, F::Owed, F::Late, F::SpendCurrency]
};

/// What a creator promises in the current campaign: behind the totals.
const ODDS: [CreatorFact; 5] = [
    CreatorFact::Odds,
    CreatorFact::Worth,
    CreatorFact::WorthCurrency,
    CreatorFact::WorthNote,
    CreatorFact::OddsCampaign,
];

/// How alike creators are: last, for only a filter with `like:` gives any.
const LIKENESS: [CreatorFact; 3] = [CreatorFact::Likeness, CreatorFact::Like, CreatorFact::AlikeIn];

impl CreatorFact {
    /// Whether the fact is about how alike creators are, which the filter of a list gives.
    pub fn is_of_likeness(self) -> bool {
        LIKENESS.contains(&self)
    }

    /// Whether the fact is about odds, which are worked out for all creators together.
    pub fn is_of_odds(self) -> bool {
        ODDS.contains(&self)
    }

    /// All facts, in the order of the columns of an export.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<CreatorFact>> = LazyLock::new(|| {
            let new = CreatorField::ALL.iter().copied().map(CreatorFact::Of).filter(|fact| !COLUMNS.contains(fact));
            COLUMNS.into_iter().chain(new).chain(TOTALS).chain(ODDS).chain(LIKENESS).collect()
        });
        &ALL
    }

    /// Finds a fact by its key, in any case.
    pub fn named(word: &str) -> Option<Self> {
        Self::all().iter().copied().find(|fact| fact.key().eq_ignore_ascii_case(word))
    }
}

/// A fact that the user states; a price in units of its currency.
fn stated(row: &CreatorRow, field: CreatorField) -> FactValue<'_> {
    match row.fields.get(field) {
        View::Text(text) => FactValue::Text(text),
        View::Count(minor) if field.fact().kind == Kind::Money => {
            FactValue::Money(minor.map(|minor| Money::new(minor, row.fields.price_currency)))
        }
        View::Count(count) => FactValue::Count(count),
        View::Decimal(number) => FactValue::Decimal(number),
        View::Day(day) => FactValue::Day(day),
        View::List(words) => FactValue::List(words.iter().map(String::as_str).collect()),
        View::Window(window) => FactValue::Window(window),
    }
}

fn tier(row: &CreatorRow, borders: TierBorders) -> &'static str {
    row.fields.followers.and_then(|followers| borders.tier(followers)).map_or("", Tier::word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::Field;
    use crate::proto::column::Target;
    use crate::proto::ingest::ImportKind;

    #[test]
    fn the_filter_calls_every_fact_by_its_key() {
        // A currency comes with its amount, and `is:blocked` uses do not contact.
        use CreatorFact as F;
        let not_fields = [
            F::Currency,
            F::SpendCurrency,
            F::WorthCurrency,
            F::WorthNote,
            F::OddsCampaign,
            F::AlikeIn,
            F::DoNotContact,
        ];
        for fact in CreatorFact::all().iter().filter(|fact| !not_fields.contains(fact)) {
            assert_eq!(Field::from_word(fact.key()).map(Field::name), Some(fact.key()));
        }
    }

    #[test]
    fn every_fact_has_its_column() {
        for fact in CreatorFact::OWN {
            assert!(CreatorFact::all().contains(fact), "{}", fact.key());
            assert_eq!(CreatorFact::named(fact.key()), Some(*fact));
        }
    }

    #[test]
    fn a_list_can_state_every_fact_that_is_not_worked_out() {
        use CreatorFact as F;
        let worked_out = [F::Tier, F::Score, F::Growth, F::ErViews, F::Flags];
        let is_stated =
            |fact: &&F| ![worked_out.as_slice(), &TOTALS, &ODDS, &LIKENESS].iter().any(|others| others.contains(fact));
        for fact in F::all().iter().filter(is_stated) {
            let target = Target::named(ImportKind::Creators, fact.key());
            assert_eq!(target.map(Target::word), Some(fact.key()));
        }
    }
}
