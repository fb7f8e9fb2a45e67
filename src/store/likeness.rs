//! Who is like whom: what `like:` and `likeness` ask, answered before a list is made.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, Row, params_from_iter};

use crate::analysis::decision::Advice;
use crate::analysis::likeness::{LEAST, Traits};
use crate::domain::collaboration::Decision;
use crate::domain::filter::{Expr, Field, SetValue, Term, WINNERS, Word};
use crate::domain::{CreatorId, Handle, TagId, TierBorders};
use crate::error::{Error, Result};
use crate::proto::estimate::Estimate;
use crate::proto::likeness::{LikenessRow, MOST_REASONS};
use crate::proto::results::CreatorResult;
use crate::words::likeness as words;

use super::evidence::HeldOrders;
use super::list_context::{KeptScores, KeptWinners, ListContext};
use super::row::json_ids;
use super::{estimates, find_creator, report};

/// How alike each creator is to those that a filter names, in percent.
pub(super) type Scores = HashMap<CreatorId, f64>;

const CREATORS: &str = "SELECT creator.id, creator.followers, creator.er, creator.views, creator.price_minor, \
  creator.price_currency, creator.country, creator.language FROM creator";

/// The most handles that are offered instead of one that nobody has.
const MOST_OFFERED: usize = 3;

/// Writes a filter with the creators themselves in the place of `like:` and `likeness`, and says how alike everybody is. The one that
/// a creator is most like counts.
///
/// # Errors
/// Refuses creators that are not there, and winners where there are none.
pub(super) fn answered(conn: &Connection, expr: Expr, context: ListContext<'_>) -> Result<(Expr, Arc<Scores>)> {
    if !is_asked(&expr) {
        return Ok((expr, Arc::default()));
    }
    let named = named(conn, &expr, context)?;
    let scores = kept(conn, &named, context)?;
    let written = expr.rewritten(&mut |term| {
        Ok::<_, Error>(match term {
            Term::Set { field: Field::Like, values, negated } => {
                let own = all_called(conn, values, context)?;
                let of_term = if own == named { Arc::clone(&scores) } else { kept(conn, &own, context)? };
                let among = among(&of_term, |percent| percent >= LEAST * 100.0);
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

/// Returns how alike some creators are to those that a filter names, and in what, in the order of their ids. Whoever is named, or of
/// whom too little is known, is left out. The views of the filter are opened already.
pub(super) fn rows(
    conn: &Connection,
    opened: &Expr,
    ids: &[CreatorId],
    context: ListContext<'_>,
) -> Result<Vec<LikenessRow>> {
    if !is_asked(opened) {
        return Ok(Vec::new());
    }
    let named = named(conn, opened, context)?;
    let (to, all) = (read(conn, Some(&named), context.borders())?, read(conn, Some(ids), context.borders())?);
    let mut handle = conn.prepare_cached("SELECT handle FROM creator WHERE id = ?1")?;
    let mut found = Vec::new();
    for id in ids.iter().filter(|id| !named.contains(id)) {
        let Some(traits) = all.get(id) else { continue };
        let alike = named.iter().filter_map(|one| Some((*one, to.get(one)?.likeness_of(traits)?)));
        let Some((best, share)) = alike.max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
        let to_handle: Handle = handle.query_row([best], |row| row.get(0))?;
        let alike = to[&best].strongest(traits, MOST_REASONS);
        found.push(LikenessRow { creator: *id, percent: share * 100.0, to: to_handle, alike });
    }
    Ok(found)
}

/// Whether a filter asks who is like whom.
pub(super) fn is_asked(expr: &Expr) -> bool {
    expr.has_term(&|term| {
        matches!(term, Term::Set { field: Field::Like, .. } | Term::Number { field: Field::Likeness, .. })
    })
}

fn among(scores: &Scores, passes: impl Fn(f64) -> bool) -> Expr {
    let mut ids: Vec<CreatorId> = scores.iter().filter(|(_, share)| passes(**share)).map(|(id, _)| *id).collect();
    ids.sort_unstable();
    Expr::Term(Term::Among(ids.into()))
}

/// Everybody whom a filter names, rising.
fn named(conn: &Connection, expr: &Expr, context: ListContext<'_>) -> Result<Vec<CreatorId>> {
    let mut values = Vec::new();
    expr.each_term(&mut |term| {
        if let Term::Set { field: Field::Like, values: own, .. } = term {
            values.extend(own.iter().cloned());
        }
    });
    all_called(conn, &values, context)
}

fn all_called(conn: &Connection, values: &[SetValue], context: ListContext<'_>) -> Result<Vec<CreatorId>> {
    let mut all = Vec::new();
    for value in values {
        all.extend(called(conn, value, context)?);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Whom a value of `like:` names. A handle is that of who has it now, or had it before a rename or a merge, so that a view which was
/// kept goes on finding the same creator.
fn called(conn: &Connection, value: &SetValue, context: ListContext<'_>) -> Result<Vec<CreatorId>> {
    let bare = |word: &Word| word.folded.trim_start_matches('@').to_owned();
    let (found, name) = match value {
        SetValue::None => return Ok(Vec::new()),
        SetValue::Is(word) if word.folded == WINNERS => {
            let winners = kept_winners(conn, context)?;
            return if winners.is_empty() { Err(Error::refused(words::no_winners())) } else { Ok(winners) };
        }
        SetValue::Is(word) => {
            let handle = Handle::parse(&bare(word)).ok();
            let named = handle.map(|handle| find_creator::named(conn, &handle)).transpose()?.unwrap_or_default();
            (named.into_iter().map(|(id, _)| id).collect(), bare(word))
        }
        SetValue::Prefix(word) => (beginning(conn, &bare(word))?, bare(word)),
    };
    if found.is_empty() { Err(nobody(conn, &name)?) } else { Ok(found) }
}

fn beginning(conn: &Connection, start: &str) -> Result<Vec<CreatorId>> {
    let mut find = conn.prepare_cached("SELECT id FROM creator WHERE substr(handle, 1, length(?1)) = ?1")?;
    Ok(find.query_map([start], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The refusal of a name that nobody has, with the handles that it may be meant for.
fn nobody(conn: &Connection, name: &str) -> Result<Error> {
    let mut find = conn.prepare_cached(
        "SELECT DISTINCT handle FROM creator WHERE substr(handle, 1, length(?1)) = ?1 ORDER BY length(handle), handle LIMIT ?2",
    )?;
    let most = i64::try_from(MOST_OFFERED).unwrap_or(i64::MAX);
    let mut near: Vec<String> = find.query_map((name, most), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if near.is_empty()
        && let Ok(handle) = Handle::parse(name)
    {
        near = find_creator::near(conn, &handle)?;
        near.truncate(MOST_OFFERED);
    }
    Ok(Error::refused(words::nobody_called(name, &near)))
}

/// The winners so far; as they were kept, while nothing changed.
fn kept_winners(conn: &Connection, context: ListContext<'_>) -> Result<Vec<CreatorId>> {
    let Some(kept) = context.kept else { return winners(conn, context) };
    let version = version(conn)?;
    if let Some(known) = &*kept.winners.borrow()
        && (known.version, known.today) == (version, context.today)
        && known.rules == *context.rules
    {
        return Ok(known.winners.clone());
    }
    let winners = winners(conn, context)?;
    let (today, rules) = (context.today, context.rules.clone());
    *kept.winners.borrow_mut() = Some(KeptWinners { version, today, rules, winners: winners.clone() });
    Ok(winners)
}

/// A number that changes when another connection has written.
fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
}

/// The winners so far: whom you decided to scale, and where you decided nothing, whom the numbers say to scale.
fn winners(conn: &Connection, context: ListContext<'_>) -> Result<Vec<CreatorId>> {
    let mut campaigns = report::results(conn, None)?;
    let once = HeldOrders::default();
    let orders = context.kept.map_or(&once, |kept| kept.headlines.orders());
    estimates::add_estimates_from(conn, &mut campaigns, context.today, context.rules, orders)?;
    let creators = campaigns.iter().flat_map(|campaign| &campaign.batches).flat_map(|batch| &batch.creators);
    let is_winner = |creator: &&CreatorResult| match creator.decision {
        Decision::Scale => true,
        Decision::Undecided | Decision::Wait => {
            creator.estimate.as_ref().and_then(Estimate::settled) == Some(Advice::Scale)
        }
        _ => false,
    };
    let mut winners: Vec<CreatorId> =
        creators.filter(|creator| !creator.is_deleted).filter(is_winner).map(|creator| creator.creator).collect();
    winners.sort_unstable();
    winners.dedup();
    Ok(winners)
}

/// How alike everybody is to these creators; as it was kept, while nothing changed.
fn kept(conn: &Connection, named: &[CreatorId], context: ListContext<'_>) -> Result<Arc<Scores>> {
    let borders = context.borders();
    let Some(kept) = context.kept else { return Ok(Arc::new(scored(&read(conn, None, borders)?, named))) };
    let version = version(conn)?;
    if let Some(known) = &*kept.likeness.borrow()
        && (known.version, known.borders) == (version, borders)
        && known.named == named
    {
        return Ok(Arc::clone(&known.scores));
    }
    let scores = Arc::new(scored(&read(conn, None, borders)?, named));
    let known = KeptScores { version, borders, named: named.to_vec(), scores: Arc::clone(&scores) };
    *kept.likeness.borrow_mut() = Some(known);
    Ok(scores)
}

fn scored(all: &HashMap<CreatorId, Traits>, named: &[CreatorId]) -> Scores {
    let to: Vec<&Traits> = named.iter().filter_map(|id| all.get(id)).collect();
    let best = |traits: &Traits| to.iter().filter_map(|one| one.likeness_of(traits)).max_by(f64::total_cmp);
    let others = all.iter().filter(|(id, _)| named.binary_search(id).is_err());
    others.filter_map(|(id, traits)| best(traits).map(|share| (*id, share * 100.0))).collect()
}

/// What is known of some creators, or of everybody.
fn read(conn: &Connection, only: Option<&[CreatorId]>, borders: TierBorders) -> Result<HashMap<CreatorId, Traits>> {
    let ids = only.map(|only| json_ids(only.iter().map(|id| id.0)));
    let among = |column: &str| match ids {
        Some(_) => format!(" WHERE {column} IN (SELECT value FROM json_each(?))"),
        None => String::new(),
    };
    let mut all = HashMap::new();
    let mut statement = conn.prepare_cached(&format!("{CREATORS}{}", among("creator.id")))?;
    let mut rows = statement.query(params_from_iter(&ids))?;
    while let Some(row) = rows.next()? {
        all.insert(row.get(0)?, traits(row, borders)?);
    }
    let tags = format!("SELECT creator_id, tag_id FROM creator_tag{}", among("creator_id"));
    let mut statement = conn.prepare_cached(&tags)?;
    let mut rows = statement.query(params_from_iter(&ids))?;
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

fn traits(row: &Row<'_>, borders: TierBorders) -> Result<Traits> {
    let (followers, price): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(4)?);
    let currency = row.get_ref(5)?.as_str().ok().and_then(|code| code.parse().ok());
    Ok(Traits {
        tags: Vec::new(),
        tier: followers.and_then(|count| borders.tier(count)),
        followers,
        er: row.get(2)?,
        views: row.get(3)?,
        price: price.zip(currency),
        country: row.get(6)?,
        language: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::likeness::Part;
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
        let refused = shown(&file, "like:winners").expect_err("nobody has won yet");
        assert!(refused.full().contains("winners"), "{refused:?}");
        assert_eq!(list("sort:-likeness").len(), 7, "without a name everybody is as alike as anybody");
        let refused = shown(&file, "like:@nobody").expect_err("there is none");
        assert!(refused.full().contains("@nobody"), "{refused:?}");
        let refused = shown(&file, "like:@mia.gl").expect_err("there is none").full();
        assert!(refused.contains("@mia.glow"), "{refused}");
    }

    #[test]
    fn the_reasons_are_those_of_the_one_who_is_most_like() {
        let file = file();
        let filter = parse("like:@mia.glow,@stranger", calendar()).expect("a filter").expr.expect("a term");
        let ids = [11, 12, 13, 99].map(CreatorId);
        let rows = rows(&file.conn, &filter, &ids, ListContext::usual(clock().today())).expect("rows");
        assert_eq!(rows.iter().map(|row| row.creator.0).collect::<Vec<_>>(), [12, 13], "Mia herself is named");
        let twin = &rows[0];
        assert!(twin.to.as_str() == "mia.glow" && twin.percent > 95.0, "{twin:?}");
        assert_eq!(twin.alike.first().map(|alike| alike.part), Some(Part::Tags), "{twin:?}");
        assert_eq!(twin.alike.len(), MOST_REASONS);
    }

    #[test]
    fn a_kept_filter_finds_who_was_renamed() {
        let file = file();
        file.conn
            .execute_batch(
                "UPDATE creator SET handle = 'mia.renamed' WHERE id = 11;
                 INSERT INTO handle_history (creator_id, platform, handle, until_on) VALUES (11, 'tiktok', 'mia.glow', '2026-03-05');
                 INSERT INTO saved_view (name, filter) VALUES ('Like Mia', 'like:@mia.glow sort:-likeness');",
            )
            .expect("a new name");
        assert_eq!(shown(&file, "view:\"like mia\" sort:-likeness").expect("a list"), [12, 13]);
        assert_eq!(shown(&file, "like:@mia.renamed").expect("a list"), [13, 12]);
    }

    #[test]
    fn winners_are_those_to_scale_by_your_decision_or_else_by_the_numbers() {
        let file = file();
        // Mia of the fixture (1) was booked.
        let winners = || winners(&file.conn, ListContext::usual(clock().today())).expect("winners");
        assert_eq!(winners(), []);
        file.conn.execute_batch("UPDATE collaboration SET decision = 'scale'").expect("a decision");
        assert_eq!(winners(), [CreatorId(1)]);
        // The numbers: many orders on a small fee, all in.
        file.conn
            .execute_batch(
                "UPDATE collaboration SET decision = 'undecided'; UPDATE campaign SET margin_bp = 6000;
                 UPDATE batch SET status = 'running', starts_on = '2025-10-01'; UPDATE cost_item SET amount_minor = 3000;
                 INSERT INTO post (creator_id, collaboration_id, posted_on) VALUES (1, 1, '2025-10-05');
                 WITH RECURSIVE n (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM n WHERE n < 179)
                 INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id, attributed_by)
                 SELECT n, 'shopify', 'x' || n, 1, '2025-10-06', 'USD', 5000, 4100, 'sale', 1, 'code' FROM n;",
            )
            .expect("sales");
        assert_eq!(winners(), [CreatorId(1)], "called SCALE");
        file.conn.execute_batch("UPDATE collaboration SET decision = 'drop'").expect("a decision");
        assert_eq!(winners(), [], "your decision counts");
    }

    fn calendar() -> crate::domain::day::Calendar {
        ListContext::usual(clock().today()).calendar()
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
