//! One collaboration with all that happened in it.

use chrono::{DateTime, NaiveDate, Utc};

use super::collaboration_change::Which;
use super::post::ReadingRecord;
use super::row::CreatorRow;
use crate::domain::collaboration::{Content, Outreach, Product, Stage, Tracks};
use crate::domain::deliverable::{DeliverableKind, Progress, Style};
use crate::domain::next_step::{self, Open};
use crate::domain::payable::{Payable, Purpose};
use crate::domain::rights::Right;
use crate::domain::{
    AmountId, AmountState, BatchId, Budget, CampaignId, CollaborationFields, CollaborationId, CostKind, Currency,
    Money, PostId, RightId, post, reading_age,
};

/// Everything the page of a collaboration shows.
#[derive(Clone, Debug, PartialEq)]
pub struct CollaborationPage {
    /// Which.
    pub id: CollaborationId,
    /// Its batch and campaign.
    pub batch: BatchId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// Who, with all that is known of them.
    pub creator: CreatorRow,
    /// The name of the batch.
    pub batch_name: String,
    /// The name of the campaign.
    pub campaign_name: String,
    /// Currency of the amounts.
    pub currency: Currency,
    /// What stands against the budget of the campaign.
    pub budget: Budget,
    /// All collaborations of its batch, in the order they were put in.
    pub siblings: Vec<CollaborationId>,
    /// Headline stage.
    pub stage: Stage,
    /// Where it stands.
    pub tracks: Tracks,
    /// What is open, in the usual order of the work.
    pub open: Vec<Open>,
    /// What is in its form.
    pub fields: CollaborationFields,
    /// Days from a parcel to a post.
    pub lead_days: i64,
    /// Terms of pay in force, as they are kept.
    pub pay_terms: String,
    /// What was promised, then posts that nobody promised.
    pub deliverables: Vec<DeliverableRow>,
    /// Every amount, oldest first.
    pub amounts: Vec<AmountDays>,
    /// Money that left, oldest first.
    pub payments: Vec<Paid>,
    /// Rights, oldest first.
    pub rights: Vec<(RightId, Right)>,
    /// Tracked orders.
    pub orders: i64,
    /// Their net revenue, minor units.
    pub revenue_minor: i64,
    /// Commission on that revenue, minor units.
    pub commission_minor: i64,
    /// What of it is to be paid and was, month by month, the first first.
    pub commissions: Vec<Payable>,
    /// What happened, newest first.
    pub log: Vec<LogRow>,
    /// The notes of the creator with their days, newest first.
    pub creator_notes: Vec<(NaiveDate, String)>,
}

/// A deliverable with its post and readings.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliverableRow {
    /// Which.
    pub which: Which,
    /// What is made.
    pub kind: DeliverableKind,
    /// How it looks.
    pub style: Style,
    /// The day by which it is to be out.
    pub due_on: Option<NaiveDate>,
    /// How often changes were asked for.
    pub feedback_rounds: i64,
    /// How far it has come.
    pub progress: Progress,
    /// The post that kept the promise.
    pub post: Option<PostId>,
    /// Its address, empty for none.
    pub url: String,
    /// Its readings, oldest first.
    pub readings: Vec<(NaiveDate, ReadingRecord)>,
}

/// An amount with the day of each change.
#[derive(Clone, Debug, PartialEq)]
pub struct AmountDays {
    /// Which.
    pub id: AmountId,
    /// What it is for.
    pub kind: CostKind,
    /// Minor units of the campaign's currency.
    pub minor: i64,
    /// How far it has come.
    pub state: AmountState,
    /// Each state it was in that has a known day, in the order of the states.
    pub days: Vec<(AmountState, NaiveDate)>,
    /// Number of the invoice.
    pub invoice: String,
    /// Day of the invoice.
    pub invoiced_on: Option<NaiveDate>,
    /// The day on which it is due.
    pub due_on: Option<NaiveDate>,
    /// What was paid of it, minor units.
    pub paid_minor: i64,
}

/// Money that left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// How much.
    pub money: Money,
    /// How much of the amount that settles, minor units of the campaign's currency.
    pub settles_minor: i64,
    /// When.
    pub on: NaiveDate,
    /// What for, where that is known.
    pub purpose: Option<Purpose>,
    /// How, empty where unknown.
    pub method: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// When.
    pub on: NaiveDate,
    /// What.
    pub what: Logged,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logged {
    /// A step of the talk.
    Talk(Outreach),
    /// A step of the parcel.
    Parcel(Product),
    /// A step of a track in its own word.
    Step(String, String),
    /// A step of a deliverable, by its number and kind.
    Content(usize, DeliverableKind, Content),
    /// An amount came to a state.
    Amount(CostKind, i64, AmountState),
    /// An invoice came.
    Invoice(String, i64),
    /// Money left.
    Payment(Money, String),
    /// A right began or ended.
    Right(Right, bool),
}

impl DeliverableRow {
    /// The newest known views.
    pub fn views(&self) -> Option<i64> {
        self.readings.iter().rev().find_map(|(_, reading)| reading.views)
    }

    /// Known views by day, oldest first.
    pub fn views_by_day(&self) -> Vec<(NaiveDate, i64)> {
        self.readings.iter().filter_map(|(on, reading)| Some((*on, reading.views?))).collect()
    }

    /// Views at equal ages.
    pub fn at_ages(&self) -> [Option<reading_age::AtAge>; 4] {
        self.progress.posted_on.map_or([None; 4], |posted| reading_age::at_ages(posted, &self.views_by_day()))
    }

    /// When the post was made, to the second, where its address tells.
    pub fn made_at(&self) -> Option<DateTime<Utc>> {
        post::made_at(&self.url)
    }
}

impl AmountDays {
    /// What is left to be paid, minor units.
    pub fn left_minor(&self) -> i64 {
        if self.state.is_settled() { 0 } else { self.minor.saturating_sub(self.paid_minor).max(0) }
    }
}

impl CollaborationPage {
    /// Its place among the collaborations of its batch, from 1.
    pub fn place(&self) -> usize {
        self.siblings.iter().position(|id| *id == self.id).map_or(1, |at| at + 1)
    }

    /// What is to be done next, and by when.
    pub fn next(&self, today: NaiveDate) -> Open {
        next_step::next(&self.open, today)
    }

    /// The last day on which the parcel can leave for the posting window.
    pub fn ship_by(&self) -> Option<NaiveDate> {
        next_step::ship_by(self.fields.posting_window?, self.lead_days)
    }

    /// The sum of the amounts in a state, minor units. A part that was paid is paid.
    pub fn sum(&self, state: AmountState) -> i64 {
        let part = |amount: &AmountDays| {
            let (open, paid) = amount.state.divide(amount.minor, amount.paid_minor);
            let in_state = if amount.state == state { open } else { 0 };
            in_state + if state == AmountState::Paid { paid } else { 0 }
        };
        let of_month = |commission: &Payable| {
            let open = if commission.state == state { commission.left_minor() } else { 0 };
            open + if state == AmountState::Paid { commission.paid_minor } else { 0 }
        };
        self.amounts.iter().map(part).chain(self.commissions.iter().map(of_month)).fold(0, i64::saturating_add)
    }

    /// What agreeing makes agreed, minor units: everything offered but the goods, which the parcel takes with it.
    pub fn agreeing_minor(&self) -> i64 {
        let offers = self.amounts.iter().filter(|amount| amount.state == AmountState::Offered);
        let agreed = offers.filter(|amount| !amount.kind.goes_with_the_parcel());
        agreed.map(|amount| amount.minor).fold(0, i64::saturating_add)
    }

    /// The sum of the amounts that count as spend, with the commission, minor units.
    pub fn spend_minor(&self) -> i64 {
        let counts = |amount: &&AmountDays| amount.state.counts(amount.kind, self.tracks.product);
        let spent: i64 = self.amounts.iter().filter(counts).map(|amount| amount.minor).sum();
        spent.saturating_add(self.commission_minor)
    }

    /// What is left to be paid of what the creator gets, minor units.
    pub fn left_minor(&self) -> i64 {
        let for_them = self.amounts.iter().filter(|amount| amount.kind.is_for_the_creator());
        let agreed = for_them.filter(|amount| amount.state != AmountState::Offered).map(AmountDays::left_minor);
        agreed.chain(self.commissions.iter().map(Payable::left_minor)).fold(0, i64::saturating_add)
    }

    /// The first day on which something that is left to be paid is due, where it is known.
    pub fn due_on(&self) -> Option<NaiveDate> {
        let amounts = self.amounts.iter().filter(|amount| amount.left_minor() > 0).filter_map(|amount| amount.due_on);
        let months = self.commissions.iter().filter(|month| !month.is_paid()).filter_map(|month| month.due_on);
        amounts.chain(months).min()
    }
}
