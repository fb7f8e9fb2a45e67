//! Fields that a column of a file can become.

use std::sync::LazyLock;

use strum::{EnumCount, EnumDiscriminants, IntoStaticStr};

use crate::domain::creator::CreatorField;
use crate::domain::record::Kind;
use crate::domain::text::fold;
use crate::domain::{CollaborationField, Longest};
use crate::proto::ingest::ImportKind;

/// A field that a column becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumDiscriminants, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[strum_discriminants(derive(EnumCount), name(Own))]
pub enum Target {
    /// The account, in any notation.
    Handle,
    /// A profile or video link: tells account and platform where the handle column does not.
    Link,
    /// A fact of the creator.
    Of(CreatorField),
    /// A fact of the collaboration.
    Collaboration(CollaborationField),
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
    /// How far each amount has come, in a sheet that Tenfold wrote.
    AmountStates,
    /// Each payment, in a sheet that Tenfold wrote.
    Payments,
    /// Whether the creator was paid, in words, or when or how much.
    Paid,
    /// Day on which the creator was paid.
    PaidOn,
    /// How much was paid.
    Amount,
    /// How it was paid.
    Method,
    /// What stands in the bank statement.
    Reference,
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
    /// Clicks of a link on a day.
    Clicks,
    /// All clicks of a link up to a day.
    TotalClicks,
    /// Sign-ups, leads or installs.
    Conversions,
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
    /// When it was canceled.
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

/// What a tracker holds behind the facts.
const OF_TRACKERS: [Target; 5] = [Target::AmountStates, Target::Payments, Target::Paid, Target::PaidOn, Target::Notes];

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
        Kind::Lines | Kind::Percent | Kind::Money | Kind::Share | Kind::Day | Kind::List | Kind::Window => false,
    })
}

impl Target {
    /// How long its cells may be.
    pub fn longest(self) -> Longest {
        match self {
            Self::Of(field) => field.fact().longest,
            Self::Collaboration(field) => field.fact().longest,
            Self::Campaign | Self::Batch | Self::Method | Self::Reference | Self::OrderName | Self::OrderId => {
                Longest::Name
            }
            Self::Notes | Self::Caption | Self::Tags | Self::AmountStates | Self::Payments | Self::NoteAttributes => {
                Longest::Lines
            }
            _ => Longest::Line,
        }
    }

    /// The fields a column can become in a file of this kind, in the order the user thinks of them.
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
            ImportKind::Collaborations => {
                static ALL: LazyLock<Vec<Target>> = LazyLock::new(|| {
                    let place = [T::Campaign, T::Batch, T::Handle, T::Platform, T::Currency, T::Margin];
                    let facts = CollaborationField::ALL.iter().copied().map(T::Collaboration);
                    place.into_iter().chain(facts).chain(OF_TRACKERS).collect()
                });
                &ALL
            }
            ImportKind::Posts => {
                static ALL: LazyLock<Vec<Target>> =
                    LazyLock::new(|| OF_POSTS.into_iter().chain(shared_by_posts().map(T::Of)).collect());
                &ALL
            }
            ImportKind::Followers => &[T::Handle, T::Platform, T::CountedOn, T::Of(CreatorField::Followers)],
            ImportKind::Payments => {
                &[T::Handle, T::Platform, T::Amount, T::Currency, T::PaidOn, T::Method, T::Reference, T::Campaign]
            }
            ImportKind::Clicks => &[T::Link, T::Code, T::CountedOn, T::Clicks, T::TotalClicks],
            ImportKind::Conversions => &[T::Link, T::Code, T::CountedOn, T::Conversions],
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
            Self::Handle => "Handle",
            Self::Link if matches!(kind, ImportKind::Clicks | ImportKind::Conversions) => "Link",
            Self::Link => "Profile link",
            Self::Of(CreatorField::Views) if kind == ImportKind::Posts => "Views",
            Self::Of(field) => field.fact().label,
            Self::Collaboration(field) => field.fact().label,
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
            Self::AmountStates => "Amount states",
            Self::Payments => "Payments",
            Self::Paid => "Paid",
            Self::PaidOn => "Paid on",
            Self::Amount => "Amount",
            Self::Method => "Method",
            Self::Reference => "Reference",
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
            Self::Clicks => "Clicks of the day",
            Self::TotalClicks => "Clicks so far",
            Self::Conversions => "Conversions",
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
            ImportKind::Payments => &[&[T::Handle], &[T::Amount], &[T::PaidOn]],
            ImportKind::Followers => &[&[T::Handle], &[T::CountedOn], &[T::Of(CreatorField::Followers)]],
            ImportKind::Clicks => &[&[T::Link, T::Code], &[T::CountedOn], &[T::Clicks, T::TotalClicks]],
            ImportKind::Conversions => &[&[T::Link, T::Code], &[T::CountedOn], &[T::Conversions]],
        }
    }

    /// The name in files of the program and in commands: `found_via`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Of(field) => field.key(),
            Self::Collaboration(field) => field.key(),
            own => own.into(),
        }
    }

    /// How many fields there are.
    pub const COUNT: usize = CreatorField::ALL.len() + CollaborationField::ALL.len() + Own::COUNT;

    /// A number for each field, below [`Self::COUNT`].
    pub fn index(self) -> usize {
        match self {
            Self::Of(field) => field as usize,
            Self::Collaboration(field) => CreatorField::ALL.len() + field as usize,
            own => CreatorField::ALL.len() + CollaborationField::ALL.len() + Own::from(own) as usize,
        }
    }

    /// The field of this word in a file of this kind.
    pub fn from_word(kind: ImportKind, word: &str) -> Option<Self> {
        Self::of(kind).iter().copied().chain([Self::Ignore]).find(|target| target.word() == word)
    }

    /// Finds the field of a kind that the user means: by its word or by what the screen calls it.
    pub fn named(kind: ImportKind, text: &str) -> Option<Self> {
        let plain = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let wanted = plain(text);
        let is = |target: &Self| {
            let aliases = match target {
                Self::Of(field) => field.fact().aliases,
                Self::Collaboration(field) => field.fact().aliases,
                _ => &[],
            };
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
