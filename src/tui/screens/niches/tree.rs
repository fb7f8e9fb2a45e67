//! The order of the tree: children below their parent, siblings by name or by number of creators.

use std::collections::{HashMap, HashSet};

use crate::domain::niche::{SLASH, parent};
use crate::domain::text::fold;
use crate::proto::niche::NicheRow;

/// What siblings are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// By the number of creators, the most first; else by name.
    pub by_count: bool,
    /// Reversed.
    pub reversed: bool,
}

/// Returns the visible rows in order. With a search text, those whose name contains it, and their parents.
pub(super) fn arranged(rows: &[NicheRow], order: Order, part: &str) -> Vec<NicheRow> {
    let part = fold(part.trim());
    let known: HashSet<String> = rows.iter().map(|row| fold(&row.name)).collect();
    let mut below: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let above = parent(&row.name).map(fold).filter(|above| known.contains(above));
        below.entry(above.unwrap_or_default()).or_default().push(at);
    }
    let mut out = Vec::with_capacity(rows.len());
    add(rows, order, &below, "", &mut out);
    let folded: Vec<String> = rows.iter().map(|row| fold(&row.name)).collect();
    let fits = |at: &usize| {
        part.is_empty()
            || folded[*at].contains(&part)
            || folded.iter().any(|name| {
                name.contains(&part) && name.strip_prefix(&folded[*at]).is_some_and(|rest| rest.starts_with(SLASH))
            })
    };
    out.into_iter().filter(fits).map(|at| rows[at].clone()).collect()
}

fn add(rows: &[NicheRow], order: Order, below: &HashMap<String, Vec<usize>>, above: &str, out: &mut Vec<usize>) {
    let Some(siblings) = below.get(above) else { return };
    let mut siblings = siblings.clone();
    siblings.sort_by(|a, b| {
        let (a, b) = (&rows[*a], &rows[*b]);
        let by_name = fold(&a.name).cmp(&fold(&b.name));
        let order_of = if order.by_count { b.creators.cmp(&a.creators).then(by_name) } else { by_name };
        if order.reversed { order_of.reverse() } else { order_of }
    });
    for at in siblings {
        out.push(at);
        // Names with an empty part would be their own parent.
        let name = fold(&rows[at].name);
        if name != above {
            add(rows, order, below, &name, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<NicheRow> {
        let row = |(name, creators): (&str, i64)| NicheRow {
            id: None,
            name: name.to_owned(),
            is_niche: true,
            is_all_niche: true,
            own: creators,
            creators,
            picked: 0,
            candidates: creators,
            campaigns: Vec::new(),
            views: Vec::new(),
        };
        [("a", 3), ("A/x", 1), ("a/y", 2), ("a/y/z", 2), ("b", 9), ("a b", 4)].map(row).into()
    }

    fn names(order: Order, part: &str) -> Vec<String> {
        arranged(&rows(), order, part).into_iter().map(|row| row.name).collect()
    }

    #[test]
    fn siblings_are_sorted_and_children_stay_below() {
        assert_eq!(names(Order::default(), ""), ["a", "A/x", "a/y", "a/y/z", "a b", "b"]);
        let by_count = Order { by_count: true, reversed: false };
        assert_eq!(names(by_count, ""), ["b", "a b", "a", "a/y", "a/y/z", "A/x"]);
        assert_eq!(names(Order { reversed: true, ..by_count }, ""), ["a", "A/x", "a/y", "a/y/z", "a b", "b"]);
    }

    #[test]
    fn a_search_keeps_the_parents_of_matches() {
        assert_eq!(names(Order::default(), " Z"), ["a", "a/y", "a/y/z"]);
        assert_eq!(names(Order::default(), "b"), ["a b", "b"]);
        assert_eq!(names(Order::default(), "nothing"), [] as [&str; 0]);
    }
}
