//! What was read of the whole file for one list and holds for the next, as long as nobody writes: lists are asked for with
//! every letter typed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::ids::Ids;
use super::listed::Listed;
use super::places::{FEW, Places};
use crate::domain::CreatorId;
use crate::error::Result;

/// So many bytes of sets of creators are kept: more than all terms of a long filter in a file of a million.
const MOST_BYTES: usize = 16 << 20;
/// Keys of so many orders are kept: at a million creators each takes eight megabytes.
const MOST_KEYS: usize = 2;

/// What is kept between lists.
#[derive(Debug, Default)]
pub struct Kept(RefCell<State>);

#[derive(Debug, Default)]
struct State {
    /// Of which state of the file it is.
    version: i64,
    /// The order of all handles.
    places: Option<Arc<Places>>,
    /// Who is on a list that a term asks for, by the question.
    ids: HashMap<String, Ids>,
    /// What creators have that a list is sorted by, by the question.
    keys: HashMap<String, Arc<Listed>>,
}

impl Kept {
    /// Looks at what is kept of the file as it is now.
    fn look<T>(&self, conn: &Connection, look: impl FnOnce(&State) -> T) -> Result<T> {
        // A number that moves when another connection has written.
        let version = conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        let mut state = self.0.borrow_mut();
        if state.version != version {
            *state = State { version, ..State::default() };
        }
        Ok(look(&state))
    }

    /// Keeps what was read since the last look: of the state that was looked at, or of a newer one, which the next look finds.
    fn keep(&self, keep: impl FnOnce(&mut State)) {
        keep(&mut self.0.borrow_mut());
    }

    /// Finds the places of these creators at least, in the order of handles.
    pub(super) fn places(&self, conn: &Connection, tied: &[CreatorId]) -> Result<Arc<Places>> {
        if let Some(places) = self.all_places(conn)? {
            return Ok(places);
        }
        if tied.len() <= FEW {
            return Places::of_few(conn, tied).map(Arc::new);
        }
        let places = Arc::new(Places::of_all(conn)?);
        self.keep(|state| state.places = Some(Arc::clone(&places)));
        Ok(places)
    }

    /// The order of all handles, if it is known.
    pub(super) fn all_places(&self, conn: &Connection) -> Result<Option<Arc<Places>>> {
        self.look(conn, |state| state.places.clone())
    }

    /// The set of creators that a question lists.
    pub(super) fn ids(&self, conn: &Connection, question: &str, read: impl FnOnce() -> Result<Ids>) -> Result<Ids> {
        if let Some(ids) = self.look(conn, |state| state.ids.get(question).cloned())? {
            return Ok(ids);
        }
        let ids = read()?;
        self.keep(|state| {
            if state.ids.values().map(Ids::bytes).sum::<usize>() + ids.bytes() > MOST_BYTES {
                state.ids.clear();
            }
            state.ids.insert(question.to_owned(), ids.clone());
        });
        Ok(ids)
    }

    /// The keys that a question lists.
    pub(super) fn keys(
        &self,
        conn: &Connection,
        question: &str,
        read: impl FnOnce() -> Result<Listed>,
    ) -> Result<Arc<Listed>> {
        if let Some(keys) = self.look(conn, |state| state.keys.get(question).cloned())? {
            return Ok(keys);
        }
        let keys = Arc::new(read()?);
        self.keep(|state| {
            if state.keys.len() >= MOST_KEYS {
                state.keys.clear();
            }
            state.keys.insert(question.to_owned(), Arc::clone(&keys));
        });
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::fixture;
    use crate::store::open::open_query;

    #[test]
    fn what_is_kept_holds_until_somebody_writes() {
        let file = fixture();
        let (reader, kept) = (open_query(&file.path).expect("opens"), Kept::default());
        let mut asked = 0;
        let mut ask = |question: &str| {
            let read = || {
                asked += 1;
                let mut ids = Ids::default();
                ids.insert(CreatorId(asked));
                Ok(ids)
            };
            let ids = kept.ids(&reader, question, read).expect("a set");
            (1..9).map(CreatorId).find(|id| ids.holds(*id)).expect("somebody").0
        };
        assert_eq!((ask("tagged"), ask("addressed"), ask("tagged")), (1, 2, 1));
        file.conn.execute_batch("UPDATE creator SET rating = 3 WHERE id = 1").expect("a rating");
        assert_eq!((ask("tagged"), ask("tagged")), (3, 3));
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let (file, kept) = (fixture(), Kept::default());
        let large = || {
            let mut ids = Ids::default();
            ids.insert(CreatorId(60_000_000));
            Ok(ids)
        };
        for question in ["a", "b", "c"] {
            kept.ids(&file.conn, question, large).expect("a set");
            kept.keys(&file.conn, question, || Ok(Listed::default())).expect("keys");
        }
        let state = kept.0.borrow();
        assert!(state.ids.values().map(Ids::bytes).sum::<usize>() <= MOST_BYTES);
        assert!(state.keys.len() <= MOST_KEYS);
    }
}
