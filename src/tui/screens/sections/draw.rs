//! Draws the header, then the sections.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::kit::hit::{self, Target, Wheel};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::rows::{cells, line};

use super::column::Drawn;
use super::{Column, Part, Run, Sectioned};

/// The header of a page: what it is about at the left and right of the first line, and the second line.
#[derive(Debug)]
pub struct Head {
    /// Whom the page is about: the first of these texts that fits, else the last one, cut.
    pub left: Vec<String>,
    /// What stands at the right end.
    pub right: String,
    /// The second line.
    pub below: Vec<Run>,
}

/// Draws a page.
pub fn draw<S: Sectioned>(screen: &S, head: Head, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let plan = screen.areas(area.intersection(frame.area()));
    draw_head(head, frame, plan.head, theme);
    for (index, (place, parts)) in plan.columns.iter().enumerate() {
        let column = Column::new(screen, *place, parts, ctx);
        let top = column.top(screen.focus().top(index), *place);
        clickable(&column, top, *place, index);
        draw_column(screen, &column, top, frame, *place, ctx, theme);
        if index > 0 {
            for down in 0..place.height {
                let bar = Rect { x: place.x.saturating_sub(2), y: place.y + down, width: 1, height: 1 };
                put(frame, bar, "│", Role::Frame, theme);
            }
        }
    }
}

/// A click on a line leads to the stop there, else to its section; the wheel scrolls the column.
fn clickable<P: Part>(column: &Column<P>, top: usize, area: Rect, index: usize) {
    hit::wheel(area, Wheel::Part(index));
    for down in 0..column.room(area) {
        let at = top + down;
        hit::put_each(
            || line(area, down),
            || match (column.stop_at(at), column.part_at(at)) {
                (Some((part, stop)), _) => Target::Spot(super::spot(part, Some(stop))),
                (None, Some(part)) => Target::Spot(super::spot(part, None)),
                (None, None) => Target::Cover,
            },
        );
    }
}

/// Draws a sentence in the place of a page that has nothing to show.
pub fn draw_sentence(said: &str, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let cells = usize::from(area.width).saturating_sub(4).min(100);
    for (down, said) in text::wrapped(said, cells).into_iter().enumerate() {
        put(frame, line(area, down + usize::from(area.height > 4)), &format!("  {said}"), Role::Text, theme);
    }
}

fn put(frame: &mut Frame<'_>, area: Rect, said: &str, role: Role, theme: Theme) {
    draw_runs(frame, area, &[(said.to_owned(), role)], theme);
}

fn draw_head(head: Head, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let cells = usize::from(area.width).saturating_sub(2);
    let Head { left, right, below } = head;
    let room = cells.saturating_sub(text::width(&right) + 2);
    let left = text::fit(text::widest(&left, room), room);
    let between = " ".repeat(cells.saturating_sub(text::width(&left) + text::width(&right)));
    draw_runs(frame, line(area, 0), &[(format!(" {left}{between}{right}"), Role::Strong)], theme);
    draw_runs(frame, line(area, 1), &below, theme);
}

fn draw_column<S: Sectioned>(
    screen: &S,
    column: &Column<S::Part>,
    top: usize,
    frame: &mut Frame<'_>,
    area: Rect,
    ctx: &Ctx,
    theme: Theme,
) {
    let room = column.room(area);
    for (down, drawn) in column.lines.iter().skip(top).take(room).enumerate() {
        let place = line(area, down).intersection(frame.area());
        match drawn {
            Drawn::Blank => {}
            _ if place.is_empty() => {}
            Drawn::Heading(part) => {
                let is_here = *part == screen.focus().part;
                draw_heading(part.title(), &screen.note(*part, ctx), is_here, frame, place, theme);
            }
            Drawn::Line(runs, false) => draw_runs(frame, cells(place), runs, theme),
            Drawn::Line(runs, true) => {
                put(frame, place, ">", Role::Text, theme);
                let plain: Vec<Run> = runs.iter().map(|(said, _)| (said.clone(), Role::Text)).collect();
                draw_runs(frame, cells(place), &plain, theme);
                frame.buffer_mut().set_style(place, theme.style(Role::Cursor));
            }
        }
    }
    let (above, below) = (top, column.lines.len().saturating_sub(top + room));
    if column.lines.len() > room && area.height > 0 {
        let said = match (above, below) {
            (0, below) => format!("{below} more below"),
            (above, 0) => format!("{above} more above"),
            (above, below) => format!("{above} more above, {below} below"),
        };
        let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
        put(frame, foot, &format!("  {said}: {} for the next section", ctx.key(Action::PaneNext)), Role::Quiet, theme);
    }
}

/// `── Posts ─────────── 12 posts ──`. The focused section is marked like the current tab.
fn draw_heading(title: &str, note: &str, is_here: bool, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let cells = usize::from(area.width);
    let title = if is_here { format!(" »{title}« ") } else { format!(" {title} ") };
    let title = text::fit(&title, cells.saturating_sub(2));
    let room = cells.saturating_sub(text::width(&title) + 6);
    let note = if note.is_empty() || text::width(note) + 2 > room { String::new() } else { format!(" {note} ") };
    let dash = |count: usize| ("─".repeat(count), Role::Frame);
    let between = cells.saturating_sub(4 + text::width(&title) + text::width(&note));
    let role = if is_here { Role::Here } else { Role::Strong };
    let runs = [dash(2.min(cells)), (title, role), dash(between), (note, Role::Quiet), dash(2)];
    draw_runs(frame, area, &runs, theme);
}

/// Draws runs of text one after the other, cut at the end of the line.
fn draw_runs(frame: &mut Frame<'_>, area: Rect, runs: &[Run], theme: Theme) {
    let area = area.intersection(frame.area());
    let mut room = usize::from(area.width);
    let mut spans = Vec::new();
    for (said, role) in runs {
        let said = text::fit(said, room);
        room -= text::width(&said);
        spans.push(Span::styled(said, theme.style(*role)));
    }
    if !area.is_empty() {
        frame.render_widget(Line::from(spans), area);
    }
}
