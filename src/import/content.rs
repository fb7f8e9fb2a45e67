//! What the cells of a column hold, by the field it becomes.

use crate::domain::record::Kind;
use crate::proto::column::Target;

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A handle in any notation.
    Handle,
    /// A whole number, perhaps abbreviated.
    Count,
    /// A share: percent, points or fraction.
    Rate,
    /// An amount as people write it.
    Money,
    /// An amount as a shop's machine writes it: point, no thousands mark.
    ShopMoney,
    /// Whether someone was paid: in words, as a day or as an amount.
    Paid,
    /// A date, perhaps with a time.
    Date,
    /// Two dates and all days between them, or one date by which something is to happen.
    Window,
    /// Anything.
    Text,
}

impl Content {
    /// What the cells of a column hold that becomes this field.
    pub(super) fn of(target: Target) -> Self {
        use Target as T;
        match target {
            T::Handle => Self::Handle,
            T::Of(field) => Self::of_kind(field.fact().kind),
            T::Collaboration(field) => Self::of_kind(field.fact().kind),
            T::Likes | T::Comments | T::Shares | T::Saves | T::Clicks | T::TotalClicks | T::Conversions => Self::Count,
            T::Margin => Self::Rate,
            T::Paid => Self::Paid,
            T::Amount => Self::Money,
            T::Total | T::Shipping | T::Taxes | T::Refunded | T::Discount => Self::ShopMoney,
            T::SnoozedUntil
            | T::Added
            | T::PostedAt
            | T::PaidOn
            | T::CountedOn
            | T::PaidAt
            | T::CreatedAt
            | T::CancelledAt
            | T::FulfilledAt
            | T::RefundedAt
            | T::UpdatedAt => Self::Date,
            _ => Self::Text,
        }
    }

    /// What the cells of a fact hold.
    fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Count => Self::Count,
            Kind::Percent | Kind::Share => Self::Rate,
            Kind::Money => Self::Money,
            Kind::Day => Self::Date,
            Kind::Window => Self::Window,
            Kind::Word | Kind::Code | Kind::Lines | Kind::Prose | Kind::List => Self::Text,
        }
    }
}
