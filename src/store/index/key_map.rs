//! Sort keys by creator id.

use std::collections::HashMap;
use std::num::NonZeroU64;

use crate::domain::CreatorId;

/// The smallest key inserted for each creator.
#[derive(Debug, Default)]
pub(super) struct KeyMap {
    /// Indexed by id, 8 bytes per id. A key is stored inverted, `!key`, because `NonZeroU64` can't hold 0 and the only key that
    /// inverts to 0 is the unknown one, which needs no entry: it reads the same as "not listed".
    dense: Vec<Option<NonZeroU64>>,
    sparse: HashMap<CreatorId, u64>,
}

impl KeyMap {
    /// Ids from here on go into the hash map.
    const MOST_DENSE: usize = 4_000_000;

    pub(super) fn insert(&mut self, id: CreatorId, key: u64) {
        match usize::try_from(id.0) {
            Ok(at) if at < Self::MOST_DENSE => {
                if self.dense.len() <= at {
                    self.dense.resize(at + 1, None);
                }
                // The larger inverted key is the smaller key.
                self.dense[at] = self.dense[at].max(NonZeroU64::new(!key));
            }
            _ => {
                let kept = self.sparse.entry(id).or_insert(key);
                *kept = key.min(*kept);
            }
        }
    }

    pub(super) fn get(&self, id: CreatorId) -> Option<u64> {
        match usize::try_from(id.0) {
            Ok(at) if at < Self::MOST_DENSE => self.dense.get(at).copied().flatten().map(|key| !key.get()),
            _ => self.sparse.get(&id).copied(),
        }
    }
}
