//! The funnel: views, clicks, orders. Unknown figures show as a dash, never as 0.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::domain::number::full;
use crate::proto::results::{CampaignResult, Sums};
use crate::tui::kit::Action;
use crate::tui::look::{Role, Theme, figure, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{bar, rows};
use crate::words::result_view::funnel::{Funnel, Step, known};
use crate::words::result_view::{Figure, ResultView};

use super::ResultsScreen;
use super::list::Row;
use super::look::Look;

/// Longest bar.
const BAR: usize = 60;
/// The lines of the funnel, each with a bar on a logarithmic scale.
fn bars(funnel: Funnel, cells: usize) -> Vec<String> {
    let steps = funnel.steps();
    let most = steps.iter().filter_map(|step| step.count).max().unwrap_or(0);
    let counts = steps.iter().map(|step| text::width(&step.count_text())).max().unwrap_or(0);
    let notes = steps.iter().map(|step| text::width(&step.note)).max().unwrap_or(0);
    let names = steps.iter().map(|step| text::width(step.label)).max().unwrap_or(0).max(6);
    let room = cells.saturating_sub(names + 2 + counts + 2 + 1 + notes).min(BAR);
    let line = |step: &Step| {
        let bar = bar::log(step.count.unwrap_or(0), most, room);
        let count = text::right(&step.count_text(), counts);
        format!("{:names$}  {count}  {bar} {}", step.label, step.note).trim_end().to_owned()
    };
    steps.iter().map(line).collect()
}

/// The funnel in one line: `FUNNEL 345,500 views > 4,776 clicks (1.4%) > 99 orders (2.1%)`.
pub(super) fn briefly(screen: &ResultsScreen) -> Option<String> {
    Some(format!("FUNNEL {}", ResultView::new(screen.result()?).funnel(screen.sums()?).line()))
}

pub(super) fn draw_small(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    let creators = screen.creators().len();
    let note = figure::counted(i64::try_from(creators).unwrap_or(0), "creator", "creators");
    let inner =
        panel::draw(frame, area, look.edge, "Funnel", &format!("tracked so far, log scale; {note}"), look.theme);
    let Some((result, sums)) = screen.result().zip(screen.sums()) else { return };
    draw_bars(ResultView::new(result).funnel(sums), frame, inner, look.theme);
    let below =
        Rect { y: inner.y.saturating_add(4).min(inner.bottom()), height: inner.height.saturating_sub(4), ..inner };
    let mut notes: Vec<Fact> = notes_on(result, sums)
        .into_iter()
        .zip(1..)
        .map(|(line, rank)| Fact::new("", line, rank).role(Role::Quiet))
        .collect();
    // What no sum holds is said on the first page, however long the list above is.
    notes.extend(screen.left_out().map(|out| Fact::new("", out, 0)));
    fact::draw(frame, below, &notes, look.theme);
}

/// Draws each step on its own line, because a wrapped bar is unreadable.
fn draw_bars(funnel: Funnel, frame: &mut Frame<'_>, inner: Rect, theme: Theme) {
    for (index, bar) in bars(funnel, usize::from(inner.width)).into_iter().enumerate() {
        let line = rows::line(inner, index).intersection(frame.area());
        frame.render_widget(Line::raw(text::fit(&bar, usize::from(line.width))), line);
        rows::accent(frame, line, bar::is_block, Role::First, theme);
    }
}

/// The rates of the funnel and what a click cost.
fn notes_on(result: &CampaignResult, sums: Sums) -> Vec<String> {
    let view = ResultView::new(result);
    view.funnel(sums).rates().into_iter().chain(view.click_cost(sums)).collect()
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let note = if look.edge == Edge::Frame { "tracked so far; log scale" } else { "" };
    let inner = panel::draw_focused(frame, area, look.edge, title, note, look.theme);
    let Some((result, sums)) = screen.result().zip(screen.sums()) else { return };
    draw_bars(ResultView::new(result).funnel(sums), frame, inner, look.theme);
    let mut notes = notes_on(result, sums);
    if look.edge == Edge::Rule {
        notes.insert(0, "Bars use a log scale so small steps stay visible.".to_owned());
    }
    let words = u16::try_from(notes.len() + 1).unwrap_or(4).max(4);
    let notes: Vec<Fact> = notes.into_iter().map(|line| Fact::new("", line, 1).role(Role::Quiet)).collect();
    let [_, words, table] =
        inner.layout(&Layout::vertical([Constraint::Length(3), Constraint::Length(words), Constraint::Fill(1)]));
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
    let orders = screen.counts().head();
    let columns = [
        Column::words("CREATOR", 16, 24, 0),
        Column::number("VIEWS", 10, 1),
        Column::number("CLICKS", 8, 2),
        Column::number("OF VIEWS", 8, 6),
        Column::number(orders, if orders.len() > 6 { 8 } else { 6 }, 1),
        Column::number("OF CLICKS", 9, 5),
        Column::number("CPC", 8, 4),
        Column::number("PER 1,000 VIEWS (RANGE)", 23, 3),
    ];
    rows::header(frame, area, &columns, look.theme);
    let body = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
    screen.list.draw_more(frame, body, look.theme);
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
    let funnel = Funnel::new(sums);
    let dash = |text: Option<String>| Cell::with(text.unwrap_or_else(|| figure::UNKNOWN.to_owned()), role);
    vec![
        Cell::with(name, role),
        Cell::with(known(sums.views), role),
        Cell::with(known(sums.clicks), role),
        dash(funnel.clicks_of_views()),
        Cell::with(full(sums.orders), role),
        dash(funnel.orders_of_clicks()),
        Cell::with(row.figures().text(Figure::Cpc), role),
        dash(funnel.orders_per_thousand()),
    ]
}

/// The funnel in lines of text.
pub(super) fn as_text(result: &CampaignResult, sums: Sums) -> Vec<String> {
    let line = |step: Step| format!("{}\t{}\t{}", step.label, step.count_text(), step.note).trim_end().to_owned();
    let steps = ResultView::new(result).funnel(sums).steps();
    steps.into_iter().map(line).chain(notes_on(result, sums)).collect()
}
