//! The alphabetical order of handles, which breaks ties between creators with equal keys.

use rusqlite::Connection;

use crate::domain::CreatorId;
use crate::error::Result;

/// Up to this many tied creators are looked up one by one; for more, all handles are read in order.
pub(super) const FEW: usize = 2_000;

/// The place of each creator in the order of handles.
#[derive(Debug)]
pub(super) enum HandleOrder {
    /// Indexed by id, for ids with few gaps.
    Dense(Vec<u32>),
    /// Sorted by id.
    Sparse(Vec<(CreatorId, u32)>),
}

impl HandleOrder {
    pub(super) fn of_few(conn: &Connection, few: &[CreatorId]) -> Result<Self> {
        let mut statement = conn.prepare_cached("SELECT handle, platform FROM creator WHERE id = ?1")?;
        let mut named = Vec::with_capacity(few.len());
        for id in few {
            let mut rows = statement.query([id])?;
            if let Some(row) = rows.next()? {
                named.push((row.get::<_, String>(0)?, row.get::<_, String>(1)?, *id));
            }
        }
        named.sort_unstable();
        Ok(Self::of(named.into_iter().map(|(_, _, id)| id).collect()))
    }

    pub(super) fn of_all(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached("SELECT id FROM creator ORDER BY handle, platform")?;
        let in_order = statement.query_map([], |row| row.get(0))?;
        Ok(Self::of(in_order.collect::<rusqlite::Result<_>>()?))
    }

    fn of(in_order: Vec<CreatorId>) -> Self {
        let largest = in_order.iter().max().map_or(0, |id| usize::try_from(id.0).unwrap_or(usize::MAX));
        if largest > in_order.len().saturating_mul(4) {
            let mut places: Vec<(CreatorId, u32)> = in_order.into_iter().zip(0..).collect();
            places.sort_unstable();
            return Self::Sparse(places);
        }
        let mut places = vec![u32::MAX; largest + 1];
        for (id, place) in in_order.into_iter().zip(0..) {
            if let Some(slot) = usize::try_from(id.0).ok().and_then(|id| places.get_mut(id)) {
                *slot = place;
            }
        }
        Self::Dense(places)
    }

    /// Returns the place of a creator. One that was deleted meanwhile comes last.
    pub(super) fn place(&self, id: CreatorId) -> u32 {
        match self {
            Self::Dense(places) => {
                usize::try_from(id.0).ok().and_then(|id| places.get(id)).copied().unwrap_or(u32::MAX)
            }
            Self::Sparse(places) => places.binary_search_by_key(&id, |(id, _)| *id).map_or(u32::MAX, |at| places[at].1),
        }
    }
}
