//! How the figures are computed, in sentences with the creator's own numbers; and one post in full.

use crate::analysis::benchmarks::{Figure, OfTier};
use crate::analysis::consistency::DORMANT_DAYS;
use crate::analysis::growth::{RISING, TREND_DAYS};
use crate::domain::Money;
use crate::domain::number::full;
use crate::proto::page::{CreatorPage, PostRow};
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::Overlay;
use crate::tui::look::figure::UNKNOWN;
use crate::tui::look::{day, text};
use crate::words::{self, source, vetting};

use super::vetting::{percent, reach_rate, whole};

/// Explains how each figure is computed.
pub(super) fn sentences(page: &CreatorPage, ctx: &Ctx) -> Vec<String> {
    let found = &page.vetting;
    let share = |share: Option<f64>| share.map_or_else(|| UNKNOWN.to_owned(), percent);
    let engagement = &found.engagement;
    let mut lines = vec![
        format!(
            "ER/v (engagement by views) = the median over posts of (likes + comments + shares + saves) / views = {}. Pooled, that is all reactions / all views, it is {}: a single post with many views can dominate it.",
            share(engagement.by_views),
            share(engagement.by_views_pooled)
        ),
        format!(
            "ER/f (engagement by followers) = the median of (likes + comments + shares + saves) / followers = {}.",
            share(engagement.by_followers)
        ),
        match engagement.reach {
            Some(reach) => format!("REACH = median views / followers = {}.", reach_rate(reach)),
            None => "REACH = median views / followers. Views or followers are unknown.".to_owned(),
        },
        "An engagement rate from a list or tool keeps the name of its source and is never mixed with these.".to_owned(),
        String::new(),
    ];
    lines.push(match found.consistency.rhythm {
        Some(rhythm) => format!(
            "CONSISTENCY = 0.6 x share of weeks with a post ({} of {}) + 0.4 x evenness of the gaps, halved after {DORMANT_DAYS:.0} days of silence = {:.2} of 1.",
            rhythm.weeks_posted, rhythm.weeks, rhythm.score
        ),
        None => "CONSISTENCY needs two posts with dates.".to_owned(),
    });
    lines.push(match (found.stability.log_sd, found.stability.score) {
        (Some(spread), Some(score)) => format!(
            "STABILITY = (1.6 - spread) / 1.2, limited to 0 to 1, with the spread of ln(views) = {spread:.2}; near 1.0 is usual on TikTok = {score:.2} of 1."
        ),
        _ => "STABILITY needs three posts with views.".to_owned(),
    });
    lines.push(match found.growth.per_month {
        Some(growth) => format!(
            "GROWTH = the median slope of ln(followers) over the last {TREND_DAYS} days = {} in 30 days. At +{:.0}% or more, without an unexplained jump, a creator is rising.",
            percent(growth),
            100.0 * RISING
        ),
        None => "GROWTH needs three follower counts over two weeks.".to_owned(),
    });
    lines.push(String::new());
    let fit = &found.fit;
    lines.push(match (fit.score, fit.base) {
        (Some(score), Some(base)) => format!(
            "FIT = 100 x (points of the known parts / their weights) - penalties = {} - {} = {score} of 100. Unknown parts are left out; {} of the total weight is known.",
            whole(base), fit.penalty, percent(fit.coverage)
        ),
        _ => "FIT: none of its parts is known yet.".to_owned(),
    });
    lines.extend(fit.parts.iter().map(|part| text::shown(&vetting::fit_part(part))));
    lines.extend(found.flags.iter().map(|flag| text::shown(&vetting::penalty(flag, page.penalties))));
    lines.push(String::new());
    if let Some((odds, _)) = ctx.odds_of(page.detail.row.id) {
        lines.push(text::shown(&words::odds::explained(odds)));
    }
    lines.extend(page.usual.as_ref().map(published));
    lines.push("Flags are reasons to look closer, never proof. Public evidence for the thresholds is thin.".to_owned());
    lines
}

/// Names the published figures with their year and source.
fn published(usual: &OfTier) -> String {
    let cpm = usual.currency.map_or_else(
        || UNKNOWN.to_owned(),
        // Prices in another currency are converted at a rate and have decimals.
        |currency| Money::new(whole(usual.cpm_minor.value), currency).short(),
    );
    let from = |figure: &Figure| format!("{}, {}", figure.year, figure.source);
    format!(
        "USUAL for {} creators: {} of viewers react ({}); {cpm} per 1,000 views ({}); {} views per follower ({}). You can replace these figures with your own file.",
        usual.tier.word(),
        percent(usual.er_views.value),
        from(&usual.er_views),
        from(&usual.cpm_minor),
        usual.view_rate.value,
        from(&usual.view_rate),
    )
}

/// All facts about one post.
pub(super) fn post(post: &PostRow, ctx: &Ctx) -> Overlay {
    let entry = &post.entry;
    let reading = entry.reading;
    let count = |count: Option<i64>| count.map_or_else(|| UNKNOWN.to_owned(), full);
    let on = |on: Option<chrono::NaiveDate>| on.map_or_else(|| UNKNOWN.to_owned(), |on| day::relative(on, ctx.today));
    let mut lines = Vec::new();
    if !entry.caption.is_empty() {
        lines.extend([format!("\"{}\"", text::shown(&entry.caption)), String::new()]);
    }
    lines.push(format!("Link: {}", if entry.url.is_empty() { UNKNOWN.to_owned() } else { text::shown(&entry.url) }));
    let counts = [
        ("Views", reading.views),
        ("Likes", reading.likes),
        ("Comments", reading.comments),
        ("Shares", reading.shares),
        ("Saves", reading.saves),
    ];
    lines.extend(counts.map(|(name, number)| format!("{name}: {}", count(number))));
    lines.push(format!("Counted: {}, from {}", on(post.read_on), text::shown(&source::full(&post.source))));
    if let Some(whose) = &post.made_for {
        lines.push(format!("Made for: {}", text::shown(&whose.to_string())));
    }
    Overlay::Text { title: format!("Post of {}", on(entry.posted_on)), lines }
}
