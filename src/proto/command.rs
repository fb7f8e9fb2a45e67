//! Everything the user can change, as data. One command is one undo step with one sentence.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::campaign::{Counts, Goal};
use crate::domain::creator::{CreatorField, CreatorFields};
use crate::domain::filter::Expr;
use crate::domain::milestone::Milestone;
use crate::domain::record::Value;
use crate::domain::{
    BatchId, CampaignId, CollaborationFields, CollaborationId, CreatorId, Currency, OpId, RejectReason, RuleScope,
    SuccessRule, Verdict, ViewId,
};

use super::agenda::AgendaCmd;
use super::board::BoardMove;
use super::collaboration_change::{DeliverableChange, RightChange};
use super::collect::NewAccount;
use super::niche::NicheCmd;
use super::outlook::{OutlookCmd, Terms};
use super::page_change::PageChange;
use super::payment::PaymentCmd;
use super::tally::TallyCmd;

/// Which creators a command acts on.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// These.
    Ids(Arc<[CreatorId]>),
    /// All that the filter shows, without these exceptions (sorted).
    Shown {
        /// The filter; everything without one.
        filter: Option<Arc<Expr>>,
        /// Unmarked again by hand.
        except: Arc<[CreatorId]>,
    },
}

impl Target {
    /// One creator.
    pub fn one(id: CreatorId) -> Self {
        Self::Ids(Arc::new([id]))
    }
}

/// A change that the user asked for.
#[derive(strum::EnumDiscriminants, strum::IntoStaticStr, Clone, Debug, PartialEq)]
#[strum_discriminants(name(WriteKind), doc = "What kind of change a command is.")]
pub enum WriteCmd {
    /// Sets the verdict.
    SetVerdict {
        /// On whom.
        target: Target,
        /// Which.
        verdict: Verdict,
        /// Why, for rejections.
        reason: Option<RejectReason>,
        /// Until when, for snoozes.
        until: Option<NaiveDate>,
    },
    /// Sets the stars, 0 to 5.
    Rate {
        /// On whom.
        target: Target,
        /// How many.
        stars: u8,
    },
    /// Adds and removes tags by name; unknown ones are made.
    EditTags {
        /// On whom.
        target: Target,
        /// To add.
        add: Vec<String>,
        /// To remove.
        remove: Vec<String>,
    },
    /// Adds a note.
    AddNote {
        /// On whom.
        target: Target,
        /// The text.
        text: String,
    },
    /// Sets or clears `do not contact`.
    SetDoNotContact {
        /// On whom.
        target: Target,
        /// Whether nobody may write to them.
        blocked: bool,
    },
    /// Sets one field of many creators.
    SetField {
        /// Of whom.
        target: Target,
        /// Which, and what it becomes.
        value: FieldValue,
    },
    /// Deletes creators; anyone who took part in a batch stays (see [`Self::DeleteKeepingLedger`]).
    DeleteCreators(Target),
    /// Deletes a creator who took part in a batch: amounts, payments and results stay under another name.
    DeleteKeepingLedger(CreatorId),
    /// Notes what happened to collaborations.
    PassMilestone {
        /// Which.
        ids: Vec<CollaborationId>,
        /// What.
        milestone: Milestone,
        /// When. Today keeps a day that is known already; any other day replaces it.
        day: NaiveDate,
    },
    /// Moves cards of the board one column on or back.
    MoveOnBoard(BoardMove),
    /// Turns whether you would book the creators again: not said, yes, no.
    TurnBookAgain(Vec<CollaborationId>),
    /// Adds creators by their accounts, with tags; those in the list already stay as they are.
    AddCreators {
        /// The accounts.
        accounts: Vec<NewAccount>,
        /// Tags by name, for the new ones.
        tags: Vec<String>,
    },
    /// Makes creators of one platform that are one into one; nothing of them is lost.
    MergeCreators {
        /// Who stays.
        into: CreatorId,
        /// Who goes.
        from: Vec<CreatorId>,
    },
    /// Remembers that creators who look alike stay apart.
    SetApart {
        /// Who.
        ids: Vec<CreatorId>,
        /// Whether they are one person on several platforms, which is noted on each; else they are other people.
        is_same: bool,
    },
    /// Replaces the fields of a creator.
    EditCreator {
        /// Whom.
        id: CreatorId,
        /// The form.
        fields: Box<CreatorFields>,
        /// `updated_at` when the form was opened: a newer one means that someone else changed the creator.
        seen: i64,
    },
    /// Adds a campaign, or replaces the fields of one.
    SaveCampaign {
        /// Which, or a new one.
        id: Option<CampaignId>,
        /// The form.
        fields: Box<CampaignFields>,
    },
    /// Adds a batch, or replaces the fields of one.
    SaveBatch {
        /// Which, or a new one.
        id: Option<BatchId>,
        /// The form.
        fields: Box<BatchFields>,
    },
    /// Replaces the fields of a planned batch and the terms of its campaign, which a person types in one form.
    SaveNextBatch {
        /// Which.
        id: BatchId,
        /// The fields of the batch.
        fields: Box<BatchFields>,
        /// The terms of its campaign.
        terms: Terms,
    },
    /// Plans a batch, or replaces the fields of one, and puts creators into it.
    PlanBatch {
        /// Which, or a new one.
        id: Option<BatchId>,
        /// The form.
        fields: Box<BatchFields>,
        /// Whom; those already in it stay.
        creators: Arc<[CreatorId]>,
    },
    /// Makes a batch the current one: `b` and `P` put creators there.
    ChooseBatch(BatchId),
    /// Starts a planned batch; refused with a sentence when it is not ready.
    StartBatch(BatchId),
    /// Ends a running batch.
    FinishBatch(BatchId),
    /// Puts creators into a batch; those already in it stay.
    AddToBatch {
        /// Which batch.
        batch: BatchId,
        /// Whom.
        target: Target,
        /// Whether they also become picked.
        pick: bool,
    },
    /// Takes creators out of a batch.
    RemoveFromBatch(Vec<CollaborationId>),
    /// Replaces fee, costs, codes, link and post of a collaboration.
    SaveCollaboration {
        /// Which.
        id: CollaborationId,
        /// The form.
        fields: Box<CollaborationFields>,
    },
    /// Changes a deliverable of a collaboration.
    Deliverable(DeliverableChange),
    /// Adds, changes or removes a right of a collaboration.
    Right(RightChange),
    /// Keeps a view under a new name, or changes one.
    SaveView {
        /// Which, or a new one.
        id: Option<ViewId>,
        /// Its name and what it keeps.
        fields: Box<ViewFields>,
    },
    /// Deletes a view; its creators stay.
    DeleteView(ViewId),
    /// Sets a choice that belongs to the file, such as the currency of new campaigns.
    SetSetting {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// Changes what is known of one creator.
    Page(PageChange),
    /// Decides something about results.
    Outlook(OutlookCmd),
    /// Changes niches and tags themselves.
    Niche(NicheCmd),
    /// Changes what is due.
    Agenda(AgendaCmd),
    /// Changes what is to be paid.
    Payment(PaymentCmd),
    /// Counts clicks or conversions by hand.
    Tally(TallyCmd),
    /// Undoes the newest step.
    Undo,
    /// Undoes any step that no later one depends on, by a new step where it isn't the newest.
    UndoStep(OpId),
    /// Does the last step undone again.
    Redo,
}

/// The fields of a campaign's form. A new one is about conversions and counts orders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CampaignFields {
    /// Unique name.
    pub name: String,
    /// The product.
    pub product: String,
    /// The question the campaign asks.
    pub question: String,
    /// What it is for.
    pub goal: Goal,
    /// Three to five target niches by name.
    pub niches: Vec<String>,
    /// Currency of every amount of the campaign.
    pub currency: Currency,
    /// Budget, minor units.
    pub budget_minor: Option<i64>,
    /// Gross margin, basis points (6,000 is 60%).
    pub margin_bp: Option<i64>,
    /// Target ROAS x 10,000; break-even without one.
    pub target_roas_e4: Option<i64>,
    /// The brief.
    pub brief: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// Days that a parcel leaves before the posting window opens; [`LEAD_DAYS`](crate::domain::next_step::LEAD_DAYS) where unknown.
    pub lead_days: Option<i64>,
    /// What counts as a conversion.
    pub counts: Counts,
    /// What one of them is worth, minor units; nothing where orders count, which have amounts of their own.
    pub conversion_minor: Option<i64>,
}

impl CampaignFields {
    /// What the success rules of its batches take from it.
    pub fn rule_scope(&self) -> RuleScope {
        RuleScope { currency: self.currency, own_target_e4: self.target_roas_e4, margin_bp: self.margin_bp }
    }
}

/// The fields of a batch's form.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchFields {
    /// The campaign it belongs to.
    pub campaign: CampaignId,
    /// Name, unique in the campaign.
    pub name: String,
    /// The parts of the success rule, fixed before the start.
    pub rule: Option<SuccessRule>,
    /// A note on it, fixed with it; without parts it is the rule, which nothing judges.
    pub success_rule: String,
    /// The day the test ends, fixed before the start.
    pub ends_on: Option<NaiveDate>,
}

/// What a saved view keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewFields {
    /// Unique name.
    pub name: String,
    /// The filter as typed.
    pub filter: String,
    /// The order chosen by key, as `sort:` takes it; empty for newest first.
    pub sort: String,
    /// The columns as the table writes them; empty for those of the list itself.
    pub columns: String,
}

/// What one fact of many creators becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldValue {
    /// Which.
    pub field: CreatorField,
    /// The value, unknown to clear it.
    pub value: Value,
    /// The currency of an amount.
    pub currency: Currency,
}

impl FieldValue {
    /// A text.
    pub fn text(field: CreatorField, text: &str) -> Self {
        Self { field, value: Value::Text(text.to_owned()), currency: Currency::default() }
    }

    /// An asking price for one post, in minor units.
    pub fn price(price: Option<(i64, Currency)>) -> Self {
        let (minor, currency) = price.unzip();
        let currency = currency.unwrap_or_default();
        Self { field: CreatorField::Price, value: Value::Count(minor), currency }
    }
}
