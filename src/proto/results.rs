//! The results of a campaign: what was spent and what came back, tracked so far; and beside these facts, never mixed with them,
//! what the same booking would return if it were repeated.

use chrono::NaiveDate;

use crate::analysis::head::{HeadTarget, TargetSource};
use crate::domain::collaboration::Decision;
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::success_rule::RuleText;
use crate::domain::{
    BatchId, BatchStatus, Budget, CampaignId, CollaborationId, Counts, CreatorId, Currency, Goal, Judgement, Platform,
    RuleScope, SuccessRule,
};

use super::next_test::{Next, NextTest};
use super::outlook::{AtAge, Choice, ConflictRow, DayCount, DayMoney, LeakNote, Outlook};
use super::post::ReadingRecord;

pub use super::estimate::{Basis, Estimate, Note, Unsettled, Working};
pub use super::sums::{Counted, Seen, Sums};
pub use super::surprise::Surprise;

impl CampaignResult {
    /// One of its batches.
    pub fn batch(&self, id: BatchId) -> Option<&BatchResult> {
        self.batches.iter().find(|batch| batch.id == id)
    }

    /// What the success rules of its batches take from it.
    pub fn rule_scope(&self) -> RuleScope {
        let own_target_e4 = self.target_roas_e4.filter(|_| self.has_own_target);
        RuleScope { currency: self.currency, own_target_e4, margin_bp: self.margin_bp }
    }

    /// What its head figure is held against; nothing where no target is known.
    #[expect(clippy::cast_precision_loss, reason = "a ratio needs no more digits")]
    pub fn head_target(&self) -> Option<HeadTarget> {
        if self.goal != Goal::Conversions {
            return self.target;
        }
        let source = if self.has_own_target { TargetSource::Own } else { TargetSource::BreakEven };
        Some(HeadTarget { value: self.target_roas_e4? as f64 / 10_000.0, source })
    }

    /// From which chance on a verdict is SCALE, and below which it is DROP; 0 before there is a verdict.
    pub fn borders(&self) -> (f64, f64) {
        self.outlook.as_ref().map(|outlook| outlook.borders).unwrap_or_default()
    }

    /// Takes in what comes next, from the answer about all campaigns.
    pub fn take_next(&mut self, all: &[Next]) {
        let next = all.iter().find(|next| next.campaign == self.id);
        self.next_test = next.and_then(|next| next.test.clone());
        if let Some(outlook) = &mut self.outlook {
            outlook.next = next.and_then(|next| next.batch.clone());
        }
    }

    /// The success rule of one of its batches in words, with the day where it was set late; nothing without one.
    pub fn rule(&self, batch: &BatchResult) -> Option<String> {
        let text = RuleText {
            rule: batch.rule,
            note: &batch.success_rule,
            scope: self.rule_scope(),
            size: i64::try_from(batch.creators.len()).unwrap_or(i64::MAX),
            ends_on: batch.ends_on,
            set_on: batch.rule_set_on,
        };
        text.words()
    }

    /// What the user wants of a creator in the next batch: in or out as they said, else as they decided last.
    pub fn wish(&self, creator: CreatorId) -> Choice {
        let of_creator = || self.batches.iter().flat_map(|batch| &batch.creators).filter(|row| row.creator == creator);
        let said = of_creator().map(|row| row.choice).find(|choice| *choice != Choice::Open);
        said.unwrap_or_else(|| {
            let mut decided = of_creator().map(|row| row.decision).filter(|decision| *decision != Decision::Undecided);
            decided.next_back().map_or(Choice::Open, Choice::of)
        })
    }
}

/// One creator's facts in one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorResult {
    /// The collaboration.
    pub collaboration: CollaborationId,
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// Whether they were deleted and only the ledger is left.
    pub is_deleted: bool,
    /// The platform of that account.
    pub platform: Platform,
    /// Their followers.
    pub followers: Option<i64>,
    /// Views of a post of their own, as last read.
    pub usual_views: Option<i64>,
    /// Their sums.
    pub sums: Sums,
    /// Newest counts of their posts, added up.
    pub reading: ReadingRecord,
    /// What agreeing makes agreed, minor units.
    pub offered_minor: i64,
    /// Day of the first post.
    pub posted_on: Option<NaiveDate>,
    /// Day the parcel left.
    pub shipped_on: Option<NaiveDate>,
    /// Day the parcel arrived.
    pub delivered_on: Option<NaiveDate>,
    /// What the user decided.
    pub decision: Decision,
    /// Whether the user wants them in the next batch.
    pub choice: Choice,
    /// Their leak as set by the user, from and to in basis points; nothing for that of the campaign.
    pub leak_bp: Option<(i64, i64)>,
    /// Signs that their codes leaked.
    pub leak_notes: Vec<LeakNote>,
    /// Orders after the window, which no estimate counts.
    pub late_orders: i64,
    /// Orders before the first post.
    pub early_orders: i64,
    /// What one more booking on the last terms would return, over all batches of the campaign.
    pub estimate: Option<Estimate>,
}

impl CreatorResult {
    /// The days of the post and of the parcel.
    pub fn post_and_parcel(&self) -> PostAndParcel {
        let Self { posted_on, shipped_on, delivered_on, .. } = *self;
        PostAndParcel { posted_on, shipped_on, delivered_on }
    }

    /// The public address of the account.
    pub fn profile_url(&self) -> String {
        self.platform.profile_url(&self.handle)
    }
}

/// One batch's facts.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchResult {
    /// Which.
    pub id: BatchId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: BatchStatus,
    /// Whether a tracker brought it along, under way.
    pub imported: bool,
    /// What counts as a win, in parts.
    pub rule: Option<SuccessRule>,
    /// A note on it; without parts it is the rule.
    pub success_rule: String,
    /// The day on which that was set after the first post.
    pub rule_set_on: Option<NaiveDate>,
    /// How its rule stands; nothing before the start or without parts.
    pub judged: Option<Judgement>,
    /// Its creators, in the order they were put in.
    pub creators: Vec<CreatorResult>,
    /// All of them together.
    pub sums: Sums,
    /// What stands against the budget of its campaign; it has no limit of its own.
    pub budget: Budget,
    /// First day, once started.
    pub starts_on: Option<NaiveDate>,
    /// The day the test ends.
    pub ends_on: Option<NaiveDate>,
    /// What this batch would return if it were repeated.
    pub estimate: Option<Estimate>,
    /// How it stood 1, 3, 7, 14 and 30 days after its posts.
    pub at_ages: Vec<AtAge>,
    /// Its money by day, oldest first; days on which nothing happened are left out.
    pub days: Vec<DayMoney>,
    /// What a goal other than conversions counts, day by day.
    pub counted: Vec<DayCount>,
    /// What a goal other than conversions is held against.
    pub target: Option<HeadTarget>,
}

impl BatchResult {
    /// Where it stands: `running, imported`.
    pub fn stage(&self) -> String {
        self.status.with_origin(self.imported)
    }

    /// Whether the batch was started: a planned one tells nothing yet.
    pub fn is_under_way(&self) -> bool {
        self.status != BatchStatus::Planned
    }
}

/// A campaign's facts.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignResult {
    /// Which.
    pub id: CampaignId,
    /// Its name.
    pub name: String,
    /// Currency of every amount.
    pub currency: Currency,
    /// Gross margin, basis points.
    pub margin_bp: Option<i64>,
    /// Target ROAS x 10,000: the user's own, else break-even.
    pub target_roas_e4: Option<i64>,
    /// Its batches, oldest first.
    pub batches: Vec<BatchResult>,
    /// All of them together.
    pub sums: Sums,
    /// What the whole test would return if it were repeated; nothing before there is something to tell.
    pub estimate: Option<Estimate>,
    /// Sales in this currency that no code or link belongs to.
    pub unattributed_orders: i64,
    /// Their net revenue, minor units.
    pub unattributed_minor: i64,
    /// Attributed sales in another currency, left out of every sum.
    pub other_currency_orders: i64,
    /// Days after the last post within which estimates count orders, by the rules in force.
    pub window_days: i64,
    /// The product.
    pub product: String,
    /// The question the campaign asks.
    pub question: String,
    /// Its budget and what stands against it.
    pub budget: Budget,
    /// What counts as a conversion; its orders are these.
    pub counts: Counts,
    /// Whether the target is the user's own and not break-even.
    pub has_own_target: bool,
    /// Money by day, oldest first; days on which nothing happened are left out.
    pub days: Vec<DayMoney>,
    /// Codes of two creators that nobody settled.
    pub conflicts: Vec<ConflictRow>,
    /// The newest day of an order of the file, which says how far the data reach.
    pub orders_until: Option<NaiveDate>,
    /// What follows from it; nothing before there is something to tell.
    pub outlook: Option<Outlook>,
    /// What its best next booking is worth; nothing until it was worked out, without a target, or for another goal than conversions.
    pub next_test: Option<NextTest>,
    /// What the campaign is for, which decides its head figure.
    pub goal: Goal,
    /// What a goal other than conversions counts, day by day.
    pub counted: Vec<DayCount>,
    /// What a goal other than conversions is held against.
    pub target: Option<HeadTarget>,
}
