//! What follows from the results of a campaign: how niches and tiers compare, where the next money goes, whose sale an order
//! may be; and what the user decides about it.

use chrono::NaiveDate;

use crate::analysis::attribution::LeakHint;
use crate::analysis::decision::Advice;
use crate::analysis::input::GroupBy;
use crate::analysis::next_batch::NextBatch;
use crate::domain::collaboration::Decision;
use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, Currency, OrderId};

use super::code_holder::{CodeHolder, CodeSeekers};
use super::planned_batch::PlannedBatch;
use super::sums::Sums;

/// A niche or tier: what a typical new creator from it would return.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupOutlook {
    /// Its name.
    pub name: String,
    /// Its creators that were booked and paid.
    pub creators: usize,
    /// Facts of its creators in this campaign.
    pub sums: Sums,
    /// Head figure of a new creator from it: its 5, 10, 50, 90 and 95% quantiles, lowest first; nothing for a count.
    pub range: Option<[f64; 5]>,
    /// Chance to beat the target; nothing without one.
    pub chance: Option<f64>,
    /// What the numbers say about trying another creator from it.
    pub verdict: Advice,
    /// Whether too many orders of one of its creators are still to come.
    pub early: bool,
    /// Chance to be the best of all groups; nothing where they cannot be compared.
    pub best: Option<f64>,
}

/// How groups compare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The groups, best middle first; where a count decides, the cheapest first.
    pub groups: Vec<GroupOutlook>,
    /// Whether the numbers suffice to compare them.
    pub comparable: bool,
}

/// What follows from a campaign's results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// By niche.
    pub niches: Comparison,
    /// By tier.
    pub tiers: Comparison,
    /// By style of what they made; without groups where no style is known.
    pub styles: Comparison,
    /// Where the budget for the next batch goes.
    pub next: Option<NextBatch>,
    /// Whether so few creators were tested that their differences are not seen.
    pub few_creators: bool,
    /// Chance that a creator never tried beats the target; nothing where that cannot be estimated.
    pub p_new: Option<f64>,
    /// ROAS that a creator never tried returns if we are moderately lucky (70th percentile); nothing for other head figures.
    pub index_new: Option<f64>,
    /// Share of the next unit of money that is better kept; nothing for other head figures than ROAS.
    pub hold_share: Option<f64>,
    /// From which chance on a verdict is SCALE, and below which it is DROP, by the rules in force.
    pub borders: (f64, f64),
    /// How many more bookings knowing is taken to serve.
    pub later_bookings: f64,
    /// The settings these numbers rest on.
    pub terms: Terms,
}

impl Outlook {
    /// Every kind of group with how its groups compare. Styles are left out where none is known.
    pub fn comparisons(&self) -> impl Iterator<Item = (GroupBy, &Comparison)> {
        let all = [(GroupBy::Niche, &self.niches), (GroupBy::Tier, &self.tiers), (GroupBy::Style, &self.styles)];
        all.into_iter().filter(|(by, comparison)| *by != GroupBy::Style || !comparison.groups.is_empty())
    }
}

/// How tracked orders are read, as the user set it for a campaign. Shares in basis points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Share of code orders that the creators did not cause: from.
    pub leak_low_bp: i64,
    /// To.
    pub leak_high_bp: i64,
    /// Caused orders without the code per caused code order: from.
    pub halo_low_bp: i64,
    /// To.
    pub halo_high_bp: i64,
    /// Budget for the next batch, minor units; what is left of the campaign's budget without one.
    pub next_budget_minor: Option<i64>,
}

/// Whether the user wants a creator in the next batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Choice {
    /// As the numbers say.
    #[default]
    Open,
    /// In any case.
    Pinned,
    /// In no case.
    Excluded,
}

impl Choice {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Pinned => "pinned",
            Self::Excluded => "excluded",
        }
    }

    /// What a decision asks of the next batch: scale and retest want the creator in it, drop wants them out.
    pub fn of(decision: Decision) -> Self {
        match decision {
            Decision::Scale | Decision::Retest => Self::Pinned,
            Decision::Drop => Self::Excluded,
            Decision::Wait | Decision::Undecided => Self::Open,
        }
    }

    /// Reads a choice's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Open, Self::Pinned, Self::Excluded].into_iter().find(|choice| choice.word() == word)
    }
}

/// A hint that a code is used by buyers whom its creator did not send.
#[derive(Clone, Debug, PartialEq)]
pub struct LeakNote {
    /// Which sign of it.
    pub hint: LeakHint,
    /// The share that it suggests to set, from and to, 0 to 1; nothing is changed by itself.
    pub suggested: (f64, f64),
}

/// Money of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayMoney {
    /// The day.
    pub day: NaiveDate,
    /// Spent on it, minor units.
    pub spend_minor: i64,
    /// Net revenue of its sales, minor units.
    pub revenue_minor: i64,
    /// Sales.
    pub orders: i64,
}

/// The sums of a batch so many days after its posts, for comparing batches at equal age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtAge {
    /// Days since the post of each creator.
    pub days: i64,
    /// Creators whose post is at least that old; only theirs are summed.
    pub creators: usize,
    /// Their loaded cost, minor units.
    pub cost_minor: i64,
    /// Net revenue of their sales up to that day, minor units.
    pub revenue_minor: i64,
    /// Those sales.
    pub orders: i64,
    /// Views of their posts on that day, where views are what the campaign is for and anybody's are known.
    pub seen: Option<SeenAt>,
}

/// Views so many days after the posts, of the creators whose readings reach that far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenAt {
    /// How many creators.
    pub creators: usize,
    /// Their loaded cost, minor units.
    pub cost_minor: i64,
    /// Their views.
    pub views: i64,
}

/// What was counted up to the end of a day: views of all posts, or usable assets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub day: NaiveDate,
    /// The count so far.
    pub total: i64,
}

/// An order that waits for an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// Which.
    pub id: OrderId,
    /// The number the shop owner knows.
    pub name: String,
    /// The day it was placed.
    pub placed_on: NaiveDate,
    /// Net revenue, minor units.
    pub net_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// Promo codes in it.
    pub codes: String,
    /// Where it came from, as `utm_content` or `utm_campaign` says; empty for nothing.
    pub mark: String,
}

/// A code in orders that no creator has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// The code as an order writes it.
    pub code: String,
    /// How many sales of nobody carry it.
    pub orders: i64,
    /// Their net revenue, minor units.
    pub net_minor: i64,
    /// Their currency.
    pub currency: Currency,
}

/// What comes before the mark of a link where links and codes are settled alike; no code begins so.
pub const LINK: &str = "?utm=";

/// Orders that carry codes of two creators, or one code or link that two creators own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// The two codes, folded, in alphabetical order; the same twice where two creators own it. The mark of a link comes after [`LINK`].
    pub codes: (String, String),
    /// Who owns the first, and who the second: id and handle.
    pub owners: ((CreatorId, String), (CreatorId, String)),
    /// How many orders carry both.
    pub orders: i64,
    /// Their net revenue, minor units.
    pub net_minor: i64,
    /// Their currency.
    pub currency: Currency,
    /// Who gets them, once someone said so; the first code in the order until then.
    pub settled: Option<CreatorId>,
}

impl ConflictRow {
    /// Whether it is one code or link that two creators own: then all its orders go to one of them, and neither verdict can stand.
    pub fn is_shared(&self) -> bool {
        self.codes.0 == self.codes.1
    }

    /// The mark, where it is a link that two creators own.
    pub fn link(&self) -> Option<&str> {
        self.codes.0.strip_prefix(LINK)
    }

    /// What it is that they own: a code or a link.
    pub fn kind(&self) -> &'static str {
        if self.link().is_some() { "link" } else { "code" }
    }

    /// Names the codes: `glow15 and balm15`, or `glow15`; a link by its mark.
    pub fn codes_text(&self) -> String {
        let (first, second) = &self.codes;
        match self.link() {
            Some(mark) => mark.to_owned(),
            None if self.is_shared() => first.clone(),
            None => format!("{first} and {second}"),
        }
    }
}

/// Someone who can be given an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerRow {
    /// The collaboration.
    pub id: CollaborationId,
    /// Its creator's handle, without `@`.
    pub handle: String,
    /// Its batch.
    pub batch: String,
    /// Whether the batch has started: before that, a creator can have a code but no order.
    pub has_started: bool,
}

/// Orders of a campaign whose owner is in doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Orders of nobody, newest first; at most the newest 1,000.
    pub orders: Vec<OrderRow>,
    /// How many there are in all.
    pub orders_total: i64,
    /// The codes in them that no creator has, the most used first.
    pub codes: Vec<CodeRow>,
    /// Codes of two creators in one order.
    pub conflicts: Vec<ConflictRow>,
    /// Who can be given a code or an order.
    pub owners: Vec<OwnerRow>,
    /// Who else can be given a code.
    pub seekers: CodeSeekers,
}

/// A decision about results.
#[derive(Clone, Debug, PartialEq)]
pub enum OutlookCmd {
    /// Gives orders to a collaboration, or back to nobody.
    GiveOrders(Vec<OrderId>, Option<CollaborationId>),
    /// Gives a code to somebody: its orders, now and later, are theirs.
    GiveCode(String, CodeHolder),
    /// Settles whose the orders are that carry these two codes (folded, in alphabetical order), or this one (twice the same).
    SettleCodes {
        /// The codes.
        codes: (String, String),
        /// Who gets the orders.
        winner: CreatorId,
    },
    /// Sets how tracked orders of a campaign are read.
    SetTerms(CampaignId, Terms),
    /// Sets the leak of one creator's codes in a campaign, from and to in basis points; nothing for that of the campaign.
    SetLeak(CampaignId, CreatorId, Option<(i64, i64)>),
    /// Pins a creator to the next batch, excludes them, or leaves it to the numbers.
    SetChoice(CampaignId, CreatorId, Choice),
    /// Takes one creator out of the next batch and puts another in.
    Swap {
        /// Of which campaign.
        campaign: CampaignId,
        /// The creator to leave out.
        out: CreatorId,
        /// The creator to pin.
        into: CreatorId,
    },
    /// Sets the fee of a creator in a planned batch.
    SetFee {
        /// The batch.
        batch: BatchId,
        /// The creator.
        creator: CreatorId,
        /// The fee of all of their bookings there, minor units; nothing takes it out.
        fee_minor: Option<i64>,
        /// What they ask for one post from now on, minor units of the campaign's currency; nothing leaves it as it is.
        asks_minor: Option<i64>,
    },
    /// Plans a batch with its creators, their costs as offered, its rule and its end.
    PlanBatch(Box<PlannedBatch>),
    /// Takes a planned batch back to nothing in it, before it is filled again.
    EmptyBatch(BatchId),
}
