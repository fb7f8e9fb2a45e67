//! Creators that you search for and add to a batch by hand.

use crate::domain::{CreatorId, Money, Platform};

/// The most that are listed.
pub const MOST_LISTED: usize = 20;

/// The creators that a few letters find, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddableList {
    /// The text it answers.
    pub text: String,
    /// The best of them, at most [`MOST_LISTED`]; where there is nobody, those with a similar handle.
    pub rows: Vec<Addable>,
    /// How many there are in all; 0 where the rows are only similar.
    pub total: usize,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addable {
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// Their name; empty where it is unknown.
    pub name: String,
    /// Where they post.
    pub platform: Platform,
    /// What they ask for one post, if that is known.
    pub price: Option<Money>,
    /// Why nobody can book them; nothing for one who may be booked.
    pub bar: Option<Bar>,
}

/// Why somebody can't be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Nobody may write to them.
    DoNotContact,
    /// They are rejected.
    Rejected,
}
