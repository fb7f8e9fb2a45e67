//! What lists and panes show: one struct a row, plain values only.

use chrono::NaiveDate;

use super::source::Source;
use crate::analysis::flags::{FlagCode, Severity};
use crate::domain::batch::{StartCheck, StartDoubts};
use crate::domain::collaboration::{Stage, Tracks};
use crate::domain::creator::{CreatorFields, Figure};
use crate::domain::success_rule::RuleText;
use crate::domain::{
    AmountState, BatchId, BatchStatus, Budget, CampaignId, CollaborationFields, CollaborationId, CostKind, CreatorId,
    Judgement, Money, Platform, TagId, Verdict, ViewId,
};

use super::command::{BatchFields, CampaignFields, ViewFields};
use super::likeness::LikenessRow;
use super::odds::CreatorOdds;
use super::payment::PackingLine;
use super::post::ReadingRecord;
use super::price_guess::PriceGuess;
use super::results::Estimate;

/// The most rows that are read by key at once: what one copies, and many times what a window shows.
pub const MOST_ROWS: usize = 2_000;

/// A creator in the table.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorRow {
    /// Whose row.
    pub id: CreatorId,
    /// Account and figures.
    pub fields: CreatorFields,
    /// Tags by name, in alphabetical order.
    pub tags: Vec<String>,
    /// Triage result.
    pub verdict: Verdict,
    /// Why rejected, empty otherwise.
    pub reason: String,
    /// Snoozed until.
    pub snoozed_until: Option<NaiveDate>,
    /// Stars, 0 for none.
    pub rating: u8,
    /// Nobody may write to them.
    pub do_not_contact: bool,
    /// The day they came in.
    pub added_on: NaiveDate,
    /// Last change, unix milliseconds.
    pub updated_at: i64,
    /// What vetting found.
    pub standing: Standing,
    /// What all their collaborations come to, where a list shows it.
    pub totals: CreatorTotals,
    /// What they promise in the current campaign, where an export asks for it.
    pub odds: Option<CreatorOdds>,
    /// How alike they are to those whom the filter names, where it names any.
    pub likeness: Option<LikenessRow>,
}

impl CreatorRow {
    /// How and where they were found: `competitor: Plain Jar`; empty where neither is known.
    pub fn found(&self) -> String {
        let parts = [&*self.fields.found_by, &*self.fields.found_via];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
    }
}

/// What vetting found of a creator, in short; all unknown until it was computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// The fit with what the campaign looks for, 0 to 100.
    pub score: Option<u8>,
    /// The share of the facts that the fit rests on, percent.
    pub coverage: Option<u8>,
    /// Reactions per view, percent: the median over the newest posts.
    pub er_views: Option<f64>,
    /// Growth of the followers in 30 days, percent.
    pub growth: Option<f64>,
    /// Warning signs in their order.
    pub flags: Vec<(FlagCode, Severity)>,
}

/// What all collaborations of a creator come to; all unknown for those who never took part. Amounts over two currencies are unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreatorTotals {
    /// Stage of the newest collaboration.
    pub stage: Option<Stage>,
    /// The newest of the days on which a talk began.
    pub contacted_on: Option<NaiveDate>,
    /// The first day on which a payment, a task or a promised post is due.
    pub due_on: Option<NaiveDate>,
    /// Days since then, where it has passed.
    pub days_late: Option<i64>,
    /// Attributed orders.
    pub orders: Option<i64>,
    /// Loaded cost.
    pub spend: Option<Money>,
    /// Tracked revenue over cost; nothing without a cost.
    pub roas: Option<f64>,
    /// What is owed and not paid.
    pub owed: Option<Money>,
}

/// Where one figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureSource {
    /// Which figure.
    pub figure: Figure,
    /// The day it is of.
    pub day: NaiveDate,
    /// Where from.
    pub source: Source,
}

/// Everything the info pane shows of one creator.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorDetail {
    /// The row.
    pub row: CreatorRow,
    /// Where the figures come from.
    pub source: Source,
    /// The day the figures are of.
    pub stats_on: Option<NaiveDate>,
    /// The figures that come from elsewhere than that.
    pub elsewhere: Vec<FigureSource>,
    /// Notes, newest first: day and text.
    pub notes: Vec<(NaiveDate, String)>,
    /// Collaborations, newest first: campaign, batch, headline stage.
    pub collaborations: Vec<(String, String, String)>,
    /// The last posts, newest first, at most [`LAST_POSTS`].
    pub last_posts: Vec<LastPost>,
    /// What a post would cost where they were never asked.
    pub price_guess: Option<PriceGuess>,
}

impl CreatorDetail {
    /// The day a figure is of, and where it comes from.
    pub fn origin(&self, figure: Figure) -> (Option<NaiveDate>, &Source) {
        let other = self.elsewhere.iter().find(|other| other.figure == figure);
        other.map_or((self.stats_on, &self.source), |other| (Some(other.day), &other.source))
    }
}

/// How many of the last posts a pane or card shows.
pub const LAST_POSTS: usize = 10;

/// One of the last posts of a creator, in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastPost {
    /// Day of the post.
    pub posted_on: Option<NaiveDate>,
    /// Its text, empty for none.
    pub caption: String,
    /// Its newest known views.
    pub views: Option<i64>,
}

/// A tag with how many creators carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRow {
    /// Which.
    pub id: TagId,
    /// Its name.
    pub name: String,
    /// How many creators carry it.
    pub creators: i64,
}

/// A campaign in the list, with its facts so far.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignRow {
    /// Which.
    pub id: CampaignId,
    /// What is in its form.
    pub fields: CampaignFields,
    /// Its batches, oldest first.
    pub batches: Vec<BatchRow>,
    /// Spend so far, minor units.
    pub spend_minor: i64,
    /// Net revenue so far, minor units.
    pub revenue_minor: i64,
    /// Orders so far.
    pub orders: i64,
    /// Its budget and what stands against it.
    pub budget: Budget,
    /// What the whole campaign would return if it were repeated; nothing before there is something to tell.
    pub estimate: Option<Estimate>,
}

/// A batch in a campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchRow {
    /// Which.
    pub id: BatchId,
    /// What is in its form.
    pub fields: BatchFields,
    /// Where it stands.
    pub status: BatchStatus,
    /// Whether a tracker brought it along, under way.
    pub imported: bool,
    /// The day on which its rule was set after the first post.
    pub rule_set_on: Option<NaiveDate>,
    /// How its rule stands; nothing before the start or without parts.
    pub judged: Option<Judgement>,
    /// First day, once started.
    pub starts_on: Option<NaiveDate>,
    /// How many creators are in it.
    pub creators: i64,
    /// Spend so far, minor units.
    pub spend_minor: i64,
    /// Net revenue so far, minor units.
    pub revenue_minor: i64,
    /// What stands against the budget of its campaign; it has no limit of its own.
    pub budget: Budget,
    /// Whether `b` and `P` put creators here.
    pub current: bool,
    /// What is not noted yet; empty once it has started.
    pub plan: BatchPlan,
}

/// What a planned batch lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchPlan {
    /// Handles of those without a fee.
    pub no_fee: Vec<String>,
    /// Handles of those without a code or link.
    pub no_code: Vec<String>,
    /// Handles of those to whom something is sent and whose address is unknown.
    pub no_address: Vec<String>,
}

impl BatchPlan {
    /// Handle of the first creator that lacks a fee, a code or an address.
    pub fn first_lacking(&self) -> Option<&str> {
        [&self.no_fee, &self.no_code, &self.no_address]
            .into_iter()
            .find_map(|lacking| lacking.first())
            .map(String::as_str)
    }
}

impl CampaignRow {
    /// The success rule of one of its batches in words, with the day where it was set late; nothing without one.
    pub fn rule(&self, batch: &BatchRow) -> Option<String> {
        let text = RuleText {
            rule: batch.fields.rule,
            note: &batch.fields.success_rule,
            scope: self.fields.rule_scope(),
            size: batch.creators,
            ends_on: batch.fields.ends_on,
            set_on: batch.rule_set_on,
        };
        text.words()
    }

    /// Returns what speaks against starting one of its batches, in one phrase; nothing where all is in order.
    pub fn start_doubts(&self, batch: &BatchRow) -> Option<String> {
        if batch.status != BatchStatus::Planned {
            return None;
        }
        let money = |minor| Money::new(minor, self.fields.currency);
        let over = self.budget.forecast_over_minor().zip(self.budget.limit_minor);
        let review = StartDoubts {
            over_budget: over.map(|(over, limit)| (money(over), money(limit))),
            no_fee: &batch.plan.no_fee,
            no_code: &batch.plan.no_code,
            no_address: &batch.plan.no_address,
            no_brief: self.fields.brief.trim().is_empty(),
            rule: batch.fields.rule,
            scope: self.fields.rule_scope(),
            goal: self.fields.goal,
        };
        review.words()
    }
}

impl BatchRow {
    /// Where it stands: `running, imported`.
    pub fn stage(&self) -> String {
        self.status.with_origin(self.imported)
    }

    /// Returns the sentence that says why the batch cannot start, or nothing when it can.
    pub fn refusal(&self, today: NaiveDate) -> Option<String> {
        let check = StartCheck {
            status: self.status,
            creators: usize::try_from(self.creators).unwrap_or(0),
            rule: self.fields.rule,
            note: &self.fields.success_rule,
            ends_on: self.fields.ends_on,
            today,
        };
        check.refusal()
    }
}

/// A collaboration in a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct CollaborationRow {
    /// Which.
    pub id: CollaborationId,
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// The platform of that account.
    pub platform: Platform,
    /// Their followers.
    pub followers: Option<i64>,
    /// Headline stage.
    pub stage: String,
    /// The six tracks.
    pub tracks: Tracks,
    /// What is in its form, with the counts of the first post.
    pub fields: CollaborationFields,
    /// The counts of all its posts together.
    pub counts: ReadingRecord,
    /// Each amount with its state, oldest first.
    pub amounts: Vec<AmountRow>,
    /// The parcel, while it is still to be packed.
    pub parcel: Option<PackingLine>,
}

/// An amount of a collaboration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountRow {
    /// What it is for.
    pub kind: CostKind,
    /// Minor units of the campaign's currency.
    pub minor: i64,
    /// What was paid of it, minor units.
    pub paid_minor: i64,
    /// How far it has come.
    pub state: AmountState,
    /// Since when.
    pub day: NaiveDate,
}

impl CollaborationRow {
    /// What agreeing makes agreed, minor units: everything offered but the goods, which the parcel takes with it.
    pub fn agreeing_minor(&self) -> i64 {
        let offers = self.amounts.iter().filter(|amount| amount.state == AmountState::Offered);
        let agreed = offers.filter(|amount| !amount.kind.goes_with_the_parcel());
        agreed.map(|amount| amount.minor).fold(0, i64::saturating_add)
    }

    /// What is known of it as a whole: its facts with the counts of all posts.
    pub fn whole(&self) -> CollaborationFields {
        let ReadingRecord { views, likes, comments, shares, saves } = self.counts;
        CollaborationFields { views, likes, comments, shares, saves, ..self.fields.clone() }
    }

    /// The public address of the account.
    pub fn profile_url(&self) -> String {
        self.platform.profile_url(&self.handle)
    }
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRow {
    /// Which.
    pub id: ViewId,
    /// Its name and what it keeps.
    pub fields: ViewFields,
}
