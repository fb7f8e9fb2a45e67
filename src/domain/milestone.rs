//! The steps of a collaboration: what a person logs, on which of the six tracks, and the day that goes with it.

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator};

use super::collaboration::{Content, Decision, Outreach, Payment, Product, Rights, Tracks};
use super::collaboration_fields::PostAndParcel;
use super::record::View;
use super::{CollaborationField, CollaborationFields};

/// A track of a collaboration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Track {
    /// Talking with the creator.
    Outreach,
    /// The parcel.
    Product,
    /// Brief, draft and post.
    Content,
    /// Usage rights.
    Rights,
    /// Paying the creator.
    Money,
    /// What was decided after the test.
    Decision,
}

impl Track {
    /// The word shown on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Outreach => "outreach",
            Self::Product => "product",
            Self::Content => "content",
            Self::Rights => "rights",
            Self::Money => "money",
            Self::Decision => "decision",
        }
    }

    /// The steps of the track, in their usual order.
    pub fn steps(self) -> Vec<Milestone> {
        match self {
            Self::Outreach => Outreach::iter().map(Milestone::Talk).collect(),
            Self::Product => Product::iter().map(Milestone::Parcel).collect(),
            Self::Content => Content::iter().map(Milestone::Content).collect(),
            Self::Rights => Rights::iter().map(Milestone::Rights).collect(),
            Self::Money => Payment::iter().map(Milestone::Money).collect(),
            Self::Decision => Decision::iter().map(Milestone::Decision).collect(),
        }
    }
}

/// A step of a collaboration: the value that one of its tracks gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Milestone {
    /// Of the talk.
    Talk(Outreach),
    /// Of the parcel.
    Parcel(Product),
    /// Of brief, draft and post.
    Content(Content),
    /// Of the usage rights.
    Rights(Rights),
    /// Of the money.
    Money(Payment),
    /// Of what was decided after the test.
    Decision(Decision),
}

impl Milestone {
    /// All steps of all tracks, track by track.
    pub fn all() -> Vec<Self> {
        Track::iter().flat_map(Track::steps).collect()
    }

    /// Whether both sides say yes with it.
    pub fn agrees(self) -> bool {
        self == Self::Talk(Outreach::Agreed)
    }

    /// Whether it commits you to what was offered: an agreement, and a post, which shows that there was one.
    pub fn commits(self) -> bool {
        self.agrees() || self == Self::Content(Content::Posted)
    }

    /// The track it belongs to.
    pub fn track(self) -> Track {
        match self {
            Self::Talk(_) => Track::Outreach,
            Self::Parcel(_) => Track::Product,
            Self::Content(_) => Track::Content,
            Self::Rights(_) => Track::Rights,
            Self::Money(_) => Track::Money,
            Self::Decision(_) => Track::Decision,
        }
    }

    /// The word of the track's value.
    pub fn word(self) -> &'static str {
        match self {
            Self::Talk(outreach) => outreach.word(),
            Self::Parcel(product) => product.word(),
            Self::Content(content) => content.word(),
            Self::Rights(rights) => rights.word(),
            Self::Money(payment) => payment.word(),
            Self::Decision(decision) => decision.word(),
        }
    }

    /// The fact that records its day, where there is one.
    pub fn day_field(self) -> Option<CollaborationField> {
        match self {
            Self::Talk(Outreach::Contacted | Outreach::FollowedUp) => Some(CollaborationField::ContactedOn),
            Self::Talk(Outreach::Replied) => Some(CollaborationField::RepliedOn),
            Self::Parcel(Product::Shipped) => Some(CollaborationField::ShippedOn),
            Self::Parcel(Product::Delivered) => Some(CollaborationField::DeliveredOn),
            Self::Parcel(Product::Lost) => Some(CollaborationField::LostOn),
            Self::Content(Content::Posted) => Some(CollaborationField::PostedOn),
            _ => None,
        }
    }

    /// The days that no longer hold after it: nobody was contacted who is to be contacted.
    pub fn undone_days(self) -> &'static [CollaborationField] {
        use CollaborationField::{ContactedOn, DeliveredOn, LostOn, RepliedOn, ShippedOn};
        match self {
            Self::Talk(Outreach::ToContact) => &[ContactedOn, RepliedOn],
            Self::Parcel(Product::NotNeeded | Product::ToShip) => &[ShippedOn, DeliveredOn, LostOn],
            Self::Parcel(Product::Shipped) => &[DeliveredOn, LostOn],
            Self::Parcel(Product::Delivered) => &[LostOn],
            Self::Parcel(Product::Lost) => &[DeliveredOn],
            _ => &[],
        }
    }

    /// The facts with its day in them, and without those it undoes.
    pub fn dated(self, known: &CollaborationFields, day: NaiveDate, today: NaiveDate) -> CollaborationFields {
        let mut fields = known.clone();
        for field in self.undone_days() {
            fields.slot(*field).set(View::Day(None));
        }
        // A second nudge leaves the day of the first message alone, on whichever day it was. A parcel that replaces a lost one has its own.
        let is_another = self == Self::Parcel(Product::Shipped) && known.get(CollaborationField::LostOn).is_known();
        let keeps = |field: CollaborationField| {
            let is_known = known.get(field).is_known() && !is_another;
            is_known && (day == today || self == Self::Talk(Outreach::FollowedUp))
        };
        if let Some(field) = self.day_field().filter(|field| !keeps(*field)) {
            fields.slot(field).set(View::Day(Some(day)));
        }
        fields
    }

    /// The days of a post and of the parcel after it, where it brings them into that order.
    pub fn post_before_parcel(
        self,
        known: PostAndParcel,
        day: NaiveDate,
        today: NaiveDate,
    ) -> Option<(NaiveDate, NaiveDate)> {
        let is_about =
            matches!(self, Self::Content(Content::Posted) | Self::Parcel(Product::Shipped | Product::Delivered));
        let PostAndParcel { posted_on, shipped_on, delivered_on } = known;
        let fields = CollaborationFields { shipped_on, delivered_on, posted_on, ..CollaborationFields::default() };
        let days = self.dated(&fields, day, today).post_and_parcel().too_early();
        days.filter(|days| is_about && known.too_early() != Some(*days))
    }

    /// Whether its day is kept as a step of its own: where no fact records it, and for each follow-up. The ledger has the days of
    /// payments.
    pub fn is_kept_as_step(self) -> bool {
        match self {
            Self::Talk(Outreach::FollowedUp) => true,
            Self::Money(Payment::Paid) => false,
            _ => self.day_field().is_none(),
        }
    }

    /// Whether the talk ends with it, without a post.
    pub fn ends_talk(self) -> bool {
        matches!(self, Self::Talk(Outreach::Declined | Outreach::NoResponse))
    }

    /// Whether someone writes to the creator for it.
    pub fn is_message(self) -> bool {
        matches!(self, Self::Talk(Outreach::Contacted | Outreach::FollowedUp))
    }

    /// The tracks once it happened. A post is out only where both sides agreed.
    ///
    /// A message or an answer that is noted after an agreement undoes nothing; to set the talk back is a step of its own.
    pub fn in_tracks(self, tracks: Tracks) -> Tracks {
        match self {
            Self::Talk(Outreach::Contacted | Outreach::FollowedUp | Outreach::Replied) if tracks.is_agreed() => {
                Tracks { outreach: Outreach::Agreed, ..tracks }
            }
            Self::Talk(outreach) => Tracks { outreach, ..tracks },
            Self::Parcel(product) => Tracks { product, ..tracks },
            Self::Content(content @ Content::Posted) => Tracks { outreach: Outreach::Agreed, content, ..tracks },
            Self::Content(content) => Tracks { content, ..tracks },
            Self::Rights(rights) => Tracks { rights, ..tracks },
            Self::Money(payment) => Tracks { payment, ..tracks },
            Self::Decision(decision) => Tracks { decision, ..tracks },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Kind;

    #[test]
    fn each_step_changes_its_own_track() {
        assert_eq!(Milestone::all().len(), 37);
        for track in Track::iter() {
            for step in track.steps() {
                assert_eq!(step.track(), track, "{step:?}");
                let now = step.in_tracks(Tracks::default());
                assert_eq!(step.in_tracks(now), now, "{step:?}");
            }
        }
    }

    #[test]
    fn a_parcel_that_replaces_a_lost_one_has_its_own_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        let shipped = |lost_on| {
            let known = CollaborationFields { shipped_on: Some(day(1)), lost_on, ..CollaborationFields::default() };
            let now = Milestone::Parcel(Product::Shipped).dated(&known, day(9), day(9));
            (now.shipped_on, now.lost_on)
        };
        assert_eq!(shipped(Some(day(8))), (Some(day(9)), None));
        assert_eq!(shipped(None), (Some(day(1)), None), "the same parcel, noted again");
    }

    #[test]
    fn the_days_of_steps_are_days() {
        let steps = Milestone::all();
        let fields = steps.iter().flat_map(|step| step.day_field().into_iter().chain(step.undone_days().to_vec()));
        assert!(fields.into_iter().all(|field| field.fact().kind == Kind::Day));
    }
}
