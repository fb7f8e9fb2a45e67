//! What can be edited alone on the page of a creator.

use crate::domain::creator::CreatorField;
use crate::proto::page_change::Facet;

/// Something that can be edited alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// A fact of the table.
    Of(CreatorField),
    /// How and where the creator was found; the way once it was chosen.
    Found(String),
    Countries,
    Ages,
    Genders,
    Sponsored,
    /// Takes a post away.
    Post,
}

impl Known {
    /// All of them, the facts first. The way they were found and where on it are asked together.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let is_alone = |field: &CreatorField| !matches!(field, CreatorField::FoundBy | CreatorField::FoundVia);
        let facts = CreatorField::ALL.iter().copied().filter(is_alone).map(Self::Of);
        let others =
            [Self::Found(String::new()), Self::Countries, Self::Ages, Self::Genders, Self::Sponsored, Self::Post];
        facts.chain(others)
    }

    pub(super) fn label(&self) -> &'static str {
        match self {
            Self::Of(field) => field.fact().label,
            Self::Found(_) => "How they were found",
            Self::Countries => "Audience by country",
            Self::Ages => "Audience by age",
            Self::Genders => "Audience by gender",
            Self::Sponsored => "Sponsored posts seen, and how many said so",
            Self::Post => "Remove a post",
        }
    }

    pub(super) fn facet(&self) -> Option<Facet> {
        match self {
            Self::Countries => Some(Facet::Country),
            Self::Ages => Some(Facet::Age),
            Self::Genders => Some(Facet::Gender),
            _ => None,
        }
    }
}
