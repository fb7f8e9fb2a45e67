//! Niches and tags as a list of their own: what they hold, and what can be done with them.

use crate::domain::TagId;

/// A niche or tag, or a name that is only above others (`skincare` where there is just `skincare/acne`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NicheRow {
    /// Which; nothing for a name that is only above others.
    pub id: Option<TagId>,
    /// Its full name, with its parents.
    pub name: String,
    /// Niche, or any other label.
    pub is_niche: bool,
    /// Whether it and all below it are niches, so that `niche:` finds all of it.
    pub is_all_niche: bool,
    /// Creators that carry this very name.
    pub own: i64,
    /// Creators that carry it or something below it, each once.
    pub creators: i64,
    /// Of these: on the shortlist.
    pub picked: i64,
    /// Of these: not rejected.
    pub candidates: i64,
    /// Campaigns that name it, in alphabetical order.
    pub campaigns: Vec<String>,
    /// Saved views whose filter asks for it.
    pub views: Vec<String>,
}

impl NicheRow {
    /// The filter that finds its creators.
    pub fn filter(&self) -> String {
        use crate::domain::filter::{SetValue, Word};
        let field = if self.is_all_niche { "niche" } else { "tag" };
        format!("{field}:{}", SetValue::Is(Word::new(self.name.as_str())).to_filter())
    }
}

/// A change of niches and tags. They are named, because a name that is only above others has no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NicheCmd {
    /// Gives a niche another name, and what is below it with it; refused where the name is taken.
    Rename {
        /// Its name now.
        from: String,
        /// Its name then.
        to: String,
    },
    /// Puts niches into another one, known or new: it gets their creators, campaigns and what is below them.
    Merge {
        /// Their names.
        from: Vec<String>,
        /// The one that stays.
        into: String,
    },
    /// Makes niches of tags, or tags of niches.
    SetKind {
        /// Their names.
        names: Vec<String>,
        /// Whether they are niches then.
        is_niche: bool,
    },
    /// Deletes niches; their creators stay.
    Delete(Vec<String>),
}
