//! Money over time: spend and revenue added up day by day, and when revenue passed spend. No estimates.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::domain::Currency;
use crate::domain::number::compact;
use crate::proto::outlook::DayMoney;
use crate::proto::results::CampaignResult;
use crate::tui::look::{Role, day, figure, text};
use crate::tui::widgets::chart::{self, Curve};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::{panel, rows};
use crate::words::result_view::{ResultView, RunningSum};

use super::ResultsScreen;
use super::list::Reach;
use super::look::Look;

/// What the curves are drawn with.
const LEGEND: &str = "spend - revenue = both #";
/// Lines of the table of days below the chart.
const DAYS: u16 = 8;

/// Returns when revenue passed spend, and when its margin did.
pub(super) fn sentences(result: &CampaignResult, days: &[RunningSum], today: NaiveDate) -> Vec<String> {
    ResultView::new(result).passing(days, |on| day::tiny(on, today))
}

/// An amount for an axis: `$3.6k`.
fn axis(minor: i64, currency: Currency) -> String {
    let whole = minor / currency.minor_per_unit().max(1);
    let sign = if whole < 0 { "-" } else { "" };
    format!("{sign}{}{}", currency.sign(), compact(whole.saturating_abs()))
}

/// The days of what is on screen.
pub(super) fn days(screen: &ResultsScreen) -> &[DayMoney] {
    match (screen.reach, screen.batch(), screen.result()) {
        (Reach::Batch, Some(batch), _) => &batch.days,
        (_, _, Some(result)) => &result.days,
        _ => &[],
    }
}

pub(super) fn draw_small(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    let inner = panel::draw(frame, area, look.edge, "Money by day", LEGEND, look.theme);
    let Some(result) = screen.result() else { return };
    draw_chart(result, days(screen), frame, inner, look);
}

/// Draws curves with their axes, and says when revenue passed spend.
fn draw_chart(result: &CampaignResult, money: &[DayMoney], frame: &mut Frame<'_>, inner: Rect, look: Look<'_>) {
    let theme = look.theme;
    let days = RunningSum::of(money);
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return look.say(frame, inner, "No money yet. The curve starts with a fee or an order with a promo code.");
    };
    let mut said: Vec<Fact> =
        sentences(result, &days, look.ctx.today).into_iter().map(|line| Fact::new("", line, 0)).collect();
    if look.edge == panel::Edge::Rule {
        said.insert(0, Fact::new("", LEGEND, 0).role(Role::Quiet));
    }
    let needed: usize = said.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let words = u16::try_from(needed).unwrap_or(0).min(inner.height / 3);
    let [chart, words] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(words)]));
    fact::draw(frame, words, &said, theme);
    let points = |read: fn(&RunningSum) -> i64| -> Vec<(i64, i64)> {
        days.iter().map(|day| ((day.day - first.day).num_days(), read(day))).collect()
    };
    let (spend, revenue) = (points(|day| day.spend_minor), points(|day| day.revenue_minor));
    let curves = [Curve { sign: '-', points: &spend }, Curve { sign: '=', points: &revenue }];
    draw_curves(&curves, (first.day, last.day), |minor| axis(minor, result.currency), frame, chart, look);
}

/// Draws curves between two days, with their axes.
pub(super) fn draw_curves(
    curves: &[Curve<'_>],
    ends: (NaiveDate, NaiveDate),
    label: impl Fn(i64) -> String,
    frame: &mut Frame<'_>,
    chart: Rect,
    look: Look<'_>,
) {
    let theme = look.theme;
    let (low, high) = chart::reach(curves);
    let labels = [high, i64::midpoint(low, high), low].map(label);
    let left = labels.iter().map(|label| text::width(label)).max().unwrap_or(0);
    // An odd number of lines has a middle one for the middle of the axis.
    let height = usize::from(chart.height.saturating_sub(2));
    let height = height - usize::from(height > 0 && height % 2 == 0);
    let cells = usize::from(chart.width).saturating_sub(left + 3);
    for (index, line) in chart::lines(curves, cells, height).into_iter().enumerate() {
        let label = match index {
            0 => labels[0].as_str(),
            index if index + 1 == height => labels[2].as_str(),
            index if height >= 5 && index == height / 2 => labels[1].as_str(),
            _ => "",
        };
        let spans = vec![
            Span::styled(format!("{} │", text::right(label, left)), theme.style(Role::Quiet)),
            Span::raw(format!(" {line}")),
        ];
        frame.render_widget(Line::from(spans), rows::line(chart, index).intersection(frame.area()));
    }
    let rule = format!("{} └{}", " ".repeat(left), "─".repeat(cells + 1));
    let ends = (day::tiny(ends.0, look.ctx.today), day::tiny(ends.1, look.ctx.today));
    let between = cells.saturating_sub(text::width(&ends.0));
    let foot = format!("{}   {}{}", " ".repeat(left), ends.0, text::right(&ends.1, between));
    for (index, line) in [rule, foot].into_iter().enumerate() {
        let area = rows::line(chart, height + index).intersection(frame.area());
        frame.render_widget(Line::styled(line, theme.style(Role::Quiet)), area);
    }
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let note = if look.edge == panel::Edge::Frame { LEGEND.to_owned() } else { String::new() };
    let inner = panel::draw(frame, area, look.edge, title, &note, look.theme);
    let Some(result) = screen.result() else { return };
    let money = days(screen);
    let table = if inner.height >= 2 * DAYS && !money.is_empty() { DAYS } else { 0 };
    let [chart, table] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(table)]));
    draw_chart(result, money, frame, chart, look);
    draw_days(result, money, frame, table, look);
}

/// The newest days in numbers.
fn draw_days(result: &CampaignResult, money: &[DayMoney], frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    if area.height < 3 {
        return;
    }
    let columns = [
        Column::words("NEWEST DAYS", 12, 14, 0),
        Column::number("SPEND SO FAR", 13, 1),
        Column::number("REVENUE SO FAR", 15, 1),
        Column::number(format!("{} SO FAR", result.counts.head()), 13, 2),
    ];
    let area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    rows::header(frame, area, &columns, look.theme);
    for (index, day) in RunningSum::of(money).iter().rev().take(usize::from(area.height) - 1).enumerate() {
        let cells = [
            Cell::new(day::short(day.day, look.ctx.today)),
            Cell::new(figure::money(day.spend_minor, result.currency)),
            Cell::new(figure::money(day.revenue_minor, result.currency)),
            Cell::new(crate::domain::number::full(day.orders)),
        ];
        let line = rows::cells(rows::line(area, index + 1)).intersection(frame.area());
        if !line.is_empty() {
            grid::draw_row(frame, line, &columns, &cells, None, look.theme);
        }
    }
}
