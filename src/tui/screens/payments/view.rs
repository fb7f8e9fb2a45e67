//! How payments look.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::payable::{PayGroup, PaySummary};
use crate::domain::{Money, Payable};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, day, figure, text};
use crate::tui::screens::listed::{self, Around, Listed, draw_line};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::Edge;
use crate::tui::widgets::{fact, rows};
use crate::words::payments as words;

use super::{PaymentsScreen, info};

/// The lines of the head, the list, and the box that says more about a row.
struct Plan {
    head: Rect,
    list: Rect,
    info: Rect,
}

fn plan(screen: &PaymentsScreen, area: Rect, lines: usize) -> Plan {
    let head = u16::try_from(lines).unwrap_or(1).min(area.height);
    let [head, rest] = area.layout(&Layout::vertical([Constraint::Length(head), Constraint::Fill(1)]));
    let has_info = !screen.hides_info && screen.list.here().is_some();
    let [list, info] = if has_info { listed::with_info(rest, area) } else { [rest, Rect::ZERO] };
    Plan { head, list, info }
}

/// The lines of the head: how paying stands.
fn head(screen: &PaymentsScreen, cells: usize, today: NaiveDate) -> Vec<String> {
    let rows = screen.list.rows();
    if rows.is_empty() {
        return Vec::new();
    }
    let summary = PaySummary::of(rows, today);
    let one = format!(" {}", words::standing(&summary));
    if text::width(&one) <= cells {
        return vec![one];
    }
    let sentences = words::sentences(&summary);
    let width = cells.saturating_sub(1).max(1);
    sentences.iter().flat_map(|said| fact::wrap(said, width)).map(|line| format!(" {line}")).collect()
}

/// How many rows of the list fit.
pub(super) fn list_lines(screen: &PaymentsScreen, area: Rect) -> usize {
    // The days of the head don't change how long it is by much; the list needs no exact number.
    listed::lines(plan(screen, area, 1).list, Edge::of(area))
}

pub(super) fn draw(screen: &PaymentsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let edge = Edge::of(area);
    let lines = head(screen, usize::from(area.width), ctx.today);
    let plan = plan(screen, area, lines.len());
    for (down, line) in lines.iter().enumerate() {
        let place = rows::line(plan.head, down);
        if place.y < plan.head.bottom() {
            draw_line(frame, place, line, Role::Strong, theme);
        }
    }
    let around =
        Around {
            edge, title: "Payments", note: screen.list.place(), reading: "Reading payments …", empty: empty(ctx)
        };
    let Some(inner) = screen.list.draw_panel(frame, plan.list, &around, theme) else { return };
    let columns = columns(screen.list.rows());
    rows::header(frame, inner, &columns, theme);
    let body = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
    let headings = headings(screen.list.rows(), ctx.today);
    screen.list.draw_under(frame, body, &headings, &columns, theme, |row| cells(row, ctx.today));
    if let Some(row) = screen.list.here().filter(|_| plan.info.height > 2) {
        let hides = format!("{} hides", ctx.key(Action::PaneInfo));
        let title = format!("@{} {}", text::shown(&row.payee.handle), row.purpose);
        listed::draw_info(frame, plan.info, edge, (&title, &hides), &info::of(row, &screen.all, ctx), theme);
    }
}

fn empty(ctx: &Ctx) -> String {
    format!(
        "Nothing to pay yet. Open a batch ({}), enter a fee and log the agreement: the fee stands here with its due date.",
        ctx.key(Action::Go(Place::Campaigns))
    )
}

/// The headings with the rows below each, and what is left in them.
fn headings(rows: &[Payable], today: NaiveDate) -> Vec<(String, Role, usize)> {
    let heading = |run: &[Payable]| {
        let group = run[0].group(today);
        let mut sums = crate::domain::payable::Sums::new();
        for row in run {
            let minor = if group == PayGroup::Paid { row.paid_minor } else { row.left_minor() };
            crate::domain::payable::add(&mut sums, row.currency, minor);
        }
        let role = if group == PayGroup::Overdue { Role::Bad } else { Role::Quiet };
        (format!(" {} ({}, {})", group.title(), run.len(), words::sums(&sums)), role, run.len())
    };
    rows.chunk_by(|row, next| row.group(today) == next.group(today)).map(heading).collect()
}

/// The columns for these rows. The first gets no more room than it needs, so the rest stays readable.
fn columns(rows: &[Payable]) -> [Column; 8] {
    let widest = |cell: fn(&Payable) -> String, least: usize, most: usize| {
        let widest = rows.iter().map(|row| text::width(&text::shown(&cell(row)))).max().unwrap_or(0);
        u16::try_from(widest.clamp(least, most)).unwrap_or(16)
    };
    [
        Column::words("CREATOR", 14, widest(|row| format!("@{}", row.payee.handle), 14, 28), 0),
        Column::words("FOR", 8, widest(|row| row.purpose.to_string(), 8, 14), 2),
        Column::number("AGREED", 9, 1),
        Column::words("INVOICE", 8, widest(|row| row.invoice.clone(), 8, 16), 5),
        Column::words("DUE", 8, 8, 0),
        Column::number("PAID", 8, 3),
        Column::number("LATE", 4, 4),
        Column::words("CAMPAIGN", 12, widest(|row| row.campaign_name.clone(), 12, 28), 6),
    ]
}

fn money(row: &Payable, minor: i64) -> String {
    Money::new(minor, row.currency).short()
}

/// What a row is for; a month of this year without the year.
fn purpose(row: &Payable, today: NaiveDate) -> String {
    let text = row.purpose.to_string();
    text.strip_suffix(&today.format(" %Y").to_string()).unwrap_or(&text).to_owned()
}

/// The days of delay: `3d`; empty where it is not late.
fn late(row: &Payable, today: NaiveDate) -> String {
    row.days_late(today).filter(|days| *days > 0).map(|days| format!("{days}d")).unwrap_or_default()
}

fn cells(row: &Payable, today: NaiveDate) -> Vec<Cell> {
    let tiny = |on: Option<NaiveDate>| on.map_or_else(|| figure::UNKNOWN.to_owned(), |on| day::tiny(on, today));
    let role = match row.group(today) {
        PayGroup::Overdue => Role::Bad,
        PayGroup::Paid => Role::Quiet,
        _ => Role::Text,
    };
    let paid = if row.paid_minor > 0 { money(row, row.paid_minor) } else { figure::UNKNOWN.to_owned() };
    let name = if role == Role::Quiet { Role::Quiet } else { Role::Strong };
    vec![
        Cell::with(text::shown(&format!("@{}", row.payee.handle)), name),
        Cell::with(purpose(row, today), role_of_text(role)),
        Cell::with(money(row, row.agreed_minor), role_of_text(role)),
        Cell::with(text::shown(&row.invoice), Role::Quiet),
        Cell::with(tiny(row.due_on), role),
        Cell::with(paid, Role::Quiet),
        Cell::with(late(row, today), role),
        Cell::with(text::shown(&row.campaign_name), Role::Quiet),
    ]
}

/// What is not a day stays plain also where the payment is overdue.
fn role_of_text(role: Role) -> Role {
    if role == Role::Bad { Role::Text } else { role }
}

/// The list as tab-separated text, for copying.
pub(super) fn as_text(list: &Listed<Payable>, today: NaiveDate) -> String {
    let heads = ["CREATOR", "FOR", "AGREED", "INVOICE", "DUE", "PAID", "PAID ON", "LATE", "STATE", "CAMPAIGN", "BATCH"];
    list.as_text(heads, |row| {
        let on = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        [
            format!("@{}", row.payee.handle),
            row.purpose.to_string(),
            Money::new(row.agreed_minor, row.currency).exact(),
            row.invoice.clone(),
            on(row.due_on),
            Money::new(row.paid_minor, row.currency).exact(),
            on(row.paid_on),
            late(row, today),
            row.standing(today).word().to_owned(),
            row.campaign_name.clone(),
            row.batch_name.clone(),
        ]
    })
}
