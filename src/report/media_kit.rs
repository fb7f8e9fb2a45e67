//! The content of a media kit: what a creator offers a brand, each figure with its day and source.
//!
//! It leaves out everything internal: verdict, notes, score, flags and email address. Costs and results are included only on
//! request.

use chrono::NaiveDate;

use crate::domain::creator::Figure;
use crate::domain::figure::{UNKNOWN, counted, money, percent};
use crate::domain::number::{compact, full};
use crate::domain::{Goal, Money, Platform, TierBorders, country};
use crate::proto::page::{AudienceShare, BookingRow, CreatorPage, PostRow};
use crate::proto::page_change::Facet;
use crate::proto::price_guess::PriceGuess;
use crate::words::page as words;
use crate::words::source;

use super::campaign::Tile;
use super::chart::LineChart;
use super::words::{day, foreign};

/// Number of posts shown, newest first.
const POSTS: usize = 6;

/// Number of audience parts shown per facet, largest first.
const PARTS: usize = 6;

/// A part of the audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which: `US`, `18-24`, `female`.
    pub key: String,
    /// Its share as text.
    pub share: String,
    /// Width of its bar, in percent.
    pub width: String,
}

/// The content of a media kit.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaKit {
    /// The handle, without `@`.
    pub handle: String,
    /// Display name; empty if unknown.
    pub name: String,
    /// Platform, country and language, as far as known.
    pub about: Vec<String>,
    /// Profile text; empty if unknown.
    pub bio: String,
    /// Niches and tags.
    pub niches: Vec<String>,
    /// The day the kit was made.
    pub made_on: NaiveDate,
    /// The key figures.
    pub tiles: Vec<Tile>,
    /// The audience by facet, largest parts first.
    pub audience: Vec<(&'static str, Vec<Part>)>,
    /// Followers over time; `None` with fewer than two days of data.
    pub growth: Option<LineChart>,
    /// How fast the audience grows, in words; empty if unknown.
    pub pace: String,
    /// The newest posts: day, caption, views, reactions, engagement.
    pub posts: Vec<[String; 5]>,
    /// Earlier collaborations, on request: name, goal, spend, views, and what came back by the goal.
    pub results: Option<Vec<[String; 5]>>,
    /// How the figures are made and where they come from, one sentence each.
    pub sources: Vec<String>,
}

/// The headings of the posts.
pub(super) const POST_HEADS: [&str; 5] = ["Day", "Post", "Views", "Reactions", "Engagement"];

/// The headings of the results.
pub(super) const RESULT_HEADS: [&str; 5] = ["Collaboration", "Goal", "Spend", "Views", "Result"];

impl MediaKit {
    /// Makes the media kit of a creator as it stands on a day. `with_results` puts earlier collaborations on it.
    pub fn new(page: &CreatorPage, today: NaiveDate, borders: TierBorders, with_results: bool) -> Self {
        let fields = &page.detail.row.fields;
        let about = [
            platform(fields.platform).to_owned(),
            foreign(&country::name(&fields.country), ""),
            Some(foreign(&fields.language, ""))
                .filter(|code| !code.is_empty())
                .map_or(String::new(), |code| format!("language: {code}")),
        ];
        let points: Vec<(NaiveDate, i64)> = page.snapshots.clone();
        Self {
            handle: foreign(fields.handle.as_str(), "nameless"),
            name: foreign(&fields.name, ""),
            about: about.into_iter().filter(|part| !part.is_empty()).collect(),
            bio: foreign(&fields.bio, ""),
            niches: page.detail.row.tags.iter().map(|tag| foreign(tag, "")).filter(|tag| !tag.is_empty()).collect(),
            made_on: today,
            tiles: tiles(page, borders),
            audience: audience(&page.audience),
            growth: LineChart::of(&points),
            pace: pace(page),
            posts: page.posts.iter().filter(|post| post.entry.reading.is_known()).take(POSTS).map(post).collect(),
            results: with_results.then(|| results(page)),
            sources: sources(page),
        }
    }

    /// The day the kit was made, as text.
    pub fn day(&self) -> String {
        day(self.made_on)
    }
}

/// The brand name of a platform.
fn platform(platform: Platform) -> &'static str {
    match platform {
        Platform::TikTok => "TikTok",
        Platform::Instagram => "Instagram",
        Platform::YouTube => "YouTube",
    }
}

/// Writes a fraction in percent with one decimal: `7.1%`.
fn share(fraction: f64) -> String {
    format!("{:.1}%", 100.0 * fraction)
}

#[expect(clippy::cast_possible_truncation, reason = "views are far below 2^53, and the cast saturates")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

fn tiles(page: &CreatorPage, borders: TierBorders) -> Vec<Tile> {
    let fields = &page.detail.row.fields;
    let engagement = &page.vetting.engagement;
    let stability = &page.vetting.stability;
    let stated_on = |figure| {
        page.detail.origin(figure).0.map_or_else(|| "date unknown".to_owned(), |on| format!("as of {}", day(on)))
    };
    let tier = fields.followers.and_then(|followers| borders.tier(followers)).map_or("", |tier| tier.word());
    let posts = |count: usize| counted(i64::try_from(count).unwrap_or(i64::MAX), "post", "posts");
    let followers = match (tier, fields.followers) {
        (_, None) => String::new(),
        ("", Some(_)) => stated_on(Figure::Followers),
        (tier, Some(_)) => format!("{tier}, {}", stated_on(Figure::Followers)),
    };
    let (views, views_note) = match (stability.median_views, fields.views) {
        (Some(median), _) => (compact(whole(median)), format!("median of {}", posts(stability.posts))),
        (None, Some(stated)) => (compact(stated), format!("as listed, {}", stated_on(Figure::Views))),
        (None, None) => (UNKNOWN.to_owned(), String::new()),
    };
    let by_views = match (engagement.by_views, fields.er) {
        (Some(rate), _) => (share(rate), format!("of viewers react, median of {}", posts(engagement.posts))),
        (None, Some(stated)) => (format!("{stated:.1}%"), "as listed, formula unknown".to_owned()),
        (None, None) => (UNKNOWN.to_owned(), String::new()),
    };
    let known = |value: Option<f64>| value.map_or_else(|| UNKNOWN.to_owned(), share);
    let price = fields.price_minor.map(|minor| Money::new(minor, fields.price_currency));
    let cpm = page.vetting.asked.map(|asked| (asked.cpm_minor, asked.currency));
    vec![
        Tile {
            label: "Followers".into(),
            value: fields.followers.map_or_else(|| UNKNOWN.to_owned(), full),
            note: followers,
        },
        Tile { label: "Views per post".into(), value: views, note: views_note },
        Tile { label: "Engagement by views".into(), value: by_views.0, note: by_views.1 },
        Tile {
            label: "Engagement by followers".into(),
            value: known(engagement.by_followers),
            note: engagement
                .by_followers
                .map_or_else(String::new, |_| format!("median of {}", posts(engagement.posts))),
        },
        Tile {
            label: "Reach".into(),
            value: known(engagement.reach),
            note: engagement.reach.map_or_else(String::new, |_| "median views / followers".to_owned()),
        },
        Tile {
            label: "Posts per week".into(),
            value: page
                .vetting
                .consistency
                .rhythm
                .filter(|rhythm| rhythm.gap_median > 0.0)
                .map_or_else(|| UNKNOWN.to_owned(), |rhythm| format!("{:.1}", 7.0 / rhythm.gap_median)),
            note: page
                .vetting
                .consistency
                .rhythm
                .filter(|rhythm| rhythm.weeks > 1)
                .map_or_else(String::new, |rhythm| {
                    format!("posted in {} of the last {} weeks", rhythm.weeks_posted, rhythm.weeks)
                }),
        },
        Tile {
            label: "Price per post".into(),
            value: match (price, page.detail.price_guess) {
                (Some(price), _) => price.short(),
                (None, Some(PriceGuess { low, high, .. })) if low == high => format!("~{}", low.short()),
                (None, Some(PriceGuess { low, high, .. })) => format!("~{} to {}", low.short(), high.short()),
                (None, None) => UNKNOWN.to_owned(),
            },
            note: match (price, page.detail.price_guess) {
                (Some(_), _) => "asking price".to_owned(),
                (None, Some(PriceGuess { deals: Some(deals), .. })) => {
                    format!("median of {deals} fees agreed in this tier")
                }
                (None, Some(_)) => "usual price for these views".to_owned(),
                (None, None) => String::new(),
            },
        },
        Tile {
            label: "Price per 1,000 views".into(),
            value: cpm
                .map_or_else(|| UNKNOWN.to_owned(), |(minor, currency)| format!("~{}", money(whole(minor), currency))),
            note: cpm.map_or_else(String::new, |_| "at the expected views".to_owned()),
        },
    ]
}

fn audience(shares: &[AudienceShare]) -> Vec<(&'static str, Vec<Part>)> {
    use strum::IntoEnumIterator;
    let facet = |facet: Facet| {
        let mut of: Vec<&AudienceShare> = shares.iter().filter(|share| share.facet == facet).collect();
        of.sort_by(|a, b| b.share_bp.cmp(&a.share_bp).then_with(|| a.key.cmp(&b.key)));
        let part = |share: &&AudienceShare| Part {
            key: foreign(&share.key, UNKNOWN),
            share: percent(share.share_bp),
            width: format!("{}.{:02}%", share.share_bp.clamp(0, 10_000) / 100, share.share_bp.clamp(0, 10_000) % 100),
        };
        let parts: Vec<Part> = of.iter().take(PARTS).map(part).collect();
        let title = match facet {
            Facet::Country => "Countries",
            Facet::Age => "Age",
            Facet::Gender => "Gender",
        };
        (!parts.is_empty()).then_some((title, parts))
    };
    Facet::iter().filter_map(facet).collect()
}

fn pace(page: &CreatorPage) -> String {
    let Some(monthly) = page.vetting.growth.per_month else { return String::new() };
    let verb = if monthly < 0.0 { "Lost" } else { "Gained" };
    format!("{verb} about {} in followers per month, by the trend of the last 60 days.", share(monthly.abs()))
}

/// Returns the row of a post: day, caption, views, reactions, engagement.
fn post(post: &PostRow) -> [String; 5] {
    let reading = post.entry.reading;
    let parts = [reading.likes, reading.comments, reading.shares, reading.saves];
    let reactions = parts.iter().any(Option::is_some).then(|| parts.iter().flatten().sum::<i64>());
    let number = |count: Option<i64>| count.map_or_else(|| UNKNOWN.to_owned(), full);
    let rate = reading.views.filter(|views| *views > 0).zip(reactions).map(|(views, reactions)| {
        crate::domain::money::div_round(i128::from(reactions) * 1_000, i128::from(views))
            .map_or_else(|| UNKNOWN.to_owned(), |tenths| format!("{}.{}%", tenths / 10, tenths % 10))
    });
    let caption = foreign(&post.entry.caption, if post.made_for.is_some() { "sponsored post" } else { "post" });
    [
        post.entry.posted_on.map_or_else(|| UNKNOWN.to_owned(), day),
        shortened(&caption),
        number(reading.views),
        number(reactions),
        rate.unwrap_or_else(|| UNKNOWN.to_owned()),
    ]
}

/// Shortens a caption to fit a table.
fn shortened(caption: &str) -> String {
    const LONGEST: usize = 60;
    if caption.chars().count() <= LONGEST {
        return caption.to_owned();
    }
    let cut: String = caption.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

fn results(page: &CreatorPage) -> Vec<[String; 5]> {
    let row = |collaboration: &BookingRow| {
        [
            foreign(&collaboration.name.to_string(), UNKNOWN),
            collaboration.goal.named().to_owned(),
            money(collaboration.cost_minor, collaboration.currency),
            collaboration.fields.views.map_or_else(|| UNKNOWN.to_owned(), compact),
            came_back(collaboration),
        ]
    };
    let has_result =
        |booking: &&BookingRow| booking.fields.posted_on.is_some() || booking.orders > 0 || booking.made.assets > 0;
    page.bookings.iter().filter(has_result).map(row).collect()
}

/// What came back of a collaboration, by what its campaign was for: `$331 from 8 orders`, `CPM $8.30`, `2 usable assets at $80.00
/// each`.
fn came_back(row: &BookingRow) -> String {
    match row.goal {
        Goal::Conversions => {
            format!("{} from {}", money(row.revenue_minor, row.currency), counted(row.orders, "order", "orders"))
        }
        Goal::Awareness => words::head_named(row),
        Goal::Ugc => {
            let assets = counted(row.made.assets, "usable asset", "usable assets");
            row.made
                .cost_minor()
                .map_or(assets.clone(), |minor| format!("{assets} at {} each", money(minor, row.currency)))
        }
    }
}

fn sources(page: &CreatorPage) -> Vec<String> {
    let mut said = vec![
        "Engagement by views is the median of (likes + comments + shares + saves) / views over the newest posts. Engagement by followers divides by followers instead. A median keeps one viral video from setting the figure.".to_owned(),
        format!("Followers and listed figures: {}.", foreign(&source::full(&page.detail.source), "")),
    ];
    let mut files: Vec<String> = page.posts.iter().map(|post| foreign(&source::full(&post.source), "")).collect();
    files.retain(|source| !source.is_empty());
    files.sort_unstable();
    files.dedup();
    if !files.is_empty() {
        said.push(format!("Post counts: {}.", files.join(", ")));
    }
    if let Some(read_on) = page.posts.iter().filter_map(|post| post.read_on).max() {
        said.push(format!("The newest post counts are from {}.", day(read_on)));
    }
    if !page.audience.is_empty() {
        said.push(
            "The audience comes from the creator's own analytics or from a list. The largest parts are shown."
                .to_owned(),
        );
    }
    said.push("A dash means unknown. A figure after ~ is an estimate from similar posts.".to_owned());
    said
}

#[cfg(test)]
mod tests;
