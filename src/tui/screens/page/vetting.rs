//! The results of vetting: the fit with all its parts, the warning signs, and the figures behind them.

use crate::analysis::flags::Severity;
use crate::domain::number::compact;
use crate::proto::page::CreatorPage;
use crate::tui::look::figure::plural;
use crate::tui::look::{Role, text};
use crate::words::vetting::{fit_part, warning};

use crate::tui::screens::sections::Sheet;

/// A share with one decimal: `7.1%`; below 1%, with two.
pub(super) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent != 0.0 && percent.abs() < 0.995 { format!("{percent:.2}%") } else { format!("{percent:.1}%") }
}

/// The nearest whole number, clamped to the range of integers.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
pub(super) fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// `1 post`, `12 posts`.
pub(super) fn posts(count: usize) -> String {
    plural(count, "post")
}

/// How much of the score is backed by facts: `85%`.
pub(super) fn known(page: &CreatorPage) -> String {
    format!("{}%", whole(100.0 * page.vetting.fit.coverage))
}

pub(super) fn write_fit(sheet: &mut Sheet, page: &CreatorPage) {
    let fit = &page.vetting.fit;
    let Some(score) = fit.score else { return sheet.sentence("No score yet: none of its parts is known.", Role::Text) };
    sheet.sentence(&format!("{score} of 100, from {} of the facts", known(page)), Role::Strong);
    let whose = match &page.brief_of {
        Some(campaign) => format!("compared with the targets of {}", text::shown(campaign)),
        None => "no campaign yet to compare with".to_owned(),
    };
    sheet.sentence(&whose, Role::Quiet);
    for part in &fit.parts {
        let role = if part.score.is_some() { Role::Text } else { Role::Quiet };
        sheet.sentence(&text::shown(&fit_part(part)), role);
    }
    if fit.penalty > 0 {
        let signs = plural(page.vetting.flags.len(), "flag");
        sheet.sentence(&format!("-{} for {signs}, see below", fit.penalty), Role::Warn);
    }
}

/// The color role of a warning sign.
fn level(severity: Severity) -> Role {
    match severity {
        Severity::Red => Role::Bad,
        Severity::Amber => Role::Warn,
    }
}

pub(super) fn write_flags(sheet: &mut Sheet, page: &CreatorPage) {
    if page.vetting.flags.is_empty() {
        let said = if page.posts.is_empty() {
            "Nothing to check yet. Most signs need posts."
        } else {
            "No warning signs in the known facts."
        };
        return sheet.sentence(said, Role::Text);
    }
    for flag in &page.vetting.flags {
        let points = format!("-{}", page.penalties.of(flag));
        let word = format!("{}{}", text::left(flag.severity.word(), 5), text::right(&points, 4));
        sheet.marked(&word, &text::shown(&warning(&flag.sign)), level(flag.severity));
    }
}

/// Views per follower, with enough decimals that a few viewers don't round to zero.
pub(super) fn reach_rate(rate: f64) -> String {
    let decimals = if rate < 0.1 { 3 } else { 2 };
    format!("{rate:.decimals$}")
}

pub(super) fn write(sheet: &mut Sheet, page: &CreatorPage) {
    let vetting = &page.vetting;
    let engagement = &vetting.engagement;
    let by_views = engagement.by_views.map(|rate| {
        let pooled = engagement.by_views_pooled.map(|rate| format!(", pooled {}", percent(rate))).unwrap_or_default();
        format!("{}  median of {}{pooled}", percent(rate), posts(engagement.posts))
    });
    sheet.fact("ER/v", &by_views.unwrap_or_default(), Role::Text);
    let by_followers = engagement.by_followers.map(|rate| format!("{} of the followers react", percent(rate)));
    sheet.fact("ER/f", &by_followers.unwrap_or_default(), Role::Text);
    let reach = engagement.reach.map(|rate| format!("{} views per follower", reach_rate(rate)));
    sheet.fact("Reach", &reach.unwrap_or_default(), Role::Text);
    let rhythm = vetting.consistency.rhythm.map(|rhythm| {
        let gap = format!("{:.1}", rhythm.gap_median);
        let gap = gap.strip_suffix(".0").unwrap_or(&gap);
        let days = if gap == "1" { "day" } else { "days" };
        format!("{:.2} of 1: every {gap} {days}, in {} of {} weeks", rhythm.score, rhythm.weeks_posted, rhythm.weeks)
    });
    sheet.fact("Consistency", &rhythm.unwrap_or_default(), Role::Text);
    let last = vetting.consistency.days_since_last.map(|days| match whole(days.floor()) {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    });
    sheet.fact("Last post", &last.unwrap_or_default(), Role::Text);
    let stability = &vetting.stability;
    let steady = stability.score.map(|score| {
        let top = stability.top_share.map(|top| format!(", the best post has {} of all views", percent(top)));
        format!("{score:.2} of 1{}", top.unwrap_or_default())
    });
    sheet.fact("Stability", &steady.unwrap_or_default(), Role::Text);
    let median =
        stability.median_views.map(|views| format!("{} median of {}", compact(whole(views)), posts(stability.posts)));
    sheet.fact("Views/post", &median.unwrap_or_default(), Role::Text);
    let growth = vetting.growth.per_month.map(|growth| {
        let rising = if vetting.growth.rising() == Some(true) { "   rising" } else { "" };
        let sign = if growth > 0.0 { "+" } else { "" };
        format!("{sign}{} in 30 days{rising}", percent(growth))
    });
    sheet.fact("Growth", &growth.unwrap_or_default(), Role::Text);
    let reactions = &engagement.reactions;
    let likes = reactions.like_rate().map(|rate| {
        let comments = reactions.comment_rate().map(|rate| format!(", {:.1} comments per 100 likes", 100.0 * rate));
        format!("{:.1} per 100 views{}", 100.0 * rate, comments.unwrap_or_default())
    });
    sheet.fact("Likes", &likes.unwrap_or_default(), Role::Text);
}
