//! Batches compared at equal age: each creator counts by days after their own post. Tracked figures, and
//! apart from them, what each batch would return if you booked it again.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::Goal;
use crate::domain::money::div_round;
use crate::proto::outlook::AtAge;
use crate::proto::results::{BatchResult, CampaignResult};
use crate::tui::kit::Action;
use crate::tui::look::{Role, figure, text};
use crate::tui::screens::{estimate, trend};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{more, rows};
use crate::words::result_view::{Figure, ResultView};

use super::ResultsScreen;
use super::look::Look;

/// Days since the post at which batches are compared.
const AGES: [i64; 5] = [1, 3, 7, 14, 30];

/// The heading of the pane.
pub(super) fn title(goal: Goal) -> &'static str {
    if goal == Goal::Ugc { "Batches" } else { "Batches at equal age" }
}

/// What to know about the comparison.
fn equal(goal: Goal) -> &'static str {
    match goal {
        Goal::Conversions => {
            "Tracked ROAS by days after each creator's own post. (n) is the number of creators whose post is that old."
        }
        Goal::Awareness => {
            "Tracked CPM by days after each creator's own post. (n) is the number of creators whose views on that day are known, from readings on it or before and after it."
        }
        Goal::Ugc => {
            "Cost per usable asset today. Assets have no age: a post or an approved draft counts from its day on."
        }
    }
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let note = match look.edge {
        Edge::Frame => format!("{} shows the batch", look.ctx.key(Action::NavOpen)),
        Edge::Rule => String::new(),
    };
    let inner = panel::draw_focused(frame, area, look.edge, title, &note, look.theme);
    let Some(result) = screen.result() else { return };
    if result.batches.is_empty() {
        let plan = look.ctx.key(Action::BatchNew);
        return look.say(frame, inner, &format!("No batch in this campaign yet. {plan} plans one."));
    }
    let mut help = vec![Fact::new("", equal(result.goal), 0).role(Role::Quiet)];
    let batch = result.batches.get(screen.side.at());
    help.extend(batch.into_iter().flat_map(|batch| rule(result, batch)).map(|line| Fact::new("", line, 1)));
    let needed: usize = help.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let foot = u16::try_from(needed).unwrap_or(1).min(inner.height / 3);
    let [table, foot] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]));
    fact::draw(frame, foot, &help, look.theme);
    let columns = columns(result.goal);
    rows::header(frame, table, &columns, look.theme);
    let body = Rect { y: table.y + table.height.min(1), height: table.height.saturating_sub(1), ..table };
    // Each batch has a line of returns and one of orders.
    let seen = screen.side.seen_tall(body, 2);
    more::draw(frame, body, &seen, result.batches.len(), look.theme);
    for (line, index) in seen.enumerate() {
        let is_cursor = index == screen.side.at();
        screen.side.clickable(rows::line(body, 2 * line), index);
        screen.side.clickable(rows::line(body, 2 * line + 1), index);
        let [returns, orders] = cells(&result.batches[index], result);
        rows::row(frame, rows::line(body, 2 * line), &columns, &returns, is_cursor, look.theme);
        rows::row(frame, rows::line(body, 2 * line + 1), &columns, &orders, false, look.theme);
    }
}

fn columns(goal: Goal) -> Vec<Column> {
    if goal == Goal::Ugc {
        return vec![
            Column::words("BATCH", 16, 28, 0),
            Column::number("PER ASSET", 10, 1),
            Column::number("TARGET", 8, 2),
            Column::number("ASSETS", 7, 2),
            Column::number("WITH RIGHTS", 12, 3),
            Column::number("SPEND", 9, 4),
            Column::words("VERDICT", 9, 9, 1),
        ];
    }
    let age = |days: &i64| {
        let rank = if *days == 7 { 1 } else { 3 };
        Column::number(format!("DAY {days}"), if goal == Goal::Awareness { 10 } else { 8 }, rank)
    };
    std::iter::once(Column::words("BATCH", 16, 28, 0))
        .chain(AGES.iter().map(age))
        .chain([
            trend::column(8),
            Column::number("TODAY", 7, 2),
            match goal {
                Goal::Awareness => Column::words("IF BOOKED AGAIN", 24, 30, 2),
                Goal::Conversions | Goal::Ugc => Column::words("IF BOOKED AGAIN", 16, 18, 2),
            },
        ])
        .collect()
}

/// A batch's line of tracked ROAS, and its line of orders.
fn cells(batch: &BatchResult, result: &CampaignResult) -> [Vec<Cell>; 2] {
    let at = |days: i64| batch.at_ages.iter().find(|age| age.days == days && (age.creators > 0 || age.seen.is_some()));
    let name = format!("{}, {}", text::shown(&batch.name), batch.stage());
    let guess = batch.estimate.as_ref().and_then(|said| estimate::guess(said, result.currency));
    let repeated = guess.unwrap_or_else(|| "too few to tell".to_owned());
    let (view, figures) = (ResultView::new(result), ResultView::new(result).figures(batch.sums));
    let today = figures.text(view.goal().head);
    if result.goal == Goal::Ugc {
        let target =
            batch.target.map_or_else(|| figure::UNKNOWN.to_owned(), |target| view.written().level(target.value));
        let (word, role) = estimate::verdict(batch.estimate.as_ref());
        let figure = |figure| Cell::new(figures.text(figure));
        let line = vec![
            Cell::with(name, Role::Strong),
            Cell::new(today),
            Cell::new(target),
            figure(Figure::Assets),
            figure(Figure::Cleared),
            figure(Figure::Spend),
            Cell::with(word, role),
        ];
        return [line, Vec::new()];
    }
    let quiet = |text: String| Cell::with(text, Role::Quiet);
    let returns = std::iter::once(Cell::with(name, Role::Strong))
        .chain(AGES.iter().map(|days| {
            Cell::new(at(*days).and_then(|at| head(at, result)).unwrap_or_else(|| figure::UNKNOWN.to_owned()))
        }))
        .chain([trend::of_batch(result, batch), Cell::new(today), Cell::new(repeated)]);
    let is_seen = result.goal == Goal::Awareness;
    let count = |age: &AtAge| if is_seen { Some(age.seen?.views) } else { Some(age.orders) };
    let known = |count: Option<i64>| quiet(count.map_or(figure::UNKNOWN.to_owned(), crate::domain::number::full));
    let today = if is_seen { batch.sums.views } else { Some(batch.sums.orders) };
    let orders = std::iter::once(quiet(format!("  {}", if is_seen { "views" } else { result.counts.word() })))
        .chain(AGES.iter().map(|days| known(at(*days).and_then(count))))
        .chain([quiet(String::new()), known(today), quiet(String::new())]);
    [returns.collect(), orders.collect()]
}

/// The success rule of a batch in a sentence, and how it stands.
fn rule(result: &CampaignResult, batch: &BatchResult) -> Vec<String> {
    let view = ResultView::new(result);
    let rule = view.rule(batch);
    let rule = rule.map(|rule| format!("Success rule of {}: {}.", text::shown(&batch.name), text::shown(&rule)));
    rule.into_iter().chain(view.ruling(batch).map(|ruling| text::shown(&ruling))).collect()
}

/// The tracked head figure at an age and of how many creators: `1.4 (5)`, `$8.30 (5)`; nothing where it is not known.
fn head(age: &AtAge, result: &CampaignResult) -> Option<String> {
    if result.goal == Goal::Awareness {
        let seen = age.seen?;
        let cpm = div_round(1_000 * i128::from(seen.cost_minor), i128::from(seen.views)).filter(|cpm| *cpm > 0)?;
        return Some(format!("{} ({})", figure::money(cpm, result.currency), seen.creators));
    }
    Some(match div_round(10_000 * i128::from(age.revenue_minor), i128::from(age.cost_minor)) {
        Some(e4) => format!("{} ({})", figure::ratio(e4), age.creators),
        None => "no cost".to_owned(),
    })
}

/// The comparison in lines of text.
pub(super) fn as_text(result: &CampaignResult) -> Vec<String> {
    let trend = columns(result.goal).iter().position(|column| *column == trend::column(8));
    let without_trend = |texts: Vec<String>| {
        let texts = texts.into_iter().enumerate().filter(|(at, _)| Some(*at) != trend);
        texts.map(|(_, text)| text).collect::<Vec<_>>()
    };
    let titles = without_trend(columns(result.goal).into_iter().map(|column| column.title).collect());
    let mut lines = vec![equal(result.goal).to_owned()];
    lines.extend(result.batches.iter().flat_map(|batch| rule(result, batch)));
    lines.push(titles.join("\t"));
    for batch in &result.batches {
        for line in cells(batch, result).into_iter().filter(|line| !line.is_empty()) {
            let cells: Vec<String> = line.into_iter().map(|cell| cell.text.trim().to_owned()).collect();
            lines.push(without_trend(cells).join("\t"));
        }
    }
    lines
}
