//! The funnel: views, clicks, orders. Unknown figures show as a dash, never as 0.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::analysis::rates::{orders_per_click, orders_per_mille};
use crate::domain::number::full;
use crate::proto::results::Sums;
use crate::tui::kit::Action;
use crate::tui::look::{Role, figure, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{bar, rows};
use crate::words::result_view::ResultView;

use super::ResultsScreen;
use super::list::Row;
use super::look::Look;

/// Longest bar.
const BAR: usize = 60;
/// Coverage of the ranges of rates.
const LEVEL: f64 = 0.8;

/// The three steps with their shares of the step before.
fn steps(sums: Sums) -> [(&'static str, Option<i64>, String); 3] {
    let clicks = match (sums.clicks, sums.views) {
        (Some(clicks), Some(views)) => share(clicks, views).map_or(String::new(), |share| format!("{share} of views")),
        (None, _) => "no clicks imported yet".to_owned(),
        _ => String::new(),
    };
    let orders = match (sums.clicks, sums.views) {
        (Some(clicks), _) => share(sums.orders, clicks).map(|share| format!("{share} of clicks")),
        (None, Some(views)) => per_mille(sums.orders, views).map(|rate| format!("{rate} per 1,000 views")),
        _ => None,
    };
    let views = if sums.views.is_some() { String::new() } else { "no views imported yet".to_owned() };
    [
        ("Views", sums.views, views),
        ("Clicks", sums.clicks, clicks),
        ("Orders", Some(sums.orders), orders.unwrap_or_default()),
    ]
}

/// A share as `1.4%`; nothing without a whole.
fn share(part: i64, whole: i64) -> Option<String> {
    let tenths = crate::domain::money::div_round(i128::from(part) * 1_000, i128::from(whole)).filter(|_| whole > 0)?;
    Some(format!("{}.{}%", full(tenths / 10), tenths.unsigned_abs() % 10))
}

fn per_mille(orders: i64, views: i64) -> Option<String> {
    let hundredths =
        crate::domain::money::div_round(i128::from(orders) * 100_000, i128::from(views)).filter(|_| views > 0)?;
    Some(format!("{}.{:02}", hundredths / 100, hundredths.unsigned_abs() % 100))
}

/// Writes a count for a column: in full, or a dash.
fn known(count: Option<i64>) -> String {
    count.map_or(figure::UNKNOWN.to_owned(), full)
}

/// The lines of the funnel, each with a bar on a logarithmic scale.
fn bars(sums: Sums, cells: usize) -> Vec<String> {
    let steps = steps(sums);
    let most = steps.iter().filter_map(|(_, count, _)| *count).max().unwrap_or(0);
    let counts = steps.iter().map(|(_, count, _)| text::width(&known(*count))).max().unwrap_or(0);
    let notes = steps.iter().map(|(_, _, note)| text::width(note)).max().unwrap_or(0);
    let room = cells.saturating_sub(6 + 2 + counts + 2 + 1 + notes).min(BAR);
    let line = |(name, count, note): &(&str, Option<i64>, String)| {
        let bar = bar::log(count.unwrap_or(0), most, room);
        format!("{name:6}  {}  {bar} {note}", text::right(&known(*count), counts)).trim_end().to_owned()
    };
    steps.iter().map(line).collect()
}

/// The funnel in one line: `FUNNEL 345,500 views > 4,776 clicks (1.4%) > 99 orders (2.1%)`.
pub(super) fn briefly(screen: &ResultsScreen) -> Option<String> {
    let sums = screen.sums()?;
    let step = |name: &str, count: Option<i64>, of: Option<i64>| {
        let part =
            count.zip(of).and_then(|(count, of)| share(count, of)).map_or(String::new(), |part| format!(" ({part})"));
        format!("{} {name}{part}", known(count))
    };
    let orders = Some(sums.orders);
    let before = sums.clicks.filter(|clicks| *clicks >= sums.orders);
    Some(format!(
        "FUNNEL {} > {} > {}",
        step("views", sums.views, None),
        step("clicks", sums.clicks, sums.views),
        step("orders", orders, before)
    ))
}

/// How many orders a click or 1,000 views made, with the range that counting alone leaves open.
fn rates(sums: Sums) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(clicks) = sums.clicks
        && let (Some((low, high)), Some(rate)) =
            (orders_per_click(sums.orders, clicks, LEVEL), share(sums.orders, clicks))
    {
        lines.push(format!("Orders per click {rate} ({:.1} to {:.1}%: chance alone).", 100.0 * low, 100.0 * high));
    }
    if let Some(views) = sums.views
        && let (Some((low, high)), Some(rate)) =
            (orders_per_mille(sums.orders, views, LEVEL), per_mille(sums.orders, views))
    {
        lines.push(format!("Orders per 1,000 views {rate} ({low:.2} to {high:.2}: chance alone)."));
    }
    if sums.clicks.is_some_and(|clicks| clicks < sums.orders) {
        lines.push("More orders than clicks: some buyers typed a code without clicking a link.".to_owned());
    }
    lines
}

pub(super) fn draw_small(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    let creators = screen.creators().len();
    let note = figure::counted(i64::try_from(creators).unwrap_or(0), "creator", "creators");
    let inner =
        panel::draw(frame, area, look.edge, "Funnel", &format!("tracked so far, log scale; {note}"), look.theme);
    let Some(sums) = screen.sums() else { return };
    draw_bars(sums, frame, inner);
    let below =
        Rect { y: inner.y.saturating_add(4).min(inner.bottom()), height: inner.height.saturating_sub(4), ..inner };
    let mut notes: Vec<Fact> =
        rates(sums).into_iter().zip(1..).map(|(line, rank)| Fact::new("", line, rank).role(Role::Quiet)).collect();
    // What no sum holds is said on the first page, however long the list above is.
    let out = screen.result().map(|result| ResultView::new(result).left_out_briefly()).filter(|out| !out.is_empty());
    notes.extend(out.map(|out| Fact::new("", out, 0)));
    fact::draw(frame, below, &notes, look.theme);
}

/// Draws each step on its own line, because a wrapped bar is unreadable.
fn draw_bars(sums: Sums, frame: &mut Frame<'_>, inner: Rect) {
    for (index, bar) in bars(sums, usize::from(inner.width)).into_iter().enumerate() {
        let line = rows::line(inner, index).intersection(frame.area());
        frame.render_widget(Line::raw(text::fit(&bar, usize::from(line.width))), line);
    }
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let note = if look.edge == Edge::Frame { "tracked so far; log scale" } else { "" };
    let inner = panel::draw(frame, area, look.edge, title, note, look.theme);
    let Some(sums) = screen.sums() else { return };
    draw_bars(sums, frame, inner);
    let mut notes = rates(sums);
    if look.edge == Edge::Rule {
        notes.insert(0, "Bars use a log scale so small steps stay visible.".to_owned());
    }
    let notes: Vec<Fact> = notes.into_iter().map(|line| Fact::new("", line, 1).role(Role::Quiet)).collect();
    let [_, words, table] =
        inner.layout(&Layout::vertical([Constraint::Length(3), Constraint::Length(4), Constraint::Fill(1)]));
    fact::draw(frame, words, &notes, look.theme);
    draw_table(screen, frame, table, look);
}

/// The funnel of each creator.
fn draw_table(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    let rows = screen.rows();
    if rows.is_empty() {
        let plan = look.ctx.key(Action::BatchNew);
        return look.say(frame, area, &format!("No batch in this campaign yet. {plan} plans one."));
    }
    let columns = [
        Column::words("CREATOR", 16, 24, 0),
        Column::number("VIEWS", 10, 1),
        Column::number("CLICKS", 8, 2),
        Column::number("OF VIEWS", 8, 5),
        Column::number("ORDERS", 6, 1),
        Column::number("OF CLICKS", 9, 4),
        Column::number("PER 1,000 VIEWS (RANGE)", 23, 3),
    ];
    rows::header(frame, area, &columns, look.theme);
    let body = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
    for (line, index) in screen.list.seen(body).enumerate() {
        let row = rows[index];
        let cells = cells(row);
        let is_cursor = index == screen.list.at() && row.stops();
        rows::row(frame, rows::line(body, line), &columns, &cells, is_cursor, look.theme);
        screen.list.draw_mark(frame, rows::line(body, line), index, look.theme);
    }
}

/// The cells of one creator. More orders than clicks is no rate, so it shows as a dash.
fn cells(row: Row<'_>) -> Vec<Cell> {
    let sums = row.sums();
    let (name, role) = match row {
        Row::Campaign(campaign) => (text::shown(&campaign.name), Role::Text),
        Row::Batch(_, batch) => (text::shown(&batch.name), Role::Strong),
        Row::Creator(_, creator) => (format!("@{}", text::shown(&creator.handle)), Role::Text),
    };
    let of = |part: Option<i64>, whole: Option<i64>| {
        part.zip(whole).filter(|(part, whole)| part <= whole).and_then(|(part, whole)| share(part, whole))
    };
    let dash = |text: Option<String>| Cell::with(text.unwrap_or_else(|| figure::UNKNOWN.to_owned()), role);
    let rate = sums.views.and_then(|views| {
        let (low, high) = orders_per_mille(sums.orders, views, LEVEL)?;
        Some(format!("{} ({low:.2} to {high:.2})", per_mille(sums.orders, views)?))
    });
    vec![
        Cell::with(name, role),
        Cell::with(known(sums.views), role),
        Cell::with(known(sums.clicks), role),
        dash(of(sums.clicks, sums.views)),
        Cell::with(full(sums.orders), role),
        dash(of(Some(sums.orders), sums.clicks)),
        dash(rate),
    ]
}

/// The funnel in lines of text.
pub(super) fn as_text(sums: Sums) -> Vec<String> {
    let line = |(name, count, note): &(&str, Option<i64>, String)| {
        format!("{name}\t{}\t{note}", known(*count)).trim_end().to_owned()
    };
    steps(sums).iter().map(line).chain(rates(sums)).collect()
}
