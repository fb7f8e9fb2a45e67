//! What the user changes on the page of a creator.

use chrono::NaiveDate;

use crate::domain::{CreatorId, PostId};

use super::post::PostEntry;

/// What a command of the page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageChange {
    /// Whose page.
    pub creator: CreatorId,
    /// What to change.
    pub cmd: PageCmd,
}

/// A change of what is known of one creator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageCmd {
    /// Adds posts, or new readings of known ones, as counted today.
    SavePosts(Vec<PostEntry>),
    /// Removes a post with its readings.
    DeletePost(PostId),
    /// Adds followers on days; a day that is known already is replaced.
    SaveSnapshots(Vec<(NaiveDate, i64)>),
    /// Replaces the shares of one facet of the audience; an empty list makes it unknown again.
    SetAudience(Facet, Vec<(String, i64)>),
    /// Sets what was seen of past sponsored posts; nothing makes it unknown again.
    SetSponsored(Option<SponsoredSeen>),
    /// Sets how the creator was found (a word such as `hashtag`, `#ad`, `brand`) and the detail.
    SetFound {
        /// How.
        how: String,
        /// The detail: which hashtag, which brand.
        detail: String,
    },
}

/// What the audience of a creator is split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Facet {
    /// By country, ISO 3166 code.
    Country,
    /// By age, such as `18-24`.
    Age,
    /// By gender, as the creator's own analytics call it.
    Gender,
}

impl Facet {
    /// The word kept in the file and shown on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Age => "age",
            Self::Gender => "gender",
        }
    }

    /// Reads the facet from its word.
    pub fn from_word(word: &str) -> Option<Self> {
        use strum::IntoEnumIterator;
        Self::iter().find(|facet| facet.word() == word)
    }
}

/// Past sponsored posts that the user looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SponsoredSeen {
    /// How many.
    pub seen: i64,
    /// How many of them said that they are advertisements.
    pub disclosed: i64,
}
