//! The JSON of one creator, as `tenfold show --format json` writes it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use strum::IntoEnumIterator;

use super::collaborations::CollaborationJson;
use super::prices::{AgreedFeeJson, PriceGuessJson};
use super::track_record::TrackRecordJson;
use crate::cli::facts;
use crate::domain::TierBorders;
use crate::domain::creator::Figure;
use crate::domain::figure::tenths;
use crate::domain::tax::TaxRules;
use crate::proto::creator_fact::CreatorFact;
use crate::proto::page::{CreatorPage, NoteRow, PostRow};
use crate::proto::page_change::Facet;
use crate::proto::row::CreatorDetail;
use crate::proto::source::Source;
use crate::words::tax_form::Meter;
use crate::words::{source, vetting as words};

/// One creator: every field of `tenfold list` under the same name (topic `facts`), and then the values below.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShowJson<'a> {
    #[serde(flatten)]
    #[schemars(skip)]
    facts: Map<String, Value>,
    /// Earlier account names.
    known_as: Vec<KnownAsJson<'a>>,
    /// Where the newest figures come from.
    source: SourceJson,
    /// Source of each known figure, by field name.
    sources: std::collections::BTreeMap<&'static str, SourceJson>,
    /// Figures computed from the posts.
    vetting: VettingJson,
    /// Why each warning sign in `flags` is there.
    flag_reasons: Vec<FlagReasonJson>,
    /// How well the creator fits what you look for.
    fit: FitJson<'a>,
    /// What working together was like.
    track_record: TrackRecordJson,
    /// Fees agreed with them, newest first.
    agreed_fees: Vec<AgreedFeeJson<'a>>,
    /// What such a post would cost by what others cost; null where too little is known.
    price_guess: Option<PriceGuessJson>,
    /// Shares of the audience in basis points, by facet (`country`, `age`, `gender`) and name.
    audience: Map<String, Value>,
    /// Earlier sponsored posts that were checked for an ad label.
    sponsored: Option<SponsoredJson>,
    /// Newest posts.
    posts: Vec<PostJson<'a>>,
    /// Followers by day.
    followers_over_time: Vec<FollowersJson>,
    /// Collaborations, newest first.
    collaborations: Vec<CollaborationJson<'a>>,
    /// Notes and messages, newest first.
    notes: Vec<NoteJson<'a>>,
    /// What they were paid in each year against the sum of the US tax form 1099, newest first; only payments in dollars.
    tax_years: Vec<TaxYearJson>,
}

/// What a creator was paid in a year, for the US tax form 1099.
#[derive(Debug, Serialize, JsonSchema)]
struct TaxYearJson {
    /// The year.
    year: i32,
    /// What was paid by methods that count, cents.
    paid_minor: i64,
    /// The sum from which a form may be due, cents.
    threshold_minor: i64,
}

/// An earlier account name.
#[derive(Debug, Serialize, JsonSchema)]
struct KnownAsJson<'a> {
    /// The name, without @.
    handle: &'a str,
    /// The last day of that name.
    until: String,
}

/// Where a figure comes from.
#[derive(Debug, Serialize, JsonSchema)]
struct SourceJson {
    /// `typed` or `imported`.
    kind: &'static str,
    /// The file that was imported.
    file: Option<String>,
    /// Its row, as a spreadsheet counts them; null where several rows count together.
    row: Option<i64>,
    /// The day of the import.
    imported_on: Option<String>,
    /// The day of the figure.
    day: Option<String>,
    /// File, row and day of the import in words, or `typed`.
    sentence: String,
}

impl SourceJson {
    fn new((day, source): (Option<NaiveDate>, &Source)) -> Self {
        let as_text = |day: NaiveDate| day.to_string();
        let (kind, file, row, on) = match source {
            Source::Typed => ("typed", None, None, None),
            Source::Imported { file, row, on } => ("imported", Some(file.clone()), *row, *on),
        };
        let sentence = source::full(source);
        Self { kind, file, row, imported_on: on.map(as_text), day: day.map(as_text), sentence }
    }
}

/// Figures computed from the posts. Rates and growth are in percent, as in `tenfold list`.
#[derive(Debug, Serialize, JsonSchema)]
struct VettingJson {
    /// Reactions per view, median of the newest posts.
    er_views: Option<f64>,
    /// Reactions per view, all posts together.
    er_views_pooled: Option<f64>,
    /// Reactions per follower, median of the newest posts.
    er_followers: Option<f64>,
    /// Median views / followers, a ratio.
    reach: Option<f64>,
    /// Posts with views.
    posts: usize,
    /// Median views of a post.
    median_views: Option<f64>,
    /// View stability: how alike the views of the posts are, 0 to 1.
    stability: Option<f64>,
    /// Consistency: how regularly the creator posts, 0 to 1.
    consistency: Option<f64>,
    /// Days since the newest post.
    days_since_last_post: Option<f64>,
    /// Follower growth in 30 days.
    growth: Option<f64>,
    /// Whether the creator counts as rising.
    rising: Option<bool>,
}

/// Why a warning sign is there.
#[derive(Debug, Serialize, JsonSchema)]
struct FlagReasonJson {
    /// The sign, as in `flags`.
    flag: &'static str,
    /// `amber` or `red`.
    level: &'static str,
    /// The sign in words.
    sentence: String,
}

/// How well a creator fits what you look for.
#[derive(Debug, Serialize, JsonSchema)]
struct FitJson<'a> {
    /// 0 to 100.
    score: Option<u8>,
    /// Share of the weights with known data, 0 to 1.
    coverage: f64,
    /// Points that warning signs take off.
    penalty: u32,
    /// The campaign whose brief was used.
    campaign: Option<&'a str>,
    /// The parts of the score.
    parts: Vec<PartJson>,
}

/// A part of the score.
#[derive(Debug, Serialize, JsonSchema)]
struct PartJson {
    /// Its name.
    part: &'static str,
    /// Its weight.
    weight: u32,
    /// 0 to 1.
    score: Option<f64>,
    /// The part in words.
    line: String,
}

/// Earlier sponsored posts.
#[derive(Debug, Serialize, JsonSchema)]
struct SponsoredJson {
    /// Posts checked.
    seen: i64,
    /// Posts with an ad label.
    disclosed: i64,
}

/// A post.
#[derive(Debug, Serialize, JsonSchema)]
struct PostJson<'a> {
    /// Its link.
    url: Option<&'a str>,
    /// The day it was posted.
    posted_on: Option<String>,
    /// Its caption.
    caption: Option<&'a str>,
    /// Views, as last read.
    views: Option<i64>,
    /// Likes.
    likes: Option<i64>,
    /// Comments.
    comments: Option<i64>,
    /// Shares.
    shares: Option<i64>,
    /// Saves.
    saves: Option<i64>,
    /// Where the counts come from; its `day` is the day they were read.
    source: SourceJson,
    /// The collaboration it was made for.
    made_for: Option<MadeForJson<'a>>,
}

/// The collaboration a post was made for.
#[derive(Debug, Serialize, JsonSchema)]
struct MadeForJson<'a> {
    /// Name of the campaign.
    campaign: &'a str,
    /// Name of the batch.
    batch: &'a str,
}

/// Followers on a day.
#[derive(Debug, Serialize, JsonSchema)]
struct FollowersJson {
    /// The day.
    day: String,
    /// Followers.
    followers: i64,
}

/// A note or a message.
#[derive(Debug, Serialize, JsonSchema)]
struct NoteJson<'a> {
    /// When, Unix milliseconds.
    written_at: i64,
    /// `note`, or the kind of message.
    kind: &'a str,
    /// The text.
    text: &'a str,
}

/// A share in percent, to the tenth, as the list has it.
fn percent(share: Option<f64>) -> Option<f64> {
    share.map(|share| tenths(share * 100.0))
}

fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl<'a> ShowJson<'a> {
    /// Makes the JSON of a creator's page.
    pub fn new(page: &'a CreatorPage, borders: TierBorders, tax: &TaxRules) -> Self {
        let (vetting, fit) = (&page.vetting, &page.vetting.fit);
        Self {
            facts: facts::as_json(CreatorFact::all(), &page.detail.row, borders),
            known_as: page
                .known_as
                .iter()
                .map(|(handle, day)| KnownAsJson { handle, until: day.to_string() })
                .collect(),
            source: SourceJson::new((page.detail.stats_on, &page.detail.source)),
            sources: sources(&page.detail),
            vetting: VettingJson {
                er_views: percent(vetting.engagement.by_views),
                er_views_pooled: percent(vetting.engagement.by_views_pooled),
                er_followers: percent(vetting.engagement.by_followers),
                reach: vetting.engagement.reach,
                posts: vetting.engagement.posts,
                median_views: vetting.stability.median_views,
                stability: vetting.stability.score,
                consistency: vetting.consistency.rhythm.map(|rhythm| rhythm.score),
                days_since_last_post: vetting.consistency.days_since_last,
                growth: percent(vetting.growth.per_month),
                rising: vetting.growth.rising(),
            },
            flag_reasons: vetting
                .flags
                .iter()
                .map(|flag| FlagReasonJson {
                    flag: flag.code.filter_word(),
                    level: flag.severity.word(),
                    sentence: words::warning(&flag.sign),
                })
                .collect(),
            fit: FitJson {
                score: fit.score,
                coverage: fit.coverage,
                penalty: fit.penalty,
                campaign: page.brief_of.as_deref(),
                parts: fit
                    .parts
                    .iter()
                    .map(|part| PartJson {
                        part: part.part.word(),
                        weight: part.weight,
                        score: part.score,
                        line: words::fit_part(part),
                    })
                    .collect(),
            },
            track_record: TrackRecordJson::from(&page.record),
            agreed_fees: page.agreed.iter().map(AgreedFeeJson::from).collect(),
            price_guess: page.detail.price_guess.map(PriceGuessJson::from),
            audience: audience(page),
            sponsored: page.sponsored.map(|seen| SponsoredJson { seen: seen.seen, disclosed: seen.disclosed }),
            posts: page.posts.iter().map(post).collect(),
            followers_over_time: page
                .snapshots
                .iter()
                .map(|(day, followers)| FollowersJson { day: day.to_string(), followers: *followers })
                .collect(),
            collaborations: page.bookings.iter().map(CollaborationJson::from).collect(),
            notes: page.notes.iter().map(note).collect(),
            tax_years: Meter::all(tax, &page.paid_years)
                .into_iter()
                .map(|Meter { year, paid_minor, threshold_minor }| TaxYearJson { year, paid_minor, threshold_minor })
                .collect(),
        }
    }
}

/// Returns the source and day of each known figure.
fn sources(detail: &CreatorDetail) -> std::collections::BTreeMap<&'static str, SourceJson> {
    let texts = detail.elsewhere.iter().map(|source| source.figure).filter(|field| !field.is_figure());
    let known = Figure::FIGURES.into_iter().chain(texts).filter(|field| detail.row.fields.knows(*field));
    let one = |figure: Figure| (figure.key(), SourceJson::new(detail.origin(figure)));
    known.map(one).collect()
}

fn audience(page: &CreatorPage) -> Map<String, Value> {
    let of = |facet: Facet| {
        let shares = page.audience.iter().filter(move |share| share.facet == facet);
        let shares = shares.map(|share| (share.key.clone(), Value::from(share.share_bp)));
        (facet.word().to_owned(), Value::Object(shares.collect()))
    };
    Facet::iter().map(of).collect()
}

fn post(post: &PostRow) -> PostJson<'_> {
    let (entry, reading) = (&post.entry, post.entry.reading);
    PostJson {
        url: known(&entry.url),
        posted_on: entry.posted_on.map(|day| day.to_string()),
        caption: known(&entry.caption),
        views: reading.views,
        likes: reading.likes,
        comments: reading.comments,
        shares: reading.shares,
        saves: reading.saves,
        source: SourceJson::new((post.read_on, &post.source)),
        made_for: post.made_for.as_ref().map(|name| MadeForJson { campaign: &name.campaign, batch: &name.batch }),
    }
}

fn note(note: &NoteRow) -> NoteJson<'_> {
    NoteJson { written_at: note.written_at, kind: &note.kind, text: &note.text }
}
