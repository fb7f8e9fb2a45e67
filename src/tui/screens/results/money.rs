//! Money over time: what was spent and what came back, added up day by day, and when the one passed the other. Facts only.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::domain::Currency;
use crate::domain::money::div_round;
use crate::domain::number::compact;
use crate::proto::outlook::DayMoney;
use crate::proto::results::CampaignResult;
use crate::tui::look::{Role, day, figure, text};
use crate::tui::widgets::chart::{self, Curve};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::{panel, rows};

use super::ResultsScreen;
use super::list::Reach;
use super::look::Look;

/// What the curves are drawn with.
const LEGEND: &str = "spend - revenue = both #";
/// Lines of the table of days below the chart.
const DAYS: u16 = 8;

/// One day and all before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sofar {
    pub(super) day: NaiveDate,
    pub(super) spend_minor: i64,
    pub(super) revenue_minor: i64,
    pub(super) orders: i64,
}

/// Adds up the days of a campaign.
pub(super) fn added(days: &[DayMoney]) -> Vec<Sofar> {
    let (mut spend_minor, mut revenue_minor, mut orders) = (0_i64, 0_i64, 0_i64);
    let sum = |day: &DayMoney| {
        spend_minor = spend_minor.saturating_add(day.spend_minor);
        revenue_minor = revenue_minor.saturating_add(day.revenue_minor);
        orders = orders.saturating_add(day.orders);
        Sofar { day: day.day, spend_minor, revenue_minor, orders }
    };
    days.iter().map(sum).collect()
}

/// The day from which on a sum stays at or above another one, to the end.
fn passed(days: &[Sofar], is_above: impl Fn(&Sofar) -> bool) -> Option<NaiveDate> {
    let last_below = days.iter().rposition(|day| !is_above(day));
    days.get(last_below.map_or(0, |index| index + 1)).map(|day| day.day)
}

/// Says when revenue passed spend, and when the margin on it did: from there on sales have paid for what they cost.
pub(super) fn sentences(result: &CampaignResult, money: &[DayMoney], today: NaiveDate) -> Vec<String> {
    let days = added(money);
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    if last.spend_minor <= 0 {
        return vec!["Nothing was paid, so there is nothing to pass.".to_owned()];
    }
    let named = |on: NaiveDate| format!("on {} (day {})", day::tiny(on, today), (on - first.day).num_days() + 1);
    let short = |minor: i64| figure::money(minor, result.currency);
    let mut lines = vec![match passed(&days, |day| day.revenue_minor >= day.spend_minor) {
        Some(on) => format!("Revenue passed spend {}.", named(on)),
        None => format!("Revenue is {} short of spend.", short(last.spend_minor.saturating_sub(last.revenue_minor))),
    }];
    if let Some(margin) = result.margin_bp {
        let earned = |day: &Sofar| i128::from(day.revenue_minor) * i128::from(margin);
        let at = figure::percent(margin);
        let kept = div_round(earned(last), 10_000).unwrap_or(0);
        let missing = short(last.spend_minor.saturating_sub(kept));
        lines.push(match passed(&days, |day| earned(day) >= i128::from(day.spend_minor) * 10_000) {
            Some(on) => format!("At {at} margin it paid for itself {}.", named(on)),
            None => format!("At {at} margin it is {missing} short of paying for itself."),
        });
    }
    lines
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

/// Draws curves with their axes, and in words when the one passed the other.
fn draw_chart(result: &CampaignResult, money: &[DayMoney], frame: &mut Frame<'_>, inner: Rect, look: Look<'_>) {
    let theme = look.theme;
    let days = added(money);
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return look.say(frame, inner, "No day with money yet. A fee, or an order with a code, begins the curve.");
    };
    let mut said: Vec<Fact> =
        sentences(result, money, look.ctx.today).into_iter().map(|line| Fact::new("", line, 0)).collect();
    if look.edge == panel::Edge::Rule {
        said.insert(0, Fact::new("", LEGEND, 0).role(Role::Quiet));
    }
    let needed: usize = said.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let words = u16::try_from(needed).unwrap_or(0).min(inner.height / 3);
    let [chart, words] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(words)]));
    fact::draw(frame, words, &said, theme);
    let points = |read: fn(&Sofar) -> i64| -> Vec<(i64, i64)> {
        days.iter().map(|day| ((day.day - first.day).num_days(), read(day))).collect()
    };
    let (spend, revenue) = (points(|day| day.spend_minor), points(|day| day.revenue_minor));
    let curves = [Curve { sign: '-', points: &spend }, Curve { sign: '=', points: &revenue }];
    let (low, high) = chart::reach(&curves);
    let labels = [high, i64::midpoint(low, high), low].map(|minor| axis(minor, result.currency));
    let left = labels.iter().map(|label| text::width(label)).max().unwrap_or(0);
    // An odd number of lines has a middle one for the middle of the axis.
    let height = usize::from(chart.height.saturating_sub(2));
    let height = height - usize::from(height > 0 && height % 2 == 0);
    let cells = usize::from(chart.width).saturating_sub(left + 3);
    for (index, line) in chart::lines(&curves, cells, height).into_iter().enumerate() {
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
    let ends = (day::tiny(first.day, look.ctx.today), day::tiny(last.day, look.ctx.today));
    let between = cells.saturating_sub(text::width(&ends.0));
    let foot = format!("{}   {}{}", " ".repeat(left), ends.0, text::right(&ends.1, between));
    for (index, line) in [rule, foot].into_iter().enumerate() {
        let area = rows::line(chart, height + index).intersection(frame.area());
        frame.render_widget(Line::styled(line, theme.style(Role::Quiet)), area);
    }
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let note = if look.edge == panel::Edge::Frame { format!("facts; {LEGEND}") } else { String::new() };
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
        Column::number("ORDERS SO FAR", 13, 2),
    ];
    let area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    rows::header(frame, area, &columns, look.theme);
    for (index, day) in added(money).iter().rev().take(usize::from(area.height) - 1).enumerate() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::sample;

    fn days(money: &[(u32, i64, i64)]) -> Vec<DayMoney> {
        let day = |(on, spend_minor, revenue_minor): &(u32, i64, i64)| DayMoney {
            day: sample::day(3, *on),
            spend_minor: *spend_minor,
            revenue_minor: *revenue_minor,
            orders: 1,
        };
        money.iter().map(day).collect()
    }

    #[test]
    fn the_crossing_is_the_day_from_which_revenue_stays_above() {
        // Above on the second, below again on the fourth, for good from the sixth on.
        let days = added(&days(&[(2, 100, 120), (4, 100, 0), (6, 0, 90), (9, 0, 5)]));
        assert_eq!(passed(&days, |day| day.revenue_minor >= day.spend_minor), Some(sample::day(3, 6)));
        assert_eq!(passed(&days, |day| day.revenue_minor >= 10 * day.spend_minor), None);
        assert_eq!(passed(&[], |_| true), None);
    }
}
