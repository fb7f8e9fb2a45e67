//! What a collaboration costs: kinds and states of amounts, and the rule that says which of them are spend.

use strum::{EnumIter, IntoEnumIterator};

use super::collaboration::{Product, Tracks, words};

words! {
    /// What an amount is for.
    CostKind {
        /// The creator's fee.
        #[default]
        Fee = "fee",
        /// Cost of goods of the product sent.
        Product = "product",
        /// Sending it.
        Shipping = "shipping",
        /// Usage rights.
        Rights = "rights",
        /// Paid distribution of the post.
        Boost = "boost",
        /// Anything else.
        Other = "other",
        /// Paid to the creator on top of what was agreed.
        Bonus = "bonus",
    }
}

impl CostKind {
    /// Whether the amount is gone once the parcel left, whatever becomes of the collaboration.
    pub fn goes_with_the_parcel(self) -> bool {
        matches!(self, Self::Product | Self::Shipping)
    }

    /// Whether the creator is who gets the money.
    pub fn is_for_the_creator(self) -> bool {
        matches!(self, Self::Fee | Self::Rights | Self::Bonus)
    }
}

words! {
    /// How far an amount has come.
    AmountState {
        /// Named by one side, not agreed yet.
        #[default]
        Offered = "offered",
        /// Agreed by both sides.
        Agreed = "agreed",
        /// To be paid: the creator did their part.
        Owed = "owed",
        /// Paid.
        Paid = "paid",
        /// No longer wanted: never to be paid.
        Released = "released",
    }
}

impl AmountState {
    /// The rule of spend: agreed, owed and paid amounts count, and goods and shipping once the parcel left, unless they were
    /// released. In the file this is the view `spend_item`.
    pub fn counts(self, kind: CostKind, parcel: Product) -> bool {
        match self {
            Self::Agreed | Self::Owed | Self::Paid => true,
            Self::Offered => kind.goes_with_the_parcel() && parcel.was_sent(),
            Self::Released => false,
        }
    }

    /// Divides an amount in this state into what is still open in it and the part that was paid, minor units.
    pub fn divide(self, minor: i64, paid_minor: i64) -> (i64, i64) {
        match self {
            Self::Agreed | Self::Owed => {
                let paid = paid_minor.clamp(0, minor.max(0));
                (minor.saturating_sub(paid), paid)
            }
            Self::Offered | Self::Paid | Self::Released => (minor, 0),
        }
    }

    /// Where the amount stands by the tracks of its collaboration. The parcel takes goods and shipping with it, an agreement
    /// agrees all else, a post agrees everything, and a talk that ended without a post releases what was not earned. What is
    /// owed or paid stays.
    pub fn with_tracks(self, kind: CostKind, tracks: Tracks) -> Self {
        let sent = kind.goes_with_the_parcel() && tracks.product.was_sent();
        match self {
            Self::Offered | Self::Agreed | Self::Owed if sent => Self::Paid,
            Self::Offered | Self::Agreed if tracks.has_ended() => Self::Released,
            Self::Offered if tracks.is_posted() || tracks.is_agreed() && !kind.goes_with_the_parcel() => Self::Agreed,
            other => other,
        }
    }

    /// Where the amount stands after its collaboration was set back from `before`: a step that is undone takes with it what it had
    /// agreed, sent or made due. A talk that goes on after all brings back what was released.
    pub fn set_back(self, kind: CostKind, before: Tracks, now: Tracks) -> Self {
        let parcel = kind.goes_with_the_parcel();
        let is_unsent = before.product.was_sent() && !now.product.was_sent();
        let is_unposted = before.is_posted() && !now.is_posted();
        let is_open = before.is_agreed() && !now.is_agreed() && !now.has_ended();
        match self {
            Self::Released if before.has_ended() && !now.has_ended() => Self::Offered,
            Self::Paid | Self::Agreed if parcel && is_unsent => Self::Offered,
            Self::Agreed if parcel && is_unposted || !parcel && is_open => Self::Offered,
            Self::Owed if !parcel && is_unposted => {
                if now.is_agreed() {
                    Self::Agreed
                } else {
                    Self::Offered
                }
            }
            other => other,
        }
    }

    /// What a tracker says about an amount: beside a code, a link or any day it is agreed, and goods and shipping are sent;
    /// alone it is an offer.
    pub fn stated(kind: CostKind, is_backed: bool) -> Self {
        match (is_backed, kind.goes_with_the_parcel()) {
            (false, _) => Self::Offered,
            (true, false) => Self::Agreed,
            (true, true) => Self::Paid,
        }
    }

    /// The later of two states. What was released stays released.
    pub fn forward(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether nothing of it is left to be paid.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Paid | Self::Released)
    }
}

/// What stays spent of a collaboration whose talk ended, minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Goods and shipping: the parcel left.
    pub goods_minor: i64,
    /// Paid to the creator, or for anything else.
    pub paid_minor: i64,
    /// Owed before it ended.
    pub owed_minor: i64,
}

impl std::ops::AddAssign for Kept {
    fn add_assign(&mut self, other: Self) {
        self.goods_minor = self.goods_minor.saturating_add(other.goods_minor);
        self.paid_minor = self.paid_minor.saturating_add(other.paid_minor);
        self.owed_minor = self.owed_minor.saturating_add(other.owed_minor);
    }
}

/// How far an amount has come, as a tracker states it. Of a kind with several amounts, and of a released one, the amount is said
/// too: the column of the kind holds only the sum of those not released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedAmount {
    /// What it is for.
    pub kind: CostKind,
    /// How far it has come.
    pub state: AmountState,
    /// How much, in thousandths of a unit; nothing where it is the whole of its column.
    pub milli: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::collaboration::{Content, Outreach};

    #[test]
    fn offered_and_released_amounts_never_count_unless_the_parcel_left() {
        for kind in CostKind::iter() {
            for parcel in Product::iter() {
                let sent_goods = kind.goes_with_the_parcel() && parcel.was_sent();
                let counting: Vec<_> = AmountState::iter().filter(|state| state.counts(kind, parcel)).collect();
                let mut expected = vec![AmountState::Agreed, AmountState::Owed, AmountState::Paid];
                expected.splice(..0, sent_goods.then_some(AmountState::Offered));
                assert_eq!(counting, expected, "{kind:?} {parcel:?}");
            }
        }
    }

    #[test]
    fn a_part_that_was_paid_is_no_longer_open() {
        assert_eq!(AmountState::Owed.divide(15_000, 10_000), (5_000, 10_000));
        assert_eq!(AmountState::Agreed.divide(15_000, 20_000), (0, 15_000));
        assert_eq!(AmountState::Paid.divide(15_000, 15_000), (15_000, 0), "all of it counts as paid already");
    }

    #[test]
    fn tracks_move_amounts_and_leave_what_was_earned() {
        use AmountState::{Agreed, Offered, Owed, Paid, Released};
        let agreed = Tracks { outreach: Outreach::Agreed, ..Tracks::default() };
        let declined = Tracks { outreach: Outreach::Declined, ..Tracks::default() };
        let sent = |tracks| Tracks { product: Product::Shipped, ..tracks };
        for (state, kind, tracks, expected) in [
            (Offered, CostKind::Fee, Tracks::default(), Offered),
            (Offered, CostKind::Fee, agreed, Agreed),
            (Offered, CostKind::Product, agreed, Offered),
            (Offered, CostKind::Product, sent(agreed), Paid),
            (Offered, CostKind::Product, Tracks { content: Content::Posted, ..agreed }, Agreed),
            (Agreed, CostKind::Fee, declined, Released),
            (Owed, CostKind::Fee, declined, Owed),
            (Paid, CostKind::Fee, declined, Paid),
            (Offered, CostKind::Shipping, declined, Released),
            (Paid, CostKind::Shipping, sent(declined), Paid),
            (Agreed, CostKind::Fee, Tracks { content: Content::Posted, ..declined }, Agreed),
            (Released, CostKind::Fee, agreed, Released),
        ] {
            assert_eq!(state.with_tracks(kind, tracks), expected, "{state:?} {kind:?} {tracks:?}");
        }
    }
}
