//! Who is like whom: what `like:` and `likeness` ask, answered before a list is made.

use std::collections::HashMap;

use rusqlite::{Connection, params_from_iter};

use crate::analysis::likeness::{LEAST, Traits};
use crate::domain::filter::{Expr, Field, SetValue, Term, WINNERS, Word};
use crate::domain::{CreatorId, TagId};
use crate::error::{Error, Result};

/// How alike each creator is to those that a filter names, in percent.
pub(super) type Scores = HashMap<CreatorId, f64>;

const CREATORS: &str = "SELECT creator.id, creator.followers, creator.er, creator.views, creator.price_minor, \
  creator.price_currency, creator.country, creator.language FROM creator";

/// Writes a filter with the creators themselves in the place of `like:` and `likeness`, and says how alike everybody is. The one that
/// a creator is most like counts.
///
/// # Errors
/// Refuses creators that are not there.
pub(super) fn answered(conn: &Connection, expr: Expr) -> Result<(Expr, Scores)> {
    if !expr.has_term(&is_likeness) {
        return Ok((expr, Scores::new()));
    }
    let mut words = Vec::new();
    expr.each_term(&mut |term| {
        if let Term::Set { field: Field::Like, values, .. } = term {
            words.extend(values.iter().cloned());
        }
    });
    let mut named = Vec::new();
    for word in &words {
        named.extend(called(conn, word)?);
    }
    named.sort_unstable();
    named.dedup();
    let all = read(conn)?;
    let scores = scored(&all, &named);
    let written = expr.rewritten(&mut |term| {
        Ok::<_, Error>(match term {
            Term::Set { field: Field::Like, values, negated } => {
                let mut own = Vec::new();
                for word in values {
                    own.extend(called(conn, word)?);
                }
                let of_term = if own.len() == named.len() { None } else { Some(scored(&all, &own)) };
                let found = of_term.as_ref().unwrap_or(&scores);
                let among = among(found, |percent| percent >= LEAST * 100.0);
                Some(if *negated { among.negated() } else { among })
            }
            Term::Number { field: Field::Likeness, test } => {
                let is_unknown = test.passes(None);
                let found = among(&scores, |percent| test.passes(Some(percent)) != is_unknown);
                // Those of whom nothing is known pass as well: all but those who are known not to.
                Some(if is_unknown { found.negated() } else { found })
            }
            _ => None,
        })
    })?;
    Ok((written, scores))
}

fn is_likeness(term: &Term) -> bool {
    matches!(term, Term::Set { field: Field::Like, .. } | Term::Number { field: Field::Likeness, .. })
}

fn among(scores: &Scores, passes: impl Fn(f64) -> bool) -> Expr {
    let mut ids: Vec<CreatorId> = scores.iter().filter(|(_, share)| passes(**share)).map(|(id, _)| *id).collect();
    ids.sort_unstable();
    Expr::Term(Term::Among(ids.into()))
}

/// Whom a value of `like:` names.
fn called(conn: &Connection, value: &SetValue) -> Result<Vec<CreatorId>> {
    let handle = |word: &Word| word.folded.trim_start_matches('@').to_owned();
    let (sql, bound, typed) = match value {
        SetValue::Is(word) if word.folded == WINNERS => {
            let sql =
                "SELECT DISTINCT collaboration.creator_id FROM collaboration WHERE collaboration.decision = 'scale'";
            (sql, None, None)
        }
        SetValue::Is(word) => {
            ("SELECT creator.id FROM creator WHERE creator.handle = ?", Some(handle(word)), Some(&word.typed))
        }
        SetValue::Prefix(word) => (
            "SELECT creator.id FROM creator WHERE substr(creator.handle, 1, length(?1)) = ?1",
            Some(handle(word)),
            Some(&word.typed),
        ),
        SetValue::None => return Ok(Vec::new()),
    };
    let mut statement = conn.prepare_cached(sql)?;
    let found: Vec<CreatorId> =
        statement.query_map(params_from_iter(bound), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    match typed {
        Some(typed) if found.is_empty() => {
            Err(Error::refused(format!("There is no creator called @{}.", typed.trim_start_matches('@'))))
        }
        _ => Ok(found),
    }
}

fn scored(all: &HashMap<CreatorId, Traits>, named: &[CreatorId]) -> Scores {
    let to: Vec<&Traits> = named.iter().filter_map(|id| all.get(id)).collect();
    let best = |traits: &Traits| to.iter().filter_map(|one| one.likeness_of(traits)).max_by(f64::total_cmp);
    let others = all.iter().filter(|(id, _)| !named.contains(id));
    others.filter_map(|(id, traits)| best(traits).map(|share| (*id, share * 100.0))).collect()
}

/// What is known of everybody.
fn read(conn: &Connection) -> Result<HashMap<CreatorId, Traits>> {
    let mut all = HashMap::new();
    let mut statement = conn.prepare_cached(CREATORS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let price: Option<i64> = row.get(4)?;
        let currency = row.get_ref(5)?.as_str().ok().and_then(|code| code.parse().ok());
        let traits = Traits {
            tags: Vec::new(),
            followers: row.get(1)?,
            er: row.get(2)?,
            views: row.get(3)?,
            price: price.zip(currency),
            country: row.get(6)?,
            language: row.get(7)?,
        };
        all.insert(row.get(0)?, traits);
    }
    let mut statement = conn.prepare_cached("SELECT creator_id, tag_id FROM creator_tag")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: CreatorId = row.get(0)?;
        if let Some(traits) = all.get_mut(&id) {
            traits.tags.push(TagId(row.get(1)?));
        }
    }
    for traits in all.values_mut() {
        traits.tags.sort_unstable();
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::rules::Rules;
    use crate::clock::Clock;
    use crate::domain::filter::parse;
    use crate::proto::{Answer, Query};
    use crate::store::answer::answer;
    use crate::store::fixture::{Fixture, clock, fixture};

    /// Beside those of the fixture: Mia, with two much like her, one who is not, and one of whom only the country is known.
    fn file() -> Fixture {
        let file = fixture();
        file.conn
            .execute_batch(
                "UPDATE creator SET followers = NULL, er = NULL;
                 INSERT INTO creator (id, platform, handle, followers, er, views, country, language, verdict, added_on, updated_at)
                 VALUES (11, 'tiktok', 'mia.glow', 20000, 5, 8000, 'us', 'en', 'new', '2026-03-01', 0),
                   (12, 'tiktok', 'twin', 21000, 5, 8100, 'us', 'en', 'new', '2026-03-01', 0),
                   (13, 'tiktok', 'cousin', 60000, 9, 30000, 'us', 'en', 'rejected', '2026-03-01', 0),
                   (14, 'tiktok', 'stranger', 4000000, 0.4, 900, 'de', 'de', 'new', '2026-03-01', 0),
                   (15, 'tiktok', 'bare', NULL, NULL, NULL, 'us', '', 'new', '2026-03-01', 0);
                 INSERT INTO creator_tag (creator_id, tag_id) SELECT 11, MIN(id) FROM tag UNION ALL SELECT 12, MIN(id) FROM tag",
            )
            .expect("creators");
        file
    }

    fn shown(file: &Fixture, text: &str) -> Result<Vec<i64>> {
        let (clock, rules): (Clock, Rules) = (clock(), Rules::default());
        let read = parse(text, rules.calendar(clock.today())).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        let list = Query::Index { filter: read.expr.map(Arc::new), sort: read.sort };
        match answer(&file.conn, &list, clock.today(), &rules)? {
            Answer::Index(ids) => Ok(ids.iter().map(|id| id.0).collect()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_most_alike_come_first_and_nobody_is_like_themselves() {
        let file = file();
        let list = |text| shown(&file, text).expect("a list");
        assert_eq!(list("like:@mia.glow sort:-likeness"), [12, 13]);
        assert_eq!(list("like:@mia.glow sort:likeness"), [13, 12]);
        assert_eq!(list("like:mia.glow -verdict:rejected sort:-likeness"), [12]);
        assert_eq!(list("like:@mia.glow likeness>95"), [12]);
        assert_eq!(list("like:@mia.glow,@stranger sort:-likeness"), [12, 13], "those who are named are left out");
        assert_eq!(list("like:winners"), Vec::<i64>::new(), "nobody has won yet");
        assert_eq!(list("sort:-likeness").len(), 7, "without a name everybody is as alike as anybody");
        let refused = shown(&file, "like:@nobody").expect_err("there is none");
        assert!(refused.full().contains("@nobody"), "{refused:?}");
    }

    #[test]
    fn a_hundred_thousand_creators_are_ranked() {
        let file = file();
        file.conn
            .execute_batch(
                "WITH RECURSIVE n (n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM n WHERE n < 100999)
                 INSERT INTO creator (id, platform, handle, followers, er, views, country, language, added_on, updated_at)
                 SELECT n, 'tiktok', printf('z%06d', n), n * 31 % 90000, n % 90 / 10.0, n * 7 % 50000, iif(n % 2, 'us', 'de'), 'en',
                   '2026-03-01', 0 FROM n",
            )
            .expect("many creators");
        let found = shown(&file, "like:@mia.glow sort:-likeness").expect("a list");
        assert_eq!(found.first(), Some(&12), "the twin is still the nearest");
        assert!(found.len() > 10_000, "{}", found.len());
    }
}
