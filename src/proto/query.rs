//! What screens ask the query thread, and its answers.

use std::sync::Arc;

use crate::domain::breakdown::Breakdown;
use crate::domain::filter::{Expr, Field, SortTerm, Vocabulary};
use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, Currency, Handle, OpId, Platform, TagId};

use super::addable::AddableList;
use super::agenda::{Agenda, GoalProgress};
use super::board::BoardCard;
use super::builder::{Builder, BuilderAsk};
use super::collaboration::CollaborationPage;
use super::collect::Known;
use super::command::Target;
use super::deletion::Deletion;
use super::duplicates::{AlikeRow, Duplicates};
use super::find::FoundList;
use super::history::{StepDetail, StepRow};
use super::likeness::LikenessRow;
use super::next_test::Next;
use super::niche::NicheRow;
use super::odds::CampaignOdds;
use super::outlook::Review;
use super::page::CreatorPage;
use super::payment::Payments;
use super::rebook::RebookList;
use super::results::CampaignResult;
use super::row::{CampaignRow, CollaborationRow, TagRow, ViewRow};
use super::triage::QueueFigures;

pub use super::counts::{Counts, Current, CurrentBatch};

/// A place for one running question: a newer one replaces what waits and interrupts what runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Slot {
    /// The list of creators.
    Index,
    /// Counts for tabs and headers.
    Counts,
    /// The batch that is filled now.
    CurrentBatch,
    /// Tags and their counts.
    Tags,
    /// Campaigns and batches.
    Campaigns,
    /// Collaborations of a batch.
    Batch,
    /// One collaboration.
    Collaboration,
    /// Results of a campaign.
    Results,
    /// The history.
    History,
    /// One step of it.
    HistoryStep,
    /// What deleting a creator leaves.
    Deletion,
    /// The creators to decide on.
    Queue,
    /// How a queue of them stands.
    Triage,
    /// Which term of a filter is to blame for an empty list.
    Blame,
    /// What the file holds of a field.
    Values,
    /// Creators with the same value.
    Same,
    /// The saved views.
    Views,
    /// The count of one saved view.
    ViewCount,
    /// One creator's page.
    Page,
    /// Orders whose owner is in doubt.
    Review,
    /// Who is in the list already.
    Known,
    /// Creators that may be one.
    Duplicates,
    /// Creators to be looked at side by side.
    Alike,
    /// Niches and tags with all their counts.
    Niches,
    /// What is due.
    Agenda,
    /// How the weekly goal stands.
    Goal,
    /// What is to be paid.
    Payments,
    /// The cards of the board.
    Board,
    /// The odds of candidates.
    Odds,
    /// The builder of the next batch.
    Builder,
    /// Anybody to be put into a batch.
    Addable,
    /// Those in the current campaign.
    CurrentOdds,
    /// How much the creators of a window are like those named in its filter.
    Likeness,
    /// The best next bookings.
    NextTests,
    /// Whom to book again.
    Rebook,
    /// The names that only the file knows.
    Vocabulary,
    /// What a completion of a filter would give.
    OfferCount,
    /// Creators by the values of a field.
    Breakdown,
    /// Anything by a few letters.
    Find,
}

impl Slot {
    /// Whether the question gives way to any other: nobody waits for counts, and everybody for the list.
    pub fn gives_way(self) -> bool {
        matches!(
            self,
            Self::Blame
                | Self::ViewCount
                | Self::OfferCount
                | Self::Duplicates
                | Self::Goal
                | Self::HistoryStep
                | Self::Odds
                | Self::CurrentOdds
                | Self::Likeness
                | Self::NextTests
        )
    }
}

/// What a count is for; each has a slot of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// A filter without one of its terms.
    Blame,
    /// A saved view.
    View,
    /// A filter as a completion would make it.
    Offer,
}

/// A question that may take longer than a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Ids of all creators that the filter shows, sorted (ties by handle, unknown last).
    Index {
        /// The filter; everything without one.
        filter: Option<Arc<Expr>>,
        /// The order; newest first without one.
        sort: Vec<SortTerm>,
    },
    /// How many creators there are by verdict, and in all.
    Counts,
    /// The batch that is filled now.
    CurrentBatch,
    /// All tags with counts; with a target, also how many of it carry each.
    Tags {
        /// Whose tags to count.
        target: Option<Target>,
    },
    /// All campaigns with their batches and sums.
    Campaigns,
    /// The collaborations of a batch.
    Batch(BatchId),
    /// Everything about one collaboration.
    Collaboration(CollaborationId),
    /// The results of one campaign, or of all.
    Results(Option<CampaignId>),
    /// Everything about one creator. The fit is measured against the campaign of the current batch, else the newest one.
    Page(CreatorId),
    /// The orders of a campaign's currency that are nobody's, and codes of two creators in one order. Without a campaign: the
    /// orders of nobody in the currency of most of them.
    Review(Option<CampaignId>),
    /// Who of the list has these accounts, or had them earlier.
    Known(Arc<[(Platform, Handle)]>),
    /// Groups of creators that may be one.
    Duplicates,
    /// These creators, to be looked at side by side.
    Alike(Arc<[CreatorId]>),
    /// The newest steps of the history.
    History,
    /// What there is to know about a step of the history.
    HistoryStep(OpId),
    /// What is owed to a creator, and what stays when they are deleted.
    Deletion(CreatorId),
    /// How many creators a filter finds. One filter a question, so that the list itself never waits for long behind counts.
    Count {
        /// The filter; everything without one.
        filter: Option<Arc<Expr>>,
        /// What for.
        counting: Counting,
    },
    /// The values that creators have in a field, with counts.
    Values(Field),
    /// Ids of all creators that a filter shows, in any order, for marking them.
    Same(Option<Arc<Expr>>),
    /// The saved views.
    Views,
    /// Ids of the creators that a filter shows and that wait for a decision: new ones, and snoozed ones whose day has come.
    Queue {
        /// The filter; everything without one.
        filter: Option<Arc<Expr>>,
        /// The order; newest first without one.
        sort: Vec<SortTerm>,
    },
    /// How a frozen queue stands, and the figures that its cards are compared with.
    Triage {
        /// The queue.
        ids: Arc<[CreatorId]>,
        /// What it was made from.
        filter: Option<Arc<Expr>>,
        /// Prices in this currency are compared.
        currency: Currency,
    },
    /// Niches and tags with all their counts.
    Niches,
    /// What is due.
    Agenda,
    /// How the weekly goal stands.
    Goal,
    /// What is to be paid, and what was.
    Payments,
    /// The cards of the board.
    Board,
    /// The odds of everybody whom a campaign could book for the first time.
    Odds(CampaignId),
    /// Candidates for the next batch of a campaign.
    Builder(BuilderAsk),
    /// Anybody in the file who has these words, to be put into a batch by hand.
    Addable(String),
    /// The same in the current campaign: that of the current batch, else the newest one.
    CurrentOdds,
    /// The best next booking of one campaign, or of each, and where the budget of its next batch goes.
    NextTests(Option<CampaignId>),
    /// How much these creators are like those named in a filter, and in what.
    Likeness {
        /// The creators, at most [`MOST_ROWS`](super::row::MOST_ROWS).
        ids: Arc<[CreatorId]>,
        /// The filter.
        filter: Arc<Expr>,
    },
    /// Whom you may book again, over all campaigns.
    Rebook,
    /// The names of niches, campaigns and batches, for reading filters.
    Vocabulary,
    /// How many of the creators that a filter shows have which value of a field.
    Breakdown {
        /// The field.
        field: Field,
        /// The filter; everything without one.
        filter: Option<Arc<Expr>>,
    },
    /// Anything that has these words.
    Find(String),
}

impl Query {
    /// The slot the question runs in.
    pub fn slot(&self) -> Slot {
        match self {
            Self::Index { .. } => Slot::Index,
            Self::Counts => Slot::Counts,
            Self::CurrentBatch => Slot::CurrentBatch,
            Self::Tags { .. } => Slot::Tags,
            Self::Campaigns => Slot::Campaigns,
            Self::Batch(_) => Slot::Batch,
            Self::Collaboration(_) => Slot::Collaboration,
            Self::Results(_) => Slot::Results,
            Self::History => Slot::History,
            Self::HistoryStep(_) => Slot::HistoryStep,
            Self::Deletion(_) => Slot::Deletion,
            Self::Count { counting: Counting::Blame, .. } => Slot::Blame,
            Self::Count { counting: Counting::View, .. } => Slot::ViewCount,
            Self::Count { counting: Counting::Offer, .. } => Slot::OfferCount,
            Self::Vocabulary => Slot::Vocabulary,
            Self::Breakdown { .. } => Slot::Breakdown,
            Self::Values(_) => Slot::Values,
            Self::Same(_) => Slot::Same,
            Self::Views => Slot::Views,
            Self::Queue { .. } => Slot::Queue,
            Self::Triage { .. } => Slot::Triage,
            Self::Page(_) => Slot::Page,
            Self::Review(_) => Slot::Review,
            Self::Known(_) => Slot::Known,
            Self::Duplicates => Slot::Duplicates,
            Self::Alike(_) => Slot::Alike,
            Self::Niches => Slot::Niches,
            Self::Agenda => Slot::Agenda,
            Self::Goal => Slot::Goal,
            Self::Payments => Slot::Payments,
            Self::Board => Slot::Board,
            Self::Odds(_) => Slot::Odds,
            Self::Builder(_) => Slot::Builder,
            Self::Addable(_) => Slot::Addable,
            Self::CurrentOdds => Slot::CurrentOdds,
            Self::Likeness { .. } => Slot::Likeness,
            Self::NextTests(_) => Slot::NextTests,
            Self::Rebook => Slot::Rebook,
            Self::Find(_) => Slot::Find,
        }
    }
}

/// An answer from the query thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To [`Query::Index`].
    Index(Arc<[CreatorId]>),
    /// To [`Query::Counts`].
    Counts(Counts),
    /// To [`Query::CurrentBatch`].
    CurrentBatch(Current),
    /// To [`Query::Tags`]: all tags, and for each tag on the target how many of its creators carry it.
    Tags {
        /// All tags, most used first.
        all: Vec<TagRow>,
        /// Tags on the target with counts.
        on_target: Vec<(TagId, i64)>,
        /// Creators in the target.
        target_size: i64,
    },
    /// To [`Query::Campaigns`], last changed first.
    Campaigns(Vec<CampaignRow>),
    /// To [`Query::Batch`].
    Batch(BatchId, Vec<CollaborationRow>),
    /// To [`Query::Collaboration`]; nothing for one that no longer exists.
    Collaboration(CollaborationId, Option<Box<CollaborationPage>>),
    /// To [`Query::Results`].
    Results(Vec<CampaignResult>),
    /// To [`Query::History`], newest first.
    History(Vec<StepRow>),
    /// To [`Query::HistoryStep`]; nothing where the step is no longer kept.
    HistoryStep(OpId, Option<Box<StepDetail>>),
    /// To [`Query::Deletion`]; nothing where the creator is no longer in the list.
    Deletion(CreatorId, Option<Box<Deletion>>),
    /// To [`Query::Count`].
    Count(i64),
    /// To [`Query::Values`], the most used first.
    Values(Field, Vec<(String, i64)>),
    /// To [`Query::Same`].
    Same(Arc<[CreatorId]>),
    /// To [`Query::Views`], in the order of their numbers.
    Views(Vec<ViewRow>),
    /// To [`Query::Queue`].
    Queue(Arc<[CreatorId]>),
    /// To [`Query::Triage`].
    Triage(Box<QueueFigures>),
    /// To [`Query::Page`]; nothing for a creator that no longer exists.
    Page(CreatorId, Option<Box<CreatorPage>>),
    /// To [`Query::Review`].
    Review(Option<CampaignId>, Box<Review>),
    /// To [`Query::Known`], one for each account in its order.
    Known(Vec<Option<Known>>),
    /// To [`Query::Duplicates`].
    Duplicates(Arc<Duplicates>),
    /// To [`Query::Alike`], in the order of the ids; those that no longer exist are left out.
    Alike(Vec<AlikeRow>),
    /// To [`Query::Niches`], in alphabetical order.
    Niches(Vec<NicheRow>),
    /// To [`Query::Agenda`].
    Agenda(Agenda),
    /// To [`Query::Goal`]; nothing without a goal.
    Goal(Option<Box<GoalProgress>>),
    /// To [`Query::Payments`].
    Payments(Arc<Payments>),
    /// To [`Query::Board`], in the order of the batches.
    Board(Vec<BoardCard>),
    /// To [`Query::Odds`]; nothing for a campaign that is not about conversions, or without a target.
    Odds(CampaignId, Option<Arc<CampaignOdds>>),
    /// To [`Query::Builder`]; nothing where there is no campaign.
    Builder(Option<Arc<Builder>>),
    /// To [`Query::Addable`].
    Addable(Arc<AddableList>),
    /// To [`Query::CurrentOdds`]; nothing without a campaign, or where it has none.
    CurrentOdds(Option<Arc<CampaignOdds>>),
    /// To [`Query::NextTests`].
    NextTests(Arc<[Next]>),
    /// To [`Query::Likeness`], in the order of the ids; creators without a known likeness are left out.
    Likeness(Arc<[LikenessRow]>),
    /// To [`Query::Rebook`], in its order.
    Rebook(Arc<RebookList>),
    /// To [`Query::Vocabulary`].
    Vocabulary(Arc<Vocabulary>),
    /// To [`Query::Breakdown`].
    Breakdown(Arc<Breakdown>),
    /// To [`Query::Find`].
    Found(Arc<FoundList>),
}
