//! Marks on creators: none, some, or all that match the filter except a few. This way a million marks cost no memory.

use std::collections::HashSet;
use std::sync::Arc;

use crate::domain::CreatorId;

/// Which creators are marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marks {
    /// These.
    Only(HashSet<CreatorId>),
    /// All that the filter shows, without these.
    AllBut(HashSet<CreatorId>),
}

impl Default for Marks {
    fn default() -> Self {
        Self::Only(HashSet::new())
    }
}

impl Marks {
    /// Whether a creator that the filter shows is marked.
    pub fn contains(&self, id: CreatorId) -> bool {
        match self {
            Self::Only(ids) => ids.contains(&id),
            Self::AllBut(ids) => !ids.contains(&id),
        }
    }

    /// Whether nothing is marked, out of `shown` creators.
    pub fn is_empty(&self, shown: usize) -> bool {
        match self {
            Self::Only(ids) => ids.is_empty(),
            Self::AllBut(ids) => ids.len() >= shown,
        }
    }

    /// Marks or unmarks one creator.
    pub fn set(&mut self, id: CreatorId, marked: bool) {
        match self {
            Self::Only(ids) if marked => _ = ids.insert(id),
            Self::AllBut(ids) if !marked => _ = ids.insert(id),
            Self::Only(ids) | Self::AllBut(ids) => _ = ids.remove(&id),
        }
    }

    /// Inverts the marks among the creators that match the filter.
    pub fn invert(self) -> Self {
        match self {
            Self::Only(ids) => Self::AllBut(ids),
            Self::AllBut(ids) => Self::Only(ids),
        }
    }

    /// Returns the marked creators among those shown, and how many more are marked but hidden by the filter.
    pub fn among(&self, shown: &Arc<[CreatorId]>) -> (Vec<CreatorId>, usize) {
        let visible: Vec<CreatorId> = match self {
            Self::Only(ids) if ids.is_empty() => Vec::new(),
            _ => shown.iter().copied().filter(|id| self.contains(*id)).collect(),
        };
        let hidden = match self {
            Self::Only(ids) => ids.len().saturating_sub(visible.len()),
            Self::AllBut(_) => 0,
        };
        (visible, hidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_marks_are_counted_and_not_acted_on() {
        let shown: Arc<[CreatorId]> = [1, 2, 3].map(CreatorId).into();
        let marks = Marks::Only([2, 9].map(CreatorId).into());
        assert_eq!(marks.among(&shown), (vec![CreatorId(2)], 1));
    }

    #[test]
    fn inverting_twice_changes_nothing() {
        let mut marks = Marks::AllBut([CreatorId(2)].into());
        marks.set(CreatorId(2), true);
        marks.set(CreatorId(3), false);
        assert_eq!(marks.clone().invert().invert(), marks);
        assert!(!marks.contains(CreatorId(3)) && marks.contains(CreatorId(2)));
    }
}
