//! What is due, and how the weekly goal stands.

mod kind;
mod pile;

use chrono::NaiveDate;

use crate::domain::check_list::{self, CheckItem};
use crate::domain::figure::plural;
use crate::domain::money::{Money, grouped};
use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, Currency, TaskId, WeeklyGoal};

pub use kind::DueKind;
pub use pile::{DueLine, DueLineKey, Pile, lines};

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
    /// What is to be known of a typed task, with its check list.
    pub note: String,
    /// Whether a person put it off until its day.
    pub is_snoozed: bool,
}

impl DueRow {
    /// A thing on its own day, of which no more is known than who or what it is about.
    pub fn new(key: DueKey, name: impl Into<String>) -> Self {
        Self {
            key,
            day: key.due_on,
            name: name.into(),
            detail: String::new(),
            count: 0,
            amount: None,
            campaign_name: String::new(),
            campaign: None,
            batch: None,
            creator: None,
            collaboration: None,
            numbers: Vec::new(),
            note: String::new(),
            is_snoozed: false,
        }
    }

    /// Who or what, as a column says it.
    pub fn affected(&self) -> String {
        match self.key.kind {
            kind if kind.is_step() || matches!(kind, DueKind::Payment | DueKind::Rights) => format!("@{}", self.name),
            DueKind::Snoozed => plural(self.count, "creator"),
            _ => self.name.clone(),
        }
    }

    /// Who or what, with the campaign of a batch: many a batch is called like those of other campaigns.
    pub fn named(&self) -> String {
        let is_batch = matches!(self.key.kind, DueKind::Batch | DueKind::Undecided);
        match self.campaign_name.as_str() {
            campaign if is_batch && !campaign.is_empty() => format!("{} of {campaign}", self.name),
            _ => self.affected(),
        }
    }

    /// The account it is about.
    pub fn handle(&self) -> Option<&str> {
        let is_about = self.key.kind.is_step() || matches!(self.key.kind, DueKind::Payment | DueKind::Rights);
        is_about.then_some(self.name.as_str())
    }

    /// How many days late it is while a person has put it off: its own date stays.
    pub fn late_while_snoozed(&self, today: NaiveDate) -> Option<i64> {
        let days = (today - self.key.due_on).num_days();
        (self.is_snoozed && days > 0).then_some(days)
    }

    /// Whether its own day has passed, or the day it was moved to.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.day < today || self.late_while_snoozed(today).is_some()
    }

    /// What there is to do, in a few words, and how late it is where its heading does not say that.
    pub fn what(&self, today: NaiveDate) -> String {
        let deed = self.deed(today);
        // These say it themselves.
        let is_told = matches!(self.key.kind, DueKind::Batch | DueKind::Rights | DueKind::Start);
        match self.late_while_snoozed(today).filter(|_| !is_told) {
            Some(days) => {
                let late = format!("{} late", plural(days, "day"));
                if deed.is_empty() { late } else { format!("{deed}, {late}") }
            }
            None => deed,
        }
    }

    fn deed(&self, today: NaiveDate) -> String {
        match self.key.kind {
            DueKind::Batch if self.key.due_on < today => "past its end: scale, retest, drop".to_owned(),
            DueKind::Batch => "ends: scale, retest or drop".to_owned(),
            DueKind::Payment => {
                let amount = self.amount.map(|(minor, currency)| Money::new(minor, currency).short());
                [amount.unwrap_or_default(), self.detail.clone()].join("  ").trim().to_owned()
            }
            DueKind::Rights if self.key.due_on < today => format!("{} has ended", self.detail),
            DueKind::Rights => format!("{} ends", self.detail),
            DueKind::Start if self.key.due_on < today => "start has passed, no batch runs".to_owned(),
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
            DueKind::Task => {
                let parts = [self.detail.clone(), self.progress()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
            }
            _ => self.detail.clone(),
        }
    }

    /// The items of its check list.
    pub fn items(&self) -> Vec<CheckItem> {
        check_list::items(&self.note)
    }

    /// How far the check list is and what comes next, else the first line of the note.
    fn progress(&self) -> String {
        let items = self.items();
        let done = items.iter().filter(|item| item.is_done).count();
        match items.iter().find(|item| !item.is_done) {
            Some(next) => format!("{done} of {} done, next: {}", items.len(), next.text),
            None if items.is_empty() => self.note.lines().next().unwrap_or_default().to_owned(),
            None => format!("{done} of {done} done"),
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
    /// What is to be known of it; lines that begin with `- ` are its check list.
    pub note: String,
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
    /// Ticks items of the check list of a task, or opens them again. With the last open one the task itself is done.
    TickItems {
        /// Which task.
        id: TaskId,
        /// The text of each item, and whether it is done.
        ticks: Vec<(String, bool)>,
    },
    /// Does things, all or none: a step of a collaboration is logged today, a payment is paid today, a task is done, all else is not
    /// shown again.
    Done(Vec<DueKey>),
    /// Puts things off until a day, all or none.
    PutOff(Vec<DueKey>, NaiveDate),
    /// Sets the goal from this week on; nothing ends it.
    SetGoal(Option<WeeklyGoal>),
}
