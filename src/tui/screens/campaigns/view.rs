//! How the campaigns look.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::money::div_round;
use crate::domain::{BatchStatus, Goal};
use crate::proto::row::CampaignRow;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, Theme, figure, text};
use crate::tui::screens::estimate::{self, Written};
use crate::tui::screens::listed::{self, Around};
use crate::tui::screens::trend;
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::Edge;

use super::{CampaignsScreen, Row, glance, stage};

/// From this width on the glance stands beside the list.
const BESIDE: u16 = 150;
/// Lines of a list that the glance below it never takes.
const LIST: u16 = 14;

/// How many rows of the list fit.
pub(super) fn list_lines(area: Rect) -> usize {
    let edge = Edge::of(area);
    listed::lines(parts(area, edge).0, edge)
}

/// The room of the list and of the glance.
fn parts(area: Rect, edge: Edge) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let [list, beside] = area.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Length(60)]).spacing(1));
        return (list, beside);
    }
    let wanted = if edge == Edge::Frame { 14 } else { 6 };
    let below = area.height.saturating_sub(LIST.max(area.height / 2)).min(wanted);
    let [list, below] = area.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]));
    (list, below)
}

pub(super) fn draw(screen: &CampaignsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    let edge = Edge::of(area);
    let (list, box_below) = parts(area, edge);
    let around = Around {
        edge,
        title: "Campaigns",
        note: screen.list.place(),
        reading: "Reading campaigns …",
        empty: format!(
            "No campaigns yet. A campaign asks one question about one product. {} adds one.",
            ctx.key(Action::ItemAdd)
        ),
    };
    let Some(list) = screen.list.draw_panel(frame, list, &around, theme) else { return };
    screen.list.draw(frame, list, &columns(screen.list.rows()), theme, |row| cells(screen, row));
    if let Some(row) = screen.list.here().filter(|_| box_below.height > 2) {
        // The heading must exist before the size is known, and the bar is sized for the room that is left.
        let (title, facts) = glance::of(screen, row, ctx, usize::from(box_below.width).saturating_sub(4));
        let opens = match row {
            Row::Campaign(_) => format!("{} shows results", ctx.key(Action::NavOpen)),
            Row::Batch(..) => format!("{} shows creators", ctx.key(Action::NavOpen)),
        };
        listed::draw_info(frame, box_below, edge, (&title, &opens), &facts, theme);
    }
}

fn columns(rows: &[Row]) -> Vec<Column> {
    let widest = |read: fn(&CampaignRow) -> i64| {
        let widths =
            rows.iter().map(Row::campaign).map(|row| text::width(&figure::money(read(row), row.fields.currency)));
        u16::try_from(widths.max().unwrap_or(0).clamp(8, 18)).unwrap_or(8)
    };
    vec![
        Column::words("NAME", 14, 44, 0),
        Column::words("STAGE", 8, 8, 3),
        Column::words("BATCH", 7, 7, 8),
        Column::number("CREATORS", 8, 7),
        Column::number("SPEND", widest(|row| row.spend_minor), 4),
        Column::number("LEFT", widest(|row| row.budget.left_minor().unwrap_or(0)), 5),
        Column::number("FORECAST", widest(|row| row.budget.forecast_minor()), 10),
        Column::number("OFFERED", widest(|row| row.budget.offered_minor), 11),
        Column::number("AGREED", widest(|row| row.budget.agreed_minor), 12),
        Column::number("PAID", widest(|row| row.budget.paid_minor), 13),
        Column::number("REVENUE", widest(|row| row.revenue_minor), 6),
        trend::column(9),
        head_column(rows),
        match goals(rows) {
            Some(Goal::Conversions) => Column::words("IF REPEATED", 12, 14, 2),
            _ => Column::words("IF REPEATED", 16, 22, 2),
        },
    ]
}

/// The goal that all campaigns have; nothing where there are several.
fn goals(rows: &[Row]) -> Option<Goal> {
    let mut goals = rows.iter().map(|row| row.campaign().fields.goal);
    let first = goals.next().unwrap_or_default();
    goals.all(|goal| goal == first).then_some(first)
}

/// The column of the head figure, under its name where all campaigns have the same.
fn head_column(rows: &[Row]) -> Column {
    match goals(rows) {
        Some(Goal::Conversions) => Column::number("ROAS", 6, 1),
        Some(Goal::Awareness) => Column::number("CPM", 9, 1),
        Some(Goal::Ugc) => Column::number("PER ASSET", 10, 1),
        None => Column::number("HEAD FIGURE", 15, 1),
    }
}

/// The head figure of a row; named where campaigns with another goal stand beside it.
fn head(screen: &CampaignsScreen, row: &Row, is_mixed: bool) -> String {
    let fields = &row.campaign().fields;
    let (revenue, spend) = match row {
        Row::Campaign(campaign) => (campaign.revenue_minor, campaign.spend_minor),
        Row::Batch(_, batch) => (batch.revenue_minor, batch.spend_minor),
    };
    let value = match fields.goal {
        Goal::Conversions => div_round(10_000 * i128::from(revenue), i128::from(spend)).map(figure::ratio),
        Goal::Awareness | Goal::Ugc => {
            let tracked = screen.estimate(row).and_then(|said| said.head.tracked);
            tracked.map(|value| Written::new(fields.goal, fields.currency).value(value))
        }
    };
    match (value, fields.goal) {
        (None, _) => figure::UNKNOWN.to_owned(),
        (Some(value), Goal::Conversions) if is_mixed => format!("ROAS {value}"),
        (Some(value), Goal::Awareness) if is_mixed => format!("CPM {value}"),
        (Some(value), Goal::Ugc) if is_mixed => format!("{value}/asset"),
        (Some(value), _) => value,
    }
}

fn cells(screen: &CampaignsScreen, row: &Row) -> Vec<Cell> {
    let range = screen.estimate(row).and_then(|said| estimate::range(said, row.campaign().fields.currency));
    let range = Cell::new(range.unwrap_or_else(|| figure::UNKNOWN.to_owned()));
    let result = screen.result(row.campaign().id);
    let trend = match (row, result) {
        (_, None) => Cell::new(""),
        (Row::Campaign(_), Some(result)) => trend::of_campaign(result),
        (Row::Batch(_, batch), Some(result)) => {
            result.batch(batch.id).map_or_else(|| Cell::new(""), |batch| trend::of_batch(result, batch))
        }
    };
    let head = head(screen, row, goals(screen.list.rows()).is_none());
    match row {
        Row::Campaign(campaign) => {
            let money = |minor| Cell::new(figure::money(minor, campaign.fields.currency));
            let creators: i64 = campaign.batches.iter().map(|batch| batch.creators).sum();
            vec![
                Cell::with(text::shown(&campaign.fields.name), Role::Strong),
                Cell::new(stage(campaign)),
                Cell::new(place(campaign)),
                Cell::new(figure_or_unknown(creators)),
                money(campaign.spend_minor),
                left(campaign),
                money(campaign.budget.forecast_minor()),
                money(campaign.budget.offered_minor),
                money(campaign.budget.agreed_minor),
                money(campaign.budget.paid_minor),
                money(campaign.revenue_minor),
                trend,
                Cell::new(head),
                range,
            ]
        }
        Row::Batch(campaign, batch) => {
            let money = |minor| Cell::new(figure::money(minor, campaign.fields.currency));
            vec![
                Cell::new(format!("  {}", text::shown(&batch.fields.name))),
                Cell::new(batch.status.word()),
                if batch.current { Cell::with("current", Role::Here) } else { Cell::new("") },
                Cell::new(crate::domain::number::full(batch.creators)),
                money(batch.spend_minor),
                // A batch has no budget of its own.
                Cell::new(""),
                Cell::new(""),
                Cell::new(""),
                Cell::new(""),
                Cell::new(""),
                money(batch.revenue_minor),
                trend,
                Cell::new(head),
                range,
            ]
        }
    }
}

/// What is left of the budget, with a warning where offers go over it.
fn left(campaign: &CampaignRow) -> Cell {
    let left = campaign.budget.left_minor().map(|left| figure::money(left, campaign.fields.currency));
    let role = if campaign.budget.forecast_over_minor().is_some() { Role::Warn } else { Role::Text };
    Cell::with(left.unwrap_or_else(|| figure::UNKNOWN.to_owned()), role)
}

/// The batch a campaign is at: the running one, else the last one that started.
fn place(campaign: &CampaignRow) -> String {
    let running = campaign.batches.iter().position(|batch| batch.status == BatchStatus::Running);
    let started = campaign.batches.iter().rposition(|batch| batch.status != BatchStatus::Planned);
    match (running.or(started), campaign.batches.len()) {
        (_, 0) => figure::UNKNOWN.to_owned(),
        (at, all) => format!("{} of {all}", at.unwrap_or(0) + 1),
    }
}

fn figure_or_unknown(count: i64) -> String {
    if count == 0 { figure::UNKNOWN.to_owned() } else { crate::domain::number::full(count) }
}

/// The list as tab-separated text, with the same figures.
pub(super) fn as_text(screen: &CampaignsScreen) -> String {
    let titles = [
        "NAME",
        "STAGE",
        "BATCH",
        "CREATORS",
        "SPEND",
        "LEFT",
        "FORECAST",
        "OFFERED",
        "AGREED",
        "PAID",
        "REVENUE",
        &head_column(screen.list.rows()).title,
        "IF BOOKED AGAIN (80% RANGE)",
    ];
    let trend = columns(screen.list.rows()).iter().position(|column| *column == trend::column(9));
    screen.list.as_text(titles, |row| {
        let cells = cells(screen, row).into_iter().enumerate().filter(|(at, _)| Some(*at) != trend);
        cells.map(|(_, cell)| cell.text).collect::<Vec<_>>()
    })
}
