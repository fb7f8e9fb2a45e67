//! Where the fields of the filter language are in the file: one expression each, over the table `creator`.

use std::borrow::Cow;

use chrono::NaiveDate;
use strum::IntoEnumIterator;

use crate::domain::filter::{Field, SortTerm};
use crate::domain::record::Kind;
use crate::domain::{TierBorders, Verdict};
use crate::error::Result;

use super::decimals::{THOUSANDTHS, WHOLE};
use super::ranks::ranked;
use super::{booked, unplaced, vetted};

/// What kind of key a field is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Key {
    /// A number.
    Number,
    /// A text, folded; an empty one is unknown.
    Text,
    /// A day, `YYYY-MM-DD`.
    Day,
}

/// Where a number or a day of a creator stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) enum Place {
    /// An expression over `creator`, NULL where unknown.
    Column(String),
    /// A question that lists those who have one, `SELECT id, value`: few beside all creators. Of several numbers of one
    /// creator the smallest counts.
    Listed {
        /// The question.
        sql: String,
        /// What all others have; nothing where it is unknown.
        others: Option<u32>,
    },
}

impl Place {
    fn listed(sql: impl Into<String>) -> Self {
        Self::Listed { sql: sql.into(), others: None }
    }
}

/// What a field is sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct SortKey {
    /// Where it stands.
    pub(in crate::store) place: Place,
    /// What comes out of it.
    pub(in crate::store) key: Key,
    /// Whether the largest comes first.
    pub(in crate::store) descending: bool,
}

/// Returns what a field is sorted by on a day.
pub(in crate::store) fn sort_key(term: SortTerm, today: NaiveDate, borders: TierBorders) -> Result<SortKey> {
    let SortTerm { field, descending } = term;
    let by = |place, key| Ok(SortKey { place, key, descending });
    if let Some(place) = number(field, today) {
        return by(place, Key::Number);
    }
    if let Some(place) = day(field) {
        return by(place, Key::Day);
    }
    let expression = |sql: &str| Place::Column(sql.to_owned());
    match field {
        // The longest in the list came first.
        Field::Age => Ok(SortKey { place: expression("creator.added_on"), key: Key::Day, descending: !descending }),
        // Tiers follow their size, verdicts the course of triage, stages the way to the end.
        Field::Tier => by(Place::Column(tier_rank(borders)), Key::Number),
        Field::Status => by(Place::Column(ranked("creator.verdict", Verdict::iter().map(Verdict::word))), Key::Number),
        Field::Stage => by(Place::listed(booked::newest_stage()), Key::Number),
        // The worst sign counts.
        Field::Flag => by(Place::listed(vetted::WORST), Key::Number),
        // The first in the alphabet stands for all of them.
        Field::Niche | Field::Tag => {
            let niche = if field == Field::Niche { " WHERE tag.is_niche = 1" } else { "" };
            let sql = format!(
                "SELECT creator_tag.creator_id AS id, named.place AS value FROM (SELECT tag.id, \
                 ROW_NUMBER() OVER (ORDER BY tag.folded) AS place FROM tag{niche}) AS named \
                 CROSS JOIN creator_tag ON creator_tag.tag_id = named.id"
            );
            by(Place::listed(sql), Key::Number)
        }
        Field::Campaign | Field::Batch | Field::Code => {
            let (from, column) = match field {
                Field::Code => ("code JOIN collaboration ON collaboration.id = code.collaboration_id", "code.folded"),
                Field::Batch => ("collaboration JOIN batch ON batch.id = collaboration.batch_id", "batch.folded"),
                _ => (
                    "collaboration JOIN batch ON batch.id = collaboration.batch_id \
                     JOIN campaign ON campaign.id = batch.campaign_id",
                    "campaign.folded",
                ),
            };
            let sql = format!(
                "SELECT collaboration.creator_id AS id, MIN({column}) AS value FROM {from} GROUP BY collaboration.creator_id"
            );
            by(Place::listed(sql), Key::Text)
        }
        field => {
            let sql = column(field).ok_or_else(|| unplaced(field.name()))?;
            by(Place::Column(sql.to_owned()), Key::Text)
        }
    }
}

/// The price in units of its currency. Most have none, or one in a currency of hundredths; `IN` takes longer than three
/// comparisons.
fn price() -> String {
    format!(
        "(CASE WHEN creator.price_minor IS NULL THEN NULL WHEN creator.price_currency = 'USD' \
         OR creator.price_currency = 'EUR' OR creator.price_currency = 'GBP' THEN creator.price_minor / 100.0 \
         WHEN creator.price_currency IN ('{}') THEN creator.price_minor / 1.0 WHEN creator.price_currency IN ('{}') THEN creator.price_minor / 1000.0 ELSE creator.price_minor / 100.0 END)",
        WHOLE.join("', '"),
        THOUSANDTHS.join("', '")
    )
}

/// Everyone with stars: few, beside all creators.
const RATED: &str = "SELECT creator.id AS id, creator.rating AS value FROM creator WHERE creator.rating > 0";

/// Where a number of a creator stands on a day; nothing for fields that are no number or not known to the file.
pub(super) fn number(field: Field, today: NaiveDate) -> Option<Place> {
    let sql = match field {
        Field::Of(fact) => match fact.fact().kind {
            Kind::Money => price(),
            Kind::Count | Kind::Percent => fact.fact().place.to_owned(),
            _ => return None,
        },
        // No stars means not rated.
        Field::Rating => return Some(Place::listed(RATED)),
        Field::Cpm => format!("({} / NULLIF(creator.views, 0) * 1000.0)", price()),
        Field::Score => return Some(Place::listed(vetted::SCORES)),
        // Computed for those whom the filter names before anything is asked of the file: nobody has one by themselves.
        Field::Likeness => return Some(Place::listed("SELECT creator.id AS id, NULL AS value FROM creator WHERE 0")),
        // By the current campaign: see `store::odds::lend`.
        Field::Odds => "odds(creator.id)".to_owned(),
        Field::Worth => "worth(creator.id)".to_owned(),
        Field::Growth => return Some(Place::listed(vetted::GROWTHS)),
        Field::Reacts => return Some(Place::listed(vetted::ENGAGEMENTS)),
        Field::Posts => {
            let sql = "SELECT post.creator_id AS id, COUNT(*) AS value FROM post GROUP BY post.creator_id";
            return Some(Place::Listed { sql: sql.to_owned(), others: Some(0) });
        }
        // Anyone who never took part has no number of orders.
        field => return booked::money(field, today).map(Place::listed),
    };
    Some(Place::Column(sql))
}

/// Where a day of a creator stands.
pub(super) fn day(field: Field) -> Option<Place> {
    match field {
        Field::Of(fact) => {
            let fact = fact.fact();
            (fact.kind == Kind::Day).then(|| Place::Column(fact.place.to_owned()))
        }
        Field::Added => Some(Place::Column("creator.added_on".to_owned())),
        Field::Until => Some(Place::Column("creator.snoozed_until".to_owned())),
        // The day of the verdict.
        Field::Decided => Some(Place::listed(
            "SELECT creator.id AS id, creator.decided_on AS value FROM creator WHERE creator.decided_on IS NOT NULL",
        )),
        field => booked::day(field).map(Place::listed),
    }
}

/// How and where someone was found, as rows show it.
const FOUND: &str =
    "(creator.found_by || iif(creator.found_by = '' OR creator.found_via = '', '', ': ') || creator.found_via)";

/// A text that a creator has one of, as it is kept; empty where there isn't one.
pub(super) fn column(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Handle => "creator.handle",
        Field::Of(fact) if fact.fact().kind.is_text() => fact.fact().place,
        Field::Platform => "creator.platform",
        Field::Found => FOUND,
        Field::Reason => "creator.reason",
        Field::Status => "creator.verdict",
        _ => return None,
    })
}

/// The same for a field that must have one.
pub(in crate::store) fn text_column(field: Field) -> Result<&'static str> {
    column(field).ok_or_else(|| unplaced(field.name()))
}

/// A text that a creator has one of, folded, empty where there isn't one.
pub(super) fn text(field: Field) -> Option<String> {
    let column = column(field)?;
    Some(match field {
        // Verdicts are words of our own.
        Field::Status => column.to_owned(),
        // Handles are lower case: those of ASCII letters are folded.
        Field::Handle => {
            format!("CASE WHEN octet_length({column}) = length({column}) THEN {column} ELSE fold({column}) END")
        }
        _ => format!("fold({column})"),
    })
}

/// Creators of whom many folded texts are kept, as `SELECT id FROM ... WHERE text`; the text's column comes with it.
pub(super) fn many(field: Field) -> Option<(Cow<'static, str>, &'static str)> {
    let (creators, column) = match field {
        Field::Stage => {
            let sql = format!(
                "SELECT staged.id FROM (SELECT collaboration.creator_id AS id, {} AS stage FROM collaboration) AS staged \
                 WHERE (",
                booked::stage()
            );
            return Some((sql.into(), "staged.stage"));
        }
        // Where one is: the campaigns and the batches.
        Field::In => (
            "SELECT placed.id FROM (SELECT collaboration.creator_id AS id, campaign.folded AS name FROM collaboration \
             JOIN batch ON batch.id = collaboration.batch_id JOIN campaign ON campaign.id = batch.campaign_id \
             UNION ALL SELECT collaboration.creator_id, batch.folded FROM collaboration \
             JOIN batch ON batch.id = collaboration.batch_id) AS placed WHERE (",
            "placed.name",
        ),
        Field::Niche => (
            "SELECT creator_tag.creator_id FROM creator_tag WHERE creator_tag.tag_id IN \
             (SELECT tag.id FROM tag WHERE tag.is_niche = 1 AND ",
            "tag.folded",
        ),
        Field::Tag => (
            "SELECT creator_tag.creator_id FROM creator_tag WHERE creator_tag.tag_id IN (SELECT tag.id FROM tag WHERE ",
            "tag.folded",
        ),
        Field::Note => ("SELECT note.creator_id FROM note WHERE (", "note.folded"),
        Field::Campaign => (
            "SELECT collaboration.creator_id FROM collaboration JOIN batch ON batch.id = collaboration.batch_id \
             JOIN campaign ON campaign.id = batch.campaign_id WHERE (",
            "campaign.folded",
        ),
        Field::Batch => (
            "SELECT collaboration.creator_id FROM collaboration JOIN batch ON batch.id = collaboration.batch_id WHERE (",
            "batch.folded",
        ),
        Field::Code => (
            "SELECT collaboration.creator_id FROM code JOIN collaboration ON collaboration.id = code.collaboration_id \
             WHERE (",
            "code.folded",
        ),
        _ => return None,
    };
    Some((creators.into(), column))
}

/// The size class as a number, NULL where unknown or below all of them.
pub(in crate::store) fn tier_rank(borders: TierBorders) -> String {
    let TierBorders { nano, micro, r#macro, mega } = borders;
    format!(
        "CASE WHEN creator.followers >= {mega} THEN 4 WHEN creator.followers >= {macro} THEN 3 \
         WHEN creator.followers >= {micro} THEN 2 WHEN creator.followers >= {nano} THEN 1 END",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    #[test]
    fn prices_know_the_decimals_of_their_currency() {
        let decimals = |code: &str| code.parse::<Currency>().expect("a currency").decimals();
        assert!(WHOLE.into_iter().all(|code| decimals(code) == 0));
        assert!(THOUSANDTHS.into_iter().all(|code| decimals(code) == 3));
        let letters = || 'A'..='Z';
        let odd = letters()
            .flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))))
            .filter(|code| decimals(code) != 2);
        assert_eq!(odd.count(), WHOLE.len() + THOUSANDTHS.len());
    }
}
