//! Fields that a column of a file can become.

use std::sync::LazyLock;

use strum::{EnumCount, EnumDiscriminants, IntoStaticStr};

use crate::domain::CollaborationField;
use crate::domain::text::fold;
use crate::proto::ingest::ImportKind;

/// A field that a column becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, EnumDiscriminants, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[strum_discriminants(vis(), doc = "A field without what it holds.")]
pub enum Target {
    /// The account, in any notation.
    Handle,
    /// A profile or video link: tells account and platform where the handle column does not.
    Link,
    /// Display name.
    Name,
    /// Platform of the account.
    Platform,
    /// Followers.
    Followers,
    /// Engagement rate.
    Er,
    /// Typical views of one post in a creator list, views of the post in a tracker.
    Views,
    /// Asking price of one post.
    Price,
    /// Currency of the row's amounts.
    Currency,
    /// Country.
    Country,
    /// Language.
    Language,
    /// E-mail address.
    Email,
    /// Where a parcel goes.
    Address,
    /// Profile text.
    Bio,
    /// Niches and tags; several columns may become this.
    Tags,
    /// Notes.
    Notes,
    /// Triage result, in a list that Tenfold wrote.
    Verdict,
    /// Why rejected.
    Reason,
    /// Snoozed until.
    SnoozedUntil,
    /// Stars.
    Rating,
    /// Whether nobody may write to them.
    DoNotContact,
    /// The day they came in.
    Added,
    /// By which way the creator was found.
    FoundBy,
    /// Where on that way the creator was found.
    FoundVia,
    /// Name of the campaign.
    Campaign,
    /// Name of the batch.
    Batch,
    /// Gross margin of the campaign.
    Margin,
    /// A fact of a collaboration.
    Collaboration(CollaborationField),
    /// Whether the creator was paid, in words, or when or how much.
    Paid,
    /// Day on which the creator was paid.
    PaidOn,
    /// Promo codes.
    Code,
    /// Day of the post.
    PostedAt,
    /// Address of the post.
    PostUrl,
    /// Likes of the post.
    Likes,
    /// Comments under the post.
    Comments,
    /// Shares of the post.
    Shares,
    /// Saves of the post.
    Saves,
    /// Number of the post as its platform knows it.
    PostId,
    /// Text of the post.
    Caption,
    /// Day on which something was counted.
    CountedOn,
    /// Number of the order as the shop owner knows it.
    OrderName,
    /// Number of the order as the shop's machine knows it.
    OrderId,
    /// Whether the order is paid.
    FinancialStatus,
    /// When it was paid.
    PaidAt,
    /// When it was placed.
    CreatedAt,
    /// When it was cancelled.
    CancelledAt,
    /// When it was sent.
    FulfilledAt,
    /// When money went back.
    RefundedAt,
    /// When anything about it changed last.
    UpdatedAt,
    /// What the buyer was charged.
    Total,
    /// Shipping inside the total.
    Shipping,
    /// Tax inside the total.
    Taxes,
    /// What went back to the buyer.
    Refunded,
    /// Discount given.
    Discount,
    /// Attributes apps attach to an order, among them `utm_…`.
    NoteAttributes,
    /// A figure that is known and left out, because it means something else than it seems.
    Ignore,
}

impl Target {
    /// The fields a column can become in a file of this kind, in the order a person thinks of them.
    pub fn of(kind: ImportKind) -> &'static [Self] {
        use Target as T;
        match kind {
            ImportKind::Creators => &[
                T::Handle,
                T::Link,
                T::Name,
                T::Platform,
                T::Followers,
                T::Er,
                T::Views,
                T::Price,
                T::Currency,
                T::Country,
                T::Language,
                T::Email,
                T::Address,
                T::Bio,
                T::Tags,
                T::Notes,
                T::Verdict,
                T::Reason,
                T::SnoozedUntil,
                T::Rating,
                T::DoNotContact,
                T::Added,
                T::FoundBy,
                T::FoundVia,
                T::CountedOn,
            ],
            ImportKind::Collaborations => of_a_tracker(),
            ImportKind::Posts => &[
                T::Handle,
                T::Platform,
                T::PostedAt,
                T::PostUrl,
                T::PostId,
                T::Caption,
                T::Views,
                T::Likes,
                T::Comments,
                T::Shares,
                T::Saves,
                T::CountedOn,
                T::Name,
                T::Followers,
                T::Country,
                T::Language,
                T::Email,
                T::Bio,
                T::FoundVia,
            ],
            ImportKind::Followers => &[T::Handle, T::Platform, T::CountedOn, T::Followers],
            ImportKind::ShopifyOrders => &[
                T::OrderName,
                T::OrderId,
                T::FinancialStatus,
                T::CreatedAt,
                T::PaidAt,
                T::CancelledAt,
                T::FulfilledAt,
                T::RefundedAt,
                T::UpdatedAt,
                T::Currency,
                T::Total,
                T::Shipping,
                T::Taxes,
                T::Refunded,
                T::Code,
                T::Discount,
                T::NoteAttributes,
            ],
        }
    }

    /// The name shown beside the column.
    pub fn label(self, kind: ImportKind) -> &'static str {
        match self {
            Self::Collaboration(field) => field.fact().label,
            Self::Handle => "Handle",
            Self::Link => "Profile link",
            Self::Name => "Name",
            Self::Platform => "Platform",
            Self::Followers => "Followers",
            Self::Er => "Engagement %",
            Self::Views if kind == ImportKind::Posts => "Views",
            Self::Views => "Views per post",
            Self::Price => "Asking price",
            Self::Currency => "Currency",
            Self::Country => "Country",
            Self::Language => "Language",
            Self::Email => "E-mail",
            Self::Address => "Postal address",
            Self::Bio => "Profile text",
            Self::Tags => "Tags",
            Self::Notes => "Notes",
            Self::Verdict => "Verdict",
            Self::Reason => "Reason",
            Self::SnoozedUntil => "Snoozed until",
            Self::Rating => "Stars",
            Self::DoNotContact => "Do not contact",
            Self::Added => "Added",
            Self::FoundBy => "Found by",
            Self::FoundVia => "Found via",
            Self::Campaign => "Campaign",
            Self::Batch => "Batch",
            Self::Margin => "Gross margin",
            Self::Paid => "Paid",
            Self::PaidOn => "Paid on",
            Self::Code => "Promo code",
            Self::PostedAt => "Posted on",
            Self::PostUrl => "Post link",
            Self::Likes => "Likes",
            Self::Comments => "Comments",
            Self::Shares => "Shares",
            Self::Saves => "Saves",
            Self::PostId => "Post number",
            Self::Caption => "Caption",
            Self::CountedOn => "Counted on",
            Self::OrderName => "Order",
            Self::OrderId => "Order id",
            Self::FinancialStatus => "Payment status",
            Self::PaidAt => "Paid at",
            Self::CreatedAt => "Placed at",
            Self::CancelledAt => "Cancelled at",
            Self::FulfilledAt => "Fulfilled at",
            Self::RefundedAt => "Refunded at",
            Self::UpdatedAt => "Updated at",
            Self::Total => "Total",
            Self::Shipping => "Shipping",
            Self::Taxes => "Tax",
            Self::Refunded => "Refunded",
            Self::Discount => "Discount",
            Self::NoteAttributes => "Attributes (utm)",
            Self::Ignore => "(leave out)",
        }
    }

    /// Whether several columns may become this field.
    pub fn is_many(self) -> bool {
        self == Self::Tags
    }

    /// Fields without which a file of a kind cannot be read: one of each group must be there.
    pub fn needed(kind: ImportKind) -> &'static [&'static [Self]] {
        use Target as T;
        match kind {
            ImportKind::Creators => &[&[T::Handle, T::Link]],
            ImportKind::ShopifyOrders => &[&[T::OrderName], &[T::Total], &[T::CreatedAt, T::PaidAt]],
            ImportKind::Collaborations => &[&[T::Campaign], &[T::Handle]],
            ImportKind::Posts => &[&[T::Handle, T::PostUrl], &[T::PostedAt, T::PostUrl, T::PostId]],
            ImportKind::Followers => &[&[T::Handle], &[T::CountedOn], &[T::Followers]],
        }
    }

    /// The name in files of the program and in commands: `found_via`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Collaboration(field) => field.key(),
            other => other.into(),
        }
    }

    /// How many fields there are.
    pub const ALL: usize = Self::COUNT + CollaborationField::ALL.len();

    /// The place of the field among [`Target::ALL`], for tables.
    pub fn index(self) -> usize {
        match self {
            Self::Collaboration(field) => Self::COUNT + field as usize,
            other => TargetDiscriminants::from(other) as usize,
        }
    }

    /// Finds the field of a kind that a person means: by its word or by what the screen calls it.
    pub fn named(kind: ImportKind, text: &str) -> Option<Self> {
        let plain = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let wanted = plain(text);
        let alias = |target: Self| match target {
            Self::Collaboration(field) => field.fact().aliases.iter().any(|alias| plain(alias) == wanted),
            _ => false,
        };
        let is =
            |target: &Self| plain(target.word()) == wanted || plain(target.label(kind)) == wanted || alias(*target);
        Self::of(kind).iter().copied().find(is)
    }
}

/// The fields of a tracker: the place of the row, its facts, and what it says of the creator.
fn of_a_tracker() -> &'static [Target] {
    static FIELDS: LazyLock<Vec<Target>> = LazyLock::new(|| {
        use Target as T;
        let facts = CollaborationField::ALL.iter().copied().map(T::Collaboration);
        let place = [T::Campaign, T::Batch, T::Handle, T::Platform, T::Currency, T::Margin];
        place.into_iter().chain(facts).chain([T::Paid, T::PaidOn, T::Notes]).collect()
    });
    &FIELDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_field_of_a_kind_is_found_by_word_and_label() {
        for kind in ImportKind::iter() {
            for target in Target::of(kind) {
                for text in [target.word().to_owned(), target.label(kind).to_uppercase()] {
                    assert_eq!(Target::named(kind, &text), Some(*target), "{text}");
                }
            }
        }
        assert_eq!(Target::named(ImportKind::Creators, "e-mail"), Some(Target::Email));
        assert_eq!(Target::named(ImportKind::Creators, "fee"), None);
    }
}
