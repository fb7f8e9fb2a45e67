//! The results of a campaign: what was spent and what came back, tracked so far; and beside these facts, never mixed with them,
//! what the same booking would return if it were repeated.

use chrono::NaiveDate;

use crate::analysis::decision::Advice;
use crate::analysis::head::{Head, HeadTarget, TargetSource};
use crate::analysis::one_more::OneMore;
use crate::domain::collaboration::Decision;
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::success_rule::RuleText;
use crate::domain::{
    BatchId, BatchStatus, Budget, CampaignId, CollaborationId, Counts, CreatorId, Currency, Goal, Judgement, Platform,
    RuleScope, SuccessRule,
};

use super::outlook::{AtAge, Choice, ConflictRow, DayCount, DayMoney, LeakNote, Outlook};
use super::post::ReadingRecord;

pub use super::sums::{Counted, Seen, Sums};
pub use super::surprise::Surprise;

/// What an estimate of one creator is computed from. Of three numbers the first and the last are the ends of an 80% range.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// Views to expect of the next post: drawn back to what is usual.
    pub views: [f64; 3],
    /// Orders per 1,000 views to expect.
    pub orders_per_mille: f64,
    /// Orders of one more booking in the long run.
    pub orders: [f64; 3],
    /// Net revenue of an order to expect, minor units.
    pub order_value_minor: [f64; 3],
    /// Cost of the same terms, minor units; nothing where nothing was paid.
    pub cost_minor: Option<i64>,
    /// Real orders that each tracked one is taken for.
    pub kappa: f64,
    /// Chance that the next booking brings no order at all.
    pub zero_chance: Option<f64>,
}

/// The facts behind a verdict, beside the range and the chance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Basis {
    /// Orders of all bookings.
    pub orders: i64,
    /// By views: how many more bookings would settle the verdict; nothing for a batch, or for more than are worth counting.
    pub more_bookings: Option<u32>,
    /// By ROAS: what one more booking would tell; nothing for a batch, or where the commission alone rules the target out.
    pub one_more: Option<OneMore>,
    /// By ROAS: what following the verdict loses on average against knowing, minor units a booking.
    pub regret_minor: Option<i64>,
    /// How far the latest post was from what was expected; nothing without views.
    pub surprise: Option<Surprise>,
    /// The day on which waiting ends; nothing where there is nothing to wait for.
    pub check_again: Option<NaiveDate>,
}

/// Why a verdict does not stand yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsettled {
    /// A code or link of the creator belongs to someone else as well.
    SharedCode(ConflictRow),
}

/// What else to know about an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note {
    /// There are no orders so far.
    NoOrders {
        /// Views read; nothing where none are.
        views: Option<i64>,
    },
    /// One order is most of the revenue.
    OneOrder {
        /// Its share, 0 to 1.
        share: f64,
    },
    /// Orders so far above the usual one that they count less than they brought.
    LargeOrders {
        /// How many.
        orders: i64,
        /// The net revenue of the largest, minor units.
        largest_minor: i64,
        /// What each of them counts, minor units.
        counted_minor: i64,
    },
    /// Orders after the window, which no estimate counts.
    LateOrders {
        /// How many.
        orders: i64,
    },
    /// Orders before the first post.
    EarlyOrders {
        /// How many.
        orders: i64,
    },
    /// The day up to which orders are known, where newer ones would say more.
    OrdersUntil(NaiveDate),
}

/// What the same booking, or batch, would return if it were made again and again: an estimate with its range.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The head figure of the campaign's goal, with its range, chance and verdict. Without a target of its own it is held against
    /// that of the campaign.
    pub head: Head,
    /// Repeatable ROAS beside another head figure: its 5, 10, 50, 90 and 95% quantiles; nothing without a cost or a target ROAS.
    pub also_roas: Option<[f64; 5]>,
    /// Why the verdict is provisional; none for one that stands.
    pub provisional: Vec<Unsettled>,
    /// Whether too many of the orders are still to come.
    pub early: bool,
    /// The facts behind the verdict.
    pub basis: Basis,
    /// Share of its orders that have arrived, 0 to 1; nothing for a batch, or without a post.
    pub maturity: Option<f64>,
    /// The verdict turns if each tracked order stands for fewer real ones than this; nothing without a cost.
    pub flip_kappa: Option<f64>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// Highest price worth paying for the same again, minor units; nothing for a batch.
    pub highest_price_minor: Option<i64>,
    /// Profit of one more booking, minor units: at the best guess, and on average; nothing without a margin.
    pub profit_minor: Option<(i64, i64)>,
    /// The next booking's own return, which has luck of its own: 10, 50 and 90% quantiles.
    pub next_roas: Option<[f64; 3]>,
    /// What it is computed from; nothing for a batch.
    pub working: Option<Working>,
}

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

impl Estimate {
    /// A head figure, and nothing that follows from it.
    pub fn of(head: Head) -> Self {
        Self {
            head,
            also_roas: None,
            provisional: Vec::new(),
            early: false,
            basis: Basis::default(),
            maturity: None,
            flip_kappa: None,
            notes: Vec::new(),
            highest_price_minor: None,
            profit_minor: None,
            next_roas: None,
            working: None,
        }
    }

    /// Profit of one more booking on the same terms, minor units: the low end of the 80% range, the best guess and the high end. It
    /// follows from the repeatable ROAS, whatever the head figure; nothing without a margin or a cost.
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 minor units")]
    #[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
    pub fn profit_range(&self, margin_bp: Option<i64>) -> Option<[i64; 3]> {
        let (margin, cost) = (margin_bp? as f64 / 10_000.0, self.working.as_ref()?.cost_minor? as f64);
        let [_, low, middle, high, _] = self.roas()?;
        Some([low, middle, high].map(|roas| (cost * (margin * roas - 1.0)).round() as i64))
    }

    /// The repeatable ROAS: the head figure of conversions, or what stands beside another one.
    pub fn roas(&self) -> Option<[f64; 5]> {
        if self.head.goal == Goal::Conversions { self.head.range } else { self.also_roas }
    }

    /// Whether the verdict hangs on something that is to be settled first: one order, or a code of two creators.
    pub fn is_provisional(&self) -> bool {
        !self.provisional.is_empty()
    }

    /// The verdict where it stands; nothing while it is provisional.
    pub fn settled(&self) -> Option<Advice> {
        (!self.is_provisional()).then_some(self.head.advice)
    }

    /// The verdict as a word, with a question mark while it is provisional.
    pub fn word(&self) -> &'static str {
        if self.is_provisional() { self.head.advice.provisional_word() } else { self.head.advice.word() }
    }

    /// Makes the verdict provisional for a reason; the newest reason comes first.
    pub fn make_provisional(&mut self, why: Unsettled) {
        self.provisional.insert(0, why);
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
    /// What the campaign is for, which decides its head figure.
    pub goal: Goal,
    /// What a goal other than conversions counts, day by day.
    pub counted: Vec<DayCount>,
    /// What a goal other than conversions is held against.
    pub target: Option<HeadTarget>,
}
