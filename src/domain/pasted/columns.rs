//! Headings: which column holds what, in the words of the usual exports.

use crate::domain::text::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Day,
    /// The account.
    Handle,
    Url,
    Caption,
    Followers,
    /// Views, likes, comments, shares or saves.
    Count(usize),
    /// Anything else, which is left out.
    Other,
}

/// Words that are above a column, folded and without `total` before them.
const WORDS: &[(&str, Column)] = &[
    ("handle", Column::Handle),
    ("username", Column::Handle),
    ("user", Column::Handle),
    ("account", Column::Handle),
    ("creator", Column::Handle),
    ("date", Column::Day),
    ("day", Column::Day),
    ("posted", Column::Day),
    ("posted on", Column::Day),
    ("posted at", Column::Day),
    ("post time", Column::Day),
    ("post date", Column::Day),
    ("published", Column::Day),
    ("created", Column::Day),
    ("url", Column::Url),
    ("link", Column::Url),
    ("address", Column::Url),
    ("video link", Column::Url),
    ("video url", Column::Url),
    ("post url", Column::Url),
    ("caption", Column::Caption),
    ("title", Column::Caption),
    ("text", Column::Caption),
    ("description", Column::Caption),
    ("video title", Column::Caption),
    ("followers", Column::Followers),
    ("views", Column::Count(0)),
    ("plays", Column::Count(0)),
    ("video views", Column::Count(0)),
    ("likes", Column::Count(1)),
    ("hearts", Column::Count(1)),
    ("comments", Column::Count(2)),
    ("shares", Column::Count(3)),
    ("reposts", Column::Count(3)),
    ("saves", Column::Count(4)),
    ("bookmarks", Column::Count(4)),
    ("favorites", Column::Count(4)),
    ("favourites", Column::Count(4)),
];

/// Which count of a post a word names: `views`, `Like,`.
pub(super) fn count_of(word: &str) -> Option<usize> {
    let word = word.trim_end_matches([',', ':', '.']);
    let of = |word: &str| match column(word) {
        Column::Count(which) => Some(which),
        _ => None,
    };
    of(word).or_else(|| of(&format!("{word}s")))
}

/// The columns of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header(Vec<Column>);

impl Header {
    /// Reads a heading; nothing where the line isn't one.
    pub(super) fn read(cells: &[String]) -> Option<Self> {
        let columns: Vec<Column> = cells.iter().map(|cell| column(cell)).collect();
        let has = |wanted: fn(&Column) -> bool| columns.iter().any(wanted);
        let says_which = has(|column| matches!(column, Column::Day | Column::Url));
        let says_what = has(|column| matches!(column, Column::Followers | Column::Count(_)));
        let is_value = |cell: &String| crate::domain::number::parse_count(cell).is_some();
        (says_which && says_what && !cells.iter().any(is_value)).then_some(Self(columns))
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = Column> {
        self.0.iter().copied()
    }

    /// Whether the lines are follower counts: followers are named and no count of a post is.
    pub(super) fn is_of_followers(&self) -> bool {
        self.0.contains(&Column::Followers) && !self.0.iter().any(|column| matches!(column, Column::Count(_)))
    }
}

fn column(cell: &str) -> Column {
    let name = fold(cell.trim()).replace('_', " ");
    let name = name.strip_prefix("total ").unwrap_or(&name);
    WORDS.iter().find(|(word, _)| *word == name).map_or(Column::Other, |(_, column)| *column)
}
