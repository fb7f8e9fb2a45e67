//! All campaigns together: profit and loss by day, what learning cost, and the best next booking.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::Goal;
use crate::tui::look::{Role, text};
use crate::tui::widgets::chart::{self, Curve};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::panel;
use crate::words::result_view::{Figure, Figures, ProfitDay, Program};

use super::ResultsScreen;
use super::look::Look;
use super::money::{axis, draw_curves};

/// The names of the curves.
const NAMES: [&str; 2] = ["all batches", "first batches"];
/// The heading.
pub(super) const TITLE: &str = "Profit and loss";

/// What is known of all campaigns as facts, the most important last to go.
pub(super) fn facts(screen: &ResultsScreen) -> Vec<Fact> {
    let mut facts = Vec::new();
    for program in Program::all(screen.results()) {
        let is_loss = program.profit_and_loss().is_some_and(|(sum, _)| sum.profit_minor() < 0);
        let pays = program.best().map(|(_, best)| best.pays());
        let of_next = match pays {
            Some(true) => Role::Good,
            Some(false) => Role::Warn,
            None => Role::Text,
        };
        let lines = [
            (Some(program.profit()), 1, if is_loss { Role::Bad } else { Role::Text }),
            (program.next_test(), 2, of_next),
            (program.learning(), 3, Role::Text),
            (program.pays_only(), 4, Role::Text),
            (program.without_profit(), 5, Role::Quiet),
        ];
        facts.extend(
            lines
                .into_iter()
                .filter_map(|(line, priority, role)| Some(Fact::new("", text::shown(&line?), priority).role(role))),
        );
    }
    facts
}

/// The sums of all campaigns, each currency apart: amounts of different currencies are never added without a rate.
pub(super) fn totals(screen: &ResultsScreen) -> Vec<String> {
    let all = Program::all(screen.results());
    let line = |program: &Program<'_>| {
        // Campaigns have different margins, so their profits are added up and not their figures.
        let mut figures = Figures::new(program.sums(), None, program.currency);
        figures.profit_minor = program.profit_and_loss().map(|(sum, _)| sum.profit_minor());
        // Of campaigns that are not about sales the spend has no part in a ROAS.
        let is_about_sales = program.campaigns.iter().all(|campaign| campaign.goal == Goal::Conversions);
        let shown =
            [Figure::Spend, Figure::Revenue, Figure::Orders].into_iter().chain(is_about_sales.then_some(Figure::Roas));
        let shown = shown.chain(figures.profit_minor.map(|_| Figure::Profit));
        let parts: Vec<String> = shown.map(|figure| format!("{} {}", figure.head(), figures.text(figure))).collect();
        format!("{}   {}", program.currency, parts.join("   "))
    };
    let mut lines: Vec<String> = all.iter().map(line).collect();
    if all.len() > 1 {
        lines.push(format!("{} currencies, not added up: no exchange rate is set.", all.len()));
    }
    lines.push("Each campaign asks its own question, so there is no range across campaigns.".to_owned());
    lines
}

/// The chart beside the sentences.
pub(super) fn draw_small(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    let [left, right] = area.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]));
    let inner = panel::draw(frame, left, look.edge, "Profit and loss by day", "tracked so far", look.theme);
    draw_chart(screen, frame, inner, look);
    let inner = panel::draw(frame, right, look.edge, "What the money did", "", look.theme);
    fact::draw(frame, inner, &facts(screen), look.theme);
}

/// The chart above the sentences.
pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let inner = panel::draw_focused(frame, area, look.edge, title, "tracked so far", look.theme);
    let facts = facts(screen);
    let needed: usize = facts.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let words = u16::try_from(needed).unwrap_or(u16::MAX).min(inner.height / 2);
    let [chart, words] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(words)]));
    draw_chart(screen, frame, chart, look);
    fact::draw(frame, words, &facts, look.theme);
}

/// Profit by day in the currency with the most spend: all batches, and the first batch of each campaign alone.
fn draw_chart(screen: &ResultsScreen, frame: &mut Frame<'_>, inner: Rect, look: Look<'_>) {
    let all = Program::all(screen.results());
    let drawn = all.iter().map(|program| (program, program.curves())).find(|(_, [days, _])| !days.is_empty());
    let Some((program, [days, first])) = drawn else {
        return look.say(
            frame,
            inner,
            "No curve yet. It starts with a margin, and a fee or an order with a promo code.",
        );
    };
    let (Some(start), Some(end)) = (days.first(), days.last()) else { return };
    let [legend, chart] = inner.layout(&Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]));
    let names = chart::legend(&NAMES, look.theme).right_aligned();
    frame.render_widget(names, legend.intersection(frame.area()));
    let points = |days: &[ProfitDay]| -> Vec<(i64, i64)> {
        days.iter().map(|day| ((day.day - start.day).num_days(), day.profit_minor)).collect()
    };
    let (days, first) = (points(&days), points(&first));
    // All batches are drawn last: until the second batch both curves are one.
    let curves = [Curve { points: &first, is_second: true }, Curve { points: &days, is_second: false }];
    let ends = (start.day, end.day);
    draw_curves(&curves, ends, |minor| axis(minor, program.currency), frame, chart, look);
}
