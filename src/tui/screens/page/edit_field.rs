//! The fields that can be edited one at a time on the page of a creator.

use crate::domain::creator::CreatorField;
use crate::proto::page_change::Facet;

/// A field that can be edited by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EditField {
    /// A field of the creator table.
    Of(CreatorField),
    /// How and where the creator was found; `Some` once how was chosen.
    Found(String),
    Countries,
    Ages,
    Genders,
    Sponsored,
    /// Removes a post.
    Post,
}

impl EditField {
    /// All of them, table fields first. How and where the creator was found are asked as one.
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
            Self::Sponsored => "Sponsored posts seen, and ad labels",
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
