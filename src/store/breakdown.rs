//! Creators counted by the values of one field, among those that a filter shows. Each count is what the filter of its bar gives.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::domain::breakdown::{Bar, Breakdown, Group, of_days, of_numbers};
use crate::domain::filter::{Expr, Field, Kind, SortTerm, WARNINGS};
use crate::domain::text::fold;
use crate::domain::{Tier, TierBorders, Verdict};
use crate::error::Result;

use super::list_context::ListContext;
use super::odds;
use super::sql::{Key, Place, SqlFilter, sort_key, stage, text_column, tier_rank};
use super::views;

/// Most values that get a bar, the most used ones.
const MOST: usize = 40;

/// Texts with more different values than this are mostly names: only whether there is one can be counted.
const MOST_NAMES: usize = 400;

/// Counts the creators that a filter shows by the values of a field.
pub fn breakdown(
    conn: &Connection,
    field: Field,
    filter: Option<&Expr>,
    context: ListContext<'_>,
) -> Result<Breakdown> {
    let borders = context.borders();
    let clause = filter.map(|expr| views::clause(conn, expr, context)).transpose()?.unwrap_or_default();
    odds::lend_to_order(conn, &[SortTerm { field, descending: false }], context)?;
    let SqlFilter { sql, params } = clause;
    let shown = if sql.is_empty() { "1".to_owned() } else { sql };
    let counter = Counter { conn, shown, params };
    let creators = counter.all()?;
    let mut more = 0;
    let mut bars = match field.kind() {
        Kind::Number(_) | Kind::Date => counter.measured(field, context.today, borders)?,
        _ => {
            let (bars, left_out) = counter.named(field, borders, creators)?;
            more = left_out;
            bars
        }
    };
    let unknown = bars.iter().position(|bar| bar.group == Group::Unknown).map(|at| bars.remove(at));
    let unknown = match unknown {
        Some(bar) => bar.creators,
        None if matches!(field.kind(), Kind::Number(_) | Kind::Date) => {
            creators - bars.iter().map(|bar| bar.creators).sum::<i64>()
        }
        None => 0,
    };
    if unknown > 0 {
        bars.push(Bar { group: Group::Unknown, creators: unknown });
    }
    Ok(Breakdown { field, bars, creators, more })
}

/// Counts among the creators that a filter shows.
struct Counter<'c> {
    conn: &'c Connection,
    shown: String,
    params: Vec<Value>,
}

impl Counter<'_> {
    fn pairs<T: rusqlite::types::FromSql>(&self, sql: &str) -> Result<Vec<(T, i64)>> {
        let mut statement = self.conn.prepare(sql)?;
        let rows = statement.query_map(params_from_iter(&self.params), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn all(&self) -> Result<i64> {
        let counted = self.pairs::<i64>(&format!("SELECT 0, COUNT(*) FROM creator WHERE {}", self.shown))?;
        Ok(counted.first().map_or(0, |(_, count)| *count))
    }

    /// The ids of the creators shown, as a question.
    fn ids(&self) -> String {
        format!("SELECT creator.id FROM creator WHERE {}", self.shown)
    }

    /// Bars of a number or a day; who has none is in no bar.
    fn measured(&self, field: Field, today: NaiveDate, borders: TierBorders) -> Result<Vec<Bar>> {
        let key = sort_key(SortTerm { field, descending: false }, today, borders)?;
        let sql = match &key.place {
            Place::Column(sql) => format!(
                "SELECT value, COUNT(*) FROM (SELECT {sql} AS value FROM creator WHERE {}) WHERE value IS NOT NULL \
                 GROUP BY value",
                self.shown
            ),
            Place::Listed { sql, others } => {
                let known = format!(
                    "SELECT id, MIN(value) AS value FROM ({sql}) WHERE value IS NOT NULL AND id IN ({}) GROUP BY id",
                    self.ids()
                );
                match others {
                    None => format!("SELECT value, COUNT(*) FROM ({known}) GROUP BY value"),
                    Some(others) => format!(
                        "SELECT value, COUNT(*) FROM (SELECT COALESCE(listed.value, {others}) AS value FROM creator \
                         LEFT JOIN (SELECT id, MIN(value) AS value FROM ({sql}) GROUP BY id) AS listed \
                         ON listed.id = creator.id WHERE {}) GROUP BY value",
                        self.shown
                    ),
                }
            }
        };
        if key.key == Key::Day {
            let days = self.pairs::<String>(&sql)?;
            let days: Vec<(NaiveDate, i64)> =
                days.into_iter().filter_map(|(day, count)| Some((day.parse().ok()?, count))).collect();
            return Ok(of_days(&days));
        }
        Ok(of_numbers(&self.pairs::<f64>(&sql)?))
    }

    /// Bars of values with names, the most used first, and how many values got none.
    fn named(&self, field: Field, borders: TierBorders, creators: i64) -> Result<(Vec<Bar>, usize)> {
        let mut found = match field {
            Field::Tier => self.tiers(borders)?,
            Field::Niche | Field::Tag => self.tags(field, creators)?,
            Field::Stage => self.stages(creators)?,
            Field::Flag => self.warnings(creators)?,
            field => self.texts(field)?,
        };
        let is_ordered = matches!(field, Field::Tier | Field::Status);
        if !is_ordered {
            found.sort_by_key(|bar| (bar.group == Group::Unknown, std::cmp::Reverse(bar.creators)));
        }
        let unknown = found.iter().position(|bar| bar.group == Group::Unknown).map(|at| found.remove(at));
        let more = found.len().saturating_sub(MOST);
        found.truncate(MOST);
        found.extend(unknown);
        Ok((found, more))
    }

    fn tiers(&self, borders: TierBorders) -> Result<Vec<Bar>> {
        let rank = tier_rank(borders);
        let sql = format!(
            "SELECT COALESCE(rank, 0), COUNT(*) FROM (SELECT {rank} AS rank FROM creator WHERE {}) GROUP BY 1 ORDER BY 1",
            self.shown
        );
        let word = |rank: i64| match rank {
            1 => Some(Tier::Nano),
            2 => Some(Tier::Micro),
            3 => Some(Tier::Macro),
            4 => Some(Tier::Mega),
            _ => None,
        };
        Ok(self
            .pairs::<i64>(&sql)?
            .into_iter()
            .map(|(rank, creators)| bar(word(rank).map(Tier::word), creators))
            .collect())
    }

    /// Who has a tag or one below it counts for it, once.
    fn tags(&self, field: Field, creators: i64) -> Result<Vec<Bar>> {
        let only = if field == Field::Niche { "is_niche = 1" } else { "1" };
        let held = format!(
            "SELECT creator_tag.creator_id, tag.id, tag.folded FROM creator_tag JOIN tag ON tag.id = creator_tag.tag_id \
             WHERE tag.{only} AND creator_tag.creator_id IN ({})",
            self.ids()
        )
        .replace("tag.1", "1");
        let counted = self.pairs::<String>(&format!(
            "WITH held (creator_id, tag_id, folded) AS MATERIALIZED ({held}) \
             SELECT above.name, COUNT(DISTINCT held.creator_id) FROM tag AS above JOIN tag AS below \
             ON below.{only} AND (below.id = above.id OR substr(below.folded, 1, length(above.folded) + 1) = above.folded || '/') \
             JOIN held ON held.tag_id = below.id WHERE above.{only} GROUP BY above.id",
        )
        .replace("below.1", "1")
        .replace("above.1", "1"))?;
        let tagged = self.pairs::<i64>(&format!("SELECT 0, COUNT(DISTINCT creator_id) FROM ({held})"))?;
        let tagged = tagged.first().map_or(0, |(_, count)| *count);
        let mut bars: Vec<Bar> = counted.into_iter().map(|(name, creators)| bar(Some(&name), creators)).collect();
        bars.push(bar(None, creators - tagged));
        Ok(bars)
    }

    /// Who has several collaborations counts for the stage of each.
    fn stages(&self, creators: i64) -> Result<Vec<Bar>> {
        let staged = format!(
            "SELECT collaboration.creator_id AS creator_id, {} AS stage FROM collaboration WHERE collaboration.creator_id IN ({})",
            stage(),
            self.ids()
        );
        let counted =
            self.pairs::<String>(&format!("SELECT stage, COUNT(DISTINCT creator_id) FROM ({staged}) GROUP BY stage"))?;
        let booked = self.pairs::<i64>(&format!("SELECT 0, COUNT(DISTINCT creator_id) FROM ({staged})"))?;
        let booked = booked.first().map_or(0, |(_, count)| *count);
        let mut bars: Vec<Bar> = counted.into_iter().map(|(name, creators)| bar(Some(&name), creators)).collect();
        bars.push(bar(None, creators - booked));
        Ok(bars)
    }

    /// Who has several warning signs counts for each.
    fn warnings(&self, creators: i64) -> Result<Vec<Bar>> {
        let found = self.pairs::<i64>(&format!(
            "SELECT flags, COUNT(*) FROM creator_vetting WHERE flags <> 0 AND creator_id IN ({}) GROUP BY flags",
            self.ids()
        ))?;
        let of = |place: usize| found.iter().filter(|(flags, _)| flags >> place & 1 == 1).map(|(_, count)| count).sum();
        let bars = WARNINGS.iter().enumerate().map(|(place, word)| bar(Some(word), of(place)));
        let mut bars: Vec<Bar> = bars.filter(|bar| bar.creators > 0).collect();
        bars.push(bar(None, creators - found.iter().map(|(_, count)| count).sum::<i64>()));
        Ok(bars)
    }

    /// Texts of which a creator has one, however they are written.
    fn texts(&self, field: Field) -> Result<Vec<Bar>> {
        let column = text_column(field)?;
        let sql = format!("SELECT {column}, COUNT(*) FROM creator WHERE {} GROUP BY 1", self.shown);
        let mut by_fold: HashMap<String, (String, i64, i64)> = HashMap::new();
        for (text, creators) in self.pairs::<String>(&sql)? {
            let entry = by_fold.entry(fold(&text)).or_insert_with(|| (text.clone(), creators, 0));
            // The spelling that is used most stands for all.
            if creators > entry.1 {
                (entry.0, entry.1) = (text, creators);
            }
            entry.2 += creators;
        }
        let none = by_fold.remove("").map_or(0, |(_, _, creators)| creators);
        let is_words = field.kind() == Kind::Words;
        let mut bars: Vec<Bar> = if is_words && by_fold.len() > MOST_NAMES {
            vec![Bar { group: Group::Known, creators: by_fold.values().map(|(_, _, creators)| creators).sum() }]
        } else {
            // The filter of a text finds it inside of others too.
            let counted = |(folded, (text, _, creators)): (&String, &(String, i64, i64))| {
                let inside =
                    || by_fold.iter().filter(|(other, _)| other.contains(folded.as_str())).map(|(_, found)| found.2);
                bar(Some(text), if is_words { inside().sum() } else { *creators })
            };
            by_fold.iter().map(counted).collect()
        };
        // Of equal counts the first in the alphabet comes first, whatever order the map has.
        bars.sort_by_key(|bar| bar.group.label(field));
        if field == Field::Status {
            let place = |bar: &Bar| {
                <Verdict as strum::IntoEnumIterator>::iter()
                    .position(|verdict| bar.group == Group::Value(verdict.word().to_owned()))
            };
            bars.sort_by_key(place);
        }
        bars.push(bar(None, none));
        Ok(bars)
    }
}

fn bar(value: Option<&str>, creators: i64) -> Bar {
    Bar { group: value.map_or(Group::Unknown, |value| Group::Value(value.to_owned())), creators }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::creator::CreatorField;
    use crate::domain::day::Calendar;
    use crate::domain::filter::{parse, with_term};
    use crate::store::fixture::{clock, fixture};
    use crate::store::lists;

    #[test]
    fn every_bar_counts_what_its_filter_gives() {
        let file = fixture();
        file.conn
            .execute_batch(
                "WITH RECURSIVE n (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM n WHERE n < 400)
                 INSERT INTO creator (id, platform, handle, name, search, followers, er, views, price_minor, country, language,
                   email, verdict, reason, rating, found_by, added_on, updated_at)
                 SELECT n, iif(n % 3, 'tiktok', 'instagram'), printf('z%05d', n), iif(n % 5, 'Kim', ''), iif(n % 5, 'kim', ''),
                   iif(n % 7, n * n * 13, NULL), iif(n % 4, n % 90 / 10.0, NULL), n * 31 % 900, n * 100,
                   iif(n % 6, iif(n % 2, 'us', 'US'), ''), iif(n % 2, 'de', 'german'), iif(n % 2, 'x@example.com', ''),
                   iif(n % 9, 'new', 'rejected'), '', n % 6, iif(n % 2, 'competitor', 'hashtag'),
                   date('2025-01-01', n || ' days'), 0 FROM n;
                 INSERT INTO tag (id, name, folded, is_niche) VALUES (50, 'skin', 'skin', 1), (51, 'skin/acne', 'skin/acne', 1),
                   (52, 'vip', 'vip', 0);
                 INSERT INTO creator_tag (creator_id, tag_id) SELECT id, 50 + id % 3 FROM creator WHERE id >= 100 AND id % 4;
                 INSERT INTO creator_tag (creator_id, tag_id) SELECT id, 50 + (id + 1) % 3 FROM creator WHERE id >= 100 AND id % 4 = 1;
                 INSERT INTO creator_vetting SELECT id, id % 100, 20, id % 4, 0, id % 30, id % 10 * 1.5, 0 FROM creator WHERE id % 2",
            )
            .expect("many creators");
        let (calendar, context) = (Calendar::day_first(clock().today()), ListContext::usual(clock().today()));
        let fields = [
            Field::Tier,
            Field::Tag,
            Field::Niche,
            Field::Added,
            Field::Cpm,
            Field::Status,
            Field::Reason,
            Field::Rating,
            Field::Until,
            Field::Platform,
            Field::Found,
            Field::Score,
            Field::Reacts,
            Field::Growth,
            Field::Flag,
            Field::Stage,
            Field::Spend,
            Field::Roas,
            Field::Orders,
            Field::Contacted,
            Field::Due,
            Field::Owed,
            Field::Late,
            Field::Posts,
        ];
        let facts = CreatorField::ALL.iter().copied().map(Field::Of);
        for field in fields.into_iter().chain(facts) {
            for filter in ["", "followers>200k or is:tagged"] {
                let read = |text: &str| parse(text, calendar).unwrap_or_else(|error| panic!("{text}: {error}")).expr;
                let found = breakdown(&file.conn, field, read(filter).as_ref(), context).expect("bars");
                assert!(!found.bars.is_empty(), "{field:?}");
                for bar in &found.bars {
                    let text = with_term(filter, calendar, &bar.group.term(field)).expect("a filter");
                    let count = lists::count(&file.conn, read(&text).as_ref(), context).expect("a count");
                    assert_eq!(bar.creators, count, "{field:?}: {text}");
                }
                if matches!(field.kind(), Kind::Number(_) | Kind::Date) {
                    assert_eq!(found.bars.iter().map(|bar| bar.creators).sum::<i64>(), found.creators, "{field:?}");
                }
            }
        }
    }
}
