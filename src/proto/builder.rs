//! The builder of the next batch: everybody a campaign could book, those in the batch, and what the batch should bring.

use crate::analysis::decision::Advice;
use crate::analysis::plan::PlanForecast;
use crate::domain::schedule::Schedule;
use crate::domain::{
    BatchId, Budget, CampaignId, CollaborationId, CreatorId, Currency, Goal, Money, Platform, RuleScope, SuccessRule,
    Tier,
};

use chrono::NaiveDate;

use super::draft::Draft;
use super::outlook::{Choice, Terms};
use super::planned_batch::{PlannedBatch, PlannedBooking};

/// What is asked of the builder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuilderAsk {
    /// The campaign; that of the current batch, else the newest without one.
    pub campaign: Option<CampaignId>,
    /// What a person said about the batch.
    pub draft: Draft,
}

/// Where the budget of a batch comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetFrom {
    /// A person said it.
    Own,
    /// A third of the campaign's budget, for its first batch.
    Third,
    /// What is left of the campaign's budget.
    Left,
    /// Nobody said anything, so only the size limits the batch.
    Unknown,
}

/// All that the builder shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Builder {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its name.
    pub name: String,
    /// Its currency, of every amount but a price in another one.
    pub currency: Currency,
    /// What it is for.
    pub goal: Goal,
    /// What it may cost in all.
    pub budget: Budget,
    /// What the success rule takes from it.
    pub scope: RuleScope,
    /// The figure to beat: a ROAS, or for other goals a cost in units of the currency.
    pub target: Option<f64>,
    /// From which chance on a verdict is SCALE, and below which it is DROP.
    pub borders: (f64, f64),
    /// Its niches.
    pub niches: Vec<String>,
    /// How tracked orders are read, with the budget that a person set.
    pub terms: Terms,
    /// How many creators were tested.
    pub tested: usize,
    /// What the batch may cost, minor units.
    pub money_minor: Option<i64>,
    /// Where that comes from.
    pub money_from: BudgetFrom,
    /// How many creators it should have at most.
    pub size: usize,
    /// What a person said about it.
    pub draft: Draft,
    /// The planned batch that is filled; a new one without it.
    pub batch: Option<BatchId>,
    /// Its name, or that of the new one.
    pub batch_name: String,
    /// Everybody who could be booked: those with a price by their odds, then the others by what they are worth.
    pub people: Vec<Bookee>,
    /// How many more there are who are not listed.
    pub more: usize,
    /// The creators of the batch, those already in it first.
    pub lines: Vec<BatchLine>,
    /// What all of it costs, minor units.
    pub cost_minor: i64,
    /// How many creators without a name the method would test beside them, where nobody new has a price.
    pub new_creators: usize,
    /// What such a one usually costs, minor units.
    pub new_creator_cost_minor: Option<i64>,
    /// By how much the pinned creators exceed the budget, minor units.
    pub over_minor: i64,
    /// What all of it would earn; nothing without a line with a cost, or for another goal.
    pub forecast: Option<PlanForecast>,
    /// What its creators would return together in the long run: low end, best guess and high end of the 80% range, and the chance to
    /// beat the target.
    pub returns: Option<([f64; 3], f64)>,
    /// How many times the target it must return to be told apart 8 times in 10.
    pub told_apart: Option<f64>,
    /// Its success rule, as set or as proposed.
    pub rule: Option<SuccessRule>,
    /// Whether it is set in the planned batch.
    pub has_rule: bool,
    /// The rule as a note, where a person wrote one.
    pub note: String,
    /// Its days. The end is the one that was set, where one was.
    pub days: Schedule,
    /// The end that was set in the planned batch.
    pub set_end: Option<NaiveDate>,
}

/// Somebody who could be booked.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookee {
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// The platform of that account.
    pub platform: Platform,
    /// Followers, if known.
    pub followers: Option<i64>,
    /// Their tier, if known.
    pub tier: Option<Tier>,
    /// Their niche, if known.
    pub niche: Option<String>,
    /// Usual views of a post of theirs, if known.
    pub views: Option<i64>,
    /// The verdict on somebody who was booked before; nothing for a candidate.
    pub tested: Option<Advice>,
    /// How many of 100 cases one more booking would settle, if it is about that.
    pub settles: Option<f64>,
    /// Posts of one booking, at least 1.
    pub posts: u32,
    /// The fee of one booking, or why it is unknown.
    pub price: Price,
    /// Product, shipping and all else of one booking but the commission, minor units.
    pub other_minor: i64,
    /// Chance to beat the target, 0 to 1; nothing without a price.
    pub odds: Option<f64>,
    /// The highest fee for one booking at which the chance to beat the target is 50%, minor units.
    pub worth_minor: Option<i64>,
    /// The collaboration whose terms another booking has; nothing for a candidate.
    pub like: Option<CollaborationId>,
    /// What a person wants of them, said or decided.
    pub choice: Choice,
    /// Whether they are on the shortlist.
    pub is_picked: bool,
    /// Whether they are in the planned batch already.
    pub is_member: bool,
    /// What speaks against booking them.
    pub conflicts: Vec<Conflict>,
}

/// What one booking of somebody costs beside goods and commission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// The fee agreed in the planned batch, minor units.
    Agreed(i64),
    /// The fee typed in the planned batch, minor units.
    Planned(i64),
    /// The fee typed for the batch that is not planned yet, minor units.
    Typed(i64),
    /// The fee of the last booking, minor units.
    Last(i64),
    /// What they ask for these posts, minor units.
    Asked(i64),
    /// Unknown: what others of their views ask, minor units, where there is anybody to compare with.
    Guessed(Option<i64>),
    /// They ask in another currency.
    Foreign(Money),
}

impl Price {
    /// The fee, where one is known, minor units.
    pub fn fee_minor(self) -> Option<i64> {
        match self {
            Self::Agreed(minor)
            | Self::Planned(minor)
            | Self::Typed(minor)
            | Self::Last(minor)
            | Self::Asked(minor) => Some(minor),
            Self::Guessed(_) | Self::Foreign(_) => None,
        }
    }
}

/// What speaks against booking somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Nobody may write to them.
    DoNotContact,
    /// They are rejected.
    Rejected,
    /// They are in a batch that is running.
    Running {
        /// The campaign.
        campaign: String,
        /// The batch.
        batch: String,
    },
    /// They work for no other brand while that lasts.
    Exclusive {
        /// The campaign that they owe it to.
        campaign: String,
        /// The last day; nothing where it runs on.
        until: Option<NaiveDate>,
    },
    /// Their verdict hangs on something that is to be settled first.
    Unsettled,
    /// Something is sent, and their address is unknown.
    NoAddress,
}

impl Conflict {
    /// Whether the method leaves them out of its proposal for it.
    pub fn keeps_out(&self) -> bool {
        matches!(self, Self::DoNotContact | Self::Rejected | Self::Exclusive { .. } | Self::Unsettled)
    }
}

/// A creator of the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLine {
    /// Position among the people.
    pub person: usize,
    /// How often they are booked, at least 1.
    pub bookings: u32,
    /// What that costs, minor units; nothing without a price.
    pub cost_minor: Option<i64>,
    /// The day their first post goes up.
    pub post_on: Option<NaiveDate>,
}

impl Builder {
    /// The person of a line.
    pub fn person(&self, line: &BatchLine) -> Option<&Bookee> {
        self.people.get(line.person)
    }

    /// The line of a creator.
    pub fn line_of(&self, creator: CreatorId) -> Option<&BatchLine> {
        self.lines.iter().find(|line| self.person(line).is_some_and(|person| person.creator == creator))
    }

    /// What is left of the budget, minor units, below 0 where the batch costs more; nothing where it is unknown.
    pub fn left_minor(&self) -> Option<i64> {
        Some(self.money_minor?.saturating_sub(self.cost_minor))
    }

    /// What planning it adds to what the campaign costs, minor units: those already in the batch count there.
    pub fn adds_minor(&self) -> i64 {
        let new = self.lines.iter().filter(|line| self.person(line).is_some_and(|person| !person.is_member));
        new.filter_map(|line| line.cost_minor).fold(0, i64::saturating_add)
    }

    /// The batch as it is to be planned.
    pub fn planned(&self) -> PlannedBatch {
        let booking = |line: &BatchLine| {
            let person = self.person(line)?;
            let fee_minor = person.price.fee_minor();
            let Bookee { creator, like, posts, .. } = *person;
            Some(PlannedBooking { creator, bookings: line.bookings, like, fee_minor, posts, post_on: line.post_on })
        };
        PlannedBatch {
            campaign: self.campaign,
            batch: self.batch,
            name: self.batch_name.clone(),
            rule: self.rule,
            ends_on: self.days.ends_on,
            bookings: self.lines.iter().filter_map(booking).collect(),
        }
    }
}
