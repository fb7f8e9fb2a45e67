//! A creator for programs: what `tenfold show --format json` writes.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use strum::IntoEnumIterator;

use crate::cli::facts;
use crate::domain::TierBorders;
use crate::domain::creator::Figure;
use crate::proto::page::{BookingRow, CreatorPage, NoteRow, PostRow};
use crate::proto::page_change::Facet;
use crate::proto::row::CreatorDetail;
use crate::words::source;

/// One creator: first every fact of a list under the same name (topic `facts`), then what only the page of a creator knows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShowJson<'a> {
    #[serde(flatten)]
    #[schemars(skip)]
    facts: Map<String, Value>,
    /// Earlier account names.
    known_as: Vec<KnownAsJson<'a>>,
    /// Where the newest figures come from.
    source: String,
    /// The day they are of.
    stats_on: Option<String>,
    /// Where each known figure comes from, by its name.
    sources: std::collections::BTreeMap<&'static str, SourceJson>,
    /// What the posts say.
    vetting: VettingJson,
    /// Warning signs.
    warnings: Vec<WarningJson<'a>>,
    /// How well they fit what you look for.
    fit: FitJson<'a>,
    /// What such a post usually costs, where no price is known.
    price_guess: Option<PriceGuessJson>,
    /// Shares of the audience in basis points, by facet (`country`, `age`, `gender`) and name.
    audience: Map<String, Value>,
    /// Past sponsored posts that were checked for a label.
    sponsored: Option<SponsoredJson>,
    /// The newest posts.
    posts: Vec<PostJson<'a>>,
    /// Followers by day.
    followers_over_time: Vec<FollowersJson>,
    /// Collaborations, the newest first.
    collaborations: Vec<CollaborationJson<'a>>,
    /// Notes and messages, the newest first.
    notes: Vec<NoteJson<'a>>,
}

/// An earlier account name.
#[derive(Debug, Serialize, JsonSchema)]
struct KnownAsJson<'a> {
    /// The name, without @.
    handle: &'a str,
    /// The day it was given up.
    until: String,
}

/// Where a figure comes from.
#[derive(Debug, Serialize, JsonSchema)]
struct SourceJson {
    /// A file with its row, or `typed`.
    source: String,
    /// The day it is of.
    on: Option<String>,
}

/// What the posts say; shares are 0 to 1.
#[derive(Debug, Serialize, JsonSchema)]
struct VettingJson {
    /// Reactions per view, median of the newest posts.
    er_views_share: Option<f64>,
    /// The same, all posts together.
    er_views_pooled: Option<f64>,
    /// Reactions per follower, median of the newest posts.
    er_followers: Option<f64>,
    /// Median views / followers.
    reach: Option<f64>,
    /// Posts with views.
    posts: usize,
    /// Median views of a post.
    median_views: Option<f64>,
    /// How alike the views are, 0 to 1.
    stability: Option<f64>,
    /// How regularly they post, 0 to 1.
    consistency: Option<f64>,
    /// Days since the newest post.
    days_since_last_post: Option<f64>,
    /// Growth of the followers in 30 days.
    growth_per_month: Option<f64>,
    /// Whether they are on the rise.
    rising: Option<bool>,
}

/// A warning sign.
#[derive(Debug, Serialize, JsonSchema)]
struct WarningJson<'a> {
    /// Its code.
    code: &'static str,
    /// `amber` or `red`.
    level: &'static str,
    /// The sign in words.
    sentence: &'a str,
}

/// How well a creator fits what you look for.
#[derive(Debug, Serialize, JsonSchema)]
struct FitJson<'a> {
    /// 0 to 100.
    score: Option<u8>,
    /// Share of the weights whose facts are known, 0 to 1.
    coverage: f64,
    /// Points that warning signs take off.
    penalty: u32,
    /// The campaign whose brief was used.
    campaign: Option<&'a str>,
    /// The parts of the score.
    parts: Vec<PartJson<'a>>,
}

/// A part of the score.
#[derive(Debug, Serialize, JsonSchema)]
struct PartJson<'a> {
    /// Its name.
    part: &'static str,
    /// Its weight.
    weight: u32,
    /// 0 to 1.
    score: Option<f64>,
    /// The part in words.
    line: &'a str,
}

/// What such a post usually costs.
#[derive(Debug, Serialize, JsonSchema)]
struct PriceGuessJson {
    /// From, minor units.
    low_minor: i64,
    /// To, minor units.
    high_minor: i64,
    /// Currency, ISO 4217.
    currency: String,
}

/// Past sponsored posts.
#[derive(Debug, Serialize, JsonSchema)]
struct SponsoredJson {
    /// How many were checked.
    seen: i64,
    /// How many had a label.
    disclosed: i64,
}

/// A post.
#[derive(Debug, Serialize, JsonSchema)]
struct PostJson<'a> {
    /// Its address.
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
    /// The day the counts were read.
    read_on: Option<String>,
    /// Where the counts come from.
    source: String,
    /// Campaign and batch it was made for.
    made_for: Option<&'a str>,
}

/// Followers on a day.
#[derive(Debug, Serialize, JsonSchema)]
struct FollowersJson {
    /// The day.
    day: String,
    /// Followers.
    followers: i64,
}

/// A collaboration: first what is known of it under the names of a tracker's columns, amounts in minor units with `_minor` and
/// shares in basis points with `_bp` at the end of the name; then what came of it.
#[derive(Debug, Serialize, JsonSchema)]
struct CollaborationJson<'a> {
    #[serde(flatten)]
    #[schemars(skip)]
    facts: Map<String, Value>,
    /// Campaign and batch.
    name: &'a str,
    /// How far it has come.
    stage: &'a str,
    /// What you decided.
    decision: &'a str,
    /// Currency of its amounts, ISO 4217.
    currency: &'a str,
    /// Loaded cost, minor units.
    spend_minor: i64,
    /// Attributed orders.
    orders: i64,
    /// Their revenue, minor units.
    revenue_minor: i64,
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

fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl<'a> ShowJson<'a> {
    /// Returns a creator for programs.
    pub fn new(page: &'a CreatorPage, borders: TierBorders) -> Self {
        let (vetting, fit) = (&page.vetting, &page.vetting.fit);
        Self {
            facts: facts::as_json(&page.detail.row, borders),
            known_as: page
                .known_as
                .iter()
                .map(|(handle, day)| KnownAsJson { handle, until: day.to_string() })
                .collect(),
            source: source::full(&page.detail.source),
            stats_on: page.detail.stats_on.map(|day| day.to_string()),
            sources: sources(&page.detail),
            vetting: VettingJson {
                er_views_share: vetting.engagement.by_views,
                er_views_pooled: vetting.engagement.by_views_pooled,
                er_followers: vetting.engagement.by_followers,
                reach: vetting.engagement.reach,
                posts: vetting.engagement.posts,
                median_views: vetting.stability.median_views,
                stability: vetting.stability.score,
                consistency: vetting.consistency.rhythm.map(|rhythm| rhythm.score),
                days_since_last_post: vetting.consistency.days_since_last,
                growth_per_month: vetting.growth.per_month,
                rising: vetting.growth.rising(),
            },
            warnings: vetting
                .flags
                .iter()
                .map(|flag| WarningJson {
                    code: flag.code.word(),
                    level: flag.severity.word(),
                    sentence: &flag.sentence,
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
                        line: &part.line,
                    })
                    .collect(),
            },
            price_guess: page.price_guess.map(|(low, high)| PriceGuessJson {
                low_minor: low.minor,
                high_minor: high.minor,
                currency: low.currency.code().to_owned(),
            }),
            audience: audience(page),
            sponsored: page.sponsored.map(|seen| SponsoredJson { seen: seen.seen, disclosed: seen.disclosed }),
            posts: page.posts.iter().map(post).collect(),
            followers_over_time: page
                .snapshots
                .iter()
                .map(|(day, followers)| FollowersJson { day: day.to_string(), followers: *followers })
                .collect(),
            collaborations: page.bookings.iter().map(collaboration).collect(),
            notes: page.notes.iter().map(note).collect(),
        }
    }
}

/// Where each figure that is known comes from, and the day it is of.
fn sources(detail: &CreatorDetail) -> std::collections::BTreeMap<&'static str, SourceJson> {
    let texts = detail.elsewhere.iter().map(|source| source.figure).filter(|field| !field.is_figure());
    let known = Figure::FIGURES.into_iter().chain(texts).filter(|field| detail.row.fields.knows(*field));
    let one = |figure: Figure| {
        let (on, source) = detail.origin(figure);
        (figure.key(), SourceJson { source: source::full(source), on: on.map(|day| day.to_string()) })
    };
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
        read_on: post.read_on.map(|day| day.to_string()),
        source: source::full(&post.source),
        made_for: post.made_for.as_deref(),
    }
}

fn collaboration(row: &BookingRow) -> CollaborationJson<'_> {
    CollaborationJson {
        facts: facts::record(&row.fields),
        name: &row.name,
        stage: &row.stage,
        decision: &row.decision,
        currency: row.currency.code(),
        spend_minor: row.cost_minor,
        orders: row.orders,
        revenue_minor: row.revenue_minor,
    }
}

fn note(note: &NoteRow) -> NoteJson<'_> {
    NoteJson { written_at: note.written_at, kind: &note.kind, text: &note.text }
}
