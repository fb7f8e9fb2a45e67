//! Money over time: spend and revenue added up day by day, and when revenue passed spend. No estimates.

use chrono::{Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::Currency;
use crate::domain::number::compact;
use crate::proto::outlook::DayMoney;
use crate::proto::results::CampaignResult;
use crate::tui::look::{day, figure};
use crate::tui::widgets::chart::{self, Curve};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::{panel, rows};
use crate::words::result_view::{ResultView, RunningSum};

use super::ResultsScreen;
use super::list::Reach;
use super::look::Look;

/// The names of the curves.
const NAMES: [&str; 2] = ["revenue", "spend"];
/// Lines of the table of days below the chart.
const DAYS: u16 = 8;

/// Returns when revenue passed spend, and when its margin did.
pub(super) fn sentences(result: &CampaignResult, days: &[RunningSum], today: NaiveDate) -> Vec<String> {
    ResultView::new(result).passing(days, |on| day::tiny(on, today))
}

/// An amount for an axis: `$3.6k`.
pub(super) fn axis(minor: i64, currency: Currency) -> String {
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
    let inner = panel::draw(frame, area, look.edge, "Money by day", "", look.theme);
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
    let said: Vec<Fact> =
        sentences(result, &days, look.ctx.today).into_iter().map(|line| Fact::new("", line, 0)).collect();
    let needed: usize = said.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let words = u16::try_from(needed).unwrap_or(0).min(inner.height / 3);
    let parts = [Constraint::Length(1), Constraint::Fill(1), Constraint::Length(words)];
    let [legend, chart, words] = inner.layout(&Layout::vertical(parts));
    frame.render_widget(chart::legend(&NAMES, theme).right_aligned(), legend.intersection(frame.area()));
    fact::draw(frame, words, &said, theme);
    let points = |read: fn(&RunningSum) -> i64| -> Vec<(i64, i64)> {
        days.iter().map(|day| ((day.day - first.day).num_days(), read(day))).collect()
    };
    let (spend, revenue) = (points(|day| day.spend_minor), points(|day| day.revenue_minor));
    let curves = [Curve { points: &revenue, is_second: false }, Curve { points: &spend, is_second: true }];
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
    let middle = ends.0 + Days::new(u64::try_from((ends.1 - ends.0).num_days() / 2).unwrap_or(0));
    let days = if chart.width >= 48 { vec![ends.0, middle, ends.1] } else { vec![ends.0, ends.1] };
    let days: Vec<String> = days.into_iter().map(|on| day::tiny(on, look.ctx.today)).collect();
    chart::draw(frame, chart, curves, &days, label, look.theme);
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let inner = panel::draw_focused(frame, area, look.edge, title, "tracked so far", look.theme);
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
