//! The kinds of things that are due.

use crate::domain::collaboration::{Content, Outreach, Product};
use crate::domain::milestone::Milestone;
use crate::domain::next_step::NextStep;

/// What kind of thing is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum DueKind {
    /// Something typed.
    Task,
    /// A running batch ends.
    Batch,
    /// A batch is over, and what comes of its creators is not decided.
    Undecided,
    /// A payment is due.
    Payment,
    /// The first message.
    Contact,
    /// One more message.
    FollowUp,
    /// Nobody answered.
    GiveUp,
    /// The terms.
    Agree,
    /// A parcel to send.
    Ship,
    /// A lost parcel to send again.
    Replace,
    /// A parcel that should have arrived.
    Arrived,
    /// A brief to send.
    Brief,
    /// A draft that should have come.
    Draft,
    /// A draft that waits for an answer.
    Review,
    /// A post that should be out.
    Post,
    /// A reading to enter.
    Read,
    /// A usage right, Spark code or exclusivity ends.
    Rights,
    /// A campaign starts.
    Start,
    /// A campaign ends.
    End,
    /// Snoozed creators are back.
    Snoozed,
    /// The weekly goal ends.
    Goal,
}

impl DueKind {
    /// The word in the file and the first column: what to do.
    pub fn word(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Batch | Self::Undecided => "decide",
            Self::Contact => "contact",
            Self::FollowUp => "follow up",
            Self::GiveUp => "no reply",
            Self::Agree => "agree",
            Self::Ship => "ship",
            Self::Replace => "replace",
            Self::Arrived => "arrived?",
            Self::Brief => "brief",
            Self::Draft => "draft",
            Self::Review => "feedback",
            Self::Post => "post",
            Self::Read => "reading",
            Self::Payment => "pay",
            Self::Rights => "rights",
            Self::Start => "start",
            Self::End => "end",
            Self::Snoozed => "triage",
            Self::Goal => "pick",
        }
    }

    /// The word under which the file keeps what was put off: its own for each kind.
    pub fn kept_as(self) -> &'static str {
        if self == Self::Undecided { "undecided" } else { self.word() }
    }

    /// The kind of an open step of a collaboration; nothing where its day is in the agenda by itself, or no day matters.
    pub fn of_step(step: NextStep) -> Option<Self> {
        Some(match step {
            NextStep::Contact => Self::Contact,
            NextStep::FollowUp(_) => Self::FollowUp,
            NextStep::GiveUp(_) => Self::GiveUp,
            NextStep::Agree => Self::Agree,
            NextStep::Ship => Self::Ship,
            NextStep::Replace => Self::Replace,
            NextStep::AwaitParcel => Self::Arrived,
            NextStep::SendBrief => Self::Brief,
            NextStep::AwaitDraft(_) => Self::Draft,
            NextStep::Review(_) => Self::Review,
            NextStep::AwaitPost(_) => Self::Post,
            NextStep::Read(..) => Self::Read,
            NextStep::Pay(_) | NextStep::Decide | NextStep::AwaitEnd | NextStep::Nothing => return None,
        })
    }

    /// Whether it is a step of a collaboration: done by recording its fact, and by nothing else.
    pub fn is_step(self) -> bool {
        use DueKind::{Agree, Arrived, Brief, Contact, Draft, FollowUp, GiveUp, Post, Read, Replace, Review, Ship};
        matches!(
            self,
            Contact | FollowUp | GiveUp | Agree | Ship | Replace | Arrived | Brief | Draft | Review | Post | Read
        )
    }

    /// What is logged, today, once it is done; nothing where more than that has to be known.
    pub fn milestone(self) -> Option<Milestone> {
        Some(match self {
            Self::Contact => Milestone::Talk(Outreach::Contacted),
            Self::FollowUp => Milestone::Talk(Outreach::FollowedUp),
            Self::GiveUp => Milestone::Talk(Outreach::NoResponse),
            Self::Ship | Self::Replace => Milestone::Parcel(Product::Shipped),
            Self::Arrived => Milestone::Parcel(Product::Delivered),
            Self::Brief => Milestone::Content(Content::BriefSent),
            Self::Draft => Milestone::Content(Content::DraftIn),
            _ => return None,
        })
    }

    /// Whether ticking it off is all there is to it.
    pub fn is_ticked(self) -> bool {
        matches!(self, Self::Task | Self::Batch | Self::Payment | Self::Rights | Self::Start | Self::End)
    }

    /// Whether it can be put off as it is.
    pub fn can_wait(self) -> bool {
        !matches!(self, Self::Goal | Self::Snoozed)
    }
}
