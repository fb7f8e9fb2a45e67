//! The posts with their newest counts, and charts of views and followers over time.

use crate::domain::day::number;
use crate::domain::number::{compact, full};
use crate::proto::page::{CreatorPage, PostRow};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::figure::UNKNOWN;
use crate::tui::look::{Role, day, text};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::plot;
use crate::words::source;

use super::vetting::percent;
use crate::tui::screens::sections::Sheet;

/// Lines of a chart.
const LINES: u16 = 4;
/// Width of the labels beside a chart.
const LABELS: usize = 8;
/// Maximum width of a chart.
const WIDEST: usize = 90;

/// Reactions of a post divided by its views, in percent.
fn rate(post: &PostRow) -> Option<f64> {
    let reading = post.entry.reading;
    let known = [reading.likes, reading.comments, reading.shares, reading.saves];
    let reactions = known.into_iter().flatten().reduce(i64::saturating_add)?;
    let views = reading.views.filter(|views| *views > 0)?;
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    Some(reactions as f64 / views as f64)
}

pub(super) fn write(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx) {
    if page.posts.is_empty() {
        let add = ctx.key(Action::ItemAdd);
        return sheet.sentence(
            &format!("No posts yet. {add} adds one, or paste a block: day, views, likes, comments, shares, saves."),
            Role::Text,
        );
    }
    let rows: Vec<[Cell; 11]> = page.posts.iter().map(|post| cells(post, ctx)).collect();
    // A column that no post has a value for is dropped.
    let has = |at: &usize| {
        rows.iter().any(|row| row.get(*at).is_some_and(|cell| !matches!(cell.text.as_str(), "" | UNKNOWN)))
    };
    let all = columns();
    let shown: Vec<usize> =
        (0..all.len()).filter(|at| all.get(*at).is_some_and(|column| column.priority == 0) || has(at)).collect();
    let columns: Vec<Column> = shown.iter().filter_map(|at| all.get(*at).cloned()).collect();
    sheet.header(&columns);
    for row in &rows {
        let cells: Vec<Cell> = shown.iter().filter_map(|at| row.get(*at).cloned()).collect();
        sheet.row(&columns, &cells);
    }
}

fn columns() -> [Column; 11] {
    [
        Column::words("DAY", 9, 9, 0),
        Column::number("VIEWS", 7, 0),
        Column::number("ER/v", 7, 1),
        Column::number("LIKES", 6, 2),
        Column::number("COMM.", 6, 4),
        Column::number("SHARES", 6, 5),
        Column::number("SAVES", 6, 6),
        Column::words("CAPTION", 10, 60, 3),
        Column::words("MADE FOR", 10, 30, 7),
        Column::words("COUNTED", 7, 9, 8),
        Column::words("FROM", 6, 24, 9),
    ]
}

fn cells(post: &PostRow, ctx: &Ctx) -> [Cell; 11] {
    let reading = post.entry.reading;
    let on = |on: Option<chrono::NaiveDate>| on.map_or_else(|| UNKNOWN.to_owned(), |on| day::tiny(on, ctx.today));
    let count = |count: Option<i64>| count.map_or_else(|| UNKNOWN.to_owned(), compact);
    let bare = post.entry.url.trim_start_matches("https://").trim_start_matches("www.");
    let said = if post.entry.caption.is_empty() { bare } else { &post.entry.caption };
    let cells = [
        on(post.entry.posted_on),
        count(reading.views),
        rate(post).map_or_else(|| UNKNOWN.to_owned(), percent),
        count(reading.likes),
        count(reading.comments),
        count(reading.shares),
        count(reading.saves),
        text::shown(said),
        text::shown(&post.made_for.as_ref().map(ToString::to_string).unwrap_or_default()),
        on(post.read_on),
        text::shown(&source::short((None, &post.source), ctx.today)),
    ];
    cells.map(Cell::new)
}

pub(super) fn write_charts(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx) {
    let cells = sheet.cells.min(WIDEST).saturating_sub(LABELS);
    match page.snapshots.as_slice() {
        [] => sheet.sentence("No follower counts yet.", Role::Quiet),
        [(on, count)] => {
            let said = format!(
                "Followers: {} on {}. The chart starts with a second count.",
                full(*count),
                day::short(*on, ctx.today)
            );
            sheet.sentence(&said, Role::Text);
        }
        [(first, start), .., (last, end)] => {
            let days = (*last - *first).num_days();
            sheet.put(&format!("Followers: {} to {} in {days} days", full(*start), full(*end)), Role::First);
            let points: Vec<_> = page.snapshots.iter().map(|(on, count)| (number(*on), *count)).collect();
            let (low, high) = (points.iter().map(|point| point.1).min(), points.iter().map(|point| point.1).max());
            let drawn = plot::curve(&points, u16::try_from(cells).unwrap_or(0), LINES);
            beside(sheet, drawn, [high, low], Role::First);
            let ends = (day::tiny(*first, ctx.today), day::tiny(*last, ctx.today));
            below(sheet, cells, &ends.0, &ends.1);
        }
    }
    let known = |post: &&PostRow| post.entry.reading.views.is_some();
    let fits = cells / 2;
    let newest: Vec<&PostRow> = page.posts.iter().filter(known).take(fits).collect();
    let (Some(newest_post), Some(oldest)) = (newest.first(), newest.last()) else { return };
    let views: Vec<Option<i64>> = newest.iter().rev().map(|post| post.entry.reading.views).collect();
    sheet.put(&format!("Views of the last {}", super::vetting::posts(views.len())), Role::Second);
    let wide = if cells >= views.len() * 3 { 2 } else { 1 };
    let drawn = plot::columns(&views, usize::from(LINES), wide, 1);
    beside(sheet, drawn, [views.iter().flatten().copied().max(), Some(0)], Role::Second);
    let on = |post: &PostRow| post.entry.posted_on.map(|on| day::tiny(on, ctx.today)).unwrap_or_default();
    below(sheet, (views.len() * (wide + 1)).saturating_sub(1).max(14), &on(oldest), &on(newest_post));
}

/// A chart with an axis at its left, labeled with its highest and lowest value.
fn beside(sheet: &mut Sheet, drawn: Vec<String>, [high, low]: [Option<i64>; 2], role: Role) {
    let last = drawn.len().saturating_sub(1);
    for (index, line) in drawn.into_iter().enumerate() {
        let value = match index {
            0 => high.map(compact),
            index if index == last => low.map(compact),
            _ => None,
        };
        let axis = if value.is_some() { " ┤" } else { " │" };
        let label = text::right(&value.unwrap_or_default(), LABELS - 2);
        sheet.lines.push(vec![(label, Role::Quiet), (axis.to_owned(), Role::Frame), (line, role)]);
    }
}

/// The axis below a chart, with its first and last day.
fn below(sheet: &mut Sheet, cells: usize, first: &str, last: &str) {
    sheet.put(&format!("{}└{}", " ".repeat(LABELS - 1), "─".repeat(cells)), Role::Frame);
    let between = cells.saturating_sub(text::width(first) + text::width(last));
    sheet.put(&format!("{}{first}{}{last}", " ".repeat(LABELS), " ".repeat(between)), Role::Quiet);
}

/// The same as numbers.
pub(super) fn write_counts(sheet: &mut Sheet, page: &CreatorPage) {
    if page.snapshots.is_empty() {
        sheet.sentence("No follower counts yet.", Role::Text);
    }
    for (on, count) in &page.snapshots {
        sheet.put(&format!("{on}  {} followers", full(*count)), Role::Text);
    }
}
