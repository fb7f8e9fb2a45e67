//! Draws the header, then the sections.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use strum::IntoEnumIterator;

use crate::proto::collaboration::CollaborationPage;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::rows::line;
use crate::words::collaboration as words;

use super::CollaborationScreen;
use super::layout::{Column, Drawn, GUTTER, areas};
use super::lines::Run;
use super::section::Section;

/// Width of the page as text.
const TEXT: usize = 100;

/// Draws the screen.
pub(super) fn draw(screen: &CollaborationScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let Some(page) = screen.page.as_deref() else { return draw_nothing(screen, frame, area, ctx, theme) };
    let plan = areas(area);
    draw_head(page, frame, plan.head, ctx, theme);
    let cursor = (screen.focus, screen.here(ctx));
    for (index, (place, sections)) in plan.columns.iter().enumerate() {
        let column = Column::new(page, place.width, sections, cursor, ctx);
        let top = column.top(screen.tops.get(index).copied().unwrap_or(0), *place);
        draw_column(screen, page, &column, top, frame, *place, ctx, theme);
        if index > 0 {
            for down in 0..place.height {
                let bar = Rect { x: place.x.saturating_sub(2), y: place.y + down, width: 1, height: 1 };
                put(frame, bar, "│", Role::Frame, theme);
            }
        }
    }
}

fn draw_nothing(screen: &CollaborationScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let said = match (screen.id, screen.is_gone) {
        (None, _) => format!(
            "No collaboration is open. {} shows the campaigns; {} opens a batch and then a creator of it.",
            ctx.key(Action::Go(Place::Campaigns)),
            ctx.key(Action::NavOpen)
        ),
        (Some(_), true) => {
            format!("This creator is no longer in the batch. {} goes back.", ctx.key(Action::Back))
        }
        (Some(_), false) => "Loading the collaboration …".to_owned(),
    };
    let cells = usize::from(area.width).saturating_sub(4).min(100);
    for (down, said) in text::wrapped(&said, cells).into_iter().enumerate() {
        put(frame, line(area, down + usize::from(area.height > 4)), &format!("  {said}"), Role::Text, theme);
    }
}

fn put(frame: &mut Frame<'_>, area: Rect, said: &str, role: Role, theme: Theme) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        frame.render_widget(Line::styled(text::fit(said, usize::from(area.width)), theme.style(role)), area);
    }
}

/// Who in which batch, and the next step.
fn draw_head(page: &CollaborationPage, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let cells = usize::from(area.width).saturating_sub(2);
    let right = format!("{} of {}   {}", page.place(), page.siblings.len(), page.stage.word());
    let left = text::fit(&head(page), cells.saturating_sub(text::width(&right) + 2));
    let between = " ".repeat(cells.saturating_sub(text::width(&left) + text::width(&right)));
    let spans = vec![
        Span::raw(" "),
        Span::styled(left, theme.style(Role::Strong)),
        Span::raw(between),
        Span::styled(right, theme.style(Role::Strong)),
    ];
    frame.render_widget(Line::from(spans), line(area, 0).intersection(frame.area()));
    let is_late = page.next(ctx.today).is_late(ctx.today);
    let (sign, role) = if is_late { ("! ", Role::Warn) } else { ("", Role::Text) };
    let runs = [(" Next: ".to_owned(), Role::Quiet), (format!("{sign}{}", words::next(page, ctx.today)), role)];
    if area.height > 1 {
        draw_runs(frame, line(area, 1), &runs, theme);
    }
}

/// `@mia (Mia Ray) in Batch 2 of Glow Serum`.
fn head(page: &CollaborationPage) -> String {
    let name = text::shown(&page.creator.fields.name);
    let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
    let (batch, campaign) = (text::shown(&page.batch_name), text::shown(&page.campaign_name));
    format!("@{}{name} in {batch} of {campaign}", text::shown(page.creator.fields.handle.as_str()))
}

#[expect(clippy::too_many_arguments, reason = "what a column is drawn from and where")]
fn draw_column(
    screen: &CollaborationScreen,
    page: &CollaborationPage,
    column: &Column,
    top: usize,
    frame: &mut Frame<'_>,
    area: Rect,
    ctx: &Ctx,
    theme: Theme,
) {
    let room = column.room(area);
    for (down, drawn) in column.lines.iter().skip(top).take(room).enumerate() {
        let place = line(area, down).intersection(frame.area());
        if place.is_empty() {
            continue;
        }
        match drawn {
            Drawn::Heading(section) => {
                let note = section.note(page, ctx);
                draw_heading(*section, &note, *section == screen.focus, frame, place, theme);
            }
            Drawn::Line(runs, is_cursor) => {
                let gutter = GUTTER.min(place.width);
                let inside = Rect { x: place.x + gutter, width: place.width - gutter, ..place };
                if *is_cursor {
                    put(frame, place, ">", Role::Text, theme);
                    let plain: Vec<Run> = runs.iter().map(|(said, _)| (said.clone(), Role::Text)).collect();
                    draw_runs(frame, inside, &plain, theme);
                    frame.buffer_mut().set_style(place, theme.style(Role::Cursor));
                } else {
                    draw_runs(frame, inside, runs, theme);
                }
            }
            Drawn::Blank => {}
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

/// `── Money ─────────── spend $192.90 ──`. The focused section is marked like the current tab.
fn draw_heading(section: Section, note: &str, is_here: bool, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let cells = usize::from(area.width);
    let title = if is_here { format!(" »{}« ", section.title()) } else { format!(" {} ", section.title()) };
    let title = text::fit(&title, cells.saturating_sub(2));
    let room = cells.saturating_sub(text::width(&title) + 6);
    let note = if note.is_empty() || text::width(note) + 2 > room { String::new() } else { format!(" {note} ") };
    let dash = |count: usize| Span::styled("─".repeat(count), theme.style(Role::Frame));
    let between = cells.saturating_sub(4 + text::width(&title) + text::width(&note));
    let role = if is_here { Role::Here } else { Role::Strong };
    let spans = vec![
        dash(2.min(cells)),
        Span::styled(title, theme.style(role)),
        dash(between),
        Span::styled(note, theme.style(Role::Quiet)),
        dash(2),
    ];
    frame.render_widget(Line::from(spans), area);
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

/// The page as plain text.
pub(super) fn as_text(page: &CollaborationPage, ctx: &Ctx) -> String {
    let mut lines =
        vec![format!("{}: {}", head(page), page.stage.word()), format!("Next: {}", words::next(page, ctx.today))];
    for section in Section::iter() {
        lines.push(String::new());
        lines.push(section.title().to_uppercase());
        lines.extend(
            section
                .lines(page, ctx, TEXT)
                .lines
                .into_iter()
                .map(|(runs, _)| runs.into_iter().map(|(said, _)| said).collect::<String>().trim_end().to_owned()),
        );
    }
    lines.join("\n")
}
