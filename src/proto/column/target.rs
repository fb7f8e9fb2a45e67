//! Fields that a column of a file can become.

use serde::Deserialize;
use strum::{EnumCount, EnumIter, IntoStaticStr};

use crate::domain::text::fold;
use crate::proto::ingest::ImportKind;

/// A field that a column becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, EnumCount, IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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
    /// Where the creator was found.
    FoundVia,
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
                T::FoundVia,
            ],
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
                T::Views,
                T::Likes,
                T::Comments,
                T::Shares,
                T::Saves,
                T::Notes,
            ],
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
        let tracker = kind == ImportKind::Collaborations;
        let posts = tracker || kind == ImportKind::Posts;
        match self {
            Self::Handle => "Handle",
            Self::Link if tracker => "Tracked link",
            Self::Link => "Profile link",
            Self::Name => "Name",
            Self::Platform => "Platform",
            Self::Followers => "Followers",
            Self::Er => "Engagement %",
            Self::Views if posts => "Views",
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
            Self::FoundVia => "Found via",
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
            ImportKind::Followers => &[&[T::Handle], &[T::CountedOn], &[T::Followers]],
        }
    }

    /// The name in files of the program and in commands: `found_via`.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Finds the field of a kind that a person means: by its word or by what the screen calls it.
    pub fn named(kind: ImportKind, text: &str) -> Option<Self> {
        let plain = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let wanted = plain(text);
        let is = |target: &Self| plain(target.word()) == wanted || plain(target.label(kind)) == wanted;
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
        assert_eq!(Target::named(ImportKind::Creators, "e-mail"), Some(Target::Email));
        assert_eq!(Target::named(ImportKind::Creators, "fee"), None);
    }
}
