//! Caches what one list read from the whole file for the next list, until the file changes: a new list is built at every letter
//! you type.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::handle_order::{FEW, HandleOrder};
use super::ids::Ids;
use super::key_map::KeyMap;
use crate::domain::CreatorId;
use crate::error::Result;

/// Limit for cached sets, bytes. All terms of a long filter over a million creators stay well below it.
const MOST_BYTES: usize = 16 << 20;
/// How many sort orders are cached: each takes 8 MB at a million creators.
const MOST_KEYS: usize = 2;

/// The cache of one connection.
#[derive(Debug, Default)]
pub struct ListCache(RefCell<State>);

#[derive(Debug, Default)]
struct State {
    /// The `PRAGMA data_version` it was read at.
    version: i64,
    /// The alphabetical order of all handles.
    places: Option<Arc<HandleOrder>>,
    /// The creators that match a filter term, by the SQL and its parameters.
    ids: HashMap<String, Ids>,
    /// Sort keys, by their SQL.
    keys: HashMap<String, Arc<KeyMap>>,
}

impl ListCache {
    /// Looks something up, after dropping everything if the file has changed.
    fn look<T>(&self, conn: &Connection, look: impl FnOnce(&State) -> T) -> Result<T> {
        // This number changes when another connection has written.
        let version = conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        let mut state = self.0.borrow_mut();
        if state.version != version {
            *state = State { version, ..State::default() };
        }
        Ok(look(&state))
    }

    /// Stores what was read since the last look. If the file changed in between, the next look drops it.
    fn keep(&self, keep: impl FnOnce(&mut State)) {
        keep(&mut self.0.borrow_mut());
    }

    /// Returns the handle order of at least these creators.
    pub(super) fn places(&self, conn: &Connection, tied: &[CreatorId]) -> Result<Arc<HandleOrder>> {
        if let Some(places) = self.all_places(conn)? {
            return Ok(places);
        }
        if tied.len() <= FEW {
            return HandleOrder::of_few(conn, tied).map(Arc::new);
        }
        let places = Arc::new(HandleOrder::of_all(conn)?);
        self.keep(|state| state.places = Some(Arc::clone(&places)));
        Ok(places)
    }

    /// Returns the order of all handles, if it is cached.
    pub(super) fn all_places(&self, conn: &Connection) -> Result<Option<Arc<HandleOrder>>> {
        self.look(conn, |state| state.places.clone())
    }

    /// Returns the set of creators that an SQL question lists.
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

    /// Returns the sort keys that an SQL question lists.
    pub(super) fn keys(
        &self,
        conn: &Connection,
        question: &str,
        read: impl FnOnce() -> Result<KeyMap>,
    ) -> Result<Arc<KeyMap>> {
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
    fn drops_everything_after_a_write() {
        let file = fixture();
        let (reader, cache) = (open_query(&file.path).expect("opens"), ListCache::default());
        let mut asked = 0;
        let mut ask = |question: &str| {
            let read = || {
                asked += 1;
                let mut ids = Ids::default();
                ids.insert(CreatorId(asked));
                Ok(ids)
            };
            let ids = cache.ids(&reader, question, read).expect("a set");
            (1..9).map(CreatorId).find(|id| ids.holds(*id)).expect("somebody").0
        };
        assert_eq!((ask("tagged"), ask("addressed"), ask("tagged")), (1, 2, 1));
        file.conn.execute_batch("UPDATE creator SET rating = 3 WHERE id = 1").expect("a rating");
        assert_eq!((ask("tagged"), ask("tagged")), (3, 3));
    }

    #[test]
    fn stays_below_its_size_limit() {
        let (file, cache) = (fixture(), ListCache::default());
        let large = || {
            let mut ids = Ids::default();
            ids.insert(CreatorId(60_000_000));
            Ok(ids)
        };
        for question in ["a", "b", "c"] {
            cache.ids(&file.conn, question, large).expect("a set");
            cache.keys(&file.conn, question, || Ok(KeyMap::default())).expect("keys");
        }
        let state = cache.0.borrow();
        assert!(state.ids.values().map(Ids::bytes).sum::<usize>() <= MOST_BYTES);
        assert!(state.keys.len() <= MOST_KEYS);
    }
}
