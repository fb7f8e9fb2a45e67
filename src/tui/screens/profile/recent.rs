//! The last posts of a creator in little room: a chart of their views, how often they appear, and their captions.

use chrono::NaiveDate;

use crate::domain::number::compact;
use crate::proto::row::LastPost;
use crate::tui::look::{day, text};
use crate::tui::widgets::plot;

/// Width of the labels beside the chart.
const LABELS: usize = 7;
/// Gap after a column.
const GAP: usize = 1;

/// A column chart of the views of the last posts, the newest at the right, labeled with the highest and the lowest.
///
/// `None` if fewer than two are known. If the width is short, the oldest are dropped.
pub fn columns(posts: &[LastPost], lines: usize, cells: usize) -> Option<Vec<String>> {
    let room = cells.saturating_sub(LABELS);
    let wide = if posts.len() * 3 <= room { 2 } else { 1 };
    let posts = posts.get(..posts.len().min(room / (wide + GAP)))?;
    let views: Vec<Option<i64>> = posts.iter().rev().map(|post| post.views).collect();
    let known: Vec<i64> = views.iter().flatten().copied().collect();
    let (high, low) = (known.iter().max().copied()?, known.iter().min().copied()?);
    if known.len() < 2 {
        return None;
    }
    let drawn = plot::columns(&views, lines, wide, GAP).into_iter().enumerate().map(|(index, line)| {
        let label = match index {
            0 => compact(high),
            index if index + 1 == lines && low < high => compact(low),
            _ => String::new(),
        };
        format!("{} {line}", text::right(&label, LABELS - 1))
    });
    Some(drawn.collect())
}

/// The heading of the chart.
pub fn title(posts: &[LastPost]) -> String {
    match posts.len() {
        0 | 1 => "Last posts (views)".to_owned(),
        posts => format!("Last {posts} posts (views)"),
    }
}

/// The chart, or a sentence if there is too little to draw.
pub fn chart_or_note(posts: &[LastPost], lines: usize, cells: usize) -> Vec<String> {
    columns(posts, lines, cells).unwrap_or_else(|| vec![note(posts)])
}

fn note(posts: &[LastPost]) -> String {
    match posts.iter().find_map(|post| post.views) {
        Some(views) => format!("only one known: {}", compact(views)),
        None if posts.is_empty() => "none known yet".to_owned(),
        None => "views unknown".to_owned(),
    }
}

/// How often posts appear, and the day of the last one: `2.5 posts a week, last Mar 9`.
pub fn rhythm(posts: &[LastPost], today: NaiveDate) -> Option<String> {
    let days: Vec<NaiveDate> = posts.iter().filter_map(|post| post.posted_on).collect();
    let (last, first) = (days.iter().max()?, days.iter().min()?);
    let said = format!("last {}", day::tiny(*last, today));
    let between = (*last - *first).num_days();
    if days.len() < 3 || between < 7 {
        return Some(said);
    }
    // n posts have n - 1 gaps between them.
    let tenths = i64::try_from((days.len() - 1) * 70).ok()? / between;
    Some(format!("{}.{} posts a week, {said}", tenths / 10, tenths % 10))
}

/// The captions of the last posts, with their views.
pub fn captions(posts: &[LastPost], most: usize) -> Vec<(String, String)> {
    let said = posts.iter().map(|post| (text::shown(&post.caption), post.views.map(compact).unwrap_or_default()));
    said.filter(|(caption, _)| !caption.is_empty()).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(day: u32, views: Option<i64>) -> LastPost {
        LastPost { posted_on: NaiveDate::from_ymd_opt(2026, 3, day), caption: String::new(), views }
    }

    #[test]
    fn newest_post_is_at_the_right_and_extremes_are_labeled() {
        let posts = [post(9, Some(4_000)), post(5, None), post(1, Some(1_000))];
        assert_eq!(columns(&posts, 2, 40), Some(vec!["  4.0k       ██".to_owned(), "  1.0k ▄▄    ██".to_owned()]));
        assert_eq!(columns(&posts[..1], 2, 40), None, "one post compares with nothing");
        assert_eq!(columns(&[], 2, 40), None);
    }

    #[test]
    fn too_few_posts_get_a_note_instead_of_a_chart() {
        let said = |posts: &[LastPost]| (title(posts), chart_or_note(posts, 4, 40).concat());
        assert_eq!(said(&[]), ("Last posts (views)".into(), "none known yet".into()));
        assert_eq!(said(&[post(9, None), post(5, None)]), ("Last 2 posts (views)".into(), "views unknown".into()));
        assert_eq!(said(&[post(9, None), post(5, Some(1_200))]).1, "only one known: 1.2k");
    }

    #[test]
    fn two_posts_are_too_few_for_a_frequency() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
        assert_eq!(rhythm(&[post(9, None), post(1, None)], today).as_deref(), Some("last Mar 9"));
        let three = [post(9, None), post(5, None), post(1, None)];
        assert_eq!(rhythm(&three, today).as_deref(), Some("1.7 posts a week, last Mar 9"));
        assert_eq!(rhythm(&[], today), None);
    }
}
