//! Collaborations: one creator in one batch, on six parallel tracks.
//!
//! A creator can be posted, unpaid and near the end of their usage rights at once; one status cannot say that.

use strum::{EnumIter, IntoEnumIterator};

/// Gives an enum of plain words its `word` and `from_word`, from one table.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
        pub enum $name {
            $($(#[$vdoc])* $variant),+
        }

        impl $name {
            /// The words used in files and on screen.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the value from its words.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::iter().find(|value| value.word() == word)
            }
        }
    };
}

pub(super) use words;

words! {
    /// Talking with the creator.
    Outreach {
        /// Nothing said yet.
        #[default]
        ToContact = "to contact",
        /// First message sent.
        Contacted = "contacted",
        /// Nudged after silence.
        FollowedUp = "followed up",
        /// An answer came.
        Replied = "replied",
        /// Talking about terms.
        Negotiating = "negotiating",
        /// Terms agreed.
        Agreed = "agreed",
        /// The creator said no.
        Declined = "declined",
        /// Silence after the last nudge.
        NoResponse = "no response",
    }
}

words! {
    /// The parcel.
    Product {
        /// No product is sent.
        #[default]
        NotNeeded = "not needed",
        /// To be packed.
        ToShip = "to ship",
        /// On its way.
        Shipped = "shipped",
        /// Arrived.
        Delivered = "delivered",
        /// Did not arrive.
        Lost = "lost",
    }
}

words! {
    /// Brief, draft and post.
    Content {
        /// The brief is to be sent.
        #[default]
        BriefToSend = "brief to send",
        /// The brief is out.
        BriefSent = "brief sent",
        /// A draft came in.
        DraftIn = "draft in",
        /// Changes were asked for.
        ChangesAsked = "changes asked",
        /// The draft is approved.
        Approved = "approved",
        /// The post is out.
        Posted = "posted",
        /// Posted, and the disclosure checked.
        Verified = "verified",
        /// Nothing was posted.
        Missed = "missed",
    }
}

words! {
    /// Usage rights.
    Rights {
        /// None agreed.
        #[default]
        None = "none",
        /// Asked for.
        Asked = "asked",
        /// Granted until a date.
        Granted = "granted",
        /// Over.
        Expired = "expired",
    }
}

words! {
    /// Paying the creator.
    Payment {
        /// Nothing is owed.
        #[default]
        NothingOwed = "nothing owed",
        /// A fee is agreed.
        Agreed = "agreed",
        /// The invoice is here.
        Invoiced = "invoiced",
        /// To be paid.
        Due = "due",
        /// Should have been paid.
        Overdue = "overdue",
        /// Part of it is paid.
        PartPaid = "part paid",
        /// Paid.
        Paid = "paid",
    }
}

words! {
    /// What the user decided after the test.
    Decision {
        /// Nothing yet.
        #[default]
        Undecided = "undecided",
        /// Book again, more.
        Scale = "scale",
        /// Test once more.
        Retest = "retest",
        /// Wait for more numbers.
        Wait = "wait",
        /// Do not book again.
        Drop = "drop",
    }
}

impl Outreach {
    /// Where the talk stands once it is known whether there was a message, and an answer; what went further stays.
    pub fn with_days(self, contacted: bool, replied: bool) -> Self {
        match self {
            Self::ToContact | Self::Contacted | Self::FollowedUp | Self::Replied | Self::NoResponse if replied => {
                Self::Replied
            }
            Self::ToContact | Self::Replied if contacted => Self::Contacted,
            Self::Contacted | Self::Replied if !contacted => Self::ToContact,
            other => other,
        }
    }
}

impl Product {
    /// Whether the parcel left.
    pub fn was_sent(self) -> bool {
        matches!(self, Self::Shipped | Self::Delivered | Self::Lost)
    }

    /// Where the parcel is once it is known whether it left, arrived or was lost; what arrived or was lost without a known day
    /// stays so.
    pub fn with_days(self, shipped: bool, delivered: bool, lost: bool) -> Self {
        match self {
            _ if delivered => Self::Delivered,
            _ if lost => Self::Lost,
            Self::NotNeeded | Self::ToShip if shipped => Self::Shipped,
            Self::Shipped if !shipped => Self::ToShip,
            other => other,
        }
    }
}

/// The six tracks together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tracks {
    /// Talking with the creator.
    pub outreach: Outreach,
    /// The parcel.
    pub product: Product,
    /// Brief, draft and post.
    pub content: Content,
    /// Usage rights.
    pub rights: Rights,
    /// Paying the creator.
    pub payment: Payment,
    /// What was decided after the test.
    pub decision: Decision,
}

/// The one stage that stands for a collaboration in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Stage {
    /// Chosen, not yet written to.
    Shortlist,
    /// Talking.
    Contacted,
    /// Terms agreed.
    Agreed,
    /// The product is under way.
    Shipped,
    /// The post is out.
    Posted,
    /// Orders or a verified post tell something.
    Results,
    /// Decided and paid.
    Closed,
    /// The creator said no, or nothing.
    Declined,
    /// No post came.
    Missed,
}

impl Stage {
    /// The word shown on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shortlist => "Shortlist",
            Self::Contacted => "Contacted",
            Self::Agreed => "Agreed",
            Self::Shipped => "Shipped",
            Self::Posted => "Posted",
            Self::Results => "Results",
            Self::Closed => "Closed",
            Self::Declined => "Declined",
            Self::Missed => "Missed",
        }
    }
}

impl Tracks {
    /// Whether a post is out.
    pub fn is_posted(self) -> bool {
        matches!(self.content, Content::Posted | Content::Verified)
    }

    /// Whether both sides agreed: they said so, or the post is out.
    pub fn is_agreed(self) -> bool {
        self.outreach == Outreach::Agreed || self.is_posted()
    }

    /// Whether the talk ended without a post.
    pub fn has_ended(self) -> bool {
        matches!(self.outreach, Outreach::Declined | Outreach::NoResponse) && !self.is_posted()
    }

    /// Returns the headline stage; `has_results` says whether orders or readings exist, `is_settled` whether every amount is
    /// paid or released. A decision moves its own track only: closed is what was decided, owes nothing and runs no right.
    pub fn stage(self, has_results: bool, is_settled: bool) -> Stage {
        let is_decided = !matches!(self.decision, Decision::Undecided | Decision::Wait);
        let owes_nothing = is_settled && matches!(self.payment, Payment::Paid | Payment::NothingOwed);
        if is_decided && owes_nothing && self.rights != Rights::Granted {
            return Stage::Closed;
        }
        match self.content {
            Content::Missed => return Stage::Missed,
            Content::Posted | Content::Verified if has_results => return Stage::Results,
            Content::Posted | Content::Verified => return Stage::Posted,
            _ => {}
        }
        if self.product.was_sent() {
            return Stage::Shipped;
        }
        match self.outreach {
            Outreach::ToContact => Stage::Shortlist,
            Outreach::Agreed => Stage::Agreed,
            Outreach::Declined | Outreach::NoResponse => Stage::Declined,
            Outreach::Contacted | Outreach::FollowedUp | Outreach::Replied | Outreach::Negotiating => Stage::Contacted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_furthest_track_gives_the_headline() {
        let posted = Tracks { outreach: Outreach::Agreed, content: Content::Posted, ..Tracks::default() };
        assert_eq!(Tracks::default().stage(false, true), Stage::Shortlist);
        assert_eq!(posted.stage(false, true), Stage::Posted);
        assert_eq!(posted.stage(true, true), Stage::Results);
        let dropped = Tracks { decision: Decision::Drop, ..posted };
        assert_eq!(dropped.stage(true, true), Stage::Closed);
        assert_eq!(dropped.stage(true, false), Stage::Results, "an amount is open");
        assert_eq!(Tracks { payment: Payment::Due, ..dropped }.stage(true, true), Stage::Results);
        assert_eq!(Tracks { rights: Rights::Granted, ..dropped }.stage(true, true), Stage::Results);
    }

    #[test]
    fn days_move_the_talk_and_the_parcel_and_never_back_what_went_further() {
        let talk = |outreach: Outreach, contacted, replied| outreach.with_days(contacted, replied);
        assert_eq!(talk(Outreach::ToContact, true, false), Outreach::Contacted);
        assert_eq!(talk(Outreach::FollowedUp, true, false), Outreach::FollowedUp);
        assert_eq!(talk(Outreach::NoResponse, true, true), Outreach::Replied);
        assert_eq!(talk(Outreach::Agreed, true, true), Outreach::Agreed);
        assert_eq!(talk(Outreach::Declined, true, true), Outreach::Declined);
        // A day that was a mistake.
        assert_eq!(talk(Outreach::Replied, true, false), Outreach::Contacted);
        assert_eq!(talk(Outreach::Contacted, false, false), Outreach::ToContact);
        let parcel = |product: Product, days: [bool; 3]| product.with_days(days[0], days[1], days[2]);
        assert_eq!(parcel(Product::NotNeeded, [true, false, false]), Product::Shipped);
        assert_eq!(parcel(Product::Delivered, [true, false, false]), Product::Delivered);
        assert_eq!(parcel(Product::Shipped, [false, false, false]), Product::ToShip);
        assert_eq!(parcel(Product::Shipped, [true, true, false]), Product::Delivered);
        assert_eq!(parcel(Product::Shipped, [true, false, true]), Product::Lost);
    }
}
