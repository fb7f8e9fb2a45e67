//! Draws duplicates: the groups above, the creators of the current group side by side below.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::money::grouped;
use crate::tui::kit::hit::{self, Target, Wheel};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, figure, text};
use crate::tui::screens::listed::{self, Around};
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;

use super::{DuplicatesScreen, compare};

/// Cells of the labels.
const LABELS: u16 = 14;
/// Fewest cells of a creator's column.
const LEAST: u16 = 20;

/// The room of the list and of the comparison.
fn parts(area: Rect, edge: Edge) -> [Rect; 2] {
    let below = match (edge, area.height) {
        (Edge::Frame, _) => u16::try_from(compare::LINES + 4).unwrap_or(u16::MAX).min(area.height / 3 * 2),
        (Edge::Rule, 10..) => area.height / 5 * 3,
        _ => 0,
    };
    area.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]))
}

/// How many groups fit.
pub(super) fn list_lines(area: Rect) -> usize {
    let edge = Edge::of(area);
    listed::lines(parts(area, edge)[0], edge)
}

pub(super) fn draw(screen: &DuplicatesScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    let edge = Edge::of(area);
    let [list, below] = parts(area, edge);
    let shown = screen.groups.rows().len();
    let all = grouped((shown + screen.more) as u64);
    let note = match (shown, screen.more) {
        (0, _) => String::new(),
        (_, 0) => format!("group {} of {all}", screen.groups.at() + 1),
        _ => format!("group {} of {all}, the first {shown} shown", screen.groups.at() + 1),
    };
    let (find, merge) = (ctx.key(Action::Go(Place::Creators)), ctx.key(Action::CreatorMerge));
    let around = Around {
        edge,
        title: if shown == 0 { "Duplicates" } else { "Possible duplicates" },
        note,
        reading: "Comparing all creators …",
        empty: format!("No possible duplicates found. If you know of some, mark them in {find} and press {merge}."),
    };
    let room = if shown == 0 { area } else { list };
    let Some(inner) = screen.groups.draw_panel(frame, room, &around, theme) else { return };
    let columns = [Column::words("WHO", 30, 56, 0), Column::words("WHY", 16, 60, 1)];
    screen.groups.draw(frame, inner, &columns, theme, |group| {
        let who: Vec<String> = group.rows.iter().map(|row| compare::name(group, row)).collect();
        vec![Cell::new(who.join("  ")), Cell::with(compare::why(group), Role::Quiet)]
    });
    draw_side_by_side(screen, frame, below, edge, ctx, theme);
}

fn draw_side_by_side(
    screen: &DuplicatesScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    edge: Edge,
    ctx: &Ctx,
    theme: Theme,
) {
    let Some(group) = screen.groups.here().filter(|_| area.height > 0) else { return };
    let keys = format!("{} {} choose which stays", ctx.key(Action::NavLeft), ctx.key(Action::NavRight));
    let inner = panel::draw(frame, area, edge, "Side by side", &keys, theme);
    // As many columns as fit, including the creator to keep.
    let room = inner.width.saturating_sub(LABELS);
    let fit = usize::from(room / (LEAST + 2)).clamp(1, group.rows.len());
    let first = (screen.stays + 1).saturating_sub(fit).min(group.rows.len() - fit);
    let wide = room / u16::try_from(fit).unwrap_or(1);
    let mut columns = vec![Column::words("", LABELS - 2, LABELS - 2, 0)];
    columns.extend((0..fit).map(|_| Column::words("", LEAST, wide.saturating_sub(2).max(LEAST), 0)));
    let seen = first..first + fit;
    let before = if first > 0 { "< " } else { "" };
    let behind = if first + fit < group.rows.len() { " >" } else { "" };

    let named: Vec<Cell> = std::iter::once(Cell::with(
        format!("{before}{}{behind}", figure::plural(group.rows.len(), "account")),
        Role::Quiet,
    ))
    .chain(seen.clone().map(|at| Cell::with(compare::name(group, &group.rows[at]), Role::Strong)))
    .collect();
    grid::draw_row(frame, rows::line(inner, 0), &columns, &named, None, theme);
    let fates: Vec<Cell> = std::iter::once(Cell::new("")).chain(seen.clone().map(|at| fate(screen, at))).collect();
    grid::draw_row(frame, rows::line(inner, 1), &columns, &fates, None, theme);
    for (column, at) in seen.clone().enumerate() {
        let place = grid::place(&columns, column + 1, inner);
        hit::put(place, || Target::Run(hit::between(screen.stays, at, Action::NavLeft, Action::NavRight)));
    }
    hit::wheel(area, Wheel::Acts { down: Action::PaneScrollDown, up: Action::PaneScrollUp, times: 3 });

    let lines = compare::lines(group);
    let body = Rect { y: (inner.y + 2).min(inner.bottom()), height: inner.height.saturating_sub(2), ..inner };
    let top = screen.scroll.min(lines.len().saturating_sub(usize::from(body.height)));
    for (down, line) in lines.iter().skip(top).take(usize::from(body.height)).enumerate() {
        let label = if line.differs { format!("≠ {}", line.label) } else { format!("  {}", line.label) };
        let role = if line.differs { Role::Warn } else { Role::Quiet };
        let mut cells = vec![Cell::with(label, role)];
        cells.extend(seen.clone().map(|at| Cell::new(line.facts[at].clone())));
        grid::draw_row(frame, rows::line(body, down), &columns, &cells, None, theme);
    }
    let rest = lines.len().saturating_sub(top + usize::from(body.height));
    if rest > 0 && edge == Edge::Frame {
        let said = format!(" {} more: {} ", rest, ctx.key(Action::PaneScrollDown));
        let cells = u16::try_from(text::width(&said)).unwrap_or(0);
        let foot = Rect { x: area.x + 2, y: area.bottom() - 1, width: cells.min(area.width), height: 1 };
        grid::draw_row(
            frame,
            foot,
            &[Column::words("", cells, cells, 0)],
            &[Cell::with(said, Role::Quiet)],
            None,
            theme,
        );
    }
}

/// What merging would do to a creator.
fn fate(screen: &DuplicatesScreen, at: usize) -> Cell {
    let platform = screen.chosen().map(|row| row.row.fields.platform);
    let row = screen.groups.here().and_then(|group| group.rows.get(at));
    match row {
        _ if at == screen.stays => Cell::with("> stays", Role::Cursor),
        Some(row) if screen.left_out.contains(&row.row.id) => Cell::with("left out", Role::Quiet),
        Some(row) if Some(row.row.fields.platform) != platform => Cell::with("other platform, stays", Role::Quiet),
        _ => Cell::with("merged into it", Role::Text),
    }
}
