//! The order of the rows in sentences: `sort by followers`, `cheapest first`, `highest engagement`.

use super::reader::{Found, Reader};
use super::write::Piece;
use crate::domain::creator::CreatorField;
use crate::domain::filter::{Field, SortTerm};

/// Words that ask for an order by themselves: the field, and whether the largest comes first.
const SUPERLATIVES: [(&[&str], Field, bool); 10] = [
    (&["most", "expensive"], Field::Of(CreatorField::Price), true),
    (&["least", "expensive"], Field::Of(CreatorField::Price), false),
    (&["best", "fit"], Field::Score, true),
    (&["cheapest"], Field::Of(CreatorField::Price), false),
    (&["newest"], Field::Added, true),
    (&["latest"], Field::Added, true),
    (&["oldest"], Field::Added, false),
    (&["biggest"], Field::Of(CreatorField::Followers), true),
    (&["largest"], Field::Of(CreatorField::Followers), true),
    (&["smallest"], Field::Of(CreatorField::Followers), false),
];

/// Words before a figure that ask for an order by it.
const EXTREMES: [(&str, bool); 9] = [
    ("highest", true),
    ("most", true),
    ("top", true),
    ("best", true),
    ("largest", true),
    ("biggest", true),
    ("lowest", false),
    ("least", false),
    ("fewest", false),
];

/// Words behind the field that give the direction.
const DIRECTIONS: [(&[&str], bool); 16] = [
    (&["high", "to", "low"], true),
    (&["low", "to", "high"], false),
    (&["a", "to", "z"], false),
    (&["z", "to", "a"], true),
    (&["highest", "first"], true),
    (&["lowest", "first"], false),
    (&["biggest", "first"], true),
    (&["smallest", "first"], false),
    (&["newest", "first"], true),
    (&["oldest", "first"], false),
    (&["cheapest", "first"], false),
    (&["descending"], true),
    (&["desc"], true),
    (&["ascending"], false),
    (&["asc"], false),
    (&["reversed"], true),
];

impl Reader<'_> {
    /// An order of the rows.
    pub(super) fn order_phrase(&self, at: usize) -> Found {
        let word = self.word(at)?;
        if matches!(word, "sort" | "sorted" | "order" | "ordered" | "rank" | "ranked") {
            let by = self.past(at + 1, &["it", "them", "by", "on", "the", "their"]);
            let (count, field) = self.sortable(by)?;
            let after = by + count;
            let said = DIRECTIONS.iter().find(|(words, _)| self.says(after, words));
            let used = after + said.map_or(0, |(words, _)| words.len()) - at;
            return Some((used, vec![sort(field, said.map_or(field.sorts_from_top(), |(_, descending)| *descending))]));
        }
        if let Some((descending, (count, field))) = EXTREMES
            .iter()
            .find(|(known, _)| *known == word)
            .and_then(|(_, descending)| Some((*descending, self.figure_field(at + 1)?)))
        {
            return Some((self.past(at + 1 + count, &["first"]) - at, vec![sort(field, descending)]));
        }
        let (words, field, descending) = SUPERLATIVES.iter().find(|(words, ..)| self.says(at, words))?;
        Some((self.past(at + words.len(), &["first"]) - at, vec![sort(*field, *descending)]))
    }

    /// A field that rows can be sorted by.
    fn sortable(&self, at: usize) -> Option<(usize, Field)> {
        if self.says(at, &["date", "added"]) {
            return Some((2, Field::Added));
        }
        let own = || match self.word(at)? {
            "date" | "newest" => Some((1, Field::Added)),
            word => Field::from_word(word).map(|field| (1, field)),
        };
        self.figure_field(at).or_else(own).filter(|(_, field)| field.sortable())
    }
}

fn sort(field: Field, descending: bool) -> Piece {
    Piece::Said(format!("sort:{}", SortTerm { field, descending }))
}
