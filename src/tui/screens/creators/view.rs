//! Draws the filter line, the table and the info. Takes only `&CreatorsScreen`.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

use crate::domain::money::grouped;
use crate::tui::kit::hit::{self, Target, Wheel};
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, SizeClass, Theme, text};
use crate::tui::screens::goal_line;
use crate::tui::screens::profile::info;
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::more;

use crate::words::odds as odds_words;

use super::CreatorsScreen;
use super::columns::{self, ColumnKind, LEAD, LEAD_TITLE, Room};
use super::filter_bar::{FilterBox, Tab};
use super::text_lines::{both_sides, line, put};
use super::{empty_filter, filter_view};

/// Height of the tabs and the footer. Size classes refer to the whole window.
const CHROME: u16 = 5;
/// From this height on, a list without a frame has a line for what it hides.
const OWN_LINE: u16 = 8;
/// From this height on, the weekly goal has a line.
const GOAL: u16 = 14;

/// The areas of the screen.
struct CreatorsAreas {
    class: SizeClass,
    /// The line of views.
    views: Option<Rect>,
    filter: Rect,
    list: Rect,
    /// Whether the list has a frame.
    is_framed: bool,
    /// The info pane beside the list.
    pane: Option<Rect>,
    /// The info lines below the list.
    below: Option<Rect>,
    /// The line of the weekly goal, if a goal is set.
    goal: Option<Rect>,
    /// The line that says how many rows are hidden: that of the frame, of the rule below the list, or one of its own.
    more: Rect,
}

fn areas(screen: &CreatorsScreen, area: Rect, ctx: &Ctx) -> CreatorsAreas {
    let class = SizeClass::of(Rect { height: area.height.saturating_add(CHROME), ..area });
    let class = if class == SizeClass::TooSmall { SizeClass::Tiny } else { class };
    let goal = (ctx.goal.is_some() && area.height >= GOAL).then(|| line(area, area.height - 1));
    let area = Rect { height: area.height - u16::from(goal.is_some()), ..area };
    // A lower window spends the line on a row of the table instead.
    let has_views = class >= SizeClass::Medium && area.height >= 18;
    let views = has_views.then(|| line(area, 0));
    let top = u16::from(has_views);
    let area = Rect { y: area.y + top, height: area.height - top, ..area };
    let lines = match (&screen.bar.typing, class) {
        (Some(open), class) => filter_view::box_lines(screen, open, class, area),
        (None, SizeClass::Wide) => filter_view::filter_lines(screen, ctx, area),
        _ => 1,
    };
    let filter = Rect { height: lines.min(area.height), ..area };
    let rest = Rect { y: area.y + filter.height, height: area.height - filter.height, ..area };
    let mut plan = CreatorsAreas {
        class,
        views,
        filter,
        list: rest,
        is_framed: class == SizeClass::Wide,
        pane: None,
        below: None,
        goal,
        more: Rect::ZERO,
    };
    if class == SizeClass::Wide && !screen.hides_info {
        let width = (rest.width / 3).clamp(40, 60);
        plan.list.width = rest.width - width;
        plan.pane = Some(Rect { x: rest.x + plan.list.width, width, ..rest });
    }
    if class == SizeClass::Medium && rest.height >= 12 {
        plan.list.height = rest.height - 3;
        plan.below = Some(Rect { y: rest.y + plan.list.height, height: 3, ..rest });
    }
    plan.more = match plan.below {
        Some(below) => Rect { height: 1, ..below },
        None => line(plan.list, plan.list.height.saturating_sub(1)),
    };
    if !plan.is_framed && plan.below.is_none() && plan.list.height >= OWN_LINE {
        plan.list.height -= 1;
    }
    plan
}

/// The list without its frame.
fn list_of(plan: &CreatorsAreas) -> Rect {
    let frame = if plan.is_framed { 2 } else { 0 };
    Rect { width: plan.list.width.saturating_sub(frame), ..plan.list }
}

/// What there is room for in a list of this size: a wide window may show more columns than were chosen.
fn room_in(list: Rect, class: SizeClass, ctx: &Ctx) -> Room {
    let cells = if class == SizeClass::Wide { after_lead(list).width } else { 0 };
    Room { has_odds: ctx.odds_in().is_some(), cells }
}

/// What there is room for in the window of the last frame.
pub(super) fn room(screen: &CreatorsScreen, ctx: &Ctx) -> Room {
    let plan = areas(screen, ctx.body, ctx);
    room_in(list_of(&plan), plan.class, ctx)
}

/// The columns that fit in the window of the last frame.
pub(super) fn visible(screen: &CreatorsScreen, ctx: &Ctx) -> Vec<ColumnKind> {
    let plan = areas(screen, ctx.body, ctx);
    let room = room_in(list_of(&plan), plan.class, ctx);
    let chosen = screen.layout.columns(plan.class, screen.bar.sorted_by(), screen.column, room);
    let (kinds, columns): (Vec<_>, Vec<Column>) = chosen.into_iter().unzip();
    let widths = grid::widths(&columns, after_lead(list_of(&plan)).width);
    kinds.into_iter().zip(widths).filter(|(_, width)| *width > 0).map(|(kind, _)| kind).collect()
}

/// Number of rows the list shows in an area.
pub(super) fn list_lines(screen: &CreatorsScreen, area: Rect, ctx: &Ctx) -> usize {
    let plan = areas(screen, area, ctx);
    usize::from(plan.list.height.saturating_sub(if plan.is_framed { 3 } else { 1 }))
}

/// Draws the screen.
pub(super) fn draw(screen: &CreatorsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let plan = areas(screen, area, ctx);
    if let (Some(place), Some(stand)) = (plan.goal, &ctx.goal) {
        goal_line::draw(stand, frame, place, ctx, theme);
    }
    if let Some(views) = plan.views {
        filter_view::draw_views(screen, frame, views, ctx, theme);
    }
    if let Some(open) = &screen.bar.typing {
        filter_view::draw_box(screen, open, frame, plan.filter, ctx, theme);
    } else {
        hit::put(plan.filter, || edit_filter(screen, ctx));
        let has_odds = || visible(screen, ctx).into_iter().any(ColumnKind::needs_odds);
        let odds = ctx.odds_in().filter(|_| has_odds()).map(|(name, awaited)| odds_words::title(name, awaited));
        filter_view::draw_filter(screen, frame, plan.filter, (plan.views.is_none(), odds.as_deref()), ctx, theme);
    }
    let list = if plan.is_framed {
        let shown = screen.list.ids.len();
        let at = if shown == 0 { 0 } else { screen.list.cursor.at + 1 };
        let at = grouped(at as u64);
        let row =
            if screen.list.is_partial { format!("row {at}") } else { format!("row {at} of {}", grouped(shown as u64)) };
        boxed(frame, plan.list, "Creators", &row, Role::Focus, theme)
    } else {
        plan.list
    };
    draw_list(screen, frame, list, plan.class, ctx, theme);
    if let Some(pane) = plan.pane {
        hit::wheel(pane, Wheel::Acts { down: Action::PaneScrollDown, up: Action::PaneScrollUp, times: 1 });
        draw_pane(screen, frame, pane, ctx, theme);
    }
    if let Some(below) = plan.below {
        draw_below(screen, frame, below, ctx, theme);
        hit::put(below, || Target::Run(vec![(Action::PaneInfo, 1)]));
    }
    if !screen.list.ids.is_empty() && plan.list.bottom() <= plan.more.bottom() {
        let (lines, rows) = (list_lines(screen, area, ctx), screen.list.ids.len());
        let seen = screen.list.cursor.seen(rows, lines);
        if plan.is_framed || plan.below.is_some() || plan.list.bottom() == plan.more.y {
            more::on_line(frame, plan.more, (seen.start, rows.saturating_sub(seen.end)), theme);
        }
    }
}

/// A click on the filter begins to edit it where it stands; the box opens empty, and the arrow brings the filter back.
fn edit_filter(screen: &CreatorsScreen, ctx: &Ctx) -> Target {
    let keys = ctx.keys.sequence_of(Action::FilterEdit, Place::Creators.scopes());
    let up = KeyCombination::one_key(KeyCode::Up, KeyModifiers::NONE);
    match keys {
        Some(keys) => Target::Type(keys.into_iter().chain((!screen.bar.text.is_empty()).then_some(up)).collect()),
        None => Target::Run(vec![(Action::FilterEdit, 1)]),
    }
}

/// Draws a frame with a title on both sides and returns the area inside.
fn boxed(frame: &mut Frame<'_>, area: Rect, left: &str, right: &str, edge: Role, theme: Theme) -> Rect {
    let room = usize::from(area.width).saturating_sub(text::width(right) + 8);
    let left = Line::styled(format!(" {} ", text::fit(left, room)), theme.style(Role::Strong));
    let right = Line::styled(format!(" {right} "), theme.style(Role::Quiet)).right_aligned();
    let block = Block::bordered().border_style(theme.style(edge)).title(left).title(right);
    let inside = block.inner(area);
    frame.render_widget(block, area);
    inside
}

fn draw_list(screen: &CreatorsScreen, frame: &mut Frame<'_>, area: Rect, class: SizeClass, ctx: &Ctx, theme: Theme) {
    let header = line(area, 0);
    let list = Rect { y: (area.y + 1).min(area.bottom()), height: area.height.saturating_sub(1), ..area };
    let chosen = screen.layout.columns(class, screen.bar.sorted_by(), screen.column, room_in(area, class, ctx));
    let current = chosen.iter().position(|(kind, _)| *kind == screen.column);
    let (kinds, columns): (Vec<_>, Vec<Column>) = chosen.into_iter().unzip();
    let is_stale = screen.bar.typing.as_ref().is_some_and(FilterBox::is_behind);
    if is_stale {
        let shown = if screen.bar.text.is_empty() { "everyone".to_owned() } else { text::shown(&screen.bar.text) };
        put(frame, header, &format!(" still showing: {shown}"), Role::Warn, theme);
    } else {
        put(frame, Rect { width: LEAD.min(header.width), ..header }, LEAD_TITLE, Role::Quiet, theme);
        grid::draw_header(frame, after_lead(header), &columns, current, theme);
        grid::clickable(after_lead(header), &columns, |at| {
            let mut steps = to_column(screen, *kinds.get(at)?, ctx)?;
            steps.push((Action::SortColumn, 1));
            Some(steps)
        });
    }
    if screen.list.ids.is_empty() {
        return draw_empty(screen, frame, list, ctx, theme);
    }
    let lines = usize::from(list.height);
    // The window may have been resized since the last key, so the cursor is brought into view here.
    let mut cursor = screen.list.cursor;
    cursor.go(cursor.at, screen.list.ids.len(), lines);
    let window = cursor.window(screen.list.ids.len(), lines);
    for (down, at) in (0_u16..).zip(window) {
        let Some(id) = screen.list.ids.get(at).copied() else { break };
        let place = line(list, down);
        let row = screen.list.row(id);
        let is_here = at == cursor.at;
        clickable(screen, place, at, &kinds, &columns, ctx);
        let is_marked = screen.marks.contains(at, id, cursor.at);
        let over = match (is_here, is_marked, is_stale) {
            (true, ..) => Some(Role::Cursor),
            (_, _, true) => Some(Role::Quiet),
            (_, true, _) => Some(Role::Marked),
            _ => None,
        };
        let signs = columns::lead(row, is_here, is_marked);
        let plain = over.is_some();
        let span = |(sign, role): (char, Role)| {
            Span::styled(sign.to_string(), if plain { ratatui::style::Style::new() } else { theme.style(role) })
        };
        let lead = Rect { width: LEAD.min(place.width), ..place };
        frame.render_widget(Line::from(signs.map(span).to_vec()), lead);
        let cells: Vec<Cell> = match row {
            Some(row) => kinds.iter().map(|kind| columns::cell(*kind, row, ctx)).collect(),
            // Not loaded yet, or deleted: a dim gap until the list is asked for again.
            None => kinds.iter().map(|_| Cell::with("·", Role::Quiet)).collect(),
        };
        grid::draw_row(frame, after_lead(place), &columns, &cells, None, theme);
        if let Some(role) = over {
            let place = place.intersection(frame.area());
            frame.buffer_mut().set_style(place, theme.style(role));
        }
    }
}

/// The steps that lead the cursor to a column.
fn to_column(screen: &CreatorsScreen, kind: ColumnKind, ctx: &Ctx) -> Option<hit::Steps> {
    let room = room(screen, ctx);
    let place = |kind| screen.layout.place(kind, room);
    let (from, to) = (place(screen.column)?, place(kind)?);
    Some(hit::between(from, to, Action::NavLeft, Action::NavRight))
}

/// A click on a row leads the cursor there, and to the column below the mouse.
fn clickable(screen: &CreatorsScreen, place: Rect, at: usize, kinds: &[ColumnKind], columns: &[Column], ctx: &Ctx) {
    let steps = || hit::steps(screen.list.cursor.at, at);
    hit::put(place, || Target::Select(steps()));
    for (index, kind) in kinds.iter().enumerate() {
        let aside = || to_column(screen, *kind, ctx).unwrap_or_default();
        let cell = || grid::place(columns, index, after_lead(place));
        hit::put_each(cell, || Target::Select(steps().into_iter().chain(aside()).collect()));
    }
}

/// The line without the signs before the first column.
fn after_lead(area: Rect) -> Rect {
    let lead = LEAD.min(area.width);
    Rect { x: area.x + lead, width: area.width - lead, ..area }
}

fn draw_empty(screen: &CreatorsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let key = |action: Action| ctx.keys.first(action);
    let said = match (screen.list.is_known, screen.bar.text.is_empty()) {
        (false, _) => return,
        (true, true) => format!(
            "No creators yet. {} imports a list, {} adds one, {} opens sample data.",
            key(Action::Go(Place::Import)),
            key(Action::ItemAdd),
            key(Action::Go(Place::Welcome))
        ),
        (true, false) => {
            let all = grouped(u64::try_from(ctx.counts.all).unwrap_or(0));
            let cause = screen.empty.cause(&screen.bar).map(empty_filter::Cause::sentence);
            match (cause, screen.bar.typing.is_some()) {
                (Some(cause), true) if matches!(screen.tab_does(), Tab::Drop(_)) => {
                    format!("0 of {all}. {cause} (Tab drops that term).")
                }
                (Some(cause), true) => format!("0 of {all}. {cause}."),
                (cause, _) => format!(
                    "0 of {all} match this filter. {}{} changes it, {} clears it, {} restores the one before.",
                    cause.map(|cause| format!("{cause}. ")).unwrap_or_default(),
                    key(Action::FilterEdit),
                    key(Action::FilterClear),
                    key(Action::FilterLast)
                ),
            }
        }
    };
    let room = usize::from(area.width).saturating_sub(4).min(100);
    for (down, said) in (1_u16..).zip(text::wrapped(&said, room)) {
        put(frame, line(area, down), &format!("  {said}"), Role::Text, theme);
    }
}

fn draw_pane(screen: &CreatorsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let row = screen.list.here();
    let title = row.map_or_else(|| "Info".to_owned(), |row| row.fields.handle.to_string());
    let hides = format!("{} hides", ctx.keys.first(Action::PaneInfo));
    let inside = boxed(frame, area, &title, &hides, Role::Frame, theme);
    let inside = Rect { x: inside.x.saturating_add(1), width: inside.width.saturating_sub(2), ..inside };
    let Some(row) = row else { return };
    let detail = screen.detail.as_deref().filter(|detail| detail.row.id == row.id);
    let lines = info::lines(row, detail, ctx, usize::from(inside.width));
    let room = usize::from(inside.height);
    let top = usize::from(screen.scroll).min(lines.len().saturating_sub(room));
    for (down, shown) in (0_u16..).zip(lines.iter().skip(top).take(room)) {
        let place = line(inside, down);
        let label = Rect { width: u16::try_from(info::LABELS).unwrap_or(0).min(place.width), ..place };
        let said = Rect { x: place.x + label.width, width: place.width - label.width, ..place };
        put(frame, label, &shown.label, Role::Quiet, theme);
        put(frame, said, &shown.said, shown.role, theme);
    }
    let rest = lines.len().saturating_sub(top + room);
    if rest > 0 {
        let foot = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        let said = format!(
            " {}: {} {} ",
            crate::tui::look::figure::plural(rest, "more line"),
            ctx.keys.first(Action::PaneScrollDown),
            ctx.keys.first(Action::PaneScrollUp)
        );
        let x = foot.x.saturating_add(2).min(foot.right());
        put(frame, Rect { x, width: foot.right().saturating_sub(x + 1), ..foot }, &said, Role::Quiet, theme);
    }
}

fn draw_below(screen: &CreatorsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let rule = "─".repeat(usize::from(area.width));
    put(frame, line(area, 0), &rule, Role::Frame, theme);
    let Some(row) = screen.list.here() else { return };
    let [first, second] = info::short(row, ctx);
    put(frame, line(area, 1), &format!(" {first}"), Role::Text, theme);
    let (second, card) = (format!(" {second}"), format!("{}: full card ", ctx.keys.first(Action::PaneInfo)));
    both_sides(frame, line(area, 2), (&second, Role::Quiet), (&card, Role::Quiet), theme);
}
