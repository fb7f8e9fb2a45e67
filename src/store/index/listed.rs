//! One key of each of many creators.

use std::collections::HashMap;
use std::num::NonZeroU64;

use crate::domain::CreatorId;

/// Creators with a key, the smallest of those told of them.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// By id, where the numbers are small: a place costs eight bytes.
    dense: Vec<Option<NonZeroU64>>,
    sparse: HashMap<CreatorId, u64>,
}

impl Listed {
    /// Ids from here on are looked up.
    const MOST_DENSE: usize = 4_000_000;

    pub(super) fn insert(&mut self, id: CreatorId, key: u64) {
        match usize::try_from(id.0) {
            Ok(at) if at < Self::MOST_DENSE => {
                if self.dense.len() <= at {
                    self.dense.resize(at + 1, None);
                }
                // Turned round, so that only the key of what is unknown is none, as it is for those who are not listed.
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
