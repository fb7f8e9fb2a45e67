//! Draws the header, then the sections. Takes only `&PageScreen`.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::proto::page::CreatorPage;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::figure::plural;
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::profile::info;
use crate::tui::widgets::rows::line;

use super::layout::{Column, Drawn, GUTTER, areas};
use super::section::Section;
use super::{PageScreen, facts, vetting};

/// Draws the screen.
pub(super) fn draw(screen: &PageScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let Some(page) = screen.page.as_deref() else {
        let said = match (screen.creator, screen.is_gone) {
            (None, _) => format!(
                "No creator is open. {} shows the creators, {} opens the one under the cursor.",
                ctx.key(Action::Go(Place::Creators)),
                ctx.key(Action::NavOpen)
            ),
            (Some(_), true) => format!("This creator is no longer in the file. {} goes back.", ctx.key(Action::Back)),
            (Some(_), false) => "Loading the page …".to_owned(),
        };
        for (down, said) in
            text::wrapped(&said, usize::from(area.width).saturating_sub(4).min(100)).into_iter().enumerate()
        {
            put(frame, line(area, down + usize::from(area.height > 4)), &format!("  {said}"), Role::Text, theme);
        }
        return;
    };
    let plan = areas(screen, area);
    draw_head(page, frame, plan.head, ctx, theme);
    for (index, (place, sections)) in plan.columns.iter().enumerate() {
        let column = Column::new(screen, page, *place, sections, ctx);
        let top = column.top(screen.top(index), *place);
        draw_column(screen, page, &column, top, frame, *place, ctx, theme);
        if index > 0 {
            for down in 0..place.height {
                let bar = Rect { x: place.x.saturating_sub(2), y: place.y + down, width: 1, height: 1 };
                put(frame, bar, "│", Role::Frame, theme);
            }
        }
    }
}

fn put(frame: &mut Frame<'_>, area: Rect, said: &str, role: Role, theme: Theme) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        frame.render_widget(Line::styled(text::fit(said, usize::from(area.width)), theme.style(role)), area);
    }
}

/// Name, place and size; below them the verdict, the tags and the score.
fn draw_head(page: &CreatorPage, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let row = &page.detail.row;
    let cells = usize::from(area.width).saturating_sub(2);
    // A score is only shown with how much of it is known.
    let known = vetting::known(page);
    let fit = page.vetting.fit.score.map_or_else(String::new, |score| format!("fit {score} of 100 ({known} known)"));
    let right = text::width(&fit);
    let left = text::fit(&facts::head(page, ctx), cells.saturating_sub(right + 2));
    let between = " ".repeat(cells.saturating_sub(text::width(&left) + right));
    let spans = vec![
        Span::raw(" "),
        Span::styled(left, theme.style(Role::Strong)),
        Span::raw(between),
        Span::styled(fit, theme.style(Role::Strong)),
    ];
    frame.render_widget(Line::from(spans), line(area, 0).intersection(frame.area()));
    if area.height < 2 {
        return;
    }
    let mut runs = vec![(format!(" {}", info::verdict(row)), info::meaning(row.verdict))];
    if row.do_not_contact {
        runs.push(("   ! do not contact".to_owned(), Role::Bad));
    }
    if row.rating > 0 {
        runs.push((format!("   {} of 5 stars", row.rating), Role::Text));
    }
    if !row.tags.is_empty() {
        runs.push((format!("   {}", text::shown(&row.tags.join(", "))), Role::Text));
    }
    let flags = page.vetting.flags.len();
    if flags > 0 {
        let signs = plural(flags, "warning sign");
        runs.insert(1, (format!("   ! {signs}"), Role::Warn));
    }
    draw_runs(frame, line(area, 1), &runs, theme);
}

/// Draws runs of text one after the other, cut at the end of the line.
fn draw_runs(frame: &mut Frame<'_>, area: Rect, runs: &[(String, Role)], theme: Theme) {
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

#[expect(clippy::too_many_arguments, reason = "a column is drawn from what the screen and the frame hold")]
fn draw_column(
    screen: &PageScreen,
    page: &CreatorPage,
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
                draw_heading(*section, &section.note(page, ctx), *section == screen.focus, frame, place, theme);
            }
            Drawn::Line(runs, is_cursor) => {
                let gutter = GUTTER.min(place.width);
                let inside = Rect { x: place.x + gutter, width: place.width - gutter, ..place };
                if *is_cursor {
                    put(frame, place, ">", Role::Text, theme);
                    let plain: Vec<_> = runs.iter().map(|(said, _)| (said.clone(), Role::Text)).collect();
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

/// `── Posts ─────────── 12 posts ──`. The focused section is marked like the current tab.
fn draw_heading(section: Section, note: &str, is_here: bool, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let cells = usize::from(area.width);
    let title = if is_here { format!(" »{}« ", section.title()) } else { format!(" {} ", section.title()) };
    let title = text::fit(&title, cells.saturating_sub(2));
    let room = cells.saturating_sub(text::width(&title) + 6);
    let note = if note.is_empty() || text::width(note) + 2 > room { String::new() } else { format!(" {note} ") };
    let dash = |count: usize| Span::styled("─".repeat(count), theme.style(Role::Frame));
    let between = cells.saturating_sub(4 + text::width(&title) + text::width(&note));
    let role = if is_here { Role::Here } else { Role::Strong };
    let line = vec![
        dash(2.min(cells)),
        Span::styled(title, theme.style(role)),
        dash(between),
        Span::styled(note, Style::new().patch(theme.style(Role::Quiet))),
        dash(2),
    ];
    frame.render_widget(Line::from(line), area);
}
