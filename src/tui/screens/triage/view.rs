//! Draws the progress, the queue and the card. Takes only `&TriageScreen`.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::Verdict;
use crate::domain::money::grouped;
use crate::tui::kit::hit::{self, Target, Wheel};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, SizeClass, Theme, text};
use crate::tui::screens::profile::info;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows::line;
use crate::tui::widgets::{bar, dialog};

use super::queue::{Pass, Queue};
use super::{TriageScreen, card, compare, end};

/// Height of the tabs and the footer. Size classes refer to the whole window.
const CHROME: u16 = 5;
/// Width of the list beside the card.
const LIST: u16 = 26;
/// Maximum and minimum width of the name of a queue.
const NAME: usize = 44;
const LEAST_NAME: usize = 20;
/// Maximum width of text.
const WIDEST: u16 = 120;

/// The areas of the screen.
struct TriageAreas {
    class: SizeClass,
    head: Rect,
    bar: Rect,
    list: Option<Rect>,
    card: Rect,
    /// All other facts, beside the full card.
    info: Option<Rect>,
}

fn areas(screen: &TriageScreen, area: Rect) -> TriageAreas {
    let class = SizeClass::of(Rect { height: area.height.saturating_add(CHROME), ..area });
    let head = Rect { height: area.height.min(1), ..area };
    // In the smallest windows the card needs the line more than the bar does.
    let bar_lines = u16::from(area.height > 8);
    let below = |lines: u16| {
        let down = lines.min(area.height);
        Rect { y: area.y + down, height: area.height - down, ..area }
    };
    let bar = Rect { height: bar_lines.min(below(1).height), ..below(1) };
    let mut card = below(1 + bar_lines);
    let mut list = None;
    if class == SizeClass::Wide && !screen.is_full && screen.queue.is_some() {
        list = Some(Rect { width: LIST.min(card.width), ..card });
        card = Rect { x: card.x + LIST.min(card.width), width: card.width.saturating_sub(LIST), ..card };
    }
    let mut info = None;
    if class == SizeClass::Wide && screen.is_full && screen.here().is_some() {
        let width = (card.width / 10 * 3).clamp(36, 60).min(card.width);
        info = Some(Rect { x: card.right() - width, width, ..card });
        card.width -= width;
    }
    card.width = card.width.min(WIDEST);
    TriageAreas { class, head, bar, list, card, info }
}

/// Number of rows the list shows in an area.
pub(super) fn list_lines(screen: &TriageScreen, area: Rect) -> usize {
    areas(screen, area).list.map_or(10, |list| usize::from(list.height.saturating_sub(2)))
}

/// Draws the screen.
pub(super) fn draw(screen: &TriageScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let plan = areas(screen, area);
    hit::wheel(area, Wheel::CARDS);
    let Some(queue) = &screen.queue else {
        return draw_said(
            screen,
            frame,
            Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area },
            ctx,
            theme,
        );
    };
    draw_head(screen, queue, frame, plan.head, ctx, theme);
    if queue.is_known {
        let cells = usize::from(plan.bar.width).saturating_sub(2);
        let share = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let filled = bar::filled(share(queue.done()), share(queue.tally.all), cells);
        put(frame, plan.bar, &format!(" {filled}"), Role::First, theme);
    }
    if let Some(list) = plan.list {
        draw_list(screen, queue, frame, list, ctx, theme);
    }
    draw_card(screen, queue, frame, &plan, ctx, theme);
    if let Some(info) = plan.info {
        draw_info(screen, frame, info, ctx, theme);
    }
}

/// All facts, in words and exact figures.
fn draw_info(screen: &TriageScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let note = format!("{} back", ctx.key(Action::PaneFull));
    let inside = panel::draw(frame, area, Edge::Frame, "All facts", &note, theme);
    let Some(row) = screen.row_here() else { return };
    let lines = info::lines(row, screen.cards.detail(row.id), ctx, usize::from(inside.width));
    for (down, shown) in lines.iter().take(usize::from(inside.height)).enumerate() {
        let place = line(inside, down).intersection(frame.area());
        let spans = vec![
            Span::styled(text::left(&shown.label, info::LABELS), theme.style(Role::Quiet)),
            Span::styled(shown.said.clone(), theme.style(shown.role)),
        ];
        frame.render_widget(Line::from(spans), place);
    }
}

fn put(frame: &mut Frame<'_>, area: Rect, said: &str, role: Role, theme: Theme) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        frame.render_widget(Line::styled(text::fit(said, usize::from(area.width)), theme.style(role)), area);
    }
}

fn draw_head(screen: &TriageScreen, queue: &Queue, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let cells = usize::from(area.width);
    let count = |number: usize| grouped(number as u64);
    let (done, all) = (count(queue.done()), count(queue.tally.all));
    let name = match (queue.pass, queue.source.filter.as_str()) {
        (Pass::Stars, _) => "Second pass, stars".to_owned(),
        (Pass::Tags, _) => "Third pass, tags".to_owned(),
        (Pass::Verdicts, _) if !queue.source.name.is_empty() => format!("Queue: {}", text::shown(&queue.source.name)),
        (Pass::Verdicts, "") => "Queue: everyone".to_owned(),
        (Pass::Verdicts, filter) => format!("Queue: {}", text::shown(filter)),
    };
    let said = if queue.pass == Pass::Verdicts { "decided" } else { "reviewed" };
    let of = |verdict| count(queue.tally.of(verdict));
    let [picked, maybe, rejected, snoozed] =
        [Verdict::Picked, Verdict::Maybe, Verdict::Rejected, Verdict::Snoozed].map(of);
    let waiting = screen.waiting();
    let new = if waiting > 0 { format!("   +{} new", grouped(waiting.unsigned_abs())) } else { String::new() };
    let full =
        format!("{done} of {all} {said}  picked {picked}  maybe {maybe}  rejected {rejected}  snoozed {snoozed}");
    let with_letters = format!("{done} of {all} {said}   P {picked}  ? {maybe}  x {rejected}  z {snoozed}");
    let letters = format!("{done} of {all}   P {picked}  ? {maybe}  x {rejected}  z {snoozed}");
    let least = format!(" {done}/{all}  P {picked} ? {maybe} x {rejected} z {snoozed}");
    let right = pace(screen, queue, ctx);
    if !queue.is_known {
        return put(frame, area, &format!(" {}   …", text::fit(&name, NAME)), Role::Text, theme);
    }
    let short = right.last().cloned().unwrap_or_default();
    // The counts come first, then the name; the forecast gets the rest.
    let room = cells.saturating_sub(text::width(&short) + 2);
    let named = [&full, &with_letters, &letters].iter().find_map(|counts| {
        let name_cells = room.checked_sub(text::width(counts) + text::width(&new) + 4)?.min(NAME);
        let is_told = name_cells >= text::width(&name).min(LEAST_NAME);
        is_told.then(|| format!(" {}   {counts}{new}", text::fit(&name, name_cells)))
    });
    let left = named.unwrap_or_else(|| text::widest(&[format!(" {letters}{new}"), least], room).to_owned());
    let right = text::widest(&right, cells.saturating_sub(text::width(&left) + 3)).to_owned();
    let room = cells.saturating_sub(text::width(&right) + 1);
    put(
        frame,
        Rect { width: u16::try_from(room).unwrap_or(area.width).min(area.width), ..area },
        &left,
        Role::Text,
        theme,
    );
    if text::width(&left) + text::width(&right) + 1 < cells {
        let x = area.x.saturating_add(u16::try_from(room).unwrap_or(area.width));
        put(frame, Rect { x, width: area.right().saturating_sub(x), ..area }, &right, Role::Quiet, theme);
    }
}

/// The pace and the forecast, from the longest to the shortest variant.
fn pace(screen: &TriageScreen, queue: &Queue, ctx: &Ctx) -> Vec<String> {
    let Some(left) = queue.left().filter(|left| *left > 0 && !queue.is_out()) else { return vec![String::new()] };
    if screen.pace.is_paused(ctx.now_ms) {
        return vec!["paused ".to_owned()];
    }
    let Some(pace) = screen.pace.per_minute() else { return vec![String::new()] };
    let at = screen.pace.done_at(ctx.now_ms, left).map(|at| (ctx.local_time)(at).format("%H:%M").to_string());
    let mut said = Vec::new();
    if let Some(at) = &at {
        said.push(format!("{pace} a minute  done about {at} "));
        said.push(format!("{pace}/min  done ~{at} "));
        said.push(format!("~{at} "));
    }
    said.push(format!("{pace} a minute "));
    said.push(format!("{pace}/min "));
    said.sort_by_key(|said| std::cmp::Reverse(text::width(said)));
    said
}

/// A click on a creator of the queue leads there, over those that are deleted by now.
fn clickable(queue: &Queue, place: Rect, at: usize) {
    if queue.verdict(at).is_some() {
        let living = |range: std::ops::Range<usize>| range.filter(|at| queue.verdict(*at).is_some()).count();
        hit::put(place, || {
            Target::Select(if at < queue.at {
                vec![(Action::NavUp, living(at..queue.at))]
            } else {
                hit::steps(0, living(queue.at + 1..at + 1))
            })
        });
    }
}

fn draw_list(screen: &TriageScreen, queue: &Queue, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let note = format!("{} full card", ctx.key(Action::PaneFull));
    let inside = panel::draw(frame, area, Edge::Frame, "Queue", &note, theme);
    let room = usize::from(inside.height);
    let top = dialog::top(queue.at, queue.ids.len(), room);
    for (down, (at, id)) in queue.ids.iter().enumerate().skip(top).take(room).enumerate() {
        let place = line(inside, down);
        let is_here = at == queue.at;
        clickable(queue, place, at);
        let verdict = queue.verdict(at);
        let sign = verdict.map_or('·', Verdict::sign);
        let handle =
            screen.cards.row(*id).map_or_else(|| "·".to_owned(), |row| text::shown(&row.fields.handle.to_string()));
        let role = |role| if is_here { Style::new() } else { theme.style(role) };
        let cells = usize::from(place.width).saturating_sub(4);
        let decided = if matches!(verdict, Some(Verdict::New)) { Role::Text } else { Role::Quiet };
        let spans = vec![
            Span::styled(if is_here { ">" } else { " " }, role(Role::Strong)),
            Span::styled(format!("{sign} "), role(verdict.map_or(Role::Quiet, info::meaning))),
            Span::styled(text::left(&handle, cells), role(decided)),
        ];
        frame.render_widget(Line::from(spans), place);
        if is_here {
            let place = place.intersection(frame.area());
            frame.buffer_mut().set_style(place, theme.style(Role::Cursor));
        }
    }
}

fn draw_card(screen: &TriageScreen, queue: &Queue, frame: &mut Frame<'_>, plan: &TriageAreas, ctx: &Ctx, theme: Theme) {
    let edge = if plan.class == SizeClass::Wide { Edge::Frame } else { Edge::Rule };
    let Some(id) = queue.here() else {
        let area = match edge {
            Edge::Frame => panel::draw(frame, plan.card, edge, "Done", "", theme),
            Edge::Rule => plan.card,
        };
        return draw_said(screen, frame, area, ctx, theme);
    };
    let row = screen.cards.row(id);
    let handle = row.map_or_else(|| "…".to_owned(), |row| row.fields.handle.to_string());
    let name = row.map(|row| text::shown(&row.fields.name)).unwrap_or_default();
    let title = if name.is_empty() { handle } else { format!("{handle}   {name}") };
    let inside = panel::draw(frame, plan.card, edge, &title, &compare::place(queue.place()), theme);
    let Some(row) = row else { return };
    // A blank cell beside the rule, and a blank line below the frame if there is room.
    let air = u16::from(edge == Edge::Frame && inside.height > 24);
    let side = u16::from(edge == Edge::Rule && inside.width > 2);
    let inside =
        Rect { x: inside.x + side, y: inside.y + air, width: inside.width - side, height: inside.height - air };
    let room = (usize::from(inside.width), usize::from(inside.height));
    for (down, shown) in card::lines(screen, row, ctx, room, theme).into_iter().enumerate() {
        frame.render_widget(shown, line(inside, down).intersection(frame.area()));
    }
}

fn draw_said(screen: &TriageScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let room = usize::from(area.width).saturating_sub(4).min(100);
    let mut down = usize::from(area.height > 6);
    for (said, role) in end::lines(screen, ctx) {
        for part in text::wrapped(&said, room) {
            put(frame, line(area, down), &format!("  {part}"), role, theme);
            down += 1;
        }
    }
}
