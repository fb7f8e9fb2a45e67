//! One creator's page: all that is known and was ever done, and what the user adds to it by hand.

use std::fmt;

use chrono::NaiveDate;

use super::payment::YearSum;
use super::source::Source;
use crate::analysis::benchmarks::OfTier;
use crate::analysis::fit::Penalties;
use crate::analysis::head::assets::Made;
use crate::analysis::vetting::Vetting;
use crate::domain::track_record::TrackRecord;
use crate::domain::{BatchId, CampaignId, CollaborationFields, CollaborationId, Currency, Goal, Money, PostId};

use super::page_change::{Facet, SponsoredSeen};
use super::post::PostEntry;
use super::row::CreatorDetail;
use super::sums::Sums;

/// A batch by its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchName {
    /// The campaign's. It may be foreign.
    pub campaign: String,
    /// Its own. It may be foreign.
    pub batch: String,
}

impl fmt::Display for BatchName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.campaign, self.batch)
    }
}

/// A part of a creator's audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudienceShare {
    /// What it is split by.
    pub facet: Facet,
    /// Which part: `US`, `18-24`, `female`.
    pub key: String,
    /// Its share in basis points, 0 to 10,000.
    pub share_bp: i64,
}

/// A post on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostRow {
    /// Which.
    pub id: PostId,
    /// What is known of it, with the newest counts.
    pub entry: PostEntry,
    /// The day of the newest counts.
    pub read_on: Option<NaiveDate>,
    /// Where the newest counts come from.
    pub source: Source,
    /// The campaign and batch it was made for, if any.
    pub made_for: Option<BatchName>,
}

/// A collaboration on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct BookingRow {
    /// Which.
    pub id: CollaborationId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// Its batch.
    pub batch: BatchId,
    /// Their names: `Glow Serum spring test: Batch 2`.
    pub name: BatchName,
    /// Headline stage.
    pub stage: String,
    /// What the user decided: `scale`, `retest`, `wait`, `drop` or `undecided`.
    pub decision: String,
    /// Currency of the amounts.
    pub currency: Currency,
    /// What is known of it, over all its posts; amounts that were released are left out.
    pub fields: CollaborationFields,
    /// Loaded cost, minor units.
    pub cost_minor: i64,
    /// Sales and their net revenue, minor units.
    pub orders: i64,
    /// Net revenue, minor units.
    pub revenue_minor: i64,
    /// What its campaign is for.
    pub goal: Goal,
    /// What was made that can be used.
    pub made: Made,
}

impl BookingRow {
    /// Its sums, before any division.
    pub fn sums(&self) -> Sums {
        let sums = Sums {
            spend_minor: self.cost_minor,
            revenue_minor: self.revenue_minor,
            orders: self.orders,
            made: self.made,
            ..Sums::default()
        };
        sums.counted(self.fields.views, None)
    }
}

/// A fee agreed with the creator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedFee {
    /// How much.
    pub fee: Money,
    /// Since when.
    pub on: NaiveDate,
    /// The campaign and the batch.
    pub made_for: BatchName,
}

/// A note or message on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// When, unix milliseconds.
    pub written_at: i64,
    /// `note`, or what kind of message.
    pub kind: String,
    /// The text.
    pub text: String,
}

/// Everything the page of a creator shows.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorPage {
    /// The row, where its figures come from, and the rest of the info pane.
    pub detail: CreatorDetail,
    /// Earlier handles, newest first, each with the day it was given up.
    pub known_as: Vec<(String, NaiveDate)>,
    /// Posts, newest first.
    pub posts: Vec<PostRow>,
    /// Followers on days, oldest first.
    pub snapshots: Vec<(NaiveDate, i64)>,
    /// The audience.
    pub audience: Vec<AudienceShare>,
    /// Past sponsored posts, where someone looked.
    pub sponsored: Option<SponsoredSeen>,
    /// What follows from all this.
    pub vetting: Vetting,
    /// The published figures of the tier that the creator is held against.
    pub usual: Option<OfTier>,
    /// What each warning sign takes off the score.
    pub penalties: Penalties,
    /// What working with them was like.
    pub record: TrackRecord,
    /// Fees agreed with them, newest first.
    pub agreed: Vec<AgreedFee>,
    /// The campaign whose brief the fit is measured against, if there is one.
    pub brief_of: Option<String>,
    /// Every collaboration ever, newest first.
    pub bookings: Vec<BookingRow>,
    /// Notes and messages, newest first.
    pub notes: Vec<NoteRow>,
    /// What they were paid in dollars, by year and method.
    pub paid_years: Vec<YearSum>,
}
