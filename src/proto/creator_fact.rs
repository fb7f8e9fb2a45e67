//! The facts of a creator that lists and pages state: one table of keys, labels and readers.
//!
//! The key is the one name of a fact: in the CSV and JSON of every command, in the filter language, and in `--map` where a file
//! can state it.

use chrono::NaiveDate;

use super::row::CreatorRow;
use crate::domain::{Tier, TierBorders};

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
    /// A day.
    Day(Option<NaiveDate>),
    /// Yes or no.
    YesNo(bool),
}

/// Makes the enum and its table from one list.
macro_rules! creator_facts {
    ($($variant:ident: $key:literal, $label:literal, $read:expr;)+) => {
        /// A fact of a creator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CreatorFact {
            $(#[doc = concat!("`", $key, "`: ", $label, ".")] $variant),+
        }

        impl CreatorFact {
            /// All facts, in the order of the columns of an export. New ones come last, so that old columns keep their place.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The one name of the fact.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// What the fact is, for the manual.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// What the fact is of one creator.
            pub fn of(self, row: &CreatorRow, borders: TierBorders) -> FactValue<'_> {
                let read: fn(&CreatorRow, TierBorders) -> FactValue<'_> = match self { $(Self::$variant => $read),+ };
                read(row, borders)
            }
        }
    };
}

creator_facts! {
    Handle: "handle", "account name, without @", |row, _| FactValue::Text(row.fields.handle.as_str());
    Platform: "platform", "tiktok, instagram or youtube", |row, _| FactValue::Text(row.fields.platform.word());
    Name: "name", "display name", |row, _| FactValue::Text(&row.fields.name);
    Followers: "followers", "followers", |row, _| FactValue::Count(row.fields.followers);
    Tier: "tier", "nano, micro, macro or mega, from the followers", |row, borders| FactValue::Text(tier(row, borders));
    Tags: "tags", "niches and other tags", |row, _| FactValue::List(row.tags.iter().map(String::as_str).collect());
    Verdict: "verdict", "new, picked, maybe, rejected or snoozed", |row, _| FactValue::Text(row.verdict.word());
    Er: "er", "engagement rate as a source states it, in percent", |row, _| FactValue::Decimal(row.fields.er);
    Views: "views", "typical views of one post", |row, _| FactValue::Count(row.fields.views);
    Price: "price", "asking price of one post, in units of `currency`", |row, _| FactValue::Decimal(price(row));
    Currency: "currency", "currency of the price", |row, _| {
        FactValue::Text(row.fields.price_minor.map_or("", |_| row.fields.price_currency.code()))
    };
    Country: "country", "country", |row, _| FactValue::Text(&row.fields.country);
    Email: "email", "e-mail address", |row, _| FactValue::Text(&row.fields.email);
    Added: "added", "day they came in", |row, _| FactValue::Day(Some(row.added_on));
    Score: "score", "fit with what you look for, 0 to 100", |row, _| FactValue::Count(row.standing.score.map(i64::from));
    Growth: "growth", "growth of the followers in 30 days, in percent", |row, _| {
        FactValue::Decimal(row.standing.growth.map(tenths))
    };
    Flags: "flags", "warning signs", |row, _| {
        FactValue::List(row.standing.flags.iter().map(|(code, _)| code.filter_word()).collect())
    };
    Address: "address", "postal address", |row, _| FactValue::Text(&row.fields.address);
    ErViews: "er_views", "viewers who react, in percent: the median over the newest posts", |row, _| {
        FactValue::Decimal(row.standing.er_views.map(tenths))
    };
    Language: "language", "language", |row, _| FactValue::Text(&row.fields.language);
    Bio: "bio", "profile text", |row, _| FactValue::Text(&row.fields.bio);
    FoundBy: "found_by", "way in which they were found: hashtag, brand, competitor", |row, _| {
        FactValue::Text(&row.fields.found_by)
    };
    FoundVia: "found_via", "where on that way: which hashtag, which brand", |row, _| FactValue::Text(&row.fields.found_via);
    Reason: "reason", "why rejected", |row, _| FactValue::Text(&row.reason);
    SnoozedUntil: "snoozed_until", "day until which they are snoozed", |row, _| FactValue::Day(row.snoozed_until);
    Rating: "rating", "stars, 0 for none", |row, _| FactValue::Count(Some(i64::from(row.rating)));
    DoNotContact: "do_not_contact", "whether nobody may write to them", |row, _| FactValue::YesNo(row.do_not_contact);
}

fn tier(row: &CreatorRow, borders: TierBorders) -> &'static str {
    row.fields.followers.and_then(|followers| borders.tier(followers)).map_or("", Tier::word)
}

/// The asking price in units of its currency.
#[expect(clippy::cast_precision_loss, reason = "prices are far below 2^53 minor units")]
fn price(row: &CreatorRow) -> Option<f64> {
    let per_unit = row.fields.price_currency.minor_per_unit() as f64;
    row.fields.price_minor.map(|minor| minor as f64 / per_unit)
}

/// A percentage with one decimal: what it is made of knows no more.
fn tenths(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::Field;
    use crate::proto::column::Target;
    use crate::proto::ingest::ImportKind;

    #[test]
    fn the_filter_calls_every_fact_by_its_key() {
        // A currency comes with its price, and `is:blocked` asks for do not contact.
        let not_fields = [CreatorFact::Currency, CreatorFact::DoNotContact];
        for fact in CreatorFact::ALL.iter().filter(|fact| !not_fields.contains(fact)) {
            assert_eq!(Field::from_word(fact.key()).map(Field::name), Some(fact.key()));
        }
    }

    #[test]
    fn a_list_can_state_every_fact_that_is_not_worked_out() {
        use CreatorFact as F;
        let worked_out = [F::Tier, F::Score, F::Growth, F::ErViews, F::Flags];
        for fact in F::ALL.iter().filter(|fact| !worked_out.contains(fact)) {
            let target = Target::named(ImportKind::Creators, fact.key());
            assert_eq!(target.map(Target::word), Some(fact.key()));
        }
    }
}
