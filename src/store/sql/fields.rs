//! Where the fields of the filter language stand in the file: one expression each, over the table `creator`.

use crate::domain::TierBorders;
use crate::domain::filter::{Field, SortTerm};
use crate::error::{Error, Result};

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

/// Returns the expression a field is sorted by, and what comes out of it.
pub(in crate::store) fn sort_key(term: SortTerm, borders: TierBorders) -> Result<(String, Key)> {
    if let Some(sql) = number(term.field) {
        return Ok((sql, Key::Number));
    }
    if let Some(sql) = day(term.field) {
        return Ok((sql.to_owned(), Key::Day));
    }
    let sql = match term.field {
        // Tiers follow their size, verdicts the course of triage.
        Field::Tier => return Ok((tier_rank(borders), Key::Number)),
        Field::Status => {
            let rank = "CASE creator.verdict WHEN 'new' THEN 0 WHEN 'picked' THEN 1 WHEN 'maybe' THEN 2 \
                        WHEN 'rejected' THEN 3 ELSE 4 END";
            return Ok((rank.to_owned(), Key::Number));
        }
        // The first in the alphabet stands for all of them.
        Field::Niche | Field::Tag => {
            let niche = if term.field == Field::Niche { " AND tag.is_niche = 1" } else { "" };
            format!(
                "(SELECT MIN(tag.folded) FROM creator_tag JOIN tag ON tag.id = creator_tag.tag_id \
                 WHERE creator_tag.creator_id = creator.id{niche})"
            )
        }
        Field::Campaign => {
            "(SELECT MIN(campaign.folded) FROM collaboration JOIN batch ON batch.id = collaboration.batch_id \
             JOIN campaign ON campaign.id = batch.campaign_id WHERE collaboration.creator_id = creator.id)"
                .to_owned()
        }
        Field::Batch => "(SELECT MIN(batch.folded) FROM collaboration JOIN batch ON batch.id = collaboration.batch_id \
             WHERE collaboration.creator_id = creator.id)"
            .to_owned(),
        Field::Code => {
            "(SELECT MIN(code.folded) FROM collaboration JOIN code ON code.collaboration_id = collaboration.id \
             WHERE collaboration.creator_id = creator.id)"
                .to_owned()
        }
        field => text(field).ok_or_else(|| Error::refused(format!("Cannot sort by {} yet.", field.name())))?,
    };
    Ok((sql, Key::Text))
}

/// Currencies whose minor unit is not a hundredth, by the number of their decimals.
const WHOLE: [&str; 17] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
    "XPF",
];
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// The price in units of its currency.
fn price() -> String {
    format!(
        "(creator.price_minor / CASE WHEN creator.price_currency IN ('{}') THEN 1.0 \
         WHEN creator.price_currency IN ('{}') THEN 1000.0 ELSE 100.0 END)",
        WHOLE.join("', '"),
        THOUSANDTHS.join("', '")
    )
}

/// A number of a creator, NULL where unknown; nothing for fields that are no number or not known to the file.
pub(super) fn number(field: Field) -> Option<String> {
    let sql = match field {
        Field::Followers => "creator.followers",
        Field::Er => "creator.er",
        Field::Views => "creator.views",
        // No stars means not rated.
        Field::Rating => "NULLIF(creator.rating, 0)",
        Field::Price => return Some(price()),
        Field::Cpm => return Some(format!("({} / NULLIF(creator.views, 0) * 1000.0)", price())),
        Field::Score => "(SELECT score FROM creator_vetting WHERE creator_vetting.creator_id = creator.id)",
        Field::Growth => "(SELECT growth FROM creator_vetting WHERE creator_vetting.creator_id = creator.id)",
        Field::Posts => "(SELECT COUNT(*) FROM post WHERE post.creator_id = creator.id)",
        // Whoever never took part has no number of orders.
        Field::Orders => {
            "(SELECT SUM((SELECT COUNT(*) FROM sale_order WHERE sale_order.collaboration_id = collaboration.id \
             AND sale_order.state = 'sale')) FROM collaboration WHERE collaboration.creator_id = creator.id)"
        }
        _ => return None,
    };
    Some(sql.to_owned())
}

/// A day of a creator, NULL where unknown.
pub(super) fn day(field: Field) -> Option<&'static str> {
    match field {
        Field::Added => Some("creator.added_on"),
        Field::Posted => Some("(SELECT MAX(post.posted_on) FROM post WHERE post.creator_id = creator.id)"),
        _ => None,
    }
}

/// A text that a creator has one of, folded, empty where there is none.
pub(super) fn text(field: Field) -> Option<String> {
    let column = match field {
        Field::Handle => "handle",
        Field::Name => "name",
        Field::Bio => "bio",
        Field::Country => "country",
        Field::Lang => "language",
        Field::Reason => "reason",
        Field::Status => "verdict",
        _ => return None,
    };
    Some(format!("fold(creator.{column})"))
}

/// Creators of whom many folded texts are kept, as `SELECT id FROM ... WHERE text`; the text's column comes with it.
pub(super) fn many(field: Field) -> Option<(&'static str, &'static str)> {
    Some(match field {
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
    })
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
