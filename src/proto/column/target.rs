//! Fields that a column of a file can become.

use std::sync::LazyLock;

use serde::Deserialize;
use strum::{EnumCount, EnumDiscriminants, EnumIter, EnumString, IntoStaticStr};

use crate::domain::creator::CreatorField;
use crate::domain::record::Kind;
use crate::domain::text::fold;
use crate::proto::ingest::ImportKind;

/// A field that a column becomes.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    EnumString,
    EnumDiscriminants,
    IntoStaticStr,
    Deserialize,
)]
#[serde(try_from = "String")]
#[strum(serialize_all = "snake_case")]
#[strum_discriminants(derive(EnumCount), name(Own))]
pub enum Target {
    /// The account, in any notation.
    Handle,
    /// A profile or video link: tells account and platform where the handle column does not.
    Link,
    /// A fact of the creator; its views are those of the post in a tracker.
    #[strum(disabled)]
    Of(CreatorField),
    /// Platform of the account.
    Platform,
    /// Currency of the row's amounts.
    Currency,
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
    /// Name of the campaign.
    Campaign,
    /// Name of the batch.
    Batch,
    /// Gross margin of the campaign.
    Margin,
    /// Fee of the creator.
    Fee,
    /// Cost of goods of the product sent.
    ProductCost,
    /// Cost of sending it.
    ShippingCost,
    /// Price of usage rights.
    RightsCost,
    /// Cost of paid reach of the post.
    BoostCost,
    /// Any other cost.
    OtherCost,
    /// Share of the revenue that the creator gets.
    Commission,
    /// Whether the creator was paid, in words, or when or how much.
    Paid,
    /// Day on which the creator was paid.
    PaidOn,
    /// Who carries the parcel.
    Carrier,
    /// Number of the parcel.
    Tracking,
    /// Promo codes.
    Code,
    /// Day of the first message.
    ContactedOn,
    /// Day of the first answer.
    RepliedOn,
    /// Day on which the parcel left.
    ShippedOn,
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

/// What a list of creators holds beside accounts and facts.
const OF_CREATORS: [Target; 10] = [
    Target::Currency,
    Target::Tags,
    Target::Notes,
    Target::Verdict,
    Target::Reason,
    Target::SnoozedUntil,
    Target::Rating,
    Target::DoNotContact,
    Target::Added,
    Target::CountedOn,
];

/// What a list of posts says of them.
const OF_POSTS: [Target; 12] = [
    Target::Handle,
    Target::Platform,
    Target::PostedAt,
    Target::PostUrl,
    Target::PostId,
    Target::Caption,
    Target::Of(CreatorField::Views),
    Target::Likes,
    Target::Comments,
    Target::Shares,
    Target::Saves,
    Target::CountedOn,
];

/// What a post's row may say about its creator: the followers and what is text, but for where a parcel goes.
pub fn shared_by_posts() -> impl Iterator<Item = CreatorField> {
    CreatorField::ALL.iter().copied().filter(|field| match field.fact().kind {
        Kind::Word | Kind::Code | Kind::Prose => true,
        Kind::Count => *field == CreatorField::Followers,
        Kind::Lines | Kind::Percent | Kind::Money | Kind::Day => false,
    })
}

impl TryFrom<String> for Target {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::from_word(&word).ok_or_else(|| format!("{word} is no field"))
    }
}

impl Target {
    /// The fields a column can become in a file of this kind, in the order a person thinks of them.
    pub fn of(kind: ImportKind) -> &'static [Self] {
        use Target as T;
        match kind {
            ImportKind::Creators => {
                static ALL: LazyLock<Vec<Target>> = LazyLock::new(|| {
                    let account = [T::Handle, T::Link, T::Platform];
                    let facts = CreatorField::ALL.iter().copied().map(T::Of);
                    account.into_iter().chain(facts).chain(OF_CREATORS).collect()
                });
                &ALL
            }
            ImportKind::Collaborations => &[
                T::Campaign,
                T::Batch,
                T::Handle,
                T::Platform,
                T::Currency,
                T::Margin,
                T::Fee,
                T::ProductCost,
                T::ShippingCost,
                T::RightsCost,
                T::BoostCost,
                T::OtherCost,
                T::Commission,
                T::Paid,
                T::PaidOn,
                T::Code,
                T::Link,
                T::ContactedOn,
                T::RepliedOn,
                T::ShippedOn,
                T::Carrier,
                T::Tracking,
                T::PostedAt,
                T::PostUrl,
                T::Of(CreatorField::Views),
                T::Likes,
                T::Comments,
                T::Shares,
                T::Saves,
                T::Notes,
            ],
            ImportKind::Posts => {
                static ALL: LazyLock<Vec<Target>> =
                    LazyLock::new(|| OF_POSTS.into_iter().chain(shared_by_posts().map(T::Of)).collect());
                &ALL
            }
            ImportKind::Followers => &[T::Handle, T::Platform, T::CountedOn, T::Of(CreatorField::Followers)],
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
        let tracker = kind == ImportKind::Collaborations;
        let posts = tracker || kind == ImportKind::Posts;
        match self {
            Self::Handle => "Handle",
            Self::Link if tracker => "Tracked link",
            Self::Link => "Profile link",
            Self::Of(CreatorField::Views) if posts => "Views",
            Self::Of(field) => field.fact().label,
            Self::Platform => "Platform",
            Self::Currency => "Currency",
            Self::Tags => "Tags",
            Self::Notes => "Notes",
            Self::Verdict => "Verdict",
            Self::Reason => "Reason",
            Self::SnoozedUntil => "Snoozed until",
            Self::Rating => "Stars",
            Self::DoNotContact => "Do not contact",
            Self::Added => "Added",
            Self::Campaign => "Campaign",
            Self::Batch => "Batch",
            Self::Margin => "Gross margin",
            Self::Fee => "Fee",
            Self::ProductCost => "Product cost",
            Self::ShippingCost => "Shipping cost",
            Self::RightsCost => "Rights cost",
            Self::BoostCost => "Boost cost",
            Self::OtherCost => "Other cost",
            Self::Commission => "Commission",
            Self::Paid => "Paid",
            Self::PaidOn => "Paid on",
            Self::Carrier => "Carrier",
            Self::Tracking => "Tracking number",
            Self::Code => "Promo code",
            Self::ContactedOn => "Contacted on",
            Self::RepliedOn => "Replied on",
            Self::ShippedOn => "Shipped on",
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
            ImportKind::Followers => &[&[T::Handle], &[T::CountedOn], &[T::Of(CreatorField::Followers)]],
        }
    }

    /// The name in files of the program and in commands: `found_via`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Of(field) => field.key(),
            own => own.into(),
        }
    }

    /// How many fields there are.
    pub const COUNT: usize = CreatorField::ALL.len() + Own::COUNT;

    /// A number for each field, below [`Self::COUNT`].
    pub fn index(self) -> usize {
        match self {
            Self::Of(field) => field as usize,
            own => CreatorField::ALL.len() + Own::from(own) as usize,
        }
    }

    /// The field of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        CreatorField::from_word(word).map(Self::Of).or_else(|| word.parse().ok())
    }

    /// Finds the field of a kind that a person means: by its word or by what the screen calls it.
    pub fn named(kind: ImportKind, text: &str) -> Option<Self> {
        let plain = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let wanted = plain(text);
        let is = |target: &Self| {
            let aliases = if let Self::Of(field) = target { field.fact().aliases } else { &[] };
            [target.word(), target.label(kind)].iter().chain(aliases).any(|name| plain(name) == wanted)
        };
        Self::of(kind).iter().copied().find(is)
    }
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
        assert_eq!(Target::named(ImportKind::Creators, "e-mail"), Some(Target::Of(CreatorField::Email)));
        assert_eq!(Target::named(ImportKind::Creators, "fee"), None);
    }
}
