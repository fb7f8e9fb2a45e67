//! What happens in the year of the demo shop: on which day, and what a person does then. Everything is named, because numbers
//! are given only when it is played.

use chrono::NaiveDate;

use crate::domain::creator::CreatorField;
use crate::domain::milestone::Milestone;
use crate::domain::record::Value;
use crate::domain::rights::Right;
use crate::domain::{CollaborationFields, Handle, Platform, RejectReason, SuccessRule, Verdict};
use crate::proto::WriteCmd;
use crate::proto::collaboration_change::DeliverableCmd;
use crate::proto::command::CampaignFields;
use crate::proto::ingest::{ImportKind, Record};
use crate::proto::page_change::PageCmd;
use crate::proto::payment::PaymentFields;

/// An account as the lists name it.
pub type Account = (Platform, Handle);

/// A batch by the names of its campaign and itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BatchKey {
    /// Name of the campaign.
    pub campaign: String,
    /// Name of the batch.
    pub batch: &'static str,
}

/// Something a person does on a day.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// What.
    pub deed: Deed,
}

/// What a person does.
#[derive(Clone, Debug)]
pub enum Deed {
    /// Imports a file.
    Import {
        /// Its name.
        file: String,
        /// What it holds.
        kind: ImportKind,
        /// Its rows.
        records: Vec<Record>,
    },
    /// Gives a command that names nothing with a number.
    Write(WriteCmd),
    /// Does something with creators.
    Creators(Vec<Account>, CreatorDeed),
    /// Plans a campaign.
    Campaign(Box<CampaignFields>),
    /// Plans a batch and fills it.
    Plan {
        /// Which.
        batch: BatchKey,
        /// When it is a success.
        rule: SuccessRule,
        /// When it ends.
        ends_on: NaiveDate,
        /// Whom it tests.
        creators: Vec<Account>,
    },
    /// Makes a batch the one that is filled.
    Choose(BatchKey),
    /// Starts a batch.
    Start(BatchKey),
    /// Ends a batch.
    Finish(BatchKey),
    /// Does something with creators of a batch.
    Booked(BatchKey, Vec<Account>, Act),
    /// Ticks off an own task.
    Tick(&'static str),
    /// Puts an own task off.
    PutOff(&'static str, NaiveDate),
}

/// What a person does with creators.
#[derive(Clone, Debug, PartialEq)]
pub enum CreatorDeed {
    /// Decides on them.
    Decide(Verdict, Option<RejectReason>, Option<NaiveDate>),
    /// Gives them stars.
    Rate(u8),
    /// Tags them.
    Tag(&'static str),
    /// Notes something about them.
    Note(&'static str),
    /// Keeps them from being written to.
    Block,
    /// Sets one fact of all of them.
    Set(CreatorField, Value),
    /// Fills in their form.
    Fill(Vec<(CreatorField, Value)>),
    /// Writes down that they go by another handle.
    Rename(Handle),
    /// Notes what is seen on their page.
    Page(PageCmd),
}

/// What a person does with creators of a batch.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Writes down the terms.
    Terms(Box<CollaborationFields>),
    /// Logs a step.
    Step(Milestone),
    /// Changes a deliverable.
    Deliverable(DeliverableCmd),
    /// Adds a right.
    Right(Right),
    /// Notes an invoice by its number.
    Invoice(String),
    /// Pays.
    Pay(PaymentFields),
    /// Counts all clicks so far.
    Clicks(i64),
    /// Would book them again: yes, or no.
    BookAgain(bool),
}
