//! The index of words: which three letters in a row stand in the searched text of each creator.
//!
//! It only narrows a search down: whoever it names is looked at again, so that the answer is always that of reading every
//! text. It is filled in idle moments, because a million texts take seconds; those not filled yet are read as before.

use rusqlite::{Connection, TransactionBehavior, params};

use crate::error::Result;

/// Up to so many texts that are not in the index are read beside it; beyond it the index is left alone.
const MOST_BESIDE: i64 = 20_000;
/// How many texts one portion takes in.
const PORTION: i64 = 2_000;
/// Letters in a row that the index knows.
const LETTERS: usize = 3;
/// More of them than this do not narrow a search down any further.
const MOST_TRIPLES: usize = 16;

/// How words are to be looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// By reading every text.
    #[default]
    Read,
    /// By the index, which knows creators up to an id.
    Indexed {
        /// The id.
        filled_to: i64,
    },
}

impl Words {
    /// Finds out how far the index is filled.
    pub fn of(conn: &Connection) -> Result<Self> {
        let (filled_to, newest, stale) = conn
            .prepare_cached(
                "SELECT filled_to, (SELECT COALESCE(MAX(id), 0) FROM creator), \
                 (SELECT COUNT(*) FROM (SELECT 1 FROM search_stale LIMIT ?1)) FROM search_fill",
            )?
            .query_row([MOST_BESIDE + 1], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
            })?;
        let few = newest.saturating_sub(filled_to) <= MOST_BESIDE && stale <= MOST_BESIDE;
        Ok(if few { Self::Indexed { filled_to } } else { Self::Read })
    }
}

/// Ids that may have a word, to be looked at again: of the index, of what changed since, and of what came since. Binds the
/// question of [`triples`] and the id up to which the index is filled.
pub const CANDIDATES: &str = "SELECT rowid FROM creator_search WHERE creator_search MATCH ? \
     UNION ALL SELECT id FROM search_stale UNION ALL SELECT id FROM creator WHERE id > ?";

/// Returns a folded word as a question to the index; nothing for words too short for it.
pub fn triples(folded: &str) -> Option<String> {
    let letters: Vec<char> = folded.chars().collect();
    // A question ends at a NUL.
    if letters.len() < LETTERS || letters.contains(&'\0') {
        return None;
    }
    let mut triples: Vec<String> = letters.windows(LETTERS).map(|triple| triple.iter().collect()).collect();
    triples.sort_unstable();
    triples.dedup();
    // Spread over the word, where it is long.
    let step = triples.len().div_ceil(MOST_TRIPLES);
    let quoted = triples.iter().step_by(step).map(|triple| format!("\"{}\"", triple.replace('"', "\"\"")));
    Some(quoted.collect::<Vec<_>>().join(" AND "))
}

/// Takes a portion of texts into the index, and returns whether more are left. For idle moments.
pub fn fill(conn: &mut Connection) -> Result<bool> {
    if !is_wanting(conn)? {
        return Ok(false);
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let renewed = renew(&tx)?;
    let room = PORTION - renewed;
    if room > 0 {
        forget_the_gone(&tx, room)?;
        tx.prepare_cached(
            "INSERT INTO creator_search (rowid, search) SELECT id, search FROM creator \
             WHERE id > (SELECT filled_to FROM search_fill) ORDER BY id LIMIT ?1",
        )?
        .execute([room])?;
        tx.prepare_cached(
            "UPDATE search_fill SET filled_to = COALESCE((SELECT MAX(id) FROM (SELECT id FROM creator \
             WHERE id > filled_to ORDER BY id LIMIT ?1)), filled_to)",
        )?
        .execute([room])?;
    }
    tx.commit()?;
    is_wanting(conn)
}

/// Whether the index does not know all texts as they are now.
fn is_wanting(conn: &Connection) -> Result<bool> {
    let mut ask = conn.prepare_cached(
        "SELECT filled_to <> (SELECT COALESCE(MAX(id), 0) FROM creator) OR EXISTS (SELECT 1 FROM search_stale) FROM search_fill",
    )?;
    Ok(ask.query_row([], |row| row.get(0))?)
}

/// Takes in again what has changed, and returns how many.
fn renew(conn: &Connection) -> Result<i64> {
    let mut stale = conn.prepare_cached("SELECT id FROM search_stale LIMIT ?1")?;
    let stale = stale.query_map([PORTION], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut forget = conn.prepare_cached("DELETE FROM creator_search WHERE rowid = ?1")?;
    let mut take =
        conn.prepare_cached("INSERT INTO creator_search (rowid, search) SELECT id, search FROM creator WHERE id = ?1")?;
    let mut done = conn.prepare_cached("DELETE FROM search_stale WHERE id = ?1")?;
    for id in &stale {
        forget.execute([id])?;
        take.execute([id])?;
        done.execute([id])?;
    }
    Ok(i64::try_from(stale.len()).unwrap_or(PORTION))
}

/// Forgets creators beyond the newest one: an import that was taken back.
fn forget_the_gone(conn: &Connection, most: i64) -> Result<()> {
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
        let Words::Indexed { filled_to } = Words::of(conn).expect("words") else { panic!("an index") };
        let sql = format!("SELECT id FROM creator WHERE id IN ({CANDIDATES}) AND instr(search, ?) > 0 ORDER BY id");
        let mut statement = conn.prepare(&sql).expect("selects");
        let rows = statement.query_map(params![triples(word), filled_to, word], |row| row.get(0)).expect("rows");
        rows.collect::<rusqlite::Result<_>>().expect("ids")
    }

    fn fill_all(file: &mut Fixture) {
        while fill(&mut file.conn).expect("fills") {}
        let ask = "SELECT filled_to = (SELECT COALESCE(MAX(id), 0) FROM creator) AND NOT EXISTS (SELECT 1 FROM search_stale) \
                   FROM search_fill";
        assert!(file.conn.query_row(ask, [], |row| row.get::<_, bool>(0)).expect("an answer"));
    }

    #[test]
    fn words_are_found_before_and_after_they_are_taken_in() {
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
    fn the_index_follows_what_is_taken_back_and_is_no_part_of_the_history() {
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
    fn a_word_becomes_a_question_of_a_size_that_can_be_asked() {
        assert_eq!(triples("ab"), None);
        assert_eq!(triples("a\0bc"), None);
        assert_eq!(triples("abcd").as_deref(), Some("\"abc\" AND \"bcd\""));
        assert_eq!(triples("日本コ").as_deref(), Some("\"日本コ\""));
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
        assert_eq!(Words::of(&file.conn).expect("words"), Words::Read);
    }
}
