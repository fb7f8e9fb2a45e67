//! The search index: which three-letter runs (trigrams) occur in the texts of each creator, profile and notes.
//!
//! It only narrows a search. `glass skin` has the trigrams `gla`, `las`, `ass`, `ski`, `kin`; creators that have all five are candidates,
//! and their texts are then read to see whether the words really occur. So the answer never depends on the index, only the time.
//!
//! The index is filled in idle moments, because a million texts take seconds, and may lag behind. `search_fill.filled_to` is the
//! highest id it covers, `search_stale` lists covered creators whose texts have changed since. Both kinds are added to the candidates
//! ([`CANDIDATES`]). Worked example: the index covers 1 to 900, creator 7 got a note, 901 to 950 are new. A search reads the texts of
//! the index hits, of 7, and of 901 to 950. If more than 20,000 texts lag, the index isn't used at all. Index entries of
//! deleted creators do no harm, since every hit is checked.

use std::collections::BTreeSet;

use rusqlite::{Connection, TransactionBehavior, params};

use crate::domain::filter::{Expr, Term};
use crate::error::Result;

use super::failure::damaged;

/// Up to so many texts that are not in the index are read next to it; beyond it the index is left alone.
const MOST_BESIDE: i64 = 20_000;
/// Texts indexed in one portion.
const PORTION: i64 = 2_000;
/// Length of an indexed run of letters.
const LETTERS: usize = 3;
/// More trigrams than this don't narrow a search further.
const MOST_TRIPLES: usize = 16;

/// The indexed text of each creator.
const TEXTS: &str = "SELECT creator.id, creator.search || ifnull((SELECT char(10) || group_concat(note.folded, char(10)) \
     FROM note WHERE note.creator_id = creator.id), '') FROM creator";

/// Notes creators whose texts change. TEMP triggers, so that an import can drop one on its own connection.
const WATCH: &str = "CREATE TEMP TRIGGER IF NOT EXISTS search_of_new AFTER INSERT ON main.creator
    WHEN NEW.id <= (SELECT filled_to FROM search_fill) BEGIN
      INSERT INTO search_stale VALUES (NEW.id) ON CONFLICT DO NOTHING;
    END;
  CREATE TEMP TRIGGER IF NOT EXISTS search_of_changed AFTER UPDATE OF search ON main.creator
    WHEN NEW.search <> OLD.search AND NEW.id <= (SELECT filled_to FROM search_fill) BEGIN
      INSERT INTO search_stale VALUES (NEW.id) ON CONFLICT DO NOTHING;
    END;
  CREATE TEMP TRIGGER IF NOT EXISTS search_of_new_note AFTER INSERT ON main.note
    WHEN NEW.creator_id <= (SELECT filled_to FROM search_fill) BEGIN
      INSERT INTO search_stale VALUES (NEW.creator_id) ON CONFLICT DO NOTHING;
    END;
  CREATE TEMP TRIGGER IF NOT EXISTS search_of_changed_note AFTER UPDATE OF folded, creator_id ON main.note
    WHEN NEW.creator_id <= (SELECT filled_to FROM search_fill) BEGIN
      INSERT INTO search_stale VALUES (NEW.creator_id) ON CONFLICT DO NOTHING;
    END;";

const IGNORE: &str = "DROP TRIGGER IF EXISTS temp.search_of_new;";

/// Notes new creators that got the id of a deleted one. There are rarely any.
const NOTE_NEW: &str = "INSERT INTO search_stale SELECT id FROM creator
  WHERE id > ?1 AND id <= (SELECT filled_to FROM search_fill) ON CONFLICT DO NOTHING";

/// Creates these triggers. Call it on a writer after migrating. Deletes need no trigger: the index may have extra entries.
pub(super) fn watch(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(WATCH)?)
}

/// Drops the insert trigger during a bulk insert, until [`catch_up`].
pub(super) fn ignore(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(IGNORE)?)
}

/// Notes creators inserted after an id, and creates the trigger again.
pub(super) fn catch_up(conn: &Connection, after: i64) -> Result<()> {
    conn.prepare_cached(NOTE_NEW)?.execute([after])?;
    watch(conn)
}

/// How words are to be looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// Read every text.
    #[default]
    Read,
    /// Use the index, which covers creators up to an id.
    Indexed {
        /// The id.
        filled_to: i64,
        /// Words that occur in a tag name. Tag names aren't indexed.
        in_tags: BTreeSet<String>,
    },
}

impl Words {
    /// Reads how far the index is filled, and which words of a filter occur in tag names.
    pub fn of(conn: &Connection, filter: Option<&Expr>) -> Result<Self> {
        let (filled_to, newest, stale) = conn
            .prepare_cached(
                "SELECT filled_to, (SELECT COALESCE(MAX(id), 0) FROM creator), \
                 (SELECT COUNT(*) FROM (SELECT 1 FROM search_stale LIMIT ?1)) FROM search_fill",
            )?
            .query_row([MOST_BESIDE + 1], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
            })?;
        let few = newest.saturating_sub(filled_to) <= MOST_BESIDE && stale <= MOST_BESIDE;
        if !few {
            return Ok(Self::Read);
        }
        let mut words = BTreeSet::new();
        if let Some(filter) = filter {
            filter.each_term(&mut |term| {
                if let Term::Text(word) = term {
                    words.insert(word.folded.clone());
                }
            });
        }
        let mut ask = conn.prepare_cached("SELECT 1 FROM tag WHERE instr(folded, ?1) > 0 LIMIT 1")?;
        let mut in_tags = BTreeSet::new();
        for word in words {
            if ask.exists([&word])? {
                in_tags.insert(word);
            }
        }
        Ok(Self::Indexed { filled_to, in_tags })
    }
}

/// Ids that may contain the words: index hits, changed creators, and creators after the index. Binds the query of [`triples`] and
/// `filled_to`.
pub const CANDIDATES: &str = "SELECT rowid FROM creator_search WHERE creator_search MATCH ? \
     UNION ALL SELECT id FROM search_stale UNION ALL SELECT id FROM creator WHERE id > ?";

/// Whether the index can narrow a folded word: not if it is shorter than a trigram or contains a NUL, which ends a query.
pub fn is_indexable(folded: &str) -> bool {
    folded.chars().nth(LETTERS - 1).is_some() && !folded.contains('\0')
}

/// Returns the index query for creators that may contain all of these [indexable](is_indexable) folded words.
pub fn triples<'w>(folded: impl IntoIterator<Item = &'w str>) -> String {
    let mut triples: BTreeSet<String> = BTreeSet::new();
    for word in folded {
        let letters: Vec<char> = word.chars().collect();
        triples.extend(letters.windows(LETTERS).map(|triple| triple.iter().collect::<String>()));
    }
    // Of many trigrams take evenly spread ones, so that every word contributes.
    let step = triples.len().div_ceil(MOST_TRIPLES).max(1);
    let quoted = triples.iter().step_by(step).map(|triple| format!("\"{}\"", triple.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(" AND ")
}

/// Indexes a portion of the texts, and returns whether more are left. For idle moments.
pub fn fill(conn: &mut Connection) -> Result<bool> {
    if !is_incomplete(conn)? {
        return Ok(false);
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = filled_to(&tx)?;
    let renewed = renew(&tx)?;
    let room = PORTION - renewed;
    if room > 0 {
        forget_deleted(&tx, room)?;
        tx.prepare_cached(&format!(
            "INSERT INTO creator_search (rowid, search) {TEXTS} \
             WHERE creator.id > (SELECT filled_to FROM search_fill) ORDER BY creator.id LIMIT ?1"
        ))?
        .execute([room])?;
        tx.prepare_cached(
            "UPDATE search_fill SET filled_to = COALESCE((SELECT MAX(id) FROM (SELECT id FROM creator \
             WHERE id > filled_to ORDER BY id LIMIT ?1)), filled_to)",
        )?
        .execute([room])?;
    }
    tx.commit()?;
    let is_incomplete = is_incomplete(conn)?;
    // In a damaged file this might never end, so each portion must make progress.
    if is_incomplete && renewed == 0 && filled_to(conn)? == before { Err(damaged()) } else { Ok(is_incomplete) }
}

fn filled_to(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("SELECT filled_to FROM search_fill")?.query_row([], |row| row.get(0))?)
}

/// Whether the index lags behind the texts.
fn is_incomplete(conn: &Connection) -> Result<bool> {
    let mut ask = conn.prepare_cached(
        "SELECT filled_to <> (SELECT COALESCE(MAX(id), 0) FROM creator) OR EXISTS (SELECT 1 FROM search_stale) FROM search_fill",
    )?;
    Ok(ask.query_row([], |row| row.get(0))?)
}

/// Indexes changed creators again, and returns how many.
fn renew(conn: &Connection) -> Result<i64> {
    let mut stale = conn.prepare_cached("SELECT id FROM search_stale LIMIT ?1")?;
    let stale = stale.query_map([PORTION], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut forget = conn.prepare_cached("DELETE FROM creator_search WHERE rowid = ?1")?;
    let mut add =
        conn.prepare_cached(&format!("INSERT INTO creator_search (rowid, search) {TEXTS} WHERE creator.id = ?1"))?;
    let mut done = conn.prepare_cached("DELETE FROM search_stale WHERE id = ?1")?;
    for id in &stale {
        forget.execute([id])?;
        add.execute([id])?;
        if done.execute([id])? == 0 {
            return Err(damaged());
        }
    }
    Ok(i64::try_from(stale.len()).unwrap_or(PORTION))
}

/// Removes index entries above the highest id, after an import was undone.
fn forget_deleted(conn: &Connection, most: i64) -> Result<()> {
    let (filled_to, newest) = conn
        .prepare_cached("SELECT filled_to, (SELECT COALESCE(MAX(id), 0) FROM creator) FROM search_fill")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
    if filled_to <= newest {
        return Ok(());
    }
    let to = newest.max(filled_to - most);
    conn.prepare_cached("DELETE FROM creator_search WHERE rowid > ?1 AND rowid <= ?2")?
        .execute(params![to, filled_to])?;
    conn.prepare_cached("UPDATE search_fill SET filled_to = ?1")?.execute([to])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{Fixture, dump, fixture};
    use crate::store::undo;

    fn found(conn: &Connection, word: &str) -> Vec<i64> {
        let Words::Indexed { filled_to, .. } = Words::of(conn, None).expect("words") else { panic!("an index") };
        let sql = format!("SELECT id FROM creator WHERE id IN ({CANDIDATES}) AND instr(search, ?) > 0 ORDER BY id");
        let mut statement = conn.prepare(&sql).expect("selects");
        let rows = statement.query_map(params![triples([word]), filled_to, word], |row| row.get(0)).expect("rows");
        rows.collect::<rusqlite::Result<_>>().expect("ids")
    }

    fn fill_all(file: &mut Fixture) {
        while fill(&mut file.conn).expect("fills") {}
        let ask = "SELECT filled_to = (SELECT COALESCE(MAX(id), 0) FROM creator) AND NOT EXISTS (SELECT 1 FROM search_stale) \
                   FROM search_fill";
        assert!(file.conn.query_row(ask, [], |row| row.get::<_, bool>(0)).expect("an answer"));
    }

    #[test]
    fn finds_words_before_and_after_indexing() {
        let mut file = fixture();
        file.conn.execute_batch("UPDATE creator SET search = 'mia glass \"skin\"' WHERE id = 1").expect("a text");
        assert_eq!(found(&file.conn, "glass"), [1]);
        fill_all(&mut file);
        assert_eq!(found(&file.conn, "s \"s"), [1]);
        assert_eq!(found(&file.conn, "kins"), [] as [i64; 0]);
        // Changed, gone and come again under an old number: never missed, never made up.
        file.conn.execute_batch("UPDATE creator SET search = 'dry skin' WHERE id = 1").expect("a new text");
        assert_eq!((found(&file.conn, "glass"), found(&file.conn, "dry")), (vec![], vec![1]));
        fill_all(&mut file);
        assert_eq!((found(&file.conn, "glass"), found(&file.conn, "dry")), (vec![], vec![1]));
        file.conn
            .execute_batch(
                "DELETE FROM creator WHERE id = 2;
                 INSERT INTO creator (id, handle, search, added_on, updated_at) VALUES (2, 'x', 'glass', '2026-03-01', 1)",
            )
            .expect("another one");
        assert_eq!(found(&file.conn, "glass"), [2]);
        fill_all(&mut file);
        assert_eq!(found(&file.conn, "glass"), [2]);
        file.conn.execute_batch("DELETE FROM creator WHERE id = 2").expect("gone");
        fill_all(&mut file);
        assert_eq!(found(&file.conn, "glass"), [] as [i64; 0]);
    }

    #[test]
    fn follows_undo_and_records_no_history() {
        let mut file = fixture();
        fill_all(&mut file);
        let before = dump(&file.conn);
        undo::in_op(&mut file.conn, 1, |tx| {
            tx.execute_batch(
                "UPDATE creator SET search = 'glass' WHERE id = 1;
                 INSERT INTO creator (id, handle, search, added_on, updated_at) VALUES (9, 'x', 'glass', '2026-03-01', 1)",
            )?;
            Ok(((), "Changed".to_owned(), undo::Place::Nowhere))
        })
        .expect("a step");
        fill_all(&mut file);
        assert_eq!(found(&file.conn, "glass"), [1, 9]);
        undo::undo(&mut file.conn).expect("taken back");
        assert_eq!(dump(&file.conn), before);
        assert_eq!(found(&file.conn, "glass"), [] as [i64; 0]);
        fill_all(&mut file);
        undo::redo(&mut file.conn).expect("done again");
        assert_eq!(found(&file.conn, "glass"), [1, 9]);
    }

    #[test]
    fn finds_words_of_notes_and_profiles() {
        let mut file = fixture();
        let named = |conn: &Connection, word: &str| {
            let mut statement =
                conn.prepare("SELECT rowid FROM creator_search WHERE creator_search MATCH ?1").expect("selects");
            let rows = statement.query_map([triples([word])], |row| row.get::<_, i64>(0)).expect("rows");
            rows.collect::<rusqlite::Result<Vec<_>>>().expect("ids")
        };
        let note = "INSERT INTO note (id, creator_id, text, folded, written_at) VALUES (7, 2, 'Parcel', 'parcel', 1)";
        file.conn.execute_batch(note).expect("a note");
        fill_all(&mut file);
        assert_eq!(named(&file.conn, "parcel"), [2]);
        // A note that comes, changes its words or its creator is taken in again.
        file.conn.execute_batch(&note.replace("7, 2", "8, 1").replace("arcel", "orcelain")).expect("another");
        fill_all(&mut file);
        assert_eq!(named(&file.conn, "porcelain"), [1]);
        file.conn.execute_batch("UPDATE note SET folded = 'crate' WHERE id = 7").expect("other words");
        fill_all(&mut file);
        assert_eq!((named(&file.conn, "parcel"), named(&file.conn, "crate")), (vec![], vec![2]));
        file.conn.execute_batch("UPDATE note SET creator_id = 1 WHERE id = 7").expect("merged");
        fill_all(&mut file);
        assert!(named(&file.conn, "crate").contains(&1));
    }

    #[test]
    fn indexes_bulk_inserts_under_reused_ids() {
        let mut file = fixture();
        fill_all(&mut file);
        file.conn.execute_batch("DELETE FROM creator WHERE id = 2").expect("gone");
        ignore(&file.conn).expect("ignores");
        file.conn
            .execute_batch(
                "INSERT INTO creator (id, handle, search, added_on, updated_at) VALUES (2, 'x', 'glass', '2026-03-01', 1)",
            )
            .expect("another one");
        catch_up(&file.conn, 1).expect("catches up");
        assert_eq!(found(&file.conn, "glass"), [2]);
    }

    #[test]
    fn limits_the_trigrams_of_a_query() {
        assert!(!is_indexable("ab") && !is_indexable("a\0bc") && is_indexable("abc"));
        assert_eq!(triples(["abcd"]), "\"abc\" AND \"bcd\"");
        assert_eq!(triples(["日本コ"]), "\"日本コ\"");
        assert_eq!(triples(["abcd", "bcd\""]), "\"abc\" AND \"bcd\" AND \"cd\"\"\"");
        let file = fixture();
        let long: String = (0..10_000).map(|n| char::from_u32(0x4e00 + n).unwrap_or('x')).collect();
        assert_eq!(found(&file.conn, &long), [] as [i64; 0]);
    }

    #[test]
    fn a_file_that_is_far_from_filled_is_read() {
        let file = fixture();
        file.conn
            .execute_batch(
                "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (30000, 'x', '2026-03-01', 1)",
            )
            .expect("a row");
        assert_eq!(Words::of(&file.conn, None).expect("words"), Words::Read);
    }
}
