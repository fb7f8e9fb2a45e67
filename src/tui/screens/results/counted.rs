//! What a campaign that is not about conversions counts over time: views of all posts, or usable assets. No estimates.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::Goal;
use crate::domain::number::{compact, full};
use crate::proto::outlook::DayCount;
use crate::tui::look::{Role, day};
use crate::tui::widgets::chart::Curve;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::{panel, rows};
use crate::words::result_view::ResultView;

use super::ResultsScreen;
use super::list::Reach;
use super::look::Look;
use super::money;

/// Lines of the table of days below the chart.
const DAYS: u16 = 8;

/// The heading of the pane.
pub(super) fn title(goal: Goal) -> &'static str {
    if goal == Goal::Ugc { "Usable assets over time" } else { "Views over time" }
}

/// The heading of a column of counts.
pub(super) fn head(goal: Goal) -> &'static str {
    if goal == Goal::Ugc { "ASSETS" } else { "VIEWS" }
}

/// The days of what is on screen.
pub(super) fn days(screen: &ResultsScreen) -> &[DayCount] {
    match (screen.reach, screen.batch(), screen.result()) {
        (Reach::Batch, Some(batch), _) => &batch.counted,
        (_, _, Some(result)) => &result.counted,
        _ => &[],
    }
}

/// What the curve says, in sentences.
pub(super) fn sentences(screen: &ResultsScreen, look: Look<'_>) -> Vec<String> {
    let Some(result) = screen.result() else { return Vec::new() };
    ResultView::new(result).counted(days(screen), |on| day::tiny(on, look.ctx.today))
}

pub(super) fn draw_small(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    let title = if screen.goal() == Goal::Ugc { "Usable assets by day" } else { "Views by day" };
    let inner = panel::draw(frame, area, look.edge, title, "so far", look.theme);
    draw_chart(screen, frame, inner, look);
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let note = if look.edge == panel::Edge::Frame { "tracked so far" } else { "" };
    let inner = panel::draw_focused(frame, area, look.edge, title, note, look.theme);
    let table = if inner.height >= 2 * DAYS && !days(screen).is_empty() { DAYS } else { 0 };
    let [chart, table] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(table)]));
    draw_chart(screen, frame, chart, look);
    draw_days(screen, frame, table, look);
}

fn draw_chart(screen: &ResultsScreen, frame: &mut Frame<'_>, inner: Rect, look: Look<'_>) {
    let days = days(screen);
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        let sentence = match screen.goal() {
            Goal::Ugc => "No usable asset yet. The curve starts with a post or an approved draft.",
            _ => "No views yet. The curve starts with a reading of a post.",
        };
        return look.say(frame, inner, sentence);
    };
    let said: Vec<Fact> = sentences(screen, look).into_iter().map(|line| Fact::new("", line, 0)).collect();
    let needed: usize = said.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let words = u16::try_from(needed).unwrap_or(0).min(inner.height / 3);
    let [chart, words] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(words)]));
    fact::draw(frame, words, &said, look.theme);
    let points: Vec<(i64, i64)> = days.iter().map(|count| ((count.day - first.day).num_days(), count.total)).collect();
    let curves = [Curve { points: &points, is_second: false }];
    let label = |count: i64| if screen.goal() == Goal::Ugc { full(count) } else { compact(count) };
    money::draw_curves(&curves, (first.day, last.day), label, frame, chart, look);
}

/// The newest days in numbers.
fn draw_days(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    if area.height < 3 {
        return;
    }
    let columns = [
        Column::words("NEWEST DAYS", 12, 14, 0),
        Column::number(format!("{} SO FAR", head(screen.goal())), 14, 1),
        Column::number("GAINED", 12, 2),
    ];
    let area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    rows::header(frame, area, &columns, look.theme);
    let days = days(screen);
    for (line, index) in (0..days.len()).rev().take(usize::from(area.height) - 1).enumerate() {
        let before = index.checked_sub(1).and_then(|before| days.get(before)).map_or(0, |before| before.total);
        let cells = [
            Cell::new(day::short(days[index].day, look.ctx.today)),
            Cell::with(full(days[index].total), Role::Strong),
            Cell::new(full(days[index].total.saturating_sub(before))),
        ];
        let line = rows::cells(rows::line(area, line + 1)).intersection(frame.area());
        if !line.is_empty() {
            grid::draw_row(frame, line, &columns, &cells, None, look.theme);
        }
    }
}
