//! What the file holds of a field, with the number of creators: for completing a filter while it is typed.

use rusqlite::Connection;

use crate::domain::filter::{Field, WARNINGS};
use crate::domain::record::Kind;
use crate::domain::text::fold;
use crate::domain::{Tier, TierBorders};
use crate::error::Result;

use super::sql::{stage, tier_rank};

/// The most values of a field that are offered, the most used first.
const MOST: usize = 2_000;

const NICHES: &str = "SELECT tag.name, (SELECT COUNT(*) FROM creator_tag WHERE creator_tag.tag_id = tag.id) \
  FROM tag WHERE tag.is_niche = 1";
const TAGS: &str = "SELECT tag.name, (SELECT COUNT(*) FROM creator_tag WHERE creator_tag.tag_id = tag.id) FROM tag";
const REASONS: &str = "SELECT reason, COUNT(*) FROM creator WHERE reason <> '' GROUP BY reason";
const VERDICTS: &str = "SELECT verdict, COUNT(*) FROM creator GROUP BY verdict";
const CAMPAIGNS: &str = "SELECT campaign.name, COUNT(DISTINCT collaboration.creator_id) FROM campaign \
  LEFT JOIN batch ON batch.campaign_id = campaign.id LEFT JOIN collaboration ON collaboration.batch_id = batch.id \
  GROUP BY campaign.id";
const BATCHES: &str = "SELECT batch.name, COUNT(DISTINCT collaboration.creator_id) FROM batch \
  LEFT JOIN collaboration ON collaboration.batch_id = batch.id GROUP BY batch.id";
const CODES: &str = "SELECT code.code, COUNT(DISTINCT collaboration.creator_id) FROM code \
  JOIN collaboration ON collaboration.id = code.collaboration_id GROUP BY code.folded";

/// The winners together and one by one: whom more like them are looked for most.
const LIKE: &str = "SELECT 'winners', COUNT(DISTINCT creator_id) FROM collaboration WHERE decision = 'scale' HAVING COUNT(*) > 0 \
  UNION ALL SELECT DISTINCT '@' || creator.handle, 1 FROM creator JOIN collaboration ON collaboration.creator_id = creator.id \
  WHERE collaboration.decision = 'scale'";

/// Returns the values of a field with how many creators have each, the most used first; nothing for fields that hold no names.
pub fn values(conn: &Connection, field: Field, borders: TierBorders) -> Result<Vec<(String, i64)>> {
    let sql = match field {
        Field::Niche => NICHES.to_owned(),
        Field::Tag => TAGS.to_owned(),
        Field::Of(fact) if fact.fact().kind == Kind::Code => {
            let column = fact.fact().column;
            format!("SELECT {column}, COUNT(*) FROM creator WHERE {column} <> '' GROUP BY {column}")
        }
        Field::Reason => REASONS.to_owned(),
        Field::Status => VERDICTS.to_owned(),
        Field::Campaign => CAMPAIGNS.to_owned(),
        Field::Batch => BATCHES.to_owned(),
        Field::Code => CODES.to_owned(),
        Field::Stage => format!(
            "SELECT stage, COUNT(DISTINCT creator_id) FROM (SELECT collaboration.creator_id, {} AS stage FROM collaboration) \
             GROUP BY stage",
            stage()
        ),
        Field::In => format!("{CAMPAIGNS} UNION ALL {BATCHES}"),
        Field::Like => LIKE.to_owned(),
        Field::Tier => return tiers(conn, borders),
        Field::Flag => return warnings(conn),
        _ => return Ok(Vec::new()),
    };
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let mut found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    // US and us are one value to a filter: the spelling that is used most stands for both.
    found.sort_unstable_by(|a, b| fold(&a.0).cmp(&fold(&b.0)).then(b.1.cmp(&a.1)));
    found.dedup_by(|later, first| {
        let is_same = fold(&later.0) == fold(&first.0);
        first.1 += if is_same { later.1 } else { 0 };
        is_same
    });
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    found.truncate(MOST);
    Ok(found)
}

/// A creator counts for each of its warning signs.
fn warnings(conn: &Connection) -> Result<Vec<(String, i64)>> {
    let mut statement =
        conn.prepare_cached("SELECT flags, COUNT(*) FROM creator_vetting WHERE flags <> 0 GROUP BY flags")?;
    let mut counts = WARNINGS.map(|word| (word.to_owned(), 0));
    let mut flagged = 0;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (flags, creators): (i64, i64) = (row.get(0)?, row.get(1)?);
        flagged += creators;
        for (_, count) in counts.iter_mut().enumerate().filter(|(place, _)| flags >> place & 1 == 1).map(|(_, c)| c) {
            *count += creators;
        }
    }
    let all: i64 = conn.prepare_cached("SELECT COUNT(*) FROM creator")?.query_row([], |row| row.get(0))?;
    let mut found: Vec<(String, i64)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    found.push(("none".to_owned(), all - flagged));
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(found)
}

fn tiers(conn: &Connection, borders: TierBorders) -> Result<Vec<(String, i64)>> {
    let rank = tier_rank(borders);
    let mut statement =
        conn.prepare_cached(&format!("SELECT {rank} AS rank, COUNT(*) FROM creator GROUP BY rank ORDER BY rank"))?;
    let rows = statement.query_map([], |row| {
        let word = match row.get::<_, Option<i64>>(0)? {
            Some(1) => Tier::Nano.word(),
            Some(2) => Tier::Micro.word(),
            Some(3) => Tier::Macro.word(),
            Some(_) => Tier::Mega.word(),
            None => "none",
        };
        Ok((word.to_owned(), row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::creator::CreatorField;
    use crate::store::fixture::fixture;

    #[test]
    fn values_come_with_counts_and_the_most_used_first() {
        let file = fixture();
        file.conn
            .execute_batch(
                "INSERT INTO creator (id, handle, country, reason, added_on, updated_at) VALUES
                   (3, 'a', 'us', 'price', '2026-03-01', 1), (4, 'b', 'US', '', '2026-03-01', 1),
                   (5, 'c', 'us', 'price', '2026-03-01', 1), (6, 'd', 'Ca', 'off niche', '2026-03-01', 1);",
            )
            .expect("rows");
        let of = |field| values(&file.conn, field, TierBorders::default()).expect("values");
        let own = |all: &[(&str, i64)]| all.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect::<Vec<_>>();
        assert_eq!(of(Field::Of(CreatorField::Country)), own(&[("us", 3), ("Ca", 1)]));
        assert_eq!(of(Field::Reason), own(&[("price", 2), ("off niche", 1)]));
        assert_eq!(of(Field::Niche), own(&[("BookTok", 2)]));
        assert_eq!(of(Field::Campaign), own(&[("Spring", 1)]));
        assert_eq!(of(Field::Code), own(&[("MIA10", 1)]));
        assert_eq!(of(Field::Stage), own(&[("shortlist", 1)]));
        assert_eq!(of(Field::In), own(&[("A", 1), ("Spring", 1)]));
        assert_eq!(of(Field::Tier), own(&[("none", 5), ("micro", 1)]));
        file.conn
            .execute_batch(
                "INSERT INTO creator_vetting VALUES (1, 50, 20, 9, 0, NULL, NULL, 0), (2, 50, 20, 8, 8, NULL, NULL, 0)",
            )
            .expect("rows");
        assert_eq!(of(Field::Flag), own(&[("none", 4), ("many-comments", 2), ("low-like-rate", 1)]));
        for field in Field::all() {
            values(&file.conn, field, TierBorders::default()).expect("every field has an answer");
        }
    }
}
