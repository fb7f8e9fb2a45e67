//! Creators found by a few letters: through the index of words, and beside it by handle, earlier handle and email address.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use strum::IntoEnumIterator;

use super::{Ranked, Scan, one};
use crate::analysis::rules::Rules;
use crate::domain::filter::{self, SortTerm};
use crate::domain::text::fold;
use crate::domain::{CreatorId, Handle, Platform};
use crate::error::Result;
use crate::proto::find::{self, Found, FoundBy, MOST_OF_A_KIND, rank};
use crate::store::find_creator;
use crate::store::index::{self, ListCache};
use crate::store::list_context::ListContext;

/// Creators that are ranked: of more, those with the most followers.
const RANKED: usize = 300;

/// The best creators, and how many the list shows by the same words.
pub(super) fn best(
    conn: &Connection,
    words: &[String],
    today: NaiveDate,
    rules: &Rules,
    cache: &ListCache,
) -> Result<(Ranked, usize)> {
    let Hits { scan, total, listed } = ranked(conn, words, today, rules, cache)?;
    let found = scan.full(|id| creator(conn, CreatorId(id), words))?;
    Ok((Ranked { total, ..found }, listed))
}

/// Creators that some words find.
pub(super) struct Hits {
    /// Those that are ranked.
    pub scan: Scan,
    /// How many there are in all.
    pub total: usize,
    /// How many the list shows by the same words.
    pub listed: usize,
}

/// Finds and ranks them.
pub(super) fn ranked(
    conn: &Connection,
    words: &[String],
    today: NaiveDate,
    rules: &Rules,
    cache: &ListCache,
) -> Result<Hits> {
    let read = filter::parse(&format!("{} sort:-followers", find::filter(words)), rules.calendar(today));
    let listed = match read {
        Ok(filter::Query { expr: Some(expr), sort, .. }) => list(conn, &expr, &sort, today, rules, cache)?,
        _ => [].into(),
    };
    let mut all: HashSet<CreatorId> = listed.iter().copied().collect();
    let mut ranked: Vec<CreatorId> = listed.iter().take(RANKED).copied().collect();
    if let [word] = words {
        let beside = [begun(conn, word)?, by_email(conn, word)?, by_earlier_handle(conn, word)?];
        let known: HashSet<CreatorId> = ranked.iter().copied().collect();
        for id in beside.into_iter().flatten() {
            all.insert(id);
            if !known.contains(&id) && ranked.len() < 2 * RANKED {
                ranked.push(id);
            }
        }
    }
    let mut scan = Scan::default();
    let mut names =
        conn.prepare_cached("SELECT handle, name, email, ifnull(followers, -1) FROM creator WHERE id = ?1")?;
    let mut seen = HashSet::new();
    for id in ranked.into_iter().filter(|id| seen.insert(*id)) {
        let fits = names.query_row([id], |row| {
            let of = |at| Ok::<u8, rusqlite::Error>(rank(row.get_ref(at)?.as_str().unwrap_or_default(), words));
            Ok((of(0)?.min(of(1)?).min(of(2)?), row.get(3)?))
        });
        scan.0.extend(fits.optional()?.map(|(rank, followers)| (rank, followers, id.0)));
    }
    Ok(Hits { scan, total: all.len(), listed: listed.len() })
}

fn list(
    conn: &Connection,
    expr: &filter::Expr,
    sort: &[SortTerm],
    today: NaiveDate,
    rules: &Rules,
    cache: &ListCache,
) -> Result<std::sync::Arc<[CreatorId]>> {
    index::list_early(conn, Some(expr), sort, ListContext::once(today, rules), cache, &mut |_| ())
}

fn ids(conn: &Connection, sql: &str, word: &str) -> Result<Vec<CreatorId>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([word], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Creators whose handle begins so, whatever else has the word.
fn begun(conn: &Connection, word: &str) -> Result<Vec<CreatorId>> {
    let mut all = Vec::new();
    for platform in Platform::iter() {
        let sql = format!(
            "SELECT id FROM creator WHERE platform = '{}' AND handle >= ?1 AND handle < ?1 || char(1114111) ORDER BY handle LIMIT {MOST_OF_A_KIND}",
            platform.word()
        );
        all.extend(ids(conn, &sql, word)?);
    }
    Ok(all)
}

fn by_email(conn: &Connection, word: &str) -> Result<Vec<CreatorId>> {
    ids(conn, "SELECT id FROM creator WHERE email <> '' AND instr(lower(email), ?1) > 0", word)
}

fn by_earlier_handle(conn: &Connection, word: &str) -> Result<Vec<CreatorId>> {
    ids(conn, "SELECT creator_id FROM handle_history WHERE instr(fold(handle), ?1) > 0", word)
}

fn creator(conn: &Connection, id: CreatorId, words: &[String]) -> Result<Option<Found>> {
    let sql = "SELECT handle, name, followers, verdict, email, bio FROM creator WHERE id = ?1";
    let row = one(conn, sql, id, |row| {
        let found = Found::Creator {
            id: CreatorId(0),
            handle: row.get(0)?,
            name: row.get(1)?,
            followers: row.get(2)?,
            verdict: row.get(3)?,
            by: FoundBy::Name,
        };
        Ok((found, row.get::<_, String>(4)?, row.get::<_, String>(5)?))
    })?;
    let Some((Found::Creator { handle, name, followers, verdict, .. }, email, bio)) = row else { return Ok(None) };
    let by = found_by(conn, id, words, [&format!("{handle} {name}"), &email, &bio])?;
    Ok(Some(Found::Creator { id, handle, name, followers, verdict, by }))
}

/// Where the first word stands that is in neither handle nor name.
fn found_by(conn: &Connection, id: CreatorId, words: &[String], [name, email, bio]: [&str; 3]) -> Result<FoundBy> {
    let name = fold(name);
    let Some(word) = words.iter().find(|word| !name.contains(word.as_str())) else { return Ok(FoundBy::Name) };
    if fold(email).contains(word.as_str()) {
        return Ok(FoundBy::Email(email.to_owned()));
    }
    let text = |sql: &str| -> Result<Option<String>> {
        Ok(conn.prepare_cached(sql)?.query_row((id, word), |row| row.get(0)).optional()?)
    };
    let handle =
        text("SELECT handle FROM handle_history WHERE creator_id = ?1 AND instr(fold(handle), ?2) > 0 LIMIT 1")?;
    if let Some(handle) = handle {
        return Ok(FoundBy::EarlierHandle(handle));
    }
    let tag = text(
        "SELECT tag.name FROM creator_tag JOIN tag ON tag.id = tag_id WHERE creator_id = ?1 AND instr(folded, ?2) > 0 \
         ORDER BY length(folded) LIMIT 1",
    )?;
    if let Some(tag) = tag {
        return Ok(FoundBy::Tag(tag));
    }
    if fold(bio).contains(word.as_str()) {
        return Ok(FoundBy::Bio(bio.to_owned()));
    }
    let note =
        text("SELECT text FROM note WHERE creator_id = ?1 AND instr(folded, ?2) > 0 ORDER BY written_at DESC LIMIT 1")?;
    Ok(note.map_or(FoundBy::Name, FoundBy::Note))
}

/// Creators with a similar handle.
pub(super) fn closest(conn: &Connection, words: &[String]) -> Result<Vec<Found>> {
    let found = closest_ids(conn, words)?.into_iter().map(|id| creator(conn, id, &[]));
    Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Their ids.
pub(super) fn closest_ids(conn: &Connection, words: &[String]) -> Result<Vec<CreatorId>> {
    let [word] = words else { return Ok(Vec::new()) };
    let Ok(handle) = Handle::parse(word) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for near in find_creator::near(conn, &handle)? {
        found.extend(ids(conn, "SELECT id FROM creator WHERE handle = ?1 ORDER BY id LIMIT 1", &near)?);
    }
    Ok(found)
}
