//! Creators that may be one: one pass over all accounts, keys compared by their hashes, rows read for the first groups alone.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use rusqlite::{Connection, OptionalExtension};

use crate::domain::CreatorId;
use crate::domain::alike::{self, Likeness};
use crate::domain::text::fold;
use crate::error::Result;
use crate::proto::duplicates::{AlikeGroup, AlikeRow, Duplicates};

use super::row::{CREATOR_WIDTH, creator_cols, creator_row, day};
use super::{handle_history, sources};

/// Most groups whose rows are read.
const MOST: usize = 300;

/// A group before its rows are read.
struct Found {
    likenesses: Vec<Likeness>,
    ids: Vec<i64>,
}

/// Returns the groups of creators that may be one, those aside of which the user said that they stay apart.
pub fn duplicates(conn: &Connection) -> Result<Duplicates> {
    let mut found = without_settled(conn, groups(conn)?)?;
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    let mut groups = Vec::with_capacity(found.len());
    for Found { likenesses, ids } in found {
        let rows = alike(conn, &ids.into_iter().map(CreatorId).collect::<Vec<_>>())?;
        groups.push(AlikeGroup { likenesses, rows });
    }
    Ok(Duplicates { groups, more })
}

/// Reads creators to be looked at side by side, in the order of the ids; those that no longer exist are left out.
pub fn alike(conn: &Connection, ids: &[CreatorId]) -> Result<Vec<AlikeRow>> {
    let cols = creator_cols();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {cols}, creator.stats_on, (SELECT count(*) FROM note WHERE creator_id = creator.id), \
         (SELECT count(*) FROM post WHERE creator_id = creator.id), \
         (SELECT count(*) FROM collaboration WHERE creator_id = creator.id) FROM creator WHERE creator.id = ?1"
    ))?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let row = statement.query_row([id], |row| {
            Ok(AlikeRow {
                stats_on: day(row, CREATOR_WIDTH)?,
                elsewhere: Vec::new(),
                known_as: Vec::new(),
                notes: row.get(CREATOR_WIDTH + 1)?,
                posts: row.get(CREATOR_WIDTH + 2)?,
                collaborations: row.get(CREATOR_WIDTH + 3)?,
                row: creator_row(row)?,
            })
        });
        if let Some(mut row) = row.optional()? {
            row.known_as = handle_history::of(conn, *id)?.into_iter().map(|(handle, _)| handle).collect();
            row.elsewhere = sources::elsewhere(conn, *id)?.into_iter().map(|of| (of.figure, of.day)).collect();
            rows.push(row);
        }
    }
    Ok(rows)
}

/// What is compared of a creator: hashes, so that a hundred thousand of them are a few megabytes.
struct Account {
    id: i64,
    platform: u64,
    handle: u64,
    country: Option<u64>,
    /// In the order of [`KINDS`].
    keys: [Option<u64>; 4],
}

/// The likenesses that have a key of their own.
const KINDS: [Likeness; 4] = [Likeness::Email, Likeness::Spelling, Likeness::Digits, Likeness::Name];

impl Account {
    /// Whether the two can hardly be one: address, country or full name are known of both and differ.
    fn contradicts(&self, other: &Self) -> bool {
        let differ = |one: Option<u64>, other: Option<u64>| one.is_some() && other.is_some() && one != other;
        differ(self.keys[0], other.keys[0])
            || differ(self.keys[3], other.keys[3])
            || differ(self.country, other.country)
    }
}

fn accounts(conn: &Connection) -> Result<Vec<Account>> {
    let hasher = RandomState::new();
    let mut accounts = Vec::new();
    let mut statement = conn.prepare_cached("SELECT id, platform, handle, name, country, email FROM creator")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let (handle, country): (&str, &str) = (text(2)?, text(4)?);
        let keys = [
            alike::email(text(5)?),
            alike::spelling(handle),
            alike::without_digits(handle),
            alike::name(text(3)?, country),
        ];
        accounts.push(Account {
            id: row.get(0)?,
            platform: hasher.hash_one(text(1)?),
            handle: hasher.hash_one(handle),
            country: (!country.is_empty()).then(|| hasher.hash_one(fold(country))),
            keys: keys.map(|key| key.map(|key| hasher.hash_one(key))),
        });
    }
    Ok(accounts)
}

/// Finds all groups, the surest likeness first; the same creators alike in two ways are one group.
fn groups(conn: &Connection) -> Result<Vec<Found>> {
    let accounts = accounts(conn)?;
    let mut found: Vec<(Vec<Likeness>, Vec<usize>)> = Vec::new();
    let mut by_members: HashMap<Vec<usize>, usize> = HashMap::new();
    for (kind, likeness) in KINDS.into_iter().enumerate() {
        let keyed = accounts.iter().enumerate().filter_map(|(at, account)| Some((account.keys[kind]?, at)));
        let mut keyed: Vec<(u64, usize)> = keyed.collect();
        keyed.sort_unstable();
        for run in keyed.chunk_by(|one, other| one.0 == other.0) {
            if !(2..=likeness.most()).contains(&run.len()) {
                continue;
            }
            let mut members: Vec<usize> = run.iter().map(|(_, at)| *at).collect();
            if matches!(likeness, Likeness::Digits | Likeness::Name) {
                // A weak likeness isn't one where the rest speaks against it.
                let all = members.clone();
                let agrees = |at: usize, other: usize| at != other && !accounts[at].contradicts(&accounts[other]);
                members.retain(|at| all.iter().any(|other| agrees(*at, *other)));
                if members.len() < 2 {
                    continue;
                }
            }
            if let Some(at) = by_members.get(&members) {
                found[*at].0.push(likeness);
            } else {
                by_members.insert(members.clone(), found.len());
                found.push((vec![likeness], members));
            }
        }
    }
    let mut found: Vec<Found> = found
        .into_iter()
        .map(|(likenesses, members)| {
            let of: Vec<&Account> = members.iter().map(|at| &accounts[*at]).collect();
            Found { likenesses: named(likenesses, &of), ids: of.iter().map(|account| account.id).collect() }
        })
        .collect();
    found.sort_by_key(|group| (group.likenesses.first().copied(), std::cmp::Reverse(group.ids.last().copied())));
    Ok(found)
}

/// Digits say nothing beside a handle that is the same but for dots. What is alike only across platforms goes to the end: it
/// is noted, never merged.
fn named(mut likenesses: Vec<Likeness>, of: &[&Account]) -> Vec<Likeness> {
    if likenesses.contains(&Likeness::Spelling) {
        likenesses.retain(|likeness| *likeness != Likeness::Digits);
    }
    let platforms: HashSet<u64> = of.iter().map(|account| account.platform).collect();
    if likenesses == [Likeness::Spelling] && platforms.len() == of.len() {
        let is_same = of.iter().all(|account| account.handle == of[0].handle);
        return if is_same { vec![Likeness::Platform] } else { vec![Likeness::Platform, Likeness::Spelling] };
    }
    likenesses
}

/// Leaves out creators that the user set apart from all others of their group.
fn without_settled(conn: &Connection, mut found: Vec<Found>) -> Result<Vec<Found>> {
    let mut statement = conn.prepare_cached("SELECT low_id, high_id FROM settled_pair")?;
    let settled = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let settled: HashSet<(i64, i64)> = settled.collect::<rusqlite::Result<_>>()?;
    if settled.is_empty() {
        return Ok(found);
    }
    for group in &mut found {
        let all = group.ids.clone();
        let is_open = |one: i64, other: i64| one != other && !settled.contains(&(one.min(other), one.max(other)));
        group.ids.retain(|id| all.iter().any(|other| is_open(*id, *other)));
    }
    found.retain(|group| group.ids.len() > 1);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{Fixture, fixture};

    fn add(f: &Fixture, rows: &str) {
        let sql = format!(
            "INSERT INTO creator (id, platform, handle, name, country, email, added_on, updated_at) VALUES {rows}"
        );
        f.conn.execute_batch(&sql).expect("rows");
    }

    fn told(f: &Fixture) -> Vec<String> {
        let all = duplicates(&f.conn).expect("reads");
        let one = |group: &AlikeGroup| {
            let who: Vec<_> = group.rows.iter().map(|row| row.row.id.0.to_string()).collect();
            let why: Vec<_> = group.likenesses.iter().map(|likeness| likeness.words()).collect();
            format!("{}: {}", who.join(" "), why.join("; "))
        };
        all.groups.iter().map(one).collect()
    }

    #[test]
    fn what_creators_have_in_common_is_told_the_surest_first() {
        let f = fixture();
        add(
            &f,
            "(10, 'tiktok', 'glow.mia', 'Mia Glow', 'us', 'Mia@example.com', '2026-03-01', 1),
             (11, 'tiktok', 'glow_mia', 'Mia  GLOW', 'US', '', '2026-03-01', 1),
             (12, 'tiktok', 'other', 'Somebody', 'us', 'mia@example.com', '2026-03-01', 1),
             (13, 'tiktok', 'bookish', '', '', '', '2026-03-01', 1), (14, 'tiktok', 'bookish22', '', '', '', '2026-03-01', 1),
             (15, 'instagram', 'bookish', '', '', '', '2026-03-01', 1),
             (16, 'youtube', 'sun.daily', '', '', '', '2026-03-01', 1), (17, 'instagram', 'sun.daily', '', '', '', '2026-03-01', 1)",
        );
        assert_eq!(
            told(&f),
            [
                "10 12: same email",
                "10 11: handles differ only in dots or underscores; same name and country",
                "13 14 15: same handle with digits added",
                "16 17: same handle on another platform",
                "13 15: same handle on another platform",
            ]
        );
        f.conn
            .execute_batch("INSERT INTO settled_pair (low_id, high_id) VALUES (10, 12), (13, 14), (14, 15)")
            .expect("rows");
        assert_eq!(
            told(&f),
            [
                "10 11: handles differ only in dots or underscores; same name and country",
                "13 15: same handle with digits added",
                "16 17: same handle on another platform",
                "13 15: same handle on another platform",
            ]
        );
    }

    #[test]
    fn an_agency_and_a_common_name_are_no_duplicates() {
        let f = fixture();
        let many = |from: i64, email: &str, name: &str| {
            let row = |id: i64| {
                let letters: String =
                    id.to_string().chars().map(|digit| char::from(b'a' + digit as u8 - b'0')).collect();
                format!("({id}, 'tiktok', 'handle{letters}', '{name}', 'us', '{email}', '2026-03-01', 1)")
            };
            (from..from + 9).map(row).collect::<Vec<_>>().join(",")
        };
        add(&f, &many(100, "desk@agency.example.com", ""));
        add(&f, &many(200, "", "Anna Summers"));
        assert_eq!(told(&f), Vec::<String>::new());
    }
}
