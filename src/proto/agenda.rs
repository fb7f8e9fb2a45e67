//! What is due, and how the weekly goal stands.

use chrono::NaiveDate;

use crate::domain::collaboration::{Content, Outreach, Product};
use crate::domain::figure::plural;
use crate::domain::milestone::Milestone;
use crate::domain::money::{Money, grouped};
use crate::domain::next_step::NextStep;
use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, Currency, TaskId, WeeklyGoal};

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

/// Which thing, on which day it was due first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueKey {
    /// Its kind.
    pub kind: DueKind,
    /// Its number in its table; 0 where there is only one.
    pub subject: i64,
    /// The day it was due before anybody put it off.
    pub due_on: NaiveDate,
}

/// A thing that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRow {
    /// Which.
    pub key: DueKey,
    /// The day it is under: when it is due, or until when it was put off.
    pub day: NaiveDate,
    /// Who or what: a handle without `@`, the name of a batch or campaign, the title of a task.
    pub name: String,
    /// More about it, as typed: which right, for example.
    pub detail: String,
    /// How many creators.
    pub count: i64,
    /// The amount, minor units.
    pub amount: Option<(i64, Currency)>,
    /// The campaign it belongs to, empty for none.
    pub campaign_name: String,
    /// The campaign.
    pub campaign: Option<CampaignId>,
    /// The batch.
    pub batch: Option<BatchId>,
    /// The creator.
    pub creator: Option<CreatorId>,
    /// The collaboration whose step it is.
    pub collaboration: Option<CollaborationId>,
    /// The deliverables it is about, counted from 1.
    pub numbers: Vec<usize>,
}

impl DueRow {
    /// Who or what, as a column says it.
    pub fn affected(&self) -> String {
        match self.key.kind {
            kind if kind.is_step() || matches!(kind, DueKind::Payment | DueKind::Rights) => format!("@{}", self.name),
            DueKind::Snoozed => plural(self.count, "creator"),
            _ => self.name.clone(),
        }
    }

    /// The account it is about.
    pub fn handle(&self) -> Option<&str> {
        let is_about = self.key.kind.is_step() || matches!(self.key.kind, DueKind::Payment | DueKind::Rights);
        is_about.then_some(self.name.as_str())
    }

    /// What there is to do, in a few words.
    pub fn what(&self, today: NaiveDate) -> String {
        match self.key.kind {
            DueKind::Batch if self.key.due_on < today => "should have ended: scale, retest or drop".to_owned(),
            DueKind::Batch => "ends: scale, retest or drop".to_owned(),
            DueKind::Payment => {
                let amount = self.amount.map(|(minor, currency)| Money::new(minor, currency).short());
                [amount.unwrap_or_default(), self.detail.clone()].join("  ").trim().to_owned()
            }
            DueKind::Rights if self.key.due_on < today => format!("{} has ended", self.detail),
            DueKind::Rights => format!("{} ends", self.detail),
            DueKind::Start if self.key.due_on < today => "should have started, but no batch is running".to_owned(),
            DueKind::Start => "starts".to_owned(),
            DueKind::End => "ends".to_owned(),
            DueKind::Snoozed => {
                let (is_one, is_to_come) = (self.count == 1, self.day > today);
                let be = match (is_to_come, is_one) {
                    (true, true) => "comes",
                    (true, false) => "come",
                    (false, true) => "is",
                    (false, false) => "are",
                };
                format!("{be} back from snooze")
            }
            DueKind::Goal => {
                format!("{} to triage", grouped(self.count.unsigned_abs()))
            }
            DueKind::Undecided => format!("is over: {} not decided", grouped(self.count.unsigned_abs())),
            _ => self.detail.clone(),
        }
    }

    /// Under which heading it stands.
    pub fn group(&self, today: NaiveDate) -> DueGroup {
        match (self.day - today).num_days() {
            ..0 => DueGroup::Overdue,
            0 => DueGroup::Today,
            1 => DueGroup::Tomorrow,
            _ if crate::domain::goal::monday(self.day) == crate::domain::goal::monday(today) => DueGroup::Week,
            _ => DueGroup::Later,
        }
    }
}

/// The headings of the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum DueGroup {
    /// Before today.
    Overdue,
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// Until sunday.
    Week,
    /// After that.
    Later,
}

impl DueGroup {
    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overdue => "OVERDUE",
            Self::Today => "TODAY",
            Self::Tomorrow => "TOMORROW",
            Self::Week => "THIS WEEK",
            Self::Later => "LATER",
        }
    }
}

/// What is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// In the order of their days.
    pub rows: Vec<DueRow>,
    /// What was ticked off today.
    pub done_today: i64,
}

/// A week of the past: how many were wanted and how many were picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekProgress {
    /// Its Monday.
    pub week: NaiveDate,
    /// How many were wanted.
    pub wanted: i64,
    /// How many were picked in that week.
    pub picked: i64,
}

/// How the weekly goal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalProgress {
    /// The goal of this week.
    pub goal: WeeklyGoal,
    /// Picked this week.
    pub picked: i64,
    /// Creators it asks for that wait for a decision.
    pub to_triage: i64,
    /// The weeks before that had a goal, oldest first.
    pub weeks: Vec<WeekProgress>,
}

impl GoalProgress {
    /// The filter that finds whom to decide on for the goal.
    pub fn filter(&self) -> String {
        use crate::domain::filter::{SetValue, Word};
        let niche = match self.goal.niche.as_str() {
            "" => String::new(),
            name => format!(" tag:{}", SetValue::Is(Word::new(name)).to_filter()),
        };
        let tier = self.goal.tier.map_or_else(String::new, |tier| format!(" tier:{}", tier.word()));
        format!("status:new,snoozed -is:snoozed{niche}{tier}")
    }

    /// The past weeks in a row: `3 of 5, 5 of 5, 2 of 5`.
    pub fn history(&self) -> String {
        self.weeks.iter().map(|week| format!("{} of {}", week.picked, week.wanted)).collect::<Vec<_>>().join(", ")
    }
}

/// A task as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFields {
    /// What to do.
    pub title: String,
    /// When.
    pub due_on: NaiveDate,
    /// The handle of the creator it is about, empty for none.
    pub creator: String,
}

/// A change of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgendaCmd {
    /// Adds a task, or replaces the fields of one.
    SaveTask {
        /// Which, or a new one.
        id: Option<TaskId>,
        /// The form.
        fields: TaskFields,
    },
    /// Deletes a task.
    DeleteTask(TaskId),
    /// Does things, all or none: a step of a collaboration is logged today, a payment is paid today, a task is done, all else is not
    /// shown again.
    Done(Vec<DueKey>),
    /// Puts things off until a day, all or none.
    PutOff(Vec<DueKey>, NaiveDate),
    /// Sets the goal from this week on; nothing ends it.
    SetGoal(Option<WeeklyGoal>),
}
