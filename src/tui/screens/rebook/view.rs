//! How the rebook list looks.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::proto::rebook::{RebookGroup, RebookRow};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::figure::UNKNOWN;
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::listed::{self, Around, Listed, draw_line};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::Edge;
use crate::tui::widgets::{fact, rows};
use crate::words::rebook as words;

use super::{RebookScreen, info};

/// From this width of the list on the campaign has a column.
const ROOMY: u16 = 100;

/// The lines above the list, the list, and the box that says more about a row.
struct Plan {
    head: Rect,
    list: Rect,
    info: Rect,
}

fn plan(screen: &RebookScreen, area: Rect) -> Plan {
    let lines = u16::try_from(head(screen, usize::from(area.width)).len()).unwrap_or(1);
    let head = if area.height < 8 { 0 } else { lines };
    let [head, rest] = area.layout(&Layout::vertical([Constraint::Length(head), Constraint::Fill(1)]));
    let has_info = !screen.hides_info && screen.list.here().is_some();
    let [list, info] = if has_info { listed::with_info(rest, area) } else { [rest, Rect::ZERO] };
    Plan { head, list, info }
}

/// What the amounts are, and who is not listed: on one line where both fit.
fn head(screen: &RebookScreen, cells: usize) -> Vec<String> {
    let explained = (!screen.list.rows().is_empty()).then(|| words::EXPLAINED.to_owned());
    let said: Vec<String> = explained.into_iter().chain(words::left_out(&screen.all)).collect();
    let one = format!(" {}", said.join(" "));
    if said.is_empty() {
        return Vec::new();
    }
    if text::width(&one) <= cells {
        return vec![one];
    }
    let width = cells.saturating_sub(1).max(1);
    said.iter().flat_map(|said| fact::wrap(said, width)).map(|line| format!(" {line}")).collect()
}

/// How many rows of the list fit.
pub(super) fn list_lines(screen: &RebookScreen, area: Rect) -> usize {
    listed::lines(plan(screen, area).list, Edge::of(area))
}

pub(super) fn draw(screen: &RebookScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let edge = Edge::of(area);
    let plan = plan(screen, area);
    for (down, line) in head(screen, usize::from(area.width)).iter().enumerate() {
        let place = rows::line(plan.head, down);
        if place.y < plan.head.bottom() {
            draw_line(frame, place, line, Role::Quiet, theme);
        }
    }
    let around = Around {
        edge,
        title: "Book again",
        note: screen.list.place(),
        reading: "Reading who can be booked again …",
        empty: empty(ctx),
    };
    let Some(inner) = screen.list.draw_panel(frame, plan.list, &around, theme) else { return };
    let columns = columns(screen.list.rows(), inner.width);
    rows::header(frame, inner, &columns, theme);
    let body = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
    screen.list.draw_under(frame, body, &headings(screen.list.rows()), &columns, theme, cells);
    if let Some(row) = screen.list.here().filter(|_| plan.info.height > 2) {
        let hides = format!("{} hides", ctx.key(Action::PaneInfo));
        let title = format!("@{}", text::shown(&row.handle));
        listed::draw_info(frame, plan.info, edge, (&title, &hides), &info::of(row, ctx), theme);
    }
}

fn empty(ctx: &Ctx) -> String {
    let (campaigns, stage) = (ctx.key(Action::Go(Place::Campaigns)), ctx.key(Action::StageNext));
    format!("{} {campaigns} shows the campaigns; {stage} there finishes a batch.", words::NOTHING)
}

/// The headings with the rows below each.
fn headings(rows: &[RebookRow]) -> Vec<(String, Role, usize)> {
    let several = words::has_several_currencies(rows);
    let heading = |run: &[RebookRow]| {
        (format!(" {}", words::heading(run[0].group(), run.len(), several)), Role::Quiet, run.len())
    };
    rows.chunk_by(|row, next| row.group() == next.group()).map(heading).collect()
}

/// The columns for these rows. Each gets no more room than it needs, so what is said of a creator stays readable.
fn columns(rows: &[RebookRow], cells: u16) -> Vec<Column> {
    let widest = |cell: &dyn Fn(&RebookRow) -> String, least: usize, most: usize| {
        let widest = rows.iter().map(|row| text::width(&text::shown(&cell(row)))).max().unwrap_or(0);
        u16::try_from(widest.clamp(least, most)).unwrap_or(16)
    };
    let (range, said) = (widest(&range, 9, 22), widest(&words::standing, 18, 70));
    let campaign = widest(&|row| row.made_for.campaign.clone(), 12, 26);
    let mut columns = vec![
        Column::words("CREATOR", 12, widest(&|row| format!("@{}", row.handle), 12, 26), 0),
        Column::number("PROFIT", widest(&profit, 6, 12), 0),
        Column::words("80% RANGE", range, range, 1),
        Column::words("RELIABILITY", said.min(20), said, 2),
    ];
    // How reliable somebody was needs the room first; the box beside the list names the campaign as well.
    if cells >= ROOMY {
        columns.push(Column::words("CAMPAIGN", campaign, campaign, 6));
    }
    columns
}

fn profit(row: &RebookRow) -> String {
    words::judged_by(row).unwrap_or_else(|| UNKNOWN.to_owned())
}

fn range(row: &RebookRow) -> String {
    words::judged_range(row)
}

fn cells(row: &RebookRow) -> Vec<Cell> {
    let is_against = row.group() == RebookGroup::Against;
    let name = if is_against {
        Role::Quiet
    } else if row.ambassador_on.is_some() {
        Role::Good
    } else {
        Role::Strong
    };
    let amount = match row.profit() {
        Some(profit) if profit.minor > 0 && !is_against => Role::Good,
        Some(profit) if profit.minor < 0 && !is_against => Role::Bad,
        _ => Role::Quiet,
    };
    let plain = if is_against { Role::Quiet } else { Role::Text };
    vec![
        Cell::with(text::shown(&format!("@{}", row.handle)), name),
        Cell::with(profit(row), amount),
        Cell::with(range(row), Role::Quiet),
        Cell::with(text::shown(&words::standing(row)), plain),
        Cell::with(text::shown(&row.made_for.campaign), Role::Quiet),
    ]
}

/// The list as tab-separated text, for copying.
pub(super) fn as_text(list: &Listed<RebookRow>) -> String {
    list.as_text(["CREATOR", "PROFIT", "80% RANGE", "RELIABILITY", "CAMPAIGN", "BATCH"], |row| {
        [
            format!("@{}", row.handle),
            profit(row),
            range(row),
            words::standing(row),
            row.made_for.campaign.clone(),
            row.made_for.batch.clone(),
        ]
    })
}
