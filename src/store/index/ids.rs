//! A set of creators stored as one bit per id.
//!
//! A set can be inverted: its bits then are the creators it leaves out. `-tag:skincare` needs only the ids of `skincare`, not
//! all others, and joining works on 64 ids at a time. With ids 0 to 7 (`1` for a set bit, lowest id left):
//!
//! | set | bits | inverted | creators |
//! |---|---|---|---|
//! | `tag:skincare` | 01100000 | no | 1, 2 |
//! | `-tag:vegan` | 00110000 | yes | all but 2, 3 |
//! | both joined by "and" | 01000000 | no | 1 |
//!
//! Two inverted sets joined by "and" leave out everything that either leaves out, and stay inverted.

use crate::domain::CreatorId;

/// Ids below this get a bit: at most 8 MB for a set.
pub(super) const MOST_BITS: i64 = 1 << 26;

/// Up to this many creators are looked up by id instead of scanning the table.
const FEW: usize = 5_000;

/// A set of creators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ids {
    bits: Vec<u64>,
    /// Whether the bits are the creators that are left out.
    is_inverted: bool,
}

impl Ids {
    pub(super) fn holds(&self, id: CreatorId) -> bool {
        let at = usize::try_from(id.0).unwrap_or(usize::MAX);
        (self.bits.get(at / 64).copied().unwrap_or(0) >> (at % 64) & 1 == 1) != self.is_inverted
    }

    /// Sets the bit of a creator. Ids out of range are ignored; a file with such ids never gets here.
    pub(super) fn insert(&mut self, id: CreatorId) {
        let Some(at) = usize::try_from(id.0).ok().filter(|_| id.0 < MOST_BITS) else { return };
        if self.bits.len() <= at / 64 {
            self.bits.resize(at / 64 + 1, 0);
        }
        self.bits[at / 64] |= 1 << (at % 64);
    }

    /// Whether the bits are the creators that are left out.
    pub(super) fn is_inverted(&self) -> bool {
        self.is_inverted
    }

    /// The size in memory, bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bits.len() * size_of::<u64>()
    }

    pub(super) fn inverted(self) -> Self {
        Self { is_inverted: !self.is_inverted, ..self }
    }

    /// Returns the creators that are in both sets.
    pub(super) fn and(self, other: Self) -> Self {
        let (mut one, other) = if self.is_inverted && !other.is_inverted { (other, self) } else { (self, other) };
        if one.is_inverted {
            one.bits.resize(one.bits.len().max(other.bits.len()), 0);
            one.bits.iter_mut().zip(&other.bits).for_each(|(word, left_out)| *word |= left_out);
            return one;
        }
        let others = other.bits.iter().copied().chain(std::iter::repeat(0));
        for (word, other_word) in one.bits.iter_mut().zip(others) {
            *word &= if other.is_inverted { !other_word } else { other_word };
        }
        one
    }

    /// Returns the creators that are in either set: not (not a and not b).
    pub(super) fn or(self, other: Self) -> Self {
        self.inverted().and(other.inverted()).inverted()
    }

    /// Returns the creators from the highest id down; nothing for an inverted set, whose members aren't stored.
    pub(super) fn newest_first(&self) -> Option<Vec<CreatorId>> {
        (!self.is_inverted).then(|| {
            let words = self.bits.iter().enumerate().rev().filter(|(_, word)| **word != 0);
            words
                .flat_map(|(at, word)| {
                    (0..64).rev().filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit)
                })
                .map(|id| CreatorId(i64::try_from(id).unwrap_or(i64::MAX)))
                .collect()
        })
    }

    pub(super) fn is_few(&self) -> bool {
        !self.is_inverted && self.bits.iter().map(|word| word.count_ones() as usize).sum::<usize>() <= FEW
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids() -> impl Strategy<Value = (Vec<i64>, bool)> {
        (prop::collection::vec(0..200_i64, 0..20), any::<bool>())
    }

    proptest! {
        #[test]
        fn bits_are_joined_as_sets_are((one, is_one) in ids(), (other, is_other) in ids()) {
            let set = |of: &[i64], is_inverted: bool| {
                let mut ids = Ids::default();
                for id in of {
                    ids.insert(CreatorId(*id));
                }
                if is_inverted { ids.inverted() } else { ids }
            };
            let (a, b) = (set(&one, is_one), set(&other, is_other));
            let (and, or) = (a.clone().and(b.clone()), a.or(b));
            for id in -1..300 {
                let (in_one, in_other) = (one.contains(&id) != is_one, other.contains(&id) != is_other);
                prop_assert_eq!(and.holds(CreatorId(id)), in_one && in_other);
                prop_assert_eq!(or.holds(CreatorId(id)), in_one || in_other);
            }
        }
    }
}
